package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentPool;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentRow;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentTruth;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.CentreRow;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.Origin;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.IdBlock;
import dev.medley.world.KeyedSeries;
import dev.medley.world.KeyedSpells;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsTimeZone;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One call centre: its size, its people and lines, and what is particular about it. */
final class Centre {
  static final AgentPool[] POOLS = AgentPool.values();
  private static final int FOUR = 4;
  private static final int MONTHS = 12;
  private static final int LUNCH_SLOT = 9;
  private static final int LUNCH_SLOTS = 2;
  private static final int SLOTS_BEFORE_ELEVEN = 7;
  private static final int FIX_AFTER_DAYS = 91;

  // ---- ids and names

  private static final long CALL_IDS = 100_000_000;
  private static final long LINE_IDS = 10_000_000;
  private static final int LINES_OF_GENERATION = 500_000;
  private static final int LAST_GENERATION = 19;
  private static final long AGENT_IDS = 10_000;
  private static final int SEATS = 500;
  private static final int PHONES = 100;
  private static final int[] AREA_CODES = {212, 312, 404, 602};
  private static final String[] PLACES = {
    "Lakefront",
    "Summit",
    "Riverbend",
    "Prairie",
    "Harbor",
    "Cedar",
    "Granite",
    "Mesa",
    "Orchard",
    "Foothill",
    "Ferry",
    "Birch",
    "Canal",
    "Meadow",
    "Bluff",
    "Heron"
  };
  private static final String[] KINDS = {
    "Access Center", "Patient Line", "Scheduling Hub", "Call Center"
  };
  private static final String[] REPEATS = {"", " II", " III", " IV", " V", " VI", " VII", " VIII"};

  // ---- traits that are dealt among four centres

  private static final double[] LOOPERS = {0.05, 0.07, 0.09, 0.13};
  private static final double MEAN_LOOPERS = 0.085;
  private static final double[] GAINS = {0.78, 1.03, 1.12, 1.23};
  private static final double[] PICKER_WEIGHTS = {0, 0.6, 1.2, 2.2};
  private static final double SEATS_OF_FOUR = 132;

  // ---- demand and staff

  /** New needs that come by telephone; the others are met elsewhere. */
  private static final double FRESH_FACTOR = 0.93;

  private static final double[] WEEKDAYS = {1, 1.02, 1, 0.98, 0.96};
  private static final double MEAN_TUESDAY_TO_FRIDAY = 0.99;
  private static final double CV_OF_ALL_DAYS = 0.09;
  private static final double REGION_SD = 0.05;
  private static final double REGION_MEMORY = 0.6;
  private static final double CENTRE_CV = 0.075;
  private static final double STORM_NEEDS = 0.75;
  private static final double AFTER_STORM = 1.12;
  private static final double STORM_ABSENCE = 0.10;
  private static final double ABSENCE_SD = 0.02;
  private static final double LARGEST_ABSENCE = 0.2;
  private static final double STATEMENTS = 1.25;
  private static final int STATEMENT_DAYS = 5;
  private static final double SEATS_PER_AGENT = 1.25;
  private static final double LINES = 40_000;
  private static final double LINE_SKEW = 1.3;
  private static final double LINES_DIE = 0.077;
  private static final int LINE_TRIES = 3;

  // ---- carriers of mess

  private static final int TRUNKS = 8;
  private static final double OUTAGES = 0.001;
  private static final double OUTAGE_GOES_ON = 2.0 / 3;
  private static final double CALL_WITHHELD = 0.0103;
  private static final int HOURS = 10;
  private static final int FIRST_HOUR = 7;

  final Laws laws;
  final int id;
  private final int regionIndex;
  private final String region;
  private final double size;
  final double looperShare;
  private final DayProfile backlogProfile;
  private final double pickerShare;
  private final double occupancy;
  private final boolean hasLegacySwitch;
  private final KeyedSeries regionFactor;
  private final Map<AgentPool, List<Agent>> agents = new EnumMap<>(AgentPool.class);
  private final Map<AgentPool, List<Agent>> present = new EnumMap<>(AgentPool.class);

