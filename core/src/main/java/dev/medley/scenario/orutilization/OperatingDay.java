package dev.medley.scenario.orutilization;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.orutilization.OrUtilization.BlockDay;
import dev.medley.scenario.orutilization.OrUtilization.CancelReason;
import dev.medley.scenario.orutilization.OrUtilization.Case;
import dev.medley.scenario.orutilization.OrUtilization.CaseClass;
import dev.medley.scenario.orutilization.OrUtilization.CaseStatus;
import dev.medley.scenario.orutilization.OrUtilization.CaseTruth;
import dev.medley.scenario.orutilization.OrUtilization.DelayReason;
import dev.medley.scenario.orutilization.OrUtilization.RoomDay;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One day of a suite: the lists, the first cases, and then what is possible first. */
final class OperatingDay {

  // ---- rule blocks

  private static final int MINUTES_BETWEEN = 30;
  private static final double WEEK_OF_LEAVE = 0.027;
  private static final double SINGLE_DAY = 0.015;
  private static final double TAKEN_BY_OTHERS = 0.6;
  private static final double FILLED_BY_OTHERS = 0.7;

  // ---- rule first_case

  private static final LogNormal LATE_MINUTES = LogNormal.ofMedianAndP90(18, 48);
  private static final Gamma ANESTHESIA_DAY = Gamma.ofMeanAndShape(1, 6);
  private static final Gamma PUNCTUAL_MINUTES = Gamma.ofMeanAndShape(2.8, 2);
  private static final double CODED_MINUTES = 5;

  // ---- rule room_recursion

  private static final long EARLIER = 20 * WallClock.MINUTE;
  private static final LogNormal GAP_MINUTES = LogNormal.ofMedianAndP90(26, 39);
  private static final int LONGEST_GAP = 120;

  // ---- rule add_on_chaos

  private static final double URGENT_WEEKDAY = 7;
  private static final double URGENT_WEEKEND = 5.5;
  private static final double URGENT_K = 12;
  private static final int FIRST_REQUEST_HOUR = 6;
  private static final Discrete REQUEST_HOUR = requestHours(0.93);
  private static final Discrete REQUEST_HOUR_BEFORE_DAYS_OFF = requestHours(1.25);
  private static final Exponential URGENT_WAIT_MINUTES = Exponential.ofMean(60);
  private static final double TRAUMA_WEEKDAY = 0.20;
  private static final double TRAUMA_WEEKEND = 0.28;
  private static final double SECOND_TRAUMA = 0.35;
  private static final double NEXT_ROOM_STOPS = 0.75;

  // ---- rules cancellation and rebooking

  private static final double[] CANCELLED_BY_ASA = {0.75, 0.85, 1.15, 1.7, 1.7};
  private static final double REBOOKED = 0.9;
  private static final int MOST_REBOOKED = 4;
  private static final double USD_CENTS_PER_MINUTE = 10_000;

  /** A case as it is booked. */
  static final class Booking {
    final long id;
    final Surgeon surgeon;
    final Procedure procedure;
    final CaseClass caseClass;
    final Patient patient;
    final int bookedMinutes;
    final double trueMinutes;
    final long rebookedFrom;
    long scheduled;
    long ready;

    Booking(
        long id,
        Surgeon surgeon,
        Procedure procedure,
        CaseClass caseClass,
        Patient patient,
        int bookedMinutes,
        double trueMinutes,
        long rebookedFrom) {
      this.id = id;
      this.surgeon = surgeon;
      this.procedure = procedure;
      this.caseClass = caseClass;
      this.patient = patient;
      this.bookedMinutes = bookedMinutes;
      this.trueMinutes = trueMinutes;
      this.rebookedFrom = rebookedFrom;
    }
  }

  /** A case that took place, until the one after it in the room is known. */
  private static final class Done {
    final Booking booking;
    final int room;
    final long in;
    final long out;
    DelayReason delay;
    Integer gapMinutes;

    Done(Booking booking, int room, long in, long out) {
      this.booking = booking;
      this.room = room;
      this.in = in;
      this.out = out;
    }
  }

  /** A room on this day. */
  private final class Room {
    final int index;
    final List<Booking> list = new ArrayList<>();
    Surgeon owner;
    boolean isBlock;
    int next;
    Done last;
    int done;
    double lateMinutes;
    Double firstLate;
    DelayReason cause;
    boolean isStopped;

