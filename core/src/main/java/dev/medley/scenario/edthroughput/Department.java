package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;
import static dev.medley.world.WallClock.NEVER;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.scenario.edthroughput.EdThroughput.Census;
import dev.medley.scenario.edthroughput.EdThroughput.DiagnosticOrder;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;
import dev.medley.scenario.edthroughput.EdThroughput.Diversion;
import dev.medley.scenario.edthroughput.EdThroughput.DivertedAmbulance;
import dev.medley.scenario.edthroughput.EdThroughput.Facility;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.scenario.edthroughput.EdThroughput.OrderType;
import dev.medley.scenario.edthroughput.EdThroughput.Visit;
import dev.medley.scenario.edthroughput.EdThroughput.VisitTruth;
import dev.medley.scenario.edthroughput.Patient.Next;
import dev.medley.world.Agenda;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayDeque;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * One emergency department from three weeks before the horizon on. A discrete-event simulation: the
 * clock jumps to whatever happens next, and patients move one step on.
 */
final class Department implements Simulation {

  // ---- rule acuity

  /** Percent of ESI 1 to 5 by arrival mode. */
  private static final double[][] LEVEL_PERCENT = {
    {0.4, 12, 49.5, 32.5, 5.6}, {4.1, 35, 47, 12, 1.9}
  };

  private static final double[] LEVEL_OF_FREQUENT = {0.4, 0.7, 1.1, 1.05, 1.1};
  private static final double[] LEVEL_OF_REGULAR = {1.6, 1.3, 0.9, 0.95, 0.9};
  private static final double NIGHT_ACUITY = 1.2;

  /** Levels by arrival mode, class and time of day. */
  private static final Discrete[] LEVELS = levels();

  // ---- rule triage

  private static final double EMS_TRIAGE_FROM_MINUTES = 1;
  private static final double EMS_TRIAGE_TO_MINUTES = 4;
  private static final int TRIAGE_NURSES = 2;
  private static final long TO_TRIAGE_SECONDS = 90;
  private static final LogNormal TRIAGE_MINUTES = LogNormal.ofMedianAndP90(4.5, 8);

  // ---- rules two_stage_queue and shift_change

  private static final double RESUSCITATION_MEAN_MINUTES = 2;
  private static final long TO_BEDSIDE_SECONDS = MINUTE;
  private static final int FAST_TRACK_OPENS = 7;
  private static final int FAST_TRACK_CLOSES = 23;

  /** New patients an hour that the provider team starts, by hour. */
  private static final double[] TEAM_PER_HOUR = {
    4.6, 4.6, 4.6, 4.6, 4.6, 4.6, 4.6, 6.9, 6.9, 7.6, 7.6, 7.35, 7.35, 7.35, 7.35, 6.6, 6.6, 6.6,
    6.6, 6.6, 7.35, 7.35, 7.35, 5.25
  };

  /** The same for the fast track; after it has closed the rest of the line is drained. */
  private static final double[] FAST_TRACK_PER_HOUR = {
    1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 2.8, 2.8, 2.8, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4,
    3.4, 3.4, 3.4, 2.4, 1.2
  };

  /** Shape of the time between two starts. */
  private static final int START_SHAPE = 3;

  private static final long[] HANDOVERS = {7 * HOUR, 19 * HOUR};
  private static final long HANDOVER_HALF = 25 * MINUTE;
  private static final long HANDOVER_RECOVERY = 45 * MINUTE;

  // ---- rules treatment and disposition

  private static final double[] LAB_SHARE = {0.95, 0.88, 0.74, 0.25, 0.06};
  private static final LogNormal LAB_ORDER_MINUTES = LogNormal.ofMedianAndP90(8, 20);

  /** Median 51 min (BMC Emergency Medicine 2022). */
  private static final LogNormal LAB_TURNAROUND_MINUTES = LogNormal.ofMedianAndP90(51, 90);

  private static final double[] CT_SHARE = {0.45, 0.34, 0.24, 0.08, 0.02};
  private static final LogNormal CT_ORDER_MINUTES = LogNormal.ofMedianAndP90(14, 35);
  private static final LogNormal CT_TURNAROUND_MINUTES = LogNormal.ofMedianAndP90(95, 210);

