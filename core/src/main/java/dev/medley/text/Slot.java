package dev.medley.text;

/**
 * A value that the program fills in for each document, written {@code $name}.
 *
 * @param name its name, without the dollar
 * @param index its place among the grammar's slots
 */
public record Slot(String name, int index) {}
