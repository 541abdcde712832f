package dev.medley.scenario.precisiononcology;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.CentreType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Classification;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Driver;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Gene;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Panel;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ReportType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ResultStatus;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TpsGroup;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.VariantTruth;
import dev.medley.world.Emitter;

/** What is tested of a patient at diagnosis, what is found, and from when on it is known. */
final class Workup {

  /** NONE, SMALL, LARGE, BRCA: lung academic, lung community, breast, colorectal, pancreas. */
  private static final double[][] ORDERS = {
    {.05, .30, .65, 0},
    {.20, .40, .40, 0},
    {.25, 0, .20, .55},
    {.15, .50, .35, 0},
    {.25, 0, .55, .20}
  };

  private static final Panel[] PANELS = {
    null, Panel.SMALL_PANEL, Panel.LARGE_PANEL, Panel.BRCA_PANEL
  };

  /** Working days from diagnosis to specimen, at most. */
  private static final int SPECIMEN_DAYS = 5;

  private static final LogNormal TURNAROUND = LogNormal.ofMedianAndP90(1, 2);
  private static final LogNormal PD_L1_DAYS = LogNormal.ofMedianAndP90(4, 9);

  /** Share of tumour cells in a specimen, in percent. */
  private static final Normal PURITY = Normal.of(56, 22).cut(8, 98);

  private static final double ALLELE_CV = .12;

  /** Half of all reads, less what mapping loses. */
  private static final Normal GERMLINE_PCT = Normal.of(48, 4).cut(30, 66);

  /** Known benign variants in SMALL, LARGE and BRCA panels. */
  private static final double BENIGN_SMALL = .10;

  private static final double BENIGN_LARGE = .25;
  private static final double BENIGN_BRCA = .10;

  /** Scores as pathologists read them. */
  private static final int[] TPS_FROM_1 = {
    1, 2, 3, 5, 5, 5, 10, 10, 10, 10, 15, 20, 20, 25, 30, 40, 40, 45
  };

  private static final int[] TPS_FROM_50 = {
    50, 50, 55, 60, 60, 70, 70, 75, 80, 80, 80, 85, 90, 90, 95, 100
  };

  /** Codons of invented variants: from 20, stop codons from 50, to 899 or the protein's end. */
  private static final int OTHER_FROM = 20;

  private static final int STOPPED_FROM = 50;
  private static final int LAST_CODON = 899;

  private static final int AMENDED_RESULT = 40;
  private static final int PD_L1_RESULT = 10;

  private static final int GENES = Gene.values().length;

  private final Patient patient;

  /** NULL if none was ordered. */
  final Panel panel;

  final int specimenDay;
  final int reportDay;
  private final boolean isPanelQns;

  private final String[] variants = new String[GENES];
  private final Classification[] truths = new Classification[GENES];
  private final double[] allelePct = new double[GENES];

  /** Gene with a variant of insufficient evidence, or NULL. */
  private Gene uncertain;

  private final boolean isPdL1Tested;
  private final boolean isPdL1Qns;
  private final int pdL1ReportDay;
  private final int tps;
  private final int amendedDay;

  Workup(Network network, Patient patient) {
    this.patient = patient;
    Centre centre = patient.centre;
    Draw draw = network.panels.at(patient.key);
    this.panel = ordered(draw.nextDouble());
    this.specimenDay =
        Network.WORK.plusBusinessDays(patient.diagnosisDay, draw.nextInt(SPECIMEN_DAYS + 1));
    double days = network.reportDays * TURNAROUND.sample(draw) * centre.turnaround;
    this.reportDay = Network.workingDayAfter(specimenDay, days);
    this.isPanelQns = draw.nextDouble() < patient.tumor.insufficient;
    double purity = PURITY.sample(draw);
    if (panel != null && !isPanelQns) {
      findPathogenic(network.codons.at(patient.key));
      findOthers(network, network.variants.at(patient.key));
      measure(purity, draw);
    }

    Draw stain = network.pdL1.at(patient.key);
    boolean isTested = stain.nextDouble() < centre.pdL1Tested;
    this.isPdL1Tested = isTested && patient.tumor == TumorType.LUNG;
    this.isPdL1Qns = stain.nextDouble() < network.pdL1Qns;
    this.pdL1ReportDay = Network.workingDayAfter(specimenDay, PD_L1_DAYS.sample(stain));
    this.tps = patient.tpsGroup == null ? 0 : tps(patient.tpsGroup, stain);

    double years =
        Exponential.standard(network.amendments.at(patient.key)) / network.reclassifiedPerYear;
    double after = years * Network.DAYS_PER_YEAR;
    this.amendedDay =
        reportDay + after > network.cutOff
            ? Integer.MAX_VALUE
            : Network.workingDayAfter(reportDay, after);
  }

