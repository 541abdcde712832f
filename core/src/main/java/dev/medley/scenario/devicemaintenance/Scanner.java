package dev.medley.scenario.devicemaintenance;

import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.Geometric;
import dev.medley.random.HazardClock;
import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Weibull;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Component;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Degradation;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Device;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.DeviceWeek;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ErrorCode;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ErrorLog;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.EventType;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.MaintenanceEvent;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Modality;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Outcome;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Reading;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ScannerState;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Severity;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSpells;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/** The life of one scanner, hour by hour: its state of health and what follows from it. */
final class Scanner {
  private static final long HOUR = WallClock.HOUR;
  private static final double HOURS_PER_YEAR = 8_766;
  private static final int WEEK_HOURS = 168;

  // ---- rule site and replacement
  private static final double REMOVED_FROM_YEARS = 8;
  private static final double MEAN_YEARS_TO_REMOVAL = 5;

  /** Age, in years of service, of the middle device; factors count from it. */
  private static final double MIDDLE_YEARS = 5.5;

  // ---- repairs: hours by median and 90th percentile, dollars by median and sigma
  private static final LogNormal COIL_HOURS = LogNormal.ofMedianAndP90(20, 60);
  private static final LogNormal COIL_USD = LogNormal.ofMedianAndSigma(61_000, 0.3);
  private static final LogNormal PLANNED_COIL_HOURS = LogNormal.ofMedianAndP90(6, 14);
  private static final LogNormal PLANNED_COIL_USD = LogNormal.ofMedianAndSigma(13_500, 0.3);
  private static final LogNormal MINOR_HOURS = LogNormal.ofMedianAndP90(6, 40);
  private static final LogNormal MINOR_USD = LogNormal.ofMedianAndSigma(6_500, 0.5);
  private static final LogNormal TUBE_HOURS = LogNormal.ofMedianAndP90(24, 70);
  private static final LogNormal TUBE_USD = LogNormal.ofMedianAndSigma(120_000, 0.2);
  private static final LogNormal MAINTENANCE_HOURS = LogNormal.ofMedianAndP90(3.6, 5.2);
  private static final LogNormal MAINTENANCE_USD = LogNormal.ofMedianAndSigma(2_400, 0.2);
  private static final LogNormal MAINTENANCE_DELAY_DAYS = LogNormal.ofMedianAndP90(3, 9);

  // ---- rule coil_degradation
  private static final LogNormal LEAK = LogNormal.ofMedianAndSigma(1, 0.2);
  private static final LogNormal STRENGTH = LogNormal.ofMedianAndSigma(1, 0.22);
  private static final double LITERS_PER_STRESS = 57.5;
  private static final double SUDDEN_PER_YEAR = 0.07;
  private static final double SUDDEN_ABUSE = 3;

  // ---- rule helium
  private static final double LITERS_PER_PERCENT = 17;
  private static final double USD_PER_LITER = 25;
  private static final double BOIL_OFF_PER_HOUR = 0.03 / 24;
  private static final double OUTAGE_LITERS_PER_HOUR = 1.4;

  /** Memory of the gauge's bias in an hour: ten days. */
  private static final double BIAS_MEMORY = Math.exp(-1.0 / 240);

  /** The gauge averages over some time, so its noise remembers the hour before. */
  private static final double NOISE_MEMORY = 0.35;

  private static final double GAUGE_SD = 0.12;

  // ---- rule ct_tube
  private static final double MONTH_HOURS = HOURS_PER_YEAR / 12;
  private static final Weibull TUBE_LIFE = Weibull.ofScaleAndShape(28 * MONTH_HOURS, 2.2);

  private static final Gamma STUCK_PER_YEAR = Gamma.ofMeanAndShape(0.5, 0.5);
  private static final SpellLength STUCK = SpellLength.ofMedianAndP90(40 / 24.0, 80 / 24.0);
  private static final CarrierLaw RELEASE = CarrierLaw.onlyInSpells(0.1, SpellLength.ofMean(90));
  private static final SpellLength UPDATE = SpellLength.between(20, 45);
  private static final Geometric BURST = Geometric.goingOn(0.75);
  private static final Geometric OFFLINE = Geometric.goingOn(0.4);
  private static final int LONGEST_BURST = 25;

