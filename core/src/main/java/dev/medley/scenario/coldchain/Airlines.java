package dev.medley.scenario.coldchain;

import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.world.World;

/**
 * How airlines differ: how long each leaves a box on the ramp of an airport, and how roughly it
 * handles it. Carrier B is average everywhere; what it does at JFK is a rule of its own.
 */
final class Airlines {
  private static final double DWELL_SIGMA = 0.2;
  private static final double KNOCK_SIGMA = 0.3;

  private final double[][] dwell;
  private final double[] knocks;

  Airlines(World world) {
    Streams streams = world.streams();
    Streams.Stream dwells = streams.named("carrier_dwell");
    Streams.Stream rough = streams.named("carrier_knocks");
    int carriers = ColdChain.CARRIER_LIST.size();
    this.dwell = new double[Airport.count()][carriers];
    this.knocks = new double[carriers];
    for (Airport airport : Airport.values()) {
      double[] here = dwell[airport.index];
      double sum = 0;
      for (int i = 0; i < carriers; i++) {
        if (i == Carrier.CARRIER_B.index) {
          continue;
        }
        Draw draw = dwells.at(airport.index, i);
        here[i] = Math.exp(DWELL_SIGMA * Normal.standard(draw));
        sum += here[i];
      }
      for (int i = 0; i < carriers; i++) {
        here[i] *= (carriers - 1) / sum;
      }
      here[Carrier.CARRIER_B.index] = 1;
    }
    for (int i = 0; i < carriers; i++) {
      knocks[i] = Math.exp(KNOCK_SIGMA * Normal.standard(rough.at(i)));
    }
  }

  /** Factor on the time on a ramp. */
  double dwell(Carrier carrier, Airport airport) {
    return dwell[airport.index][carrier.index];
  }

  /** Factor on the chance of a knock. */
  double knocks(Carrier carrier) {
    return knocks[carrier.index];
  }
}
