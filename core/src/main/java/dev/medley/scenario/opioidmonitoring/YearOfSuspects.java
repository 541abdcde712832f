package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.ShoppingBurst;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;
import dev.medley.scenario.opioidmonitoring.Person.Kind;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.WallClock;
import java.util.Arrays;

/**
 * A year's doctor shoppers, mill and Provider X, and those who only look like them: patients with a
 * care team and the cancer centre.
 */
final class YearOfSuspects {
  private static final Normal YOUNG_AGES = Normal.of(36, 9).cut(18, 80);
  private static final Normal PROVIDER_X_AGES = Normal.of(42, 9).cut(18, 85);
  private static final Normal CANCER_AGES = Normal.of(65, 11).cut(20, 97);
  private static final double FEMALE = 0.55;

  // ---- doctor shopping: 2.7; Schneberk 2020
  private static final Poisson MORE_BURSTS = Poisson.ofMean(1.2);
  private static final int MOST_BURSTS = 12;
  private static final int REFRACTORY_DAYS = 21;
  private static final Exponential SEARCH_DAYS = Exponential.ofMean(70);
  private static final int SHORTEST_BURST_DAYS = 6;
  private static final int BURST_LENGTHS = 4;
  private static final int FEWEST_VISITS = 5;
  private static final int VISIT_COUNTS = 4;
  private static final double INCOMPLETE = 0.10;
  private static final int VISITS_INCOMPLETE = 4;
  private static final Specialty[] SHOPPED = {
    Specialty.PRIMARY_CARE, Specialty.DENTISTRY, Specialty.SURGERY, Specialty.EMERGENCY
  };
  private static final Discrete SHOPPED_SHARES = Discrete.of(0.50, 0.20, 0.05, 0.25);
  private static final int CARE_TEAM_DAYS = 8;
  private static final int FASTEST_MINUTES = 35;
  private static final double ONCOLOGY_TEAM = 0.4;

  /** Tries for a prescriber in a zip that was not visited yet; then any zip's will do. */
  private static final int TRIES = 200;

  // ---- mill: DOJ 2019
  private static final int EARLIEST_OPENING = 20;
  private static final int OPENINGS = 76;
  private static final int SHORTEST_LIFE_DAYS = 120;
  private static final int LIVES = 150;
  private static final long DAY_KEYS = 1_000_000;
  private static final long TRIPS_PER_YEAR = 100_000;
  private static final double LOCAL_TRIPS = 0.10;
  private static final int SMALLEST_TRIP = 2;
  private static final int TRIP_SIZES = 4;
  private static final Poisson MORE_TRIPS = Poisson.ofMean(0.5);
  private static final int TRIP_DAYS = 28;
  private static final double STRONGEST = 0.82;
  private static final double WITH_ALPRAZOLAM = 0.55;
  private static final double WITH_CARISOPRODOL = 0.40;
  private static final double NEXT_DOOR = 0.80;
  private static final Template ALPRAZOLAM = new Template(Template.ALPRAZOLAM_2, 90, 30);

  // ---- provider X: 2.7
  private static final double TIMES_SD = 0.04;
  private static final double FAR_SHARE = 0.80;
  private static final double FAR_SHARE_SD = 0.02;
  private static final Poisson MORE_FILLS = Poisson.ofMean(2);
  private static final Template[] PROVIDER_X_TEMPLATES = {
    new Template(Template.OXYCODONE_10, 112, 28),
    new Template(Template.OXYCODONE_15, 112, 28),
    new Template(Template.OXYCODONE_30, 84, 28)
  };
  private static final Discrete PROVIDER_X_SHARES = Discrete.of(0.3, 0.3, 0.4);
  private static final double NEAR_PRESCRIBER = 0.6;

  // ---- cancer centre
  private static final int FEWEST_CANCER = 15;
  private static final int CANCER_COUNTS = 21;
  private static final Template CANCER = new Template(Template.OXYCODONE_10, 60, 30);

  private final Jurisdiction jurisdiction;
  private final Laws laws;
  private final Land land;
  private final Providers providers;
  private final Register register;
  private final Emitter out;
  private final int year;
  private final int begin;
  private final int end;

