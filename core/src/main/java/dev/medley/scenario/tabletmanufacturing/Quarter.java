package dev.medley.scenario.tabletmanufacturing;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Binomial;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.Site.Machine;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a plant is going to make in a calendar quarter: batches in the order of their start, each
 * with its lot, the hours of its press and the state of its tools. Nothing in it depends on another
 * quarter or on the days that are simulated.
 */
final class Quarter {

  // ---- rule schedule

  static final int SHUTDOWN_DAYS = 3;

  /** Shares of DAY, EVENING and NIGHT among the starts. */
  private static final Discrete SHIFT = Discrete.of(0.40, 0.35, 0.25);

  private static final Shift[] SHIFTS = Shift.values();
  private static final Line[] LINES = Line.values();
  private static final long FIRST_SHIFT = 6 * HOUR;
  private static final long SHIFT_LENGTH = 8 * HOUR;
  private static final long LATEST_START = 100 * MINUTE;
  private static final LogNormal GRANULATION_HOURS = LogNormal.ofMedianAndSigma(4.3, 0.08);
  private static final Normal THOUSAND_TABLETS_PER_HOUR = Normal.of(205, 15).cut(145, 265);

  /** What granules wait at least when their line still presses the batch before. */
  private static final LogNormal CHANGEOVER_MINUTES = LogNormal.ofMedianAndSigma(25, 0.3);

  /** Tablets of a batch. */
  static final double BATCH_TABLETS = 500_000;

  private static final double THOUSAND = 1_000;

  /** When a line that has pressed nothing yet became free. */
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  // ---- rule abort

  private static final double EARLIEST_ABORT = 0.1;
  private static final double LATEST_ABORT = 0.9;

  // ---- rule press

  private static final double STOPS_PER_RUN = 2.2;
  private static final LogNormal STOP_MINUTES = LogNormal.ofMedianAndP90(4, 15).cut(0.2, 240);

  // ---- rule lots

  private static final int SHORTEST_LOT = 6;
  private static final Binomial MORE_BATCHES = Binomial.of(9, 0.48);

  private static final String[] SUPPLIERS = {"SUP-A", "SUP-B", "SUP-C", "SUP-D"};
  private static final Discrete SUPPLIER = Discrete.of(0.4, 0.3, 0.2, 0.1);

  /** Of the suppliers' lots. */
  private static final double[] FINE_SHARE = {0.70, 0.25, 0.40, 0.65};

  /** Specific surfaces in m²/g. Bolhuis 1975. */
  private static final Normal FINE_SURFACE = Normal.of(12.6, 1.0).cut(10.6, 14.8);

  private static final Normal COARSE_SURFACE = Normal.of(5.6, 0.7).cut(3.5, 7.5);

  /** Of a lot's effect on the logarithm of friability. */
  private static final Normal EFFECT = Normal.of(0, 0.22);

  private static final double BAD_MONTH_SHARE = 0.10;

  /** Marginal lots of a supplier in its bad months and else, for one of all lots. */
  private static final double IN_BAD_MONTH = 0.45 / 0.065;

  private static final double IN_GOOD_MONTH = 0.022 / 0.065;

  // ---- the operator panel in Fahrenheit

  private static final int PANEL_FROM_DAY = 5;
  private static final int PANEL_TO_DAY = 64;
  private static final LogNormal PANEL_DAYS = LogNormal.ofMedianAndSigma(6, 0.5);

  /** Draws behind quarters, shared by all quarters of a plant. */
  static final class Planner {
    private final Site site;
    private final double abortedShare;
    private final double marginalShare;
    private final Streams.Stream days;
    private final Streams.Stream starts;
    private final Streams.Stream granulations;
    private final Streams.Stream rates;
    private final Streams.Stream stops;
    private final Streams.Stream aborts;
    private final Streams.Stream lots;
    private final Streams.Stream supplierMonths;
    private final Streams.Stream panels;

    Planner(Site site, World world) {
      Streams streams = world.streams();
      this.site = site;
      this.abortedShare = world.value(TabletManufacturing.ABORTED);
      this.marginalShare = world.value(TabletManufacturing.MARGINAL);
      this.days = streams.named("batches_of_day");
      this.starts = streams.named("batch_start");
      this.granulations = streams.named("granulation");
      this.rates = streams.named("press_rate");
      this.stops = streams.named("press_stop");
      this.aborts = streams.named("abort");
      this.lots = streams.named("lot");
      this.supplierMonths = streams.named("supplier_month");
      this.panels = streams.named("operator_panel");
    }

    /** The quarter in which the day lies. */
    Quarter of(LocalDate day) {
      return new Quarter(this, day);
    }

