package dev.medley.world;

/**
 * The smallest piece that is simulated alone: the {@code index}-th cell of a region.
 *
 * @param regionIndex position of the region in the scenario's list
 * @param region its name
 * @param index 0, 1, 2, … within the region
 */
public record Cell(int regionIndex, String region, long index) {}