  /** The provider's own work by ESI. */
  private static final LogNormal[] WORK_MINUTES = {
    work(106), work(118), work(92), work(43), work(28)
  };

  private static final LogNormal DECISION_MINUTES = LogNormal.ofMedianAndP90(14, 40);
  private static final LogNormal DISCHARGE_MINUTES = LogNormal.ofMedianAndP90(18, 45);

  private static final double[] ADMIT_BASE = {0.65, 0.42, 0.20, 0.03, 0.01};
  private static final double ADMIT_EMS = 1.35;
  private static final double ADMIT_WALK_IN = 0.92;
  private static final double ADMIT_FREQUENT = 0.75;
  private static final double ADMIT_REGULAR = 1.22;
  private static final double ADMIT_MOST = 0.95;
  private static final double[] ICU_SHARE = {0.60, 0.17, 0.05, 0.05, 0.05};

  /** From the assigned bed to the door: handover and transport. */
  private static final LogNormal TRANSFER_MINUTES = LogNormal.ofMedianAndP90(65, 140);

  // ---- rule patience

  /** Weibull (Lucas 2014: most of those who leave do so within the first hours). */
  private static final double PATIENCE_SHAPE = 1.57;

  private static final double PATIENCE_SCALE_MINUTES = 541;
  private static final double PATIENCE_ESI_2 = 3;
  private static final double PATIENCE_ESI_4_5 = 0.8;
  private static final double PATIENCE_EMS = 2;
  private static final double PATIENCE_IN_BED = 2;
  private static final double PATIENCE_MOST_MINUTES = 99_999;

  // ---- rule diversion

  private static final long REVIEW_EVERY = 15 * MINUTE;
  private static final double DIVERSION_ON_PERCENT = 100;
  private static final double DIVERSION_OFF_PERCENT = 75;
  private static final long DIVERSION_SHORTEST = HOUR;

  /** Ends even a hopeless one, so that every interval has an end; the default world has none. */
  private static final long DIVERSION_LONGEST = 7 * DAY;

  private static final double TURNED_AWAY_SHARE = 0.40;

  /** Ids of a facility's diversions: the quarter of an hour since 1970 in which one began. */
  private static final long DIVERSIONS_PER_FACILITY = 100_000_000;

  // ---- facilities

  private static final String[] PLACES = {
    "Harbor",
    "Cedar Valley",
    "Lakeside",
    "Northgate",
    "Summit",
    "Riverbend",
    "Prairie",
    "Stonebridge"
  };

  private static final String[] KINDS = {" General ", " Memorial "};

  private static final int WARM_UP_DAYS = 21;

  /** What can happen next. */
  private enum Event {
    IN_HOSPITAL,
    ON_AGENDA,
    WALK_OUT,
    TEAM_START,
    FAST_TRACK_START,
    REVIEW,
    ARRIVAL
  }

  /** A provider who starts one patient after the other, with the line in front. */
  private final class Provider {
    private final double[] startsPerHour;
    private final WaitingLine line = new WaitingLine();
    private long freeAt;

    private Provider(double[] startsPerHour) {
      this.startsPerHour = startsPerHour;
    }

    private long nextStart() {
      return line.isEmpty() ? NEVER : Math.max(freeAt, clock);
    }

    private Patient start() {
      Patient patient = line.first();
      Draw draw = starts.at(patient.visitId);
      double rate = startsPerHour[WallClock.hourOfDay(clock)] * pace(WallClock.secondOfDay(clock));
      double unit = HOUR / (rate * START_SHAPE);
      var exponential = ZigguratSampler.Exponential.of(draw);
      double gap = 0;
      for (int i = 0; i < START_SHAPE; i++) {
        gap += unit * exponential.sample();
      }
      freeAt = clock + Math.round(gap);
      return patient;
    }
  }

  private final long facilityId;
  private final int firstDay;
  private final int lastDay;
  private final int edBeds;
  private final double handoffFactor;
  private final double acuteBays;
  private final double plannedAnnualVisits;

  private final Streams.Stream persons;
  private final Streams.Stream triages;
  private final Streams.Stream patiences;
  private final Streams.Stream starts;
  private final Streams.Stream labs;
  private final Streams.Stream cts;
  private final Streams.Stream works;
  private final Streams.Stream decisions;
  private final Streams.Stream transfers;
  private final Streams.Stream turnedAway;