    /** Chance that a lot is marginal; a supplier's bad month is one for all plants. */
    private double marginalChance(int supplier, int day) {
      int month = UsCalendar.monthNumber(day);
      boolean isBad = supplierMonths.uniform(supplier, month) < BAD_MONTH_SHARE;
      return Math.min(1, marginalShare * (isBad ? IN_BAD_MONTH : IN_GOOD_MONTH));
    }
  }

  /** A lot of magnesium stearate while it lasts. */
  static final class Lot {
    final boolean isFine;
    final boolean isMarginal;

    /** On the logarithm of friability. */
    final double effect;

    private final int batches;
    private final MaterialLot row;
    private boolean isListed;

    private Lot(Planner planner, LocalDate firstDay, int sequence, int openedDay) {
      int year = firstDay.getYear();
      int quarter = firstDay.get(IsoFields.QUARTER_OF_YEAR);
      long plantId = planner.site.plantId;
      Draw draw = planner.lots.at(plantId, year * 4L + quarter, sequence);
      this.batches = SHORTEST_LOT + MORE_BATCHES.sample(draw);
      int supplier = SUPPLIER.at(draw.nextDouble());
      this.isFine = draw.nextDouble() < FINE_SHARE[supplier];
      this.isMarginal = draw.nextDouble() < planner.marginalChance(supplier, openedDay);
      this.effect = EFFECT.sample(draw);
      Normal surface = isFine ? FINE_SURFACE : COARSE_SURFACE;
      this.row =
          new MaterialLot(
              String.format(
                  Locale.ROOT,
                  "%s%04d-%sQ%d-%02d",
                  TabletManufacturing.LOT_PREFIX,
                  plantId,
                  yearOfLot(year),
                  quarter,
                  sequence),
              plantId,
              SUPPLIERS[supplier],
              surface.sample(draw),
              openedDay);
    }

    /** Two digits in the years 2000 to 2099, four in all others: no two years look the same. */
    private static String yearOfLot(int year) {
      return year >= 2000 && year < 2100
          ? String.format(Locale.ROOT, "%02d", year - 2000)
          : String.format(Locale.ROOT, "%04d", year);
    }

    String number() {
      return row.rawMaterialLot();
    }

    /** The lot's row when it is asked for first, afterwards null. */
    MaterialLot rowOnce() {
      if (isListed) {
        return null;
      }
      isListed = true;
      return row;
    }
  }

  /** A batch as it is planned. */
  static final class Order {
    final int startDay;

    /** Number of shift and line, 0 to 8. */
    final int slot;

    final Shift shift;
    final Line line;
    final Machine machine;
    final long startTs;
    final long pressStartTs;

    /** End of the last ten seconds of pressing. */
    final long endTs;

    /** Thousand tablets an hour. */
    final double pressRate;

    /** Of the press: one every ten seconds while it runs. */
    final int readings;

    /** Whether it is given up before the last tablet. */
    final boolean isAborted;

    /** Tablets that are pressed, in those of a whole batch. */
    final double pressedShare;

    final Lot lot;

    /** Tablets that the line has pressed since its tools were polished. */
    final double tabletsSincePolish;

    /** Readings before which the press stands still, in order, and for how many seconds. */
    final int[] stops;

    final int[] stopSeconds;

    private Order(
        Start start, Planner planner, Lot lot, double tabletsSincePolish, long lineFreeTs) {
      long plantId = planner.site.plantId;
      this.startDay = start.day;
      this.slot = start.slot;
      this.shift = SHIFTS[start.slot / LINES.length];
      this.line = LINES[start.slot % LINES.length];
      this.machine = planner.site.machine(line);
      this.startTs = start.second;
      this.lot = lot;
      this.tabletsSincePolish = tabletsSincePolish;
      long key = key();
      Draw granulation = planner.granulations.at(plantId, key);
      long granulatedTs = startTs + Math.round(GRANULATION_HOURS.sample(granulation) * HOUR);
      long cleanedTs = lineFreeTs + WallClock.seconds(CHANGEOVER_MINUTES.sample(granulation));
      this.pressStartTs = Math.max(granulatedTs, cleanedTs);
      this.pressRate = THOUSAND_TABLETS_PER_HOUR.sample(planner.rates.at(plantId, key));
      int planned = (int) (Press.READINGS_PER_HOUR * BATCH_TABLETS / THOUSAND / pressRate);
      Draw abort = planner.aborts.at(plantId, key);
      this.isAborted = abort.nextDouble() < planner.abortedShare;
      double share = EARLIEST_ABORT + (LATEST_ABORT - EARLIEST_ABORT) * abort.nextDouble();
      this.readings = isAborted ? (int) (share * planned) : planned;
      this.pressedShare = (double) readings / planned;

      Draw stopping = planner.stops.at(plantId, key);
      int count = Poisson.sample(STOPS_PER_RUN * machine.stopFactor(), stopping);
      int[] at = new int[count];
      int[] seconds = new int[count];
      for (int i = 0; i < count; i++) {
        at[i] = 1 + stopping.nextInt(planned - 1);
        seconds[i] = (int) WallClock.seconds(STOP_MINUTES.sample(stopping));
      }
      Arrays.sort(at);
      int met = 0;
      long standing = 0;
      while (met < count && at[met] < readings) {
        standing += seconds[met++];
      }
      this.stops = Arrays.copyOf(at, met);
      this.stopSeconds = Arrays.copyOf(seconds, met);
      this.endTs = pressStartTs + (long) readings * Press.SECONDS_PER_READING + standing;
    }

