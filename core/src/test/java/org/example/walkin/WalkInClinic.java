package org.example.walkin;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.random.LogNormal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Cells;
import dev.medley.world.Dealing;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Clinics that see whoever walks in: the template of a scenario from outside.
 *
 * <p>One cell is up to three clinics of a region in a month. A tired clerk (one month of three)
 * writes badly. All times are the clinic's wall clock; a follow-up call lies up to twenty days
 * after its visit, and belongs to the visit's day.
 */
@AutoService(Scenario.class)
public final class WalkInClinic implements Scenario {

  private static final int PATIENTS_OF_CLINIC = 200;

  // ---- tables

  /** One visit. */
  @Columns(
      """
      visit_id     | key, distinct | Visit; ids of a clinic are shuffled.
      clinic_id    | -> clinics, filtered | Clinic.
      patient_id   | -> patients | Patient.
      service_code | -> prices | What was done: CHECK, VACCINE or WOUND.
      arrival_ts   | wall clock, distinct | Arrival.
      wait_minutes | | Whole minutes until somebody came; NULL if nobody noted it.
      charge_usd   | money(10,4) | Charge, before rounding to cents.
      note         | distinct, 60 bytes | What the clerk wrote.
      _tired       | | Whether the clerk was tired.
      event_date   | date, filtered | Day of arrival_ts.
      """)
  public record Visit(
      long visitId,
      long clinicId,
      long patientId,
      Service serviceCode,
      long arrivalTs,
      Integer waitMinutes,
      long chargeUsd,
      String note,
      boolean tired,
      int eventDate) {}

  /** One follow-up call. */
  @Columns(
      """
      visit_id   | key, -> visits, distinct | Visit that it follows.
      satisfied  | | Whether the patient was satisfied.
      event_date | date, filtered | Day of the call, 1 to 20 days after the visit.
      """)
  public record FollowUp(long visitId, boolean satisfied, int eventDate) {}

  /** One clinic. */
  @Columns(
      """
      clinic_id   | key | Clinic.
      clinic_name | | Fictitious name.
      region      | | NORTH or SOUTH.
      """)
  public record Clinic(long clinicId, String clinicName) {}

  /** One patient. */
  @Columns(
      """
      patient_id | key | Patient; a block of ids per clinic.
      birth_year | | Year of birth.
      """)
  public record Patient(long patientId, Integer birthYear) {}

  /** One line of the price list. */
  @Columns(
      """
      service_code | key | CHECK, VACCINE or WOUND.
      price_usd    | money | List price.
      """)
  public record Price(Service serviceCode, long priceUsd) {}

  /** What was true of a visit. */
  @Columns(
      """
      visit_id   | key, -> visits, distinct | Visit.
      severity   | 3 decimals | How ill the patient was; 1 is the median.
      event_date | date | Day of the visit.
      """)
  public record VisitTruth(long visitId, double severity, int eventDate) {}

  /** What a clinic does. */
  public enum Service {
    CHECK(9_000),
    VACCINE(4_500),
    WOUND(21_000);

    private final long priceCents;

    Service(long priceCents) {
      this.priceCents = priceCents;
    }
  }

  static final Table<Visit> VISITS =
      Table.fact("visits", Visit.class, "One row per visit.").perMainRow(1);
  static final Table<FollowUp> FOLLOW_UPS =
      Table.dailyFact("follow_ups", FollowUp.class, "One row per follow-up call.").perMainRow(0.5);
  static final Table<Clinic> CLINICS =
      Table.single("clinics", Clinic.class, "One row per clinic.").perUnit(1);
  static final Table<Patient> PATIENTS =
      Table.regional("patients", Patient.class, "One row per patient.").perUnit(PATIENTS_OF_CLINIC);
  static final Table<Price> PRICES =
      Table.single("prices", Price.class, "The price list.").rows(3).reference();
  static final Table<VisitTruth> VISIT_TRUTH =
      Table.fact("visit_truth", VisitTruth.class, "How ill they were.").key().perMainRow(1);

  // ---- rules

