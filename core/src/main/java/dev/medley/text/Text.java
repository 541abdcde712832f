package dev.medley.text;

import dev.medley.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A document that is being written: what the grammar, the filled slots and the voice make of it,
 * and its gold spans. One is used again and again by one thread.
 *
 * <pre>
 * text.start(voice, notes.bits(encounterId)).set(age, 67).list(denied, fever, cough);
 * Marked note = text.add(open).write("\n").add(course, 5, " ").finish();
 * </pre>
 *
 * <p>What is written depends on the grammar, the values, the voice and the document's key alone. A
 * rule's text depends on how often the same rule was added to the document before, not on the other
 * rules, and typos and hesitations draw from keys of their own.
 */
public final class Text {
  private static final long TYPOS = Streams.hash("typos");
  private static final long FILLERS = Streams.hash("fillers");

  /** How much more often a filler comes before what matters. */
  private static final double BEFORE_GOLD = 4;

  private static final int UNSET = -1;
  private static final int IS_TEXT = -2;
  private static final long[] POWER_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private final Grammar grammar;
  private final StringBuilder out = new StringBuilder(2_048);

  // The document's values; decimals say of what kind a value is.
  private final String[] texts;
  private final long[] numbers;
  private final int[] decimals;
  private final Concept[][] lists;
  private final long[] listUsed;
  private final int[] listNext;
  private final int[] timesAdded;
  private long key;
  private long tags;

  private Voice voice;
  private long untilTypo;
  private long untilFiller;
  private long typoKey;
  private long fillerKey;

  // Spans in the order in which they were opened; an end of -1 is still open.
  private int spanCount;
  private int openSpans;
  private int[] begins = new int[64];
  private int[] ends = new int[64];
  private String[] labels = new String[4 * 64];

  Text(Grammar grammar) {
    this.grammar = grammar;
    this.texts = new String[grammar.slots.size()];
    this.numbers = new long[texts.length];
    this.decimals = new int[texts.length];
    this.lists = new Concept[grammar.lists.size()][];
    this.listUsed = new long[lists.length];
    this.listNext = new int[lists.length];
    this.timesAdded = new int[grammar.phrases.length];
  }

  // ---- the document

  /**
   * Begins a document; nothing of the former one is left.
   *
   * @param documentKey 64 random bits of the document: {@code streams.named("note").bits(noteId)}
   */
  public Text start(Voice author, long documentKey) {
    key = Streams.mix(documentKey);
    tags = 0;
    Arrays.fill(decimals, UNSET);
    Arrays.fill(texts, null);
    Arrays.fill(lists, null);
    Arrays.fill(listNext, 0);
    Arrays.fill(timesAdded, 0);
    typoKey = Streams.mix(key ^ TYPOS);
    fillerKey = Streams.mix(key ^ FILLERS);
    clear();
    return speak(author);
  }

  /** Lets somebody else go on with the document. */
  public Text speak(Voice speaker) {
    voice = speaker;
    untilTypo = untilNext(speaker.mistyped);
    untilFiller = untilNextFiller();
    return this;
  }

  /** The tags that hold from here on, beside the voice's. */
  public Text tags(long bits) {
    tags = bits;
    return this;
  }

  /** Fills a slot with words. */
  public Text set(Slot slot, String value) {
    texts[slot.index()] = value;
    decimals[slot.index()] = value == null ? UNSET : IS_TEXT;
    return this;
  }

  /** Fills a slot with a whole number. */
  public Text set(Slot slot, long value) {
    numbers[slot.index()] = value;
    decimals[slot.index()] = 0;
    return this;
  }

  /** Fills a slot with a number that is written with so many decimals, at most 6. */
  public Text set(Slot slot, double value, int digits) {
    numbers[slot.index()] = Math.round(value * POWER_OF_TEN[digits]);
    decimals[slot.index()] = digits;
    return this;
  }

