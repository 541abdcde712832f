package dev.medley.scenario.clinicaltext;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Cells;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * What doctors, nurses and patients of a hospital campus write: discharge summaries, telehealth
 * chats and comments on surveys, with gold labels for every mention.
 *
 * <p>One cell is a campus and a calendar month; every encounter is made from its id alone, and
 * belongs to the month of its event_date. Campuses 1 to 4, 5 to 8, … are a four, one in each
 * region. All times are the campus's wall clock.
 *
 * <p>{@link Campus} is a place with its {@link Author}s and {@link People}, {@link CampusMonth} its
 * days, {@link Illness} what a patient has, and {@link Summary}, {@link Chat} and {@link Survey}
 * turn that into text by the grammar that {@link Words} reads.
 */
@AutoService(Scenario.class)
public final class ClinicalText implements Scenario {

  // ---- code lists

  /** What kind of contact it is. */
  public enum EncounterType {
    INPATIENT,
    TELEHEALTH,
    CLINIC
  }

  /** Who wrote a message. */
  public enum Sender {
    PATIENT,
    CLINICIAN
  }

  /** How a survey came back. */
  public enum Channel {
    SMS,
    WEB,
    PAPER
  }

  /** What an author is. */
  public enum Role {
    PHYSICIAN,
    NURSE_PRACTITIONER,
    RESIDENT
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  // ---- tables

  /** One message of a chat. */
  @Columns(
      """
      message_id    | key, distinct | encounter_id x 64 + message_no.
      campus_id     | filtered | Campus.
      encounter_id  | -> encounters, distinct | The session.
      message_no    | | 1, 2, … in true order.
      sender        | filtered | PATIENT or CLINICIAN.
      sent_ts       | wall clock, distinct | Local time of sending.
      message_text  | distinct, 38 bytes | ASCII. | Telehealth Chat Logs
      _skewed       | | Whether the patient's telephone is slow.
      _skew_minutes | | By how much, minutes, 1 to 5.
      _bad_line     | | Whether the patient's line is bad in this session.
      event_date    | date, filtered | Day on which the session began.
      """)
  public record ChatMessage(
      long messageId,
      int campusId,
      long encounterId,
      short messageNo,
      Sender sender,
      long sentTs,
      String messageText,
      boolean skewed,
      short skewMinutes,
      boolean badLine,
      int eventDate) {}

  /** One discharge summary. */
  @Columns(
      """
      note_id      | key, distinct | Same as encounter_id.
      campus_id    | filtered | Campus.
      encounter_id | -> encounters, distinct | The stay.
      author_id    | -> authors | Who signed it.
      signed_ts    | wall clock, distinct | Local time of signing.
      word_count   | | Words of the text as it was written.
      note_text    | distinct, 1060 bytes | ASCII; sections are lines. | Doctor Discharge Summaries
      _dictates    | | Whether the author uses the old dictation system.
      _wraps       | | Whether the campus's interface breaks lines.
      _cuts        | | Whether the campus's interface cuts long notes.
      _rounds      | | Whether the author is a resident on a teaching service.
      event_date   | date, filtered | Day of discharge.
      """)
  public record DischargeSummary(
      long noteId,
      int campusId,
      long encounterId,
      long authorId,
      long signedTs,
      int wordCount,
      String noteText,
      boolean dictates,
      boolean wraps,
      boolean cuts,
      boolean rounds,
      int eventDate) {}

  /** One returned survey. */
  @Columns(
      """
      response_id    | key, distinct | Same as the visit's encounter_id.
      campus_id      | filtered | Campus.
      encounter_id   | -> encounters, distinct | The clinic visit.
      channel        | filtered | SMS, WEB or PAPER.
      responded_ts   | wall clock, distinct | Local time of the answer; of scanning, if on paper.
      overall_stars  | filtered | 1 to 5, 5 is best.
      comment_text   | distinct, 60 bytes | NULL if there is none. | Patient Satisfaction Surveys
      _flipped_batch | | Whether the campus's scans read 1 as best.
      _link_lost     | | Whether the vendor's feed of the channel loses visits.
      event_date     | date, filtered | Day of the visit.
      """)
  public record SurveyResponse(
      long responseId,
      int campusId,
      long encounterId,
      Channel channel,
      long respondedTs,
      short overallStars,
      String commentText,
      boolean flippedBatch,
      boolean linkLost,
      int eventDate) {}

