package dev.medley.run;

/** Hears how a long piece of work goes on. Calls come from several threads. */
public interface Progress {

  /** A progress that nobody watches. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begins(String task, long expectedRows) {}

        @Override
        public void rowsWritten(long rows) {}

        @Override
        public void ends() {}

        @Override
        public boolean isWatched() {
          return false;
        }
      };

  /** Work begins that will write about so many rows. */
  void begins(String task, long expectedRows);

  /** So many more rows have been written. */
  void rowsWritten(long rows);

  /** All of it is written, however many rows were expected. */
  default void completes() {}

  /** The work is over, complete or not. */
  void ends();

  /** Whether it is worth a second's work to know how many rows there will be. */
  default boolean isWatched() {
    return true;
  }
}
