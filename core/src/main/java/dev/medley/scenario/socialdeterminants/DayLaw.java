package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DiagnosisGroup;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import java.util.Arrays;

/**
 * How many residents of a county's areas visit an emergency department on a day, and why. Belongs
 * to one simulation, which turns it to a day and then asks for the areas.
 */
final class DayLaw {

  /** Processes that add up: what heat brings can be switched off without moving the rest. */
  enum Kind {
    USUAL(0),
    /** Heat illness of those who cannot cool down. */
    HEAT(1),
    /** The few more of everything else on hot days. */
    HOT_DAY(2);

    final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  static final Kind[] KINDS = Kind.values();
  private static final DiagnosisGroup[] GROUPS = DiagnosisGroup.values();

  private static final UsHoliday[] FEDERAL =
      Arrays.stream(UsHoliday.values()).filter(UsHoliday::isFederal).toArray(UsHoliday[]::new);

  /** Monday to Sunday; NHAMCS. */
  private static final double[] WEEKDAYS = {1.08, 1.02, 0.99, 0.98, 0.98, 0.97, 0.98};

  private static final double FEAST = 0.82;
  private static final double AFTER_FEAST = 1.10;
  private static final double OTHER_HOLIDAY = 0.95;
  private static final double FIREWORKS = 1.4;
  private static final int HOTTEST_DAY_OF_YEAR = 200;
  private static final long MOST_DAYS = 1_000_000;
  private static final double HOT_DAY_SLOPE = 0.012;
  private static final Gamma COUNTY_DAY = Gamma.ofMeanAndCv(1, 0.087);

  /** Standard deviations of the AR(1) anomalies: steps of 4.1 and 1.8 with a memory of 0.7. */
  private static final double REGION_FAHRENHEIT = 4.1 / Math.sqrt(1 - 0.7 * 0.7);

  private static final double COUNTY_FAHRENHEIT = 1.8 / Math.sqrt(1 - 0.7 * 0.7);

  private final Laws laws;
  private final int region;
  private final int countyId;
  private final Zip[] zips;
  private final double countyHabit;
  private final KeyedSeries regionDay;
  private final KeyedSeries flu;
  private final KeyedSeries regionWeather;
  private final KeyedSeries countyWeather;
  private final Streams.Stream countyDay;
  private final Streams.Stream counts;

  private int day = Integer.MIN_VALUE;
  private int year = Integer.MIN_VALUE;
  private HeatWaves heat;
  private final double[] meanOfZip;
  private double factor;
  private final double[] weights = new double[GROUPS.length];
  private double allWeights;
  private double heatWeights;
  private double otherWeights;

  DayLaw(Laws laws, int region, int countyId, Zip[] zips) {
    this.laws = laws;
    this.region = region;
    this.countyId = countyId;
    this.zips = zips;
    this.countyHabit =
        -0.003 + 0.08 * Normal.standard(laws.streams.named("county.er-habit").at(countyId));
    this.regionDay = new KeyedSeries(laws.streams.named("region.visits"), region, 0.5);
    this.flu = new KeyedSeries(laws.streams.named("region.flu"), region, 0.8);
    this.regionWeather = new KeyedSeries(laws.streams.named("region.weather"), region, 0.7);
    this.countyWeather = new KeyedSeries(laws.streams.named("county.weather"), countyId, 0.7);
    this.countyDay = laws.streams.named("county.visits");
    this.counts = laws.streams.named("visits.count");
    this.meanOfZip = new double[zips.length];
  }

  void turnTo(int newDay) {
    if (newDay == day) {
      return;
    }
    day = newDay;
    int newYear = UsCalendar.year(day);
    if (newYear != year) {
      year = newYear;
      heat = new HeatWaves(laws, region, countyId, year);
      for (int i = 0; i < zips.length; i++) {
        meanOfZip[i] = zips[i].peopleOfLayer * visitsPerPersonYear(i, year) / 365;
      }
    }
    factor =
        WEEKDAYS[WallClock.weekday(day)]
            * holiday()
            * Math.exp(laws.regionDaySd * regionDay.at(day))
            * COUNTY_DAY.sample(countyDay.at(countyId, day));
    weigh();
  }

  /** Expected visits of an area's resident in a year without heat waves. */
  double visitsPerPersonYear(int zip, int ofYear) {
    Zip z = zips[zip];
    return laws.erRate
        * Math.exp(laws.erSlope * z.healthDeprivation(ofYear) + z.erHabit + countyHabit);
  }

