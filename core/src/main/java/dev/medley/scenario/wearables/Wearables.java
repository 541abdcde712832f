package dev.medley.scenario.wearables;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Cohorts;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Watches lent to people at risk of a stroke: heart rate, oxygen, steps and sleep, every second.
 *
 * <p>One cell is one loan: a wearer keeps a watch for a week. Loans are numbered; groups of ten are
 * dealt to the regions and to the twelve weeks in which loans begin, in the hours of a clinic.
 * Times of rows are UTC instants in whole seconds, and a row's day is its UTC date; local time is
 * UTC plus {@code wearers.utc_offset_hours}.
 *
 * <p>{@link Loan} is the loan, second by second. {@link Lending} says which clinic lends which
 * watch from when to when, {@link Wearer} who wears it, {@link Activities} what the wearer does,
 * {@link Rhythm} and {@link Breathing} what is wrong with heart and breath, {@link Battery} when
 * the watch is off the wrist, {@link Sensor} when it is mistaken, {@link Alarms} when it says so
 * and {@link Phone} what reaches us twice.
 */
@AutoService(Scenario.class)
public final class Wearables implements Scenario {

  /** Loans by region and by the week in which they begin. */
  static final Cohorts COHORTS = new Cohorts(10, Dealing.census().regions(), 12);

  // ---- code lists

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  /** Sleep stage: LIGHT is N1 and N2, DEEP is N3. AWAKE all day. */
  public enum SleepStage {
    AWAKE,
    LIGHT,
    DEEP,
    REM
  }

  /** What the watch warns of. */
  public enum AlertType {
    HIGH_HEART_RATE,
    LOW_O2,
    IRREGULAR_RHYTHM
  }

  /** Atrial fibrillation: none, in few long or in many short episodes. */
  public enum AfType {
    NONE,
    LEGATO,
    STACCATO
  }

  /** How a sensor is wrong: it counts steps for beats, or has too little blood to look at. */
  public enum BurstKind {
    CADENCE_LOCK,
    COLD_SENSOR
  }

  /** Why there is no data. */
  public enum GapCause {
    CHARGE,
    CHARGE_FORGOTTEN,
    BATTERY_DEAD,
    SHOWER,
    TAKEN_OFF
  }

  // ---- tables

  /** One second on the wrist. */
  @Columns(
      """
      device_id     | key, -> wearers, filtered | Watch. | DeviceID
      reading_ts    | key, instant, distinct, filtered | UTC second. Every tenth one while the watch
        | saves power. | Timestamp
      heart_rate    | | Heart rate, beats a minute, 32 to 215 (LOINC 8867-4). | HeartRate
      o2_saturation | | Oxygen saturation, percent, at most 100 (LOINC 59408-5). Every second
        | asleep; awake for 30 seconds every 10 minutes while sedentary, otherwise NULL. |
        | O2Saturation
      step_count    | | Steps in this second, 0 to 4 (LOINC 55423-8). | StepCount
      sleep_stage   | | AWAKE, LIGHT, DEEP or REM. | SleepStage
      battery_level | | Charge of the battery, percent, rounded up. | BatteryLevel
      _lock_hr      | | What the sensor shows while it is locked on to the steps; otherwise NULL.
      _cold_o2      | | What the sensor shows while it has too little blood; otherwise NULL.
      _fw31         | | Whether the watch has firmware 3.1.
      _o2_bug       | | Whether that firmware loses this reading of oxygen, as it does for hours.
      _resent       | | Whether the row is in a sync batch of ten minutes that was sent twice.
      event_date    | date, filtered | UTC date of reading_ts.
      """)
  public record Reading(
      long deviceId,
      long readingTs,
      short heartRate,
      Short o2Saturation,
      short stepCount,
      SleepStage sleepStage,
      short batteryLevel,
      Short lockHr,
      Short coldO2,
      boolean fw31,
      boolean o2Bug,
      boolean resent,
      int eventDate) {}

