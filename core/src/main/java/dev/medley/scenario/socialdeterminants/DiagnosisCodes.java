package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Discrete;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DiagnosisGroup;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The ICD-10-CM codes of each group of diagnoses, by age. Fainting (R55) is there all the year, so
 * that heat illness that was taken for it does not stand out.
 */
final class DiagnosisCodes {

  /** A code and its share of its group, percent. */
  private record Code(String icd10, double ofChildren, double to44, double from45) {}

  private static final Map<DiagnosisGroup, List<Code>> CODES =
      new EnumMap<>(
          Map.of(
              DiagnosisGroup.HEAT,
              List.of(new Code("T67.5XXA", 80, 80, 80), new Code("T67.01XA", 20, 20, 20)),
              DiagnosisGroup.DEHYDRATION,
              List.of(new Code("E86.0", 100, 100, 100)),
              DiagnosisGroup.ACUTE_KIDNEY_INJURY,
              List.of(new Code("N17.9", 100, 100, 100)),
              DiagnosisGroup.RESPIRATORY,
              List.of(
                  new Code("J06.9", 50, 40, 20),
                  new Code("J18.9", 10, 12, 22),
                  new Code("J45.901", 20, 18, 8),
                  new Code("J44.1", 0, 0, 32),
                  new Code("J20.9", 8, 16, 14),
                  new Code("J02.9", 12, 14, 4)),
              DiagnosisGroup.INJURY,
              List.of(
                  new Code("S09.90XA", 34, 16, 26),
                  new Code("S93.409A", 18, 24, 14),
                  new Code("S61.219A", 14, 20, 14),
                  new Code("S01.81XA", 22, 10, 18),
                  new Code("S39.012A", 0, 18, 16),
                  new Code("S62.609A", 12, 12, 12)),
              DiagnosisGroup.CARDIAC,
              List.of(
                  new Code("R07.9", 75, 64, 38),
                  new Code("R00.2", 25, 22, 8),
                  new Code("I10", 0, 10, 16),
                  new Code("I48.91", 0, 2, 16),
                  new Code("I50.9", 0, 1, 15),
                  new Code("I21.4", 0, 1, 7)),
              DiagnosisGroup.MENTAL_HEALTH,
              List.of(
                  new Code("F32.A", 36, 26, 26),
                  new Code("F41.9", 36, 36, 38),
                  new Code("R45.851", 28, 16, 10),
                  new Code("F10.129", 0, 16, 18),
                  new Code("F29", 0, 6, 8)),
              DiagnosisGroup.OTHER,
              List.of(
                  new Code("R10.9", 24, 25, 18),
                  new Code("R11.2", 22, 13, 9),
                  new Code("K52.9", 16, 7, 5),
                  new Code("R50.9", 14, 4, 4),
                  new Code("R51.9", 8, 14, 8),
                  new Code("N39.0", 6, 10, 14),
                  new Code("L03.90", 5, 7, 9),
                  new Code("R55", 3, 3, 6),
                  new Code("R42", 2, 5, 12),
                  new Code("M54.50", 0, 12, 15))));

  private final List<Code> codes;
  private final Discrete ofChildren;
  private final Discrete to44;
  private final Discrete from45;

  DiagnosisCodes(DiagnosisGroup group) {
    this.codes = CODES.get(group);
    this.ofChildren = shares(Code::ofChildren);
    this.to44 = shares(Code::to44);
    this.from45 = shares(Code::from45);
  }

  /** The code of a uniform number in an age band, counted from 0. */
  String at(int ageBand, double uniform) {
    Discrete shares =
        switch (ageBand) {
          case 0 -> ofChildren;
          case 1 -> to44;
          default -> from45;
        };
    return codes.get(shares.at(uniform)).icd10;
  }

  private Discrete shares(ToDoubleFunction<Code> share) {
    return Discrete.of(codes.stream().mapToDouble(share).toArray());
  }
}
