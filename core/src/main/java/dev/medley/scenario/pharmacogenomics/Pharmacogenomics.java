package dev.medley.scenario.pharmacogenomics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

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
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Twelve-week trials of one drug under one protocol: genotypes, drug levels, efficacy scores and
 * adverse events.
 *
 * <p>One cell is what up to 256 studies enrol in one region and month, with the whole follow-up.
 * The day of every dated row is the day on which its subject enrolled; visits run twelve weeks
 * longer. Sites keep Monday to Friday without federal holidays and close from 24 to 31 December.
 *
 * <p>{@link Trials} makes studies and sites, {@link Enrolment} is a cell, {@link Follower} makes a
 * subject and follows it.
 */
@AutoService(Scenario.class)
public final class Pharmacogenomics implements Scenario {

  // ---- code lists

  /** Treatment, drawn 1:2:2. */
  public enum Arm {
    PLACEBO,
    /** 100 mg for everybody. */
    STANDARD,
    /** 50 mg for slow metabolisers, 100 mg for the others. */
    GENOTYPE_GUIDED
  }

  /** Genetic ancestry: European, African, East Asian. */
  public enum Ancestry {
    EUR,
    AFR,
    EAS
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  /** What is genotyped. GENE_A and GENE_B are the drug's targets and fictitious. */
  public enum Gene {
    GENE_A,
    GENE_B,
    CYP2C19
  }

  /** Whether a subject has an ALT allele. */
  public enum Variant {
    PRESENT,
    ABSENT;

    static Variant of(boolean carried) {
      return carried ? PRESENT : ABSENT;
    }
  }

  /** Speed of metabolism that the genotype predicts. */
  public enum Rate {
    FAST,
    SLOW
  }

  /** CYP2C19 phenotype: poor, intermediate, normal, rapid, ultrarapid metaboliser. */
  public enum Phenotype {
    PM(0.30, Rate.SLOW),
    IM(0.60, Rate.SLOW),
    NM(1, Rate.FAST),
    RM(1.25, Rate.FAST),
    UM(1.6, Rate.FAST);

    /** Clearance relative to a normal metaboliser. */
    final double clearance;

    final Rate rate;

    Phenotype(double clearance, Rate rate) {
      this.clearance = clearance;
      this.rate = rate;
    }
  }

  /** Worst CTCAE grade, 0 to 5 in this order. */
  public enum Severity {
    NONE,
    MILD,
    MODERATE,
    SEVERE,
    LIFE_THREATENING,
    FATAL
  }

  /** Which target genes carry a variant: A and not B, B, neither. */
  public enum Segment {
    A_ONLY,
    B,
    NEITHER
  }

  // ---- tables

  /** One visit. */
  @Columns(
      """
      visit_id            | key, distinct | Visit: the subject and the week.
      subject_id          | -> subjects, distinct | Subject. | SubjectID
      study_id            | | Study.
      site_id             | -> sites | Trial site.
      visit_week          | filtered | 0, 2, 4, 6, 8, 10 or 12.
      visit_date          | date | Day of the visit, a working day within days of the planned one.
      dose_mg             | | Dose as assigned, mg a day: 0, 50 or 100.
      adherence_pct       | 0 decimals | Pill count since the last visit, 2 to 105 (lost returns);
        | NULL at week 0, before the first pill.
      cyp_inhibitor       | | Whether a strong CYP2C19 inhibitor is taken.
      trough_ng_ml        | 4 decimals | Drug level before the next dose, ng/mL, measured to 0.1;
        | NULL at week 0, on placebo and after death.
      drug_efficacy_score | 1 decimals | Efficacy score, 0 to 100; NULL after death. |
        | Drug_Efficacy_Score
      ae_grade            | | Worst CTCAE grade since the last visit, 0 to 5; 0 at week 0. |
        | Adverse_Event_Severity
      _ug_lab             | | Whether the site's laboratory runs the release that reports ug/mL.
      _loses_samples      | | Whether the site loses samples of the unwell.
      _skips              | | Whether the subject is likely to miss the visit; never the first and
        | never the last of one who discontinues.
      _resync             | | Whether the site's interface was resynchronised that month.
      event_date          | date, filtered | Day of enrolment.
      """)
  public record Visit(
      long visitId,
      long subjectId,
      int studyId,
      long siteId,
      short visitWeek,
      int visitDate,
      int doseMg,
      Double adherencePct,
      boolean cypInhibitor,
      Double troughNgMl,
      Double drugEfficacyScore,
      short aeGrade,
      boolean ugLab,
      boolean losesSamples,
      boolean skips,
      boolean resync,
      int eventDate) {}