  static final Param VISITS_PER_DAY =
      Param.positive("arrivals.visits_per_day", 30, "Visits a day of an average clinic.");
  static final Param WAIT_GAIN =
      Param.nonNegative("waiting.gain", 1, "How much a busy day lengthens the wait.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of("arrivals", "template", "Patients come at random.", VISITS_PER_DAY),
          Rule.of("waiting", "template", "The wait grows with the day's patients.", WAIT_GAIN));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("visits", "wait_lost")
              .doc("A tired clerk did not note the wait.")
              .where("_tired")
              .rate(0.2)
              .setNull("wait_minutes"),
          Stage.on("visits", "cents_for_dollars")
              .doc("The charge was typed without its point.")
              .where("_tired")
              .rate(0.1)
              .set("charge_usd", "charge_usd * 100"),
          Stage.on("visits", "shouted_note").rate(0.1).set("note", "upper(note)"),
          Stage.on("visits", "lost_form").rate(0.02).drop(),
          Stage.on("visits", "double_form").rate(0.02).duplicate(),
          Stage.on("follow_ups", "call_logged_twice").rate(0.03).duplicate(),
          Stage.on("clinics", "shouted_name").rate(0.5).set("clinic_name", "upper(clinic_name)"),
          Stage.on("patients", "birth_year_missing").rate(0.05).setNull("birth_year"));

  // ---- wiring

  @Override
  public About about() {
    return new About(
        "walk_in_clinic",
        "Walk-in clinics, as a template",
        "Patients walk in, wait and pay. Busy days make them wait.",
        "clinic",
        List.of("template"),
        Horizon.of("2024-01-01", "2024-03-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(VISITS, FOLLOW_UPS, CLINICS, PATIENTS, PRICES, VISIT_TRUTH);
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
  public Dealing dealing() {
    return Dealing.byShares(List.of("NORTH", "SOUTH"), 2, 3);
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(3).byMonth();
  }

  @Override
  public int longestProcessDays() {
    return LONGEST_FOLLOW_UP_DAYS;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return 30.0 * horizon.days();
  }

  @Override
  public Simulator simulator(World world) {
    return new Clinics(world);
  }

  // ---- the simulator

  private static final int LONGEST_FOLLOW_UP_DAYS = 20;
  private static final long VISITS_OF_CLINIC = 10_000_000;
  private static final long VISITS_OF_DAY = 1_000;
  private static final List<Service> SERVICES = List.of(Service.values());
  private static final LogNormal SEVERITY = LogNormal.ofMedianAndP90(1, 2.2);

  private static final class Clinics implements Simulator {
    private final World world;
    private final double visitsPerDay;
    private final double waitGain;
    private final Streams.Stream counts;
    private final Streams.Stream visits;
    private final Streams.Stream clerks;
    private final Streams.Stream births;
    private final Streams.Stream ids;

    Clinics(World world) {
      Streams streams = world.streams();
      this.world = world;
      this.visitsPerDay = world.value(VISITS_PER_DAY);
      this.waitGain = world.value(WAIT_GAIN);
      this.counts = streams.named("visits_of_a_day");
      this.visits = streams.named("visit");
      this.clerks = streams.named("tired_clerk");
      this.births = streams.named("birth");
      this.ids = streams.named("visit_id");
    }

    @Override
    public void emitReference(Emitter out) {
      for (Service service : SERVICES) {
        out.emit(PRICES, new Price(service, service.priceCents));
      }
    }

    @Override
    public Simulation open(Cell cell) {
      return Simulation.atOnce(
          out -> {
            for (int i = 0; i < cell.size(); i++) {
              if (cell.isFirst(world.horizon())) {
                emitClinic(cell.unit(i), out);
              }
              emitMonth(cell.unit(i), cell.period(), out);
            }
          });
    }

    private void emitClinic(long clinic, Emitter out) {
      out.emit(CLINICS, new Clinic(clinic, "Walk-in " + clinic));
      for (int p = 0; p < PATIENTS_OF_CLINIC; p++) {
        long patient = clinic * PATIENTS_OF_CLINIC + p;
        out.emit(PATIENTS, new Patient(patient, 1930 + (int) (births.uniform(patient) * 90)));
      }
    }

    private void emitMonth(long clinic, Horizon month, Emitter out) {
      Permutation shuffled = Permutation.of(VISITS_OF_CLINIC, ids.bits(clinic));
      int first = (int) world.horizon().from().toEpochDay();
      LocalDate begin = month.from();
      boolean tired =
          clerks.uniform(clinic, begin.getYear() * 12L + begin.getMonthValue()) < 1 / 3.0;
      for (int d = 0; d < month.days(); d++) {
        int day = (int) begin.toEpochDay() + d;
        int n = PoissonSampler.of(counts.at(clinic, day), visitsPerDay).sample();
        for (int v = 0; v < n; v++) {
          Draw draw = visits.at(clinic, day, v);
          long id = clinic * VISITS_OF_CLINIC + shuffled.at((day - first) * VISITS_OF_DAY + v);
          emitVisit(id, clinic, day, n, tired, draw, out);
        }
      }
    }

    private void emitVisit(
        long id, long clinic, int day, int busy, boolean tired, Draw draw, Emitter out) {
      double severity = SEVERITY.sample(draw);
      Service service = SERVICES.get(draw.nextInt(SERVICES.size()));
      long arrival = WallClock.startOf(day) + 8 * WallClock.HOUR + draw.nextInt(36_000);
      int wait = (int) (5 + 20 * draw.nextDouble() + waitGain * busy);
      long patient = clinic * PATIENTS_OF_CLINIC + draw.nextInt(PATIENTS_OF_CLINIC);
      long charge = service.priceCents * 100 + (long) (severity * 12_345);
      String note = service + " at " + WallClock.hourOfDay(arrival) + " h, waited " + wait;
      out.emit(
          VISITS, new Visit(id, clinic, patient, service, arrival, wait, charge, note, tired, day));
      out.emit(VISIT_TRUTH, new VisitTruth(id, severity, day));
      if (draw.nextDouble() < 0.5) {
        int called = day + 1 + draw.nextInt(LONGEST_FOLLOW_UP_DAYS);
        out.emit(FOLLOW_UPS, new FollowUp(id, draw.nextDouble() > wait / 120.0, called), day);
      }
    }
  }
}
