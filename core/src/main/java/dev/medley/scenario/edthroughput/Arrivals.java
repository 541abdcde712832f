package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Gamma;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.edthroughput.Habit.Part;
import dev.medley.world.Holidays;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;

/**
 * Rule {@code arrivals}: who is at the door next. An hour's arrivals are drawn together; each has a
 * place of its own in the hour, which makes its visit id.
 */
final class Arrivals {
  /** Share of the day by hour: 63 % between 06 and 18 h (Washington State Hospital Association). */
  private static final double[] HOUR_PERCENT = {
    2.4, 2.0, 1.7, 1.5, 1.5, 1.6, 2.2, 3.3, 4.6, 5.7, 6.2, 6.3, 6.0, 5.8, 5.7, 5.6, 5.7, 5.8, 5.7,
    5.4, 4.9, 4.3, 3.5, 2.6
  };

  /** Monday to Sunday; design, after the Monday peak that all EDs report. */
  private static final double[] WEEKDAY = {1.09, 1.02, 0.99, 0.98, 0.98, 0.97, 0.97};

  /** January to December, relative to their mean; design; the flu comes on top. */
  private static final double[] MONTH = {
    1.015, 1.02, 1, 0.995, 0.99, 0.985, 0.985, 0.985, 0.985, 0.99, 0.99, 1.01
  };

  private static final double MEAN_MONTH = Arrays.stream(MONTH).average().orElseThrow();

  /** Share of arrivals by ambulance (NHAMCS). */
  static final double EMS_SHARE = 0.16;

  private static final double EMS_BY_NIGHT = 1.1;
  private static final int EMS_NIGHT_ENDS = 7;

  /** Share of all arrivals by night, as {@link Part} has it. */
  static final double NIGHT_SHARE = share(Part.NIGHT);

  private static final double DAYS_PER_YEAR = 365.25;

  private static final int MONDAY = 0;
  private static final int FRIDAY = 4;
  private static final int SATURDAY = 5;

  /** Places in an hour: walk-ins take them from below, ambulances from above. */
  private static final int PLACES_PER_HOUR = 128;

  private static final int PLACE_BITS = 7;
  private static final long PLACE_MASK = PLACES_PER_HOUR - 1;

  /** Ids of a facility's visits; enough hours for 89 years. */
  private static final long IDS_PER_FACILITY = 100_000_000;

  /** Days around the horizon that are simulated at the most: the warm-up and the last visits. */
  private static final int SPARE_DAYS = 400;

  private final long facilityId;
  private final Season season;
  private final double heatFactor;
  private final double emsShare;
  private final int firstDay;
  private final double visitsPerDay;
  private final double dayCv;
  private final double mondayWalkin;
  private final double fridayEms;
  private final Streams.Stream dayFactors;
  private final Streams.Stream walkInCounts;
  private final Streams.Stream ambulanceCounts;
  private final Streams.Stream seconds;
  private final Permutation ids;

  private int day;
  private boolean isHoliday;
  private boolean isHeat;
  private double flu;
  private double dayRate;
  private long hourIndex;

  /** Second and place of the hour's arrivals, in time order. */
  private final long[] due = new long[PLACES_PER_HOUR];

  private int next;
  private int count;
  private int walkIns;

  /**
   * Arrivals at an ED whose simulation begins on {@code firstDay}.
   *
   * @param heatFactor on a day's arrivals in a heat wave
   */
  Arrivals(Site site, Season season, double heatFactor, int firstDay, World world) {
    long hours = 24L * (world.horizon().days() + SPARE_DAYS);
    if (hours * PLACES_PER_HOUR > IDS_PER_FACILITY) {
      throw new IllegalArgumentException(
          "an emergency department has visit ids for 88 years, not for " + world.horizon());
    }
    Streams streams = world.streams();
    this.facilityId = site.facilityId;
    this.season = season;
    this.heatFactor = heatFactor;
    this.emsShare = site.emsShare;
    this.firstDay = firstDay;
    this.visitsPerDay = world.value(EdThroughput.ANNUAL_VISITS) * site.size / DAYS_PER_YEAR;
    this.dayCv = world.value(EdThroughput.DAY_CV);
    this.mondayWalkin = world.value(EdThroughput.MONDAY_WALKIN);
    this.fridayEms = world.value(EdThroughput.FRIDAY_EMS);
    this.dayFactors = streams.named("day_factor");
    this.walkInCounts = streams.named("walk_ins");
    this.ambulanceCounts = streams.named("ambulances");
    this.seconds = streams.named("arrival_second");
    this.ids = Permutation.of(IDS_PER_FACILITY, streams.named("visit_id").bits(facilityId));
  }

