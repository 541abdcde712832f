package dev.medley.scenario.pharmacogenomics;

import dev.medley.random.AutoRegressive;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Ancestry;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Arm;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Gene;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Genotype;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Phenotype;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Rate;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Segment;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Severity;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Sex;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Subject;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.SubjectTruth;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Variant;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Visit;
import dev.medley.scenario.pharmacogenomics.Trials.Site;
import dev.medley.scenario.pharmacogenomics.Trials.Study;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Makes a subject and follows it for twelve weeks: genes, clearance, pills, exposure, response,
 * events, visits. Holds what all subjects share and nothing of any of them.
 */
final class Follower {
  /** Of the visits, by index; the last one is week 12. */
  private static final int[] WEEKS = {0, 2, 4, 6, 8, 10, 12};

  private static final int VISITS = WEEKS.length;
  private static final int LAST = VISITS - 1;

  // ---- the person
  static final double AGE_MEAN = 52;
  private static final double AGE_SD = 13;
  private static final double PLACEBO = 0.20;
  private static final double STANDARD = 0.40;
  private static final double FULL_DOSE_MG = 100;
  private static final double WEIGHT_KG = 80;
  private static final double WEIGHT_SEX_KG = 6.5;
  private static final double WEIGHT_EAS_KG = -7;
  private static final double WEIGHT_OTHERS_KG = 1.2;
  private static final double WEIGHT_SD_KG = 14.3;

  // ---- rule alleles

  /**
   * Allele frequencies of an ancestry.
   *
   * @param altA of ALT in GENE_A
   * @param altB of ALT in GENE_B
   * @param loss of CYP2C19 *2
   * @param gain of CYP2C19 *17
   */
  private record Frequencies(double altA, double altB, double loss, double gain) {}

  private static final Map<Ancestry, Frequencies> FREQUENCIES =
      Map.of(
          Ancestry.EUR, new Frequencies(.30, .06, .147, .216),
          Ancestry.AFR, new Frequencies(.55, .22, .18, .20),
          Ancestry.EAS, new Frequencies(.42, .13, .36, .015));

  /** Shares of the ancestries among all subjects, four regions of equal size. */
  private static final Map<Ancestry, Double> MIX =
      Map.of(Ancestry.EUR, .635, Ancestry.AFR, .20, Ancestry.EAS, .165);

  private static final String[] STARS = {"*1", "*2", "*17"};
  private static final int LOSS = 1;
  private static final int GAIN = 2;
  private static final double LOW_DNA = 0.06;

  // ---- rules metabolism, phenoconversion, exposure
  private static final double ALLOMETRY = 0.75;
  private static final double CLEARANCE_AGE = -0.078;
  private static final double CLEARANCE_SEX = 0.05;
  private static final double INHIBITOR_AGE = 0.25;
  private static final int FIRST_START_WEEK = -8;
  private static final int START_WEEKS = 16;
  private static final double CARELESS_AGE = -0.25;
  private static final Normal CARELESS_TRAIT = Normal.of(0.42, 0.11).cut(0.10, 0.75);
  private static final Normal CAREFUL_TRAIT = Normal.of(0.945, 0.03).cut(0.70, 1.00);
  private static final double CARELESS_SD = 0.08;
  private static final double CAREFUL_SD = 0.03;
  private static final double ADHERENCE_MEMORY = 0.5;
  private static final double ADHERENCE_LOW = 0.02;
  private static final double ADHERENCE_HIGH = 1.05;

  // ---- rule efficacy
  private static final double SURE = 0.995;
  private static final Normal RESPONDER = Normal.of(78, 10).cut(50, 100);

  /** What is rounded to 49.9 at most. */
  private static final Normal OTHERS = Normal.of(22, 12).cut(0, 49.949);

  private static final Normal BASELINE = Normal.of(15, 6).cut(0, 40);
  private static final double SCORE_SD = 4;
  private static final double[] COURSE = course(3.5);

