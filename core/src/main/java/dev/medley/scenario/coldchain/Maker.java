package dev.medley.scenario.coldchain;

import dev.medley.random.Beta;
import dev.medley.random.Dirichlet;
import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.World;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** What a manufacturer is like: how much it sends, with whom, in what, and how well packed. */
final class Maker {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private static final double SIZE_SIGMA = 0.5;
  private static final double[] CARRIERS = {0.25, 0.22, 0.22, 0.18, 0.13};
  private static final double CARRIER_CONCENTRATION = 25;
  private static final Normal VIP_SHARE = Normal.of(0.6, 0.1).cut(0.3, 0.9);
  private static final Normal REICE_SHARE = Normal.of(0.65, 0.12).cut(0.3, 0.95);
  private static final double PACK_OUT_SIGMA = 0.03;
  private static final double FAHRENHEIT_SIGMA = 0.5;
  private static final double PLANT_KM_FROM = 12;
  private static final double PLANT_KM_TO = 55;

  /** A maker's trucks leave around an hour of its own, within the plants' shift. */
  private static final Beta MEAN_HOUR = Beta.ofMeanAndConcentration(0.5, 8);

  private static final double HOUR_CONCENTRATION = 4;

  final long number;

  /** How much it sends, relative to the mean of all. */
  final double size;

  final Discrete carriers;
  final double vipShare;
  final double reiceShare;

  /** Factor on the coolant that it packs. */
  final double packOut;

  /** How often its loggers are set wrong, relative to the mean of all. */
  final double fahrenheit;

  /** Within the plant's shift, 0 to 1. */
  final Beta hour;

  /** Latitude and longitude. */
  final double[] irishPlant;

  final double[] germanPlant;

  Maker(long number, World world) {
    Streams streams = world.streams();
    Draw draw = streams.named("maker").at(number);
    this.number = number;
    // Sizes lie evenly under the bell curve, so that a world of a few has small and large ones.
    double place = streams.named("maker_size").uniform(0) + number * Math.sqrt(2);
    double share = Math.max(1e-4, Math.min(1 - 1e-4, place - Math.floor(place)));
    double z = NORMAL.inverseCumulativeProbability(share);
    this.size = Math.exp(SIZE_SIGMA * z - SIZE_SIGMA * SIZE_SIGMA / 2);
    this.carriers = Discrete.of(Dirichlet.around(draw, CARRIER_CONCENTRATION, CARRIERS));
    this.vipShare = VIP_SHARE.sample(draw);
    this.reiceShare = REICE_SHARE.sample(draw);
    this.packOut = Math.exp(PACK_OUT_SIGMA * Normal.standard(draw));
    this.fahrenheit =
        Math.exp(
            FAHRENHEIT_SIGMA * Normal.standard(draw) - FAHRENHEIT_SIGMA * FAHRENHEIT_SIGMA / 2);
    this.hour =
        Beta.ofMeanAndConcentration(0.25 + 0.5 * MEAN_HOUR.sample(draw), HOUR_CONCENTRATION);
    // The sea is east of Dublin.
    this.irishPlant = plant(Airport.DUB, draw, Math.PI, Math.PI);
    this.germanPlant = plant(Airport.FRA, draw, 0, 2 * Math.PI);
  }

  private static double[] plant(Airport airport, Draw draw, double from, double width) {
    double km = draw.between(PLANT_KM_FROM, PLANT_KM_TO);
    double bearing = from + draw.nextDouble() * width;
    return Site.away(airport.latitude, airport.longitude, km, bearing);
  }
}
