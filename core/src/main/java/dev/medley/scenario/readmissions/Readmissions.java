package dev.medley.scenario.readmissions;

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
import dev.medley.world.Cells;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * A hospital system's patients, their stays and visits, and the map that they live on.
 *
 * <p>A unit is a thousand registered patients of a region; one cell is two units over the whole
 * horizon. A patient's stays are one chain, and patients never meet. Times are the hospital's wall
 * clock; a stay's day is the day of admission, a prescription's that of discharge.
 *
 * <p>{@link Region} is the map with its hospitals, {@link Season} what a region feels together,
 * {@link Patient} one life, {@link Block} a unit, and {@link Desks} what spoils its records.
 */
@AutoService(Scenario.class)
public final class Readmissions implements Scenario {

  // ---- code lists

  /** How a patient uses hospitals. */
  public enum PatientClass {
    ORDINARY,
    COMPLEX,
    HOMELESS_PRONE
  }

  /** As registered. */
  public enum Sex {
    F,
    M
  }

  /** Who pays. */
  public enum Payer {
    MEDICARE,
    PRIVATE,
    MEDICAID,
    UNINSURED
  }

  /** Inpatient stay or visit of an emergency department. */
  public enum EncounterClass {
    IP,
    ED
  }

  /** How it began. */
  public enum AdmitType {
    EMERGENCY,
    TRANSFER_IN,
    ELECTIVE
  }

  static final String HOME = "01";
  static final String TRANSFERRED = "02";
  static final String NURSING_FACILITY = "03";
  static final String HOME_HEALTH = "06";
  static final String AGAINST_ADVICE = "07";
  static final String DIED = "20";
  static final String HOMELESS_CODE = "Z59.00";
  static final String FOOD_INSECURITY_CODE = "Z59.41";

  // ---- tables

  /** One inpatient stay or visit. */
  @Columns(
      """
      encounter_id          | key, distinct | Encounter.
      patient_id            | -> patients, distinct | Patient; ids above 5,000,000,000,000 are second
        | record numbers of the patient with so much less.
      hospital_id           | -> hospitals, filtered | Hospital.
      zip_code              | -> zip_codes, filtered | Address given at registration; 99999 where
        | none was given. | Zip Code
      encounter_class       | filtered | IP inpatient stay, ED visit without a stay.
      admit_ts              | wall clock, distinct | Begin.
      discharge_ts          | wall clock, distinct | End.
      admit_type            | | EMERGENCY, TRANSFER_IN or ELECTIVE (cycles of chemotherapy).
      diagnosis_code        | | Principal diagnosis, ICD-10-CM. | Diagnosis
      diagnosis_group       | filtered | Group of the diagnosis. | Diagnosis
      social_code           | | Z59.00 homeless, Z59.41 food insecurity, or NULL. |
        | (homelessness/social issues)
      discharge_disposition | | 01 home, 06 home health, 03 nursing facility, 07 against advice, 02
        | transferred out, 20 died.
      payer                 | filtered | MEDICARE from 65 on, PRIVATE, MEDICAID or UNINSURED.
      cost_usd              | money | Full cost. | (costs)
      readmission_date      | date | The hospital's own flag: day of the next emergency inpatient
        | stay within 30 days of an index discharge (IP, neither transferred nor died, not
        | ELECTIVE); NULL if none. | Readmission Date
      _homeless             | | Whether the patient has no home.
      _readmit_hospital_id  | | Hospital of that next stay; NULL if none.
      _planned_return_date  | date | Day of the next ELECTIVE stay within 30 days of an index
        | discharge; NULL if none.
      _home_hospital_id     | | Hospital of the patient's zip code.
      _counts_planned       | | Whether the hospital counts planned stays.
      _no_address           | | Whether no address is given, should the patient have no home.
      _bad_export           | | Whether the hospital's export goes through a spreadsheet.
      _second_record        | | Whether the hospital keeps a record of its own for the patient.
      _date_only            | | Whether the hospital's interface sends discharges as dates.
      _billing_open         | | Whether the hospital's bills are late.
      _interim              | | Whether the hospital sends interim bills.
      event_date            | date, filtered | Day of admit_ts.
      """)
  public record Encounter(
      long encounterId,
      long patientId,
      int hospitalId,
      String zipCode,
      EncounterClass encounterClass,
      long admitTs,
      long dischargeTs,
      AdmitType admitType,
      String diagnosisCode,
      DiagnosisGroup diagnosisGroup,
      String socialCode,
      String dischargeDisposition,
      Payer payer,
      long costUsd,
      Integer readmissionDate,
      boolean homeless,
      Integer readmitHospitalId,
      Integer plannedReturnDate,
      int homeHospitalId,
      boolean countsPlanned,
      boolean noAddress,
      boolean badExport,
      boolean secondRecord,
      boolean dateOnly,
      boolean billingOpen,
      boolean interim,
      int eventDate) {}

