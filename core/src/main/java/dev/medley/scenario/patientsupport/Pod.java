package dev.medley.scenario.patientsupport;

import static dev.medley.scenario.patientsupport.Laws.s;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.scenario.patientsupport.PatientSupport.AgentRow;
import dev.medley.scenario.patientsupport.PatientSupport.Call;
import dev.medley.scenario.patientsupport.PatientSupport.CallTruth;
import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.DetectedBy;
import dev.medley.scenario.patientsupport.PatientSupport.Direction;
import dev.medley.scenario.patientsupport.PatientSupport.Enrollment;
import dev.medley.scenario.patientsupport.PatientSupport.Fill;
import dev.medley.scenario.patientsupport.PatientSupport.Outcome;
import dev.medley.scenario.patientsupport.PatientSupport.PatientCycle;
import dev.medley.scenario.patientsupport.PatientSupport.PatientTruth;
import dev.medley.scenario.patientsupport.PatientSupport.PvReport;
import dev.medley.scenario.patientsupport.PatientSupport.Role;
import dev.medley.scenario.patientsupport.PatientSupport.StopReason;
import dev.medley.scenario.patientsupport.PatientSupport.TextSpan;
import dev.medley.scenario.patientsupport.PatientSupport.Trigger;
import dev.medley.scenario.patientsupport.Talk.Topic;
import dev.medley.text.Marked;
import dev.medley.text.Span;
import dev.medley.world.Cell;
import dev.medley.world.Climate;
import dev.medley.world.Emitter;
import dev.medley.world.Names;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.Weather;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** One pod: its patients, its agents, and its calls in the order of time. */
final class Pod {
  private static final long PATIENTS_BLOCK = 10_000;
  private static final long EVENTS_BLOCK = 1_000_000;
  private static final int MOST_PATIENTS = 9_900;

  /** Seats for 2,000 patients. */
  private static final double NURSES = 2;

  private static final double CASE_MANAGERS = 4;
  private static final double PATIENTS_OF_SEATS = 2_000;
  private static final int MOST_SEATS = 48;

  private static final int NEW_DAYS = 90;
  private static final int[] UTC_HOURS = {5, 6, 6, 8};

  /** Share of days and weeks that are bad for a feed or a service; stages act in them. */
  private static final double BAD_GAP_DAYS = .02;

  private static final double BAD_RESEND_DAYS = .008;
  private static final double BAD_TAG_WEEKS = .10;
  private static final double BAD_SENTIMENT_DAYS = .15;

  private static final double CENTS = 100;
  private static final int SATURDAY = 5;

  private final Laws laws;
  private final Cell cell;
  private final int podId;
  private final int patients;
  private final Stream capacity;
  private final Stream gapDays;
  private final Stream resendDays;
  private final Stream tagWeeks;
  private final Stream sentimentDays;
  private final Weather weather;

  /** Case mix of the pod. */
  final Discrete drugs;

  final double medicaid;

  private final Drug shortDrug;
  private final int shortFrom;
  private final int shortTo;

  /** Agents by seat, nurses first: who is there from the beginning, and who comes later or null. */
  private final List<Agent[]> seats = new ArrayList<>();

  private final int nurses;
  private final long[] freeAt;

  Pod(Cell cell, Laws laws) {
    this.laws = laws;
    this.cell = cell;
    this.podId = (int) cell.unit() - 1;
    Streams streams = laws.streams;
    Draw draw = streams.named("pod").at(podId);
    double size = laws.patientsOfPod * Math.exp(.25 * Normal.standard(draw) - .031);
    this.patients = (int) Math.max(10, Math.min(MOST_PATIENTS, Math.round(size)));
    this.medicaid = Math.exp(.4 * Normal.standard(draw) - .08);
    double[] shares = new double[Drug.ALL.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Drug.ALL.get(i).share * Math.exp(.3 * Normal.standard(draw));
    }
    this.drugs = Discrete.of(shares);
    this.capacity = streams.named("capacity");
    this.gapDays = streams.named("carrier.gap-day");
    this.resendDays = streams.named("carrier.resend-day");
    this.tagWeeks = streams.named("carrier.tag-week");
    this.sentimentDays = streams.named("carrier.sentiment-day");
    this.weather = Weather.ofRegion(streams, Climate.ofRegion(cell.region()), cell.regionIndex());
    Draw shortage = streams.named("shortage").at(cell.regionIndex());
    this.shortDrug = Drug.ALL.get(shortage.nextInt(Drug.ALL.size()));
    this.shortFrom = laws.from + shortage.nextInt(laws.end - laws.from);
    this.shortTo = shortFrom + 10 + shortage.nextInt(11);
    double load = patients / PATIENTS_OF_SEATS;
    this.nurses = (int) Math.max(1, Math.round(NURSES * load));
    int managers = (int) Math.max(2, Math.round(CASE_MANAGERS * load));
    hire(Math.min(MOST_SEATS, nurses + managers));
    this.freeAt = new long[seats.size()];
  }

