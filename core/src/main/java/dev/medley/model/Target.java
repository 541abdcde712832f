package dev.medley.model;

import java.util.List;

/**
 * A quantity of the generated data with the figure it must match.
 *
 * @param id snake_case
 * @param quantity what is measured, with its unit
 * @param sql Spark SQL over the published tables and {@code key.<table>}
 * @param expected accepted values by result column
 * @param minRows rows of the main table from which on the expectation holds
 * @param source publication, or "design"
 */
public record Target(
    String id, String quantity, String sql, List<Expected> expected, long minRows, String source) {}
