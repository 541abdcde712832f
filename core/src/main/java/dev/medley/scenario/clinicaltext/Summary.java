package dev.medley.scenario.clinicaltext;

import dev.medley.random.Streams.Draw;
import dev.medley.text.Concept;
import dev.medley.text.Marked;
import dev.medley.text.Phrase;
import dev.medley.text.Text;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Writes discharge summaries: an author's sections about a patient's state. */
final class Summary {

  /** A section and its headings. */
  private enum Section {
    HPI("History of present illness: ", "HPI: "),
    ROS("Review of systems: ", "ROS: "),
    FH("Family history: ", "FHx: "),
    PE("Physical exam: ", "PE: "),
    COURSE("Hospital course: ", "Course: "),
    MEDS("Discharge medications: ", "Meds: "),
    INSTR("Discharge instructions: ", "Instr: ");

    private final String heading;
    private final String shortHeading;

    Section(String heading, String shortHeading) {
      this.heading = heading;
      this.shortHeading = shortHeading;
    }
  }

  private static final Section[][] ORDERS = {
    {Section.HPI, Section.ROS, Section.FH, Section.PE, Section.COURSE, Section.MEDS, Section.INSTR},
    {Section.HPI, Section.FH, Section.ROS, Section.PE, Section.COURSE, Section.INSTR, Section.MEDS},
    {Section.FH, Section.HPI, Section.PE, Section.ROS, Section.COURSE, Section.MEDS, Section.INSTR},
    {Section.HPI, Section.PE, Section.COURSE, Section.MEDS, Section.INSTR}
  };

  // ---- rule note: how often sentences of a kind stand in a note
  private static final double DENIED_IN_HISTORY = 0.8;
  private static final double POSSIBLE_IN_HISTORY = 0.25;
  private static final double FAMILY = 0.35;
  private static final double POSSIBLE_IN_COURSE = 0.2;
  private static final double HYPOTHETICAL = 0.1;
  private static final double RARE_SENSE = 0.03;
  private static final int FEWEST_IN_COURSE = 3;
  private static final double MEDIAN_STAY_DAYS = 3.6;
  private static final int CAUTIONS = 3;
  private static final int MOST_DRUGS = 7;
  private static final double FAVOURED = 0.55;

  private static final Phrase OPEN = Words.phrase("OPEN");
  private static final Phrase HISTORY = Words.phrase("HPI_P");
  private static final Phrase DENIAL = Words.phrase("NEG");
  private static final Phrase POSSIBLE = Words.phrase("POSS");
  private static final Phrase IN_CASE = Words.phrase("HYPO");
  private static final Phrase RELATIVES = Words.phrase("FHX");
  private static final Phrase VITAL_SIGNS = Words.phrase("VITAL");
  private static final Phrase EXAM = Words.phrase("EXAM");
  private static final Phrase COURSE = Words.phrase("COURSE");
  private static final Phrase RARE = Words.phrase("RARE");
  private static final Map<Drug.Schedule, Phrase> MEDICATION = medication();
  private static final Phrase INSTRUCTION = Words.phrase("INSTR");
  private static final Phrase[] DOTS = dots();

  private final Text text;
  private final Laws laws;

  /** Of the note that is being written. */
  private Drug[] drugs;

  Summary(Text text, Laws laws) {
    this.text = text;
    this.laws = laws;
  }

  private static Map<Drug.Schedule, Phrase> medication() {
    Map<Drug.Schedule, Phrase> lines = new EnumMap<>(Drug.Schedule.class);
    for (Drug.Schedule schedule : Drug.Schedule.values()) {
      lines.put(schedule, Words.phrase("MED_" + schedule.name()));
    }
    return lines;
  }

  private static Phrase[] dots() {
    Phrase[] dots = new Phrase[8];
    for (int i = 0; i < dots.length; i++) {
      dots[i] = Words.phrase("DOT_" + i);
    }
    return dots;
  }

  /**
   * The note of a stay.
   *
   * @param printed diagnosis that the author writes
   * @param vitals vital signs that the author writes
   */
  Marked write(
      long id,
      Author author,
      Person person,
      int age,
      Illness illness,
      Diagnosis printed,
      Vitals vitals,
      double stayDays) {
    Draw draw = laws.notes.at(id);
    drugs = drugs(illness, draw);
    text.start(author.voice, laws.noteTexts.bits(id))
        .tags(
            Words.tag(illness.diagnosis())
                | (person.isFemale ? Words.FEMALE : 0)
                | (illness.has(Symptom.FEVER) ? Words.FEBRILE : 0)
                | (age == 18 || age / 10 == 8 ? Words.AN : 0))
        .set(Words.AGE, age)
        .set(Words.HE, person.isFemale ? "she" : "he")
        .set(Words.HIM, person.isFemale ? "her" : "him")
        .set(Words.TEMPERATURE, vitals.temperature(), 1)
        .set(Words.HEART_RATE, vitals.heartRate())
        .set(Words.SATURATION, vitals.saturation())
        .set(Words.SYSTOLIC, vitals.systolic())
        .set(Words.DIASTOLIC, vitals.diastolic())
        .set(Words.DIAGNOSIS, printed.label)
        .list(Words.PRESENT, Words.symptoms(illness.present()))
        .list(Words.ABSENT, Words.symptoms(illness.absent()))
        .list(Words.CONDITIONAL, cautions(draw))
        .list(Words.KNOWN, Words.diseases(illness.diseases()))
        .list(Words.POSSIBLE, Words.FEARED)
        .list(Words.HYPOTHETICAL, Words.FEARED)
        .list(Words.OF_RELATIVES, Words.RUN_IN_FAMILIES)
        .write(author.hasShortHeaders ? "DX: " : "Principal diagnosis: ")
        .write(printed.label)
        .write(".");
    for (Section section : ORDERS[author.sectionOrder]) {
      // Drawn in any case, so that the sections after it stay what they are.
      boolean hasFamily = draw.nextDouble() < FAMILY;
      if (section != Section.FH || hasFamily) {
        text.write("\n").write(author.hasShortHeaders ? section.shortHeading : section.heading);
        write(section, author, stayDays, draw);
      }
    }
    return text.finish();
  }

