package dev.medley.sink;

import dev.medley.model.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The run that an output belongs to while it is written: a file that changes every few seconds, for
 * as long as the run lives. A file that has stopped changing is that of a run that was killed, and
 * is taken over. Only changes count, since the clocks of two machines differ.
 */
public final class Owner implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration DEAD = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Files files;
  private final String journal;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "medley-owner");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> beating;
  private int beats;

  private Owner(Files files, String journal) {
    this.files = files;
    this.journal = journal;
  }

  /**
   * Takes an output for this run; waits a little if a run that was killed has left its mark there.
   *
   * @param place of the output, named in the error
   * @param journal folder of what is under way and what is done
   * @throws UserError if another run writes there
   */
  static Owner of(Files files, String place, String journal) {
    Owner owner = new Owner(files, journal);
    owner.take(place);
    files.delete(journal + "/aside");
    owner.beating =
        owner.heart.scheduleAtFixedRate(
            owner::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    return owner;
  }

  private void take(String place) {
    Optional<String> seen = Optional.empty();
    long since = System.nanoTime();
    while (!files.create(file(), sign())) {
      Optional<String> now = files.read(file());
      if (now.isPresent() && !now.equals(seen)) {
        if (seen.isPresent()) {
          throw taken(place);
        }
        seen = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > DEAD.toNanos()) {
        files.delete(file());
      } else {
        pause();
      }
    }
    // Where a file system lets two create the same file, the later one has it.
    pause();
    if (!isOurs()) {
      throw taken(place);
    }
  }

  private static UserError taken(String place) {
    return new UserError(
        place + " is being written by another run; repeat this command when that one has ended");
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private synchronized void beat() {
    try {
      if (isOurs()) {
        beats++;
        files.write(file(), sign());
      }
    } catch (UserError e) {
      // The file system is out of reach; the work itself will say so, or the next beat succeeds.
    }
  }

  /**
   * Makes sure that the output still belongs to this run: one that slept for long may have lost it.
   *
   * @throws UserError if not
   */
  void require() {
    if (!isOurs()) {
      throw new UserError(
          journal + " was taken over by another run; repeat this command when that one has ended");
    }
  }

  private boolean isOurs() {
    return files.read(file()).filter(sign -> sign.startsWith(mark + " ")).isPresent();
  }

  private String sign() {
    return mark + " " + beats;
  }

  private String file() {
    return journal + "/owner";
  }

  String mark() {
    return mark;
  }

  String journal() {
    return journal;
  }

  /** Gives the output free. */
  @Override
  public synchronized void close() {
    beating.cancel(false);
    heart.shutdown();
    if (isOurs()) {
      files.delete(file());
    }
  }
}
