package dev.medley.scenario.salesforce;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.salesforce.SalesForce.Call;
import dev.medley.scenario.salesforce.SalesForce.CallOutcome;
import dev.medley.scenario.salesforce.SalesForce.CallType;
import dev.medley.scenario.salesforce.SalesForce.Hcp;
import dev.medley.scenario.salesforce.SalesForce.HcpLatents;
import dev.medley.scenario.salesforce.SalesForce.PolicyFlip;
import dev.medley.scenario.salesforce.SalesForce.RepLatents;
import dev.medley.scenario.salesforce.SalesForce.RepRow;
import dev.medley.scenario.salesforce.SalesForce.Script;
import dev.medley.scenario.salesforce.SalesForce.Specialty;
import dev.medley.world.Emitter;
import dev.medley.world.UnitIds;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One sales territory, month by month: representatives, doctors, calls and prescriptions. */
final class Territory {

  // ---- rule territory and its ids

  private static final int TERRITORY_IDS = 64;
  private static final int REPS_OF_TERRITORY = 16;
  private static final int REP_IDS = 1_024;
  private static final int HCPS_OF_TERRITORY = 500;
  private static final int HCP_STEP = 1_000;
  private static final int SYSTEMS_OF_TERRITORY = 100;
  private static final long CALLS_OF_TERRITORY = 10_000_000;
  private static final double NO_SEE_A_YEAR = 0.04;
  private static final double NO_SAMPLES = 0.30;
  private static final double DAYS_OF_YEAR = 365.25;

  // ---- exits

  private static final double REPS_LEAVE_A_YEAR = 0.15;
  private static final LogNormal VACANT_DAYS = LogNormal.ofMedianAndSigma(45, 0.5);
  private static final double DOCTORS_LEAVE_A_YEAR = 0.035;
  private static final double DOCTORS_ARRIVE_A_YEAR = 0.035;
  private static final int KNOCKING_ON_DAYS = 60;

  // ---- rules access, lunch, samples, sentiment and duration

  private static final double[] VIRTUAL = {0, 0.08, 0.14, 0.22};
  private static final double[] MET_IN_PERSON = {0, 0.85, 0.50, 0.08};
  private static final double[] MET_VIRTUALLY = {0, 0.70, 0.50, 0.20};
  private static final double ATTEMPTS_K = 12;
  private static final double MOST_LUNCHES = 0.9;
  private static final LogNormal LUNCH_USD = LogNormal.ofMedianAndSigma(18.5, 0.22);
  private static final double CAP_USD = 27;
  private static final double BEYOND_CAP_USD = 3;
  private static final int[] PACKS = {4, 6, 8};
  private static final double SOFT_SCORE = 0.9;
  private static final double NRX_SHARE = 0.30;

  /** Streams and parameters that all territories of a world share. */
  static final class Laws {
    final double marketSd;
    final double stormShare;
    final double systemSd;
    final double potentialSd;
    final double blocked;
    final double noSeeSd;
    final double attempts;
    final double paceSd;
    final double listSd;
    final double callGain;
    final double lunchGain;
    final double skillGain;
    final double lunchSentiment;
    final int from;
    final int to;
    final Streams.Stream markets;
    final Streams.Stream storms;
    final Streams.Stream meetings;
    final Streams.Stream territories;
    final Streams.Stream systems;
    final Streams.Stream doctors;
    final Streams.Stream stays;
    final Streams.Stream reps;
    final Streams.Stream turnover;
    final Streams.Stream daysOff;
    final Streams.Stream lazyWeeks;
    final Streams.Stream backfillWeeks;
    final Streams.Stream badSyncs;
    final Streams.Stream centsImports;
    final Streams.Stream sittings;
    final Streams.Stream days;
    final Streams.Stream calls;
    final Streams.Stream prescriptions;
    final Streams.Stream newOnes;
    final Streams.Stream ids;
    final UnitIds territoryIds;