  /** 0.0012 in an hour, of which two in three are scan hours. */
  private static final double BURSTS_PER_SCAN_HOUR = 0.0018;

  final long key;
  private final ImagingSite site;
  private final SiteLaws laws;
  private final long machineId;
  private final Modality modality;
  private final boolean isMri;
  private final boolean isBacked;
  private final int inServiceFrom;
  private final int installYear;
  private final long begin;
  private final int removedOn;
  private final int idleFrom;
  private final long lastSecond;
  private final int successorFrom;

  // ---- what the device is
  private final double wear;
  private final double faultFactor;
  private final double bias;
  private final boolean canAbuse;
  private final boolean hasLocalClock;
  private final MessCarrier oldRelease;
  private final KeyedSpells firmware;
  private final KeyedSpells stuck;

  private final Streams.Stream abuses;
  private final Streams.Stream localStretches;
  private final Streams.Stream bursts;
  private final Streams.Stream minutes;
  private final Streams.Stream repairs;
  private final Streams.Stream refills;
  private final Streams.Stream degradations;
  private final Streams.Stream maintenances;
  private final Streams.Stream desk;

  private final HazardClock onsets;
  private final HazardClock suddens;
  private final HazardClock minors;
  private final HazardClock outages;

  // ---- its state
  private final boolean[] isDown;
  private final boolean[] isLocal;
  private int downTo = -1;
  private int offlineTo = -1;
  private double fouling;
  private double strain;
  private double level;
  private double refillTo;
  private double pressure = 1.15;
  private double gaugeBias;
  private double gaugeNoise;
  private double supplyNoise;
  private double coil;
  private int lastScans = 1;
  private boolean isAbused;
  private long onset = -1;
  private int onsetHour;
  private double leak;
  private double strength;
  private double stress;
  private long plannedRepair = WallClock.NEVER;
  private long outageEnd = Long.MIN_VALUE;
  private double tubeHours;
  private double tubeLife;
  private long tubes;
  private long maintenanceDue;
  private long maintenanceAt;
  private long maintained;
  private long infantFault = WallClock.NEVER;
  private boolean isOnLocalTime;
  private long stuckStart = Long.MIN_VALUE;
  private double stuckLevel;
  private double weekDuty;
  private int weekHours;

  private Emitter out;

