package dev.medley.scenario.appengagement;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * A diabetes app that reminds its users once a day, and the experiment on the wording.
 *
 * <p>One cell is a block of 1,000 users in eight clinics over the whole horizon. A wave is one
 * experiment: 14 days before it and 56 days of it, with users of its own; a longer horizon holds
 * further waves. All times are the user's wall clock, in whole seconds; a row's day is the local
 * day on which the push was sent or the value was logged.
 *
 * <p>{@link Block} makes clinics and users, {@link User} is one user's wave, day by day, {@link
 * Reminders} says what all of a region feel on a day.
 */
@AutoService(Scenario.class)
public final class AppEngagement implements Scenario {

  // ---- code lists

  /** The wording: A "Check your sugar!", B "Stay healthy, check now!". */
  public enum Arm {
    A,
    B;

    Arm other() {
      return this == A ? B : A;
    }
  }

  /** Operating system of the telephone. */
  public enum Os {
    IOS,
    ANDROID
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  /** Type of diabetes. */
  public enum DiabetesType {
    T1,
    T2
  }

  /** How a value came into the app. */
  public enum EntryMethod {
    MANUAL,
    METER
  }

  /** How much a user still does with the app. */
  public enum State {
    ACTIVE,
    LAPSING,
    DORMANT
  }

  // ---- tables

  /** One push. */
  @Columns(
      """
      notification_id            | key, distinct | Push.
      user_id                    | -> users, distinct | User. | UserID
      test_group                 | filtered | A or B, the message. | Test_Group
      notification_time          | wall clock, distinct | Local time of sending, 06:50 to 21:10.
        | | Notification_Time
      utc_offset_minutes         | | Local time minus UTC on that day, daylight saving included.
      delivered                  | | Whether the push reached the telephone.
      clicked_notification       | | Whether it was tapped. | Clicked_Notification (Y/N)
      seconds_to_click           | | Seconds from sending to the tap; NULL if not tapped.
      logged_glucose             | | Whether a value was logged within 60 minutes. |
        | Logged_Glucose (Y/N)
      minutes_to_log             | 1 decimals | Minutes from sending to the log; NULL if none.
      app_session_length_seconds | | Length of the session that followed a tap or a log, in
        | seconds; else NULL. | App_Session_Length
      _telemetry_lost            | | Whether the user's telemetry is lost.
      _second_device_row         | | Whether the push showed the other arm's message.
      _os                        | | Operating system.
      _app_build                 | | Build of the app.
      _old_worker                | | Whether an old worker wrote the row.
      _utc_bug                   | | Whether the user's telephone writes UTC.
      _tracking_limited          | | Whether the user limited tracking.
      _hang_spell                | | Whether the user's app hangs these days.
      _retry_storm               | | Whether the sender retried that hour's pushes.
      event_date                 | date, filtered | Local day of sending; always right.
      """)
  public record Notification(
      long notificationId,
      long userId,
      Arm testGroup,
      long notificationTime,
      short utcOffsetMinutes,
      boolean delivered,
      Boolean clickedNotification,
      Integer secondsToClick,
      boolean loggedGlucose,
      Double minutesToLog,
      Integer appSessionLengthSeconds,
      boolean telemetryLost,
      boolean secondDeviceRow,
      Os os,
      String appBuild,
      boolean oldWorker,
      boolean utcBug,
      boolean trackingLimited,
      boolean hangSpell,
      boolean retryStorm,
      int eventDate) {}

  /** One logged value. */
  @Columns(
      """
      log_id          | key, distinct | Logged value.
      user_id         | -> users, distinct | User.
      log_time        | wall clock, distinct | Local time of the log.
      glucose_mg_dl   | 1 decimals | Glucose, mg/dL.
      entry_method    | filtered | MANUAL or METER.
      _telemetry_lost | | Whether the user's telemetry is lost.
      _mmol_user      | | Whether the user thinks in mmol/L.
      event_date      | date, filtered | Local day of log_time.
      """)
  public record GlucoseLog(
      long logId,
      long userId,
      long logTime,
      double glucoseMgDl,
      EntryMethod entryMethod,
      boolean telemetryLost,
      boolean mmolUser,
      int eventDate) {}

  /** One enrolled user. */
  @Columns(
      """
      user_id         | key, distinct | User.
      test_group      | | A or B, as assigned.
      os              | | IOS or ANDROID.
      app_build       | | 7.3.0, 7.4.0 (IOS), 5.1.0, 5.2.0 or 5.2.1 (ANDROID).
      age             | | Age in years, 20 to 89.
      sex             | | F or M.
      diabetes_type   | | T1 or T2.
      enrolled_date   | date | Day of enrolment, a business day 1 to 60 days before the wave.
      clinic_id       | | Clinic that enrolled the user.
      _telemetry_lost | | Whether the user's telemetry is lost.
      """)
  public record UserRow(
      long userId,
      Arm testGroup,
      Os os,
      String appBuild,
      short age,
      Sex sex,
      DiabetesType diabetesType,
      int enrolledDate,
      int clinicId,
      boolean telemetryLost) {}