    Laws(World world) {
      Streams streams = world.streams();
      this.marketSd = world.value(SalesForce.MARKET_SD);
      this.stormShare = world.value(SalesForce.STORM_SHARE);
      this.systemSd = world.value(SalesForce.SYSTEM_SD);
      this.potentialSd = world.value(SalesForce.POTENTIAL_SD);
      this.blocked = world.value(SalesForce.BLOCKED);
      this.noSeeSd = world.value(SalesForce.NO_SEE_SD);
      this.attempts = world.value(SalesForce.ATTEMPTS);
      this.paceSd = world.value(SalesForce.PACE_SD);
      this.listSd = world.value(SalesForce.LIST_SD);
      this.callGain = world.value(SalesForce.CALL_GAIN);
      this.lunchGain = world.value(SalesForce.LUNCH_GAIN);
      this.skillGain = world.value(SalesForce.SKILL_GAIN);
      this.lunchSentiment = world.value(SalesForce.LUNCH_SENTIMENT);
      this.from = (int) world.horizon().from().toEpochDay();
      this.to = (int) world.horizon().to().toEpochDay();
      this.markets = streams.named("market");
      this.storms = streams.named("storm");
      this.meetings = streams.named("national_meeting");
      this.territories = streams.named("territory");
      this.systems = streams.named("health_system");
      this.doctors = streams.named("doctor");
      this.stays = streams.named("stay");
      this.reps = streams.named("rep");
      this.turnover = streams.named("turnover");
      this.daysOff = streams.named("days_off");
      this.lazyWeeks = streams.named("lazy_week");
      this.backfillWeeks = streams.named("backfill_week");
      this.badSyncs = streams.named("bad_sync");
      this.centsImports = streams.named("cents_import");
      this.sittings = streams.named("sitting");
      this.days = streams.named("attempts");
      this.calls = streams.named("call");
      this.prescriptions = streams.named("prescriptions");
      this.newOnes = streams.named("new_prescriptions");
      this.ids = streams.named("ids");
      this.territoryIds = UnitIds.within("territory_id", TERRITORY_IDS, streams);
    }
  }

  /** An employer of doctors. */
  record HealthSystem(
      int id, boolean isBlocked, boolean takesSamples, double policy, int flipDay) {}

  final int number;
  final double potential;
  private final Laws laws;
  private final Season season;
  private final List<HealthSystem> systems = new ArrayList<>();
  private final Discrete systemSizes;
  private final List<Rep> reps = new ArrayList<>();
  private final List<Doctor> doctors = new ArrayList<>();
  private final Permutation callIds;
  private final Permutation doctorIds;
  private long callNumber;

  Territory(long unit, int regionIndex, Laws laws) {
    this.laws = laws;
    this.number = Math.toIntExact(laws.territoryIds.id(unit));
    this.season = new Season(regionIndex, laws);
    this.callIds = Permutation.of(CALLS_OF_TERRITORY, laws.ids.bits(number, 0));
    this.doctorIds = Permutation.of(HCPS_OF_TERRITORY, laws.ids.bits(number, 3));
    Draw draw = laws.territories.at(number);
    this.potential = Math.exp(laws.potentialSd * Normal.standard(draw));
    int size =
        (int)
            Math.max(
                100,
                Math.min(
                    230, Math.round(150 * Math.exp(laws.listSd * Normal.standard(draw) - 0.01))));
    this.systemSizes = makeSystems(8 + draw.nextInt(9));
    hire();
    list(size);
  }

  HealthSystem system(double uniform) {
    return systems.get(systemSizes.at(uniform));
  }

  // ---- who is there

  private Discrete makeSystems(int count) {
    Permutation ids = Permutation.of(SYSTEMS_OF_TERRITORY, laws.ids.bits(number, 1));
    double[] sizes = new double[count];
    for (int q = 0; q < count; q++) {
      Draw draw = laws.systems.at(number, q);
      sizes[q] = Math.exp(laws.systemSd * Normal.standard(draw));
      boolean isBlocked = draw.nextDouble() < laws.blocked;
      boolean takesSamples = draw.nextDouble() >= NO_SAMPLES;
      double sd = laws.noSeeSd;
      double policy = 1.25 * Math.exp(sd * Normal.standard(draw) - sd * sd / 2);
      double years = Exponential.ofRate(NO_SEE_A_YEAR).sample(draw);
      int flips = (int) Math.min(Integer.MAX_VALUE / 2.0, laws.from + years * DAYS_OF_YEAR);
      int id = number * SYSTEMS_OF_TERRITORY + (int) ids.at(q);
      systems.add(new HealthSystem(id, isBlocked, takesSamples, policy, flips));
    }
    return Discrete.of(sizes);
  }

