package dev.medley.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much the texts of a corpus differ. Headings do not count: what stands before a colon at the
 * begin of a line, and lines that end with one.
 *
 * @param distinctShare share of texts that differ from all others, counting equal ones once
 * @param commonestSentence the sentence that stands in most texts
 * @param commonestShare share of texts with it
 * @param distinctSentences number of different sentences
 */
public record Variety(
    double distinctShare, String commonestSentence, double commonestShare, int distinctSentences) {

  /** Measures a corpus. */
  public static Variety of(Collection<String> texts) {
    Map<String, Integer> textsWith = new TreeMap<>();
    for (String text : texts) {
      for (String sentence : sentences(text)) {
        textsWith.merge(sentence, 1, Integer::sum);
      }
    }
    String commonest = "";
    int most = 0;
    for (Map.Entry<String, Integer> entry : textsWith.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        commonest = entry.getKey();
      }
    }
    double n = texts.size();
    return new Variety(new HashSet<>(texts).size() / n, commonest, most / n, textsWith.size());
  }

  private static Set<String> sentences(String text) {
    Set<String> sentences = new HashSet<>();
    text.lines()
        .map(line -> line.replaceFirst("^[A-Z][^.:?!]{0,40}:(?= |$)", ""))
        .flatMap(line -> Arrays.stream(line.split("(?<=[.?!])(?<!\\bDr\\.)\\s+")))
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty())
        .forEach(sentences::add);
    return sentences;
  }
}
