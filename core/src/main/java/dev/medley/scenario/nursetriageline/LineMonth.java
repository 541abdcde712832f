package dev.medley.scenario.nursetriageline;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CallOutcome;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CallTruth;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Disposition;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Group;
import dev.medley.scenario.nursetriageline.NurseTriageLine.LineRow;
import dev.medley.scenario.nursetriageline.NurseTriageLine.QueueHour;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Sex;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Shift;
import dev.medley.scenario.nursetriageline.NurseTriageLine.TriageCall;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.KeyedSeries;
import dev.medley.world.KeyedSpells;
import dev.medley.world.Servers;
import dev.medley.world.Shocks;
import dev.medley.world.Simulation;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.commons.rng.UniformRandomProvider;

/** A line in a month: operational days one after the other, each with a queue of its own. */
final class LineMonth implements Simulation {
  // ---- the operational day

  private static final int FIRST_HOUR = 4;
  private static final int LAST_HOUR = FIRST_HOUR + 24;

  // ---- arrivals

  /** Share of the days' spread that a region shares and that a line has alone. */
  private static final double REGIONAL_SHARE = 0.6;

  private static final double LINE_SHARE = 0.8;
  private static final double REGIONAL_FEVER_SD = 0.15;
  private static final double FEVER_MEMORY = 0.8;
  private static final SpellLength STORM = SpellLength.between(0.5, 1.5);
  private static final double STORM_BY_DAY = 0.8;
  private static final double STORM_AT_NIGHT = 1.2;

  // ---- patience

  private static final double AT_ONCE = 0.02;
  private static final Gamma AT_ONCE_SECONDS = Gamma.ofMeanAndShape(16, 4);
  private static final int ANNOUNCEMENT_AT = 300;
  private static final int ANNOUNCEMENT_LENGTH = 2;
  private static final Gamma ANNOUNCEMENT_SECONDS = Gamma.ofMeanAndShape(6, 2);
  private static final double REDIAL_MEAN_SECONDS = 12 * 60;

  /** The nurse opens the member's record before she answers, also where nobody waits. */
  private static final Gamma RING_SECONDS = Gamma.ofMeanAndShape(9, 3);

  private static final int SHORTEST_RING = 5;

  private static final int ATTEMPT_BITS = 5;
  private static final int MOST_ATTEMPTS = 1 << ATTEMPT_BITS;

  // ---- triage

  private static final double NIGHT_SEVERITY = 0.25;
  private static final double DAY_SEVERITY = -0.02;
  private static final double WORRY = 4.5;
  private static final double WORRY_BY_AGE = -0.02;
  private static final double WORRY_CHEST = 1.1;
  private static final double WORRY_INFANT = 1.4;
  private static final double WORRY_SD = 1.9;
  private static final double MEAN_WORRY = 4.6;
  private static final double WORRY_HEARD = 0.12;
  private static final int HIGHEST_SCORE = 10;

  // ---- coronary syndrome (Wouters 2020, Delissen 2025)

  private static final double ACS_WOMEN = 0.08;
  private static final double ACS_MEN = 0.147;
  private static final double ATYPICAL = 0.22;
  private static final double TYPICAL = 0.75;

  // ---- talk

  private static final double MEDIAN_MINUTES = 13.7;
  private static final double MEAN_SEVERITY = -3.25;
  private static final double SEVERITY_SD = 2.3;
  private static final double MOST_ACUTE = 2.5;
  private static final double TALK_SD = 0.41;
  private static final LogNormal NOTES_SECONDS = LogNormal.ofMedianAndP90(160, 250);

  // ---- outcomes (Gibson 2018)

  private static final double VISIT_AFTER_URGENT_CARE = 0.15;
  private static final double VISIT_AFTER_OTHER = 0.062;
  private static final double VISIT_WITHOUT_ADVICE = 0.12;
  private static final double SICKER = 1.12;
  private static final double VISIT_WITH_AMI = 0.75;
  private static final double AMI_OF_ACS = 0.9;
  private static final double AMI_OF_BREATHLESS = 0.02;
  private static final double AMI_FROM_45 = 0.002;
  private static final double AMI_BELOW_45 = 0.0002;
  private static final double NON_ST_ELEVATION = 0.65;

