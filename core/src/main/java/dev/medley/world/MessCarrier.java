package dev.medley.world;

import dev.medley.random.Streams;

/**
 * What carries a kind of mess: a workstation, a desk, a device, a clerk, a software release. It has
 * a rate of its own and is bad for a while, as its {@link CarrierLaw} says. The factor at a moment
 * multiplies the mean rate of the mess; its mean over carriers and time is 1, so what the
 * configuration says is what comes out.
 *
 * <p>How a mess stage reads it. Where mess happens only in bad spells, the simulator emits a hidden
 * column {@code _desk_bad = carrier.isBad(second)}, the stage's eligible predicate is that column,
 * and its rate is the one inside a spell. Where it happens at all times, the simulator emits a
 * hidden column {@code _desk_slip = stream.uniform(row) < carrier.chance(second, rate)} and the
 * stage takes all of those at rate 1; the row's number comes from a stream of the simulator and the
 * carrier from the unit, so a carrier that serves other rows too has the same bad week in all of
 * them.
 *
 * <p>Any moment may be asked for, in any order; moments near to one another cost a comparison. An
 * instance belongs to one simulation. Each kind of mess has a stream of its own.
 */
public final class MessCarrier {
  private final KeyedSpells spells;
  private final double bad;
  private final double good;

  /**
   * The carrier of that key.
   *
   * @param stream of this kind of mess alone, such as {@code streams.named("carrier.intake-desk")}
   */
  public MessCarrier(Streams.Stream stream, long key, CarrierLaw law) {
    double own = law.own(stream.at(key));
    this.bad = law.bad(own);
    this.good = law.good(own);
    this.spells = KeyedSpells.ofShare(stream, key, law.share(own), law.length());
  }

  /** Whether it is in a bad spell. */
  public boolean isBad(long second) {
    return spells.holdsAt(second);
  }

  /** What its rate at a moment is, relative to the mean of all carriers at all times. */
  public double factor(long second) {
    return spells.holdsAt(second) ? bad : good;
  }

  /** The chance of a row, of a mean rate; never above 1. */
  public double chance(long second, double meanRate) {
    return Math.min(1, meanRate * factor(second));
  }

  /** When the bad spell that holds began, or {@link WallClock#NEVER}: the key of its own draws. */
  public long spellStart(long second) {
    return spells.start(second);
  }
}
