package dev.medley.scenario.trialfeasibility;

import dev.medley.random.Beta;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.IrbModel;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/** Sponsors and the sites they know: what they are is drawn once, from their ids, and stays. */
final class Sponsors {
  static final int REGIONS = 4;

  /** Sites that a network can have in a region; their published numbers are 1 to 99. */
  private static final int SITE_NUMBERS = 99;

  private static final long IDS_PER_SPONSOR = 1_000;
  private static final int IDS_PER_REGION = 100;

  /** The investigator who promises the same everywhere; nobody else is called Jones. */
  static final String OPTIMIST = "Jones, A.";

  private static final String[] REGION_CODES = {"NE", "MW", "SO", "WE"};

  // ---- rule portfolio

  private static final LogNormal NETWORK = LogNormal.ofMeanAndSigma(40, 0.25).cut(21.5, 75.499_999);
  private static final double RARE_CONCENTRATION = 12;
  private static final double LOCAL_SPREAD = 0.6;
  private static final double SLOPPY_SPONSORS = 0.75;

  // ---- places

  /** Rural-urban continuum codes: 55 % urban, 23 % suburban, 22 % rural. */
  private static final double URBAN = 0.55;

  private static final double SUBURBAN = 0.23;
  private static final int CODES_A_SETTING = 3;
  private static final double CATCHMENT_SIGMA = 0.50;
  private static final double LEAST_CATCHMENT = 15_000;
  private static final double MOST_CATCHMENT = 6_000_000;

  /**
   * Where a site lies, with the people it serves and how far patients come.
   *
   * @param firstCode the lowest of its three rural-urban continuum codes
   * @param miles from home to the site, one way
   */
  record Setting(int firstCode, LogNormal catchment, LogNormal miles) {
    static final Setting URBAN = of(1, 520_000, 12, 0.80);
    static final Setting SUBURBAN = of(4, 300_000, 22, 0.75);
    static final Setting RURAL = of(7, 150_000, 45, 0.70);

    private static Setting of(
        int firstCode, double medianCatchment, double medianMiles, double sigmaMiles) {
      return new Setting(
          firstCode,
          LogNormal.ofMedianAndSigma(medianCatchment, CATCHMENT_SIGMA)
              .cut(LEAST_CATCHMENT, MOST_CATCHMENT),
          LogNormal.ofMedianAndSigma(medianMiles, sigmaMiles));
    }
  }

  // ---- habits of sites

  private static final double QUALITY_SIGMA = 0.25;
  private static final double DEVIATION_SIGMA = 0.5;
  private static final double SHOCK_GAIN_SIGMA = 0.5;
  private static final double NEVER_CONCENTRATION = 10;
  private static final Beta SLOPPY_RATE = new Beta(8, 2);

  // ---- carriers of mess

  private static final double COUNT_CONSENTS = 0.40;
  private static final double METRIC_SITES = 0.16;
  private static final Beta UPGRADE = new Beta(3, 3);

  /** Days after the world's beginning within which every data capture is upgraded: five years. */
  private static final int UPGRADE_DAYS = 1_826;

  private static final Beta RESYNC = new Beta(1, 19);
  private static final int SITES_OF_A_MONITOR = 8;
  private static final double HASTY_MONITORS = 0.20;

  /** Monday 1970-01-05, from which boards count their fortnights. */
  private static final int FIRST_MONDAY = 4;

  /**
   * A sponsor.
   *
   * @param id from 1
   * @param studiesPerMonth studies started in a month, on average
   * @param rareShare share of them in rare diseases
   * @param localShare share of sites with a board of their own
   * @param contractHabit how slow contracts are, a standard normal number
   * @param employsSloppy whether there are sloppy sites in the network
   * @param home region of the head office
   * @param sitesOf sites known in each region
   * @param optimistRegion region of the site of Jones, A., or -1
   * @param optimistSite index of that site within the region
   */
  record Sponsor(
      int id,
      double studiesPerMonth,
      double rareShare,
      double localShare,
      double contractHabit,
      boolean employsSloppy,
      int home,
      List<Integer> sitesOf,
      int optimistRegion,
      int optimistSite) {}

