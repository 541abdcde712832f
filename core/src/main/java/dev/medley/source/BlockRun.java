package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Runs the cells of a block one after the other and hands out their rows as batches. Cells may emit
 * in any order, so every folder that has rows has an open batch; the open batches are bounded in
 * bytes, and the largest are handed out half full when there are too many.
 */
final class BlockRun {

  /** How the rows of a batch belong together. */
  enum Batches {
    /** All of a batch go into one folder. */
    BY_FOLDER,
    /** As they come. */
    MIXED
  }

  /** Takes a batch and may keep its vectors. */
  interface Taker {
    /**
     * Takes a batch.
     *
     * @return the batch to fill next: this one, once its content is safe, or a new one
     */
    Batch take(int table, Batch batch);
  }

  /** What the open batches of a task may take. */
  private static final long MOST_OPEN_BYTES = 64L << 20;

  /** Empty batches that a table keeps for its next folders. */
  private static final int SPARE = 2;

  private final Scenario scenario;
  private final World world;
  private final Plan.Block block;
  private final Taker taker;
  private final List<Table<?>> tables;
  private final TableFiller[] fillers;
  private final Filler filler = new Filler();
  private final Wanted wanted;
  private final int worldStart;
  private final int firstStart;
  private final int lastStart;
  private long openBytes;

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
      Batches batches,
      List<Table<?>> tables,
      List<List<Column>> columns,
      Taker taker) {
    this.scenario = scenario;
    this.world = world;
    this.block = block;
    this.taker = taker;
    this.tables = tables;
    this.wanted = wanted;
    this.worldStart = (int) world.horizon().from().toEpochDay();
    this.firstStart = (int) wanted.starts().from().toEpochDay();
    this.lastStart = (int) wanted.starts().to().toEpochDay();
    this.fillers = new TableFiller[tables.size()];
    for (int t = 0; t < fillers.length; t++) {
      fillers[t] = new TableFiller(t, tables.get(t), columns.get(t), batches);
    }
  }

  /** The block of a run with the grain of its folders. */
  static BlockRun of(
      Spec spec,
      Plan.Block block,
      Batches batches,
      List<Table<?>> tables,
      List<List<Column>> columns,
      Taker taker) {
    return new BlockRun(
        spec.scenario(), spec.world(), block, spec.wanted(), batches, tables, columns, taker);
  }

  /** Does all the work. */
  void run() {
    Simulator simulator = scenario.simulator(world);
    if (block.number() == 0) {
      simulator.emitReference(filler);
      settle();
    }
    for (TableFiller table : fillers) {
      table.writer.region(block.region());
    }
    if (block.firstCell() == 0) {
      simulator.emitRegion(block.regionIndex(), block.region(), filler);
    }
    if (!tables.stream().allMatch(Table::isReference)) {
      for (long i = 0; i < block.cells(); i++) {
        run(simulator, scenario.cell(block.regionIndex(), block.firstCell() + i, world));
      }
    }
    for (TableFiller table : fillers) {
      table.giveAll();
    }
  }

  private void run(Simulator simulator, Cell cell) {
    boolean hasDays = scenario.span(cell, world).overlaps(wanted.days());
    boolean hasBeginning = worldStart >= firstStart && worldStart <= lastStart;
    if (!hasDays && !hasBeginning) {
      return;
    }
    Simulation simulation = simulator.open(cell);
    simulation.emitDimensions(filler);
    if (hasDays) {
      simulation.advanceTo(wanted.days().end(), filler);
    }
  }

  private void settle() {
    for (TableFiller table : fillers) {
      for (Batch batch : table.open) {
        if (batch != null) {
          table.writer.settle(batch);
        }
      }
    }
  }

  /** Hands out the largest of the open batches until half of the room is free. */
  private void makeRoom() {
    record Open(TableFiller table, int folder, long bytes) {}
    List<Open> all = new ArrayList<>();
    for (TableFiller table : fillers) {
      for (int folder = 0; folder < table.open.length; folder++) {
        if (table.open[folder] != null) {
          all.add(new Open(table, folder, table.open[folder].bytes()));
        }
      }
    }
    all.sort(Comparator.comparingLong(Open::bytes).reversed());
    for (Open open : all) {
      if (openBytes <= MOST_OPEN_BYTES / 2) {
        return;
      }
      open.table.spares.clear();
      open.table.give(open.folder);
    }
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

  /** The open batches of one table. */
  private final class TableFiller {
    private final int number;
    private final RowWriter writer;
    private final ToIntFunction<Object> eventDate;
    private final List<Column> columns;
    private final Batches batches;

    /** First day of each folder, and the day after the last of them. */
    private final int[] folderStarts;

    /** What stands in event_month for the rows of a folder. */
    private final int[] folderNames;

    private final Batch[] open;
    private final List<Batch> spares = new ArrayList<>();
    private int lastFolder;

    TableFiller(int number, Table<?> table, List<Column> columns, Batches batches) {
      this.number = number;
      this.columns = columns;
      this.batches = batches;
      this.writer = new RowWriter(table, columns);
      this.eventDate = table.isDated() ? RowWriter.eventDate(table) : null;
      boolean byDay = table.layout() == Table.Layout.DAY_AND_REGION;
      this.folderStarts = table.isDated() ? folderStarts(byDay) : new int[] {0, 0};
      this.folderNames =
          Arrays.stream(folderStarts)
              .map(
                  d ->
                      byDay || !table.isDated()
                          ? d
                          : (int) LocalDate.ofEpochDay(d).withDayOfMonth(1).toEpochDay())
              .toArray();
      this.open = new Batch[batches == Batches.MIXED ? 1 : folderStarts.length - 1];
    }

    private int[] folderStarts(boolean byDay) {
      LocalDate last = wanted.days().to();
      List<LocalDate> starts = new ArrayList<>();
      for (LocalDate at = wanted.days().from();
          !at.isAfter(last);
          at = byDay ? at.plusDays(1) : at.withDayOfMonth(1).plusMonths(1)) {
        starts.add(at);
      }
      starts.add(last.plusDays(1));
      return starts.stream().mapToInt(d -> (int) d.toEpochDay()).toArray();
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
        if (day < folderStarts[0] || day >= folderStarts[folderStarts.length - 1]) {
          return;
        }
        folder = folder(day);
      }
      int place = batches == Batches.MIXED ? 0 : folder;
      Batch batch = open[place];
      if (batch == null) {
        batch = open(place, folderNames[folder]);
      }
      long before = batch.bytes();
      writer.append(row, folderNames[folder], batch);
      openBytes += batch.bytes() - before;
      if (batch.isFull()) {
        give(place);
      } else if (openBytes > MOST_OPEN_BYTES) {
        makeRoom();
      }
    }

    private int folder(int day) {
      if (day < folderStarts[lastFolder] || day >= folderStarts[lastFolder + 1]) {
        int found = Arrays.binarySearch(folderStarts, day);
        lastFolder = found >= 0 ? found : -found - 2;
      }
      return lastFolder;
    }

    private Batch open(int place, int folder) {
      Batch batch = spares.isEmpty() ? new Batch(columns) : spares.remove(spares.size() - 1);
      batch.folder = folder;
      open[place] = batch;
      openBytes += batch.bytes();
      return batch;
    }

    private void give(int place) {
      Batch full = open[place];
      open[place] = null;
      openBytes -= full.bytes();
      writer.settle(full);
      Batch next = taker.take(number, full);
      next.clear();
      if (spares.size() < SPARE) {
        spares.add(next);
      }
    }

    void giveAll() {
      for (int place = 0; place < open.length; place++) {
        if (open[place] != null) {
          give(place);
        }
      }
    }
  }
}