  YearOfSuspects(Jurisdiction jurisdiction, int year, Register register, Emitter out) {
    this.jurisdiction = jurisdiction;
    this.laws = jurisdiction.laws;
    this.land = jurisdiction.land;
    this.providers = jurisdiction.providers;
    this.register = register;
    this.out = out;
    this.year = year;
    this.begin = laws.yearStarts[year];
    this.end = laws.yearStarts[year + 1];
  }

  void live() {
    double shoppers = laws.shoppers * jurisdiction.shopping;
    int count = jurisdiction.patients(Kind.SHOPPER, year, shoppers, 0);
    for (int i = 0; i < count; i++) {
      shopper(i);
    }
    count = jurisdiction.patients(Kind.CARE_TEAM, year, laws.decoys, 0);
    for (int i = 0; i < count; i++) {
      careTeam(i);
    }
    if (jurisdiction.hasMill) {
      mill();
    }
    cancerCentre();
    if (jurisdiction.hasProviderX) {
      providerX();
    }
  }

  // ---- doctor shopping

  /** Search, denial, pause: bursts whose chain lies anywhere in the year. */
  private void shopper(int i) {
    long key = register.key(Kind.SHOPPER, i);
    Person p =
        register.person(Kind.SHOPPER, i, land.coreHome(laws.homes.at(key)), YOUNG_AGES, FEMALE);
    Draw draw = laws.shopping.at(key);
    int wanted = Math.min(MOST_BURSTS, 1 + MORE_BURSTS.sample(draw));
    int[] starts = new int[wanted];
    int[] lengths = new int[wanted];
    int bursts = 0;
    int next = 0;
    int whole = 0;
    for (int b = 0; b < wanted; b++) {
      starts[b] = next;
      lengths[b] = SHORTEST_BURST_DAYS + Laws.below(draw, BURST_LENGTHS);
      int last = next + lengths[b] - 1;
      if (last < end - begin) {
        bursts++;
        whole = last + 1;
      }
      next = last + REFRACTORY_DAYS + (int) SEARCH_DAYS.sample(draw);
    }
    int first = begin + Laws.below(draw, end - begin - whole + 1);
    for (int b = 0; b < bursts; b++) {
      boolean isIncomplete = draw.nextDouble() < INCOMPLETE;
      int complete = FEWEST_VISITS + Laws.below(draw, VISIT_COUNTS);
      int visits = isIncomplete ? VISITS_INCOMPLETE : complete;
      burst(p, first + starts[b], lengths[b], visits, false, b);
    }
    register.enter(p);
  }

  /** Oncologists and surgeons who share an insured patient; an innocent look-alike. */
  private void careTeam(int i) {
    long key = register.key(Kind.CARE_TEAM, i);
    Person p =
        register.person(Kind.CARE_TEAM, i, land.home(laws.homes.at(key), 0), CANCER_AGES, FEMALE);
    Draw draw = laws.shopping.at(key);
    int start = begin + Laws.below(draw, end - begin - CARE_TEAM_DAYS);
    burst(p, start, CARE_TEAM_DAYS, FEWEST_VISITS + Laws.below(draw, 2), true, 0);
    register.enter(p);
  }

  private void burst(Person p, int start, int length, int visits, boolean isDecoy, int number) {
    int[] days = new int[visits];
    Draw draw = laws.shopping.at(p.key, number + 1);
    for (int v = 1; v < visits - 1; v++) {
      days[v] = Laws.below(draw, length);
    }
    days[visits - 1] = length - 1;
    Arrays.sort(days);
    boolean[] isSeen = new boolean[Land.ZIPS];
    boolean[] isKnown = new boolean[providers.prescribers.size()];
    int zips = 0;
    int prescribers = 0;
    int from = Integer.MAX_VALUE;
    int to = 0;
    long before = 0;
    for (int v = 0; v < visits; v++) {
      int day = start + days[v];
      Prescriber by = prescriberElsewhere(p, day, isDecoy, isSeen, draw);
      zips += isSeen[by.zip] ? 0 : 1;
      prescribers += isKnown[by.number] ? 0 : 1;
      isSeen[by.zip] = true;
      isKnown[by.number] = true;
      Pharmacy at =
          isDecoy ? providers.pharmacy(p.choiceZip(), day, draw) : providers.anyOpen(day, draw);
      Template t = isDecoy ? ofCareTeam(draw) : ofShopper(draw);
      Draw fill = laws.fills.at(p.key, number, v);
      register.visit(p, at, by, t, day, fill);
      register.travelFrom(before, FASTEST_MINUTES + Laws.below(fill, 60));
      register.dispense(t, 0);
      before = register.second();
      from = Math.min(from, register.day());
      to = Math.max(to, register.day());
    }
    if (from < laws.days) {
      out.emit(
          OpioidMonitoring.SHOPPING_BURSTS,
          new ShoppingBurst(
              p.id,
              laws.firstDay + from,
              laws.firstDay + to,
              prescribers,
              zips,
              isDecoy,
              (int) jurisdiction.unit),
          laws.firstDay + from);
    }
  }

