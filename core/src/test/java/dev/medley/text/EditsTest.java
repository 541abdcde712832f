package dev.medley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parentheses are touched by no edit: what stands between them is marked, so spans that are exact
 * can be told from the text alone, whatever an edit has done to it.
 */
class EditsTest {
  private static final Streams.Stream KEYS = new Streams(1, "text").named("edits");
  private static final String TEXT =
      """
      History: Can't (climb) stairs - (((mild chest) pain) and "nausea") or (fell), clearly ill.

      Course: A: Seen (today). P: the same (smell and mellow light), 105 IS. A: (mine)
      Meds: (Slowly) returning home; (Bell's) palsy \u00b0 (Ren\u00e9e \u2014 clean) morning""";
  private static final Marked BEFORE = marked(TEXT);

  static List<Edit> edits() {
    Marked former =
        marked("Course: (old) words of (long (ago)).\nCourse: (short)\nSocial: (lives) alone");
    return List.of(
        Edits.typos(.4),
        Edits.scanned(.5),
        Edits.misheard(Map.of("mine", "my own", "light", "lit", "and", "in"), .8),
        Edits.without("A: ", "P: ", "the "),
        Edits.cut(100),
        Edits.cut(13),
        Edits.capitals(),
        Edits.wrapped(30),
        Edits.misdecoded(),
        Edits.paragraphTwice(),
        Edits.copiedFrom(former),
        Edits.cut(92).then(Edits.typos(.4)).then(Edits.paragraphTwice()).then(Edits.misdecoded()));
  }

  /** Marks what stands in parentheses, outer ones first; one that is not closed is not marked. */
  private static Marked marked(String text) {
    List<Span> spans = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        open.push(i + 1);
      } else if (text.charAt(i) == ')') {
        spans.add(new Span(open.pop(), i, "T", "L", "V", ""));
      }
    }
    spans.sort((a, b) -> a.begin() != b.begin() ? a.begin() - b.begin() : b.end() - a.end());
    return new Marked(text, spans);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void spansStayExact(Edit edit) {
    boolean isChanged = false;
    for (int i = 0; i < 300; i++) {
      Marked after = edit.apply(BEFORE, KEYS.bits(i));
      assertEquals(marked(after.text()), after);
      assertEquals(after, edit.apply(BEFORE, KEYS.bits(i)));
      isChanged |= !after.text().equals(TEXT);
    }
    assertTrue(isChanged);
  }

  @Test
  void notesStayExactUnderAll() {
    WardNotes notes = new WardNotes(.01);
    Edit all = Edits.typos(.1).then(Edits.copiedFrom(notes.note(1))).then(Edits.scanned(.02));
    for (int i = 0; i < 100; i++) {
      Marked after = all.apply(notes.note(i), KEYS.bits(i));
      for (Span span : after.spans()) {
        String surface = after.surface(span);
        assertFalse(surface.isBlank() || surface.startsWith(" ") || surface.endsWith(" "), surface);
        assertFalse(span.begin() > 0 && Character.isLetter(after.text().charAt(span.begin() - 1)));
        assertFalse(
            span.end() < after.text().length()
                && Character.isLetter(after.text().charAt(span.end())));
      }
    }
  }

  @Test
  void sharesAreKept() {
    String words = "wonderful ".repeat(20_000);
    String after = Edits.typos(.05).apply(new Marked(words, List.of()), 7).text();
    long hit =
        after
            .lines()
            .flatMap(l -> List.of(l.split(" ", -1)).stream())
            .filter(w -> !w.equals("wonderful"))
            .count();
    assertEquals(.05, hit / 20_000., .006);
    String scanned = Edits.scanned(.05).apply(new Marked("m".repeat(20_000), List.of()), 7).text();
    assertEquals(.05, (scanned.length() - 20_000) / 20_000., .006);
  }

  @Test
  void whatEachDoes() {
    Marked plain =
        new Marked("Mild chest pain - can't walk.\nIll.", List.of(new Span(5, 15, "", "", "", "")));
    assertEquals("MILD CHEST PAIN - CAN'T WALK.\nILL.", Edits.capitals().apply(plain, 1).text());
    assertEquals("Mild chest\npain -\ncan't walk.\nIll.", Edits.wrapped(6).apply(plain, 1).text());
    assertEquals(
        "Mild chest pain \u00e2\u20ac\u201c can\u00e2\u20ac\u2122t walk.\nIll.",
        Edits.misdecoded().apply(plain, 1).text());
    assertEquals(new Marked("Mild chest", List.of()), Edits.cut(10).apply(plain, 1));
    assertSame(plain, Edits.cut(100).apply(plain, 1));
    assertSame(plain, Edits.typos(0).apply(plain, 1));
    Marked twice = Edits.paragraphTwice().apply(plain, 1);
    assertTrue(
        twice.text().matches("(?s)(Mild.*\nMild.*\nIll\\.|Mild.*\nIll\\.\nIll\\.)"), twice.text());
    assertNotEquals(plain.text(), Edits.scanned(1).apply(plain, 1).text());
  }
}
