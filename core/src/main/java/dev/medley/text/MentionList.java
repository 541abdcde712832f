package dev.medley.text;

/**
 * A list of concepts that the program fills in for each document: {@code <A>} mentions one of them,
 * {@code <A+>} several.
 *
 * @param name its name, without the angle brackets
 * @param index its place among the grammar's lists
 * @param least how many {@code <A+>} mentions at least
 * @param most how many {@code <A+>} mentions at most
 * @param conjunction word before the last of several
 * @param conjunctionShare share of lists with that word; the others have a comma only
 * @param isInTurn whether concepts come in the order of the list instead of any
 * @param type type of the mentions' gold spans; empty if they are not gold
 * @param value value of the mentions' gold spans
 */
public record MentionList(
    String name,
    int index,
    int least,
    int most,
    String conjunction,
    double conjunctionShare,
    boolean isInTurn,
    String type,
    String value) {}