  /** One minute with at least one second on the wrist. */
  @Columns(
      """
      device_id         | key, -> wearers, filtered | Watch.
      minute_ts         | key, instant, distinct, filtered | Start of the minute, UTC.
      skin_temp_celsius | 1 decimals | Temperature of the skin under the watch, degrees Celsius.
      perfusion_index   | 2 decimals | Perfusion index, percent; the oxygen sensor is unreliable
        | below about 0.3.
      rr_variability    | 3 decimals | Coefficient of variation of the intervals between beats. NULL
        | if a step was taken or the watch was worn for less than 30 seconds.
      event_date        | date, filtered | UTC date of minute_ts.
      """)
  public record ContextMinute(
      long deviceId,
      long minuteTs,
      double skinTempCelsius,
      double perfusionIndex,
      Double rrVariability,
      int eventDate) {}

  /** One wearer with one watch. */
  @Columns(
      """
      device_id        | key | Pairing of a watch with a wearer, made anew at each loan.
      patient_id       | | Patient who wears it.
      device_serial    | | Serial number of the watch itself, which is lent again and again.
      clinic_id        | | Clinic that lends it, three in a region.
      age_years        | | Age in years, 25 to 90.
      sex              | | F or M.
      device_model     | | PULSE-1, PULSE-2 or BAND-X; fictitious.
      firmware         | | 2.8, 3.0 or 3.1; the last reports zeros for some readings of oxygen.
      utc_offset_hours | | Hours from UTC to the wearer's local time, standard time throughout.
      loan_start_ts    | instant | First second of the loan, in the clinic's hours, as UTC.
      region           | | NORTHEAST, MIDWEST, SOUTH or WEST.
      _misspelt        | | Whether the clinic's clerk writes the sex in a way of his own.
      """)
  public record WearerRow(
      long deviceId,
      long patientId,
      String deviceSerial,
      int clinicId,
      int ageYears,
      Sex sex,
      String deviceModel,
      String firmware,
      int utcOffsetHours,
      long loanStartTs,
      boolean misspelt) {}

  /** One alarm of the watch. */
  @Columns(
      """
      alert_id    | key | Alarm: a thousand times the device_id and a number that tells nothing.
      device_id   | -> wearers, filtered | Watch.
      alert_ts    | instant, distinct, filtered | UTC second of the alarm.
      alert_type  | filtered | HIGH_HEART_RATE, LOW_O2 or IRREGULAR_RHYTHM.
      alert_value | | Beats a minute, percent, or irregular checks among the last 6.
      event_date  | date, filtered | UTC date of alert_ts.
      """)
  public record Alert(
      long alertId,
      long deviceId,
      long alertTs,
      AlertType alertType,
      int alertValue,
      int eventDate) {}

  /** The clinic visit after a loan; not everybody comes. */
  @Columns(
      """
      device_id             | key, -> wearers | Watch that was lent.
      patient_id            | | Patient.
      af_confirmed          | | Whether the ECG patch worn during the loan saw atrial fibrillation.
      ahi_per_hour          | 1 decimals | Apnoeas an hour in a home sleep test; NULL if there was
        | none.
      anticoagulant_started | | Whether an anticoagulant was started.
      stroke_date           | date | Day of a stroke within 365 days of the loan; NULL if there was
        | none.
      event_date            | date, filtered | Day of the visit, about 30 days after the loan ended.
      """)
  public record FollowUp(
      long deviceId,
      long patientId,
      boolean afConfirmed,
      Double ahiPerHour,
      boolean anticoagulantStarted,
      Integer strokeDate,
      int eventDate) {}