  /** Fills a list, with at most 64 concepts. */
  public Text list(MentionList list, Concept... concepts) {
    if (concepts.length > Long.SIZE) {
      throw new IllegalArgumentException(concepts.length + " concepts for <" + list.name() + ">");
    }
    lists[list.index()] = concepts;
    listUsed[list.index()] = 0;
    return this;
  }

  // ---- writing

  /** Writes what a rule gives. */
  public Text add(Phrase phrase) {
    return add(phrase, 1, "");
  }

  /** Writes what a rule gives, several times; none of its alternatives comes again before all. */
  public Text add(Phrase phrase, int times, String separator) {
    long first = key + phrase.hash;
    long used = 0;
    for (int i = 0; i < times; i++) {
      if (i > 0) {
        out.append(separator);
      }
      // What a sentence said is not said again in it.
      Arrays.fill(listUsed, 0);
      used = expand(phrase, Keys.child(first, timesAdded[phrase.index]++), used);
    }
    return this;
  }

  /** Writes the characters as they are. */
  public Text write(String exactly) {
    out.append(exactly);
    return this;
  }

  /** Begins a gold span. */
  public Text open(String type, String label, String value, String form) {
    hesitate();
    openQuietly(type, label, value, form);
    return this;
  }

  /** Ends the gold span that was begun last. */
  public Text close() {
    int span = spanCount - 1;
    while (ends[span] >= 0) {
      span--;
    }
    int begin = begins[span];
    int end = out.length();
    while (end > begin && out.charAt(end - 1) == ' ') {
      end--;
    }
    while (begin < end && out.charAt(begin) == ' ') {
      begin++;
    }
    begins[span] = begin;
    ends[span] = end;
    openSpans--;
    return this;
  }

  /** Number of characters that were written so far. */
  public int length() {
    return out.length();
  }

  /**
   * What was written since the start or the last finish, and its spans. Values, lists and the place
   * in them stay: the next message of a chat goes on from there.
   */
  public Marked finish() {
    if (openSpans > 0) {
      throw new IllegalStateException(openSpans + " gold spans are still open");
    }
    List<Span> spans = new ArrayList<>(spanCount);
    for (int i = 0; i < spanCount; i++) {
      if (ends[i] > begins[i]) {
        int l = 4 * i;
        spans.add(
            new Span(begins[i], ends[i], labels[l], labels[l + 1], labels[l + 2], labels[l + 3]));
      }
    }
    Marked marked = new Marked(out.toString(), spans);
    clear();
    return marked;
  }

  private void clear() {
    out.setLength(0);
    spanCount = 0;
    openSpans = 0;
  }

  // ---- the grammar

  /** Writes one alternative of a phrase; gives back the used ones with it. */
  private long expand(Phrase phrase, long place, long used) {
    long bits = Streams.mix(place);
    int alternative = choose(phrase, bits, used);
    sequence(phrase.codes[alternative], bits);
    long bit = Phrase.bit(alternative);
    // One that comes again begins the next round.
    return (used & bit) != 0 ? bit : used | bit;
  }

  private int choose(Phrase phrase, long bits, long used) {
    long holding = tags | voice.tags;
    if (phrase.isByAuthor) {
      return phrase.at(Keys.uniform(voice.own(phrase.hash)), holding, used);
    }
    int proposal = voice.proposal(phrase, Keys.again(bits));
    if (proposal >= 0 && phrase.allows(proposal, holding) && (used & Phrase.bit(proposal)) == 0) {
      return proposal;
    }
    return phrase.at(Keys.uniform(bits), holding, used);
  }

