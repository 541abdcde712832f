package dev.medley.scenario.trialfeasibility;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cells;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Sponsors of clinical trials, the hospital sites they choose, and the patients that come or do
 * not.
 *
 * <p>One cell is what up to 64 sponsors start in a month, in one region: each of their studies at
 * each of the region's sites, from selection to the last report. Every sponsor works in all
 * regions. A study closes on a day that is fixed when it starts, so sites do not compete for its
 * last patients and each is simulated alone. The day of every row is the first of the month in
 * which its study started; all other dates are those of the site, in calendar days.
 *
 * <p>{@link Sponsors} makes sponsors and their sites, {@link Studies} what they start, {@link
 * StartUp} a site's way to activation, {@link Recruitment} the patients that follow.
 */
@AutoService(Scenario.class)
public final class TrialFeasibility implements Scenario {

  // ---- code lists

  /** Field of medicine, with the age of its patients and how many are women. */
  public enum TherapeuticArea {
    ONCOLOGY(63, 11, 0.50),
    NEUROLOGY(62, 13, 0.50),
    METABOLIC(52, 14, 0.50),
    HEMATOLOGY(55, 16, 0.50),
    CARDIOLOGY(65, 11, 0.38),
    IMMUNOLOGY(46, 14, 0.70);

    final double meanAgeYears;
    final double sdAgeYears;
    final double womenShare;

    TherapeuticArea(double meanAgeYears, double sdAgeYears, double womenShare) {
      this.meanAgeYears = meanAgeYears;
      this.sdAgeYears = sdAgeYears;
      this.womenShare = womenShare;
    }
  }

  /** How frequent the disease is. */
  public enum DiseaseFrequency {
    RARE,
    COMMON
  }

  /**
   * How often, and where, a patient is seen: the fewer the visits, the fewer the deviations, and
   * the fewer patients an optimist needs to be referred for two to take part.
   */
  public enum VisitSchedule {
    WEEKLY(1.35, 1.65),
    MONTHLY(1, 1.12),
    DECENTRALISED(0.75, 1);

    final double deviationFactor;
    final double optimistFactor;

    VisitSchedule(double deviationFactor, double optimistFactor) {
      this.deviationFactor = deviationFactor;
      this.optimistFactor = optimistFactor;
    }
  }

  /** Who approves the study at a site: the hospital's own board or one for all sites. */
  public enum IrbModel {
    LOCAL,
    CENTRAL
  }

  /** Whether a selected site was ever opened. */
  public enum SiteStatus {
    ACTIVATED,
    NEVER_ACTIVATED
  }

  /** Sex as recorded. */
  public enum Sex {
    F,
    M
  }

  /** What became of a referred patient. */
  public enum Outcome {
    DECLINED,
    SCREEN_FAIL,
    ENROLLED
  }

  /** Treatment arm. */
  public enum Arm {
    ACTIVE,
    CONTROL
  }

  /** Kind of a protocol deviation. */
  public enum DeviationClass {
    VISIT_WINDOW,
    PROCEDURE,
    CONSENT,
    IP_HANDLING,
    OTHER,
    ELIGIBILITY
  }

  // ---- tables

  /** A referred patient. */
  @Columns(
      """
      screening_id    | key, distinct | Referred patient.
      site_study_id   | -> site_studies, filtered | Study at the site.
      study_id        | -> studies, filtered | Study.
      site_id         | -> sites, filtered | Site.
      screened_date   | date | Day of the screening visit, a working day.
      age_years       | | Age in years, 18 to 88.
      sex             | | F or M.
      distance_miles  | 1 decimals | From home to the site, one way, in miles.
      outcome         | filtered | DECLINED: would not take part; SCREEN_FAIL: is not eligible;
        | ENROLLED. | ActualRecruitment (basis)
      arm             | | ACTIVE or CONTROL; NULL unless enrolled.
      endpoint_change | 1 decimals | Change of the symptom score, negative is better; NULL unless
        | enrolled and completed.
      _metric_edc     | | Whether the site's data capture was set to metric units on that day.
      _resync         | | Whether the site's data capture sent this month's visits anew.
      event_date      | date, filtered | First day of the month in which the study started.
      """)
  public record Screening(
      long screeningId,
      long siteStudyId,
      long studyId,
      long siteId,
      int screenedDate,
      int ageYears,
      Sex sex,
      double distanceMiles,
      Outcome outcome,
      Arm arm,
      Double endpointChange,
      boolean metricEdc,
      boolean resync,
      int eventDate) {}

