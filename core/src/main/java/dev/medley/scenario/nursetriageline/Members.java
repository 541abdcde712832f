package dev.medley.scenario.nursetriageline;

import dev.medley.random.Gamma;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Sex;
import dev.medley.world.UsCalendar;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The plan members of a line. On every day so many are born, and a member is a day of birth and a
 * number among them; who comes first among them calls most. Members grow older from year to year,
 * leave the plan and die.
 */
final class Members {
  /** Births a day that make about a million living members of a line of mean size. */
  private static final double BIRTHS_PER_DAY = 33;

  /** How unequal callers are: the power of a uniform number that picks one. */
  private static final double INEQUALITY = 1.6;

  private static final int EARLIEST_BIRTH = -50_000;
  private static final long IDS = 20_000_000;
  private static final double DAYS_PER_YEAR = 365.2425;

  /** Years above 60 of those from 60. */
  private static final Gamma OLD = Gamma.ofMeanAndShape(12, 1.6);

  /** Deaths a year: at birth, and how much more by year of age. */
  private static final double DEATH = 0.0002;

  private static final double DEATH_BY_AGE = 0.085;
  private static final double FEMALE = 0.5;

  /** Share of calls for which a member is sought whose part of the day it is, and how often. */
  private static final double OWN_TIME = 0.35;

  private static final int TRIES = 3;

  /** Parts of the day in which members like to call: night, morning, afternoon, evening. */
  private static final double[] PARTS = {0.10, 0.32, 0.28, 0.30};

  private static final double PROXY = 0.145;
  private static final double PROXY_FROM_75 = 0.35;
  private static final double PROXY_KEPT = 0.8;
  private static final double NO_BIRTH_DATE = 0.015;
  private static final double UNLINKED = 0.23;

  private final int lineId;
  private final int start;
  private final int births;
  private final double endOfCover;
  private final Permutation ids;
  private final Streams.Stream sexes;
  private final Streams.Stream ends;
  private final Streams.Stream complaints;
  private final Streams.Stream parts;
  private final Streams.Stream proxies;
  private final Streams.Stream gaps;
  private final Streams.Stream claims;

  Members(Laws laws, NurseLine line) {
    this.lineId = line.id;
    this.start = laws.start;
    this.births = Math.max(4, (int) Math.round(BIRTHS_PER_DAY * line.size));
    this.endOfCover = laws.world.value(NurseTriageLine.END_OF_COVER);
    this.ids = Permutation.of(IDS, laws.streams.named("member.id").bits(line.id));
    this.sexes = laws.streams.named("member.sex");
    this.ends = laws.streams.named("member.end");
    this.complaints = laws.streams.named("member.complaint");
    this.parts = laws.streams.named("member.part");
    this.proxies = laws.streams.named("member.proxy");
    this.gaps = laws.streams.named("member.birth-date");
    this.claims = laws.streams.named("member.claims");
  }

  /** Number of a covered member of that band and sex who may call at that hour. */
  long pick(UniformRandomProvider rng, int day, int hour, int band, Sex sex) {
    boolean atOwnTime = rng.nextDouble() < OWN_TIME;
    long member = pick(rng, day, band, sex);
    for (int i = 1; atOwnTime && i < TRIES && partOf(member) != part(hour); i++) {
      member = pick(rng, day, band, sex);
    }
    return member;
  }

  private long pick(UniformRandomProvider rng, int day, int band, Sex sex) {
    while (true) {
      double age = age(rng, band);
      int birth = day - (int) (age * DAYS_PER_YEAR);
      long member = number(birth, (int) (births * Math.pow(rng.nextDouble(), INEQUALITY)));
      if (sex(member) == sex && band(age(member, day)) == band && isCovered(member, day)) {
        return member;
      }
    }
  }

  private static double age(UniformRandomProvider rng, int band) {
    if (band < Laws.LAST_BAND) {
      int from = Laws.BAND_FROM[band];
      return from + rng.nextDouble() * (Laws.BAND_FROM[band + 1] - from);
    }
    double age;
    do {
      age = Laws.BAND_FROM[band] + OLD.sample(rng);
    } while (age >= Laws.OLDEST + 1);
    return age;
  }

  private static int band(int age) {
    int band = Laws.LAST_BAND;
    while (age < Laws.BAND_FROM[band]) {
      band--;
    }
    return band;
  }

  private long number(int birth, int among) {
    return (long) (birth - EARLIEST_BIRTH) * births + among;
  }

  private int birth(long member) {
    return (int) (member / births) + EARLIEST_BIRTH;
  }

  /** Whole years. */
  int age(long member, int day) {
    int birth = birth(member);
    int years = UsCalendar.year(day) - UsCalendar.year(birth);
    int months = UsCalendar.month(day) - UsCalendar.month(birth);
    boolean before =
        months < 0 || (months == 0 && UsCalendar.dayOfMonth(day) < UsCalendar.dayOfMonth(birth));
    return before ? years - 1 : years;
  }

  private long key(long member) {
    return member * 1_000_003L + lineId;
  }

  long id(long member) {
    return lineId * IDS + ids.at(member);
  }

  Sex sex(long member) {
    return sexes.uniform(key(member)) < FEMALE ? Sex.F : Sex.M;
  }

  /** Whether neither death nor a change of plan has ended the cover by that day. */
  boolean isCovered(long member, int day) {
    int birth = birth(member);
    int from = Math.max(birth, start);
    double years = (day - from) / DAYS_PER_YEAR;
    double then = DEATH_BY_AGE * (from - birth) / DAYS_PER_YEAR;
    double now = DEATH_BY_AGE * (day - birth) / DAYS_PER_YEAR;
    double hazard = endOfCover * years + DEATH / DEATH_BY_AGE * (Math.exp(now) - Math.exp(then));
    return ends.uniform(key(member)) < Math.exp(-hazard);
  }

  /** Which of the complaints is her own, as a uniform number. */
  double complaint(long member) {
    return complaints.uniform(key(member));
  }

  private int partOf(long member) {
    double u = parts.uniform(key(member));
    int part = 0;
    while (part < PARTS.length - 1 && u >= PARTS[part]) {
      u -= PARTS[part++];
    }
    return part;
  }

  private static int part(int hour) {
    return hour < 6 ? 0 : hour < 12 ? 1 : hour < 17 ? 2 : hour < 23 ? 3 : 0;
  }

  boolean isProxy(long member, int age, UniformRandomProvider rng) {
    double fresh = rng.nextDouble();
    boolean isKept = rng.nextDouble() < PROXY_KEPT;
    double u = isKept ? proxies.uniform(key(member)) : fresh;
    return age < 18 || u < (age < 75 ? PROXY : PROXY_FROM_75);
  }

  boolean hasNoBirthDate(long member) {
    return gaps.uniform(key(member)) < NO_BIRTH_DATE;
  }

  boolean isNeverLinked(long member) {
    return claims.uniform(key(member)) < UNLINKED;
  }
}
