package dev.medley.model;

import java.util.List;

/**
 * A question that the published tables answer, with the answer that must come out at any scale.
 *
 * @param id snake_case
 * @param question what the analyst wants to know
 * @param sql Spark SQL over the messy tables by bare name, and key tables as {@code key.<table>}
 * @param expected accepted values by result column
 * @param minRows rows of the main table from which on the expectation holds
 * @param naive what goes wrong without care, or empty
 * @param naiveSql the query of who takes no care, with some of the same result columns, or empty
 * @param source idea of the brief
 */
public record Insight(
    String id,
    String question,
    String sql,
    List<Expected> expected,
    long minRows,
    String naive,
    String naiveSql,
    String source) {}