  private Prescriber prescriberElsewhere(
      Person p, int day, boolean isDecoy, boolean[] isSeen, Draw draw) {
    Prescriber by = null;
    for (int i = 0; i < TRIES && (by == null || isSeen[by.zip]); i++) {
      Specialty specialty;
      if (isDecoy) {
        specialty = draw.nextDouble() < ONCOLOGY_TEAM ? Specialty.ONCOLOGY : Specialty.SURGERY;
      } else {
        specialty = SHOPPED[SHOPPED_SHARES.at(draw.nextDouble())];
      }
      by = providers.prescriber(specialty, p.choiceZip(), day, draw);
    }
    return by;
  }

  private static Template ofShopper(Draw draw) {
    int drug = 2 + Laws.below(draw, 4);
    int days = 5 + Laws.below(draw, 3);
    return new Template(drug, days * (3 + Laws.below(draw, 3)), days);
  }

  private static Template ofCareTeam(Draw draw) {
    return Template.acute(Specialty.SURGERY, Template.choice(Specialty.SURGERY, draw.nextDouble()));
  }

  // ---- mill

  /** From its opening to the raid, new carpools every working day, who come again. */
  private void mill() {
    Prescriber mill = providers.mills[year];
    Draw draw = laws.millDays.at(jurisdiction.unit, year);
    int open = begin + EARLIEST_OPENING + Laws.below(draw, OPENINGS);
    int raid = open + SHORTEST_LIFE_DAYS + Laws.below(draw, LIVES);
    jurisdiction.emitMill(mill, year, open, raid, out);
    double mean = laws.carpools * jurisdiction.carpooling;
    int trip = 0;
    int person = 0;
    for (int day = open; day < raid; day++) {
      int date = laws.firstDay + day;
      if (!Holidays.MAJOR.isBusinessDay(date)) {
        continue;
      }
      Draw today = laws.millDays.at(jurisdiction.unit, DAY_KEYS + date);
      int trips = Poisson.sample(mean, today);
      for (int i = 0; i < trips; i++, trip++) {
        boolean isLocal = today.nextDouble() < LOCAL_TRIPS;
        int far = Land.outer(today.nextDouble());
        int zip = isLocal ? land.home(today, 0) : far;
        int size = SMALLEST_TRIP + Laws.below(today, TRIP_SIZES);
        for (int member = 0; member < size; member++) {
          ride(mill, person++, zip, trip, member, day, raid);
        }
      }
    }
  }

  private void ride(Prescriber mill, int i, int zip, int trip, int member, int firstDay, int raid) {
    Person p = register.person(Kind.MILL, i, zip, YOUNG_AGES, FEMALE);
    Draw draw = laws.care.at(p.key);
    boolean isStrongest = draw.nextDouble() < STRONGEST;
    int quantity = draw.nextDouble() < 0.5 ? 120 : 150;
    Template opioid =
        isStrongest
            ? new Template(Template.OXYCODONE_30, quantity, 30)
            : new Template(Template.OXYCODONE_15, 120, 30);
    boolean hasAlprazolam = draw.nextDouble() < WITH_ALPRAZOLAM;
    boolean hasCarisoprodol = draw.nextDouble() < WITH_CARISOPRODOL;
    int visits = 1 + MORE_TRIPS.sample(draw);
    for (int n = 0; n < visits && firstDay + n * TRIP_DAYS < raid; n++) {
      int planned = firstDay + n * TRIP_DAYS;
      Draw fill = laws.fills.at(p.key, n);
      boolean isNextDoor = fill.nextDouble() < NEXT_DOOR;
      Pharmacy elsewhere = providers.pharmacy(p.choiceZip(), planned, fill);
      Pharmacy at = isNextDoor ? providers.fiftieth : elsewhere;
      register.visit(p, at, mill, opioid, planned, fill);
      if (register.day() >= raid) {
        continue;
      }
      if (isNextDoor) {
        register.comeTogether(momentOf(trip, register.day()), member % 3);
      }
      register.dispense(opioid, n);
      if (hasAlprazolam) {
        register.dispense(ALPRAZOLAM, n);
      }
      if (hasCarisoprodol) {
        register.dispense(Template.RELAXANT, n);
      }
    }
    register.enter(p);
  }

