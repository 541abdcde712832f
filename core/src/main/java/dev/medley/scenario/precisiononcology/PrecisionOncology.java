package dev.medley.scenario.precisiononcology;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.google.auto.service.AutoService;
import dev.medley.mess.Draws;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cells;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Cancer centres that test tumours for genes, give drugs by what they know, and scan every few
 * weeks.
 *
 * <p>One cell is a month's new patients of up to 64 centres of a region, each followed from the
 * diagnosis of advanced disease to death, loss or the data cut-off, so nothing crosses a border.
 * Every row of a patient carries the day of diagnosis as its day. Times are days; what people do
 * happens on working days.
 *
 * <p>{@link Centre} is a centre's habits, {@link Patient} who falls ill and of what, {@link Workup}
 * the gene and PD-L1 reports, {@link Course} the lines of treatment with their scans and the end,
 * {@link Response} how a tumour answers a drug.
 */
@AutoService(Scenario.class)
public final class PrecisionOncology implements Scenario {

  // ---- code lists

  /** The biomarker that is no gene. */
  static final String PD_L1 = "PD-L1";

  static final String G12C = "p.Gly12Cys";

  /** Where the centre belongs. */
  public enum CentreType {
    ACADEMIC,
    COMMUNITY
  }

  /** How the centre gets its reports. */
  public enum LabSystem {
    HL7,
    LEGACY_LIS
  }

  /** What kind of drug. */
  public enum DrugClass {
    CHEMO,
    IO,
    EGFR_TKI_1G,
    EGFR_TKI_3G,
    ALK_TKI,
    KRAS_G12C,
    PARP,
    CDK46_ET,
    HER2,
    METABOLIC
  }

  /** Where the tumour began. */
  public enum TumorType {
    LUNG(.47, 68, 10, 1, .055),
    BREAST(.99, 57, 13, .45, .03),
    COLORECTAL(.46, 65, 12, .6, .035),
    PANCREAS(.47, 68, 10, 1.5, .11);

    /** Share of women (SEER). */
    final double women;

    final double meanAge;
    final double sdAge;

    /** Factor on the hazard of death. */
    final double hazard;

    /** Share of specimens that do not suffice for a panel. */
    final double insufficient;

    TumorType(double women, double meanAge, double sdAge, double hazard, double insufficient) {
      this.women = women;
      this.meanAge = meanAge;
      this.sdAge = sdAge;
      this.hazard = hazard;
      this.insufficient = insufficient;
    }
  }

  /** What it is made of. */
  public enum Histology {
    ADENOCARCINOMA,
    SQUAMOUS,
    HR_POSITIVE,
    HER2_POSITIVE,
    TRIPLE_NEGATIVE,
    DUCTAL
  }

  /** F or M. */
  public enum Sex {
    F,
    M
  }

  /** European, African, East Asian, American. */
  public enum Ancestry {
    EUR,
    AFR,
    EAS,
    AMR
  }

  /** Whether the patient ever smoked. */
  public enum Smoking {
    EVER,
    NEVER
  }

  /** Why nothing is known after the last contact. */
  public enum EndOfFollowUp {
    DEATH,
    LOST,
    CUT_OFF
  }

  /** Genes in the order of the panels; the position is the last digit of a result. */
  public enum Gene {
    EGFR(0, 1_210),
    KRAS(1, 189),
    ALK(2, 1_620),
    STK11(3, 433),
    MET(4, 1_390),
    BRCA1(5, 1_863),
    BRCA2(6, 3_418);

    final int position;

    /** Amino acids of its protein (UniProt). */
    final int aminoAcids;

    Gene(int position, int aminoAcids) {
      this.position = position;
      this.aminoAcids = aminoAcids;
    }

    boolean isGermline() {
      return this == BRCA1 || this == BRCA2;
    }
  }

  /** What was ordered: a run of the genes, or none. */
  public enum Panel {
    SMALL_PANEL(0, 3),
    LARGE_PANEL(0, 7),
    BRCA_PANEL(5, 2),
    IHC(0, 0),
    CTDNA(0, 1);

    private final int first;
    final int genes;

