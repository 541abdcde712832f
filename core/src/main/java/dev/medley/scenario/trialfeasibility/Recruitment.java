package dev.medley.scenario.trialfeasibility;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.trialfeasibility.Sponsors.SiteTraits;
import dev.medley.scenario.trialfeasibility.Sponsors.Sponsor;
import dev.medley.scenario.trialfeasibility.Studies.StudyTraits;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Arm;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Deviation;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.DeviationClass;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Outcome;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Screening;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Sex;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStatus;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStudy;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStudyTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SubjectTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.TherapeuticArea;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.VisitSchedule;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;

/** One study at one site after the other, each from activation to the last report. */
final class Recruitment {

  // ---- numbers of patients and deviations

  private static final long SITE_STUDIES_PER_STUDY = 1_000;
  private static final long SCREENINGS_PER_SITE_STUDY = 10_000;
  private static final long DEVIATIONS_PER_SITE_STUDY = 100_000;

  /** More than a month ever has; keys the draws of a patient. */
  private static final long PATIENTS_PER_MONTH = 10_000;

  // ---- rule referrals

  private static final double DAYS_PER_MONTH = 365.25 / 12;
  private static final double FIT_SIGMA = 0.20;
  private static final double[] RAMP = {0.3, 0.7};
  private static final double OTHER_SEASON = 1.05;
  private static final int LEARNED_AFTER = 2;
  private static final double LEARNED = 1.2;
  private static final double LEARNING = 0.97;
  private static final double SHOCK_MEMORY = 0.6;

  /** Monday to Friday: clinics are busiest in the middle of the week. */
  private static final double[] WEEKDAY_WEIGHT = {0.17, 0.23, 0.23, 0.22, 0.15};

  // ---- rule coordinator: mean stay of four months in the one state, three in the other

  private static final double HOT_TO_DORMANT_PER_MONTH = 1 / 4.0;
  private static final double DORMANT_TO_HOT_PER_MONTH = 1 / 3.0;
  private static final double HOT_SHARE =
      DORMANT_TO_HOT_PER_MONTH / (HOT_TO_DORMANT_PER_MONTH + DORMANT_TO_HOT_PER_MONTH);

  /** What a month leaves of the knowledge of the state before. */
  private static final double MEMORY =
      Math.exp(-HOT_TO_DORMANT_PER_MONTH - DORMANT_TO_HOT_PER_MONTH);

  // ---- rule optimist

  private static final double PROMISE_RARE = 4;
  private static final double PROMISE_COMMON = 10;
  private static final double CATCHMENT_EXPONENT = 0.12;
  private static final double MEAN_CATCHMENT = 350_000;
  private static final double HALF = Math.sqrt(0.5);
  private static final double FIVES_FROM = 7.5;
  private static final double FIVES_SHARE = 0.70;
  private static final double TENS_FROM = 45;
  private static final double TENS_SHARE = 0.67;
  private static final int LEAST_PROMISE = 2;
  private static final double OPTIMIST_RARE = 1.25;
  private static final double OPTIMIST_LEAST_MONTHS = 0.5;

  // ---- rules geographic_bias and eligibility

  private static final double TRAVEL_PER_AGE = 0.15;
  private static final double TRAVEL_LEVEL = -0.011;
  private static final double FAIL_PER_STRICTNESS = 0.35;
  private static final double FAIL_PER_AGE = 0.25;

  // ---- rule outcome

  private static final double CONTROL_CHANGE = -2;
  private static final double CHANGE_PER_AGE = 0.4;
  private static final double CHANGE_SD = 6;
  private static final double FAR_MILES = 25;

  /** Drop-out of weekly patients from afar, in that of the others. */
  private static final double FAR_DROP_OUT = 0.18 / 0.11;

  // ---- rule deviations

  private static final double DORMANT_DEVIATIONS = 1.3;
  private static final double DEVIATIONS_DISPERSION = 0.8;
  private static final DeviationClass[] CLASSES = DeviationClass.values();