  private void hire() {
    int first = laws.from;
    for (int s = 0; first <= laws.to; s++) {
      if (s == REPS_OF_TERRITORY) {
        throw new IllegalArgumentException(
            "a territory has ids for " + REPS_OF_TERRITORY + " representatives, not for more");
      }
      long key = (long) number * REPS_OF_TERRITORY + s;
      Permutation ids = Permutation.of(REP_IDS, laws.ids.bits(key / REP_IDS, 2));
      int id = Math.toIntExact(key / REP_IDS * REP_IDS + ids.at(key % REP_IDS));
      Draw draw = laws.turnover.at(number, s);
      int hired =
          s == 0
              ? UsCalendar.day(
                  UsCalendar.year(first) - 1 - draw.nextInt(14), 1 + draw.nextInt(12), 1)
              : first;
      double years = Exponential.ofRate(REPS_LEAVE_A_YEAR).sample(draw);
      int last = (int) Math.min(Integer.MAX_VALUE / 2.0, first + 1 + years * DAYS_OF_YEAR);
      reps.add(new Rep(id, key, hired, first, last, laws));
      first = last + 1 + (int) VACANT_DAYS.sample(draw);
    }
  }

  /** The list at the beginning, its deciles, and who arrives later. */
  private void list(int size) {
    for (int h = 0; h < size; h++) {
      Draw stay = laws.stays.at(number, h);
      addDoctor(h, laws.from - 1_000, leaves(laws.from, stay));
    }
    List<Doctor> byPotential = new ArrayList<>(doctors);
    byPotential.sort(Comparator.comparingDouble(d -> d.potential));
    for (int i = 0; i < size; i++) {
      byPotential.get(i).list(1 + i * 10 / size);
    }
    int h = size;
    double day = laws.from;
    while (h < HCPS_OF_TERRITORY) {
      Draw stay = laws.stays.at(number, h);
      day += Exponential.ofRate(DOCTORS_ARRIVE_A_YEAR * size).sample(stay) * DAYS_OF_YEAR;
      if (day > laws.to) {
        return;
      }
      Doctor doctor = addDoctor(h++, (int) day, leaves((int) day, stay));
      int below = 0;
      while (below < size && byPotential.get(below).potential < doctor.potential) {
        below++;
      }
      doctor.list(1 + Math.min(9, below * 10 / size));
    }
  }

  private static int leaves(int from, Draw draw) {
    double years = Exponential.ofRate(DOCTORS_LEAVE_A_YEAR).sample(draw);
    return (int) Math.min(Integer.MAX_VALUE / 2.0, from + years * DAYS_OF_YEAR);
  }

  private Doctor addDoctor(int h, int arrives, int leaves) {
    long id = (long) number * HCP_STEP + doctorIds.at(h);
    Doctor doctor = new Doctor(id, h, this, reps.get(0).skill, arrives, leaves, laws);
    doctors.add(doctor);
    return doctor;
  }

  // ---- month by month

  void emit(Emitter out) {
    emitPeople(out);
    int month = laws.from - UsCalendar.dayOfMonth(laws.from) + 1;
    List<Visit> visits = new ArrayList<>();
    int[] brand = new int[doctors.size()];
    prescribe(month, brand, out);
    while (month <= laws.to) {
      int next = UsCalendar.day(UsCalendar.year(month + 31), UsCalendar.month(month + 31), 1);
      for (int day = month; day < next; day++) {
        work(day, visits);
      }
      Rep last = rep(next - 1);
      double skill = last == null ? 0 : last.skill;
      for (Doctor doctor : doctors) {
        doctor.endMonth(skill, UsCalendar.month(month) % 3 == 0);
      }
      prescribe(next, brand, out);
      for (Visit visit : visits) {
        emitCall(visit, next, brand, out);
      }
      visits.clear();
      month = next;
    }
  }

