package dev.medley.source;

import dev.medley.world.Horizon;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;

/**
 * What pushed filters say about the days and regions that a query can touch. Filters it does not
 * understand narrow nothing; Spark applies to the rows afterwards all but those {@linkplain
 * #isOfRegions of regions}.
 */
final class Pruning {
  private LocalDate from;
  private LocalDate to;
  private Set<String> regions;

  Pruning(Horizon horizon) {
    this.from = horizon.from();
    this.to = horizon.to();
  }

  /** Whether the filter names the regions it allows, and says nothing else. */
  static boolean isOfRegions(Filter filter) {
    return (filter instanceof EqualTo e && e.attribute().equals("region") && e.value() != null)
        || (filter instanceof In i
            && i.attribute().equals("region")
            && Arrays.stream(i.values()).allMatch(v -> v != null));
  }

  void add(Filter filter) {
    if (filter instanceof EqualTo f) {
      equal(f.attribute(), f.value());
    } else if (filter instanceof EqualNullSafe f) {
      equal(f.attribute(), f.value());
    } else if (filter instanceof In f) {
      in(f.attribute(), f.values());
    } else if (filter instanceof GreaterThan f) {
      atLeast(f.attribute(), f.value());
    } else if (filter instanceof GreaterThanOrEqual f) {
      atLeast(f.attribute(), f.value());
    } else if (filter instanceof LessThan f) {
      atMost(f.attribute(), f.value());
    } else if (filter instanceof LessThanOrEqual f) {
      atMost(f.attribute(), f.value());
    }
  }

  /** The days left; empty if no row can match. */
  Optional<Horizon> days() {
    return to.isBefore(from) ? Optional.empty() : Optional.of(new Horizon(from, to));
  }

  boolean allows(String region) {
    return regions == null || regions.contains(region);
  }

  private void equal(String column, Object value) {
    if (column.equals("region")) {
      narrow(Set.of(String.valueOf(value)));
    } else {
      atLeast(column, value);
      atMost(column, value);
    }
  }

  private void in(String column, Object[] values) {
    if (column.equals("region")) {
      narrow(new HashSet<>(Arrays.stream(values).map(String::valueOf).toList()));
      return;
    }
    if (isDay(column) && Arrays.stream(values).allMatch(v -> day(v) != null)) {
      Arrays.stream(values)
          .min((a, b) -> day(a).compareTo(day(b)))
          .ifPresent(v -> atLeast(column, v));
      Arrays.stream(values)
          .max((a, b) -> day(a).compareTo(day(b)))
          .ifPresent(v -> atMost(column, v));
    }
  }

  private void narrow(Set<String> allowed) {
    Set<String> both = new HashSet<>(allowed);
    if (regions != null) {
      both.retainAll(regions);
    }
    regions = both;
  }

  private void atLeast(String column, Object value) {
    LocalDate day = day(value);
    if (isDay(column) && day != null && day.isAfter(from)) {
      // A month stands by its first day, so a later bound still leaves nothing before that day.
      from = day;
    }
  }

  private void atMost(String column, Object value) {
    LocalDate day = day(value);
    if (!isDay(column) || day == null) {
      return;
    }
    LocalDate last =
        column.equals("event_month") ? day.withDayOfMonth(1).plusMonths(1).minusDays(1) : day;
    if (last.isBefore(to)) {
      to = last;
    }
  }

  private static boolean isDay(String column) {
    return column.equals("event_date") || column.equals("event_month");
  }

  private static LocalDate day(Object value) {
    if (value instanceof LocalDate d) {
      return d;
    }
    if (value instanceof Date d) {
      return d.toLocalDate();
    }
    return null;
  }
}
