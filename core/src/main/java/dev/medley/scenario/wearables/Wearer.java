package dev.medley.scenario.wearables;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Wearables.AfType;
import dev.medley.scenario.wearables.Wearables.FollowUp;
import dev.medley.scenario.wearables.Wearables.Sex;
import dev.medley.scenario.wearables.Wearables.WearerRow;
import dev.medley.scenario.wearables.Wearables.WearerTruth;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.Persona;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Optional;

/** Who wears the watch: body, illness and habits, none of which changes during the loan. */
final class Wearer {

  /** When the watch is charged. */
  enum ChargingHabit {
    EVENING,
    AFTER_WAKING,
    OVERNIGHT
  }

  private static final double AGE_SD = 12;
  private static final int YOUNGEST = 25;
  private static final int OLDEST = 90;
  private static final double USUAL_AGE = 62;
  private static final String[] FIRMWARES = {"2.8", "3.0", "3.1"};
  private static final int FIRMWARE_WITH_ZEROS = 2;

  // ---- body

  /** Quer 2020: 65.5 ± 7.7 bpm in 92,457 persons. */
  private static final double RESTING_BPM = 65.5;

  private static final double RESTING_BPM_SD = 7.5;
  private static final double SLOWEST_RESTING_BPM = 45;
  private static final double FASTEST_RESTING_BPM = 100;
  private static final double WOMEN_BPM = 1.5;
  private static final double MEN_BPM = -1.5;

  /** Tanaka 2001: 208 - 0.7 age. */
  private static final double MAX_BPM_AT_BIRTH = 208;

  private static final double MAX_BPM_A_YEAR = 0.7;

  private static final Normal CHRONOTYPE_MINUTES = Normal.of(0, 45).cut(-150, 150);
  private static final Normal SPO2_LEVEL = Normal.of(97.0, 0.7).cut(94.5, 99);
  private static final Normal PERFUSION = Normal.of(1.2, 0.3).cut(0.6, 2.2);
  private static final Normal SKIN_CELSIUS = Normal.of(33, 0.6);
  private static final double CIRCADIAN_BPM = 3;
  private static final double CIRCADIAN_SIGMA = 0.3;

  /** Task Force 1996: the variability of the intervals between beats falls with age. */
  private static final double VARIABILITY = 0.045;

  private static final double VARIABILITY_SIGMA = 0.28;
  private static final double VARIABILITY_A_YEAR = -0.012;

  // ---- habits

  /** A median of 6,300 steps a day; design after cohorts of worn devices. */
  private static final double STEPS_A_DAY = 6_300;

  private static final double STEPS_SIGMA = 0.42;
  private static final double STEPS_A_YEAR = -0.017;
  private static final double RUN_A_YEAR = -0.03;
  private static final int OLDEST_RUNNER = 78;
  private static final double MORNING_RUNNERS = 0.4;
  private static final Normal RUN_CADENCE = Normal.of(166, 8).cut(145, 190);
  private static final Normal RUN_EFFORT = Normal.of(0.68, 0.05).cut(0.5, 0.86);
  private static final double LOOSE_STRAP_SHARE = 0.20;
  private static final Beta SHOWERS = new Beta(2, 3);

  /** Between wearers; from day to day they differ by less. */
  private static final Normal OWN_HOUR_MINUTES = Normal.of(0, 25).cut(-60, 60);

  // ---- rule af

  private static final double AF_MOST = 0.5;
  private static final double AF_PER_YEAR_OF_AGE = 0.05;
  private static final LogNormal AF_BURDEN = LogNormal.ofMedianAndSigma(0.08, 1).cut(0.005, 0.8);
  private static final double LEGATO_SHARE = 0.5;
  private static final double ECTOPY_SHARE = 0.05;

  // ---- rule apnoea

  private static final double OSA_A_YEAR = 0.012;

  /** 70 of 100 have 15 apnoeas an hour or more: moderate or severe. */
  private static final LogNormal AHI_WITH_OSA = LogNormal.ofMedianAndSigma(20, 0.55).cut(5, 90);

  private static final LogNormal AHI_OTHERS = LogNormal.ofMedianAndSigma(1.5, 0.6).cut(0, 4.9);

  /** Between persons; twice as wide a spread would make most alarms for low oxygen true. */
  private static final Normal FALL_FACTOR = Normal.of(1, 0.12).cut(0.6, 1.6);

  // ---- rule gap

  private static final double LEAST_FIRST_CHARGE = 85;
  private static final ChargingHabit[] HABITS = ChargingHabit.values();
  private static final Discrete HABIT = Discrete.of(0.55, 0.35, 0.10);

  // ---- the follow-up

