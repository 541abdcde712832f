package dev.medley.scenario.opioidmonitoring;

import static org.apache.spark.sql.functions.expr;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * A prescription drug monitoring programme: every controlled substance that pharmacies hand out.
 *
 * <p>One cell is one jurisdiction of about 250,000 residents over the whole horizon: its zip areas,
 * prescribers, pharmacies, patients and all their fills. People from elsewhere are patients of this
 * cell with homes in its outer zips. Every year has patients of its own; places and prescribers
 * stay. Times are the jurisdiction's wall clock.
 *
 * <p>{@link Jurisdiction} is the place; {@link Providers} who prescribes and dispenses; {@link
 * YearOfCare} the honest patients of a year, {@link YearOfSuspects} the others and those who only
 * look like them; {@link Register} turns a visit to a pharmacy into rows.
 */
@AutoService(Scenario.class)
public final class OpioidMonitoring implements Scenario {

  // ---- code lists

  /** What a drug is for the programme. */
  public enum DrugClass {
    OPIOID,
    BENZODIAZEPINE,
    MUSCLE_RELAXANT,
    SEDATIVE_HYPNOTIC,
    OUD_TREATMENT
  }

  /** Schedule of the Controlled Substances Act. */
  public enum Schedule {
    II,
    III,
    IV
  }

  /** Who pays for a fill. */
  public enum Payment {
    CASH,
    COMMERCIAL,
    MEDICARE,
    MEDICAID
  }

  /** Sex on the prescription. */
  public enum Sex {
    F,
    M
  }

  /** A prescriber's specialty, with how many an average jurisdiction has. */
  public enum Specialty {
    PRIMARY_CARE(180, 40),
    DENTISTRY(50, 10),
    SURGERY(55, 10),
    EMERGENCY(30, 8),
    PAIN(12, 9),
    ONCOLOGY(15, 8),
    PSYCHIATRY(38, 8),
    OTHER(20, 5),
    INSTITUTION(0, 1);

    final double mean;
    final int fewest;

    Specialty(double mean, int fewest) {
      this.mean = mean;
      this.fewest = fewest;
    }
  }

  /** A pharmacy's owner. */
  public enum PharmacyType {
    CHAIN,
    INDEPENDENT
  }

  /** Why a prescriber or pharmacy is in the answer key. */
  public enum Label {
    PROVIDER_X,
    MILL,
    DESTINATION_CANCER,
    COCKTAIL
  }

  // ---- tables

  /** One dispensed controlled prescription. */
  @Columns(
      """
      dispense_id      | key, distinct | Dispense. | DispenseID
      event_date       | date, filtered | Fill date.
      jurisdiction_id  | filtered | Jurisdiction, the state of any "state average".
      dispensed_ts     | wall clock, distinct | When it was handed out, to the minute.
      patient_id       | -> patients, distinct | Patient; ids that are absent from patients are
        | unresolved aliases of the one 500,000 below. | PatientID
      prescriber_id    | -> prescribers | Prescriber.
      pharmacy_id      | -> pharmacies | Pharmacy, which holds the location. |
        | PharmacyID, Pharmacy Location
      drug_id          | -> drugs | Drug.
      drug_name        | | Name without strength. | Drug_Name
      drug_schedule    | | II, III or IV. | Drug Schedule
      quantity         | | Tablets or patches.
      days_supply      | | Days that it lasts as prescribed.
      refill_number    | | 0 is the original; schedule II has no refills.
      mme_per_day      | 1 decimals | Morphine milligram equivalents a day; 0 for non-opioids. | MME
      distance_patient_to_pharmacy_miles   | 1 decimals | As the crow flies. |
        | Distance_Patient_to_Pharmacy
      distance_patient_to_prescriber_miles | 1 decimals | As the crow flies. | Distance Traveled
      payment_type     | | CASH, COMMERCIAL, MEDICARE, MEDICAID; UNKNOWN where the claim code was
        | not mapped. | Payment_Type
      _total_mme       | | MME of the whole fill.
      _batch_week      | | Whether the pharmacy stamps its fills in one batch this week.
      _payer_unmapped  | | Whether the pharmacy's system does not map payers at this time.
      _days_default    | | Whether the pharmacy's system leaves the days' default at this time.
      _alias_pair      | | Whether the pharmacy knows the patient under another identity.
      _box_counter     | | Whether the pharmacy counts patches in boxes at this time.
      _file_resent     | | Whether the pharmacy sent the day's file twice.
      _report_gap      | | Whether the pharmacy's report of the day is incomplete.
      _po_box          | | Whether the patient's address is a PO box.
      _resident_month  | | Whether the prescriber's residents use the hospital's number this month.
      _is_shopper      | | Whether the patient is a doctor shopper.
      """)
  public record Dispense(
      long dispenseId,
      int eventDate,
      int jurisdictionId,
      long dispensedTs,
      long patientId,
      int prescriberId,
      int pharmacyId,
      int drugId,
      String drugName,
      Schedule drugSchedule,
      int quantity,
      short daysSupply,
      short refillNumber,
      double mmePerDay,
      double distancePatientToPharmacyMiles,
      double distancePatientToPrescriberMiles,
      Payment paymentType,
      double totalMme,
      boolean batchWeek,
      boolean payerUnmapped,
      boolean daysDefault,
      boolean aliasPair,
      boolean boxCounter,
      boolean fileResent,
      boolean reportGap,
      boolean poBox,
      boolean residentMonth,
      boolean isShopper) {}

