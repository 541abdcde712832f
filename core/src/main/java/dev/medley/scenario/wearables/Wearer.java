package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.HOUR;

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
import dev.medley.world.WallClock;
import dev.medley.world.World;

/** One person with one watch: body, illness and habits, none of which changes during the loan. */
final class Wearer {

  /** When the watch is charged. */
  enum ChargingHabit {
    EVENING,
    AFTER_WAKING,
    OVERNIGHT
  }

  private static final long FIRST_DEVICE_ID = 100_000;
  private static final long FIRST_PATIENT_ID = 500_000;
  private static final long PATIENT_ID_STEP = 7;

  /** Hours from UTC by region: Eastern, Central, Central and Pacific standard time. */
  private static final int[] UTC_OFFSET_HOURS = {-5, -6, -6, -8};

  /** Local time at which a loan begins. */
  static final int LOAN_BEGINS_AT = (int) (9 * HOUR);

  private static final int DAYS_IN_A_WEEK = 7;

  private static final Normal AGE = Normal.of(62, 12).cut(25, 90);
  private static final String[] MODELS = {"PULSE-1", "PULSE-2", "BAND-X"};
  private static final Discrete MODEL = Discrete.of(0.5, 0.3, 0.2);
  private static final String[] FIRMWARES = {"2.8", "3.0", "3.1"};
  private static final Discrete FIRMWARE = Discrete.of(0.40, 0.35, 0.25);
  private static final int FIRMWARE_WITH_ZEROS = 2;

  /** Quer 2020: 65.5 ± 7.7 bpm in 92,457 persons. */
  private static final Normal RESTING_BPM = Normal.of(65.5, 7.7).cut(45, 100);

  /** Tanaka 2001: 208 - 0.7 age. */
  private static final double MAX_BPM_AT_BIRTH = 208;

  private static final double MAX_BPM_A_YEAR = 0.7;

  private static final Normal CHRONOTYPE_MINUTES = Normal.of(0, 45).cut(-150, 150);
  private static final Normal SPO2_LEVEL = Normal.of(97.0, 0.7).cut(94.5, 99);
  private static final Normal PERFUSION = Normal.of(1.2, 0.3).cut(0.6, 2.2);
  private static final Normal SKIN_CELSIUS = Normal.of(33, 0.6);
  private static final int OLDEST_RUNNER = 78;
  private static final double LOOSE_STRAP_SHARE = 0.20;

  // ---- rule af

  private static final double AF_MOST = 0.5;
  private static final double AF_PER_YEAR_OF_AGE = 0.05;
  private static final double AF_AT_AGE = 62;
  private static final LogNormal AF_BURDEN = LogNormal.ofMedianAndSigma(0.08, 1).cut(0.005, 0.8);
  private static final double LEGATO_SHARE = 0.5;
  private static final double ECTOPY_SHARE = 0.05;

  // ---- rule apnoea

  /** With these shares of wearers 30 % have 15 apnoeas an hour or more: moderate or severe OSA. */
  private static final LogNormal AHI_WITH_OSA = LogNormal.ofMedianAndSigma(20, 0.45).cut(5, 90);

  private static final LogNormal AHI_OTHERS = LogNormal.ofMedianAndSigma(1.5, 0.6).cut(0, 4.9);

  /** Between persons; twice as wide a spread would make most alarms for low oxygen true. */
  private static final Normal FALL_FACTOR = Normal.of(1, 0.12).cut(0.6, 1.6);

  // ---- rule gap

  private static final Normal DRAIN_FACTOR = Normal.of(1, 0.15).cut(0.6, 1.5);
  private static final double LEAST_FIRST_CHARGE = 85;
  private static final ChargingHabit[] HABITS = ChargingHabit.values();
  private static final Discrete HABIT = Discrete.of(0.55, 0.35, 0.10);

  // ---- the follow-up

  private static final int FOLLOW_UP_DAYS = 30;
  private static final double PATCH_SENSITIVITY = 0.97;
  private static final double SLEEP_TEST_IF_OSA = 0.8;
  private static final double SLEEP_TEST_OTHERWISE = 0.5;
  private static final LogNormal SLEEP_TEST_ERROR = LogNormal.ofMedianAndSigma(1, 0.12);
  private static final double TREATED_SHARE = 0.7;
  private static final double STROKE_AF_UNTREATED = 0.045;
  private static final double STROKE_AF_TREATED = 0.015;
  private static final double STROKE_OTHERS = 0.008;
  private static final int DAYS_WATCHED = 365;

  final long deviceId;
  private final long patientId;
  final int regionIndex;
  private final Streams streams;

  /** First day of the loan, as days since 1970; the same in local time and in UTC. */
  final int startDay;

  /** First second of the loan, as a UTC instant. */
  final long startTs;

  final int loanDays;
  private final int utcOffsetHours;
  private final int ageYears;
  private final Sex sex;
  private final String model;
  private final int firmware;

  final double restingBpm;
  final double maxBpm;
  final double spo2Level;
  final double perfusion;
  final double skinCelsius;
  final double chronotypeMinutes;
  final boolean runs;
  final boolean looseStrap;

  final AfType afType;
  final double afBurden;
  final boolean ectopy;

  final boolean hasOsa;

  /** Apnoeas an hour of sleep in the long run, if there is room for them. */
  final double usualAhi;

  /** Points of saturation that are lost in a second without breath. */
  final double fallPerSecond;

  final double drainFactor;
  final double firstCharge;
  final ChargingHabit habit;

