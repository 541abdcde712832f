package dev.medley.scenario.heartfailurerpm;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.random.Streams;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Cohorts;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.IdBlock;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Remote patient monitoring (RPM) after a hospital stay for heart failure: a watch and a smart
 * scale at home for up to 180 days.
 *
 * <p>One cell is one patient. Fluid builds up after lapses and runs away beyond a point; blood that
 * moves raises the pressure without any weight. Both congest the heart, which beats faster and in
 * the end brings the patient back to the hospital. All times are the patient's wall clock; a row's
 * day is that of its own timestamp. Patients enrol in the first twelve months of the world.
 *
 * <p>{@link MonitoredPatient} is the patient's days, {@link Circulation} the body, {@link Scale}
 * the weigh-ins and the alert, {@link Calls} the nurse of one of the {@link Clinics}, {@link Watch}
 * the hourly measurements, {@link Wear} the hours without it, {@link Hub} what is lost on the way,
 * {@link Profile} who it is.
 */
@AutoService(Scenario.class)
public final class HeartFailureRpm implements Scenario {

  // ---- code lists

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  /** Why a patient was admitted. */
  public enum AdmissionReason {
    HEART_FAILURE,
    OTHER
  }

  /** What came of the nurse's call. */
  public enum CallOutcome {
    NO_ANSWER,
    ADVICE,
    UPTITRATED
  }

  /** Why a patient is no longer followed. */
  public enum EndReason {
    COMPLETED,
    DIED,
    WITHDRAWN
  }

  /** What brought a patient to the hospital. */
  public enum Route {
    FLUID,
    REDISTRIBUTION,
    OTHER
  }

  // ---- tables

  /** One hour of a patient at home. */
  @Columns(
      """
      patient_id          | key, -> patients, filtered | Patient. | PatientID
      reading_ts          | key, wall clock, filtered | Full hour, patient's local time. | Timestamp
        | (hourly)
      heart_rate          | | Mean beats per minute of the hour; NULL when the watch is off. |
        | Heart_Rate
      steps               | | Steps in the hour; NULL when the watch is off. | Steps
      sleep_quality_score | | 0 to 100 for the night just ended; only in the 07:00 row, and only if
        | the watch was worn for 4 of the hours from midnight on, else NULL. | Sleep_Quality_Score
      body_weight_lb      | 1 decimals | Weight in lb, only in the hour of a weigh-in (06 to 09),
        | else NULL. | Body_Weight
      oxygen_saturation   | | Mean percent of the hour, at most 100; NULL when the watch is off or
        | could not measure. | Oxygen_Saturation
      alert_triggered     | | Whether the weight rule fired on this row: more than 3 and less than
        | 20 lb above the lowest weight received on the two previous calendar days. |
        | Alert_Triggered (Y/N)
      _hub_offline        | | Whether the hub at home was offline and the row is lost.
      _other_person_lb    | 1 decimals | Weight in lb of somebody else who stood on the scale, else
        | NULL.
      _scale_kg           | | Whether the scale was switched to kilograms.
      _loose_hr           | | What the watch counts while its strap is loose, else NULL.
      _spo2_failed        | | Whether the measurement of the saturation failed and was sent as 0.
      _resent             | | Whether the hub sent the row twice.
      event_date          | date, filtered | Day of reading_ts.
      """)
  public record HourlyReading(
      long patientId,
      long readingTs,
      Integer heartRate,
      Integer steps,
      Integer sleepQualityScore,
      Double bodyWeightLb,
      Integer oxygenSaturation,
      boolean alertTriggered,
      boolean hubOffline,
      Double otherPersonLb,
      boolean scaleKg,
      Integer looseHr,
      boolean spo2Failed,
      boolean resent,
      int eventDate) {}