    /** Tells the batches of a plant apart, whenever the world begins. */
    long key() {
      return Quarter.key(startDay, slot);
    }
  }

  /** When and where a batch starts. */
  private record Start(int day, int slot, long second) {}

  /** Batches by start. */
  final List<Order> orders = new ArrayList<>();

  private final LocalDate nextQuarter;
  private final Line panelLine;
  private final int panelFromDay;
  private final int panelToDay;

  private Quarter(Planner planner, LocalDate day) {
    LocalDate firstDay = day.with(IsoFields.DAY_OF_QUARTER, 1);
    this.nextQuarter = firstDay.plusMonths(3);
    int first = (int) firstDay.toEpochDay();
    Draw panel = planner.panels.at(planner.site.plantId, first);
    this.panelLine = LINES[panel.nextInt(LINES.length)];
    this.panelFromDay = first + PANEL_FROM_DAY + panel.nextInt(PANEL_TO_DAY - PANEL_FROM_DAY + 1);
    this.panelToDay = panelFromDay + Math.max(1, (int) PANEL_DAYS.sample(panel));
    List<Start> starts = new ArrayList<>();
    for (int d = first + SHUTDOWN_DAYS; d < nextQuarter.toEpochDay(); d++) {
      if (planner.site.isWorkingDay(d)) {
        addStarts(planner, d, starts);
      }
    }
    order(starts, planner, firstDay);
  }

  private static void addStarts(Planner planner, int day, List<Start> starts) {
    Site site = planner.site;
    Draw draw = planner.days.at(site.plantId, day);
    int batches = 1 + site.perDay.at(draw.nextDouble());
    int taken = 0;
    List<Start> today = new ArrayList<>(batches);
    while (today.size() < batches) {
      int shift = SHIFT.at(draw.nextDouble());
      int line = draw.nextInt(LINES.length);
      int slot = shift * LINES.length + line;
      if ((taken >> slot & 1) == 0 && !site.isOverhauled(line, day)) {
        taken |= 1 << slot;
        double late = planner.starts.uniform(site.plantId, key(day, slot)) * LATEST_START;
        long shiftStart = WallClock.startOf(day) + FIRST_SHIFT + shift * SHIFT_LENGTH;
        today.add(new Start(day, slot, shiftStart + (long) late));
      }
    }
    today.sort(Comparator.comparingLong(Start::second).thenComparingInt(Start::slot));
    starts.addAll(today);
  }

  private void order(List<Start> starts, Planner planner, LocalDate firstDay) {
    double[] pressed = new double[LINES.length];
    long[] freeTs = new long[LINES.length];
    Arrays.fill(freeTs, LONG_AGO);
    Lot lot = null;
    int sequence = 0;
    int left = 0;
    for (Start start : starts) {
      if (left == 0) {
        lot = new Lot(planner, firstDay, ++sequence, start.day);
        left = lot.batches;
      }
      left--;
      int line = start.slot % LINES.length;
      Order order = new Order(start, planner, lot, pressed[line], freeTs[line]);
      orders.add(order);
      pressed[line] += BATCH_TABLETS * order.pressedShare;
      freeTs[line] = order.endTs;
    }
  }

  /** The shift at work at a moment. */
  static Shift shiftAt(long second) {
    return SHIFTS[shiftNumber(second)];
  }

  private static int shiftNumber(long second) {
    return (int) (Math.floorMod(second - FIRST_SHIFT, WallClock.DAY) / SHIFT_LENGTH);
  }

  /** The crew at work at a moment; a night belongs to the day on which it began. */
  static int crewAt(long second) {
    return Site.crew(WallClock.epochDay(second - FIRST_SHIFT), shiftNumber(second));
  }

  private static long key(int day, int slot) {
    return day * 10L + slot;
  }

  /** First day of the next quarter. */
  LocalDate next() {
    return nextQuarter;
  }

  /** Whether the operator panel of the line shows Fahrenheit on a day. */
  boolean isInFahrenheit(Line line, int day) {
    return line == panelLine && day >= panelFromDay && day < panelToDay;
  }
}