  // ---- rule adverse_event
  private static final double LEAST_EXPOSURE = 0.05;
  private static final double CHANCE_SCALE = 0.75;
  private static final double EVENT_SEX = 0.08;
  private static final double[] THRESHOLDS = {1.15, 2.45, 3.70, 5.6, 6.9};
  private static final int SEVERE = 3;
  private static final int FATAL = 5;

  // ---- rule dropout
  private static final double CARELESS_STOPS = 1.5;
  private static final double CAREFUL_STOPS = 0.944;

  // ---- visits
  private static final double HABIT_SD_DAYS = 0.8;
  private static final double VISIT_SD_DAYS = 0.9;
  private static final int WINDOW_DAYS = 3;
  private static final double SKIPPERS = 0.10;
  private static final double SKIPPERS_SKIP = 0.5;
  private static final double OTHERS_SKIP = 0.083;
  private static final double WINTER_SKIP = 1.5;
  private static final double AUGUST_SKIP = 1.3;
  private static final double MEAN_SKIP = (2 * WINTER_SKIP + AUGUST_SKIP + 9) / 12;

  private final WorkingDays workingDays;
  private final Streams.Stream persons;
  private final Streams.Stream ages;
  private final Streams.Stream weights;
  private final Streams.Stream genes;
  private final Streams.Stream tubes;
  private final Streams.Stream clearances;
  private final Streams.Stream inhibitors;
  private final Streams.Stream traits;
  private final Streams.Stream pills;
  private final Streams.Stream troughs;
  private final Streams.Stream responses;
  private final Streams.Stream finals;
  private final Streams.Stream baselines;
  private final Streams.Stream scores;
  private final Streams.Stream tolerances;
  private final Streams.Stream events;
  private final Streams.Stream stops;
  private final Streams.Stream dates;
  private final Streams.Stream skips;

  private final Map<Ancestry, Frequencies> frequencies = new EnumMap<>(Ancestry.class);
  private final double genePower;
  private final double clearanceSd;
  private final double inhibitor;
  private final double inhibited;
  private final double trough;
  private final double troughSd;
  private final double gain;
  private final double half;
  private final double block;
  private final double blocked;
  private final double exposureSlope;
  private final double placeboExposure;
  private final double eventAge;
  private final double eventSubjectSd;
  private final double stopRate;
  private final double stopSevere;
  private final double stopPlacebo;

  Follower(World world, WorkingDays workingDays) {
    Streams streams = world.streams();
    this.workingDays = workingDays;
    this.persons = streams.named("subject");
    this.ages = streams.named("subject.age");
    this.weights = streams.named("subject.weight");
    this.genes = streams.named("alleles");
    this.tubes = streams.named("tube");
    this.clearances = streams.named("metabolism");
    this.inhibitors = streams.named("phenoconversion");
    this.traits = streams.named("adherence");
    this.pills = streams.named("adherence.visit");
    this.troughs = streams.named("trough");
    this.responses = streams.named("efficacy.response");
    this.finals = streams.named("efficacy.final");
    this.baselines = streams.named("efficacy.baseline");
    this.scores = streams.named("efficacy.score");
    this.tolerances = streams.named("adverse_event.tolerance");
    this.events = streams.named("adverse_event");
    this.stops = streams.named("dropout");
    this.dates = streams.named("visit.date");
    this.skips = streams.named("visit.skip");
    double gap = world.value(Pharmacogenomics.ANCESTRY_GAP);
    FREQUENCIES.forEach(
        (ancestry, own) ->
            frequencies.put(
                ancestry,
                new Frequencies(
                    drawnTogether(own, Frequencies::altA, gap),
                    drawnTogether(own, Frequencies::altB, gap),
                    drawnTogether(own, Frequencies::loss, gap),
                    drawnTogether(own, Frequencies::gain, gap))));
    this.genePower = world.value(Pharmacogenomics.GENE_CLEARANCE);
    this.clearanceSd = world.value(Pharmacogenomics.CLEARANCE_SD);
    this.inhibitor = world.value(Pharmacogenomics.INHIBITOR);
    this.inhibited = world.value(Pharmacogenomics.INHIBITED);
    this.trough = world.value(Pharmacogenomics.TROUGH);
    this.troughSd = world.value(Pharmacogenomics.TROUGH_SD);
    this.gain = world.value(Pharmacogenomics.GAIN);
    this.half = world.value(Pharmacogenomics.HALF);
    this.block = world.value(Pharmacogenomics.BLOCK);
    this.blocked = world.value(Pharmacogenomics.BLOCKED);
    this.exposureSlope = world.value(Pharmacogenomics.EXPOSURE_SLOPE);
    this.placeboExposure = world.value(Pharmacogenomics.PLACEBO_EXPOSURE);
    this.eventAge = world.value(Pharmacogenomics.EVENT_AGE);
    this.eventSubjectSd = world.value(Pharmacogenomics.EVENT_SUBJECT_SD);
    this.stopRate = world.value(Pharmacogenomics.DROPOUT);
    this.stopSevere = world.value(Pharmacogenomics.DROPOUT_SEVERE);
    this.stopPlacebo = world.value(Pharmacogenomics.DROPOUT_PLACEBO);
  }

