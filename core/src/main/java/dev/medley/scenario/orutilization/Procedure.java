package dev.medley.scenario.orutilization;

import java.util.Arrays;
import java.util.List;

/** What is done: own labels, numbers as billed, minutes, and who needs it. */
enum Procedure {
  CATARACT(66984, Service.OPHTHALMOLOGY, 33, 48, 72, 9, 0.58),
  CARPAL_TUNNEL(64721, Service.HAND, 42, 60, 55, 14, 0.66),
  TOTAL_KNEE(27447, Service.ORTHOPEDICS, 130, 175, 67, 9, 0.60),
  TOTAL_HIP(27130, Service.ORTHOPEDICS, 132, 180, 66, 11, 0.53),
  KNEE_SCOPE(29881, Service.ORTHOPEDICS, 70, 100, 44, 15, 0.42),
  LAP_CHOLE(47562, Service.GENERAL, 95, 145, 48, 16, 0.71),
  INGUINAL_HERNIA(49650, Service.GENERAL, 90, 130, 58, 16, 0.12),
  TONSILLECTOMY(42820, Service.ENT, 50, 70, 9, 6, 0.47),
  LAP_HYSTERECTOMY(58571, Service.GYNECOLOGY, 165, 240, 47, 8, 1),
  TURP(52601, Service.UROLOGY, 95, 140, 70, 9, 0),
  LUMBAR_FUSION(22612, Service.SPINE, 230, 340, 58, 12, 0.50),
  APPENDECTOMY(44970, Service.GENERAL, 80, 120, 34, 18, 0.48),
  HIP_ORIF(27236, Service.ORTHOPEDICS, 120, 175, 80, 10, 0.70),
  EXPLORATORY_LAPAROTOMY(49000, Service.TRAUMA, 150, 260, 42, 19, 0.32);

  private static final double Z90 = 1.2815515655446004;

  final int cptCode;
  final Service service;
  final double medianMinutes;
  final double p90Minutes;
  final double meanAge;
  final double ageSd;
  final double female;

  Procedure(
      int cptCode,
      Service service,
      double medianMinutes,
      double p90Minutes,
      double meanAge,
      double ageSd,
      double female) {
    this.cptCode = cptCode;
    this.service = service;
    this.medianMinutes = medianMinutes;
    this.p90Minutes = p90Minutes;
    this.meanAge = meanAge;
    this.ageSd = ageSd;
    this.female = female;
  }

  /** Spread of the logarithm of the minutes. */
  double sigma() {
    return Math.log(p90Minutes / medianMinutes) / Z90;
  }

  /** What a service's surgeons do in their blocks. */
  static List<Procedure> electivesOf(Service service) {
    return Arrays.stream(values())
        .filter(p -> p.service == service && p != APPENDECTOMY && p != HIP_ORIF)
        .toList();
  }
}
