package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentPool;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.Call;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.CallTruth;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.Origin;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.QueueInterval;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.WrapCode;
import dev.medley.world.Emitter;
import dev.medley.world.WallClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A working day of a centre's queues, in seconds of the day: callers go through the menu, queue for
 * a pool first come first served, hang up when their patience ends and call again; agents take the
 * next caller when they are free.
 */
final class SwitchDay {
  /** Working days until an unsolved issue comes back, at most. */
  static final int LATEST_FOLLOW_UP = 3;

  private static final int EVENTS_OF_DAY = 8_192;

  // ---- rule ivr_hell: menu nodes and what they last, in seconds
  private static final int FEWEST_NODES = 3;
  private static final double NODE_SHAPE = 4;
  private static final double NODE_SECONDS = 17;
  private static final double LOOPED_NODE_SECONDS = 25;
  private static final int FEWEST_LOOPED_NODES = 8;
  private static final double LOOPER_LEAVES = 0.12;
  private static final double LOOPER_PATIENCE = 0.30;

  // ---- rule monday_death_spiral: patience and calling again
  private static final double BALKS = 0.08;
  private static final Gamma BALKING_SECONDS = Gamma.ofMeanAndShape(12, 4);
  private static final double LATE_RETRY = 0.17;
  private static final double REDIAL_MINUTES = 5;
  private static final double REDIAL_AT_MOST_MINUTES = 20;
  private static final LogNormal RETRY_HOURS = LogNormal.ofMedianAndP90(3, 7);

  // ---- rules handle_time and cherry_picking
  private static final double TRANSFERRED = 0.08;
  private static final LogNormal TRANSFER_MINUTES = LogNormal.ofMedianAndP90(2, 5);
  private static final LogNormal WRAP_SECONDS = LogNormal.ofMedianAndP90(51, 82);
  private static final LogNormal SHORT_WRAP_SECONDS = LogNormal.ofMedianAndP90(5, 9);
  private static final int SHORT_CALL = 25;
  private static final LogNormal HANG_UP_SECONDS = LogNormal.ofMedianAndP90(10, 17);
  private static final LogNormal CUT_OFF_SECONDS = LogNormal.ofMedianAndP90(8, 15);
  private static final double REDIALS_AFTER_CUT_OFF = 0.85;

  // ---- rule resolution
  private static final double RESOLVED = 0.80;
  private static final double RESOLVED_DIFFICULT = 0.58;
  private static final double PICKER_RESOLVES_LESS = 0.12;
  private static final double TRANSFER_RESOLVES_LESS = 0.15;
  private static final double CODED_IF_RESOLVED = 0.92;
  private static final double CODED_IF_NOT = 0.55;
  private static final double COMES_BACK = 0.80;
  private static final double FOLLOW_UP_SPREAD_DAYS = 0.8;

  /** A call on its way through menu, queue and talk. */
  private static final class Attempt {
    final Issue issue;
    final int serial;
    final Origin origin;
    final int attemptNo;
    final int start;
    int ivrSeconds;
    int hops;
    boolean isLooper;
    boolean leftInMenu;
    int entry;
    int slot;
    int patience;
    boolean isWaiting;
    int offered = -1;
    int wait;
    Agent agent;
    int talk;
    int wrap;
    boolean isTransferred;
    boolean agentHungUp;
    boolean isResolved;
    WrapCode code;
    double score;

    Attempt(Issue issue, Origin origin, int attemptNo, int start) {
      this.issue = issue;
      this.serial = issue.calls++;
      this.origin = origin;
      this.attemptNo = attemptNo;
      this.start = start;
    }
  }

  /** What happens next. */
  private enum What {
    SLOT_BEGINS,
    AGENT_IS_FREE,
    CALLER_QUEUES,
    PATIENCE_ENDS
  }

