package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Streams;
import dev.medley.world.World;

/** Parameters and streams of a world, which all its counties share. */
final class Laws {
  final Streams streams;
  final int lastYear;
  final double acSlope;
  final double gentrificationShare;
  final double healthGain;
  final double diabetesSlope;
  final double erRate;
  final double erSlope;
  final double regionDaySd;
  final double fluSd;
  final double heatSlope;
  final double mailGain;
  final double desertLoss;
  final double ageSlope;
  final double foodDesertFactor;
  final double transportFactor;
  final double bothFactor;
  final double carrierShape;

  Laws(World world) {
    this.streams = world.streams();
    this.lastYear = world.horizon().to().getYear();
    this.acSlope = world.value(SocialDeterminants.AC_SLOPE);
    this.gentrificationShare = world.value(SocialDeterminants.GENTRIFICATION_SHARE);
    this.healthGain = world.value(SocialDeterminants.HEALTH_GAIN);
    this.diabetesSlope = world.value(SocialDeterminants.DIABETES_SLOPE);
    this.erRate = world.value(SocialDeterminants.ER_RATE);
    this.erSlope = world.value(SocialDeterminants.ER_SLOPE);
    this.regionDaySd = world.value(SocialDeterminants.REGION_DAY_SD);
    this.fluSd = world.value(SocialDeterminants.FLU_SD);
    this.heatSlope = world.value(SocialDeterminants.HEAT_SLOPE);
    this.mailGain = world.value(SocialDeterminants.MAIL_GAIN);
    this.desertLoss = world.value(SocialDeterminants.DESERT_LOSS);
    this.ageSlope = world.value(SocialDeterminants.AGE_SLOPE);
    this.foodDesertFactor = world.value(SocialDeterminants.FOOD_DESERT_FACTOR);
    this.transportFactor = world.value(SocialDeterminants.TRANSPORT_FACTOR);
    this.bothFactor = world.value(SocialDeterminants.BOTH_FACTOR);
    this.carrierShape = world.value(SocialDeterminants.CARRIER_SHAPE);
  }
}
