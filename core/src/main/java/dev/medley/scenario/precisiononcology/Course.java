package dev.medley.scenario.precisiononcology;

import dev.medley.random.Exponential;
import dev.medley.random.Hazard;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.BestResponse;
import dev.medley.scenario.precisiononcology.PrecisionOncology.CentreType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Classification;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Driver;
import dev.medley.scenario.precisiononcology.PrecisionOncology.EndOfFollowUp;
import dev.medley.scenario.precisiononcology.PrecisionOncology.EndReason;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Gene;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Histology;
import dev.medley.scenario.precisiononcology.PrecisionOncology.LineTruth;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Panel;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PatientRow;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PatientTruth;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PfsEvent;
import dev.medley.scenario.precisiononcology.PrecisionOncology.RecistStatus;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ReportType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Resistance;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ResultStatus;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Treatment;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorAssessment;
import dev.medley.world.Emitter;

/** A patient from diagnosis to death, loss or the cut-off: lines of treatment, scans, the end. */
final class Course {
  private static final int LINES = 3;
  static final int NEVER = Integer.MAX_VALUE / 4;

  // ---- deaths; by ECOG 0 to 3

  private static final double[] HAZARD_OF_ECOG = {1, 1.4, 2.4, 5};
  private static final double ECOG_AFTER_PROGRESSION = .6;
  private static final double ECOG_UNTREATED = .7;
  private static final double DOUBLING_YEARS = 8;
  private static final double OTHER_CAUSES_AGE = 60;

  // ---- who is treated, and when

  private static final double[] NEVER_TREATED = {.10, .16, .30, .75};
  private static final double NEVER_TREATED_BY_AGE = .25;
  private static final LogNormal FIRST_START = LogNormal.ofMedianAndP90(24, 55);
  private static final LogNormal AFTER_REPORT = LogNormal.ofMedianAndP90(4, 9);
  private static final double WAITS_ACADEMIC = .85;
  private static final double WAITS_COMMUNITY = .60;
  private static final double CLINIC_DAY = .6;
  private static final double[] NEXT_LINE = {.9, .5};
  private static final double NEXT_LINE_OF_ECOG = -.8;
  private static final double NEXT_LINE_OF_AGE = -.25;
  private static final LogNormal GAP = LogNormal.ofMedianAndP90(21, 60);

  // ---- what is chosen

  private static final double PEMBROLIZUMAB_FROM_1 = .45;
  private static final double PEMBROLIZUMAB_FROM_50 = .75;
  private static final double PEMBROLIZUMAB_UNKNOWN = .30;
  private static final double OLAPARIB_BREAST = .55;
  private static final double OLAPARIB_UNCERTAIN = .25;
  private static final double OLAPARIB_PANCREAS = .30;
  private static final double FOLFIRINOX = .55;
  private static final double OTHER_KRAS = .22;
  private static final double Z_ELSEWHERE = .05;
  private static final double PLATINUM_SECOND = .55;

  // ---- scans

  private static final int EARLY_SCANS = 6;
  private static final double HABIT_SD = 1.9;
  private static final double SHIFT_SD = 1.5;
  private static final int MOST_SHIFT = 4;
  private static final int MOST_SCANS = 99;
  private static final double MEDIAN_SLD = 70;
  private static final double SLD_SIGMA = .5;
  private static final double SLD_OF_ECOG = .3;
  private static final double SLD_REST = Math.sqrt(1 - SLD_OF_ECOG * SLD_OF_ECOG);
  private static final double LEAST_SLD = 15;
  private static final double MOST_SLD = 250;
  private static final double FEWEST_KEPT = .5;
  private static final LogNormal NEW_LESIONS = LogNormal.ofMedianAndSigma(20, .5);

  /** Lesions below this are not seen, in mm. */
  private static final int SEEN_MM = 4;

  private static final double PROGRESSION = 1.2;
  private static final int PROGRESSION_MM = 5;
  private static final double RESPONSE = .7;
  private static final double HOME_READER = .85;
  private static final LogNormal STOP_AFTER = LogNormal.ofMedianAndP90(9, 22);
  private static final LogNormal STOP_IMMUNOTHERAPY_AFTER = LogNormal.ofMedianAndP90(18, 45);

  // ---- toxicity

  private static final double TOXICITY_SIGMA = .5;
  private static final double TOXICITY_BY_YEAR = .02;
  private static final double TOXICITY_AGE = 65;
  private static final double TOXICITY_SHIFT = -.03;