  /** One patient of one year. */
  @Columns(
      """
      patient_id      | key, distinct | Patient. | PatientID
      jurisdiction_id | | Jurisdiction in which the patient fills.
      home_zip5       | | Zip code of the home.
      home_latitude   | 5 decimals | Degrees north.
      home_longitude  | 5 decimals | Degrees east.
      birth_year      | | Year of birth.
      sex             | | F or M.
      """)
  public record PatientRow(
      long patientId,
      int jurisdictionId,
      String homeZip5,
      double homeLatitude,
      double homeLongitude,
      int birthYear,
      Sex sex) {}

  /** One prescriber. */
  @Columns(
      """
      prescriber_id   | key | Prescriber; a hospital's own number ends in 999. | PrescriberID
      jurisdiction_id | | Jurisdiction.
      specialty       | | PRIMARY_CARE, DENTISTRY, SURGERY, EMERGENCY, PAIN, ONCOLOGY, PSYCHIATRY,
        | OTHER or INSTITUTION.
      zip5            | | Zip code of the practice.
      latitude        | 5 decimals | Degrees north.
      longitude       | 5 decimals | Degrees east.
      """)
  public record PrescriberRow(
      int prescriberId,
      int jurisdictionId,
      Specialty specialty,
      String zip5,
      double latitude,
      double longitude) {}

  /** One pharmacy. */
  @Columns(
      """
      pharmacy_id     | key | Pharmacy. | PharmacyID
      jurisdiction_id | | Jurisdiction.
      zip5            | | Zip code. | Pharmacy Location
      latitude        | 5 decimals | Degrees north.
      longitude       | 5 decimals | Degrees east.
      pharmacy_type   | | CHAIN or INDEPENDENT.
      """)
  public record PharmacyRow(
      int pharmacyId,
      int jurisdictionId,
      String zip5,
      double latitude,
      double longitude,
      PharmacyType pharmacyType) {}

  /** One drug and strength. */
  @Columns(
      """
      drug_id             | key | Drug.
      drug_name           | | Name without strength. | Drug_Name
      strength_mg         | | Strength of a unit in mg, of a patch in mcg/h.
      drug_class          | | OPIOID, BENZODIAZEPINE, MUSCLE_RELAXANT, SEDATIVE_HYPNOTIC or
        | OUD_TREATMENT.
      drug_schedule       | | II, III or IV. | Drug Schedule
      mme_per_unit        | | Morphine milligram equivalents of a tablet or patch.
      is_highest_strength | | Whether it is the strongest immediate-release oxycodone.
      """)
  public record Drug(
      int drugId,
      String drugName,
      double strengthMg,
      DrugClass drugClass,
      Schedule drugSchedule,
      double mmePerUnit,
      boolean isHighestStrength) {}

  /** A prescriber who stands out. */
  @Columns(
      """
      prescriber_id   | key, -> prescribers | Prescriber.
      jurisdiction_id | | Jurisdiction.
      label           | | PROVIDER_X, MILL, DESTINATION_CANCER (innocent) or COCKTAIL.
      open_date       | date | First day of a mill; NULL for the others.
      raid_date       | date | First day on which a mill is closed; NULL for the others.
      """)
  public record PrescriberLabel(
      int prescriberId, int jurisdictionId, Label label, Integer openDate, Integer raidDate) {}

  /** A pharmacy that stands out. */
  @Columns(
      """
      pharmacy_id     | key, -> pharmacies | Pharmacy.
      jurisdiction_id | | Jurisdiction.
      label           | | MILL.
      """)
  public record PharmacyLabel(int pharmacyId, int jurisdictionId, Label label) {}

