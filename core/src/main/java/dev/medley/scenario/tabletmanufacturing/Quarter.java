package dev.medley.scenario.tabletmanufacturing;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a plant is going to make in a calendar quarter: batches in the order of their start, each
 * with its lot and the state of its press. Nothing in it depends on another quarter or on the days
 * that are simulated.
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
  private static final Normal THOUSAND_TABLETS_PER_HOUR = Normal.of(205, 15);

  /** Tablets of a batch. */
  static final double BATCH_TABLETS = 500_000;

  // ---- rule lots

  private static final int SHORTEST_LOT = 6;
  private static final int LONGEST_LOT = 15;
  private static final double FINE_SHARE = 0.5;

  /** Specific surfaces in m²/g. Bolhuis 1975. */
  private static final Normal FINE_SURFACE = Normal.of(12.6, 1.0).cut(10.6, 14.8);

  private static final Normal COARSE_SURFACE = Normal.of(5.6, 0.7).cut(3.5, 7.5);

  /** Of a lot's effect on the logarithm of friability. */
  private static final Normal EFFECT = Normal.of(0, 0.22);

  private static final String[] SUPPLIERS = {"SUP-A", "SUP-B", "SUP-C", "SUP-D"};
  private static final Discrete SUPPLIER = Discrete.of(0.4, 0.3, 0.2, 0.1);

  // ---- the operator panel in Fahrenheit

  private static final int PANEL_FROM_DAY = 5;
  private static final int PANEL_TO_DAY = 64;
  private static final LogNormal PANEL_DAYS = LogNormal.ofMedianAndSigma(6, 0.5);

  /** Draws behind quarters, shared by all quarters of a plant. */
  static final class Planner {
    private final long plantId;
    private final Discrete perDay;
    private final double marginalShare;
    private final Streams.Stream days;
    private final Streams.Stream starts;
    private final Streams.Stream granulations;
    private final Streams.Stream rates;
    private final Streams.Stream lots;
    private final Streams.Stream panels;

    Planner(long plantId, World world) {
      Streams streams = world.streams();
      this.plantId = plantId;
      double two = world.value(TabletManufacturing.TWO_A_DAY);
      this.perDay = Discrete.of((1 - two) / 2, two, (1 - two) / 2);
      this.marginalShare = world.value(TabletManufacturing.MARGINAL);
      this.days = streams.named("batches_of_day");
      this.starts = streams.named("batch_start");
      this.granulations = streams.named("granulation");
      this.rates = streams.named("press_rate");
      this.lots = streams.named("lot");
      this.panels = streams.named("operator_panel");
    }

    /** The quarter in which the day lies. */
    Quarter of(LocalDate day) {
      return new Quarter(this, day);
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
      Draw draw = planner.lots.at(planner.plantId, year * 4L + quarter, sequence);
      this.batches = SHORTEST_LOT + draw.nextInt(LONGEST_LOT - SHORTEST_LOT + 1);
      this.isFine = draw.nextDouble() < FINE_SHARE;
      this.isMarginal = draw.nextDouble() < planner.marginalShare;
      this.effect = EFFECT.sample(draw);
      String supplier = SUPPLIERS[SUPPLIER.at(draw.nextDouble())];
      Normal surface = isFine ? FINE_SURFACE : COARSE_SURFACE;
      this.row =
          new MaterialLot(
              String.format(
                  Locale.ROOT,
                  "%s%04d-%02dQ%d-%02d",
                  TabletManufacturing.LOT_PREFIX,
                  planner.plantId,
                  year % 100,
                  quarter,
                  sequence),
              planner.plantId,
              supplier,
              surface.sample(draw),
              openedDay);
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
    final long startTs;
    final long pressStartTs;

    /** Thousand tablets an hour. */
    final double pressRate;

    final Lot lot;

    /** Tablets that the line has pressed since its tools were polished. */
    final double tabletsSincePolish;

    private Order(Start start, Planner planner, Lot lot, double tabletsSincePolish) {
      this.startDay = start.day;
      this.slot = start.slot;
      this.shift = SHIFTS[start.slot / LINES.length];
      this.line = LINES[start.slot % LINES.length];
      this.startTs = start.second;
      long key = key();
      double hours = GRANULATION_HOURS.sample(planner.granulations.at(planner.plantId, key));
      this.pressStartTs = startTs + Math.round(hours * HOUR);
      this.pressRate = THOUSAND_TABLETS_PER_HOUR.sample(planner.rates.at(planner.plantId, key));
      this.lot = lot;
      this.tabletsSincePolish = tabletsSincePolish;
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
    Draw panel = planner.panels.at(planner.plantId, first);
    this.panelLine = LINES[panel.nextInt(LINES.length)];
    this.panelFromDay = first + PANEL_FROM_DAY + panel.nextInt(PANEL_TO_DAY - PANEL_FROM_DAY + 1);
    this.panelToDay = panelFromDay + Math.max(1, (int) PANEL_DAYS.sample(panel));
    List<Start> starts = new ArrayList<>();
    for (int d = first + SHUTDOWN_DAYS; d < nextQuarter.toEpochDay(); d++) {
      addStarts(planner, d, starts);
    }
    order(starts, planner, firstDay);
  }

  private static void addStarts(Planner planner, int day, List<Start> starts) {
    Draw draw = planner.days.at(planner.plantId, day);
    int batches = 1 + planner.perDay.at(draw.nextDouble());
    int taken = 0;
    List<Start> today = new ArrayList<>(batches);
    while (today.size() < batches) {
      int shift = SHIFT.at(draw.nextDouble());
      int slot = shift * LINES.length + draw.nextInt(LINES.length);
      if ((taken >> slot & 1) == 0) {
        taken |= 1 << slot;
        double late = planner.starts.uniform(planner.plantId, key(day, slot)) * LATEST_START;
        long shiftStart = WallClock.startOf(day) + FIRST_SHIFT + shift * SHIFT_LENGTH;
        today.add(new Start(day, slot, shiftStart + (long) late));
      }
    }
    today.sort(Comparator.comparingLong(Start::second).thenComparingInt(Start::slot));
    starts.addAll(today);
  }

  private void order(List<Start> starts, Planner planner, LocalDate firstDay) {
    double[] pressed = new double[LINES.length];
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
      orders.add(new Order(start, planner, lot, pressed[line]));
      pressed[line] += BATCH_TABLETS;
    }
  }

  /** The shift at work at a moment. */
  static Shift shiftAt(long second) {
    return SHIFTS[(int) (Math.floorMod(second - FIRST_SHIFT, WallClock.DAY) / SHIFT_LENGTH)];
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