  /**
   * A site.
   *
   * @param id published
   * @param region its index
   * @param ruccCode 1 to 9
   * @param boardDay a day, since 1970-01-01, on which its own board meets; every second week
   * @param quality lasting factor on referrals
   * @param irbHabit how slow the board is, a standard normal number
   * @param contractHabit how slow contracts are, a standard normal number
   * @param neverShare share of studies for which the site is never opened
   * @param deviationFactor how careless it is
   * @param shockGain how much it feels what its region feels
   * @param enrolsIneligible share of screen failures that it enrols all the same
   * @param countsConsents whether consented patients are counted as enrolled
   * @param metricUntil day on which its data capture leaves metric units
   * @param resyncShare share of months in which its data capture sends visits anew
   */
  record SiteTraits(
      long id,
      int region,
      short ruccCode,
      Setting setting,
      int catchment,
      IrbModel irbModel,
      int boardDay,
      double quality,
      double irbHabit,
      double contractHabit,
      double neverShare,
      double deviationFactor,
      double shockGain,
      boolean isSloppy,
      double enrolsIneligible,
      boolean isOptimists,
      boolean countsConsents,
      int metricUntil,
      double resyncShare,
      boolean hasHastyMonitor) {}

  private final int worldDay;
  private final double portfolioSpread;
  private final double meanRareShare;
  private final double meanLocalShare;
  private final double meanNeverShare;
  private final double optimistSponsors;
  private final double sloppySites;
  private final double slip;

  private final Streams.Stream portfolios;
  private final Streams.Stream rareShares;
  private final Streams.Stream localShares;
  private final Streams.Stream contracts;
  private final Streams.Stream sloppySponsors;
  private final Streams.Stream homes;
  private final Streams.Stream networks;
  private final Streams.Stream optimists;
  private final Streams.Stream numbers;
  private final Streams.Stream places;
  private final Streams.Stream boards;
  private final Streams.Stream qualities;
  private final Streams.Stream habits;
  private final Streams.Stream nevers;
  private final Streams.Stream sloppies;
  private final Streams.Stream consents;
  private final Streams.Stream metrics;
  private final Streams.Stream resyncs;
  private final Streams.Stream monitors;

  Sponsors(World world) {
    Streams streams = world.streams();
    this.worldDay = (int) world.horizon().from().toEpochDay();
    this.portfolioSpread = world.value(TrialFeasibility.PORTFOLIO_SPREAD);
    this.meanRareShare = world.value(TrialFeasibility.RARE_SHARE);
    this.meanLocalShare = world.value(TrialFeasibility.LOCAL_SHARE);
    this.meanNeverShare = world.value(TrialFeasibility.NEVER);
    this.optimistSponsors = world.value(TrialFeasibility.JONES_SPONSORS);
    this.sloppySites = world.value(TrialFeasibility.SLOPPY_SITES);
    this.slip = world.value(TrialFeasibility.SLIP);
    this.portfolios = streams.named("sponsor.portfolio");
    this.rareShares = streams.named("sponsor.rare");
    this.localShares = streams.named("sponsor.local");
    this.contracts = streams.named("sponsor.contracts");
    this.sloppySponsors = streams.named("sponsor.sloppy");
    this.homes = streams.named("sponsor.home");
    this.networks = streams.named("sponsor.network");
    this.optimists = streams.named("sponsor.optimist");
    this.numbers = streams.named("site.number");
    this.places = streams.named("site.place");
    this.boards = streams.named("site.board");
    this.qualities = streams.named("site.quality");
    this.habits = streams.named("site.habits");
    this.nevers = streams.named("site.never");
    this.sloppies = streams.named("site.sloppy");
    this.consents = streams.named("site.consents");
    this.metrics = streams.named("site.metric");
    this.resyncs = streams.named("site.resync");
    this.monitors = streams.named("site.monitor");
  }

  /** A share of that mean that differs between entities; a mean of 0 or 1 is the same for all. */
  private static double share(double mean, double concentration, Draw draw) {
    return mean <= 0 || mean >= 1
        ? mean
        : Beta.ofMeanAndConcentration(mean, concentration).sample(draw);
  }