  /** One registered patient. */
  @Columns(
      """
      patient_id           | key, distinct | Patient.
      home_zip_code        | -> zip_codes | Home, or the last one. | Zip Code
      birth_year           | | Year of birth.
      sex                  | | F or M.
      payer                | | Payer at the begin of the horizon.
      household_income_usd | | Income a year. | Income Level
      """)
  public record PatientRow(
      long patientId,
      String homeZipCode,
      short birthYear,
      Sex sex,
      Payer payer,
      int householdIncomeUsd) {}

  /** One zip code. */
  @Columns(
      """
      zip_code                   | key | 5 characters; leading zeros matter. | Zip Code
      region                     | | Region.
      median_income_usd          | | Median household income a year. | Income Level
      distance_to_grocery_miles  | 2 decimals | From the centroid to the next grocery store. |
        | Distance to Grocery Store
      distance_to_pharmacy_miles | 2 decimals | To the next pharmacy. | (>5 miles from a pharmacy)
      distance_to_highway_miles  | 2 decimals | To the next highway. | (within 1 mile of the highway)
      pm25_ug_m3                 | 2 decimals | Fine particles, annual mean. | Pollution Index (PM2.5)
      latitude                   | 4 decimals | Of the centroid. | (Geo-Spatial)
      longitude                  | 4 decimals | Of the centroid. | (Geo-Spatial)
      is_food_desert             | | Grocery beyond 5 miles and median income below 55,000. |
        | (Food Desert)
      """)
  public record ZipCode(
      String zipCode,
      int medianIncomeUsd,
      double distanceToGroceryMiles,
      double distanceToPharmacyMiles,
      double distanceToHighwayMiles,
      double pm25UgM3,
      double latitude,
      double longitude,
      boolean isFoodDesert) {}

  /** One hospital. */
  @Columns(
      """
      hospital_id   | key | Hospital.
      region        | | Region.
      hospital_name | | Fictitious.
      zip_code      | -> zip_codes | Where it stands.
      system_id     | | Owner; two hospitals each.
      """)
  public record HospitalRow(int hospitalId, String hospitalName, String zipCode, int systemId) {}

  /** What was prescribed at an index discharge. */
  @Columns(
      """
      encounter_id | key, distinct | The index stay.
      patient_id   | -> patients, distinct | Patient.
      drug_class   | filtered | Class of the medication.
      copay_usd    | money(8,2) | The patient's share. | (cost barrier)
      picked_up    | | Whether it was collected within 48 hours. | (pick up meds)
      pickup_ts    | wall clock, distinct | When it was collected; NULL if not.
      _stock_release | | Whether the pharmacy's software closes what goes back to stock as sold.
      event_date   | date, filtered | Day of discharge.
      """)
  public record Prescription(
      long encounterId,
      long patientId,
      String drugClass,
      long copayUsd,
      boolean pickedUp,
      Long pickupTs,
      boolean stockRelease,
      int eventDate) {}

  /** What is true of an encounter. A name cannot tell 30d from 30 d but by its underscore. */
  @SuppressWarnings("MemberName")
  @Columns(
      """
      encounter_id    | key, distinct, -> encounters | Encounter.
      patient_id      | -> patients, distinct | Patient, whatever the record number.
      patient_class   | | ORDINARY, COMPLEX or HOMELESS_PRONE.
      homeless        | | Whether the patient had no home.
      index_discharge | | Whether a readmission is counted from it.
      readmitted_30d  | | Whether an emergency inpatient stay followed within 30 days at any
        | hospital; false if not an index discharge.
      picked_up       | | Whether the medication was collected; NULL if not an index discharge.
      event_date      | date, filtered | Day of admission.
      """)
  public record StayTruth(
      long encounterId,
      long patientId,
      PatientClass patientClass,
      boolean homeless,
      boolean indexDischarge,
      boolean readmitted_30d,
      Boolean pickedUp,
      int eventDate) {}