  private static final double PATCH_SENSITIVITY = 0.97;
  private static final double SLEEP_TEST_IF_OSA = 0.8;
  private static final double SLEEP_TEST_OTHERWISE = 0.5;
  private static final LogNormal SLEEP_TEST_ERROR = LogNormal.ofMedianAndSigma(1, 0.12);
  private static final double TREATED_SHARE = 0.7;
  private static final double STROKE_AF_UNTREATED = 0.045;
  private static final double STROKE_AF_TREATED = 0.015;
  private static final double STROKE_OTHERS = 0.008;
  private static final double STROKE_A_YEAR = 0.05;

  /** So that the shares above are those of the clinics' patients of all ages. */
  private static final double STROKE_LEVEL = 0.14;

  private static final int DAYS_WATCHED = 365;

  /** Rows of wearers in which the clerk writes the sex in a way of his own. */
  private static final double MISSPELT_SHARE = 0.04;

  final Lending lending;
  final long deviceId;
  final int regionIndex;
  private final Streams streams;

  final int ageYears;
  private final Sex sex;

  final double restingBpm;
  final double maxBpm;

  /** By how much the heart beats faster in the afternoon than in the mean of the day. */
  final double circadianBpm;

  /** Usual coefficient of variation of the intervals between beats in sinus rhythm. */
  final double variability;

  final double spo2Level;
  final double perfusion;
  final double skinCelsius;

  final double chronotypeMinutes;
  final double stepsADay;
  final boolean runs;
  final boolean runsInTheMorning;
  final double runMinutes;
  final double runCadence;
  final double runEffort;
  final boolean looseStrap;

  final AfType afType;
  final double afBurden;
  final boolean ectopy;

  final boolean hasOsa;

  /** Apnoeas an hour of sleep in the long run, if there is room for them. */
  final double usualAhi;

  /** Points of saturation that are lost in a second without breath. */
  final double fallPerSecond;

  final double firstCharge;
  final ChargingHabit habit;

  /** When the wearer charges and showers, against the usual hours. */
  final double chargingMinutes;

  final double showerMinutes;

  /** Share of days with a shower. */
  final double showers;

  Wearer(Lending lending, int regionIndex, World world) {
    this.lending = lending;
    this.deviceId = lending.deviceId;
    this.regionIndex = regionIndex;
    this.streams = world.streams();

    Draw person = streams.named("person").at(deviceId);
    this.ageYears =
        (int) Math.round(Normal.of(lending.clinicAge, AGE_SD).cut(YOUNGEST, OLDEST).sample(person));
    this.sex = person.nextDouble() < 0.5 ? Sex.F : Sex.M;
    double years = ageYears - USUAL_AGE;

    Draw body = streams.named("body").at(deviceId);
    double usualBpm = RESTING_BPM + (sex == Sex.F ? WOMEN_BPM : MEN_BPM);
    this.restingBpm =
        Normal.of(usualBpm, RESTING_BPM_SD)
            .cut(SLOWEST_RESTING_BPM, FASTEST_RESTING_BPM)
            .sample(body);
    this.maxBpm = MAX_BPM_AT_BIRTH - MAX_BPM_A_YEAR * ageYears;
    this.chronotypeMinutes = CHRONOTYPE_MINUTES.sample(body);
    this.spo2Level = SPO2_LEVEL.sample(body);
    this.perfusion = PERFUSION.sample(body);
    this.skinCelsius = SKIN_CELSIUS.sample(body);
    this.circadianBpm = CIRCADIAN_BPM * Math.exp(CIRCADIAN_SIGMA * Normal.standard(body));
    this.variability =
        VARIABILITY
            * Persona.factor(body, VARIABILITY_SIGMA)
            * Math.exp(VARIABILITY_A_YEAR * years);

    Draw habits = streams.named("persona").at(deviceId);
    this.stepsADay =
        STEPS_A_DAY * Math.exp(STEPS_SIGMA * Normal.standard(habits) + STEPS_A_YEAR * years);
    this.runs =
        habits.nextDouble() < world.value(Wearables.RUN_SHARE) * Math.exp(RUN_A_YEAR * years)
            && ageYears < OLDEST_RUNNER;
    this.runsInTheMorning = habits.nextDouble() < MORNING_RUNNERS;
    this.runMinutes = OWN_HOUR_MINUTES.sample(habits);
    this.runCadence = RUN_CADENCE.sample(habits);
    this.runEffort = RUN_EFFORT.sample(habits);
    this.looseStrap = habits.nextDouble() < LOOSE_STRAP_SHARE;
    this.chargingMinutes = OWN_HOUR_MINUTES.sample(habits);
    this.showerMinutes = OWN_HOUR_MINUTES.sample(habits);
    this.showers = SHOWERS.sample(habits);

    Draw rhythm = streams.named("rhythm").at(deviceId);
    double afRisk =
        Math.min(AF_MOST, world.value(Wearables.AF_BASE) * Math.exp(AF_PER_YEAR_OF_AGE * years));
    boolean hasAf = rhythm.nextDouble() < afRisk;
    boolean isLegato = rhythm.nextDouble() < LEGATO_SHARE;
    double burden = AF_BURDEN.sample(rhythm);
    this.afType = !hasAf ? AfType.NONE : isLegato ? AfType.LEGATO : AfType.STACCATO;
    this.afBurden = hasAf ? burden : 0;
    this.ectopy = rhythm.nextDouble() < ECTOPY_SHARE && !hasAf;

    Draw breathing = streams.named("sleep_apnoea").at(deviceId);
    double osaShare = world.value(sex == Sex.M ? Wearables.OSA_MEN : Wearables.OSA_WOMEN);
    this.hasOsa = breathing.nextDouble() < osaShare * Math.exp(OSA_A_YEAR * years);
    this.fallPerSecond = world.value(Wearables.FALL) * FALL_FACTOR.sample(breathing);
    this.usualAhi = (hasOsa ? AHI_WITH_OSA : AHI_OTHERS).sample(breathing);

    Draw battery = streams.named("battery").at(deviceId);
    this.firstCharge = LEAST_FIRST_CHARGE + (100 - LEAST_FIRST_CHARGE) * battery.nextDouble();
    this.habit = HABITS[HABIT.at(battery.nextDouble())];
  }