  private void hire(int number) {
    Names names = new Names(laws.streams);
    for (int seat = 0; seat < number; seat++) {
      Draw draw = laws.streams.named("seat").at(podId, seat);
      Role role = seat < nurses ? Role.NURSE : Role.CASE_MANAGER;
      long id = (podId + 1) * 100L + 2L * seat;
      int before = laws.from - 20 - (int) Math.min(5_000, Laws.exponential(draw, 700));
      Agent old = agent(id, role, Laws.CALENDAR.businessDayOnOrBefore(before), names);
      int change = Laws.CALENDAR.businessDayOnOrAfter(laws.from + 120 + draw.nextInt(531));
      boolean changes = draw.nextDouble() < laws.turnover;
      Agent later = changes && change < laws.end ? agent(id + 1, role, change, names) : null;
      seats.add(new Agent[] {old, later});
    }
  }

  private Agent agent(long id, Role role, int hired, Names names) {
    return new Agent(id, role, hired, laws, names.firstName(id));
  }

  // ---- what patients need to know

  /** The nurses' capacity for training, standard normal by month. */
  double capacity(int day) {
    return Normal.standard(capacity.at(podId, UsCalendar.monthNumber(day)));
  }

  boolean isSnowDay(int day) {
    return weather.isWinterStorm(day);
  }

  /** The day on which the pharmacy dispenses what is due: before a Saturday, after a Sunday. */
  int dispensingDay(int day) {
    int open =
        WallClock.weekday(day) == SATURDAY
            ? Laws.CALENDAR.businessDayOnOrBefore(day)
            : Laws.CALENDAR.businessDayOnOrAfter(day);
    return isSnowDay(open) ? Laws.CALENDAR.plusBusinessDays(open, 1) : open;
  }

  /** How much more people call about deliveries while a drug is short. */
  double shortage(Drug drug, int day) {
    boolean isShort = drug == shortDrug && day >= shortFrom && day < shortTo;
    return isShort ? laws.shortage : 1;
  }

  // ---- the pod's rows

  void emit(Emitter out) {
    List<PlannedCall> calls = new ArrayList<>();
    List<Patient> all = new ArrayList<>(patients);
    for (int i = 0; i < patients; i++) {
      Patient patient = new Patient(laws, this, (podId + 1) * PATIENTS_BLOCK + i);
      all.add(patient);
      for (PlannedCall call : patient.calls) {
        if (WallClock.epochDay(call.at) < laws.end) {
          calls.add(call);
        }
      }
    }
    emitPatients(all, out);
    emitFills(all, out);
    emitAgents(out);
    assign(calls);
    emitCalls(calls, out);
  }

  private void emitPatients(List<Patient> all, Emitter out) {
    for (Patient p : all) {
      out.emit(
          PatientSupport.ENROLLMENTS,
          new Enrollment(
              p.id,
              podId,
              p.drug.brand,
              (short) p.age,
              p.sex,
              p.payer,
              p.tier,
              p.prior,
              (short) p.confidence,
              (short) p.sessions,
              p.cardDate,
              p.service,
              p.enrolled));
      out.emit(
          PatientSupport.PATIENT_TRUTH,
          new PatientTruth(
              p.id, p.neverStarted, p.stopDate, p.stopReason, p.fearTrait, p.propensity));
    }
  }

  private void emitFills(List<Patient> all, Emitter out) {
    int count = 0;
    for (Patient p : all) {
      count += p.supplies.size();
    }
    long block = Math.max(1, count + count / 50L);
    Permutation numbers = Permutation.of(block, laws.streams.named("fill-ids").bits(podId));
    int n = 0;
    for (Patient p : all) {
      for (Patient.Supply supply : p.supplies) {
        long id = (podId + 1) * EVENTS_BLOCK + numbers.at(n++);
        emit(p, supply, id, out);
      }
    }
  }

