package dev.medley.sink;

import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the folders of an output hold the files that its runs wrote, no fewer and no others.
 * Delta has a log that says so; of a Parquet output the receipts of its chunks do.
 */
public final class Inventory {
  private final String place;
  private final Map<String, Receipts.Difference> differences = new LinkedHashMap<>();

  private Inventory(String place) {
    this.place = place;
  }

  /** Looks through an output that is complete. */
  public static Inventory of(Files files, Store store, Manifest manifest) {
    Inventory inventory = new Inventory(store.place());
    if (manifest.layout().format() == RunConfig.Format.DELTA) {
      return inventory;
    }
    Receipts receipts = new Receipts(files, store.journal());
    Map<String, Replacing> stretches = Receipts.stretches(manifest, store.scenario().name());
    places(store, manifest)
        .forEach(
            (table, folder) ->
                inventory.differences.put(table, receipts.difference(table, folder, stretches)));
    return inventory;
  }

  private static Map<String, String> places(Store store, Manifest manifest) {
    boolean hasKey = manifest.layout().key();
    Map<String, String> places = new LinkedHashMap<>();
    for (Table<?> table : store.scenario().tables()) {
      if (manifest.tables().contains(table.name()) && (hasKey || !table.isKey())) {
        places.put(
            table.isKey() ? "key." + table.name() : table.name(),
            table.isKey() ? store.keyPath(table.name()) : store.path(table.name()));
      }
    }
    if (hasKey) {
      List.of(Store.CELLS, Store.ROWS).forEach(t -> places.put("key." + t, store.keyPath(t)));
    }
    return places;
  }

  /** Whether a table has lost a file. */
  public boolean hasLost() {
    return differences.values().stream().anyMatch(d -> !d.lost().isEmpty());
  }

  /**
   * Makes sure that all files are there, and no others.
   *
   * @throws UserError if not, with a table and a file of it
   */
  public void require() {
    differences.forEach(
        (table, difference) -> {
          if (!difference.lost().isEmpty()) {
            throw new UserError(
                place
                    + ": table "
                    + table
                    + " has lost "
                    + files(difference.lost())
                    + "; repeat its generate command to make the rows again");
          }
          if (!difference.strange().isEmpty()) {
            throw new UserError(
                place
                    + ": table "
                    + table
                    + " holds "
                    + files(difference.strange())
                    + " that Medley did not write there; take what is not its own away");
          }
        });
  }

  private static String files(List<String> files) {
    return files.size() == 1
        ? "the file " + files.get(0)
        : files.size() + " files, one of them " + files.get(0);
  }
}