  /** Something that happens at a second; at the same second, in the order of What and number. */
  private record Event(int at, What what, int number, Attempt call, Agent agent)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      if (at != other.at) {
        return Integer.compare(at, other.at);
      }
      int order = what.compareTo(other.what);
      return order != 0 ? order : Integer.compare(number, other.number);
    }
  }

  /** A pool's people and its queue; who gave up stays in it as a marker until it is reached. */
  private static final class Desk {
    List<Agent> order = List.of();
    int[] rostered = new int[DayProfile.SLOTS];
    int[] present = new int[DayProfile.SLOTS];
    int onDuty;
    final ArrayDeque<Agent> idle = new ArrayDeque<>();
    final ArrayDeque<Attempt> queue = new ArrayDeque<>();
    final int[] offered = new int[DayProfile.SLOTS];
    final int[] answered = new int[DayProfile.SLOTS];
    final int[] abandoned = new int[DayProfile.SLOTS];
  }

  private final Centre centre;
  private final Laws laws;
  private final int day;
  private final Map<AgentPool, Desk> desks = new EnumMap<>(AgentPool.class);
  private final List<Attempt> calls = new ArrayList<>();
  private final PriorityQueue<Event> agenda = new PriorityQueue<>(EVENTS_OF_DAY);
  private int events;

  SwitchDay(Centre centre, int day) {
    this.centre = centre;
    this.laws = centre.laws;
    this.day = day;
    for (AgentPool pool : Centre.POOLS) {
      desks.put(pool, new Desk());
    }
  }

  /** Says who works in a pool: of its people in order, so many in each half-hour. */
  void staff(AgentPool pool, List<Agent> order, int[] rostered, int[] present) {
    Desk desk = desks.get(pool);
    desk.order = order;
    desk.rostered = rostered;
    for (int slot = 0; slot < DayProfile.SLOTS; slot++) {
      desk.present[slot] = Math.min(present[slot], order.size());
    }
  }

  private void add(int at, What what, Attempt call, Agent agent) {
    agenda.add(new Event(at, what, events++, call, agent));
  }

  // ---- rule ivr_hell

  /** Somebody calls while the lines are open. */
  void call(Issue issue, int start, Origin origin, int attemptNo) {
    Attempt a = new Attempt(issue, origin, attemptNo, start);
    calls.add(a);
    Draw draw = laws.menus.at(issue.key, a.serial);
    a.isLooper = draw.nextDouble() < centre.looperShare;
    double leaves = draw.nextDouble();
    double leavesAt = draw.nextDouble();
    double nodeSeconds = NODE_SECONDS;
    if (a.isLooper) {
      int sentBack = (int) Math.floor(5 + 2.2 * Normal.standard(draw));
      a.hops = Math.max(FEWEST_LOOPED_NODES, 12 + sentBack);
      nodeSeconds = LOOPED_NODE_SECONDS;
      if (leaves < LOOPER_LEAVES) {
        a.leftInMenu = true;
        a.hops = (int) Math.max(FEWEST_NODES, Math.ceil(a.hops * (0.5 + 0.5 * leavesAt)));
      }
    } else {
      a.hops = FEWEST_NODES + (int) Exponential.standard(draw);
    }
    double seconds = new Gamma(NODE_SHAPE * a.hops, nodeSeconds / NODE_SHAPE).sample(draw);
    a.ivrSeconds = (int) Math.max(1, Math.round(seconds));
    a.entry = start + a.ivrSeconds;
    if (a.leftInMenu) {
      givesUp(a, a.entry);
    } else {
      add(a.entry, What.CALLER_QUEUES, a, null);
    }
  }

  // ---- the queue

  void run() {
    for (int slot = 0; slot < DayProfile.SLOTS; slot++) {
      add(DayProfile.OPEN + slot * DayProfile.SLOT, What.SLOT_BEGINS, null, null);
    }
    for (Event event = agenda.poll(); event != null; event = agenda.poll()) {
      switch (event.what) {
        case SLOT_BEGINS -> slotBegins(event.at);
        case AGENT_IS_FREE -> isFree(event.agent, event.at);
        case CALLER_QUEUES -> queues(event.call, event.at);
        case PATIENCE_ENDS -> patienceEnds(event.call, event.at);
      }
    }
  }

  private void slotBegins(int now) {
    int slot = DayProfile.slot(now);
    for (Desk desk : desks.values()) {
      desk.onDuty = desk.present[slot];
      for (Agent agent : desk.order) {
        if (agent.place < desk.onDuty && agent.state == Agent.State.OFF) {
          agent.state = Agent.State.IDLE;
          desk.idle.addLast(agent);
        } else if (agent.place >= desk.onDuty && agent.state == Agent.State.IDLE) {
          agent.state = Agent.State.OFF;
          desk.idle.remove(agent);
        }
      }
      serve(desk, now);
    }
  }

  private void isFree(Agent agent, int now) {
    Desk desk = desks.get(agent.pool);
    if (agent.place < desk.onDuty) {
      agent.state = Agent.State.IDLE;
      desk.idle.addLast(agent);
      serve(desk, now);
    } else {
      agent.state = Agent.State.OFF;
    }
  }

  private void queues(Attempt a, int now) {
    Desk desk = desks.get(a.issue.queue.pool);
    a.slot = DayProfile.slot(now);
    desk.offered[a.slot]++;
    Draw draw = laws.patience.at(a.issue.key, a.serial);
    double seconds;
    if (draw.nextDouble() < BALKS) {
      seconds = BALKING_SECONDS.sample(draw);
    } else {
      double mean = laws.patienceMinutes * 60 * a.issue.line.temper();
      seconds = mean * (a.isLooper ? LOOPER_PATIENCE : 1) * Exponential.standard(draw);
    }
    a.patience = (int) Math.max(1, Math.round(seconds));
    a.isWaiting = true;
    desk.queue.addLast(a);
    serve(desk, now);
    if (a.isWaiting) {
      add(now + a.patience, What.PATIENCE_ENDS, a, null);
    }
  }

  private void serve(Desk desk, int now) {
    while (!desk.idle.isEmpty() && !desk.queue.isEmpty()) {
      Attempt next = desk.queue.removeFirst();
      next.offered = now - next.entry;
      if (next.isWaiting) {
        answers(desk.idle.removeFirst(), next, now);
        desk.answered[next.slot]++;
      }
    }
  }

  // ---- rule monday_death_spiral

  private void patienceEnds(Attempt a, int now) {
    if (a.isWaiting) {
      a.isWaiting = false;
      a.wait = now - a.entry;
      desks.get(a.issue.queue.pool).abandoned[a.slot]++;
      givesUp(a, now);
    }
  }

  private void givesUp(Attempt a, int now) {
    Draw draw = laws.afterwards.at(a.issue.key, a.serial);
    double u = draw.nextDouble();
    if (u < laws.redial) {
      callsAgain(a, now + redialDelay(draw), Origin.REDIAL);
    } else if (u < laws.redial + LATE_RETRY) {
      int delay = (int) Math.min(WallClock.DAY, Math.round(RETRY_HOURS.sample(draw) * 3_600));
      callsAgain(a, now + delay, Origin.LATE_RETRY);
    }
  }

  private static int redialDelay(Draw draw) {
    double minutes;
    do {
      minutes = REDIAL_MINUTES * Exponential.standard(draw);
    } while (minutes > REDIAL_AT_MOST_MINUTES);
    return (int) Math.max(1, Math.round(minutes * 60));
  }

  /** Whether the lines are still open when the caller tries again; if so, there is a new call. */
  private boolean callsAgain(Attempt a, int at, Origin origin) {
    if (at >= DayProfile.CLOSE) {
      return false;
    }
    call(a.issue, at, origin, a.attemptNo + 1);
    return true;
  }

  // ---- rules cherry_picking, handle_time and resolution

  private void answers(Agent agent, Attempt a, int now) {
    a.isWaiting = false;
    a.wait = now - a.entry;
    a.agent = agent;
    agent.state = Agent.State.BUSY;
    boolean isDifficult = a.issue.isDifficult;
    Draw draw = laws.service.at(a.issue.key, a.serial);
    double disconnects = draw.nextDouble();
    double transfers = draw.nextDouble();
    double resolves = draw.nextDouble();
    double codes = draw.nextDouble();
    a.agentHungUp = agent.isPicker && isDifficult && disconnects < agent.hangUp;
    boolean isCutOff =
        a.agentHungUp || (!(agent.isPicker && isDifficult) && disconnects < agent.cutOff);
    if (isCutOff) {
      LogNormal law = a.agentHungUp ? HANG_UP_SECONDS : CUT_OFF_SECONDS;
      a.talk = (int) Math.max(1, Math.round(law.sample(draw)));
      a.code = WrapCode.CALLER_DISCONNECTED;
    } else {
      a.isTransferred = transfers < TRANSFERRED;
      talks(a, agent, draw);
      double p =
          (isDifficult ? RESOLVED_DIFFICULT : RESOLVED)
              - (agent.isPicker ? PICKER_RESOLVES_LESS : 0)
              - (a.isTransferred ? TRANSFER_RESOLVES_LESS : 0);
      a.isResolved = resolves < p;
      a.code =
          codes < (a.isResolved ? CODED_IF_RESOLVED : CODED_IF_NOT)
              ? WrapCode.RESOLVED
              : WrapCode.CALLBACK_PROMISED;
    }
    LogNormal wrap = a.talk < SHORT_CALL ? SHORT_WRAP_SECONDS : WRAP_SECONDS;
    double wrapSeconds = wrap.sample(draw) * (a.talk < SHORT_CALL ? 1 : agent.wrapFactor);
    a.wrap = (int) Math.max(1, Math.round(wrapSeconds));
    a.score = score(a);
    add(now + a.talk + a.wrap, What.AGENT_IS_FREE, null, agent);
    afterTalk(a, isCutOff, now + a.talk);
  }

  private void talks(Attempt a, Agent agent, Draw draw) {
    QueueName queue = a.issue.queue;
    double minutes =
        laws.talkMinutes.get(queue).sample(draw)
            * laws.easyTalk.get(queue)
            * (a.issue.isDifficult ? QueueName.DIFFICULT_TALK : 1)
            * agent.talkFactor(day);
    if (a.isTransferred) {
      minutes += TRANSFER_MINUTES.sample(draw);
    }
    a.talk = (int) Math.max(1, Math.round(minutes * 60));
  }

  private void afterTalk(Attempt a, boolean isCutOff, int end) {
    if (a.isResolved) {
      return;
    }
    Draw draw = laws.afterwards.at(a.issue.key, a.serial);
    double u = draw.nextDouble();
    if (isCutOff) {
      int at =
          end + (int) Math.max(1, Math.round(REDIAL_MINUTES * 60 * Exponential.standard(draw)));
      if (u >= REDIALS_AFTER_CUT_OFF || callsAgain(a, at, Origin.CUT_OFF_REDIAL)) {
        return;
      }
      u = draw.nextDouble();
    }
    if (u < COMES_BACK) {
      int later = (int) (FOLLOW_UP_SPREAD_DAYS * Exponential.standard(draw));
      centre.comesBack(a.issue, 1 + Math.min(LATEST_FOLLOW_UP - 1, later));
    }
  }

  // ---- rule sentiment

  private double score(Attempt a) {
    Draw draw = laws.sentiment.at(a.issue.key, a.serial);
    double x =
        0.40
            - 0.12 * Math.log1p(a.wait / 60.0)
            - (a.issue.isDifficult ? 0.15 : 0)
            - (a.isTransferred ? 0.20 : 0)
            - (a.isResolved ? 0 : 0.20)
            - (a.isLooper ? 0.12 : 0)
            + a.issue.line.mood()
            + a.agent.mood
            + 0.29 * Normal.standard(draw);
    double size = Math.abs(x);
    return size <= 0.9 ? x : Math.signum(x) * (0.9 + 0.1 * Math.tanh((size - 0.9) / 0.1));
  }

  // ---- rows

  void emit(Emitter out) {
    long midnight = WallClock.startOf(day);
    long noon = midnight + 12 * WallClock.HOUR;
    boolean isLegacy = centre.hasLegacyWaits(day);
    boolean isEngineDown = centre.isEngineDown(noon);
    boolean logsTwice = centre.logsTwice(noon);
    for (Attempt a : calls) {
      long id = centre.nextCallId();
      emitCall(out, a, id, midnight, noon, isLegacy, isEngineDown, logsTwice);
      out.emit(
          PatientAccessCalls.CALL_TRUTH,
          new CallTruth(
              id,
              centre.id,
              a.issue.line.id(),
              a.issue.id,
              a.attemptNo,
              a.origin,
              a.isLooper,
              a.leftInMenu,
              a.offered < 0 ? null : (Integer) a.offered,
              a.leftInMenu ? null : (Integer) a.patience,
              a.issue.isDifficult,
              a.agentHungUp,
              a.isResolved,
              day));
    }
    for (AgentPool pool : Centre.POOLS) {
      Desk desk = desks.get(pool);
      for (int slot = 0; slot < DayProfile.SLOTS; slot++) {
        out.emit(
            PatientAccessCalls.QUEUE_INTERVALS,
            new QueueInterval(
                centre.id,
                pool,
                midnight + DayProfile.OPEN + (long) slot * DayProfile.SLOT,
                (short) desk.rostered[slot],
                (short) desk.present[slot],
                desk.offered[slot],
                desk.answered[slot],
                desk.abandoned[slot],
                day));
      }
    }
  }

  private void emitCall(
      Emitter out,
      Attempt a,
      long id,
      long midnight,
      long noon,
      boolean isLegacy,
      boolean isEngineDown,
      boolean logsTwice) {
    boolean isAnswered = a.agent != null;
    out.emit(
        PatientAccessCalls.CALLS,
        new Call(
            id,
            centre.id,
            midnight + a.start,
            a.issue.line.phone(),
            a.issue.line.id(),
            a.leftInMenu ? null : a.issue.queue,
            a.ivrSeconds,
            (short) a.hops,
            a.leftInMenu ? null : (Integer) a.wait,
            !isAnswered,
            isAnswered ? (Long) a.agent.id : null,
            isAnswered ? (Integer) a.talk : null,
            isAnswered ? (Integer) a.wrap : null,
            a.isTransferred,
            a.code,
            isAnswered ? (Double) a.score : null,
            isLegacy,
            centre.driftMinutes(),
            centre.isOut(a.start),
            centre.driftMinutes() > 0,
            centre.isBadTrunk(a.issue, a.serial, noon),
            isAnswered && a.agent.isCareless(noon),
            isAnswered && a.agent.isUnrecorded(noon),
            isEngineDown,
            centre.isWithheld(a.issue, a.serial),
            logsTwice,
            day));
  }
}
