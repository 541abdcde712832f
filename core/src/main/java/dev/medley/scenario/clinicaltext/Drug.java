package dev.medley.scenario.clinicaltext;

/** What patients take home, in the strengths that are swallowed. */
enum Drug {
  FUROSEMIDE("20 mg", "40 mg", "80 mg"),
  METOPROLOL("25 mg", "50 mg", "100 mg"),
  LISINOPRIL("5 mg", "10 mg", "20 mg", "40 mg"),
  AZITHROMYCIN("250 mg", "500 mg"),
  CEFPODOXIME("100 mg", "200 mg"),
  CEPHALEXIN("250 mg", "500 mg"),
  PREDNISONE("10 mg", "20 mg", "40 mg"),
  APIXABAN("2.5 mg", "5 mg"),
  DILTIAZEM("30 mg", "60 mg", "120 mg"),
  PANTOPRAZOLE("20 mg", "40 mg"),
  METFORMIN("500 mg", "850 mg", "1000 mg"),
  ATORVASTATIN("10 mg", "20 mg", "40 mg", "80 mg"),
  ASPIRIN("81 mg", "325 mg"),
  AMLODIPINE("5 mg", "10 mg"),
  ACETAMINOPHEN("325 mg", "500 mg", "650 mg"),
  GABAPENTIN("100 mg", "300 mg"),
  SERTRALINE("25 mg", "50 mg", "100 mg"),
  TRAMADOL("50 mg"),
  MONTELUKAST("10 mg"),
  LEVOTHYROXINE("50 mcg", "75 mcg", "100 mcg"),
  MELATONIN("3 mg", "5 mg");

  static final Drug[] ALL = values();

  final String[] strengths;

  Drug(String... strengths) {
    this.strengths = strengths;
  }
}
