package dev.medley.exam;

import dev.medley.mess.Stage;
import dev.medley.model.Ask;
import dev.medley.model.Insight;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts tasks into words: the scenario's own where it has them, else composed. */
final class Wording {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("usd", "US dollars"),
          Map.entry("dollars", "US dollars"),
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

  private static final String NUMBER = "number";
  private static final Pattern FACTOR =
      Pattern.compile("\\b(how many times|what factor)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHARE =
      Pattern.compile("\\b(what|which) share\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern CORRELATION =
      Pattern.compile("\\bwhat is [\\w' ]*correlation\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern POINTS =
      Pattern.compile("\\bpercentage points\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern MANY =
      Pattern.compile("\\bhow many (\\w+)", Pattern.CASE_INSENSITIVE);

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
    String unit = ofName(measure);
    String words =
        "\"" + measure.replace('_', ' ') + "\"" + (unit.equals(NUMBER) ? "" : " (" + unit + ")");
    return new Words(
        insight.question() + " Give one number: " + words + ".",
        List.of(
            "Work out "
                + words
                + " from "
                + from
                + ". The question behind it: "
                + insight.question(),
            "Somebody asks: " + insight.question() + " Answer with " + words + " alone."));
  }

  /** A cleaning task: what to look at, what happened there, and by what to name the rows. */
  static Words ofCleaning(Stage stage, String key) {
    String table = stage.table();
    String where =
        switch (stage.action()) {
          case SET ->
              "Some rows of "
                  + table
                  + " are wrong in "
                  + list(stage.changes().stream().map(Stage.Change::column).toList());
          case DROP -> "Some rows of " + table + " are missing";
          case DUPLICATE -> "Some rows of " + table + " come twice";
        };
    String what = stage.doc().isEmpty() ? "" : stage.doc() + " ";
    return new Words(
        where + ". " + what + "Find them.",
        List.of(
            where + ". " + what + "Which ones? Name them by " + key + ".",
            "Clean " + table + ". " + where + ". " + what + "List them by " + key + "."));
  }

  /** The unit of an answer, as far as the question, if the scenario puts it, or the name tells. */
  static String unit(String insight, String measure, List<Ask> asks) {
    return asks.stream()
        .filter(a -> a.insight().equals(insight) && a.measure().equals(measure))
        .findFirst()
        .flatMap(a -> ofQuestion(a.text()))
        .orElseGet(() -> ofName(measure));
  }

  private static Optional<String> ofQuestion(String question) {
    if (FACTOR.matcher(question).find()) {
      return Optional.of("ratio");
    }
    if (SHARE.matcher(question).find()) {
      return Optional.of(UNITS.get("share"));
    }
    if (CORRELATION.matcher(question).find()) {
      return Optional.of(UNITS.get("correlation"));
    }
    if (POINTS.matcher(question).find()) {
      return Optional.of("percentage points");
    }
    Matcher many = MANY.matcher(question);
    return many.find()
        ? Optional.of(UNITS.getOrDefault(many.group(1).toLowerCase(Locale.ROOT), NUMBER))
        : Optional.empty();
  }

  private static String ofName(String measure) {
    String[] words = measure.split("_", -1);
    for (int i = words.length - 1; i >= 0; i--) {
      String unit = UNITS.get(words[i]);
      if (unit != null) {
        return unit;
      }
    }
    return NUMBER;
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
