package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.Exponential;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.WallClock;
import dev.medley.world.World;

/**
 * Rules {@code weigh_in} and {@code alert}: when the patient steps on the scale, what it shows, and
 * what the programme makes of the weights that reach it. Weights are kept in tenths of a pound, as
 * they are published, so that the rule is applied to the published numbers.
 */
final class Scale {
  static final double POUNDS_PER_KG = 2.20462;

  // ---- rule weigh_in

  /** Share of days with a weigh-in at the start, and what 180 days take away from it. */
  private static final double ADHERENCE = 0.85;

  private static final double ADHERENCE_LOST = 0.25;

  /** People differ around that share, so its log odds are stretched to keep the mean. */
  private static final double ADHERENCE_STRETCH = 1.15;

  /** By the day of the programme. */
  private static final double[] USUAL_LOGITS = usualLogits();

  private static final double ADHERENCE_BY_ORDER = 0.8;
  private static final double ADHERENCE_BY_AGE = 0.10;

  /** Habits last: a change takes twice as long as if days were independent. */
  private static final double HABIT = 0.5;

  private static final double TIRED_FROM_CONGESTION = 5;
  private static final double TIRED = 0.8;
  private static final double HOUR_SD = 0.5;
  private static final double FIRST_HOUR = 6;
  private static final double HOURS_END = 9.999;

  /** Meals, clothes and the bladder, as a share of the weight. */
  private static final double NOISE_SHARE = 0.0038;

  private static final double DRIFT_KEPT = 0.7;
  private static final double DRIFT_JUMP_SHARE = 0.01;
  private static final double DRIFT_JUMP_KG = 0.8;
  private static final int MONDAY = 0;

  // ---- whose weight, what unit

  private static final double WRONG_PERSON_SHARE = 0.006;
  private static final double HOUSE_MATE_NOISE_KG = 0.5;
  private static final double KG_SWITCH_SHARE = 0.0006;
  private static final double KG_MORE_DAYS = 5;

  // ---- rule alert

  private static final int GAIN_ABOVE_TENTHS = 30;
  private static final int GAIN_BELOW_TENTHS = 200;

  /**
   * One weigh-in.
   *
   * @param hour hour of the day
   * @param shownLb the patient's weight as the scale shows it
   * @param strangerLb weight of somebody else who stood on the scale instead, or null
   * @param isInKilograms whether the scale was switched
   * @param isAlert whether the rule fires on what was received
   */
  record WeighIn(
      int hour, double shownLb, Double strangerLb, boolean isInKilograms, boolean isAlert) {}

  private final long patientId;
  private final Profile profile;
  private final Hub hub;
  private final double mondayKg;
  private final double ownLogit;
  private final Normal ownHour;
  private final MessCarrier houseMate;
  private final Streams.Stream habits;
  private final Streams.Stream hours;
  private final Streams.Stream noises;
  private final Streams.Stream drifts;
  private final Streams.Stream strangers;
  private final Streams.Stream units;

  private boolean isAdherent;
  private boolean hasHabit;
  private double driftKg;
  private int kilogramsUntil;

  /** What was received, and what would have been had the patient stepped on it every day. */
  private final Weights received = new Weights();

  private final Weights complete = new Weights();

  private boolean isCrossing;

  Scale(long patientId, Profile profile, Hub hub, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.profile = profile;
    this.hub = hub;
    this.mondayKg = world.value(HeartFailureRpm.MONDAY_KG);
    this.ownLogit = ADHERENCE_BY_ORDER * profile.order() + ADHERENCE_BY_AGE * profile.ageSds();
    this.ownHour = Normal.of(profile.weighHour(), HOUR_SD).cut(FIRST_HOUR, HOURS_END);
    this.houseMate =
        new MessCarrier(streams.named("carrier.house_mate"), patientId, CarrierLaw.COMMON);
    this.habits = streams.named("weighing_habit");
    this.hours = streams.named("weigh_hour");
    this.noises = streams.named("weight_noise");
    this.drifts = streams.named("scale_drift");
    this.strangers = streams.named("wrong_person");
    this.units = streams.named("scale_unit");
  }

  private static double[] usualLogits() {
    double[] logits = new double[Course.DAYS];
    for (int day = 0; day < logits.length; day++) {
      double usual = ADHERENCE - ADHERENCE_LOST * day / Course.DAYS;
      logits[day] = ADHERENCE_STRETCH * Logit.of(usual);
    }
    return logits;
  }