  private void emitPeople(Emitter out) {
    for (Rep rep : reps) {
      Integer end = rep.lastDay <= laws.to ? (Integer) rep.lastDay : null;
      int begins = Math.max(laws.from, rep.firstDay);
      out.emit(SalesForce.REPS, new RepRow(rep.id, number, rep.hired, end), begins);
      out.emit(
          SalesForce.REP_LATENTS,
          new RepLatents(rep.id, rep.skill, rep.isLazy, rep.lateShare, potential),
          begins);
    }
    for (Doctor doctor : doctors) {
      int begins = Math.max(laws.from, doctor.arrives);
      Integer system = doctor.system == null ? null : (Integer) doctor.system.id();
      out.emit(
          SalesForce.HCPS,
          new Hcp(
              doctor.id, number, doctor.specialty, system, doctor.decile, doctor.graduationYear),
          begins);
      out.emit(
          SalesForce.HCP_LATENTS,
          new HcpLatents(
              doctor.id, doctor.tier, doctor.isBlocked, doctor.optsOut, doctor.baseShare),
          begins);
    }
    for (HealthSystem system : systems) {
      if (system.flipDay() <= laws.to) {
        out.emit(
            SalesForce.POLICY_FLIPS,
            new PolicyFlip(system.id(), number, system.flipDay()),
            system.flipDay());
      }
    }
  }

  private Rep rep(int day) {
    for (Rep rep : reps) {
      if (day >= rep.firstDay && day <= rep.lastDay) {
        return rep;
      }
    }
    return null;
  }

  /** Prescriptions of a month, which the calls of earlier months decide. */
  private void prescribe(int month, int[] brand, Emitter out) {
    double factor = season.ofMonth(month);
    for (int i = 0; i < brand.length; i++) {
      Doctor doctor = doctors.get(i);
      if (!doctor.isHere(month)) {
        brand[i] = -1;
        continue;
      }
      brand[i] = doctor.brandTrx(month, factor, laws);
      int category = doctor.categoryTrx(month, factor, brand[i], laws);
      int newOnes = 0;
      Draw draw = laws.newOnes.at(doctor.id, month);
      for (int rx = 0; rx < brand[i]; rx++) {
        newOnes += draw.nextDouble() < NRX_SHARE ? 1 : 0;
      }
      out.emit(
          SalesForce.SCRIPTS,
          new Script(doctor.id, number, brand[i], newOnes, category, doctor.optsOut, month));
    }
  }

  // ---- a working day

  /** One attempt, until the next month's prescriptions are known. */
  private record Visit(
      long id,
      int day,
      Rep rep,
      int doctor,
      CallType type,
      boolean isCompleted,
      double minutes,
      int samples,
      int attendees,
      long lunchCents,
      double score,
      long logged,
      boolean isLate) {}

  private void work(int day, List<Visit> visits) {
    Rep rep = rep(day);
    if (rep == null || !season.isWorkingDay(day) || rep.isOff(day)) {
      return;
    }
    Draw draw = laws.days.at(number, day);
    double mean = laws.attempts * rep.pace * season.ofDay(day);
    int attempts = NegativeBinomial.ofMeanAndDispersion(mean, ATTEMPTS_K).sample(draw);
    for (int a = 0; a < attempts; a++) {
      int picked = pick(day, draw.nextDouble());
      Doctor doctor = doctors.get(picked);
      // A repeat pick is skipped: unmet plan waits for another day.
      if (doctor.calledOn != day) {
        doctor.calledOn = day;
        visits.add(visit(day, rep, picked, laws.calls.at(doctor.id, day)));
      }
    }
  }