    Panel(int first, int genes) {
      this.first = first;
      this.genes = genes;
    }

    boolean has(Gene gene) {
      return gene.position >= first && gene.position < first + genes;
    }

    /** Its n-th gene, from 0. */
    Gene gene(int n) {
      return GENES[first + n];
    }
  }

  private static final Gene[] GENES = Gene.values();

  /** Why the report was written. */
  public enum ReportType {
    INITIAL,
    AMENDED,
    PROGRESSION
  }

  /** What came of it; QNS is quantity not sufficient. */
  public enum ResultStatus {
    DETECTED,
    NOT_DETECTED,
    QNS,
    FINAL
  }

  /** What a variant means. */
  public enum Classification {
    PATHOGENIC,
    BENIGN
  }

  /** Why a drug was stopped. */
  public enum EndReason {
    PROGRESSION,
    TOXICITY,
    DEATH,
    LOST
  }

  /** Best response to a line; NE is not evaluable. */
  public enum BestResponse {
    CR,
    PR,
    SD,
    PD,
    NE
  }

  /** What ended progression-free survival. */
  public enum PfsEvent {
    PROGRESSION,
    DEATH,
    CENSORED
  }

  /** What a scan says by RECIST 1.1. */
  public enum RecistStatus {
    BASELINE,
    CR,
    PR,
    SD,
    PD
  }

  /** The mutation that drives the tumour. */
  public enum Driver {
    EGFR,
    KRAS,
    ALK,
    NONE
  }

  /** Share of tumour cells with PD-L1: below 1 %, 1 to 49 %, 50 % and more. */
  public enum TpsGroup {
    BELOW_1,
    FROM_1_TO_49,
    FROM_50
  }

  /** How a tumour answers a line of treatment. */
  public enum ResponseClass {
    SENSITIVE,
    STABILISED,
    REFRACTORY
  }

  /** How a tumour escapes the first-generation EGFR drug. */
  public enum Resistance {
    T790M,
    OTHER
  }

  // ---- tables

  /** One scan. */
  @Columns(
      """
      assessment_id   | key, distinct | Scan: treatment_id x 100 + a number of the scan that does
        | not tell the order.
      treatment_id    | -> treatments, distinct, filtered | Line of treatment.
      patient_id      | -> patients, filtered | Patient. | PatientID
      assessment_date | date | Day of the scan.
      study_week      | | Weeks since the start of the line, rounded; 0 is the baseline.
      sld_mm          | 1 decimals | Sum of the longest diameters of the target lesions, in mm. |
        | Tumor Shrinkage %
      recist_status   | | BASELINE, CR, PR, SD or PD, by RECIST 1.1 on the measured sums.
      _last_scan      | | Whether it is the last scan of the line.
      _film_backlog   | | Whether the centre's film archive is behind in the month.
      _cm_reader      | | Whether the reader dictates in centimetres at the time.
      event_date      | date, filtered | Day of diagnosis of the patient.
      """)
  public record TumorAssessment(
      long assessmentId,
      long treatmentId,
      long patientId,
      int assessmentDate,
      short studyWeek,
      double sldMm,
      RecistStatus recistStatus,
      boolean lastScan,
      boolean filmBacklog,
      boolean cmReader,
      int eventDate) {}

  /** One line of treatment. */
  @Columns(
      """
      treatment_id        | key, distinct | Line: patient_id x 10 + line.
      patient_id          | -> patients, filtered | Patient. | PatientID
      centre_id           | -> centres, filtered | Centre.
      line_number         | | 1 to 3.
      drug_name           | -> drugs | Drug or regimen. | TreatmentDrug, Drug Treatment
      start_date          | date | First day of the line; the baseline scan is on it.
      end_date            | date | Last day on the drug; NULL if still on it at the cut-off.
      end_reason          | | PROGRESSION, TOXICITY, DEATH or LOST; NULL if still on the drug.
      best_response       | | Best status before progression: CR, PR, SD, PD, or NE without a scan.
      tumor_shrinkage_pct | 1 decimals | Greatest loss of the sum of diameters against the baseline,
        | in percent; negative if it only grew; NULL without a scan. | Tumor Shrinkage %
      pfs_days            | | Days from the start to the first scan that shows progression, death,
        | loss or the cut-off. | ProgressionFreeSurvival_Days
      pfs_event           | | PROGRESSION, DEATH or CENSORED.
      drug_cost_usd       | money | List price for the days on the drug.
      event_date          | date, filtered | Day of diagnosis of the patient.
      """)
  public record Treatment(
      long treatmentId,
      long patientId,
      int centreId,
      short lineNumber,
      String drugName,
      int startDate,
      Integer endDate,
      EndReason endReason,
      BestResponse bestResponse,
      Double tumorShrinkagePct,
      int pfsDays,
      PfsEvent pfsEvent,
      long drugCostUsd,
      int eventDate) {}

