package dev.medley.scenario.clinicaltext;

import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.ShortForm;
import dev.medley.text.Concept;
import dev.medley.text.Grammar;
import dev.medley.text.MentionList;
import dev.medley.text.Phrase;
import dev.medley.text.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The grammar and its names. */
final class Words {
  static final Grammar GRAMMAR = Grammar.read(Words.class, "clinical_text.grammar");

  static final Slot AGE = GRAMMAR.slot("age");
  static final Slot HE = GRAMMAR.slot("he");
  static final Slot HIM = GRAMMAR.slot("him");
  static final Slot TEMPERATURE = GRAMMAR.slot("temp");
  static final Slot HEART_RATE = GRAMMAR.slot("hr");
  static final Slot SYSTOLIC = GRAMMAR.slot("sbp");
  static final Slot DIASTOLIC = GRAMMAR.slot("dbp");
  static final Slot SATURATION = GRAMMAR.slot("spo2");
  static final Slot DIAGNOSIS = GRAMMAR.slot("dxtext");
  static final Slot NURSE = GRAMMAR.slot("name");
  static final Slot DOCTOR = GRAMMAR.slot("doctor");
  static final Slot DAYPART = GRAMMAR.slot("daypart");
  static final Slot HOUR = GRAMMAR.slot("hour");
  static final Slot WAIT = GRAMMAR.slot("wait");
  static final Slot VISIT_DAY = GRAMMAR.slot("visitday");

  static final MentionList PRESENT = GRAMMAR.list("P");
  static final MentionList ABSENT = GRAMMAR.list("A");
  static final MentionList CONDITIONAL = GRAMMAR.list("C");
  static final MentionList KNOWN = GRAMMAR.list("D");
  static final MentionList POSSIBLE = GRAMMAR.list("Q");
  static final MentionList HYPOTHETICAL = GRAMMAR.list("H");
  static final MentionList OF_RELATIVES = GRAMMAR.list("O");
  static final MentionList ASKED = GRAMMAR.list("K");
  static final MentionList DRUGS = GRAMMAR.list("M");

  static final long AN = GRAMMAR.tag("an");
  static final long FEMALE = GRAMMAR.tag("female");
  static final long FEBRILE = GRAMMAR.tag("febrile");
  static final long SEVERAL = GRAMMAR.tag("several");
  static final long MORNING = GRAMMAR.tag("morning");
  static final long UNHAPPY = GRAMMAR.tag("unhappy");

  /** Names of nurses and doctors. */
  static final String[] NAMES = {
    "Alvarez", "Brandt", "Chen", "Dorsey", "Eaton", "Farah", "Gupta", "Hale"
  };

  /** What is feared in the acutely ill, and what relatives had. */
  static final Concept[] FEARED =
      diseases(
          Disease.PULMONARY_EMBOLISM,
          Disease.MYOCARDIAL_INFARCTION,
          Disease.PNEUMONIA,
          Disease.URINARY_INFECTION,
          Disease.DEEP_VEIN_THROMBOSIS,
          Disease.STROKE,
          Disease.HEART_FAILURE);

  static final Concept[] RUN_IN_FAMILIES =
      diseases(
          Disease.HYPERTENSION,
          Disease.DIABETES,
          Disease.HEART_FAILURE,
          Disease.COPD,
          Disease.CORONARY_DISEASE,
          Disease.ATRIAL_FIBRILLATION,
          Disease.KIDNEY_DISEASE,
          Disease.STROKE,
          Disease.ASTHMA,
          Disease.MULTIPLE_SCLEROSIS,
          Disease.RHEUMATOID_ARTHRITIS,
          Disease.PULMONARY_EMBOLISM,
          Disease.MYOCARDIAL_INFARCTION,
          Disease.DEEP_VEIN_THROMBOSIS);

  private static final Concept[] SYMPTOMS =
      Stream.of(Symptom.ALL).map(s -> GRAMMAR.concept(s.name())).toArray(Concept[]::new);
  private static final Concept[] DISEASES = diseases(Disease.ALL);
  private static final Map<Diagnosis, Long> TAGS = new EnumMap<>(Diagnosis.class);
  private static final Map<Drug, Concept[]> STRENGTHS = new EnumMap<>(Drug.class);

  static {
    for (Diagnosis diagnosis : Diagnosis.ALL) {
      TAGS.put(diagnosis, GRAMMAR.tag(diagnosis.tag));
    }
    for (Drug drug : Drug.ALL) {
      STRENGTHS.put(drug, strengths(drug));
    }
  }

  /** Short forms that everybody uses. */
  private static final Set<String> EVERYDAY = Set.of("F", "M", "yo", "w/o");

  private Words() {}

  static Phrase phrase(String name) {
    return GRAMMAR.phrase(name);
  }

  private static Concept[] diseases(Disease... diseases) {
    return Stream.of(diseases).map(d -> GRAMMAR.concept(d.name())).toArray(Concept[]::new);
  }

  private static Concept[] strengths(Drug drug) {
    String name = drug.name().toLowerCase(Locale.ROOT);
    return Stream.of(drug.strengths)
        .map(strength -> Concept.named(name + ' ' + strength))
        .toArray(Concept[]::new);
  }

  /** Tag of the diagnosis. */
  static long tag(Diagnosis diagnosis) {
    return TAGS.get(diagnosis);
  }

  static Concept symptom(int number) {
    return SYMPTOMS[number];
  }

  /** The symptoms of a set. */
  static Concept[] symptoms(int set) {
    return of(SYMPTOMS, set);
  }

  /** The diseases of a set. */
  static Concept[] diseases(int set) {
    return of(DISEASES, set);
  }

  private static Concept[] of(Concept[] all, int set) {
    Concept[] concepts = new Concept[Integer.bitCount(set)];
    int n = 0;
    for (int left = set; left != 0; left &= left - 1) {
      concepts[n++] = all[Integer.numberOfTrailingZeros(left)];
    }
    return concepts;
  }

  /** A drug in one of its strengths, as it is written. */
  static Concept written(Drug drug, Draw draw) {
    Concept[] strengths = STRENGTHS.get(drug);
    return strengths[draw.nextInt(strengths.length)];
  }

  // ---- the lexicon

  /** Every single word that is a short form, with its senses, in the order of the grammar. */
  static List<ShortForm> lexicon() {
    Map<String, ShortForm> forms = new LinkedHashMap<>();
    for (Grammar.Abbreviation abbreviation : GRAMMAR.abbreviations()) {
      // Of "abd pain" only "abd" is short, for "abdominal".
      List<String> shorts = new ArrayList<>(words(abbreviation.shortForm()));
      List<String> longs = new ArrayList<>(words(lower(abbreviation.sense())));
      List<String> common = shorts.stream().map(Words::lower).filter(longs::contains).toList();
      if (shorts.size() > 1) {
        shorts.removeIf(word -> common.contains(lower(word)));
        longs.removeAll(common);
      }
      String form = String.join(" ", shorts);
      boolean opensSentence = Character.isUpperCase(abbreviation.sense().charAt(0));
      if (opensSentence
          && form.length() > 1
          && lower(form.substring(1)).equals(form.substring(1))) {
        form = lower(form);
      }
      String sense = String.join(" ", longs);
      forms.putIfAbsent(
          lower(form) + '|' + sense, new ShortForm(form, sense, !EVERYDAY.contains(form)));
    }
    return List.copyOf(forms.values());
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
