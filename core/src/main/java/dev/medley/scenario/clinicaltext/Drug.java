package dev.medley.scenario.clinicaltext;

import java.util.EnumSet;

/** What patients take home, when, and in the strengths that are swallowed. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
enum Drug {
  FUROSEMIDE(Schedule.DAILY, "20 mg", "40 mg", "80 mg"),
  METOPROLOL(Schedule.TWICE, "25 mg", "50 mg", "100 mg"),
  LISINOPRIL(Schedule.DAILY, "5 mg", "10 mg", "20 mg", "40 mg"),
  PREDNISONE(Schedule.DAILY, "10 mg", "20 mg", "40 mg"),
  APIXABAN(Schedule.TWICE, "2.5 mg", "5 mg"),
  DILTIAZEM(Schedule.THRICE, "30 mg", "60 mg", "120 mg"),
  PANTOPRAZOLE(Schedule.DAILY, "20 mg", "40 mg"),
  METFORMIN(Schedule.TWICE, "500 mg", "850 mg", "1000 mg"),
  ATORVASTATIN(Schedule.NIGHT, "10 mg", "20 mg", "40 mg", "80 mg"),
  ASPIRIN(Schedule.DAILY, "81 mg", "325 mg"),
  AMLODIPINE(Schedule.DAILY, "5 mg", "10 mg"),
  ACETAMINOPHEN(Schedule.NEEDED, "325 mg", "500 mg", "650 mg"),
  GABAPENTIN(Schedule.THRICE, "100 mg", "300 mg"),
  SERTRALINE(Schedule.DAILY, "25 mg", "50 mg", "100 mg"),
  TRAMADOL(Schedule.NEEDED, "50 mg"),
  MONTELUKAST(Schedule.NIGHT, "10 mg"),
  LEVOTHYROXINE(Schedule.DAILY, "50 mcg", "75 mcg", "100 mcg"),
  MELATONIN(Schedule.NIGHT, "3 mg", "5 mg"),
  AZITHROMYCIN(Schedule.DAILY, "250 mg", "500 mg"),
  CEFPODOXIME(Schedule.TWICE, "100 mg", "200 mg"),
  CEPHALEXIN(Schedule.THRICE, "250 mg", "500 mg");

  /** When a drug is taken; the grammar has a rule for each. */
  enum Schedule {
    DAILY,
    TWICE,
    THRICE,
    NIGHT,
    NEEDED
  }

  static final Drug[] ALL = values();

  /** What is taken for years; nobody takes antibiotics by chance. */
  static final Drug[] LASTING =
      EnumSet.complementOf(EnumSet.of(AZITHROMYCIN, CEFPODOXIME, CEPHALEXIN)).toArray(new Drug[0]);

  final Schedule schedule;
  final String[] strengths;

  Drug(Schedule schedule, String... strengths) {
    this.schedule = schedule;
    this.strengths = strengths;
  }
}