  /** What is true of a wearer. */
  @Columns(
      """
      device_id   | key, -> wearers | Watch.
      af_type     | | NONE, LEGATO (few long episodes) or STACCATO (many short ones).
      af_burden   | 4 decimals | Share of time in fibrillation in the long run; 0 without.
      ahi_true    | 1 decimals | Apnoeas an hour of sleep during the loan.
      ectopy      | | Whether extra beats make the rhythm look irregular.
      loose_strap | | Whether the strap is usually loose on the run.
      region      | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record WearerTruth(
      long deviceId,
      AfType afType,
      double afBurden,
      double ahiTrue,
      boolean ectopy,
      boolean looseStrap) {}

  /** One episode of atrial fibrillation. */
  @Columns(
      """
      device_id  | key, -> wearers | Watch.
      start_ts   | key, instant | First second in fibrillation.
      end_ts     | instant | First second in sinus rhythm, or the end of the loan.
      event_date | date | UTC date of start_ts.
      """)
  public record AfEpisode(long deviceId, long startTs, long endTs, int eventDate) {}

  /** One apnoea, whether or not the watch was worn. */
  @Columns(
      """
      device_id   | key, -> wearers | Watch.
      start_ts    | key, instant, distinct | First second without breath.
      seconds     | | Seconds without breath.
      nadir_pct   | 1 decimals | Lowest oxygen saturation, percent, but for the sensor's noise.
      sleep_stage | | LIGHT, DEEP or REM.
      event_date  | date | UTC date of start_ts.
      """)
  public record ApnoeaEvent(
      long deviceId,
      long startTs,
      int seconds,
      double nadirPct,
      SleepStage sleepStage,
      int eventDate) {}

  /** One time in which the sensor was wrong. */
  @Columns(
      """
      device_id  | key, -> wearers | Watch.
      kind       | key | CADENCE_LOCK (heart rate) or COLD_SENSOR (oxygen).
      start_ts   | key, instant | First row that was wrong.
      seconds    | | Rows that were wrong.
      event_date | date | UTC date of start_ts.
      """)
  public record SensorBurst(
      long deviceId, BurstKind kind, long startTs, int seconds, int eventDate) {}

  /** One time without the watch on the wrist. */
  @Columns(
      """
      device_id    | key, -> wearers | Watch.
      gap_start_ts | key, instant | First missing second.
      gap_end_ts   | instant | First second back, or the end of the loan.
      cause        | | CHARGE, CHARGE_FORGOTTEN, BATTERY_DEAD, SHOWER or TAKEN_OFF.
      event_date   | date | UTC date of gap_start_ts.
      """)
  public record WearGap(
      long deviceId, long gapStartTs, long gapEndTs, GapCause cause, int eventDate) {}

  static final Table<Reading> READINGS =
      Table.dailyFact(
              "readings",
              Reading.class,
              "One row per second on the wrist; every tenth second while the watch saves power.")
          .perMainRow(1);
  static final Table<ContextMinute> CONTEXT_MINUTES =
      Table.dailyFact(
              "context_minutes",
              ContextMinute.class,
              "Skin, perfusion and rhythm, one row per minute with a second on the wrist.")
          .perMainRow(0.0170);
  static final Table<WearerRow> WEARERS =
      Table.single("wearers", WearerRow.class, "One row per loan: a wearer and a watch.")
          .perMainRow(0.000002);
  static final Table<Alert> ALERTS =
      Table.fact("alerts", Alert.class, "One row per alarm that the watch raised by itself.")
          .perMainRow(0.00001);
  static final Table<FollowUp> FOLLOW_UPS =
      Table.fact(
              "follow_ups",
              FollowUp.class,
              "One row per wearer who came: the clinic visit about 30 days after the loan.")
          .perMainRow(0.0000018);
  static final Table<WearerTruth> WEARER_TRUTH =
      Table.single("wearer_truth", WearerTruth.class, "What is true of every wearer.")
          .key()
          .perMainRow(0.000002);
  static final Table<AfEpisode> AF_EPISODES =
      Table.fact("af_episodes", AfEpisode.class, "One row per episode of atrial fibrillation.")
          .key()
          .perMainRow(0.00003);
  static final Table<ApnoeaEvent> APNOEA_EVENTS =
      Table.fact(
              "apnoea_events",
              ApnoeaEvent.class,
              "One row per apnoea, whether or not the watch was worn.")
          .key()
          .perMainRow(0.0008);
  static final Table<SensorBurst> SENSOR_BURSTS =
      Table.fact(
              "sensor_bursts",
              SensorBurst.class,
              "One row per time in which the sensor locked on to the steps or had too little"
                  + " blood to look at.")
          .key()
          .perMainRow(0.00003);
  static final Table<WearGap> WEAR_GAPS =
      Table.fact("wear_gaps", WearGap.class, "One row per time without the watch on the wrist.")
          .key()
          .perMainRow(0.00002);

  // ---- rules

  static final Param LOAN_DAYS =
      new Param("loan.days", 7, 1, 28, "Days that a watch is lent, in whole days.");
  static final Param EXIT_EARLY =
      Param.share("exit.early", 0.08, "Share of watches that are brought back early.");
  static final Param RUN_SHARE =
      Param.share("run.share", 0.30, "Share of 62-year-olds who run; nobody does from 78 on.");
  static final Param AF_BASE =
      Param.share("af.base", 0.20, "Share of 62-year-olds with atrial fibrillation.");
  static final Param OSA_MEN =
      Param.share("apnoea.osa_men", 0.34, "Share of men of 62 with obstructive sleep apnoea.");
  static final Param OSA_WOMEN =
      Param.share("apnoea.osa_women", 0.17, "Share of women of 62 with obstructive sleep apnoea.");
  static final Param FALL =
      new Param(
          "apnoea.fall_pct_per_second",
          0.25,
          0,
          1,
          "Points of saturation that are lost in a second without breath.");
  static final Param LOCK_PER_MINUTE =
      new Param(
          "lock.per_minute", 0.07, 0, 5, "Times a minute that the sensor locks on to the steps.");
  static final Param COLD_FAIL =
      Param.share("cold.fail", 0.5, "Share of awake measurements that fail with cold hands.");
  static final Param PRESSED_PER_HOUR =
      new Param(
          "cold.pressed_per_hour", 0.05, 0, 10, "Times an hour asleep that an arm is lain upon.");
  static final Param GAP_FORGET =
      Param.share("gap.forget", 0.08, "Share of chargings after which the watch is forgotten.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "loan",
              "1.4",
              "A clinic lends a watch in its hours, Monday to Friday without holidays, mostly in"
                  + " the morning, in the week in which the wearer's group begins. It comes back"
                  + " about the same time a week later and is lent again, two weeks after it was"
                  + " lent before. About 30 days after the loan there is a visit that says what an"
                  + " ECG patch and a home sleep test found.",
              LOAN_DAYS),
          Rule.of(
              "exit",
              "Tang 2018",
              "Some bring the watch back early, 2 in 100 lose it, 2 in 1,000 die. Of those who"
                  + " brought it back, 12 in 100 never come to the visit, and half of those who did"
                  + " so early.",
              EXIT_EARLY),
          Rule.of(
              "day_plan",
              "1.4 StepCount",
              "Wearers get up about 07:00 and go to bed about 23:00, shifted by their chronotype,"
                  + " and later on weekends and holidays. Each has a usual number of steps, fewer"
                  + " with age, and walks in many short bouts and a few long ones, with as much"
                  + " sitting between them as the steps of the day leave. Steps are the integer"
                  + " part of the accumulated cadence, which wanders."),
          Rule.of(
              "run",
              "1.4 Artifact Noise",
              "Some wearers run, fewer with age, on two days of five, in the evening or in the"
                  + " morning, for about 35 minutes at their own cadence of about 166 and two"
                  + " thirds of their heart rate reserve, with a stop at a crossing now and then.",
              RUN_SHARE),
          Rule.of(
              "sleep",
              "Ohayon 2004",
              "Falling asleep takes about 12 minutes. Then cycles of 95 minutes follow, with less"
                  + " and less deep and more and more REM sleep, and often a wake bout at the"
                  + " end. The older, the oftener they get up in the night."),
          Rule.of(
              "heart_rate",
              "Quer 2020; Tanaka 2001",
              "The heart follows what the activity demands with a lag of 30 seconds upward and 50"
                  + " downward; good and bad days, the hour, slow waves of three minutes and the"
                  + " beats' own noise lie on top. The watch shows a smoothed value and holds it"
                  + " for a second or a few."),
          Rule.of(
              "af",
              "1.4 AFib; iRhythm 2018",
              "The risk of atrial fibrillation rises with age. Fibrillation and sinus rhythm"
                  + " alternate, in few long or many short episodes. In fibrillation the pulse is"
                  + " faster and irregular. In sinus rhythm everybody has a variability of his own,"
                  + " less with age and most before dawn. Extra beats of some others look like"
                  + " fibrillation for minutes.",
              AF_BASE),
          Rule.of(
              "apnoea",
              "1.4 Sleep Apnea; oximetry studies 2023-25",
              "Asleep, breath stops in runs, more often on the back and in REM. Saturation falls"
                  + " while it does and recovers with the breathing between: a saw-tooth. The heart"
                  + " slows and leaps at the end.",
              OSA_MEN,
              OSA_WOMEN,
              FALL),
          Rule.of(
              "lock",
              "1.4 Artifact Noise",
              "On the run the optical sensor locks on to the steps for seconds and shows the"
                  + " cadence as heart rate, eight times as often with a loose strap.",
              LOCK_PER_MINUTE),
          Rule.of(
              "cold",
              "1.4 False Alarms",
              "On outings in the cold, of which a region has more on its cold days, hands lose"
                  + " their blood within minutes, and measurements of oxygen fail: the sensor shows"
                  + " 70 to 85 percent. Asleep, where skin is warmer, the same happens to an arm"
                  + " that is lain upon.",
              COLD_FAIL,
              PRESSED_PER_HOUR),
          Rule.of(
              "gap",
              "1.4 Data Gaps; Tang 2018",
              "The battery drains by what the wearer does and is charged by habit: in the evening,"
                  + " after waking or overnight. Some forget the watch on the charger for days."
                  + " Below 10 percent it saves power. Showers and days without the watch add"
                  + " gaps.",
              GAP_FORGET),
          Rule.of(
              "alerts",
              "1.4 False Alarms",
              "The watch warns of 10 rows of 160 bpm or more, of 5 rows of 80 % or less (then it is"
                  + " silent for half an hour), and of 5 irregular rhythm checks among the last 6"
                  + " (then for a day). It knows only what its sensor shows."));

  /** Rows of a loan of a week; gaps, saving power and early ends are left out. */
  private static final double ROWS_PER_LOAN = 465_000;

  private static final int LEAST_LOANS = 8;
  private static final int DAYS_IN_A_WEEK = 7;
  private static final int DAYS_OF_STARTS = DAYS_IN_A_WEEK * 12;
  private static final int LONGEST_LOAN_DAYS = (int) LOAN_DAYS.max();
  private static final int DAYS_OF_A_LOANS_READINGS = 14;

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("readings", "cadence_lock")
              .doc("The sensor counts steps for beats.")
              .source("1.4")
              .where("_lock_hr IS NOT NULL")
              .perRow(0.00038)
              .set("heart_rate", "_lock_hr"),
          Stage.on("readings", "cold_sensor")
              .doc("The sensor has too little blood to look at and shows too little oxygen.")
              .source("1.4")
              .where("_cold_o2 IS NOT NULL AND o2_saturation IS NOT NULL")
              .perRow(0.00016)
              .set("o2_saturation", "_cold_o2"),
          Stage.on("readings", "o2_zero")
              .doc("Firmware 3.1 reports 0 instead of some readings of oxygen, for hours.")
              .where("_o2_bug AND o2_saturation IS NOT NULL AND _fw31")
              .perRow(0.00027)
              .set("o2_saturation", "0"),
          Stage.on("readings", "resend")
              .doc("The telephone took sync batches of ten minutes twice, most after a gap.")
              .where("_resent")
              .perRow(0.0098)
              .duplicate(),
          Stage.on("wearers", "sex_spelling")
              .doc("The clinic's clerk wrote the sex in a way of his own.")
              .where("_misspelt")
              .perRow(0.12)
              .set(
                  "sex",
                  "CASE WHEN clinic_id % 2 = 0 THEN lower(sex)"
                      + " WHEN sex = 'F' THEN 'Female' ELSE 'Male' END"));

  // ---- wiring

  @Override
  public About about() {
    return new About(
        "wearables",
        "Wearable vital signs, second by second: fibrillation, apnoea and alarms that are false",
        """
            A stroke-prevention clinic lends watches to people at risk for a week each and records
            every second. Find atrial fibrillation (irregular, not merely fast) and sleep apnoea
            (saw-tooth desaturation) before a stroke, while most alarms are something else: the
            heart rate of 170 is the running cadence seen by a loose watch, the oxygen of 75 % is a
            cold hand at a bus stop, and the two silent days began on the charger.
        """,
        "loan",
        List.of("1.4"),
        // Loans begin in the first twelve weeks, so that the last of them ends on the last day.
        Horizon.of("2024-01-01", "2024-03-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        READINGS,
        CONTEXT_MINUTES,
        WEARERS,
        ALERTS,
        FOLLOW_UPS,
        WEARER_TRUTH,
        AF_EPISODES,
        APNOEA_EVENTS,
        SENSOR_BURSTS,
        WEAR_GAPS);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return ROWS_PER_LOAN * Math.min(1, horizon.days() / (double) DAYS_OF_STARTS);
  }

  @Override
  public double mainRows(int regionIndex, long units, Horizon horizon) {
    return COHORTS.begun(regionIndex, units, weeks(horizon)) * ROWS_PER_LOAN;
  }

  /** Weeks whose loans have begun; a week that is under way, by its days with clinic hours. */
  private static double weeks(Horizon horizon) {
    int whole = horizon.days() / DAYS_IN_A_WEEK;
    int[] open = Lending.openDays((int) horizon.from().toEpochDay() + DAYS_IN_A_WEEK * whole);
    long passed = Arrays.stream(open).filter(day -> day <= horizon.to().toEpochDay()).count();
    return whole + passed / (double) open.length;
  }

  /** As many weeks as so few loans need, and the one in which the last of them end. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    long loans = Math.max(LEAST_LOANS, Math.round(mainRows / ROWS_PER_LOAN));
    LocalDate last =
        horizon.from().plusDays(DAYS_IN_A_WEEK * (COHORTS.wavesReached(loans) + 1L) - 1);
    return Size.of(
        loans, last.isBefore(horizon.to()) ? new Horizon(horizon.from(), last) : horizon);
  }

  @Override
  public Dealing dealing() {
    return COHORTS;
  }

  @Override
  public int longestProcessDays() {
    return LONGEST_LOAN_DAYS + Lending.CLOSED_DAYS + Lending.LATEST_VISIT_DAYS;
  }

  @Override
  public Horizon span(Cell cell, World world) {
    Lending lending = new Lending(member(cell), cell.regionIndex(), world);
    return new Horizon(LocalDate.ofEpochDay(lending.startDay), lending.lastDate());
  }

  @Override
  public int daysOfNeighbours(Horizon horizon) {
    return DAYS_OF_A_LOANS_READINGS;
  }

  @Override
  public Simulator simulator(World world) {
    return cell -> {
      Lending lending = new Lending(member(cell), cell.regionIndex(), world);
      return new Loan(new Wearer(lending, cell.regionIndex(), world), world);
    };
  }

  /** Loans are numbered from 0. */
  private static long member(Cell cell) {
    return cell.unit() - 1;
  }
}