  private final Arrivals arrivals;
  private final Population population;
  private final Hospital hospital;

  /** Patients whose next step has a time. */
  private final Agenda<Patient> agenda = new Agenda<>();

  private final WaitingLine waitingRoom = new WaitingLine();
  private final Provider team = new Provider(TEAM_PER_HOUR);
  private final Provider fastTrack = new Provider(FAST_TRACK_PER_HOUR);

  /** In order of arrival; who has left stays until nobody before is left. */
  private final ArrayDeque<Patient> present = new ArrayDeque<>();

  private final long[] nurseFreeAt = new long[TRIAGE_NURSES];

  private long clock;
  private Event next;
  private long nextSecond;
  private long nextReview;
  private int bedsInUse;
  private int waitingPatients;
  private int acutePatients;

  private boolean isOnDiversion;
  private long diversionStart;
  private double diversionScore;
  private int diverted;

  /** Where rows go while the department is being advanced. */
  private Emitter out;

  Department(long facilityId, World world) {
    Streams streams = world.streams();
    this.facilityId = facilityId;
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.edBeds = (int) Math.round(world.value(EdThroughput.ED_BEDS));
    this.handoffFactor = world.value(EdThroughput.HANDOFF_FACTOR);
    this.acuteBays = world.value(EdThroughput.ACUTE_BAYS);
    this.plannedAnnualVisits = world.value(EdThroughput.ANNUAL_VISITS);
    this.persons = streams.named("person");
    this.triages = streams.named("triage");
    this.patiences = streams.named("patience");
    this.starts = streams.named("provider_start");
    this.labs = streams.named("lab");
    this.cts = streams.named("ct");
    this.works = streams.named("work");
    this.decisions = streams.named("decision");
    this.transfers = streams.named("transfer");
    this.turnedAway = streams.named("turned_away");
    int warmUpDay = firstDay - WARM_UP_DAYS;
    this.clock = WallClock.startOf(warmUpDay);
    this.nextReview = clock;
    this.arrivals = new Arrivals(facilityId, warmUpDay, world);
    this.population = new Population(facilityId, world);
    this.hospital = new Hospital(facilityId, clock, world, population, this::bedAssigned);
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    if (emitter.wants(EdThroughput.FACILITIES)) {
      emitter.emit(
          EdThroughput.FACILITIES,
          new Facility(
              facilityId,
              facilityName(),
              edBeds,
              hospital.ward.beds,
              hospital.icu.beds,
              true,
              (int) Math.round(plannedAnnualVisits)));
    }
    if (emitter.wants(EdThroughput.PATIENTS)) {
      population.emit(emitter);
    }
  }

  private String facilityName() {
    int stem = (int) (facilityId % PLACES.length);
    int kind = (int) (facilityId / PLACES.length % KINDS.length);
    return PLACES[stem] + KINDS[kind] + facilityId;
  }

  // ---- the clock

  @Override
  public void advanceTo(LocalDate border, Emitter emitter) {
    out = emitter;
    long end = WallClock.startOf(border.toEpochDay());
    lookAhead();
    while (nextSecond < end || isUnfinishedBefore(end)) {
      clock = nextSecond;
      step();
      lookAhead();
    }
    out = null;
  }

  /** Whether a visit or a diversion that began before {@code end} is still going on. */
  private boolean isUnfinishedBefore(long end) {
    return (!present.isEmpty() && present.peek().arrival < end)
        || (isOnDiversion && diversionStart < end);
  }

  /**
   * Finds what happens next. Of what is due at the same second, the first in this order; reviews
   * and arrivals come after everything else, so that what they count is the state at that second.
   */
  private void lookAhead() {
    next = Event.IN_HOSPITAL;
    nextSecond = hospital.nextSecond();
    ifSooner(Event.ON_AGENDA, agenda.nextSecond());
    ifSooner(Event.WALK_OUT, nextWalkOut());
    ifSooner(Event.TEAM_START, team.nextStart());
    ifSooner(Event.FAST_TRACK_START, fastTrack.nextStart());
    ifSooner(Event.REVIEW, nextReview);
    ifSooner(Event.ARRIVAL, arrivals.nextSecond());
  }

