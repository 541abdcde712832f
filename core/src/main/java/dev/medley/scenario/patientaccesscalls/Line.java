package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;

/**
 * A calling line and the habits of the household behind it.
 *
 * @param id the switch's token
 * @param phone number as displayed
 * @param queue what the household calls about most
 * @param partOfDay when it usually calls, 0 to 3
 * @param temper of its patience, relative to the mean
 * @param mood what its voice adds to every score
 * @param isWithheld whether it never shows its number
 */
record Line(
    long id,
    String phone,
    QueueName queue,
    int partOfDay,
    double temper,
    double mood,
    boolean isWithheld) {
  private static final double WITHHELD = 0.03;
  private static final double TEMPER_SD = 0.35;
  private static final double MOOD_SD = 0.15;

  /** Ends of the parts of the day, in seconds: 10:00, 12:00, 14:30. */
  private static final int[] PART_ENDS = {36_000, 43_200, 52_200};

  /** Share of an ordinary day's needs in each part, summed up. */
  private static final double[] PART_SUMS = {0.31, 0.55, 0.7925};

  static Line of(long id, String phone, Draw draw) {
    QueueName queue = queue(draw.nextDouble(), 1);
    double part = draw.nextDouble();
    boolean isWithheld = draw.nextDouble() < WITHHELD;
    double temper = Math.exp(TEMPER_SD * Normal.standard(draw) - TEMPER_SD * TEMPER_SD / 2);
    double mood = MOOD_SD * Normal.standard(draw);
    int partOfDay = 0;
    while (partOfDay < PART_SUMS.length && part >= PART_SUMS[partOfDay]) {
      partOfDay++;
    }
    return new Line(id, phone, queue, partOfDay, temper, mood, isWithheld);
  }

  /** Whether a second of the day lies in the part in which the line usually calls. */
  boolean callsAt(int second) {
    return (partOfDay == 0 || second >= PART_ENDS[partOfDay - 1])
        && (partOfDay == PART_ENDS.length || second < PART_ENDS[partOfDay]);
  }

  /**
   * A queue by the shares.
   *
   * @param u uniform number
   * @param billing how much more often than usual people call about bills
   */
  static QueueName queue(double u, double billing) {
    double sum = 1 + (billing - 1) * QueueName.BILLING.share;
    double left = u * sum;
    for (QueueName queue : QueueName.ALL) {
      left -= queue == QueueName.BILLING ? queue.share * billing : queue.share;
      if (left < 0) {
        return queue;
      }
    }
    return QueueName.OTHER;
  }
}