  /** What is true of a user. */
  @Columns(
      """
      user_id        | key, distinct | User, also of those whose telemetry is lost.
      true_group     | | A or B, as assigned.
      telemetry_lost | | Whether the telemetry was lost.
      second_device  | | Whether a second device sees the other arm's message on half of the days.
      frailty        | 3 decimals | How readily the user taps, on the log-odds scale.
      """)
  public record UserLatents(
      long userId, Arm trueGroup, boolean telemetryLost, boolean secondDevice, double frailty) {}

  /** A user's week with the app installed. */
  @Columns(
      """
      user_id | key, distinct | User.
      week    | key | -2 to 7; the experiment begins with week 0.
      state   | | ACTIVE, LAPSING or DORMANT.
      """)
  public record UserWeek(long userId, short week, State state) {}

  static final Table<Notification> NOTIFICATIONS =
      Table.fact("notifications", Notification.class, "One row per push sent.").perMainRow(1);
  static final Table<UserRow> USERS =
      Table.regional("users", UserRow.class, "One row per enrolled user.").perUnit(Block.USERS);
  static final Table<GlucoseLog> GLUCOSE_LOGS =
      Table.fact(
              "glucose_logs",
              GlucoseLog.class,
              "One row per logged value, prompted or not, also before the experiment.")
          .perMainRow(0.52)
          .perUnit(5_200);
  static final Table<UserLatents> USER_LATENTS =
      Table.regional("user_latents", UserLatents.class, "What is true of every user.")
          .key()
          .perUnit(Block.USERS);
  static final Table<UserWeek> USER_WEEKS =
      Table.regional("user_weeks", UserWeek.class, "Every user's weeks with the app installed.")
          .key()
          .perMainRow(0.15)
          .perUnit(2_000);

  // ---- rules