  /** In the order of the classes; eligibility has a rule of its own. */
  private static final Discrete OTHER_CLASSES = Discrete.of(0.40, 0.28, 0.06, 0.11, 0.15);

  private static final LogNormal MONITOR_DAYS = LogNormal.ofMedianAndSigma(42, 0.3);
  private static final Exponential DAYS_TO_DEVIATION = Exponential.ofMean(55);

  // ---- rule closure

  private static final double PATIENCE_MONTHS = 13;
  private static final Exponential FURTHER_PATIENCE_MONTHS = Exponential.ofMean(3);

  private static final double LEAST_AGE = 18;
  private static final double MOST_AGE = 88;

  /** The parameters and random numbers that all cells share. */
  static final class Laws {
    private final int worldMonth;
    private final StartUp startUp;
    private final double perThousandRare;
    private final double perThousandCommon;
    private final double season;
    private final double rivalShare;
    private final double rivalFactor;
    private final double hot;
    private final double dormant;
    private final double weeklyMiles;
    private final double monthlyMiles;
    private final double decentralisedMiles;
    private final double promiseSpread;
    private final int optimistPromise;
    private final double optimistReferrals;
    private final double failRare;
    private final double failCommon;
    private final double sloppyReferrals;
    private final double reported;
    private final double benefit;
    private final double harm;
    private final double dropOut;
    private final double deviationsPerPatient;
    private final double closed;
    private final double shockSd;

    private final Streams.Stream fits;
    private final Streams.Stream coordinators;
    private final Streams.Stream rivals;
    private final Streams.Stream shocks;
    private final Streams.Stream referrals;
    private final Streams.Stream visits;
    private final Streams.Stream patients;
    private final Streams.Stream screenings;
    private final Streams.Stream endpoints;
    private final Streams.Stream findings;
    private final Streams.Stream deviations;
    private final Streams.Stream monitorings;
    private final Streams.Stream monitorVisits;
    private final Streams.Stream promises;
    private final Streams.Stream closures;
    private final Streams.Stream screeningIds;
    private final Streams.Stream deviationIds;

    Laws(World world) {
      Streams streams = world.streams();
      this.worldMonth = UsCalendar.monthNumber((int) world.horizon().from().toEpochDay());
      this.startUp = new StartUp(world);
      this.perThousandRare = world.value(TrialFeasibility.PER_1000_RARE);
      this.perThousandCommon = world.value(TrialFeasibility.PER_1000_COMMON);
      this.season = world.value(TrialFeasibility.HOLIDAY_SEASON);
      this.rivalShare = world.value(TrialFeasibility.RIVAL_SHARE);
      this.rivalFactor = world.value(TrialFeasibility.RIVAL_FACTOR);
      this.hot = world.value(TrialFeasibility.HOT);
      this.dormant = world.value(TrialFeasibility.DORMANT);
      this.weeklyMiles = world.value(TrialFeasibility.WEEKLY_MILES);
      this.monthlyMiles = world.value(TrialFeasibility.MONTHLY_MILES);
      this.decentralisedMiles = world.value(TrialFeasibility.DECENTRALISED_MILES);
      this.promiseSpread = world.value(TrialFeasibility.PROMISE_SPREAD);
      this.optimistPromise = (int) Math.round(world.value(TrialFeasibility.JONES_PROMISE));
      this.optimistReferrals = world.value(TrialFeasibility.JONES_REFERRALS);
      this.failRare = world.value(TrialFeasibility.FAIL_RARE);
      this.failCommon = world.value(TrialFeasibility.FAIL_COMMON);
      this.sloppyReferrals = world.value(TrialFeasibility.SLOPPY_REFERRALS);
      this.reported = world.value(TrialFeasibility.REPORTED);
      this.benefit = world.value(TrialFeasibility.BENEFIT);
      this.harm = world.value(TrialFeasibility.HARM);
      this.dropOut = world.value(TrialFeasibility.DROP_OUT);
      this.deviationsPerPatient = world.value(TrialFeasibility.DEVIATIONS_PER_PATIENT);
      this.closed = world.value(TrialFeasibility.CLOSED);
      this.shockSd = world.value(TrialFeasibility.SHOCK_SD);
      this.fits = streams.named("referral.fit");
      this.coordinators = streams.named("coordinator");
      this.rivals = streams.named("rival");
      this.shocks = streams.named("shock");
      this.referrals = streams.named("referrals");
      this.visits = streams.named("visits");
      this.patients = streams.named("patient");
      this.screenings = streams.named("screening");
      this.endpoints = streams.named("endpoint");
      this.findings = streams.named("finding");
      this.deviations = streams.named("deviation");
      this.monitorings = streams.named("monitoring");
      this.monitorVisits = streams.named("monitoring.visit");
      this.promises = streams.named("promise");
      this.closures = streams.named("closure");
      this.screeningIds = streams.named("id.screening");
      this.deviationIds = streams.named("id.deviation");
    }

