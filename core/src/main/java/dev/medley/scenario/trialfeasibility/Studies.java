package dev.medley.scenario.trialfeasibility;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.trialfeasibility.Sponsors.Sponsor;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.DiseaseFrequency;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.TherapeuticArea;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.VisitSchedule;
import dev.medley.world.Horizon;
import dev.medley.world.Names;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.Arrays;

/** What sponsors start, and the investigators who sign for it. */
final class Studies {
  private static final TherapeuticArea[] AREAS = TherapeuticArea.values();

  // ---- numbers of studies

  private static final long IDS_PER_SPONSOR = 100_000;
  private static final int IDS_PER_MONTH = 100;
  private static final int MONTHS = 1_000;
  private static final int MONTH_OF_2000 = UsCalendar.monthNumber(UsCalendar.day(2000, 1, 1));

  // ---- rule portfolio

  private static final double PHASE_2 = 0.35;
  private static final double WEEKLY = 0.40;
  private static final double MONTHLY = 0.35;
  private static final LogNormal MONTHS_OPEN = LogNormal.ofMedianAndP90(18, 28).cut(8.5, 34.499);
  private static final LogNormal SITES = LogNormal.ofMedianAndP90(60, 110).cut(19.5, 150.499);
  private static final double[] REGION_WEIGHT = {0.20, 0.22, 0.36, 0.22};

  // ---- rules referrals and eligibility

  private static final double PREVALENCE_SIGMA_RARE = 0.40;
  private static final double PREVALENCE_SIGMA_COMMON = 0.30;

  // ---- carriers of mess

  private static final double NAME_STYLE = 0.30;
  private static final double STARTUP_VENDOR = 0.20;

  // ---- investigators

  private static final int IN_OFFICE = 3;
  private static final int INVESTIGATORS = 9;
  private static final Exponential OFFICE_YEARS = Exponential.ofMean(8);
  private static final double DAYS_PER_YEAR = 365.25;

  /**
   * A study.
   *
   * @param startDay first of a month
   * @param closeDay first of a month
   * @param prevalence factor on referrals, the median is 1
   * @param strictness of its criteria, a standard normal number
   */
  record StudyTraits(
      long id,
      int startDay,
      int closeDay,
      TherapeuticArea area,
      DiseaseFrequency frequency,
      String phase,
      VisitSchedule schedule,
      double prevalence,
      double strictness,
      boolean hasNameStyle,
      boolean hasStartupVendor) {

    boolean isRare() {
      return frequency == DiseaseFrequency.RARE;
    }
  }

  private final int worldDay;
  private final Streams.Stream starts;
  private final Streams.Stream ids;
  private final Streams.Stream designs;
  private final Streams.Stream prevalences;
  private final Streams.Stream strictnesses;
  private final Streams.Stream managers;
  private final Streams.Stream sizes;
  private final Streams.Stream selections;
  private final Streams.Stream signatures;
  private final Streams.Stream offices;
  private final Names names;
  private final Streams.Stream tempers;

  Studies(World world) {
    Streams streams = world.streams();
    this.worldDay = (int) world.horizon().from().toEpochDay();
    this.starts = streams.named("study.starts");
    this.ids = streams.named("study.id");
    this.designs = streams.named("study.design");
    this.prevalences = streams.named("study.prevalence");
    this.strictnesses = streams.named("study.strictness");
    this.managers = streams.named("study.manager");
    this.sizes = streams.named("study.sites");
    this.selections = streams.named("study.selection");
    this.signatures = streams.named("study.signature");
    this.offices = streams.named("investigator.office");
    this.names = new Names(streams);
    this.tempers = streams.named("investigator.temper");
  }

  /** Months whose first day lies in the horizon: those in which studies start. */
  static int monthsBegun(Horizon horizon) {
    LocalDate first = horizon.from();
    LocalDate month = first.getDayOfMonth() == 1 ? first : first.withDayOfMonth(1).plusMonths(1);
    int before = UsCalendar.monthNumber((int) month.toEpochDay()) - 1;
    return Math.max(0, UsCalendar.monthNumber((int) horizon.to().toEpochDay()) - before);
  }