  /** Agents planned, by month, pool and half-hour. */
  private final List<Map<AgentPool, int[]>> roster = new ArrayList<>();

  private final int lines;
  private final IdBlock lineIds;
  private final IdBlock callIds;
  private final IdBlock issueIds;
  private final String[] phones = new String[PHONES];
  private long nextCall;
  private long nextIssue;

  /** Issues that come back, by working day. */
  private final List<List<Issue>> followUps = new ArrayList<>();

  private final KeyedSpells clock;
  private final KeyedSpells transferLink;
  private final KeyedSpells speechEngine;
  private final KeyedSpells[] trunks = new KeyedSpells[TRUNKS];
  private final double outageWeight;
  private boolean isOut;

  // ---- of the day
  private int workingDay;
  private boolean wasStorm;
  private final boolean[] outages = new boolean[HOURS];
  private int driftMinutes;

  Centre(Cell cell, Laws laws) {
    this.laws = laws;
    this.id = Math.toIntExact(cell.unit());
    this.region = cell.region();
    this.regionIndex = cell.regionIndex();
    long four = (cell.unit() - 1) / FOUR;
    int place = (int) ((cell.unit() - 1) % FOUR);
    double[] sizes = new double[FOUR];
    double sum = 0;
    for (int i = 0; i < FOUR; i++) {
      sizes[i] = Math.exp(laws.sizeSd * Normal.standard(laws.units.at(four * FOUR + i + 1)));
      sum += sizes[i];
    }
    for (int i = 0; i < FOUR; i++) {
      sizes[i] *= FOUR / sum;
    }
    this.size = sizes[place];
    Draw dealt = laws.fours.at(four);
    this.looperShare = dealt(LOOPERS, dealt)[place] / MEAN_LOOPERS * laws.looperShare;
    this.backlogProfile = DayProfile.withGain(dealt(GAINS, dealt)[place] * laws.backlogGain);
    double[] weights = dealt(PICKER_WEIGHTS, dealt);
    int pickers = pickers(sizes, weights, place, dealt.nextInt(3) - 1);
    this.occupancy =
        Math.exp(-laws.slackSd * Normal.standard(laws.units.at(id, 1)))
            / (1 + 0.136 / Math.sqrt(size));
    this.hasLegacySwitch = id % 5 == 3;
    this.regionFactor = new KeyedSeries(laws.regionDays, regionIndex, REGION_MEMORY);
    this.lines = (int) Math.round(LINES * size);
    this.lineIds = IdBlock.ofUnit("caller_line_id", id, LINE_IDS, laws.streams);
    this.callIds = IdBlock.ofUnit("call_id", id, CALL_IDS, laws.streams);
    this.issueIds = IdBlock.ofUnit("issue_id", id, CALL_IDS, laws.streams);
    for (int i = 0; i < PHONES; i++) {
      phones[i] = AREA_CODES[regionIndex] + "-555-01" + i / 10 + i % 10;
    }
    for (int i = 0; i <= SwitchDay.LATEST_FOLLOW_UP; i++) {
      followUps.add(new ArrayList<>());
    }
    this.clock = laws.badSpells("clock", id, 0.02, 5);
    this.transferLink = laws.badSpells("transfer_link", id, 0.12, 6);
    this.speechEngine = laws.badSpells("speech_engine", regionIndex, 0.06, 2);
    for (int i = 0; i < TRUNKS; i++) {
      trunks[i] = laws.badSpells("trunk", (long) id * TRUNKS + i, 0.06, 10);
    }
    this.outageWeight = laws.carrierWeight("recorder", id);
    plan();
    int seats = 0;
    for (AgentPool pool : POOLS) {
      seats += seats(pool);
    }
    this.pickerShare = Math.min(1, (double) pickers / seats);
    hire(pickers, seats);
  }

  private static double[] dealt(double[] values, Draw draw) {
    double[] dealt = values.clone();
    for (int i = dealt.length - 1; i > 0; i--) {
      int j = draw.nextInt(i + 1);
      double swapped = dealt[i];
      dealt[i] = dealt[j];
      dealt[j] = swapped;
    }
    return dealt;
  }

