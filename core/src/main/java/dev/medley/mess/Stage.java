package dev.medley.mess;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A mess stage: what goes wrong with the records of a table, as data. The engine turns it into
 * built-in Spark expressions and writes down in the answer key what it did.
 *
 * <p>Stages of a table are applied in order and see what earlier ones left. Whether a row is hit,
 * and how, is drawn from a hash of (seed, stage, row key), so no stage's draws depend on another's.
 */
public final class Stage implements Serializable {
  private static final long serialVersionUID = 1;

  /** What a stage does to a hit row. */
  public enum Action {
    /** Gives columns other values. */
    SET,
    /** Takes the row away. */
    DROP,
    /** Delivers the row twice. */
    DUPLICATE
  }

  /** A column's new value, made of other columns and of the stage's draws. */
  public interface Value extends Function<Draws, Column>, Serializable {}

  /**
   * One column of a SET stage.
   *
   * @param column its name
   * @param value what it becomes
   * @param sql the same as SQL, or empty where draws take part
   */
  public record Change(String column, Value value, String sql) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private static final String EVERY_ROW = "true";

  private final String table;
  private final String id;
  private final String doc;
  private final String source;
  private final String where;
  private final double rate;
  private final double perRow;
  private final Action action;
  private final List<Change> changes;

  private Stage(
      String table,
      String id,
      String doc,
      String source,
      String where,
      double rate,
      double perRow,
      Action action,
      List<Change> changes) {
    this.table = table;
    this.id = id;
    this.doc = doc;
    this.source = source;
    this.where = where;
    this.rate = rate;
    this.perRow = perRow;
    this.action = action;
    this.changes = List.copyOf(changes);
  }

  /** Begins the stage {@code id} on a table; by default every row is eligible. */
  public static Builder on(String table, String id) {
    return new Builder(table, id);
  }

  public String table() {
    return table;
  }

  public String id() {
    return id;
  }

  /** What goes wrong and why, for people. */
  public String doc() {
    return doc;
  }

  /** Idea of the brief, or "generic". */
  public String source() {
    return source;
  }

  /** Spark SQL over published and hidden columns: which rows can be hit. */
  public String where() {
    return where;
  }

  /** Default share of eligible rows that are hit. */
  public double rate() {
    return rate;
  }

  /**
   * About how many rows of the answer key the stage leaves for each row of its table, at its own
   * rate; empty if it does not say and only some rows are eligible.
   */
  public OptionalDouble perRow() {
    if (!Double.isNaN(perRow)) {
      return OptionalDouble.of(perRow);
    }
    return where.equals(EVERY_ROW)
        ? OptionalDouble.of(rate * Math.max(1, changes.size()))
        : OptionalDouble.empty();
  }

  public Action action() {
    return action;
  }

  /** Columns that a SET stage changes; empty for the others. */
  public List<Change> changes() {
    return changes;
  }

  /** Collects what a stage is; ended by an action. */
  public static final class Builder {
    private final String table;
    private final String id;
    private String doc = "";
    private String source = "generic";
    private String where = EVERY_ROW;
    private double rate = 1;
    private double perRow = Double.NaN;
    private final List<Change> changes = new ArrayList<>();

    private Builder(String table, String id) {
      this.table = table;
      this.id = id;
    }

    /** What goes wrong and why. */
    public Builder doc(String text) {
      this.doc = text;
      return this;
    }

    /** Idea of the brief. */
    public Builder source(String idea) {
      this.source = idea;
      return this;
    }

    /** Spark SQL over published and hidden columns. */
    public Builder where(String predicate) {
      this.where = predicate;
      return this;
    }

    /** Share of eligible rows, 0..1. */
    public Builder rate(double share) {
      this.rate = share;
      return this;
    }

    /**
     * About how many rows of the answer key it leaves for each row of its table, at that rate and
     * with the scenario's own parameters: a plan counts the key's rows by it.
     */
    public Builder perRow(double entries) {
      this.perRow = entries;
      return this;
    }

    /** Gives a column another value, made with the stage's draws. Several may follow each other. */
    public Builder change(String column, Value value) {
      changes.add(new Change(column, value, ""));
      return this;
    }

    private Builder change(String column, Value value, String sql) {
      changes.add(new Change(column, value, sql));
      return this;
    }

    /** Ends a stage of changes. */
    public Stage done() {
      return build(Action.SET);
    }

    /** Sets a column to a SQL expression of the row's columns. */
    public Stage set(String column, String sql) {
      return change(column, draws -> functions.expr(sql), sql).done();
    }

    /** Sets a column by way of draws. */
    public Stage set(String column, Value value) {
      return change(column, value).done();
    }

    /** Empties columns. */
    public Stage setNull(String... columns) {
      for (String column : columns) {
        change(column, draws -> functions.lit(null), "NULL");
      }
      return done();
    }

    /** Takes rows away. */
    public Stage drop() {
      return build(Action.DROP);
    }

    /** Delivers rows twice. */
    public Stage duplicate() {
      return build(Action.DUPLICATE);
    }

    private Stage build(Action action) {
      return new Stage(table, id, doc, source, where, rate, perRow, action, changes);
    }
  }
}