  private void write(Section section, Author author, double stayDays, Draw draw) {
    double v = author.verbosity;
    switch (section) {
      case HPI -> {
        text.add(OPEN);
        more(HISTORY, sentences(1, 1 + (int) (2 * v), draw));
        maybe(DENIAL, DENIED_IN_HISTORY, draw);
        maybe(POSSIBLE, POSSIBLE_IN_HISTORY, draw);
      }
      case ROS -> text.add(DENIAL, sentences(1, 2, draw), " ");
      case FH -> text.add(RELATIVES);
      case PE -> {
        text.add(VITAL_SIGNS);
        more(EXAM, sentences(2, 3 + (int) (2 * v), draw));
      }
      case COURSE -> {
        double ofStay = 2 * Math.log(stayDays / MEDIAN_STAY_DAYS);
        int n = 4 + draw.nextInt(3 + (int) (5 * v)) + (int) Math.round(ofStay);
        text.add(COURSE, scaled(Math.max(FEWEST_IN_COURSE, n)), " ");
        maybe(POSSIBLE, POSSIBLE_IN_COURSE, draw);
        maybe(IN_CASE, HYPOTHETICAL, draw);
        maybe(RARE, RARE_SENSE, draw);
      }
      case MEDS -> medications(3 + draw.nextInt(MOST_DRUGS - 2), draw);
      case INSTR -> {
        text.add(INSTRUCTION, sentences(2, 4, draw), " ");
        int dots = draw.nextInt(3);
        for (int i = 0; i < dots; i++) {
          text.write(" ").add(DOTS[(author.firstDot + i) % DOTS.length]);
        }
      }
    }
  }

  private void medications(int n, Draw draw) {
    Concept[] written = new Concept[n];
    for (int i = 0; i < n; i++) {
      written[i] = Words.written(drugs[i], draw);
    }
    text.list(Words.DRUGS, written);
    for (int i = 0; i < n; i++) {
      text.write(i > 0 ? "; " : "").add(MEDICATION.get(drugs[i].schedule));
    }
    text.write(".");
  }

  private int sentences(int least, int most, Draw draw) {
    return scaled(least + draw.nextInt(most - least + 1));
  }

  private int scaled(int n) {
    return (int) Math.max(1, Math.round(n * laws.length));
  }

  private void more(Phrase phrase, int n) {
    text.write(" ").add(phrase, n, " ");
  }

  private void maybe(Phrase phrase, double share, Draw draw) {
    if (draw.nextDouble() < share) {
      text.write(" ").add(phrase);
    }
  }

  /** What the patient shall come back for. */
  static Concept[] cautions(Draw draw) {
    Concept[] cautions = new Concept[CAUTIONS];
    int used = 0;
    for (int i = 0; i < CAUTIONS; i++) {
      double sum = 0;
      for (Symptom symptom : Symptom.ALL) {
        sum += symptom.isIn(used) ? 0 : symptom.caution;
      }
      double left = draw.nextDouble() * sum;
      for (Symptom symptom : Symptom.ALL) {
        left -= symptom.isIn(used) ? 0 : symptom.caution;
        if (left < 0) {
          cautions[i] = Words.symptom(symptom.number);
          used |= symptom.bit();
          break;
        }
      }
    }
    return cautions;
  }

  /** What the patient takes home: for the illness, for what was there before, and others. */
  private static Drug[] drugs(Illness illness, Draw draw) {
    Drug[] drugs = new Drug[MOST_DRUGS];
    Set<Drug> used = EnumSet.noneOf(Drug.class);
    int n = 0;
    for (Drug drug : illness.diagnosis().favoured) {
      if (draw.nextDouble() < FAVOURED) {
        used.add(drug);
        drugs[n++] = drug;
      }
    }
    for (Disease disease : Disease.ALL) {
      for (Drug drug : disease.usual) {
        boolean isKnown = (illness.diseases() & disease.bit()) != 0;
        boolean isNew = !used.contains(drug);
        if (isKnown && isNew && n < MOST_DRUGS && draw.nextDouble() < FAVOURED) {
          used.add(drug);
          drugs[n++] = drug;
        }
      }
    }
    while (n < MOST_DRUGS) {
      Drug drug = Drug.LASTING[draw.nextInt(Drug.LASTING.length)];
      if (used.add(drug)) {
        drugs[n++] = drug;
      }
    }
    return drugs;
  }
}