  /** One stay, session or visit. */
  @Columns(
      """
      encounter_id          | key, distinct | Tells neither time nor type.
      campus_id             | filtered | Campus.
      patient_id            | distinct | Patient of the campus.
      encounter_type        | filtered | INPATIENT, TELEHEALTH or CLINIC.
      start_ts              | wall clock, distinct | Admission, first message, or arrival at the
        | clinic.
      end_ts                | wall clock, distinct | Discharge, last message, or end of the visit.
      age_years             | | Of the patient on event_date, 18 to 103.
      sex                   | | F or M.
      principal_icd10       | -> diagnoses | INPATIENT: coded diagnosis; else NULL.
      temperature_celsius   | 1 decimals | INPATIENT: on admission; else NULL.
      heart_rate_bpm        | | INPATIENT: on admission, beats a minute; else NULL.
      spo2_pct              | | INPATIENT: oxygen saturation on admission, %; else NULL.
      wait_minutes          | | CLINIC: minutes from the door to the room; else NULL.
      parking_occupancy_pct | | CLINIC: how full the lot was on arrival, %; else NULL.
      event_date            | date, filtered | Day of discharge for INPATIENT, else of start_ts.
      """)
  public record Encounter(
      long encounterId,
      int campusId,
      long patientId,
      EncounterType encounterType,
      long startTs,
      long endTs,
      short ageYears,
      Sex sex,
      String principalIcd10,
      Double temperatureCelsius,
      Short heartRateBpm,
      Short spo2Pct,
      Integer waitMinutes,
      Integer parkingOccupancyPct,
      int eventDate) {}

  /** One clinician who writes. */
  @Columns(
      """
      author_id | key, distinct | campus_id x 100 + 0 to 89.
      campus_id | | Campus.
      role      | | PHYSICIAN, NURSE_PRACTITIONER or RESIDENT.
      """)
  public record AuthorRow(long authorId, int campusId, Role role) {}

  /** One diagnosis. */
  @Columns(
      """
      icd10 | key | ICD-10-CM code.
      label | | What authors write.
      """)
  public record DiagnosisRow(String icd10, String label) {}

  /** One sense of a short form. */
  @Columns(
      """
      short_form | key | As it is written: SOB, c/o, pt. | Abbreviations
      sense      | key | What it stands for; some forms have several.
      is_medical | | Whether it is the profession's.
      """)
  public record ShortForm(String shortForm, String sense, boolean isMedical) {}

  /** One part of a text whose meaning is known. */
  @Columns(
      """
      table_name    | key, filtered | discharge_summaries, chat_messages or survey_responses.
      doc_id        | key, distinct | note_id, message_id or response_id.
      span_no       | key | 1, 2, … in the text.
      begin_offset  | | Characters before it, in the text before the mess.
      end_offset    | | Characters before its end.
      surface       | | As it is written.
      label_type    | filtered | CONCEPT, QUESTION, ABBREVIATION or TOPIC.
      label         | filtered | Code of the concept, short form, or topic of the comment.
      value         | | CONCEPT: PRESENT, ABSENT, POSSIBLE, HYPOTHETICAL, CONDITIONAL or
        | OTHER_PERSON; QUESTION: PRESENT or ABSENT; TOPIC: POSITIVE or NEGATIVE; ABBREVIATION: its
        | sense.
      is_short_form | | Whether it is written short.
      event_date    | date | Day of the document.
      """)
  public record TextSpan(
      String tableName,
      long docId,
      int spanNo,
      int beginOffset,
      int endOffset,
      String surface,
      String labelType,
      String label,
      String value,
      boolean isShortForm,
      int eventDate) {}

  /** What is true of a summary. */
  @Columns(
      """
      note_id             | key, distinct | Summary.
      principal_dx_agrees | | Whether the printed diagnosis is the coded one.
      stale_vitals        | | Whether the printed vital signs are those of another day.
      event_date          | date | Day of discharge.
      """)
  public record NoteTruth(
      long noteId, boolean principalDxAgrees, boolean staleVitals, int eventDate) {}

