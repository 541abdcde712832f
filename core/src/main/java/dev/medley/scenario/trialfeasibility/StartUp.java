package dev.medley.scenario.trialfeasibility;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.trialfeasibility.Sponsors.SiteTraits;
import dev.medley.scenario.trialfeasibility.Sponsors.Sponsor;
import dev.medley.scenario.trialfeasibility.Studies.StudyTraits;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.IrbModel;
import dev.medley.world.Holidays;
import dev.medley.world.World;

/** A site's way from selection to activation: board, contract and pharmacy, side by side. */
final class StartUp {
  static final Holidays CALENDAR = Holidays.RESEARCH;

  // ---- rule activation

  /** Spread of a local board (52 days at the median, 105 at the 90th percentile). */
  private static final double LOCAL_SIGMA = LogNormal.ofMedianAndP90(52, 105).sigma();

  /** Spread of the central board (20 days and 33). */
  private static final double CENTRAL_SIGMA = LogNormal.ofMedianAndP90(20, 33).sigma();

  private static final LogNormal CONTRACT_DAYS = LogNormal.ofMedianAndP90(80, 160);
  private static final LogNormal PHARMACY_DAYS = LogNormal.ofMedianAndP90(40, 80);

  /** Shares of a log variance: what belongs to the site, to the sponsor and to this study. */
  private static final double IRB_OF_SITE = Math.sqrt(0.40);

  private static final double IRB_OF_STUDY = Math.sqrt(0.60);
  private static final double CONTRACT_OF_SITE = Math.sqrt(0.25);
  private static final double CONTRACT_OF_SPONSOR = Math.sqrt(0.15);
  private static final double CONTRACT_OF_STUDY = Math.sqrt(0.60);
  private static final int TRAINING_DAYS = 14;
  private static final int FORTNIGHT = 14;
  private static final int WORKWEEK = 5;

  /**
   * How a start-up went.
   *
   * @param irbDays days from submission, on the study's first day, to approval
   * @param activatedDay since 1970-01-01
   * @param closedDay the last working day until the study closes
   */
  record Result(int irbDays, int activatedDay, int closedDay, boolean isActivated) {}

  private final double localDays;
  private final double centralDays;
  private final Streams.Stream approvals;
  private final Streams.Stream contracts;
  private final Streams.Stream pharmacies;
  private final Streams.Stream openings;
  private final Streams.Stream nevers;

  StartUp(World world) {
    Streams streams = world.streams();
    this.localDays = world.value(TrialFeasibility.LOCAL_DAYS);
    this.centralDays = world.value(TrialFeasibility.CENTRAL_DAYS);
    this.approvals = streams.named("startup.irb");
    this.contracts = streams.named("startup.contract");
    this.pharmacies = streams.named("startup.pharmacy");
    this.openings = streams.named("startup.opening");
    this.nevers = streams.named("startup.never");
  }

  Result of(Sponsor sponsor, StudyTraits study, SiteTraits site, long siteStudyId) {
    int irbDays = approvalDay(study, site, approvals.at(siteStudyId)) - study.startDay();
    double contract =
        CONTRACT_OF_SITE * site.contractHabit()
            + CONTRACT_OF_SPONSOR * sponsor.contractHabit()
            + CONTRACT_OF_STUDY * Normal.standard(contracts.at(siteStudyId));
    double contractDays = Math.exp(CONTRACT_DAYS.mu() + CONTRACT_DAYS.sigma() * contract);
    double pharmacyDays = PHARMACY_DAYS.sample(pharmacies.at(siteStudyId));
    double ready = Math.max(irbDays, Math.max(contractDays, pharmacyDays));
    int activated =
        planned(
            study.startDay() + (int) Math.ceil(ready + TRAINING_DAYS),
            openings.uniform(siteStudyId));
    int closed = CALENDAR.businessDayOnOrBefore(study.closeDay());
    boolean isActivated = nevers.uniform(siteStudyId) >= site.neverShare() && activated < closed;
    return new Result(irbDays, activated, closed, isActivated);
  }

  /** A visit that would fall on a day off is planned for one of the next five working days. */
  static int planned(int day, double which) {
    return CALENDAR.isBusinessDay(day)
        ? day
        : CALENDAR.plusBusinessDays(CALENDAR.businessDayOnOrAfter(day), (int) (which * WORKWEEK));
  }

  private int approvalDay(StudyTraits study, SiteTraits site, Draw draw) {
    double habit = IRB_OF_SITE * site.irbHabit() + IRB_OF_STUDY * Normal.standard(draw);
    if (site.irbModel() == IrbModel.CENTRAL) {
      double days = centralDays * Math.exp(CENTRAL_SIGMA * habit);
      return nearestWorkingDay(study.startDay() + (int) Math.max(1, Math.round(days)));
    }
    double days = localDays * Math.exp(LOCAL_SIGMA * habit);
    long meetings = Math.round((study.startDay() + days - site.boardDay()) / FORTNIGHT);
    int day = site.boardDay() + (int) meetings * FORTNIGHT;
    return CALENDAR.businessDayOnOrAfter(day > study.startDay() ? day : day + FORTNIGHT);
  }

  private static int nearestWorkingDay(int day) {
    int after = CALENDAR.businessDayOnOrAfter(day);
    int before = CALENDAR.businessDayOnOrBefore(day);
    return day - before < after - day ? before : after;
  }
}
