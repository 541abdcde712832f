package dev.medley;

import dev.medley.mess.Stage;
import dev.medley.model.Doc;
import dev.medley.model.Expected;
import dev.medley.model.Hidden;
import dev.medley.model.Insight;
import dev.medley.model.Key;
import dev.medley.model.Param;
import dev.medley.model.Questions;
import dev.medley.model.References;
import dev.medley.model.Rule;
import dev.medley.model.Sql;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.util.List;

/** A scenario without rows, with rules and stages whose numbers are easy to reckon with. */
public final class WaitingRoom implements Scenario {
  /** Rows of the main table that one clinic makes in a day. */
  public static final double VISITS_A_DAY = 100;

  record Visit(
      @Key @Doc("Number of the visit, rising with time.") long visitId,
      @References("patients") @Doc(value = "Who came.", source = "PatientID, Patient_Id")
          long patientId,
      @Doc(
              "Minutes from the door to the doctor; NULL if the patient left before, which happens"
                  + " more often than anybody would like, above all on Monday evenings.")
          Integer waitMinutes,
      @Hidden @Doc("What the clock on the wall said.") double trueWait,
      @Sql(Sql.Type.DATE) @Doc("Day of arrival.") int eventDate,
      @Doc("US Census region.") String region) {}

  record Patient(@Key long patientId, String region) {}

  record VisitTruth(@Key long visitId, @Sql(Sql.Type.DATE) int eventDate, String region) {}

  static final Table<Visit> VISITS =
      Table.fact("visits", Visit.class, "One row a visit.").perMainRow(1);
  static final Table<Patient> PATIENTS =
      Table.regional("patients", Patient.class, "One row a patient.").perMainRow(0.3);
  static final Table<VisitTruth> TRUTH =
      Table.fact("visit_truth", VisitTruth.class, "What really happened.").perMainRow(1).key();

  @Override
  public String name() {
    return "waiting_room";
  }

  @Override
  public String title() {
    return "A clinic and its waiting room";
  }

  @Override
  public String story() {
    return "Patients come, wait and leave. ".repeat(8).strip();
  }

  @Override
  public String unit() {
    return "clinic";
  }

  @Override
  public List<String> sources() {
    return List.of("1.2", "2.2");
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(VISITS, PATIENTS, TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        Rule.of(
            "arrivals",
            "1.2",
            "Patients arrive at random, more of them on Mondays.",
            Param.positive("arrivals.daily_visits", 100, "mean arrivals a day"),
            Param.share("arrivals.monday_share", 0.2, "share of the week's visits on Monday")),
        Rule.of("queue", "2.2", "First come, first served."));
  }

  @Override
  public List<Stage> stages() {
    return List.of(
        Stage.on("visits", "missing_wait").doc("Nobody looked.").rate(0.02).setNull("wait_minutes"),
        Stage.on("visits", "zero_wait")
            .where("wait_minutes > 600 AND region IN ('NORTHEAST', 'MIDWEST', 'SOUTH', 'WEST')")
            .rate(0.5)
            .set("wait_minutes", "0"),
        Stage.on("visits", "double_registration").where("patient_id % 1000 = 7").duplicate());
  }

  @Override
  public Questions questions() {
    return new Questions(
        List.of(
            new Insight(
                "monday_wait",
                "On which day do people wait longest?",
                "SELECT 1 AS ratio",
                List.of(new Expected("ratio", 1, 2, "in 1 .. 2")),
                500_000,
                "the mean of all days hides it",
                "2.2")),
        List.of());
  }

  @Override
  public Horizon defaultHorizon() {
    return Horizon.of("2024-01-01", "2024-12-31");
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return VISITS_A_DAY * horizon.days();
  }

  @Override
  public Simulation open(Cell cell, World world) {
    return (border, out) -> {};
  }
}