  /** Whether the watch has the firmware that now and then reports an oxygen of 0. */
  boolean hasZerosBug() {
    return lending.firmware == FIRMWARE_WITH_ZEROS;
  }

  /** The UTC instant of a second since local midnight of the first day. */
  long ts(long second) {
    return lending.midnightTs + second;
  }

  /** UTC date of such a second, as days since 1970. */
  int eventDate(long second) {
    return WallClock.epochDay(ts(second));
  }

  /** Local date of a day of the loan counted from 0, as days since 1970. */
  int date(int day) {
    return lending.startDay + day;
  }

  WearerRow row() {
    long startTs = ts(lending.begin);
    MessCarrier clerk =
        new MessCarrier(streams.named("carrier.clerk"), lending.clinicId, CarrierLaw.COMMON);
    boolean isMisspelt =
        streams.named("misspelt").uniform(deviceId)
            < clerk.chance(lending.begin + WallClock.startOf(lending.startDay), MISSPELT_SHARE);
    return new WearerRow(
        deviceId,
        lending.patientId,
        lending.serial(),
        lending.clinicId,
        ageYears,
        sex,
        lending.model,
        FIRMWARES[lending.firmware],
        lending.utcOffsetHours,
        startTs,
        isMisspelt);
  }

  /**
   * What is true of the wearer.
   *
   * @param ahi apnoeas an hour of sleep during the loan
   */
  WearerTruth truth(double ahi) {
    return new WearerTruth(deviceId, afType, afBurden, ahi, ectopy, looseStrap);
  }

  /**
   * The clinic visit, if the wearer comes.
   *
   * @param fibrillated whether there was an episode during the loan for the patch to see
   * @param ahi apnoeas an hour of sleep during the loan
   */
  Optional<FollowUp> followUp(boolean fibrillated, double ahi) {
    if (lending.visitDay == null) {
      return Optional.empty();
    }
    Draw draw = streams.named("follow_up").at(deviceId);
    boolean confirmed = draw.nextDouble() < PATCH_SENSITIVITY && fibrillated;
    boolean tested = draw.nextDouble() < (hasOsa ? SLEEP_TEST_IF_OSA : SLEEP_TEST_OTHERWISE);
    boolean treated = draw.nextDouble() < TREATED_SHARE && confirmed;
    double stroke = draw.nextDouble();
    double risk = STROKE_OTHERS;
    if (afType != AfType.NONE) {
      risk = treated ? STROKE_AF_TREATED : STROKE_AF_UNTREATED;
    }
    risk *= Math.exp(STROKE_A_YEAR * (ageYears - USUAL_AGE) - STROKE_LEVEL);
    int strokeDay = lending.lastDay() + 1 + draw.nextInt(DAYS_WATCHED);
    double measured = ahi * SLEEP_TEST_ERROR.sample(draw);
    return Optional.of(
        new FollowUp(
            deviceId,
            lending.patientId,
            confirmed,
            tested ? measured : null,
            treated,
            stroke < risk ? strokeDay : null,
            lending.visitDay));
  }
}
