package dev.medley.scenario.tabletmanufacturing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split_part;
import static org.apache.spark.sql.functions.substr;
import static org.apache.spark.sql.functions.when;

import com.google.auto.service.AutoService;
import dev.medley.mess.Draws;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Plants that press a million 300 mg tablets a day, some of which crumble.
 *
 * <p>One cell is one plant over the whole horizon. Its three lines share a calendar quarter's
 * material and schedule; a shutdown at the start of every quarter resets all of it, so that a
 * quarter can be made without the one before. A batch is granulated, blended with magnesium
 * stearate, pressed and tested; what its impeller and its lot did to the granules decides how hard
 * the press must push and how much of the tablets rubs off in the laboratory's drum. All times are
 * the plant's wall clock, in whole seconds; a batch's day is the day on which its granulation
 * starts.
 *
 * <p>{@link Plant} makes the batches, {@link Site} is what sets it apart from other plants, {@link
 * Quarter} says when a batch is made and of which lot, {@link Press} is the compression phase,
 * {@link Laboratory} tests and {@link Historian} forgets.
 */
@AutoService(Scenario.class)
public final class TabletManufacturing implements Scenario {

  // ---- code lists

  /** What a lot's number begins with. */
  static final String LOT_PREFIX = "MS-";

  /** Press lines of a plant. */
  public enum Line {
    L1,
    L2,
    L3
  }

  /** Shifts of eight hours that begin at 06, 14 and 22 h. */
  public enum Shift {
    DAY,
    EVENING,
    NIGHT
  }

  /** What the laboratory measures. */
  public enum TestType {
    FRIABILITY,
    HARDNESS,
    APPEARANCE
  }

  /** Percent of weight lost, newtons, or defective tablets of 200. */
  public enum TestUnit {
    PCT,
    N,
    PER_200
  }

  /** What is wrong with the look of tablets. */
  public enum Defect {
    POWDERY,
    MOTTLED,
    DISCOLOURED,
    CHIPPED,
    BLACK_SPECKS
  }

  /** Why a batch was not released: the first cause that holds. */
  public enum FailCause {
    ABORTED,
    FRIABILITY,
    HARDNESS,
    APPEARANCE
  }

  // ---- tables

  /** One line of the press's data historian. */
  @Columns(
      """
      batch_id                  | key, -> batches, filtered | Batch. | BatchID
      reading_ts                | key, wall clock, distinct, filtered | Plant clock, every 10
        | seconds from the start of pressing to the end of the batch; none while the press stands
        | still.
      production_line           | filtered | L1, L2 or L3. | Production_Line
      compression_force_kn      | 2 decimals | Main compression force, in kilonewtons. |
        | Machine_Pressure
      press_temperature_celsius | 1 decimals | Temperature of the press frame, in °C. |
        | Machine_Temperature
      turret_speed_rpm          | 1 decimals | Speed of the turret, in revolutions a minute.
      tablet_weight_mg          | 1 decimals | Mean weight of the tablets of the 10 seconds, in mg;
        | 285 to 315 is in spec.
      ejection_force_n          | 0 decimals | Force that pushes the tablet out of the die, in
        | newtons; grows from polish to polish.
      reject_count              | | Tablets rejected in the 10 seconds.
      _stuck_force              | 2 decimals | What a frozen sensor shows, in kilonewtons; NULL if
        | it is alive.
      _hmi_f                    | | Whether the operator panel shows Fahrenheit.
      _historian_down           | | Whether the plant's data historian is down.
      event_date                | date, filtered | Day of reading_ts.
      """)
  public record PressReading(
      long batchId,
      long readingTs,
      Line productionLine,
      double compressionForceKn,
      double pressTemperatureCelsius,
      double turretSpeedRpm,
      double tabletWeightMg,
      double ejectionForceN,
      int rejectCount,
      Double stuckForce,
      boolean hmiF,
      boolean historianDown,
      int eventDate) {}