  /** Cherry pickers of a place, when those of the four are dealt by size and weight. */
  private int pickers(double[] sizes, double[] weights, int place, int more) {
    if (laws.pickerShare == 0) {
      return 0;
    }
    double all = 0;
    double before = 0;
    for (int i = 0; i < FOUR; i++) {
      all += sizes[i] * weights[i];
      before += i < place ? sizes[i] * weights[i] : 0;
    }
    long n = Math.round(laws.pickerShare * SEATS_OF_FOUR) + more;
    double upTo = before + sizes[place] * weights[place];
    return (int) (Math.round(n * upTo / all) - Math.round(n * before / all));
  }

  // ---- rule roster

  private void plan() {
    for (int month = 0; month < MONTHS; month++) {
      // Planners know the needs of a year, not that some of them are met without a call.
      double fresh =
          laws.freshPerWeekday * size * MEAN_TUESDAY_TO_FRIDAY * Laws.season(month * 30 + 15);
      double billing = Laws.plannedBilling(month + 1);
      Map<AgentPool, Double> load = new EnumMap<>(AgentPool.class);
      for (QueueName queue : QueueName.ALL) {
        double share = queue.share * (queue == QueueName.BILLING ? billing : 1);
        share /= 1 + (billing - 1) * QueueName.BILLING.share;
        double seconds = queue.meanHandleSeconds(laws.difficult.get(queue));
        load.merge(queue.pool, share * seconds, Double::sum);
      }
      Map<AgentPool, int[]> planned = new EnumMap<>(AgentPool.class);
      for (AgentPool pool : POOLS) {
        int[] bySlot = new int[DayProfile.SLOTS];
        for (int slot = 0; slot < DayProfile.SLOTS; slot++) {
          double work = laws.rosterFactor * fresh * DayProfile.share(slot) * load.get(pool);
          bySlot[slot] = (int) Math.max(2, Math.ceil(work / DayProfile.SLOT / occupancy - 0.5));
        }
        planned.put(pool, bySlot);
      }
      roster.add(planned);
    }
  }

  private int seats(AgentPool pool) {
    int peak = 0;
    for (Map<AgentPool, int[]> month : roster) {
      for (int agentsOfSlot : month.get(pool)) {
        peak = Math.max(peak, agentsOfSlot);
      }
    }
    return (int) Math.ceil(SEATS_PER_AGENT * peak);
  }

  private void hire(int pickers, int seats) {
    IdBlock agentIds = IdBlock.ofUnit("agent_id", id, AGENT_IDS, laws.streams);
    Permutation pickerSeats = Permutation.of(seats, laws.pickers.bits(id));
    int seat = 0;
    for (AgentPool pool : POOLS) {
      List<Agent> people = new ArrayList<>();
      for (int end = seat + seats(pool); seat < end; seat++) {
        boolean isPicker = pickerSeats.at(seat) < pickers;
        int hireDate = Agent.hiredBefore(laws.from, laws.agents.at(id, seat, 2));
        for (int person = 0; hireDate <= laws.to; person++) {
          long agentId = agentIds.id((long) person * SEATS + seat);
          if (person > 0) {
            isPicker = laws.pickers.uniform(agentId, 1) < pickerShare;
          }
          Agent agent = new Agent(agentId, pool, hireDate, laws.from, isPicker, laws);
          people.add(agent);
          if (agent.leaveDate > laws.to) {
            break;
          }
          hireDate = agent.hireDateOfNext(laws);
        }
      }
      agents.put(pool, people);
      present.put(pool, new ArrayList<>());
    }
  }

  // ---- rows

  void emit(Emitter out) {
    out.emit(
        PatientAccessCalls.CENTRES,
        new CentreRow(
            id,
            name(),
            hasLegacySwitch ? "ACD-B" : "ACD-A",
            laws.from + FIX_AFTER_DAYS,
            UsTimeZone.ofRegion(region).id()));
    for (List<Agent> pool : agents.values()) {
      for (Agent a : pool) {
        int start = Math.max(a.hireDate, laws.from);
        out.emit(
            PatientAccessCalls.AGENTS,
            new AgentRow(a.id, id, a.pool, a.hireDate, a.employment),
            start);
        out.emit(PatientAccessCalls.AGENT_TRUTH, new AgentTruth(a.id, a.isPicker, a.speed), start);
      }
    }
    for (int day = laws.from; day <= laws.to; day++) {
      if (Holidays.FEDERAL.isBusinessDay(day)) {
        runDay(day, out);
        workingDay++;
      }
    }
  }