  Sponsor sponsor(long id) {
    List<Integer> sitesOf = new ArrayList<>(REGIONS);
    int all = 0;
    for (int r = 0; r < REGIONS; r++) {
      int sites = (int) Math.round(NETWORK.sample(networks.at(id, r)));
      sitesOf.add(sites);
      all += sites;
    }
    Draw optimist = optimists.at(id);
    boolean employsOptimist = optimist.nextDouble() < optimistSponsors;
    int site = optimist.nextInt(all);
    int region = 0;
    while (site >= sitesOf.get(region)) {
      site -= sitesOf.get(region++);
    }
    return new Sponsor(
        Math.toIntExact(id),
        Math.exp(
            portfolioSpread * Normal.standard(portfolios.at(id))
                - portfolioSpread * portfolioSpread / 2),
        share(meanRareShare, RARE_CONCENTRATION, rareShares.at(id)),
        Logit.add(meanLocalShare, LOCAL_SPREAD * Normal.standard(localShares.at(id))),
        Normal.standard(contracts.at(id)),
        sloppySponsors.uniform(id) < SLOPPY_SPONSORS,
        (int) (homes.uniform(id) * REGIONS),
        List.copyOf(sitesOf),
        employsOptimist ? region : -1,
        site);
  }

  /** The site of that index, counted from 0, of a sponsor's network in a region. */
  SiteTraits site(Sponsor sponsor, int region, int index) {
    long network = sponsor.id * 10L + region;
    long number = Permutation.of(SITE_NUMBERS, numbers.bits(network)).at(index) + 1;
    long id = sponsor.id * IDS_PER_SPONSOR + (region + 1L) * IDS_PER_REGION + number;

    Draw place = places.at(id);
    double settingDraw = place.nextDouble();
    Setting setting =
        settingDraw < URBAN
            ? Setting.URBAN
            : settingDraw < URBAN + SUBURBAN ? Setting.SUBURBAN : Setting.RURAL;
    int code = setting.firstCode + place.nextInt(CODES_A_SETTING);
    int catchment = (int) Math.round(setting.catchment.sample(place));

    Draw board = boards.at(id);
    IrbModel model = board.nextDouble() < sponsor.localShare ? IrbModel.LOCAL : IrbModel.CENTRAL;
    int boardDay = FIRST_MONDAY + board.nextInt(5) + (board.nextBoolean() ? 7 : 0);

    Draw habit = habits.at(id);
    double irbHabit = Normal.standard(habit);
    double contractHabit = Normal.standard(habit);
    double deviationFactor = Math.exp(DEVIATION_SIGMA * Normal.standard(habit));
    double shockGain = Math.exp(SHOCK_GAIN_SIGMA * Normal.standard(habit));

    boolean isOptimists = region == sponsor.optimistRegion && index == sponsor.optimistSite;
    Draw sloppy = sloppies.at(id);
    boolean isSloppy = sponsor.employsSloppy && sloppy.nextDouble() < sloppySites && !isOptimists;
    Draw metric = metrics.at(id);
    boolean isMetric = metric.nextDouble() < METRIC_SITES;
    return new SiteTraits(
        id,
        region,
        (short) code,
        setting,
        catchment,
        model,
        boardDay,
        Math.exp(QUALITY_SIGMA * Normal.standard(qualities.at(id))),
        irbHabit,
        contractHabit,
        share(meanNeverShare, NEVER_CONCENTRATION, nevers.at(id)),
        deviationFactor,
        shockGain,
        isSloppy,
        isSloppy ? SLOPPY_RATE.sample(sloppy) : slip,
        isOptimists,
        consents.uniform(id) < COUNT_CONSENTS,
        isMetric ? worldDay + (int) (UPGRADE.sample(metric) * UPGRADE_DAYS) : Integer.MIN_VALUE,
        RESYNC.sample(resyncs.at(id)),
        monitors.uniform(network, index / SITES_OF_A_MONITOR) < HASTY_MONITORS);
  }

  /** Whether the site's data capture sends the visits of a day's month anew. */
  boolean isResent(SiteTraits site, int day) {
    return resyncs.uniform(site.id, UsCalendar.monthNumber(day)) < site.resyncShare;
  }

  /** {@code Hospital 07-MW-213}: sponsor, region, the site's own digits. */
  static String name(Sponsor sponsor, SiteTraits site) {
    return "Hospital "
        + (sponsor.id < 10 ? "0" : "")
        + sponsor.id
        + '-'
        + REGION_CODES[site.region]
        + '-'
        + site.id % IDS_PER_SPONSOR;
  }
}
