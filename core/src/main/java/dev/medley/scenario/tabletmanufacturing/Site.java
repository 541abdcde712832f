package dev.medley.scenario.tabletmanufacturing;

import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.world.Holidays;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What sets a plant, its three lines and its four crews apart from others: drawn once and kept.
 *
 * <p>The traits of the plants are a sequence that fills the range evenly, each trait with a step of
 * its own: any few plants in a row differ as much as all of them do.
 */
final class Site {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** No plant is further from the mean than so many standard deviations. */
  private static final double FURTHEST = 1.75;

  private static final double BELOW = STANDARD.cumulativeProbability(-FURTHEST);

  /** Steps from plant to plant are square roots of primes: no two traits go together. */
  private enum Trait {
    BATCHES(2),
    HASTE(3),
    FRIABILITY(5),
    FORCE(7),
    RECIPE_RPM(11),
    WEEK(13),
    WORN_CAM(17),
    RECIPE_MINUTES(19),
    MOISTURE(23),
    ROOM(29);

    private final int prime;
    private final double step;

    Trait(int prime) {
      this.prime = prime;
      this.step = Math.sqrt(prime);
    }
  }

  // ---- rule schedule

  /** Of the days with three batches, more or fewer by a standard deviation of the size. */
  private static final double SHARE_PER_SIZE = 0.2;

  private static final int[] DAYS_PER_WEEK = {5, 6, 7};
  private static final Discrete WEEK = Discrete.of(0.2, 0.3, 0.5);

  private static final Holidays CLOSED =
      Holidays.NONE.with(
          UsHoliday.NEW_YEAR,
          UsHoliday.INDEPENDENCE_DAY,
          UsHoliday.THANKSGIVING,
          UsHoliday.CHRISTMAS_EVE,
          UsHoliday.CHRISTMAS);

  private static final int SHORTEST_OVERHAUL_DAYS = 14;
  private static final int LONGEST_OVERHAUL_DAYS = 28;
  private static final int DAYS_PER_YEAR = 365;

  // ---- rule haste

  private static final int[] RECIPES_RPM = {440, 450, 460};
  private static final int[] RECIPES_MINUTES = {11, 12, 13};
  private static final int CREWS = 4;

  /** On the log odds of haste: all crews together then nearly reach the shifts' shares. */
  private static final double USUAL_CREW = -0.26;

  private static final double HASTE_SD_OF_PLANTS = 0.6;
  private static final Normal HASTE_OF_CREW = Normal.of(0, 0.4);

  // ---- rules friability, controller and press

  private static final double FRIABILITY_SD_OF_PLANTS = 0.10;
  private static final Normal FRIABILITY_OF_LINE = Normal.of(0, 0.06);
  private static final double START_FORCE_KN = 12.4;
  private static final double FORCE_SD_OF_PLANTS_KN = 0.4;
  private static final Normal FORCE_OF_LINE_KN = Normal.of(0, 0.1);
  private static final double MOISTURE_SD_OF_PLANTS_PCT = 0.08;
  private static final double ROOM_SD_OF_PLANTS_CELSIUS = 0.5;

  // ---- lines

  private static final Line[] LINES = Line.values();
  private static final Model[] MODELS = Model.values();
  private static final Discrete MODEL = Discrete.of(0.25, 0.40, 0.25, 0.10);

  /** Where L2 stands among the lines. */
  private static final int LINE_2 = 1;

  /** A third of the L2 are the oldest by chance; with these exchanges, half of them are. */
  private static final double OLD_LINE_2 = 0.25;

  /** Growth of the number of stops with every year of age. */
  private static final double STOPS_PER_YEAR = 0.02;

  private static final int USUAL_YEAR = 2015;

  /** Fictitious rotary presses, the years in which they were sold. */
  private enum Model {
    RX_29("RX-29", 58, 1998, 2011),
    RX_36("RX-36", 72, 2003, 2022),
    RX_45("RX-45", 90, 2005, 2022),
    KT_51("KT-51", 51, 2003, 2022);

    private final String code;
    private final int tabletsPerTurn;
    private final int firstYear;
    private final int lastYear;

    Model(String code, int tabletsPerTurn, int firstYear, int lastYear) {
      this.code = code;
      this.tabletsPerTurn = tabletsPerTurn;
      this.firstYear = firstYear;
      this.lastYear = lastYear;
    }
  }

  /** A model and the year of its first tablet. */
  private record Bought(Model model, int year) {}

  /**
   * A press line.
   *
   * @param pressModel fictitious
   * @param tabletsPerTurn tablets of one turn of the turret
   * @param commissionedYear year of its first tablet
   * @param logFriability on the logarithm of friability, a worn cam included
   * @param isCamWorn whether its cam is worn
   * @param startForceKn compression force with which runs begin, on average
   * @param stopFactor stops of a run relative to a press of 2015
   */
  record Machine(
      String pressModel,
      int tabletsPerTurn,
      int commissionedYear,
      double logFriability,
      boolean isCamWorn,
      double startForceKn,
      double stopFactor) {}

  final long plantId;

  /** Choices of one, two or three batches a working day. */
  final Discrete perDay;

  /** On the logarithm of friability. */
  final double logFriability;

  final int recipeRpm;
  final int recipeMinutes;

  /** On the moisture of the granules, in percent. */
  final double moisturePct;

  /** On the temperature of the rooms, in °C. */
  final double roomCelsius;

  private final int daysPerWeek;
  private final double haste;
  private final double[] hasteOfCrews = new double[CREWS];
  private final Map<Line, Machine> machines = new EnumMap<>(Line.class);
  private final Streams.Stream offsets;
  private final Streams.Stream overhauls;

