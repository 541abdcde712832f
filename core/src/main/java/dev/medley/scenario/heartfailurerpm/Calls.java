package dev.medley.scenario.heartfailurerpm;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Beta;
import dev.medley.random.Distribution;
import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.heartfailurerpm.Clinics.Clinic;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.CallOutcome;
import dev.medley.world.IdBlock;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayDeque;

/**
 * The nurse's half of rule {@code alert}: when the clinic calls about a patient's alerts, one after
 * the other in working time, and what comes of a call.
 */
final class Calls {
  private static final LogNormal WAITING_HOURS = LogNormal.ofMedianAndSigma(2.2, 0.8);

  /** Some calls are made from the desk after it has closed, to who works by day. */
  private static final double AFTER_HOURS_SHARE = 0.02;

  private static final Distribution AFTER_MINUTES = Exponential.ofMean(45).cut(5, 165);

  /** From one of a patient's alerts to the next in the queue. */
  private static final Exponential NEXT_MINUTES = Exponential.ofMean(20);

  /** Each patient leaves a share of calls unanswered, for good. */
  private static final Beta NO_ANSWER_SHARE = new Beta(3, 7);

  private static final double UPTITRATED_FROM_CONGESTION = 2.5;
  private static final int IDS_PER_PATIENT = 1_000;

  /**
   * An alert that the nurse has not called about yet.
   *
   * @param number of the patient's alerts, from 0
   * @param alertTs hour of the weigh-in
   * @param callTs whole minute
   */
  record OpenCall(int number, long alertTs, long callTs) {}

  private final long patientId;
  private final Clinic clinic;
  private final double noAnswerShare;
  private final IdBlock ids;
  private final Streams.Stream waits;
  private final Streams.Stream outcomes;
  private final ArrayDeque<OpenCall> open = new ArrayDeque<>();
  private int count;
  private long lastCall = Long.MIN_VALUE;

  Calls(long patientId, Clinic clinic, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.clinic = clinic;
    this.noAnswerShare = NO_ANSWER_SHARE.sample(streams.named("persona.answer").at(patientId));
    this.ids = IdBlock.ofUnit("call_id", patientId, IDS_PER_PATIENT, streams);
    this.waits = streams.named("nurse_call");
    this.outcomes = streams.named("call_outcome");
  }

  /** Puts an alert into the queue; it is seen when the hour of the weigh-in has come in. */
  void alert(long alertTs) {
    Draw draw = waits.at(patientId, WallClock.epochDay(alertTs));
    double hours = WAITING_HOURS.sample(draw) * clinic.delay();
    long call = clinic.hours().workingTime(alertTs + HOUR, (long) (hours * HOUR));
    double nextMinutes = 1 + NEXT_MINUTES.sample(draw);
    if (draw.nextDouble() < AFTER_HOURS_SHARE) {
      long closing = clinic.hours().closingOn(WallClock.epochDay(call));
      call = closing + WallClock.seconds(AFTER_MINUTES.sample(draw));
    }
    if (call <= lastCall) {
      call = clinic.hours().workingTime(lastCall, WallClock.seconds(nextMinutes));
    }
    lastCall = call;
    open.add(new OpenCall(count++, alertTs, call - call % MINUTE));
  }

  /** The next call that is made before a second, taken out of the queue, or null. */
  OpenCall nextBefore(long second) {
    return !open.isEmpty() && open.peek().callTs < second ? open.poll() : null;
  }

  long id(OpenCall call) {
    return ids.id(call.number);
  }

  /** What comes of a call to a patient who is at home or is not. */
  CallOutcome outcome(OpenCall call, boolean isHome, double congestion) {
    Draw draw = outcomes.at(patientId, call.number);
    if (draw.nextDouble() < noAnswerShare || !isHome) {
      return CallOutcome.NO_ANSWER;
    }
    return congestion > UPTITRATED_FROM_CONGESTION && draw.nextDouble() < clinic.uptitratedShare()
        ? CallOutcome.UPTITRATED
        : CallOutcome.ADVICE;
  }
}