  // ---- tests at progression

  private static final LogNormal RETEST_AFTER = LogNormal.ofMedianAndP90(5, 14);
  private static final LogNormal RETEST_DAYS = LogNormal.ofMedianAndP90(8, 15);
  private static final LogNormal AFTER_RETEST = LogNormal.ofMedianAndP90(3, 7);
  private static final LogNormal T790M_PCT = LogNormal.ofMedianAndP90(1.5, 6).cut(0, 60);
  private static final String T790M = "p.Thr790Met";
  private static final int RETEST_RESULT = 50;
  private static final int RETEST_REPORT = 3;

  // ---- the patient

  private final Network network;
  private final Patient patient;
  private final Workup workup;
  private final double hazard;
  private final double toxicity;
  private final double scanHabit;
  private final int clinicWeekday;
  private final int homeReader;
  private final int otherDeath;

  /** Loss or cut-off, whichever comes first: nothing is recorded after it. */
  private final int lastRowDay;

  private final boolean isLost;

  private int death = NEVER;
  private final Drug[] drugs = new Drug[LINES + 1];
  private boolean knowsT790m;
  private double sld;

  Course(Network network, Patient patient) {
    this.network = network;
    this.patient = patient;
    this.workup = new Workup(network, patient);
    Draw draw = network.fates.at(patient.key);
    double frailty = network.frailty;
    this.hazard =
        patient.tumor.hazard
            * Math.exp(frailty * patient.frailty - frailty * frailty / 2)
            * patient.centre.deathHazard;
    double perYear =
        network.otherCauses * Math.pow(2, (patient.age - OTHER_CAUSES_AGE) / DOUBLING_YEARS);
    double years =
        Hazard.gompertz(perYear, Math.log(2) / DOUBLING_YEARS).timeAt(Exponential.standard(draw));
    this.otherDeath = after(patient.diagnosisDay, years * Network.DAYS_PER_YEAR);
    this.clinicWeekday = draw.nextInt(5);
    double lost = Exponential.standard(draw) / (network.lostPerYear * patient.centre.loss);
    int away = after(patient.diagnosisDay, lost * Network.DAYS_PER_YEAR);
    this.isLost = away < network.cutOff;
    this.lastRowDay = isLost ? Math.max(patient.diagnosisDay, lastClinicDay(away)) : network.cutOff;
    this.toxicity =
        network.toxicity
            * Math.exp(
                TOXICITY_SIGMA * Normal.standard(draw)
                    - TOXICITY_SIGMA * TOXICITY_SIGMA / 2
                    + TOXICITY_BY_YEAR * (patient.age - TOXICITY_AGE)
                    + TOXICITY_SHIFT);
    double habit;
    do {
      habit = HABIT_SD * Normal.standard(draw);
    } while (Math.abs(habit) > MOST_SHIFT);
    this.scanHabit = habit;
    this.homeReader = draw.nextInt(patient.centre.readers);
    double first;
    do {
      first =
          MEDIAN_SLD
              * Math.exp(
                  SLD_SIGMA * (SLD_OF_ECOG * patient.ecogScore + SLD_REST * Normal.standard(draw)));
    } while (first < LEAST_SLD || first > MOST_SLD);
    this.sld = first;
  }

  private static int after(int day, double days) {
    return day + (int) Math.max(1, Math.min(Math.ceil(days), NEVER - day));
  }

  void emit(Emitter out) {
    treat(out);
    boolean isDead = death <= lastRowDay;
    int lastContact = isDead ? death : lastRowDay;
    workup.emit(out, death, lastRowDay);
    int days = lastContact - patient.diagnosisDay;
    out.emit(
        PrecisionOncology.PATIENTS,
        new PatientRow(
            patient.id,
            patient.centre.id,
            patient.tumor,
            patient.histology,
            patient.sex,
            patient.ageYears,
            patient.ancestry,
            patient.smoking,
            (short) patient.ecog,
            patient.diagnosisDay,
            days / Network.DAYS_PER_MONTH,
            isDead,
            lastContact,
            isDead ? EndOfFollowUp.DEATH : isLost ? EndOfFollowUp.LOST : EndOfFollowUp.CUT_OFF,
            patient.centre.hasOwnWords(network.abstractors.uniform(patient.key, 1)),
            patient.diagnosisDay));
    out.emit(
        PrecisionOncology.PATIENT_TRUTH,
        new PatientTruth(
            patient.id,
            patient.driver,
            patient.isG12c,
            patient.stk11,
            workup.isBrcaDeficient(),
            patient.tpsGroup,
            patient.diagnosisDay));
  }