  /** One gene, or PD-L1, of a report. */
  @Columns(
      """
      result_id              | key, distinct | Result: patient_id x 100 + gene 0 to 6, 10 for PD-L1,
        | 40 for an amendment, 50 for a test at progression.
      report_id              | filtered | Report: patient_id x 10 + 0 panel, 1 PD-L1, 2 amendment,
        | 3 progression.
      patient_id             | -> patients, filtered | Patient. | PatientID
      centre_id              | -> centres, filtered | Centre.
      report_type            | | INITIAL, AMENDED or PROGRESSION.
      panel                  | | SMALL_PANEL, LARGE_PANEL, BRCA_PANEL, IHC or CTDNA.
      biomarker              | | Gene symbol or PD-L1. | Biomarkers, Genetic Mutations
      result_status          | | DETECTED, NOT_DETECTED, QNS (quantity not sufficient) or FINAL
        | (PD-L1 with a value).
      variant_protein        | | Change of the protein in HGVS; NULL unless DETECTED. |
        | Genetic Mutations
      classification         | | PATHOGENIC, BENIGN or UNCERTAIN_SIGNIFICANCE; NULL unless
        | DETECTED.
      variant_allele_pct     | 1 decimals | Share of the reads with the variant, in percent; NULL
        | unless DETECTED, and in amendments.
      pd_l1_tps_pct          | 2 decimals | Tumour proportion score, 0 to 100; NULL but for PD-L1
        | with a value. | Biomarkers (PD-L1)
      specimen_date          | date | Day on which the specimen was taken.
      report_date            | date | Day on which the report was signed.
      _evidence_insufficient | | Whether the evidence did not suffice to class the variant.
      _legacy_lab            | | Whether the centre's laboratory writes variants in its own way.
      _old_notation          | | Whether its interface does so at the time.
      _fraction_lab          | | Whether a software release writes percentages as fractions.
      _resend                | | Whether the queue replays messages in the week.
      event_date             | date, filtered | Day of diagnosis of the patient.
      """)
  public record BiomarkerResult(
      long resultId,
      long reportId,
      long patientId,
      int centreId,
      ReportType reportType,
      Panel panel,
      String biomarker,
      ResultStatus resultStatus,
      String variantProtein,
      Classification classification,
      Double variantAllelePct,
      Double pdL1TpsPct,
      int specimenDate,
      int reportDate,
      boolean evidenceInsufficient,
      boolean legacyLab,
      boolean oldNotation,
      boolean fractionLab,
      boolean resend,
      int eventDate) {}