  private void emit(Patient p, Patient.Supply supply, long id, Emitter out) {
    PlannedCall.State state = supply.state();
    int day = state.day();
    long copay = Math.round(supply.copay() * CENTS);
    long card = Math.round(supply.card() * CENTS);
    out.emit(
        PatientSupport.FILLS,
        new Fill(
            id,
            p.id,
            (short) state.fillNo(),
            p.drug.brand,
            (short) Laws.DAYS_OF_SUPPLY,
            copay,
            card,
            copay - card,
            gapDays.uniform(cell.regionIndex(), day) < BAD_GAP_DAYS,
            resendDays.uniform(cell.regionIndex(), day) < BAD_RESEND_DAYS,
            day));
    out.emit(
        PatientSupport.PATIENT_CYCLES,
        new PatientCycle(
            p.id,
            (short) state.fillNo(),
            state.fear(),
            state.cost(),
            state.side(),
            state.noBenefit(),
            state.access(),
            state.skill(),
            supply.stopProbability(),
            supply.last(),
            day));
  }

  private void emitAgents(Emitter out) {
    for (Agent[] seat : seats) {
      for (Agent agent : seat) {
        if (agent != null) {
          out.emit(PatientSupport.AGENTS, new AgentRow(agent.id, podId, agent.role, agent.hired));
        }
      }
    }
  }

  // ---- rule staffing

  /** Gives every call an agent, a start and a length; the one who has been idle longest answers. */
  private void assign(List<PlannedCall> calls) {
    calls.sort(
        Comparator.comparingLong((PlannedCall c) -> c.at)
            .thenComparingLong(c -> c.patient.id)
            .thenComparingInt(c -> c.number));
    Arrays.fill(freeAt, Long.MIN_VALUE);
    Stream staffing = laws.streams.named("staffing");
    for (PlannedCall call : calls) {
      assign(call, staffing.at(call.patient.id, call.number));
    }
    calls.sort(
        Comparator.comparingLong((PlannedCall c) -> c.start)
            .thenComparingLong(c -> c.patient.id)
            .thenComparingInt(c -> c.number));
  }

  private void assign(PlannedCall call, UniformRandomProvider rng) {
    double handed = rng.nextDouble();
    double nurse = rng.nextDouble();
    double length = Normal.standard(rng);
    int notes = 20 + rng.nextInt(71);
    boolean isInbound = call.direction == Direction.INBOUND;
    call.start = call.at;
    if (call.outcome == Outcome.VOICEMAIL && isInbound) {
      call.seconds = (int) Math.round(Math.max(5, 28 * Math.exp(.4 * length)));
      return;
    }
    boolean isNurses =
        call.category == Category.INJECTION_TRAINING || call.category == Category.SIDE_EFFECT;
    boolean isAnswered = isInbound && call.outcome == Outcome.COMPLETED;
    double handing = isNurses ? laws.nurseTransfer : .05;
    call.transferred = isAnswered && handed < handing;
    boolean toNurse =
        isInbound
            ? isNurses && call.transferred
            : call.category == Category.ADHERENCE ? nurse < .35 : isNurses;
    int seat = idlest(toNurse);
    call.start = Math.max(call.at, freeAt[seat]);
    call.agent = onDuty(seat, WallClock.epochDay(call.start));
    call.seconds = seconds(call, length);
    freeAt[seat] = call.start + call.seconds + notes;
  }

  private int idlest(boolean nurse) {
    int first = nurse ? 0 : nurses;
    int last = nurse ? nurses : seats.size();
    int best = first;
    for (int seat = first + 1; seat < last; seat++) {
      if (freeAt[seat] < freeAt[best]) {
        best = seat;
      }
    }
    return best;
  }

  private Agent onDuty(int seat, int day) {
    Agent later = seats.get(seat)[1];
    return later != null && later.hired <= day ? later : seats.get(seat)[0];
  }

  private static int seconds(PlannedCall call, double standard) {
    if (call.outcome == Outcome.DISCONNECTED) {
      return (int) Math.max(2, Math.min(9, Math.round(5.5 + 2 * standard)));
    }
    if (call.outcome == Outcome.VOICEMAIL) {
      return (int) Math.round(Math.max(5, 28 * Math.exp(.4 * standard)));
    }
    double minutes =
        switch (call.category) {
          case BILLING, INSURANCE -> 7.5;
          case SHIPMENT -> 4.2;
          case INJECTION_TRAINING -> call.trigger == Trigger.SESSION ? 14 : 10;
          case SIDE_EFFECT -> 9;
          default -> 5;
        };
    double seconds =
        60 * minutes * Math.exp(.62 * standard) * call.agent.speed * (call.transferred ? 1.25 : 1);
    return (int) Math.max(25, Math.min(5_400, Math.round(seconds)));
  }