  private static final double MEDIAN_SEVERITY_WITHOUT_ADVICE = -3.31;

  private static final double UNLINKED_CALLS = 0.075;

  // ---- ids and carriers

  private static final long IDS = 1_000_000_000L;
  private static final long IDS_OF_MONTH = 500_000;
  private static final int DESKS = 12;
  private static final short[] AGE_FILLERS = {0, 99, 120};

  private static final Comparator<Call> BY_HANG_UP =
      Comparator.comparingLong(Call::hangUp).thenComparingInt(c -> c.ordinal);
  private static final Comparator<Call> BY_ENTRY =
      Comparator.comparingLong((Call c) -> c.entry)
          .thenComparingInt(c -> c.ordinal)
          .thenComparingInt(c -> c.attempt);

  private final Cell cell;
  private final Laws laws;
  private final NurseLine line;
  private final Staff staff;
  private boolean isDone;

  private Members members;
  private Permutation callIds;
  private long numberOfMonth;
  private long callsSoFar;
  private int firstDay;
  private int lastDay;

  private final Streams.Stream dayFactors;
  private final Streams.Stream arrivals;
  private final Streams.Stream cases;
  private final Streams.Stream attempts;
  private final Streams.Stream redials;
  private final Streams.Stream service;
  private final Streams.Stream claims;
  private final Streams.Stream unlinked;
  private final Streams.Stream desksOfNurses;
  private final Streams.Stream ageFillers;
  private final Shocks shocks;
  private final KeyedSeries fever;
  private final KeyedSpells storms;
  private final KeyedSpells menu;
  private final KeyedSpells switchboard;
  private final KeyedSpells lookUp;
  private final KeyedSpells callInterface;
  private final KeyedSpells[] desks = new KeyedSpells[DESKS];

  /** Cumulated shares of a member's own complaint, by age band and sex. */
  private final List<Map<Sex, double[]>> ownComplaints = new ArrayList<>();

  // ---- of the day at work

  private int today;
  private final double[][] symptomsToday = new double[Laws.BANDS][];
  private final double[] seasonToday = new double[Symptom.ALL.length];
  private final double[] bandSeasonToday = new double[Laws.BANDS];
  private final Staff.Person[] onSeat;
  private final double[] alarms;
  private final int[] staffed = new int[LAST_HOUR];

  LineMonth(Cell cell, Laws laws) {
    this.cell = cell;
    this.laws = laws;
    this.line = new NurseLine(laws, (int) cell.unit(), cell.region());
    this.staff = new Staff(laws, line);
    Streams streams = laws.streams;
    this.dayFactors = streams.named("arrivals.day");
    this.arrivals = streams.named("arrivals");
    this.cases = streams.named("case");
    this.attempts = streams.named("attempt");
    this.redials = streams.named("redial");
    this.service = streams.named("service");
    this.claims = streams.named("claims.lag");
    this.unlinked = streams.named("claims.unlinked");
    this.desksOfNurses = streams.named("desk");
    this.ageFillers = streams.named("age-filler");
    this.shocks = new Shocks(streams, cell.regionIndex());
    this.fever = new KeyedSeries(streams.named("fever"), cell.regionIndex(), FEVER_MEMORY);
    this.storms =
        laws.stormsPerYear == 0
            ? null
            : KeyedSpells.perYear(
                streams.named("storm"), cell.regionIndex(), laws.stormsPerYear, STORM);
    this.menu = laws.badSpells("menu", line.id, 0.10, 6);
    this.switchboard = laws.badSpells("switch", line.id, 0.04, 3);
    this.lookUp = laws.badSpells("look-up", line.id, 0.20, 3);
    this.callInterface = laws.badSpells("interface", line.id, 0.016, 2);
    for (int i = 0; i < DESKS; i++) {
      desks[i] = laws.badSpells("desk", (long) line.id * DESKS + i, 0.04, 2);
    }
    this.onSeat = new Staff.Person[line.seats];
    this.alarms = new double[line.seats];
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (cell.isFirst(laws.world.horizon())) {
      out.emit(
          NurseTriageLine.LINES, new LineRow(line.id, line.name, line.zone.id(), laws.clockFix));
      staff.emitFirst(out);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (isDone) {
      return;
    }
    isDone = true;
    Horizon period = cell.period();
    staff.emitHired(period, out);
    staff.emitReviews(period, out);
    begin(period);
    int[] night = nightBefore(firstDay - 1);
    for (int day = firstDay - 1; day <= lastDay; day++) {
      night = operationalDay(day, night, out);
    }
  }

  private void begin(Horizon period) {
    firstDay = (int) period.from().toEpochDay();
    lastDay = (int) period.to().toEpochDay();
    members = new Members(laws, line);
    callIds = Permutation.of(IDS, laws.streams.named("call.id").bits(line.id));
    numberOfMonth = UsCalendar.monthNumber(firstDay) - (long) UsCalendar.monthNumber(laws.start);
    for (int band = 0; band < Laws.BANDS; band++) {
      Map<Sex, double[]> bySex = new EnumMap<>(Sex.class);
      ownComplaints.add(bySex);
      for (Sex sex : Sex.values()) {
        double[] shares = new double[Symptom.ALL.length];
        for (int s = 0; s < shares.length; s++) {
          double female = Symptom.ALL[s].female;
          shares[s] = laws.mix[band][s] * line.tilt[s] * (sex == Sex.F ? female : 1 - female);
        }
        bySex.put(sex, cumulated(shares));
      }
    }
  }

  private static double[] cumulated(double[] weights) {
    double[] sums = weights.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    double all = sums[sums.length - 1];
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= all;
    }
    return sums;
  }

