package dev.medley.text;

import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a grammar and finds what is wrong with it, all faults at once. */
final class GrammarParser {
  private static final String UPPER = "[A-Z][A-Z0-9_]*";
  private static final String LOWER = "[a-z][a-z0-9_]*";
  private static final Pattern RULE =
      Pattern.compile("(" + UPPER + ")\\s*(by author\\s*)?=(.*)", Pattern.DOTALL);
  private static final Pattern CONCEPT =
      Pattern.compile("(" + UPPER + ")\\s*\\|(.*)", Pattern.DOTALL);
  private static final Pattern DIRECTIVE = Pattern.compile("%(\\w+)(.*)", Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("\\s*([A-Za-z]\\w*)\\s*:(.*)", Pattern.DOTALL);
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final Pattern CONJUNCTION = Pattern.compile("(\\S+)(?: (\\d{1,3})%)?");
  private static final Pattern GOLD = Pattern.compile("(" + UPPER + ") (" + UPPER + ")");
  private static final Pattern CONDITION = Pattern.compile("@(!?)(" + LOWER + ")\\s+");
  private static final Pattern WEIGHT = Pattern.compile("\\*(-?\\d+(?:\\.\\d+)?|-?\\.\\d+)\\s+");
  private static final Pattern CALL = Pattern.compile("(" + UPPER + ")\\}");
  private static final Pattern MAYBE = Pattern.compile("maybe( by author)?(?: (\\d{1,3})%)?:");
  private static final Pattern SHUFFLE = Pattern.compile("shuffle( by author)?(?: \"([^\"]*)\")?:");
  private static final Pattern REPEAT =
      Pattern.compile("repeat (\\d{1,3})-(\\d{1,3})(?: \"([^\"]*)\")?:");
  private static final Pattern EXACT = Pattern.compile("exact:");
  private static final Pattern BY_AUTHOR = Pattern.compile("by author:");
  private static final Pattern MENTION = Pattern.compile("<(" + UPPER + ")(\\+?)>");
  private static final Pattern SPAN = Pattern.compile("<((?:[A-Z$][A-Za-z0-9_$]*\\s?){1,4}):");
  private static final Pattern VALUE = Pattern.compile("\\$(?:(" + LOWER + ")|\\{([^}]*)\\})");

  private final String file;
  private final String source;
  private final Set<String> faults = new LinkedHashSet<>();

  private final Map<String, Integer> pieceIndex = new LinkedHashMap<>();
  private final List<Phrase> phrases = new ArrayList<>();
  private final Map<String, Integer> ruleIndex = new LinkedHashMap<>();
  private final Map<String, Integer> ruleLine = new LinkedHashMap<>();
  private final Map<String, Integer> called = new LinkedHashMap<>();
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, Grammar.Drawn> drawn = new LinkedHashMap<>();
  private final Map<String, MentionList> lists = new LinkedHashMap<>();
  private final Map<String, Integer> tags = new LinkedHashMap<>();
  private final Map<String, Concept> concepts = new LinkedHashMap<>();
  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private final Set<String> ambiguous = new LinkedHashSet<>();
  private final Set<Grammar.Abbreviation> abbreviations = new LinkedHashSet<>();

  /** Line on which a slot, value, list or tag is declared; taken out where it is used. */
  private final Map<String, Integer> unused = new LinkedHashMap<>();

  // The rule that is being read.
  private String rule;
  private String body;
  private int at;
  private int bodyLine;
  private int inner;

  GrammarParser(String file, String source) {
    this.file = file;
    this.source = source;
  }

  Grammar grammar() {
    List<Statement> statements = statements();
    for (Statement statement : statements) {
      declare(statement);
    }
    for (Statement statement : statements) {
      Matcher matcher = RULE.matcher(statement.text);
      if (matcher.matches()) {
        readRule(matcher, statement.line);
      }
    }
    if (starts.isEmpty()) {
      fault(1, "no %start says which rules the program writes");
    }
    check(starts);
    check(called);
    if (faults.isEmpty()) {
      findCycles();
      findUnused();
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
    Map<String, Phrase> startPhrases = new LinkedHashMap<>();
    starts.keySet().forEach(name -> startPhrases.put(name, phrases.get(ruleIndex.get(name))));
    return new Grammar(
        pieceIndex.keySet().stream().map(Piece::of).toArray(Piece[]::new),
        phrases.toArray(Phrase[]::new),
        drawn.values().toArray(Grammar.Drawn[]::new),
        slots,
        lists,
        ambiguous,
        startPhrases,
        tags,
        concepts,
        List.copyOf(abbreviations));
  }

  // ---- lines

  /** A line with those that continue it; their ends are kept, so that they can be counted. */
  private record Statement(int line, String text) {}

  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    String[] lines = source.split("\\R", -1);
    StringBuilder open = new StringBuilder();
    int first = 0;
    for (int i = 0; i < lines.length; i++) {
      String stripped = lines[i].strip();
      boolean isNothing = stripped.isEmpty() || stripped.charAt(0) == '#';
      boolean isContinued = isNothing || Character.isWhitespace(lines[i].charAt(0));
      if (!isContinued || i == 0) {
        addStatement(statements, first, open);
        open.setLength(0);
        first = i + 1;
      }
      open.append(isNothing ? "" : stripped).append('\n');
    }
    addStatement(statements, first, open);
    return statements;
  }

  private static void addStatement(List<Statement> statements, int line, StringBuilder text) {
    if (!text.toString().isBlank()) {
      statements.add(new Statement(line, text.toString().stripTrailing()));
    }
  }

  private void declare(Statement statement) {
    Matcher directive = DIRECTIVE.matcher(statement.text);
    Matcher concept = CONCEPT.matcher(statement.text);
    Matcher rule = RULE.matcher(statement.text);
    if (directive.matches()) {
      declare(directive.group(1), directive.group(2), statement.line);
    } else if (rule.matches()) {
      String name = rule.group(1);
      Integer before = ruleLine.putIfAbsent(name, statement.line);
      if (before != null) {
        fault(statement.line, "rule " + name + " stands on line " + before + " already");
      } else {
        ruleIndex.put(name, phrases.size());
        phrases.add(null);
      }
    } else if (concept.matches()) {
      declareConcept(concept.group(1), concept.group(2), statement.line);
    } else {
      fault(
          statement.line,
          "neither NAME = ..., nor CODE | ..., nor %...: '"
              + statement.text.lines().findFirst().orElse("")
              + "'");
    }
  }

  private void declare(String directive, String text, int line) {
    switch (directive) {
      case "start" -> words(text).forEach(name -> starts.put(name, line));
      case "ambiguous" -> ambiguous.addAll(words(text));
      case "slots" -> {
        for (String name : words(text)) {
          slots.put(name, new Slot(name, slots.size()));
          declared("$" + name, LOWER, line);
        }
      }
      case "tags" -> {
        for (String name : words(text)) {
          tags.put(name, tags.size());
          declared("@" + name, LOWER, line);
        }
        if (tags.size() > Long.SIZE) {
          fault(line, "more than " + Long.SIZE + " tags");
        }
      }
      case "value", "list" -> {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
          fault(line, "%" + directive + " wants 'name: ...'");
        } else if (directive.equals("value")) {
          declareValue(named.group(1), named.group(2).strip(), line);
        } else {
          declareList(named.group(1), named.group(2), line);
        }
      }
      default ->
          faultUnknown(
              line,
              "directive",
              directive,
              List.of("start", "slots", "tags", "value", "list", "ambiguous"));
    }
  }

