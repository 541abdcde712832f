package dev.medley.model;

/**
 * A picture of the published tables that matters in a scenario. The columns of its query have their
 * meaning by their position, which {@link Kind} states; their names do not matter.
 *
 * <p>Categories keep the order in which the query gives them, except that numbers and weekdays (Mon
 * to Sun) are sorted.
 *
 * @param id snake_case
 * @param title what is shown, as a heading
 * @param kind how it is drawn
 * @param x name of the horizontal axis with its unit in brackets; of a Sankey diagram what flows
 * @param y name of the vertical axis with its unit in brackets; empty for a Sankey diagram
 * @param value what the colour or the width stands for, with its unit; empty where there is none
 * @param note a sentence that says what to look for, or empty
 * @param sql Spark SQL over the messy tables by bare name, and key tables as {@code key.<table>};
 *     gives at most {@value #MOST_POINTS} rows
 */
public record Chart(
    String id, String title, Kind kind, String x, String y, String value, String note, String sql) {

  /** Rows that a query may give: a picture is an aggregate. */
  public static final int MOST_POINTS = 2000;

  /** How a picture is drawn, and which columns its query gives. */
  public enum Kind {
    /** x, y and, for several lines, the name of the line. */
    LINE(2, 3),

    /** Category, height and, for bars side by side, the name of the series. */
    BAR(2, 3),

    /** Category, height, name of the part. */
    STACKED(3, 3),

    /** x, y and, for several clouds, the name of the cloud. */
    SCATTER(2, 3),

    /** x, y and the value that the colour stands for. */
    HEATMAP(3, 3),

    /** Category, 5th, 25th, 50th, 75th and 95th percentile. */
    BOX(6, 6),

    /** Time since the start, share that is left from 0 to 1, name of the curve. */
    SURVIVAL(2, 3),

    /** From, to, size of the flow; no flow leads back to where it came from. */
    SANKEY(3, 3),

    /** x, y, the value that the colour stands for and, for a reader, the name of the place. */
    MAP(3, 4),

    /** Step of a process, and how many are left there, from the first step to the last. */
    FUNNEL(2, 2),

    /** x, observed value, centre line, lower and upper control limit. */
    CONTROL(5, 5);

    private final int fewest;
    private final int most;

    Kind(int fewest, int most) {
      this.fewest = fewest;
      this.most = most;
    }

    /** Whether a query with so many columns can be drawn so. */
    public boolean takes(int columns) {
      return columns >= fewest && columns <= most;
    }

    /** Index of the column without which there is nothing to draw. */
    public int measure() {
      return hasValue() ? 2 : 1;
    }

    /** Whether colour or width stands for a value. */
    boolean hasValue() {
      return this == HEATMAP || this == SANKEY || this == MAP;
    }
  }
}