  // ---- from line to line

  private void treat(Emitter out) {
    Draw draw = network.nextLines.at(patient.key);
    double never = Logit.add(NEVER_TREATED[patient.ecog], NEVER_TREATED_BY_AGE * patient.ageScore);
    if (draw.nextDouble() < never) {
      death = deathAfter(patient.diagnosisDay, 0, network.untreated * ofEcog(ECOG_UNTREATED));
      return;
    }
    int start = firstStart(draw);
    if (start >= otherDeath || start > lastRowDay) {
      death = otherDeath;
      return;
    }
    for (int number = 1; number <= LINES && start < NEVER; number++) {
      start = new Line(number, start).run(out);
    }
  }

  private int firstStart(Draw draw) {
    int start = patient.diagnosisDay + (int) Math.ceil(FIRST_START.sample(draw));
    double waits = patient.centre.type == CentreType.ACADEMIC ? WAITS_ACADEMIC : WAITS_COMMUNITY;
    boolean isWaiting = draw.nextDouble() < Logit.add(waits, patient.centre.waits);
    int afterReport = workup.reportDay + (int) Math.ceil(AFTER_REPORT.sample(draw));
    if (isWaiting && workup.panel != null) {
      start = Math.max(start, afterReport);
    }
    return clinicDay(start, draw);
  }

  /** A working day, of those who care the patient's own weekday. */
  private int clinicDay(int day, Draw draw) {
    int start = day;
    if (draw.nextDouble() < CLINIC_DAY) {
      // 1970-01-01 was a Thursday: weekday 3 from Monday.
      start += Math.floorMod(clinicWeekday - (start + 3), 7);
    }
    return Network.WORK.businessDayOnOrAfter(start);
  }

  /** The last of the patient's clinic weekdays, whose visit is the last that is known. */
  private int lastClinicDay(int day) {
    return Network.WORK.businessDayOnOrBefore(day - Math.floorMod(day + 3 - clinicWeekday, 7));
  }

  private double ofEcog(double power) {
    return Math.pow(HAZARD_OF_ECOG[patient.ecog], power);
  }

  /** Death of the disease, or of another cause if that is sooner. */
  private int deathAfter(int day, int phase, double perMonth) {
    double threshold = Exponential.standard(network.deaths.at(patient.key, phase));
    return Math.min(otherDeath, day + Network.daysUntil(threshold, perMonth * hazard));
  }

  // ---- one line

  /** A line of treatment: its drug, its scans until progression, and how it ends. */
  private final class Line {
    private final int number;
    private final long treatmentId;
    private final int start;
    private final Drug drug;
    private final Formulary.Entry entry;
    private final Response response;
    private final int deathOnLine;
    private final int toxicDay;
    private final Draw scans;

    private final int[] days = new int[MOST_SCANS + 1];
    private final int[] millimetres = new int[MOST_SCANS + 1];
    private final RecistStatus[] statuses = new RecistStatus[MOST_SCANS + 1];
    private int size;
    private RecistStatus best;
    private int smallest = Integer.MAX_VALUE;
    private int progression = NEVER;
    private Resistance resistance;
    private int retestSpecimen = NEVER;
    private int retestReport = NEVER;

    Line(int number, int start) {
      this.number = number;
      this.treatmentId = patient.id * 10 + number;
      this.start = start;
      this.drug = choose(network.choices.at(patient.key, number));
      drugs[number] = drug;
      this.entry = network.formulary.entry(drug);
      Draw tumour = network.tumours.at(patient.key, number);
      this.response =
          network
              .formulary
              .law(drug, patient, workup.isBrcaDeficient(), tumour.nextDouble())
              .draw(patient.frailty, network.severityShare, tumour);
      this.deathOnLine = deathAfter(start, 2 * number, network.onLine * ofEcog(1));
      Draw harm = network.toxicities.at(patient.key, number);
      double perMonth = toxicity * entry.toxicStopsPerMonth();
      int untilToxic = Network.daysUntil(Exponential.standard(harm), perMonth);
      this.toxicDay = clinicDay(start + Math.min(untilToxic, network.cutOff), harm);
      response.stopAt((toxicDay - start) / 7.0);
      this.scans = network.scans.at(patient.key, number);
    }