  private void sequence(int[] code, long bits) {
    int part = 0;
    for (int i = 0; i < code.length; i += Grammar.WIDTH[code[i]]) {
      long place = Keys.child(bits, ++part);
      switch (code[i]) {
        case Grammar.WORDS -> words(grammar.pieces[code[i + 1]]);
        case Grammar.EXACT -> exact(grammar.pieces[code[i + 1]].text());
        case Grammar.SLOT -> slot(code[i + 1]);
        case Grammar.DRAWN -> drawn(grammar.drawn[code[i + 1]], Streams.mix(place));
        case Grammar.PHRASE -> expand(grammar.phrases[code[i + 1]], place, 0);
        case Grammar.SHORTENED ->
            shortened(grammar.pieces[code[i + 1]], grammar.pieces[code[i + 2]], place);
        case Grammar.MENTION -> mention(grammar.mentions[code[i + 1]], code[i + 2] == 1, place);
        case Grammar.OPEN ->
            open(label(code[i + 1]), label(code[i + 2]), label(code[i + 3]), label(code[i + 4]));
        case Grammar.CLOSE -> close();
        case Grammar.SHUFFLED -> shuffled(code, i, place);
        case Grammar.REPEATED -> repeated(code, i, place);
        default -> throw new AssertionError(code[i]);
      }
    }
  }

  private String label(int operand) {
    if (operand >= 0) {
      return grammar.pieces[operand].text();
    }
    String text = texts[~operand];
    if (text == null) {
      throw unfilled(~operand);
    }
    return text;
  }

  private void shuffled(int[] code, int at, long place) {
    Phrase parts = grammar.phrases[code[at + 1]];
    String separator = grammar.pieces[code[at + 2]].text();
    long bits = parts.isByAuthor ? voice.own(parts.hash) : Streams.mix(place);
    long left = 0;
    for (int i = 0; i < parts.size(); i++) {
      left |= parts.allows(i, tags | voice.tags) ? 1L << i : 0;
    }
    for (int turn = 1; left != 0; turn++) {
      int n = Long.bitCount(left);
      int part = bitAt(left, Keys.below(n, Streams.mix(Keys.child(bits, turn))));
      left &= ~(1L << part);
      sequence(parts.codes[part], Streams.mix(place + part));
      if (left != 0) {
        out.append(separator);
      }
    }
  }

  private void repeated(int[] code, int at, long place) {
    Phrase phrase = grammar.phrases[code[at + 1]];
    long bits = Streams.mix(place);
    int times = code[at + 2] + Keys.below(code[at + 3] - code[at + 2] + 1, bits);
    long used = 0;
    for (int i = 1; i <= times; i++) {
      used = expand(phrase, Keys.child(bits, i), used);
      if (i < times) {
        out.append(grammar.pieces[code[at + 4]].text());
      }
    }
  }

  private void slot(int slot) {
    switch (decimals[slot]) {
      case UNSET -> throw unfilled(slot);
      case IS_TEXT -> value(texts[slot]);
      case 0 -> out.append(numbers[slot]);
      default -> {
        long power = POWER_OF_TEN[decimals[slot]];
        long number = numbers[slot];
        out.append(number < 0 ? "-" : "").append(Math.abs(number) / power).append('.');
        String fraction = Long.toString(Math.abs(number) % power + power);
        out.append(fraction, 1, fraction.length());
      }
    }
  }

  private IllegalStateException unfilled(int slot) {
    return new IllegalStateException(
        "$" + List.copyOf(grammar.slots.keySet()).get(slot) + " is not set");
  }

  private void drawn(Grammar.Drawn values, long bits) {
    if (values.texts().isEmpty()) {
      out.append(values.least() + Keys.below(values.most() - values.least() + 1, bits));
    } else {
      value(values.texts().get(Keys.below(values.texts().size(), bits)));
    }
  }

  private void shortened(Piece longForm, Piece shortForm, long place) {
    if (Keys.uniform(Streams.mix(place)) < voice.abbreviated) {
      shortForm(shortForm, longForm);
    } else {
      words(longForm);
    }
  }

  private void shortForm(Piece shortForm, Piece longForm) {
    String form = shortForm.text();
    if (grammar.ambiguous.contains(form)) {
      openQuietly(Span.ABBREVIATION, form, longForm.text(), Span.SHORT);
      value(form);
      close();
    } else {
      value(form);
    }
  }