    Room(int index) {
      this.index = index;
    }

    boolean isListDone() {
      return next >= list.size();
    }

    /** Earliest wheels in of a case, whose surgeon must be there. */
    long earliest(Booking booking, long notBefore) {
      long start = notBefore;
      if (last != null) {
        start = Math.max(start, last.out + gapSeconds(booking));
      }
      Done before = lastOf.get(booking.surgeon.id);
      if (before != null && before.room != index) {
        start = Math.max(start, before.out + 5 * WallClock.MINUTE);
      }
      return start;
    }

    private long gapSeconds(Booking booking) {
      double minutes =
          GAP_MINUTES.sample(suite.laws.gaps.at(suite.facilityId, day, index * 100L + done))
              * suite.gapFactor
              * Math.pow((last.out - last.in) / 60.0 / 85, 0.25);
      minutes += booking.surgeon.id == last.booking.surgeon.id ? 0 : 8;
      int hour = (int) ((last.out - midnight) / WallClock.HOUR);
      minutes += hour >= 15 ? 8 : hour >= 11 && hour < 13 ? 4 : 0;
      return WallClock.seconds(minutes);
    }
  }

  private final Suite suite;
  private final int day;
  private final long midnight;
  private final boolean isStorm;
  private final List<Room> rooms = new ArrayList<>();
  private final Map<Long, Done> lastOf = new HashMap<>();
  private final List<Done> all = new ArrayList<>();
  private final List<Booking> addOns = new ArrayList<>();
  private Emitter out;

  OperatingDay(Suite suite, int day) {
    this.suite = suite;
    this.day = day;
    this.midnight = WallClock.startOf(day);
    this.isStorm = suite.isStorm(day);
    for (int room = 0; room <= suite.rooms; room++) {
      rooms.add(new Room(room));
    }
  }

  void run(Emitter emitter) {
    out = emitter;
    if (Suite.isOperatingDay(day)) {
      for (int room = 0; room < suite.rooms; room++) {
        if (suite.isOpen(room, day)) {
          openBlock(rooms.get(room));
        }
      }
      listRebooked(rooms.get(suite.rooms));
      beLate();
    }
    requestAddOns();
    operate();
    emit();
  }

  // ---- the lists

  private void openBlock(Room room) {
    room.isBlock = true;
    room.owner = suite.owner(room.index, day);
    Integer releasedOn = released(room.owner);
    Surgeon surgeon = room.owner;
    double fill = surgeon.fill;
    if (releasedOn != null) {
      Draw draw = suite.laws.releases.at(suite.facilityId, day, room.index);
      List<Surgeon> others = suite.withoutBlock(Service.GENERAL, day);
      boolean isTaken = draw.nextDouble() < TAKEN_BY_OTHERS;
      surgeon = isTaken ? others.get(draw.nextInt(others.size())) : null;
      fill = FILLED_BY_OTHERS;
    }
    if (surgeon != null) {
      fillList(room, surgeon, fill);
    }
    out.emit(
        OrUtilization.BLOCK_DAYS,
        new BlockDay(
            suite.facilityId,
            (short) (room.index + 1),
            room.owner.id,
            suite.service(room.index, day),
            suite.blockMinutes(day),
            releasedOn != null,
            releasedOn,
            day));
  }

  /** The business day on which the owner gave the day back; null if he did not. */
  private Integer released(Surgeon owner) {
    int week = UsCalendar.weekNumber(day);
    Draw weekly = suite.laws.leaves.at(owner.id, week);
    boolean isHolidayTime =
        UsCalendar.month(day) == 8
            || (UsCalendar.month(day) == 12 && UsCalendar.dayOfMonth(day) >= 20);
    double p = WEEK_OF_LEAVE * owner.leave * (isHolidayTime ? 1.8 : 0.9);
    if (weekly.nextDouble() < p) {
      return Suite.businessDayBefore(day, 14 + weekly.nextInt(57));
    }
    Draw daily = suite.laws.releases.at(owner.id, day);
    if (!owner.isSmith && daily.nextDouble() < SINGLE_DAY) {
      int before = daily.nextDouble() < 0.6 ? 3 : 4 + daily.nextInt(17);
      return Suite.businessDayBefore(day, before);
    }
    return null;
  }