  /** Visits of a layer of an area's people on the day. */
  int visits(int zip, long layer, Kind kind) {
    double mean = meanOfZip[zip] * factor;
    double load = heat.load(day);
    if (kind != Kind.USUAL && load == 0) {
      return 0;
    }
    double lackOfAc = 1 - zips[zip].acCoveragePct / 100;
    mean *=
        switch (kind) {
          case USUAL -> allWeights;
          case HEAT -> heatWeights * laws.heatSlope * lackOfAc * load;
          case HOT_DAY -> otherWeights * HOT_DAY_SLOPE * load;
        };
    return Poisson.sample(mean, counts.at(zips[zip].key, key(layer, kind)));
  }

  /** Why, of a uniform number. */
  DiagnosisGroup group(Kind kind, double uniform) {
    int first = kind == Kind.HOT_DAY ? DiagnosisGroup.INJURY.number : 0;
    int last = kind == Kind.HEAT ? DiagnosisGroup.ACUTE_KIDNEY_INJURY.number : GROUPS.length - 1;
    double left =
        uniform
            * switch (kind) {
              case USUAL -> allWeights;
              case HEAT -> heatWeights;
              case HOT_DAY -> otherWeights;
            };
    for (int g = first; g < last; g++) {
      left -= weights[g];
      if (left < 0) {
        return GROUPS[g];
      }
    }
    return GROUPS[last];
  }

  /** Key of the day's draws for a layer of people and a kind of visits. */
  long key(long layer, Kind kind) {
    return (layer * MOST_DAYS + day) * 4 + kind.number;
  }

  boolean isHeatWave() {
    return heat.isWave(day);
  }

  /** Highest temperature; above 100 only half of it counts, as the ground dries out. */
  double fahrenheit() {
    double t =
        60
            + 2 * region
            + 25 * season()
            + REGION_FAHRENHEIT * regionWeather.at(day)
            + COUNTY_FAHRENHEIT * countyWeather.at(day)
            + heat.fahrenheit(day);
    return t <= 100 ? t : 100 + (t - 100) / 2;
  }

  // ---- what the day is like

  private double season() {
    return Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - HOTTEST_DAY_OF_YEAR) / 366);
  }

  private double holiday() {
    if (UsHoliday.THANKSGIVING.isOn(day) || UsHoliday.CHRISTMAS.isOn(day)) {
      return FEAST;
    }
    if (UsHoliday.THANKSGIVING.isOn(day - 1) || UsHoliday.CHRISTMAS.isOn(day - 1)) {
      return AFTER_FEAST;
    }
    return isOtherFederalHoliday() ? OTHER_HOLIDAY : 1;
  }

  private boolean isOtherFederalHoliday() {
    for (UsHoliday holiday : FEDERAL) {
      if (holiday.isOn(day)) {
        return true;
      }
    }
    return false;
  }

  private void weigh() {
    double season = season();
    double summer = Math.max(0, season);
    double winter = Math.max(0, -season);
    double fluOfWeek =
        Math.exp(laws.fluSd * flu.at(UsCalendar.weekNumber(day)) - laws.fluSd * laws.fluSd / 2);
    weights[DiagnosisGroup.HEAT.number] = 0.0006 + 0.0035 * summer;
    weights[DiagnosisGroup.DEHYDRATION.number] = 0.009;
    weights[DiagnosisGroup.ACUTE_KIDNEY_INJURY.number] = 0.006;
    weights[DiagnosisGroup.RESPIRATORY.number] =
        0.12 * (1 + 0.35 * winter * fluOfWeek - 0.2 * summer);
    weights[DiagnosisGroup.INJURY.number] =
        0.20 * (UsHoliday.INDEPENDENCE_DAY.isOn(day) ? FIREWORKS : 1);
    weights[DiagnosisGroup.CARDIAC.number] = 0.09;
    weights[DiagnosisGroup.MENTAL_HEALTH.number] = 0.05;
    weights[DiagnosisGroup.OTHER.number] = 0.52;
    allWeights = 0;
    heatWeights = 0;
    otherWeights = 0;
    for (DiagnosisGroup group : GROUPS) {
      double weight = weights[group.number];
      allWeights += weight;
      if (group.isHeatRelated()) {
        heatWeights += weight;
      } else if (group != DiagnosisGroup.RESPIRATORY) {
        otherWeights += weight;
      }
    }
  }
}
