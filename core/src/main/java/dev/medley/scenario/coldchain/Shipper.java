package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.ShipperType;
import dev.medley.world.Lag;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Rule {@code box}: a passive shipper and what is in it. While some of the coolant is still solid
 * the payload sits at its melting point and heat only melts coolant; once it is spent ("the knee")
 * the payload drifts to the temperature around. Energy in joules, temperatures in degrees Celsius.
 */
final class Shipper {
  /** Seconds of one step. */
  static final long STEP = 300;

  private static final double MEGA = 1e6;

  /** Melting points of the coolants for 2-8 and for -20 degrees. */
  private static final double MELT_CHILLED = 5;

  private static final double MELT_FROZEN = -23;

  /** Conductance in W/K and latent store in J; first principles and shipper tests. */
  private static final double UA_VIP = 0.25;

  private static final double UA_EPS = 0.60;
  private static final double UA_SIGMA = 0.10;
  private static final double STORE_VIP = 1.6 * MEGA;
  private static final double STORE_EPS = 0.88 * MEGA;
  private static final double STORE_FROZEN = 6.2 * MEGA;
  private static final double LEAST_CONDITIONED = 0.85;

  /** Hours in which the payload closes 63 % of the gap without coolant. */
  private static final double TAU_VIP = 50;

  private static final double TAU_EPS = 21;
  private static final double TAU_SIGMA = 0.15;

  /** Share of the gap to the coolant that the payload closes in a step. */
  private static final double PAYLOAD_SHARE = 0.3;

  /** How much warmer the payload is when the coolant is almost spent. */
  private static final double MELTED_WARMER = 0.25;

  private static final double FROZEN_COLDER = 0.77;

  /** How much of the gap to the smoothed surroundings reaches the payload beside the coolant. */
  private static final double LEAK = 0.010;

  private static final double SMOOTHED_SHARE = 0.04;

  /** Melting point of the frozen product and what it takes to melt it, in degrees and J. */
  private static final double PRODUCT_MELTS = -0.5;

  private static final double PRODUCT_HEAT = 0.3 * MEGA;

  /** Packs that come out of the freezer too cold. */
  private static final double OVER_CONDITIONED_SHARE = 0.008;

  private static final double OVER_CONDITIONED_FROM = -1.5;
  private static final double OVER_CONDITIONED_TO = 1.8;
  private static final double RECOVERY_FROM = 4 * HOUR;
  private static final double RECOVERY_TO = 10 * HOUR;

  private static final double REICED_FROM = 0.92;
  private static final double REICED_TO = 1.08;
  private static final double REICED_CELSIUS = -23.6;

  private final double melt;
  private final double conductance;
  private final double capacity;
  private final double warmingShare;

  /** Payload temperature beside a full store. */
  private final double coldest;

  private final double tooColdBy;
  private final double recoverySeconds;
  private final boolean isFrozen;
  private final Lag payload;

  /** The surroundings as a slow wall sees them. */
  private final Lag wall;

  private double coolant;
  private double productHeat;
  private double age;

  /**
   * A box that was packed this minute.
   *
   * @param around effective temperature at the plant's door
   */
  Shipper(Consignment consignment, double around, Draw draw) {
    boolean isVip = consignment.shipper() == ShipperType.VIP_PCM;
    this.isFrozen = consignment.isFrozen();
    var normal = ZigguratSampler.NormalizedGaussian.of(draw);
    this.melt = isFrozen ? MELT_FROZEN : MELT_CHILLED;
    this.coldest = isFrozen ? melt - FROZEN_COLDER : melt;
    this.conductance = (isVip ? UA_VIP : UA_EPS) * Math.exp(UA_SIGMA * normal.sample());
    double tau = (isVip ? TAU_VIP : TAU_EPS) * Math.exp(TAU_SIGMA * normal.sample());
    this.warmingShare = Lag.share(STEP, HOUR * tau);
    double store = isFrozen ? STORE_FROZEN : isVip ? STORE_VIP : STORE_EPS;
    this.capacity = store * draw.between(LEAST_CONDITIONED, 1) * consignment.maker().packOut;
    this.coolant = capacity;
    boolean isTooCold = draw.nextDouble() < OVER_CONDITIONED_SHARE && !isFrozen;
    double start = draw.between(OVER_CONDITIONED_FROM, OVER_CONDITIONED_TO);
    this.recoverySeconds = draw.between(RECOVERY_FROM, RECOVERY_TO);
    this.tooColdBy = isTooCold ? melt - start : 0;
    this.payload = new Lag(coldest + LEAK * (around - melt) - tooColdBy);
    this.wall = new Lag(around);
  }

  /**
   * Goes on for one step.
   *
   * @param around effective temperature around the box
   * @return coolant lost; negative where it froze again
   */
  double step(double around) {
    age += STEP;
    double outside = wall.toward(around, SMOOTHED_SHARE);
    if (coolant <= 0) {
      warm(around);
      return 0;
    }
    double before = coolant;
    coolant = Math.min(capacity, coolant - conductance * (around - melt) * STEP);
    coolant = Math.max(0, coolant);
    double target = coldest + MELTED_WARMER * (1 - coolant / capacity) + LEAK * (outside - melt);
    if (age < recoverySeconds) {
      target -= tooColdBy * (1 - age / recoverySeconds);
    }
    payload.toward(target, PAYLOAD_SHARE);
    return before - coolant;
  }

  /** Without coolant; the frozen product melts on its way up. */
  private void warm(double around) {
    double before = payload.value();
    payload.toward(around, warmingShare);
    boolean isMelting = before <= PRODUCT_MELTS && payload.value() > PRODUCT_MELTS;
    if (isFrozen && isMelting && productHeat < PRODUCT_HEAT) {
      productHeat += conductance * (around - PRODUCT_MELTS) * STEP;
      payload.jumpTo(PRODUCT_MELTS);
    }
  }

  /** New coolant, in a freezer room. */
  void reice(Draw draw) {
    coolant = capacity * Math.min(1, draw.between(REICED_FROM, REICED_TO));
    payload.jumpTo(REICED_CELSIUS);
    productHeat = 0;
  }

  /** Whether there is no solid coolant left. */
  boolean isSpent() {
    return coolant <= 0;
  }

  double celsius() {
    return payload.value();
  }
}
