package dev.medley.scenario.oncologyjourney;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Race;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Weibull;
import dev.medley.scenario.oncologyjourney.OncologyJourney.CancerStage;
import dev.medley.scenario.oncologyjourney.OncologyJourney.CaseTruth;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Intent;
import dev.medley.scenario.oncologyjourney.OncologyJourney.LineTruth;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Precision;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Reason;
import dev.medley.scenario.oncologyjourney.OncologyJourney.RegistryCase;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Sex;
import dev.medley.scenario.oncologyjourney.OncologyJourney.TherapyLine;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Tumor;
import dev.medley.scenario.oncologyjourney.OncologyJourney.VitalStatus;
import dev.medley.scenario.oncologyjourney.Registry.Registrar;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * One patient from diagnosis to death, loss or the cut-off: an illness-death process. Cancer is
 * cured or comes back, a line of therapy ends by the first of several causes, and one frailty
 * stands behind all that the disease does. Days are days since 1970-01-01; what nobody saw any more
 * is not simulated.
 */
final class Journey {
  private static final int NEVER = Integer.MAX_VALUE;

  // ---- rule cohort, biology

  private static final double LUNG = 0.60;

  /**
   * A stage of a tumour.
   *
   * @param share of all cases (SEER, distant half of lung)
   * @param curative share that is given a curative line at the mean age
   * @param cured share that never comes back
   * @param relapseMonths median time to relapse of the others, after the earliest
   */
  private record OfStage(double share, double curative, double cured, double relapseMonths) {}

  /**
   * Who has a tumour and how far it has spread.
   *
   * @param women share
   * @param stages I to IV
   */
  private record Disease(double women, double meanAge, double sdAge, List<OfStage> stages) {
    OfStage of(CancerStage stage) {
      return stages.get(stage.number - 1);
    }
  }

  private static final Disease LUNG_CANCER =
      new Disease(
          0.47,
          69,
          10,
          List.of(
              new OfStage(0.22, 0.12, 0.72, 22),
              new OfStage(0.08, 0.60, 0.52, 15),
              new OfStage(0.20, 0.78, 0.30, 11),
              new OfStage(0.50, 0, 0, 0)));

  private static final Disease BREAST_CANCER =
      new Disease(
          0.99,
          60,
          13,
          List.of(
              new OfStage(0.46, 0.55, 0.93, 48),
              new OfStage(0.32, 0.75, 0.86, 34),
              new OfStage(0.15, 0.92, 0.68, 22),
              new OfStage(0.07, 0, 0, 0)));

  private static final double YOUNGEST = 28;
  private static final double OLDEST = 95;

  /** From June to November 2020 what had not been screened came late. */
  private static final double LATE_LOGIT = 0.10;

  private static final double EGFR_WOMEN = 0.22;
  private static final double EGFR_MEN = 0.126;
  private static final double HER2 = 0.16;

  /** ECOG 0, up to 1, up to 2, as quantiles; of stage IV and of the others. */
  private static final double[] ECOG_STAGE_IV = quantiles(0.28, 0.68, 0.92);

  private static final double[] ECOG_OTHERS = quantiles(0.50, 0.86, 0.97);

  private static final double FRAILTY_IN_SEVERITY = 0.15;

  /** Factor on hazards of death by current ECOG. */
  private static final double[] ECOG_HAZARD = {1, 1.35, 2.2, 3.6, 5};

  private static final double TOXICITY_SD = 0.5;
  private static final double TOXICITY_BY_AGE = 0.02;
  private static final double CHOICE_SD = 0.6;

  // ---- rule testing

  private static final LogNormal RESULT_DAYS = LogNormal.ofMedianAndP90(30, 110);

  // ---- rule early_stage

  private static final double CURATIVE_BY_AGE = -0.04;
  private static final LogNormal CURATIVE_DAYS = LogNormal.ofMedianAndP90(38, 75);
  private static final double CURATIVE_CHOICE = 0.010;
  private static final LogNormal RELAPSE_EARLIEST = LogNormal.ofMedianAndSigma(90, 0.4);
  private static final double RELAPSE_SHAPE = 1.1;

