package dev.medley.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text that is copied from begin to end with some parts replaced, and where its spans go. */
final class Rewrite {
  private final Marked before;
  private final String text;
  private final StringBuilder out;
  private int copied;

  // Replaced parts by begin: where they were, and where what replaced them is.
  private int count;
  private int[] oldBegins = new int[16];
  private int[] oldEnds = new int[16];
  private int[] newBegins = new int[16];
  private int[] newEnds = new int[16];

  Rewrite(Marked before) {
    this.before = before;
    this.text = before.text();
    this.out = new StringBuilder(text.length() + 64);
  }

  /** Puts other characters in the place of a part that lies after the parts before. */
  void replace(int begin, int end, CharSequence replacement) {
    out.append(text, copied, begin);
    if (count == oldBegins.length) {
      oldBegins = Arrays.copyOf(oldBegins, 2 * count);
      oldEnds = Arrays.copyOf(oldEnds, 2 * count);
      newBegins = Arrays.copyOf(newBegins, 2 * count);
      newEnds = Arrays.copyOf(newEnds, 2 * count);
    }
    oldBegins[count] = begin;
    oldEnds[count] = end;
    newBegins[count] = out.length();
    out.append(replacement);
    newEnds[count++] = out.length();
    copied = end;
  }

  /** The copy. A span that ends or begins inside a replaced part takes in what replaced it. */
  Marked done() {
    if (count == 0) {
      return before;
    }
    out.append(text, copied, text.length());
    List<Span> spans = new ArrayList<>(before.spans().size());
    for (Span span : before.spans()) {
      int begin = beginOf(span.begin());
      int end = endOf(span.end());
      if (end > begin) {
        spans.add(span.between(begin, end));
      }
    }
    return new Marked(out.toString(), spans);
  }

  private int beginOf(int old) {
    int last = lastBefore(old);
    if (last < 0) {
      return old;
    }
    boolean isInside = old < oldEnds[last];
    return isInside ? newBegins[last] : newEnds[last] + old - oldEnds[last];
  }

  private int endOf(int old) {
    int last = lastBefore(old);
    if (last < 0) {
      return old;
    }
    return newEnds[last] + Math.max(0, old - oldEnds[last]);
  }

  /** The last replaced part that begins before an offset. */
  private int lastBefore(int offset) {
    int at = Arrays.binarySearch(oldBegins, 0, count, offset);
    return (at < 0 ? -at - 1 : at) - 1;
  }
}