  Site(long plantId, World world) {
    Streams streams = world.streams();
    this.plantId = plantId;
    this.offsets = streams.named("plant_traits");
    this.overhauls = streams.named("overhaul");
    this.perDay = perDay(world.value(TabletManufacturing.TWO_A_DAY), normal(Trait.BATCHES));
    this.logFriability = FRIABILITY_SD_OF_PLANTS * normal(Trait.FRIABILITY);
    this.recipeRpm = RECIPES_RPM[(int) (uniform(Trait.RECIPE_RPM) * RECIPES_RPM.length)];
    this.recipeMinutes =
        RECIPES_MINUTES[(int) (uniform(Trait.RECIPE_MINUTES) * RECIPES_MINUTES.length)];
    this.moisturePct = MOISTURE_SD_OF_PLANTS_PCT * normal(Trait.MOISTURE);
    this.roomCelsius = ROOM_SD_OF_PLANTS_CELSIUS * normal(Trait.ROOM);
    this.daysPerWeek = DAYS_PER_WEEK[WEEK.at(uniform(Trait.WEEK))];
    this.haste = USUAL_CREW + HASTE_SD_OF_PLANTS * normal(Trait.HASTE);
    Streams.Stream crews = streams.named("crew");
    for (int crew = 0; crew < CREWS; crew++) {
      hasteOfCrews[crew] = HASTE_OF_CREW.sample(crews.at(plantId, crew));
    }
    boolean isCamWorn = uniform(Trait.WORN_CAM) < world.value(TabletManufacturing.WORN_PLANTS);
    double logWornCam = Math.log(world.value(TabletManufacturing.WORN_CAM));
    double startForceKn = START_FORCE_KN + FORCE_SD_OF_PLANTS_KN * normal(Trait.FORCE);
    Bought[] bought = bought(streams.named("press_model").at(plantId));
    Streams.Stream lines = streams.named("line");
    for (int i = 0; i < bought.length; i++) {
      Draw draw = lines.at(plantId, i);
      boolean isWorn = isCamWorn && i == LINE_2;
      Bought press = bought[i];
      machines.put(
          LINES[i],
          new Machine(
              press.model.code,
              press.model.tabletsPerTurn,
              press.year,
              FRIABILITY_OF_LINE.sample(draw) + (isWorn ? logWornCam : 0),
              isWorn,
              startForceKn + FORCE_OF_LINE_KN.sample(draw),
              Math.exp(STOPS_PER_YEAR * (USUAL_YEAR - press.year))));
    }
  }

  /** The fewer days with two batches usually, the more have one or three. */
  private static Discrete perDay(double two, double size) {
    double other = (1 - two) / 2;
    double three = Math.max(0, other + SHARE_PER_SIZE * size);
    double one = Math.max(0, other - SHARE_PER_SIZE * size);
    return Discrete.of(one, Math.max(0, 1 - one - three), three);
  }

  private static Bought[] bought(Draw draw) {
    Bought[] bought = new Bought[LINES.length];
    int oldest = 0;
    for (int i = 0; i < bought.length; i++) {
      Model model = MODELS[MODEL.at(draw.nextDouble())];
      int years = model.lastYear - model.firstYear + 1;
      bought[i] = new Bought(model, model.firstYear + draw.nextInt(years));
      oldest = bought[i].year < bought[oldest].year ? i : oldest;
    }
    if (draw.nextDouble() < OLD_LINE_2) {
      Bought newer = bought[LINE_2];
      bought[LINE_2] = bought[oldest];
      bought[oldest] = newer;
    }
    return bought;
  }

  private double uniform(Trait trait) {
    double x = offsets.uniform(trait.prime) + plantId * trait.step;
    return x - Math.floor(x);
  }

  /** Of mean 0; its standard deviation is 1 before the ends are cut off. */
  private double normal(Trait trait) {
    double p = BELOW + (1 - 2 * BELOW) * uniform(trait);
    return STANDARD.inverseCumulativeProbability(p);
  }

  Machine machine(Line line) {
    return machines.get(line);
  }

  // ---- the calendar

  /** Whether batches are begun on a day. */
  boolean isWorkingDay(int day) {
    return WallClock.weekday(day) < daysPerWeek
        && !CLOSED.isHoliday(day)
        && !(UsCalendar.month(day) == 12 && UsCalendar.dayOfMonth(day) == 26);
  }

  /** Whether a line is taken apart on a day: one line a year, for two to four weeks. */
  boolean isOverhauled(int line, int day) {
    int year = UsCalendar.year(day);
    Draw draw = overhauls.at(plantId, year);
    if (draw.nextInt(LINES.length) != line) {
      return false;
    }
    int days =
        SHORTEST_OVERHAUL_DAYS + draw.nextInt(LONGEST_OVERHAUL_DAYS - SHORTEST_OVERHAUL_DAYS + 1);
    int first = UsCalendar.day(year, 1, 1) + draw.nextInt(DAYS_PER_YEAR - days);
    return day >= first && day < first + days;
  }

  // ---- crews

  static int crews() {
    return CREWS;
  }

  /**
   * The crew of a day's shift, 0 to 2: four crews share three shifts and move on by one every week.
   */
  static int crew(int shiftDay, int shift) {
    return Math.floorMod(UsCalendar.weekNumber(shiftDay) + shift, CREWS);
  }

  /** On the log odds that a crew mixes fast. */
  double haste(int crew) {
    return haste + hasteOfCrews[crew];
  }
}