  // ---- rules first_line, line, next_line

  private static final LogNormal FIRST_DAYS = LogNormal.ofMedianAndP90(28, 70);
  private static final double DURABLE_DEATH = 0.25;
  private static final LogNormal TWO_YEARS =
      LogNormal.ofMedianAndSigma(24.2 * Laws.DAYS_PER_MONTH, 0.04);
  private static final double GENTLE_CHOICE = 1 / 3.0;
  private static final LogNormal RETURN_DAYS = LogNormal.ofMedianAndP90(75, 200);
  private static final LogNormal DURABLE_RETURN_DAYS = LogNormal.ofMedianAndP90(1500, 4000);
  private static final LogNormal GAP_DAYS = LogNormal.ofMedianAndP90(24, 75);
  private static final int MOST_PALLIATIVE = 3;
  private static final int WORST_ECOG = 4;

  /** Deaths a month without a line, by subtype, and of those who had a TKI. */
  private static final double BETWEEN_LUNG = 0.115;

  private static final double BETWEEN_HR = 0.024;
  private static final double BETWEEN_HER2 = 0.026;
  private static final double BETWEEN_TNBC = 0.075;
  private static final double BETWEEN_AFTER_TKI = 0.040;

  /** How much of what ECOG does on a line it does without one: exponent. */
  private static final double ECOG_WITHOUT_LINE = 0.6;

  /** How much of the frailty acts on death on a line. */
  private static final double FRAILTY_ON_LINE = 0.8;

  // ---- rule choice

  /** Share given regimen B by ECOG, and the mean of those treated. */
  private static final double[] B_BY_ECOG = {0.76, 0.50, 0.14, 0.08, 0.05};

  private static final double B_MEAN = 0.45;
  private static final int T_DXD_FROM = UsCalendar.day(2020, 3, 1);
  private static final int SACITUZUMAB_FROM = UsCalendar.day(2020, 6, 1);

  // ---- rule follow_up

  private static final int VISITS_ON_LINE = 28;
  private static final int VISITS_WITH_METASTASES = 90;
  private static final int VISITS = 180;
  private static final double LAST_ENCOUNTER_DAYS = 45;

  private final Laws laws;
  private final Registry registry;
  private final long id;
  private final int diagnosis;

  private final Tumor tumor;
  private final Disease disease;
  private final Sex sex;
  private final CancerStage stage;
  private final int age;
  private final double aboveMeanAge;
  private final String driver;
  private final double frailty;
  private final double diseaseHazard;
  private final double toxicity;
  private final double choosiness;
  private final int ecogAtDiagnosis;
  private final int clinicWeekday;

  private final int otherDeath;
  private final int endOfFollowUp;
  private final boolean isLost;
  private int result;

  private int ecog;
  private boolean isCured;
  private int relapse = NEVER;
  private int death = NEVER;
  private boolean hasMetastases;
  private boolean hadTki;
  private int palliative;
  private int size;
  private final Line[] lines = new Line[MOST_PALLIATIVE + 1];

  /** A line as it was. */
  private static final class Line {
    final Regimen regimen;
    final int start;
    final int ecog;
    final int palliative;
    boolean isDurable;

    /** NEVER while the patient is on it. */
    int end = NEVER;

    Reason reason;

    Line(Regimen regimen, int start, int ecog, int palliative) {
      this.regimen = regimen;
      this.start = start;
      this.ecog = ecog;
      this.palliative = palliative;
    }
  }

