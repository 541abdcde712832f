package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.LogNormal;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentPool;

/** A queue of the telephone menu: who answers it, and how its calls are. */
public enum QueueName {
  SCHEDULING(AgentPool.ACCESS, 0.46, 0.25, 4.2, 9.5),
  CLINICAL(AgentPool.CLINICAL, 0.22, 0.40, 7, 15),
  BILLING(AgentPool.BILLING, 0.16, 0.50, 5.8, 13),
  REFERRALS(AgentPool.ACCESS, 0.08, 0.30, 4.6, 10),
  RECORDS(AgentPool.ACCESS, 0.04, 0.20, 3.5, 8),
  OTHER(AgentPool.ACCESS, 0.04, 0.20, 3.5, 8);

  static final QueueName[] ALL = values();

  /** How much longer the talk about a difficult issue is. */
  static final double DIFFICULT_TALK = 1.8;

  private static final double MEAN_WRAP_SECONDS = 55;

  final AgentPool pool;

  /** Share of new needs. */
  final double share;

  /** Share of its issues that are difficult, before the world's factor. */
  final double difficult;

  /** Median and 90th percentile of the talk of all its calls, in minutes. */
  private final double median;

  private final double p90;

  QueueName(AgentPool pool, double share, double difficult, double median, double p90) {
    this.pool = pool;
    this.share = share;
    this.difficult = difficult;
    this.median = median;
    this.p90 = p90;
  }

  /** Talk of all its calls. */
  LogNormal talkMinutes() {
    return LogNormal.ofMedianAndP90(median, p90);
  }

  /** What the talk of an issue that is not difficult has of the queue's. */
  double easyTalk(double difficultShare) {
    return Math.pow(DIFFICULT_TALK, -difficultShare);
  }

  /** Expected seconds of an agent for a call. */
  double meanHandleSeconds(double difficultShare) {
    LogNormal minutes = talkMinutes();
    double sigma = minutes.sigma();
    double talk = 60 * Math.exp(minutes.mu() + sigma * sigma / 2);
    double mix = 1 - difficultShare + DIFFICULT_TALK * difficultShare;
    return talk * mix * easyTalk(difficultShare) + MEAN_WRAP_SECONDS;
  }
}
