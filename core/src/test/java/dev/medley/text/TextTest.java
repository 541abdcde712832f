package dev.medley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final Streams.Stream KEYS = new Streams(1, "text").named("test");
  private static final Voice PLAIN = Voice.of(99);

  private static Grammar grammar(String... lines) {
    return Grammar.parse("test", String.join("\n", lines));
  }

  /** What rule A of a grammar gives in so many documents. */
  private static List<String> texts(Grammar grammar, Voice voice, int n) {
    Text text = grammar.text();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      texts.add(text.start(voice, KEYS.bits(i)).add(grammar.phrase("A")).finish().text());
    }
    return texts;
  }

  private static Map<String, Integer> counts(List<String> texts) {
    Map<String, Integer> counts = new TreeMap<>();
    texts.forEach(text -> counts.merge(text, 1, Integer::sum));
    return counts;
  }

  private static String one(String... lines) {
    return texts(grammar(lines), PLAIN, 1).get(0);
  }

  // ---- determinism

  @Test
  void sameNoteInAnyOrderAndByAnyWriter() {
    WardNotes forwards = new WardNotes(.05);
    List<Marked> notes = IntStream.range(0, 200).mapToObj(forwards::note).toList();
    WardNotes backwards = new WardNotes(.05);
    for (int i = 199; i >= 0; i--) {
      assertEquals(notes.get(i), backwards.note(i));
    }
    List<Marked> onThreads =
        IntStream.range(0, 200).parallel().mapToObj(i -> new WardNotes(.05).note(i)).toList();
    assertEquals(notes, onThreads);
  }

  @Test
  void aRuleIsNotMovedByTheRulesBeforeIt() {
    Grammar grammar =
        grammar("%start A B", "A = {one|two|three} {four|five}", "B = $n", "%value n: 0-99999");
    Text text = grammar.text();
    for (int i = 0; i < 100; i++) {
      text.start(PLAIN, KEYS.bits(i)).add(grammar.phrase("B"));
      String alone = text.finish().text();
      text.start(PLAIN, KEYS.bits(i)).add(grammar.phrase("A")).write(" ");
      int begin = text.length();
      String after = text.add(grammar.phrase("B")).finish().text().substring(begin);
      assertEquals(alone, after);
    }
  }

  @Test
  void typosChangeNothingElse() {
    WardNotes clean = new WardNotes(0);
    WardNotes dirty = new WardNotes(.02);
    for (int i = 0; i < 200; i++) {
      Marked a = clean.note(i);
      Marked b = dirty.note(i);
      assertEquals(a.words(), b.words());
      assertEquals(a.spans().size(), b.spans().size());
      assertEquals(a.text().replaceAll("[A-Za-z]", ""), b.text().replaceAll("[A-Za-z]", ""));
    }
  }

  // ---- gold spans

  @Test
  void spansHoldWhatTheyAreCalled() {
    Map<String, Set<String>> forms = new HashMap<>();
    for (Concept concept : WardNotes.GRAMMAR.concepts()) {
      Set<String> all = new TreeSet<>();
      Stream.of(concept.clinical, concept.shorts, concept.lay)
          .flatMap(Stream::of)
          .forEach(piece -> all.add(piece.text().toLowerCase(Locale.ROOT)));
      forms.put(concept.code(), all);
    }
    WardNotes notes = new WardNotes(0);
    Set<String> values = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      Marked note = notes.note(i);
      for (Span span : note.spans()) {
        String surface = note.surface(span);
        values.add(span.type() + ' ' + span.value());
        if (span.type().equals(Span.ABBREVIATION)) {
          assertEquals(span.label(), surface);
        } else {
          assertTrue(
              forms.get(span.label()).contains(surface.toLowerCase(Locale.ROOT)),
              span + " is " + surface);
        }
      }
    }
    assertEquals(
        Set.of(
            "CONCEPT PRESENT",
            "CONCEPT ABSENT",
            "CONCEPT CONDITIONAL",
            "ABBREVIATION mental status",
            "ABBREVIATION physical therapy",
            "ABBREVIATION room air"),
        values);
  }

  @Test
  void markedPartsNestAndLoseTheirOuterSpaces() {
    Grammar grammar =
        grammar(
            "%start A",
            "%slots verdict",
            "%ambiguous MS",
            "A = said <RELATIVE MS $verdict PLAIN: {maybe: }mother had [multiple sclerosis~MS] {maybe: }> .");
    Text text = grammar.text();
    Marked marked =
        text.start(PLAIN.abbreviates(1), 5)
            .set(grammar.slot("verdict"), "OTHER")
            .add(grammar.phrase("A"))
            .finish();
    assertEquals("Said mother had MS.", marked.text());
    assertEquals(
        List.of(
            new Span(5, 18, "RELATIVE", "MS", "OTHER", "PLAIN"),
            new Span(16, 18, "ABBREVIATION", "MS", "multiple sclerosis", "SHORT")),
        marked.spans());
  }

  @Test
  void spansStayExactWhenWordsAreMistypedAndFillersSaid() {
    Grammar grammar =
        grammar(
            "%start A",
            "%list P: 1-3, X Y",
            "FEVER | burning temperature",
            "A = really (<P+>) and (<X Y: another wonderful morning>) again today");
    Voice voice = PLAIN.mistypes(.3).hesitates(.2, "um", "you know,").lay();
    Text text = grammar.text();
    int fillers = 0;
    int mistyped = 0;
    for (int i = 0; i < 500; i++) {
      Marked marked =
          text.start(voice, KEYS.bits(i))
              .list(grammar.list("P"), grammar.concept("FEVER"))
              .add(grammar.phrase("A"))
              .finish();
      assertEquals(2, marked.spans().size());
      for (Span span : marked.spans()) {
        String surface = marked.surface(span);
        assertEquals('(', marked.text().charAt(span.begin() - 1), marked.text());
        assertEquals(')', marked.text().charAt(span.end()), marked.text());
        assertFalse(surface.contains("um ") || surface.contains("you know"), surface);
        mistyped +=
            Set.of("burning temperature", "another wonderful morning").contains(surface) ? 0 : 1;
      }
      fillers += marked.text().contains("um ") || marked.text().contains("you know, ") ? 1 : 0;
    }
    assertTrue(mistyped > 400 && fillers > 200, mistyped + " " + fillers);
  }

  // ---- choices

  @Test
  void weightsAreRespected() {
    int n = 20_000;
    Map<String, Integer> counts =
        counts(texts(grammar("%start A", "A = *6 x | *3 y | *.5 z | *.5 {p|q}"), PLAIN.lay(), n));
    double[] shares = {.025, .025, .6, .3, .05};
    String[] texts = {"p", "q", "x", "y", "z"};
    for (int i = 0; i < texts.length; i++) {
      double sd = Math.sqrt(shares[i] * (1 - shares[i]) / n);
      assertEquals(shares[i], counts.get(texts[i]) / (double) n, 4 * sd, texts[i]);
    }
  }

  @Test
  void conditionsHoldAndMissingAlternativesAreSaid() {
    Grammar grammar = grammar("%start A", "%tags ill", "A = @ill x | @!ill y");
    long ill = grammar.tag("ill");
    assertEquals(Set.of("y"), counts(texts(grammar, PLAIN.lay(), 50)).keySet());
    assertEquals(Set.of("x"), counts(texts(grammar, PLAIN.lay().tags(ill), 50)).keySet());
    Grammar narrow = grammar("%start A", "%tags ill", "A = @ill x");
    Exception e = assertThrows(IllegalStateException.class, () -> texts(narrow, PLAIN, 1));
    assertEquals("no alternative of A holds for the tags", e.getMessage());
  }

  @Test
  void whatIsByAuthorNeverChanges() {
    Grammar grammar = grammar("%start A", "A by author = a | b | c | d {by author: e | f | g}");
    Set<String> all = new TreeSet<>();
    for (int author = 0; author < 200; author++) {
      Set<String> own = counts(texts(grammar, Voice.of(KEYS.bits(author)), 20)).keySet();
      assertEquals(1, own.size());
      all.addAll(own);
    }
    assertEquals(6, all.size());
  }

  @Test
  void favouritesAndLeaningsPersist() {
    String rule = "A = a | b | c | d | e | f | g | h | i | j";
    ToIntFunction<Voice> commonest =
        voice ->
            counts(texts(grammar("%start A", rule), voice, 2_000)).values().stream()
                .mapToInt(x -> x)
                .max()
                .orElseThrow();
    assertEquals(200, commonest.applyAsInt(PLAIN), 60);
    // .4 x .6 of favourites and a tenth of the others.
    assertEquals(2_000 * (.24 + .06), commonest.applyAsInt(PLAIN.favours(.4)), 90);
    // An exponential number of mean .3 x 10 that is below 1, or has gone round.
    double first = (1 - Math.exp(-1 / 3.)) / (1 - Math.exp(-10 / 3.));
    assertEquals(2_000 * first, commonest.applyAsInt(PLAIN.leans(.3)), 90);
    Set<String> leanings = new TreeSet<>();
    for (int author = 0; author < 100; author++) {
      leanings.addAll(texts(grammar("%start A", rule), Voice.of(KEYS.bits(author)).leans(1e-9), 1));
    }
    assertEquals(10, leanings.size());
  }

  @Test
  void abbreviationsFollowTheAuthorsRate() {
    Grammar grammar = grammar("%start A", "A = [patient~pt]");
    for (double share : new double[] {0, .3, .9, 1}) {
      int shorts =
          counts(texts(grammar, PLAIN.lay().abbreviates(share), 5_000)).getOrDefault("pt", 0);
      assertEquals(share, shorts / 5_000., 4 * Math.sqrt(share * (1 - share) / 5_000));
    }
  }

  @Test
  void typosFollowTheAuthorsRate() {
    Grammar grammar =
        grammar(
            "%start A", "%value n: wonderful", "A = $n wonderful the sea {exact: morning} evening");
    int mistyped = 0;
    for (String text : texts(grammar, PLAIN.lay().mistypes(.1), 10_000)) {
      String[] words = text.split(" ", -1);
      assertEquals("wonderful", words[0]);
      assertEquals("the sea morning", words[2] + ' ' + words[3] + ' ' + words[4]);
      mistyped += words[1].equals("wonderful") ? 0 : 1;
      mistyped += words[5].equals("evening") ? 0 : 1;
    }
    assertEquals(.1, mistyped / 20_000., 4 * Math.sqrt(.09 / 20_000));
  }

  // ---- lists and repetitions

  @Test
  void listsAreJoinedAndHoldNothingTwice() {
    Grammar grammar =
        grammar(
            "%start A", "%list M: 1-4, or", "A = <M+>; <M+>", "F | f", "G | g", "H | h", "I | i");
    Text text = grammar.text();
    Concept[] four = grammar.concepts().toArray(Concept[]::new);
    Map<Integer, Integer> lengths = new TreeMap<>();
    for (int i = 0; i < 4_000; i++) {
      String written =
          text.start(PLAIN.lay(), KEYS.bits(i))
              .list(grammar.list("M"), four)
              .add(grammar.phrase("A"))
              .finish()
              .text();
      assertTrue(written.matches("((\\w, )*\\w or )?\\w; ((\\w, )*\\w or )?\\w"), written);
      String[] items = written.substring(0, written.indexOf(';')).split(", | or ", -1);
      assertEquals(items.length, Set.of(items).size());
      lengths.merge(items.length, 1, Integer::sum);
    }
    lengths.forEach((length, n) -> assertEquals(1_000, n, 120, "of length " + length));
    assertThrows(IllegalStateException.class, () -> text.start(PLAIN, 1).add(grammar.phrase("A")));
  }

  @Test
  void conceptsInTurnGoOnThroughTheMessages() {
    Grammar grammar =
        grammar("%start A", "%list K: in turn, Q ASKED", "A = any <K>?", "F | f", "G | g", "H | h");
    Text text = grammar.text().start(PLAIN.lay(), 3);
    text.list(grammar.list("K"), grammar.concepts().toArray(Concept[]::new));
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Marked message = text.add(grammar.phrase("A")).finish();
      assertEquals(
          new Span(4, 5, "Q", "FGHF".substring(i, i + 1), "ASKED", "CLINICAL"),
          message.spans().get(0));
      messages.add(message.text());
    }
    assertEquals(List.of("any f?", "any g?", "any h?", "any f?"), messages);
  }

  @Test
  void nothingComesAgainBeforeAllWasSaid() {
    Grammar grammar = grammar("%start A B", "A = {repeat 4-4 \"-\": {B}}", "B = a | b | c | d");
    Text text = grammar.text();
    for (int i = 0; i < 200; i++) {
      Voice voice = PLAIN.lay().favours(.9);
      String repeated = text.start(voice, KEYS.bits(i)).add(grammar.phrase("A")).finish().text();
      String added =
          text.start(voice, KEYS.bits(i)).add(grammar.phrase("B"), 8, "-").finish().text();
      assertEquals(Set.of("a", "b", "c", "d"), Set.of(repeated.split("-", -1)));
      assertEquals(Set.of("a", "b", "c", "d"), Set.of(added.substring(0, 7).split("-", -1)));
    }
  }

  @Test
  void shuffledPartsAllComeInEveryOrder() {
    Grammar grammar = grammar("%start A", "%tags no", "A = {shuffle \"; \": a | b | @no x | c}.");
    Map<String, Integer> counts = counts(texts(grammar, PLAIN.lay(), 6_000));
    assertEquals(6, counts.size());
    counts.forEach((order, n) -> assertEquals(1_000, n, 120, order));
    Grammar own = grammar("%start A", "A = {shuffle by author \"; \": a | b | c}.");
    assertEquals(1, counts(texts(own, PLAIN, 100)).size());
  }

  // ---- spaces, capitals, values

  @Test
  void spacesAndCapitalsLookAfterThemselves() {
    String empty = "E = {maybe 1%: nothing}";
    assertEquals(
        "Fever. Chills $8 < 9?",
        one("%start A", "A = fever {E} . {E} chills {E} $8 < 9 {E} ?", empty));
    assertEquals(
        "a | {b} [c] <D> \\ x\ny",
        one("%start A", "A = \\a \\| \\{b\\} \\[c\\] \\<D> \\\\ x\\ny").replace("A |", "a |"));
    Grammar lay = grammar("%start A", "A = fever. chills");
    assertEquals("fever. chills", texts(lay, PLAIN.lay(), 1).get(0));
    Grammar shortened = grammar("%start A", "A = [patient~pt] slept. [patient~pt] ate. then home");
    assertEquals("Patient slept. Patient ate. then home", texts(shortened, PLAIN, 1).get(0));
    assertEquals("Pt slept. Pt ate. then home", texts(shortened, PLAIN.abbreviates(1), 1).get(0));
  }

  @Test
  void valuesAreWrittenAsTheyAre() {
    Grammar grammar = grammar("%start A", "%slots a b c d", "A = $a ${b}th $c $d");
    Text text = grammar.text().start(PLAIN.lay(), 1);
    text.set(grammar.slot("a"), "he").set(grammar.slot("b"), -7);
    text.set(grammar.slot("c"), 36.95, 1).set(grammar.slot("d"), -0.04, 2);
    assertEquals("he -7th 37.0 -0.04", text.add(grammar.phrase("A")).finish().text());
    text.start(PLAIN, 2).set(grammar.slot("b"), 1);
    Exception e = assertThrows(IllegalStateException.class, () -> text.add(grammar.phrase("A")));
    assertEquals("$a is not set", e.getMessage());
  }

  @Test
  void spansOfTheProgramAreClosedBeforeTheEnd() {
    Grammar grammar = grammar("%start A", "A = too long");
    Text text = grammar.text().start(PLAIN, 1).write("- ").open("TOPIC", "WAIT", "NEGATIVE", "");
    text.add(grammar.phrase("A"));
    assertThrows(IllegalStateException.class, text::finish);
    Marked marked = text.close().write(".").finish();
    assertEquals(List.of(new Span(2, 10, "TOPIC", "WAIT", "NEGATIVE", "")), marked.spans());
    assertEquals(3, marked.words());
  }

  // ---- variety

  @Test
  void notesDiffer() {
    WardNotes notes = new WardNotes(0);
    Variety variety =
        Variety.of(IntStream.range(0, 10_000).mapToObj(i -> notes.note(i).text()).toList());
    assertTrue(variety.distinctShare() >= .95, variety.toString());
    assertTrue(variety.commonestShare() <= .02, variety.toString());
    assertNotEquals(0, variety.distinctSentences());
  }

  @Test
  void varietyIsMeasured() {
    Variety variety =
        Variety.of(
            List.of("Course: Slept. Ate.", "Course:\nAte.", "Dr. Chen came.", "Dr. Chen came."));
    assertEquals(new Variety(.75, "Ate.", .5, 3), variety);
  }
}