  /** One subject. */
  @Columns(
      """
      subject_id             | key, distinct | Subject. | SubjectID
      study_id               | filtered | Study.
      site_id                | -> sites | Trial site.
      arm                    | filtered | PLACEBO, STANDARD or GENOTYPE_GUIDED.
      dose_mg                | | mg a day: 0 on placebo; 100; 50 for SLOW if guided.
      ancestry               | | EUR, AFR or EAS.
      sex                    | | F or M.
      age_years              | | 18 to 82.
      weight_kg              | 1 decimals | 42 to 165.
      gene_variant_a         | | PRESENT or ABSENT, an ALT allele of GENE_A as keyed into the trial
        | database. | Gene_Variant_A
      gene_variant_b         | | The same for GENE_B. | Gene_Variant_B
      metabolic_rate         | | FAST (NM, RM, UM) or SLOW (PM, IM), predicted by the genotype. |
        | Metabolic_Rate
      enrolled_date          | date | A working day.
      discontinued_week      | | Week of the last visit; NULL if week 12 was completed.
      drug_efficacy_score    | 1 decimals | Score at week 12, 0 to 100, a responder from 50 on;
        | NULL if discontinued. | Drug_Efficacy_Score
      adverse_event_severity | | Worst CTCAE grade: NONE, MILD, MODERATE, SEVERE, LIFE_THREATENING
        | or FATAL. | Adverse_Event_Severity
      _bad_plate             | | Whether the subject's DNA lies on a bad plate.
      _ctcae_site            | | Whether the site's coordinator writes grades instead of words.
      event_date             | date, filtered | Day of enrolment.
      """)
  public record Subject(
      long subjectId,
      int studyId,
      long siteId,
      Arm arm,
      int doseMg,
      Ancestry ancestry,
      Sex sex,
      int ageYears,
      double weightKg,
      Variant geneVariantA,
      Variant geneVariantB,
      Rate metabolicRate,
      int enrolledDate,
      Short discontinuedWeek,
      Double drugEfficacyScore,
      Severity adverseEventSeverity,
      boolean badPlate,
      boolean ctcaeSite,
      int eventDate) {}

  /** One gene of one subject. */
  @Columns(
      """
      genotype_id | key, distinct | Subject and gene.
      subject_id  | -> subjects, distinct | Subject. | SubjectID
      plate_id    | | Plate of 24 subjects, filled in the order of arrival.
      gene        | filtered | GENE_A, GENE_B or CYP2C19.
      allele_1    | | REF or ALT; *1, *2 or *17 of CYP2C19; the lower one first, phase unknown;
        | NULL is no call. | Gene_Variant_A, Gene_Variant_B
      allele_2    | | The other allele. | Gene_Variant_A, Gene_Variant_B
      phenotype   | | PM, IM, NM, RM or UM for CYP2C19; else NULL. | Metabolic_Rate (basis)
      _bad_plate  | | Whether the plate is bad.
      _low_dna    | | Whether the subject's tube holds little DNA.
      event_date  | date, filtered | Day of enrolment.
      """)
  @SuppressWarnings("MemberName") // The digit is a word of the column's name.
  public record Genotype(
      long genotypeId,
      long subjectId,
      long plateId,
      Gene gene,
      String allele_1,
      String allele_2,
      Phenotype phenotype,
      boolean badPlate,
      boolean lowDna,
      int eventDate) {}

  /** One trial site. */
  @Columns(
      """
      site_id   | key | Trial site.
      study_id  | | Study; a site belongs to one.
      site_name | | Study and number: Site 001-23.
      """)
  public record SiteRow(long siteId, int studyId, String siteName) {}

  /** What is true of a subject. */
  @Columns(
      """
      subject_id           | key, distinct | Subject.
      true_a               | | Whether GENE_A has an ALT allele.
      true_b               | | Whether GENE_B has an ALT allele.
      phenotype            | | CYP2C19 phenotype: PM, IM, NM, RM or UM.
      adherence            | 3 decimals | Share of pills that the subject usually takes.
      inhibitor_start_week | | Week of the trial, -8 to 7, from which on a strong inhibitor is
        | taken; NULL for most.
      response_probability | 4 decimals | Chance to respond at week 12.
      responder            | | Whether the subject responds, also if it discontinued before.
      segment              | | A_ONLY, B or NEITHER.
      event_date           | date, filtered | Day of enrolment.
      """)
  public record SubjectTruth(
      long subjectId,
      boolean trueA,
      boolean trueB,
      Phenotype phenotype,
      double adherence,
      Short inhibitorStartWeek,
      double responseProbability,
      boolean responder,
      Segment segment,
      int eventDate) {}