  /** A protocol deviation. */
  @Columns(
      """
      deviation_id    | key, distinct | Deviation. | Protocol_Deviations
      screening_id    | -> screenings, distinct | Enrolled patient.
      site_study_id   | -> site_studies, filtered | Study at the site.
      deviation_class | filtered | ELIGIBILITY, VISIT_WINDOW, PROCEDURE, CONSENT, IP_HANDLING or
        | OTHER.
      reported_date   | date | Day of the monitor's visit at which it was found, a working day.
      _hasty_monitor  | | Whether the site's monitor fills in only what must be filled in.
      event_date      | date, filtered | First day of the month in which the study started.
      """)
  public record Deviation(
      long deviationId,
      long screeningId,
      long siteStudyId,
      DeviationClass deviationClass,
      int reportedDate,
      boolean hastyMonitor,
      int eventDate) {}

  /** A study at a selected site. */
  @Columns(
      """
      site_study_id          | key, distinct | Study at the site.
      study_id               | -> studies, filtered | Study.
      site_id                | -> sites, filtered | Site. | SiteID
      investigator_id        | | Principal investigator: the site's id and a digit.
      principal_investigator | | Surname and initial, as in "Adler, B.". | PrincipalInvestigator
      target_recruitment     | | Patients that the investigator promised. | TargetRecruitment
      actual_recruitment     | | Patients enrolled, as in the sponsor's tracker.
        | | ActualRecruitment
      irb_approval_days      | | Days from submission to the board's approval.
        | | IRB_Approval_Time
      activated_date         | date | Day on which the site was opened for patients; NULL if never.
      closed_date            | date | Day on which the site was closed: with the study, or earlier
        | if it had no patients.
      site_status            | filtered | ACTIVATED or NEVER_ACTIVATED.
      protocol_deviations    | | Rows of deviations. | Protocol_Deviations
      _screen_fails          | | Patients who were screened and not enrolled.
      _counts_consents       | | Whether the site's coordinator counts who has consented.
      _name_style            | | Whether the study's manager spells names in a way of their own.
      _startup_vendor        | | Whether the study's start-up was done by the vendor who loses
        | dates.
      event_date             | date, filtered | First day of the month in which the study started.
      """)
  public record SiteStudy(
      long siteStudyId,
      long studyId,
      long siteId,
      long investigatorId,
      String principalInvestigator,
      int targetRecruitment,
      int actualRecruitment,
      int irbApprovalDays,
      Integer activatedDate,
      int closedDate,
      SiteStatus siteStatus,
      int protocolDeviations,
      int screenFails,
      boolean countsConsents,
      boolean nameStyle,
      boolean startupVendor,
      int eventDate) {}

  /** A study. */
  @Columns(
      """
      study_id          | key, distinct | Study.
      sponsor_id        | | Sponsor.
      therapeutic_area  | | ONCOLOGY, NEUROLOGY, METABOLIC, HEMATOLOGY, CARDIOLOGY or IMMUNOLOGY.
        | | TherapeuticArea
      disease_frequency | | RARE or COMMON.
      phase             | | 2 or 3.
      visit_schedule    | | WEEKLY, MONTHLY or DECENTRALISED.
      start_date        | date | Day on which sites were selected, the first of a month.
      close_date        | date | Day on which enrolment ends, the first of a month.
      event_date        | date, filtered | start_date.
      region            | | Region of the sponsor's head office.
      """)
  public record Study(
      long studyId,
      int sponsorId,
      TherapeuticArea therapeuticArea,
      DiseaseFrequency diseaseFrequency,
      String phase,
      VisitSchedule visitSchedule,
      int startDate,
      int closeDate,
      int eventDate) {}