  /** One patient of the programme. */
  @Columns(
      """
      patient_id            | key | Patient; the number tells nothing.
      clinic_id             | | Clinic whose nurses call, 1 to 40; ten a region.
      age_years             | | Age at enrolment, 35 to 95.
      sex                   | | M or F.
      ejection_fraction_pct | | Left-ventricular ejection fraction in percent; 40 and less is
        | reduced.
      atrial_fibrillation   | | Whether atrial fibrillation is on file.
      enrolled_date         | date | First of the 180 days, the day after a discharge.
      discharge_weight_lb   | 1 decimals | Dry weight in lb.
      programme_end_date    | date | Last day that is followed.
      end_reason            | | COMPLETED (180 days), DIED or WITHDRAWN.
      region                | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record Patient(
      long patientId,
      int clinicId,
      int ageYears,
      Sex sex,
      int ejectionFractionPct,
      boolean atrialFibrillation,
      int enrolledDate,
      double dischargeWeightLb,
      int programmeEndDate,
      EndReason endReason) {}

  /** One hospital stay that begins in the programme. */
  @Columns(
      """
      admission_id     | key, distinct | Admission: patient_id x 100 plus a number below 100.
      patient_id       | -> patients, distinct, filtered | Patient.
      admit_ts         | wall clock, distinct | Admitted, whole minutes.
      discharge_ts     | wall clock, distinct | Discharged or died, whole minutes; may lie after the
        | 180 days.
      admission_reason | filtered | HEART_FAILURE or OTHER.
      icd10_code       | | ICD-10-CM. Heart failure: I50.33 with an ejection fraction above 40, else
        | I50.23 or I50.43.
      event_date       | date, filtered | Day of admit_ts.
      """)
  public record Admission(
      long admissionId,
      long patientId,
      long admitTs,
      long dischargeTs,
      AdmissionReason admissionReason,
      String icd10Code,
      int eventDate) {}

  /** One call of a nurse about an alert. */
  @Columns(
      """
      call_id      | key, distinct | Call: patient_id x 1000 plus a number below 1000.
      patient_id   | -> patients, distinct, filtered | Patient.
      alert_ts     | wall clock | Hour of the weigh-in that raised the alert.
      call_ts      | wall clock, distinct | Call, whole minutes; in the clinic's hours, but for a
        | few.
      call_outcome | filtered | NO_ANSWER, ADVICE or UPTITRATED (a higher dose of the diuretic).
      event_date   | date, filtered | Day of alert_ts.
      """)
  public record NurseCall(
      long callId,
      long patientId,
      long alertTs,
      long callTs,
      CallOutcome callOutcome,
      int eventDate) {}

  /** The state behind one day of a patient who was at home at 06:00. */
  @Columns(
      """
      patient_id | key, -> patients | Patient.
      fluid_kg   | 2 decimals | Fluid above dry weight after the update of 06:00, in kg.
      congestion | 2 decimals | Congestion after that update; admissions become likely at about 5.
      weighed    | | Whether there was a weigh-in.
      crossing   | | Whether the weight rule would fire had the patient, and nobody else, stepped on
        | the scale every day and nothing been lost.
      event_date | key, date | Day.
      """)
  public record PatientDay(
      long patientId,
      double fluidKg,
      double congestion,
      boolean weighed,
      boolean crossing,
      int eventDate) {}

  /** What brought a patient to the hospital. */
  @Columns(
      """
      admission_id | key, -> admissions, distinct | Admission.
      route        | | FLUID, REDISTRIBUTION (pressure without weight) or OTHER.
      fluid_kg     | 2 decimals | Fluid above dry weight on the morning of the admission, in kg.
      event_date   | date | Day of admission.
      """)
  public record AdmissionTruth(long admissionId, Route route, double fluidKg, int eventDate) {}

  static final Table<HourlyReading> HOURLY_READINGS =
      Table.fact(
              "hourly_readings",
              HourlyReading.class,
              "One row per patient and hour at home; an hour that overlaps a hospital stay has"
                  + " none.")
          .perMainRow(1);
  static final Table<Patient> PATIENTS =
      Table.single("patients", Patient.class, "One row per patient of the programme.")
          .perMainRow(0.00028);
  static final Table<Admission> ADMISSIONS =
      Table.fact(
              "admissions",
              Admission.class,
              "One row per hospital stay that begins in the 180 days.")
          .perMainRow(0.00015);
  static final Table<NurseCall> NURSE_CALLS =
      Table.fact("nurse_calls", NurseCall.class, "One row per alert: the nurse's call about it.")
          .perMainRow(0.00067);
  static final Table<PatientDay> PATIENT_DAYS =
      Table.fact(
              "patient_days",
              PatientDay.class,
              "Fluid and congestion of every patient and day at home.")
          .key()
          .perMainRow(0.042);
  static final Table<AdmissionTruth> ADMISSION_TRUTH =
      Table.fact("admission_truth", AdmissionTruth.class, "What was behind every admission.")
          .key()
          .perMainRow(0.00015);

  // ---- rules

  static final Param DECOMPENSATION_GAIN =
      new Param(
          "decompensation.gain",
          0.8,
          0,
          5,
          "Change of the logarithm of hazards in weeks in which the heart does worse.");
  static final Param LAPSE_HAZARD =
      new Param("lapse.hazard", 0.016, 0, 10, "Lapses a day of a patient of average frailty.");
  static final Param EARLY_BOOST =
      new Param(
          "early.boost",
          4,
          0,
          100,
          "By how many times hazards are higher right after a discharge.");
  static final Param FLUID_ON_KG =
      new Param("fluid.on_kg", 0.9, 0.6, 100, "Fluid in kg beyond which retention runs away.");
  static final Param FLUID_GROWTH =
      new Param("fluid.growth", 0.5, 0, 5, "Share by which runaway fluid grows in a day.");
  static final Param FLUID_SELF_CORRECT =
      Param.share(
          "fluid.self_correct", 0.35, "Chance a day that diuresis sets in against a runaway.");
  static final Param REDISTRIBUTION_HAZARD =
      new Param(
          "redistribution.hazard",
          0.0021,
          0,
          10,
          "Redistributions a day of a patient of average frailty.");
  static final Param CONGESTION_HR =
      new Param(
          "congestion.hr", 1.1, 0, 20, "Beats per minute that a unit of congestion adds at rest.");
  static final Param ADMIT_MAX =
      new Param(
          "admit.max", 0.16, 0, 100, "Hazard a day of an admission under the worst congestion.");
  static final Param ADMIT_CENTRE =
      new Param("admit.centre", 5, 0, 100, "Congestion at which half of that hazard is reached.");
  static final Param MONDAY_KG =
      new Param("weigh_in.monday_kg", 0.23, 0, 5, "Weight that weekend salt adds on Mondays, kg.");

  static final Param WATCH_NIGHT =
      Param.share("watch.night", 0.15, "Share of patients who charge the watch over night.");
  static final Param EXIT_DEATH =
      new Param(
          "exit.death", 0.00038, 0, 1, "Deaths at home a day of a patient of average frailty.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "decompensation",
              "Chaudhry 2007: weight rises for weeks before an admission",
              "A patient's heart has better and worse weeks: a state of standard deviation 1 that"
                  + " forgets itself in 25 days. It drives the hazards of lapses and of"
                  + " redistribution and adds 0.4 kg of weight; the body itself adds 0.45 kg that"
                  + " come and go in 30 days.",
              DECOMPENSATION_GAIN),
          Rule.of(
              "lapse",
              "3.4; season: design",
              "Salty meals and missed medicine: a lapse begins with a hazard that grows with the"
                  + " patient's frailty (mean 1; more with age and with an ejection fraction below"
                  + " 25) and is 1.6 times as high around Thanksgiving and Christmas and 1.15 times"
                  + " in other winter days. A region has good and bad days together. A lapse"
                  + " lasts 1 day and an exponential time of 2.5 days more, and adds 0.5 kg of"
                  + " fluid a day, 0.2 kg more or less from lapse to lapse. No lapse begins during"
                  + " another.",
              LAPSE_HAZARD),
          Rule.of(
              "early",
              "20 to 25 % are readmitted within 30 days: HeartPhone 2013; form: design",
              "Right after a discharge the hazards of lapses and of redistribution are higher; the"
                  + " excess fades with a time constant of 20 days.",
              EARLY_BOOST),
          Rule.of(
              "fluid",
              "3.4 weight gain; Chaudhry 2007",
              "Fluid with hysteresis: healthy kidneys pass 35 % of the excess a day. Beyond a"
                  + " point retention runs away and the excess grows, up to 9 kg, until it falls"
                  + " below 0.6 kg or a diuresis of six days, in which 40 % a day are passed, sets"
                  + " in by itself or by the nurse's doing.",
              FLUID_ON_KG,
              FLUID_GROWTH,
              FLUID_SELF_CORRECT),
          Rule.of(
              "redistribution",
              "3.4; Chaudhry 2007: 30 to 45 % gain less than 2 lb",
              "Blood moves from the belly to the lungs: pressure rises by 0.9 a day for 2 days and"
                  + " an exponential time of 6 days more, then falls by a quarter a day. It moves"
                  + " pressure, not weight, and makes the silent admissions.",
              REDISTRIBUTION_HAZARD),
          Rule.of(
              "congestion",
              "3.4; resting heart rate 5 to 9 bpm up before admissions: design",
              "Congestion follows 2.5 x fluid in kg + redistribution by 80 % a day. It raises the"
                  + " resting heart rate and lowers sleep score (1.8 a unit), oxygen saturation"
                  + " (0.30 percent) and steps (5 %). An hour's heart rate adds the patient's own"
                  + " daily rhythm of about 4 bpm that peaks at about 15 h, a drift with a memory"
                  + " of 0.75 an hour, 0.006 bpm a step, and jitter in atrial fibrillation. Steps"
                  + " fall by a quarter in eleven years of age and by 7 % in frost and heat.",
              CONGESTION_HR),
          Rule.of(
              "admit",
              "0.7 to 1.0 admissions a patient-year in cohorts at high risk: HeartPhone 2013",
              "Every day at home the hazard of an admission for heart failure is a logistic"
                  + " function of the congestion of the day before, of width 0.6; other admissions"
                  + " come at 0.3 a year, more with age. They come round the clock, fewer after 22"
                  + " h, but more then where blood has moved to the lungs. Stays have a median of"
                  + " 4 days and end between 9 and 19 h, often not at a weekend, and dry: fluid"
                  + " -0.2 kg, no congestion.",
              ADMIT_MAX,
              ADMIT_CENTRE),
          Rule.of(
              "alert",
              "3.4 Alert_Triggered",
              "A weigh-in raises an alert if it exceeds the lowest one of the two previous calendar"
                  + " days by more than 3.0 and less than 20 lb, all as received: after"
                  + " wrong_person and scale_in_kg, without what hub_offline lost, and none from"
                  + " before a hospital stay. It stays what the default stages make of it when"
                  + " their rates are changed. A nurse calls after a median of 2.2 working hours,"
                  + " longer at some clinics: Monday to Friday from 8 to 17 h, at a third of the"
                  + " clinics on Saturday mornings, not on federal holidays; 2 % are called after"
                  + " hours. A patient does not answer a share of 30 % on average, nor from the"
                  + " hospital. About half of those whose congestion is above 2.5, at some clinics"
                  + " more, get a higher dose, and with it a diuresis from the next day on; all"
                  + " others get advice."),
          Rule.of(
              "weigh_in",
              "3.4; 70 % of requested weigh-ins: Cedars-Sinai 2017",
              "A habit of two states, on the scale on 85 % of the days at first and 60 % after 180"
                  + " days, more for the orderly and the old, less by a fifth when congestion is"
                  + " above 5: tired patients stop weighing. Each has a usual hour. The scale shows"
                  + " dry weight, fluid, what decompensation and the body add, noise of 0.38 % of"
                  + " the weight, a drift that jumps now and then, and weekend salt on Mondays.",
              MONDAY_KG),
          Rule.of(
              "watch",
              "3.4; valid days 51 %: Tang 2018; design",
              "The watch is left off for a day or two now and then, by some often, and more often"
                  + " towards the end. Most patients charge it on four days of five for about an"
                  + " hour, in the evening, morning or at noon, each at an own time; the others"
                  + " over night, on two nights of three. In 10 % of the hours the saturation"
                  + " cannot be measured.",
              WATCH_NIGHT),
          Rule.of(
              "exit",
              "10 % die and 20 % drop out in six months: panel",
              "Patients die at home with a hazard that grows with frailty and age, or in hospital,"
                  + " 4.5 % of the admissions for heart failure and 3 % of the others. They leave"
                  + " the programme, most in the first two months, the orderly less. Nothing is"
                  + " measured after that.",
              EXIT_DEATH));

  /** Up to 180 days of 24 hours without the hours in hospital. */
  private static final double READINGS_PER_PATIENT = 3_570;

  private static final int ENROLMENT_MONTHS = 12;
  private static final int FEWEST_PATIENTS = 100;
  private static final long FIRST_PATIENT_ID = 10_000_000;
  private static final long PATIENT_IDS = 90_000_000;
  private static final Cohorts COHORTS =
      new Cohorts(25, Dealing.census().regions(), ENROLMENT_MONTHS);

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("hourly_readings", "hub_offline")
              .doc("The hub at home was offline for hours or days, and what it was sent is lost.")
              .where("_hub_offline")
              .perRow(0.005)
              .drop(),
          Stage.on("hourly_readings", "wrong_person")
              .doc("Somebody else in the home stood on the scale.")
              .source("generic (3.4 scale)")
              .where("_other_person_lb IS NOT NULL")
              .perRow(0.000074)
              .set("body_weight_lb", "_other_person_lb"),
          Stage.on("hourly_readings", "scale_in_kg")
              .doc("The scale was switched to kilograms; the number is still taken for pounds.")
              .where("_scale_kg AND body_weight_lb IS NOT NULL")
              // Rounded in the same way as in the rule of the alert.
              .perRow(0.00013)
              .set(
                  "body_weight_lb",
                  "floor(body_weight_lb / " + Scale.POUNDS_PER_KG + "D * 10 + 0.5D) / 10D"),
          Stage.on("hourly_readings", "loose_watch")
              .doc("The watch sits loose and counts the movements of the arm as beats.")
              .source("3.4, 1.4 artefact")
              .where("_loose_hr IS NOT NULL AND heart_rate IS NOT NULL")
              .perRow(0.0012)
              .set("heart_rate", "_loose_hr"),
          Stage.on("hourly_readings", "spo2_zero")
              .doc("A failed measurement of the saturation is written as 0 instead of NULL.")
              .where("_spo2_failed AND oxygen_saturation IS NOT NULL")
              .perRow(0.0035)
              .set("oxygen_saturation", "0"),
          Stage.on("hourly_readings", "resend")
              .doc("The hub did not hear that the row had arrived, and sent it again.")
              .where("_resent")
              .perRow(0.0023)
              .duplicate());

  // ---- wiring

  @Override
  public About about() {
    return new About(
        "heart_failure_rpm",
        "Heart failure at home: weight, heart rate, false alerts and silent admissions",
        """
            A heart-failure programme sends patients home with a watch and a smart scale. The rule
            in use (more than 3 lb in 2 days) raises about six alerts a patient-year, and 19 of 20
            are false. Find the pattern, weight gain together with a higher resting heart rate, that
            announces an admission two days ahead, learn why half of the admissions come without
            weight gain, and see through other people on the scale, kilograms, weekend salt and
            missing weigh-ins.
        """,
        "patient",
        List.of("3.4"),
        Horizon.of("2023-07-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        HOURLY_READINGS, PATIENTS, ADMISSIONS, NURSE_CALLS, PATIENT_DAYS, ADMISSION_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  /** Whoever enrols inside the horizon is followed to the end. */
  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    double enrolmentDays =
        ChronoUnit.DAYS.between(horizon.from(), horizon.from().plusMonths(ENROLMENT_MONTHS));
    return READINGS_PER_PATIENT * Math.min(1, horizon.days() / enrolmentDays);
  }

  /** Months are about as long as one another. */
  @Override
  public double mainRows(int regionIndex, long units, Horizon horizon) {
    double months = horizon.days() / (365.25 / 12);
    return COHORTS.begun(regionIndex, units, months) * READINGS_PER_PATIENT;
  }

  /** Whole groups of the programme, over the months in which they enrol and are followed. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    double patients = Math.max(FEWEST_PATIENTS, Math.round(mainRows / mainRowsPerUnit(horizon)));
    Size size = Size.inWholeRounds(patients, COHORTS.size(), horizon);
    LocalDate last =
        horizon
            .from()
            .plusMonths(COHORTS.wavesReached(size.units()))
            .plusDays(Course.DAYS)
            .minusDays(1);
    return last.isBefore(horizon.to())
        ? Size.of(size.units(), new Horizon(horizon.from(), last))
        : size;
  }

  @Override
  public Dealing dealing() {
    return COHORTS;
  }

  @Override
  public int longestProcessDays() {
    return Course.DAYS - 1;
  }

  @Override
  public Horizon span(Cell cell, World world) {
    LocalDate enrolled = LocalDate.ofEpochDay(enrolledDay(member(cell), world));
    return new Horizon(enrolled, enrolled.plusDays(Course.DAYS - 1));
  }

  /** Neighbours enrol in the same month. */
  @Override
  public int daysOfNeighbours(Horizon horizon) {
    return Course.DAYS + 30;
  }

  @Override
  public Simulator simulator(World world) {
    List<String> regions = COHORTS.regions();
    Clinics clinics = new Clinics(regions.size(), world.streams());
    LocalDate first = world.horizon().from();
    LocalDate end = first.plusMonths(ENROLMENT_MONTHS).plusDays(Course.DAYS);
    int days = (int) ChronoUnit.DAYS.between(first, end);
    List<Season> seasons =
        IntStream.range(0, regions.size())
            .mapToObj(
                r -> new Season(regions.get(r), r, (int) first.toEpochDay(), days, world.streams()))
            .toList();
    IdBlock ids = patientIds(world);
    return cell -> {
      long patientId = ids.id(member(cell));
      int region = cell.regionIndex();
      return new MonitoredPatient(
          patientId,
          enrolledDay(member(cell), world),
          clinics.of(patientId, region),
          seasons.get(region),
          world);
    };
  }

  static IdBlock patientIds(World world) {
    return IdBlock.of("patient_id", FIRST_PATIENT_ID, PATIENT_IDS, world.streams());
  }

  /** Patients are numbered from 0. */
  private static long member(Cell cell) {
    return cell.unit() - 1;
  }

  /** A day of the member's month; months are counted from the first day of the world. */
  private static int enrolledDay(long member, World world) {
    int wave = COHORTS.wave(member);
    LocalDate first = world.horizon().from().plusMonths(wave);
    long days = ChronoUnit.DAYS.between(first, world.horizon().from().plusMonths(wave + 1L));
    Streams.Stream enrolments = world.streams().named("enrolment");
    return (int) (first.toEpochDay() + (long) (enrolments.uniform(member) * days));
  }
}