  /** What is true of a plate. */
  @Columns(
      """
      plate_id   | key | Plate.
      bad        | | Whether calls fail and samples are swapped on it.
      event_date | date, filtered | Day of enrolment of its first subject.
      """)
  public record PlateTruth(long plateId, boolean bad, int eventDate) {}

  /** Visits that are attended before a subject completes or discontinues, on average. */
  private static final double VISITS_PER_SUBJECT = 6.54;

  static final Table<Visit> VISITS =
      Table.fact("visits", Visit.class, "One row per subject and attended visit.").perMainRow(1);
  static final Table<Subject> SUBJECTS =
      Table.fact("subjects", Subject.class, "One row per enrolled subject.")
          .perMainRow(1 / VISITS_PER_SUBJECT);
  static final Table<Genotype> GENOTYPES =
      Table.fact("genotypes", Genotype.class, "Three rows per subject, one per gene.")
          .perMainRow(3 / VISITS_PER_SUBJECT);
  static final Table<SiteRow> SITES =
      Table.regional("sites", SiteRow.class, "One row per trial site.").perUnit(Trials.SITES);
  static final Table<SubjectTruth> SUBJECT_TRUTH =
      Table.fact("subject_truth", SubjectTruth.class, "What is true of every subject.")
          .key()
          .perMainRow(1 / VISITS_PER_SUBJECT);
  static final Table<PlateTruth> PLATE_TRUTH =
      Table.fact("plate_truth", PlateTruth.class, "Every genotyping plate.")
          .key()
          .perMainRow(0.0114);

  // ---- rules