  private void fillList(Room room, Surgeon surgeon, double fill) {
    Draw draw = suite.laws.lists.at(suite.facilityId, day, room.index);
    double wanted = Surgeon.soft(fill * Suite.season(day) + 0.10 * Normal.standard(draw));
    double limit = suite.blockMinutes(day) * Math.max(0.25, wanted) + 20;
    long start = suite.start(day);
    double used = 0;
    while (true) {
      Procedure procedure = surgeon.procedure(draw.nextDouble());
      int booked = surgeon.booked(procedure, suite.laws.sandbagFactor);
      // Nothing follows the last case, so it needs no time between.
      used += booked;
      if (used > limit) {
        return;
      }
      used += MINUTES_BETWEEN;
      Booking booking = elective(surgeon, procedure, booked);
      booking.scheduled = start;
      start += (booked + MINUTES_BETWEEN) * WallClock.MINUTE;
      if (!isCancelled(booking, room.index)) {
        room.list.add(booking);
      }
    }
  }

  private Booking elective(Surgeon surgeon, Procedure procedure, int booked) {
    long id = suite.nextCaseId();
    Draw draw = suite.laws.cases.at(id);
    Patient patient = Patient.of(procedure, false, false, suite.laws.asaLimits, draw);
    double minutes = minutes(procedure, surgeon, patient, draw);
    return new Booking(id, surgeon, procedure, CaseClass.ELECTIVE, patient, booked, minutes, -1);
  }

  private static double minutes(Procedure p, Surgeon surgeon, Patient patient, Draw draw) {
    double spread = 0.78 * p.sigma() * Normal.standard(draw) + 0.06 * patient.relativeFrailty(p);
    return Math.max(15, p.medianMinutes * surgeon.speed * Math.exp(spread));
  }

  private boolean isCancelled(Booking booking, int room) {
    Draw draw = suite.laws.cases.at(booking.id, 1);
    double p =
        suite.laws.cancellation
            * suite.cancellations
            * CANCELLED_BY_ASA[booking.patient.asa() - 1]
            * suite.fluFactor(day)
            * (isStorm ? 4 : 1);
    if (draw.nextDouble() >= p) {
      return false;
    }
    double medical = 0.24 * (0.6 + 0.25 * (booking.patient.asa() - 1));
    CancelReason reason =
        draw.nextDouble() < medical
            ? CancelReason.MEDICAL
            : draw.nextDouble() < 0.53 ? CancelReason.PATIENT : CancelReason.NO_SHOW;
    emitNotDone(booking, room, CaseStatus.CANCELLED, reason);
    return true;
  }

  /** Bumped cases get the morning of the open room, if their surgeon has no block. */
  private void listRebooked(Room open) {
    long start = midnight + 7 * WallClock.HOUR + 30 * WallClock.MINUTE;
    long end = midnight + 15 * WallClock.HOUR + 30 * WallClock.MINUTE;
    int tried = suite.waiting.size();
    for (int i = 0; i < tried && open.list.size() < MOST_REBOOKED; i++) {
      Booking bumped = suite.waiting.poll();
      boolean isFree =
          bumped.surgeon.isHere(day)
              && suite.withoutBlock(bumped.surgeon.service, day).contains(bumped.surgeon);
      long out = start + bumped.bookedMinutes * WallClock.MINUTE;
      if (!isFree || out > end) {
        if (bumped.surgeon.isHere(day)) {
          suite.waiting.add(bumped);
        }
        continue;
      }
      Booking again =
          new Booking(
              suite.nextCaseId(),
              bumped.surgeon,
              bumped.procedure,
              CaseClass.ELECTIVE,
              bumped.patient,
              bumped.bookedMinutes,
              bumped.trueMinutes,
              bumped.id);
      again.scheduled = start;
      open.list.add(again);
      start = out + MINUTES_BETWEEN * WallClock.MINUTE;
    }
  }

  // ---- first cases

