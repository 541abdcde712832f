package dev.medley.scenario.devicemaintenance;

import dev.medley.random.Streams;
import dev.medley.world.Names;
import dev.medley.world.UnitIds;
import dev.medley.world.WallClock;
import dev.medley.world.World;

/** What all sites of a world share: the horizon, the parameters and the streams. Only read. */
final class SiteLaws {
  static final int WARM_UP_DAYS = 60;

  final Streams streams;
  final Names names;
  final UnitIds siteIds;

  /** First and last instant whose rows are emitted, and where simulation begins; UTC seconds. */
  final long from;

  final long end;
  final long begin;

  final double vacuum;
  final double abuseSpeed;
  final double onsetPerYear;
  final double stress;

  SiteLaws(World world) {
    this.streams = world.streams();
    this.names = new Names(streams);
    this.siteIds = UnitIds.within("site_id", 1_000, streams);
    this.from = WallClock.startOf(world.horizon().from().toEpochDay());
    this.end = WallClock.startOf(world.horizon().end().toEpochDay());
    this.begin = from - WARM_UP_DAYS * WallClock.DAY;
    this.vacuum = world.value(DeviceMaintenance.VACUUM);
    this.abuseSpeed = world.value(DeviceMaintenance.ABUSE_SPEED);
    this.onsetPerYear = world.value(DeviceMaintenance.ONSET_PER_YEAR);
    this.stress = world.value(DeviceMaintenance.STRESS);
  }

  boolean isInside(long second) {
    return second >= from && second < end;
  }

  /** Whole hours since the simulation began. */
  int hours() {
    return (int) ((end - begin) / WallClock.HOUR);
  }
}
