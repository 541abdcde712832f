package dev.medley.source;

import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.random.Permutation;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/**
 * Simulates cells of a run, throws their rows away and counts them: all cells of a small run; of a
 * larger one a sample spread over regions and time.
 */
final class Sampling {
  /** Steps of this share of a way never come near one another, however many they are. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** How far off what a scenario says of itself usually is, as a share. */
  private static final double ERROR_OF_ANNOUNCED = 0.05;

  /** Of what could be counted, what a sample takes. */
  private static final double SHARE_OF_A_SAMPLE = 0.4;

  /** Standard errors that chance alone gives. */
  private static final double LIKELY = 2.5;

  /** So few units say little of how different units are; usually they differ by that share. */
  private static final int FEW = 5;

  private static final double SPREAD_OF_UNITS = 0.5;

  /** Steps in which a cell goes through time, so that one that is too long can be left. */
  private static final int STEPS = 24;

  private final RunConfig config;
  private final Scenario scenario;
  private final World world;
  private final Wanted wanted;
  private final Forecast.Effort effort;
  private final List<Table<?>> tables;
  private final List<ToIntFunction<Object>> eventDates = new ArrayList<>();
  private final long[] cells;
  private final Simulator simulator;
  private final int worldStart;
  private final int firstStart;
  private final int lastStart;
  private final int firstDay;
  private final int lastDay;

  /** Of the processor, not of the clock: a busy machine must not make a forecast worse. */
  private final LongAdder nanosSpent = new LongAdder();

  private final long nanos;

  /** Rows of the main table by day; only whether there are any is of interest. */
  private final boolean[] hasRows;

  Sampling(RunConfig config, Wanted wanted, Forecast.Effort effort) {
    this.config = config;
    this.scenario = config.scenario();
    this.world = config.world();
    this.wanted = wanted;
    this.effort = effort;
    this.tables = scenario.tables();
    for (Table<?> table : tables) {
      eventDates.add(table.isDated() ? RowWriter.eventDate(table) : null);
    }
    this.cells = config.regions().stream().mapToLong(config::cells).toArray();
    this.simulator = scenario.simulator(world);
    this.worldStart = (int) world.horizon().from().toEpochDay();
    this.firstStart = (int) wanted.starts().from().toEpochDay();
    this.lastStart = (int) wanted.starts().to().toEpochDay();
    this.firstDay = (int) wanted.days().from().toEpochDay();
    this.lastDay = (int) wanted.days().to().toEpochDay();
    this.nanos = effort.time.toNanos() * Runtime.getRuntime().availableProcessors();
    this.hasRows = new boolean[lastDay - firstDay + 1];
  }

  Forecast forecast(Plan plan) {
    long all = LongStream.of(cells).sum();
    List<Sample> samples = new ArrayList<>(simulated(oneOfEach()));
    double rowsPerCell =
        samples.stream().mapToDouble(s -> Arrays.stream(s.rows).sum()).average().orElse(0);
    double affordable = effort.rows / Math.max(1, rowsPerCell);
    // More cells make a sample a little better, and only all of them exact.
    double wise = affordable < all ? affordable * SHARE_OF_A_SAMPLE : all;
    if (samples.size() < all && wise > samples.size()) {
      samples.addAll(simulated(spread((long) wise, samples)));
    }
    double[][] counted = counted(samples);
    List<String> empty = new ArrayList<>();
    for (int r = 0; r < cells.length; r++) {
      if (Math.round(counted[r][0]) == 0) {
        empty.add(config.regions().get(r));
      }
    }
    double[] rows = sum(counted);
    long complete = samples.stream().filter(Sample::isComplete).count();
    if (complete < all && wanted.equals(Wanted.all(scenario, world))) {
      double[] announced = announced(samples);
      for (int t = 0; t < rows.length; t++) {
        if (!contradicts(rows[t], announced[t], t, samples, all)) {
          for (int r = 0; r < counted.length; r++) {
            counted[r][t] =
                rows[t] > 0
                    ? counted[r][t] * announced[t] / rows[t]
                    : announced[t] * cells[r] / all;
          }
        }
      }
    }
    return new Forecast(plan, counted, complete, all, empty, seconds(samples, all), days());
  }