  /** One frequency of an ancestry, at a share of its distance from the mean of all. */
  private static double drawnTogether(
      Frequencies own, ToDoubleFunction<Frequencies> which, double gap) {
    double mean = 0;
    for (Ancestry ancestry : Ancestry.values()) {
      mean += MIX.get(ancestry) * which.applyAsDouble(FREQUENCIES.get(ancestry));
    }
    return mean + gap * (which.applyAsDouble(own) - mean);
  }

  /** How far the score has gone from its baseline to its end, by visit. */
  private static double[] course(double weeks) {
    double[] share = new double[VISITS];
    for (int v = 0; v < VISITS; v++) {
      share[v] = (1 - Math.exp(-WEEKS[v] / weeks)) / (1 - Math.exp(-WEEKS[LAST] / weeks));
    }
    return share;
  }

  /** One subject from enrolment to the last visit. */
  void follow(
      long id, Study study, Site site, long plate, boolean badPlate, int enrolled, Emitter out) {

    // ---- the person
    Draw person = persons.at(id);
    Sex sex = person.nextDouble() < 0.5 ? Sex.F : Sex.M;
    Ancestry ancestry = site.ancestry(person.nextDouble());
    double uArm = person.nextDouble();
    Arm arm =
        uArm < PLACEBO
            ? Arm.PLACEBO
            : uArm < PLACEBO + STANDARD ? Arm.STANDARD : Arm.GENOTYPE_GUIDED;
    boolean isLowDna = tubes.uniform(id) < LOW_DNA;
    int age =
        (int) Math.round(new Normal(study.ageMean(), AGE_SD, 17.5, 82.499).sample(ages.at(id)));
    double a = (age - AGE_MEAN) / AGE_SD;
    double male = sex == Sex.M ? 1 : -1;
    double weightMean =
        WEIGHT_KG
            + male * WEIGHT_SEX_KG
            + (ancestry == Ancestry.EAS ? WEIGHT_EAS_KG : WEIGHT_OTHERS_KG);
    double weight = tenths(new Normal(weightMean, WEIGHT_SD_KG, 42, 165).sample(weights.at(id)));

    // ---- rule alleles
    Draw gene = genes.at(id);
    Frequencies frequency = frequencies.get(ancestry);
    int a1 = gene.nextDouble() < frequency.altA() ? 1 : 0;
    int a2 = gene.nextDouble() < frequency.altA() ? 1 : 0;
    int b1 = gene.nextDouble() < frequency.altB() ? 1 : 0;
    int b2 = gene.nextDouble() < frequency.altB() ? 1 : 0;
    int star1 = star(gene.nextDouble(), frequency);
    int star2nd = star(gene.nextDouble(), frequency);
    boolean hasA = a1 + a2 > 0;
    boolean hasB = b1 + b2 > 0;
    Phenotype phenotype = phenotype(star1, star2nd);
    int dose = dose(arm, phenotype);

    // ---- rules metabolism and phenoconversion
    double clearance =
        Math.pow(phenotype.clearance, genePower)
            * Math.pow(weight / WEIGHT_KG, ALLOMETRY)
            * Math.exp(
                clearanceSd * Normal.standard(clearances.at(id))
                    + CLEARANCE_AGE * a
                    + CLEARANCE_SEX * male);
    Draw medication = inhibitors.at(id);
    boolean takesInhibitor =
        medication.nextDouble() < inhibitor * Math.exp(INHIBITOR_AGE * a - 0.03);
    int startWeek =
        takesInhibitor ? FIRST_START_WEEK + medication.nextInt(START_WEEKS) : Integer.MAX_VALUE;

    // ---- rule exposure
    Draw trait = traits.at(id);
    boolean isCareless = trait.nextDouble() < site.careless * Math.exp(CARELESS_AGE * a - 0.03);
    double adherence = (isCareless ? CARELESS_TRAIT : CAREFUL_TRAIT).sample(trait);
    double[] taken = taken(id, adherence, isCareless ? CARELESS_SD : CAREFUL_SD);
    double[] exposure = new double[VISITS];
    double meanExposure = 0;
    for (int v = 1; v < VISITS; v++) {
      double cl = clearance * (WEEKS[v] >= startWeek ? inhibited : 1);
      exposure[v] = study.potency() * dose / FULL_DOSE_MG * taken[v] / cl;
      meanExposure += exposure[v] / LAST;
    }

    // ---- rule efficacy
    double chance = study.spontaneous();
    if (hasA && dose > 0) {
      double square = meanExposure * meanExposure;
      chance = Math.min(SURE, chance + gain * square / (square + half));
    }
    if (hasB) {
      chance = block * blocked + (1 - block) * chance;
    }
    boolean isResponder = responses.uniform(id) < chance;
    double finalScore = tenths((isResponder ? RESPONDER : OTHERS).sample(finals.at(id)));

    // ---- rules adverse_event and dropout
    double tolerance =
        eventAge * a
            - EVENT_SEX * male
            + study.tolerance()
            + site.tolerance
            + eventSubjectSd * Normal.standard(tolerances.at(id));
    double stop =
        stopRate
            * study.dropout()
            * site.dropout
            * (isCareless ? CARELESS_STOPS : CAREFUL_STOPS)
            * (arm == Arm.PLACEBO ? stopPlacebo : 1);
    Course course = new Course(startWeek, dose, finalScore, dates(id, enrolled), taken, exposure);
    int worst = attend(id, course, tolerance, stop, site.closes);

    // ---- rows
    emitGenotypes(
        id, plate, badPlate, isLowDna, a1 + a2, b1 + b2, star1, star2nd, phenotype, enrolled, out);
    emitVisits(id, study, site, course, out);
    out.emit(
        Pharmacogenomics.SUBJECTS,
        new Subject(
            id,
            study.id(),
            site.id,
            arm,
            dose,
            ancestry,
            sex,
            age,
            weight,
            Variant.of(hasA),
            Variant.of(hasB),
            phenotype.rate,
            enrolled,
            course.isComplete ? null : (short) WEEKS[course.last],
            course.isComplete ? finalScore : null,
            SEVERITIES[worst],
            badPlate,
            site.writesGrades(course.date[course.last]),
            enrolled));
    out.emit(
        Pharmacogenomics.SUBJECT_TRUTH,
        new SubjectTruth(
            id,
            hasA,
            hasB,
            phenotype,
            adherence,
            takesInhibitor ? (short) startWeek : null,
            chance,
            isResponder,
            hasB ? Segment.B : hasA ? Segment.A_ONLY : Segment.NEITHER,
            enrolled));
  }

