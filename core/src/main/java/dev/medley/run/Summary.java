package dev.medley.run;

import dev.medley.sink.Sink;
import java.time.Duration;
import java.util.List;

/**
 * What a command wrote.
 *
 * @param place folder or {@code catalog.schema} that holds the tables
 * @param tables table by table, data tables first
 * @param elapsed time taken
 * @param parts chunks that it wrote; tables, where it restored
 * @param resumed chunks that an earlier run had already written
 */
public record Summary(
    String place, List<Sink.Written> tables, Duration elapsed, long parts, long resumed) {

  public long rows() {
    return tables.stream().mapToLong(Sink.Written::rows).sum();
  }
}
