package dev.medley.world;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days from {@code from} to {@code to}, both included.
 *
 * @param from first day
 * @param to last day
 */
public record Horizon(LocalDate from, LocalDate to) implements Serializable {

  public Horizon {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("horizon ends on " + to + " before it begins on " + from);
    }
  }

  public static Horizon of(String from, String to) {
    return new Horizon(LocalDate.parse(from), LocalDate.parse(to));
  }

  /** Number of days. */
  public int days() {
    return (int) ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** Length in years of 365.25 days; a calendar year counts as 1 within 0.3 %. */
  public double years() {
    return days() / 365.25;
  }

  /** The day after the last. */
  public LocalDate end() {
    return to.plusDays(1);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** Whether the two have a day in common. */
  public boolean overlaps(Horizon other) {
    return !to.isBefore(other.from) && !other.to.isBefore(from);
  }
}
