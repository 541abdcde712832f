package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Exponential;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyType;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Prescribers and pharmacies of a jurisdiction, and how patients choose among them. */
final class Providers {
  private static final double COUNT_SD = 0.08;
  private static final double COUNT_CUT = 2;
  private static final double PHARMACIES = 50;
  private static final int MOST_PHARMACIES = 98;
  private static final double CHAINS = 0.55;

  /** Numbers of prescribers; the last one of the thousand is the institution's. */
  private static final int PRESCRIBER_NUMBERS = 999;

  private static final int INSTITUTION = 999;
  private static final int PHARMACY_NUMBERS = 100;

  private static final double PRESCRIBER_REACH_MILES = 9;
  private static final double PHARMACY_REACH_MILES = 2;

  /** Pain clinics that see their patients on the same weekday, every four weeks. */
  private static final double FOUR_WEEKLY = 0.4;

  private static final double FIFTIETH_PULL = 0.03;
  private static final double NEXT_DOOR_MILES = 0.05;

  private static final Exponential RETIREMENT = Exponential.ofMean(365 / 0.03);
  private static final Exponential CLOSURE = Exponential.ofMean(365 / 0.02);

  private static final double STEP_SD = 0.35;
  private static final double STEP_MEAN_LOG = -0.06;
  private static final int LAST_PAIN_RANK = 7;

  /** Tries after which a choice that is gone is taken as closest to what was meant. */
  private static final int TRIES = 60;

  final List<Prescriber> prescribers = new ArrayList<>();
  final List<Pharmacy> pharmacies = new ArrayList<>();

  /** Who would be Provider X. */
  final Prescriber providerX;

  /** The oncologist to whom patients travel. */
  final Prescriber cancerCentre;

  /** The small pharmacy that a mill stands next to, where there is one. */
  final Pharmacy fiftieth;

  /** Prescribers of the mills, year by year. */
  final Prescriber[] mills = new Prescriber[OpioidMonitoring.MOST_YEARS];

  final Prescriber institution;

  private final Land land;
  private final long unit;
  private final Permutation prescriberIds;
  private final Map<Specialty, List<Prescriber>> bySpecialty = new EnumMap<>(Specialty.class);

  /** Sums of pull by specialty and zip, worked out when first asked for. */
  private final Map<Specialty, double[][]> prescriberSums = new EnumMap<>(Specialty.class);

  private final double[][] pharmacySums = new double[Land.ZIPS][];

  Providers(long unit, double size, Land land, boolean[] storms, Laws laws) {
    this.unit = unit;
    this.land = land;
    this.prescriberIds = Permutation.of(PRESCRIBER_NUMBERS, laws.prescriberIds.bits(unit));
    Draw draw = laws.prescribers.at(unit);
    double supply = size * Math.exp(COUNT_SD * Laws.cutNormal(draw, COUNT_CUT));
    for (Specialty specialty : Specialty.values()) {
      List<Prescriber> colleagues = new ArrayList<>();
      bySpecialty.put(specialty, colleagues);
      prescriberSums.put(specialty, new double[Land.ZIPS][]);
      double mean = specialty.mean * supply;
      double own = Math.exp(COUNT_SD * Laws.cutNormal(draw, COUNT_CUT));
      int count = (int) Math.max(specialty.fewest, Math.round(mean * own));
      for (int i = 0; i < count && specialty != Specialty.INSTITUTION; i++) {
        colleagues.add(settled(specialty, draw, laws));
      }
    }
    this.providerX = withoutStreet(Specialty.PAIN);
    this.cancerCentre = withoutStreet(Specialty.ONCOLOGY);
    this.institution =
        new Prescriber(
            prescribers.size(),
            (int) (unit * 1_000 + INSTITUTION),
            Specialty.INSTITUTION,
            0,
            land.x[0],
            land.y[0]);
    prescribers.add(institution);
    chooseCocktails(laws.cocktails.at(unit));
    this.fiftieth = openPharmacies(size, storms, laws);
    for (int year = 0; year < mills.length; year++) {
      mills[year] =
          prescriber(Specialty.PAIN, fiftieth.zip, fiftieth.x + NEXT_DOOR_MILES, fiftieth.y);
    }
  }

  // ---- who is there

  private Prescriber prescriber(Specialty specialty, int zip, double x, double y) {
    int number = prescribers.size();
    int id = (int) (unit * 1_000 + prescriberIds.at(number));
    Prescriber prescriber = new Prescriber(number, id, specialty, zip, x, y);
    prescribers.add(prescriber);
    return prescriber;
  }

  private Prescriber settled(Specialty specialty, Draw draw, Laws laws) {
    int zip = land.office(draw);
    double x = land.x[zip] + Normal.standard(draw);
    double y = land.y[zip] + Normal.standard(draw);
    Prescriber prescriber = prescriber(specialty, zip, x, y);
    prescriber.activity = Math.exp(laws.activitySd * Normal.standard(draw));
    prescriber.favourite = Template.choice(specialty, draw.nextDouble());
    prescriber.retires = RETIREMENT.sample(draw);
    prescriber.isFourWeekly =
        specialty == Specialty.PAIN && laws.fourWeeks.uniform(prescriber.id) < FOUR_WEEKLY;
    return prescriber;
  }

  /** The last one of a specialty, who takes nobody from the street. */
  private Prescriber withoutStreet(Specialty specialty) {
    List<Prescriber> colleagues = bySpecialty.get(specialty);
    Prescriber last = colleagues.remove(colleagues.size() - 1);
    last.activity = 0;
    last.retires = Double.POSITIVE_INFINITY;
    return last;
  }