  static final Param ENROLLED =
      Param.positive("enrolment.mean", 15, "Subjects per study, region and month.");
  static final Param STUDY_SIZE =
      Param.nonNegative("enrolment.study_sd", 0.4, "Spread of the logarithm of the studies' size.");
  static final Param DISPERSION =
      Param.positive("enrolment.dispersion", 7, "k of the negative binomial of monthly counts.");
  static final Param SHOCK =
      Param.nonNegative(
          "enrolment.shock_sd", 0.12, "Spread of what all trials of a region feel in a month.");
  static final Param BAD_PLATE = Param.share("enrolment.bad_plate", 0.08, "Share of bad plates.");
  static final Param ANCESTRY_GAP =
      Param.share(
          "alleles.ancestry_gap",
          1,
          "How much allele frequencies differ between ancestries; 0 gives all of them the mean.");
  static final Param GENE_CLEARANCE =
      new Param(
          "metabolism.gene",
          1,
          0,
          3,
          "Power of the phenotype's clearance; 0 makes all metabolise alike.");
  static final Param CLEARANCE_SD =
      Param.nonNegative("metabolism.sd", 0.20, "Spread of the logarithm of clearance.");
  static final Param INHIBITOR =
      Param.share("phenoconversion.share", 0.10, "Share of subjects who take a strong inhibitor.");
  static final Param INHIBITED =
      new Param(
          "phenoconversion.clearance",
          0.40,
          0.01,
          1,
          "Share of clearance that an inhibitor leaves.");
  static final Param POTENCY =
      Param.nonNegative("exposure.potency_sd", 0.05, "Spread of the logarithm of a lot's potency.");
  static final Param CARELESS =
      new Param("exposure.careless", 0.10, 0.001, 0.5, "Share of careless subjects at a site.");
  static final Param TROUGH =
      Param.positive("exposure.trough_ng_ml", 400, "Trough of a relative exposure of 1, ng/mL.");
  static final Param TROUGH_SD =
      Param.nonNegative("exposure.trough_sd", 0.15, "Spread of the logarithm of a trough.");
  static final Param SPONTANEOUS =
      new Param("efficacy.spontaneous", 0.25, 0.05, 0.9, "Chance to improve without the drug.");
  static final Param SPONTANEOUS_SD =
      new Param("efficacy.spontaneous_sd", 0.055, 0.001, 0.2, "Its spread over studies.");
  static final Param GAIN =
      Param.share("efficacy.gain", 0.68, "What the drug adds at most if GENE_A has an ALT allele.");
  static final Param HALF =
      Param.positive("efficacy.half", 0.03, "Square of the exposure of half the effect.");
  static final Param BLOCK =
      Param.share(
          "efficacy.block", 1, "How much an ALT allele of GENE_B blocks; 0 makes it harmless.");
  static final Param BLOCKED =
      Param.share("efficacy.blocked", 0.01, "Chance to respond without the target's pathway.");
  static final Param EXPOSURE_SLOPE =
      Param.nonNegative(
          "adverse_event.exposure", 1.15, "What a unit of log exposure adds to the liability.");
  static final Param PLACEBO_EXPOSURE =
      new Param("adverse_event.placebo", -1.5, -10, 5, "What replaces that term on placebo.");
  static final Param EVENT_AGE =
      Param.nonNegative("adverse_event.age", 0.18, "What a standard deviation of age adds.");
  static final Param EVENT_STUDY_SD =
      Param.nonNegative("adverse_event.study_sd", 0.20, "Spread of tolerance over studies.");
  static final Param EVENT_SITE_SD =
      Param.nonNegative("adverse_event.site_sd", 0.20, "Spread of tolerance over sites.");
  static final Param EVENT_SUBJECT_SD =
      Param.nonNegative("adverse_event.subject_sd", 0.61, "Spread of tolerance over subjects.");
  static final Param DROPOUT =
      Param.share("dropout.rate", 0.033, "Chance to stop after one of the visits 2 to 10.");
  static final Param DROPOUT_SD =
      Param.nonNegative("dropout.sd", 0.35, "Spread of its logarithm over studies, and sites.");
  static final Param DROPOUT_SEVERE =
      Param.nonNegative("dropout.severe", 2.5, "Its factor once a grade 3 or above occurred.");
  static final Param DROPOUT_PLACEBO =
      Param.nonNegative("dropout.placebo", 1.2, "Its factor on placebo.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "enrolment",
              "generic",
              "Every study enrols in every region: a negative binomial count a month, with season,"
                  + " a size of its own and a shock that all trials of a region feel. Plates of 24"
                  + " are filled in the order of arrival; some are bad.",
              ENROLLED,
              STUDY_SIZE,
              DISPERSION,
              SHOCK,
              BAD_PLATE),
          Rule.of(
              "alleles",
              "3.8",
              "Two independent draws per gene from the frequencies of the ancestry; genes are"
                  + " independent within it.",
              ANCESTRY_GAP),
          Rule.of(
              "metabolism",
              "3.8",
              "Clearance follows the CYP2C19 phenotype, weight, age, sex and the person.",
              GENE_CLEARANCE,
              CLEARANCE_SD),
          Rule.of(
              "phenoconversion",
              "3.8",
              "Some take a strong inhibitor from some week on, the older more often. Clearance"
                  + " falls; the published metabolic rate does not know.",
              INHIBITOR,
              INHIBITED),
          Rule.of(
              "exposure",
              "3.8",
              "Relative exposure is potency times dose times adherence over clearance; a trough"
                  + " measures it. Careless subjects take less than half of their pills.",
              POTENCY,
              CARELESS,
              TROUGH,
              TROUGH_SD),
          Rule.of(
              "efficacy",
              "3.8",
              "Some improve without the drug. With an ALT allele of GENE_A the drug adds to that"
                  + " as far as the mean exposure allows. An ALT allele of GENE_B takes the target"
                  + " away, whatever the first gene says.",
              SPONTANEOUS,
              SPONTANEOUS_SD,
              GAIN,
              HALF,
              BLOCK,
              BLOCKED),
          Rule.of(
              "adverse_event",
              "3.8",
              "At each visit a liability of tolerance, log exposure and chance passes so many"
                  + " thresholds as the grade says.",
              EXPOSURE_SLOPE,
              PLACEBO_EXPOSURE,
              EVENT_AGE,
              EVENT_STUDY_SD,
              EVENT_SITE_SD,
              EVENT_SUBJECT_SD),
          Rule.of(
              "dropout",
              "generic",
              "After a visit a subject may stop: more often at some studies and sites, after a"
                  + " severe event, on placebo and if careless. Death always stops, and so does a"
                  + " site that closes.",
              DROPOUT,
              DROPOUT_SD,
              DROPOUT_SEVERE,
              DROPOUT_PLACEBO));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("genotypes", "no_call")
              .doc("Too little DNA in the tube: the assay makes no call.")
              .where("_low_dna")
              .rate(0.20)
              .perRow(0.024)
              .setNull("allele_1", "allele_2"),
          Stage.on("genotypes", "plate_failure")
              .doc("Wells of a bad plate fail.")
              .where("_bad_plate AND allele_1 IS NOT NULL")
              .rate(0.08)
              .perRow(0.014)
              .setNull("allele_1", "allele_2"),
          Stage.on("subjects", "variant_flip")
              .doc("Samples of a bad plate are swapped in the trial database.")
              .where("_bad_plate")
              .rate(0.15)
              .perRow(0.013)
              .set("gene_variant_b", "IF(gene_variant_b = 'PRESENT', 'ABSENT', 'PRESENT')"),
          Stage.on("subjects", "severity_text")
              .doc("The coordinator writes the grade instead of the word.")
              .where("_ctcae_site AND adverse_event_severity <> 'NONE'")
              .rate(0.40)
              .perRow(0.069)
              .set(
                  "adverse_event_severity",
                  draws -> {
                    var grade =
                        expr(
                            "CASE adverse_event_severity WHEN 'MILD' THEN '1'"
                                + " WHEN 'MODERATE' THEN '2' WHEN 'SEVERE' THEN '3'"
                                + " WHEN 'LIFE_THREATENING' THEN '4' WHEN 'FATAL' THEN '5'"
                                + " ELSE adverse_event_severity END");
                    return when(draws.uniform("form").lt(0.5), grade)
                        .otherwise(concat(lit("Grade "), grade));
                  }),
          Stage.on("visits", "trough_unit")
              .doc("The laboratory's release reports ug/mL.")
              .where("_ug_lab AND trough_ng_ml IS NOT NULL")
              .rate(0.30)
              .perRow(0.023)
              .set("trough_ng_ml", draws -> col("trough_ng_ml").divide(1_000)),
          Stage.on("visits", "trough_lost")
              .doc("The sample is lost when the patient is unwell.")
              .where("ae_grade >= 2 AND _loses_samples AND trough_ng_ml IS NOT NULL")
              .rate(0.30)
              .perRow(0.0064)
              .setNull("trough_ng_ml"),
          Stage.on("visits", "missed_visit")
              .doc("The subject does not come.")
              .where("_skips AND visit_week > 0 AND visit_week < 12")
              .rate(0.16)
              .perRow(0.014)
              .drop(),
          Stage.on("visits", "duplicate_visit")
              .doc("The interface sends the month's visits again.")
              .where("_resync")
              .rate(0.20)
              .perRow(0.012)
              .duplicate());

  // ---- wiring

  private static final String[] REGIONS = {"NORTHEAST", "MIDWEST", "SOUTH", "WEST"};

  @Override
  public About about() {
    return new About(
        "pharmacogenomics",
        "Drug trials with genotypes: who responds, who is poisoned, and what hides it",
        """
        A drug looks mediocre: half of the patients respond. You have replicate 12-week trials with
        genotypes, drug levels, efficacy scores and adverse events. Show that one gene makes it work
        in nine of ten, that a second gene switches it off whatever the first one says, and that a
        third one decides who is poisoned by the standard dose. Mind mislabelled plates, mixed
        ancestries, drop-outs, and the co-medication that turns a fast metaboliser into a slow one.
        """,
        "multi-centre study",
        List.of("3.8"),
        Horizon.of("2023-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(VISITS, SUBJECTS, GENOTYPES, SITES, SUBJECT_TRUTH, PLATE_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  /** Every study has sites in every region. */
  @Override
  public Dealing dealing() {
    return Dealing.everywhere(REGIONS);
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(256).byMonth();
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return ENROLLED.defaultValue()
        * VISITS_PER_SUBJECT
        * REGIONS.length
        * Enrolment.seasonalMonths(horizon);
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon, int regionIndex) {
    return mainRowsPerUnit(horizon) / REGIONS.length;
  }

  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.of(Math.max(1, (long) Math.ceil(mainRows / mainRowsPerUnit(horizon))), horizon);
  }

  @Override
  public Simulator simulator(World world) {
    Enrolment.Laws laws = new Enrolment.Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new Enrolment(cell, laws);
      }
    };
  }
}
