package dev.medley.verify;

import static org.apache.spark.sql.functions.lit;

import dev.medley.mess.Realised;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What structure and mess rates count on the clean rows of a table. To restore a table is the
 * dearest part of its checks, so that whatever will be asked of it is counted in one pass.
 */
final class CleanRows {
  private final Verify verify;
  private final Delivery delivery;
  private final boolean isRated;

  /** By table, where they were counted on the way. */
  private final Map<String, List<Realised>> realised = new HashMap<>();

  /**
   * Counts on what is delivered.
   *
   * @param kinds all checks that will be asked for
   */
  CleanRows(Verify verify, Delivery delivery, Set<Quality.Kind> kinds) {
    this.verify = verify;
    this.delivery = delivery;
    this.isRated = verify.keyed() && kinds.contains(Quality.Kind.MESS_RATE);
  }

  /** Whether mess rates will be asked for that are counted on these rows. */
  boolean isRated(Table<?> table) {
    return isRated && !MessRates.open(verify, table).isEmpty();
  }

  /** Counts over a table's clean rows, each under its name. */
  Row counted(Table<?> table, List<Column> counts) {
    List<Stage> stages = isRated ? MessRates.open(verify, table) : List.of();
    if (!stages.isEmpty()) {
      try {
        List<Column> all = new ArrayList<>(counts);
        all.addAll(Realised.counts(verify.mess(), table, stages));
        Dataset<Row> marked =
            Realised.marked(table, delivery.restored(table), delivery.cells(), delivery.rows());
        Row row = marked.agg(lit(0), all.toArray(Column[]::new)).head();
        realised.put(table.name(), Realised.from(stages, row, 1 + counts.size()));
        return row;
      } catch (Exception e) {
        // A stage that cannot be counted has a line of its own that says so.
        realised.remove(table.name());
      }
    }
    return delivery.restored(table).agg(lit(0), counts.toArray(Column[]::new)).head();
  }

  /** How often stages hit that read nothing but what is published. */
  List<Realised> realised(Table<?> table, List<Stage> stages) {
    List<Realised> known = realised.getOrDefault(table.name(), List.of());
    return known.stream().map(Realised::stage).toList().equals(stages)
        ? known
        : Realised.of(
            verify.mess(),
            table,
            stages,
            delivery.restored(table),
            delivery.cells(),
            delivery.rows());
  }
}