  private void ifSooner(Event event, long second) {
    if (second < nextSecond) {
      nextSecond = second;
      next = event;
    }
  }

  private long nextWalkOut() {
    return Math.min(
        waitingRoom.nextLeavesAt(),
        Math.min(team.line.nextLeavesAt(), fastTrack.line.nextLeavesAt()));
  }

  private void step() {
    switch (next) {
      case IN_HOSPITAL -> hospital.step();
      case ON_AGENDA -> moveOn(agenda.take());
      case WALK_OUT -> walkOut();
      case TEAM_START -> startTreatment(team.start());
      case FAST_TRACK_START -> {
        Patient patient = fastTrack.start();
        patient.room = clock;
        startTreatment(patient);
      }
      case REVIEW -> review();
      case ARRIVAL -> arrive();
    }
  }

  private void moveOn(Patient patient) {
    switch (patient.next) {
      case TRIAGE -> triaged(patient);
      case PROVIDER -> seen(patient);
      case DISPOSITION -> decided(patient);
      case DEPARTURE -> depart(patient);
    }
  }

  private void schedule(Patient patient, Next next, long second) {
    patient.next = next;
    agenda.put(second, patient);
  }

  // ---- the visit

  private void arrive() {
    boolean isAmbulance = arrivals.nextIsAmbulance();
    long visitId = arrivals.nextVisitId();
    arrivals.advance();
    if (isAmbulance && isOnDiversion && turnedAway.uniform(visitId) < TURNED_AWAY_SHARE) {
      divert();
      return;
    }
    Patient patient = admitToEd(visitId, isAmbulance ? ArrivalMode.EMS : ArrivalMode.WALK_IN);
    present.add(patient);
    if (patient.isAcute()) {
      acutePatients++;
    }
    patient.triage = triageEnd(patient);
    schedule(patient, Next.TRIAGE, patient.triage);
  }

  private Patient admitToEd(long visitId, ArrivalMode mode) {
    Draw draw = persons.at(visitId);
    int hour = WallClock.hourOfDay(clock);
    boolean isNight = hour >= 22 || hour < 7;
    int person = population.drawRank(clock, isNight, draw);
    boolean isFrequent = Population.isFrequent(person);
    int levels = (mode == ArrivalMode.EMS ? 4 : 0) | (isFrequent ? 2 : 0) | (isNight ? 1 : 0);
    int level = 1 + LEVELS[levels].at(draw.nextDouble());
    long patientId = population.patientId(person);
    Patient patient = new Patient(visitId, person, patientId, mode, clock, level);
    patient.housing = population.housing(person, patientId);
    patient.complaint =
        complaints(patient)
            .choose(
                level,
                patient.housing == Housing.HOUSED,
                population.hasBehavioralCondition(person, patientId),
                draw.nextDouble());
    patient.patienceMinutes = patience(patient);
    patient.boardersAtArrival = boarders();
    patient.waitingAtArrival = waitingPatients;
    return patient;
  }

  private static Complaints complaints(Patient patient) {
    return patient.isFrequent() ? Complaints.FREQUENT : Complaints.REGULAR;
  }

  private double patience(Patient patient) {
    if (patient.level == 1) {
      return PATIENCE_MOST_MINUTES;
    }
    double unit = ZigguratSampler.Exponential.of(patiences.at(patient.visitId)).sample();
    double minutes = PATIENCE_SCALE_MINUTES * Math.pow(unit, 1 / PATIENCE_SHAPE);
    if (patient.level == 2) {
      minutes *= PATIENCE_ESI_2;
    } else if (patient.level >= 4) {
      minutes *= PATIENCE_ESI_4_5;
    }
    if (patient.mode == ArrivalMode.EMS) {
      minutes *= PATIENCE_EMS;
    }
    return Math.min(minutes, PATIENCE_MOST_MINUTES);
  }

