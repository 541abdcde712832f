package dev.medley.scenario.orutilization;

import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.orutilization.OrUtilization.Sex;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The patient of a case: age and sex by procedure, frailty by age, ASA class by frailty. */
record Patient(int age, Sex sex, double frailty, int asa) {
  private static final double FRAILTY_OF_AGE = 0.035;
  private static final double MIDDLE_AGE = 58;
  private static final double FRAILTY_SD = 0.8;

  /** Shares of ASA 1 to 5 among electives. */
  private static final double[] ASA = {0.12, 0.42, 0.40, 0.057, 0.003};

  static Patient of(
      Procedure procedure, boolean isTrauma, boolean isAddOn, double[] limits, Draw draw) {
    double age = Normal.of(procedure.meanAge, procedure.ageSd).cut(1, 101).sample(draw);
    Sex sex = draw.nextDouble() < procedure.female ? Sex.F : Sex.M;
    double frailty = FRAILTY_OF_AGE * (age - MIDDLE_AGE) + FRAILTY_SD * Normal.standard(draw);
    int asa = 1;
    while (asa <= limits.length && frailty > limits[asa - 1]) {
      asa++;
    }
    if (isTrauma) {
      asa = draw.nextDouble() < 0.7 ? 4 : 5;
    } else if (isAddOn) {
      asa = Math.max(2, asa);
    }
    return new Patient((int) age, sex, frailty, asa);
  }

  /** Frailty within the procedure, standardised. */
  double relativeFrailty(Procedure procedure) {
    double mean = FRAILTY_OF_AGE * (procedure.meanAge - MIDDLE_AGE);
    double sd = Math.hypot(FRAILTY_OF_AGE * procedure.ageSd, FRAILTY_SD);
    return (frailty - mean) / sd;
  }

  /** Frailty at which one ASA class ends and the next begins, over all electives. */
  static double[] asaLimits() {
    double[] limits = new double[ASA.length - 1];
    double below = 0;
    for (int i = 0; i < limits.length; i++) {
      below += ASA[i];
      double low = -6;
      double high = 6;
      for (int step = 0; step < 60; step++) {
        double middle = (low + high) / 2;
        if (share(middle) < below) {
          low = middle;
        } else {
          high = middle;
        }
      }
      limits[i] = (low + high) / 2;
    }
    return limits;
  }

  /** Share of electives below a frailty: procedures by the cases that fit into their rooms. */
  private static double share(double frailty) {
    double below = 0;
    double all = 0;
    for (Service service : Service.values()) {
      var procedures = Procedure.electivesOf(service);
      for (Procedure p : procedures) {
        double cases = service.rooms / procedures.size() * 540 / (p.medianMinutes + 30);
        double mean = FRAILTY_OF_AGE * (p.meanAge - MIDDLE_AGE);
        double sd = Math.hypot(FRAILTY_OF_AGE * p.ageSd, FRAILTY_SD);
        below += cases * NormalDistribution.of(mean, sd).cumulativeProbability(frailty);
        all += cases;
      }
    }
    return below / all;
  }
}
