package dev.medley.source;

import dev.medley.config.RunConfig;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Runs the cells of a block side by side, folder by folder (month by month, or day by day), and
 * hands out their rows as batches in folder order. A row that belongs to a later folder than the
 * one that is being filled waits in a batch of its own.
 */
final class BlockRun {

  /** Takes a batch and may keep its vectors. */
  interface Taker {
    /**
     * Takes a batch.
     *
     * @return the batch to fill next: this one, once its content is safe, or a new one
     */
    Batch take(int table, Batch batch);
  }

  private final Scenario scenario;
  private final World world;
  private final Plan.Block block;
  private final Taker taker;
  private final LocalDate[] borders;
  private final int[] borderDays;
  private final List<Table<?>> tables;
  private final TableFiller[] fillers;
  private final Filler filler = new Filler();
  private final Simulation[] simulations;
  private final Wanted wanted;
  private final int worldStart;
  private final int firstStart;
  private final int lastStart;
  private int step = -1;
  private int next;

  /**
   * A run that fills the given columns of the given tables.
   *
   * @param wanted which rows
   */
  BlockRun(
      Scenario scenario,
      World world,
      Plan.Block block,
      Wanted wanted,
      RunConfig.Grain grain,
      List<Table<?>> tables,
      List<List<Column>> columns,
      Taker taker) {
    this.scenario = scenario;
    this.world = world;
    this.block = block;
    this.taker = taker;
    this.tables = tables;
    this.simulations = new Simulation[Math.toIntExact(block.cells())];
    this.wanted = wanted;
    this.worldStart = (int) world.horizon().from().toEpochDay();
    this.firstStart = (int) wanted.starts().from().toEpochDay();
    this.lastStart = (int) wanted.starts().to().toEpochDay();
    boolean byDay =
        grain == RunConfig.Grain.DAY
            || scenario.tables().stream().anyMatch(t -> t.layout() == Table.Layout.DAY_AND_REGION);
    this.borders = borders(wanted.days().from(), wanted.days().to(), byDay);
    this.borderDays = days(borders);
    this.fillers = new TableFiller[tables.size()];
    for (int t = 0; t < fillers.length; t++) {
      fillers[t] = new TableFiller(t, tables.get(t), columns.get(t));
    }
  }

  /** The first day of the first folder, the first day of each later one, and the day after all. */
  private static LocalDate[] borders(LocalDate first, LocalDate last, boolean byDay) {
    List<LocalDate> borders = new ArrayList<>();
    borders.add(first);
    LocalDate at = first;
    while (!at.isAfter(last)) {
      at = byDay ? at.plusDays(1) : at.withDayOfMonth(1).plusMonths(1);
      borders.add(at.isAfter(last) ? last.plusDays(1) : at);
    }
    return borders.toArray(LocalDate[]::new);
  }

  private static int[] days(LocalDate[] dates) {
    return Arrays.stream(dates).mapToInt(d -> (int) d.toEpochDay()).toArray();
  }

  /**
   * Does the next piece of work: one cell up to the next border.
   *
   * @return whether there is more to do
   */
  boolean advance() {
    if (step < 0) {
      begin();
      return true;
    }
    if (step >= borders.length - 1) {
      return false;
    }
    if (next < simulations.length) {
      Simulation simulation = simulations[next++];
      if (simulation != null) {
        simulation.advanceTo(borders[step + 1], filler);
      }
      return true;
    }
    next = 0;
    step++;
    for (TableFiller table : fillers) {
      table.closeBefore(borderDays[step]);
    }
    if (step < borders.length - 1) {
      return true;
    }
    for (TableFiller table : fillers) {
      table.closeUndated();
    }
    return false;
  }

  private void begin() {
    if (block.number() == 0) {
      scenario.emitReference(world, filler);
    }
    for (int i = 0; i < simulations.length; i++) {
      Cell cell = block.cell(i);
      Simulation simulation = scenario.open(cell, world);
      simulation.emitDimensions(filler);
      simulations[i] = scenario.span(cell, world).overlaps(wanted.days()) ? simulation : null;
    }
    for (TableFiller table : fillers) {
      table.closeUndated();
    }
    step = 0;
  }

  /** Gives rows to the filler of their table. */
  private final class Filler implements Emitter {
    /** By identity: this is asked for every row, and scenarios name their tables by constants. */
    private final IdentityHashMap<Table<?>, TableFiller> found = new IdentityHashMap<>();

