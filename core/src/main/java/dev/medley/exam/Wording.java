package dev.medley.exam;

import dev.medley.model.Ask;
import dev.medley.model.Insight;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts tasks into words: the scenario's own where it has them, else composed. */
final class Wording {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("usd", "US dollars"),
          Map.entry("pct", "percent"),
          Map.entry("seconds", "seconds"),
          Map.entry("minutes", "minutes"),
          Map.entry("hours", "hours"),
          Map.entry("days", "days"),
          Map.entry("weeks", "weeks"),
          Map.entry("months", "months"),
          Map.entry("years", "years"),
          Map.entry("share", "share from 0 to 1"),
          Map.entry("rate", "share from 0 to 1"),
          Map.entry("ratio", "ratio"),
          Map.entry("rank", "rank, 1 is first"),
          Map.entry("correlation", "correlation from -1 to 1"),
          Map.entry("auc", "area under the curve, 0 to 1"));

  private Wording() {}

  /** A question and two ways to put it otherwise. */
  record Words(String question, List<String> paraphrases) {}

  static Words of(Insight insight, String measure, List<Ask> asks, List<String> tables) {
    List<String> own =
        asks.stream()
            .filter(a -> a.insight().equals(insight.id()) && a.measure().equals(measure))
            .map(Ask::text)
            .toList();
    String from = list(tables);
    if (own.size() >= 3) {
      return new Words(own.get(0), own.subList(1, own.size()));
    }
    if (!own.isEmpty()) {
      return new Words(
          own.get(0),
          List.of(
              "Use " + from + ". " + own.get(own.size() - 1),
              insight.question() + " Answer with one number: " + lowered(own.get(0))));
    }
    String words = measure.replace('_', ' ');
    String unit = unit(measure);
    return new Words(
        insight.question() + " Give one number, \"" + words + "\" (" + unit + ").",
        List.of(
            "Use " + from + " to work out \"" + words + "\". " + insight.question(),
            "What is \""
                + words
                + "\", as a "
                + unit
                + "? It is asked for because somebody wants"
                + " to know: "
                + insight.question()));
  }

  static Words ofCleaning(String table, String key, String doc) {
    String what = doc.isEmpty() ? "" : doc + " ";
    return new Words(
        "In " + table + " some rows are not as they should be. " + what + "Find them.",
        List.of(
            "Which rows of " + table + " did this happen to? " + what + "Name them by " + key + ".",
            "Clean " + table + ". " + what + "List the rows that suffered it by " + key + "."));
  }

  /** The unit of a measure, as far as its name tells. */
  static String unit(String measure) {
    String[] words = measure.split("_", -1);
    for (int i = words.length - 1; i >= 0; i--) {
      String unit = UNITS.get(words[i]);
      if (unit != null) {
        return unit;
      }
    }
    return "number";
  }

  private static String lowered(String sentence) {
    boolean isName = sentence.length() > 1 && Character.isUpperCase(sentence.charAt(1));
    return isName
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
