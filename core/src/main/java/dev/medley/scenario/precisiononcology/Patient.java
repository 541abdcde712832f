package dev.medley.scenario.precisiononcology;

import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Ancestry;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Driver;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Gene;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Histology;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Sex;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Smoking;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TpsGroup;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;
import java.util.List;

/** Who falls ill, and what the tumour is made of, tested or not. */
final class Patient {

  // ---- people

  private static final List<TumorType> TUMOURS = List.of(TumorType.values());
  private static final List<Ancestry> ANCESTRIES = List.of(Ancestry.values());
  private static final List<TpsGroup> TPS_GROUPS = List.of(TpsGroup.values());
  private static final int YOUNGEST = 25;
  private static final int OLDEST = 95;

  /** Ever smoked, men and women: lung cancer, then the same of AMR and EAS, then other tumours. */
  private static final double[] SMOKERS_LUNG = {.90, .815};

  private static final double[] SMOKERS_LUNG_AMR = {.77, .665};
  private static final double[] SMOKERS_LUNG_EAS = {.80, .25};
  private static final double[] SMOKERS_OTHER = {.49, .37};

  private static final double ADENOCARCINOMA_EVER = .68;
  private static final double ADENOCARCINOMA_NEVER = .92;
  private static final double HR_POSITIVE = .70;
  private static final double HER2_POSITIVE = .15;

  /** ECOG 0, 1, 2 and 3 are .35, .40, .20 and .05: where a standard normal number has them. */
  private static final double[] ECOG_FROM = {-0.3853204664, 0.6744897502, 1.6448536270};

  private static final double ECOG_OF_AGE = .30;
  private static final double ECOG_OF_FRAILTY = .15;
  private static final double ECOG_OF_CENTRE = .15;
  private static final double ECOG_REST =
      Math.sqrt(
          1
              - ECOG_OF_AGE * ECOG_OF_AGE
              - ECOG_OF_FRAILTY * ECOG_OF_FRAILTY
              - ECOG_OF_CENTRE * ECOG_OF_CENTRE);

  // ---- biology

  private static final double ALK_BY_AGE = -.5;
  private static final double MOST_DRIVEN = .98;
  private static final double BRCA_YOUNG = 2;
  private static final int YOUNG = 45;
  private static final double BRCA1_OF_BRCA = .55;

  private static final double[] EGFR_SUMS = {.42, .90, 1};
  private static final String[] EGFR_VARIANTS = {
    "p.Leu858Arg", "p.Glu746_Ala750del", "p.Gly719Ala"
  };
  private static final double[] KRAS_SUMS = {.40, .75, .90, 1};
  private static final String[] KRAS_VARIANTS = {
    "p.Gly12Asp", "p.Gly12Val", "p.Gly13Asp", "p.Gln61His"
  };
  private static final String ALK_FUSION = "EML4-ALK";

  private static final double[] TPS_SUMS = {.48, .78, 1};

  final Centre centre;
  final long id;

  /** What draws are keyed by, with the centre: month and sequence. */
  final long key;

  final int diagnosisDay;
  final TumorType tumor;
  final Histology histology;
  final Sex sex;
  final int ageYears;

  /** Age in standard deviations from the tumour's mean. */
  final double ageScore;

  final double age;
  final Ancestry ancestry;
  final Smoking smoking;
  final int ecog;

  /** The number behind ECOG, standard normal. */
  final double ecogScore;

  /** Standard normal; above 0 does worse. */
  final double frailty;

  final Driver driver;
  final boolean isG12c;
  final boolean stk11;

  /** BRCA1 or BRCA2 if there is a pathogenic germline variant, or NULL. */
  final Gene brca;

  /** NULL but in lung. */
  final TpsGroup tpsGroup;

  /** Pathogenic variant of the driver, or NULL. */
  final String driverVariant;

