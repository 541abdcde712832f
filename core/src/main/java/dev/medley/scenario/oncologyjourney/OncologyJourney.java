package dev.medley.scenario.oncologyjourney;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Cells;
import dev.medley.world.Dealing;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Cancer registries that follow lung and breast cancer from diagnosis through line after line to
 * death, loss or the data cut-off.
 *
 * <p>One cell is up to 32 registries of a region and all patients diagnosed there in a calendar
 * month; they are followed to the cut-off, so nothing crosses a border. The event date of all that
 * belongs to a patient is the day of diagnosis. All times are whole days.
 *
 * <p>{@link RegistryMonth} finds the cases, {@link Journey} is one patient, {@link Registry} what a
 * hospital and its abstractors have of their own, {@link Regimen} the drugs.
 */
@AutoService(Scenario.class)
public final class OncologyJourney implements Scenario {

  // ---- code lists

  /** Non-small-cell lung cancer or breast cancer. */
  public enum Tumor {
    LUNG,
    BREAST
  }

  /** Of the person. */
  public enum Sex {
    F,
    M
  }

  /** How far it had spread, with the spellings of those who have their own. */
  public enum CancerStage {
    I(1, "IA"),
    II(2, "IIB"),
    III(3, "IIIA"),
    IV(4, "IVA");

    final int number;
    private final String substage;

    CancerStage(int number, String substage) {
      this.number = number;
      this.substage = substage;
    }

    /** As one of the three kinds of abstractors with their own spelling writes it. */
    String spelling(int kind) {
      return kind == 0 ? substage : kind == 1 ? Integer.toString(number) : "Stage " + name();
    }
  }

  /** As far as the registry knows. */
  public enum VitalStatus {
    ALIVE,
    DECEASED
  }

  /** What is known of a date of death. */
  public enum Precision {
    DAY,
    MONTH
  }

  /** What a line is for. */
  public enum Intent {
    CURATIVE,
    PALLIATIVE
  }

  /** Why a line stopped. */
  public enum Reason {
    PROGRESSION,
    TOXICITY,
    COMPLETED,
    PATIENT_CHOICE,
    DEATH,
    LOST_TO_FOLLOW_UP
  }

  static final String EGFR = "EGFR";
  static final String ALK = "ALK";
  static final String NONE = "NONE";
  static final String HR_POSITIVE = "HR+/HER2-";
  static final String HER2_POSITIVE = "HER2+";
  static final String TRIPLE_NEGATIVE = "TNBC";

  static final String[] COMBINATION_BRANDS = {
    "carboplatin/pemetrexed/pembrolizumab", "CARBO-PEM-PEMBRO"
  };
  static final String[] OSIMERTINIB_BRANDS = {"OSIMERTINIB 80MG", "osimertinib mono"};

  // ---- tables

  /** One line of systemic therapy. */
  @Columns(
      """
      line_id                   | key, distinct | Line; tells nothing of the order.
      patient_id                | -> registry_cases, filtered | Patient. | PatientID
      registry_id               | -> registries, filtered | Registry.
      registrar_id              | | Who abstracted the line: registry_id x 100 + a number.
      line_of_therapy           | filtered | 1 to 4, counting all systemic lines of the patient. |
        | Line_of_Therapy
      therapy_intent            | | CURATIVE or PALLIATIVE.
      drug_regimen              | -> regimens, filtered | Standard code of the regimen. |
        | Drug_Regimen
      start_date                | date | First day of the line. | Start_Date
      end_date                  | date | Last day of the line; NULL if on treatment at the
        | cut-off. | End_Date
      reason_for_discontinuation | | PROGRESSION, TOXICITY, COMPLETED, PATIENT_CHOICE, DEATH or
        | LOST_TO_FOLLOW_UP; NULL if on treatment. | Reason_for_Discontinuation
      ecog_at_start             | | ECOG performance status at the start, 0 (fit) to 4 (bedridden).
      _sloppy                   | | Whether the registrar mixes up dates in the quarter of the
        | start.
      _restarts                 | | Whether the registrar counts from 1 again after a change of
        | hospital.
      _brand_writer             | | What the registrar calls the regimen; NULL if he writes the
        | code.
      _hurried                  | | Whether the registrar is in a hurry at the end of the line.
      _transferred              | | Whether the patient changed hospital before the second line.
      event_date                | date, filtered | Day of the patient's diagnosis.
      """)
  public record TherapyLine(
      long lineId,
      long patientId,
      int registryId,
      long registrarId,
      short lineOfTherapy,
      Intent therapyIntent,
      String drugRegimen,
      int startDate,
      Integer endDate,
      Reason reasonForDiscontinuation,
      short ecogAtStart,
      boolean sloppy,
      boolean restarts,
      String brandWriter,
      boolean hurried,
      boolean transferred,
      int eventDate) {}