  /** A spell without a home. */
  @Columns(
      """
      patient_id | key, -> patients | Patient.
      start_date | key, date | First day; the first of the horizon if it began earlier.
      end_date   | date | Last day: of the spell, of the patient, or of the stay in the system.
      event_date | date, filtered | start_date.
      """)
  public record HomelessEpisode(long patientId, int startDate, int endDate, int eventDate) {}

  static final Table<Encounter> ENCOUNTERS =
      Table.fact("encounters", Encounter.class, "One row per inpatient stay or ED visit.")
          .perMainRow(1);
  static final Table<PatientRow> PATIENTS =
      Table.regional("patients", PatientRow.class, "One row per registered patient.")
          .perUnit(Block.PATIENTS);
  static final Table<ZipCode> ZIP_CODES =
      Table.single("zip_codes", ZipCode.class, "One row per zip code.").reference().rows(240);
  static final Table<HospitalRow> HOSPITALS =
      Table.single("hospitals", HospitalRow.class, "One row per hospital.").reference().rows(32);
  static final Table<Prescription> DISCHARGE_PRESCRIPTIONS =
      Table.fact(
              "discharge_prescriptions",
              Prescription.class,
              "The discharge medication, one row per index discharge.")
          .perMainRow(0.203);
  static final Table<StayTruth> STAY_TRUTH =
      Table.fact("stay_truth", StayTruth.class, "What is true of every encounter.")
          .key()
          .perMainRow(1);
  static final Table<HomelessEpisode> HOMELESS_EPISODES =
      Table.fact("homeless_episodes", HomelessEpisode.class, "One row per spell without a home.")
          .key()
          .perMainRow(0.03);

  // ---- rules