  /** One patient. */
  @Columns(
      """
      patient_id         | key, distinct, filtered | Patient: centre_id x 10,000,000 + a number that
        | tells nothing. | PatientID
      centre_id          | -> centres, filtered | Centre.
      tumor_type         | filtered | LUNG, BREAST, COLORECTAL or PANCREAS. | TumorType, Tumor Type
      histology_subtype  | | Lung ADENOCARCINOMA or SQUAMOUS; breast HR_POSITIVE, HER2_POSITIVE or
        | TRIPLE_NEGATIVE; colorectal ADENOCARCINOMA; pancreas DUCTAL.
      sex                | | F or M.
      age_years          | | Age at diagnosis, 25 to 95.
      ancestry           | | EUR, AFR, EAS or AMR.
      smoking_status     | | EVER or NEVER.
      ecog_at_diagnosis  | | ECOG performance status, 0 (fully active) to 3 (limited self-care).
      diagnosis_date     | date | Day of diagnosis of advanced disease.
      survival_months    | 1 decimals | Months of 30.4375 days from diagnosis to last contact. |
        | Survival Months
      is_deceased        | | Whether the last contact is the death; if not, survival is censored.
      last_contact_date  | date | Death, loss or cut-off, whichever is first.
      end_of_follow_up   | | DEATH, LOST or CUT_OFF.
      _own_words         | | Whether the abstractor writes tumours in words of their own.
      event_date         | date, filtered | Day of diagnosis.
      """)
  public record PatientRow(
      long patientId,
      int centreId,
      TumorType tumorType,
      Histology histologySubtype,
      Sex sex,
      int ageYears,
      Ancestry ancestry,
      Smoking smokingStatus,
      short ecogAtDiagnosis,
      int diagnosisDate,
      double survivalMonths,
      boolean isDeceased,
      int lastContactDate,
      EndOfFollowUp endOfFollowUp,
      boolean ownWords,
      int eventDate) {}

