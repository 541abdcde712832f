package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Exponential;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DrugClass;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.FillChannel;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.MemberAdherence;
import dev.medley.world.Emitter;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A county's members with a chronic medication, year by year. */
final class Members {
  private static final DrugClass[] CLASSES = DrugClass.values();
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final Normal AGE_YEARS = Normal.of(61, 13).cut(25, 94);

  private static final double OF_POPULATION = 0.06;
  private static final double JOIN_PER_YEAR = 0.05;
  private static final double LEAVE_PER_YEAR = 0.06;

  /** Gompertz: yearly deaths at 61 and their growth by age. */
  private static final double DEATHS_AT_61 = 0.004;

  private static final double DEATH_GROWTH = 0.085;
  private static final double KEEPS_CHANNEL = 0.9;
  private static final double KEEPS_NOISE = 0.7;

  /** Log odds of 0.80, so that who is adherent is decided by the sign of the latent number. */
  private static final double ADHERENT_LOG_ODDS = Math.log(4);

  private static final double DAYS_OF_MONTH = 365.0 / 12;
  private static final long IDS_OF_ZIP = 20_000;
  private static final long IDS_OF_LAYER = IDS_OF_ZIP * SocialDeterminants.ZIPS_OF_COUNTY;
  private static final long IDS_OF_COUNTY = IDS_OF_LAYER * SocialDeterminants.MOST_LAYERS;

  private final Laws laws;
  private final int countyId;
  private final long layer;
  private final Zip[] zips;
  private final Carriers carriers;
  private final Permutation ids;
  private final double countyHabit;
  private final int firstYear;
  private final Streams.Stream joiners;
  private final Streams.Stream personas;
  private final Streams.Stream exits;
  private final Streams.Stream channels;
  private final Streams.Stream noise;

  Members(Laws laws, int countyId, long layer, Zip[] zips, Carriers carriers, int firstYear) {
    this.laws = laws;
    this.countyId = countyId;
    this.layer = layer;
    this.zips = zips;
    this.carriers = carriers;
    this.firstYear = firstYear;
    this.ids = Permutation.of(IDS_OF_COUNTY, laws.streams.named("members.ids").bits(countyId));
    this.countyHabit = 0.12 * Normal.standard(laws.streams.named("county.adherence").at(countyId));
    this.joiners = laws.streams.named("members.joiners");
    this.personas = laws.streams.named("members.persona");
    this.exits = laws.streams.named("members.exit");
    this.channels = laws.streams.named("members.channel");
    this.noise = laws.streams.named("members.noise");
  }

  /** Rows of a year, dated on the day. */
  void emit(int year, int day, Emitter out) {
    for (int z = 0; z < zips.length; z++) {
      Zip zip = zips[z];
      Set<DrugClass> feedGaps = EnumSet.noneOf(DrugClass.class);
      for (int c = 0; c < CLASSES.length; c++) {
        if (carriers.lacksChannel(zip.key, c, year)) {
          feedGaps.add(CLASSES[c]);
        }
      }
      double health = zip.healthDeprivation(year);
      long number = layer * IDS_OF_LAYER + z * IDS_OF_ZIP;
      int stock = (int) Math.round(OF_POPULATION * zip.peopleOfLayer);
      for (int i = 0; i < stock; i++) {
        emitMember(zip, health, number++, firstYear, 0, year, feedGaps, day, out);
      }
      for (int joined = firstYear; joined <= year; joined++) {
        UniformRandomProvider rng = joiners.at(zip.key, joined, layer);
        int news = Poisson.sample(JOIN_PER_YEAR * stock, rng);
        for (int i = 0; i < news; i++) {
          emitMember(zip, health, number++, joined, rng.nextDouble(), year, feedGaps, day, out);
        }
      }
    }
  }

  /** A member who came in a year, after a share of it, if still there in another. */
  private void emitMember(
      Zip zip,
      double health,
      long number,
      int joinedYear,
      double joinedShare,
      int year,
      Set<DrugClass> feedGaps,
      int day,
      Emitter out) {
    UniformRandomProvider persona = personas.at(countyId, number);
    double ageAtJoin = AGE_YEARS.sample(persona);
    DrugClass drug = drugClass(persona.nextDouble());
    double lasting = Normal.standard(persona);

    UniformRandomProvider exit = exits.at(countyId, number);
    double stays =
        Math.min(Exponential.standard(exit) / LEAVE_PER_YEAR, yearsToDeath(exit, ageAtJoin));
    double from = year == joinedYear ? joinedShare : 0;
    double to = Math.min(1, joinedYear - year + joinedShare + stays);
    if (to <= from) {
      return;
    }
    // A month in which somebody is on the plan for a day counts.
    int months = (int) (Math.ceil(12 * to) - Math.floor(12 * from));

    int age = (int) ageAtJoin + year - joinedYear;
    boolean byMail = isByMail(number, joinedYear, year, zip.mailShare);
    double ofYear = Normal.standard(noise.at(countyId, number, year));
    double habit = Math.sqrt(KEEPS_NOISE) * lasting + Math.sqrt(1 - KEEPS_NOISE) * ofYear;
    double latent =
        1.34
            + (byMail ? laws.mailGain : 0)
            - 0.23 * health
            - (!byMail && zip.isFoodDesert ? laws.desertLoss : 0)
            + laws.ageSlope * (age - 61)
            + countyHabit
            + drug.adherence
            + logistic(habit);
    double days = Math.rint(months * DAYS_OF_MONTH);
    double pdc = Math.floor(days * Logit.inverse(ADHERENT_LOG_ODDS + 0.75 * latent)) / days;
    out.emit(
        SocialDeterminants.MEMBER_ADHERENCE,
        new MemberAdherence(
            countyId * IDS_OF_COUNTY + ids.at(number),
            (short) year,
            zip.code,
            (short) age,
            (short) months,
            drug,
            byMail ? FillChannel.MAIL : FillChannel.LOCAL,
            pdc,
            feedGaps.contains(drug),
            day));
  }

  /** The channel is kept, and now and then chosen anew. */
  private boolean isByMail(long number, int joinedYear, int year, double share) {
    UniformRandomProvider rng = channels.at(countyId, number);
    boolean byMail = rng.nextDouble() < share;
    for (int y = joinedYear + 1; y <= year; y++) {
      boolean isKept = rng.nextDouble() < KEEPS_CHANNEL;
      double choice = rng.nextDouble();
      byMail = isKept ? byMail : choice < share;
    }
    return byMail;
  }

  private static DrugClass drugClass(double uniform) {
    double left = uniform;
    for (DrugClass drug : CLASSES) {
      left -= drug.share;
      if (left < 0) {
        return drug;
      }
    }
    return CLASSES[CLASSES.length - 1];
  }

  private static double yearsToDeath(UniformRandomProvider rng, double age) {
    double hazard = DEATHS_AT_61 * Math.exp(DEATH_GROWTH * (age - 61));
    return Math.log1p(DEATH_GROWTH * Exponential.standard(rng) / hazard) / DEATH_GROWTH;
  }

  /** A normal number as the logistic one of the same rank. */
  private static double logistic(double normal) {
    double below = STANDARD.cumulativeProbability(normal);
    double above = STANDARD.survivalProbability(normal);
    return Math.log(below / above);
  }
}