    /** Emits the line and returns the start of the next one, or NEVER. */
    int run(Emitter out) {
      scan();
      int next = NEVER;
      int end = NEVER;
      if (progression == NEVER) {
        death = deathOnLine;
      } else {
        Draw draw = network.nextLines.at(patient.key, number);
        LogNormal lag = drug == Drug.PEMBROLIZUMAB ? STOP_IMMUNOTHERAPY_AFTER : STOP_AFTER;
        end = progression + (int) Math.ceil(lag.sample(draw));
        death = deathAfterProgression();
        escape();
        next = nextStart(draw);
        if (next < NEVER) {
          end = Math.min(end, next - 1);
          sld = newBaseline((next - start) / 7.0, draw);
        }
      }
      emit(out, end);
      return next;
    }

    private int deathAfterProgression() {
      double perMonth =
          number == LINES
              ? network.afterLine3
              : network.afterProgression * ofEcog(ECOG_AFTER_PROGRESSION);
      return deathAfter(progression, 2 * number + 1, perMonth);
    }

    /**
     * Lesions grow on in the gap. Targets are chosen anew: where hardly any are left, new lesions
     * are measured; where they have grown large, fewer of them.
     */
    private double newBaseline(double weeks, Draw draw) {
      double now = sld * response.size(weeks);
      while (now < LEAST_SLD) {
        now += NEW_LESIONS.sample(draw);
      }
      while (now > MOST_SLD) {
        now *= FEWEST_KEPT + (1 - FEWEST_KEPT) * draw.nextDouble();
      }
      return now;
    }

    private int nextStart(Draw draw) {
      if (number == LINES) {
        return NEVER;
      }
      double odds =
          NEXT_LINE[number - 1]
              + NEXT_LINE_OF_ECOG * patient.ecog
              + NEXT_LINE_OF_AGE * patient.ageScore;
      boolean isWanted = draw.nextDouble() < Logit.inverse(odds);
      int next = progression + (int) Math.ceil(GAP.sample(draw));
      int afterRetest = (int) Math.ceil(AFTER_RETEST.sample(draw));
      if (retestReport < NEVER) {
        next = Math.max(next, retestReport + afterRetest);
      }
      next = clinicDay(next, draw);
      return isWanted && next < death && next <= lastRowDay ? next : NEVER;
    }

    // ---- choice

    private Drug choose(Draw draw) {
      double first = draw.nextDouble();
      double second = draw.nextDouble();
      double third = draw.nextDouble();
      return switch (number) {
        case 1 -> first(first);
        case 2 -> second(first, second, third);
        default -> third();
      };
    }

    /** The first regimen of the tumour that the patient has not had. */
    private Drug third() {
      return switch (patient.tumor) {
        case LUNG -> firstNew(Drug.PLATINUM_DOUBLET, Drug.DOCETAXEL, Drug.GEMCITABINE);
        case BREAST -> firstNew(Drug.CAPECITABINE, Drug.GEMCITABINE, Drug.DOCETAXEL);
        case COLORECTAL -> firstNew(Drug.FOLFIRI_BEV, Drug.GEMCITABINE, Drug.CAPECITABINE);
        case PANCREAS -> firstNew(Drug.GEM_NAB, Drug.FOLFIRINOX, Drug.CAPECITABINE);
      };
    }

    private Drug firstNew(Drug best, Drug next, Drug last) {
      if (drugs[1] != best && drugs[2] != best) {
        return best;
      }
      return drugs[1] != next && drugs[2] != next ? next : last;
    }

    private Drug first(double u) {
      return switch (patient.tumor) {
        case LUNG -> firstInLung(u);
        case BREAST -> {
          if (workup.knowsPathogenicBrca(start)
              ? u < OLAPARIB_BREAST
              : workup.knowsUncertainBrca(start) && u < OLAPARIB_UNCERTAIN) {
            yield Drug.OLAPARIB;
          }
          yield patient.histology == Histology.HR_POSITIVE
              ? Drug.LETROZOLE_PALBOCICLIB
              : patient.histology == Histology.HER2_POSITIVE
                  ? Drug.TRASTUZUMAB_COMBO
                  : Drug.CAPECITABINE;
        }
        case COLORECTAL -> Drug.FOLFOX_BEV;
        case PANCREAS -> {
          double rest = u;
          if (workup.knowsPathogenicBrca(start)) {
            if (u < OLAPARIB_PANCREAS) {
              yield Drug.OLAPARIB;
            }
            rest = (u - OLAPARIB_PANCREAS) / (1 - OLAPARIB_PANCREAS);
          }
          yield rest < FOLFIRINOX ? Drug.FOLFIRINOX : Drug.GEM_NAB;
        }
      };
    }