  /** What the simulated cells say of all, by region and table. */
  private double[][] counted(List<Sample> samples) {
    double[][] counted = new double[cells.length][];
    double[] everywhere = perCell(samples, -1);
    for (int r = 0; r < cells.length; r++) {
      double[] perCell = perCell(samples, r);
      counted[r] = scaled(perCell == null ? everywhere : perCell, (double) cells[r]);
      Counter once = new Counter();
      // Rows of no region come with the first.
      if (r == 0) {
        simulator.emitReference(once);
      }
      if (cells[r] > 0) {
        simulator.emitRegion(regionIndex(r), config.regions().get(r), once);
      }
      for (int t = 0; t < counted[r].length; t++) {
        counted[r][t] += once.rows[t];
      }
    }
    return counted;
  }

  private static double[] sum(double[][] parts) {
    double[] sum = new double[parts[0].length];
    for (double[] part : parts) {
      for (int t = 0; t < sum.length; t++) {
        sum[t] += part[t];
      }
    }
    return sum;
  }

  /**
   * What the scenario says of itself. It knows nothing of changed parameters: what they do is seen
   * in the simulated cells, each beside itself as it would be without them.
   */
  private double[] announced(List<Sample> samples) {
    double[] announced = tables.stream().mapToDouble(config::expectedRows).toArray();
    if (config.params().isEmpty()) {
      return announced;
    }
    Sampling usual = new Sampling(config.withParams(Map.of()), wanted, effort);
    Map<Place, Sample> before = new HashMap<>();
    Set<Place> places = new LinkedHashSet<>();
    samples.stream().filter(Sample::isComplete).forEach(sample -> places.add(sample.place));
    usual.simulated(places).stream()
        .filter(Sample::isComplete)
        .forEach(sample -> before.put(sample.place, sample));
    for (int t = 0; t < announced.length; t++) {
      double without = 0;
      double with = 0;
      for (Sample sample : samples) {
        if (before.containsKey(sample.place)) {
          without += before.get(sample.place).rows[t];
          with += sample.rows[t];
        }
      }
      announced[t] *= without == 0 ? 1 : with / without;
    }
    return announced;
  }

  /** Whether the simulated cells cannot be of a run that has as many rows as announced. */
  private static boolean contradicts(
      double counted, double announced, int t, List<Sample> samples, long all) {
    List<Sample> complete = samples.stream().filter(Sample::isComplete).toList();
    double mean = complete.stream().mapToDouble(s -> s.rows[t]).average().orElse(0);
    if (complete.isEmpty() || mean == 0) {
      return announced < counted;
    }
    double squares =
        complete.stream().mapToDouble(s -> Math.pow(s.rows[t] - mean, 2)).average().orElse(0);
    double spread = Math.sqrt(squares) / mean;
    int n = complete.size();
    double usual = n < FEW ? Math.max(spread, SPREAD_OF_UNITS) : spread;
    double error = usual * Math.sqrt(1.0 / n - 1.0 / Math.max(n, all));
    double difference = Math.abs(Math.log(Math.max(1, counted) / Math.max(1, announced)));
    return difference > LIKELY * error + ERROR_OF_ANNOUNCED;
  }

  private int regionIndex(int region) {
    return scenario.regions().indexOf(config.regions().get(region));
  }

  /** A cell of each region, so that none goes without; among them of the first and last days. */
  private Set<Place> oneOfEach() {
    Set<Place> places = new LinkedHashSet<>();
    for (int r = 0; r < cells.length; r++) {
      if (cells[r] > 0) {
        places.add(new Place(r, Math.round((cells[r] - 1.0) * r / Math.max(1, cells.length - 1))));
      }
    }
    return places;
  }