  /** How an author writes. */
  @Columns(
      """
      author_id         | key, distinct | Author.
      abbreviation_rate | 3 decimals | Share of what can be written short that is.
      verbosity         | 3 decimals | 0 terse to 1 wordy.
      section_order     | | 0 to 3.
      short_headers     | | Whether headings are short.
      typo_rate         | 4 decimals | Share of words of four letters or more that are mistyped.
      """)
  public record AuthorStyle(
      long authorId,
      double abbreviationRate,
      double verbosity,
      int sectionOrder,
      boolean shortHeaders,
      double typoRate) {}

  static final Table<ChatMessage> CHAT_MESSAGES =
      Table.fact("chat_messages", ChatMessage.class, "One row per message of a telehealth chat.")
          .perMainRow(1);
  static final Table<DischargeSummary> DISCHARGE_SUMMARIES =
      Table.fact("discharge_summaries", DischargeSummary.class, "One row per inpatient discharge.")
          .perMainRow(0.038);
  static final Table<SurveyResponse> SURVEY_RESPONSES =
      Table.fact(
              "survey_responses",
              SurveyResponse.class,
              "One row per returned survey on a clinic visit.")
          .perMainRow(0.045);
  static final Table<Encounter> ENCOUNTERS =
      Table.fact("encounters", Encounter.class, "One row per stay, chat session and clinic visit.")
          .perMainRow(0.305);
  static final Table<AuthorRow> AUTHORS =
      Table.regional("authors", AuthorRow.class, "Clinicians who write summaries.").perUnit(59);
  static final Table<DiagnosisRow> DIAGNOSES =
      Table.single("diagnoses", DiagnosisRow.class, "Codes and labels of principal diagnoses.")
          .rows(Diagnosis.values().length)
          .reference();
  static final Table<ShortForm> ABBREVIATION_LEXICON =
      Table.single(
              "abbreviation_lexicon",
              ShortForm.class,
              "Every short form of one word that clinicians write, with each of its senses.")
          .rows(100)
          .reference();
  static final Table<TextSpan> TEXT_SPANS =
      Table.fact(
              "text_spans",
              TextSpan.class,
              "Gold labels: one row per mention, question, ambiguous short form and topic.")
          .key()
          .perMainRow(1.2);
  static final Table<NoteTruth> NOTE_TRUTH =
      Table.fact("note_truth", NoteTruth.class, "Where summaries contradict the chart.")
          .key()
          .perMainRow(0.038);
  static final Table<AuthorStyle> AUTHOR_STYLE =
      Table.regional("author_style", AuthorStyle.class, "How every author writes.")
          .key()
          .perUnit(59);

  // ---- rules