  /**
   * A scanner.
   *
   * @param before the device it replaces, or null if it was there when the simulation began
   */
  Scanner(
      ImagingSite site,
      long key,
      long machineId,
      Modality modality,
      boolean isBacked,
      Scanner before) {
    this.site = site;
    this.laws = site.laws;
    this.key = key;
    this.machineId = machineId;
    this.modality = modality;
    this.isMri = modality == Modality.MRI;
    this.isBacked = isBacked;
    Streams streams = laws.streams;
    Draw draw = streams.named("device").at(key);
    this.wear = Math.exp(0.3 * Normal.standard(draw) - 0.045);
    this.faultFactor = Math.exp(0.4 * Normal.standard(draw) - 0.08);
    this.bias = 0.5 * Normal.standard(draw);
    this.canAbuse = draw.nextDouble() < 0.875 && site.abuses && isMri;
    this.hasLocalClock = draw.nextDouble() < 0.06;
    boolean hasUpdates = draw.nextDouble() < 0.04;

    int year = UsCalendar.year(WallClock.epochDay(laws.from));
    Draw life = streams.named("device.life").at(key);
    if (before == null) {
      int first = UsCalendar.day(year - 1 - life.nextInt(10), 1, 1);
      // Installed at least as long ago as the simulation begins.
      int latest = Math.min(365, WallClock.epochDay(laws.begin) - first);
      this.inServiceFrom =
          Holidays.HOSPITAL.businessDayOnOrAfter(first + life.nextInt(Math.max(1, latest - 4)));
      this.begin = laws.begin;
    } else {
      this.inServiceFrom = before.successorFrom;
      this.begin = startOfHour(site.zone.toUtc(WallClock.startOf(inServiceFrom) + 12 * HOUR));
    }
    this.installYear = UsCalendar.year(inServiceFrom);
    double atRisk =
        Math.max(WallClock.epochDay(begin), inServiceFrom + REMOVED_FROM_YEARS * 365.25);
    double wait = MEAN_YEARS_TO_REMOVAL * 365.25 * Exponential.standard(life);
    this.removedOn =
        Holidays.HOSPITAL.businessDayOnOrAfter((int) Math.min(1e6, atRisk + wait + 10));
    this.idleFrom = removedOn - 3 - life.nextInt(8);
    long carriedAway = WallClock.startOf(removedOn) + 8 * HOUR + life.nextInt(7 * (int) HOUR);
    this.lastSecond = site.zone.toUtc(carriedAway);
    this.successorFrom = Holidays.HOSPITAL.businessDayOnOrAfter(removedOn + 14 + life.nextInt(25));

    this.oldRelease = new MessCarrier(streams.named("mess.release"), key, RELEASE);
    this.firmware =
        KeyedSpells.perYear(streams.named("mess.firmware"), key, hasUpdates ? 1 : 0, UPDATE);
    this.stuck =
        KeyedSpells.perYear(
            streams.named("mess.stuck"),
            key,
            isMri ? STUCK_PER_YEAR.sample(streams.named("mess.stuck.rate").at(key)) : 0,
            STUCK);
    this.abuses = streams.named("abuse");
    this.localStretches = streams.named("mess.clock");
    this.bursts = streams.named("log.burst");
    this.minutes = streams.named("log.minute");
    this.repairs = streams.named("repair");
    this.refills = streams.named("helium.refill");
    this.degradations = streams.named("coil.degradation");
    this.maintenances = streams.named("maintenance");
    this.desk = streams.named("mess.desk.event");
    this.onsets = new HazardClock(streams.named("coil.onset"), key);
    this.suddens = new HazardClock(streams.named("coil.sudden"), key);
    this.minors = new HazardClock(streams.named("fault.minor"), key);
    this.outages = new HazardClock(streams.named("compressor.outage"), key);
    this.isDown = new boolean[laws.hours()];
    this.isLocal = new boolean[laws.hours()];
    begin(streams.named("device.begin").at(key), before == null);
  }

  /** The state in which the simulation finds it. */
  private void begin(Draw draw, boolean isOld) {
    long interval = intervalSeconds();
    fouling = isOld ? 0.5 * draw.nextDouble() : 0;
    level = isOld ? 74 + 23 * draw.nextDouble() : 95 + 3 * draw.nextDouble();
    gaugeBias = GAUGE_SD * Normal.standard(draw);
    coil = 25;
    tubeHours = isOld ? 26 * MONTH_HOURS * draw.nextDouble() : 0;
    double threshold = Exponential.standard(draw);
    tubeLife = TUBE_LIFE.timeAt(TUBE_LIFE.cumulative(tubeHours) + threshold);
    maintenanceDue = begin + (long) (isOld ? interval * draw.nextDouble() : interval);
    planMaintenance();
    isOnLocalTime = hasLocalClock && localStretches.uniform(key, 0) < 2 / 3.0;
  }

  /** Day on which the next device in its place is taken into service. */
  int successorFrom() {
    return successorFrom;
  }

  /** The second at which it is carried away, or far in the future. */
  long lastSecond() {
    return lastSecond;
  }

  Device row() {
    return new Device(
        machineId,
        site.id,
        modality,
        isMri ? "MX-15" : "CX-64",
        installYear,
        inServiceFrom,
        lastSecond < laws.end ? removedOn : null,
        isBacked,
        isMri ? 1700 : null);
  }

