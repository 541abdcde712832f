package dev.medley.sink;

import dev.medley.model.Table;
import dev.medley.model.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps the manifest of an output: in the file {@code _medley/manifest.json} of a folder, or in a
 * property of the first table in a catalog.
 */
public final class Journal {
  private static final String PROPERTY = "medley.manifest";

  private final SparkSession spark;
  private final Store store;
  private final Files files;

  public Journal(SparkSession spark, Store store) {
    this.spark = spark;
    this.store = store;
    this.files = new Files(hadoopConf(spark));
  }

  /** The context's file systems, with what the caller's session has set for them. */
  private static Configuration hadoopConf(SparkSession spark) {
    Configuration hadoop = new Configuration(spark.sparkContext().hadoopConfiguration());
    scala.jdk.javaapi.CollectionConverters.asJava(spark.conf().getAll())
        .forEach(
            (key, value) -> {
              if (key.startsWith("fs.")) {
                hadoop.set(key, value);
              }
            });
    return hadoop;
  }

  /** The manifest; empty if nothing has been generated there. */
  public Optional<Manifest> read() {
    Optional<String> json = store.isCatalog() ? property() : files.read(file());
    return json.map(j -> Manifest.parse(j, store.place()));
  }

  /**
   * Whether a key table was written after the last run ended. In a catalog nobody can tell, so that
   * it counts as old.
   */
  public boolean isSinceTheLastRun(String keyTable) {
    if (store.isCatalog()) {
      return false;
    }
    OptionalLong table = files.youngest(store.keyPath(keyTable));
    OptionalLong run = files.youngest(file());
    return table.isPresent() && run.isPresent() && table.getAsLong() > run.getAsLong();
  }

  public void write(Manifest manifest) {
    if (store.isCatalog()) {
      // Spark blots out properties in which it sees a secret, and "hourly" holds "url" for it.
      String json =
          Base64.getEncoder().encodeToString(manifest.toJson().getBytes(StandardCharsets.UTF_8));
      spark.sql(
          "ALTER TABLE "
              + carrier(manifest)
              + " SET TBLPROPERTIES ('"
              + PROPERTY
              + "' = '"
              + json
              + "')");
    } else {
      files.write(file(), manifest.toJson());
    }
  }

  /**
   * Takes the output for this run, until it is closed.
   *
   * @throws UserError if another run writes there
   */
  public Owner owner() {
    return Owner.of(files, store.place(), store.journal());
  }

  public Files files() {
    return files;
  }

  /**
   * Makes sure that there is a catalog to write to.
   *
   * @throws UserError if Spark does not know it
   */
  public void requireCatalog() {
    String catalog = store.place().substring(0, store.place().indexOf('.'));
    try {
      spark.sql("SHOW SCHEMAS IN " + catalog);
    } catch (Exception e) {
      // Spark and its catalogs throw checked exceptions that they do not declare.
      throw new UserError(
          "--catalog "
              + catalog
              + ": this Spark cannot use it ("
              + UserError.firstLine(e)
              + "); set spark.sql.catalog."
              + catalog
              + ", or write to a folder with --out",
          e);
    }
  }

  private Optional<String> property() {
    for (Table<?> table : store.scenario().tables()) {
      String name = store.sqlName(table);
      if (spark.catalog().tableExists(name)) {
        for (Row row : spark.sql("SHOW TBLPROPERTIES " + name).collectAsList()) {
          if (row.getString(0).equals(PROPERTY)) {
            return Optional.of(decoded(row.getString(1)));
          }
        }
      }
    }
    return Optional.empty();
  }

  private String decoded(String property) {
    try {
      return new String(Base64.getDecoder().decode(property), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UserError("the manifest of " + store.place() + " is damaged", e);
    }
  }

  /** The first table of the run: the main table, if that is among them. */
  private String carrier(Manifest manifest) {
    return store.scenario().tables().stream()
        .filter(t -> manifest.tables().contains(t.name()))
        .filter(t -> manifest.layout().key() || !t.isKey())
        .map(store::sqlName)
        .findFirst()
        .orElseThrow();
  }

  private String file() {
    return store.journal() + "/manifest.json";
  }
}