  /**
   * The weigh-in of a day at home, or null.
   *
   * @param programmeDay days since enrolment
   * @param homeUntil hour of the day at which the patient leaves for hospital or for good, or 24
   */
  WeighIn step(int day, int programmeDay, Circulation circulation, int homeUntil) {
    drift(day);
    switchUnit(day);
    int shown = tenths(shownKg(day, circulation) * POUNDS_PER_KG);
    isCrossing = complete.gainOn(day, shown);
    complete.keep(day, shown);
    if (!stepsOn(day, programmeDay, circulation)) {
      return null;
    }
    int hour = (int) ownHour.sample(hours.at(patientId, day));
    if (hour >= homeUntil) {
      return null;
    }
    boolean isInKilograms = day < kilogramsUntil;
    Double stranger = strangerLb(day, hour);
    boolean isAlert = false;
    if (!hub.loses(programmeDay * 24 + hour)) {
      // What stages wrong_person and scale_in_kg leave of the weight.
      double pounds = stranger == null ? shown / 10.0 : stranger;
      int published = tenths(isInKilograms ? pounds / POUNDS_PER_KG : pounds);
      isAlert = received.gainOn(day, published);
      received.keep(day, published);
    }
    return new WeighIn(hour, shown / 10.0, stranger, isInKilograms, isAlert);
  }

  private void drift(int day) {
    Draw draw = drifts.at(patientId, day);
    driftKg =
        draw.nextDouble() < DRIFT_JUMP_SHARE
            ? DRIFT_JUMP_KG * Normal.standard(draw)
            : DRIFT_KEPT * driftKg;
  }

  private void switchUnit(int day) {
    Draw draw = units.at(patientId, day);
    if (day >= kilogramsUntil && draw.nextDouble() < KG_SWITCH_SHARE) {
      double days = Exponential.ofMean(KG_MORE_DAYS).sample(draw);
      kilogramsUntil = day + 1 + (int) days;
    }
  }

  private double shownKg(int day, Circulation circulation) {
    double noise = profile.dryWeightKg() * NOISE_SHARE * Normal.standard(noises.at(patientId, day));
    double weekendSalt = WallClock.weekday(day) == MONDAY ? mondayKg : 0;
    return profile.dryWeightKg() + circulation.excessKg() + noise + driftKg + weekendSalt;
  }

  private boolean stepsOn(int day, int programmeDay, Circulation circulation) {
    double share = Logit.inverse(USUAL_LOGITS[programmeDay] + ownLogit);
    if (circulation.congestion() > TIRED_FROM_CONGESTION) {
      share *= TIRED;
    }
    double u = habits.uniform(patientId, day);
    if (!hasHabit) {
      hasHabit = true;
      isAdherent = u < share;
    } else {
      isAdherent = u < (isAdherent ? 1 - HABIT * (1 - share) : HABIT * share);
    }
    return isAdherent;
  }

  private Double strangerLb(int day, int hour) {
    if (!profile.hasHouseMate()) {
      return null;
    }
    Draw draw = strangers.at(patientId, day);
    long second = WallClock.startOf(day) + hour * WallClock.HOUR;
    if (draw.nextDouble() >= houseMate.chance(second, WRONG_PERSON_SHARE)) {
      return null;
    }
    double kg = profile.houseMateKg() + HOUSE_MATE_NOISE_KG * Normal.standard(draw);
    return tenths(kg * POUNDS_PER_KG) / 10.0;
  }

  private static int tenths(double value) {
    return (int) Math.floor(value * 10 + 0.5);
  }

  /** Nobody compares the weights before a hospital stay with those after it. */
  void forget() {
    received.forget();
    complete.forget();
  }

  /** Whether it would fire had the patient alone stepped on the scale every day. */
  boolean isCrossing() {
    return isCrossing;
  }

  /** Weights of the two previous calendar days, by the parity of the day. */
  private static final class Weights {
    private static final int NEVER = Integer.MIN_VALUE;

    private final int[] days = {NEVER, NEVER};
    private final int[] tenths = new int[2];

    /** Whether a weight exceeds the lowest of the two previous days by 3 to 20 lb. */
    private boolean gainOn(int day, int weight) {
      int lowest = Math.min(of(day - 1), of(day - 2));
      int gain = lowest == Integer.MAX_VALUE ? 0 : weight - lowest;
      return gain > GAIN_ABOVE_TENTHS && gain < GAIN_BELOW_TENTHS;
    }

    private int of(int day) {
      return days[day & 1] == day ? tenths[day & 1] : Integer.MAX_VALUE;
    }

    private void keep(int day, int weight) {
      days[day & 1] = day;
      tenths[day & 1] = weight;
    }

    private void forget() {
      days[0] = NEVER;
      days[1] = NEVER;
    }
  }
}
