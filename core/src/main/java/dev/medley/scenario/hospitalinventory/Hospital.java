package dev.medley.scenario.hospitalinventory;

import dev.medley.random.Binomial;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.hospitalinventory.HospitalInventory.BinTruth;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Department;
import dev.medley.scenario.hospitalinventory.HospitalInventory.DepartmentDay;
import dev.medley.scenario.hospitalinventory.HospitalInventory.DepartmentTruth;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Implant;
import dev.medley.scenario.hospitalinventory.HospitalInventory.MovementType;
import dev.medley.scenario.hospitalinventory.HospitalInventory.RecalledPatient;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Snapshot;
import dev.medley.scenario.hospitalinventory.Supply.Recall;
import dev.medley.scenario.hospitalinventory.Theatre.Patient;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.HourProfile;
import dev.medley.world.KeyedSeries;
import dev.medley.world.MessCarrier;
import dev.medley.world.Persona;
import dev.medley.world.Simulation;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One hospital: its departments, its bins and its days. A day goes through every bin: what came,
 * what was called back, what was taken, what walked away, what nobody found, what expired, what was
 * counted and what is ordered at night.
 */
final class Hospital implements Simulation {
  // ---- rule hospital

  private static final double DEPARTMENT_SIGMA = 0.15;
  private static final double OPTIONAL_DEPARTMENT = 0.8;
  private static final double STOCKED = 0.95;
  private static final double SCAN_SIGMA = 0.3;
  private static final double SCAN_SHAPE = 1.5;
  private static final double WALK_SHAPE_HOSPITAL = 6;
  private static final double WALK_SHAPE_DEPARTMENT = 3;
  private static final double EXTRA_SIGMA = 0.2;
  private static final double FILL_SD = 0.4;
  private static final double RATION_SD = 0.3;
  private static final double PRICE_SIGMA = 0.08;
  private static final double IMPLANT_PRICE_SIGMA = 0.25;

  // ---- rule demand

  private static final double CENSUS_MEMORY = 0.85;
  private static final double CENSUS_SD = 0.12;
  private static final double WEEKDAY = 1.02;
  private static final double WEEKEND = 0.95;
  private static final double BIN_SIGMA = 0.25;
  private static final double USE_DISPERSION = 8;

  // ---- rule two_ledgers

  private static final double NEWEST_FIRST = 0.15;

  // ---- rule replenishment

  private static final LogNormal DISTRIBUTED_LEAD_DAYS = LogNormal.ofMedianAndP90(1.0, 2.2);
  private static final LogNormal DIRECT_LEAD_DAYS = LogNormal.ofMedianAndP90(3.2, 7);
  private static final LogNormal DELAY_DAYS = LogNormal.ofMedianAndP90(4, 11);
  private static final double DISTRIBUTED_COVER_DAYS = 6.3;
  private static final double DISTRIBUTED_SAFETY = 1.1;
  private static final double DIRECT_COVER_DAYS = 15.4;
  private static final double DIRECT_SAFETY = 1.3;
  private static final int LEAST_PAR = 2;
  private static final int EMERGENCY_PAR = 3;
  private static final double PLANNED_OR_CASES = 10;
  private static final double PLANNED_CATH_CASES = 6;

  // ---- rule hoarding

  private static final Discrete PRONE_DEPARTMENTS = Discrete.of(0.10, 0.25, 0.30, 0.25, 0.10);
  private static final double CALM_ALARM = 0.002;
  private static final double STASH_LOSS = 0.08;

  // ---- rule walk_away

  private static final double TEMPTING = 4;
  private static final double LEAST_WALK = 0.7;

  // ---- rules counts and exits

  private static final double LATE_ROUND = 0.02;
  private static final int LEAST_LATE_DAYS = 5;
  private static final int MORE_LATE_DAYS = 15;
  private static final int MOST_COUNT_DAYS = 5;
  private static final double CLOSES = 0.01;
  private static final double DELISTED = 0.3;

  // ---- rule recall_panic

  private static final int MOST_DAYS_TO_QUARANTINE = 4;

  // ---- who does it when

  private static final HourProfile WARD_HOURS =
      HourProfile.ofHours(
          1.2, 1.1, 1.0, 1.1, 1.4, 2.6, 8.6, 9.6, 9.0, 6.2, 5.4, 5.2, 5.4, 7.6, 7.8, 5.2, 4.4, 4.2,
          3.8, 4.2, 3.2, 2.2, 1.7, 1.4);
  private static final HourProfile THEATRE_HOURS =
      HourProfile.ofHours(
          0.2, 0.2, 0.2, 0.2, 0.3, 0.6, 6, 12, 12, 11, 10, 10, 9, 9, 8, 6, 3, 1, 0.6, 0.5, 0.4, 0.3,
          0.3, 0.2);