  /** Its whole life inside the simulation. */
  void live(Emitter rows) {
    this.out = rows;
    Streams streams = laws.streams;
    Noise use = streams.named("use").noise(key);
    Noise load = streams.named("use.load").noise(key);
    Noise water = streams.named("heat.water").noise(key);
    Noise warmth = streams.named("heat.coil").noise(key);
    Noise peak = streams.named("heat.peak").noise(key);
    Noise gauge = streams.named("helium.gauge").noise(key);
    Noise drift = streams.named("helium.drift").noise(key);
    Noise vessel = streams.named("helium.pressure").noise(key);
    Noise logs = streams.named("log").noise(key);
    int first = (int) ((begin - laws.begin) / HOUR);
    int last = (int) ((Math.min(lastSecond, laws.end) - laws.begin) / HOUR);
    int week = Integer.MIN_VALUE;
    for (int h = first; h < last; h++) {
      long at = laws.begin + h * HOUR;
      long n = at / HOUR;
      int thisWeek = (int) Math.floorDiv(at - laws.from, WEEK_HOURS * HOUR);
      if (thisWeek != week) {
        emitWeek(week);
        beginWeek(thisWeek, week == Integer.MIN_VALUE);
        week = thisWeek;
      }
      double age = (at / (double) WallClock.DAY - inServiceFrom) / 365.25;
      double ageFactor = Math.max(0.3, 1 + 0.1 * (age - MIDDLE_YEARS));

      // What happens in this hour, if it is up.
      boolean scheduled = site.localDay[h] < idleFrom;
      isLocal[h] = isOnLocalTime;
      if (h > downTo && scheduled) {
        happen(h, at, ageFactor);
      } else if (at + HOUR > maintenanceAt) {
        postponeMaintenance();
      }
      boolean down = h <= downTo;
      isDown[h] = down;

      // Use.
      long bits = use.bits(n);
      int scans = down || !scheduled ? 0 : isMri ? mriScans(h, bits) : ctScans(h, bits);
      double duty =
          isMri
              ? (isAbused ? laws.abuseSpeed : 1)
                  * scans
                  * (32 / 48.0)
                  * (1 + 0.06 * Noise.bell(load.bits(n)))
              : scans * (9 / 40.0);

      // Heat.
      fouling += site.foulingRate * (1.02 - fouling) / (112 * 24);
      supplyNoise = 0.6 * supplyNoise + 0.25 * 0.8 * Noise.bell(water.bits(n));
      double supply =
          18.6
              + 1.6 * fouling
              + (1.2 * site.heat[h] * site.climate + 0.25 * site.weather[h]) * fouling
              + supplyNoise;
      double hoursLosing = onset >= 0 ? h - onsetHour : 0;
      double load15 = isMri ? 17 * duty * Math.sqrt(duty) : 9 * Math.min(1.6, duty);
      double steady = down ? supply + 1.5 : supply + 3.5 + Math.min(6, hoursLosing / 8) + load15;
      coil = 0.2 * coil + 0.8 * steady;
      double mean = coil + bias + 0.25 * Noise.bell(warmth.bits(n));
      double max = mean + Math.abs(1.8 * Noise.bell(peak.bits(n))) + (scans > 0 ? 2.5 : 0);

      // Helium.
      double loss = isMri ? lossNow(h, at) : 0;
      if (isMri) {
        level -= BOIL_OFF_PER_HOUR + loss / LITERS_PER_PERCENT;
        if (h == downTo) {
          level = Math.max(level, refillTo);
          refillTo = 0;
        }
        pressure +=
            0.2 * (1.15 + 0.9 * Math.min(1, loss) + 0.08 * Noise.bell(vessel.bits(n)) - pressure);
        gaugeBias =
            BIAS_MEMORY * gaugeBias
                + GAUGE_SD * Math.sqrt(1 - BIAS_MEMORY * BIAS_MEMORY) * Noise.bell(drift.bits(n));
        gaugeNoise =
            NOISE_MEMORY * gaugeNoise
                + GAUGE_SD * Math.sqrt(1 - NOISE_MEMORY * NOISE_MEMORY) * Noise.bell(gauge.bits(n));
      }

      if (!down) {
        smallErrors(at, logs, n, scans, loss, max, supply);
      }
      count(h, duty, down);
      if (at >= laws.from) {
        emitReading(h, at, scans, duty, mean, max, supply, down);
      }
      tubeHours++;
      strain = isAbused ? 1 : Math.max(0, strain - 0.5 / WEEK_HOURS);
    }
    emitWeek(week);
  }

  // ---- use

