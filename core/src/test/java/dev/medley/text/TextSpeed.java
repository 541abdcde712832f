package dev.medley.text;

import java.lang.management.ManagementFactory;

/** Prints how fast one core writes notes, by its own time. Run it by hand; no test does. */
final class TextSpeed {
  private TextSpeed() {}

  public static void main(String[] args) {
    int n = 200_000;
    for (int round = 0; round < 6; round++) {
      WardNotes notes = new WardNotes(.01);
      long characters = 0;
      long spans = 0;
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < n; i++) {
        Marked note = notes.note(i);
        characters += note.text().length();
        spans += note.spans().size();
      }
      double seconds =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
      System.out.printf(
          "%,.0f notes/s, %.1f MB/s, %d characters and %.1f spans a note%n",
          n / seconds, characters / seconds / 1e6, characters / n, spans / (double) n);
    }
  }
}