  private static final Severity[] SEVERITIES = Severity.values();

  /**
   * Rules adverse_event and dropout, visit by visit until the subject or its site stops.
   *
   * @return the worst grade
   */
  private int attend(long id, Course course, double tolerance, double stop, int siteCloses) {
    Draw event = events.at(id);
    Draw stopping = stops.at(id);
    int worst = 0;
    for (int v = 1; v < VISITS && course.date[v] < siteCloses; v++) {
      double fromDrug =
          course.dose == 0
              ? placeboExposure
              : exposureSlope * Math.log(Math.max(course.exposure[v], LEAST_EXPOSURE));
      course.grade[v] = grade(tolerance + fromDrug + CHANCE_SCALE * Logit.noise(event));
      worst = Math.max(worst, course.grade[v]);
      course.last = v;
      course.isComplete = v == LAST && course.grade[v] < FATAL;
      if (course.grade[v] == FATAL
          || (v < LAST && stopping.nextDouble() < stop * (worst >= SEVERE ? stopSevere : 1))) {
        break;
      }
    }
    return worst;
  }

  private static int star(double uniform, Frequencies frequency) {
    return uniform < frequency.loss ? LOSS : uniform < frequency.loss + frequency.gain ? GAIN : 0;
  }

  /** CPIC's reading of a diplotype: loss of function outweighs gain. */
  private static Phenotype phenotype(int star1, int star2) {
    int losses = (star1 == LOSS ? 1 : 0) + (star2 == LOSS ? 1 : 0);
    int gains = (star1 == GAIN ? 1 : 0) + (star2 == GAIN ? 1 : 0);
    if (losses > 0) {
      return losses == 2 ? Phenotype.PM : Phenotype.IM;
    }
    return gains == 0 ? Phenotype.NM : gains == 1 ? Phenotype.RM : Phenotype.UM;
  }