  private int mriScans(int h, long bits) {
    if ((bits >>> 32) * 0x1.0p-32 >= site.mriChance[h]) {
      return 0;
    }
    if (!site.isOpen[h]) {
      return 1;
    }
    // The list is of one kind for a while: correlation 0.3 with the hour before.
    double two = lastScans == 2 ? 0.65 : 0.35;
    lastScans = (bits & 0xffffffffL) * 0x1.0p-32 < two ? 2 : 1;
    return lastScans;
  }

  private int ctScans(int h, long bits) {
    double u = Noise.uniform(bits);
    double p = Math.exp(-site.ctMean[h]);
    int scans = 0;
    for (double sum = p; u >= sum && scans < 12; sum += p) {
      scans++;
      p *= site.ctMean[h] / scans;
    }
    return scans;
  }

  private void beginWeek(int week, boolean isFirst) {
    weekDuty = 0;
    weekHours = 0;
    if (!canAbuse) {
      return;
    }
    double u = abuses.uniform(key, week);
    double stationary = site.abuseBegins / (site.abuseBegins + 1 - site.abuseStays);
    isAbused = u < (isFirst ? stationary : isAbused ? site.abuseStays : site.abuseBegins);
  }

  private void count(int h, double duty, boolean down) {
    if (!down
        && !UsCalendar.isWeekend(site.localDay[h])
        && site.localHour[h] >= 8
        && site.localHour[h] < 18) {
      weekDuty += 100 * duty;
      weekHours++;
    }
  }

  private void emitWeek(int week) {
    if (week < 0) {
      return;
    }
    int day = WallClock.epochDay(laws.from) + 7 * week;
    Double duty = isMri && weekHours > 0 ? weekDuty / weekHours : null;
    out.emit(
        DeviceMaintenance.DEVICE_WEEKS,
        new DeviceWeek(machineId, site.id, modality, duty, isAbused, day));
  }

  // ---- what happens

  private void happen(int h, long at, double ageFactor) {
    if (maintenanceAt < at + HOUR) {
      maintain(h);
      return;
    }
    if (isMri && (degrade(h, at, ageFactor) || suddenly(h, at))) {
      return;
    }
    if (!isMri && tubeHours >= tubeLife) {
      breakTube(h, at);
      return;
    }
    // Fewer faults come to light while nobody scans.
    boolean inUse = isMri ? site.isOpen[h] : site.ctMean[h] > 2;
    double hazard =
        3.3 * faultFactor * (inUse ? 1.35 : 0.65) * (0.8 + 0.4 * Math.min(1, ageFactor));
    boolean fails = minors.step(hazard / HOURS_PER_YEAR);
    if (infantFault < at + HOUR || fails) {
      // A fault that was there when the scanner came up shows within the hour.
      long second =
          fails || infantFault < at
              ? secondOf(at, fails ? minors.shareOfStep() : minutes.uniform(key, at))
              : infantFault;
      infantFault = WallClock.NEVER;
      repair(
          h,
          second,
          EventType.EMERGENCY,
          isMri ? Component.RF_COIL : Component.DETECTOR,
          MINOR_HOURS,
          1,
          MINOR_USD);
    }
    if (isMri && outages.step(1.3 / HOURS_PER_YEAR)) {
      long second = secondOf(at, outages.shareOfStep());
      double hours = 3 + 13 * laws.streams.named("compressor.hours").uniform(key, outages.events());
      outageEnd = second + (long) (hours * HOUR);
      log(second, ErrorCode.E232, Severity.ERROR);
    }
  }

  /** Liters of helium an hour that a failing cold head and a stopped compressor lose. */
  private double lossNow(int h, long at) {
    return leakNow(h) + (at < outageEnd ? OUTAGE_LITERS_PER_HOUR : 0);
  }

  private double leakNow(int h) {
    return onset < 0 ? 0 : leak * (0.35 + 1.6 * Math.min(1, (h - onsetHour) / 48.0));
  }

