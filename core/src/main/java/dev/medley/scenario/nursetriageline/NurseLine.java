package dev.medley.scenario.nursetriageline;

import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.world.UsTimeZone;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a line has of its own and keeps: size, slack, culture, mix of symptoms. Lines 1 to 4, 5 to
 * 8, … are a four, one per region; their mean size is 1, and their risk-averse nurses are shared
 * out.
 */
final class NurseLine {
  private static final int FOUR = 4;
  private static final int SEATS = 60;

  /** How the risk-averse of a four are shared out: to one line none. */
  private static final double[] DEALT = {0, 0.7, 1.3, 2.0};

  /** The four's number of risk-averse nurses is off by up to so many. */
  private static final int DEALT_OFF = 2;

  private static final double SLACK_SD = 0.02;
  private static final double CULTURE_SD = 0.10;
  private static final double TILT_SD = 0.12;

  private static final String[] FIRST = {
    "Beacon",
    "Compass",
    "Lantern",
    "Harbor",
    "Willow",
    "Northstar",
    "Juniper",
    "Trellis",
    "Anchor",
    "Sparrow",
    "Aspen",
    "Meridian"
  };
  private static final String[] SECOND = {"Nurse Line", "Care Line", "Nurse Advice"};
  private static final String[] NEXT = {"", " II", " III"};

  private static final Map<String, UsTimeZone> ZONES =
      Map.of(
          "NORTHEAST", UsTimeZone.ofRegion("NORTHEAST"),
          "MIDWEST", UsTimeZone.ofRegion("MIDWEST"),
          "SOUTH", UsTimeZone.ofRegion("MIDWEST"),
          "WEST", UsTimeZone.ofRegion("WEST"));

  final int id;
  final UsTimeZone zone;
  final String name;
  final double size;
  final int seats;

  /** Seats that begin with a risk-averse nurse, and the same as a share, for successors. */
  final int riskAverse;

  final double riskAverseShare;

  /** Share of the nurses' planned time that is taken by calls. */
  final double occupancy;

  final double culture;

  /** Factor of each symptom. */
  final double[] tilt = new double[Symptom.ALL.length];

  NurseLine(Laws laws, int id, String regionName) {
    this.id = id;
    this.zone = ZONES.get(regionName);
    this.name = name(laws.streams);
    Streams.Stream sizes = laws.streams.named("line.size");
    double sd = laws.world.value(NurseTriageLine.SIZE_SD);
    long four = (id - 1L) / FOUR;
    double[] s = new double[FOUR];
    double sum = 0;
    for (int i = 0; i < FOUR; i++) {
      s[i] = Math.exp(sd * Normal.standard(sizes.at(four * FOUR + i + 1)));
      sum += s[i];
    }
    int place = (id - 1) % FOUR;
    this.size = s[place] * FOUR / sum;
    this.seats = seats(size);
    Permutation hands = Permutation.of(FOUR, laws.streams.named("line.hands").bits(four));
    double weights = 0;
    double nurses = 0;
    for (int i = 0; i < FOUR; i++) {
      weights += s[i] * FOUR / sum * DEALT[(int) hands.at(i)];
      nurses += seats(s[i] * FOUR / sum);
    }
    double share = laws.world.value(NurseTriageLine.RISK_AVERSE);
    double off =
        share == 0
            ? 0
            : laws.streams.named("line.risk-averse").at(four).nextInt(-DEALT_OFF, DEALT_OFF + 1);
    double ofFour = Math.max(0, share * nurses + off);
    this.riskAverse =
        (int) Math.min(seats, Math.round(ofFour * size * DEALT[(int) hands.at(place)] / weights));
    this.riskAverseShare = (double) riskAverse / seats;
    UniformRandomProvider own = laws.streams.named("line.own").at(id);
    this.occupancy =
        Math.exp(SLACK_SD * laws.spread * Normal.standard(own))
            / (1 + 0.176 * Math.pow(size, -0.5));
    this.culture = CULTURE_SD * laws.spread * Normal.standard(own);
    for (int i = 0; i < tilt.length; i++) {
      double sigma = TILT_SD * laws.spread;
      tilt[i] = Math.exp(sigma * Normal.standard(own) - sigma * sigma / 2);
    }
  }

  private static int seats(double size) {
    return Math.max(4, (int) Math.round(SEATS * size));
  }

  /** No two lines have the same name; beyond the list they are numbered. */
  private String name(Streams streams) {
    int names = FIRST.length * SECOND.length;
    int round = (id - 1) / names;
    int at =
        (int) Permutation.of(names, streams.named("line.name").bits(round)).at((id - 1) % names);
    String number = round < NEXT.length ? NEXT[round] : " " + (round + 1);
    return FIRST[at % FIRST.length] + " " + SECOND[at / FIRST.length] + number;
  }
}
