package dev.medley.scenario.precisiononcology;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.scenario.precisiononcology.PrecisionOncology.DrugRow;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.World;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** What all cells of a world share: calendar, cut-off, parameters, a stream for each purpose. */
final class Network implements Simulator {
  static final double DAYS_PER_MONTH = 30.4375;
  static final double DAYS_PER_YEAR = 365.25;

  /** When the centres work: no federal holiday, not 24 or 31 December. */
  static final Holidays WORK =
      Holidays.FEDERAL.with(UsHoliday.CHRISTMAS_EVE, UsHoliday.NEW_YEARS_EVE);

  final World world;
  final int firstDay;
  final int lastDay;
  final int cutOff;
  final Responses responses;

  // ---- parameters

  final double patientsPerMonth;
  final double g12cEver;
  final double egfrByAge;
  final double pdL1Tested;
  final double pdL1Qns;
  final double reportDays;
  final double vusSmall;
  final double vusLarge;
  final double vusBrca;
  final double vusAncestry;
  final double vusPathogenic;
  final double reclassifiedPerYear;
  final double[] osimertinibByYear;
  final double g12cTargeted;
  final double weeksBetweenScans;
  final double weeksBetweenLaterScans;
  final double scanError;
  final double t790m;
  final double retested;
  final double liberalCentres;
  final double liberal;
  final double strict;
  final double onLine;
  final double afterProgression;
  final double afterLine3;
  final double untreated;
  final double otherCauses;
  final double frailty;
  final double severityShare;
  final double toxicity;
  final double lostPerYear;
  final double shockSd;

  // ---- streams

  final Streams streams;
  final Stream centres;
  final Stream habits;
  final Stream readers;
  final Stream abstractors;
  final Stream patientIds;
  final Stream counts;
  final Stream diagnoses;
  final Stream baselines;
  final Stream drivers;
  final Stream panels;
  final Stream codons;
  final Stream variants;
  final Stream pdL1;
  final Stream amendments;
  final Stream fates;
  final Stream choices;
  final Stream tumours;
  final Stream toxicities;
  final Stream scans;
  final Stream deaths;
  final Stream nextLines;
  final Stream retests;
  final Stream readings;
  private final Permutation centreIds;