  static final Param CLINIC_AGE =
      Param.nonNegative("users.clinic_age", 8, "Spread of the clinics' mean ages, in years.");
  static final Param CLINIC_SIZE =
      Param.nonNegative("clinic.size", 0.7, "Spread of the logarithm of the clinics' sizes.");
  static final Param B_LOGS =
      Param.nonNegative(
          "cue.b", 1, "How much wording B makes users log, in what it does; 0 takes its effect.");
  static final Param B_CLICKS =
      new Param("click.b", -0.075, -5, 5, "What wording B does to the log-odds of a tap.");
  static final Param DAY_SD =
      Param.nonNegative("shock.day_sd", 0.10, "Spread of what a region feels on a day.");
  static final Param OUTAGE =
      Param.share(
          "shock.outage", 0.015, "Share of days on which an operating system loses pushes.");
  static final Param TELEMETRY_LOST =
      Param.share(
          "second_device.telemetry_lost",
          0.58,
          "Share of arm B on build 5.2.1 whose telemetry is lost.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "users",
              "One Drop; mySugr; design",
              "Users are enrolled by clinics whose mean age, type of diabetes, meters and readiness"
                  + " differ. Age decides the telephone, the type and the slot of the day.",
              CLINIC_AGE),
          Rule.of(
              "clinic",
              "design",
              "Clinics differ in size; arms are drawn within them.",
              CLINIC_SIZE),
          Rule.of(
              "engagement",
              "Baumel 2019",
              "Weekly, users go from ACTIVE to LAPSING to DORMANT and sometimes back; the dormant"
                  + " uninstall the app."),
          Rule.of(
              "sending",
              "Accengage 2018",
              "One push a day, in the user's own slot, until the user opts out; unopened pushes"
                  + " make that likelier."),
          Rule.of(
              "click",
              "Accengage 2018; Leanplum",
              "Whether a delivered push is tapped depends on the user's state and readiness, the"
                  + " telephone, the wording and how many were left unopened. Nobody taps asleep.",
              B_CLICKS),
          Rule.of(
              "cue",
              "Bidargaddi 2018; Bell 2023; Kohavi 2024",
              "A push that is not tapped may still remind. Wording B reminds better below 66, most"
                  + " while it is new.",
              B_LOGS),
          Rule.of(
              "unprompted", "mySugr", "Users log by themselves, most often at hours of their own."),
          Rule.of(
              "glucose",
              "design",
              "Values follow the user's base, the hour and the value before; people round."),
          Rule.of("session", "Baumel 2019", "A tap or a log opens a session."),
          Rule.of(
              "second_device",
              "design",
              "Some users see the other arm's message on a second device. One build lost the"
                  + " telemetry of much of arm B.",
              TELEMETRY_LOST),
          Rule.of(
              "shock",
              "Accengage 2018",
              "Days are better or worse for all of a region; on some days an operating system loses"
                  + " pushes.",
              DAY_SD,
              OUTAGE));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("users", "N1_telemetry_lost")
              .doc("Build 5.2.1 lost the telemetry of much of arm B.")
              .source("design")
              .where("_telemetry_lost")
              .perRow(0.028)
              .drop(),
          Stage.on("notifications", "N2_telemetry_lost_notifications")
              .doc("The lost telemetry's pushes.")
              .source("design")
              .where("_telemetry_lost")
              .perRow(0.027)
              .drop(),
          Stage.on("notifications", "N3_cross_arm")
              .doc("A second device showed the other arm's message.")
              .source("design")
              .where("_second_device_row")
              .perRow(0.0027)
              .set("test_group", "CASE test_group WHEN 'A' THEN 'B' ELSE 'A' END"),
          Stage.on("notifications", "N4_label_variant")
              .doc("An old worker writes the arm in its own way.")
              .where("_old_worker")
              .rate(0.30)
              .perRow(0.017)
              .set(
                  "test_group",
                  draws ->
                      when(draws.uniform("spelling").lt(0.5), expr("lower(test_group)"))
                          .otherwise(expr("concat('group_', lower(test_group))"))),
          Stage.on("notifications", "N5_utc_clock")
              .doc("Build 5.1.0 writes UTC instead of local time.")
              .where("_app_build = '5.1.0' AND _utc_bug")
              .rate(0.968)
              .perRow(0.18)
              .set(
                  "notification_time",
                  "timestampadd(MINUTE, -CAST(utc_offset_minutes AS INT), notification_time)"),
          Stage.on("notifications", "N6_click_untracked")
              .doc("The telephone does not tell who limits tracking.")
              .where("_os = 'IOS' AND _tracking_limited")
              .rate(0.60)
              .perRow(0.013)
              .setNull("clicked_notification"),
          Stage.on("notifications", "N7_session_unclosed")
              .doc("A hanging app closes the session after eight hours.")
              .where("app_session_length_seconds IS NOT NULL AND _hang_spell")
              .rate(0.33)
              .perRow(0.0018)
              .set("app_session_length_seconds", "28800"),
          Stage.on("notifications", "N8_retry_duplicate")
              .doc("The sender retried and wrote the push twice.")
              .where("_retry_storm")
              .rate(0.30)
              .perRow(0.0065)
              .duplicate(),
          Stage.on("glucose_logs", "N9_telemetry_lost_logs")
              .doc("The lost telemetry's values.")
              .source("design")
              .where("_telemetry_lost")
              .perRow(0.027)
              .drop(),
          Stage.on("glucose_logs", "N10_mmol_entry")
              .doc("The user typed mmol/L.")
              .where("entry_method = 'MANUAL' AND _mmol_user")
              .rate(0.80)
              .perRow(0.012)
              .set("glucose_mg_dl", "round(glucose_mg_dl / 18, 1)"));

  // ---- wiring

  private static final double PUSHES_PER_USER = 49.4;

  @Override
  public About about() {
    return new About(
        "app_engagement",
        "Diabetes app: which reminder makes people measure, and which one only makes them tap",
        """
        A diabetes app sends one reminder a day. Arm A says "Check your sugar!", arm B "Stay
        healthy, check now!". B makes more people measure, A makes more people tap: which one do
        you ship? Before you answer: one Android build lost the telemetry of half of arm B, another
        writes UTC instead of local time, the effect fades after two weeks and exists only below
        65.
        """,
        "block of 1,000 users",
        List.of("3.10"),
        Horizon.of("2024-04-01", "2024-06-09"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(NOTIFICATIONS, USERS, GLUCOSE_LOGS, USER_LATENTS, USER_WEEKS);
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
    int waves = horizon.days() / Reminders.WAVE_DAYS;
    int rest = Math.max(0, horizon.days() % Reminders.WAVE_DAYS - Reminders.DAYS_BEFORE);
    // Users leave, so the first days of an experiment have more pushes than the last.
    double begun = rest / (double) Reminders.EXPERIMENT_DAYS;
    return Block.USERS * PUSHES_PER_USER * (waves + begun * (1.12 - 0.12 * begun));
  }

  /** Whole rounds of the regions. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.inWholeRounds(mainRows / mainRowsPerUnit(horizon), regions().size(), horizon);
  }

  @Override
  public Simulator simulator(World world) {
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce((Emitter out) -> new Block(cell, world).emit(out));
      }
    };
  }
}