  /**
   * So many cells, those that were simulated already left out, in an order that is spread as they
   * are: time may run out at any of them.
   */
  private Set<Place> spread(long count, List<Sample> done) {
    Set<Place> places = new LinkedHashSet<>(done.stream().map(sample -> sample.place).toList());
    long all = LongStream.of(cells).sum();
    Permutation mixed = Permutation.of(all, world.streams().named("forecast").bits(0));
    for (long i = 0; count >= all && i < all; i++) {
      places.add(place(mixed.at(i)));
    }
    for (long step = 1; places.size() < count; step++) {
      places.add(place((long) (all * (step * GOLDEN % 1))));
    }
    done.forEach(sample -> places.remove(sample.place));
    return places;
  }

  private Place place(long number) {
    long left = number;
    int region = 0;
    while (left >= cells[region]) {
      left -= cells[region++];
    }
    return new Place(region, left);
  }

  private List<Sample> simulated(Set<Place> places) {
    return places.stream().toList().parallelStream()
        .map(this::simulated)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Sample> simulated(Place place) {
    if (nanosSpent.sum() > nanos) {
      return Optional.empty();
    }
    Cell cell = scenario.cell(regionIndex(place.region), place.index, world);
    boolean hasDays = scenario.span(cell, world).overlaps(wanted.days());
    boolean hasBeginning = worldStart >= firstStart && worldStart <= lastStart;
    Counter counter = new Counter();
    double done = 1;
    if (hasDays || hasBeginning) {
      done = simulate(cell, hasDays, counter);
    }
    long spent = counter.nanos();
    nanosSpent.add(spent);
    if (done == 0) {
      return Optional.empty();
    }
    double seconds = spent / 1e9 / done;
    double[] rows = done < 1 ? scaled(counter.rowsOfSteps, 1 / done) : counter.rows;
    return Optional.of(new Sample(place, rows, seconds, done == 1));
  }

  /** Simulates a cell as far as there is time, and says which part of it that was. */
  private double simulate(Cell cell, boolean hasDays, Counter counter) {
    double done = 0;
    try {
      Simulation simulation = simulator.open(cell);
      simulation.emitDimensions(counter);
      if (hasDays) {
        LocalDate from = scenario.span(cell, world).from();
        long days = Math.max(1, wanted.days().end().toEpochDay() - from.toEpochDay());
        for (int step = 1; step <= STEPS; step++) {
          simulation.advanceTo(from.plusDays(days * step / STEPS), counter);
          done = (double) step / STEPS;
          counter.rowsOfSteps = counter.rows.clone();
        }
      }
      return 1;
    } catch (Enough e) {
      return done;
    }
  }

  private static double[] scaled(double[] rows, double factor) {
    return Arrays.stream(rows).map(r -> r * factor).toArray();
  }

  /** Mean rows of the simulated cells of a region, or of all; null if there are none. */
  private double[] perCell(List<Sample> samples, int region) {
    List<Sample> here =
        samples.stream().filter(s -> region < 0 || s.place.region == region).toList();
    boolean areSome = here.stream().anyMatch(Sample::isComplete);
    double[] sum = new double[tables.size()];
    long count = 0;
    for (Sample sample : here) {
      if (sample.isComplete || !areSome) {
        count++;
        for (int t = 0; t < sum.length; t++) {
          sum[t] += sample.rows[t];
        }
      }
    }
    if (count > 0) {
      return scaled(sum, 1.0 / count);
    }
    // Not one cell could be simulated in time.
    double all = LongStream.of(cells).sum();
    return region < 0
        ? tables.stream().mapToDouble(t -> config.expectedRows(t) / all).toArray()
        : null;
  }

  /** Java compiles the code while the first cells run; the fastest show what a long run does. */
  private static double seconds(List<Sample> samples, long all) {
    double pace =
        samples.stream()
            .filter(s -> Arrays.stream(s.rows).sum() >= 1)
            .mapToDouble(s -> s.seconds / Arrays.stream(s.rows).sum())
            .min()
            .orElse(0);
    double rows =
        samples.stream().mapToDouble(s -> Arrays.stream(s.rows).sum()).average().orElse(0);
    return all * rows * pace;
  }

  private Optional<Horizon> days() {
    int first = 0;
    while (first < hasRows.length && !hasRows[first]) {
      first++;
    }
    if (first == hasRows.length) {
      return Optional.empty();
    }
    int last = hasRows.length - 1;
    while (!hasRows[last]) {
      last--;
    }
    return Optional.of(
        new Horizon(wanted.days().from().plusDays(first), wanted.days().from().plusDays(last)));
  }

  /** Counts the rows that the run would keep. */
  private final class Counter implements Emitter {
    /** A look at the clock costs more than a row. */
    private static final int ROWS_BETWEEN_LOOKS = 4096;

    private final double[] rows = new double[tables.size()];
    private double[] rowsOfSteps = rows;
    private final IdentityHashMap<Table<?>, Integer> found = new IdentityHashMap<>();
    private Table<?> lastTable;
    private int last;
    private final long begun = THREADS.getCurrentThreadCpuTime();
    private int untilLook = ROWS_BETWEEN_LOOKS;

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      int t = number(table);
      if (t >= 0) {
        ToIntFunction<Object> eventDate = eventDates.get(t);
        int day = eventDate == null ? worldStart : eventDate.applyAsInt(row);
        add(t, day, day, eventDate != null);
      }
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      int t = number(table);
      if (t >= 0) {
        ToIntFunction<Object> eventDate = eventDates.get(t);
        int day = eventDate == null ? startDay : eventDate.applyAsInt(row);
        add(t, startDay, day, eventDate != null);
      }
    }

    @Override
    public boolean wants(Table<?> table) {
      return number(table) >= 0;
    }

    long nanos() {
      return THREADS.getCurrentThreadCpuTime() - begun;
    }

    private void add(int t, int start, int day, boolean isDated) {
      if (--untilLook == 0) {
        untilLook = ROWS_BETWEEN_LOOKS;
        if (nanosSpent.sum() + nanos() > nanos) {
          throw new Enough();
        }
      }
      if (start < firstStart || start > lastStart) {
        return;
      }
      if (isDated) {
        if (day < firstDay || day > lastDay) {
          return;
        }
        if (t == 0) {
          hasRows[day - firstDay] = true;
        }
      }
      rows[t]++;
    }

    private int number(Table<?> table) {
      if (table != lastTable) {
        lastTable = table;
        last = found.computeIfAbsent(table, this::find);
      }
      return last;
    }

    private int find(Table<?> table) {
      for (int t = 0; t < tables.size(); t++) {
        if (tables.get(t).rowClass() == table.rowClass()
            && tables.get(t).name().equals(table.name())) {
          return isOfInterest(tables.get(t)) ? t : -1;
        }
      }
      return -1;
    }

    private boolean isOfInterest(Table<?> table) {
      return table == scenario.mainTable() || config.chosenTables().contains(table);
    }
  }

  /** Says that a cell takes longer than there is time for. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("enough", null, false, false);
    }
  }

  /** A cell of the run: its region, by its position in the run, and its place there. */
  private record Place(int region, long index) {}

  /** The rows of one cell, by table; what it would have had, if there was no time for all of it. */
  private static final class Sample {
    final Place place;
    final double[] rows;
    final double seconds;
    final boolean isComplete;

    Sample(Place place, double[] rows, double seconds, boolean isComplete) {
      this.place = place;
      this.rows = rows;
      this.seconds = seconds;
      this.isComplete = isComplete;
    }

    boolean isComplete() {
      return isComplete;
    }
  }
}
