package dev.medley.scenario.devicemaintenance;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Modality;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.SiteRow;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.VacuumEvening;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.IdBlock;
import dev.medley.world.KeyedSeries;
import dev.medley.world.KeyedSpells;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsTimeZone;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An imaging site: its hours, its habits, its crew, and what its scanners share. */
final class ImagingSite {
  private static final int[] OPENS = {7, 6, 8};
  private static final int[] CLOSES = {19, 21, 18};
  private static final Discrete OPENING = Discrete.of(0.53, 0.25, 0.22);
  private static final Beta CREW = new Beta(7, 2);

  /** Share of all Tuesdays that the crew's law and its substitutes give at 90 % of the sites. */
  private static final double USUAL_VACUUM = 0.65;

  private static final Normal HABIT_MINUTES = Normal.of(0, 8).cut(-12, 12);
  private static final Gamma PLUG_DELAY_MINUTES = Gamma.ofMeanAndShape(15, 3);
  private static final double PLUG_MINUTE = 19 * 60 + 42;
  private static final double LAST_PLUG_MINUTE = 20 * 60 + 28;
  private static final double DIPS_PER_DAY = 1.2 / 365.25;
  private static final double SUMMER_DIPS = 1.8;

  /** So that a year of 153 days from May to September has the mean. */
  private static final double OTHER_DIPS = (365.25 - 153 * SUMMER_DIPS) / (365.25 - 153);

  private static final CarrierLaw GATEWAY = CarrierLaw.onlyInSpells(0.04, SpellLength.ofMean(2));
  private static final CarrierLaw ENGINEER = CarrierLaw.onlyInSpells(0.15, SpellLength.ofMean(90));
  private static final int ENGINEER_SITES = 4;

  /** Share of the emergencies that a desk has another name for: a habit, 0.2 on average. */
  private static final Beta DESK = new Beta(0.5, 2);

  private static final int TUESDAY = 1;

  final SiteLaws laws;
  final long unit;
  final long id;
  final UsTimeZone zone;
  final double foulingRate;
  final double climate;
  final boolean abuses;
  final double abuseStays;
  final double abuseBegins;
  final int maintenanceHour;
  final boolean isServedAtNight;
  final boolean hasProgramme;
  final IdBlock logIds;
  final IdBlock eventIds;
  final double softDesk;
  final MessCarrier engineerSlack;

  /** By hour of the simulation: local hour, local day, chance of an MRI scan, mean of CT scans. */
  final byte[] localHour;

  final int[] localDay;
  final double[] mriChance;
  final boolean[] isOpen;
  final double[] ctMean;
  final double[] heat;
  final double[] weather;
  final boolean[] gatewayBad;

  private final String name;
  private final double demand;
  private final double weekendFill;
  private final int opening;
  private final double plugChance;
  private final double plugHabit;
  private final KeyedSpells substitutes;
  private final int regionIndex;
  private final List<Scanner> scanners = new ArrayList<>();

  private long logs;
  private long events;

