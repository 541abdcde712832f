package dev.medley.scenario.clinicaltext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.scenario.clinicaltext.ClinicalText.AuthorStyle;
import dev.medley.scenario.clinicaltext.ClinicalText.Channel;
import dev.medley.scenario.clinicaltext.ClinicalText.ChatMessage;
import dev.medley.scenario.clinicaltext.ClinicalText.DischargeSummary;
import dev.medley.scenario.clinicaltext.ClinicalText.Encounter;
import dev.medley.scenario.clinicaltext.ClinicalText.EncounterType;
import dev.medley.scenario.clinicaltext.ClinicalText.Sender;
import dev.medley.scenario.clinicaltext.ClinicalText.ShortForm;
import dev.medley.scenario.clinicaltext.ClinicalText.SurveyResponse;
import dev.medley.scenario.clinicaltext.ClinicalText.TextSpan;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClinicalTextTest extends ScenarioContract {
  private static final ClinicalText SCENARIO = new ClinicalText();
  private static final Horizon JANUARY = Horizon.of("2024-01-01", "2024-01-31");
  private static final int CAMPUSES = 4;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    // In this world a scanner is bad within two months.
    return Map.of("units", "4", "to", "2024-02-29", "seed", "2");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.survey_experience.full_lot", "0"),
            Set.of("why_they_are_angry", "full_lot")),
        new Mechanism(
            Map.of("world.survey_experience.wait", "0"),
            Set.of("why_they_are_angry", "waiting_costs_stars")),
        new Mechanism(
            Map.of("world.disagreement.other_label", "0", "world.disagreement.stale_vitals", "0"),
            Set.of("text_against_chart")),
        new Mechanism(
            Map.of("world.style.abbreviation_mean", "0.3"),
            Set.of("abbreviations", "shorthand", "abbreviated_tokens")),
        new Mechanism(Map.of("world.units.wait_log", "0"), Set.of("campuses_wait_differently")));
  }

  /** The plain world, made once. */
  private static final class Plain {
    static final CollectedRows ROWS = simulate(Map.of());
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), JANUARY, CAMPUSES, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      var simulation = SCENARIO.simulator(world).open(SCENARIO.cell(region, 0, world));
      simulation.emitDimensions(rows);
      simulation.advanceTo(JANUARY.end(), rows);
    }
    return rows;
  }

  private static Map<Long, Encounter> encounters(CollectedRows rows) {
    return rows.of(ClinicalText.ENCOUNTERS).stream()
        .collect(Collectors.toMap(Encounter::encounterId, e -> e));
  }

  private static List<TextSpan> spans(CollectedRows rows, String table, String type) {
    return rows.of(ClinicalText.TEXT_SPANS).stream()
        .filter(s -> s.tableName().equals(table) && s.labelType().equals(type))
        .toList();
  }

  // ---- gold

  @Test
  void spansAreExactInEveryTextAndTextsAreAscii() {
    CollectedRows rows = Plain.ROWS;
    Map<String, Map<Long, String>> texts = new HashMap<>();
    Map<Long, String> notes = new HashMap<>();
    rows.of(ClinicalText.DISCHARGE_SUMMARIES).forEach(n -> notes.put(n.noteId(), n.noteText()));
    Map<Long, String> chats = new HashMap<>();
    rows.of(ClinicalText.CHAT_MESSAGES).forEach(m -> chats.put(m.messageId(), m.messageText()));
    Map<Long, String> comments = new HashMap<>();
    rows.of(ClinicalText.SURVEY_RESPONSES)
        .forEach(s -> comments.put(s.responseId(), s.commentText()));
    texts.put("discharge_summaries", notes);
    texts.put("chat_messages", chats);
    texts.put("survey_responses", comments);
    for (TextSpan s : rows.of(ClinicalText.TEXT_SPANS)) {
      String text = texts.get(s.tableName()).get(s.docId());
      assertEquals(s.surface(), text.substring(s.beginOffset(), s.endOffset()));
      assertFalse(s.surface().isBlank());
    }
    for (Map<Long, String> of : texts.values()) {
      for (String text : of.values()) {
        assertTrue(text == null || text.chars().allMatch(c -> c < 128), text);
        assertFalse(text != null && text.matches("(?s).*(\\$[a-z]|[{}<>\\[\\]~|]).*"), text);
        assertTrue(text == null || !text.contains("  "), text);
      }
    }
  }

  @Test
  void aNoteSaysNothingBothPresentAndAbsent() {
    Map<String, Set<String>> values = new HashMap<>();
    for (TextSpan s : spans(Plain.ROWS, "discharge_summaries", "CONCEPT")) {
      values.computeIfAbsent(s.docId() + " " + s.label(), k -> new HashSet<>()).add(s.value());
    }
    values.forEach(
        (concept, of) -> assertFalse(of.contains("PRESENT") && of.contains("ABSENT"), concept));
  }

  @Test
  void onlyFeverIsWarm() {
    CollectedRows rows = Plain.ROWS;
    Set<Long> febrile =
        spans(rows, "discharge_summaries", "CONCEPT").stream()
            .filter(s -> s.label().equals("FEVER") && s.value().equals("PRESENT"))
            .map(TextSpan::docId)
            .collect(Collectors.toSet());
    double[] sums = new double[4];
    for (Encounter e : rows.of(ClinicalText.ENCOUNTERS)) {
      if (e.encounterType() == EncounterType.INPATIENT) {
        int group = febrile.contains(e.encounterId()) ? 0 : 2;
        sums[group] += e.temperatureCelsius();
        sums[group + 1]++;
      }
    }
    assertEquals(0.9, sums[0] / sums[1] - sums[2] / sums[3], 0.15);
  }

  @Test
  void whoAbbreviatesMoreWritesMoreShortForms() {
    CollectedRows rows = Plain.ROWS;
    Map<Long, Double> rates =
        rows.of(ClinicalText.AUTHOR_STYLE).stream()
            .collect(Collectors.toMap(AuthorStyle::authorId, AuthorStyle::abbreviationRate));
    Map<Long, Long> authors =
        rows.of(ClinicalText.DISCHARGE_SUMMARIES).stream()
            .collect(Collectors.toMap(DischargeSummary::noteId, DischargeSummary::authorId));
    double[] shorts = new double[2];
    double[] all = new double[2];
    for (TextSpan s : spans(rows, "discharge_summaries", "CONCEPT")) {
      if (s.label().equals("DYSPNEA")) {
        int group = rates.get(authors.get(s.docId())) > 0.72 ? 1 : 0;
        shorts[group] += s.isShortForm() ? 1 : 0;
        all[group]++;
      }
    }
    assertTrue(shorts[1] / all[1] > 0.75 && shorts[0] / all[0] < 0.68);
  }

  @Test
  void ambiguousFormsHaveSeveralSensesInTheLexicon() {
    List<ShortForm> forms = Words.lexicon();
    for (String form : List.of("MS", "PT", "RA", "PE", "SOB", "CP")) {
      assertTrue(forms.stream().filter(f -> f.shortForm().equals(form)).count() >= 2, form);
    }
    assertTrue(forms.contains(new ShortForm("abd", "abdominal", true)));
    assertTrue(forms.contains(new ShortForm("c/o", "complains of", true)));
    assertTrue(forms.stream().noneMatch(f -> f.shortForm().contains(" ")));
    assertEquals(forms.size(), new HashSet<>(forms).size());
  }

  // ---- chats

  @Test
  void chatsAreInOrderAndAnswersAreTrue() {
    CollectedRows rows = Plain.ROWS;
    Map<Long, Set<String>> asked = new HashMap<>();
    spans(rows, "chat_messages", "QUESTION")
        .forEach(s -> asked.computeIfAbsent(s.docId(), d -> new HashSet<>()).add(s.value()));
    Map<Long, List<ChatMessage>> sessions =
        rows.of(ClinicalText.CHAT_MESSAGES).stream()
            .collect(Collectors.groupingBy(ChatMessage::encounterId));
    Map<Long, Encounter> encounters = encounters(rows);
    long messages = 0;
    for (Map.Entry<Long, List<ChatMessage>> session : sessions.entrySet()) {
      List<ChatMessage> chat = session.getValue();
      messages += chat.size();
      assertEquals(encounters.get(session.getKey()).startTs(), chat.get(0).sentTs());
      assertEquals(encounters.get(session.getKey()).endTs(), chat.get(chat.size() - 1).sentTs());
      for (int i = 0; i < chat.size(); i++) {
        assertEquals(i + 1, chat.get(i).messageNo());
        assertTrue(i == 0 || chat.get(i).sentTs() > chat.get(i - 1).sentTs());
        Set<String> values = asked.get(chat.get(i).messageId());
        if (values != null) {
          assertEquals(Sender.CLINICIAN, chat.get(i).sender());
          assertEquals(!values.contains("PRESENT"), chat.get(i + 1).messageText().startsWith("n"));
        }
      }
    }
    assertEquals(13.1, messages / (double) sessions.size(), 1);
  }

  // ---- people and hours

  @Test
  void placesKeepTheirHours() {
    CollectedRows rows = Plain.ROWS;
    for (Encounter e : rows.of(ClinicalText.ENCOUNTERS)) {
      assertTrue(e.startTs() < e.endTs(), e.toString());
      assertTrue(e.ageYears() >= 18 && e.ageYears() <= 103, e.toString());
      if (e.encounterType() == EncounterType.CLINIC) {
        assertTrue(WallClock.weekday(e.eventDate()) != 6, e.toString());
        assertFalse(Holidays.FEDERAL.isDayOff(e.eventDate()), e.toString());
        assertEquals(e.eventDate(), WallClock.epochDay(e.startTs()));
      } else if (e.encounterType() == EncounterType.INPATIENT) {
        assertEquals(e.eventDate(), WallClock.epochDay(e.endTs()));
      }
    }
    for (SurveyResponse s : rows.of(ClinicalText.SURVEY_RESPONSES)) {
      int hour = WallClock.hourOfDay(s.respondedTs());
      boolean isPaper = s.channel() == Channel.PAPER;
      assertTrue(isPaper ? hour >= 8 && hour < 16 : hour >= 7 && hour < 23, s.toString());
      assertFalse(isPaper && UsCalendar.isWeekend(WallClock.epochDay(s.respondedTs())));
    }
  }

  @Test
  void aPersonIsTheSamePersonTomorrow() {
    Map<Long, Set<String>> persons = new HashMap<>();
    for (Encounter e : Plain.ROWS.of(ClinicalText.ENCOUNTERS)) {
      persons.computeIfAbsent(e.patientId(), p -> new HashSet<>()).add(e.sex().name());
    }
    assertTrue(persons.values().stream().allMatch(sexes -> sexes.size() == 1));
  }

  // ---- what makes people angry

  @Test
  void fullLotsAndLongWaitsAreComplainedOfAndNothingElseMoves() {
    CollectedRows with = Plain.ROWS;
    CollectedRows without = simulate(Map.of("survey_experience.full_lot", 0.0));
    assertTrue(parkingComplaints(with, 95, 101) > 0.2);
    assertTrue(parkingComplaints(with, 0, 85) < 0.03);
    assertTrue(parkingComplaints(without, 95, 101) < 0.04);
    assertEquals(with.of(ClinicalText.ENCOUNTERS), without.of(ClinicalText.ENCOUNTERS));
    assertEquals(
        with.of(ClinicalText.DISCHARGE_SUMMARIES), without.of(ClinicalText.DISCHARGE_SUMMARIES));
  }

  /** Share of comments that complain of parking, by how full the lot was. */
  private static double parkingComplaints(CollectedRows rows, int from, int to) {
    Map<Long, Encounter> encounters = encounters(rows);
    Set<Long> parking =
        spans(rows, "survey_responses", "TOPIC").stream()
            .filter(s -> s.label().equals("PARKING"))
            .map(TextSpan::docId)
            .collect(Collectors.toSet());
    double hits = 0;
    double all = 0;
    for (SurveyResponse s : rows.of(ClinicalText.SURVEY_RESPONSES)) {
      int occupancy = encounters.get(s.encounterId()).parkingOccupancyPct();
      if (s.commentText() != null && occupancy >= from && occupancy < to) {
        hits += parking.contains(s.responseId()) ? 1 : 0;
        all++;
      }
    }
    return hits / all;
  }

  // ---- size

  @Test
  void aFourIsAsLargeAsFourMeanCampuses() {
    World world = new World(5, SCENARIO.name(), JANUARY, CAMPUSES, Map.of());
    Laws laws = new Laws(world);
    double size = 0;
    int fullLots = 0;
    for (int id = 1; id <= CAMPUSES; id++) {
      Campus campus = new Campus(id, laws);
      size += campus.size;
      fullLots += campus.lotOffset > 0 ? 1 : 0;
    }
    assertEquals(4, size, 1e-9);
    assertEquals(2, fullLots);
  }

  @Test
  void fewRowsTakeFewerMonthsOfFourCampuses() {
    Horizon year = SCENARIO.about().days();
    Size little = SCENARIO.sizeFor(200_000, year);
    assertEquals(4, little.units());
    assertEquals(LocalDate.parse("2024-04-30"), little.days().to());
    assertEquals(LocalDate.parse("2024-02-29"), SCENARIO.sizeFor(1, year).days().to());
    assertEquals(year, SCENARIO.sizeFor(2_000_000, year).days());
  }
}