  private static int dose(Arm arm, Phenotype phenotype) {
    return switch (arm) {
      case PLACEBO -> 0;
      case STANDARD -> 100;
      case GENOTYPE_GUIDED -> phenotype.rate == Rate.SLOW ? 50 : 100;
    };
  }

  /** Share of pills taken before each visit; a pill lost counts as one taken. */
  private double[] taken(long id, double trait, double sd) {
    Draw draw = pills.at(id);
    AutoRegressive mood =
        AutoRegressive.ofSpread(ADHERENCE_MEMORY, sd).begin(Normal.standard(draw));
    double[] taken = new double[VISITS];
    for (int v = 1; v < VISITS; v++) {
      taken[v] = reflected(trait + mood.next(Normal.standard(draw)), ADHERENCE_LOW, ADHERENCE_HIGH);
    }
    return taken;
  }

  /** Days of the visits as planned by the protocol and shifted by habit, chance and calendar. */
  private int[] dates(long id, int enrolled) {
    Draw draw = dates.at(id);
    double habit = HABIT_SD_DAYS * Normal.standard(draw);
    int[] date = new int[VISITS];
    date[0] = enrolled;
    for (int v = 1; v < VISITS; v++) {
      long shift = Math.round(habit + VISIT_SD_DAYS * Normal.standard(draw));
      int day =
          enrolled + 7 * WEEKS[v] + (int) Math.max(-WINDOW_DAYS, Math.min(WINDOW_DAYS, shift));
      int weekday = WallClock.weekday(day);
      day += weekday == 5 ? -1 : weekday == 6 ? 1 : 0;
      // Two visits on either side of the year's end must not fall on the same day.
      date[v] = workingDays.onOrAfter(Math.max(day, date[v - 1] + 1));
    }
    return date;
  }

  private static int grade(double liability) {
    int grade = 0;
    while (grade < THRESHOLDS.length && liability > THRESHOLDS[grade]) {
      grade++;
    }
    return grade;
  }

  /** What happens to a subject, by visit. */
  private static final class Course {
    final int startWeek;
    final int dose;
    final double finalScore;
    final int[] date;

    /** Share of pills. */
    final double[] taken;

    final double[] exposure;
    final int[] grade = new int[VISITS];