  Patient(Network network, Centre centre, long id, long number, int diagnosisDay) {
    this.centre = centre;
    this.id = id;
    this.key = centre.unit * 10_000_000L + number;
    this.diagnosisDay = diagnosisDay;

    Draw draw = network.baselines.at(key);
    this.frailty = Normal.standard(draw);
    this.tumor = TUMOURS.get(Centre.pick(centre.tumours, draw.nextDouble()));
    this.sex = draw.nextDouble() < tumor.women ? Sex.F : Sex.M;
    this.ancestry = ANCESTRIES.get(Centre.pick(centre.ancestries, draw.nextDouble()));
    this.smoking = draw.nextDouble() < smokers() ? Smoking.EVER : Smoking.NEVER;
    this.histology = histology(draw.nextDouble());
    double rest = Normal.standard(draw);
    Normal ages = Normal.of(tumor.meanAge, tumor.sdAge);
    this.age = ages.cut(YOUNGEST, OLDEST + 1).sample(draw);
    this.ageYears = (int) age;
    this.ageScore = (age - ages.mean()) / ages.sd();
    this.ecogScore =
        ECOG_OF_AGE * ageScore
            + ECOG_OF_FRAILTY * frailty
            + ECOG_OF_CENTRE * centre.ecog
            + ECOG_REST * rest;
    this.ecog =
        ecogScore < ECOG_FROM[0]
            ? 0
            : ecogScore < ECOG_FROM[1] ? 1 : ecogScore < ECOG_FROM[2] ? 2 : 3;

    Draw gene = network.drivers.at(key);
    Biology kind = network.biology(this);
    this.driver = driver(gene.nextDouble(), kind, network.egfrByAge);
    this.isG12c = gene.nextDouble() < kind.g12cOfKras() && driver == Driver.KRAS;
    double which = gene.nextDouble();
    this.driverVariant =
        switch (driver) {
          case EGFR -> EGFR_VARIANTS[Centre.pick(EGFR_SUMS, which)];
          case KRAS ->
              isG12c ? PrecisionOncology.G12C : KRAS_VARIANTS[Centre.pick(KRAS_SUMS, which)];
          case ALK -> ALK_FUSION;
          case NONE -> null;
        };
    this.stk11 = gene.nextDouble() < kind.stk11() && driver != Driver.EGFR && driver != Driver.ALK;
    boolean isYoung = tumor == TumorType.BREAST && ageYears < YOUNG;
    boolean isCarrier = gene.nextDouble() < kind.brca() * (isYoung ? BRCA_YOUNG : 1);
    Gene carried = gene.nextDouble() < BRCA1_OF_BRCA ? Gene.BRCA1 : Gene.BRCA2;
    this.brca = isCarrier ? carried : null;
    TpsGroup group = TPS_GROUPS.get(Centre.pick(TPS_SUMS, gene.nextDouble()));
    this.tpsGroup = tumor == TumorType.LUNG ? group : null;
  }

  private double smokers() {
    double[] bySex =
        tumor != TumorType.LUNG
            ? SMOKERS_OTHER
            : switch (ancestry) {
              case AMR -> SMOKERS_LUNG_AMR;
              case EAS -> SMOKERS_LUNG_EAS;
              case EUR, AFR -> SMOKERS_LUNG;
            };
    return bySex[sex == Sex.M ? 0 : 1];
  }

  private Histology histology(double uniform) {
    return switch (tumor) {
      case LUNG ->
          uniform < (smoking == Smoking.EVER ? ADENOCARCINOMA_EVER : ADENOCARCINOMA_NEVER)
              ? Histology.ADENOCARCINOMA
              : Histology.SQUAMOUS;
      case BREAST ->
          uniform < HR_POSITIVE
              ? Histology.HR_POSITIVE
              : uniform < HR_POSITIVE + HER2_POSITIVE
                  ? Histology.HER2_POSITIVE
                  : Histology.TRIPLE_NEGATIVE;
      case COLORECTAL -> Histology.ADENOCARCINOMA;
      case PANCREAS -> Histology.DUCTAL;
    };
  }

  /** One uniform number in the order EGFR, KRAS, ALK, so that nobody has two. */
  private Driver driver(double uniform, Biology kind, double egfrByAge) {
    boolean isByAge = histology == Histology.ADENOCARCINOMA && tumor == TumorType.LUNG;
    double egfr = kind.egfr() * (isByAge ? byAge(egfrByAge) : 1);
    double alk = kind.alk() * (isByAge ? byAge(ALK_BY_AGE) : 1);
    double u = uniform * Math.max(1, (egfr + kind.kras() + alk) / MOST_DRIVEN);
    if (u < egfr) {
      return Driver.EGFR;
    }
    if (u < egfr + kind.kras()) {
      return Driver.KRAS;
    }
    return u < egfr + kind.kras() + alk ? Driver.ALK : Driver.NONE;
  }

  /** A factor of mean 1 over the ages. */
  private double byAge(double slope) {
    return Math.exp(slope * ageScore - slope * slope / 2);
  }

  boolean isEuropean() {
    return ancestry == Ancestry.EUR;
  }
}