  private void declareValue(String name, String text, int line) {
    Matcher range = RANGE.matcher(text);
    if (range.matches() && range.group(2) != null) {
      int least = Integer.parseInt(range.group(1));
      int most = Integer.parseInt(range.group(2));
      drawn.put(name, new Grammar.Drawn(name, least, most, List.of()));
      if (least > most) {
        fault(line, "$" + name + ": " + least + " is above " + most);
      }
    } else {
      drawn.put(name, new Grammar.Drawn(name, 0, 0, parts(text, ";")));
    }
    declared("$" + name, LOWER, line);
  }

  private void declareList(String name, String text, int line) {
    int least = 1;
    int most = 1;
    String conjunction = "and";
    double share = 1;
    boolean isInTurn = false;
    String type = "";
    String value = "";
    for (String part : parts(text, ",")) {
      Matcher range = RANGE.matcher(part);
      Matcher gold = GOLD.matcher(part);
      Matcher word = CONJUNCTION.matcher(part);
      if (part.equals("in turn")) {
        isInTurn = true;
      } else if (range.matches()) {
        least = Integer.parseInt(range.group(1));
        most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
      } else if (gold.matches()) {
        type = gold.group(1);
        value = gold.group(2);
      } else if (word.matches()) {
        conjunction = word.group(1);
        share = word.group(2) == null ? 1 : Integer.parseInt(word.group(2)) / 100.;
      } else {
        fault(line, "%list " + name + ": '" + part + "' is no range, conjunction or TYPE VALUE");
      }
    }
    if (least < 1 || least > most) {
      fault(line, "%list " + name + " wants a range like 1-4");
    }
    MentionList list =
        new MentionList(name, lists.size(), least, most, conjunction, share, isInTurn, type, value);
    lists.put(name, list);
    declared("<" + name, UPPER, line);
  }