  private static int at(double[] cumulated, double uniform) {
    int i = 0;
    while (i < cumulated.length - 1 && uniform >= cumulated[i]) {
      i++;
    }
    return i;
  }

  // ---- shifts

  /** The order of the night shift that begins the evening before. */
  private int[] nightBefore(int day) {
    boolean[] before = staff.nobody();
    for (Shift shift : new Shift[] {Shift.D, Shift.E}) {
      before = staff.onDuty(day - 1, shift, order(day - 1, shift, before));
    }
    return staff.order(day - 1, Shift.N, before);
  }

  /**
   * The order of a day or evening shift. Who may come from the night is told by the wishes alone,
   * so that a shift does not depend on all shifts before.
   */
  private int[] order(int day, Shift shift, boolean[] before) {
    boolean[] tired = before;
    if (shift == Shift.D) {
      int[] wished = staff.order(day - 1, Shift.N, staff.nobody());
      tired = staff.onDuty(day - 1, Shift.N, wished);
    }
    return staff.order(day, shift, tired);
  }

  // ---- one operational day

  /** Simulates a day and gives the order of its night shift. */
  private int[] operationalDay(int day, int[] nightBefore, Emitter out) {
    today = day;
    prepareSymptoms();
    for (int seat = 0; seat < line.seats; seat++) {
      onSeat[seat] = staff.on(seat, day);
      alarms[seat] = onSeat[seat] == null ? 0 : staff.alarm(onSeat[seat], day);
    }
    int[] early = order(day, Shift.D, null);
    int[] late = order(day, Shift.E, staff.onDuty(day, Shift.D, early));
    int[] night = staff.order(day, Shift.N, staff.onDuty(day, Shift.E, late));
    int[][] orders = {nightBefore, early, late, night};
    List<Call> calls = queue(orders, firstCalls());
    calls.sort(BY_ENTRY);
    emit(calls, out);
    return night;
  }

  private void prepareSymptoms() {
    double regional = Math.exp(REGIONAL_FEVER_SD * fever.at(UsCalendar.weekNumber(today)));
    for (int s = 0; s < seasonToday.length; s++) {
      seasonToday[s] = laws.symptomFactor(Symptom.ALL[s], today, regional);
    }
    for (int band = 0; band < Laws.BANDS; band++) {
      double[] shares = new double[Symptom.ALL.length];
      double plain = 0;
      double seasonal = 0;
      for (int s = 0; s < shares.length; s++) {
        double share = laws.mix[band][s] * line.tilt[s];
        shares[s] = share * seasonToday[s];
        plain += share;
        seasonal += shares[s];
      }
      symptomsToday[band] = cumulated(shares);
      bandSeasonToday[band] = seasonal / plain;
    }
  }

