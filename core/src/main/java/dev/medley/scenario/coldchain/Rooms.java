package dev.medley.scenario.coldchain;

import dev.medley.random.Streams;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.Map;

/** The rooms of all sites, each made when a box is first brought in. */
final class Rooms {
  private final Streams.Stream stream;
  private final Map<Long, Room> made = new HashMap<>();

  Rooms(World world) {
    this.stream = world.streams().named("room");
  }

  Room of(Site site, Room.Kind kind, double celsius) {
    return made.computeIfAbsent(Room.key(site, kind), key -> Room.of(site, kind, celsius, stream));
  }
}