  private void beLate() {
    double g = ANESTHESIA_DAY.sample(suite.laws.days.at(suite.facilityId, day)) * (isStorm ? 2 : 1);
    for (Room room : rooms) {
      if (!room.isBlock || room.list.isEmpty()) {
        continue;
      }
      Draw draw = suite.laws.firstCases.at(suite.facilityId, day, room.index);
      double[] weights = {
        0.56 * room.list.get(0).surgeon.tardiness,
        0.15 * g,
        0.13 * (isStorm ? 2 : 1),
        0.09 * g,
        0.05 * g,
        0.06
      };
      double sum = 0;
      for (double weight : weights) {
        sum += weight;
      }
      double p = -Math.expm1(-1.3 * suite.laws.late * suite.lateness * sum);
      if (draw.nextDouble() < p) {
        double at = draw.nextDouble() * sum;
        int cause = 0;
        while (cause < weights.length - 1 && at >= weights[cause]) {
          at -= weights[cause++];
        }
        room.lateMinutes = LATE_MINUTES.sample(draw);
        room.cause = CAUSES[cause];
      } else {
        do {
          room.lateMinutes = PUNCTUAL_MINUTES.sample(draw) - 1.5;
        } while (room.lateMinutes >= CODED_MINUTES);
      }
      room.cause = room.lateMinutes >= CODED_MINUTES ? room.cause : null;
    }
  }

  private static final DelayReason[] CAUSES = DelayReason.values();

  // ---- add-ons

  private static Discrete requestHours(double evening) {
    double[] weights = {1, 2, 3, 4, 5, 5, 5, 5, 5, 6, 7, 7, 7, 6, 5, 4, 3, 2};
    for (int hour = 16 - FIRST_REQUEST_HOUR; hour < weights.length; hour++) {
      weights[hour] *= evening;
    }
    return Discrete.of(weights);
  }

  private void requestAddOns() {
    boolean isWeekday = Suite.isOperatingDay(day);
    Draw counts = suite.laws.addOns.at(suite.facilityId, day);
    double mean = (isWeekday ? URGENT_WEEKDAY : URGENT_WEEKEND) * suite.addOns;
    int urgent = NegativeBinomial.ofMeanAndDispersion(mean, URGENT_K).sample(counts);
    int weekday = WallClock.weekday(day);
    for (int i = 0; i < urgent; i++) {
      Draw draw = suite.laws.addOns.at(suite.facilityId, day, i + 1L);
      boolean isBeforeDayOff = weekday == 4 || weekday == 5;
      Discrete hours = isBeforeDayOff ? REQUEST_HOUR_BEFORE_DAYS_OFF : REQUEST_HOUR;
      int hour = FIRST_REQUEST_HOUR + hours.at(draw.nextDouble());
      double kind = draw.nextDouble();
      Procedure procedure =
          kind < 0.45
              ? Procedure.APPENDECTOMY
              : kind < 0.725 ? Procedure.HIP_ORIF : Procedure.LAP_CHOLE;
      long requested = midnight + (long) ((hour + draw.nextDouble()) * WallClock.HOUR);
      double wait = 45 + URGENT_WAIT_MINUTES.sample(draw);
      request(procedure, CaseClass.URGENT, requested, wait, draw);
    }
    double traumas = (isWeekday ? TRAUMA_WEEKDAY : TRAUMA_WEEKEND) * suite.traumas;
    if (counts.nextDouble() < traumas) {
      Draw draw = suite.laws.addOns.at(suite.facilityId, day, 1_000);
      long requested = midnight + (long) ((7 + 8 * draw.nextDouble()) * WallClock.HOUR);
      request(Procedure.EXPLORATORY_LAPAROTOMY, CaseClass.TRAUMA, requested, 15, draw);
      if (draw.nextDouble() < SECOND_TRAUMA) {
        long second = requested + (long) (40 * 60 * draw.nextDouble());
        Draw other = suite.laws.addOns.at(suite.facilityId, day, 1_001);
        request(Procedure.EXPLORATORY_LAPAROTOMY, CaseClass.TRAUMA, second, 15, other);
      }
    }
    addOns.sort(Comparator.comparingLong((Booking b) -> b.ready).thenComparingLong(b -> b.id));
  }