    private Drug firstInLung(double u) {
      if (workup.knows(Driver.EGFR, start)) {
        int year =
            Math.min(
                network.yearOfHorizon(patient.diagnosisDay), network.osimertinibByYear.length - 1);
        return u < network.osimertinibByYear[year] ? Drug.OSIMERTINIB : Drug.GEFITINIB;
      }
      if (workup.knows(Driver.ALK, start)) {
        return Drug.ALECTINIB;
      }
      double pembrolizumab = PEMBROLIZUMAB_UNKNOWN;
      if (workup.knowsTps(start)) {
        pembrolizumab =
            switch (patient.tpsGroup) {
              case BELOW_1 -> patient.centre.pembrolizumabBelow1;
              case FROM_1_TO_49 -> PEMBROLIZUMAB_FROM_1;
              case FROM_50 -> PEMBROLIZUMAB_FROM_50;
            };
      }
      return u < pembrolizumab ? Drug.PEMBROLIZUMAB : Drug.PLATINUM_DOUBLET;
    }

    private Drug second(double isGiven, double isX, double isPlatinum) {
      if (knowsT790m) {
        return Drug.OSIMERTINIB;
      }
      boolean knowsKras = workup.knows(Driver.KRAS, start);
      boolean knowsStk11 = workup.knowsStk11(start);
      if (knowsKras && isGiven < (patient.isG12c ? network.g12cTargeted : OTHER_KRAS)) {
        return isX < patient.centre.prefersX ? Drug.DRUG_X : Drug.DRUG_Y;
      }
      if (knowsStk11 && patient.driver == Driver.NONE && isGiven < patient.centre.givesZ) {
        return Drug.DRUG_Z;
      }
      if (!knowsKras && !knowsStk11 && !workup.knows(Driver.EGFR, start) && isGiven < Z_ELSEWHERE) {
        return Drug.DRUG_Z;
      }
      return switch (patient.tumor) {
        case LUNG ->
            drugs[1] != Drug.PLATINUM_DOUBLET && isPlatinum < PLATINUM_SECOND
                ? Drug.PLATINUM_DOUBLET
                : Drug.DOCETAXEL;
        case BREAST -> drugs[1] == Drug.CAPECITABINE ? Drug.GEMCITABINE : Drug.CAPECITABINE;
        case COLORECTAL -> Drug.FOLFIRI_BEV;
        case PANCREAS -> drugs[1] == Drug.GEM_NAB ? Drug.CAPECITABINE : Drug.GEM_NAB;
      };
    }

    // ---- scans

    private void scan() {
      add(start, measured(0), RecistStatus.BASELINE);
      int baseline = millimetres[0];
      int nadir = baseline;
      for (int n = 1; n <= MOST_SCANS; n++) {
        int day = scanDay(n);
        if (day >= deathOnLine || day > lastRowDay) {
          return;
        }
        int mm = measured((day - start) / 7.0);
        RecistStatus status =
            mm >= PROGRESSION * nadir && mm >= nadir + PROGRESSION_MM
                ? RecistStatus.PD
                : mm == 0
                    ? RecistStatus.CR
                    : mm <= RESPONSE * baseline ? RecistStatus.PR : RecistStatus.SD;
        add(day, mm, status);
        nadir = Math.min(nadir, mm);
        smallest = Math.min(smallest, mm);
        if (status == RecistStatus.PD) {
          progression = day;
          best = best == null ? RecistStatus.PD : best;
          return;
        }
        if (best == null || status.compareTo(best) < 0) {
          best = status;
        }
      }
    }

    private int scanDay(int n) {
      double weeks =
          network.weeksBetweenScans * Math.min(n, EARLY_SCANS)
              + network.weeksBetweenLaterScans * Math.max(0, n - EARLY_SCANS);
      double shift;
      do {
        shift = scanHabit + SHIFT_SD * Normal.standard(scans);
      } while (Math.abs(shift) > MOST_SHIFT + .5);
      int day = start + (int) Math.round(7 * weeks) + (int) Math.round(shift);
      int weekday = Math.floorMod(day + 3, 7);
      if (weekday == 5) {
        day--;
      } else if (weekday == 6) {
        day++;
      }
      return Network.WORK.businessDayOnOrAfter(day);
    }

