package dev.medley.scenario.edthroughput;

/** Who was here in the last days, in the order of time; a ring that forgets. */
final class Departed {
  private final long remembered;
  private long[] seconds = new long[256];
  private int[] ranks = new int[256];
  private double[] weights = new double[256];
  private Complaint[] complaints = new Complaint[256];
  private int oldest;
  private int size;

  /** A ring that remembers for so many seconds. */
  Departed(long remembered) {
    this.remembered = remembered;
  }

  void forgetBefore(long now) {
    while (size > 0 && seconds[oldest] < now - remembered) {
      oldest = wrap(oldest + 1);
      size--;
    }
  }

  void add(long second, int rank, double weight, Complaint complaint) {
    if (size == seconds.length) {
      grow();
    }
    int place = wrap(oldest + size++);
    seconds[place] = second;
    ranks[place] = rank;
    weights[place] = weight;
    complaints[place] = complaint;
  }

  private void grow() {
    int capacity = seconds.length;
    long[] oldSeconds = seconds;
    int[] oldRanks = ranks;
    double[] oldWeights = weights;
    Complaint[] oldComplaints = complaints;
    seconds = new long[2 * capacity];
    ranks = new int[2 * capacity];
    weights = new double[2 * capacity];
    complaints = new Complaint[2 * capacity];
    for (int i = 0; i < size; i++) {
      int from = (oldest + i) & (capacity - 1);
      seconds[i] = oldSeconds[from];
      ranks[i] = oldRanks[from];
      weights[i] = oldWeights[from];
      complaints[i] = oldComplaints[from];
    }
    oldest = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The place that belongs to a uniform number; there must be one. */
  int at(double uniform) {
    return wrap(oldest + (int) (uniform * size));
  }

  int rank(int place) {
    return ranks[place];
  }

  double weight(int place) {
    return weights[place];
  }

  Complaint complaint(int place) {
    return complaints[place];
  }

  private int wrap(int place) {
    return place & (seconds.length - 1);
  }
}