  /** One patient with one cancer. */
  @Columns(
      """
      patient_id           | key, distinct, filtered | Patient; tells neither month nor order. |
        | PatientID
      registry_id          | -> registries, filtered | Registry.
      tumor_type           | filtered | LUNG (non-small-cell) or BREAST. | Tumor_Type
      stage                | filtered | I, II, III or IV at diagnosis. | Stage
      biomarker_status     | filtered | Lung: EGFR+/ALK-, EGFR-/ALK+, EGFR-/ALK- or UNKNOWN (not
        | tested); breast: HR+/HER2-, HER2+ or TNBC. | Biomarker_Status
      sex                  | | F or M.
      age_at_diagnosis     | | Whole years, 28 to 95.
      ecog_at_diagnosis    | | ECOG performance status, 0 to 3.
      diagnosis_date       | date | Day of diagnosis, a working day.
      ngs_test_date        | date | Day of the result of the gene test, lung only; NULL if never
        | tested.
      vital_status         | | ALIVE or DECEASED, as far as the registry knows.
      last_contact_date    | date | Day of death or loss, or of the last visit before the cut-off.
      date_of_death        | date | Day of death; NULL unless one is recorded. | Date_of_Death
      death_date_precision | | DAY or MONTH; NULL without a date.
      _link_gap            | | Whether the state's death index was not linked at the time.
      _month_source        | | Whether the death index gives no day.
      _own_words           | | How the abstractor spells the stage; NULL if as the standard does.
      _last_encounter_date | date | Last day on which the hospital saw somebody who died; NULL if
        | alive.
      event_date           | date, filtered | Day of diagnosis.
      """)
  public record RegistryCase(
      long patientId,
      int registryId,
      Tumor tumorType,
      CancerStage stage,
      String biomarkerStatus,
      Sex sex,
      int ageAtDiagnosis,
      short ecogAtDiagnosis,
      int diagnosisDate,
      Integer ngsTestDate,
      VitalStatus vitalStatus,
      int lastContactDate,
      Integer dateOfDeath,
      Precision deathDatePrecision,
      boolean linkGap,
      boolean monthSource,
      String ownWords,
      Integer lastEncounterDate,
      int eventDate) {}

  /** One hospital's cancer registry. */
  @Columns(
      """
      registry_id   | key | Registry.
      registry_name | | Registry and its number.
      """)
  public record RegistryRow(int registryId, String registryName) {}

  /** One regimen. */
  @Columns(
      """
      drug_regimen  | key | Standard code of the regimen. | Drug_Regimen
      tumor_type    | | LUNG or BREAST.
      regimen_class | | IO (immunotherapy), CHEMO, TKI (kinase inhibitor), ET (endocrine), HER2 or
        | ADC (antibody-drug conjugate).
      """)
  public record RegimenRow(String drugRegimen, Tumor tumorType, String regimenClass) {}