  static final Param SHARE =
      new Param("frequent_flyer.share", 0.028, 0, 0.5, "Share of patients prone to homelessness.");
  static final Param EXPOSURE =
      Param.positive(
          "frequent_flyer.exposure", 1.085, "Factor on all rates, which makes up for exits.");
  static final Param AGE_SLOPE =
      new Param("frequent_flyer.age_slope", 0.03, 0, 0.2, "Of the logarithm of the rate, a year.");
  static final Param HOMELESS_RATE =
      Param.positive(
          "frequent_flyer.homeless_inpatient", 4.4, "Inpatient stays a year without a home.");
  static final Param HOMELESS_VISITS =
      Param.positive("frequent_flyer.homeless_ed", 15, "ED visits a year without a home.");
  static final Param DEATH =
      Param.share("diagnosis.death", 0.017, "Death in hospital, mean group and severity, at 64.");
  static final Param PICKUP_90210 =
      new Param("pickup.zip_90210", 0.953, 0.01, 0.99, "Share collected in 90210, mean habit.");
  static final Param PICKUP_90211 =
      new Param("pickup.zip_90211", 0.397, 0.01, 0.99, "Share collected in 90211, mean habit.");
  static final Param HABIT_SD =
      Param.nonNegative("pickup.habit_sd", 0.5, "Spread of the patients' habits, log odds.");
  static final Param NOT_PICKED_UP =
      Param.positive(
          "readmission.not_picked_up", 1.42, "Factor on returns if not collected, not asthma.");
  static final Param NOT_PICKED_UP_ASTHMA =
      Param.positive(
          "readmission.not_picked_up_asthma", 3.0, "Factor on returns if not collected, asthma.");
  static final Param PRIOR =
      Param.nonNegative(
          "readmission.prior_stay", 0.11, "Each stay of the year before: of the logarithm.");
  static final Param AGE =
      Param.nonNegative("readmission.age", 0.009, "Each year of age: of the logarithm.");
  static final Param SEVERITY =
      Param.nonNegative("readmission.severity", 0.20, "Severity of the stay: of the logarithm.");
  static final Param HOSPITAL_SD =
      Param.nonNegative("readmission.hospital_sd", 0.12, "Spread of the hospitals, logarithm.");
  static final Param POLLUTION =
      Param.nonNegative("pollution.gain", 1.3, "What a highway at the door adds to asthma.");
  static final Param FOOD =
      Param.nonNegative(
          "food_access.gain", 0.35, "What a far grocery adds to diabetes and heart failure.");
  static final Param TRANSFERS =
      Param.share("transfers.share", 0.025, "Share of surviving stays that are transferred.");
  static final Param CYCLES =
      new Param(
          "planned_cycles.per_year", 0.003, 0, 0.5, "Patients a year who begin chemotherapy.");
  static final Param FLU_SD =
      Param.nonNegative("shock.flu_sd", 0.25, "Spread of the weeks of flu, logarithm.");
  static final Param SMOKE =
      Param.positive("shock.smoke", 1.4, "Factor on asthma in weeks of smoke.");
  static final Param CARRIER_SHAPE =
      Param.positive("carrier.shape", 1, "Of the gamma law of the carriers' shares of bad days.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "geography",
              "2.9; EPA NAAQS 9",
              "A region is a plane with three highways; zip codes lie at log-normal distances from"
                  + " them, from pharmacies and from grocery stores, and differ in deprivation."),
          Rule.of(
              "frequent_flyer",
              "2.9; MEPS; Fuda 2006",
              "Patients are ordinary, complex, or prone to homelessness, which comes and goes; the"
                  + " cost burst is the state and not the label. Frailty grows with age.",
              SHARE,
              EXPOSURE,
              AGE_SLOPE,
              HOMELESS_RATE,
              HOMELESS_VISITS),
          Rule.of(
              "diagnosis",
              "HCUP SB278; MEPS",
              "A patient has a main condition. One severity of the stay drives length, cost, death"
                  + " and return.",
              DEATH),
          Rule.of(
              "pickup",
              "2.9",
              "Medication is collected or not: copay, distance to the pharmacy, deprivation, a home"
                  + " and habit decide.",
              PICKUP_90210,
              PICKUP_90211,
              HABIT_SD),
          Rule.of(
              "readmission",
              "2.9; Dharmarajan 2012, 2013",
              "Every index discharge has a hazard of an emergency return within 30 days, of the"
                  + " group, the medication, prior stays, age, severity, hospital and payer.",
              NOT_PICKED_UP,
              NOT_PICKED_UP_ASTHMA,
              PRIOR,
              AGE,
              SEVERITY,
              HOSPITAL_SD),
          Rule.of(
              "pollution",
              "2.9; Lin 2002 OR 1.93",
              "Asthma returns more often near a highway, by a smooth kernel without a step.",
              POLLUTION),
          Rule.of(
              "food_access",
              "2.9",
              "Diabetes and heart failure return more often far from a grocery store.",
              FOOD),
          Rule.of(
              "transfers",
              "design",
              "Some stays are transferred to another hospital, whose discharge is the index.",
              TRANSFERS),
          Rule.of(
              "planned_cycles",
              "design",
              "Some patients have 4 to 6 planned stays for chemotherapy, one every 21 days, which"
                  + " are never readmissions.",
              CYCLES),
          Rule.of(
              "shock",
              "design",
              "Weeks of flu and of smoke, holidays and the days after are felt by a whole region,"
                  + " by each hospital with a gain of its own.",
              FLU_SD,
              SMOKE),
          Rule.of(
              "carrier",
              "design",
              "Interfaces, desks and software spoil records in bad spells; how much of its time is"
                  + " bad differs among them.",
              CARRIER_SHAPE));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("encounters", "other_hospital_blind")
              .doc("A hospital does not see stays elsewhere.")
              .where("readmission_date IS NOT NULL AND _readmit_hospital_id <> hospital_id")
              .perRow(0.0092)
              .setNull("readmission_date"),
          Stage.on("encounters", "planned_as_readmission")
              .doc("The hospital counts a planned stay as a readmission.")
              .where(
                  "readmission_date IS NULL AND _planned_return_date IS NOT NULL"
                      + " AND _counts_planned")
              .rate(0.90)
              .perRow(0.000046)
              .set("readmission_date", "_planned_return_date"),
          Stage.on("encounters", "homeless_zip")
              .doc("Who has no home gives no address.")
              .source("2.9")
              .where("_homeless AND _no_address")
              .perRow(0.11)
              .set("zip_code", "'99999'"),
          Stage.on("encounters", "zip_leading_zero")
              .doc("A spreadsheet takes the zip code for a number.")
              .where("zip_code LIKE '0%' AND _bad_export")
              .rate(0.50)
              .perRow(0.015)
              .set("zip_code", "CAST(CAST(zip_code AS INT) AS STRING)"),
          Stage.on("encounters", "duplicate_mrn")
              .doc("A hospital that is not the patient's own keeps a second record number.")
              .where("hospital_id <> _home_hospital_id AND _second_record")
              .perRow(0.012)
              .set("patient_id", "patient_id + 5000000000000"),
          Stage.on("encounters", "midnight_discharge")
              .doc("The interface sends a date, and the hour is lost.")
              .where("_date_only")
              .rate(0.50)
              .perRow(0.088)
              .set("discharge_ts", "CAST(CAST(discharge_ts AS DATE) AS TIMESTAMP_NTZ)"),
          Stage.on("encounters", "cost_missing")
              .doc("The bill is not closed yet.")
              .where("_billing_open")
              .rate(0.40)
              .perRow(0.012)
              .set("cost_usd", "CAST(0 AS DECIMAL(12,2))"),
          Stage.on("discharge_prescriptions", "returned_to_stock")
              .doc("What goes back to stock is closed as sold.")
              .source("2.9")
              .where("NOT picked_up AND _stock_release")
              .rate(0.50)
              .perRow(0.0058)
              .set("picked_up", "true"),
          Stage.on("encounters", "interim_bill")
              .doc("An interim bill delivers the encounter a second time.")
              .where("_interim")
              .rate(0.30)
              .perRow(0.0053)
              .duplicate());

  // ---- wiring

  private static final double ENCOUNTERS_PER_YEAR = 905;
  private static final int UNITS_OF_CELL = 2;

  @Override
  public About about() {
    return new About(
        "readmissions",
        "Readmissions and the map: who comes back, and from where",
        """
        Why do patients keep coming back? A four-region hospital system believes its readmission
        problem is bad doctors; the money says 5% of patients make half of the cost, and many of
        those have no stable home. You have every admission with the zip code it came from, what was
        picked up at the pharmacy afterwards, and a map: highways, pharmacies, grocery stores,
        fine-particle pollution. Asthma comes back from the zip codes beside the highway and far
        from a pharmacy; the hospital's own readmission flag shows almost a third too few.
        """,
        "block of 1,000 patients",
        List.of("2.9"),
        Horizon.of("2023-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        ENCOUNTERS,
        PATIENTS,
        ZIP_CODES,
        HOSPITALS,
        DISCHARGE_PRESCRIPTIONS,
        STAY_TRUTH,
        HOMELESS_EPISODES);
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
  public Cells cells() {
    return Cells.ofUnits(UNITS_OF_CELL);
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return ENCOUNTERS_PER_YEAR * horizon.years();
  }

  /** Whole rounds of the regions. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.inWholeRounds(mainRows / mainRowsPerUnit(horizon), regions().size(), horizon);
  }

  /** A stay that begins inside the horizon is followed to its discharge. */
  @Override
  public int longestProcessDays() {
    return Patient.LONGEST_STAY_DAYS + 6;
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    Region[] regions = new Region[regions().size()];
    for (int r = 0; r < regions.length; r++) {
      regions[r] = new Region(r, laws);
    }
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce(
            out -> {
              Region region = regions[cell.regionIndex()];
              Season season = new Season(region.index, laws);
              for (int i = 0; i < cell.size(); i++) {
                new Block(cell.unit(i), cell.place(i), region, season, laws).emit(out);
              }
            });
      }

      @Override
      public void emitRegion(int regionIndex, String region, Emitter out) {
        regions[regionIndex].emit(out);
      }
    };
  }
}
