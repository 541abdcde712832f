package dev.medley;

import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Param;
import dev.medley.model.Questions;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/** A scenario without rows, with rules and stages whose numbers are easy to reckon with. */
public class WaitingRoom implements Scenario {
  /** Rows of the main table that one clinic makes in a day. */
  public static final double VISITS_A_DAY = 100;

  @Columns(
      """
      visit_id     | key | Number of the visit, rising with time.
      patient_id   | -> patients | Who came. | PatientID, Patient_Id
      wait_minutes | | Minutes from the door to the doctor; NULL if the patient left before, which
        | happens more often than anybody would like, above all on Monday evenings.
      _true_wait   | | What the clock on the wall said.
      event_date   | date | Day of arrival.
      """)
  record Visit(long visitId, long patientId, Integer waitMinutes, double trueWait, int eventDate) {}

  @Columns(
      """
      patient_id | key | patientId.
      """)
  record Patient(long patientId) {}

  @Columns(
      """
      visit_id   | key | visitId.
      event_date | date | eventDate.
      """)
  record VisitTruth(long visitId, int eventDate) {}

  static final Table<Visit> VISITS =
      Table.fact("visits", Visit.class, "One row a visit.").perMainRow(1);
  static final Table<Patient> PATIENTS =
      Table.regional("patients", Patient.class, "One row a patient.").perMainRow(0.3);
  static final Table<VisitTruth> TRUTH =
      Table.fact("visit_truth", VisitTruth.class, "What really happened.").perMainRow(1).key();

  @Override
  public About about() {
    return new About(
        "waiting_room",
        "A clinic and its waiting room",
        "Patients come, wait and leave. ".repeat(8).strip(),
        "clinic",
        List.of("1.2", "2.2"),
        Horizon.of("2024-01-01", "2024-12-31"));
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
                "",
                "2.2")),
        List.of());
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return VISITS_A_DAY * horizon.days();
  }

  @Override
  public Simulator simulator(World world) {
    return cell -> (border, out) -> {};
  }
}