  /** One batch of 500,000 tablets. */
  @Columns(
      """
      batch_id                    | key, distinct, filtered | Batch: plant_id x 10,000,000 + a
        | number that tells nothing of the day. | BatchID
      batch_no                    | distinct | Printed number: line, year and sequence number of the
        | plant. | BatchID
      plant_id                    | filtered | Plant.
      production_line             | filtered | L1, L2 or L3. | Production_Line
      shift_id                    | filtered | Shift in which granulation started: DAY 06 to 14 h,
        | EVENING 14 to 22 h, NIGHT 22 to 06 h. | Shift_ID
      batch_start_ts              | wall clock, distinct | Start of granulation.
      batch_end_ts                | wall clock, distinct | 10 seconds after the last press reading.
      mixing_speed_rpm            | 1 decimals, filtered | Set-point of the high-shear granulator's
        | impeller; 600 is its maximum. | Mixing_Speed_RPM
      mixing_minutes              | 1 decimals | Minutes of mixing in the granulator; the plant's
        | recipe says 11, 12 or 13.
      raw_material_lot            | -> material_lots | Lot of magnesium stearate. | Raw_Material_Lot
      machine_pressure_kn         | 2 decimals | Mean true compression force of the batch, in
        | kilonewtons. | Machine_Pressure
      machine_temperature_celsius | 1 decimals | Mean true temperature of the press frame, in °C. |
        | Machine_Temperature
      granule_moisture_pct        | 2 decimals | Moisture of the granules, in percent.
      yield_pct                   | 2 decimals | Good tablets in percent of the theoretical 500,000;
        | little is left of a batch that was given up. | Yield_Percentage
      friability_pct              | 2 decimals | Reported release value: mean of the last attempt's
        | three samples; limit 1.0.
      quality_pass                | | Whether the batch was released. | Quality_Pass_Fail
      _end_shift                  | | Shift of batch_end_ts.
      _percent                    | | Whether the crew entered the speed in percent.
      _late_booked                | | Whether the crew that finished it books a batch as its own.
      _mistyped                   | | Whether the weighing clerk mistyped the lot.
      event_date                  | date, filtered | Day of batch_start_ts.
      """)
  public record Batch(
      long batchId,
      String batchNo,
      long plantId,
      Line productionLine,
      Shift shiftId,
      long batchStartTs,
      long batchEndTs,
      double mixingSpeedRpm,
      double mixingMinutes,
      String rawMaterialLot,
      double machinePressureKn,
      double machineTemperatureCelsius,
      double granuleMoisturePct,
      double yieldPct,
      double friabilityPct,
      boolean qualityPass,
      Shift endShift,
      boolean percent,
      boolean lateBooked,
      boolean mistyped,
      int eventDate) {}

  /** One result of the quality laboratory. */
  @Columns(
      """
      test_id      | key, distinct | Test: batch_id x 100 + 0 to 2 for the first friability attempt,
        | 10 to 12 for the second, 50 to 52 for hardness, 60 to 62 for its second attempt, 80 for
        | appearance.
      batch_id     | -> batches, filtered | Batch. | BatchID
      test_type    | filtered | FRIABILITY, HARDNESS or APPEARANCE.
      attempt_no   | | 1, or 2 for the retest of a batch out of specification.
      sample_no    | | 1 to 3: beginning, middle and end of the run.
      result_value | 2 decimals | Weight lost in percent, breaking force in whole newtons, or
        | defective tablets of 200. | Quality_Pass_Fail
      unit         | | PCT, N or PER_200.
      defect_noted | | Commonest defect of an appearance test: POWDERY, MOTTLED, DISCOLOURED,
        | CHIPPED or BLACK_SPECKS; NULL if there was none, and for other tests.
      tested_ts    | wall clock | When the result was signed, in the laboratory's hours.
      _reexported  | | Whether the laboratory system exported that day twice.
      event_date   | date, filtered | Day on which the batch started.
      """)
  public record QcTest(
      long testId,
      long batchId,
      TestType testType,
      int attemptNo,
      int sampleNo,
      double resultValue,
      TestUnit unit,
      Defect defectNoted,
      long testedTs,
      boolean reexported,
      int eventDate) {}