  Journey(Registry registry, long id, int diagnosis, Laws laws) {
    this.laws = laws;
    this.registry = registry;
    this.id = id;
    this.diagnosis = diagnosis;

    Draw person = laws.persons.at(id);
    this.tumor =
        person.nextDouble() < Logit.add(LUNG, registry.lungLogit) ? Tumor.LUNG : Tumor.BREAST;
    this.disease = tumor == Tumor.LUNG ? LUNG_CANCER : BREAST_CANCER;
    this.sex = person.nextDouble() < disease.women ? Sex.F : Sex.M;
    this.stage = stage(person.nextDouble());
    this.clinicWeekday = person.nextInt(5);
    double rest = Normal.standard(person);
    double tolerance = Normal.standard(person);
    this.choosiness = Math.exp(CHOICE_SD * Normal.standard(person) - CHOICE_SD * CHOICE_SD / 2);

    this.age = age(laws.ages.at(id));
    this.aboveMeanAge = age + 0.5 - disease.meanAge;
    double z = aboveMeanAge / disease.sdAge;
    this.driver = driver(laws.drivers.uniform(id), z);
    double standard = Normal.standard(laws.frailties.at(id));
    this.frailty = laws.frailtySd * standard;
    this.diseaseHazard = Math.exp(frailty);
    double byAge = TOXICITY_BY_AGE * disease.sdAge;
    this.toxicity =
        Math.exp(
            TOXICITY_SD * tolerance
                - TOXICITY_SD * TOXICITY_SD / 2
                + byAge * z
                - byAge * byAge / 2);
    double a = laws.ageInSeverity;
    double left = Math.sqrt(1 - a * a - FRAILTY_IN_SEVERITY * FRAILTY_IN_SEVERITY);
    this.ecogAtDiagnosis = ecogOf(a * z + FRAILTY_IN_SEVERITY * standard + left * rest);
    this.ecog = ecogAtDiagnosis;

    double otherPerDay =
        laws.otherDeathPerYear / Laws.DAYS_PER_YEAR * Math.pow(2, (age + 0.5 - 60) / 8);
    this.otherDeath =
        after(
            diagnosis,
            laws.otherDeaths
                .from(diagnosis)
                .timeAt(Exponential.standard(laws.otherCauses.at(id)) / otherPerDay));
    double lossPerDay = laws.lossPerYear * registry.lossFactor / Laws.DAYS_PER_YEAR;
    int lost = after(diagnosis, Exponential.standard(laws.losses.at(id)) / lossPerDay);
    this.isLost = lost <= laws.cutoff;
    this.endOfFollowUp = Math.min(lost, laws.cutoff);
    this.result = result();
  }

  // ---- who the patient is

