package dev.medley.scenario.precisiononcology;

import dev.medley.random.Permutation;
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
import java.util.List;

/** What all cells of a world share: calendar, cut-off, parameters, a stream for each purpose. */
final class Network extends Shared implements Simulator {
  static final double DAYS_PER_MONTH = 30.4375;
  static final double DAYS_PER_YEAR = 365.25;

  /** When the centres work: no federal holiday, not 24 or 31 December. */
  static final Holidays WORK =
      Holidays.FEDERAL.with(UsHoliday.CHRISTMAS_EVE, UsHoliday.NEW_YEARS_EVE);

  final int firstDay = (int) world.horizon().from().toEpochDay();
  final int lastDay = (int) world.horizon().to().toEpochDay();
  final int cutOff = lastDay + (int) world.value(PrecisionOncology.FOLLOW_UP_DAYS);
  final Formulary formulary = new Formulary(world);
  private final List<Biology> biology = Biology.of(world);

  // ---- parameters

  final double patientsPerMonth = world.value(PrecisionOncology.PATIENTS_PER_MONTH);
  final double egfrByAge = world.value(PrecisionOncology.AGE_EGFR);
  final double pdL1Tested = world.value(PrecisionOncology.PD_L1_TESTED);
  final double pdL1Qns = world.value(PrecisionOncology.PD_L1_QNS);
  final double reportDays = world.value(PrecisionOncology.REPORT_DAYS);
  final double vusSmall = world.value(PrecisionOncology.VUS_SMALL);
  final double vusLarge = world.value(PrecisionOncology.VUS_LARGE);
  final double vusBrca = world.value(PrecisionOncology.VUS_BRCA);
  final double vusAncestry = world.value(PrecisionOncology.VUS_ANCESTRY);
  final double vusPathogenic = world.value(PrecisionOncology.VUS_PATHOGENIC);
  final double reclassifiedPerYear = world.value(PrecisionOncology.RECLASSIFIED);
  final double[] osimertinibByYear =
      new double[] {
        world.value(PrecisionOncology.OSIMERTINIB_FIRST),
        world.value(PrecisionOncology.OSIMERTINIB_SECOND),
        world.value(PrecisionOncology.OSIMERTINIB_LATER)
      };
  final double g12cTargeted = world.value(PrecisionOncology.G12C_TARGETED);
  final double weeksBetweenScans = world.value(PrecisionOncology.SCAN_WEEKS);
  final double weeksBetweenLaterScans = world.value(PrecisionOncology.SCAN_WEEKS_LATER);
  final double scanError = world.value(PrecisionOncology.SCAN_ERROR);
  final double t790m = world.value(PrecisionOncology.T790M_SHARE);
  final double retested = world.value(PrecisionOncology.RETESTED);
  final double liberalCentres = world.value(PrecisionOncology.LIBERAL_CENTRES);
  final double liberal = world.value(PrecisionOncology.LIBERAL);
  final double strict = world.value(PrecisionOncology.STRICT);
  final double onLine = world.value(PrecisionOncology.ON_LINE);
  final double afterProgression = world.value(PrecisionOncology.AFTER_PROGRESSION);
  final double afterLine3 = world.value(PrecisionOncology.AFTER_LINE_3);
  final double untreated = world.value(PrecisionOncology.UNTREATED);
  final double otherCauses = world.value(PrecisionOncology.OTHER_CAUSES);
  final double frailty = world.value(PrecisionOncology.FRAILTY);
  final double severityShare = world.value(PrecisionOncology.SEVERITY_SHARE);
  final double toxicity = world.value(PrecisionOncology.TOXICITY);
  final double lostPerYear = world.value(PrecisionOncology.LOST_PER_YEAR);
  final double shockSd = world.value(PrecisionOncology.SHOCK_SD);

  // ---- streams

  final Stream centres = streams.named("centre");
  final Stream habits = streams.named("centre.habits");
  final Stream readers = streams.named("reader");
  final Stream abstractors = streams.named("abstractor");
  final Stream patientIds = streams.named("patient_id");
  final Stream counts = streams.named("cohort");
  final Stream diagnoses = streams.named("diagnosis");
  final Stream baselines = streams.named("baseline");
  final Stream drivers = streams.named("driver");
  final Stream panels = streams.named("panel");
  final Stream codons = streams.named("codon");
  final Stream variants = streams.named("variant");
  final Stream pdL1 = streams.named("pd_l1");
  final Stream amendments = streams.named("amendment");
  final Stream fates = streams.named("fate");
  final Stream choices = streams.named("choice");
  final Stream tumours = streams.named("tumour");
  final Stream toxicities = streams.named("toxicity");
  final Stream scans = streams.named("scan");
  final Stream deaths = streams.named("death");
  final Stream nextLines = streams.named("next_line");
  final Stream retests = streams.named("retest");
  final Stream readings = streams.named("reading");
  private final Permutation centreIds =
      Permutation.of(world.units(), streams.named("centre_id").bits(0));

  Network(World world) {
    super(world);
  }

  @Override
  public Simulation open(Cell cell) {
    return new CohortMonth(this, cell);
  }

  @Override
  public void emitReference(Emitter out) {
    for (Formulary.Entry drug : formulary.entries()) {
      out.emit(
          PrecisionOncology.DRUGS,
          new DrugRow(
              drug.drugName(),
              drug.drugClass(),
              drug.labelTumorType(),
              drug.labelBiomarker(),
              drug.usdPer30Days()));
    }
  }

  /** The mutations of a kind of tumour. */
  Biology biology(Patient patient) {
    int i = 0;
    while (!biology.get(i).fits(patient)) {
      i++;
    }
    return biology.get(i);
  }

  /** The published number of the unit 1, 2, 3, …: 1 to the number of centres. */
  int centreId(long unit) {
    return Math.toIntExact(centreIds.at(unit - 1) + 1);
  }

  /** Year of the horizon in which a day lies, from 0. */
  int yearOfHorizon(int day) {
    return UsCalendar.year(day) - UsCalendar.year(firstDay);
  }

  /** The day after so many, of which a laboratory works five in seven; at least one of those. */
  static int workingDayAfter(int day, double days) {
    return WORK.plusBusinessDays(day, (int) Math.max(1, Math.round(days * 5 / 7)));
  }

  /** An exponential time in whole days, at least one; never, if the rate is 0. */
  static int daysUntil(double exponential, double ratePerMonth) {
    double days = Math.ceil(exponential / ratePerMonth * DAYS_PER_MONTH);
    return (int) Math.max(1, Math.min(days, Course.NEVER));
  }
}