  private static int tps(TpsGroup group, Draw stain) {
    return switch (group) {
      case BELOW_1 -> 0;
      case FROM_1_TO_49 -> TPS_FROM_1[stain.nextInt(TPS_FROM_1.length)];
      case FROM_50 -> TPS_FROM_50[stain.nextInt(TPS_FROM_50.length)];
    };
  }

  private Panel ordered(double uniform) {
    double[] base =
        switch (patient.tumor) {
          case LUNG -> ORDERS[patient.centre.type == CentreType.ACADEMIC ? 0 : 1];
          case BREAST -> ORDERS[2];
          case COLORECTAL -> ORDERS[3];
          case PANCREAS -> ORDERS[4];
        };
    double none = base[0] * patient.centre.noPanels;
    double large = base[2] * patient.centre.largePanels;
    double u = uniform * (none + base[1] + large + base[3]);
    if (u < none) {
      return PANELS[0];
    }
    if (u < none + base[1]) {
      return PANELS[1];
    }
    return PANELS[u < none + base[1] + large ? 2 : 3];
  }

  // ---- what is found

  private void findPathogenic(Draw codons) {
    switch (patient.driver) {
      case EGFR -> find(Gene.EGFR, patient.driverVariant, Classification.PATHOGENIC);
      case KRAS -> find(Gene.KRAS, patient.driverVariant, Classification.PATHOGENIC);
      case ALK -> find(Gene.ALK, patient.driverVariant, Classification.PATHOGENIC);
      case NONE -> {}
    }
    double stk11 = codons.nextDouble();
    double brca = codons.nextDouble();
    if (patient.stk11) {
      find(Gene.STK11, stopped(Gene.STK11, stk11), Classification.PATHOGENIC);
    }
    if (patient.brca != null) {
      find(patient.brca, stopped(patient.brca, brca), Classification.PATHOGENIC);
    }
  }

  private void findOthers(Network network, Draw draw) {
    double chance =
        switch (panel) {
          case SMALL_PANEL -> network.vusSmall;
          case LARGE_PANEL -> network.vusLarge;
          default -> network.vusBrca;
        };
    double ofAncestry = patient.isEuropean() ? 1 : network.vusAncestry;
    boolean hasUncertain = draw.nextDouble() < chance * ofAncestry;
    Gene gene = panel.gene(draw.nextInt(panel.genes));
    double where = draw.nextDouble();
    boolean isPathogenic = draw.nextDouble() < network.vusPathogenic;
    if (hasUncertain && variants[gene.position] == null) {
      uncertain = gene;
      find(
          gene,
          "p.Ala" + codon(gene, OTHER_FROM, where) + "Thr",
          isPathogenic ? Classification.PATHOGENIC : Classification.BENIGN);
    }
    double benign =
        switch (panel) {
          case SMALL_PANEL -> BENIGN_SMALL;
          case LARGE_PANEL -> BENIGN_LARGE;
          default -> BENIGN_BRCA;
        };
    boolean hasBenign = draw.nextDouble() < benign;
    gene = panel.gene(draw.nextInt(panel.genes));
    if (hasBenign && uncertain == null && variants[gene.position] == null) {
      find(gene, "p.Ser" + codon(gene, OTHER_FROM, where) + "Gly", Classification.BENIGN);
    }
  }

  private static String stopped(Gene gene, double uniform) {
    return "p.Arg" + codon(gene, STOPPED_FROM, uniform) + "Ter";
  }

  private static int codon(Gene gene, int from, double uniform) {
    return from + (int) (uniform * (Math.min(gene.aminoAcids, LAST_CODON) - from + 1));
  }