  private static double[] quantiles(double... shares) {
    double[] quantiles = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      quantiles[i] = NormalDistribution.of(0, 1).inverseCumulativeProbability(shares[i]);
    }
    return quantiles;
  }

  private CancerStage stage(double uniform) {
    boolean isLate =
        UsCalendar.year(diagnosis) == 2020
            && UsCalendar.month(diagnosis) >= 6
            && UsCalendar.month(diagnosis) <= 11;
    double usual = disease.of(CancerStage.IV).share;
    double metastatic =
        Logit.add(usual, registry.stageLogit + (isLate ? LATE_LOGIT * laws.pandemic : 0));
    double left = uniform - metastatic;
    if (left < 0) {
      return CancerStage.IV;
    }
    double scale = (1 - metastatic) / (1 - usual);
    left -= disease.of(CancerStage.I).share * scale;
    if (left < 0) {
      return CancerStage.I;
    }
    return left < disease.of(CancerStage.II).share * scale ? CancerStage.II : CancerStage.III;
  }

  private int age(Draw draw) {
    double years;
    do {
      years = disease.meanAge + disease.sdAge * (registry.ageShift + Normal.standard(draw));
    } while (years < YOUNGEST || years >= OLDEST + 1);
    return (int) years;
  }

  private String driver(double uniform, double z) {
    if (tumor == Tumor.LUNG) {
      double egfr = sex == Sex.F ? EGFR_WOMEN : EGFR_MEN;
      if (uniform < egfr) {
        return OncologyJourney.EGFR;
      }
      double alk = 0.04 * Math.exp(-0.5 * z - 0.125);
      return uniform < egfr + alk ? OncologyJourney.ALK : OncologyJourney.NONE;
    }
    if (uniform < HER2) {
      return OncologyJourney.HER2_POSITIVE;
    }
    double triple = 0.14 * Math.exp(-0.3 * z - 0.045);
    return uniform < HER2 + triple ? OncologyJourney.TRIPLE_NEGATIVE : OncologyJourney.HR_POSITIVE;
  }

  private int ecogOf(double severity) {
    double[] borders = stage == CancerStage.IV ? ECOG_STAGE_IV : ECOG_OTHERS;
    int grade = 0;
    while (grade < borders.length && severity > borders[grade]) {
      grade++;
    }
    return grade;
  }

  /** The day of the result of a gene test, if one is ordered and the patient is still there. */
  private int result() {
    if (tumor != Tumor.LUNG) {
      return NEVER;
    }
    Draw draw = laws.tests.at(id);
    if (draw.nextDouble() >= Logit.inverse(laws.testLogOdds + registry.testLogit)) {
      return NEVER;
    }
    return Laws.CLINIC.businessDayOnOrAfter(
        after(diagnosis, RESULT_DAYS.sample(draw) * registry.turnaround));
  }

  // ---- what becomes of the patient

  /** Lives to the end of follow-up. */
  Journey live() {
    if (stage == CancerStage.IV) {
      metastases(diagnosis);
    } else {
      early();
    }
    return this;
  }

  private void early() {
    OfStage ofStage = disease.of(stage);
    isCured = laws.cures.uniform(id) < ofStage.cured;
    Draw recurrence = laws.relapses.at(id);
    double earliest = RELAPSE_EARLIEST.sample(recurrence);
    boolean worsens = recurrence.nextDouble() < laws.ecogAtRelapse;
    if (!isCured) {
      double days =
          Weibull.ofMedianAndShape(ofStage.relapseMonths * Laws.DAYS_PER_MONTH, RELAPSE_SHAPE)
              .timeAt(Exponential.standard(recurrence) / diseaseHazard);
      relapse = Laws.CLINIC.businessDayOnOrAfter(after(diagnosis, earliest + days));
    }
    Draw curative = laws.curativeLines.at(id);
    boolean isGiven =
        curative.nextDouble() < Logit.add(ofStage.curative, CURATIVE_BY_AGE * aboveMeanAge);
    int start = visit(diagnosis, CURATIVE_DAYS.sample(curative));
    int healthyUntil = Math.min(relapse, Math.min(otherDeath, endOfFollowUp));
    int from = relapse;
    if (isGiven && start < healthyUntil) {
      Line line = cure(start);
      if (line.end == NEVER || isLast(line.reason)) {
        return;
      }
      from = Math.max(relapse, line.end);
    }
    if (from >= Math.min(otherDeath, endOfFollowUp)) {
      death = otherDeath;
      return;
    }
    worsen(worsens);
    metastases(from);
  }

  private Line cure(int start) {
    Regimen regimen;
    if (tumor == Tumor.LUNG) {
      regimen = stage == CancerStage.III ? Regimen.DURVALUMAB_CRT : Regimen.CISPLATIN_PEM_ADJ;
    } else {
      regimen = OncologyJourney.HER2_POSITIVE.equals(driver) ? Regimen.TCHP : Regimen.AC_T;
    }
    Line line = add(new Line(regimen, start, ecog, 0));
    Race<Reason> race =
        laws.stops
            .of(id, size)
            .until(Reason.COMPLETED, planned(regimen))
            .risk(Reason.TOXICITY, Laws.MONTHLY, regimen.toxicityPerMonth * toxicity)
            .risk(Reason.PATIENT_CHOICE, Laws.MONTHLY, CURATIVE_CHOICE * choosiness);
    if (relapse != NEVER) {
      race.until(Reason.PROGRESSION, relapse - start);
    }
    end(line, race);
    return line;
  }

  /** The disease is in other organs: line after line, until nobody gives another. */
  private void metastases(int day) {
    hasMetastases = true;
    Draw draw = laws.firstLines.at(id);
    double refused =
        Logit.inverse(
            laws.untreatedLogOdds
                + 0.75 * ecog
                + 0.03 * (age - 68)
                - (tumor == Tumor.BREAST ? 1.2 : 0)
                - registry.firstLineLogit);
    boolean isGiven = draw.nextDouble() >= refused;
    int start = visit(day, FIRST_DAYS.sample(draw));
    double perMonth = laws.waitingDeath(tumor) * withoutLine();
    double threshold = Exponential.standard(laws.untreated.at(id));
    while (reaches(day, isGiven ? start : NEVER, perMonth, threshold)) {
      Line line = treat(start);
      if (line.end == NEVER || isLast(line.reason)) {
        return;
      }
      Draw next = laws.nextLines.at(id, palliative);
      worsen(next.nextDouble() < laws.ecogAfterProgression && line.reason == Reason.PROGRESSION);
      isGiven = next.nextDouble() < chanceOfAnother() && palliative < MOST_PALLIATIVE;
      day = line.reason == Reason.PROGRESSION ? line.end : back(line);
      start = visit(day, GAP_DAYS.sample(next));
      perMonth = betweenLines() * withoutLine();
      threshold = Exponential.standard(laws.betweenLines.at(id, palliative));
    }
  }

  /** Whether the patient lives and is followed until a line starts; else the patient dies. */
  private boolean reaches(int from, int start, double deathsPerMonth, double threshold) {
    int diseaseDeath = after(from, threshold / deathsPerMonth * Laws.DAYS_PER_MONTH);
    int dies = Math.min(diseaseDeath, otherDeath);
    if (start < dies && start < endOfFollowUp) {
      return true;
    }
    death = dies;
    return false;
  }

  private Line treat(int start) {
    Regimen regimen = chosen(start);
    palliative++;
    Line line = add(new Line(regimen, start, ecog, palliative));
    line.isDurable = laws.durables.uniform(id, palliative) < regimen.durableShare;
    hadTki |= regimen.kind == Regimen.Kind.TKI;
    double deathsPerMonth =
        laws.lineDeath(tumor)
            * laws.deathMultiplier(regimen)
            * ECOG_HAZARD[ecog]
            * Math.exp(FRAILTY_ON_LINE * frailty)
            * registry.deathFactor
            * (line.isDurable ? DURABLE_DEATH : 1);
    double choicesPerMonth =
        laws.choicePerMonth
            * ECOG_HAZARD[ecog]
            * choosiness
            * (regimen.isGentle() ? GENTLE_CHOICE : 1);
    Race<Reason> race =
        laws.stops
            .of(id, size)
            .risk(Reason.PROGRESSION, laws.progression(regimen), line.isDurable ? 0 : diseaseHazard)
            .risk(Reason.DEATH, laws.lineDeaths.from(start), deathsPerMonth / Laws.DAYS_PER_MONTH)
            .risk(Reason.TOXICITY, Laws.MONTHLY, regimen.toxicityPerMonth * toxicity)
            .risk(Reason.PATIENT_CHOICE, Laws.MONTHLY, choicesPerMonth)
            .until(Reason.COMPLETED, planned(regimen));
    end(line, race);
    return line;
  }

  /** Days that a regimen is meant to last, infinite if it has no plan. */
  private double planned(Regimen regimen) {
    Draw draw = laws.plans.at(id, size);
    if (regimen.hasPembrolizumab()) {
      return TWO_YEARS.sample(draw);
    }
    if (regimen.plannedMonths == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return regimen.plannedMonths
        * Laws.DAYS_PER_MONTH
        * (1 + laws.planSpread * Normal.standard(draw));
  }

  private void end(Line line, Race<Reason> race) {
    Reason reason = race.first();
    int end = after(line.start, race.time());
    if (reason != Reason.DEATH && end != NEVER) {
      int seen = Laws.CLINIC.businessDayOnOrAfter(end);
      reason = otherDeath <= end ? Reason.DEATH : reason;
      end = Math.min(seen, otherDeath);
    } else if (otherDeath < end) {
      reason = Reason.DEATH;
      end = otherDeath;
    }
    if (end <= endOfFollowUp) {
      line.end = end;
      line.reason = reason;
      death = reason == Reason.DEATH ? end : death;
    } else if (isLost) {
      line.end = endOfFollowUp;
      line.reason = Reason.LOST_TO_FOLLOW_UP;
    }
  }

  private static boolean isLast(Reason reason) {
    return reason == Reason.DEATH || reason == Reason.LOST_TO_FOLLOW_UP;
  }

  /** When the disease comes back after a line that stopped for another reason. */
  private int back(Line line) {
    LogNormal days = line.isDurable ? DURABLE_RETURN_DAYS : RETURN_DAYS;
    return after(line.end, days.sample(laws.returns.at(id, palliative)));
  }

  private double chanceOfAnother() {
    double ease = tumor == Tumor.BREAST ? laws.nextBreast : laws.nextLung;
    return Logit.inverse(
        (hadTki ? laws.nextAfterTki : ease)
            - laws.nextByEcog * ecog
            - 0.02 * (age - 68)
            + (palliative == 2 ? 0.25 : 0)
            + registry.nextLineLogit);
  }

  private double betweenLines() {
    if (hadTki) {
      return BETWEEN_AFTER_TKI;
    }
    return switch (driver) {
      case OncologyJourney.HR_POSITIVE -> BETWEEN_HR;
      case OncologyJourney.HER2_POSITIVE -> BETWEEN_HER2;
      case OncologyJourney.TRIPLE_NEGATIVE -> BETWEEN_TNBC;
      default -> BETWEEN_LUNG;
    };
  }

  private double withoutLine() {
    return Math.pow(ECOG_HAZARD[ecog], ECOG_WITHOUT_LINE) * diseaseHazard * registry.deathFactor;
  }

  private void worsen(boolean worsens) {
    ecog = worsens ? Math.min(WORST_ECOG, ecog + 1) : ecog;
  }

  private Line add(Line line) {
    lines[size++] = line;
    return line;
  }

  /** So many days later, rounded up and at least one. */
  private static int after(int day, double days) {
    return days > 1e6 ? NEVER : day + (int) Math.max(1, Math.ceil(days));
  }

  /** The visit on which a line starts about so many days later; clinics have their weekdays. */
  private int visit(int from, double days) {
    int day = after(from, days);
    if (laws.clinicDays.uniform(id, size) < laws.clinicDay) {
      day += Math.floorMod(clinicWeekday - WallClock.weekday(day) + 3, 7) - 3;
      day += day <= from ? 7 : 0;
    }
    return Laws.CLINIC.businessDayOnOrAfter(day);
  }

  // ---- rule choice

  private Regimen chosen(int start) {
    Draw draw = laws.choices.at(id, palliative);
    double uniform = draw.nextDouble();
    if (tumor == Tumor.BREAST) {
      return ofBreast(start, uniform);
    }
    if (!hadTki && result <= start && !OncologyJourney.NONE.equals(driver)) {
      return OncologyJourney.EGFR.equals(driver) ? Regimen.OSIMERTINIB : Regimen.ALECTINIB;
    }
    return switch (palliative) {
      case 0 -> firstOfLung(start, uniform);
      case 1 -> secondOfLung(uniform, draw.nextDouble());
      default -> previous() == Regimen.GEMCITABINE ? Regimen.REGIMEN_C : Regimen.GEMCITABINE;
    };
  }

  private Regimen previous() {
    return lines[size - 1].regimen;
  }

  private Regimen firstOfLung(int start, double uniform) {
    double years = yearsSinceBegin(start) - registry.adoptionDelayYears;
    double combination = 0.28 + 0.30 * Logit.inverse(2.2 * (years - 1.2));
    if (uniform < combination) {
      return Regimen.CARBO_PEM_PEMBRO;
    }
    return uniform < combination + 0.20 ? Regimen.PEMBROLIZUMAB : Regimen.PLATINUM_DOUBLET;
  }

  private Regimen secondOfLung(double uniform, double fit) {
    if (hadTki) {
      return uniform < 0.70 ? Regimen.PLATINUM_DOUBLET : Regimen.CARBO_PEM_PEMBRO;
    }
    if (uniform < 0.72) {
      double share = B_MEAN + laws.fitness * (B_BY_ECOG[ecog] - B_MEAN);
      return fit < Logit.add(share, registry.tasteLogit) ? Regimen.REGIMEN_B : Regimen.REGIMEN_C;
    }
    // Nobody is given again what has just failed.
    boolean hadPlatinum = previous() == Regimen.PLATINUM_DOUBLET;
    return uniform < 0.86 || hadPlatinum ? Regimen.GEMCITABINE : Regimen.PLATINUM_DOUBLET;
  }

  private Regimen ofBreast(int start, double uniform) {
    if (palliative == 2) {
      return previous() == Regimen.CAPECITABINE || uniform < 0.50
          ? Regimen.ERIBULIN
          : Regimen.CAPECITABINE;
    }
    boolean isFirst = palliative == 0;
    return switch (driver) {
      case OncologyJourney.HER2_POSITIVE -> {
        boolean isNew = start >= T_DXD_FROM && uniform < 0.75;
        yield isFirst ? Regimen.THP : isNew ? Regimen.T_DXD : Regimen.CAPECITABINE;
      }
      case OncologyJourney.TRIPLE_NEGATIVE -> {
        boolean isNew = start >= SACITUZUMAB_FROM && uniform < 0.60;
        yield isFirst ? Regimen.GEM_CARBO : isNew ? Regimen.SACITUZUMAB : Regimen.CAPECITABINE;
      }
      default -> {
        double years = yearsSinceBegin(start) - registry.adoptionDelayYears;
        double both = 0.35 + 0.30 * Logit.inverse(1.5 * (years - 1));
        if (isFirst) {
          yield uniform < both ? Regimen.LETROZOLE_PALBOCICLIB : Regimen.LETROZOLE;
        }
        yield uniform < 0.45 ? Regimen.FULVESTRANT_RIBOCICLIB : Regimen.CAPECITABINE;
      }
    };
  }

  private double yearsSinceBegin(int day) {
    return (day - laws.first) / Laws.DAYS_PER_YEAR;
  }

  // ---- what the registry writes down

  void emit(Emitter out) {
    boolean isDead = death <= endOfFollowUp;
    int last = isDead ? death : endOfFollowUp;
    boolean isTested = result <= endOfFollowUp && result < death;
    double seat = laws.abstractors.uniform(id);
    if (out.wants(OncologyJourney.REGISTRY_CASES)) {
      out.emit(OncologyJourney.REGISTRY_CASES, registryCase(isDead, isTested, seat));
    }
    if (out.wants(OncologyJourney.CASE_TRUTH)) {
      out.emit(
          OncologyJourney.CASE_TRUTH,
          new CaseTruth(
              id,
              driver,
              isCured,
              diseaseHazard,
              relapse <= last ? (Integer) relapse : null,
              isDead ? (Integer) death : null,
              diagnosis));
    }
    boolean isTransferred = size > 1 && laws.transfers.uniform(id) < laws.transferred;
    for (int n = 1; n <= size; n++) {
      emit(lines[n - 1], n, isTransferred, seat, out);
    }
  }

  private RegistryCase registryCase(boolean isDead, boolean isTested, double seat) {
    int spelling = registry.registrar(diagnosis, seat).stageSpelling;
    String marker = tumor == Tumor.BREAST ? driver : isTested ? genes() : "UNKNOWN";
    return new RegistryCase(
        id,
        registry.id,
        tumor,
        stage,
        marker,
        sex,
        age,
        (short) ecogAtDiagnosis,
        diagnosis,
        isTested ? (Integer) result : null,
        isDead ? VitalStatus.DECEASED : VitalStatus.ALIVE,
        isDead ? death : lastContact(isTested),
        isDead ? (Integer) death : null,
        isDead ? Precision.DAY : null,
        isDead && registry.isUnlinked(death),
        isDead && laws.monthsOnly.uniform(id) < registry.monthOnlyShare,
        spelling < 0 ? null : stage.spelling(spelling),
        isDead ? (Integer) lastEncounter(isTested) : null,
        diagnosis);
  }

  private String genes() {
    return switch (driver) {
      case OncologyJourney.EGFR -> "EGFR+/ALK-";
      case OncologyJourney.ALK -> "EGFR-/ALK+";
      default -> "EGFR-/ALK-";
    };
  }

  /** The day on which the living were last seen: of loss, or a visit before the cut-off. */
  private int lastContact(boolean isTested) {
    if (isLost) {
      return endOfFollowUp;
    }
    boolean isOnLine = size > 0 && lines[size - 1].end == NEVER;
    int every = isOnLine ? VISITS_ON_LINE : hasMetastases ? VISITS_WITH_METASTASES : VISITS;
    int ago = (int) (laws.lastVisits.uniform(id) * (every + 1));
    return Math.max(Laws.CLINIC.businessDayOnOrBefore(laws.cutoff - ago), lastRecord(isTested));
  }

  /** When the hospital itself last saw somebody who died. */
  private int lastEncounter(boolean isTested) {
    double before = LAST_ENCOUNTER_DAYS * Exponential.standard(laws.encounters.at(id));
    return Math.max(death - (int) Math.ceil(before), lastRecord(isTested));
  }

  /** The last day of which the registry has a record, the end of life apart. */
  private int lastRecord(boolean isTested) {
    int last = isTested ? result : diagnosis;
    last = relapse <= endOfFollowUp && relapse < death ? Math.max(last, relapse) : last;
    if (size > 0) {
      Line line = lines[size - 1];
      boolean hasEnded = line.end != NEVER && line.reason != Reason.DEATH;
      last = Math.max(last, hasEnded ? line.end : line.start);
    }
    return last;
  }

  private void emit(Line line, int n, boolean isTransferred, double caseSeat, Emitter out) {
    long lineId = id * 10 + (7L * n + id) % 10;
    if (out.wants(OncologyJourney.THERAPY_LINES)) {
      Draw draw = laws.abstractors.at(id, n);
      // Half of the lines are abstracted by whoever has the case.
      double seat = draw.nextDouble() < 0.5 ? caseSeat : draw.nextDouble();
      Registrar registrar = registry.registrar(line.start, seat);
      out.emit(
          OncologyJourney.THERAPY_LINES,
          new TherapyLine(
              lineId,
              id,
              registry.id,
              registrar.id,
              (short) n,
              line.palliative == 0 ? Intent.CURATIVE : Intent.PALLIATIVE,
              line.regimen.code,
              line.start,
              line.end == NEVER ? null : (Integer) line.end,
              line.reason,
              (short) line.ecog,
              registrar.isSloppy(line.start),
              registrar.countsAnew,
              brand(line.regimen, registrar),
              isVoluntary(line.reason) && registrar.isHurried(line.end),
              isTransferred,
              diagnosis));
    }
    if (out.wants(OncologyJourney.LINE_TRUTH)) {
      out.emit(
          OncologyJourney.LINE_TRUTH,
          new LineTruth(
              lineId,
              (short) n,
              line.palliative == 0 ? null : (Short) (short) line.palliative,
              line.isDurable,
              diagnosis));
    }
  }

  private static String brand(Regimen regimen, Registrar registrar) {
    if (registrar.brandSpelling < 0) {
      return null;
    }
    return switch (regimen) {
      case CARBO_PEM_PEMBRO -> OncologyJourney.COMBINATION_BRANDS[registrar.brandSpelling];
      case OSIMERTINIB -> OncologyJourney.OSIMERTINIB_BRANDS[registrar.brandSpelling];
      default -> null;
    };
  }

  private static boolean isVoluntary(Reason reason) {
    return reason == Reason.TOXICITY
        || reason == Reason.COMPLETED
        || reason == Reason.PATIENT_CHOICE;
  }
}
