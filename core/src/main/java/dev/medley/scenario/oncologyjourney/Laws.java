package dev.medley.scenario.oncologyjourney;

import static dev.medley.scenario.oncologyjourney.OncologyJourney.Reason;

import dev.medley.random.Exponential;
import dev.medley.random.Hazard;
import dev.medley.random.Race;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Stream;
import dev.medley.random.Weibull;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Tumor;
import dev.medley.world.Holidays;
import dev.medley.world.UsHoliday;
import dev.medley.world.World;
import java.util.EnumMap;
import java.util.Map;

/** What all registries of a world share: its numbers, its calendar and its streams. */
final class Laws {
  static final double DAYS_PER_MONTH = 30.44;
  static final double DAYS_PER_YEAR = 365.25;

  /** Days on which clinics see patients: no weekend, no federal holiday, no last day of a year. */
  static final Holidays CLINIC =
      Holidays.FEDERAL.with(UsHoliday.CHRISTMAS_EVE, UsHoliday.NEW_YEARS_EVE);

  /** Something that happens once a month on average. */
  static final Hazard MONTHLY = Exponential.ofMean(DAYS_PER_MONTH);

  // ---- numbers

  final int first;
  final int cutoff;
  final double casesPerMonth;
  final double dispersion;
  final double frailtySd;
  final double otherDeathPerYear;
  final double testLogOdds;
  final double ecogAtRelapse;
  final double untreatedLogOdds;
  private final double waitingLung;
  private final double waitingBreast;
  private final double lineDeathLung;
  private final double lineDeathBreast;
  final double choicePerMonth;
  final double planSpread;
  private final double regimenBMonths;
  private final double regimenBDeath;
  final double nextLung;
  final double nextAfterTki;
  final double nextBreast;
  final double nextByEcog;
  final double ecogAfterProgression;
  final double fitness;
  final double transferred;
  final double lossPerYear;
  final double spread;
  final double ageInSeverity;
  final double seatYears;
  final double sloppyShare;
  final double clinicDay;
  final double pandemic;
  final double shockSd;
  final Season otherDeaths;
  final Season lineDeaths;
  private final Map<Regimen, Hazard> progressions = new EnumMap<>(Regimen.class);

  // ---- streams: of registries and their people

  final Streams streams;
  final Stream registries;
  final Stream registryLoss;
  final Stream registryIndex;
  final Stream linkGaps;
  final Stream registrarIds;
  final Stream workloads;
  final Stream turnover;
  final Stream habits;
  final Stream brands;
  final Stream sloppy;
  final Stream sloppySpells;
  final Stream hurriedSpells;
  final Stream shares;
  final Stream slips;
  final Stream counts;

  // ---- streams: of patients

  final Stream persons;
  final Stream ages;
  final Stream drivers;
  final Stream frailties;
  final Stream tests;
  final Stream cures;
  final Stream relapses;
  final Stream otherCauses;
  final Stream losses;
  final Stream curativeLines;
  final Stream firstLines;
  final Stream untreated;
  final Stream clinicDays;
  final Stream transfers;
  final Stream lastVisits;
  final Stream encounters;
  final Stream monthsOnly;
  final Stream abstractors;

  // ---- streams: of lines

  final Race.Start<Reason> stops;
  final Stream durables;
  final Stream plans;
  final Stream choices;
  final Stream nextLines;
  final Stream returns;
  final Stream betweenLines;