  /** The member of that number, counted from 0. */
  Wearer(long member, int regionIndex, World world) {
    this.deviceId = FIRST_DEVICE_ID + member;
    this.patientId = FIRST_PATIENT_ID + PATIENT_ID_STEP * member;
    this.regionIndex = regionIndex;
    this.streams = world.streams();
    this.loanDays = loanDays(world);
    this.startDay = startDay(member, world);
    this.utcOffsetHours = UTC_OFFSET_HOURS[regionIndex];
    this.startTs = WallClock.startOf(startDay) + LOAN_BEGINS_AT - utcOffsetHours * HOUR;

    Draw person = streams.named("person").at(deviceId);
    this.ageYears = (int) Math.round(AGE.sample(person));
    this.sex = person.nextDouble() < 0.5 ? Sex.F : Sex.M;
    this.model = MODELS[MODEL.at(person.nextDouble())];
    this.firmware = FIRMWARE.at(person.nextDouble());
    this.runs = person.nextDouble() < world.value(Wearables.RUN_SHARE) && ageYears < OLDEST_RUNNER;
    this.looseStrap = person.nextDouble() < LOOSE_STRAP_SHARE;

    Draw body = streams.named("body").at(deviceId);
    this.restingBpm = RESTING_BPM.sample(body);
    this.maxBpm = MAX_BPM_AT_BIRTH - MAX_BPM_A_YEAR * ageYears;
    this.chronotypeMinutes = CHRONOTYPE_MINUTES.sample(body);
    this.spo2Level = SPO2_LEVEL.sample(body);
    this.perfusion = PERFUSION.sample(body);
    this.skinCelsius = SKIN_CELSIUS.sample(body);

    Draw rhythm = streams.named("rhythm").at(deviceId);
    double afRisk =
        Math.min(
            AF_MOST,
            world.value(Wearables.AF_BASE) * Math.exp(AF_PER_YEAR_OF_AGE * (ageYears - AF_AT_AGE)));
    boolean hasAf = rhythm.nextDouble() < afRisk;
    boolean isLegato = rhythm.nextDouble() < LEGATO_SHARE;
    double burden = AF_BURDEN.sample(rhythm);
    this.afType = !hasAf ? AfType.NONE : isLegato ? AfType.LEGATO : AfType.STACCATO;
    this.afBurden = hasAf ? burden : 0;
    this.ectopy = rhythm.nextDouble() < ECTOPY_SHARE && !hasAf;

    Draw breathing = streams.named("breathing").at(deviceId);
    this.hasOsa =
        breathing.nextDouble()
            < world.value(sex == Sex.M ? Wearables.OSA_MEN : Wearables.OSA_WOMEN);
    this.fallPerSecond = world.value(Wearables.FALL) * FALL_FACTOR.sample(breathing);
    this.usualAhi = (hasOsa ? AHI_WITH_OSA : AHI_OTHERS).sample(breathing);

    Draw battery = streams.named("battery").at(deviceId);
    this.drainFactor = DRAIN_FACTOR.sample(battery);
    this.firstCharge = LEAST_FIRST_CHARGE + (100 - LEAST_FIRST_CHARGE) * battery.nextDouble();
    this.habit = HABITS[HABIT.at(battery.nextDouble())];
  }

  /** First day of a member's loan: any day of the week in which the member's group begins. */
  static int startDay(long member, World world) {
    int firstDay = (int) world.horizon().from().toEpochDay();
    double dayOfWeek = world.streams().named("start_day").uniform(FIRST_DEVICE_ID + member);
    return firstDay
        + DAYS_IN_A_WEEK * Wearables.COHORTS.wave(member)
        + (int) (DAYS_IN_A_WEEK * dayOfWeek);
  }

  /** Whole days that a loan lasts. */
  static int loanDays(World world) {
    return (int) Math.round(world.value(Wearables.LOAN_DAYS));
  }

  /** Days from the first day of a loan to the clinic visit after it. */
  static int daysToFollowUp(World world) {
    return loanDays(world) + FOLLOW_UP_DAYS;
  }

  /** Whether the watch has the firmware that now and then reports an oxygen of 0. */
  boolean hasZerosBug() {
    return firmware == FIRMWARE_WITH_ZEROS;
  }

  WearerRow row() {
    return new WearerRow(
        deviceId, patientId, ageYears, sex, model, FIRMWARES[firmware], utcOffsetHours, startTs);
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
   * The clinic visit.
   *
   * @param fibrillated whether there was an episode during the loan for the patch to see
   * @param ahi apnoeas an hour of sleep during the loan
   */
  FollowUp followUp(boolean fibrillated, double ahi) {
    Draw draw = streams.named("follow_up").at(deviceId);
    boolean confirmed = draw.nextDouble() < PATCH_SENSITIVITY && fibrillated;
    boolean tested = draw.nextDouble() < (hasOsa ? SLEEP_TEST_IF_OSA : SLEEP_TEST_OTHERWISE);
    boolean treated = draw.nextDouble() < TREATED_SHARE && confirmed;
    double stroke = draw.nextDouble();
    double risk = STROKE_OTHERS;
    if (afType != AfType.NONE) {
      risk = treated ? STROKE_AF_TREATED : STROKE_AF_UNTREATED;
    }
    int lastDay = startDay + loanDays;
    int strokeDay = lastDay + 1 + draw.nextInt(DAYS_WATCHED);
    double measured = ahi * SLEEP_TEST_ERROR.sample(draw);
    return new FollowUp(
        deviceId,
        patientId,
        confirmed,
        tested ? measured : null,
        treated,
        stroke < risk ? strokeDay : null,
        lastDay + FOLLOW_UP_DAYS);
  }
}