  ImagingSite(Cell cell, SiteLaws laws) {
    this.laws = laws;
    this.unit = cell.unit();
    this.regionIndex = cell.regionIndex();
    this.id = laws.siteIds.id(unit);
    this.zone = UsTimeZone.ofRegion(cell.region());
    this.name = "Imaging " + laws.names.place(unit - 1);
    Streams streams = laws.streams;
    Draw draw = streams.named("site").at(unit);
    int mris = 1 + Math.min(3, Poisson.sample(1, draw));
    int cts = 1 + Math.min(3, Poisson.sample(1, draw));
    this.opening = OPENING.at(draw.nextDouble());
    this.weekendFill = draw.nextDouble() < 0.25 ? 0.15 : 0.68;
    this.demand = Math.exp(0.12 * Normal.standard(draw) - 0.007);
    this.foulingRate = Math.exp(0.3 * Normal.standard(draw) - 0.045);
    double regional =
        switch (cell.region()) {
          case "SOUTH" -> 1.35;
          case "WEST" -> 0.8;
          default -> 0.92;
        };
    this.climate = regional * Math.exp(0.1 * Normal.standard(draw));
    boolean upsForAll = draw.nextDouble() < 0.2;
    this.abuses = draw.nextDouble() < 0.4;
    boolean hasCircuit = draw.nextDouble() < 0.9;
    this.maintenanceHour = 5 + draw.nextInt(3);
    this.isServedAtNight = draw.nextDouble() < 0.4;
    this.abuseStays = Math.min(0.95, 0.65 + 0.05 * Normal.standard(draw));
    this.abuseBegins = Math.min(0.95, 0.15 * Math.exp(0.3 * Normal.standard(draw)));
    this.hasProgramme = draw.nextDouble() < 0.25;
    double crew = CREW.sample(draw);
    this.plugChance = hasCircuit ? Math.min(1, crew * laws.vacuum / USUAL_VACUUM) : 0;
    this.plugHabit = HABIT_MINUTES.sample(draw);
    this.softDesk = DESK.sample(streams.named("mess.desk").at(unit));
    this.substitutes =
        KeyedSpells.perYear(streams.named("crew.substitute"), unit, 2, SpellLength.between(7, 21));
    this.engineerSlack =
        new MessCarrier(
            streams.named("mess.engineer"),
            (cell.place(0) / ENGINEER_SITES) * 16 + regionIndex,
            ENGINEER);
    this.logIds = IdBlock.ofUnit("log_id", id, 1_000_000, streams);
    this.eventIds = IdBlock.ofUnit("event_id", id, 100_000, streams);

    int hours = laws.hours();
    localHour = new byte[hours];
    localDay = new int[hours];
    mriChance = new double[hours];
    isOpen = new boolean[hours];
    ctMean = new double[hours];
    heat = new double[hours];
    weather = new double[hours];
    gatewayBad = new boolean[hours];
    fillHours();

    Permutation numbers = Permutation.of(100, streams.named("id.machine").bits(unit));
    Streams.Stream batteries = streams.named("device.ups");
    for (int slot = 0; slot < mris + cts; slot++) {
      boolean ups = upsForAll || batteries.uniform(unit, slot) < 0.125;
      addGenerations(slot, slot < mris ? Modality.MRI : Modality.CT, ups, numbers);
    }
  }

  /** The device that stands in a slot and those that replace it. */
  private void addGenerations(int slot, Modality modality, boolean ups, Permutation numbers) {
    Scanner before = null;
    for (int generation = 0;
        before == null || WallClock.startOf(before.successorFrom()) < laws.end;
        generation++) {
      long machineId = id * 100 + numbers.at(slot + 8L * generation);
      long key = (unit * 8 + slot) * 16 + generation;
      Scanner scanner = new Scanner(this, key, machineId, modality, ups, before);
      if (scanner.lastSecond() > laws.from) {
        scanners.add(scanner);
      }
      before = scanner;
    }
  }