  /** The coil's way from onset to trip or planned repair; true if the scanner goes down. */
  private boolean degrade(int h, long at, double ageFactor) {
    if (onset < 0) {
      double perYear =
          laws.onsetPerYear
              * (1 + laws.stress * strain)
              * (1 + 0.5 * site.heat[h])
              * ageFactor
              * wear;
      if (onsets.step(perYear / HOURS_PER_YEAR)) {
        beginDegradation(h, secondOf(at, onsets.shareOfStep()));
      }
      return false;
    }
    double more = leakNow(h) / LITERS_PER_STRESS;
    if (stress + more >= strength) {
      double share = (strength - stress) / more;
      trip(h, secondOf(at, Math.max(0, share)), Outcome.FAILED);
      return true;
    }
    stress += more;
    boolean isWorkingTime = site.localHour[h] >= 6 && site.localHour[h] < 17;
    if (at >= plannedRepair && isWorkingTime) {
      long second = at + 120 + minutes.at(key, at).nextInt(3_300);
      endDegradation(second, Outcome.PREVENTED);
      repair(
          h,
          second,
          EventType.PREDICTIVE,
          Component.GRADIENT_COIL,
          PLANNED_COIL_HOURS,
          0.5,
          PLANNED_COIL_USD);
      refresh(second);
      return true;
    }
    return false;
  }

  private void beginDegradation(int h, long second) {
    Draw draw = degradations.at(key, onsets.events());
    onset = second;
    onsetHour = h;
    leak = LEAK.sample(draw);
    strength = STRENGTH.sample(draw);
    stress = 0;
    boolean acts = draw.nextDouble() < 0.75 && site.hasProgramme;
    long after = (long) ((14 + 16 * draw.nextDouble()) * HOUR);
    plannedRepair = acts ? second + after : WallClock.NEVER;
  }

  private boolean suddenly(int h, long at) {
    double perYear = SUDDEN_PER_YEAR * (1 + SUDDEN_ABUSE * strain);
    if (!suddens.step(perYear / HOURS_PER_YEAR)) {
      return false;
    }
    trip(h, secondOf(at, suddens.shareOfStep()), onset < 0 ? Outcome.SUDDEN : Outcome.FAILED);
    return true;
  }

  private void trip(int h, long second, Outcome outcome) {
    Draw draw = laws.streams.named("coil.trip").at(key, second);
    int warnings = 3 + draw.nextInt(6);
    for (int i = 0; i < warnings; i++) {
      log(second - 1 - draw.nextInt((int) HOUR - 1), ErrorCode.E117, Severity.ERROR);
    }
    if (draw.nextDouble() < 0.4) {
      offlineTo = h + OFFLINE.sample(draw);
    }
    endDegradation(second, outcome);
    repair(h, second, EventType.EMERGENCY, Component.GRADIENT_COIL, COIL_HOURS, 3, COIL_USD);
    refresh(second);
  }

  private void endDegradation(long second, Outcome outcome) {
    if (laws.isInside(second)) {
      Long began = onset < 0 ? null : onset;
      Double lead = onset < 0 ? null : (second - onset) / (double) HOUR;
      out.emit(
          DeviceMaintenance.DEGRADATIONS,
          new Degradation(
              machineId, site.id, began, second, outcome, lead, WallClock.epochDay(second)));
    }
    onset = -1;
    stress = 0;
    plannedRepair = WallClock.NEVER;
  }

  /** What work on a coil leaves behind. */
  private void refresh(long second) {
    fouling *= 0.2;
    if (level < 80) {
      refillTo = 94 + 3 * refills.uniform(key, second);
    }
  }

  private void breakTube(int h, long at) {
    long second = secondOf(at, minutes.uniform(key, -1 - tubes));
    repair(h, second, EventType.EMERGENCY, Component.TUBE, TUBE_HOURS, 1, TUBE_USD);
    tubeHours = 0;
    tubeLife = TUBE_LIFE.sample(laws.streams.named("tube").at(key, ++tubes));
  }

  // ---- maintenance

  private long intervalSeconds() {
    return (isMri ? 120 : 90) * WallClock.DAY;
  }

  private void planMaintenance() {
    Draw draw = maintenances.at(key, maintained);
    int due = WallClock.epochDay(maintenanceDue);
    int day = due + (int) MAINTENANCE_DELAY_DAYS.sample(draw);
    // What falls on a weekend is done some day of the week after, not on Monday all of it.
    int later = UsCalendar.isWeekend(day) ? day + 2 + draw.nextInt(5) : day;
    setMaintenance(Holidays.HOSPITAL.businessDayOnOrAfter(later), draw);
  }