  private long triageEnd(Patient patient) {
    Draw draw = triages.at(patient.visitId);
    if (patient.mode == ArrivalMode.EMS) {
      double span = EMS_TRIAGE_TO_MINUTES - EMS_TRIAGE_FROM_MINUTES;
      return clock + WallClock.seconds(EMS_TRIAGE_FROM_MINUTES + span * draw.nextDouble());
    }
    int nurse = 0;
    for (int other = 1; other < TRIAGE_NURSES; other++) {
      if (nurseFreeAt[other] < nurseFreeAt[nurse]) {
        nurse = other;
      }
    }
    long start = Math.max(clock + TO_TRIAGE_SECONDS, nurseFreeAt[nurse]);
    nurseFreeAt[nurse] = start + WallClock.seconds(TRIAGE_MINUTES.sample(draw));
    return nurseFreeAt[nurse];
  }

  private void triaged(Patient patient) {
    waitingPatients++;
    int hour = WallClock.hourOfDay(clock);
    if (patient.level == 1) {
      takeBed(patient);
      Draw draw = starts.at(patient.visitId);
      double minutes = RESUSCITATION_MEAN_MINUTES * ZigguratSampler.Exponential.of(draw).sample();
      schedule(patient, Next.PROVIDER, clock + WallClock.seconds(minutes));
    } else if (patient.level >= 4 && hour >= FAST_TRACK_OPENS && hour < FAST_TRACK_CLOSES) {
      fastTrack.line.join(patient, clock, givesUp(patient, 1));
    } else {
      waitingRoom.join(patient, urgency(patient), givesUp(patient, 1));
      giveBeds();
    }
  }

  /** ESI first, with 4 and 5 equal; then arrival. */
  private static long urgency(Patient patient) {
    return ((long) Math.min(patient.level, 4) << 48) | patient.arrival;
  }

  private long givesUp(Patient patient, double factor) {
    long second = patient.arrival + WallClock.seconds(factor * patient.patienceMinutes);
    return Math.max(second, clock);
  }

  private void giveBeds() {
    while (bedsInUse < edBeds && !waitingRoom.isEmpty()) {
      Patient patient = waitingRoom.first();
      takeBed(patient);
      team.line.join(patient, patient.rank, givesUp(patient, PATIENCE_IN_BED));
    }
  }

  private void takeBed(Patient patient) {
    patient.room = clock;
    patient.holdsBed = true;
    bedsInUse++;
  }

  private void startTreatment(Patient patient) {
    schedule(patient, Next.PROVIDER, clock + TO_BEDSIDE_SECONDS);
  }

  /** Share of the usual pace at which new patients are started. */
  private double pace(int secondOfDay) {
    for (long handover : HANDOVERS) {
      long since = secondOfDay - handover;
      if (since >= -HANDOVER_HALF && since < HANDOVER_HALF + HANDOVER_RECOVERY) {
        double recovered = Math.max(0, since - HANDOVER_HALF) / (double) HANDOVER_RECOVERY;
        return handoffFactor + (1 - handoffFactor) * recovered;
      }
    }
    return 1;
  }

  private void seen(Patient patient) {
    waitingPatients--;
    patient.provider = clock;
    int level = patient.level - 1;
    long ready = clock + WallClock.seconds(WORK_MINUTES[level].sample(works.at(patient.visitId)));
    Draw lab = labs.at(patient.visitId);
    if (lab.nextDouble() < LAB_SHARE[level]) {
      long ordered = clock + WallClock.seconds(LAB_ORDER_MINUTES.sample(lab));
      long resulted = ordered + WallClock.seconds(LAB_TURNAROUND_MINUTES.sample(lab));
      emitOrder(patient, OrderType.LAB, ordered, resulted);
      ready = Math.max(ready, resulted);
    }
    Draw ct = cts.at(patient.visitId);
    if (ct.nextDouble() < CT_SHARE[level]) {
      long ordered = clock + WallClock.seconds(CT_ORDER_MINUTES.sample(ct));
      long resulted = ordered + WallClock.seconds(CT_TURNAROUND_MINUTES.sample(ct));
      emitOrder(patient, OrderType.CT, ordered, resulted);
      ready = Math.max(ready, resulted);
    }
    Draw decision = decisions.at(patient.visitId);
    patient.outcome = outcome(patient, decision);
    patient.bedType = bedType(patient, decision);
    schedule(
        patient, Next.DISPOSITION, ready + WallClock.seconds(DECISION_MINUTES.sample(decision)));
  }

