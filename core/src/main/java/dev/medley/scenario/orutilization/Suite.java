package dev.medley.scenario.orutilization;

import dev.medley.random.Beta;
import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.orutilization.OrUtilization.SurgeonRow;
import dev.medley.scenario.orutilization.OrUtilization.SurgeonTruth;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Cell;
import dev.medley.world.Climate;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.MessCarrier;
import dev.medley.world.Names;
import dev.medley.world.Persona;
import dev.medley.world.Shocks;
import dev.medley.world.SpellLength;
import dev.medley.world.UnitIds;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import dev.medley.world.Weather;
import dev.medley.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One surgical suite: rooms, blocks and surgeons, and what is particular about it. */
final class Suite {
  static final int WEEKDAYS = 5;
  private static final int TUESDAY = 1;
  private static final int FACILITY_IDS = 1_000;
  private static final int SURGEON_IDS = 999;
  private static final long CASE_IDS = 1_000_000;
  private static final double SURGEONS_LEAVE_A_YEAR = 0.05;
  private static final int CARRIERS = 1_000;
  private static final int CHARGE_NURSES = 6;
  private static final int NURSES_OF_ROOM = 4;
  private static final double OWN_ROOM_DAYS = 0.70;
  private static final double FLU_CANCELLATIONS = 0.2;

  // ---- carriers of mess

