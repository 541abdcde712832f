package dev.medley.text;

import dev.medley.random.Streams;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What happens to texts on their way: keyboards, scanners, telephones, interfaces, haste. */
public final class Edits {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String[][] SCANNED = {
    {"m", "rn"},
    {"cl", "d"},
    {"rn", "m"},
    {"l", "1"},
    {"O", "0"},
    {"S", "5"},
    {"B", "8"},
    {"e", "c"},
    {"h", "b"},
    {"I", "l"},
    {"0", "O"},
    {"5", "S"},
    {"1", "l"}
  };

  private Edits() {}

  /** Mistypes a share of the words of four letters or more. */
  public static Edit typos(double share) {
    return (before, key) -> {
      String text = before.text();
      Rewrite rewrite = new Rewrite(before);
      StringBuilder word = new StringBuilder();
      long bits = Streams.mix(key);
      long left = Keys.skip(share, bits);
      for (int i = 0; i < text.length(); i++) {
        int end = Typo.wordEnd(text, i);
        if (Typo.canHit(end - i) && left-- <= 0) {
          word.setLength(0);
          bits = Streams.mix(bits);
          Typo.write(word, text, i, end, bits);
          rewrite.replace(i, end, word);
          bits = Streams.mix(bits);
          left = Keys.skip(share, bits);
        }
        i = Math.max(i, end - 1);
      }
      return rewrite.done();
    };
  }

  /** Misreads a share of the characters that a scanner takes for others: m as rn, l as 1. */
  public static Edit scanned(double share) {
    return (before, key) -> {
      String text = before.text();
      Rewrite rewrite = new Rewrite(before);
      long bits = Streams.mix(key);
      long left = Keys.skip(share, bits);
      for (int i = 0; i < text.length(); i++) {
        for (String[] pair : SCANNED) {
          if (text.startsWith(pair[0], i) && left-- <= 0) {
            rewrite.replace(i, i + pair[0].length(), pair[1]);
            i += pair[0].length() - 1;
            bits = Streams.mix(bits);
            left = Keys.skip(share, bits);
            break;
          }
        }
      }
      return rewrite.done();
    };
  }

  /**
   * Hears other words: each word that has another one is misheard with a share, then wherever it
   * stands in the text. Case matters.
   */
  public static Edit misheard(Map<String, String> heard, double share) {
    return (before, key) -> {
      String text = before.text();
      Rewrite rewrite = new Rewrite(before);
      for (int i = 0; i < text.length(); i++) {
        int end = Typo.wordEnd(text, i);
        String word = text.substring(i, end);
        String other = end > i ? heard.get(word) : null;
        if (other != null && Keys.uniform(Streams.mix(key ^ Streams.hash(word))) < share) {
          rewrite.replace(i, end, other);
        }
        i = Math.max(i, end - 1);
      }
      return rewrite.done();
    };
  }

  /** Takes every occurrence of some strings away: the tags of the speakers. */
  public static Edit without(String... parts) {
    return (before, key) -> {
      Rewrite rewrite = new Rewrite(before);
      for (int i = 0; i < before.text().length(); ) {
        int next = i + 1;
        for (String part : parts) {
          if (before.text().startsWith(part, i)) {
            rewrite.replace(i, i + part.length(), "");
            next = i + part.length();
            break;
          }
        }
        i = next;
      }
      return rewrite.done();
    };
  }

  /** Keeps so many characters. */
  public static Edit cut(int characters) {
    return (before, key) -> {
      if (before.text().length() <= characters) {
        return before;
      }
      List<Span> whole = before.spans().stream().filter(s -> s.end() <= characters).toList();
      return new Marked(before.text().substring(0, characters), whole);
    };
  }

  /** Writes all in capitals; as long as before. */
  public static Edit capitals() {
    return (before, key) -> {
      char[] chars = before.text().toCharArray();
      for (int i = 0; i < chars.length; i++) {
        chars[i] = Character.toUpperCase(chars[i]);
      }
      return new Marked(new String(chars), before.spans());
    };
  }

  /** Ends a line at the first space at or after so many characters; as long as before. */
  public static Edit wrapped(int characters) {
    return (before, key) -> {
      char[] chars = before.text().toCharArray();
      int line = 0;
      for (int i = 0; i < chars.length; i++) {
        if (chars[i] == ' ' && i - line >= characters) {
          chars[i] = '\n';
        }
        line = chars[i] == '\n' ? i + 1 : line;
      }
      return new Marked(new String(chars), before.spans());
    };
  }