  /** What is true of a patient. */
  @Columns(
      """
      patient_id      | key, -> registry_cases, distinct | Patient.
      true_driver     | | Lung: EGFR, ALK or NONE; breast: HR+/HER2-, HER2+ or TNBC.
      cured           | | Whether the cancer will not come back.
      frailty         | 4 decimals | Factor on all hazards of the disease.
      relapse_date    | date | Day on which it came back; NULL if not while followed.
      true_death_date | date | Day of death; NULL if not while followed.
      event_date      | date | Day of diagnosis.
      """)
  public record CaseTruth(
      long patientId,
      String trueDriver,
      boolean cured,
      double frailty,
      Integer relapseDate,
      Integer trueDeathDate,
      int eventDate) {}

  /** What is true of a line. */
  @Columns(
      """
      line_id         | key, -> therapy_lines, distinct | Line.
      true_line       | | 1 to 4, counting all systemic lines.
      palliative_line | | 1 to 3, counting palliative lines; NULL if curative.
      durable         | | Whether the tumour never grows on this line.
      event_date      | date | Day of the patient's diagnosis.
      """)
  public record LineTruth(
      long lineId, short trueLine, Short palliativeLine, boolean durable, int eventDate) {}

  static final Table<TherapyLine> THERAPY_LINES =
      Table.fact("therapy_lines", TherapyLine.class, "One row per line of systemic therapy.")
          .perMainRow(1);
  static final Table<RegistryCase> REGISTRY_CASES =
      Table.fact("registry_cases", RegistryCase.class, "One row per patient, at the data cut-off.")
          .perMainRow(1.08);
  static final Table<RegistryRow> REGISTRIES =
      Table.regional("registries", RegistryRow.class, "One row per registry.").perUnit(1);
  static final Table<RegimenRow> REGIMENS =
      Table.single("regimens", RegimenRow.class, "One row per regimen.").reference().rows(21);
  static final Table<CaseTruth> CASE_TRUTH =
      Table.fact("case_truth", CaseTruth.class, "What nobody knew of every patient.")
          .key()
          .perMainRow(1.08);
  static final Table<LineTruth> LINE_TRUTH =
      Table.fact("line_truth", LineTruth.class, "What every line really was.").key().perMainRow(1);

  // ---- rules

