package dev.medley.random;

import java.io.Serializable;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * Random numbers keyed by what they are for. A stream is named by its purpose and keyed by the
 * entity it belongs to; the same (seed, scenario, name, key) gives the same numbers always and
 * everywhere, and no two streams share any. This is the only source of randomness.
 *
 * <p>A name is hashed once: keep the {@link Stream} in a field and call it for every entity.
 */
public final class Streams implements Serializable {
  private static final long serialVersionUID = 1;

  private final long root;

  public Streams(long seed, String scenario) {
    this.root = mix(mix(seed) ^ hash(scenario));
  }

  /** The stream of that purpose; its numbers are keyed by what {@link Stream#at} is given. */
  public Stream named(String purpose) {
    return new Stream(mix(root ^ hash(purpose)));
  }

  /** Numbers for one purpose. */
  public static final class Stream implements Serializable {
    private static final long serialVersionUID = 1;

    private final long base;

    private Stream(long base) {
      this.base = base;
    }

    /** A generator of its own for the entity. */
    public Draw at(long key) {
      return new Draw(bits(key));
    }

    /** A generator of its own for a compound key. */
    public Draw at(long key1, long key2) {
      return new Draw(bits(key1, key2));
    }

    /** A generator of its own for a compound key. */
    public Draw at(long key1, long key2, long key3) {
      return new Draw(mix(bits(key1, key2) ^ key3));
    }

    /** The numbers of a long series of the entity, in any order. */
    public Noise noise(long key) {
      return new Noise(bits(key));
    }

    /** 64 random bits for the entity, where one number is all that is needed. */
    public long bits(long key) {
      return mix(base ^ mix(key));
    }

    /** 64 random bits for a compound key. */
    public long bits(long key1, long key2) {
      return mix(bits(key1) ^ key2);
    }

    /** One uniform number in [0, 1) for the entity. */
    public double uniform(long key) {
      return (bits(key) >>> 11) * 0x1.0p-53;
    }

    /** One uniform number in [0, 1) for a compound key. */
    public double uniform(long key1, long key2) {
      return (bits(key1, key2) >>> 11) * 0x1.0p-53;
    }
  }

  /** A generator that draws from a fixed key; small, and thrown away with its entity. */
  public static final class Draw extends SplitMix64 {
    private Draw(long key) {
      super(key);
    }

    /** A number from {@code low} to {@code high}, all of them as likely. */
    public double between(double low, double high) {
      return low + nextDouble() * (high - low);
    }
  }

  /** 64-bit hash of a name: FNV-1a, finished by {@link #mix}. */
  public static long hash(String name) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * 0x100000001b3L;
    }
    return mix(h);
  }

  /** A bijective mix of 64 bits (Stafford's variant 13 of the MurmurHash3 finaliser). */
  public static long mix(long z) {
    long x = z + 0x9e3779b97f4a7c15L;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