  private static Disposition outcome(Patient patient, Draw draw) {
    double share =
        ADMIT_BASE[patient.level - 1]
            * (patient.mode == ArrivalMode.EMS ? ADMIT_EMS : ADMIT_WALK_IN)
            * (patient.isFrequent() ? ADMIT_FREQUENT : ADMIT_REGULAR);
    return draw.nextDouble() < Math.min(ADMIT_MOST, share)
        ? Disposition.ADMIT
        : Disposition.DISCHARGE;
  }

  private static BedType bedType(Patient patient, Draw draw) {
    boolean isIcu = draw.nextDouble() < ICU_SHARE[patient.level - 1];
    if (patient.outcome != Disposition.ADMIT) {
      return null;
    }
    return isIcu ? BedType.ICU : BedType.WARD;
  }

  private void decided(Patient patient) {
    patient.disposition = clock;
    if (patient.isAcute()) {
      acutePatients--;
    }
    if (patient.outcome == Disposition.ADMIT) {
      hospital.request(patient, clock);
    } else {
      leaveAfter(patient, DISCHARGE_MINUTES);
    }
  }

  private void bedAssigned(Patient patient) {
    leaveAfter(patient, TRANSFER_MINUTES);
  }

  private void leaveAfter(Patient patient, LogNormal minutes) {
    Draw draw = transfers.at(patient.visitId);
    patient.departure = clock + WallClock.seconds(minutes.sample(draw));
    schedule(patient, Next.DEPARTURE, patient.departure);
  }

  private void walkOut() {
    WaitingLine line = fastTrack.line;
    if (waitingRoom.nextLeavesAt() == clock) {
      line = waitingRoom;
    } else if (team.line.nextLeavesAt() == clock) {
      line = team.line;
    }
    Patient patient = line.leaver();
    patient.outcome = Disposition.LWBS;
    waitingPatients--;
    if (patient.isAcute()) {
      acutePatients--;
    }
    depart(patient);
  }

  private void depart(Patient patient) {
    patient.departure = clock;
    patient.hasLeft = true;
    emitVisit(patient);
    while (!present.isEmpty() && present.peek().hasLeft) {
      present.remove();
    }
    if (patient.outcome != Disposition.ADMIT) {
      population.goesHome(patient.personRank);
    }
    if (patient.holdsBed) {
      bedsInUse--;
      giveBeds();
    }
  }

  private int boarders() {
    return hospital.ward.boarders() + hospital.icu.boarders();
  }

  // ---- the bed board

  /** Every quarter of an hour; new days and hours begin here too. */
  private void review() {
    int secondOfDay = WallClock.secondOfDay(clock);
    if (secondOfDay == 0) {
      int day = WallClock.epochDay(clock);
      arrivals.openDay(day);
      hospital.openDay(day);
    }
    reviewDiversion();
    if (secondOfDay % HOUR == 0) {
      arrivals.openHour(WallClock.hourOfDay(clock));
      emitCensus();
    }
    nextReview += REVIEW_EVERY;
  }

  private void reviewDiversion() {
    double score = 100 * acutePatients / acuteBays;
    if (!isOnDiversion && score > DIVERSION_ON_PERCENT) {
      isOnDiversion = true;
      diversionStart = clock;
      diversionScore = score;
      diverted = 0;
    } else if (isOnDiversion) {
      long lasted = clock - diversionStart;
      if ((score < DIVERSION_OFF_PERCENT && lasted >= DIVERSION_SHORTEST)
          || lasted >= DIVERSION_LONGEST) {
        isOnDiversion = false;
        emitDiversion();
      }
    }
  }

  private void divert() {
    diverted++;
    int day = WallClock.epochDay(clock);
    if (isEmitted(day) && out.wants(EdThroughput.DIVERTED_AMBULANCES)) {
      out.emit(EdThroughput.DIVERTED_AMBULANCES, new DivertedAmbulance(facilityId, clock, day));
    }
  }

  // ---- rows

  private boolean isEmitted(int day) {
    return day >= firstDay && day <= lastDay;
  }