  /** Some of the busy ones, found by walking down the ranks of activity. */
  private void chooseCocktails(Draw draw) {
    double position = 1 + 13 * draw.nextDouble();
    List<Prescriber> ranks = byActivity(Specialty.PRIMARY_CARE);
    while (position < ranks.size()) {
      ranks.get((int) position).isCocktail = true;
      position += 15 * Math.exp(STEP_SD * Normal.standard(draw) + STEP_MEAN_LOG);
    }
    position = 0.5 + 3 * draw.nextDouble();
    ranks = byActivity(Specialty.PAIN);
    while (position <= LAST_PAIN_RANK && position < ranks.size()) {
      ranks.get((int) position).isCocktail = true;
      position += 5 * Math.exp(STEP_SD * Normal.standard(draw) + STEP_MEAN_LOG);
    }
  }

  private List<Prescriber> byActivity(Specialty specialty) {
    List<Prescriber> ranks = new ArrayList<>(bySpecialty.get(specialty));
    ranks.sort(
        Comparator.<Prescriber>comparingDouble(p -> -p.activity).thenComparingInt(p -> p.number));
    return ranks;
  }

  /** Opens all pharmacies; the last one is the fiftieth. */
  private Pharmacy openPharmacies(double size, boolean[] storms, Laws laws) {
    Permutation ids = Permutation.of(PHARMACY_NUMBERS, laws.pharmacyIds.bits(unit));
    Draw draw = laws.pharmacies.at(unit);
    double mean = PHARMACIES * size * Math.exp(COUNT_SD * Laws.cutNormal(draw, COUNT_CUT));
    int count = (int) Math.min(MOST_PHARMACIES, Math.round(mean));
    Pharmacy last = null;
    for (int i = 0; i <= count; i++) {
      boolean isFiftieth = i == count;
      int zip = isFiftieth ? land.coreOffice(draw) : land.office(draw);
      double x = land.x[zip] + Normal.standard(draw);
      double y = land.y[zip] + Normal.standard(draw);
      boolean isChain = draw.nextDouble() < CHAINS && !isFiftieth;
      double pull =
          Math.exp(laws.pharmacySd * Normal.standard(draw) - laws.pharmacySd * laws.pharmacySd / 2);
      double closes = CLOSURE.sample(draw);
      last =
          new Pharmacy(
              i,
              (int) (unit * 100 + ids.at(i)),
              isChain ? PharmacyType.CHAIN : PharmacyType.INDEPENDENT,
              zip,
              x,
              y,
              isFiftieth ? FIFTIETH_PULL : pull,
              isFiftieth ? Double.POSITIVE_INFINITY : closes,
              laws,
              storms,
              draw);
      last.spoil(laws, !isFiftieth);
      pharmacies.add(last);
    }
    return last;
  }

  // ---- how patients choose

  /** A prescriber of the specialty, by activity and distance from a zip. */
  Prescriber prescriber(Specialty specialty, int zip, int day, UniformRandomProvider rng) {
    List<Prescriber> colleagues = bySpecialty.get(specialty);
    double[][] ofZips = prescriberSums.get(specialty);
    double[] sums = ofZips[zip];
    if (sums == null) {
      sums = new double[colleagues.size()];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        Prescriber p = colleagues.get(i);
        double miles = Land.miles(p.x, p.y, land.x[zip], land.y[zip]);
        sum += p.activity * Math.exp(-miles / PRESCRIBER_REACH_MILES);
        sums[i] = sum;
      }
      ofZips[zip] = sums;
    }
    Prescriber chosen = colleagues.get(place(sums, rng.nextDouble()));
    for (int i = 0; i < TRIES && chosen.retires <= day; i++) {
      chosen = colleagues.get(place(sums, rng.nextDouble()));
    }
    return chosen;
  }

  /** A pharmacy, by pull and distance from a zip. */
  Pharmacy pharmacy(int zip, int day, UniformRandomProvider rng) {
    double[] sums = pharmacySums[zip];
    if (sums == null) {
      sums = new double[pharmacies.size()];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        Pharmacy p = pharmacies.get(i);
        double miles = Land.miles(p.x, p.y, land.x[zip], land.y[zip]);
        sum += p.pull * Math.exp(-miles / PHARMACY_REACH_MILES);
        sums[i] = sum;
      }
      pharmacySums[zip] = sums;
    }
    Pharmacy chosen = pharmacies.get(place(sums, rng.nextDouble()));
    for (int i = 0; i < TRIES && chosen.closes <= day; i++) {
      chosen = pharmacies.get(place(sums, rng.nextDouble()));
    }
    return chosen;
  }

  /** Any pharmacy that is open that day, wherever it is. */
  Pharmacy anyOpen(int day, UniformRandomProvider rng) {
    Pharmacy chosen = pharmacies.get(Laws.below(rng, pharmacies.size()));
    for (int i = 0; i < TRIES && (chosen.closes <= day || !chosen.isOpenOn(day)); i++) {
      chosen = pharmacies.get(Laws.below(rng, pharmacies.size()));
    }
    return chosen;
  }

  /** The pharmacy nearest to a prescriber that is still there. */
  Pharmacy nearest(Prescriber prescriber, int day) {
    Pharmacy nearest = null;
    double fewest = Double.POSITIVE_INFINITY;
    for (Pharmacy p : pharmacies) {
      double miles = Land.miles(p.x, p.y, prescriber.x, prescriber.y);
      if (p.closes > day && miles < fewest) {
        fewest = miles;
        nearest = p;
      }
    }
    return nearest;
  }

  private static int place(double[] sums, double uniform) {
    double wanted = uniform * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
