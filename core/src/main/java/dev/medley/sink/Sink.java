package dev.medley.sink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Puts chunks of rows into tables, each chunk once however often it is tried. */
public interface Sink {

  /**
   * A table to write.
   *
   * @param name for people; key tables as {@code key.<name>}
   * @param place path, or name in a catalog
   * @param schema columns with their comments
   * @param partitions folder columns, outermost first
   * @param doc table comment
   * @param filtered columns whose smallest and largest values are kept per file
   * @param properties table properties
   */
  record Target(
      String name,
      String place,
      StructType schema,
      List<String> partitions,
      String doc,
      List<String> filtered,
      Map<String, String> properties) {

    boolean isDated() {
      return schema.getFieldIndex("event_date").isDefined();
    }
  }

  /**
   * One chunk of one stretch; what makes it once and for all.
   *
   * @param stretch name of the stretch, its own among all of the output
   * @param chunk number of the chunk in it
   * @param replaced what goes as this chunk comes
   * @param cut how the stretch is cut into chunks, kept with the transaction where the format can
   * @param note kept with it, too
   */
  record Commit(String stretch, int chunk, Replacing replaced, Optional<Cut> cut, String note) {}

  /**
   * What decides which rows a chunk has.
   *
   * @param parallelism of the run that began the stretch
   * @param rowsPerFile of the run that began the stretch
   */
  record Cut(int parallelism, long rowsPerFile) {}

  /**
   * What a table got.
   *
   * @param name table name; key tables as {@code key.<name>}
   * @param rows rows written
   * @param files data files
   * @param bytes their size
   */
  record Written(String name, long rows, long files, long bytes) {}

  /** Makes the table if it is not there and its first chunk cannot. */
  void create(Target target);

  /** Chunks of a stretch that the table has. */
  List<Integer> committed(Target target, String stretch);

  /** How the chunks that the table has of a stretch were cut; empty if that is not known. */
  Optional<Cut> cut(Target target, String stretch);

  /** Writes one chunk. A chunk that is there already is not written again. */
  void write(Target target, Dataset<Row> rows, Commit commit);

  /**
   * Gives a table that is complete its comment and properties, whatever it had before, as far as
   * the format has them, and sees to it that it can be read even if it got no rows.
   */
  void describe(Target target);

  /** Takes a table away that does not belong to the world any more. */
  void remove(Target target);

  /** What each of the tables got from a stretch, in their order. */
  List<Written> written(List<Target> targets, String stretch);
}