  static final Param SIZE_SD =
      Param.nonNegative("units.size_sd", 0.35, "Spread of the logarithm of the campuses' sizes.");
  static final Param LOT_OFFSET =
      Param.nonNegative(
          "units.parking_points", 4, "How much fuller or emptier than usual a campus's lot is.");
  static final Param WAIT_OFFSET =
      Param.nonNegative(
          "units.wait_log", 0.18, "How much longer or shorter its waits are, as a logarithm.");
  static final Param OWN_DIAGNOSIS =
      Param.share("people.own_diagnosis", 0.40, "Share of a person's stays for the same disease.");
  static final Param TEMPER_SD =
      Param.nonNegative("people.temper_sd", 0.60, "Spread of people's tempers, in stars.");
  static final Param TYPING =
      Param.nonNegative(
          "people.typo_rate", 0.035, "Share of long words that patients mistype, 0 to 0.3.");
  static final Param LENGTH =
      new Param("note.length_factor", 1, 0.2, 10, "Factor on the number of a note's sentences.");
  static final Param NEGATION =
      new Param(
          "negation.factor",
          1.35,
          0,
          3,
          "Factor on the chance that a symptom is asked and denied.");
  static final Param ABBREVIATIONS =
      new Param(
          "style.abbreviation_mean",
          0.72,
          0.1,
          0.95,
          "Mean share of what can be written short that is.");
  static final Param FAVOURITE =
      Param.share("style.favourite", 0.40, "Share of wordings that are the author's own.");
  static final Param ASKED_CHEST_PAIN =
      Param.share(
          "chat_flow.asks_chest_pain", 0.35, "Share of sessions in which nurses plan to ask it.");
  static final Param PARKING =
      Param.share(
          "survey_experience.full_lot", 0.34, "How many complain of parking at a full lot.");
  static final Param WAITING =
      Param.nonNegative(
          "survey_experience.wait", 0.05, "What a minute of waiting adds to the log-odds.");
  static final Param OTHER_LABEL =
      Param.share("disagreement.other_label", 0.05, "Notes that print another diagnosis.");
  static final Param STALE_VITALS =
      Param.share("disagreement.stale_vitals", 0.03, "Notes that print another day's vitals.");
  static final Param FLU_SD =
      Param.nonNegative("shock.flu_sd", 0.25, "Spread of the logarithm of a region's flu week.");
  static final Param SNOW =
      Param.share("shock.snow", 0.015, "Snow days among those from December to March.");
  static final Param CARRIER_SHAPE =
      new Param(
          "carrier.shape", 1, 0.2, 100, "How alike the carriers of mess are: shape of a gamma.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "units",
              "design",
              "Campuses differ in size; full and empty lots, long and short waits are dealt to each"
                  + " four in their four combinations.",
              SIZE_SD,
              LOT_OFFSET,
              WAIT_OFFSET),
          Rule.of(
              "people",
              "design",
              "A campus's adults age, die, arrive and leave; some come often. Diseases, temper,"
                  + " typing and telephone are the person's own.",
              OWN_DIAGNOSIS,
              TEMPER_SD,
              TYPING),
          Rule.of(
              "patient_state",
              "2.8; i2b2 2010",
              "Age, sex and season make the diagnosis, the diagnosis makes symptoms; others are"
                  + " denied. Texts, vital signs and gold labels come from this one state."),
          Rule.of(
              "note",
              "2.8; Rule 2021",
              "A note has its author's order of sections; wordy authors and long stays make it"
                  + " longer.",
              LENGTH),
          Rule.of(
              "negation",
              "2.8; Chapman 2001 (NegEx)",
              "Absent symptoms are denied before, in lists, behind a 'but' and after the mention;"
                  + " others are possible, hypothetical, to watch for, or a relative's.",
              NEGATION),
          Rule.of(
              "style",
              "2.8; NYPH",
              "Each author abbreviates at a rate of his own, has favourite wordings, headings and"
                  + " dot phrases, is away for weeks and leaves. MS, PT, RA, PE, SOB and CP have"
                  + " several senses.",
              ABBREVIATIONS,
              FAVOURITE),
          Rule.of(
              "chat_flow",
              "2.8",
              "Nurses greet, ask for symptoms in turn and advise; patients answer truly in their"
                  + " own words, and some fall silent.",
              ASKED_CHEST_PAIN),
          Rule.of(
              "survey_experience",
              "2.8; Doing-Harris 2016",
              "Long waits and a full lot make people complain, and complaints cost stars; the"
                  + " unhappy answer more often.",
              PARKING,
              WAITING),
          Rule.of(
              "disagreement",
              "design",
              "Some notes print another diagnosis than the coded one, or another day's vital signs.",
              OTHER_LABEL,
              STALE_VITALS),
          Rule.of(
              "shock",
              "design",
              "A region's flu weeks bring pneumonia and COPD; snow empties the clinics and fills"
                  + " the chats.",
              FLU_SD,
              SNOW),
          Rule.of(
              "carrier",
              "design",
              "Interfaces, scanners and feeds are bad in spells; some are so often, most hardly"
                  + " ever.",
              CARRIER_SHAPE));

  // ---- mess

