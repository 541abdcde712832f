package dev.medley.scenario.clinicaltext;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.ChatMessage;
import dev.medley.scenario.clinicaltext.ClinicalText.Sender;
import dev.medley.text.Concept;
import dev.medley.text.Marked;
import dev.medley.text.Phrase;
import dev.medley.text.Span;
import dev.medley.text.Text;
import dev.medley.text.Voice;
import dev.medley.world.Emitter;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.List;

/** A telehealth session: who writes what, and when. */
final class Chat {
  static final String TABLE = "chat_messages";
  private static final int MESSAGES = 64;

  // ---- rule chat_flow
  private static final int FEWEST_QUESTIONS = 2;
  private static final int MOST_QUESTIONS = 5;
  private static final double SAYS_MORE = 0.35;
  private static final double FALLS_SILENT = 0.05;
  private static final int MOST_ADVICE = 3;

  /** Of the questions in turn the first six are planned; more are needed only for double ones. */
  private static final int PLANNED = 6;

  private static final int CONCEPTS = 2 * MOST_QUESTIONS;

  private static final LogNormal PATIENT_SECONDS = LogNormal.ofMedianAndP90(35, 240);
  private static final LogNormal NURSE_SECONDS = LogNormal.ofMedianAndP90(70, 360);
  private static final double PACE_SD = 0.3;
  private static final double BAD_LINES = 0.04;

  private static final Phrase GREETING = Words.phrase("GREET");
  private static final Phrase COMPLAINT = Words.phrase("P_OPEN");
  private static final Phrase QUESTION = Words.phrase("ASK");
  private static final Phrase YES = Words.phrase("YES");
  private static final Phrase NO = Words.phrase("NO");
  private static final Phrase MORE = Words.phrase("P_MORE");
  private static final Phrase ADVICE = Words.phrase("ADVICE");
  private static final Phrase FAREWELL = Words.phrase("P_END");

  private final Text text;
  private final Laws laws;

  // The session that is being written.
  private long id;
  private int campusId;
  private int day;
  private Person person;
  private boolean isBadLine;
  private Draw gaps;
  private double patientPace;
  private double nursePace;
  private long second;
  private short number;
  private Emitter out;

  Chat(Text text, Laws laws) {
    this.text = text;
    this.laws = laws;
  }

  /** Emits the messages of a session; gives the second of the last. */
  long emit(
      Campus campus, long encounterId, Person patient, Illness illness, long start, Emitter rows) {
    id = encounterId;
    campusId = campus.id;
    day = WallClock.epochDay(start);
    person = patient;
    out = rows;
    second = start;
    number = 0;
    isBadLine = laws.badLines.uniform(id) < BAD_LINES * patient.badLine();
    gaps = laws.gaps.at(id);
    patientPace = Math.exp(PACE_SD * Normal.standard(gaps));
    nursePace = Math.exp(PACE_SD * Normal.standard(gaps));

    Draw draw = laws.chats.at(id);
    int questions = FEWEST_QUESTIONS + draw.nextInt(MOST_QUESTIONS - FEWEST_QUESTIONS + 1);
    boolean fallsSilent = draw.nextDouble() < FALLS_SILENT;
    int answered = fallsSilent ? 1 + draw.nextInt(questions) : questions;
    int advice = 1 + draw.nextInt(MOST_ADVICE);
    boolean[] saysMore = new boolean[answered];
    int more = 0;
    for (int i = 0; i < answered; i++) {
      saysMore[i] = draw.nextDouble() < SAYS_MORE;
      more += saysMore[i] ? 1 : 0;
    }
    int nurse = campus.nurse(draw.nextDouble());
    Voice nurseVoice = campus.nurseVoice(nurse);
    begin(campus, nurse, nurseVoice, illness, start);

    send(Sender.CLINICIAN, text.add(GREETING).finish());
    text.speak(patient.voice());
    send(Sender.PATIENT, text.add(COMPLAINT).finish());
    List<Marked> additions = lines(MORE, more);
    for (int i = 0; i < answered; i++) {
      Marked question = text.speak(nurseVoice).add(QUESTION).finish();
      send(Sender.CLINICIAN, question, illness.present());
      Phrase answer = isAnyIn(question, illness.present()) ? YES : NO;
      send(Sender.PATIENT, text.speak(patient.voice()).add(answer).finish());
      if (saysMore[i]) {
        send(Sender.PATIENT, additions.remove(0));
      }
    }
    text.speak(nurseVoice);
    lines(ADVICE, fallsSilent ? 1 : advice).forEach(line -> send(Sender.CLINICIAN, line));
    if (!fallsSilent) {
      send(Sender.PATIENT, text.speak(patient.voice()).add(FAREWELL).finish());
    }
    return second;
  }