    /** Index of the last visit attended. */
    int last;

    boolean isComplete;

    Course(
        int startWeek, int dose, double finalScore, int[] date, double[] taken, double[] exposure) {
      this.startWeek = startWeek;
      this.dose = dose;
      this.finalScore = finalScore;
      this.date = date;
      this.taken = taken;
      this.exposure = exposure;
    }
  }

  private void emitVisits(long id, Study study, Site site, Course course, Emitter out) {
    double baseline = BASELINE.sample(baselines.at(id));
    Draw score = scores.at(id);
    Draw level = troughs.at(id);
    Draw skip = skips.at(id);
    boolean isSkipper = skip.nextDouble() < SKIPPERS;
    for (int v = 0; v <= course.last; v++) {
      boolean isDead = course.grade[v] == FATAL;
      double mean = baseline + (course.finalScore - baseline) * COURSE[v] + site.rater;
      double seen = tenths(reflected(mean + SCORE_SD * Normal.standard(score), 0, 100));
      double noise = troughSd * Normal.standard(level);
      boolean hasTrough = v > 0 && course.dose > 0 && !isDead;
      boolean mayMiss = skip.nextDouble() < skipChance(isSkipper, course.date[v]);
      boolean isKept = v == 0 || v == LAST || (v == course.last && !course.isComplete);
      out.emit(
          Pharmacogenomics.VISITS,
          new Visit(
              id * 100 + WEEKS[v],
              id,
              study.id(),
              site.id,
              (short) WEEKS[v],
              course.date[v],
              course.dose,
              v == 0 ? null : (double) Math.round(100 * course.taken[v]),
              WEEKS[v] >= course.startWeek,
              hasTrough ? tenths(trough * course.exposure[v] * Math.exp(noise)) : null,
              isDead ? null : v == LAST ? course.finalScore : seen,
              (short) course.grade[v],
              site.reportsUg(course.date[v]),
              site.losesSamples,
              mayMiss && !isKept,
              site.resyncs(course.date[v]),
              course.date[0]));
    }
  }

  private static double skipChance(boolean isSkipper, int day) {
    if (isSkipper) {
      return SKIPPERS_SKIP;
    }
    int month = UsCalendar.month(day);
    return OTHERS_SKIP / MEAN_SKIP * (month <= 2 ? WINTER_SKIP : month == 8 ? AUGUST_SKIP : 1);
  }

  private static void emitGenotypes(
      long id,
      long plate,
      boolean badPlate,
      boolean lowDna,
      int altsOfA,
      int altsOfB,
      int star1,
      int star2,
      Phenotype phenotype,
      int enrolled,
      Emitter out) {
    out.emit(
        Pharmacogenomics.GENOTYPES,
        new Genotype(
            id * 10,
            id,
            plate,
            Gene.GENE_A,
            altsOfA == 2 ? "ALT" : "REF",
            altsOfA > 0 ? "ALT" : "REF",
            null,
            badPlate,
            lowDna,
            enrolled));
    out.emit(
        Pharmacogenomics.GENOTYPES,
        new Genotype(
            id * 10 + 1,
            id,
            plate,
            Gene.GENE_B,
            altsOfB == 2 ? "ALT" : "REF",
            altsOfB > 0 ? "ALT" : "REF",
            null,
            badPlate,
            lowDna,
            enrolled));
    out.emit(
        Pharmacogenomics.GENOTYPES,
        new Genotype(
            id * 10 + 2,
            id,
            plate,
            Gene.CYP2C19,
            STARS[Math.min(star1, star2)],
            STARS[Math.max(star1, star2)],
            phenotype,
            badPlate,
            lowDna,
            enrolled));
  }

  private static double tenths(double x) {
    return Math.round(x * 10) / 10.0;
  }

  /** A value beyond an end, thrown back from it. */
  private static double reflected(double x, double low, double high) {
    return x < low ? 2 * low - x : x > high ? 2 * high - x : x;
  }
}