  private String name() {
    int pairs = PLACES.length * KINDS.length;
    int round = (id - 1) / pairs;
    int pair =
        (int) Permutation.of(pairs, laws.streams.named("names").bits(round)).at((id - 1) % pairs);
    String repeat = round < REPEATS.length ? REPEATS[round] : " " + (round + 1);
    return PLACES[pair % PLACES.length] + " " + KINDS[pair / PLACES.length] + repeat;
  }

  private void runDay(int day, Emitter out) {
    boolean isBacklog = !Holidays.FEDERAL.isBusinessDay(day - 1);
    boolean isStorm = laws.isStorm(regionIndex, day);
    beginMess(day);
    SwitchDay today = new SwitchDay(this, day);
    Map<AgentPool, int[]> month = roster.get(UsCalendar.month(day) - 1);
    Draw absences = laws.absences.at(id, day);
    double all = absence(absences, laws.absence, isStorm);
    double morning = absence(absences, isBacklog ? laws.backlogAbsence : laws.absence, isStorm);
    for (AgentPool pool : POOLS) {
      int[] planned = month.get(pool);
      int[] there = present(planned, isBacklog ? morning : all, all);
      today.staff(pool, order(pool, day), planned, there);
    }
    DayProfile profile = isBacklog ? backlogProfile : laws.profile;
    int fresh = Poisson.sample(expected(day, isStorm) * profile.total(), laws.needs.at(id, day));
    for (int i = 0; i < fresh; i++) {
      needArises(day, i, profile, today);
    }
    List<Issue> returning = followUps.get(workingDay % followUps.size());
    for (Issue issue : returning) {
      int at = laws.profile.second(laws.needs.at(issue.key, issue.calls, 7));
      today.call(issue, at, Origin.FOLLOW_UP, 1);
    }
    returning.clear();
    today.run();
    today.emit(out);
    wasStorm = isStorm;
  }

  private double absence(Draw draw, double mean, boolean isStorm) {
    double noise = ABSENCE_SD * Normal.standard(draw);
    double share = mean == 0 ? 0 : Math.max(0, Math.min(LARGEST_ABSENCE, mean + noise));
    return share + (isStorm ? STORM_ABSENCE : 0);
  }

  private int[] present(int[] planned, double morning, double later) {
    int[] there = new int[planned.length];
    for (int slot = 0; slot < planned.length; slot++) {
      boolean isLunch = slot >= LUNCH_SLOT && slot < LUNCH_SLOT + LUNCH_SLOTS;
      double share = 1 - (slot < SLOTS_BEFORE_ELEVEN ? morning : later);
      double n = planned[slot] * share * (isLunch ? laws.lunch : 1);
      there[slot] = (int) Math.max(1, Math.round(n));
    }
    return there;
  }

  /** Agents of a pool in the order in which they are called to work. */
  private List<Agent> order(AgentPool pool, int day) {
    List<Agent> today = present.get(pool);
    today.clear();
    for (Agent agent : agents.get(pool)) {
      if (agent.isEmployed(day)) {
        agent.beginDay(day, workingDay, laws);
        today.add(agent);
      }
    }
    today.sort(Comparator.comparingDouble((Agent a) -> a.rank).thenComparingLong(a -> a.id));
    for (int i = 0; i < today.size(); i++) {
      today.get(i).place = i;
    }
    return today;
  }

  // ---- rule arrivals

