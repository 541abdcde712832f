package dev.medley.world;

import java.util.List;

/**
 * How a programme enrols: members are numbered from 0 and come in groups of {@code size}; groups
 * are dealt to the regions in turn, and each region's groups to the waves in turn. A wave is the
 * period in which its members begin.
 *
 * <p>A member's region and wave depend on its number alone, so a larger programme holds the same
 * members and more. Cells of a region are in order of their wave, so that neighbours begin at about
 * the same time and share date folders.
 *
 * @param size members in a group; the last group may have fewer
 * @param regions names of the regions
 * @param waves number of waves
 */
public record Cohorts(int size, List<String> regions, int waves) implements Dealing {

  /** Waves in which somebody begins, in a programme of so many. */
  public int wavesReached(long members) {
    long groups = (members + size - 1) / size;
    return (int) Math.min(waves, (groups + regions.size() - 1) / regions.size());
  }

  /** Position of the member's region. */
  public int region(long member) {
    return (int) (member / size % regions.size());
  }

  /** The member's wave, from 0. */
  public int wave(long member) {
    return (int) (member / size / regions.size() % waves);
  }

  @Override
  public long unitsIn(int region, long members) {
    return groups(region, members) * size - missing(region, members);
  }

  /** The member behind a region's cell 0, 1, 2, … in a programme of so many. */
  public long member(int region, long cell, long members) {
    long groups = groups(region, members);
    long missing = missing(region, members);
    long lastWave = groups == 0 ? 0 : (groups - 1) % waves;
    long left = cell;
    for (int wave = 0; wave < waves; wave++) {
      long inWave = (groups - wave + waves - 1) / waves;
      long here = inWave * size - (wave == lastWave ? missing : 0);
      if (left < here) {
        long group = left / size * waves + wave;
        return (group * regions.size() + region) * size + left % size;
      }
      left -= here;
    }
    throw new IllegalArgumentException("no cell " + cell + " in region " + region);
  }

  /** Units are members, numbered from 1 as those of other dealings are. */
  @Override
  public long unit(int region, long place, long units) {
    return member(region, place, units) + 1;
  }

  /**
   * Members of a region, of so many in all, that have begun after some waves; of a wave that is
   * under way, the part that it has come to.
   */
  public double begun(int region, long members, double wavesPassed) {
    double begun = 0;
    long groups = groups(region, members);
    long missing = missing(region, members);
    long lastWave = groups == 0 ? 0 : (groups - 1) % waves;
    for (int wave = 0; wave < waves && wave < wavesPassed; wave++) {
      long here = (groups - wave + waves - 1) / waves * size - (wave == lastWave ? missing : 0);
      begun += here * Math.min(1, wavesPassed - wave);
    }
    return begun;
  }

  private long groups(int region, long members) {
    long all = (members + size - 1) / size;
    return (all - region + regions.size() - 1) / regions.size();
  }

  /** What the last of all groups lacks to be full, if it belongs to the region. */
  private long missing(int region, long members) {
    return members > 0 && region(members - 1) == region ? Math.floorMod(-members, size) : 0;
  }
}