  private void find(Gene gene, String variant, Classification truth) {
    if (panel.has(gene)) {
      variants[gene.position] = variant;
      truths[gene.position] = truth;
    }
  }

  /**
   * One purity a specimen: somatic variants of it have much the same share of the reads. What is
   * inherited, known benign variants among it, has half of them.
   */
  private void measure(double purity, Draw draw) {
    for (int n = 0; n < panel.genes; n++) {
      Gene gene = panel.gene(n);
      double noise = Normal.standard(draw);
      boolean isInherited =
          gene.isGermline()
              || (truths[gene.position] == Classification.BENIGN && gene != uncertain);
      allelePct[gene.position] =
          isInherited
              ? GERMLINE_PCT.mean() + GERMLINE_PCT.sd() * noise
              : purity / 2 * (1 + ALLELE_CV * noise);
    }
  }

  // ---- what is known

  private boolean isKnown(Gene gene, int day) {
    return panel != null && !isPanelQns && reportDay <= day && panel.has(gene);
  }

  boolean knows(Driver driver, int day) {
    Gene gene =
        switch (driver) {
          case EGFR -> Gene.EGFR;
          case KRAS -> Gene.KRAS;
          case ALK -> Gene.ALK;
          case NONE -> throw new IllegalArgumentException("no driver");
        };
    return patient.driver == driver && isKnown(gene, day);
  }

  boolean knowsStk11(int day) {
    return patient.stk11 && isKnown(Gene.STK11, day);
  }

  boolean knowsPathogenicBrca(int day) {
    return patient.brca != null && isKnown(patient.brca, day);
  }

  boolean knowsUncertainBrca(int day) {
    return isUncertainBrca() && reportDay <= day;
  }

  private boolean isUncertainBrca() {
    return uncertain != null && uncertain.isGermline();
  }

  /** Whether BRCA does not work, known or not. */
  boolean isBrcaDeficient() {
    return patient.brca != null
        || (isUncertainBrca() && truths[uncertain.position] == Classification.PATHOGENIC);
  }

  boolean knowsTps(int day) {
    return isPdL1Tested && !isPdL1Qns && pdL1ReportDay <= day;
  }

  // ---- rows

  /**
   * Emits the reports of a patient.
   *
   * @param lastDay of life, on which a specimen can be taken
   * @param lastRowDay after which nothing is recorded
   */
  void emit(Emitter out, int lastDay, int lastRowDay) {
    if (specimenDay > lastDay) {
      return;
    }
    if (panel != null && reportDay <= lastRowDay) {
      emitPanel(out);
      if (uncertain != null && amendedDay <= lastRowDay) {
        int i = uncertain.position;
        new Report(patient, ReportType.AMENDED, 2, panel, specimenDay, amendedDay)
            .detected(out, AMENDED_RESULT, uncertain, variants[i], truths[i], null);
      }
    }
    if (isPdL1Tested && pdL1ReportDay <= lastRowDay) {
      ResultStatus status = isPdL1Qns ? ResultStatus.QNS : ResultStatus.FINAL;
      new Report(patient, ReportType.INITIAL, 1, Panel.IHC, specimenDay, pdL1ReportDay)
          .scored(out, PD_L1_RESULT, status, isPdL1Qns ? null : (double) tps);
    }
  }

  private void emitPanel(Emitter out) {
    Report report = new Report(patient, ReportType.INITIAL, 0, panel, specimenDay, reportDay);
    for (int n = 0; n < panel.genes; n++) {
      Gene gene = panel.gene(n);
      int i = gene.position;
      if (isPanelQns) {
        report.without(out, i, gene, ResultStatus.QNS);
      } else if (variants[i] == null) {
        report.without(out, i, gene, ResultStatus.NOT_DETECTED);
      } else if (gene == uncertain) {
        report.uncertain(out, i, gene, variants[i], truths[i], allelePct[i]);
        out.emit(
            PrecisionOncology.VARIANT_TRUTH,
            new VariantTruth(patient.id * 100 + i, truths[i], patient.diagnosisDay));
      } else {
        report.detected(out, i, gene, variants[i], truths[i], allelePct[i]);
      }
    }
  }
}
