package dev.medley.scenario.clinicaltext;

import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;

/**
 * Vital signs as they are charted.
 *
 * @param temperature degrees Celsius, one decimal
 * @param heartRate beats a minute
 * @param saturation oxygen, %
 * @param systolic mmHg
 * @param diastolic mmHg
 */
record Vitals(double temperature, int heartRate, int saturation, int systolic, int diastolic) {
  private static final Gamma DESATURATION = Gamma.ofMeanAndShape(1.4, 2);
  private static final double FEVER_CELSIUS = 0.95;
  private static final double FEVER_BEATS = 10;
  private static final double FIBRILLATION_BEATS = 34;

  /** Below this many write the normal temperature instead of reading the thermometer. */
  private static final double NOBODY_LOOKS_BELOW = 37.3;

  private static final double NOT_READ = 0.10;

  static Vitals of(Illness illness, Draw draw) {
    boolean isFebrile = illness.has(Symptom.FEVER);
    double celsius = 36.85 + (isFebrile ? FEVER_CELSIUS : 0) + 0.35 * Normal.standard(draw);
    boolean isRead = draw.nextDouble() >= NOT_READ;
    double habit = draw.nextDouble() < 0.5 ? 36.8 : 37.0;
    double charted =
        celsius < NOBODY_LOOKS_BELOW && !isRead ? habit : Math.round(celsius * 10) / 10.0;
    double beats =
        82
            + (isFebrile ? FEVER_BEATS : 0)
            + (illness.diagnosis() == Diagnosis.FIBRILLATION ? FIBRILLATION_BEATS : 0)
            + 12 * Normal.standard(draw);
    double saturation =
        98
            - (illness.has(Symptom.DYSPNEA) ? 2.2 : 0)
            - (illness.diagnosis() == Diagnosis.COPD ? 1.5 : 0)
            - DESATURATION.sample(draw);
    double z = Normal.standard(draw);
    double systolic = 134 + 20 * z;
    double diastolic = 76 + 10 * (0.6 * z + 0.8 * Normal.standard(draw));
    return new Vitals(
        charted,
        (int) Math.round(Math.max(35, beats)),
        (int) Math.round(Math.max(70, saturation)),
        (int) Math.round(Math.max(75, systolic)),
        (int) Math.round(Math.max(40, Math.min(systolic - 18, diastolic))));
  }
}
