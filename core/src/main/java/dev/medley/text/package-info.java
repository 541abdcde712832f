/**
 * Texts that are written from a simulated case: notes, chats, comments, transcripts. A grammar file
 * beside the scenario says what can be written, the scenario fills in what is the case and who
 * writes, and the text comes with exact gold spans.
 *
 * <h2>A grammar, from top to bottom</h2>
 *
 * <pre>{@code
 * # Lines that begin with # are comments. A line that begins with a space goes on with the one above.
 * %start NOTE ADVICE                   the rules that the program writes
 * %slots age temp                      the values that the program fills in
 * %tags febrile                        what can be the case or not
 * %value n: 2-9                        a number, drawn anew at each $n
 * %value weekday: Monday; Tuesday      a word, drawn anew at each $weekday
 * %list P: 1-3, and 60%, CONCEPT PRESENT
 * %list A: 1-4, or, CONCEPT ABSENT
 * %ambiguous MS                        short forms whose every use is a gold span
 *
 * FEVER | fever; fevers | - | fever; high temp
 * DYSPNEA | shortness of breath; dyspnea | SOB | trouble breathing
 *
 * NOTE = {WHO} came with <P+> {maybe 40%: since $weekday}. {DENIAL}
 *   | *3 {WHO} has had <P> for $n days, {slightly|much} worse at night.
 * WHO by author = This is a $age year old | [patient~pt]
 * DENIAL = Denies <A+>. | @febrile Skin hot at $temp. | @!febrile No <A> on arrival.
 * ADVICE = {repeat 1-2 " ": {LINE}}
 * LINE = Call if <A> recurs. | {shuffle ", ": rest | fluids | [multiple sclerosis~MS] clinic}.
 *   | <RELATIVE MS OTHER_PERSON: mother had [multiple sclerosis~MS]>.
 * }</pre>
 *
 * <p>(In a file nothing stands after the words of a {@code %} line.) A NOTE may read: <i>Pt came
 * with fever since Tuesday. Denies SOB.</i>
 *
 * <table>
 * <caption>What can stand in a rule</caption>
 * <tr><td>{@code a | b}<td>one or the other, equally often
 * <tr><td>{@code *3 a | b}<td>the first three times as often; any number above 0
 * <tr><td>{@code @tag a}, {@code @!tag a}<td>only if the tag holds, or does not; several must all
 *     hold; at least one alternative must be left
 * <tr><td>{@code RULE by author =}<td>the same author always takes the same alternative; otherwise
 *     each document draws anew, and habits of the {@link dev.medley.text.Voice} bend the draw
 * <tr><td>{@code {RULE}}<td>what that rule gives
 * <tr><td>{@code {a|b}}, {@code {by author: a|b}}<td>a choice inside a sentence
 * <tr><td>{@code {maybe: a}}, {@code {maybe 40%: a}}, {@code {maybe by author 40%: a}}<td>in half
 *     of all cases, or so many, or by so many authors
 * <tr><td>{@code {shuffle ", ": a | b | c}}, {@code {shuffle by author ", ": ...}}<td>all of them
 *     in any order, with what is quoted between them (a space, if nothing is)
 * <tr><td>{@code {repeat 2-4 "; ": {RULE}}}<td>two to four times; no alternative of the rule comes
 *     again before each has come
 * <tr><td>{@code $slot}, <code>$&#123;slot&#125;th</code><td>a value, never mistyped
 * <tr><td>{@code [long form~short]}<td>an abbreviation; the author's rate decides
 * <tr><td>{@code <P>}, {@code <P+>}<td>one concept of the list, or as many as its {@code %list} line
 *     says, each a gold span
 * <tr><td>{@code <TYPE LABEL VALUE FORM: words>}<td>words that are a gold span; the last of the four
 *     may be left out, and each may be a {@code $slot}
 * <tr><td>{@code {exact: Past history:}}<td>plain words that are never mistyped: a heading
 * <tr><td>{@code \n}, {@code \|}<td>the end of a line; a backslash before any other character means
 *     that character
 * </table>
 *
 * <p>A {@code %list} line says how many {@code <P+>} mentions; the word before the last of several
 * and how often it is there; {@code in turn} if concepts come in the order in which the program
 * gave them (otherwise in any order); type and value of the gold spans. Without a type a mention is
 * no span. No concept comes twice in what is written at once, as long as the list has others.
 *
 * <p>A concept's line holds its clinical, short and lay forms: {@code ;} between forms, {@code -}
 * for none. Write all forms small: each begins a sentence with a capital where one is needed (not
 * in a {@linkplain dev.medley.text.Voice#lay lay} voice). Spaces need no care at the edge of parts
 * that may be left out, either: two become one, and none stays before a full stop or comma; but
 * write one before {@code {maybe:}} if the words are not to stick to those before.
 *
 * <p>Rules may not lead back to themselves. A file that is wrong is refused with all faults, each
 * with its line: unknown and unused names, cycles, weights of 0, brackets that do not close.
 *
 * <h2>In a scenario</h2>
 *
 * <p>Read the {@link dev.medley.text.Grammar} once a simulator, make one {@link
 * dev.medley.text.Text} a cell (it is for one thread) and one {@link dev.medley.text.Voice} an
 * author, its rates drawn from the author's stream. Keys are 64 bits of a stream: {@code
 * streams.named("note").bits(noteId)}. For a chat, {@link dev.medley.text.Text#finish} ends each
 * message and {@link dev.medley.text.Text#speak} lets the other one speak.
 *
 * <p>That a sentence is not in too many notes is the grammar's business: give each a number, time,
 * list, optional tail or choice. Four wordings times seven weekdays times eight numbers are enough.
 *
 * <h2>Texts that are garbled on the way</h2>
 *
 * <p>An {@link dev.medley.text.Edit} makes another text of a finished one and moves its spans. A
 * mess stage is a SQL expression and cannot do that, so the simulator writes the garbled text into
 * a hidden column, null unless the row's carrier makes it eligible, and the stage chooses rows:
 *
 * <pre>{@code
 * Marked heard = isPoorLine ? MISHEARD.apply(said, asr.bits(callId)) : null;
 * Stage.on("calls", "asr_garble").where("_heard_text IS NOT NULL").rate(.6)
 *     .set("transcript_snippet", "_heard_text")
 * }</pre>
 *
 * <p>The spans of the garbled text go into the key beside those of the clean one, in columns or
 * rows of their own; the engine's key says which rows were hit, and so which of the two are in
 * force. Capitals and wrapped lines keep every offset: {@code upper(note_text)} needs no hidden
 * column.
 */
package dev.medley.text;
