package dev.medley.model;

/**
 * An example of how to find the rows that a mess stage spoiled: a query whose rows are detections,
 * which {@code medley score} compares with the answer key.
 *
 * @param stage id of the mess stage
 * @param question what the analyst looks for
 * @param sql Spark SQL over the messy tables by bare name; gives {@code table_name}, {@code
 *     row_key}, {@code stage_id} and, where a value is wrong, {@code column_name}
 * @param leastF1 F1 in the stage's line of the score that the query reaches, 0 to 1
 * @param minRows rows of the main table from which on it does
 * @param naive what the query misses that everybody writes first, or empty
 * @param naiveSql that query, with the same columns and an F1 well below, or empty
 */
public record Detection(
    String stage,
    String question,
    String sql,
    double leastF1,
    long minRows,
    String naive,
    String naiveSql) {}
