package dev.medley.sink;

import java.time.Duration;
import java.util.List;

/**
 * What a command wrote.
 *
 * @param place folder or {@code catalog.schema} that holds the tables
 * @param tables table by table, data tables first
 * @param elapsed time taken
 * @param resumed chunks that an earlier run had already written
 */
public record Summary(String place, List<Written> tables, Duration elapsed, long resumed) {

  /**
   * One table.
   *
   * @param name its name; key tables as {@code key.<name>}
   * @param rows rows that this run, and those it completed, added
   * @param files data files of those rows
   * @param bytes their size
   */
  public record Written(String name, long rows, long files, long bytes) {}

  public long rows() {
    return tables.stream().mapToLong(Written::rows).sum();
  }
}