  /** Share of a day's arrivals in a part of it. */
  static double share(Part part) {
    double percent = 0;
    for (int hour = 0; hour < HOUR_PERCENT.length; hour++) {
      percent += Part.of(hour) == part ? HOUR_PERCENT[hour] : 0;
    }
    return percent / Arrays.stream(HOUR_PERCENT).sum();
  }

  /** Goes to a new day. */
  void openDay(int epochDay) {
    day = epochDay;
    double factor = 1;
    if (dayCv > 0) {
      factor = Gamma.ofMeanAndCv(1, dayCv).sample(dayFactors.at(facilityId, day));
    }
    isHoliday = Holidays.FEDERAL.isHoliday(day);
    isHeat = season.isHeat(day);
    flu = season.flu(day);
    dayRate =
        visitsPerDay
            * WEEKDAY[WallClock.weekday(day)]
            * MONTH[UsCalendar.month(day) - 1]
            / MEAN_MONTH
            * factor
            * season.arrivals(day)
            * (isHeat ? heatFactor : 1);
  }

  /** Arrivals with the flu, relative to the usual number of all arrivals. */
  double flu() {
    return flu;
  }

  boolean isHeat() {
    return isHeat;
  }

  /** Draws the arrivals of an hour of the day. */
  void openHour(int hour) {
    double rate = dayRate * HOUR_PERCENT[hour] / 100;
    double ems = emsShare * (hour < EMS_NIGHT_ENDS ? EMS_BY_NIGHT : 1);
    int drawnWalkIns =
        Poisson.sample(
            rate * (1 - ems) * walkInFactor(hour), walkInCounts.at(facilityId, day, hour));
    int drawnAmbulances =
        Poisson.sample(rate * ems * emsFactor(hour), ambulanceCounts.at(facilityId, day, hour));
    walkIns = Math.min(drawnWalkIns, PLACES_PER_HOUR);
    int ambulances = Math.min(drawnAmbulances, PLACES_PER_HOUR - walkIns);
    hourIndex = (long) (day - firstDay) * 24 + hour;
    next = 0;
    count = 0;
    for (int i = 0; i < walkIns; i++) {
      place(i);
    }
    for (int i = 0; i < ambulances; i++) {
      place(PLACES_PER_HOUR - 1 - i);
    }
    Arrays.sort(due, 0, count);
    oneASecond(WallClock.startOf(day) + hour * HOUR);
  }

  private double walkInFactor(int hour) {
    boolean isMonday = WallClock.weekday(day) == MONDAY && !isHoliday;
    return isMonday && hour >= 9 && hour < 20 ? mondayWalkin : 1;
  }

  private double emsFactor(int hour) {
    int weekday = WallClock.weekday(day);
    boolean isFridayNight = (weekday == FRIDAY && hour >= 18) || (weekday == SATURDAY && hour < 2);
    return isFridayNight ? fridayEms : 1;
  }

  private void place(int place) {
    long second = (long) (seconds.uniform(idAt(place)) * HOUR);
    due[count++] = (second << PLACE_BITS) | place;
  }

  /** Registration takes one patient at a time: nobody shares a second with another. */
  private void oneASecond(long hourStart) {
    long earliest = 0;
    for (int i = 0; i < count; i++) {
      long second = Math.max(due[i] >> PLACE_BITS, earliest);
      due[i] = (second << PLACE_BITS) | (due[i] & PLACE_MASK);
      earliest = second + 1;
    }
    long latest = HOUR - 1;
    for (int i = count - 1; i >= 0; i--) {
      long second = Math.min(due[i] >> PLACE_BITS, latest);
      due[i] = ((hourStart + second) << PLACE_BITS) | (due[i] & PLACE_MASK);
      latest = second - 1;
    }
  }

  /** Second of the next arrival of the hour, or {@link WallClock#NEVER}. */
  long nextSecond() {
    return next < count ? due[next] >> PLACE_BITS : WallClock.NEVER;
  }

  /** Whether the next arrival comes by ambulance. */
  boolean nextIsAmbulance() {
    return (due[next] & PLACE_MASK) >= walkIns;
  }

  /** Visit id of the next arrival. */
  long nextVisitId() {
    return idAt((int) (due[next] & PLACE_MASK));
  }

  void advance() {
    next++;
  }

  private long idAt(int place) {
    return facilityId * IDS_PER_FACILITY + ids.at(hourIndex * PLACES_PER_HOUR + place);
  }
}
