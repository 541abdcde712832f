package dev.medley.contract;

import dev.medley.model.Column;
import java.util.Map;
import java.util.Optional;

/** Units of measurement, which the names of columns end with. */
final class Units {
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("seconds", "seconds"),
          Map.entry("minutes", "minutes"),
          Map.entry("hours", "hours"),
          Map.entry("days", "days"),
          Map.entry("weeks", "weeks"),
          Map.entry("months", "months"),
          Map.entry("years", "years"),
          Map.entry("usd", "US dollars"),
          Map.entry("pct", "percent"),
          Map.entry("celsius", "degrees Celsius"),
          Map.entry("mg_dl", "mg/dL"),
          Map.entry("ng_ml", "ng/mL"),
          Map.entry("mg", "milligrams"),
          Map.entry("kg", "kilograms"),
          Map.entry("lb", "pounds"),
          Map.entry("mm", "millimetres"),
          Map.entry("miles", "miles"),
          Map.entry("rpm", "revolutions per minute"),
          Map.entry("kn", "kilonewtons"));

  private Units() {}

  /** The unit of a column of numbers, where its name tells. */
  static Optional<String> of(Column column) {
    boolean isNumber =
        switch (column.type()) {
          case BIGINT, INT, SMALLINT, DOUBLE, MONEY -> true;
          case STRING, BOOLEAN, DATE, TIMESTAMP_NTZ, TIMESTAMP -> false;
        };
    return isNumber
        ? BY_ENDING.entrySet().stream()
            .filter(e -> column.name().endsWith("_" + e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
        : Optional.empty();
  }
}