  static final int CUT_AT = 1_200;

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("discharge_summaries", "note_all_caps")
              .doc("The old dictation system writes capitals.")
              .where("_dictates")
              .rate(0.75)
              .perRow(0.018)
              .set("note_text", "upper(note_text)"),
          Stage.on("discharge_summaries", "note_hard_wrap")
              .doc("The interface ends a line at the first space after 80 characters.")
              .where("_wraps")
              .rate(0.50)
              .perRow(0.13)
              .set("note_text", "regexp_replace(note_text, '([^\\\\n]{80}[^ \\\\n]*) ', '$1\\n')"),
          Stage.on("discharge_summaries", "note_truncated")
              .doc("The interface takes 1,200 characters.")
              .where("_cuts AND length(note_text) > " + CUT_AT)
              .rate(0.60)
              .perRow(0.031)
              .set("note_text", "substring(note_text, 1, " + CUT_AT + ")"),
          Stage.on("discharge_summaries", "attending_cosign")
              .doc("A resident's note is filed under the attending physician.")
              .where("_rounds")
              .rate(0.80)
              .perRow(0.046)
              .set("author_id", "CAST(campus_id AS BIGINT) * 100"),
          Stage.on("survey_responses", "survey_scale_flipped")
              .doc("A batch of paper forms is read with 1 as best.")
              .where("channel = 'PAPER' AND _flipped_batch")
              .rate(0.80)
              .perRow(0.0082)
              .set("overall_stars", "CAST(6 - overall_stars AS SMALLINT)"),
          Stage.on("survey_responses", "survey_unlinked")
              .doc("The vendor's feed lost the visit.")
              .where("_link_lost")
              .rate(0.50)
              .perRow(0.035)
              .setNull("encounter_id"),
          Stage.on("chat_messages", "chat_clock_skew")
              .doc("The patient's telephone is slow.")
              .where("sender = 'PATIENT' AND _skewed")
              .perRow(0.016)
              .set("sent_ts", "timestampadd(MINUTE, -CAST(_skew_minutes AS INT), sent_ts)"),
          Stage.on("chat_messages", "chat_resent")
              .doc("A bad line sends the message twice.")
              .where("sender = 'PATIENT' AND _bad_line")
              .rate(0.20)
              .perRow(0.0039)
              .duplicate());

  // ---- wiring

  /** Messages a campus of the mean size has in a year. */
  private static final double MESSAGES_PER_YEAR = Campus.SESSIONS_PER_YEAR * 13.1;

  private static final int FEWEST_CAMPUSES = 4;
  private static final int FEWEST_MONTHS = 2;

  @Override
  public About about() {
    return new About(
        "clinical_text",
        "Clinical notes, chats and comments: what the keyword tagger gets wrong",
        """
        Doctors' discharge summaries, telehealth chats and patients' survey comments arrive as free
        text. A vendor's keyword tagger reports chest pain for every "denies chest pain", finds a
        third of the shortness of breath because doctors write "c/o SOB", and management concludes
        from the stars that patients dislike the care. The text says otherwise: bad reviews are
        about the wait and the parking garage, and gold labels let you measure your own tagger.
        """,
        "hospital campus",
        List.of("2.8"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        CHAT_MESSAGES,
        DISCHARGE_SUMMARIES,
        SURVEY_RESPONSES,
        ENCOUNTERS,
        AUTHORS,
        DIAGNOSES,
        ABBREVIATION_LEXICON,
        TEXT_SPANS,
        NOTE_TRUTH,
        AUTHOR_STYLE);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public Cells cells() {
    return Cells.ofOneUnit().byMonth();
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return MESSAGES_PER_YEAR * horizon.years();
  }

  /** At least one campus in each region; fewer rows than these have take fewer whole months. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    long campuses = Math.max(FEWEST_CAMPUSES, Math.round(mainRows / mainRowsPerUnit(horizon)));
    double rowsOfMonth = FEWEST_CAMPUSES * MESSAGES_PER_YEAR / 12;
    long months = Math.max(FEWEST_MONTHS, (long) Math.ceil(mainRows / rowsOfMonth));
    LocalDate last = horizon.from().plusMonths(months).minusDays(1);
    boolean isShorter = campuses == FEWEST_CAMPUSES && last.isBefore(horizon.to());
    return Size.of(campuses, isShorter ? new Horizon(horizon.from(), last) : horizon);
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new CampusMonth(cell, world, laws);
      }

      @Override
      public void emitReference(Emitter out) {
        for (Diagnosis diagnosis : Diagnosis.values()) {
          out.emit(DIAGNOSES, new DiagnosisRow(diagnosis.icd10, diagnosis.label));
        }
        Words.lexicon().forEach(form -> out.emit(ABBREVIATION_LEXICON, form));
      }
    };
  }
}