  private void emitVisit(Patient patient) {
    int day = WallClock.epochDay(patient.arrival);
    if (!isEmitted(day)) {
      return;
    }
    double patienceMinutes = Math.round(patient.patienceMinutes * 10) / 10.0;
    if (out.wants(EdThroughput.VISITS)) {
      out.emit(EdThroughput.VISITS, visit(patient, patienceMinutes, day));
    }
    if (out.wants(EdThroughput.VISIT_TRUTH)) {
      out.emit(
          EdThroughput.VISIT_TRUTH,
          new VisitTruth(
              patient.visitId,
              facilityId,
              patient.patientId,
              Population.patientClass(patient.personRank),
              patienceMinutes,
              patient.boardersAtArrival,
              patient.waitingAtArrival,
              day));
    }
  }

  private Visit visit(Patient patient, double patienceMinutes, int day) {
    boolean isSeen = patient.outcome != Disposition.LWBS;
    Complaints complaints = complaints(patient);
    return new Visit(
        patient.visitId,
        facilityId,
        patient.patientId,
        patient.arrival,
        patient.mode,
        patient.triage,
        (short) patient.level,
        complaints.code(patient.complaint),
        isSeen ? complaints.icd10(patient.complaint) : null,
        patient.room == 0 ? null : patient.room,
        isSeen ? patient.provider : null,
        isSeen ? (int) ((patient.provider - patient.arrival) / MINUTE) : null,
        isSeen ? patient.disposition : null,
        patient.outcome,
        patient.bedType,
        patient.outcome == Disposition.ADMIT ? boardingHours(patient) : null,
        patient.departure,
        patient.housing == Housing.UNHOUSED,
        patienceMinutes,
        day);
  }

  private static double boardingHours(Patient patient) {
    return Math.round((patient.departure - patient.disposition) * 100.0 / HOUR) / 100.0;
  }

  private void emitOrder(Patient patient, OrderType type, long ordered, long resulted) {
    int day = WallClock.epochDay(patient.arrival);
    if (isEmitted(day) && out.wants(EdThroughput.DIAGNOSTIC_ORDERS)) {
      out.emit(
          EdThroughput.DIAGNOSTIC_ORDERS,
          new DiagnosticOrder(
              patient.visitId * 2 + (type == OrderType.CT ? 1 : 0),
              patient.visitId,
              facilityId,
              type,
              ordered,
              resulted,
              (int) ((resulted - ordered) / MINUTE),
              day));
    }
  }

  private void emitCensus() {
    int day = WallClock.epochDay(clock);
    if (isEmitted(day) && out.wants(EdThroughput.HOURLY_CENSUS)) {
      out.emit(
          EdThroughput.HOURLY_CENSUS,
          new Census(
              facilityId,
              clock,
              bedsInUse,
              waitingPatients,
              boarders(),
              hospital.icu.boarders(),
              hospital.ward.occupied(),
              hospital.ward.beds,
              hospital.icu.occupied(),
              hospital.icu.beds,
              isOnDiversion,
              day));
    }
  }

  private void emitDiversion() {
    int day = WallClock.epochDay(diversionStart);
    if (isEmitted(day) && out.wants(EdThroughput.DIVERSIONS)) {
      out.emit(
          EdThroughput.DIVERSIONS,
          new Diversion(
              facilityId * DIVERSIONS_PER_FACILITY + diversionStart / REVIEW_EVERY,
              facilityId,
              diversionStart,
              clock,
              diverted,
              Math.rint(diversionScore),
              day));
    }
  }

  // ---- precomputation

  private static LogNormal work(double median) {
    return LogNormal.ofMedianAndP90(median, 2.1 * median);
  }

  private static Discrete[] levels() {
    Discrete[] levels = new Discrete[8];
    for (int i = 0; i < levels.length; i++) {
      double[] percent = LEVEL_PERCENT[i >> 2].clone();
      double[] ofClass = (i & 2) != 0 ? LEVEL_OF_FREQUENT : LEVEL_OF_REGULAR;
      for (int level = 0; level < percent.length; level++) {
        percent[level] *= ofClass[level];
        if ((i & 1) != 0 && level < 2) {
          percent[level] *= NIGHT_ACUITY;
        }
      }
      levels[i] = Discrete.of(percent);
    }
    return levels;
  }
}