  /** Studies that a sponsor starts on the first of a month. */
  int count(Sponsor sponsor, int startDay) {
    Draw draw = starts.at(sponsor.id(), UsCalendar.monthNumber(startDay));
    return Math.min(IDS_PER_MONTH, Poisson.sample(sponsor.studiesPerMonth(), draw));
  }

  /** The study of that number, counted from 0, among those. */
  StudyTraits study(Sponsor sponsor, int startDay, int number) {
    int month = UsCalendar.monthNumber(startDay);
    long serial = (long) Math.floorMod(month - MONTH_OF_2000, MONTHS) * IDS_PER_MONTH + number;
    long id =
        sponsor.id() * IDS_PER_SPONSOR
            + Permutation.of(IDS_PER_SPONSOR, ids.bits(sponsor.id())).at(serial);
    Draw design = designs.at(id);
    DiseaseFrequency frequency =
        design.nextDouble() < sponsor.rareShare() ? DiseaseFrequency.RARE : DiseaseFrequency.COMMON;
    TherapeuticArea area = AREAS[design.nextInt(AREAS.length)];
    String phase = design.nextDouble() < PHASE_2 ? "2" : "3";
    double visits = design.nextDouble();
    VisitSchedule schedule =
        visits < WEEKLY
            ? VisitSchedule.WEEKLY
            : visits < WEEKLY + MONTHLY ? VisitSchedule.MONTHLY : VisitSchedule.DECENTRALISED;
    int months = (int) Math.round(MONTHS_OPEN.sample(design));
    Draw manager = managers.at(id);
    return new StudyTraits(
        id,
        startDay,
        firstOf(month + months),
        area,
        frequency,
        phase,
        schedule,
        Math.exp(
            (frequency == DiseaseFrequency.RARE ? PREVALENCE_SIGMA_RARE : PREVALENCE_SIGMA_COMMON)
                * Normal.standard(prevalences.at(id))),
        Normal.standard(strictnesses.at(id)),
        manager.nextDouble() < NAME_STYLE,
        manager.nextDouble() < STARTUP_VENDOR);
  }

  /** The first day of a month since January 1970. */
  static int firstOf(int monthNumber) {
    return UsCalendar.day(
        1970 + Math.floorDiv(monthNumber, 12), 1 + Math.floorMod(monthNumber, 12), 1);
  }

  /** Indices of the sites of a region that the study takes, in the order of their draw. */
  int[] selection(Sponsor sponsor, StudyTraits study, int region) {
    int known = sponsor.sitesOf().get(region);
    double wanted = Math.round(SITES.sample(sizes.at(study.id))) * REGION_WEIGHT[region];
    int taken = (int) Math.min(known, Math.max(1, Math.round(wanted)));
    int[] sites = new int[known];
    for (int i = 0; i < known; i++) {
      sites[i] = i;
    }
    Draw draw = selections.at(study.id, region);
    for (int i = 0; i < taken; i++) {
      int other = i + draw.nextInt(known - i);
      int swapped = sites[other];
      sites[other] = sites[i];
      sites[i] = swapped;
    }
    return Arrays.copyOf(sites, taken);
  }

  // ---- investigators

  /**
   * Who signs for a study at a site: one of the three in office when it starts. An investigator who
   * leaves is followed by the one whose number is three higher; an optimist stays.
   */
  long investigator(long siteId, boolean isOptimists, StudyTraits study) {
    if (isOptimists) {
      return siteId * 10 + 1;
    }
    int seat = (int) (signatures.uniform(study.id, siteId) * IN_OFFICE);
    Draw office = offices.at(siteId, seat);
    int number = seat + 1;
    double left = worldDay + OFFICE_YEARS.sample(office) * DAYS_PER_YEAR;
    while (left < study.startDay && number + IN_OFFICE <= INVESTIGATORS) {
      number += IN_OFFICE;
      left += OFFICE_YEARS.sample(office) * DAYS_PER_YEAR;
    }
    return siteId * 10 + number;
  }

  /** Surname and initial; Names knows nobody who is called Jones. */
  String name(long investigator, boolean isOptimist) {
    return isOptimist
        ? Sponsors.OPTIMIST
        : names.lastName(investigator) + ", " + names.firstName(investigator).charAt(0) + '.';
  }

  /** How much an investigator always promises, a standard normal number. */
  double temper(long investigator) {
    return Normal.standard(tempers.at(investigator));
  }
}