  private void request(
      Procedure procedure, CaseClass caseClass, long requested, double wait, Draw draw) {
    Service service = procedure == Procedure.HIP_ORIF ? Service.ORTHOPEDICS : Service.GENERAL;
    // Whoever is called may have a list of his own, which then waits.
    List<Surgeon> onCall = suite.surgeonsOf(service, day);
    Surgeon surgeon = onCall.get(draw.nextInt(onCall.size()));
    boolean isTrauma = caseClass == CaseClass.TRAUMA;
    Patient patient = Patient.of(procedure, isTrauma, true, suite.laws.asaLimits, draw);
    int booked = (int) (15 * Math.round(procedure.medianMinutes / 15));
    double minutes = minutes(procedure, surgeon, patient, draw);
    Booking booking =
        new Booking(
            suite.nextCaseId(), surgeon, procedure, caseClass, patient, booked, minutes, -1);
    booking.scheduled = requested;
    booking.ready = requested + WallClock.seconds(wait);
    addOns.add(booking);
  }

  // ---- what is possible first

  private void operate() {
    while (true) {
      Room bestRoom = null;
      Booking best = null;
      long earliest = Long.MAX_VALUE;
      Booking trauma = pendingTrauma();
      Room reserved = trauma == null ? null : firstFree(trauma);
      for (Room room : rooms) {
        if (!room.isListDone()) {
          Booking booking = room.list.get(room.next);
          long start = room.earliest(booking, planned(room, booking));
          boolean mustWait = room == reserved && start >= trauma.ready;
          if (start < earliest && !mustWait) {
            earliest = start;
            best = booking;
            bestRoom = room;
          }
        }
      }
      for (Booking addOn : addOns) {
        if (addOn.ready >= earliest) {
          break;
        }
        for (Room room : rooms) {
          long start = room.earliest(addOn, addOn.ready);
          if (start < earliest && takesAddOn(room, addOn, start)) {
            earliest = start;
            best = addOn;
            bestRoom = room;
          }
        }
      }
      if (best == null) {
        return;
      }
      take(bestRoom, best, earliest);
    }
  }

  private Booking pendingTrauma() {
    for (Booking addOn : addOns) {
      if (addOn.caseClass == CaseClass.TRAUMA) {
        return addOn;
      }
    }
    return null;
  }

  /** The room that a trauma takes: nothing else begins there once it is ready. */
  private Room firstFree(Booking trauma) {
    Room first = null;
    long earliest = Long.MAX_VALUE;
    for (Room room : rooms) {
      long start = room.earliest(trauma, trauma.ready);
      if (start < earliest && takesAddOn(room, trauma, start)) {
        earliest = start;
        first = room;
      }
    }
    return first;
  }

  private long planned(Room room, Booking booking) {
    boolean isFirst = room.last == null && room.next == 0;
    return isFirst && room.isBlock
        ? booking.scheduled + WallClock.seconds(room.lateMinutes)
        : booking.scheduled - EARLIER;
  }

  /** Traumas take a room of orthopedics or general surgery; others wait for a room that is done. */
  private boolean takesAddOn(Room room, Booking addOn, long start) {
    if (addOn.caseClass == CaseClass.TRAUMA) {
      return isTraumaRoom(room) || (!Suite.isOperatingDay(day) && room.index == suite.rooms);
    }
    return room.isListDone()
        || room.index == suite.rooms
        || start >= midnight + 17 * WallClock.HOUR + 30 * WallClock.MINUTE;
  }

  private boolean isTraumaRoom(Room room) {
    if (!room.isBlock) {
      return false;
    }
    Service service = suite.service(room.index, day);
    return service == Service.ORTHOPEDICS || service == Service.GENERAL;
  }

  private void take(Room room, Booking booking, long start) {
    boolean isElective = booking.caseClass == CaseClass.ELECTIVE;
    if (isElective) {
      room.next++;
      long end = start + booking.bookedMinutes * WallClock.MINUTE;
      boolean isAfternoon = start > midnight + 15 * WallClock.HOUR;
      if (isAfternoon && end > midnight + (long) (suite.laws.latestEndHour * WallClock.HOUR)) {
        bump(booking, room, CancelReason.ROOM_OVERRUN);
        return;
      }
    } else {
      addOns.remove(booking);
      if (booking.caseClass == CaseClass.TRAUMA) {
        stopFor(room, booking);
      }
    }
    Done done =
        new Done(booking, room.index, start, start + WallClock.seconds(booking.trueMinutes));
    if (room.last != null) {
      long gap = (done.in - room.last.out) / 60;
      room.last.gapMinutes = gap <= LONGEST_GAP ? (Integer) (int) gap : null;
    }
    boolean isFirstOfBlock = room.isBlock && isElective && room.done == 0;
    if (isFirstOfBlock) {
      room.firstLate = (start - booking.scheduled) / 60.0;
      done.delay = room.next == 1 ? room.cause : null;
    }
    room.done++;
    room.last = done;
    lastOf.put(booking.surgeon.id, done);
    all.add(done);
  }

