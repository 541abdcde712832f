package dev.medley.scenario.opioidmonitoring;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.medley.random.Normal;
import dev.medley.random.Race;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Stream;
import dev.medley.world.Csv;
import dev.medley.world.Horizon;
import dev.medley.world.World;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Parameters and random streams that all jurisdictions of a world share. */
final class Laws {

  /** Why a chronic patient's fills end. */
  enum Exit {
    DEATH,
    MOVING,
    TAPER
  }

  /** Spreads of patient numbers are cut here, so that the ids of every kind suffice. */
  private static final double CUT = 2.5;

  final List<OpioidMonitoring.Drug> drugs;

  /** Days since 1970-01-01. */
  final int firstDay;

  final int days;

  /** Where each simulated year begins, in days since the first; the last entry is their end. */
  final int[] yearStarts;

  final double ruralSd;
  final double activitySd;
  final double pharmacySd;
  final double acutePatients;
  final double chronicPatients;
  final double levelUp;
  final double cocktail;
  final double cocktailRelaxant;
  final double benzodiazepinePatients;
  final double shoppers;
  final double decoys;
  final double carpools;
  final double timesAverage;
  final double cancerFar;
  final double cashLogit;
  final double cashSd;
  final double suspectCash;
  final double stormShare;
  final double sizeSd;
  final double tiltSd;
  final double oldLower;
  final double ownHour;
  final double stayDays;

  // ---- of a jurisdiction and its providers
  final Stream unit;
  final Stream counts;
  final Stream land;
  final Stream prescribers;
  final Stream pharmacies;
  final Stream cocktails;
  final Stream fourWeeks;
  final Stream exempt;
  final Stream storms;
  final Stream fillIds;
  final Stream patientIds;
  final Stream prescriberIds;
  final Stream pharmacyIds;
  final Stream zipCodes;

  // ---- of a patient
  final Stream homes;
  final Stream people;
  final Stream habits;
  final Stream care;
  final Stream companions;
  final Stream fills;
  final Race.Start<Exit> exits;

  // ---- of those who stand out
  final Stream shopping;
  final Stream carTrips;
  final Stream millDays;
  final Stream providerX;

  // ---- of mess
  final Stream batches;
  final Stream batchWeeks;
  final Stream resent;
  final Stream payers;
  final Stream defaults;
  final Stream boxes;
  final Stream gapRates;
  final Stream gaps;
  final Stream aliases;
  final Stream residents;

  Laws(World world) {
    Streams streams = world.streams();
    this.drugs = Csv.read(OpioidMonitoring.class, "drugs.csv", OpioidMonitoring.Drug.class);
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.days = world.horizon().days();
    this.yearStarts = yearStarts(world.horizon());
    this.ruralSd = world.value(OpioidMonitoring.RURAL_SD);
    this.activitySd = world.value(OpioidMonitoring.ACTIVITY_SD);
    this.pharmacySd = world.value(OpioidMonitoring.PHARMACY_SD);
    this.acutePatients = world.value(OpioidMonitoring.ACUTE_PATIENTS);
    this.chronicPatients = world.value(OpioidMonitoring.CHRONIC_PATIENTS);
    this.levelUp = world.value(OpioidMonitoring.LEVEL_UP);
    this.cocktail = world.value(OpioidMonitoring.COCKTAIL);
    this.cocktailRelaxant = world.value(OpioidMonitoring.COCKTAIL_RELAXANT);
    this.benzodiazepinePatients = world.value(OpioidMonitoring.BENZODIAZEPINE_PATIENTS);
    this.shoppers = world.value(OpioidMonitoring.SHOPPERS);
    this.decoys = world.value(OpioidMonitoring.DECOYS);
    this.carpools = world.value(OpioidMonitoring.CARPOOLS);
    this.timesAverage = world.value(OpioidMonitoring.TIMES_AVERAGE);
    this.cancerFar = world.value(OpioidMonitoring.CANCER_FAR);
    this.cashLogit = world.value(OpioidMonitoring.CASH_LOGIT);
    this.cashSd = world.value(OpioidMonitoring.CASH_SD);
    this.suspectCash = world.value(OpioidMonitoring.SUSPECT_CASH);
    this.stormShare = world.value(OpioidMonitoring.STORM_SHARE);
    this.sizeSd = world.value(OpioidMonitoring.SIZE_SD);
    this.tiltSd = world.value(OpioidMonitoring.TILT_SD);
    this.oldLower = world.value(OpioidMonitoring.OLD_LOWER);
    this.ownHour = world.value(OpioidMonitoring.OWN_HOUR);
    this.stayDays = world.value(OpioidMonitoring.STAY_DAYS);
    this.unit = streams.named("unit");
    this.counts = streams.named("patients.count");
    this.land = streams.named("land");
    this.prescribers = streams.named("prescribers");
    this.pharmacies = streams.named("pharmacies");
    this.cocktails = streams.named("cocktails");
    this.fourWeeks = streams.named("prescribers.four-weeks");
    this.exempt = streams.named("provider-x.exempt");
    this.storms = streams.named("storms");
    this.fillIds = streams.named("id.dispense_id");
    this.patientIds = streams.named("id.patient_id");
    this.prescriberIds = streams.named("id.prescriber_id");
    this.pharmacyIds = streams.named("id.pharmacy_id");
    this.zipCodes = streams.named("id.zip5");
    this.homes = streams.named("homes");
    this.people = streams.named("people");
    this.habits = streams.named("habits");
    this.care = streams.named("care");
    this.companions = streams.named("companions");
    this.fills = streams.named("fills");
    this.exits = Race.among(streams, "exit", Exit.class);
    this.shopping = streams.named("shopping");
    this.carTrips = streams.named("mill.trips");
    this.millDays = streams.named("mill.days");
    this.providerX = streams.named("provider-x");
    this.batches = streams.named("mess.batch");
    this.batchWeeks = streams.named("mess.batch-week");
    this.resent = streams.named("mess.resent");
    this.payers = streams.named("mess.payers");
    this.defaults = streams.named("mess.defaults");
    this.boxes = streams.named("mess.boxes");
    this.gapRates = streams.named("mess.gap-rate");
    this.gaps = streams.named("mess.gap");
    this.aliases = streams.named("mess.alias");
    this.residents = streams.named("mess.residents");
  }

  /** Every year that the horizon touches is simulated to its end. */
  private static int[] yearStarts(Horizon horizon) {
    int years = 1;
    while (horizon.from().plusYears(years).isBefore(horizon.end())) {
      years++;
    }
    int[] starts = new int[years + 1];
    for (int y = 0; y <= years; y++) {
      starts[y] = (int) DAYS.between(horizon.from(), horizon.from().plusYears(y));
    }
    return starts;
  }

  /** Years that are simulated. */
  int years() {
    return yearStarts.length - 1;
  }

  /** The day after the last simulated one. */
  int end() {
    return yearStarts[years()];
  }

  /** A log-normal factor of mean 1. */
  static double spread(UniformRandomProvider rng, double sd) {
    return Math.exp(sd * cutNormal(rng, CUT) - sd * sd / 2);
  }

  /** A standard normal number within the cut. */
  static double cutNormal(UniformRandomProvider rng, double cut) {
    double z;
    do {
      z = Normal.standard(rng);
    } while (Math.abs(z) > cut);
    return z;
  }

  /** A whole number from 0 to below n. */
  static int below(UniformRandomProvider rng, int n) {
    return (int) (rng.nextDouble() * n);
  }
}