  Laws(World world) {
    first = (int) world.horizon().from().toEpochDay();
    cutoff =
        (int) world.horizon().to().toEpochDay()
            + (int) Math.round(world.value(OncologyJourney.DAYS_AFTER_HORIZON));
    casesPerMonth = world.value(OncologyJourney.CASES);
    dispersion = world.value(OncologyJourney.DISPERSION);
    frailtySd = world.value(OncologyJourney.FRAILTY);
    otherDeathPerYear = world.value(OncologyJourney.OTHER_DEATH);
    testLogOdds = world.value(OncologyJourney.TEST_LOG_ODDS);
    ecogAtRelapse = world.value(OncologyJourney.ECOG_AT_RELAPSE);
    untreatedLogOdds = world.value(OncologyJourney.UNTREATED_LOG_ODDS);
    waitingLung = world.value(OncologyJourney.WAITING_LUNG);
    waitingBreast = world.value(OncologyJourney.WAITING_BREAST);
    lineDeathLung = world.value(OncologyJourney.LINE_DEATH_LUNG);
    lineDeathBreast = world.value(OncologyJourney.LINE_DEATH_BREAST);
    choicePerMonth = world.value(OncologyJourney.CHOICE_PER_MONTH);
    planSpread = world.value(OncologyJourney.PLAN_SPREAD);
    regimenBMonths = world.value(OncologyJourney.REGIMEN_B_MONTHS);
    regimenBDeath = world.value(OncologyJourney.REGIMEN_B_DEATH);
    nextLung = world.value(OncologyJourney.NEXT_LUNG);
    nextAfterTki = world.value(OncologyJourney.NEXT_AFTER_TKI);
    nextBreast = world.value(OncologyJourney.NEXT_BREAST);
    nextByEcog = world.value(OncologyJourney.NEXT_BY_ECOG);
    ecogAfterProgression = world.value(OncologyJourney.ECOG_AFTER_PROGRESSION);
    fitness = world.value(OncologyJourney.FITNESS);
    transferred = world.value(OncologyJourney.TRANSFERRED);
    lossPerYear = world.value(OncologyJourney.LOSS_PER_YEAR);
    spread = world.value(OncologyJourney.SPREAD);
    ageInSeverity = world.value(OncologyJourney.AGE_IN_SEVERITY);
    seatYears = world.value(OncologyJourney.SEAT_YEARS);
    sloppyShare = world.value(OncologyJourney.SLOPPY);
    clinicDay = world.value(OncologyJourney.CLINIC_DAY);
    pandemic = world.value(OncologyJourney.PANDEMIC);
    shockSd = world.value(OncologyJourney.SHOCK_SD);
    double winter = world.value(OncologyJourney.WINTER);
    otherDeaths = new Season(first, cutoff, winter, 1 + 0.3 * pandemic);
    lineDeaths = new Season(first, cutoff, winter, 1);
    for (Regimen regimen : Regimen.values()) {
      if (!regimen.isCurative()) {
        double median = regimen == Regimen.REGIMEN_B ? regimenBMonths : regimen.medianMonths;
        progressions.put(regimen, Weibull.ofMedianAndShape(median * DAYS_PER_MONTH, regimen.shape));
      }
    }

    streams = world.streams();
    registries = streams.named("registry");
    registryLoss = streams.named("registry.loss");
    registryIndex = streams.named("registry.index");
    linkGaps = streams.named("registry.link-gaps");
    registrarIds = streams.named("registrar.ids");
    workloads = streams.named("registrar.workload");
    turnover = streams.named("registrar.turnover");
    habits = streams.named("registrar.habits");
    brands = streams.named("registrar.brands");
    sloppy = streams.named("registrar.sloppy");
    sloppySpells = streams.named("registrar.sloppy-spells");
    hurriedSpells = streams.named("registrar.hurried-spells");
    shares = streams.named("registrar.shares");
    slips = streams.named("registrar.slips");
    counts = streams.named("registry.cases");
    persons = streams.named("patient");
    ages = streams.named("patient.age");
    drivers = streams.named("patient.driver");
    frailties = streams.named("patient.frailty");
    tests = streams.named("patient.test");
    cures = streams.named("patient.cured");
    relapses = streams.named("patient.relapse");
    otherCauses = streams.named("patient.other-cause");
    losses = streams.named("patient.loss");
    curativeLines = streams.named("patient.curative");
    firstLines = streams.named("patient.first-line");
    untreated = streams.named("patient.untreated");
    clinicDays = streams.named("patient.clinic-day");
    transfers = streams.named("patient.transfer");
    lastVisits = streams.named("patient.last-visit");
    encounters = streams.named("patient.last-encounter");
    monthsOnly = streams.named("patient.month-only");
    abstractors = streams.named("patient.abstractor");
    stops = Race.among(streams, "line.stop", Reason.class);
    durables = streams.named("line.durable");
    plans = streams.named("line.plan");
    choices = streams.named("line.choice");
    nextLines = streams.named("line.next");
    returns = streams.named("line.return");
    betweenLines = streams.named("line.between");
  }

  /** Progression of a patient of average frailty, in days. */
  Hazard progression(Regimen regimen) {
    return progressions.get(regimen);
  }

  double deathMultiplier(Regimen regimen) {
    return regimen == Regimen.REGIMEN_B ? regimenBDeath : regimen.deathMultiplier;
  }

  /** Deaths of the disease a month on a line, of a fit patient. */
  double lineDeath(Tumor tumor) {
    return tumor == Tumor.LUNG ? lineDeathLung : lineDeathBreast;
  }

  /** Deaths of the disease a month before the first line, of a fit patient. */
  double waitingDeath(Tumor tumor) {
    return tumor == Tumor.LUNG ? waitingLung : waitingBreast;
  }
}