    private Table<?> lastTable;
    private TableFiller lastFiller;

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      TableFiller to = filler(table);
      if (to != null) {
        to.add(row);
      }
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      if (startDay < firstStart || startDay > lastStart) {
        return;
      }
      TableFiller to = filler(table);
      if (to != null) {
        to.addStarted(row);
      }
    }

    @Override
    public boolean wants(Table<?> table) {
      return filler(table) != null;
    }

    private TableFiller filler(Table<?> table) {
      if (table != lastTable) {
        lastTable = table;
        lastFiller = found.computeIfAbsent(table, this::find);
      }
      return lastFiller;
    }

    private TableFiller find(Table<?> table) {
      for (int t = 0; t < fillers.length; t++) {
        if (tables.get(t).rowClass() == table.rowClass()
            && tables.get(t).name().equals(table.name())) {
          return fillers[t];
        }
      }
      return null;
    }
  }

  /** The open batches of one table, one for each folder that has rows. */
  private final class TableFiller {
    private final int number;
    private final RowWriter writer;
    private final ToIntFunction<Object> eventDate;
    private final List<Column> columns;
    private final int[] folderStarts;
    private final Batch[] open;
    private final List<Batch> spare = new ArrayList<>();

    /** Full batches of folders that are not being filled yet, in the order in which they filled. */
    private final List<Batch> waiting = new ArrayList<>();

    private int current;

    TableFiller(int number, Table<?> table, List<Column> columns) {
      this.number = number;
      this.columns = columns;
      this.writer = new RowWriter(table, columns);
      this.eventDate = table.isDated() ? RowWriter.eventDate(table) : null;
      this.folderStarts =
          !table.isDated()
              ? new int[] {0, 0}
              : days(
                  borders(
                      borders[0],
                      borders[borders.length - 1].minusDays(1),
                      table.layout() == Table.Layout.DAY_AND_REGION));
      this.open = new Batch[folderStarts.length - 1];
    }

    /** A row whose process began on its own day, or with the world. */
    void add(Object row) {
      int start = eventDate == null ? worldStart : eventDate.applyAsInt(row);
      if (start >= firstStart && start <= lastStart) {
        addStarted(row);
      }
    }

    /** A row of a process that is wanted. */
    void addStarted(Object row) {
      int folder = 0;
      if (eventDate != null) {
        int day = eventDate.applyAsInt(row);
        if (day < folderStarts[0] || day >= folderStarts[open.length]) {
          return;
        }
        folder = current;
        while (day >= folderStarts[folder + 1]) {
          folder++;
        }
        if (day < folderStarts[folder]) {
          throw new IllegalStateException(
              tables.get(number).name()
                  + ": a row of "
                  + LocalDate.ofEpochDay(day)
                  + " came after its folder was closed");
        }
      }
      Batch batch = open[folder];
      if (batch == null) {
        batch = spare.isEmpty() ? new Batch(columns) : spare.remove(spare.size() - 1);
        batch.folder = firstDay(folder);
        open[folder] = batch;
      }
      writer.append(row, batch);
      if (batch.isFull()) {
        writer.settle(batch);
        open[folder] = null;
        if (folder == current) {
          give(batch);
        } else {
          waiting.add(batch);
        }
      }
    }

    private int firstDay(int folder) {
      if (eventDate == null) {
        return 0;
      }
      LocalDate start = LocalDate.ofEpochDay(folderStarts[folder]);
      boolean byMonth = tables.get(number).layout() == Table.Layout.MONTH_AND_REGION;
      return (int) (byMonth ? start.withDayOfMonth(1) : start).toEpochDay();
    }

    private void give(Batch batch) {
      Batch next = taker.take(number, batch);
      next.clear();
      spare.add(next);
    }

    /** No row of a day before this one will come. */
    void closeBefore(int day) {
      while (eventDate != null && current < open.length && folderStarts[current + 1] <= day) {
        closeCurrent();
        current++;
        for (int i = 0; i < waiting.size(); i++) {
          if (current < open.length && waiting.get(i).folder == firstDay(current)) {
            give(waiting.remove(i--));
          }
        }
      }
    }

    void closeUndated() {
      if (eventDate == null) {
        closeCurrent();
      }
    }

    private void closeCurrent() {
      Batch rest = open[current];
      open[current] = null;
      if (rest != null && rest.rows > 0) {
        writer.settle(rest);
        give(rest);
      }
    }
  }
}