    private double toleratedMiles(VisitSchedule schedule) {
      return switch (schedule) {
        case WEEKLY -> weeklyMiles;
        case MONTHLY -> monthlyMiles;
        case DECENTRALISED -> decentralisedMiles;
      };
    }
  }

  private final Laws laws;
  private final Sponsors sponsors;
  private final Studies studies;
  private final KeyedSeries shock;
  private final Emitter out;

  private StudyTraits study;
  private SiteTraits site;
  private long siteStudyId;
  private Permutation screeningIds;
  private Permutation deviationIds;
  private double failure;
  private double monitorDays;
  private double monitorOffset;

  /** When the sponsor loses patience with a site without a patient. */
  private int patienceDay;

  private int activatedDay;
  private int closedDay;
  private boolean isHot;
  private int monthsHot;
  private int referred;
  private int enrolled;
  private int ineligible;
  private int screenFails;
  private int deviations;

  Recruitment(Laws laws, Sponsors sponsors, Studies studies, int region, Emitter out) {
    this.laws = laws;
    this.sponsors = sponsors;
    this.studies = studies;
    this.shock = new KeyedSeries(laws.shocks, region, SHOCK_MEMORY);
    this.out = out;
  }

  void run(Sponsor sponsor, StudyTraits ofStudy, SiteTraits atSite) {
    study = ofStudy;
    site = atSite;
    siteStudyId = study.id() * SITE_STUDIES_PER_STUDY + site.id() % SITE_STUDIES_PER_STUDY;
    referred = 0;
    enrolled = 0;
    ineligible = 0;
    screenFails = 0;
    deviations = 0;
    monthsHot = 0;
    StartUp.Result startUp = laws.startUp.of(sponsor, study, site, siteStudyId);
    activatedDay = startUp.activatedDay();
    closedDay = startUp.closedDay();
    if (startUp.isActivated()) {
      recruit();
    }
    report(startUp);
  }

  // ---- month by month

  private void recruit() {
    screeningIds = Permutation.of(SCREENINGS_PER_SITE_STUDY, laws.screeningIds.bits(siteStudyId));
    deviationIds = Permutation.of(DEVIATIONS_PER_SITE_STUDY, laws.deviationIds.bits(siteStudyId));
    failure =
        Logit.of(study.isRare() ? laws.failRare : laws.failCommon)
            + FAIL_PER_STRICTNESS * study.strictness();
    Draw monitoring = laws.monitorings.at(siteStudyId);
    monitorDays = MONITOR_DAYS.sample(monitoring);
    monitorOffset = activatedDay + monitorDays * monitoring.nextDouble();

    double monthly = referralsPerMonth();
    patienceDay = patienceDay();
    int first = UsCalendar.monthNumber(activatedDay);
    isHot = coordinatorBefore(first);
    for (int month = first; Studies.firstOf(month) <= closedDay; month++) {
      isHot = coordinatorAfter(isHot, month);
      monthsHot += isHot ? 1 : 0;
      int from = Math.max(activatedDay, Studies.firstOf(month));
      int to = Math.min(closedDay, Studies.firstOf(month + 1) - 1);
      referralsOf(month, from, to, monthly * factor(month, month - first, to - from + 1));
      if (patienceDay <= to && enrolled == 0) {
        closedDay = patienceDay;
      }
    }
  }

