package dev.medley.scenario.precisiononcology;

import dev.medley.random.Streams;
import dev.medley.world.World;

/** A world and its streams, there before the fields of what is built on them. */
abstract class Shared {
  final World world;
  final Streams streams;

  Shared(World world) {
    this.world = world;
    this.streams = world.streams();
  }
}