  /** A candidate site. */
  @Columns(
      """
      site_id              | key, distinct | Site. | SiteID
      sponsor_id           | | Sponsor in whose network the site is.
      site_name            | | Fictitious name, such as "Hospital 07-MW-213".
      rucc_code            | | Rural-urban continuum code: 1 to 3 urban, 4 to 6 suburban, 7 to 9
        | rural.
      catchment_population | | People who live in its catchment area.
      irb_model            | | LOCAL or CENTRAL: which board approves studies here.
      region               | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record Site(
      long siteId,
      int sponsorId,
      String siteName,
      short ruccCode,
      int catchmentPopulation,
      IrbModel irbModel) {}

  /** What is true of a site. */
  @Columns(
      """
      site_id | key, -> sites, distinct | Site.
      sloppy  | | Whether it enrols patients who are not eligible as a habit.
      quality | 4 decimals | Its lasting factor on referrals; the median is 1.
      """)
  public record SiteTruth(long siteId, boolean sloppy, double quality) {}

  /** What is true of a study at a site. */
  @Columns(
      """
      site_study_id       | key, -> site_studies, distinct | Study at the site.
      true_enrolled       | | Patients enrolled.
      ineligible_enrolled | | Those of them who were not eligible.
      months_open         | 2 decimals | From activation to closing, in months of 30.4 days; 0 if
        | never activated.
      months_hot          | | Calendar months of these in which the coordinators were keen.
      event_date          | date | First day of the month in which the study started.
      """)
  public record SiteStudyTruth(
      long siteStudyId,
      int trueEnrolled,
      int ineligibleEnrolled,
      double monthsOpen,
      int monthsHot,
      int eventDate) {}

  /** What is true of an enrolled patient. */
  @Columns(
      """
      screening_id | key, -> screenings, distinct | Enrolled patient.
      eligible     | | Whether the patient met the criteria.
      event_date   | date | First day of the month in which the study started.
      """)
  public record SubjectTruth(long screeningId, boolean eligible, int eventDate) {}

  /** Every region counts all sponsors as its units. */
  private static final int SITES_PER_SPONSOR_AND_REGION = 40;

  static final Table<Screening> SCREENINGS =
      Table.fact("screenings", Screening.class, "One row per referred patient.").perMainRow(1);
  static final Table<Deviation> DEVIATIONS =
      Table.fact("deviations", Deviation.class, "One row per reported protocol deviation.")
          .perMainRow(0.34);
  static final Table<SiteStudy> SITE_STUDIES =
      Table.fact("site_studies", SiteStudy.class, "One row per study and selected site.")
          .perMainRow(0.147);
  static final Table<Study> STUDIES =
      Table.fact("studies", Study.class, "One row per study.").perMainRow(0.0023);
  static final Table<Site> SITES =
      Table.regional("sites", Site.class, "One row per candidate site of a sponsor's network.")
          .perUnit(SITES_PER_SPONSOR_AND_REGION);
  static final Table<SiteTruth> SITE_TRUTH =
      Table.regional("site_truth", SiteTruth.class, "What every site is like.")
          .key()
          .perUnit(SITES_PER_SPONSOR_AND_REGION);
  static final Table<SiteStudyTruth> SITE_STUDY_TRUTH =
      Table.fact("site_study_truth", SiteStudyTruth.class, "What every site did in a study.")
          .key()
          .perMainRow(0.147);
  static final Table<SubjectTruth> SUBJECT_TRUTH =
      Table.fact("subject_truth", SubjectTruth.class, "Who should have been enrolled.")
          .key()
          .perMainRow(0.50);

  // ---- rules

  static final Param PORTFOLIO_SPREAD =
      Param.nonNegative(
          "portfolio.spread", 0.5, "Standard deviation of the log number of studies of sponsors.");
  static final Param RARE_SHARE =
      Param.share("portfolio.rare", 0.55, "Mean share of studies in a rare disease.");
  static final Param LOCAL_SHARE =
      Param.share("activation.local", 0.40, "Share of sites with a board of their own.");
  static final Param LOCAL_DAYS =
      Param.positive("activation.local_days", 52, "Median days of a local board.");
  static final Param CENTRAL_DAYS =
      Param.positive("activation.central_days", 20, "Median days of the central board.");
  static final Param NEVER =
      Param.share("activation.never", 0.11, "Mean share of selected sites that are never opened.");
  static final Param PER_1000_RARE =
      Param.nonNegative(
          "referrals.per_1000_rare",
          0.00044,
          "Referred patients per month and 1,000 people of the catchment, rare disease.");
  static final Param PER_1000_COMMON =
      Param.nonNegative(
          "referrals.per_1000_common",
          0.00166,
          "Referred patients per month and 1,000 people of the catchment, common disease.");
  static final Param HOLIDAY_SEASON =
      Param.nonNegative("referrals.season", 0.75, "Factor on referrals in August and December.");
  static final Param RIVAL_SHARE =
      Param.share("referrals.rival", 0.25, "Share of a site's quarters with a rival trial.");
  static final Param RIVAL_FACTOR =
      Param.nonNegative("referrals.competition", 0.70, "Factor on referrals beside a rival trial.");
  static final Param HOT =
      Param.nonNegative(
          "coordinator.hot", 1.45, "Factor on referrals while coordinators are keen.");
  static final Param DORMANT =
      Param.nonNegative(
          "coordinator.dormant", 0.30, "Factor on referrals while they have other work.");
  static final Param WEEKLY_MILES =
      Param.positive(
          "geographic_bias.weekly_miles", 25, "Tolerance of travel for weekly visits, miles.");
  static final Param MONTHLY_MILES =
      Param.positive(
          "geographic_bias.monthly_miles", 120, "Tolerance of travel for monthly visits, miles.");
  static final Param DECENTRALISED_MILES =
      Param.positive(
          "geographic_bias.decentralised_miles",
          400,
          "Tolerance of travel for decentralised studies, miles.");
  static final Param PROMISE_SPREAD =
      Param.nonNegative(
          "optimist.spread", 0.55, "Standard deviation of the log of what is promised.");
  static final Param JONES_SPONSORS =
      Param.share("optimist.jones", 0.40, "Share of sponsors who work with Jones, A.");
  static final Param JONES_PROMISE =
      new Param("optimist.jones_promise", 50, 2, 1_000, "Patients that Jones, A. promises.");
  static final Param JONES_REFERRALS =
      Param.nonNegative(
          "optimist.jones_referrals", 3.8, "Patients referred to Jones, A. in a whole study.");
  static final Param FAIL_RARE =
      Param.share("eligibility.fail_rare", 0.48, "Screen failure, rare disease.");
  static final Param FAIL_COMMON =
      Param.share("eligibility.fail_common", 0.33, "Screen failure, common disease.");
  static final Param SLIP =
      Param.share(
          "eligibility.slip", 0.04, "Share of screen failures that other sites enrol by mistake.");
  static final Param SLOPPY_SITES =
      Param.share(
          "eligibility.sloppy_sites", 0.0533, "Share of sloppy sites, at three sponsors in four.");
  static final Param SLOPPY_REFERRALS =
      Param.nonNegative("eligibility.sloppy_referrals", 3, "Factor on a sloppy site's referrals.");
  static final Param REPORTED =
      Param.share(
          "eligibility.reported", 0.85, "Share of ineligible enrolments that the monitor finds.");
  static final Param BENEFIT =
      new Param(
          "outcome.benefit", -4, -50, 50, "Effect of the drug on the score if eligible, points.");
  static final Param HARM =
      new Param(
          "outcome.harm", 8, -50, 50, "Effect of the drug on the score if ineligible, points.");
  static final Param DROP_OUT =
      Param.share("outcome.drop_out", 0.11, "Share of enrolled patients who do not complete.");
  static final Param DEVIATIONS_PER_PATIENT =
      Param.nonNegative(
          "deviations.per_patient", 0.50, "Deviations of an enrolled patient at a median site.");
  static final Param CLOSED =
      Param.share(
          "closure.closed", 0.20, "Share of sites without a patient that are closed early.");
  static final Param SHOCK_SD =
      Param.nonNegative(
          "shock.sd", 0.15, "Standard deviation of a region's log factor on referrals.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "portfolio",
              "generic",
              "Sponsors differ in how many studies they start, how many of these are in rare"
                  + " diseases and how many sites they know. A study takes about 60 of them, drawn"
                  + " without replacement.",
              PORTFOLIO_SPREAD,
              RARE_SHARE),
          Rule.of(
              "activation",
              "1.9; ECHO (central board 19-20 days), CENTER-TBI (local 50), Tufts 2018 (11 %"
                  + " never)",
              "Board, contract and pharmacy run side by side; the slowest of them and two weeks of"
                  + " training decide when the site opens. Sites and sponsors are slow as a habit."
                  + " A late site has little time left, so many that enrol nobody are merely late.",
              LOCAL_SHARE,
              LOCAL_DAYS,
              CENTRAL_DAYS,
              NEVER),
          Rule.of(
              "referrals",
              "1.9; PLOS One 2022 (0.4 enrolled a month)",
              "Patients are referred month by month, by catchment, study, site, season and rival"
                  + " trials; a site needs two months to get going, and learns from its first two"
                  + " patients.",
              PER_1000_RARE,
              PER_1000_COMMON,
              HOLIDAY_SEASON,
              RIVAL_SHARE,
              RIVAL_FACTOR),
          Rule.of(
              "coordinator",
              "generic",
              "The coordinators of a site are keen for four months and have other work for three,"
                  + " on average, and all its studies feel it.",
              HOT,
              DORMANT),
          Rule.of(
              "geographic_bias",
              "1.9",
              "Patients take part less the farther they live, the older they are and the more often"
                  + " they must come: rural sites fail only with weekly visits.",
              WEEKLY_MILES,
              MONTHLY_MILES,
              DECENTRALISED_MILES),
          Rule.of(
              "optimist",
              "1.9; Lasagna (promised is 2-3 times enrolled)",
              "What an investigator promises is temper and hope, typed in fives and tens. Jones, A."
                  + " always promises the same and brings two.",
              PROMISE_SPREAD,
              JONES_SPONSORS,
              JONES_PROMISE,
              JONES_REFERRALS),
          Rule.of(
              "eligibility",
              "1.9",
              "Some patients do not meet the criteria, more of them among the old. Most sites enrol"
                  + " such a patient now and then; a few sloppy ones nearly always, and they chase"
                  + " patients.",
              FAIL_RARE,
              FAIL_COMMON,
              SLIP,
              SLOPPY_SITES,
              SLOPPY_REFERRALS,
              REPORTED),
          Rule.of(
              "outcome",
              "1.9",
              "The drug helps eligible patients and harms the others. Weekly visits over more than"
                  + " 25 miles make more of them drop out.",
              BENEFIT,
              HARM,
              DROP_OUT),
          Rule.of(
              "deviations",
              "1.9; Tufts 2022 (a third of patients)",
              "Other deviations grow with the number of visits, at careless sites and where the"
                  + " coordinators have other work. Sloppy enrolment does not enter.",
              DEVIATIONS_PER_PATIENT),
          Rule.of(
              "closure",
              "generic",
              "Some sites without a patient for more than a year are closed. Investigators leave"
                  + " after eight years on average.",
              CLOSED),
          Rule.of(
              "shock",
              "generic",
              "All trials of a region have good and bad months together, each site with a gain of"
                  + " its own.",
              SHOCK_SD));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("site_studies", "tracker_inflated")
              .doc("The coordinator reported everybody who had consented as enrolled.")
              .source("1.9")
              .where("site_status = 'ACTIVATED' AND _counts_consents AND _screen_fails > 0")
              .rate(0.50)
              .perRow(0.096)
              .set("actual_recruitment", "actual_recruitment + _screen_fails"),
          Stage.on("site_studies", "pi_name_variant")
              .doc("The study's manager spells names in a way of their own.")
              .where("_name_style")
              .rate(0.50)
              .perRow(0.15)
              .set(
                  "principal_investigator",
                  "CASE pmod(xxhash64(study_id), 3)"
                      + " WHEN 0 THEN concat('Dr. ', split_part(principal_investigator, ', ', 1))"
                      + " WHEN 1 THEN concat(split_part(principal_investigator, ', ', 2), ' ',"
                      + " split_part(principal_investigator, ', ', 1))"
                      + " ELSE upper(trim(TRAILING '.' FROM principal_investigator)) END"),
          Stage.on("site_studies", "irb_missing")
              .doc("The vendor of the start-up did not hand over the day of approval.")
              .where("_startup_vendor")
              .rate(0.25)
              .perRow(0.04)
              .setNull("irb_approval_days"),
          Stage.on("screenings", "distance_km")
              .doc("The distance was entered in kilometres.")
              .where("_metric_edc")
              .rate(0.50)
              .perRow(0.049)
              .set("distance_miles", "round(distance_miles * 1.609, 1)"),
          Stage.on("screenings", "duplicate_screening")
              .doc("The data capture sent the visit twice.")
              .where("_resync")
              .rate(0.20)
              .perRow(0.0099)
              .duplicate(),
          Stage.on("deviations", "deviation_orphan")
              .doc("The monitor did not say which patient it was.")
              .source("1.9")
              .where("_hasty_monitor")
              .rate(0.20)
              .perRow(0.06)
              .setNull("screening_id"));

  // ---- wiring

  private static final int SPONSORS_OF_A_CELL = 64;

  /** Referred patients of the studies that a mean sponsor starts in a month. */
  private static final double SCREENINGS_PER_MONTH = 428;

  /** The share of sites that lie in each region. */
  private static final double[] REGION_SHARE = {0.20, 0.22, 0.36, 0.22};

  @Override
  public About about() {
    return new About(
        "trial_feasibility",
        "Trial feasibility: which hospital sites enrol, which only promise, and which spoil a"
            + " trial",
        """
        Sponsors pick hospital sites for their trials, and in rare diseases half of them never enrol
        a single patient. You have what every investigator promised, how long the ethics board took,
        every referred patient with the distance to the site, and every protocol deviation. Predict
        who will really enrol, show why rural sites fail only when visits are weekly, expose the
        investigator who promises fifty and brings two, and find the few sites that enrol ineligible
        patients and spoil the result.
        """,
        "trial sponsor",
        List.of("1.9"),
        Horizon.of("2021-01-01", "2023-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        SCREENINGS,
        DEVIATIONS,
        SITE_STUDIES,
        STUDIES,
        SITES,
        SITE_TRUTH,
        SITE_STUDY_TRUTH,
        SUBJECT_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  /** Every sponsor has sites in every region. */
  @Override
  public Dealing dealing() {
    return Dealing.everywhere("NORTHEAST", "MIDWEST", "SOUTH", "WEST");
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(SPONSORS_OF_A_CELL).byMonth();
  }

  /** Sponsors differ so much that a world may come out with two thirds of what was asked for. */
  @Override
  public double headroom() {
    return 1.5;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return SCREENINGS_PER_MONTH * Studies.monthsBegun(horizon);
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon, int regionIndex) {
    return mainRowsPerUnit(horizon) * REGION_SHARE[regionIndex];
  }

  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    double perSponsor = Math.max(SCREENINGS_PER_MONTH, mainRowsPerUnit(horizon));
    return Size.of(Math.max(1, Math.round(mainRows / perSponsor)), horizon);
  }

  @Override
  public Simulator simulator(World world) {
    Sponsors sponsors = new Sponsors(world);
    Studies studies = new Studies(world);
    Recruitment.Laws laws = new Recruitment.Laws(world);
    return cell -> new Block(cell, world, sponsors, studies, laws);
  }
}