  // ---- mentions

  private void mention(MentionList list, boolean areMany, long place) {
    Concept[] concepts = lists[list.index()];
    if (concepts == null || concepts.length == 0) {
      throw new IllegalStateException("<" + list.name() + "> is not filled");
    }
    long bits = Streams.mix(place);
    int n = 1;
    if (areMany) {
      int most = Math.min(list.most(), concepts.length);
      int least = Math.min(list.least(), most);
      n = least + Keys.below(most - least + 1, bits);
    }
    boolean isJoined = Keys.uniform(Keys.again(bits)) < list.conjunctionShare();
    for (int i = 0; i < n; i++) {
      if (i > 0 && i == n - 1 && isJoined) {
        out.append(' ').append(list.conjunction()).append(' ');
      } else if (i > 0) {
        out.append(", ");
      }
      long one = Streams.mix(Keys.child(bits, i + 1));
      mention(pick(list, concepts, one), list, Keys.again(one));
    }
  }

  private Concept pick(MentionList list, Concept[] concepts, long bits) {
    int at = list.index();
    if (list.isInTurn()) {
      return concepts[listNext[at]++ % concepts.length];
    }
    long all = -1L >>> (Long.SIZE - concepts.length);
    long left = all & ~listUsed[at];
    if (left == 0) {
      listUsed[at] = 0;
      left = all;
    }
    int concept = bitAt(left, Keys.below(Long.bitCount(left), bits));
    listUsed[at] |= 1L << concept;
    return concepts[concept];
  }

  private void mention(Concept concept, MentionList list, long bits) {
    boolean isLay = voice.isLay && concept.lay.length > 0;
    boolean isShort = !isLay && concept.shorts.length > 0 && Keys.uniform(bits) < voice.abbreviated;
    Piece[] forms = isLay ? concept.lay : isShort ? concept.shorts : concept.clinical;
    boolean isOwn = Keys.uniform(Streams.mix(bits)) < voice.favoured;
    long choice = isOwn ? voice.own(concept.hash) : Keys.again(bits);
    Piece form = forms[forms.length == 1 ? 0 : Keys.below(forms.length, choice)];
    boolean isGold = !list.type().isEmpty();
    if (isGold) {
      String written = isLay ? Span.LAY : isShort ? Span.SHORT : Span.CLINICAL;
      open(list.type(), concept.code(), list.value(), written);
    }
    if (isShort) {
      shortForm(form, concept.clinical[0]);
    } else {
      words(form);
    }
    if (isGold) {
      close();
    }
  }

  /** The n-th bit that is set. */
  private static int bitAt(long bits, int n) {
    long left = bits;
    for (int i = 0; i < n; i++) {
      left &= left - 1;
    }
    return Long.numberOfTrailingZeros(left);
  }

  // ---- characters

  private void openQuietly(String type, String label, String value, String form) {
    if (spanCount == begins.length) {
      begins = Arrays.copyOf(begins, 2 * spanCount);
      ends = Arrays.copyOf(ends, 2 * spanCount);
      labels = Arrays.copyOf(labels, 8 * spanCount);
    }
    int l = 4 * spanCount;
    labels[l] = type;
    labels[l + 1] = label;
    labels[l + 2] = value;
    labels[l + 3] = form;
    begins[spanCount] = out.length();
    ends[spanCount++] = -1;
    openSpans++;
  }

  /** Words that can be mistyped and before which somebody can hesitate. */
  private void words(Piece piece) {
    String text = piece.text();
    int from = lead(text);
    boolean isCapital = from < text.length() && opensSentence(text, from);
    int start = out.length();
    boolean isFluent = openSpans > 0 || untilFiller >= piece.words();
    if (isFluent && untilTypo >= piece.longWords() && from == 0) {
      untilTypo -= piece.longWords();
      untilFiller -= openSpans > 0 ? 0 : piece.words();
      out.append(text);
    } else {
      slips(text, from);
    }
    if (isCapital) {
      capitalise(start);
    }
  }