  /** When a carpool is served at the pharmacy next door. */
  private long momentOf(int trip, int day) {
    int date = laws.firstDay + day;
    long key = year * TRIPS_PER_YEAR + trip;
    double share = laws.carTrips.at(jurisdiction.unit, key, day).nextDouble();
    long moment = providers.fiftieth.hours().momentOn(date, share);
    return moment - Math.floorMod(moment, WallClock.MINUTE);
  }

  // ---- cancer centre

  private void cancerCentre() {
    long first = register.key(Kind.CANCER, 0);
    int count = FEWEST_CANCER + Laws.below(laws.shopping.at(first), CANCER_COUNTS);
    Prescriber centre = providers.cancerCentre;
    for (int i = 0; i < count; i++) {
      long key = register.key(Kind.CANCER, i);
      int zip = land.home(laws.homes.at(key), laws.cancerFar);
      Person p = register.person(Kind.CANCER, i, zip, CANCER_AGES, FEMALE);
      Draw draw = laws.care.at(key);
      int day = begin + Laws.below(draw, end - begin - 35);
      Pharmacy at = providers.pharmacy(p.choiceZip(), day, draw);
      for (int n = 0; n < 2; n++) {
        Draw fill = laws.fills.at(key, n);
        register.visit(p, at, centre, CANCER, day, fill);
        register.dispense(CANCER, n);
        day = register.day() + TRIP_DAYS + Laws.below(fill, 5);
      }
      register.enter(p);
    }
  }

  // ---- provider X

  /** After all others: patients come until X has so many averages of oxycodone. */
  private void providerX() {
    Prescriber x = providers.providerX;
    Draw own = laws.providerX.at(jurisdiction.unit);
    double times = laws.timesAverage * Math.exp(TIMES_SD * Normal.standard(own));
    double farShare = Math.min(1, FAR_SHARE + FAR_SHARE_SD * Normal.standard(own));
    double others = 0;
    int prescribers = 0;
    for (double mme : register.oxycodone) {
      others += mme;
      prescribers += mme > 0 ? 1 : 0;
    }
    // So much that X is so many times the average of all, X included.
    double wanted = times * others / Math.max(1, prescribers + 1 - times);
    for (int i = 0; register.oxycodone[x.number] < wanted && i < Kind.PROVIDER_X.patients; i++) {
      long key = register.key(Kind.PROVIDER_X, i);
      int zip = land.home(laws.homes.at(key), farShare);
      Person p = register.person(Kind.PROVIDER_X, i, zip, PROVIDER_X_AGES, FEMALE);
      Draw draw = laws.care.at(key);
      int fills = Math.min(12, 1 + MORE_FILLS.sample(draw));
      Template t = PROVIDER_X_TEMPLATES[PROVIDER_X_SHARES.at(draw.nextDouble())];
      int day = begin + Laws.below(draw, end - begin - TRIP_DAYS * (fills - 1));
      Pharmacy at =
          draw.nextDouble() < NEAR_PRESCRIBER
              ? providers.nearest(x, day)
              : providers.pharmacy(zip, day, draw);
      for (int n = 0; n < fills && day < end; n++) {
        Draw fill = laws.fills.at(key, n);
        register.visit(p, at, x, t, day, fill);
        register.dispense(t, n);
        day = register.day() + TRIP_DAYS - 1 + Laws.below(fill, 3);
      }
      register.enter(p);
    }
  }
}