  private void declared(String name, String pattern, int line) {
    if (!name.replaceAll("[$@<]", "").matches(pattern)) {
      fault(line, "'" + name + "' is no name of the kind " + pattern);
    }
    Integer before = unused.put(name, line);
    if (before != null) {
      fault(line, name + " stands on line " + before + " already");
    }
  }

  private void declareConcept(String code, String text, int line) {
    String[] columns = text.split("\\|", -1);
    List<List<String>> forms = new ArrayList<>();
    for (String column : columns) {
      List<String> found = parts(column, ";");
      forms.add(found.equals(List.of("-")) ? List.of() : found);
    }
    while (forms.size() < 3) {
      forms.add(List.of());
    }
    if (columns.length > 3 || forms.get(0).isEmpty()) {
      fault(line, "concept " + code + " wants: clinical forms | short forms | lay forms");
      return;
    }
    for (String shortForm : forms.get(1)) {
      abbreviations.add(new Grammar.Abbreviation(shortForm, forms.get(0).get(0)));
    }
    Concept concept =
        new Concept(code, pieces(forms.get(0)), pieces(forms.get(1)), pieces(forms.get(2)));
    if (concepts.put(code, concept) != null) {
      fault(line, "concept " + code + " stands there already");
    }
  }

  private static Piece[] pieces(List<String> texts) {
    return texts.stream().map(Piece::of).toArray(Piece[]::new);
  }

  private static List<String> words(String text) {
    return parts(text, "\\s+");
  }