  private void postponeMaintenance() {
    int tomorrow = WallClock.epochDay(maintenanceAt) + 1;
    Draw draw = maintenances.at(key, maintained, tomorrow);
    setMaintenance(Holidays.HOSPITAL.businessDayOnOrAfter(tomorrow), draw);
  }

  private void setMaintenance(int day, Draw draw) {
    long local = WallClock.startOf(day) + site.maintenanceHour * HOUR + 30 + draw.nextInt(3_000);
    maintenanceAt = site.zone.toUtc(local);
  }

  private void maintain(int h) {
    Draw draw = laws.streams.named("maintenance.work").at(key, maintained);
    long opened = maintenanceAt;
    long closed =
        repair(
            h,
            opened,
            EventType.PLANNED_PM,
            Component.GENERAL,
            MAINTENANCE_HOURS,
            0.5,
            MAINTENANCE_USD);
    fouling *= 0.15;
    if (isMri && level < 70) {
      refillTo = 95 + 3 * draw.nextDouble();
      double usd = (refillTo - level) * LITERS_PER_PERCENT * USD_PER_LITER;
      double length = closed - opened;
      emitEvent(
          EventType.HELIUM_TOP_OFF,
          Component.MAGNET,
          opened + (long) (length * (0.1 + 0.2 * draw.nextDouble())),
          opened + (long) (length * (0.6 + 0.35 * draw.nextDouble())),
          Math.round(100 * usd));
    }
    if (draw.nextDouble() < 0.025) {
      infantFault = closed + (long) (draw.nextDouble() * 72 * HOUR);
    }
    maintained++;
    maintenanceDue += intervalSeconds();
    planMaintenance();
    isOnLocalTime = hasLocalClock && localStretches.uniform(key, maintained) < 2 / 3.0;
  }

  /** Takes the scanner down and says when it is up again. */
  private long repair(
      int h,
      long opened,
      EventType type,
      Component component,
      LogNormal hours,
      double leastHours,
      LogNormal usd) {
    Draw draw = repairs.at(key, opened);
    double taken = hours.sample(draw);
    double least = leastHours * (1 + Exponential.standard(draw));
    long worked = (long) ((taken < leastHours ? least : taken) * HOUR);
    long closed = Math.min(insideContract(opened + worked, draw), lastSecond - 1);
    downTo = Math.max(h, hourOf(closed));
    emitEvent(type, component, opened, closed, Math.round(100 * usd.sample(draw)));
    return closed;
  }

  /** Nobody finishes a repair while the contract's engineers are off. */
  private long insideContract(long closed, Draw draw) {
    double late = Exponential.standard(draw);
    long local = site.zone.toWallClock(closed);
    int hour = WallClock.hourOfDay(local);
    if (site.isServedAtNight || (hour >= 7 && hour < 22)) {
      return closed;
    }
    int day = WallClock.epochDay(local) + (hour >= 22 ? 1 : 0);
    return site.zone.toUtc(WallClock.startOf(day) + 7 * HOUR + (long) (late * HOUR));
  }

  private void emitEvent(
      EventType type, Component component, long opened, long closed, long cents) {
    if (!laws.isInside(opened)) {
      return;
    }
    boolean isOpen = closed >= laws.end;
    double hours = type == EventType.HELIUM_TOP_OFF ? 0 : (closed - opened) / (double) HOUR;
    out.emit(
        DeviceMaintenance.MAINTENANCE_EVENTS,
        new MaintenanceEvent(
            site.nextEventId(),
            machineId,
            site.id,
            type,
            component,
            opened,
            isOpen ? null : closed,
            isOpen ? null : hours,
            cents,
            desk.uniform(key, opened) < site.softDesk,
            site.engineerSlack.isBad(opened),
            WallClock.epochDay(opened)));
  }

  // ---- logs

