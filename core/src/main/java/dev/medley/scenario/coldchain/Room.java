package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Noise;
import dev.medley.random.Streams;
import dev.medley.world.WallClock;

/**
 * A room or a vehicle whose temperature somebody controls: around its set-point it goes up and down
 * with the compressor, and by day warm air comes in through its door. All boxes in a room feel the
 * same.
 */
final class Room {
  /** What is controlled at a site. */
  enum Kind {
    COLD(0),
    FREEZER(1),
    HALL(2),
    WORK(3);

    private static final int COUNT = 4;
    private final int index;

    Kind(int index) {
      this.index = index;
    }
  }

  private static final double WAVE_KELVIN = 0.5;
  private static final double SHORTEST_WAVE = 25 * MINUTE;
  private static final double LONGEST_WAVE = 45 * MINUTE;

  private static final double DOORS_PER_HOUR = 0.5;
  private static final double DOOR_CHANCE = DOORS_PER_HOUR * Shipper.STEP / HOUR;
  private static final double DOOR_KELVIN = 2;
  private static final double DOOR_TAU = 8 * MINUTE;
  private static final double KEPT_IN_A_STEP = Math.exp(-Shipper.STEP / DOOR_TAU);
  private static final int DAY_FROM_HOUR = 7;
  private static final int DAY_TO_HOUR = 19;

  /** Where a number of the noise is that belongs to no step. */
  private static final long OWN = -1;

  private final double setPoint;
  private final double wave;
  private final double phase;
  private final Noise doors;
  private final double doorChance;
  private final long utcOffset;

  private Room(double setPoint, Noise noise, double doorChance, long utcOffset) {
    this.setPoint = setPoint;
    this.wave = SHORTEST_WAVE + Noise.uniform(noise.bits(OWN)) * (LONGEST_WAVE - SHORTEST_WAVE);
    this.phase = Noise.uniform(noise.bits(OWN - 1));
    this.doors = noise;
    this.doorChance = doorChance;
    this.utcOffset = utcOffset;
  }

  /** A room of a site. */
  static Room of(Site site, Kind kind, double celsius, Streams.Stream stream) {
    double off =
        switch (kind) {
          case COLD -> site.coldRoomOff;
          case FREEZER -> site.freezerOff;
          case HALL -> site.hallOff;
          case WORK -> site.roomOff;
        };
    Noise noise = stream.noise(key(site, kind));
    return new Room(celsius + off, noise, DOOR_CHANCE, site.area.utcOffsetHours * HOUR);
  }

  /** Names a room of a site. */
  static long key(Site site, Kind kind) {
    return (long) site.number * Kind.COUNT + kind.index;
  }

  /** A vehicle or a hold, which nobody opens on the way. */
  static Room closed(double celsius, Noise noise) {
    return new Room(celsius, noise, 0, 0);
  }

  /** What a box feels that is brought in. */
  Surroundings inside() {
    return new Inside(this);
  }

  private static final class Inside implements Surroundings {
    private final Room room;
    private double draught;

    Inside(Room room) {
      this.room = room;
    }

    @Override
    public double at(long second) {
      if (room.doorChance > 0) {
        draught = draught * KEPT_IN_A_STEP + room.opened(second);
      }
      return room.setPoint + room.compressor(second) + draught;
    }
  }

  /** A triangle: the compressor runs until it is cold enough and rests until it is too warm. */
  private double compressor(long second) {
    double turns = second / wave + phase;
    double place = turns - Math.floor(turns);
    return WAVE_KELVIN * (4 * Math.abs(place - 0.5) - 1);
  }

  /** Kelvins left of a door that was open in the step that ends now. */
  private double opened(long second) {
    int hour = WallClock.hourOfDay(second + utcOffset);
    if (hour < DAY_FROM_HOUR || hour >= DAY_TO_HOUR) {
      return 0;
    }
    long bits = doors.bits(second / Shipper.STEP);
    double uniform = Noise.uniform(bits);
    return uniform < doorChance
        ? DOOR_KELVIN * Math.exp(-uniform / doorChance * Shipper.STEP / DOOR_TAU)
        : 0;
  }
}