  /** One cancer centre. */
  @Columns(
      """
      centre_id   | key | Centre, 1 to the number of centres.
      centre_name | | Fictitious name.
      centre_type | | ACADEMIC or COMMUNITY.
      lab_system  | | HL7 or LEGACY_LIS.
      region      | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record CentreRow(
      int centreId, String centreName, CentreType centreType, LabSystem labSystem) {}

  /** One drug or regimen. */
  @Columns(
      """
      drug_name              | key | Drug or regimen; Drug X, Drug Y and Drug Z are fictitious. |
        | TreatmentDrug
      drug_class             | | CHEMO, IO (immunotherapy), EGFR_TKI_1G, EGFR_TKI_3G, ALK_TKI,
        | KRAS_G12C, PARP, CDK46_ET, HER2 or METABOLIC.
      label_tumor_type       | | Tumour that the label names; NULL if it is not restricted.
      label_biomarker        | | Biomarker that the label names; NULL if it is not restricted.
      list_price_usd_per_30d | money | List price of 30 days.
      """)
  public record DrugRow(
      String drugName,
      DrugClass drugClass,
      TumorType labelTumorType,
      String labelBiomarker,
      long listPriceUsdPer_30d) {}

  /** What is true of a patient's tumour, tested or not. */
  @Columns(
      """
      patient_id     | key, -> patients, distinct | Patient.
      driver         | | EGFR, KRAS, ALK or NONE.
      kras_g12c      | | Whether the driver is KRAS G12C.
      stk11          | | Whether STK11 is mutated.
      brca_deficient | | Whether BRCA1 or BRCA2 does not work: a pathogenic germline variant, or an
        | uncertain one that is pathogenic in truth.
      tps_group      | | True PD-L1 group: BELOW_1, FROM_1_TO_49 or FROM_50; NULL but in lung.
      event_date     | date | Day of diagnosis.
      """)
  public record PatientTruth(
      long patientId,
      Driver driver,
      boolean krasG12c,
      boolean stk11,
      boolean brcaDeficient,
      TpsGroup tpsGroup,
      int eventDate) {}

  /** What is true of a line of treatment. */
  @Columns(
      """
      treatment_id         | key, -> treatments, distinct | Line.
      response_class       | | SENSITIVE, STABILISED or REFRACTORY.
      durable              | | Whether no resistant clone was there.
      resistant_fraction   | 6 decimals | Share of the resistant clone at the start.
      resistance_mechanism | | T790M or OTHER at progression on first-line gefitinib, else NULL.
      event_date           | date | Day of diagnosis of the patient.
      """)
  public record LineTruth(
      long treatmentId,
      ResponseClass responseClass,
      boolean durable,
      double resistantFraction,
      Resistance resistanceMechanism,
      int eventDate) {}

  /** What an uncertain variant is in truth. */
  @Columns(
      """
      result_id           | key, -> biomarker_results, distinct | Result.
      true_classification | | PATHOGENIC or BENIGN.
      event_date          | date | Day of diagnosis of the patient.
      """)
  public record VariantTruth(long resultId, Classification trueClassification, int eventDate) {}

  static final Table<TumorAssessment> TUMOR_ASSESSMENTS =
      Table.fact(
              "tumor_assessments",
              TumorAssessment.class,
              "One row per scan, the baseline of a line of treatment among them.")
          .perMainRow(1);
  static final Table<Treatment> TREATMENTS =
      Table.fact("treatments", Treatment.class, "One row per patient and line of treatment.")
          .perMainRow(0.176);
  static final Table<BiomarkerResult> BIOMARKER_RESULTS =
      Table.fact(
              "biomarker_results",
              BiomarkerResult.class,
              "One row per gene, or PD-L1, of a report.")
          .perMainRow(0.68);
  static final Table<PatientRow> PATIENTS =
      Table.fact("patients", PatientRow.class, "One row per patient with advanced cancer.")
          .perMainRow(0.143);
  static final Table<CentreRow> CENTRES =
      Table.regional("centres", CentreRow.class, "One row per cancer centre.").perUnit(1);
  static final Table<DrugRow> DRUGS =
      Table.single("drugs", DrugRow.class, "One row per drug or regimen.")
          .reference()
          .rows(Drug.values().length);
  static final Table<PatientTruth> PATIENT_TRUTH =
      Table.fact("patient_truth", PatientTruth.class, "The biology of every tumour.")
          .key()
          .perMainRow(0.143);
  static final Table<LineTruth> LINE_TRUTH =
      Table.fact("line_truth", LineTruth.class, "Why every line went as it did.")
          .key()
          .perMainRow(0.176);
  static final Table<VariantTruth> VARIANT_TRUTH =
      Table.fact(
              "variant_truth",
              VariantTruth.class,
              "What the variants of insufficient evidence are in truth.")
          .key()
          .perMainRow(0.023);

  // ---- rules

  static final Param FOLLOW_UP_DAYS =
      new Param("follow_up.days_after_horizon", 366, 0, 3_660, "Days to the data cut-off.");
  static final Param PATIENTS_PER_MONTH =
      new Param("cohort.patients_per_month", 40, 0.1, 500, "Median of the centres' patients.");
  static final Param G12C_EVER =
      Param.share("driver.g12c_ever", 0.48, "Share of G12C among KRAS mutations of smokers.");
  static final Param AGE_EGFR =
      new Param("driver.egfr_by_age", -0.15, -2, 2, "Log EGFR frequency by an sd of age.");
  static final Param PD_L1_TESTED =
      Param.share("testing.pd_l1_tested", 0.92, "Share of lung tumours tested for PD-L1.");
  static final Param PD_L1_QNS =
      Param.share("testing.pd_l1_qns", 0.10, "Share of PD-L1 tests without enough tissue.");
  static final Param REPORT_DAYS =
      Param.positive("testing.report_days", 12, "Median days from specimen to panel report.");
  static final Param VUS_SMALL =
      Param.share("vus.small_panel", 0.10, "Chance of an uncertain variant in a small panel.");
  static final Param VUS_LARGE =
      Param.share("vus.large_panel", 0.26, "Chance of an uncertain variant in a large panel.");
  static final Param VUS_BRCA =
      Param.share("vus.brca_panel", 0.05, "Chance of an uncertain variant in a BRCA panel.");
  static final Param VUS_ANCESTRY =
      new Param("vus.ancestry_factor", 1.6, 0, 3, "Factor on these if ancestry is not European.");
  static final Param VUS_PATHOGENIC =
      Param.share("vus.pathogenic", 0.18, "Share of uncertain variants that are pathogenic.");
  static final Param RECLASSIFIED =
      Param.nonNegative("vus.reclassified_per_year", 0.03, "Classed later, a year.");
  static final Param OSIMERTINIB_FIRST =
      Param.share("choice.osimertinib_year_1", 0.55, "Osimertinib of EGFR, diagnosed in year 1.");
  static final Param OSIMERTINIB_SECOND =
      Param.share("choice.osimertinib_year_2", 0.65, "The same in year 2.");
  static final Param OSIMERTINIB_LATER =
      Param.share("choice.osimertinib_year_3", 0.75, "The same in year 3 and later.");
  static final Param G12C_TARGETED =
      Param.share("choice.g12c_targeted", 0.85, "Known KRAS G12C that get Drug X or Y in line 2.");
  static final Param DRUG_X_G12C =
      Param.share("clone.drug_x_g12c", 0.485, "Sensitive share of KRAS G12C to Drug X.");
  static final Param DRUG_Y_G12C =
      Param.share("clone.drug_y_g12c", 0.345, "Sensitive share of KRAS G12C to Drug Y.");
  static final Param OLAPARIB_BRCA =
      Param.share("clone.olaparib_brca", 0.68, "Sensitive share to olaparib if BRCA fails.");
  static final Param SCAN_WEEKS =
      new Param("scans.weeks", 6, 1, 26, "Weeks between the first six scans.");
  static final Param SCAN_WEEKS_LATER =
      new Param("scans.weeks_later", 9, 1, 52, "Weeks between later scans.");
  static final Param SCAN_ERROR =
      new Param("scans.error", 0.03, 0, 0.3, "Relative error of a measured sum of diameters.");
  static final Param GEFITINIB_REGROWTH =
      Param.positive(
          "resistance.regrowth_weeks",
          4.0,
          "Median doubling time, in weeks, of the clone that escapes gefitinib: 4 lets it return"
              + " after about six months, 8 after about ten as in FLAURA.");
  static final Param T790M_SHARE =
      Param.share("resistance.t790m", 0.62, "T790M among progressions on first-line gefitinib.");
  static final Param RETESTED =
      Param.share("resistance.retested", 0.63, "Share of those who are tested again.");
  static final Param LIBERAL_CENTRES =
      Param.share("expensive_failure.liberal_centres", 0.40, "Share of liberal centres.");
  static final Param LIBERAL =
      Param.share("expensive_failure.liberal", 0.36, "Pembrolizumab despite TPS below 1 there.");
  static final Param STRICT =
      Param.share("expensive_failure.strict", 0.11, "The same at the other centres.");
  static final Param Z_WORKS =
      Param.share("next_indication.works", 1, "STK11-mutated lung tumours that Drug Z reaches.");
  static final Param ON_LINE =
      Param.nonNegative("death.on_line", 0.010, "Deaths a month on a line before progression.");
  static final Param AFTER_PROGRESSION =
      Param.nonNegative("death.after_progression", 0.13, "The same after it, without a next line.");
  static final Param AFTER_LINE_3 =
      Param.nonNegative("death.after_line_3", 0.15, "The same after progression on line 3.");
  static final Param UNTREATED =
      Param.nonNegative("death.untreated", 0.16, "Deaths a month of those never treated.");
  static final Param OTHER_CAUSES =
      Param.nonNegative("death.other_causes", 0.010, "Other deaths a year at 60.");
  static final Param FRAILTY =
      new Param("death.frailty", 0.35, 0, 2, "Log hazard of a standard deviation of frailty.");
  static final Param SEVERITY_SHARE =
      Param.share("severity.class_share", 0.15, "Frailty's share in the response's variance.");
  static final Param TOXICITY =
      Param.nonNegative("toxicity.factor", 1, "Factor on all drugs' stops for toxicity.");
  static final Param LOST_PER_YEAR =
      Param.nonNegative("loss.per_year", 0.03, "Patients lost to follow-up in a year.");
  static final Param SHOCK_SD =
      new Param("shock.sd", 0.08, 0, 1, "Standard deviation of a region's monthly log diagnoses.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "follow_up",
              "design",
              "Everybody is followed to death, loss or one data cut-off after the horizon.",
              FOLLOW_UP_DAYS),
          Rule.of(
              "cohort",
              "generic",
              "A centre sees a log-normal number of new patients a month, academic ones more;"
                  + " months spread as a negative binomial and fall in December.",
              PATIENTS_PER_MONTH),
          Rule.of(
              "driver",
              "1.3, 2.3; CodeBreaK, FLAURA, Tempus",
              "A tumour has at most one driver, EGFR, KRAS or ALK, by histology, smoking, ancestry"
                  + " and age. STK11 and germline BRCA come beside it.",
              G12C_EVER,
              AGE_EGFR),
          Rule.of(
              "testing",
              "generic; EXPRESS",
              "Who gets which panel depends on tumour and centre; reports take days, and some"
                  + " specimens do not suffice. A result counts from its report on.",
              PD_L1_TESTED,
              PD_L1_QNS,
              REPORT_DAYS),
          Rule.of(
              "vus",
              "1.3, 2.3; Inselspital 2023, Esterling 2020",
              "Panels find variants of insufficient evidence, more often where ancestry is not"
                  + " European; few are pathogenic in truth, and each year a few are classed.",
              VUS_SMALL,
              VUS_LARGE,
              VUS_BRCA,
              VUS_ANCESTRY,
              VUS_PATHOGENIC,
              RECLASSIFIED),
          Rule.of(
              "choice",
              "2.3",
              "Drugs are chosen by what is known at the start of a line and by the centre's habits,"
                  + " Drug X or Y by habit alone.",
              OSIMERTINIB_FIRST,
              OSIMERTINIB_SECOND,
              OSIMERTINIB_LATER,
              G12C_TARGETED),
          Rule.of(
              "clone",
              "2.3",
              "A tumour is a sensitive part that shrinks and a resistant one that grows. Whether it"
                  + " is sensitive, stabilised or refractory depends on drug, mutation and"
                  + " frailty.",
              DRUG_X_G12C,
              DRUG_Y_G12C,
              OLAPARIB_BRCA),
          Rule.of(
              "scans",
              "1.3, 2.3; RECIST 1.1",
              "Progression is seen on a scan day only: every six weeks, later every nine.",
              SCAN_WEEKS,
              SCAN_WEEKS_LATER,
              SCAN_ERROR),
          Rule.of(
              "resistance",
              "1.3, 2.3; FLAURA",
              "Responders to gefitinib relapse after about six months, most by T790M; a blood test"
                  + " at progression finds it.",
              GEFITINIB_REGROWTH,
              T790M_SHARE,
              RETESTED),
          Rule.of(
              "expensive_failure",
              "1.3",
              "Some centres give pembrolizumab despite a low PD-L1, where it seldom works.",
              LIBERAL_CENTRES,
              LIBERAL,
              STRICT),
          Rule.of(
              "next_indication",
              "1.3",
              "Drug Z, labelled for breast cancer, works in STK11-mutated lung cancer.",
              Z_WORKS),
          Rule.of(
              "death",
              "generic; COTA 2015-22",
              "Death comes by tumour, ECOG and phase: on a line, after progression, untreated; and"
                  + " of other causes by age.",
              ON_LINE,
              AFTER_PROGRESSION,
              AFTER_LINE_3,
              UNTREATED,
              OTHER_CAUSES,
              FRAILTY),
          Rule.of(
              "severity",
              "design",
              "One frailty of a patient is read by ECOG, response, regrowth and survival.",
              SEVERITY_SHARE),
          Rule.of(
              "toxicity",
              "regimen tables",
              "Drugs are stopped for toxicity; then the sensitive part grows again.",
              TOXICITY),
          Rule.of("loss", "design", "Patients are lost; nothing is known after it.", LOST_PER_YEAR),
          Rule.of(
              "shock",
              "generic",
              "A region's centres see good and bad months together; two Januaries were bad.",
              SHOCK_SD));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("biomarker_results", "vus")
              .doc("The evidence did not suffice: the variant is of uncertain significance.")
              .source("1.3, 2.3 VUS")
              .where("_evidence_insufficient")
              .rate(0.97)
              .perRow(0.032)
              .set("classification", "'UNCERTAIN_SIGNIFICANCE'"),
          Stage.on("biomarker_results", "variant_alias")
              .doc("The laboratory's interface spells the variant in its own way.")
              .where("startswith(variant_protein, 'p.') AND _legacy_lab AND _old_notation")
              .rate(0.80)
              .perRow(0.011)
              .set("variant_protein", PrecisionOncology::alias),
          Stage.on("biomarker_results", "tps_fraction")
              .doc("A release of the laboratory's software writes the percentage as a fraction.")
              .where("pd_l1_tps_pct >= 1 AND _fraction_lab")
              .rate(0.50)
              .perRow(0.0063)
              .set("pd_l1_tps_pct", "round(pd_l1_tps_pct / 100, 2)"),
          Stage.on("biomarker_results", "duplicate_report")
              .doc("The report came by fax and by interface, and the queue was replayed.")
              .where("_resend")
              .rate(0.10)
              .perRow(0.02)
              .duplicate(),
          Stage.on("patients", "tumor_synonym")
              .doc("The abstractor writes the tumour in words of their own.")
              .where("_own_words")
              .rate(0.20)
              .perRow(0.026)
              .set(
                  "tumor_type",
                  "CASE tumor_type WHEN 'LUNG' THEN 'NSCLC' WHEN 'BREAST' THEN 'Breast Ca' WHEN"
                      + " 'COLORECTAL' THEN 'CRC' ELSE 'PDAC' END"),
          Stage.on("tumor_assessments", "missed_scan")
              .doc("The film archive is behind: the scan was not entered.")
              .where("_film_backlog AND study_week > 0 AND NOT _last_scan")
              .rate(0.20)
              .perRow(0.015)
              .drop(),
          Stage.on("tumor_assessments", "sld_cm")
              .doc("The reader dictated centimetres.")
              .where("_cm_reader AND sld_mm > 0")
              .rate(0.32)
              .perRow(0.0057)
              .set("sld_mm", "round(sld_mm / 10, 1)"));

  private static Column alias(Draws draws) {
    Column variant = col("variant_protein");
    Column spelling =
        element_at(
            array(lit("G12C"), lit("KRAS G12C"), lit("c.34G>T")), draws.integer("spelling", 1, 3));
    return when(variant.equalTo(G12C), spelling)
        .otherwise(expr("upper(substring(variant_protein, 3))"));
  }

  // ---- wiring

  /** Patients of a mean centre in a month: the size's mean, by type. */
  private static final double PATIENTS_PER_MONTH_OF_A_CENTRE = 45.4;

  /** Scans of a patient who is followed for ever, and the days in which most of them come. */
  private static final double SCANS = 7.46;

  private static final double SCAN_DAYS = 330;

  @Override
  public About about() {
    return new About(
        "precision_oncology",
        "Precision oncology: which mutation makes which drug work, and why responders relapse",
        """
            You lead translational science in a network of cancer centres. Every patient with
            advanced lung, breast, colorectal or pancreatic cancer gets, or does not get, a gene
            report, a drug and a scan every few weeks. Find which mutation makes which drug work,
            why responders relapse, what immunotherapy at low PD-L1 costs, what an uncertain variant
            is worth, and which unlabelled pair of drug and mutation is the next indication - where
            laboratories write variants in their own way and progression is seen on a scan day only.
        """,
        "cancer centre",
        List.of("1.3", "2.3"),
        Horizon.of("2021-01-01", "2023-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        TUMOR_ASSESSMENTS,
        TREATMENTS,
        BIOMARKER_RESULTS,
        PATIENTS,
        CENTRES,
        DRUGS,
        PATIENT_TRUTH,
        LINE_TRUTH,
        VARIANT_TRUTH);
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
  public Dealing dealing() {
    return Dealing.byShares(List.of("NORTHEAST", "MIDWEST", "SOUTH", "WEST"), 17, 21, 38, 24);
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(64).byMonth();
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    double followedDays = FOLLOW_UP_DAYS.defaultValue() + horizon.days() / 2.0;
    return PATIENTS_PER_MONTH_OF_A_CENTRE
        * 12
        * horizon.years()
        * SCANS
        * -Math.expm1(-followedDays / SCAN_DAYS);
  }

  /** The cut-off follows the last day, and nobody is known beyond it. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    return new Network(world);
  }
}
