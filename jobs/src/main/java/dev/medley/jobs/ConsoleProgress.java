package dev.medley.jobs;

import dev.medley.run.Progress;
import dev.medley.run.Watch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how a run goes on: a bar on a terminal; a line now and then where the
 * output is kept in a file, so that the file stays readable.
 */
final class ConsoleProgress {
  /** Set by the launcher, which can ask whether standard error is a terminal; Java 17 cannot. */
  private static final String TERMINAL = "medley.terminal";

  /** Set by the launcher, too: the columns of the terminal. */
  private static final String COLUMNS = "medley.columns";

  private ConsoleProgress() {}

  static Progress onScreen() {
    return Boolean.getBoolean(TERMINAL)
        ? new Bar(System.err, width())
        : new Lines(System.err, System::nanoTime);
  }

  /** Says which step is under way: in one line of a terminal, now and then elsewhere. */
  static Watch stepsOnScreen(String task) {
    return Boolean.getBoolean(TERMINAL)
        ? new CheckLine(System.err, width(), task)
        : new Checks(System.err, System::nanoTime, task);
  }

  /** A line that wraps could not be cleared; some terminals wrap one that just fits. */
  private static int width() {
    return Text.columns(COLUMNS) - 1;
  }

  static final class CheckLine implements Watch {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream screen;
    private final int width;
    private final String task;

    CheckLine(PrintStream screen, int width, String task) {
      this.screen = screen;
      this.width = width;
      this.task = task;
    }

    @Override
    public void begins(int step, int steps, String what) {
      String line = task + ": step " + step + " of " + steps + ", " + what;
      screen.print(CLEAR_LINE + Text.shortened(line, width));
      screen.flush();
    }

    @Override
    public void end() {
      screen.print(CLEAR_LINE);
      screen.flush();
    }
  }

  static final class Checks implements Watch {
    private final PrintStream log;
    private final LongSupplier nanoTime;
    private final String task;
    private long spoke;

    Checks(PrintStream log, LongSupplier nanoTime, String task) {
      this.log = log;
      this.nanoTime = nanoTime;
      this.task = task;
      this.spoke = nanoTime.getAsLong();
    }

    @Override
    public void begins(int step, int steps, String what) {
      long now = nanoTime.getAsLong();
      if (now - spoke >= Lines.PAUSE) {
        spoke = now;
        log.println(task + ": step " + step + " of " + steps + ", " + what);
      }
    }
  }

  static final class Bar implements Progress {
    /** Name, share, rows and time alone take this many columns. */
    private static final int WIDE = 95;

    private final PrintStream screen;
    private final int width;
    private ProgressBar bar;

    Bar(PrintStream screen, int width) {
      this.screen = screen;
      this.width = width;
    }

    @Override
    public synchronized void begins(String task, long expectedRows) {
      ProgressBarBuilder builder =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(expectedRows)
              .setUnit(" rows", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(screen, width));
      bar = (width < WIDE ? builder : builder.showSpeed()).build();
    }

    @Override
    public synchronized void rowsWritten(long rows) {
      bar.stepBy(rows);
      // The expectation is an estimate; the bar must not stand at 100 % while rows still come.
      if (bar.getCurrent() > bar.getMax()) {
        bar.maxHint(bar.getCurrent());
      }
    }

    @Override
    public synchronized void completes() {
      bar.maxHint(bar.getCurrent());
    }

    @Override
    public synchronized void ends() {
      bar.close();
    }
  }

  static final class Lines implements Progress {
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final PrintStream log;
    private final LongSupplier nanoTime;
    private String task = "";
    private long expected;
    private long rows;
    private long began;
    private long spoke;

    Lines(PrintStream log, LongSupplier nanoTime) {
      this.log = log;
      this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void begins(String newTask, long expectedRows) {
      task = newTask;
      expected = expectedRows;
      rows = 0;
      began = nanoTime.getAsLong();
      spoke = began;
      log.println(task + ": about " + Text.count(expected) + " rows");
    }

    @Override
    public synchronized void rowsWritten(long more) {
      rows += more;
      long now = nanoTime.getAsLong();
      if (now - spoke >= PAUSE) {
        spoke = now;
        double rowsPerSecond = rows * 1e9 / (now - began);
        double left = Math.max(0, expected - rows) / Math.max(1, rowsPerSecond);
        log.println(
            task
                + ": "
                + Text.count(rows)
                + " rows, "
                + Text.count(rowsPerSecond)
                + " rows/s"
                + (left < 1
                    ? ""
                    : ", about " + Text.duration(Duration.ofSeconds((long) left)) + " left"));
      }
    }

    @Override
    public synchronized void ends() {
      log.println(
          task
              + ": "
              + Text.count(rows)
              + " rows in "
              + Text.duration(Duration.ofNanos(nanoTime.getAsLong() - began)));
    }
  }
}