  /** A bin is mostly emptied at its own time. */
  private static final double HABIT = 0.4;

  private static final double HABIT_SPREAD_SECONDS = 40 * 60;
  private static final double TRUCK_SPREAD_SECONDS = 25 * 60;

  // ---- ids

  private static final long THOUSAND = 1_000;
  private static final long IMPLANTS_PER_HOSPITAL = 1_000_000;
  private static final int DEPARTMENTS = Department.values().length;
  private static final int AISLES = 8;
  private static final int SHELVES = 99;

  // ---- mess

  private static final double LEGACY_DEPARTMENT = 0.10;
  private static final double LEGACY_BIN = 0.30;
  private static final double OLD_VENDOR_MASTER = 0.2;
  private static final int MERGED_VENDOR = 4;
  private static final int FIRST_CUT_OVER_DAY = 60;
  private static final int CUT_OVER_DAYS = 121;
  private static final double DOWNTIMES_PER_YEAR = 0.9;
  private static final double DOWNTIME_SHAPE = 2;
  private static final double ANOTHER_NIGHT = 0.6;
  private static final int LONGEST_DOWNTIME = 30;
  private static final CarrierLaw ITEM_MASTER =
      CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(45));
  private static final CarrierLaw CLERK = CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(10));
  private static final CarrierLaw COUNTER = CarrierLaw.onlyInSpells(0.20, SpellLength.ofMean(5));
  private static final CarrierLaw SCANNER = CarrierLaw.onlyInSpells(0.15, SpellLength.ofMean(8));
  private static final int CLERKS = 3;
  private static final int COUNTERS = 2;
  private static final int SCANNERS = 40;

  private final long hospitalId;
  private final long unit;
  private final int firstDay;
  private final int lastDay;
  private final Supply supply;
  private final Outside outside;

  private final double size;
  private final double baseFill;
  private final double backorderFill;
  private final double fillHabit;
  private final double reorderShare;
  private final double walkAway;
  private final double report;
  private final double cancel;
  private final long truckSecond;
  private final long orderSecond;
  private final int cutOverDay;
  private final double downtimeChance;
  private final long[] cents = new long[Item.ALL.size() + 1];
  private final int[] quarantineDays;

  private final List<Storeroom> storerooms = new ArrayList<>();
  private final Theatre theatre;
  private final DayBook book;
  private final MessCarrier[] clerks = new MessCarrier[CLERKS];
  private final MessCarrier[] counters = new MessCarrier[COUNTERS];
  private final MessCarrier[] scanners = new MessCarrier[SCANNERS];

  private final Streams.Stream needs;
  private final Streams.Stream binDays;
  private final Streams.Stream receipts;
  private final Streams.Stream orders;
  private final Streams.Stream hours;
  private final Streams.Stream trucks;
  private final Streams.Stream rationing;
  private final Streams.Stream stashLosses;
  private final Streams.Stream rounds;
  private final Streams.Stream closings;
  private final Streams.Stream delistings;
  private final Streams.Stream downtimes;
  private final Streams.Stream implants;
  private final Streams.Stream quarantines;
  private final Permutation implantIds;
  private final Permutation patientIds;
  private final Permutation serials;
  private long implantNumber;

  private boolean isDone;

  // Today.
  private Emitter out;
  private int day;
  private boolean isPublished;
  private boolean isWorkday;
  private boolean isDockOpen;
  private long truckTs;
  private boolean isDown;
  private int downUntil;
  private int orderLines;
  private final int[] lotsTaken = new int[200];
  private int unitsTaken;

  Hospital(Cell cell, Supply supply, World world) {
    Streams streams = world.streams();
    this.unit = cell.unit();
    this.supply = supply;
    this.outside = new Outside(world, cell);
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    long block = (unit - 1) / THOUSAND;
    this.hospitalId =
        block * THOUSAND
            + 1
            + Permutation.of(THOUSAND, streams.named("hospital.id").bits(block))
                .at((unit - 1) % THOUSAND);

    this.needs = streams.named("need");
    this.binDays = streams.named("bin.day");
    this.receipts = streams.named("receipt");
    this.orders = streams.named("order");
    this.hours = streams.named("hour");
    this.trucks = streams.named("truck");
    this.rationing = streams.named("rationing");
    this.stashLosses = streams.named("stash.loss");
    this.rounds = streams.named("count.round");
    this.closings = streams.named("closing");
    this.delistings = streams.named("delisting");
    this.downtimes = streams.named("downtime");
    this.implants = streams.named("implant");
    this.quarantines = streams.named("quarantine");

    double sizeSd = world.value(HospitalInventory.SIZE_SD);
    this.size = Persona.factor(streams.named("size").at(unit), sizeSd);
    this.baseFill = world.value(HospitalInventory.FILL);
    this.backorderFill = world.value(HospitalInventory.BACKORDER_FILL);
    this.fillHabit = FILL_SD * Normal.standard(streams.named("fill").at(unit));
    this.reorderShare = world.value(HospitalInventory.REORDER_SHARE);
    this.report = world.value(HospitalInventory.REPORT);
    this.cancel = world.value(HospitalInventory.CANCEL);
    this.walkAway =
        world.value(HospitalInventory.WALK_AWAY)
            * Persona.rate(streams.named("walk_away").at(unit), WALK_SHAPE_HOSPITAL);
    Draw habits = streams.named("habit").at(unit);
    this.truckSecond = 6 * WallClock.HOUR + (long) (habits.nextDouble() * 4.5 * WallClock.HOUR);
    this.orderSecond = 22 * WallClock.HOUR + 30 * WallClock.MINUTE + habits.nextInt(75 * 60) + 1;
    this.cutOverDay =
        habits.nextDouble() < OLD_VENDOR_MASTER
            ? firstDay + FIRST_CUT_OVER_DAY + habits.nextInt(CUT_OVER_DAYS)
            : firstDay;
    this.downtimeChance =
        DOWNTIMES_PER_YEAR
            * Persona.rate(streams.named("downtime.rate").at(unit), DOWNTIME_SHAPE)
            / 365.25;
    Draw prices = streams.named("price").at(unit);
    for (Item item : Item.ALL) {
      double sigma = item.isImplant() ? IMPLANT_PRICE_SIGMA : PRICE_SIGMA;
      cents[item.id()] =
          Math.max(1, Math.round(item.listCents() * Math.exp(sigma * Normal.standard(prices))));
    }
    this.quarantineDays = new int[supply.recalls().size()];
    for (Recall recall : supply.recalls()) {
      int wait = quarantines.at(unit, recall.id()).nextInt(MOST_DAYS_TO_QUARANTINE + 1);
      int at = recall.day() + wait;
      while (!Outside.isWorkday(at)) {
        at++;
      }
      quarantineDays[recall.index()] = at;
    }
    this.implantIds = ids("implant.id", streams);
    this.patientIds = ids("patient.id", streams);
    this.serials = ids("serial", streams);
    this.book = new DayBook(hospitalId, streams.named("movement.id").bits(unit));
    this.theatre = new Theatre(world, unit, size);
    for (int i = 0; i < CLERKS; i++) {
      clerks[i] = new MessCarrier(streams.named("carrier.clerk"), unit * CLERKS + i, CLERK);
    }
    for (int i = 0; i < COUNTERS; i++) {
      counters[i] = new MessCarrier(streams.named("carrier.counter"), unit * COUNTERS + i, COUNTER);
    }
    for (int i = 0; i < SCANNERS; i++) {
      scanners[i] = new MessCarrier(streams.named("carrier.scanner"), unit * SCANNERS + i, SCANNER);
    }
    furnish(world);
  }

  /** Keys of their own: shuffles of neighbouring keys resemble each other. */
  private Permutation ids(String purpose, Streams streams) {
    return Permutation.of(IMPLANTS_PER_HOSPITAL, streams.named(purpose).bits(unit));
  }

  // ---- rule hospital

  private void furnish(World world) {
    Streams streams = world.streams();
    Streams.Stream exists = streams.named("department.exists");
    List<Department> departments = new ArrayList<>();
    for (Department department : Department.values()) {
      if (!department.isOptional || exists.uniform(unit, department.number) < OPTIONAL_DEPARTMENT) {
        departments.add(department);
      }
    }
    Set<Department> prone = prone(streams.named("prone").at(unit), departments);
    double missedScan =
        world.value(HospitalInventory.SCAN_MISS)
            * Persona.factor(streams.named("scan").at(unit), SCAN_SIGMA);
    double extra = world.value(HospitalInventory.EXTRA);
    double alarm = world.value(HospitalInventory.ALARM);
    Permutation bins = Permutation.of(THOUSAND, streams.named("bin.id").bits(unit));
    int bin = 0;
    for (Department department : departments) {
      long key = unit * DEPARTMENTS + department.number;
      double factor = Persona.factor(streams.named("department.size").at(key), DEPARTMENT_SIGMA);
      Storeroom room =
          new Storeroom(
              department,
              key,
              department.census * size * factor,
              new KeyedSeries(streams.named("census"), key, CENSUS_MEMORY),
              prone.contains(department),
              prone.contains(department) ? alarm : Math.min(alarm, CALM_ALARM),
              extra * Persona.factor(streams.named("extra").at(key), EXTRA_SIGMA),
              missedScan * Persona.rate(streams.named("scan.department").at(key), SCAN_SHAPE),
              walkAway
                  * Persona.rate(
                      streams.named("walk_away.department").at(key), WALK_SHAPE_DEPARTMENT),
              new MessCarrier(streams.named("carrier.item_master"), key, ITEM_MASTER));
      Draw round = streams.named("round").at(key);
      room.firstRoundDay = firstDay - Supply.WARM_UP_DAYS + 1 + round.nextInt(Storeroom.ROUND_DAYS);
      room.daysPerRound = 1 + round.nextInt(MOST_COUNT_DAYS);
      room.reviewDay = firstDay - Supply.WARM_UP_DAYS + round.nextInt(Storeroom.ROUND_DAYS);
      storerooms.add(room);
      bin = stock(room, bins, bin, streams);
      planCounts(room);
    }
  }

  /** Which nursing departments have been burned before. */
  private static Set<Department> prone(UniformRandomProvider draw, List<Department> departments) {
    Set<Department> prone = EnumSet.noneOf(Department.class);
    List<Department> wards = new ArrayList<>(departments);
    wards.removeIf(d -> !d.isWard());
    int count = PRONE_DEPARTMENTS.at(draw.nextDouble());
    for (int i = 0; i < count; i++) {
      prone.add(wards.remove(draw.nextInt(wards.size())));
    }
    return prone;
  }

  private int stock(Storeroom room, Permutation ids, int firstBin, Streams streams) {
    Streams.Stream exists = streams.named("bin.exists");
    Streams.Stream features = streams.named("bin");
    Streams.Stream firstLots = streams.named("bin.first_lots");
    boolean isLegacy = streams.named("legacy").uniform(room.key) < LEGACY_DEPARTMENT;
    Permutation places =
        Permutation.of(AISLES * SHELVES, streams.named("bin.place").bits(room.key));
    HourProfile profile = room.department.isWard() ? WARD_HOURS : THEATRE_HOURS;
    int number = firstBin;
    for (Item item : Item.ALL) {
      if (item.place() != room.department.place) {
        continue;
      }
      long key = room.key * THOUSAND + item.id();
      if (item.isFloor() && exists.uniform(key) >= STOCKED) {
        continue;
      }
      Draw draw = features.at(key);
      int place = (int) places.at(number - firstBin);
      int shelf = 1 + place % SHELVES;
      String location =
          room.department + "-" + (char) ('A' + place / SHELVES) + shelf / 10 + shelf % 10;
      boolean isLegacyBin = draw.nextDouble() < LEGACY_BIN && isLegacy;
      double demand = room.department.isWard() ? Math.exp(BIN_SIGMA * Normal.standard(draw)) : 1;
      int usual = WallClock.secondOfDay(profile.moment(draw, 0));
      Bin bin =
          new Bin(
              item,
              hospitalId * THOUSAND + ids.at(number),
              key,
              location,
              isLegacyBin,
              demand,
              usual);
      double daily = plannedUse(room, bin);
      bin.par =
          item.category() == HospitalInventory.Category.EMERGENCY
              ? EMERGENCY_PAR
              : par(item, daily);
      fill(bin, daily, firstLots.at(key));
      room.bins.add(bin);
      number++;
    }
    return number;
  }

  /** Units a day that the store was planned for. */
  private double plannedUse(Storeroom room, Bin bin) {
    Item item = bin.item;
    if (item.isImplant() || item.isScrew()) {
      return item.rate() * size;
    }
    return switch (item.place()) {
      case WARDS -> room.department.census * size * item.rate() * bin.demandFactor;
      case OR -> PLANNED_OR_CASES * size * item.rate();
      case CATH_LAB -> PLANNED_CATH_CASES * size * item.rate();
    };
  }

  private static int par(Item item, double daily) {
    double cover = daily * (item.isDistributed() ? DISTRIBUTED_COVER_DAYS : DIRECT_COVER_DAYS);
    double safety = item.isDistributed() ? DISTRIBUTED_SAFETY : DIRECT_SAFETY;
    return Math.max(LEAST_PAR, (int) Math.ceil(cover + safety * Math.sqrt(cover)));
  }

  /** At par, of boxes that came one after the other and have not expired. */
  private void fill(Bin bin, double daily, Draw draw) {
    int start = firstDay - Supply.WARM_UP_DAYS;
    double longest = 2 * bin.par / daily;
    int left = bin.par;
    while (left > 0) {
      int n = Math.min(left, bin.item.pack());
      int lot =
          supply.lotOf(
              bin.item,
              start - (int) (draw.nextDouble() * Math.min(longest, 700)),
              draw.nextDouble());
      int expiry = supply.expiryOf(bin.item, lot);
      if (expiry > start) {
        bin.begin(lot, expiry, n);
        left -= n;
      }
    }
  }

  // ---- days

  @Override
  public void emitDimensions(Emitter emitter) {
    for (Storeroom room : storerooms) {
      emitter.emit(
          HospitalInventory.DEPARTMENT_TRUTH,
          new DepartmentTruth(hospitalId, room.department, room.isProne));
    }
  }

  /** All days at once. */
  @Override
  public void advanceTo(LocalDate border, Emitter emitter) {
    if (isDone) {
      return;
    }
    isDone = true;
    out = emitter;
    for (day = firstDay - Supply.WARM_UP_DAYS; day <= lastDay; day++) {
      isPublished = day >= firstDay;
      isWorkday = Outside.isWorkday(day);
      isDockOpen = outside.isDockOpen(day);
      truckTs =
          WallClock.startOf(day)
              + truckSecond
              + (long) (TRUCK_SPREAD_SECONDS * bell(trucks.at(unit, day)));
      isDown = isDown();
      orderLines = 0;
      theatre.plan(day);
      for (Storeroom room : storerooms) {
        live(room);
      }
    }
  }

  private void live(Storeroom room) {
    room.beginDay(patients(room));
    if (room.department == Department.OR) {
      room.scheduled = theatre.orCases;
    } else if (room.department == Department.CATH_LAB) {
      room.scheduled = theatre.cathCases;
    }
    int binsOfRoom = room.bins.size();
    for (int i = 0; i < binsOfRoom; i++) {
      Bin bin = room.bins.get(i);
      if (!bin.isGone) {
        live(room, bin, i);
      }
    }
    room.endDay();
    if (day == room.reviewDay) {
      room.reviewDay += Storeroom.ROUND_DAYS;
    }
    if (room.countDays[binsOfRoom - 1] <= day) {
      planCounts(room);
    }
    if (isPublished) {
      out.emit(
          HospitalInventory.DEPARTMENT_DAYS,
          new DepartmentDay(
              hospitalId,
              room.department,
              room.patients,
              room.documentedUnits,
              room.documentedCents,
              room.scheduled,
              room.cancelled,
              day));
    }
  }

  private int patients(Storeroom room) {
    if (!room.department.isWard()) {
      return 0;
    }
    double flu = room.department.hasFlu ? outside.flu(day) : 1;
    double week = UsCalendar.isWeekend(day) ? WEEKEND : WEEKDAY;
    return (int)
        Math.max(
            1, Math.round(room.meanCensus * (1 + CENSUS_SD * room.census.at(day)) * week * flu));
  }

  private void live(Storeroom room, Bin bin, int index) {
    int before = bin.system;
    Draw draw = binDays.at(bin.key, day);
    double round = draw.nextDouble();
    boolean newestFirst = draw.nextDouble() < NEWEST_FIRST;
    double walks = draw.nextDouble();
    double walking = draw.nextDouble();
    double reporting = draw.nextDouble();
    double cancelling = draw.nextDouble();
    book.clear();

    receive(bin);
    quarantine(bin, draw);
    int unmet = issue(room, bin, round, newestFirst, draw);
    if (walks < room.walkAway * (bin.item.isTempting() ? TEMPTING : 1) && !bin.item.isImplant()) {
      bin.take(
          (int) Math.ceil(bin.physical * (LEAST_WALK + (1 - LEAST_WALK) * walking)), false, null);
    }
    if (unmet > 0) {
      missing(room, bin, unmet, cancelling < cancel, draw);
    }
    boolean isCounted = room.countDays[index] == day;
    if (unmet > 0 && bin.physical == 0 && bin.system > 0 && !isCounted && reporting < report) {
      book.add(MovementType.SPOT_COUNT, -bin.system, afterwards(draw));
      bin.count();
    }
    if (isWorkday && WallClock.weekday(day) == 0) {
      writeOff(room, bin, index);
    }
    if (isCounted) {
      count(room, bin, index);
    }
    if (day == room.reviewDay) {
      review(bin);
    }
    order(bin);
    if (bin.isClosing && bin.onOrder == 0 && (bin.system == 0 || isCounted)) {
      bin.isGone = true;
    }
    room.emptyBins += bin.physical == 0 && bin.item.isFloor() ? 1 : 0;
    if (isPublished) {
      book.emit(bin, room.department, before, day, out);
      snapshot(room, bin);
    }
  }

  // ---- rule replenishment

  private void receive(Bin bin) {
    if (!isDockOpen || bin.onOrder == 0) {
      return;
    }
    int units = bin.arrived(day);
    if (units == 0) {
      return;
    }
    Draw draw = receipts.at(bin.key, day);
    int clerk = (int) (trucks.uniform(unit, -day) * CLERKS);
    while (units > 0) {
      long second = truckTs + 20 * WallClock.MINUTE + draw.nextInt(130 * 60);
      int lot = supply.lotOf(bin.item, day, draw.nextDouble());
      int expiry = supply.expiryOf(bin.item, lot);
      bin.receive(lot, expiry, units);
      book.add(
          MovementType.RECEIPT,
          units,
          second,
          isPublished ? Supply.lotNumber(bin.item, lot) : null,
          expiry,
          clerks[clerk].isBad(second));
      units = bin.arrived(day);
    }
  }

  private void order(Bin bin) {
    if (bin.isClosing || bin.position() > reorderShare * bin.par) {
      return;
    }
    int pack = bin.item.pack();
    int units = (bin.par - bin.position() + pack - 1) / pack * pack;
    if (units <= 0) {
      return;
    }
    Draw draw = orders.at(bin.key, day);
    double lead =
        (bin.item.isDistributed() ? DISTRIBUTED_LEAD_DAYS : DIRECT_LEAD_DAYS).sample(draw);
    double delay = DELAY_DAYS.sample(draw);
    boolean isDelayed = draw.nextDouble() >= fill(bin.item.vendor());
    int days = (int) Math.max(1, Math.ceil(isDelayed ? lead + delay : lead));
    bin.order(units, day + days);
    book.add(
        MovementType.ORDER, units, WallClock.startOf(day) + orderSecond + orderLines++ * 2 / 5);
  }

  /** Chance that a vendor has it, for this hospital. */
  private double fill(int vendor) {
    boolean isShort = supply.isBackordered(vendor, day);
    double share = isShort ? backorderFill : baseFill;
    double rationed = isShort ? RATION_SD * Normal.standard(rationing.at(unit, vendor)) : 0;
    return Logit.add(share, fillHabit + rationed);
  }

  /** Every 91 days par moves halfway to what the charted use asks for. */
  private void review(Bin bin) {
    if (bin.item.category() != HospitalInventory.Category.EMERGENCY) {
      int days = Math.min(Storeroom.ROUND_DAYS, day - (firstDay - Supply.WARM_UP_DAYS) + 1);
      int wanted = par(bin.item, (double) bin.documented / days);
      bin.par = Math.max(LEAST_PAR, (bin.par + wanted + 1) / 2);
    }
    bin.documented = 0;
    Draw draw = closings.at(bin.key, day);
    if (bin.item.isFloor() && draw.nextDouble() < CLOSES) {
      bin.isClosing = true;
    }
    close(bin);
  }

  /** Now and then a hospital takes an item off its list. */
  private void close(Bin bin) {
    Draw draw = delistings.at(unit, UsCalendar.year(day));
    boolean isDelisting = draw.nextDouble() < DELISTED;
    int item = 1 + draw.nextInt(20);
    int month = 1 + draw.nextInt(12);
    bin.isClosing |= isDelisting && item == bin.item.id() && UsCalendar.month(day) >= month;
  }

  // ---- rule recall_panic

  private void quarantine(Bin bin, Draw draw) {
    if (!bin.item.isImplant() || !isWorkday) {
      return;
    }
    List<Recall> recalls = supply.recalls();
    for (int i = 0; i < recalls.size(); i++) {
      Recall recall = recalls.get(i);
      if (recall.item().id() == bin.item.id() && quarantineDays[i] == day) {
        int units = bin.quarantine(recall.lot());
        if (units > 0) {
          book.add(
              MovementType.QUARANTINE,
              -units,
              WallClock.startOf(day) + 7 * WallClock.HOUR + draw.nextInt(9 * 3600),
              Supply.lotNumber(bin.item, recall.lot()),
              Bin.NEVER,
              false);
        }
      }
    }
  }

  // ---- rules demand, hoarding and two_ledgers

  /** Takes what is needed, or more; says how much was missing for patients. */
  private int issue(Storeroom room, Bin bin, double rounding, boolean newestFirst, Draw draw) {
    Item item = bin.item;
    int need = need(room, bin);
    loseFromStash(bin);
    if (need == 0) {
      return 0;
    }
    boolean isHoarded = room.isHoarding && item.isFloor();
    int wanted = isHoarded ? (int) Math.floor(need * (1 + room.extra) + rounding) : need;
    int taken = Math.min(wanted, bin.physical);
    unitsTaken = 0;
    bin.take(taken, newestFirst, item.isImplant() ? this::remember : null);
    int unscanned = Binomial.of(taken, Math.min(1, room.missedScan)).sample(draw);
    int scanned = taken - unscanned;
    bin.book(scanned);
    int unmet = Math.max(0, need - taken);
    bin.stash += Math.max(0, taken - need);
    int fromStash = Math.min(unmet, bin.stash);
    bin.stash -= fromStash;
    room.document(bin, need, cents[item.id()]);
    if (item.isImplant()) {
      implant(room, bin, taken);
    }
    if (scanned > 0 && isPublished) {
      book.add(MovementType.ISSUE, -scanned, issueTs(room, bin));
    }
    return unmet - fromStash;
  }

  private int need(Storeroom room, Bin bin) {
    if (!room.department.isWard()) {
      return theatre.needs[bin.item.id()];
    }
    double mean = room.patients * bin.item.rate() * bin.demandFactor;
    return NegativeBinomial.ofMeanAndDispersion(mean, USE_DISPERSION)
        .sample(needs.at(bin.key, day));
  }

  private void loseFromStash(Bin bin) {
    if (bin.stash > 0) {
      bin.stash -= Binomial.of(bin.stash, STASH_LOSS).sample(stashLosses.at(bin.key, day));
    }
  }

  private void remember(int lot) {
    lotsTaken[unitsTaken++] = lot;
  }

  private long issueTs(Storeroom room, Bin bin) {
    if (bin.item.isImplant()) {
      return theatre.devices.get(bin.item.id()).get(0).implantedTs();
    }
    Draw draw = hours.at(bin.key, day);
    if (draw.nextDouble() < HABIT) {
      long second = bin.usualSecond + (long) (HABIT_SPREAD_SECONDS * bell(draw));
      return WallClock.startOf(day) + Math.floorMod(second, WallClock.DAY);
    }
    return (room.department.isWard() ? WARD_HOURS : THEATRE_HOURS).moment(draw, day);
  }

  // ---- rules cancelled_case and patients

  private void missing(Storeroom room, Bin bin, int unmet, boolean isCancelled, Draw draw) {
    if (isCancelled
        && isWorkday
        && room.department == Department.OR
        && !bin.item.isImplant()
        && room.cancelled < room.scheduled) {
      room.cancelled++;
      room.document(bin, -unmet, cents[bin.item.id()]);
      book.add(MovementType.CASE_CANCELLED, 0, afterwards(draw));
    }
  }

  /** Some minutes after all that the day's entries tell, by day. */
  private long afterwards(Draw draw) {
    long begin = WallClock.startOf(day) + 8 * WallClock.HOUR + draw.nextInt(5 * 3600);
    long end = WallClock.startOf(day + 1) - 1;
    return Math.min(end, Math.max(begin, book.latest() + 300 + draw.nextInt(2400)));
  }

  /** What is not on the shelf the vendor's representative brings along. */
  private void implant(Storeroom room, Bin bin, int taken) {
    List<Patient> patients = theatre.devices.get(bin.item.id());
    for (int i = 0; i < patients.size(); i++) {
      long number = implantNumber++;
      if (!isPublished) {
        continue;
      }
      Patient patient = patients.get(i);
      Draw draw = implants.at(unit, number);
      double ofVendor = draw.nextDouble();
      MessCarrier scanner = scanners[draw.nextInt(SCANNERS)];
      int lot = i < taken ? lotsTaken[i] : supply.lotOf(bin.item, day, ofVendor);
      long implantId = hospitalId * IMPLANTS_PER_HOSPITAL + implantIds.at(number);
      long patientId = hospitalId * IMPLANTS_PER_HOSPITAL + patientIds.at(patient.number());
      out.emit(
          HospitalInventory.IMPLANT_LOG,
          new Implant(
              implantId,
              patientId,
              patient.birthYear(),
              patient.sex(),
              patient.diesOn() <= lastDay ? patient.diesOn() : null,
              hospitalId,
              room.department,
              i < taken ? bin.inventoryId : null,
              bin.item.id(),
              Supply.lotNumber(bin.item, lot),
              "SN" + (hospitalId * IMPLANTS_PER_HOSPITAL + serials.at(number)),
              patient.implantedTs(),
              day,
              scanner.isBad(patient.implantedTs())));
      Recall recall = supply.recallOf(bin.item, lot);
      if (recall != null && supply.isPublished(recall)) {
        out.emit(
            HospitalInventory.RECALLED_PATIENTS,
            new RecalledPatient(recall.id(), implantId, patientId, hospitalId, bin.item.id(), day));
      }
    }
  }

  // ---- rules expiry and counts

  private void writeOff(Storeroom room, Bin bin, int index) {
    int i = bin.expired(day);
    if (i < 0) {
      return;
    }
    Draw draw = rounds.at(room.key, -1, day);
    long second =
        WallClock.startOf(day)
            + 9 * WallClock.HOUR
            + 2 * WallClock.MINUTE
            + draw.nextInt(75 * 60)
            + index * (70L + draw.nextInt(40));
    while (i >= 0) {
      String lot = Supply.lotNumber(bin.item, bin.lotAt(i));
      int expiry = bin.expiryAt(i);
      book.add(MovementType.EXPIRE, -bin.writeOff(i), second, lot, expiry, false);
      second += 45;
      i = bin.expired(day);
    }
  }

  private void planCounts(Storeroom room) {
    room.round++;
    Draw draw = rounds.at(room.key, room.round);
    int begin = room.firstRoundDay + room.round * Storeroom.ROUND_DAYS;
    if (draw.nextDouble() < LATE_ROUND) {
      begin += LEAST_LATE_DAYS + draw.nextInt(MORE_LATE_DAYS + 1);
    }
    int bins = room.bins.size();
    room.countDays = new int[bins];
    int countDay = begin;
    for (int d = 0; d < room.daysPerRound; d++, countDay++) {
      while (!Outside.isWorkday(countDay)) {
        countDay++;
      }
      int to = bins * (d + 1) / room.daysPerRound;
      Arrays.fill(room.countDays, bins * d / room.daysPerRound, to, countDay);
    }
  }

  private void count(Storeroom room, Bin bin, int index) {
    Draw draw = rounds.at(room.key, room.round, day);
    long begin =
        WallClock.startOf(day) + 13 * WallClock.HOUR + 31 * WallClock.MINUTE + draw.nextInt(10_800);
    int before = 0;
    while (index - before > 0 && room.countDays[index - before - 1] == day) {
      before++;
    }
    long second = begin + before * 92L + Math.floorMod(bin.key * 37, 29L);
    MessCarrier counter = counters[(room.round + room.department.number) % COUNTERS];
    long afterCart = Math.max(second, book.latest(MovementType.RECEIPT) + 60);
    book.add(
        MovementType.CYCLE_COUNT,
        bin.physical - bin.system,
        afterCart,
        null,
        Bin.NEVER,
        counter.isBad(second));
    bin.count();
  }

  // ---- what is published of a night

  private boolean isDown() {
    if (day < firstDay - LONGEST_DOWNTIME) {
      return false;
    }
    Draw draw = downtimes.at(unit, day);
    if (draw.nextDouble() < downtimeChance) {
      int nights = 1;
      while (nights < LONGEST_DOWNTIME && draw.nextDouble() < ANOTHER_NIGHT) {
        nights++;
      }
      downUntil = Math.max(downUntil, day + nights);
    }
    return day < downUntil;
  }

  private void snapshot(Storeroom room, Bin bin) {
    int expiry = bin.earliestExpiry();
    out.emit(
        HospitalInventory.STOCK_SNAPSHOTS,
        new Snapshot(
            bin.inventoryId,
            hospitalId,
            room.department,
            bin.location,
            bin.item.id(),
            bin.item.name(),
            bin.item.vendorId(),
            bin.par,
            bin.system,
            bin.onOrder,
            expiry == Bin.NEVER ? null : expiry,
            cents[bin.item.id()],
            day,
            bin.isLegacy,
            bin.item.vendor() == MERGED_VENDOR && day < cutOverDay,
            isDown,
            room.itemMaster.isBad(WallClock.startOf(day))));
    if (WallClock.weekday(day) == 0) {
      out.emit(
          HospitalInventory.BIN_TRUTH,
          new BinTruth(
              bin.inventoryId,
              hospitalId,
              room.department,
              bin.item.id(),
              bin.physical,
              bin.stash,
              day));
    }
  }

  private static double bell(Draw draw) {
    return Noise.bell(draw.nextLong());
  }
}
