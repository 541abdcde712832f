package dev.medley.scenario.orutilization;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import java.util.List;

/** One surgeon: what stays the same of him from case to case. */
final class Surgeon {
  private static final Beta ALIASES = new Beta(0.5, 0.5 / 0.20 - 0.5);
  private static final Gamma TARDINESS = Gamma.ofMeanAndShape(1, 3);
  private static final Gamma LEAVE = Gamma.ofMeanAndShape(1, 2);
  private static final Gamma MIX = Gamma.ofMeanAndShape(1, 1.5);

  final long id;
  final Service service;
  final String name;
  final int from;

  /** The last day, or {@link Integer#MAX_VALUE}. */
  final int until;

  final double speed;
  final double bias;
  final double fill;
  final double tardiness;
  final double leave;
  final boolean isSandbagger;
  final boolean isSmith;
  final boolean protectedWhenNew;

  /** Share of cases whose procedure the office gives another name. */
  final double aliasShare;

  private final List<Procedure> procedures;
  private final Discrete mix;

  Surgeon(
      long id,
      Service service,
      String name,
      int from,
      int until,
      boolean isSmith,
      Suite suite,
      Draw draw) {
    this.id = id;
    this.service = service;
    this.name = name;
    this.from = from;
    this.until = until;
    this.isSmith = isSmith;
    this.speed = Math.exp(0.13 * Normal.standard(draw));
    this.bias = Math.exp(0.06 * Normal.standard(draw) - 0.02);
    double ownFill = soft(1.03 + suite.fillHabit + 0.13 * Normal.standard(draw));
    this.fill = isSmith ? suite.smithFill : ownFill;
    double tardy = TARDINESS.sample(draw);
    this.tardiness = isSmith ? 0.5 + 0.5 * draw.nextDouble() : tardy;
    this.leave = isSmith ? 0 : LEAVE.sample(draw);
    this.isSandbagger = service.pads && draw.nextDouble() < suite.padding;
    this.protectedWhenNew = draw.nextDouble() < 0.5;
    this.aliasShare = ALIASES.sample(draw);
    this.procedures = isSmith ? List.of(Procedure.LAP_CHOLE) : Procedure.electivesOf(service);
    double[] weights = new double[procedures.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = MIX.sample(draw);
    }
    this.mix = Discrete.of(weights);
  }

  /** Nobody fills much more than the block, and nobody stops at a line. */
  static double soft(double x) {
    return x - 0.04 * Math.log1p(Math.exp((x - 1.04) / 0.04));
  }

  boolean isHere(int day) {
    return day >= from && day <= until;
  }

  Procedure procedure(double uniform) {
    return procedures.get(mix.at(uniform));
  }

  /** Minutes that the surgeon books, a multiple of 15. */
  int booked(Procedure procedure, double sandbagFactor) {
    double wanted = procedure.medianMinutes * speed * bias * (isSandbagger ? sandbagFactor : 1);
    return (int) Math.max(30, 15 * Math.round(wanted / 15));
  }
}
