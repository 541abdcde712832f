package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;
import static dev.medley.world.WallClock.NEVER;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Weibull;
import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.scenario.edthroughput.EdThroughput.Census;
import dev.medley.scenario.edthroughput.EdThroughput.DiagnosticOrder;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;
import dev.medley.scenario.edthroughput.EdThroughput.Diversion;
import dev.medley.scenario.edthroughput.EdThroughput.DivertedAmbulance;
import dev.medley.scenario.edthroughput.EdThroughput.ElectiveCalendar;
import dev.medley.scenario.edthroughput.EdThroughput.Facility;
import dev.medley.scenario.edthroughput.EdThroughput.FacilityTruth;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.scenario.edthroughput.EdThroughput.OrderType;
import dev.medley.scenario.edthroughput.EdThroughput.Visit;
import dev.medley.scenario.edthroughput.EdThroughput.VisitTruth;
import dev.medley.scenario.edthroughput.Habit.Part;
import dev.medley.scenario.edthroughput.Patient.Next;
import dev.medley.scenario.edthroughput.Population.Visitor;
import dev.medley.world.Agenda;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.WaitingLine;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * One emergency department from three weeks before the horizon on. A discrete-event simulation: the
 * clock jumps to whatever happens next, and patients move one step on.
 */
final class Department implements Simulation {

  // ---- rule triage

  private static final double EMS_TRIAGE_FROM_MINUTES = 1;
  private static final double EMS_TRIAGE_TO_MINUTES = 4;
  private static final long TO_TRIAGE_SECONDS = 90;
  private static final LogNormal TRIAGE_MINUTES = LogNormal.ofMedianAndP90(4.5, 8);

  // ---- rules two_stage_queue and shift_change

  private static final double RESUSCITATION_MEAN_MINUTES = 2;

  /** From the waiting room to the bed. */
  private static final LogNormal TO_BED_MINUTES = LogNormal.ofMedianAndP90(1.5, 4.5);

  /** From the decision to start a patient to the provider at the bedside. */
  private static final LogNormal TO_BEDSIDE_MINUTES = LogNormal.ofMedianAndP90(1, 3);

  /** What the team does of a fast track's work where there is none. */
  private static final double WITHOUT_FAST_TRACK = 0.82;

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

  private static final LogNormal LAB_ORDER_MINUTES = LogNormal.ofMedianAndP90(8, 20);

  /** Median 51 min (BMC Emergency Medicine 2022). */
  private static final LogNormal LAB_TURNAROUND_MINUTES = LogNormal.ofMedianAndP90(51, 90);

  private static final LogNormal CT_ORDER_MINUTES = LogNormal.ofMedianAndP90(14, 35);
  private static final LogNormal CT_TURNAROUND_MINUTES = LogNormal.ofMedianAndP90(95, 210);
  private static final double CT_IN_ARREST = 0.6;

  /** The provider's own work by ESI, for a patient of 45 years. */
  private static final LogNormal[] WORK_MINUTES = {
    work(70), work(118), work(92), work(43), work(28)
  };

  private static final double WORK_A_YEAR = 0.004;
  private static final double MIDDLE_AGE = 45;
  private static final LogNormal DECISION_MINUTES = LogNormal.ofMedianAndP90(14, 40);
  private static final LogNormal DISCHARGE_MINUTES = LogNormal.ofMedianAndP90(18, 45);

  /** From the assigned bed to the door: handover and transport. */
  private static final LogNormal TRANSPORT_MINUTES = LogNormal.ofMedianAndP90(65, 140);

  private static final double TRANSPORT_TO_ICU_IN_ARREST = 0.6;
  private static final double TRANSPORT_PSYCHIATRIC = 1.6;

  // ---- rule exits

  private static final double DIED_ESI_2 = 0.003;
  private static final double DIED_A_YEAR = 0.03;
  private static final double DIED_AGE = 55;
  private static final LogNormal DEATH_MINUTES = LogNormal.ofMedianAndP90(25, 70);