    private int measured(double weeks) {
      double error = 1 + network.scanError * Normal.standard(scans);
      int mm = (int) Math.round(sld * response.size(weeks) * error);
      return mm < SEEN_MM ? 0 : mm;
    }

    private void add(int day, int mm, RecistStatus status) {
      days[size] = day;
      millimetres[size] = mm;
      statuses[size++] = status;
    }

    // ---- escape from gefitinib

    private void escape() {
      if (drug != Drug.GEFITINIB || patient.driver != Driver.EGFR || number != 1) {
        return;
      }
      Draw draw = network.retests.at(patient.key);
      resistance = draw.nextDouble() < network.t790m ? Resistance.T790M : Resistance.OTHER;
      boolean isRetested = draw.nextDouble() < patient.centre.retests;
      int specimen = Network.workingDayAfter(progression, RETEST_AFTER.sample(draw));
      int report = Network.workingDayAfter(specimen, RETEST_DAYS.sample(draw));
      if (isRetested && toxicDay > progression && specimen < death && report <= lastRowDay) {
        retestSpecimen = specimen;
        retestReport = report;
        knowsT790m = resistance == Resistance.T790M;
      }
    }

    // ---- rows

    private void emit(Emitter out, int plannedEnd) {
      int lastDay = Math.min(death, lastRowDay);
      boolean isStopped = toxicDay < progression;
      int end = isStopped ? toxicDay : plannedEnd;
      EndReason reason = isStopped ? EndReason.TOXICITY : EndReason.PROGRESSION;
      if (end >= lastDay) {
        end = lastDay;
        reason = death <= lastRowDay ? EndReason.DEATH : isLost ? EndReason.LOST : null;
      }
      boolean hasProgressed = progression < NEVER;
      int pfsEnd = hasProgressed ? progression : lastDay;
      PfsEvent event =
          hasProgressed
              ? PfsEvent.PROGRESSION
              : death <= lastRowDay ? PfsEvent.DEATH : PfsEvent.CENSORED;
      out.emit(
          PrecisionOncology.TREATMENTS,
          new Treatment(
              treatmentId,
              patient.id,
              patient.centre.id,
              (short) number,
              entry.drugName(),
              start,
              reason == null ? null : end,
              reason,
              bestResponse(),
              best == null ? null : 100.0 * (millimetres[0] - smallest) / millimetres[0],
              pfsEnd - start,
              event,
              Math.round((double) entry.usdPer30Days() * (end - start) / 30),
              patient.diagnosisDay));
      out.emit(
          PrecisionOncology.LINE_TRUTH,
          new LineTruth(
              treatmentId,
              response.responseClass,
              response.isDurable(),
              response.resistantFraction,
              resistance,
              patient.diagnosisDay));
      emitScans(out);
      if (retestReport < NEVER) {
        emitRetest(out);
      }
    }

    private BestResponse bestResponse() {
      return best == null ? BestResponse.NE : BestResponse.valueOf(best.name());
    }

    private void emitScans(Emitter out) {
      Draw reading = network.readings.at(patient.key, number);
      Centre centre = patient.centre;
      for (int n = 0; n < size; n++) {
        boolean isHome = reading.nextDouble() < HOME_READER;
        int other = reading.nextInt(centre.readers);
        int reader = isHome ? homeReader : other;
        out.emit(
            PrecisionOncology.TUMOR_ASSESSMENTS,
            new TumorAssessment(
                treatmentId * 100 + (37L * n + patient.id) % 100,
                treatmentId,
                patient.id,
                days[n],
                (short) Math.round((days[n] - start) / 7.0),
                millimetres[n],
                statuses[n],
                n == size - 1,
                centre.hasFilmBacklog(days[n]),
                centre.dictatesCentimetres(reader, days[n]),
                patient.diagnosisDay));
      }
    }

    private void emitRetest(Emitter out) {
      Report report =
          new Report(
              patient,
              ReportType.PROGRESSION,
              RETEST_REPORT,
              Panel.CTDNA,
              retestSpecimen,
              retestReport);
      if (resistance == Resistance.T790M) {
        double pct = T790M_PCT.sample(network.retests.at(patient.key, 1));
        report.detected(out, RETEST_RESULT, Gene.EGFR, T790M, Classification.PATHOGENIC, pct);
      } else {
        report.without(out, RETEST_RESULT, Gene.EGFR, ResultStatus.NOT_DETECTED);
      }
    }
  }
}