  /** Referrals of a mean month with everything at its best. */
  private double referralsPerMonth() {
    if (site.isOptimists()) {
      double months = (closedDay - activatedDay) / DAYS_PER_MONTH;
      return laws.optimistReferrals
          / Math.max(months, OPTIMIST_LEAST_MONTHS)
          * (study.isRare() ? OPTIMIST_RARE : 1)
          * study.schedule().optimistFactor;
    }
    return (study.isRare() ? laws.perThousandRare : laws.perThousandCommon)
        * study.prevalence()
        * site.catchment()
        / 1_000
        * site.quality()
        * Math.exp(FIT_SIGMA * Normal.standard(laws.fits.at(siteStudyId)))
        * (site.isSloppy() ? laws.sloppyReferrals : 1);
  }

  private double factor(int month, int monthsSince, int daysOpen) {
    int ofYear = Math.floorMod(month, 12) + 1;
    double factor =
        daysOpen
            / (double) (Studies.firstOf(month + 1) - Studies.firstOf(month))
            * (ofYear == 8 || ofYear == 12 ? laws.season : OTHER_SEASON)
            * (isHot ? laws.hot : laws.dormant);
    if (site.isOptimists()) {
      return factor;
    }
    boolean hasRival = laws.rivals.uniform(site.id(), Math.floorDiv(month, 3)) < laws.rivalShare;
    return factor
        * (monthsSince < RAMP.length ? RAMP[monthsSince] : 1)
        * (hasRival ? laws.rivalFactor : 1)
        * shock.factor(month, laws.shockSd * site.shockGain());
  }

  /** The day on which the sponsor closes the site if nobody has been enrolled, or never. */
  private int patienceDay() {
    Draw draw = laws.closures.at(siteStudyId);
    if (draw.nextDouble() >= laws.closed || site.isOptimists()) {
      return Integer.MAX_VALUE;
    }
    double months = PATIENCE_MONTHS + FURTHER_PATIENCE_MONTHS.sample(draw);
    int day =
        StartUp.CALENDAR.businessDayOnOrBefore(
            activatedDay + (int) Math.round(months * DAYS_PER_MONTH));
    return day < closedDay ? day : Integer.MAX_VALUE;
  }

  /** Replays the site's coordinators from the beginning of the world. */
  private boolean coordinatorBefore(int month) {
    boolean state = laws.coordinators.uniform(site.id(), laws.worldMonth - 1) < HOT_SHARE;
    for (int m = laws.worldMonth; m < month; m++) {
      state = coordinatorAfter(state, m);
    }
    return state;
  }

  private boolean coordinatorAfter(boolean wasHot, int month) {
    double hotNow = HOT_SHARE * (1 - MEMORY) + (wasHot ? MEMORY : 0);
    return laws.coordinators.uniform(site.id(), month) < hotNow;
  }

  private void referralsOf(int month, int from, int to, double atLevel) {
    double mean = atLevel;
    if (!site.isOptimists()) {
      mean *= enrolled >= LEARNED_AFTER ? LEARNED : LEARNING;
    }
    int count = Poisson.sample(mean, laws.referrals.at(siteStudyId, month));
    if (count == 0) {
      return;
    }
    int[] days = days(from, to, count, laws.visits.at(siteStudyId, month));
    for (int i = 0; i < days.length; i++) {
      if (enrolled == 0 && days[i] > patienceDay) {
        return;
      }
      refer(days[i], month * PATIENTS_PER_MONTH + i);
    }
  }