  /**
   * Reads UTF-8 as Windows-1252. A word processor has made apostrophes, quotation marks and dashes
   * between spaces typographic first, so that plain ASCII is damaged, too.
   */
  public static Edit misdecoded() {
    return (before, key) -> {
      String text = before.text();
      Rewrite rewrite = new Rewrite(before);
      for (int i = 0; i < text.length(); ) {
        int next = text.offsetByCodePoints(i, 1);
        String typographic = typographic(text, i, next);
        if (typographic.charAt(0) >= 0x80) {
          byte[] bytes = typographic.getBytes(StandardCharsets.UTF_8);
          rewrite.replace(i, next, new String(bytes, WINDOWS));
        }
        i = next;
      }
      return rewrite.done();
    };
  }

  private static String typographic(String text, int begin, int end) {
    boolean isAfterSpace = begin == 0 || text.charAt(begin - 1) <= ' ';
    return switch (text.charAt(begin)) {
      case '\'' -> isAfterSpace ? "\u2018" : "\u2019";
      case '"' -> isAfterSpace ? "\u201c" : "\u201d";
      case '-' -> isAfterSpace && text.startsWith(" ", end) ? "\u2013" : "-";
      default -> text.substring(begin, end);
    };
  }

  /** Has one paragraph twice; its spans, too. */
  public static Edit paragraphTwice() {
    return (before, key) -> {
      List<int[]> paragraphs = paragraphs(before.text());
      int[] one = paragraphs.get(Keys.below(paragraphs.size(), Streams.mix(key)));
      String copy = '\n' + before.text().substring(one[0], one[1]);
      return replaced(before, one[1], one[1], copy, inside(before, one, 1 - one[0]));
    };
  }

  /**
   * Carries a paragraph of a former text forward, with its spans: in the place of the one under the
   * same heading (what stands before the first colon), else at the end.
   */
  public static Edit copiedFrom(Marked former) {
    return (before, key) -> {
      List<int[]> paragraphs = paragraphs(former.text());
      int[] one = paragraphs.get(Keys.below(paragraphs.size(), Streams.mix(key)));
      String copy = former.text().substring(one[0], one[1]);
      String heading = copy.substring(0, copy.indexOf(':') + 1);
      for (int[] own : paragraphs(before.text())) {
        if (!heading.isEmpty() && before.text().startsWith(heading, own[0])) {
          return replaced(before, own[0], own[1], copy, inside(former, one, -one[0]));
        }
      }
      int end = before.text().length();
      return replaced(before, end, end, '\n' + copy, inside(former, one, 1 - one[0]));
    };
  }

  /** Begins and ends of what line ends separate; never none. */
  private static List<int[]> paragraphs(String text) {
    List<int[]> paragraphs = new ArrayList<>();
    for (int begin = 0; begin <= text.length(); ) {
      int newline = text.indexOf('\n', begin);
      int end = newline < 0 ? text.length() : newline;
      if (end > begin || (newline < 0 && paragraphs.isEmpty())) {
        paragraphs.add(new int[] {begin, end});
      }
      begin = end + 1;
    }
    return paragraphs;
  }

  private static List<Span> inside(Marked text, int[] range, int characters) {
    return text.spans().stream()
        .filter(s -> s.begin() >= range[0] && s.end() <= range[1])
        .map(s -> s.movedBy(characters))
        .toList();
  }

  /** Replaces a part, and its spans by those of the replacement. */
  private static Marked replaced(
      Marked before, int begin, int end, String replacement, List<Span> spansOfReplacement) {
    String text = before.text();
    List<Span> spans = new ArrayList<>();
    int shift = replacement.length() - (end - begin);
    for (Span span : before.spans()) {
      if (span.end() <= begin) {
        spans.add(span);
      } else if (span.begin() >= end) {
        spans.add(span.movedBy(shift));
      }
    }
    spansOfReplacement.forEach(span -> spans.add(span.movedBy(begin)));
    spans.sort(Comparator.comparingInt(Span::begin).thenComparing(s -> -s.end()));
    return new Marked(text.substring(0, begin) + replacement + text.substring(end), spans);
  }
}
