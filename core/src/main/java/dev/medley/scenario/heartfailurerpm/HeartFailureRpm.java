package dev.medley.scenario.heartfailurerpm;

import static org.apache.spark.sql.functions.col;

import dev.medley.mess.Stage;
import dev.medley.model.Decimals;
import dev.medley.model.Doc;
import dev.medley.model.Filtered;
import dev.medley.model.Hidden;
import dev.medley.model.Key;
import dev.medley.model.NeverRepeats;
import dev.medley.model.Param;
import dev.medley.model.Questions;
import dev.medley.model.References;
import dev.medley.model.Rule;
import dev.medley.model.Sql;
import dev.medley.model.Sql.Type;
import dev.medley.model.Table;
import dev.medley.random.Streams;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Cohorts;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Remote patient monitoring (RPM) after a hospital stay for heart failure: a watch and a smart
 * scale at home for 180 days.
 *
 * <p>One cell is one patient. Fluid builds up after lapses and runs away beyond a point; blood that
 * moves raises the pressure without any weight. Both congest the heart, which beats faster and in
 * the end brings the patient back to the hospital. All times are the patient's wall clock; a row's
 * day is that of its own timestamp. Patients enrol in the first twelve months of the world.
 *
 * <p>{@link MonitoredPatient} is the patient's days, {@link Circulation} the body, {@link Scale}
 * the weigh-ins and the alert, {@link Watch} the hourly measurements, {@link Profile} who it is.
 */
public final class HeartFailureRpm implements Scenario {

  // ---------------------------------------------------------------------------------- code lists

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

  /** What brought a patient to the hospital. */
  public enum Route {
    FLUID,
    REDISTRIBUTION,
    OTHER
  }

  // -------------------------------------------------------------------------------------- tables