  Network(World world) {
    this.world = world;
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.cutOff = lastDay + (int) world.value(PrecisionOncology.FOLLOW_UP_DAYS);
    this.responses = new Responses(world);

    this.patientsPerMonth = world.value(PrecisionOncology.PATIENTS_PER_MONTH);
    this.g12cEver = world.value(PrecisionOncology.G12C_EVER);
    this.egfrByAge = world.value(PrecisionOncology.AGE_EGFR);
    this.pdL1Tested = world.value(PrecisionOncology.PD_L1_TESTED);
    this.pdL1Qns = world.value(PrecisionOncology.PD_L1_QNS);
    this.reportDays = world.value(PrecisionOncology.REPORT_DAYS);
    this.vusSmall = world.value(PrecisionOncology.VUS_SMALL);
    this.vusLarge = world.value(PrecisionOncology.VUS_LARGE);
    this.vusBrca = world.value(PrecisionOncology.VUS_BRCA);
    this.vusAncestry = world.value(PrecisionOncology.VUS_ANCESTRY);
    this.vusPathogenic = world.value(PrecisionOncology.VUS_PATHOGENIC);
    this.reclassifiedPerYear = world.value(PrecisionOncology.RECLASSIFIED);
    this.osimertinibByYear =
        new double[] {
          world.value(PrecisionOncology.OSIMERTINIB_FIRST),
          world.value(PrecisionOncology.OSIMERTINIB_SECOND),
          world.value(PrecisionOncology.OSIMERTINIB_LATER)
        };
    this.g12cTargeted = world.value(PrecisionOncology.G12C_TARGETED);
    this.weeksBetweenScans = world.value(PrecisionOncology.SCAN_WEEKS);
    this.weeksBetweenLaterScans = world.value(PrecisionOncology.SCAN_WEEKS_LATER);
    this.scanError = world.value(PrecisionOncology.SCAN_ERROR);
    this.t790m = world.value(PrecisionOncology.T790M_SHARE);
    this.retested = world.value(PrecisionOncology.RETESTED);
    this.liberalCentres = world.value(PrecisionOncology.LIBERAL_CENTRES);
    this.liberal = world.value(PrecisionOncology.LIBERAL);
    this.strict = world.value(PrecisionOncology.STRICT);
    this.onLine = world.value(PrecisionOncology.ON_LINE);
    this.afterProgression = world.value(PrecisionOncology.AFTER_PROGRESSION);
    this.afterLine3 = world.value(PrecisionOncology.AFTER_LINE_3);
    this.untreated = world.value(PrecisionOncology.UNTREATED);
    this.otherCauses = world.value(PrecisionOncology.OTHER_CAUSES);
    this.frailty = world.value(PrecisionOncology.FRAILTY);
    this.severityShare = world.value(PrecisionOncology.SEVERITY_SHARE);
    this.toxicity = world.value(PrecisionOncology.TOXICITY);
    this.lostPerYear = world.value(PrecisionOncology.LOST_PER_YEAR);
    this.shockSd = world.value(PrecisionOncology.SHOCK_SD);

    this.streams = world.streams();
    this.centres = streams.named("centre");
    this.habits = streams.named("centre.habits");
    this.readers = streams.named("reader");
    this.abstractors = streams.named("abstractor");
    this.patientIds = streams.named("patient_id");
    this.counts = streams.named("cohort");
    this.diagnoses = streams.named("diagnosis");
    this.baselines = streams.named("baseline");
    this.drivers = streams.named("driver");
    this.panels = streams.named("panel");
    this.codons = streams.named("codon");
    this.variants = streams.named("variant");
    this.pdL1 = streams.named("pd_l1");
    this.amendments = streams.named("amendment");
    this.fates = streams.named("fate");
    this.choices = streams.named("choice");
    this.tumours = streams.named("tumour");
    this.toxicities = streams.named("toxicity");
    this.scans = streams.named("scan");
    this.deaths = streams.named("death");
    this.nextLines = streams.named("next_line");
    this.retests = streams.named("retest");
    this.readings = streams.named("reading");
    this.centreIds = Permutation.of(world.units(), streams.named("centre_id").bits(0));
  }

  @Override
  public Simulation open(Cell cell) {
    return new CohortMonth(this, cell);
  }

  @Override
  public void emitReference(Emitter out) {
    for (Drug drug : Drug.values()) {
      out.emit(
          PrecisionOncology.DRUGS,
          new DrugRow(
              drug.label,
              drug.drugClass,
              drug.labelTumor,
              drug.labelBiomarker,
              drug.usdPer30Days * 100L));
    }
  }

  /** The published number of the unit 1, 2, 3, …: 1 to the number of centres. */
  int centreId(long unit) {
    return Math.toIntExact(centreIds.at(unit - 1) + 1);
  }

  /** Year of the horizon in which a day lies, from 0. */
  int yearOfHorizon(int day) {
    return UsCalendar.year(day) - UsCalendar.year(firstDay);
  }

  static double normal(Draw draw) {
    return ZigguratSampler.NormalizedGaussian.of(draw).sample();
  }

  static double exponential(Draw draw) {
    return ZigguratSampler.Exponential.of(draw).sample();
  }

  /** An exponential time in whole days, at least one; never, if the rate is 0. */
  static int daysUntil(double exponential, double ratePerMonth) {
    double days = Math.ceil(exponential / ratePerMonth * DAYS_PER_MONTH);
    return (int) Math.max(1, Math.min(days, Integer.MAX_VALUE / 4));
  }
}