  /** One lot of magnesium stearate, the lubricant. */
  @Columns(
      """
      raw_material_lot      | key | Lot: plant, year and quarter, and sequence in the quarter. |
        | Raw_Material_Lot
      plant_id              | | Plant that uses it.
      supplier              | | SUP-A to SUP-D.
      surface_area_m2_per_g | 1 decimals | Specific surface, in m² per g: fine above 9, coarse
        | below.
      opened_date           | date | Day of the first batch made of it.
      region                | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record MaterialLot(
      String rawMaterialLot,
      long plantId,
      String supplier,
      double surfaceAreaM2PerG,
      int openedDate) {}

  /** One press line of a plant. */
  @Columns(
      """
      plant_id          | key | Plant.
      production_line   | key | L1, L2 or L3. | Production_Line
      press_model       | | RX-29, RX-36, RX-45 or KT-51, a fictitious rotary press.
      tablets_per_turn  | | Tablets of one turn of the turret: 58, 72, 90 or 51.
      commissioned_year | | Year in which it was commissioned.
      region            | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record ProductionLine(
      long plantId,
      Line productionLine,
      String pressModel,
      int tabletsPerTurn,
      int commissionedYear) {}

  /** What is true of a press line and nobody wrote down. */
  @Columns(
      """
      plant_id        | key | Plant.
      production_line | key | L1, L2 or L3.
      worn_cam        | | Whether its cam is worn, so that its tablets crumble more.
      region          | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record LineTruth(long plantId, Line productionLine, boolean wornCam) {}

  /** What is true of a batch and cannot be read off its row. */
  @Columns(
      """
      batch_id                     | key, -> batches, distinct | Batch.
      mixing_speed_rpm             | 1 decimals | Impeller set-point as it was.
      stearate_fine                | | Whether the stearate was fine.
      lot_marginal                 | | Whether the lot was marginal: weaker tablets that stick to
        | the die.
      overmix_index                | 3 decimals | Over-mixing, 0 to 1; one half at 500 rpm for the
        | minutes of the recipe.
      true_friability_pct          | 3 decimals | Friability without sampling error, in percent.
      first_attempt_friability_pct | 3 decimals | Mean of the first attempt's samples, rounded to
        | two decimals, in percent.
      retested                     | | Whether a result out of specification was called a laboratory
        | error and repeated.
      fail_cause                   | | ABORTED, FRIABILITY, HARDNESS or APPEARANCE, the first that
        | holds; NULL if the batch was released.
      event_date                   | date | Day on which the batch started.
      """)
  public record BatchTruth(
      long batchId,
      double mixingSpeedRpm,
      boolean stearateFine,
      boolean lotMarginal,
      double overmixIndex,
      double trueFriabilityPct,
      double firstAttemptFriabilityPct,
      boolean retested,
      FailCause failCause,
      int eventDate) {}

  static final Table<PressReading> PRESS_READINGS =
      Table.fact(
              "press_readings",
              PressReading.class,
              "One row per 10 seconds of the compression phase of a batch.")
          .perMainRow(1);
  static final Table<Batch> BATCHES =
      Table.fact("batches", Batch.class, "One row per batch of 500,000 tablets.")
          .perMainRow(0.00114);
  static final Table<QcTest> QC_TESTS =
      Table.fact(
              "qc_tests",
              QcTest.class,
              "One row per laboratory result: three samples an attempt for friability and for"
                  + " hardness, and the look of 200 tablets.")
          .perMainRow(0.0080);
  static final Table<MaterialLot> MATERIAL_LOTS =
      Table.single(
              "material_lots", MaterialLot.class, "One row per lot of magnesium stearate in use.")
          .perMainRow(0.00011);
  static final Table<ProductionLine> PRODUCTION_LINES =
      Table.single("production_lines", ProductionLine.class, "One row per press line of a plant.")
          .perUnit(3);
  static final Table<BatchTruth> BATCH_TRUTH =
      Table.fact("batch_truth", BatchTruth.class, "Why every batch is as it is.")
          .key()
          .perMainRow(0.00114);
  static final Table<LineTruth> LINE_TRUTH =
      Table.single("line_truth", LineTruth.class, "Which lines have a worn cam.").key().perUnit(3);

  // ---- rules

  static final Param TWO_A_DAY =
      Param.share(
          "schedule.per_day",
          0.70,
          "Share of working days with two batches; of the others half have one and half three in a"
              + " plant of middling size, more three in a large one and more one in a small.");
  static final Param ABORTED =
      Param.share("abort.p", 0.004, "Share of batches that are given up before the last tablet.");
  static final Param HASTE_DAY =
      Param.share("haste.p_day", 0.05, "Share of a usual day crew's batches that are mixed fast.");
  static final Param HASTE_EVENING =
      Param.share(
          "haste.p_evening", 0.075, "Share of a usual evening crew's batches that are mixed fast.");
  static final Param HASTE_NIGHT =
      Param.share("haste.p", 0.30, "Share of a usual night crew's batches that are mixed fast.");
  static final Param PUSH =
      Param.share(
          "haste.push", 0.13, "Share of the other batches that are mixed at 475 to 500 rpm.");
  static final Param MARGINAL =
      Param.share("lots.marginal", 0.065, "Share of lots that are marginal.");
  static final Param SLOPE_RPM =
      new Param(
          "mix.slope_rpm", 10, 0.1, 1_000, "Width of the step to over-mixing at 500 rpm, in rpm.");
  static final Param BETA =
      new Param(
          "mix.beta",
          0.38,
          0,
          0.95,
          "Share of the strength that over-mixing with fine lots takes.");
  static final Param COARSE_PHI =
      Param.share(
          "mix.coarse", 0.56, "Harm of over-mixing with coarse lots, in that of fine ones.");
  static final Param GAIN =
      new Param(
          "controller.gain", 0.4, 0, 2, "Share of a deviation that a correction aims to remove.");
  static final Param KN_PER_MG =
      new Param(
          "press.kn_per_mg",
          0.15,
          0,
          1,
          "Compression force that a milligram more in the die makes, in kilonewtons.");
  static final Param WORN_CAM =
      new Param(
          "friability.worn_cam", 1.38, 0.1, 10, "Factor of a worn cam on a line's friability.");
  static final Param WORN_PLANTS =
      Param.share("friability.worn_plants", 0.40, "Share of plants whose line L2 has a worn cam.");
  static final Param RETEST =
      Param.share(
          "oos.retest", 0.15, "Share of first results out of specification that are tested anew.");
  static final Param APPEARANCE =
      Param.share(
          "appearance.p", 0.006, "Share of batches that look wrong, however they are made.");
  static final Param WEAR_PER_100K =
      new Param(
          "wear.per_100k",
          0.001,
          0,
          1,
          "Growth of the ejection force with every 100,000 tablets since polishing.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "schedule",
              "3.5: one million tablets a day",
              "One, two or three batches a working day, by the size of the plant, each in a shift"
                  + " and on a line of its own; most start on the day shift. Plants work five, six"
                  + " or seven days a week and close on holidays; one line a year is overhauled"
                  + " for two to four weeks. A batch is granulated and blended for about 4.3 hours"
                  + " and pressed at about 205,000 tablets an hour. The first three days of a"
                  + " calendar quarter are a shutdown: tools are polished, new lots opened,"
                  + " counters cleared.",
              TWO_A_DAY),
          Rule.of(
              "abort",
              "design",
              "A batch is now and then given up in the middle of pressing: what was pressed is"
                  + " tested and thrown away.",
              ABORTED),
          Rule.of(
              "haste",
              "3.5 Shift_ID",
              "Plants and their four crews differ in how often they turn the impeller up above 500"
                  + " rpm to save time, most at night. Who turns by hand stops at round numbers;"
                  + " the others keep to the recipe or push it a little. The shift acts on nothing"
                  + " else.",
              HASTE_DAY,
              HASTE_EVENING,
              HASTE_NIGHT,
              PUSH),
          Rule.of(
              "lots",
              "3.5 Raw_Material_Lot; Bolhuis 1975: 10.6 to 14.8 m²/g is fine",
              "A plant uses its lots of magnesium stearate one after the other, each for 6 to 15"
                  + " batches. Half are fine, more of one supplier than of another; a few are"
                  + " marginal, nearly half in a supplier's bad month, which all plants feel."
                  + " Every lot moves the friability of all its batches by the same unknown"
                  + " factor.",
              MARGINAL),
          Rule.of(
              "mix",
              "3.5 root cause; Bolhuis 1975: prolonged mixing with fine stearate costs strength",
              "Around 500 rpm the lubricant film closes over the granules and they bond less, more"
                  + " so with a fine lot and a little more after longer mixing. Hardness grows"
                  + " with the compression force and levels off.",
              SLOPE_RPM,
              BETA,
              COARSE_PHI),
          Rule.of(
              "controller",
              "3.5: the correlation trap; hardness of immediate-release tablets 80 to 150 N",
              "Every 15 minutes the press measures hardness and moves its force towards 110 N,"
                  + " within 10 to 20 kN. So weak granules meet high force, and force looks"
                  + " guilty.",
              GAIN),
          Rule.of(
              "press",
              "3.5",
              "The turret turns as the rate and the model ask. The fill is off when a press starts"
                  + " and when it starts again after a stop, and settles within minutes; weights"
                  + " wander. A heavier tablet is pressed harder, and tablets too light or too"
                  + " heavy are rejected. Older presses stop more often.",
              KN_PER_MG),
          Rule.of(
              "friability",
              "3.5; USP <1216>: at most 1.0 %",
              "Softer and drier tablets lose more weight in the drum; so do those of line L2 in"
                  + " plants where its cam is worn. The laboratory sees three samples with an"
                  + " error of their own and compares their mean, rounded to two decimals, with"
                  + " the limit.",
              WORN_CAM,
              WORN_PLANTS),
          Rule.of(
              "oos",
              "3.5; 21 CFR 211.192",
              "A first result out of specification, of friability or hardness, is now and then"
                  + " called a laboratory error; then three new samples replace it. A batch is"
                  + " released if all that counts is within specification.",
              RETEST),
          Rule.of(
              "appearance",
              "3.5",
              "A few batches look wrong, whatever else they are, and tablets that crumble are"
                  + " powdery; more than two of 200 are too many.",
              APPEARANCE),
          Rule.of(
              "wear",
              "3.5",
              "The press frame warms from the temperature of the room by 5.5 °C with a time"
                  + " constant of half an hour; the punches stick more with every tablet since the"
                  + " last polish, with marginal lots and under more force. None of it acts on"
                  + " quality.",
              WEAR_PER_100K),
          Rule.of(
              "yield",
              "3.5 Yield_Percentage",
              "A gamma-distributed share of the tablets is lost, some more with every stop of"
                  + " the press and more in batches that fail."));

  /** Readings of a plant in a year: 630 batches of about 880 readings. */
  private static final double READINGS_PER_YEAR = 555_000;

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("press_readings", "historian_gap")
              .doc("The plant's data historian was down; nothing of any line was kept.")
              .where("_historian_down")
              .rate(1)
              .perRow(0.0033)
              .drop(),
          Stage.on("press_readings", "stuck_force")
              .doc("The force sensor of the line is frozen: its last good value repeats.")
              .where("_stuck_force IS NOT NULL")
              .rate(1)
              .perRow(0.0027)
              .set("compression_force_kn", "_stuck_force"),
          Stage.on("press_readings", "hmi_fahrenheit")
              .doc("After a restart the operator panel of one line records °F for some days.")
              .where("_hmi_f")
              .rate(1)
              .perRow(0.025)
              .set("press_temperature_celsius", "round(press_temperature_celsius * 9 / 5 + 32, 1)"),
          Stage.on("batches", "rpm_percent")
              .doc("The crew entered the impeller speed in percent of 600 rpm.")
              .source("3.5")
              .where("_percent")
              .rate(1)
              .perRow(0.00085)
              .set("mixing_speed_rpm", "round(mixing_speed_rpm / 6, 1)"),
          Stage.on("batches", "shift_handover")
              .doc("The batch was booked by the crew that finished it.")
              .source("3.5")
              .where("_late_booked AND _end_shift <> shift_id")
              .rate(1)
              .perRow(0.058)
              .set("shift_id", "_end_shift"),
          Stage.on("batches", "lot_typo")
              .doc(
                  "The weighing clerk typed the lot: two neighbouring digits of the plant number"
                      + " are swapped, or, where that changes nothing, the letters in front.")
              .source("3.5")
              .where("_mistyped")
              .rate(1)
              .perRow(0.019)
              .set("raw_material_lot", TabletManufacturing::mistyped),
          Stage.on("qc_tests", "qc_reexport")
              .doc("The laboratory system exported all results of a day twice.")
              .where("_reexported")
              .rate(1)
              .perRow(0.0034)
              .duplicate());

  /** {@code MS-0123-24Q1-07} with two neighbouring digits of 0123 swapped, or SM- in front. */
  private static Column mistyped(Draws draws) {
    Column lot = col("raw_material_lot");
    Column digits = length(split_part(lot, lit("-"), lit(2)));
    Column first =
        floor(draws.uniform("digit").multiply(digits.minus(1)))
            .cast("int")
            .plus(LOT_PREFIX.length() + 1);
    Column swapped =
        concat(
            substr(lot, lit(1), first.minus(1)),
            substr(lot, first.plus(1), lit(1)),
            substr(lot, first, lit(1)),
            substr(lot, first.plus(2)));
    Column otherLetters = concat(lit("SM-"), substr(lot, lit(LOT_PREFIX.length() + 1)));
    return when(swapped.equalTo(lot), otherLetters).otherwise(swapped);
  }

  // ---- wiring

  private static final int TEN = 10;

  private static final int[] PLANTS_OF_TEN = {3, 3, 3, 1};

  @Override
  public About about() {
    return new About(
        "tablet_manufacturing",
        "Tablet manufacturing: over-mixed batches that crumble, and the suspects who did not do it",
        """
            A plant presses one million 300 mg tablets a day. Some batches crumble - friability
            above the limit of 1.0 % - and are not released. Press readings every ten seconds, batch
            records, laboratory results and material lots let you find the machine setting that does
            it, a granulator impeller above 500 rpm, and the material that makes it worse, fine
            magnesium stearate. Do not be fooled by the night shift, by a force controller that
            makes pressure look guilty, or by retests that hide results out of specification.
        """,
        "plant",
        List.of("3.5"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        PRESS_READINGS,
        BATCHES,
        QC_TESTS,
        MATERIAL_LOTS,
        PRODUCTION_LINES,
        BATCH_TRUTH,
        LINE_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return READINGS_PER_YEAR * horizon.years();
  }

  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.of(Math.max(1, Math.round(mainRows / mainRowsPerUnit(horizon))), horizon);
  }

  /**
   * Plants are dealt in tens, three each to the first three regions and one to the last, in an
   * order that differs from ten to ten.
   */
  @Override
  public Dealing dealing() {
    return new Tens(Dealing.census().regions());
  }

  private record Tens(List<String> regions) implements Dealing {

    @Override
    public long unitsIn(int region, long units) {
      long count = units / TEN * PLANTS_OF_TEN[region];
      for (long plantId = units - units % TEN + 1; plantId <= units; plantId++) {
        count += region(plantId) == region ? 1 : 0;
      }
      return count;
    }

    @Override
    public long unit(int region, long place, long units) {
      long before = place % PLANTS_OF_TEN[region];
      long plantId = place / PLANTS_OF_TEN[region] * TEN;
      while (before >= 0) {
        plantId++;
        before -= region(plantId) == region ? 1 : 0;
      }
      return plantId;
    }
  }

  /** Position of the plant's region; the same in every world. */
  static int region(long plantId) {
    long ten = (plantId - 1) / TEN;
    long seat = Permutation.of(TEN, Streams.mix(ten)).at((plantId - 1) % TEN);
    return (int) seat / PLANTS_OF_TEN[0];
  }

  /** A batch that starts at night is pressed on the next morning. */
  @Override
  public int longestProcessDays() {
    return 1;
  }

  @Override
  public Simulator simulator(World world) {
    return cell -> new Plant(cell.unit(), world);
  }
}
