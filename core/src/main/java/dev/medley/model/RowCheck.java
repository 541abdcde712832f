package dev.medley.model;

import java.util.List;

/**
 * A query of a scenario's file that finds the rows which mess stages spoiled.
 *
 * @param stages ids of stages of one table; what it finds was spoiled by one of them
 * @param misses which rows it cannot find, or empty if it finds them all
 * @param sql Spark SQL over the published tables; gives the key columns of the rows
 */
public record RowCheck(List<String> stages, String misses, String sql) {}