  // ---- the calls' rows

  private void emitCalls(List<PlannedCall> calls, Emitter out) {
    Talk talk = new Talk(laws);
    Snippets snippets = new Snippets(laws);
    Names names = new Names(laws.streams);
    Stream mentions = laws.streams.named("mentions");
    Stream tones = laws.streams.named("tone");
    Stream proxies = laws.streams.named("proxy");
    Stream heard = laws.streams.named("heard");
    Stream slips = laws.streams.named("slips");
    Stream safety = laws.streams.named("safety");
    long id = (podId + 1) * EVENTS_BLOCK;
    for (PlannedCall call : calls) {
      int day = WallClock.epochDay(call.start);
      if (day >= laws.end) {
        continue;
      }
      id++;
      Patient patient = call.patient;
      boolean isOld = day < laws.scriptDay;
      boolean isCompleted = call.outcome == Outcome.COMPLETED;
      Marked said = null;
      talk.size = 0;
      if (isCompleted) {
        Draw draw = mentions.at(patient.id, call.number);
        talk.draw(call, isOld, draw);
        said = snippets.completed(call, talk, isOld, draw);
      } else if (call.outcome == Outcome.VOICEMAIL) {
        String called = call.agent == null ? names.firstName(patient.id) : call.agent.name;
        said = snippets.voicemail(call, isOld, called);
      }
      boolean isAe = isCompleted && talk.affirms(Topic.SIDE_EFFECT);
      Draw draw = safety.at(patient.id, call.number);
      boolean isFlagged = isAe && isFlagged(call, isOld, draw.nextDouble());
      String garbled = said == null ? null : garbled(call, said, heard);
      Draw slip = slips.at(patient.id, call.number);
      Agent agent = call.agent;
      out.emit(
          PatientSupport.CALLS,
          new Call(
              id,
              patient.id,
              patient.drug.brand,
              agent == null ? null : (Long) agent.id,
              call.start,
              call.direction,
              call.category,
              call.outcome,
              call.transferred,
              call.seconds,
              said == null ? null : said.text(),
              isCompleted ? (Double) tone(call, tones.at(patient.id, call.number)) : null,
              engine(day),
              isOld ? "v1" : "v2",
              isFlagged,
              isProxy(call, proxies.uniform(patient.id, call.number)),
              garbled,
              agent != null && day - agent.hired < NEW_DAYS,
              podId % 5 == 3 && day < laws.clockDay,
              UTC_HOURS[cell.regionIndex()],
              patient.drug.generic,
              patient.drug.device,
              agent != null && slip.nextDouble() < agent.lazy.chance(call.start, .05),
              agent != null && slip.nextDouble() < agent.first.chance(call.start, .05),
              agent != null && slip.nextDouble() < agent.login.chance(call.start, .02),
              tagWeeks.uniform(Streams.hash(engine(day)), UsCalendar.weekNumber(day))
                  < BAD_TAG_WEEKS,
              sentimentDays.uniform(cell.regionIndex(), day) < BAD_SENTIMENT_DAYS,
              patient.typedForm,
              day));
      emitTruth(call, id, day, talk, said, out);
      if (isAe) {
        report(call, id, day, isFlagged, talk.term(), draw, out);
      }
    }
  }

  private void emitTruth(PlannedCall call, long id, int day, Talk talk, Marked said, Emitter out) {
    out.emit(
        PatientSupport.CALL_TRUTH,
        new CallTruth(
            id,
            call.patient.id,
            (short) call.state.fillNo(),
            call.category,
            call.trigger,
            call.agent == null ? null : (Long) call.agent.id,
            call.start,
            call.seconds,
            talk.affirms(Topic.NEEDLE_FEAR),
            talk.affirms(Topic.COST),
            talk.affirms(Topic.SIDE_EFFECT),
            talk.asks(Topic.NEEDLE_FEAR),
            day));
    if (said == null) {
      return;
    }
    int n = 0;
    for (Span span : said.spans()) {
      out.emit(
          PatientSupport.TEXT_SPANS,
          new TextSpan(
              id,
              ++n,
              span.begin(),
              span.end(),
              said.surface(span),
              span.label(),
              span.value(),
              span.form(),
              day));
    }
  }

