package dev.medley.scenario;

import dev.medley.world.Horizon;
import java.util.List;

/**
 * What a scenario is about, for people.
 *
 * @param name snake_case, as in {@code medley generate ed_throughput}
 * @param title one line for lists
 * @param story two to four sentences for the person who will analyse the data; line breaks do not
 *     matter
 * @param unit what {@code --units} counts, in the singular: "emergency department"
 * @param sources numbers of the source ideas in the brief, as {@code list.idea}
 * @param days simulated unless the run says otherwise
 */
public record About(
    String name, String title, String story, String unit, List<String> sources, Horizon days) {

  public About {
    story = String.join(" ", story.lines().map(String::strip).toList()).strip();
    sources = List.copyOf(sources);
  }
}
