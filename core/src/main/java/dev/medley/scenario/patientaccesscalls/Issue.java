package dev.medley.scenario.patientaccesscalls;

/** What a caller needs: the same line, queue and difficulty in all calls about it. */
final class Issue {
  final long key;
  final long id;
  final Line line;
  final QueueName queue;
  final boolean isDifficult;

  /** Calls about it so far: the key of the next call's draws. */
  int calls;

  Issue(long key, long id, Line line, QueueName queue, boolean isDifficult) {
    this.key = key;
    this.id = id;
    this.line = line;
    this.queue = queue;
    this.isDifficult = isDifficult;
  }
}
