package dev.medley.jobs;

import dev.medley.run.Progress;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes on how a run goes, and says how far it came when somebody stops the process: what Spark
 * says then reads like a crash.
 */
final class Interruption implements Progress {
  private final Progress screen;
  private final PrintWriter err;
  private final Thread farewell = new Thread(this::happens, "medley-interruption");
  private final AtomicLong rows = new AtomicLong();
  private volatile long expected;
  private boolean happened;

  Interruption(Progress screen, PrintWriter err) {
    this.screen = screen;
    this.err = err;
  }

  /** Whether the process is on its way out; what fails then is no failure. */
  static boolean isUnderWay() {
    Thread nothing = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Override
  public void begins(String task, long expectedRows) {
    expected = expectedRows;
    rows.set(0);
    Runtime.getRuntime().addShutdownHook(farewell);
    screen.begins(task, expectedRows);
  }

  @Override
  public void rowsWritten(long more) {
    rows.addAndGet(more);
    screen.rowsWritten(more);
  }

  @Override
  public void completes() {
    screen.completes();
  }

  @Override
  public synchronized void ends() {
    // Of an interruption, the hook speaks.
    if (!isUnderWay()) {
      Runtime.getRuntime().removeShutdownHook(farewell);
      if (!happened) {
        screen.ends();
      }
    }
  }

  /** The process ends in the middle of the work. */
  synchronized void happens() {
    if (!happened) {
      happened = true;
      screen.ends();
      err.println("medley: " + text());
      err.flush();
    }
  }

  private String text() {
    // The expectation is an estimate, and a run that is at 100 % is not interrupted.
    long percent = Math.min(99, expected == 0 ? 0 : rows.get() * 100 / expected);
    return "interrupted at " + percent + " %; repeat the command to go on";
  }
}