  /** New needs expected on a day, were it no backlog day. */
  private double expected(int day, boolean isStorm) {
    double scale = laws.dayCv / CV_OF_ALL_DAYS;
    double own = 1;
    if (scale > 0) {
      own = Gamma.ofMeanAndCv(1, CENTRE_CV * scale).sample(laws.centreDays.at(id, day));
    }
    return laws.freshPerWeekday
        * size
        * FRESH_FACTOR
        * WEEKDAYS[WallClock.weekday(day)]
        * Laws.season(UsCalendar.dayOfYear(day))
        * regionFactor.factor(day, REGION_SD * scale)
        * own
        * (isStorm ? STORM_NEEDS : 1)
        * (wasStorm ? AFTER_STORM : 1);
  }

  private void needArises(int day, int number, DayProfile profile, SwitchDay today) {
    long key = (long) id << 36 | (long) day << 16 | number;
    Draw draw = laws.needs.at(key);
    int at = profile.second(draw);
    Line line = line(draw, day);
    for (int tries = 1; tries < LINE_TRIES && !line.callsAt(at); tries++) {
      line = line(draw, day);
    }
    double billing = Laws.plannedBilling(UsCalendar.month(day));
    if (UsCalendar.dayOfMonth(day) <= STATEMENT_DAYS) {
      billing *= STATEMENTS;
    }
    boolean isUsual = draw.nextDouble() < 0.45;
    QueueName other = Line.queue(draw.nextDouble(), billing);
    QueueName queue = isUsual ? line.queue() : other;
    boolean isDifficult = draw.nextDouble() < laws.difficult.get(queue);
    Issue issue = new Issue(key, issueIds.id(nextIssue++), line, queue, isDifficult);
    today.call(issue, at, Origin.FRESH, 1);
  }

  private Line line(Draw draw, int day) {
    int index = Math.min(lines - 1, (int) (lines * Math.pow(draw.nextDouble(), LINE_SKEW)));
    long place = (long) id << 20 | index;
    int generation = 0;
    int year = UsCalendar.year(day);
    for (int y = UsCalendar.year(laws.from); y <= year; y++) {
      double u = laws.lineDeaths.uniform(place, y);
      boolean isDead =
          u < LINES_DIE && (y < year || u / LINES_DIE * 366 < UsCalendar.dayOfYear(day));
      generation += isDead && generation < LAST_GENERATION ? 1 : 0;
    }
    long token = lineIds.id((long) generation * LINES_OF_GENERATION + index);
    Draw habits = laws.lines.at(token);
    String phone = phones[habits.nextInt(PHONES)];
    return Line.of(token, phone, habits);
  }

  void comesBack(Issue issue, int workingDays) {
    followUps.get((workingDay + workingDays) % followUps.size()).add(issue);
  }

  // ---- mess

  private void beginMess(int day) {
    for (int hour = 0; hour < HOURS; hour++) {
      double chance = isOut ? OUTAGE_GOES_ON : Math.min(1, OUTAGES * outageWeight);
      isOut = laws.outages.uniform(id, day * 24L + hour) < chance;
      outages[hour] = isOut;
    }
    long noon = WallClock.startOf(day) + 12 * WallClock.HOUR;
    driftMinutes =
        clock.holdsAt(noon)
            ? Math.min(4, 1 + (day - WallClock.epochDay(clock.start(noon))) / 2)
            : 0;
  }

  boolean isOut(int secondOfDay) {
    return outages[Math.min(HOURS - 1, secondOfDay / 3_600 - FIRST_HOUR)];
  }

  int driftMinutes() {
    return driftMinutes;
  }

  boolean hasLegacyWaits(int day) {
    return hasLegacySwitch && day < laws.from + FIX_AFTER_DAYS;
  }

  boolean isBadTrunk(Issue issue, int call, long second) {
    int trunk = (int) Math.floorMod(laws.trunks.bits(issue.key, call), (long) TRUNKS);
    return trunks[trunk].holdsAt(second);
  }

  boolean logsTwice(long second) {
    return transferLink.holdsAt(second);
  }

  boolean isEngineDown(long second) {
    return speechEngine.holdsAt(second);
  }

  boolean isWithheld(Issue issue, int call) {
    return issue.line.isWithheld() || laws.withheld.uniform(issue.key, call) < CALL_WITHHELD;
  }

  long nextCallId() {
    return callIds.id(nextCall++);
  }
}