  /** One hour of a patient at home. */
  public record HourlyReading(
      @Key @References("patients") @Filtered @Doc(value = "Patient.", source = "PatientID")
          long patientId,
      @Key
          @Sql(Type.WALL_CLOCK)
          @Filtered
          @Doc(value = "Full hour, patient's local time.", source = "Timestamp (hourly)")
          long readingTs,
      @Doc(
              value = "Mean beats per minute of the hour; NULL when the watch is off.",
              source = "Heart_Rate")
          Integer heartRate,
      @Doc(value = "Steps in the hour; NULL when the watch is off.", source = "Steps")
          Integer steps,
      @Doc(
              value =
                  "0 to 100 for the night just ended; only in the 07:00 row of a day on which the"
                      + " watch is worn, else NULL.",
              source = "Sleep_Quality_Score")
          Integer sleepQualityScore,
      @Decimals(1)
          @Doc(
              value = "Weight in lb, only in the hour of a weigh-in (06 to 09), else NULL.",
              source = "Body_Weight")
          Double bodyWeightLb,
      @Doc(
              value =
                  "Mean percent of the hour, at most 100; NULL when the watch is off or could not"
                      + " measure.",
              source = "Oxygen_Saturation")
          Integer oxygenSaturation,
      @Doc(
              value =
                  "Whether the weight rule fired on this row: more than 3 and less than 20 lb above"
                      + " the lowest weight received on the two previous calendar days.",
              source = "Alert_Triggered (Y/N)")
          boolean alertTriggered,
      @Hidden @Doc("Whether the hub at home was offline and the row is lost.") boolean hubOffline,
      @Hidden @Decimals(1) @Doc("Weight in lb of somebody else who stood on the scale, else NULL.")
          Double otherPersonLb,
      @Hidden @Doc("Whether the scale was switched to kilograms.") boolean scaleKg,
      @Sql(Type.DATE) @Filtered @Doc("Day of reading_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One patient of the programme. */
  public record Patient(
      @Key @Doc("Patient.") long patientId,
      @Doc("Age at enrolment, 35 to 95.") int ageYears,
      @Doc("M or F.") Sex sex,
      @Doc("Left-ventricular ejection fraction in percent; 40 and less is reduced.")
          int ejectionFractionPct,
      @Doc("Whether atrial fibrillation is on file.") boolean atrialFibrillation,
      @Sql(Type.DATE) @Doc("First of the 180 days, the day after a discharge.") int enrolledDate,
      @Decimals(1) @Doc("Dry weight in lb.") double dischargeWeightLb,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One hospital stay that begins in the programme. */
  public record Admission(
      @Key @NeverRepeats @Doc("Admission: patient_id x 100 plus a number from 1.") long admissionId,
      @References("patients") @NeverRepeats @Filtered @Doc("Patient.") long patientId,
      @Sql(Type.WALL_CLOCK) @NeverRepeats @Doc("Admitted, whole minutes.") long admitTs,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc("Discharged, whole minutes; may lie after the 180 days.")
          long dischargeTs,
      @Filtered @Doc("HEART_FAILURE or OTHER.") AdmissionReason admissionReason,
      @Doc("ICD-10-CM: I50.23 heart failure, J18.9 stands for all other reasons.") String icd10Code,
      @Sql(Type.DATE) @Filtered @Doc("Day of admit_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One call of a nurse about an alert. */
  public record NurseCall(
      @Key @NeverRepeats @Doc("Call: patient_id x 1000 plus a number from 1.") long callId,
      @References("patients") @NeverRepeats @Filtered @Doc("Patient.") long patientId,
      @Sql(Type.WALL_CLOCK) @Doc("Hour of the weigh-in that raised the alert.") long alertTs,
      @Sql(Type.WALL_CLOCK) @NeverRepeats @Doc("Call, whole minutes.") long callTs,
      @Filtered @Doc("NO_ANSWER, ADVICE or UPTITRATED (a higher dose of the diuretic).")
          CallOutcome callOutcome,
      @Sql(Type.DATE) @Filtered @Doc("Day of alert_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** The state behind one day of a patient who was at home at 06:00. */
  public record PatientDay(
      @Key @References("patients") @Doc("Patient.") long patientId,
      @Decimals(2) @Doc("Fluid above dry weight after the update of 06:00, in kg.") double fluidKg,
      @Decimals(2) @Doc("Congestion after that update; admissions become likely at about 5.")
          double congestion,
      @Doc("Whether there was a weigh-in.") boolean weighed,
      @Doc(
              "Whether the weight rule would fire had the patient, and nobody else, stepped on the"
                  + " scale every day and nothing been lost.")
          boolean crossing,
      @Key @Sql(Type.DATE) @Doc("Day.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** What brought a patient to the hospital. */
  public record AdmissionTruth(
      @Key @NeverRepeats @References("admissions") @Doc("Admission.") long admissionId,
      @Doc("FLUID, REDISTRIBUTION (pressure without weight) or OTHER.") Route route,
      @Decimals(2) @Doc("Fluid above dry weight on the morning of the admission, in kg.")
          double fluidKg,
      @Sql(Type.DATE) @Doc("Day of admission.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  static final Table<HourlyReading> HOURLY_READINGS =
      Table.fact(
              "hourly_readings",
              HourlyReading.class,
              "One row per patient and hour at home; an hour that overlaps a hospital stay has"
                  + " none.")
          .perMainRow(1);
  static final Table<Patient> PATIENTS =
      Table.single("patients", Patient.class, "One row per patient of the programme.")
          .perMainRow(0.000237);
  static final Table<Admission> ADMISSIONS =
      Table.fact(
              "admissions",
              Admission.class,
              "One row per hospital stay that begins in the 180 days.")
          .perMainRow(0.00016);
  static final Table<NurseCall> NURSE_CALLS =
      Table.fact("nurse_calls", NurseCall.class, "One row per alert: the nurse's call about it.")
          .perMainRow(0.00072);
  static final Table<PatientDay> PATIENT_DAYS =
      Table.fact(
              "patient_days",
              PatientDay.class,
              "Fluid and congestion of every patient and day at home.")
          .key()
          .perMainRow(0.0417);
  static final Table<AdmissionTruth> ADMISSION_TRUTH =
      Table.fact("admission_truth", AdmissionTruth.class, "What was behind every admission.")
          .key()
          .perMainRow(0.00016);

  // --------------------------------------------------------------------------------------- rules

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

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "lapse",
              "3.4; season: design",
              "Salty meals and missed medicine: a lapse begins with a hazard that grows with the"
                  + " patient's frailty (log-normal, mean 1, sigma 0.6) and is 1.6 times as high"
                  + " around Thanksgiving and Christmas and 1.15 times in other winter days. It"
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
                  + " (0.30 percent) and steps (5 %). An hour's heart rate adds a daily rhythm of 4"
                  + " bpm that peaks at 15 h, a drift with a memory of 0.75 an hour, 0.006 bpm a"
                  + " step, and jitter in atrial fibrillation.",
              CONGESTION_HR),
          Rule.of(
              "admit",
              "0.7 to 1.0 admissions a patient-year in cohorts at high risk: HeartPhone 2013",
              "Every day at home the hazard of an admission for heart failure is a logistic"
                  + " function of the congestion of the day before, of width 0.6; other admissions"
                  + " come at 0.3 a year. They fall between 10 and 22 h; stays have a median of 4"
                  + " days and end between 9 and 19 h, dry: fluid -0.2 kg, no congestion.",
              ADMIT_MAX,
              ADMIT_CENTRE),
          Rule.of(
              "alert",
              "3.4 Alert_Triggered",
              "A weigh-in raises an alert if it exceeds the lowest one of the two previous calendar"
                  + " days by more than 3.0 and less than 20 lb, all as received: after"
                  + " wrong_person and scale_in_kg, without what hub_offline lost, and none from"
                  + " before a hospital stay. It stays what the default stages make of it when"
                  + " their rates are changed. A nurse calls after a median of 9 hours; 30 %, and"
                  + " who is in hospital, do not answer. Half of those whose congestion is above"
                  + " 2.5 get a higher dose, and with it a diuresis from the next day on; all"
                  + " others get advice."),
          Rule.of(
              "weigh_in",
              "3.4; 70 % of requested weigh-ins: Cedars-Sinai 2017",
              "A habit of two states, on the scale on 85 % of the days at first and 60 % after 180"
                  + " days, less by a fifth when congestion is above 5: tired patients stop"
                  + " weighing. The scale shows dry weight, fluid, noise of 0.38 kg, a drift that"
                  + " jumps now and then, and weekend salt on Mondays.",
              MONDAY_KG),
          Rule.of(
              "watch",
              "3.4; wear: design",
              "The watch is worn on 86 % of the days at first and 76 % after 180 days, and off for"
                  + " one hour between 19 and 21 h to charge. In 10 % of the hours the saturation"
                  + " cannot be measured."));

  /** 180 days of 24 hours without the hours in hospital. */
  private static final double READINGS_PER_PATIENT = 4_225;

  private static final int ENROLMENT_MONTHS = 12;
  private static final int FEWEST_PATIENTS = 100;
  private static final long FIRST_PATIENT_ID = 1_000;
  private static final Cohorts COHORTS = new Cohorts(25, 4, ENROLMENT_MONTHS);

  private static final Questions QUESTIONS =
      Questions.load(HeartFailureRpm.class, "heart_failure_rpm.sql");

  // ---------------------------------------------------------------------------------------- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("hourly_readings", "hub_offline")
              .doc("The hub at home was offline for hours or days, and what it was sent is lost.")
              .where("_hub_offline")
              .drop(),
          Stage.on("hourly_readings", "wrong_person")
              .doc("Somebody else in the home stood on the scale.")
              .source("generic (3.4 scale)")
              .where("_other_person_lb IS NOT NULL")
              .set("body_weight_lb", "_other_person_lb"),
          Stage.on("hourly_readings", "scale_in_kg")
              .doc("The scale was switched to kilograms; the number is still taken for pounds.")
              .where("_scale_kg AND body_weight_lb IS NOT NULL")
              // Rounded in the same way as in the rule of the alert.
              .set(
                  "body_weight_lb",
                  "floor(body_weight_lb / " + Scale.POUNDS_PER_KG + "D * 10 + 0.5D) / 10D"),
          Stage.on("hourly_readings", "loose_watch")
              .doc("The watch sits loose and counts the movements of the arm as beats.")
              .source("3.4, 1.4 artefact")
              .where("heart_rate IS NOT NULL")
              .rate(0.002)
              .set("heart_rate", draws -> col("heart_rate").plus(draws.integer("bpm", 60, 100))),
          Stage.on("hourly_readings", "spo2_zero")
              .doc("A failed measurement of the saturation is written as 0 instead of NULL.")
              .where("oxygen_saturation IS NOT NULL")
              .rate(0.004)
              .set("oxygen_saturation", "0"),
          Stage.on("hourly_readings", "resend")
              .doc("The hub did not hear that the row had arrived, and sent it again.")
              .rate(0.003)
              .duplicate());

  // -------------------------------------------------------------------------------------- wiring

  @Override
  public String name() {
    return "heart_failure_rpm";
  }

  @Override
  public String title() {
    return "Heart failure at home: weight, heart rate, false alerts and silent admissions";
  }

  @Override
  public String story() {
    return "A heart-failure programme sends patients home with a watch and a smart scale. The rule"
        + " in use (more than 3 lb in 2 days) raises about six alerts a patient-year, and 19 of 20"
        + " are false. Find the pattern, weight gain together with a higher resting heart rate,"
        + " that announces an admission two days ahead, learn why half of the admissions come"
        + " without weight gain, and see through other people on the scale, kilograms, weekend salt"
        + " and missing weigh-ins.";
  }

  @Override
  public String unit() {
    return "patient";
  }

  @Override
  public List<String> sources() {
    return List.of("3.4");
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

  @Override
  public Questions questions() {
    return QUESTIONS;
  }

  @Override
  public Horizon defaultHorizon() {
    return Horizon.of("2023-07-01", "2024-12-31");
  }

  /** Whoever enrols inside the horizon is followed to the end. */
  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    double enrolmentDays =
        ChronoUnit.DAYS.between(horizon.from(), horizon.from().plusMonths(ENROLMENT_MONTHS));
    return READINGS_PER_PATIENT * Math.min(1, horizon.days() / enrolmentDays);
  }

  /** Whole groups of the programme. */
  @Override
  public long unitsFor(double mainRows, Horizon horizon) {
    long patients = Math.max(FEWEST_PATIENTS, Math.round(mainRows / mainRowsPerUnit(horizon)));
    return (patients + COHORTS.size() - 1) / COHORTS.size() * COHORTS.size();
  }

  @Override
  public long cellsIn(int regionIndex, long units) {
    return COHORTS.membersIn(regionIndex, units);
  }

  @Override
  public int longestProcessDays() {
    return MonitoredPatient.DAYS - 1;
  }

  @Override
  public Horizon span(Cell cell, World world) {
    LocalDate enrolled = LocalDate.ofEpochDay(enrolledDay(member(cell, world), world));
    return new Horizon(enrolled, enrolled.plusDays(MonitoredPatient.DAYS - 1));
  }

  /** Neighbours enrol in the same month. */
  @Override
  public int daysOfNeighbours(Horizon horizon) {
    return MonitoredPatient.DAYS + 30;
  }

  @Override
  public Simulation open(Cell cell, World world) {
    long member = member(cell, world);
    return new MonitoredPatient(
        FIRST_PATIENT_ID + member, cell.region(), enrolledDay(member, world), world);
  }

  private static long member(Cell cell, World world) {
    return COHORTS.member(cell.regionIndex(), cell.index(), world.units());
  }

  /** A day of the member's month; months are counted from the first day of the world. */
  private static int enrolledDay(long member, World world) {
    int wave = COHORTS.wave(member);
    LocalDate first = world.horizon().from().plusMonths(wave);
    long days = ChronoUnit.DAYS.between(first, world.horizon().from().plusMonths(wave + 1L));
    Streams.Stream enrolments = world.streams().named("enrolment");
    return (int)
        (first.toEpochDay() + (long) (enrolments.uniform(FIRST_PATIENT_ID + member) * days));
  }
}
