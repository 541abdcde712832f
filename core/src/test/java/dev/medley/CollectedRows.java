package dev.medley;

import dev.medley.model.Table;
import dev.medley.world.Emitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes every row of every table and keeps it, in the order in which they came. */
public final class CollectedRows implements Emitter {
  private final Map<Table<?>, List<Record>> tables = new HashMap<>();

  @Override
  public <R extends Record> void emit(Table<R> table, R row) {
    tables.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
  }

  @Override
  public <R extends Record> void emit(Table<R> table, R row, int startDay) {
    emit(table, row);
  }

  @Override
  public boolean wants(Table<?> table) {
    return true;
  }

  /** The rows of one table. */
  public <R extends Record> List<R> of(Table<R> table) {
    return tables.getOrDefault(table, List.of()).stream().map(table.rowClass()::cast).toList();
  }

  /** All rows by table. */
  public Map<Table<?>, List<Record>> tables() {
    return tables;
  }
}