  private static final double TRANSFER_PSYCHIATRIC = 0.09;
  private static final double[] TRANSFER_SHARE = {0.05, 0.02, 0.003, 0.003, 0.003};
  private static final LogNormal TRANSFER_MINUTES_PSYCHIATRIC =
      LogNormal.ofMedianAndP90(6 * 60, 18 * 60);
  private static final LogNormal TRANSFER_MINUTES = LogNormal.ofMedianAndP90(1.6 * 60, 4 * 60);

  private static final double AMA_OF_DISCHARGED = 0.009;
  private static final double AMA_ALCOHOL = 0.03;
  private static final double AMA_FREQUENT = 1.5;
  private static final double AMA_OF_ADMITTED = 0.02;
  private static final LogNormal AMA_MINUTES = LogNormal.ofMedianAndP90(6, 20);

  // ---- rule patience

  /** Weibull (Lucas 2014: most of those who leave do so within the first hours). */
  private static final Weibull PATIENCE = Weibull.ofScaleAndShape(541, 1.57);

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
    "Harbor", "Cedar Valley", "Lakeside", "Northgate", "Summit", "Riverbend", "Prairie",
    "Stonebridge", "Fairmont", "Oak Hollow", "Eastfield", "Clearwater", "Highland", "Millbrook",
    "Juniper", "Copper Ridge", "Bayview", "Granite", "Kingsford", "Redwood"
  };

  private static final String[] KINDS = {
    " General", " Memorial", " Community", " Regional", " Medical Center", " University Hospital"
  };

  /** Tell later facilities of the same name apart. */
  private static final String[] POINTS = {
    " North", " East", " South", " West", " Northeast", " Southeast", " Southwest", " Northwest"
  };

  private static final int PLANNED_TO_THE_NEXT = 1_000;

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
    private final WaitingLine<Patient> line = new WaitingLine<>();
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
      double gap = 0;
      for (int i = 0; i < START_SHAPE; i++) {
        gap += Exponential.standard(draw);
      }
      freeAt = clock + Math.round(gap * HOUR / (rate * START_SHAPE));
      return patient;
    }
  }

  private final World world;
  private final Site site;
  private final long facilityId;
  private final int firstDay;
  private final int lastDay;
  private final double handoffFactor;
  private final double diedEsi1;

  private final Streams.Stream persons;
  private final Streams.Stream triages;
  private final Streams.Stream patiences;
  private final Streams.Stream walks;
  private final Streams.Stream starts;
  private final Streams.Stream bedsides;
  private final Streams.Stream labs;
  private final Streams.Stream cts;
  private final Streams.Stream works;
  private final Streams.Stream decisions;
  private final Streams.Stream exits;
  private final Streams.Stream diagnoses;
  private final Streams.Stream transfers;
  private final Streams.Stream turnedAway;
  private final IdBlock diversionIds;

  private final Arrivals arrivals;
  private final Population population;
  private final Hospital hospital;
  private final Recorders recorders;

  /** Patients whose next step has a time. */
  private final Agenda<Patient> agenda = new Agenda<>();

  private final WaitingLine<Patient> waitingRoom = new WaitingLine<>();
  private final Provider team;
  private final Provider fastTrack;

  /** In order of arrival; who has left stays until nobody before is left. */
  private final ArrayDeque<Patient> present = new ArrayDeque<>();

  private final long[] nurseFreeAt;

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

  /**
   * The ED of that id.
   *
   * @param region its region's position
   */
  Department(long facilityId, int region, World world) {
    Streams streams = world.streams();
    this.world = world;
    this.site = new Site(facilityId, world);
    this.facilityId = facilityId;
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.handoffFactor = world.value(EdThroughput.HANDOFF_FACTOR);
    this.diedEsi1 = world.value(EdThroughput.DIED_ESI_1);
    this.persons = streams.named("person");
    this.triages = streams.named("triage");
    this.patiences = streams.named("patience");
    this.walks = streams.named("walk_to_bed");
    this.starts = streams.named("provider_start");
    this.bedsides = streams.named("bedside");
    this.labs = streams.named("lab");
    this.cts = streams.named("ct");
    this.works = streams.named("work");
    this.decisions = streams.named("decision");
    this.exits = streams.named("exit");
    this.diagnoses = streams.named("diagnosis");
    this.transfers = streams.named("transfer");
    this.turnedAway = streams.named("turned_away");
    this.diversionIds =
        IdBlock.ofUnit("diversion_id", facilityId, DIVERSIONS_PER_FACILITY, streams);
    this.team = new Provider(teamPerHour(site));
    this.fastTrack = new Provider(times(FAST_TRACK_PER_HOUR, site.staffing));
    this.nurseFreeAt = new long[site.triageNurses];
    int warmUpDay = firstDay - WARM_UP_DAYS;
    this.clock = WallClock.startOf(warmUpDay);
    this.nextReview = clock;
    this.population = new Population(site, world);
    this.arrivals =
        new Arrivals(site, new Season(region, world), population.heatFactor(), warmUpDay, world);
    this.hospital = new Hospital(site, clock, world, population, this::bedAssigned);
    this.recorders = new Recorders(site, world);
  }

  /** Where there is no fast track, its patients are the team's, and most of its pace is. */
  private static double[] teamPerHour(Site site) {
    double[] perHour = times(TEAM_PER_HOUR, site.staffing);
    if (!site.hasFastTrack) {
      for (int hour = 0; hour < perHour.length; hour++) {
        perHour[hour] += WITHOUT_FAST_TRACK * FAST_TRACK_PER_HOUR[hour] * site.staffing;
      }
    }
    return perHour;
  }

  private static double[] times(double[] perHour, double factor) {
    return Arrays.stream(perHour).map(rate -> rate * factor).toArray();
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    if (emitter.wants(EdThroughput.FACILITIES)) {
      double planned = world.value(EdThroughput.ANNUAL_VISITS) * site.size;
      emitter.emit(
          EdThroughput.FACILITIES,
          new Facility(
              facilityId,
              facilityName(),
              site.edBeds,
              site.wardBeds,
              site.icuBeds,
              site.hasFastTrack,
              (int) Math.round(planned / PLANNED_TO_THE_NEXT) * PLANNED_TO_THE_NEXT));
    }
    if (emitter.wants(EdThroughput.FACILITY_TRUTH)) {
      emitter.emit(
          EdThroughput.FACILITY_TRUTH,
          new FacilityTruth(
              facilityId,
              site.size,
              site.pace,
              site.operatesOnMondays ? ElectiveCalendar.MONDAY : ElectiveCalendar.LEVELLED,
              site.diverts));
    }
    if (emitter.wants(EdThroughput.PATIENTS)) {
      population.emit(emitter);
    }
  }

  /** No two facilities have the same; those beyond the first 120 have points of the compass. */
  private String facilityName() {
    int names = PLACES.length * KINDS.length;
    Streams.Stream shuffles = world.streams().named("facility_name");
    long round = (facilityId - 1) / names;
    int place = (int) Permutation.of(names, shuffles.bits(round)).at((facilityId - 1) % names);
    StringBuilder name = new StringBuilder(PLACES[place / KINDS.length]);
    name.append(KINDS[place % KINDS.length]);
    for (long left = round; left > 0; left = (left - 1) / POINTS.length) {
      name.append(POINTS[(int) ((left - 1) % POINTS.length)]);
    }
    return name.toString();
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
      case FAST_TRACK_START -> startTreatment(fastTrack.start());
      case REVIEW -> review();
      case ARRIVAL -> arrive();
    }
  }

  private void moveOn(Patient patient) {
    switch (patient.next) {
      case TRIAGE -> triaged(patient);
      case ROOM -> roomed(patient);
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
    Visitor visitor = population.arriving(clock, mode, arrivals.flu(), arrivals.isHeat(), draw);
    int rank = visitor.rank();
    int age = population.age(rank, UsCalendar.year(WallClock.epochDay(clock)));
    boolean isFrequent = population.isFrequent(rank);
    boolean isNight = Part.of(WallClock.hourOfDay(clock)) == Part.NIGHT;
    double severity =
        CaseMix.typicalSeverity(age, visitor.complaint())
            + population.severity(rank)
            + CaseMix.VISIT_SD * Normal.standard(draw);
    int level = CaseMix.AVERAGE.level(mode, isFrequent, isNight, severity);
    Patient patient =
        new Patient(
            visitId,
            rank,
            age,
            isFrequent,
            mode,
            clock,
            visitor.complaint(),
            level,
            recorders.slips(visitId));
    patient.patienceMinutes = patience(patient);
    patient.boardersAtArrival = boarders();
    patient.waitingAtArrival = waitingPatients;
    return patient;
  }

  private double patience(Patient patient) {
    if (patient.level == 1) {
      return PATIENCE_MOST_MINUTES;
    }
    double minutes = PATIENCE.sample(patiences.at(patient.visitId));
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
    for (int other = 1; other < nurseFreeAt.length; other++) {
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
    if (patient.level == 1) {
      takeBed(patient);
      Draw draw = starts.at(patient.visitId);
      double minutes = RESUSCITATION_MEAN_MINUTES * Exponential.standard(draw);
      roomOnTheWay(patient, WallClock.seconds(minutes), draw);
      schedule(patient, Next.PROVIDER, clock + WallClock.seconds(minutes));
    } else if (patient.level >= 4 && isFastTrackOpen()) {
      fastTrack.line.join(patient, clock, givesUp(patient, 1));
    } else {
      waitingRoom.join(patient, urgency(patient), givesUp(patient, 1));
      giveBeds();
    }
  }

  private boolean isFastTrackOpen() {
    int hour = WallClock.hourOfDay(clock);
    return site.hasFastTrack && hour >= FAST_TRACK_OPENS && hour < FAST_TRACK_CLOSES;
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
    while (bedsInUse < site.edBeds && !waitingRoom.isEmpty()) {
      Patient patient = waitingRoom.first();
      takeBed(patient);
      double minutes = TO_BED_MINUTES.sample(walks.at(patient.visitId));
      schedule(patient, Next.ROOM, clock + WallClock.seconds(minutes));
    }
  }

  private void takeBed(Patient patient) {
    patient.holdsBed = true;
    bedsInUse++;
  }

  private void roomed(Patient patient) {
    patient.room = clock;
    team.line.join(patient, urgency(patient), givesUp(patient, PATIENCE_IN_BED));
  }

  private void startTreatment(Patient patient) {
    Draw draw = bedsides.at(patient.visitId);
    long toBedside = WallClock.seconds(TO_BEDSIDE_MINUTES.sample(draw));
    if (!patient.holdsBed) {
      roomOnTheWay(patient, toBedside, draw);
    }
    schedule(patient, Next.PROVIDER, clock + toBedside);
  }

  /** Who is fetched by the provider sits or lies down some time before the first contact. */
  private void roomOnTheWay(Patient patient, long toProvider, Draw draw) {
    patient.room = clock + (long) (draw.nextDouble() * toProvider);
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
    patient.seenBy = recorders.providerOnDuty(patient);
    double ofAge = Math.exp(WORK_A_YEAR * (patient.age - MIDDLE_AGE));
    LogNormal own = WORK_MINUTES[patient.level - 1];
    long ready = clock + WallClock.seconds(ofAge * own.sample(works.at(patient.visitId)));
    Draw lab = labs.at(patient.visitId);
    double labChance = site.lab * CaseMix.AVERAGE.lab(patient.level, patient.complaint);
    long labOrdered = NEVER;
    long labResulted = 0;
    if (lab.nextDouble() < labChance) {
      labOrdered = clock + WallClock.seconds(LAB_ORDER_MINUTES.sample(lab));
      double minutes = site.labTurnaround * LAB_TURNAROUND_MINUTES.sample(lab);
      labResulted = labOrdered + WallClock.seconds(minutes);
    }
    Draw ct = cts.at(patient.visitId);
    double ctChance = site.ct * CaseMix.AVERAGE.ct(patient.level, patient.complaint, patient.age);
    long ctOrdered = NEVER;
    long ctResulted = 0;
    if (ct.nextDouble() < ctChance) {
      ctOrdered = clock + WallClock.seconds(CT_ORDER_MINUTES.sample(ct));
      double minutes = CT_TURNAROUND_MINUTES.sample(ct);
      ctResulted =
          ctOrdered + WallClock.seconds(patient.level == 1 ? CT_IN_ARREST * minutes : minutes);
    }
    ready = Math.max(ready, Math.max(labResulted, ctResulted));
    Draw decision = decisions.at(patient.visitId);
    long end = decide(patient, ready, decision);
    // What was taken is analysed even if the patient is gone; a scan is not made then.
    if (labOrdered <= end) {
      emitOrder(patient, OrderType.LAB, labOrdered, labResulted);
    }
    if (ctOrdered <= end && ctResulted <= end) {
      emitOrder(patient, OrderType.CT, ctOrdered, ctResulted);
    }
    schedule(patient, Next.DISPOSITION, end);
  }

  /** How the visit is going to end; returns when that is known. */
  private long decide(Patient patient, long ready, Draw draw) {
    long decided = ready + WallClock.seconds(DECISION_MINUTES.sample(draw));
    double admission =
        CaseMix.AVERAGE.admission(
            patient.level,
            patient.mode,
            patient.isFrequent,
            patient.complaint,
            patient.age,
            site.admission);
    boolean isAdmitted = draw.nextDouble() < admission;
    boolean isIcu = draw.nextDouble() < CaseMix.ICU_SHARE[patient.level - 1];
    Draw exit = exits.at(patient.visitId);
    boolean dies = exit.nextDouble() < death(patient);
    boolean isTransferred = exit.nextDouble() < transfer(patient);
    boolean leaves = exit.nextDouble() < againstAdvice(patient, isAdmitted);
    double shareStayed = exit.nextDouble();
    if (dies) {
      patient.outcome = Disposition.DIED;
      return clock + WallClock.seconds(DEATH_MINUTES.sample(exit));
    }
    if (isTransferred) {
      patient.outcome = Disposition.TRANSFER;
    } else if (leaves) {
      patient.outcome = Disposition.AMA;
      return isAdmitted ? decided : clock + Math.round(shareStayed * (decided - clock));
    } else if (isAdmitted) {
      patient.outcome = Disposition.ADMIT;
      patient.bedType = isIcu ? BedType.ICU : BedType.WARD;
    } else {
      patient.outcome = Disposition.DISCHARGE;
    }
    return decided;
  }

  private double death(Patient patient) {
    return switch (patient.level) {
      case 1 -> diedEsi1;
      case 2 -> DIED_ESI_2 * Math.exp(DIED_A_YEAR * (patient.age - DIED_AGE));
      default -> 0;
    };
  }

  private static double transfer(Patient patient) {
    return patient.complaint == Complaint.PSYCHIATRIC && patient.level <= 3
        ? TRANSFER_PSYCHIATRIC
        : TRANSFER_SHARE[patient.level - 1];
  }

  private static double againstAdvice(Patient patient, boolean isAdmitted) {
    if (isAdmitted) {
      return AMA_OF_ADMITTED;
    }
    double share = patient.complaint == Complaint.ALCOHOL ? AMA_ALCOHOL : AMA_OF_DISCHARGED;
    return share * (patient.isFrequent ? AMA_FREQUENT : 1);
  }

  private void decided(Patient patient) {
    patient.disposition = clock;
    if (patient.isAcute()) {
      acutePatients--;
    }
    switch (patient.outcome) {
      case ADMIT -> hospital.request(patient, clock);
      case TRANSFER -> leaveAfter(patient, untilFetched(patient), 1);
      case AMA -> leaveAfter(patient, AMA_MINUTES, 1);
      default -> leaveAfter(patient, DISCHARGE_MINUTES, 1);
    }
  }

  private static LogNormal untilFetched(Patient patient) {
    return patient.complaint == Complaint.PSYCHIATRIC
        ? TRANSFER_MINUTES_PSYCHIATRIC
        : TRANSFER_MINUTES;
  }

  private void bedAssigned(Patient patient) {
    double factor = patient.complaint == Complaint.PSYCHIATRIC ? TRANSPORT_PSYCHIATRIC : 1;
    if (patient.level == 1 && patient.bedType == BedType.ICU) {
      factor *= TRANSPORT_TO_ICU_IN_ARREST;
    }
    leaveAfter(patient, TRANSPORT_MINUTES, factor);
  }

  private void leaveAfter(Patient patient, LogNormal minutes, double factor) {
    Draw draw = transfers.at(patient.visitId);
    patient.departure = clock + WallClock.seconds(factor * minutes.sample(draw));
    schedule(patient, Next.DEPARTURE, patient.departure);
  }

  private void walkOut() {
    WaitingLine<Patient> line = fastTrack.line;
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
    if (patient.outcome != Disposition.ADMIT && patient.outcome != Disposition.DIED) {
      population.goesHome(patient, clock);
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
    if (!site.diverts) {
      return;
    }
    double score = 100.0 * acutePatients / site.acuteBays;
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
              population.patientId(patient.rank),
              population.patientClass(patient.rank),
              patienceMinutes,
              patient.boardersAtArrival,
              patient.waitingAtArrival,
              day));
    }
  }

  private Visit visit(Patient patient, double patienceMinutes, int day) {
    boolean isSeen = patient.isSeen();
    Housing housing = population.housing(patient.rank);
    return new Visit(
        patient.visitId,
        facilityId,
        population.patientId(patient.rank),
        patient.arrival,
        patient.mode,
        patient.triage,
        (short) patient.level,
        patient.complaint,
        isSeen
            ? patient.complaint.diagnosis(
                patient.age, patient.level, diagnoses.uniform(patient.visitId))
            : null,
        patient.room == 0 ? null : patient.room,
        isSeen ? patient.provider : null,
        isSeen ? (int) ((patient.provider - patient.arrival) / MINUTE) : null,
        isSeen ? patient.disposition : null,
        patient.outcome,
        patient.bedType,
        patient.outcome == Disposition.ADMIT ? boardingHours(patient) : null,
        patient.departure,
        housing == Housing.UNHOUSED,
        patienceMinutes,
        recorders.isTriageLapse(patient),
        recorders.isAtLegacyDesk(patient),
        recorders.isProviderTyped(patient),
        recorders.isEndTyped(patient),
        recorders.isLateCharted(patient),
        recorders.isUncharted(patient),
        recorders.isAlias(patient, housing),
        recorders.isRegisteredTwice(patient),
        recorders.driftMinutes(patient),
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
              recorders.isVerbal(patient, type),
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
              recorders.isBoardDown(clock),
              day));
    }
  }

  private void emitDiversion() {
    int day = WallClock.epochDay(diversionStart);
    if (isEmitted(day) && out.wants(EdThroughput.DIVERSIONS)) {
      out.emit(
          EdThroughput.DIVERSIONS,
          new Diversion(
              diversionIds.id(diversionStart / REVIEW_EVERY),
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
}