  // ---- arrivals

  /** When people call for the first time, in order. */
  private long[] firstCalls() {
    UniformRandomProvider rng = arrivals.at(line.id, today);
    double factor =
        laws.callsPerDay
            * Laws.FIRST_CALLS
            * line.size
            / 48
            * laws.yearFactor(today)
            * shocks.dayFactor(today, REGIONAL_SHARE * laws.dayCv);
    if (laws.dayCv > 0) {
      factor *= Gamma.ofMeanAndCv(1, LINE_SHARE * laws.dayCv).sample(dayFactors.at(line.id, today));
    }
    long[] times = new long[64];
    int count = 0;
    for (int half = 2 * FIRST_HOUR; half < 2 * LAST_HOUR; half++) {
      int hour = half / 2;
      double begin = half % 2 == 0 ? edge(hour, hour - 1, hour) : laws.weight(today, hour);
      double end = half % 2 == 0 ? laws.weight(today, hour) : edge(hour, hour + 1, hour + 1);
      double rate = factor * stormFactor(half);
      int calls = Poisson.sample(rate * (begin + end) / 2, rng);
      for (int i = 0; i < calls; i++) {
        if (count == times.length) {
          times = Arrays.copyOf(times, 2 * count);
        }
        double u = rng.nextDouble();
        double at =
            Math.abs(end - begin) < 1e-9
                ? u
                : (Math.sqrt(begin * begin + u * (end * end - begin * begin)) - begin)
                    / (end - begin);
        times[count++] = today * DAY + (long) ((half + at) * HOUR / 2);
      }
    }
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Weight between two hours, on the side of the first; offices open with a step. */
  private double edge(int hour, int other, int border) {
    double own = laws.weight(today, hour);
    return border % 24 == Laws.OPENING_HOUR ? own : (own + laws.weight(today, other)) / 2;
  }

  private double stormFactor(int half) {
    if (storms == null || !storms.holdsAt(today * DAY + half * HOUR / 2)) {
      return 1;
    }
    int hour = half / 2 % 24;
    return hour >= 8 && hour < 20 ? STORM_BY_DAY : STORM_AT_NIGHT;
  }

  // ---- callers

  private CallerCase caller(int ordinal, long entry) {
    UniformRandomProvider rng = cases.at(line.id, today, ordinal);
    int day = WallClock.epochDay(entry);
    int hour = WallClock.hourOfDay(entry);
    CallerCase about = new CallerCase();
    int band = band(rng.nextDouble());
    int drawn = at(symptomsToday[band], rng.nextDouble());
    about.sex = rng.nextDouble() < Symptom.ALL[drawn].female ? Sex.F : Sex.M;
    about.member = members.pick(rng, day, hour, band, about.sex);
    int own = at(ownComplaints.get(band).get(about.sex), members.complaint(about.member));
    boolean isOwn = rng.nextDouble() < laws.ownComplaint * seasonToday[own] / bandSeasonToday[band];
    int s = isOwn ? own : drawn;
    about.symptom = Symptom.ALL[s];
    about.age = members.age(about.member, day);
    about.isProxy = members.isProxy(about.member, about.age, rng);
    about.worry =
        WORRY
            + WORRY_BY_AGE * (about.age - 35)
            + (about.symptom == Symptom.CHEST_PAIN ? WORRY_CHEST : 0)
            + (about.age < 2 ? WORRY_INFANT : 0)
            + WORRY_SD * Normal.standard(rng);
    double acsDraw = rng.nextDouble();
    about.acs = about.symptom == Symptom.CHEST_PAIN && acsDraw < acsChance(about, hour);
    about.severity =
        laws.erLogOdds[s]
            + laws.ageSlope * (about.age - laws.meanAge[s])
            + (hour < 6 ? NIGHT_SEVERITY : DAY_SEVERITY)
            + (about.acs ? about.sex == Sex.F ? ATYPICAL : TYPICAL : 0)
            + Logit.noise(rng);
    about.ami = rng.nextDouble() < amiChance(about);
    double code = rng.nextDouble();
    about.amiCode = !about.ami ? null : code < NON_ST_ELEVATION ? "I21.4" : "I21.9";
    about.visitDraw = rng.nextDouble();
    about.talkNoise = TALK_SD * Normal.standard(rng);
    return about;
  }

  private static int band(double uniform) {
    double u = uniform;
    int band = 0;
    while (band < Laws.LAST_BAND && u >= Laws.BAND_SHARE[band]) {
      u -= Laws.BAND_SHARE[band++];
    }
    return band;
  }

  private double acsChance(CallerCase about, int hour) {
    double byAge = about.age < 40 ? 0.2 : about.age < 60 ? 0.95 : 1.6;
    return laws.acsFactor
        * (about.sex == Sex.F ? ACS_WOMEN : ACS_MEN)
        * byAge
        * (hour < 8 ? 1.45 : 0.90)
        * (about.isProxy ? 1.6 : 0.87);
  }

  private static double amiChance(CallerCase about) {
    if (about.acs) {
      return AMI_OF_ACS;
    }
    if (about.symptom == Symptom.SHORTNESS_OF_BREATH) {
      return AMI_OF_BREATHLESS;
    }
    return about.age >= 45 ? AMI_FROM_45 : AMI_BELOW_45;
  }

  // ---- the queue

  private Call attempt(CallerCase about, int ordinal, int attempt, long entry) {
    UniformRandomProvider rng =
        attempts.at(line.id, today, (long) ordinal << ATTEMPT_BITS | attempt);
    boolean atOnce = rng.nextDouble() < AT_ONCE;
    double first = AT_ONCE_SECONDS.sample(rng);
    double waits = laws.patienceSeconds * Exponential.standard(rng);
    double seconds = atOnce ? first : waits;
    boolean isDrivenAway = rng.nextDouble() < laws.announcementExit;
    double after = ANNOUNCEMENT_AT + ANNOUNCEMENT_LENGTH + ANNOUNCEMENT_SECONDS.sample(rng);
    if (isDrivenAway && seconds > ANNOUNCEMENT_AT) {
      seconds = Math.min(seconds, after);
    }
    int ring = SHORTEST_RING + (int) RING_SECONDS.sample(rng);
    return new Call(about, ordinal, attempt, entry, 1 + (int) seconds, ring);
  }

  /** When she calls again, or never. */
  private long redialled(Call call) {
    UniformRandomProvider rng =
        redials.at(line.id, today, (long) call.ordinal << ATTEMPT_BITS | call.attempt);
    boolean calls = rng.nextDouble() < laws.redial;
    long when = call.hangUp() + 1 + (long) (REDIAL_MEAN_SECONDS * Exponential.standard(rng));
    boolean inTime = when < today * DAY + LAST_HOUR * HOUR;
    return calls && inTime && call.attempt < MOST_ATTEMPTS - 1 ? when : WallClock.NEVER;
  }

  /** Runs the queue; gives the calls of the day, all ended. */
  private List<Call> queue(int[][] orders, long[] firstCalls) {
    List<Call> all = new ArrayList<>(firstCalls.length + 64);
    Servers nurses = new Servers(line.seats);
    ArrayDeque<Call> waiting = new ArrayDeque<>();
    PriorityQueue<Call> patience = new PriorityQueue<>(64, BY_HANG_UP);
    PriorityQueue<Call> again = new PriorityQueue<>(64, BY_ENTRY);
    int next = 0;
    int hour = FIRST_HOUR;
    while (true) {
      long change = hour < LAST_HOUR ? today * DAY + hour * HOUR : WallClock.NEVER;
      long finish = nurses.nextFinish();
      long hangUp = patience.isEmpty() ? WallClock.NEVER : patience.peek().hangUp();
      long first = next < firstCalls.length ? firstCalls[next] : WallClock.NEVER;
      long redial = again.isEmpty() ? WallClock.NEVER : again.peek().entry;
      long now = Math.min(Math.min(change, Math.min(finish, hangUp)), Math.min(first, redial));
      if (change == WallClock.NEVER
          && first == WallClock.NEVER
          && redial == WallClock.NEVER
          && waiting.isEmpty()) {
        return all;
      }
      if (now == change) {
        staffed[hour] = staffHour(nurses, orders, hour);
        hour++;
        serve(nurses, waiting, again, now);
      } else if (now == finish) {
        nurses.finish();
        serve(nurses, waiting, again, now);
      } else if (now == hangUp) {
        hangUp(patience.poll(), again);
      } else {
        Call call;
        if (now == redial) {
          call = again.poll();
        } else {
          call = attempt(caller(next, first), next, 0, first);
          next++;
        }
        all.add(call);
        waiting.add(call);
        serve(nurses, waiting, again, now);
        if (call.nurse == null && !call.abandoned) {
          patience.add(call);
        }
      }
    }
  }

  private int staffHour(Servers nurses, int[][] orders, int hour) {
    int[] order = orders[hour < 7 ? 0 : hour < 15 ? 1 : hour < 23 ? 2 : 3];
    int number = Math.min(order.length, staff.planned(today, hour));
    nurses.staff(order, number);
    return number;
  }

  private void hangUp(Call call, PriorityQueue<Call> again) {
    if (call.nurse != null || call.abandoned) {
      return;
    }
    call.abandoned = true;
    call.hold = call.patience;
    long when = redialled(call);
    if (when != WallClock.NEVER) {
      again.add(attempt(call.about, call.ordinal, call.attempt + 1, when));
    }
  }

  /** Gives waiting calls to free nurses; those who hung up keep their place until it is called. */
  private void serve(
      Servers nurses, ArrayDeque<Call> waiting, PriorityQueue<Call> again, long now) {
    while (!waiting.isEmpty()) {
      if (waiting.peek().abandoned) {
        if (nurses.free() == 0) {
          return;
        }
        Call gone = waiting.poll();
        gone.offeredHold = (int) (now - gone.entry) + gone.ring;
        continue;
      }
      int seat = nurses.takeIdlest();
      if (seat == Servers.NONE) {
        return;
      }
      Call call = waiting.poll();
      int answered = (int) (now - call.entry) + call.ring;
      call.offeredHold = answered;
      if (call.patience < answered) {
        // The nurse finds the line dead.
        hangUp(call, again);
        nurses.occupy(seat, now + call.ring);
      } else {
        call.hold = answered;
        answer(call, seat, nurses);
      }
    }
  }

  private void answer(Call call, int seat, Servers nurses) {
    Staff.Person nurse = onSeat[seat];
    CallerCase about = call.about;
    call.nurse = nurse;
    double z = (about.severity - MEAN_SEVERITY) / SEVERITY_SD;
    z = Math.max(-MOST_ACUTE, Math.min(MOST_ACUTE, z));
    call.minutes = MEDIAN_MINUTES * Math.exp(laws.acuity * z + nurse.pace + about.talkNoise);
    double effect = about.symptom.isCardiopulmonary() ? nurse.cardiopulmonaryEffect : nurse.effect;
    double heard =
        about.severity + effect + alarms[seat] + WORRY_HEARD * (about.worry - MEAN_WORRY);
    about.advice = Disposition.of(heard);
    call.score = (int) Math.max(0, Math.min(HIGHEST_SCORE, Math.round(about.worry + nurse.rating)));
    double notes =
        NOTES_SECONDS.sample(
            service.at(line.id, today, (long) call.ordinal << ATTEMPT_BITS | call.attempt));
    nurses.occupy(seat, call.entry + call.hold + (long) (60 * call.minutes) + (long) notes);
  }

  // ---- rows

  private void emit(List<Call> calls, Emitter out) {
    int[] offered = new int[LAST_HOUR];
    int[] abandoned = new int[LAST_HOUR];
    long[] hold = new long[LAST_HOUR];
    for (Call call : calls) {
      int hour = (int) ((call.entry - today * DAY) / HOUR);
      offered[hour]++;
      abandoned[hour] += call.abandoned ? 1 : 0;
      hold[hour] += call.hold;
      if (isOfCell(WallClock.epochDay(call.entry))) {
        emit(call, out);
      }
    }
    for (int hour = FIRST_HOUR; hour < LAST_HOUR; hour++) {
      int day = today + hour / 24;
      if (offered[hour] > 0 && isOfCell(day)) {
        out.emit(
            NurseTriageLine.HOURS,
            new QueueHour(
                line.id,
                today * DAY + hour * HOUR,
                (short) staffed[hour],
                offered[hour],
                abandoned[hour],
                100.0 * abandoned[hour] / offered[hour],
                (int) Math.round((double) hold[hour] / offered[hour]),
                day));
      }
    }
  }

  private boolean isOfCell(int day) {
    return day >= firstDay && day <= lastDay;
  }

  private void emit(Call call, Emitter out) {
    CallerCase about = call.about;
    int day = WallClock.epochDay(call.entry);
    long id = line.id * IDS + callIds.at(numberOfMonth * IDS_OF_MONTH + callsSoFar++);
    Staff.Person nurse = call.nurse;
    boolean answered = nurse != null;
    Disposition advice = answered ? about.advice : null;
    Group group = answered ? advice.group : null;
    int half = UsCalendar.year(day) * 2 + (UsCalendar.month(day) > 6 ? 1 : 0);
    int filler = (int) (ageFillers.uniform(line.id, half) * AGE_FILLERS.length);
    out.emit(
        NurseTriageLine.CALLS,
        new TriageCall(
            id,
            day,
            line.id,
            members.id(about.member),
            call.entry,
            (short) about.age,
            about.sex,
            about.isProxy,
            about.symptom,
            call.hold,
            call.abandoned,
            answered ? nurse.id : null,
            answered ? call.minutes : null,
            answered ? (short) call.score : null,
            advice,
            group,
            about.isCardiacSuspected(),
            about.severity,
            about.acs,
            call.offeredHold,
            call.patience,
            -line.zone.standardOffsetHours(),
            line.id % 5 == 3 && day < laws.clockFix,
            menu.holdsAt(call.entry),
            answered && nurse.ownLabel,
            answered ? nurse.label : null,
            answered && desks[desk(nurse)].holdsAt(call.entry),
            answered && nurse.skips.holdsAt(call.entry),
            switchboard.holdsAt(call.entry),
            members.hasNoBirthDate(about.member),
            AGE_FILLERS[filler],
            lookUp.holdsAt(call.entry),
            callInterface.holdsAt(call.entry)));
    boolean visits = about.visitDraw < visitChance(about);
    int linkedOn = Laws.linkedOn(day, claims.at(id));
    boolean isUnlinked =
        members.isNeverLinked(about.member)
            || unlinked.uniform(id) < UNLINKED_CALLS
            || !members.isCovered(about.member, linkedOn);
    out.emit(
        NurseTriageLine.OUTCOMES,
        new CallOutcome(
            id,
            visits,
            visits ? about.isUrgent() : null,
            about.ami,
            about.amiCode,
            linkedOn,
            isUnlinked,
            day));
    out.emit(
        NurseTriageLine.CALL_TRUTH,
        new CallTruth(
            id,
            line.id,
            call.offeredHold,
            call.patience,
            about.acs,
            about.ami,
            about.isUrgent(),
            about.severity,
            group,
            day));
  }

  private int desk(Staff.Person nurse) {
    return (int) (desksOfNurses.uniform(nurse.key, today) * DESKS);
  }

  /** By the advice of the last attempt; the nurse matters only through it. */
  private double visitChance(CallerCase about) {
    Group group = about.advice == null ? null : about.advice.group;
    double chance =
        group == null
            ? VISIT_WITHOUT_ADVICE
            : switch (group) {
              case ER -> laws.visitAfterEr;
              case URGENT_CARE -> VISIT_AFTER_URGENT_CARE;
              case OFFICE, HOME_CARE -> VISIT_AFTER_OTHER;
            };
    double median = group == null ? MEDIAN_SEVERITY_WITHOUT_ADVICE : group.medianSeverity;
    chance *= about.severity > median ? SICKER : 2 - SICKER;
    return about.ami ? Math.max(VISIT_WITH_AMI, chance) : chance;
  }
}
