package dev.medley.scenario.precisiononcology;

import dev.medley.scenario.precisiononcology.PrecisionOncology.Driver;
import dev.medley.scenario.precisiononcology.PrecisionOncology.DrugClass;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TpsGroup;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;
import dev.medley.world.Csv;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The drugs: what they cost, how often they harm, and what they do to which tumour. */
final class Formulary {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** A line of drugs.csv. */
  record Entry(
      Drug drug,
      String drugName,
      DrugClass drugClass,
      TumorType labelTumorType,
      String labelBiomarker,
      @Csv.Cents long usdPer30Days,
      double toxicStopsPerMonth) {}

  /** Tumours that a line of efficacy.csv is about. */
  enum Target {
    EGFR,
    ALK,
    KRAS_G12C,
    STK11_LUNG,
    BREAST,
    BRCA_DEFICIENT,
    TPS_FROM_1,
    TPS_FROM_50,
    ANY
  }

  /** A line of efficacy.csv. */
  record Effect(
      Drug drug,
      Target target,
      double sensitive,
      double stabilised,
      double cloneLog10,
      double cloneSd,
      double durable,
      double halvingWeeks,
      double doublingWeeks,
      double stableDoublingWeeks) {

    private Effect with(double newSensitive, double newDoublingWeeks) {
      return new Effect(
          drug,
          target,
          newSensitive,
          stabilised,
          cloneLog10,
          cloneSd,
          durable,
          halvingWeeks,
          newDoublingWeeks,
          stableDoublingWeeks);
    }

    /** The standard normal number below which a tumour is sensitive. */
    double sensitiveBelow() {
      return STANDARD.inverseCumulativeProbability(sensitive);
    }

    /** The same for stabilised. */
    double stableBelow() {
      return STANDARD.inverseCumulativeProbability(Math.min(1, sensitive + stabilised));
    }
  }

  private final Map<Drug, Entry> entries = new EnumMap<>(Drug.class);
  private final Map<Drug, List<Response.Law>> laws = new EnumMap<>(Drug.class);
  private final double zWorks;

  Formulary(World world) {
    this.zWorks = world.value(PrecisionOncology.Z_WORKS);
    for (Entry entry : Csv.read(Formulary.class, "drugs.csv", Entry.class)) {
      entries.put(entry.drug, entry);
    }
    for (Effect effect : Csv.read(Formulary.class, "efficacy.csv", Effect.class)) {
      laws.computeIfAbsent(effect.drug, d -> new ArrayList<>())
          .add(new Response.Law(set(effect, world)));
    }
  }

  /** What a run may set. */
  private static Effect set(Effect effect, World world) {
    if (effect.target == Target.ANY) {
      return effect;
    }
    return switch (effect.drug) {
      case DRUG_X -> effect.with(world.value(PrecisionOncology.DRUG_X_G12C), effect.doublingWeeks);
      case DRUG_Y -> effect.with(world.value(PrecisionOncology.DRUG_Y_G12C), effect.doublingWeeks);
      case OLAPARIB ->
          effect.with(world.value(PrecisionOncology.OLAPARIB_BRCA), effect.doublingWeeks);
      case GEFITINIB ->
          effect.with(effect.sensitive, world.value(PrecisionOncology.GEFITINIB_REGROWTH));
      default -> effect;
    };
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  Entry entry(Drug drug) {
    return entries.get(drug);
  }

  /**
   * How a patient's tumour answers a drug.
   *
   * @param zUniform whether Drug Z works, where it works on a share of tumours
   */
  Response.Law law(Drug drug, Patient patient, boolean isBrcaDeficient, double zUniform) {
    List<Response.Law> ofDrug = laws.get(drug);
    int i = 0;
    while (!fits(ofDrug.get(i).target, patient, isBrcaDeficient, zUniform)) {
      i++;
    }
    return ofDrug.get(i);
  }

  private boolean fits(Target target, Patient patient, boolean isBrcaDeficient, double zUniform) {
    return switch (target) {
      case EGFR -> patient.driver == Driver.EGFR;
      case ALK -> patient.driver == Driver.ALK;
      case KRAS_G12C -> patient.isG12c;
      case STK11_LUNG -> patient.stk11 && zUniform < zWorks;
      case BREAST -> patient.tumor == TumorType.BREAST;
      case BRCA_DEFICIENT -> isBrcaDeficient;
      case TPS_FROM_1 -> patient.tpsGroup == TpsGroup.FROM_1_TO_49;
      case TPS_FROM_50 -> patient.tpsGroup == TpsGroup.FROM_50;
      case ANY -> true;
    };
  }
}