  /** Working days of the site, in order; none if there is none in the open part of the month. */
  private static int[] days(int from, int to, int count, Draw draw) {
    double[] weights = new double[to - from + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum +=
          StartUp.CALENDAR.isBusinessDay(from + i)
              ? WEEKDAY_WEIGHT[WallClock.weekday(from + i)]
              : 0;
      weights[i] = sum;
    }
    if (sum == 0) {
      return new int[0];
    }
    int[] days = new int[count];
    for (int i = 0; i < count; i++) {
      double at = draw.nextDouble() * sum;
      int day = 0;
      while (weights[day] <= at) {
        day++;
      }
      days[i] = from + day;
    }
    Arrays.sort(days);
    return days;
  }

  // ---- a patient

  private void refer(int day, long key) {
    long screeningId = siteStudyId * SCREENINGS_PER_SITE_STUDY + screeningIds.at(referred++);
    TherapeuticArea area = study.area();
    Draw person = laws.patients.at(siteStudyId, key);
    double ageYears;
    do {
      ageYears = area.meanAgeYears + area.sdAgeYears * Normal.standard(person);
    } while (ageYears < LEAST_AGE || ageYears >= MOST_AGE + 1);
    double age = (ageYears - area.meanAgeYears) / area.sdAgeYears;
    Sex sex = person.nextDouble() < area.womenShare ? Sex.F : Sex.M;
    double miles = site.setting().miles().sample(person);

    Draw screening = laws.screenings.at(siteStudyId, key);
    double burden =
        miles
            / laws.toleratedMiles(study.schedule())
            * Math.exp(TRAVEL_PER_AGE * age + TRAVEL_LEVEL);
    boolean takesPart = screening.nextDouble() < Math.exp(-burden);
    boolean isEligible = screening.nextDouble() >= Logit.inverse(failure + FAIL_PER_AGE * age);
    boolean isWavedThrough = screening.nextDouble() < site.enrolsIneligible();
    boolean isEnrolled = takesPart && (isEligible || isWavedThrough);
    Arm arm = null;
    Double change = null;
    Outcome outcome = takesPart ? Outcome.SCREEN_FAIL : Outcome.DECLINED;
    if (isEnrolled) {
      outcome = Outcome.ENROLLED;
      Draw endpoint = laws.endpoints.at(siteStudyId, key);
      arm = endpoint.nextBoolean() ? Arm.ACTIVE : Arm.CONTROL;
      change = change(arm, isEligible, age, miles, endpoint);
      enrolled++;
      ineligible += isEligible ? 0 : 1;
      out.emit(
          TrialFeasibility.SUBJECT_TRUTH,
          new SubjectTruth(screeningId, isEligible, study.startDay()));
      deviate(screeningId, day, isEligible, key);
    } else if (takesPart) {
      screenFails++;
    }
    out.emit(
        TrialFeasibility.SCREENINGS,
        new Screening(
            screeningId,
            siteStudyId,
            study.id(),
            site.id(),
            day,
            (int) ageYears,
            sex,
            miles,
            outcome,
            arm,
            change,
            day < site.metricUntil(),
            sponsors.isResent(site, day),
            study.startDay()));
  }

  /** Change of the score, or null for a drop-out. */
  private Double change(Arm arm, boolean isEligible, double age, double miles, Draw draw) {
    boolean isFar = study.schedule() == VisitSchedule.WEEKLY && miles > FAR_MILES;
    if (draw.nextDouble() < laws.dropOut * (isFar ? FAR_DROP_OUT : 1)) {
      return null;
    }
    double effect = arm == Arm.CONTROL ? 0 : isEligible ? laws.benefit : laws.harm;
    return CONTROL_CHANGE + effect + CHANGE_PER_AGE * age + CHANGE_SD * Normal.standard(draw);
  }