  private void begin(Campus campus, int nurse, Voice nurseVoice, Illness illness, long start) {
    Draw draw = laws.chats.at(id, 1);
    int hour = WallClock.hourOfDay(start);
    text.start(nurseVoice, laws.chatTexts.bits(id))
        .tags(
            (person.isFemale ? Words.FEMALE : 0)
                | (illness.has(Symptom.FEVER) ? Words.FEBRILE : 0)
                | (Integer.bitCount(illness.present()) > 1 ? Words.SEVERAL : 0))
        .set(Words.AGE, person.age(day))
        .set(Words.NURSE, campus.nurseName(nurse))
        .set(
            Words.DAYPART,
            hour >= 4 && hour < 12 ? "morning" : hour >= 12 && hour < 17 ? "afternoon" : "evening")
        .list(Words.PRESENT, Words.symptoms(illness.present()))
        .list(Words.ABSENT, Words.symptoms(illness.absent()))
        .list(Words.CONDITIONAL, Summary.cautions(draw))
        .list(Words.POSSIBLE, Words.FEARED)
        .list(Words.HYPOTHETICAL, Words.FEARED)
        .list(Words.OF_RELATIVES, Words.RUN_IN_FAMILIES)
        .list(Words.ASKED, questions(draw));
  }

  /** What the nurse asks for in turn; often chest pain is among it. */
  private Concept[] questions(Draw draw) {
    int[] order = new int[Symptom.ALL.length];
    int n = 0;
    for (Symptom symptom : Symptom.ALL) {
      if (symptom.denied > 0) {
        order[n++] = symptom.number;
      }
    }
    for (int i = 0; i < CONCEPTS; i++) {
      swap(order, i, i + draw.nextInt(n - i));
    }
    boolean isForced = draw.nextDouble() < laws.askedChestPain;
    int forcedAt = draw.nextInt(PLANNED);
    if (isForced) {
      int at = 0;
      while (order[at] != Symptom.CHEST_PAIN.number) {
        at++;
      }
      if (at >= PLANNED) {
        swap(order, at, forcedAt);
      }
    }
    Concept[] questions = new Concept[CONCEPTS];
    for (int i = 0; i < CONCEPTS; i++) {
      questions[i] = Words.symptom(order[i]);
    }
    return questions;
  }

  private static void swap(int[] order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }

  private static boolean isAnyIn(Marked question, int present) {
    for (Span span : question.spans()) {
      if (span.type().equals(Gold.QUESTION) && Symptom.valueOf(span.label()).isIn(present)) {
        return true;
      }
    }
    return false;
  }

  /** So many messages of one kind, none like another. */
  private List<Marked> lines(Phrase phrase, int n) {
    List<Marked> lines = new ArrayList<>();
    if (n == 0) {
      return lines;
    }
    Marked all = text.add(phrase, n, "\n").finish();
    int begin = 0;
    while (begin <= all.text().length()) {
      int newline = all.text().indexOf('\n', begin);
      int end = newline < 0 ? all.text().length() : newline;
      List<Span> spans = new ArrayList<>();
      for (Span s : all.spans()) {
        if (s.begin() >= begin && s.end() <= end) {
          spans.add(
              new Span(
                  s.begin() - begin, s.end() - begin, s.type(), s.label(), s.value(), s.form()));
        }
      }
      lines.add(new Marked(all.text().substring(begin, end), spans));
      begin = end + 1;
    }
    return lines;
  }

  private void send(Sender sender, Marked message) {
    send(sender, message, 0);
  }

  private void send(Sender sender, Marked message, int present) {
    if (number > 0) {
      boolean isPatient = sender == Sender.PATIENT;
      double gap =
          isPatient
              ? patientPace * PATIENT_SECONDS.sample(gaps)
              : nursePace * NURSE_SECONDS.sample(gaps);
      second += Math.max(1, Math.round(gap));
    }
    number++;
    long messageId = id * MESSAGES + number;
    out.emit(
        ClinicalText.CHAT_MESSAGES,
        new ChatMessage(
            messageId,
            campusId,
            id,
            number,
            sender,
            second,
            message.text(),
            person.hasSlowPhone(),
            (short) person.skewMinutes(),
            isBadLine,
            day));
    Gold.emit(out, TABLE, messageId, message, present, day);
  }
}