  /** A burst of visits to many prescribers. */
  @Columns(
      """
      patient_id      | key, -> patients, distinct | Patient.
      start_date      | key, date | First fill.
      end_date        | date | Last fill.
      n_prescribers   | | Different prescribers.
      n_zips          | | Different zip codes of theirs.
      is_decoy        | | Whether it is an innocent patient with a care team.
      jurisdiction_id | | Jurisdiction.
      """)
  public record ShoppingBurst(
      long patientId,
      int startDate,
      int endDate,
      int nPrescribers,
      int nZips,
      boolean isDecoy,
      int jurisdictionId) {}

  static final Table<Dispense> DISPENSES =
      Table.fact("dispenses", Dispense.class, "One row per dispensed controlled prescription.")
          .perMainRow(1);
  static final Table<PatientRow> PATIENTS =
      Table.regional("patients", PatientRow.class, "One row per patient with a fill.")
          .perUnit(8_700)
          .perMainRow(0.207);
  static final Table<PrescriberRow> PRESCRIBERS =
      Table.regional("prescribers", PrescriberRow.class, "One row per prescriber.").perUnit(401);
  static final Table<PharmacyRow> PHARMACIES =
      Table.regional("pharmacies", PharmacyRow.class, "One row per pharmacy.").perUnit(51);
  static final Table<Drug> DRUGS =
      Table.single("drugs", Drug.class, "One row per drug and strength.").rows(22).reference();
  static final Table<PrescriberLabel> PRESCRIBER_LABELS =
      Table.regional(
              "prescriber_labels", PrescriberLabel.class, "Prescribers who stand out, and why.")
          .key()
          .perUnit(16);
  static final Table<PharmacyLabel> PHARMACY_LABELS =
      Table.regional("pharmacy_labels", PharmacyLabel.class, "Pharmacies that serve a mill.")
          .key()
          .perUnit(0.5);
  static final Table<ShoppingBurst> SHOPPING_BURSTS =
      Table.regional("shopping_bursts", ShoppingBurst.class, "Bursts of visits, decoys included.")
          .key()
          .perMainRow(0.00053);

  // ---- rule geography

  static final Param RURAL_SD =
      Param.nonNegative(
          "geography.rural_sd", 0.35, "Spread of the jurisdictions' rural share, logarithm.");

  // ---- rule provider_choice

  static final Param ACTIVITY_SD =
      Param.nonNegative(
          "provider_choice.activity_sd", 1.6, "Spread of the prescribers' activity, logarithm.");
  static final Param PHARMACY_SD =
      Param.nonNegative(
          "provider_choice.pharmacy_sd", 0.6, "Spread of the pharmacies' pull, logarithm.");

  // ---- rules acute, chronic, trinity, other_cs

  static final Param ACUTE_PATIENTS =
      new Param("acute.patients", 22_000, 0, 22_000, "Acute patients of an average jurisdiction.");
  static final Param CHRONIC_PATIENTS =
      new Param(
          "chronic.patients", 5_600, 0, 5_600, "Chronic patients of an average jurisdiction.");
  static final Param LEVEL_UP =
      Param.share("chronic.level_up", 0.012, "Chance of a higher dose at each fill.");
  static final Param COCKTAIL =
      Param.share(
          "trinity.cocktail_benzodiazepine",
          0.45,
          "Chance of a benzodiazepine beside a chronic opioid of a cocktail prescriber.");
  static final Param COCKTAIL_RELAXANT =
      Param.share(
          "trinity.cocktail_relaxant",
          0.35,
          "Chance of carisoprodol beside both, of a cocktail prescriber.");
  static final Param BENZODIAZEPINE_PATIENTS =
      new Param(
          "other_cs.benzodiazepine_patients",
          5_000,
          0,
          5_000,
          "Patients of an average jurisdiction with a benzodiazepine and no opioid.");

  // ---- rules doctor_shopping, mill, provider_x, destination_cancer

  static final Param SHOPPERS =
      new Param(
          "doctor_shopping.shoppers", 30, 0, 100, "Doctor shoppers of an average jurisdiction.");
  static final Param DECOYS =
      new Param(
          "doctor_shopping.decoys",
          10,
          0,
          100,
          "Patients with a care team, of an average jurisdiction.");
  static final Param CARPOOLS =
      new Param("mill.carpools_per_day", 0.9, 0, 3, "New carpools a working day at a mill.");
  static final Param TIMES_AVERAGE =
      new Param(
          "provider_x.times_average",
          5,
          0,
          12,
          "Oxycodone of Provider X, in averages of those who prescribe any.");
  static final Param CANCER_FAR =
      Param.share(
          "destination_cancer.far_share", 0.65, "Cancer patients who come from the outer zips.");