  private void deviate(long screeningId, int day, boolean isEligible, long key) {
    if (!isEligible) {
      Draw finding = laws.findings.at(siteStudyId, key);
      if (finding.nextDouble() < laws.reported) {
        deviation(screeningId, DeviationClass.ELIGIBILITY, day, finding);
      }
    }
    Draw draw = laws.deviations.at(siteStudyId, key);
    double mean =
        laws.deviationsPerPatient
            * site.deviationFactor()
            * study.schedule().deviationFactor
            * (isHot ? 1 : DORMANT_DEVIATIONS);
    int others = new NegativeBinomial(mean, DEVIATIONS_DISPERSION).sample(draw);
    for (int i = 0; i < others; i++) {
      DeviationClass kind = CLASSES[OTHER_CLASSES.at(draw.nextDouble())];
      deviation(screeningId, kind, day, draw);
    }
  }

  /** The monitor comes again and again, and finds it at the next visit. */
  private void deviation(long screeningId, DeviationClass kind, int day, Draw draw) {
    double happened = day + DAYS_TO_DEVIATION.sample(draw);
    int visit = (int) Math.ceil((happened - monitorOffset) / monitorDays);
    int visitDay = (int) Math.ceil(monitorOffset + monitorDays * visit);
    out.emit(
        TrialFeasibility.DEVIATIONS,
        new Deviation(
            siteStudyId * DEVIATIONS_PER_SITE_STUDY + deviationIds.at(deviations++),
            screeningId,
            siteStudyId,
            kind,
            StartUp.planned(visitDay, laws.monitorVisits.uniform(siteStudyId, visit)),
            site.hasHastyMonitor(),
            study.startDay()));
  }

  // ---- the site's own rows

  private void report(StartUp.Result startUp) {
    long investigator = studies.investigator(site.id(), site.isOptimists(), study);
    out.emit(
        TrialFeasibility.SITE_STUDIES,
        new SiteStudy(
            siteStudyId,
            study.id(),
            site.id(),
            investigator,
            studies.name(investigator, site.isOptimists()),
            promise(investigator),
            enrolled,
            startUp.irbDays(),
            startUp.isActivated() ? activatedDay : null,
            closedDay,
            startUp.isActivated() ? SiteStatus.ACTIVATED : SiteStatus.NEVER_ACTIVATED,
            deviations,
            screenFails,
            site.countsConsents(),
            study.hasNameStyle(),
            study.hasStartupVendor(),
            study.startDay()));
    double monthsOpen = startUp.isActivated() ? (closedDay - activatedDay) / DAYS_PER_MONTH : 0;
    out.emit(
        TrialFeasibility.SITE_STUDY_TRUTH,
        new SiteStudyTruth(
            siteStudyId, enrolled, ineligible, monthsOpen, monthsHot, study.startDay()));
  }

  private int promise(long investigator) {
    if (site.isOptimists()) {
      return laws.optimistPromise;
    }
    Draw draw = laws.promises.at(siteStudyId);
    double log = laws.promiseSpread * HALF * (studies.temper(investigator) + Normal.standard(draw));
    double hoped =
        (study.isRare() ? PROMISE_RARE : PROMISE_COMMON)
            * Math.exp(log)
            * Math.pow(site.catchment() / MEAN_CATCHMENT, CATCHMENT_EXPONENT);
    return typed(hoped, draw);
  }

  /** The larger the number, the rounder. */
  private static int typed(double hoped, Draw draw) {
    boolean inFives = draw.nextDouble() < FIVES_SHARE;
    boolean inTens = draw.nextDouble() < TENS_SHARE;
    if (hoped >= FIVES_FROM && inFives) {
      return 5 * (int) Math.round(hoped / 5);
    }
    if (hoped >= TENS_FROM && inTens) {
      return 10 * (int) Math.round(hoped / 10);
    }
    return Math.max(LEAST_PROMISE, (int) Math.round(hoped));
  }
}
