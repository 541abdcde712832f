package dev.medley.model;

/**
 * A question for one number of an insight, in the words of the field.
 *
 * @param insight id of the insight
 * @param measure the result column that answers it
 * @param text one sentence that says all that is needed to compute it
 */
public record Ask(String insight, String measure, String text) {}