  /** The trauma stops the room's list, and often that of the next room whose team it takes. */
  private void stopFor(Room room, Booking trauma) {
    stop(room);
    Draw draw = suite.laws.addOns.at(trauma.id, 7);
    if (draw.nextDouble() >= NEXT_ROOM_STOPS) {
      return;
    }
    for (int i = 1; i < rooms.size(); i++) {
      Room next = rooms.get((room.index + i) % rooms.size());
      if (isTraumaRoom(next) && !next.isListDone()) {
        stop(next);
        return;
      }
    }
  }

  private void stop(Room room) {
    while (!room.isListDone()) {
      room.isStopped = true;
      bump(room.list.get(room.next++), room, CancelReason.TRAUMA_ADD_ON);
    }
  }

  private void bump(Booking booking, Room room, CancelReason reason) {
    emitNotDone(booking, room.index, CaseStatus.BUMPED, reason);
    if (suite.laws.rebooked.uniform(booking.id) < REBOOKED) {
      suite.waiting.add(booking);
    }
  }

  // ---- rows

  private void emit() {
    for (Done done : all) {
      Booking b = done.booking;
      long incision = done.in + WallClock.seconds(Math.min(25, b.trueMinutes / 4));
      emitCase(
          b,
          done.room,
          CaseStatus.COMPLETED,
          null,
          done.in,
          incision,
          done.out,
          done.gapMinutes,
          done.delay);
    }
    for (Room room : rooms) {
      if (room.isBlock) {
        out.emit(
            OrUtilization.ROOM_DAYS,
            new RoomDay(
                suite.facilityId,
                (short) (room.index + 1),
                room.owner.id,
                room.firstLate,
                room.done > 0 ? room.cause : null,
                room.isStopped,
                day));
      }
    }
  }

  private void emitNotDone(Booking booking, int room, CaseStatus status, CancelReason reason) {
    emitCase(booking, room, status, reason, null, null, null, null, null);
  }

  private void emitCase(
      Booking b,
      int room,
      CaseStatus status,
      CancelReason reason,
      Long in,
      Long incision,
      Long wheelsOut,
      Integer gap,
      DelayReason delay) {
    boolean isBumped = status == CaseStatus.BUMPED;
    out.emit(
        OrUtilization.CASES,
        new Case(
            b.id,
            suite.facilityId,
            (short) (room + 1),
            b.surgeon.id,
            b.procedure.name(),
            b.caseClass,
            status,
            b.scheduled,
            b.bookedMinutes,
            in,
            incision,
            wheelsOut,
            gap,
            reason,
            delay,
            isBumped ? (long) (b.bookedMinutes * USD_CENTS_PER_MINUTE) : 0,
            (short) b.patient.asa(),
            wheelsOut != null && WallClock.epochDay(wheelsOut) > WallClock.epochDay(in),
            suite.blames(day, b.surgeon, b.scheduled),
            suite.writesNoReason(day, b.scheduled),
            suite.rounds(room, day, b.id),
            suite.isDeskBad(room, day, b.scheduled),
            suite.isClockBad(b.scheduled),
            suite.writesAlias(b.surgeon, b.id),
            suite.isLogBad(room, b.scheduled),
            day));
    out.emit(
        OrUtilization.CASE_TRUTH,
        new CaseTruth(
            b.id,
            suite.facilityId,
            status == CaseStatus.COMPLETED ? (Double) b.trueMinutes : null,
            b.rebookedFrom < 0 ? null : (Long) b.rebookedFrom,
            b.patient.age(),
            b.patient.sex(),
            day));
  }
}