  // ---- rules payment, calendar

  static final Param CASH_LOGIT =
      new Param("payment.base_logit", -3.34, -10, 10, "Log odds of cash for an honest fill.");
  static final Param CASH_SD =
      Param.nonNegative(
          "payment.jurisdiction_sd", 0.20, "Spread of the jurisdictions' cash, log odds.");
  static final Param SUSPECT_CASH =
      Param.nonNegative(
          "payment.suspect_factor", 1, "Factor on the log odds that suspects add to cash.");
  static final Param STORM_SHARE =
      Param.share("calendar.storm_share", 0.004, "Days on which a storm closes everything.");

  // ---- rules unit, demography, hours, exits

  static final Param SIZE_SD =
      Param.nonNegative("unit.size_sd", 0.25, "Spread of the jurisdictions' sizes, logarithm.");
  static final Param TILT_SD =
      Param.nonNegative(
          "unit.oxycodone_tilt_sd", 0.18, "Spread of the jurisdictions' taste for oxycodone.");
  static final Param OLD_LOWER =
      Param.share("demography.old_start_lower", 0.3, "From 75 on, chance of a level less.");
  static final Param OWN_HOUR =
      Param.share("hours.creatures_of_habit", 0.5, "Patients who mostly come at their own hour.");
  static final Param STAY_DAYS =
      Param.positive("exits.chronic_days", 900, "Mean days of a chronic patient's stay.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "geography",
              "design; Berenbrok 2022",
              "Core, suburb and rural zips around a centre, and outer zips from which only"
                  + " travellers come.",
              RURAL_SD),
          Rule.of(
              "provider_choice",
              "BMJ 2020 (concentration); design",
              "Patients choose once by activity and distance, and mostly stay with their choice.",
              ACTIVITY_SD,
              PHARMACY_SD),
          Rule.of(
              "acute",
              "McDonald 2013",
              "Pain for some days: one fill, sometimes more, from the prescriber's templates.",
              ACUTE_PATIENTS),
          Rule.of(
              "chronic",
              "CDC Vital Signs; design",
              "Monthly fills on a ladder of doses, with a habit of punctuality; some creep to"
                  + " early refills.",
              CHRONIC_PATIENTS,
              LEVEL_UP),
          Rule.of(
              "trinity",
              "AJPM 2016; Wang 2019",
              "Benzodiazepine and muscle relaxant beside the opioid, seldom but under a few"
                  + " cocktail prescribers.",
              COCKTAIL,
              COCKTAIL_RELAXANT),
          Rule.of(
              "other_cs",
              "design",
              "Benzodiazepines, zolpidem and buprenorphine without an opioid.",
              BENZODIAZEPINE_PATIENTS),
          Rule.of(
              "doctor_shopping",
              "2.7; Schneberk 2020",
              "Bursts of visits to prescribers of different zips, then denial and a pause. Care"
                  + " teams look alike.",
              SHOPPERS,
              DECOYS),
          Rule.of(
              "mill",
              "DOJ 2019; 3.9",
              "A clinic with a pharmacy next door and carpools from far away, until the raid.",
              CARPOOLS),
          Rule.of(
              "provider_x",
              "2.7",
              "A prescriber whose far patients bring five times the average oxycodone.",
              TIMES_AVERAGE),
          Rule.of(
              "destination_cancer",
              "design",
              "A cancer centre to which patients travel for good reason.",
              CANCER_FAR),
          Rule.of(
              "payment",
              "Simeone 2017; 3.9",
              "Cash follows lack of cover, distance, dose and suspicion; otherwise the patient's"
                  + " own cover pays.",
              CASH_LOGIT,
              CASH_SD,
              SUSPECT_CASH),
          Rule.of(
              "calendar",
              "design",
              "Fills wait until the pharmacy opens; storms close everything.",
              STORM_SHARE),
          Rule.of(
              "unit",
              "design",
              "Jurisdictions differ in size, supply, cash, rural share and taste for oxycodone.",
              SIZE_SD,
              TILT_SD),
          Rule.of(
              "demography",
              "design",
              "Age and sex follow the reason of the fill; age decides cover and dose.",
              OLD_LOWER),
          Rule.of(
              "hours",
              "design",
              "Patients come when it is open, many at an hour of theirs.",
              OWN_HOUR),
          Rule.of(
              "exits",
              "design",
              "Death, moving and taper end a stay; prescribers retire, pharmacies close.",
              STAY_DAYS));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("dispenses", "P1_batch_timestamp")
              .doc("The pharmacy stamps the day's fills when it closes its books.")
              .where("_batch_week")
              .rate(0.98)
              .perRow(0.14)
              .set("dispensed_ts", "CAST(event_date AS TIMESTAMP_NTZ) + INTERVAL 21 HOURS"),
          Stage.on("dispenses", "P2_payment_unknown")
              .doc("The payer's code is not mapped.")
              .where("_payer_unmapped")
              .rate(0.30)
              .perRow(0.044)
              .set("payment_type", "'UNKNOWN'"),
          Stage.on("dispenses", "P3_days_supply_one")
              .doc("The days' default of 1 is left, and the daily dose is that of the whole fill.")
              .where("days_supply > 3 AND _days_default")
              .rate(0.30)
              .perRow(0.016)
              .change("days_supply", draws -> expr("1S"))
              .change("mme_per_day", draws -> expr("round(_total_mme, 1)"))
              .done(),
          Stage.on("dispenses", "P4_patient_alias")
              .doc("The pharmacy's record of the patient was not resolved.")
              .source("2.7")
              .where("_alias_pair")
              .rate(0.80)
              .perRow(0.019)
              .set("patient_id", "patient_id + 500000"),
          Stage.on("dispenses", "P5_patch_boxes")
              .doc("Boxes of five are counted instead of patches.")
              .where("drug_name = 'fentanyl patch' AND _box_counter")
              .rate(0.60)
              .perRow(0.00053)
              .set("quantity", "CAST(quantity / 5 AS INT)"),
          Stage.on("dispenses", "P6_resubmission")
              .doc("The day's file was sent twice.")
              .where("_file_resent")
              .rate(0.90)
              .perRow(0.0029)
              .duplicate(),
          Stage.on("dispenses", "P7_not_reported")
              .doc("The fill was never reported.")
              .where("_report_gap")
              .rate(0.90)
              .perRow(0.015)
              .drop(),
          Stage.on("dispenses", "P8_distance_missing")
              .doc("A PO box has no distance.")
              .where("_po_box")
              .rate(1)
              .perRow(0.076)
              .setNull(
                  "distance_patient_to_pharmacy_miles", "distance_patient_to_prescriber_miles"),
          Stage.on("dispenses", "P9_institutional_id")
              .doc("A resident prescribes under the hospital's number.")
              .source("design")
              .where("_resident_month")
              .rate(0.85)
              .perRow(0.0087)
              .set("prescriber_id", "jurisdiction_id * 1000 + 999"));

  // ---- wiring

  private static final double DISPENSES_PER_YEAR = 138_700;

  /** Ids of a jurisdiction last for so many years. */
  static final int MOST_YEARS = 5;

  @Override
  public About about() {
    return new About(
        "opioid_monitoring",
        "Prescription drug monitoring: shoppers, pill mills and those who only look like them",
        """
        You are the analyst of a prescription drug monitoring programme. Every controlled-substance
        dispense of your jurisdictions is here. Somewhere are doctor shoppers, pill mills with
        carpools from three counties away, dangerous opioid + benzodiazepine + muscle-relaxant
        cocktails - and Provider X, who prescribes five times the average oxycodone to patients of
        whom 80% travel more than 50 miles. So do a dozen honest high-volume doctors per
        jurisdiction (the 5x alone) and a cancer centre (the miles alone): do not raid those.
        """,
        "jurisdiction",
        List.of("2.7", "3.9"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        DISPENSES,
        PATIENTS,
        PRESCRIBERS,
        PHARMACIES,
        DRUGS,
        PRESCRIBER_LABELS,
        PHARMACY_LABELS,
        SHOPPING_BURSTS);
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
    return DISPENSES_PER_YEAR * horizon.years();
  }

  /** An even number: every second jurisdiction has a mill. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.inWholeRounds(mainRows / mainRowsPerUnit(horizon), 2, horizon);
  }

  @Override
  public Simulator simulator(World world) {
    if (world.horizon().from().plusYears(MOST_YEARS).isBefore(world.horizon().end())) {
      throw new UserError("opioid_monitoring has ids for " + MOST_YEARS + " years at the most");
    }
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce(out -> new Jurisdiction(cell.unit(), laws).emit(out));
      }

      @Override
      public void emitReference(Emitter out) {
        laws.drugs.forEach(drug -> out.emit(DRUGS, drug));
      }
    };
  }
}