  private int pick(int day, double uniform) {
    double sum = 0;
    for (Doctor doctor : doctors) {
      sum += isOnList(doctor, day) ? doctor.weight() : 0;
    }
    double left = uniform * sum;
    int last = 0;
    for (int i = 0; i < doctors.size(); i++) {
      if (isOnList(doctors.get(i), day)) {
        last = i;
        left -= doctors.get(i).weight();
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** Attempts go on for a while after a doctor has left. */
  private static boolean isOnList(Doctor doctor, int day) {
    return day >= doctor.arrives && day < doctor.leaves + KNOCKING_ON_DAYS;
  }

  private Visit visit(int day, Rep rep, int index, Draw draw) {
    Doctor doctor = doctors.get(index);
    int tier = doctor.tierOn(day);
    boolean isVirtual = draw.nextDouble() < VIRTUAL[tier] * doctor.channelTaste;
    double met = isVirtual ? MET_VIRTUALLY[tier] : MET_IN_PERSON[tier];
    boolean isCompleted = draw.nextDouble() < met && doctor.isHere(day);
    double lunchDraw = draw.nextDouble();
    boolean isLunch =
        isCompleted
            && !isVirtual
            && tier < 3
            && lunchDraw < Math.min(MOST_LUNCHES, doctor.lunchHabit * rep.lunchFactor);
    int attendees = isLunch ? 4 + Poisson.sample(4.5, draw) : 0;
    double usd = LUNCH_USD.sample(draw);
    usd = usd <= CAP_USD ? usd : softened(usd, CAP_USD, BEYOND_CAP_USD);
    boolean takesSamples = doctor.system == null || doctor.system.takesSamples();
    boolean leavesSamples =
        isCompleted && !isVirtual && takesSamples && draw.nextDouble() < rep.sampleShare;
    int samples = leavesSamples ? (1 + draw.nextInt(3)) * PACKS[draw.nextInt(3)] : 0;
    double score =
        doctor.attitude
            + (isLunch ? laws.lunchSentiment : 0)
            + 0.22 * Normal.standard(draw)
            + rep.leniency;
    if (Math.abs(score) > SOFT_SCORE) {
      score = Math.signum(score) * softened(Math.abs(score), SOFT_SCORE, 1 - SOFT_SCORE);
    }
    score = rep.roundsScores ? Math.round(score * 20) / 20.0 : score;
    double minutes = minutes(doctor, isVirtual, isLunch, draw);
    if (isCompleted) {
      doctor.completedThisQuarter++;
      doctor.completedThisMonth++;
      doctor.lunchesThisMonth += isLunch ? 1 : 0;
    }
    boolean wantsLate = draw.nextDouble() < rep.lateShare;
    long logged = rep.log(day, wantsLate, draw);
    boolean isLate = WallClock.epochDay(logged) > day;
    return new Visit(
        (long) number * CALLS_OF_TERRITORY + callIds.at(callNumber++),
        day,
        rep,
        index,
        isVirtual ? CallType.VIRTUAL : CallType.IN_PERSON,
        isCompleted,
        minutes,
        samples,
        attendees,
        Math.round(attendees * usd * 100),
        score,
        logged,
        isLate);
  }

  /** What lies beyond a limit comes closer and closer to limit and room. */
  private static double softened(double value, double limit, double room) {
    return limit + room * -Math.expm1(-(value - limit) / room);
  }

  private static double minutes(Doctor doctor, boolean isVirtual, boolean isLunch, Draw draw) {
    double noise = Normal.standard(draw);
    if (isLunch) {
      return 32 * Math.exp(0.3 * noise);
    }
    if (isVirtual) {
      return 14 * Math.exp(0.35 * noise);
    }
    return doctor.specialty == Specialty.PRIMARY_CARE
        ? 2.55 * Math.exp(doctor.ownDuration + 0.449 * noise)
        : 3.6 * Math.exp(doctor.ownDuration + 0.294 * noise);
  }

  private void emitCall(Visit v, int nextMonth, int[] brand, Emitter out) {
    Doctor doctor = doctors.get(v.doctor());
    boolean isMet = v.isCompleted();
    out.emit(
        SalesForce.CALLS,
        new Call(
            v.id(),
            number,
            v.rep().id,
            doctor.id,
            doctor.specialty,
            v.day(),
            v.type(),
            isMet ? CallOutcome.COMPLETED : CallOutcome.NO_ACCESS,
            isMet ? (Double) v.minutes() : null,
            isMet ? (Integer) v.samples() : null,
            isMet ? (Integer) v.attendees() : null,
            isMet ? (Long) v.lunchCents() : null,
            isMet ? (Double) v.score() : null,
            doctor.isHere(nextMonth) ? (Integer) brand[v.doctor()] : null,
            v.logged(),
            v.isLate(),
            doctor.optsOut,
            v.rep().leavesDefaultScore(v.day()),
            v.rep().backfills(v.day()),
            doctor.hasDuplicate,
            v.rep().syncsBadly(v.logged()),
            v.rep().hasCentsImport(v.day()),
            v.rep().leavesBlanks,
            v.rep().mislabelsChannels,
            v.day()));
  }
}