  private static final CarrierLaw BLAME = CarrierLaw.onlyInSpells(0.25, SpellLength.ofMean(60));
  private static final CarrierLaw UNCODED = CarrierLaw.onlyInSpells(0.30, SpellLength.ofMean(20));
  private static final CarrierLaw DESK = CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(10));
  private static final CarrierLaw CLOCK = CarrierLaw.onlyInSpells(0.40, SpellLength.ofMean(90));
  private static final CarrierLaw LOG = CarrierLaw.onlyInSpells(0.05, SpellLength.ofMean(5));
  private static final Beta ROUNDED_TIMES = new Beta(0.5, 0.5 / 0.35 - 0.5);

  /** Streams, parameters and ASA limits that all suites of a world share. */
  static final class Laws {
    final double rooms;
    final double sandbagFactor;
    final double smithShare;
    final double smithFill;
    final double late;
    final double latestEndHour;
    final double traumas;
    final double cancellation;
    final int from;
    final int to;
    final Names names;
    final Streams streams;
    final UnitIds facilityIds;
    final double[] asaLimits;
    final Streams.Stream suites;
    final Streams.Stream surgeons;
    final Streams.Stream turnover;
    final Streams.Stream ids;
    final Streams.Stream days;
    final Streams.Stream lists;
    final Streams.Stream cases;
    final Streams.Stream leaves;
    final Streams.Stream releases;
    final Streams.Stream firstCases;
    final Streams.Stream gaps;
    final Streams.Stream addOns;
    final Streams.Stream rebooked;
    final Streams.Stream nurses;
    final Streams.Stream habits;
    final Streams.Stream rounding;
    final Streams.Stream aliases;

    Laws(World world) {
      this.streams = world.streams();
      this.rooms = world.value(OrUtilization.ROOMS);
      this.sandbagFactor = world.value(OrUtilization.SANDBAG_FACTOR);
      this.smithShare = world.value(OrUtilization.SMITH_SHARE);
      this.smithFill = world.value(OrUtilization.SMITH_FILL);
      this.late = world.value(OrUtilization.LATE);
      this.latestEndHour = world.value(OrUtilization.LATEST_END_HOUR);
      this.traumas = world.value(OrUtilization.TRAUMAS);
      this.cancellation = world.value(OrUtilization.CANCELLATION);
      this.from = (int) world.horizon().from().toEpochDay();
      this.to = (int) world.horizon().to().toEpochDay();
      this.names = new Names(streams);
      this.facilityIds = UnitIds.within("facility_id", FACILITY_IDS, streams);
      this.asaLimits = Patient.asaLimits();
      this.suites = streams.named("suite");
      this.surgeons = streams.named("surgeon");
      this.turnover = streams.named("surgeon_turnover");
      this.ids = streams.named("ids");
      this.days = streams.named("suite_day");
      this.lists = streams.named("list");
      this.cases = streams.named("case");
      this.leaves = streams.named("leave");
      this.releases = streams.named("release");
      this.firstCases = streams.named("first_case");
      this.gaps = streams.named("turnover");
      this.addOns = streams.named("add_on");
      this.rebooked = streams.named("rebooking");
      this.nurses = streams.named("nurse_of_day");
      this.habits = streams.named("carrier.habit");
      this.rounding = streams.named("rounded_times");
      this.aliases = streams.named("alias");
    }
  }

  final Laws laws;
  final long facilityId;
  private final Shocks shocks;
  private final Weather weather;
  final int rooms;
  final double fillHabit;
  final double smithFill;
  final double padding;
  final double lateness;
  final double gapFactor;
  final double cancellations;
  final double addOns;
  final double traumas;
  private final long startOfDay;
  private final int roundsWeekday;
  private final int closedRoom;
  private final int closedFrom;
  private final int closedTo;
  private final Service[][] services;

  /** Positions of surgeons by service; who holds one now is asked by day. */
  private final Map<Service, List<List<Surgeon>>> staff = new EnumMap<>(Service.class);

  /** Position that owns a room on a weekday. */
  private final List<List<List<Surgeon>>> owners = new ArrayList<>();

  private final Permutation caseIds;
  private long caseNumber;
  private final MessCarrier[] blamers;
  private final MessCarrier[] uncoded;
  private final MessCarrier[] desks;
  private final MessCarrier[] logs;
  private final MessCarrier clock;

  /** Share of cases whose times a circulating nurse rounds. */
  private final double[] roundedTimes;

  /** Bumped cases that wait for a place in the open room. */
  final ArrayDeque<OperatingDay.Booking> waiting = new ArrayDeque<>();

  Suite(Cell cell, Laws laws) {
    this.laws = laws;
    this.shocks = new Shocks(laws.streams, cell.regionIndex());
    this.weather =
        Weather.ofRegion(laws.streams, Climate.ofRegion(cell.region()), cell.regionIndex());
    this.facilityId = laws.facilityIds.id(cell.unit());
    this.caseIds = Permutation.of(CASE_IDS, laws.ids.bits(facilityId, 0));
    Draw draw = laws.suites.at(facilityId);
    this.rooms =
        (int)
            Math.max(
                6,
                Math.min(
                    18, Math.round(laws.rooms * Math.exp(0.30 * Normal.standard(draw) - 0.045))));
    this.services = new Service[rooms][WEEKDAYS];
    double startDraw = draw.nextDouble();
    this.startOfDay =
        (long) ((startDraw < 0.70 ? 7.5 : startDraw < 0.85 ? 7.25 : 8) * WallClock.HOUR);
    this.roundsWeekday = draw.nextDouble() < 0.6 ? draw.nextInt(WEEKDAYS) : -1;
    this.lateness = Persona.factor(draw, 0.25);
    this.gapFactor = Persona.factor(draw, 0.12);
    this.cancellations = Persona.factor(draw, 0.35);
    this.addOns = Persona.factor(draw, 0.25) * rooms / 11;
    this.traumas =
        laws.traumas
            * Math.min(2.2, Gamma.ofMeanAndShape(1, 3).sample(draw) * Math.sqrt(rooms / 11.0));
    this.fillHabit = 0.03 * Normal.standard(draw);
    this.smithFill = laws.smithFill + 0.05 * Normal.standard(draw);
    this.padding = new Beta(1.2, 2.4).sample(draw);
    boolean hasSmith = draw.nextDouble() < laws.smithShare;
    boolean isRoomClosed = draw.nextDouble() < 0.3;
    int closed = draw.nextInt(rooms);
    int weeks = 3 + draw.nextInt(6);
    this.closedFrom = laws.from + (int) (draw.nextDouble() * 365);
    this.closedTo = closedFrom + 7 * weeks;
    dealRooms(draw);
    int smithRoom = hasSmith ? roomOf(Service.GENERAL, TUESDAY) : -1;
    this.closedRoom = isRoomClosed && closed != smithRoom ? closed : -1;
    appoint(smithRoom);
    int nurses = (rooms + 1) * NURSES_OF_ROOM;
    this.blamers = carriers("blames", CHARGE_NURSES, BLAME);
    this.uncoded = carriers("uncoded", CHARGE_NURSES, UNCODED);
    this.desks = carriers("desk", nurses, DESK);
    this.logs = carriers("log", rooms + 1, LOG);
    this.clock = carriers("clock", 1, CLOCK)[0];
    this.roundedTimes = new double[nurses];
    for (int i = 0; i < nurses; i++) {
      roundedTimes[i] = ROUNDED_TIMES.sample(laws.habits.at(facilityId * CARRIERS + i));
    }
  }

  // ---- rooms and services

  /** Room-days a week, by largest remainder, room after room. */
  private void dealRooms(Draw draw) {
    Service[] all = Arrays.copyOf(Service.values(), Service.values().length - 1);
    double[] weights = new double[all.length];
    double sum = 0;
    for (int s = 0; s < all.length; s++) {
      weights[s] = all[s].rooms * Persona.factor(draw, 0.3);
      sum += weights[s];
    }
    int total = WEEKDAYS * rooms;
    int[] days = new int[all.length];
    double[] rest = new double[all.length];
    int given = 0;
    for (int s = 0; s < all.length; s++) {
      double exact = weights[s] / sum * total;
      days[s] = (int) exact;
      if (all[s] == Service.GENERAL) {
        days[s] = Math.max(WEEKDAYS, days[s]);
      }
      rest[s] = exact - days[s];
      given += days[s];
    }
    while (given != total) {
      int most = 0;
      for (int s = 1; s < all.length; s++) {
        boolean better = given < total ? rest[s] > rest[most] : days[s] > days[most];
        most = better ? s : most;
      }
      int step = given < total ? 1 : -1;
      days[most] += step;
      rest[most] -= step;
      given += step;
    }
    int place = 0;
    for (int s = 0; s < all.length; s++) {
      for (int d = 0; d < days[s]; d++, place++) {
        services[place / WEEKDAYS][place % WEEKDAYS] = all[s];
      }
    }
  }

  private int roomOf(Service service, int weekday) {
    for (int room = 0; room < rooms; room++) {
      if (services[room][weekday] == service) {
        return room;
      }
    }
    return -1;
  }

  // ---- surgeons

  private void appoint(int smithRoom) {
    Set<String> taken = new HashSet<>();
    Permutation ids = Permutation.of(SURGEON_IDS, laws.ids.bits(facilityId, 1));
    int position = 0;
    int person = 0;
    for (Service service : Service.values()) {
      int days = 0;
      for (Service[] week : services) {
        for (Service s : week) {
          days += s == service ? 1 : 0;
        }
      }
      if (days == 0 && service != Service.ORTHOPEDICS && service != Service.GENERAL) {
        continue;
      }
      double roomsFilled = days / (double) WEEKDAYS;
      int n =
          (int)
              Math.ceil(
                  Math.max(roomsFilled + 1, service.surgeons * roomsFilled / service.rooms) - 0.5);
      List<List<Surgeon>> positions = new ArrayList<>();
      for (int p = 0; p < Math.max(1, n); p++, position++) {
        List<Surgeon> holders = new ArrayList<>();
        person = hold(service, position, person, false, taken, ids, holders);
        positions.add(holders);
      }
      staff.put(service, positions);
    }
    List<Surgeon> smith = new ArrayList<>();
    if (smithRoom >= 0) {
      hold(Service.GENERAL, position, person, true, taken, ids, smith);
    }
    own(smithRoom, smith);
  }

  /** The holders of a position, one after the other. */
  private int hold(
      Service service,
      int position,
      int firstPerson,
      boolean isSmith,
      Set<String> taken,
      Permutation ids,
      List<Surgeon> holders) {
    int person = firstPerson;
    Draw stay = laws.turnover.at(facilityId, position);
    int from = laws.from - (int) ((1 + 27 * stay.nextDouble()) * 365.25);
    int day = laws.from;
    while (day <= laws.to) {
      double years = Exponential.ofRate(SURGEONS_LEAVE_A_YEAR).sample(stay);
      int until =
          isSmith ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, day + years * 365.25);
      String name = isSmith ? "Dr. Smith" : name(person, taken);
      if (person >= SURGEON_IDS) {
        throw new IllegalArgumentException("a suite has ids for " + SURGEON_IDS + " surgeons");
      }
      holders.add(
          new Surgeon(
              facilityId * 1_000 + 1 + ids.at(person),
              service,
              name,
              from,
              until,
              isSmith,
              this,
              laws.surgeons.at(facilityId, position, holders.size())));
      person++;
      if (until >= laws.to) {
        return person;
      }
      day = until + 1;
      from = day;
    }
    return person;
  }

  private String name(int person, Set<String> taken) {
    for (long i = 0; ; i++) {
      String last = laws.names.lastName(facilityId * 100_000 + person * 100L + i);
      if (!last.equals("Smith") && (taken.add(last) || i > 90)) {
        return "Dr. " + last;
      }
    }
  }

  /** Owners rotate through their service; nobody owns two rooms on one weekday. */
  private void own(int smithRoom, List<Surgeon> smith) {
    Map<Service, Integer> turn = new EnumMap<>(Service.class);
    for (int room = 0; room < rooms; room++) {
      owners.add(new ArrayList<>());
      for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        owners.get(room).add(null);
      }
    }
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
      for (int room = 0; room < rooms; room++) {
        if (room == smithRoom && weekday == TUESDAY) {
          owners.get(room).set(weekday, smith);
          continue;
        }
        Service service = services[room][weekday];
        List<List<Surgeon>> positions = staff.get(service);
        int next = turn.merge(service, 1, Integer::sum) - 1;
        owners.get(room).set(weekday, positions.get(next % positions.size()));
      }
    }
  }

  private static Surgeon holder(List<Surgeon> position, int day) {
    for (Surgeon surgeon : position) {
      if (day <= surgeon.until) {
        return surgeon;
      }
    }
    return position.get(position.size() - 1);
  }

  Surgeon owner(int room, int day) {
    return holder(owners.get(room).get(WallClock.weekday(day)), day);
  }

  Service service(int room, int day) {
    return services[room][WallClock.weekday(day)];
  }

  /** Surgeons of a service on a day, Dr. Smith left out. */
  List<Surgeon> surgeonsOf(Service service, int day) {
    List<Surgeon> all = new ArrayList<>();
    staff.get(service).forEach(position -> all.add(holder(position, day)));
    return all;
  }

  /** Surgeons of a service who own no room that day; all of them if there is none. */
  List<Surgeon> withoutBlock(Service service, int day) {
    Set<Surgeon> busy = new HashSet<>();
    if (isOperatingDay(day)) {
      for (int room = 0; room < rooms; room++) {
        busy.add(owner(room, day));
      }
    }
    List<Surgeon> all = surgeonsOf(service, day);
    List<Surgeon> free = all.stream().filter(surgeon -> !busy.contains(surgeon)).toList();
    return free.isEmpty() ? all : free;
  }

  // ---- the calendar

  static boolean isOperatingDay(int day) {
    return !UsCalendar.isWeekend(day) && !Holidays.HOSPITAL.isHoliday(day);
  }

  boolean isOpen(int room, int day) {
    return room != closedRoom || day < closedFrom || day >= closedTo;
  }

  boolean isGrandRounds(int day) {
    return WallClock.weekday(day) == roundsWeekday;
  }

  /** First second of the lists. */
  long start(int day) {
    return WallClock.startOf(day) + startOfDay + (isGrandRounds(day) ? WallClock.HOUR : 0);
  }

  int blockMinutes(int day) {
    return isGrandRounds(day) ? 480 : 540;
  }

  /** How full lists are, by month, weekday and holidays. */
  static double season(int day) {
    int month = UsCalendar.month(day);
    int weekday = WallClock.weekday(day);
    double factor = month == 8 ? 0.93 : month == 12 ? 0.90 : 1;
    factor *= weekday == 0 ? 0.98 : weekday == 4 ? 0.91 : 1.02;
    int dayOfMonth = UsCalendar.dayOfMonth(day);
    boolean isBridge =
        UsHoliday.DAY_AFTER_THANKSGIVING.isOn(day)
            || (month == 12 && (dayOfMonth == 24 || dayOfMonth >= 30));
    return isBridge ? factor * 0.6 : factor;
  }

  /** What the winter's flu does to cancellations; 1 on average. */
  double fluFactor(int day) {
    return shocks.fluFactor(day, FLU_CANCELLATIONS, 1);
  }

  boolean isStorm(int day) {
    return weather.isWinterStorm(day);
  }

  // ---- carriers of mess

  private MessCarrier[] carriers(String kind, int count, CarrierLaw law) {
    MessCarrier[] carriers = new MessCarrier[count];
    Streams.Stream stream = laws.streams.named("carrier." + kind);
    for (int i = 0; i < count; i++) {
      carriers[i] = new MessCarrier(stream, facilityId * CARRIERS + i, law);
    }
    return carriers;
  }

  private int chargeNurse(int day) {
    return (int) (laws.nurses.uniform(facilityId, day) * CHARGE_NURSES);
  }

  /** The circulating nurse of a room on a day, most days one of the room's own. */
  private int circulatingNurse(int room, int day) {
    Draw draw = laws.nurses.at(facilityId, day, room + 1L);
    int at = draw.nextDouble() < OWN_ROOM_DAYS ? room : draw.nextInt(rooms + 1);
    return at * NURSES_OF_ROOM + draw.nextInt(NURSES_OF_ROOM);
  }

  boolean blames(int day, Surgeon surgeon, long second) {
    boolean isNew = day - surgeon.from < 10 * 365.25;
    return (!isNew || surgeon.protectedWhenNew) && blamers[chargeNurse(day)].isBad(second);
  }

  boolean writesNoReason(int day, long second) {
    return uncoded[chargeNurse(day)].isBad(second);
  }

  boolean rounds(int room, int day, long caseId) {
    return laws.rounding.uniform(caseId) < roundedTimes[circulatingNurse(room, day)];
  }

  boolean isDeskBad(int room, int day, long second) {
    return desks[circulatingNurse(room, day)].isBad(second);
  }

  boolean isClockBad(long second) {
    return clock.isBad(second);
  }

  boolean isLogBad(int room, long second) {
    return logs[room].isBad(second);
  }

  boolean writesAlias(Surgeon surgeon, long caseId) {
    return laws.aliases.uniform(caseId) < surgeon.aliasShare;
  }

  /** A choice among all weekdays of the horizon from a day on. */
  static int businessDayBefore(int day, int daysBefore) {
    return Holidays.HOSPITAL.businessDayOnOrBefore(day - daysBefore);
  }

  long nextCaseId() {
    if (caseNumber >= CASE_IDS) {
      throw new IllegalArgumentException(
          "a suite has ids for " + CASE_IDS + " cases, not for more");
    }
    return facilityId * CASE_IDS + caseIds.at(caseNumber++);
  }

  // ---- day by day

  void emit(Emitter out) {
    for (List<List<Surgeon>> positions : staff.values()) {
      for (List<Surgeon> holders : positions) {
        holders.forEach(surgeon -> emitSurgeon(surgeon, out));
      }
    }
    for (List<List<Surgeon>> week : owners) {
      Surgeon tuesday = week.get(TUESDAY).get(0);
      if (tuesday.isSmith) {
        emitSurgeon(tuesday, out);
      }
    }
    for (int day = laws.from; day <= laws.to; day++) {
      new OperatingDay(this, day).run(out);
    }
  }

  private void emitSurgeon(Surgeon surgeon, Emitter out) {
    int begins = Math.max(surgeon.from, laws.from);
    Integer until = surgeon.until > laws.to ? null : (Integer) surgeon.until;
    out.emit(
        OrUtilization.SURGEONS,
        new SurgeonRow(surgeon.id, facilityId, surgeon.name, surgeon.service, surgeon.from, until),
        begins);
    out.emit(
        OrUtilization.SURGEON_TRUTH,
        new SurgeonTruth(
            surgeon.id, facilityId, surgeon.isSandbagger, surgeon.isSmith, surgeon.speed),
        begins);
  }
}