  static final Param CASES =
      Param.positive("cohort.cases_per_month", 110, "Cases a month of a registry, median.");
  static final Param DISPERSION =
      Param.positive(
          "cohort.dispersion", 20, "Of the month's count: its variance is mean + mean²/this.");
  static final Param FRAILTY =
      new Param(
          "biology.frailty_sd",
          0.45,
          0,
          2,
          "Spread of the patients' frailties: sd of the logarithm of the hazard.");
  static final Param OTHER_DEATH =
      Param.positive(
          "biology.other_death", 0.010, "Deaths of other causes a year at the age of 60.");
  static final Param TEST_LOG_ODDS =
      new Param("testing.log_odds", 0.90, -10, 10, "Log odds that a gene test is ordered.");
  static final Param ECOG_AT_RELAPSE =
      Param.share(
          "early_stage.ecog_worse", 0.30, "Share of relapses that make the ECOG status worse.");
  static final Param UNTREATED_LOG_ODDS =
      new Param(
          "first_line.untreated_log_odds",
          -2.8,
          -20,
          20,
          "Log odds that a fit lung patient of 68 is never treated.");
  static final Param WAITING_LUNG =
      Param.positive(
          "first_line.death_lung", 0.09, "Deaths a month before the first line, lung, ECOG 0.");
  static final Param WAITING_BREAST =
      Param.positive(
          "first_line.death_breast", 0.03, "Deaths a month before the first line, breast, ECOG 0.");
  static final Param LINE_DEATH_LUNG =
      Param.positive("line.death_lung", 0.029, "Deaths a month on a line, lung, ECOG 0.");
  static final Param LINE_DEATH_BREAST =
      Param.positive("line.death_breast", 0.014, "Deaths a month on a line, breast, ECOG 0.");
  static final Param CHOICE_PER_MONTH =
      Param.nonNegative("line.choice", 0.012, "Lines stopped a month by the patient, ECOG 0.");
  static final Param PLAN_SPREAD =
      new Param(
          "line.plan_spread", 0.08, 0, 0.2, "Spread of the planned lengths, as a share of them.");
  static final Param REGIMEN_B_MONTHS =
      Param.positive("line.regimen_b_months", 6.8, "Median months to progression on regimen_B.");
  static final Param REGIMEN_B_DEATH =
      Param.positive("line.regimen_b_death", 0.55, "Factor of regimen_B on deaths on a line.");
  static final Param NEXT_LUNG =
      new Param("next_line.lung", 0.68, -10, 10, "Log odds of another line, lung, ECOG 0.");
  static final Param NEXT_AFTER_TKI =
      new Param(
          "next_line.after_tki", 2.1, -10, 10, "Log odds of another line after a TKI, ECOG 0.");
  static final Param NEXT_BREAST =
      new Param("next_line.breast", 2.0, -10, 10, "Log odds of another line, breast, ECOG 0.");
  static final Param NEXT_BY_ECOG =
      Param.nonNegative("next_line.ecog", 0.75, "What each ECOG grade takes of those log odds.");
  static final Param ECOG_AFTER_PROGRESSION =
      Param.share(
          "next_line.ecog_worse", 0.38, "Share of progressions that make the ECOG status worse.");
  static final Param FITNESS =
      Param.share(
          "choice.fitness",
          1,
          "How far ECOG decides who is given regimen_B: 1 as observed, 0 not at all.");
  static final Param TRANSFERRED =
      Param.share(
          "next_line.transferred",
          0.08,
          "Share of patients with a second line who changed hospital before it.");
  static final Param LOSS_PER_YEAR =
      Param.positive("follow_up.loss_per_year", 0.04, "Patients lost to follow-up a year.");
  static final Param DAYS_AFTER_HORIZON =
      new Param(
          "follow_up.days_after_horizon",
          731,
          0,
          10_000,
          "Days from the end of the horizon to the data cut-off.");
  static final Param SPREAD =
      new Param(
          "registry.spread",
          1,
          0,
          2,
          "How far registries differ in all that is their own, as a share of the default.");
  static final Param AGE_IN_SEVERITY =
      new Param("severity.age", 0.25, 0, 0.9, "Correlation of age and ECOG status.");
  static final Param SEAT_YEARS =
      Param.positive("registrars.years", 8, "Mean years for which a registrar stays.");
  static final Param SLOPPY =
      Param.share("registrars.sloppy", 1 / 6.0, "Share of registrars who mix up dates.");
  static final Param CLINIC_DAY =
      Param.share(
          "calendar.clinic_day", 0.6, "Share of line starts on the patient's own clinic weekday.");
  static final Param PANDEMIC =
      Param.share(
          "shock.pandemic",
          1,
          "Strength of the pandemic: missed diagnoses, late stages, excess deaths.");
  static final Param SHOCK_SD =
      Param.nonNegative(
          "shock.sd", 0.06, "Spread of a region's months: sd of the logarithm of the cases.");
  static final Param WINTER =
      Param.share("shock.winter", 0.12, "How many more die in mid-January than on average.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "cohort",
              "generic",
              "Registries differ in size (log-normal, sigma .4). The cases of a month are negative"
                  + " binomial; December has a tenth less. Three of five are non-small-cell lung"
                  + " cancer, the others breast cancer.",
              CASES,
              DISPERSION),
          Rule.of(
              "biology",
              "SEER stages; EGFR 22 % of women and 13 % of men with adenocarcinoma",
              "Every tumour has a driver or subtype: EGFR rather in women, ALK and triple-negative"
                  + " rather in the young. One frailty multiplies all hazards of the disease, so"
                  + " that those who reach the third line are a selected group. Other causes of"
                  + " death double every eight years of age.",
              FRAILTY,
              OTHER_DEATH),
          Rule.of(
              "testing",
              "3.3",
              "A gene test is ordered whatever the age and the prognosis. Its result comes about a"
                  + " month later and is recorded only if the patient is still alive and followed:"
                  + " the tested are those who lived to be tested. A driver is known at a line if"
                  + " the result is there by its start.",
              TEST_LOG_ODDS),
          Rule.of(
              "early_stage",
              "3.3",
              "Stages I to III: a share is given a curative line, a share is cured, and of the others"
                  + " the cancer comes back after three months and a Weibull time that shrinks with"
                  + " the stage and the frailty; a relapse on the line stops it.",
              ECOG_AT_RELAPSE),
          Rule.of(
              "first_line",
              "Ontario registry: 26.7 % of stage IV lung never treated",
              "The unfit and the old are treated less often. Before the line, and for ever without"
                  + " one, death comes at a rate that grows with the ECOG status and the frailty.",
              UNTREATED_LOG_ODDS,
              WAITING_LUNG,
              WAITING_BREAST),
          Rule.of(
              "line",
              "3.3 Reason_for_Discontinuation; FLAURA, two-year rule of pembrolizumab",
              "A line ends by the first of progression (Weibull), death, toxicity, its plan, the"
                  + " patient's choice, another cause of death, loss. A durable response never"
                  + " progresses. What is still running at the cut-off has no end.",
              LINE_DEATH_LUNG,
              LINE_DEATH_BREAST,
              CHOICE_PER_MONTH,
              PLAN_SPREAD,
              REGIMEN_B_MONTHS,
              REGIMEN_B_DEATH),
          Rule.of(
              "next_line",
              "COTA 2015-22; NOWEL",
              "After progression at once, after other stops when the disease returns, the fit and"
                  + " the young are given another line, at most three. Some progressions make the"
                  + " ECOG status worse. Death races with the start of the line. A few patients"
                  + " change hospital before the second line.",
              NEXT_LUNG,
              NEXT_AFTER_TKI,
              NEXT_BREAST,
              NEXT_BY_ECOG,
              ECOG_AFTER_PROGRESSION,
              TRANSFERRED),
          Rule.of(
              "choice",
              "3.3; COTA: platinum doublets give way to immunotherapy",
              "Drivers that are known get their inhibitor. The chemo-immunotherapy spreads over the"
                  + " years, in each registry at its own time. In the second line of lung cancer fit"
                  + " patients get regimen_B and unfit ones regimen_C, and a registry's taste has"
                  + " its say: half of what sets the two apart is who got them.",
              FITNESS),
          Rule.of(
              "follow_up",
              "3.3",
              "Patients move away and are lost; the others are followed to the cut-off. A death after"
                  + " loss is not recorded.",
              LOSS_PER_YEAR,
              DAYS_AFTER_HORIZON),
          Rule.of(
              "registry",
              "generic",
              "Registries differ in mix of tumours, stages and ages, in testing, treating, adoption,"
                  + " taste, mortality and loss, each for itself and for ever.",
              SPREAD),
          Rule.of(
              "severity",
              "generic",
              "One severity of age, frailty and chance sets the ECOG status by its rank within the"
                  + " stage. Who stops for toxicity or by choice once does so again.",
              AGE_IN_SEVERITY),
          Rule.of(
              "registrars",
              "generic",
              "Cases are abstracted by people who come and go and keep their habits: one in six mixes"
                  + " up dates in his bad quarters, some write brands or stages in their own words,"
                  + " most count from 1 again after a change of hospital.",
              SEAT_YEARS,
              SLOPPY),
          Rule.of(
              "calendar",
              "generic",
              "Diagnoses, results, starts and ends fall on working days; a patient has a clinic"
                  + " weekday.",
              CLINIC_DAY),
          Rule.of(
              "shock",
              "CDC: fewer diagnoses from April 2020 on, excess deaths",
              "All registries of a region share good and bad months, the pandemic and the winter.",
              PANDEMIC,
              SHOCK_SD,
              WINTER));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("registry_cases", "death_missing")
              .doc(
                  "The death index was not linked: the dead look alive and were last seen when"
                      + " the hospital saw them.")
              .where("date_of_death IS NOT NULL AND _link_gap")
              .rate(0.40)
              .perRow(0.15)
              .change("date_of_death", draws -> lit(null))
              .change("last_contact_date", draws -> col("_last_encounter_date"))
              .change("vital_status", draws -> lit(VitalStatus.ALIVE.name()))
              .change("death_date_precision", draws -> lit(null))
              .done(),
          Stage.on("registry_cases", "death_month_only")
              .doc("The death index gave the month: the 15th is written.")
              .where("date_of_death IS NOT NULL AND _month_source")
              .rate(0.80)
              .perRow(0.27)
              .change("date_of_death", draws -> expr("date_add(trunc(date_of_death, 'MONTH'), 14)"))
              .change("death_date_precision", draws -> lit(Precision.MONTH.name()))
              .done(),
          Stage.on("registry_cases", "stage_text")
              .doc("The abstractor writes the stage in his own way.")
              .where("_own_words IS NOT NULL")
              .rate(0.40)
              .perRow(0.095)
              .set("stage", "_own_words"),
          Stage.on("therapy_lines", "line_reset")
              .doc("The new hospital starts counting again.")
              .source("3.3")
              .where("_transferred AND _restarts AND line_of_therapy >= 2")
              .rate(0.90)
              .perRow(0.015)
              .set("line_of_therapy", "line_of_therapy - 1"),
          Stage.on("therapy_lines", "date_swap")
              .doc("Start and end of the line are exchanged.")
              .where("_sloppy AND end_date IS NOT NULL")
              .rate(0.20)
              .perRow(0.037)
              .change("start_date", draws -> col("end_date"))
              .change("end_date", draws -> col("start_date"))
              .done(),
          Stage.on("therapy_lines", "regimen_alias")
              .doc("The regimen is written as a brand or a list of its drugs.")
              .where("_brand_writer IS NOT NULL")
              .rate(0.50)
              .perRow(0.024)
              .set("drug_regimen", "_brand_writer"),
          Stage.on("therapy_lines", "reason_missing")
              .doc("The reason for stopping was not looked up.")
              .source("3.3")
              .where(
                  "reason_for_discontinuation IN ('TOXICITY', 'COMPLETED', 'PATIENT_CHOICE')"
                      + " AND _hurried")
              .rate(0.50)
              .perRow(0.067)
              .setNull("reason_for_discontinuation"));

  // ---- wiring

  /** Lines of a registry in a year of diagnoses, which are all followed to the cut-off. */
  private static final double LINES_PER_YEAR = 1_260;

  @Override
  public About about() {
    return new About(
        "oncology_journey",
        "Oncology journeys: lines of therapy, survival, and who was fit enough for which drug",
        """
            You have a tumour registry: when each cancer was found, how far it had spread, which
            drugs came in which order, why each was stopped, and when the patient died - if anybody
            told the registry. Draw the Sankey from first to second to third line, the Kaplan-Meier
            curves by path and stage, and find out how much of the difference between two
            second-line choices is the drug and how much is who was fit enough to get it.
        """,
        "hospital cancer registry",
        List.of("3.3"),
        Horizon.of("2018-01-01", "2022-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(THERAPY_LINES, REGISTRY_CASES, REGISTRIES, REGIMENS, CASE_TRUTH, LINE_TRUTH);
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
    return LINES_PER_YEAR * horizon.years();
  }

  @Override
  public Dealing dealing() {
    return Dealing.byShares(List.of("NORTHEAST", "MIDWEST", "SOUTH", "WEST"), 18, 21, 38, 23);
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(32).byMonth();
  }

  /** A patient is followed to the cut-off, which lies behind the horizon's end. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new RegistryMonth(cell, world, laws);
      }

      @Override
      public void emitReference(Emitter out) {
        for (Regimen regimen : Regimen.values()) {
          out.emit(REGIMENS, new RegimenRow(regimen.code, regimen.tumor, regimen.kind.name()));
        }
      }
    };
  }
}
