package dev.medley.mess;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.xxhash64;

import dev.medley.model.Table;
import dev.medley.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** The random numbers of one stage, as expressions over the row's key. */
public final class Draws {
  private static final double TWO_TO_53 = 0x1.0p53;

  private final long seed;
  private final String stage;
  private final Column[] key;

  Draws(long runSeed, String scenario, String stage, Table<?> table) {
    this.seed = Streams.mix(runSeed) ^ Streams.hash(scenario);
    this.stage = stage;
    this.key = table.keyColumns().stream().map(c -> col(c.name())).toArray(Column[]::new);
  }

  /** A number in [0, 1); the same for all columns of the stage that ask for the same purpose. */
  public Column uniform(String purpose) {
    return bits(purpose).cast("double").divide(TWO_TO_53);
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public Column integer(String purpose, int min, int max) {
    return floor(uniform(purpose).multiply(max - min + 1L)).cast("int").plus(lit(min));
  }

  /** Whether a share of rows is hit. Compares integers, since this is asked of every row. */
  Column hits(double rate) {
    if (rate >= 1) {
      return lit(true);
    }
    return bits("hit").lt(lit((long) (rate * TWO_TO_53)));
  }

  /** A timestamp moved on by a number of minutes. */
  public Column minutesAfter(String timestampColumn, Column minutes) {
    return timestamp_add("MINUTE", minutes, col(timestampColumn));
  }

  /** A timestamp moved back by a number of minutes. */
  public Column minutesBefore(String timestampColumn, Column minutes) {
    return timestamp_add("MINUTE", negate(minutes), col(timestampColumn));
  }

  /** A timestamp rounded down to a multiple of so many seconds since midnight. */
  public Column roundedDown(String timestampColumn, int seconds) {
    Column sinceEpoch =
        expr("timestampdiff(SECOND, TIMESTAMP_NTZ'1970-01-01 00:00:00', " + timestampColumn + ")");
    return timestamp_add(
        "SECOND", sinceEpoch.mod(lit(seconds)).multiply(-1).cast("int"), col(timestampColumn));
  }

  /** A whole number to sort by, of all 64 bits: two rows hardly ever have the same. */
  Column order(Column copy) {
    return hash("order", copy);
  }

  private Column bits(String purpose) {
    return shiftrightunsigned(hash(purpose), 11);
  }

  private Column hash(String purpose, Column... more) {
    List<Column> parts = new ArrayList<>();
    parts.add(lit(Streams.mix(seed ^ Streams.hash(stage + '/' + purpose))));
    parts.addAll(List.of(key));
    parts.addAll(List.of(more));
    return xxhash64(parts.toArray(Column[]::new));
  }
}
