package dev.medley.text;

import dev.medley.model.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be written, read from a file whose format the package's page explains. Immutable, and
 * shared by as many threads as like; each takes a {@link Text} of its own.
 *
 * <pre>
 * Grammar grammar = Grammar.read(ClinicalText.class, "clinical_text.grammar");
 * Phrase open = grammar.phrase("OPEN");
 * Slot age = grammar.slot("age");
 * </pre>
 */
public final class Grammar {
  // What the ints of an alternative mean: an operation, then its operands.
  static final int WORDS = 0; // piece
  static final int EXACT = 1; // piece
  static final int SLOT = 2; // slot
  static final int DRAWN = 3; // value
  static final int PHRASE = 4; // phrase
  static final int SHORTENED = 5; // long piece, short piece
  static final int MENTION = 6; // list, 1 for several
  static final int OPEN = 7; // type, label, value, form: a piece, or ~slot
  static final int CLOSE = 8;
  static final int SHUFFLED = 9; // phrase, separator's piece
  static final int REPEATED = 10; // phrase, least, most, separator's piece

  /** How many ints an operation takes with its operands. */
  static final int[] WIDTH = {2, 2, 2, 2, 2, 3, 3, 5, 1, 3, 5};

  /**
   * A short form and what it stands for.
   *
   * @param shortForm as it is written
   * @param sense the long form
   */
  public record Abbreviation(String shortForm, String sense) {}

  /** Values of which one is drawn at each use: one of the texts, or least to most without any. */
  record Drawn(String name, int least, int most, List<String> texts) {}

  final Piece[] pieces;
  final Phrase[] phrases;
  final Drawn[] drawn;
  final Map<String, Slot> slots;
  final Map<String, MentionList> lists;
  final MentionList[] mentions;
  final Set<String> ambiguous;
  private final Map<String, Phrase> starts;
  private final Map<String, Integer> tags;
  private final Map<String, Concept> concepts;
  private final List<Abbreviation> abbreviations;

  /** All maps in the order of the file. */
  Grammar(
      Piece[] pieces,
      Phrase[] phrases,
      Drawn[] drawn,
      Map<String, Slot> slots,
      Map<String, MentionList> lists,
      Set<String> ambiguous,
      Map<String, Phrase> starts,
      Map<String, Integer> tags,
      Map<String, Concept> concepts,
      List<Abbreviation> abbreviations) {
    this.pieces = pieces;
    this.phrases = phrases;
    this.drawn = drawn;
    this.slots = slots;
    this.lists = lists;
    this.mentions = lists.values().toArray(MentionList[]::new);
    this.ambiguous = ambiguous;
    this.starts = starts;
    this.tags = tags;
    this.concepts = concepts;
    this.abbreviations = List.copyOf(abbreviations);
  }

  /** The grammar in a resource beside a class, UTF-8. */
  public static Grammar read(Class<?> beside, String resource) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + resource + " beside " + beside.getName());
      }
      return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(resource + ": " + e.getMessage(), e);
    }
  }

  /**
   * The grammar in a text.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException what is wrong, one line a fault, with file and line
   */
  public static Grammar parse(String file, String text) {
    return new GrammarParser(file, text).grammar();
  }

  /** A text to write into, for one thread. */
  public Text text() {
    return new Text(this);
  }

  /** A rule that {@code %start} names. */
  public Phrase phrase(String name) {
    return known("rule of %start", name, starts);
  }

  /** A slot of {@code %slots}. */
  public Slot slot(String name) {
    return known("slot", name, slots);
  }

  /** A list of {@code %list}. */
  public MentionList list(String name) {
    return known("list", name, lists);
  }

  /** The bit of a tag of {@code %tags}; several are joined by {@code |}. */
  public long tag(String name) {
    return 1L << known("tag", name, tags);
  }

  /** The concept of that code. */
  public Concept concept(String code) {
    return known("concept", code, concepts);
  }

  /** All concepts, in the order of the file. */
  public List<Concept> concepts() {
    return List.copyOf(concepts.values());
  }

  /** Every short form that can be written, with each of its senses, in the order of the file. */
  public List<Abbreviation> abbreviations() {
    return abbreviations;
  }

  private static <T> T known(String what, String name, Map<String, T> valid) {
    T found = valid.get(name);
    if (found == null) {
      throw UserError.unknown(what, name, valid.keySet());
    }
    return found;
  }
}
