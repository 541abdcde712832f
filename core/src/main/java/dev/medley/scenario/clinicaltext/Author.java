package dev.medley.scenario.clinicaltext;

import dev.medley.random.Beta;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.AuthorRow;
import dev.medley.scenario.clinicaltext.ClinicalText.AuthorStyle;
import dev.medley.scenario.clinicaltext.ClinicalText.Role;
import dev.medley.text.Voice;
import dev.medley.world.KeyedSpells;
import dev.medley.world.Persona;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;

/** A clinician who writes, with habits that stay. */
final class Author {
  private static final double PHYSICIANS = 0.60;
  private static final double NURSE_PRACTITIONERS = 0.25;

  /** Of a beta distribution: how many notes the mean rate is worth. */
  private static final double ABBREVIATION_CONCENTRATION = 4;

  private static final double FEWEST_ABBREVIATIONS = 0.05;
  private static final double MOST_ABBREVIATIONS = 0.97;
  private static final double SHORT_HEADERS = 0.55;
  private static final double FEWEST_TYPOS = 0.004;
  private static final double MOST_TYPOS = 0.014;
  private static final Gamma OUTPUT = Gamma.ofMeanAndShape(1, 2);

  /** Residents write most of the notes of their services. */
  private static final double RESIDENT_OUTPUT = 1.6;

  private static final double SIGNED_ANY_TIME = 0.12;

  /** Those who come at seven sign first; others begin in the course of the morning. */
  private static final double LATEST_DESK_HOURS = 3;

  private static final double LEAVES_PER_YEAR = 0.10;
  private static final int YEARS_OF_RESIDENCY = 3;
  private static final LogNormal AWAY_WEEKS = LogNormal.ofMedianAndP90(4, 12).cut(1, 40);

  private static final double DICTATORS = 0.08;
  private static final double DICTATING_TIME = 0.5;
  private static final SpellLength DICTATING = SpellLength.ofMean(183);
  private static final double ROUNDING_TIME = 0.75;
  private static final SpellLength ROUNDING = SpellLength.between(30, 91);

  final long id;
  final int campusId;
  final Role role;
  final double abbreviations;
  final double verbosity;
  final int sectionOrder;
  final boolean hasShortHeaders;
  final int firstDot;
  final double typos;
  final double output;
  final String name;

  /** Minutes between the appointments, 20 or 30. */
  final int slotMinutes;

  /** Share of signings that are left where they fall, at night, too. */
  final double signsAnyTime;

  /** Hours after the desks open at which the author comes to one. */
  final double deskHours;

  final Voice voice;
  private final int from;
  private final int until;
  private final KeyedSpells dictating;
  private final KeyedSpells rounding;
  private final Laws laws;

  private int year = Integer.MIN_VALUE;
  private final int[] awayFrom = new int[2];
  private final int[] awayUntil = new int[2];

  /** Author of a number at a campus; number 0 is a physician who stays. */
  Author(int campusId, int number, double meanAbbreviations, Laws laws) {
    this.id = campusId * 100L + number;
    this.campusId = campusId;
    this.laws = laws;
    Draw draw = laws.authors.at(id);
    double ofRole = draw.nextDouble();
    this.role =
        number == 0 || ofRole < PHYSICIANS
            ? Role.PHYSICIAN
            : ofRole < PHYSICIANS + NURSE_PRACTITIONERS ? Role.NURSE_PRACTITIONER : Role.RESIDENT;
    this.abbreviations =
        Math.max(
            FEWEST_ABBREVIATIONS,
            Math.min(
                MOST_ABBREVIATIONS,
                Beta.ofMeanAndConcentration(meanAbbreviations, ABBREVIATION_CONCENTRATION)
                    .sample(laws.authors.at(id, 1))));
    this.verbosity = draw.nextDouble();
    this.sectionOrder = draw.nextInt(4);
    this.hasShortHeaders = draw.nextDouble() < SHORT_HEADERS;
    this.firstDot = draw.nextInt(8);
    this.typos = FEWEST_TYPOS + (MOST_TYPOS - FEWEST_TYPOS) * draw.nextDouble();
    this.name = Words.NAMES[draw.nextInt(Words.NAMES.length)];
    this.slotMinutes = draw.nextDouble() < 0.5 ? 20 : 30;
    this.signsAnyTime = Math.min(1, SIGNED_ANY_TIME * Persona.rate(draw, 2));
    this.output =
        OUTPUT.sample(laws.authors.at(id, 2)) * (role == Role.RESIDENT ? RESIDENT_OUTPUT : 1);
    Draw exit = laws.absences.at(id);
    if (role == Role.RESIDENT) {
      int last = UsCalendar.year(laws.start) + exit.nextInt(5);
      this.from = UsCalendar.day(last - YEARS_OF_RESIDENCY, 7, 1);
      this.until = UsCalendar.day(last, 7, 1);
    } else {
      double years = -Math.log1p(-exit.nextDouble()) / LEAVES_PER_YEAR;
      this.from = Integer.MIN_VALUE;
      this.until = number == 0 ? Integer.MAX_VALUE : laws.start + (int) (years * 365.25);
    }
    this.deskHours = LATEST_DESK_HOURS * draw.nextDouble();
    boolean dictates = draw.nextDouble() < DICTATORS;
    this.dictating =
        KeyedSpells.ofShare(laws.dictating, id, dictates ? DICTATING_TIME : 0, DICTATING);
    this.rounding =
        KeyedSpells.ofShare(laws.rounding, id, role == Role.RESIDENT ? ROUNDING_TIME : 0, ROUNDING);
    this.voice =
        Voice.of(laws.voices.bits(id))
            .abbreviates(abbreviations)
            .favours(laws.favourite)
            .mistypes(typos);
  }

  /** Whether the author works on a day: has come, has not left, and is not on leave. */
  boolean works(int day) {
    if (day < from || day >= until) {
      return false;
    }
    int wanted = UsCalendar.year(day);
    if (wanted != year) {
      // A leave that begins late in a year goes on in the next.
      for (int i = 0; i < 2; i++) {
        Draw draw = laws.absences.at(id, wanted - i);
        awayFrom[i] = UsCalendar.day(wanted - i, 1, 1) + draw.nextInt(365);
        awayUntil[i] = awayFrom[i] + (int) (7 * AWAY_WEEKS.sample(draw));
      }
      year = wanted;
    }
    boolean isAway = false;
    for (int i = 0; i < 2; i++) {
      isAway |= day >= awayFrom[i] && day < awayUntil[i];
    }
    return !isAway;
  }

  boolean dictates(long second) {
    return dictating.holdsAt(second);
  }

  boolean rounds(long second) {
    return rounding.holdsAt(second);
  }

  AuthorRow row() {
    return new AuthorRow(id, campusId, role);
  }

  AuthorStyle style() {
    return new AuthorStyle(id, abbreviations, verbosity, sectionOrder, hasShortHeaders, typos);
  }
}
