package dev.medley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.model.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {

  /** Lines are separated by a double slash. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "%start A//A + x# g line 2: neither NAME",
        "A = x# g line 1: no %start says which rules the program writes",
        "%start A//A = {BE}//BED = x# g line 2: unknown rule 'BE' - did you mean 'BED'?",
        "%start A//A = x//B = y# g line 3: rule B is not used",
        "%start A//A = x {B}//B = y//  | {C}//C = z {maybe: {A}}"
            + "# g line 2: a rule that never ends: A > B > C > A",
        "%start A//A = *0 x | y# g line 2: A: a weight must be above 0: *0",
        "%start A//A = *-2 x | y# g line 2: A: a weight must be above 0: *-2",
        "%start A//A = one//  | {two | three# g line 3: A: '{' is not closed by }",
        "%start A//A = one} | two# g line 2: A: '}' closes nothing that is open",
        "%start A//A = a [long short] form# g line 2: A: [ ] wants [long form~short form]",
        "%start A//A = a [long~short form# g line 2: A: [ ] wants [long form~short form]",
        "%start A//A = <TYPE LABEL VALUE: words# g line 2: A: '<' is not closed by >",
        "%start A//A = {word}# g line 2: A: { } wants {RULE} in capitals",
        "%start A//A = $agee//%slots age# g line 2: unknown slot or value 'agee' - did you mean 'age'",
        "%start A//%slots age//A = x# g line 2: $age is not used",
        "%start A//%tags ill//A = @well x | y# g line 3: unknown tag 'well'",
        "%start A//A = <P+>//%list Q: 1-3# g line 2: unknown list 'P' - did you mean 'Q'?",
        "%start A//A = <P>//%list P: 3-1# g line 3: %list P wants a range like 1-4",
        "%start A//A = x//A = y# g line 3: rule A stands on line 2 already",
        "%start A//A = {maybe 100%: x}# g line 2: A: {maybe: words} wants one text and 1% to 99%",
        "%start A//%ambiguous MS//A = [mitral stenosis~MR]# %ambiguous: no abbreviation has the short form 'MS'",
        "%begin A//A = x# g line 1: unknown directive 'begin'",
        "%start A//FEVER | - | T//A = x# g line 2: concept FEVER wants: clinical forms",
      })
  void whatIsWrongIsSaidWithItsLine(String source, String message) {
    String lines = source.replace("//", "\n");
    Exception e = assertThrows(IllegalArgumentException.class, () -> Grammar.parse("g", lines));
    assertTrue(e.getMessage().contains(message.strip()), e.getMessage());
  }

  @Test
  void allFaultsAreSaidAtOnce() {
    String source = "%start A\nA = {B} $c\nD = *0 x";
    Exception e = assertThrows(IllegalArgumentException.class, () -> Grammar.parse("g", source));
    assertEquals(3, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void linesAreCountedThroughCommentsAndContinuations() {
    String source = "%start A\n\nA = one\n# a comment\n\n  | two\n  | {NONE}\n";
    Exception e = assertThrows(IllegalArgumentException.class, () -> Grammar.parse("g", source));
    assertEquals("g line 7: unknown rule 'NONE'", e.getMessage());
  }

  @Test
  void aProgramAsksForStartRulesOnly() {
    Grammar grammar = Grammar.parse("g", "%start A\nA = {B}\nB = x");
    assertEquals("A", grammar.phrase("A").toString());
    assertThrows(UserError.class, () -> grammar.phrase("B"));
  }

  @Test
  void shortFormsAreListedWithTheirSenses() {
    Grammar grammar =
        Grammar.parse(
            "g", "%start A\nPAIN | chest pain; angina | CP | my chest\nA = [care plan~CP]");
    assertEquals(
        List.of(
            new Grammar.Abbreviation("CP", "chest pain"),
            new Grammar.Abbreviation("CP", "care plan")),
        grammar.abbreviations());
  }
}