  private void fillHours() {
    KeyedSeries series = new KeyedSeries(laws.streams.named("weather"), regionIndex, 0.8);
    MessCarrier gateway = new MessCarrier(laws.streams.named("mess.gateway"), unit, GATEWAY);
    int[] snow = snowDays(series);
    for (int h = 0; h < localHour.length; h++) {
      long utc = laws.begin + h * WallClock.HOUR;
      long local = zone.toWallClock(utc);
      int day = WallClock.epochDay(local);
      int hour = WallClock.hourOfDay(local);
      boolean weekend = UsCalendar.isWeekend(day);
      boolean holiday = Holidays.HOSPITAL.isDayOff(day);
      double patients = Arrays.binarySearch(snow, day) >= 0 ? 0.4 : 1;
      double fill = holiday ? 0.25 : weekend ? weekendFill : 1;
      localDay[h] = day;
      localHour[h] = (byte) hour;
      isOpen[h] = hour >= OPENS[opening] && hour < CLOSES[opening];
      mriChance[h] = patients * (isOpen[h] ? Math.min(1, fill * (0.75 + 0.25 * demand)) : 0.18);
      double mean = hour >= 7 && hour < 19 ? 3.9 : hour >= 19 ? 1.6 : 0.9;
      ctMean[h] = patients * mean * demand * (holiday ? 0.75 : weekend ? 0.7 : 1);
      heat[h] = Math.max(0, Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - 200) / 366.0));
      weather[h] = series.at(day);
      gatewayBad[h] = gateway.isBad(utc);
    }
  }

  /** The two coldest days of every winter in the north. */
  private int[] snowDays(KeyedSeries series) {
    if (regionIndex > 1) {
      return new int[0];
    }
    int first = UsCalendar.year(WallClock.epochDay(laws.begin)) - 1;
    int last = UsCalendar.year(WallClock.epochDay(laws.end));
    int[] days = new int[2 * (last - first + 1)];
    for (int year = first; year <= last; year++) {
      int coldest = 0;
      int second = 0;
      for (int day = UsCalendar.day(year, 12, 1); day < UsCalendar.day(year + 1, 3, 1); day++) {
        if (coldest == 0 || series.at(day) < series.at(coldest)) {
          second = coldest;
          coldest = day;
        } else if (second == 0 || series.at(day) < series.at(second)) {
          second = day;
        }
      }
      days[2 * (year - first)] = Math.min(coldest, second);
      days[2 * (year - first) + 1] = Math.max(coldest, second);
    }
    return days;
  }

  // ---- rows

  void emitDimensions(Emitter out) {
    out.emit(DeviceMaintenance.SITES, new SiteRow(id, name, zone.id(), hasProgramme));
    for (Scanner scanner : scanners) {
      out.emit(DeviceMaintenance.DEVICES, scanner.row());
    }
  }

  void emitRows(Emitter out) {
    for (Scanner scanner : scanners) {
      scanner.live(out);
    }
    emitTuesdays(out);
    emitPowerDips(out);
  }

  private void emitTuesdays(Emitter out) {
    Streams.Stream evenings = laws.streams.named("crew.evening");
    Streams.Stream errors = laws.streams.named("crew.undervoltage");
    int last = WallClock.epochDay(laws.end);
    for (int day = WallClock.epochDay(laws.from); day < last; day++) {
      if (WallClock.weekday(day) != TUESDAY) {
        continue;
      }
      long midnight = WallClock.startOf(day);
      boolean christmasEve = UsCalendar.month(day) == 12 && UsCalendar.dayOfMonth(day) == 24;
      boolean on =
          evenings.uniform(unit, day) < plugChance
              && !christmasEve
              && !substitutes.holdsAt(zone.toUtc(midnight + 18 * WallClock.HOUR));
      out.emit(DeviceMaintenance.VACUUM_EVENINGS, new VacuumEvening(id, on, day));
      if (!on) {
        continue;
      }
      // From room to room, so each device has its own moment.
      for (Scanner scanner : scanners) {
        Draw draw = errors.at(scanner.key, day);
        if (draw.nextDouble() >= 0.8) {
          continue;
        }
        double minute;
        do {
          minute = PLUG_MINUTE + plugHabit + PLUG_DELAY_MINUTES.sample(draw);
        } while (minute >= LAST_PLUG_MINUTE);
        long at = zone.toUtc(midnight + WallClock.seconds(minute));
        scanner.undervoltage(at, out);
        if (draw.nextDouble() < 0.3) {
          scanner.undervoltage(at + 120 + draw.nextInt(120), out);
        }
      }
    }
  }

  private void emitPowerDips(Emitter out) {
    Streams.Stream dips = laws.streams.named("power.dip");
    Streams.Stream errors = laws.streams.named("power.undervoltage");
    int last = WallClock.epochDay(laws.end);
    for (int day = WallClock.epochDay(laws.from); day < last; day++) {
      int month = UsCalendar.month(day);
      Draw draw = dips.at(unit, day);
      if (draw.nextDouble()
          >= DIPS_PER_DAY * (month >= 5 && month <= 9 ? SUMMER_DIPS : OTHER_DIPS)) {
        continue;
      }
      long minute = WallClock.startOf(day) + draw.nextInt(24 * 60) * WallClock.MINUTE;
      for (Scanner scanner : scanners) {
        Draw own = errors.at(scanner.key, day);
        if (own.nextDouble() < 0.9) {
          scanner.undervoltage(minute + own.nextInt(60), out);
        }
      }
    }
  }

  long nextLogId() {
    return logIds.id(logs++);
  }

  long nextEventId() {
    return eventIds.id(events++);
  }
}