  private static List<String> parts(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(part -> part.strip().replaceAll("\\s+", " "))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  // ---- rules

  private void readRule(Matcher statement, int line) {
    rule = statement.group(1);
    body = statement.group(3);
    at = 0;
    inner = 0;
    bodyLine = line + (int) statement.group().substring(0, statement.start(3)).lines().count() - 1;
    int index = ruleIndex.get(rule);
    int faultsBefore = faults.size();
    Phrase phrase = alternatives(rule, index, statement.group(2) != null, false, '\0');
    if (at < body.length() && faults.size() == faultsBefore) {
      fault(here(), rule + ": '" + body.charAt(at) + "' closes nothing that is open");
    }
    phrases.set(index, phrase);
  }

  /** Alternatives up to the closing character, or to the end of the rule. */
  private Phrase alternatives(
      String name, int index, boolean isByAuthor, boolean areParts, char closing) {
    List<int[]> codes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    List<Long> required = new ArrayList<>();
    List<Long> forbidden = new ArrayList<>();
    do {
      skipSpace();
      double weight = 1;
      long needs = 0;
      long bars = 0;
      for (boolean isPrefix = true; isPrefix; ) {
        Matcher condition = looking(CONDITION);
        Matcher weighted = condition == null ? looking(WEIGHT) : null;
        if (condition != null) {
          Integer tag = used("tag", "@", condition.group(2), tags);
          long bit = tag == null ? 0 : 1L << tag;
          needs |= condition.group(1).isEmpty() ? bit : 0;
          bars |= condition.group(1).isEmpty() ? 0 : bit;
        } else if (weighted != null) {
          weight = Double.parseDouble(weighted.group(1));
          if (!(weight > 0) || areParts) {
            String why = areParts ? "shuffled parts have no weight" : "a weight must be above 0";
            fault(here(), rule + ": " + why + ": *" + weighted.group(1));
            weight = 1;
          }
        }
        isPrefix = condition != null || weighted != null;
      }
      codes.add(sequence(closing));
      weights.add(weight);
      required.add(needs);
      forbidden.add(bars);
    } while (take('|'));
    return new Phrase(
        name,
        index,
        isByAuthor,
        codes.toArray(int[][]::new),
        weights.stream().mapToDouble(w -> w).toArray(),
        required.stream().mapToLong(r -> r).toArray(),
        forbidden.stream().mapToLong(f -> f).toArray());
  }

  /** Elements up to a bar, the closing character, or one that closes nothing. */
  private int[] sequence(char closing) {
    Code code = new Code();
    StringBuilder words = new StringBuilder();
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '|' || c == '}' || c == ']' || (c == '>' && closing == '>')) {
        break;
      }
      if (c == '\\' && at + 1 < body.length()) {
        char escaped = body.charAt(at + 1);
        words.append(escaped == 'n' ? '\n' : escaped);
        at += 2;
      } else if (Character.isWhitespace(c)) {
        skipSpace();
        words.append(' ');
      } else if (c == '{' || c == '[' || isMarkup(c)) {
        flush(words, code);
        element(c, code);
      } else {
        words.append(c);
        at++;
      }
    }
    while (words.length() > 0 && words.charAt(words.length() - 1) == ' ') {
      words.setLength(words.length() - 1);
    }
    flush(words, code);
    return code.ints();
  }

  /** Whether a dollar or an angle bracket is more than itself here. */
  private boolean isMarkup(char c) {
    char next = at + 1 < body.length() ? body.charAt(at + 1) : ' ';
    return c == '$'
        ? (next >= 'a' && next <= 'z') || next == '{'
        : c == '<' && ((next >= 'A' && next <= 'Z') || next == '$');
  }

  private void flush(StringBuilder words, Code code) {
    if (words.length() > 0) {
      String closedUp = words.toString().replaceAll(" ([.,;:?!])(?= |$)", "$1");
      code.add(Grammar.WORDS, piece(closedUp));
      words.setLength(0);
    }
  }

  private void element(char c, Code code) {
    switch (c) {
      case '$' -> value(code);
      case '[' -> abbreviation(code);
      case '<' -> angle(code);
      default -> brace(code);
    }
  }

  private void value(Code code) {
    Matcher matcher = looking(VALUE);
    if (matcher == null) {
      fault(here(), rule + ": '${' is not closed");
      at += 2;
      return;
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    if (drawn.containsKey(name)) {
      unused.remove("$" + name);
      code.add(Grammar.DRAWN, List.copyOf(drawn.keySet()).indexOf(name));
    } else {
      code.add(Grammar.SLOT, slot(name));
    }
  }

  private int slot(String name) {
    Slot slot = used("slot or value", "$", name, slots);
    return slot == null ? 0 : slot.index();
  }

  private void abbreviation(Code code) {
    int start = at;
    int end = body.indexOf(']', at);
    String[] forms = end < 0 ? new String[0] : body.substring(at + 1, end).split("~", -1);
    if (forms.length != 2 || forms[0].isBlank() || forms[1].isBlank()) {
      fault(here(), rule + ": [ ] wants [long form~short form]; a plain bracket is \\[");
      at = end < 0 ? body.length() : end + 1;
      return;
    }
    at = end + 1;
    String longForm = forms[0].strip().replaceAll("\\s+", " ");
    String shortForm = forms[1].strip();
    if ((longForm + shortForm).matches("(?s).*[{}<>|\\[$\\\\].*")) {
      fault(lineAt(start), rule + ": [ ] holds plain words only");
    }
    abbreviations.add(new Grammar.Abbreviation(shortForm, longForm));
    code.add(Grammar.SHORTENED, piece(longForm), piece(shortForm));
  }

  private void angle(Code code) {
    int start = at;
    Matcher mention = looking(MENTION);
    if (mention != null) {
      MentionList list = used("list", "<", mention.group(1), lists);
      code.add(Grammar.MENTION, list == null ? 0 : list.index(), mention.end(2) - mention.start(2));
      return;
    }
    Matcher span = looking(SPAN);
    if (span == null) {
      fault(here(), rule + ": < wants <LIST>, <LIST+> or <TYPE LABEL VALUE: words>; else \\<");
      at++;
      return;
    }
    List<String> names = words(span.group(1));
    int[] operands = new int[4];
    for (int i = 0; i < operands.length; i++) {
      String name = i < names.size() ? names.get(i) : "";
      operands[i] = name.startsWith("$") ? ~slot(name.substring(1)) : piece(name);
    }
    code.add(Grammar.OPEN, operands);
    skipSpace();
    for (int op : sequence('>')) {
      code.add(op);
    }
    closed('>', start);
    code.add(Grammar.CLOSE);
  }

  private void brace(Code code) {
    int start = at++;
    Matcher call = looking(CALL);
    if (call != null) {
      called.putIfAbsent(call.group(1), lineAt(start));
      Integer index = ruleIndex.get(call.group(1));
      code.add(Grammar.PHRASE, index == null ? 0 : index);
      return;
    }
    Matcher maybe = looking(MAYBE);
    Matcher shuffle = looking(SHUFFLE);
    Matcher repeat = looking(REPEAT);
    boolean isExact = looking(EXACT) != null;
    boolean isByAuthor = looking(BY_AUTHOR) != null || isSet(maybe, 1) || isSet(shuffle, 1);
    if (isExact) {
      int end = body.indexOf('}', at);
      String words = body.substring(at, end < 0 ? at : end).strip().replaceAll("\\s+", " ");
      code.add(Grammar.EXACT, piece(words));
      at = end < 0 ? body.length() : end;
      closed('}', start);
      return;
    }
    int index = phrases.size();
    phrases.add(null);
    String name = rule + "/" + ++inner;
    Phrase phrase = alternatives(name, index, isByAuthor, shuffle != null, '}');
    closed('}', start);
    if (maybe != null) {
      phrase = optional(phrase, maybe.group(2), lineAt(start));
      code.add(Grammar.PHRASE, index);
    } else if (shuffle != null) {
      code.add(Grammar.SHUFFLED, index, separator(shuffle.group(2)));
    } else if (repeat != null) {
      int least = Integer.parseInt(repeat.group(1));
      int most = Integer.parseInt(repeat.group(2));
      if (least > most) {
        fault(lineAt(start), rule + ": repeat " + least + "-" + most);
      }
      code.add(Grammar.REPEATED, repeated(phrase), least, most, separator(repeat.group(3)));
    } else {
      if (phrase.size() < 2) {
        fault(
            lineAt(start),
            rule + ": { } wants {RULE} in capitals, {one|other} or {maybe: words}; else \\{");
      }
      code.add(Grammar.PHRASE, index);
    }
    phrases.set(index, phrase);
  }

  /** What is repeated: a rule itself where it stands alone, so that none of it comes twice. */
  private static int repeated(Phrase phrase) {
    int[] first = phrase.codes[0];
    boolean isRule = phrase.size() == 1 && first.length == 2 && first[0] == Grammar.PHRASE;
    return isRule ? first[1] : phrase.index;
  }

  private int separator(String text) {
    return piece(text == null ? " " : text.replace("\\n", "\n"));
  }

  private Phrase optional(Phrase phrase, String percent, int line) {
    int share = percent == null ? 50 : Integer.parseInt(percent);
    if (share < 1 || share > 99 || phrase.size() > 1) {
      fault(line, rule + ": {maybe: words} wants one text and 1% to 99%");
      return phrase;
    }
    int[][] codes = {phrase.codes[0], {}};
    double[] weights = {share, 100 - share};
    long[] none = {0, 0};
    return new Phrase(phrase.name, phrase.index, phrase.isByAuthor, codes, weights, none, none);
  }

  private static boolean isSet(Matcher matcher, int group) {
    return matcher != null && matcher.group(group) != null;
  }

  private int piece(String text) {
    Integer index = pieceIndex.putIfAbsent(text, pieceIndex.size());
    return index == null ? pieceIndex.size() - 1 : index;
  }

  /** What a name stands for; null, and a fault, if it was not declared. */
  private <T> T used(String what, String mark, String name, Map<String, T> declared) {
    unused.remove(mark + name);
    T found = declared.get(name);
    if (found == null) {
      faultUnknown(here(), what, name, declared.keySet());
    }
    return found;
  }

  private Matcher looking(Pattern pattern) {
    Matcher matcher = pattern.matcher(body).region(at, body.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void skipSpace() {
    while (at < body.length() && Character.isWhitespace(body.charAt(at))) {
      at++;
    }
  }

  private boolean take(char c) {
    boolean isThere = at < body.length() && body.charAt(at) == c;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void closed(char closing, int start) {
    if (!take(closing)) {
      fault(lineAt(start), rule + ": '" + body.charAt(start) + "' is not closed by " + closing);
    }
  }

  /** The ints of an alternative as they come. */
  private static final class Code {
    private int[] ints = new int[8];
    private int size;

    void add(int op, int... operands) {
      while (size + 1 + operands.length > ints.length) {
        ints = Arrays.copyOf(ints, 2 * ints.length);
      }
      ints[size++] = op;
      System.arraycopy(operands, 0, ints, size, operands.length);
      size += operands.length;
    }

    int[] ints() {
      return Arrays.copyOf(ints, size);
    }
  }

  // ---- faults

  private int here() {
    return lineAt(at);
  }

  private int lineAt(int offset) {
    int line = bodyLine;
    for (int i = 0; i < offset; i++) {
      line += body.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  private void fault(int line, String what) {
    faults.add(file + " line " + line + ": " + what);
  }

  private void faultUnknown(int line, String what, String name, Collection<String> valid) {
    fault(line, "unknown " + what + " '" + name + "'" + UserError.suggestion(name, valid));
  }

  private void check(Map<String, Integer> names) {
    names.forEach(
        (name, line) -> {
          if (!ruleIndex.containsKey(name)) {
            faultUnknown(line, "rule", name, ruleIndex.keySet());
          }
        });
  }

  /** Rules that can be reached from a phrase in one step, inner phrases included. */
  private List<Integer> next(Phrase phrase) {
    List<Integer> next = new ArrayList<>();
    for (int[] code : phrase.codes) {
      for (int i = 0; i < code.length; i += Grammar.WIDTH[code[i]]) {
        if (code[i] == Grammar.PHRASE
            || code[i] == Grammar.SHUFFLED
            || code[i] == Grammar.REPEATED) {
          next.add(code[i + 1]);
        }
      }
    }
    return next;
  }

  private void findCycles() {
    int[] state = new int[phrases.size()];
    for (String name : ruleIndex.keySet()) {
      visit(ruleIndex.get(name), state, new ArrayList<>());
    }
  }

  private void visit(int index, int[] state, List<String> path) {
    if (state[index] == 2) {
      return;
    }
    Phrase phrase = phrases.get(index);
    boolean isRule = ruleLine.containsKey(phrase.name);
    if (state[index] == 1) {
      List<String> cycle = new ArrayList<>(path.subList(path.indexOf(phrase.name), path.size()));
      cycle.add(phrase.name);
      fault(ruleLine.get(phrase.name), "a rule that never ends: " + String.join(" > ", cycle));
      return;
    }
    state[index] = 1;
    if (isRule) {
      path.add(phrase.name);
    }
    for (int following : next(phrase)) {
      visit(following, state, path);
    }
    if (isRule) {
      path.remove(path.size() - 1);
    }
    state[index] = 2;
  }

  private void findUnused() {
    Set<Integer> reached = new LinkedHashSet<>();
    List<Integer> open = new ArrayList<>();
    starts.keySet().forEach(name -> open.add(ruleIndex.get(name)));
    while (!open.isEmpty()) {
      int index = open.remove(open.size() - 1);
      if (reached.add(index)) {
        open.addAll(next(phrases.get(index)));
      }
    }
    Map<String, Integer> all = new LinkedHashMap<>();
    ruleIndex.forEach(
        (name, index) -> {
          if (!reached.contains(index)) {
            all.put("rule " + name, ruleLine.get(name));
          }
        });
    all.putAll(unused);
    List<Map.Entry<String, Integer>> sorted = new ArrayList<>(all.entrySet());
    sorted.sort(Map.Entry.comparingByValue());
    for (Map.Entry<String, Integer> entry : sorted) {
      fault(entry.getValue(), entry.getKey() + " is not used");
    }
    Set<String> shortForms = new LinkedHashSet<>();
    abbreviations.forEach(a -> shortForms.add(a.shortForm()));
    for (String form : ambiguous) {
      if (!shortForms.contains(form)) {
        fault(1, "%ambiguous: no abbreviation has the short form '" + form + "'");
      }
    }
  }
}