  /** What is heard of a poor line; null where every word is heard. */
  private String garbled(PlannedCall call, Marked said, Stream heard) {
    if (!call.patient.poorLine) {
      return null;
    }
    long key = heard.bits(call.patient.id, call.number);
    String text = laws.poorLine.apply(said, key).text();
    return text.equals(said.text()) ? null : text;
  }

  private static boolean isProxy(PlannedCall call, double uniform) {
    Patient patient = call.patient;
    boolean isOfTheDead =
        patient.stopReason == StopReason.DECEASED && WallClock.epochDay(call.at) > patient.stopDate;
    return call.direction == Direction.INBOUND && (isOfTheDead || uniform < .16);
  }

  private String engine(int day) {
    if (podId % 3 != 1 || day < laws.engineDay) {
      return "SE-1";
    }
    return day < laws.engineFixDay ? "VX-2.0" : "VX-2.1";
  }

  // ---- rule tone

  private double tone(PlannedCall call, UniformRandomProvider rng) {
    double base =
        switch (call.category) {
          case BILLING -> 1.6;
          case INSURANCE -> 2.7;
          case SHIPMENT -> 3.9;
          case INJECTION_TRAINING -> 5.5;
          case SIDE_EFFECT -> 3.7;
          case OTHER -> 4.1;
          case ADHERENCE -> 4.5;
        };
    double positive =
        s(
            base
                - laws.toneOfState * call.state.worst()
                - 1.2 * call.state.access()
                - 1.2 * call.state.life()
                - (call.unresolved ? .9 : 0)
                + call.agent.warmth);
    boolean isNoise = rng.nextDouble() < laws.labelNoise;
    boolean isPositive = rng.nextDouble() < (isNoise ? .5 : positive);
    double size = new Beta(4.2, 3.2).sample(rng);
    return isPositive ? size : -size;
  }

  // ---- rule safety

  private static boolean isFlagged(PlannedCall call, boolean isOldScript, double uniform) {
    double chance =
        call.category == Category.SIDE_EFFECT
            ? .96
            : s((isOldScript ? .10 : 1.9) + call.agent.vigilance);
    return uniform < chance;
  }

  private void report(
      PlannedCall call,
      long id,
      int day,
      boolean isFlagged,
      String term,
      UniformRandomProvider rng,
      Emitter out) {
    double found = rng.nextDouble();
    int review = 8 + rng.nextInt(38);
    double lateDraw = rng.nextDouble();
    double wait = Laws.exponential(rng, 1.5);
    double nextDraw = rng.nextDouble();
    double moment = rng.nextDouble();
    boolean isSerious = rng.nextDouble() < Ailment.serious(term);
    if (!isFlagged && found >= .35) {
      return;
    }
    int hour = WallClock.hourOfDay(call.start);
    boolean isFridayAfternoon = WallClock.weekday(day) == 4 && hour >= 14;
    double late = isFridayAfternoon ? laws.lateOnFriday : laws.lateReports;
    boolean isEvening = WallClock.secondOfDay(call.start) >= 18.5 * WallClock.HOUR;
    int reportDay;
    if (!isFlagged) {
      reportDay = Laws.CALENDAR.businessDayOnOrAfter(day + review);
    } else if (lateDraw < late) {
      int days = 2 + (int) Math.min(6, Math.floor(wait));
      reportDay = Laws.CALENDAR.plusBusinessDays(day, days);
    } else if (isEvening || nextDraw < .30) {
      reportDay = Laws.CALENDAR.plusBusinessDays(day, 1);
    } else {
      reportDay = day;
    }
    if (reportDay >= laws.end) {
      return;
    }
    long opens = WallClock.startOf(reportDay) + 8 * WallClock.HOUR + 300;
    long earliest = reportDay == day ? call.start + call.seconds + 120 : opens;
    long latest = Math.max(earliest + 600, WallClock.startOf(reportDay) + 20 * WallClock.HOUR);
    // Most reports are written soon after the desk opens or the call ends.
    long reported = earliest + (long) (moment * moment * (latest - earliest));
    out.emit(
        PatientSupport.PV_REPORTS,
        new PvReport(
            id,
            id,
            call.patient.id,
            call.patient.drug.brand,
            call.start,
            reported,
            term,
            isSerious,
            isFlagged ? DetectedBy.AGENT : DetectedBy.QA_REVIEW,
            day));
  }
}