  private void smallErrors(
      long at, Noise logs, long n, int scans, double loss, double max, double supply) {
    long bits = logs.bits(2 * n);
    double burst = (bits >>> 40) * 0x1.0p-24;
    double humidity = (bits >>> 16 & 0xffffff) * 0x1.0p-24;
    if (scans > 0 && burst < BURSTS_PER_SCAN_HOUR) {
      Draw draw = bursts.at(key, n);
      int size = Math.min(LONGEST_BURST, 1 + BURST.sample(draw));
      for (int i = 0; i < size; i++) {
        log(at + draw.nextInt((int) HOUR), isMri ? ErrorCode.E310 : ErrorCode.E512, Severity.WARN);
      }
    }
    if (humidity < 0.002) {
      log(within(at, 1), ErrorCode.W050, Severity.WARN);
    }
    boolean canArc = !isMri && scans > 0;
    if (loss <= 0 && max <= 60 && supply <= 21.6 && !canArc) {
      return;
    }
    long other = logs.bits(2 * n + 1);
    double first = (other >>> 32) * 0x1.0p-32;
    double second = (other >>> 16 & 0xffff) * 0x1.0p-16;
    double third = (other & 0xffff) * 0x1.0p-16;
    if (loss > 0 && first < 0.06) {
      log(within(at, 2), ErrorCode.E231, Severity.WARN);
    }
    if (canArc) {
      double w = tubeHours / tubeLife;
      double chance =
          0.004 * Math.min(4, scans) / 3 * (w > 0.97 ? Math.exp(2 * (w - 0.97) / 0.03) : 1);
      if (first < chance) {
        log(within(at, 3), ErrorCode.E501, Severity.ERROR);
      }
    }
    if (isMri && max > 60 && second < 0.5) {
      log(within(at, 4), ErrorCode.E117, Severity.WARN);
    }
    if (supply > 21.6 && third < 0.08) {
      log(within(at, 5), ErrorCode.E620, Severity.WARN);
    }
  }

  private long within(long at, int purpose) {
    return at + (long) (minutes.uniform(key * 8 + purpose, at) * HOUR);
  }

  private int hourOf(long second) {
    return (int) ((second - laws.begin) / HOUR);
  }

  private static long startOfHour(long second) {
    return second - Math.floorMod(second, HOUR);
  }

  private static long secondOf(long at, double share) {
    return at + Math.min(HOUR - 1, (long) (share * HOUR));
  }

  /** A dip of the mains: a device that is up and has no batteries says so. */
  void undervoltage(long second, Emitter rows) {
    boolean isThere = second >= begin && second < lastSecond && second < laws.end;
    if (!isBacked && isThere && !isDown[hourOf(second)]) {
      this.out = rows;
      log(second, ErrorCode.E404, Severity.ERROR);
    }
  }

  private void log(long second, ErrorCode code, Severity severity) {
    if (laws.isInside(second)) {
      out.emit(
          DeviceMaintenance.ERROR_LOGS,
          new ErrorLog(
              site.nextLogId(),
              machineId,
              site.id,
              second,
              code,
              severity,
              isLocal[hourOf(second)],
              site.zone.toWallClock(second),
              oldRelease.isBad(second),
              WallClock.epochDay(second)));
    }
  }

  // ---- telemetry

  private void emitReading(
      int h,
      long at,
      int scans,
      double duty,
      double mean,
      double max,
      double supply,
      boolean down) {
    double shown = Math.min(100, level + gaugeBias + gaugeNoise);
    out.emit(
        DeviceMaintenance.TELEMETRY,
        new Reading(
            machineId,
            site.id,
            at,
            down ? ScannerState.DOWN : scans > 0 ? ScannerState.SCANNING : ScannerState.IDLE,
            isMri ? shown : null,
            isMri ? pressure : null,
            mean,
            max,
            supply,
            (short) scans,
            100 * duty,
            h <= offlineTo,
            isMri ? frozen(at, shown) : null,
            firmware.holdsAt(at),
            site.gatewayBad[h],
            WallClock.epochDay(at)));
  }

  /** What a stuck gauge shows, or null. */
  private Double frozen(long at, double shown) {
    if (!stuck.holdsAt(at)) {
      return null;
    }
    if (stuck.start(at) != stuckStart) {
      stuckStart = stuck.start(at);
      stuckLevel = shown;
    }
    return stuckLevel;
  }
}