  /** Values and short forms: never mistyped, but with a capital where a sentence begins. */
  private void value(String text) {
    int from = lead(text);
    boolean isCapital = from < text.length() && opensSentence(text, from);
    int start = out.length();
    append(text, from);
    if (isCapital) {
      capitalise(start);
    }
  }

  /** Headings: never changed. */
  private void exact(String text) {
    append(text, lead(text));
  }

  private void append(String text, int from) {
    out.append(from == 0 ? text : text.substring(from));
  }

  /** Makes one space of two and none before a full stop; says from where the text is written. */
  private int lead(String text) {
    int length = out.length();
    if (text.isEmpty()) {
      return 0;
    }
    char first = text.charAt(0);
    if (first == ' ' && (length == 0 || out.charAt(length - 1) <= ' ')) {
      return 1;
    }
    if (length > 0 && out.charAt(length - 1) == ' ' && closesUp(text, first)) {
      out.setLength(length - 1);
      for (int i = spanCount - 1; i >= 0 && begins[i] == length; i--) {
        begins[i] = length - 1;
      }
    }
    return 0;
  }

  /** Whether no space stands before the text: it begins with a mark, not with ".5". */
  private static boolean closesUp(String text, char first) {
    boolean isMark =
        first == '.'
            || first == ','
            || first == ';'
            || first == ':'
            || first == '?'
            || first == '!';
    return isMark && (text.length() == 1 || text.charAt(1) <= ' ' || text.charAt(1) == first);
  }

  private boolean opensSentence(String text, int from) {
    char first = text.charAt(from);
    if (!voice.hasCapitals || first < 'a' || (first > 'z' && first < 0x80)) {
      return false;
    }
    int last = out.length() - 1;
    if (last < 0 || out.charAt(last) == '\n') {
      return true;
    }
    char mark = last > 0 && out.charAt(last) == ' ' ? out.charAt(last - 1) : ' ';
    return mark == '.' || mark == '?' || mark == '!';
  }

  private void capitalise(int at) {
    out.setCharAt(at, Character.toUpperCase(out.charAt(at)));
  }

  private void slips(String text, int from) {
    for (int i = from; i < text.length(); ) {
      if (Piece.isWordStart(text, i) && openSpans == 0 && untilFiller-- <= 0) {
        filler();
        untilFiller = untilNextFiller();
      }
      int end = Typo.wordEnd(text, i);
      if (Typo.canHit(end - i) && untilTypo-- <= 0) {
        Typo.write(out, text, i, end, nextTypoBits());
        untilTypo = untilNext(voice.mistyped);
      } else {
        end = Math.max(end, i + 1);
        out.append(text, i, end);
      }
      i = end;
    }
  }

  private void hesitate() {
    if (voice.hesitation > 0 && openSpans == 0) {
      fillerKey = Streams.mix(fillerKey);
      if (Keys.uniform(fillerKey) < BEFORE_GOLD * voice.hesitation) {
        filler();
      }
    }
  }

  /** A filler, if a word can begin here. */
  private void filler() {
    if (out.length() == 0 || out.charAt(out.length() - 1) <= ' ') {
      fillerKey = Streams.mix(fillerKey);
      out.append(voice.fillers[Keys.below(voice.fillers.length, fillerKey)]).append(' ');
    }
  }

  private long untilNextFiller() {
    fillerKey = Streams.mix(fillerKey);
    return Keys.skip(voice.hesitation, fillerKey);
  }

  private long untilNext(double mistyped) {
    return Keys.skip(mistyped, nextTypoBits());
  }

  private long nextTypoBits() {
    typoKey = Streams.mix(typoKey);
    return typoKey;
  }
}
