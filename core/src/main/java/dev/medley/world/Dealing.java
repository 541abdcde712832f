package dev.medley.world;

import java.util.Arrays;
import java.util.List;

/**
 * How units are dealt to regions. A unit's region depends on its number alone, so a larger world
 * holds the same units and more.
 *
 * <p>A scenario whose units belong to a region by another rule implements this itself.
 */
public interface Dealing {

  /** Regions in their order; their position is their index. */
  List<String> regions();

  /** Units of a region in a world of so many. */
  long unitsIn(int region, long units);

  /** The number, from 1, of the unit behind a region's place 0, 1, 2, … in a world of so many. */
  long unit(int region, long place, long units);

  /**
   * The fewest units with which all of these regions have some. A smaller world leaves regions
   * empty, since a unit keeps its region in a world of any size.
   *
   * @param chosen positions of regions
   */
  default long fewestFor(List<Integer> chosen) {
    long enough = 1;
    while (!reaches(chosen, enough)) {
      enough = Math.multiplyExact(enough, 2);
    }
    long few = enough / 2;
    while (enough - few > 1) {
      long middle = few + (enough - few) / 2;
      if (reaches(chosen, middle)) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    return enough;
  }

  private boolean reaches(List<Integer> chosen, long units) {
    return chosen.stream().allMatch(region -> unitsIn(region, units) > 0);
  }

  /** One after the other: of four regions, the first gets units 4, 8, 12, the second 1, 5, 9. */
  static Dealing inTurn(String... regions) {
    return byShares(List.of(regions), ones(regions.length));
  }

  /** In turn to the four census regions. */
  static Dealing census() {
    return Rounds.CENSUS;
  }

  /**
   * In rounds in which each region gets its share of units, spread as evenly as whole units can be:
   * 18, 21, 38, 23 of every hundred. Any number of units is within one unit of the shares.
   */
  static Dealing byShares(List<String> regions, int... shares) {
    return new Rounds(List.copyOf(regions), shares.clone());
  }

  /** Every unit is in every region, as a manufacturer that sends to all of them. */
  static Dealing everywhere(String... regions) {
    return new Everywhere(List.of(regions));
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Units in rounds; equal shares are dealt in turn. */
  final class Rounds implements Dealing {
    private static final Dealing CENSUS = inTurn("NORTHEAST", "MIDWEST", "SOUTH", "WEST");

    private final List<String> regions;

    /** Region of each place of a round; unit 1 has place 0. */
    private final int[] turns;

    /** Places of a region in a round. */
    private final int[][] places;

    private Rounds(List<String> regions, int[] shares) {
      this.regions = regions;
      if (shares.length != regions.size() || Arrays.stream(shares).anyMatch(s -> s < 1)) {
        throw new IllegalArgumentException("each region needs a share above 0: " + regions);
      }
      int round = Arrays.stream(shares).sum();
      this.turns = new int[round];
      this.places = new int[shares.length][];
      int[] given = new int[shares.length];
      for (int r = 0; r < shares.length; r++) {
        places[r] = new int[shares[r]];
      }
      for (int place = 0; place < round; place++) {
        // The first region comes last in its turn, so that unit n of four regions is in n mod 4.
        int next = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i <= shares.length; i++) {
          int r = i % shares.length;
          double owed = (place + 1.0) * shares[r] / round - given[r];
          if (given[r] < shares[r] && owed > most + 1e-9) {
            most = owed;
            next = r;
          }
        }
        turns[place] = next;
        places[next][given[next]++] = place;
      }
    }

    @Override
    public List<String> regions() {
      return regions;
    }

    @Override
    public long unitsIn(int region, long units) {
      long count = units / turns.length * places[region].length;
      for (int place = 0; place < units % turns.length; place++) {
        count += turns[place] == region ? 1 : 0;
      }
      return count;
    }

    @Override
    public long unit(int region, long place, long units) {
      int inRound = places[region].length;
      return place / inRound * turns.length + places[region][(int) (place % inRound)] + 1;
    }
  }

  /** Every unit in every region. */
  final class Everywhere implements Dealing {
    private final List<String> regions;

    private Everywhere(List<String> regions) {
      this.regions = regions;
    }

    @Override
    public List<String> regions() {
      return regions;
    }

    @Override
    public long unitsIn(int region, long units) {
      return units;
    }

    @Override
    public long unit(int region, long place, long units) {
      return place + 1;
    }
  }
}
