package dev.medley.scenario.clinicaltext;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.DischargeSummary;
import dev.medley.scenario.clinicaltext.ClinicalText.Encounter;
import dev.medley.scenario.clinicaltext.ClinicalText.EncounterType;
import dev.medley.scenario.clinicaltext.ClinicalText.NoteTruth;
import dev.medley.text.Marked;
import dev.medley.text.Text;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.HourProfile;
import dev.medley.world.KeyedSeries;
import dev.medley.world.OpeningHours;
import dev.medley.world.Shocks;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** A campus in a calendar month: all its discharges, chats and clinic visits. */
final class CampusMonth implements Simulation {
  private static final double DAYS_PER_YEAR = 365.25;

  // ---- ids: numbers of a day by type, shuffled over all days
  private static final long IDS = 1L << 26;
  private static final long IDS_OF_DAY = 1L << 10;
  private static final int STAYS_OF_DAY = 160;
  private static final int SESSIONS_OF_DAY = 288;
  private static final int VISITS_OF_DAY = 576;

  // ---- how many on which day, Monday to Sunday
  private static final double[] DISCHARGES_BY_WEEKDAY = {1, 1.03, 1.06, 1.1, 1.22, 0.8, 0.65};
  private static final double MEAN_DISCHARGES = 6.86 / 7;
  private static final double[] SESSIONS_BY_WEEKDAY = {1.4, 1, 1, 1, 1, 0.85, 0.85};
  private static final double MEAN_SESSIONS = 7.1 / 7;
  private static final double[] VISITS_BY_WEEKDAY = {1.07, 1.04, 1.01, 0.98, 0.90};
  private static final double VISITS_ON_WORKING_DAYS = 0.94;
  private static final double WORKING_DAYS_PER_YEAR = 250;
  private static final double SATURDAYS_PER_YEAR = 51;
  private static final int SATURDAY = 5;
  private static final int SUNDAY = 6;
  private static final double WINTER_VISITS = 0.04;

  // ---- rule patient_state: winter and flu
  private static final double WINTER_RESPIRATORY = 0.35;
  private static final double PEAK_DAY_OF_YEAR = 20;
  private static final double FLU_MEMORY = 0.6;

  // ---- when
  private static final HourProfile DISCHARGE =
      HourProfile.ofHours(
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0.45, 1.0, 1.6, 1.8, 1.65, 1.4, 1.15, 0.85, 0.55, 0.3, 0.12, 0,
          0, 0, 0);
  private static final HourProfile ADMISSION =
      HourProfile.ofHours(
          0.55, 0.45, 0.4, 0.35, 0.33, 0.35, 0.45, 0.6, 0.85, 1.1, 1.3, 1.45, 1.5, 1.5, 1.5, 1.5,
          1.5, 1.5, 1.48, 1.45, 1.4, 1.3, 1.0, 0.75);
  private static final HourProfile SESSION =
      HourProfile.ofHours(
          0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.35, 0.6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 2.5, 2.5,
          2.5, 1.4, 0.6, 0.3);
  private static final Discrete CLINIC_HOUR = Discrete.of(4, 11, 13, 13, 12, 7, 11, 12, 10, 6, 1);
  private static final int FIRST_CLINIC_HOUR = 7;
  private static final Discrete SATURDAY_HOUR = Discrete.of(1, 1.25, 1.25, 1);
  private static final int FIRST_SATURDAY_HOUR = 8;
  private static final LogNormal LATENESS_MINUTES = LogNormal.ofMedianAndP90(4, 14);
  private static final double EARLY_MINUTES = 3;
  private static final LogNormal VISIT_MINUTES = LogNormal.ofMedianAndP90(28, 55);
  private static final LogNormal STAY_DAYS = LogNormal.ofMedianAndP90(3.6, 9).cut(0.6, 60);

  /** How much longer the old stay, by year of age. */
  private static final double STAY_BY_AGE = 0.005;

  private static final double MEAN_INPATIENT_AGE = 64;
  private static final long SHORTEST_STAY = 8 * WallClock.HOUR;
  private static final LogNormal SIGNING_HOURS = LogNormal.ofMedianAndP90(6, 30);
  private static final OpeningHours DESK =
      OpeningHours.CLOSED.on(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, "07:00-22:00");
  private static final Exponential AT_DESK_SECONDS = Exponential.ofMean(40 * WallClock.MINUTE);

  // ---- rule survey_experience: the lot by hour, at half past, and the wait
  private static final double[] LOT_BY_HOUR = {45, 70, 88, 94, 96, 95, 94, 91, 84, 72, 60};
  private static final double LOT_ON_SATURDAY = 42;
  private static final double LOT_DAY_SD = 2.5;
  private static final double LOT_SD = 4;
  private static final double LOT_BENDS_AT = 96;
  private static final double LOT_LEFT = 4;
  private static final double MEDIAN_WAIT_MINUTES = 22;
  private static final double WAIT_DAY_SIGMA = 0.15;
  private static final double WAIT_SIGMA = 0.72;

  private final Cell cell;
  private final World world;
  private final Laws laws;
  private final Campus campus;
  private final Permutation ids;
  private final KeyedSeries flu;
  private final Summary summary;
  private final Chat chat;
  private final Survey survey;
  private boolean isDone;

  CampusMonth(Cell cell, World world, Laws laws) {
    this.cell = cell;
    this.world = world;
    this.laws = laws;
    this.campus = new Campus(Math.toIntExact(cell.unit()), laws);
    this.ids = Permutation.of(IDS, laws.ids.bits(campus.id));
    this.flu = new Shocks(laws.streams, cell.regionIndex()).series("flu", FLU_MEMORY);
    Text text = Words.GRAMMAR.text();
    this.summary = new Summary(text, laws);
    this.chat = new Chat(text, laws);
    this.survey = new Survey(text, laws);
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (cell.isFirst(world.horizon())) {
      for (Author author : campus.authors) {
        out.emit(ClinicalText.AUTHORS, author.row());
        out.emit(ClinicalText.AUTHOR_STYLE, author.style());
      }
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (isDone) {
      return;
    }
    isDone = true;
    int first = (int) cell.period().from().toEpochDay();
    int last = (int) cell.period().to().toEpochDay();
    if (last >= IDS / IDS_OF_DAY) {
      throw new IllegalArgumentException("there are encounter ids up to the year 2149");
    }
    for (int day = first; day <= last; day++) {
      int stays = count(0, staysOn(day), day, STAYS_OF_DAY);
      for (int n = 0; n < stays; n++) {
        stay(id(day, n), day, out);
      }
      int sessions = count(1, sessionsOn(day), day, SESSIONS_OF_DAY);
      for (int n = 0; n < sessions; n++) {
        session(id(day, STAYS_OF_DAY + n), day, out);
      }
      int visits = count(2, visitsOn(day), day, VISITS_OF_DAY);
      for (int n = 0; n < visits; n++) {
        visit(id(day, STAYS_OF_DAY + SESSIONS_OF_DAY + n), day, out);
      }
    }
  }

  private long id(int day, int number) {
    return campus.id * IDS + ids.at(day * IDS_OF_DAY + number);
  }

  // ---- how many

  /** How many of a kind, 0 to 2, there are on a day. */
  private int count(int kind, double mean, int day, int most) {
    Draw draw = laws.counts.at(campus.id, day, kind);
    return Math.min(most, Poisson.sample(mean * campus.size, draw));
  }

  /** How many pneumonias and COPD exacerbations there are, relative to a mean day. */
  private double respiratory(int day) {
    return (1 + WINTER_RESPIRATORY * winter(day))
        * flu.factor(UsCalendar.weekNumber(day), laws.fluSd);
  }

  private static double winter(int day) {
    return Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - PEAK_DAY_OF_YEAR) / 366);
  }

  private boolean isSnowDay(int day) {
    int month = UsCalendar.month(day);
    return (month == 12 || month <= 3)
        && laws.snowDays.uniform(cell.regionIndex(), day) < laws.snow;
  }

  /** On holidays as on Sundays. */
  private static int weekday(int day) {
    return Holidays.FEDERAL.isHoliday(day) ? SUNDAY : WallClock.weekday(day);
  }

  private double staysOn(int day) {
    return Campus.STAYS_PER_YEAR
        / DAYS_PER_YEAR
        * DISCHARGES_BY_WEEKDAY[weekday(day)]
        / MEAN_DISCHARGES
        * Diagnosis.volume(respiratory(day));
  }

  private double sessionsOn(int day) {
    return Campus.SESSIONS_PER_YEAR
        / DAYS_PER_YEAR
        * SESSIONS_BY_WEEKDAY[weekday(day)]
        / MEAN_SESSIONS
        * Diagnosis.volume(respiratory(day))
        * (isSnowDay(day) ? 2 : 1);
  }

  private double visitsOn(int day) {
    int weekday = WallClock.weekday(day);
    if (weekday == SUNDAY || Holidays.FEDERAL.isDayOff(day)) {
      return 0;
    }
    double mean =
        weekday == SATURDAY
            ? (1 - VISITS_ON_WORKING_DAYS) / SATURDAYS_PER_YEAR
            : VISITS_ON_WORKING_DAYS / WORKING_DAYS_PER_YEAR * VISITS_BY_WEEKDAY[weekday];
    return Campus.VISITS_PER_YEAR
        * mean
        * (1 + WINTER_VISITS * winter(day))
        * (isSnowDay(day) ? 0.5 : 1);
  }

  // ---- a stay

  private void stay(long id, int day, Emitter out) {
    Person person = campus.people.draw(EncounterType.INPATIENT, day, id);
    int age = person.age(day);
    Draw draw = laws.when.at(id);
    long discharge = DISCHARGE.moment(draw, day);
    double longer = Math.exp(STAY_BY_AGE * (age - MEAN_INPATIENT_AGE));
    long days = Math.round(STAY_DAYS.sample(draw) * longer);
    long admission = ADMISSION.moment(draw, (int) (day - days));
    if (discharge - admission < SHORTEST_STAY) {
      admission -= WallClock.DAY;
    }
    double stayDays = (discharge - admission) / (double) WallClock.DAY;

    Draw ill = laws.illnesses.at(id);
    double own = ill.nextDouble();
    Diagnosis drawn = Diagnosis.of(age, person.isFemale, respiratory(day), ill.nextDouble());
    Diagnosis diagnosis = own < laws.ownDiagnosis ? person.ownDiagnosis() : drawn;
    Illness illness = Illness.ofInpatient(person, diagnosis, laws.negation, ill);
    Vitals vitals = Vitals.of(illness, laws.vitals.at(id));
    out.emit(
        ClinicalText.ENCOUNTERS,
        new Encounter(
            id,
            campus.id,
            person.id,
            EncounterType.INPATIENT,
            admission,
            discharge,
            (short) age,
            person.sex(),
            diagnosis.icd10,
            vitals.temperature(),
            (short) vitals.heartRate(),
            (short) vitals.saturation(),
            null,
            null,
            day));
    note(id, day, person, age, illness, vitals, discharge, stayDays, out);
  }

  private void note(
      long id,
      int day,
      Person person,
      int age,
      Illness illness,
      Vitals vitals,
      long discharge,
      double stayDays,
      Emitter out) {
    Draw draw = laws.disagreements.at(id);
    boolean agrees = draw.nextDouble() >= laws.otherLabel;
    int last = Diagnosis.ALL.length - 1;
    Diagnosis other = Diagnosis.ALL[draw.nextInt(last)];
    other = other == illness.diagnosis() ? Diagnosis.ALL[last] : other;
    Diagnosis printed = agrees ? illness.diagnosis() : other;
    boolean isStale = draw.nextDouble() < laws.staleVitals;
    Vitals shown = isStale ? Vitals.of(illness, laws.vitals.at(id, 1)) : vitals;
    out.emit(ClinicalText.NOTE_TRUTH, new NoteTruth(id, agrees, isStale, day));

    Draw signing = laws.signings.at(id);
    Author author = campus.author(day, signing.nextDouble());
    Marked text = summary.write(id, author, person, age, illness, printed, shown, stayDays);
    long signed = discharge + (long) (SIGNING_HOURS.sample(signing) * WallClock.HOUR);
    boolean isLeft = signing.nextDouble() < author.signsAnyTime;
    if (!isLeft && !DESK.isOpen(signed)) {
      double lag = author.deskHours * WallClock.HOUR + AT_DESK_SECONDS.sample(signing);
      signed = DESK.workingTime(signed, (long) lag);
    }
    out.emit(
        ClinicalText.DISCHARGE_SUMMARIES,
        new DischargeSummary(
            id,
            campus.id,
            id,
            author.id,
            signed,
            text.words(),
            text.text(),
            author.dictates(signed),
            campus.wraps.holdsAt(signed),
            campus.cuts.holdsAt(signed),
            author.rounds(signed),
            day));
    Gold.emit(out, "discharge_summaries", id, text, 0, day);
  }

  // ---- a chat

  private void session(long id, int day, Emitter out) {
    Person person = campus.people.draw(EncounterType.TELEHEALTH, day, id);
    int age = person.age(day);
    long start = SESSION.moment(laws.when.at(id), day);
    Draw ill = laws.illnesses.at(id);
    Diagnosis diagnosis = Diagnosis.of(age, person.isFemale, respiratory(day), ill.nextDouble());
    Illness illness = Illness.ofCaller(person, diagnosis, laws.negation, ill);
    long end = chat.emit(campus, id, person, illness, start, out);
    out.emit(
        ClinicalText.ENCOUNTERS,
        new Encounter(
            id,
            campus.id,
            person.id,
            EncounterType.TELEHEALTH,
            start,
            end,
            (short) age,
            person.sex(),
            null,
            null,
            null,
            null,
            null,
            null,
            day));
  }

  // ---- a clinic visit

  private void visit(long id, int day, Emitter out) {
    Person person = campus.people.draw(EncounterType.CLINIC, day, id);
    Draw draw = laws.when.at(id);
    Author doctor = campus.author(day, draw.nextDouble());
    boolean isSaturday = WallClock.weekday(day) == SATURDAY;
    int hour =
        isSaturday
            ? FIRST_SATURDAY_HOUR + SATURDAY_HOUR.at(draw.nextDouble())
            : FIRST_CLINIC_HOUR + CLINIC_HOUR.at(draw.nextDouble());
    int slots = 60 / doctor.slotMinutes;
    double minutes =
        doctor.slotMinutes * draw.nextInt(slots) + LATENESS_MINUTES.sample(draw) - EARLY_MINUTES;
    long arrival = WallClock.startOf(day) + hour * WallClock.HOUR + WallClock.seconds(minutes);

    Draw visit = laws.visits.at(id);
    Draw ofDay = laws.days.at(campus.id, day);
    double lotOfDay = LOT_DAY_SD * Normal.standard(ofDay);
    double waitOfDay = Math.exp(WAIT_DAY_SIGMA * Normal.standard(ofDay) - 0.011);
    double lot = isSaturday ? LOT_ON_SATURDAY : lotAt(arrival);
    int occupancy = occupancy(lot + campus.lotOffset + lotOfDay + LOT_SD * Normal.standard(visit));
    int wait =
        (int)
            Math.round(
                MEDIAN_WAIT_MINUTES
                    * campus.waitFactor
                    * waitOfDay
                    * Math.exp(WAIT_SIGMA * Normal.standard(visit)));
    long end = arrival + WallClock.seconds(wait + VISIT_MINUTES.sample(visit));
    out.emit(
        ClinicalText.ENCOUNTERS,
        new Encounter(
            id,
            campus.id,
            person.id,
            EncounterType.CLINIC,
            arrival,
            end,
            (short) person.age(day),
            person.sex(),
            null,
            null,
            null,
            null,
            wait,
            occupancy,
            day));
    survey.emit(campus, id, person, doctor.name, arrival, end, wait, occupancy, out);
  }

  /** The mean lot on a working day: straight from half past to half past. */
  private static double lotAt(long second) {
    double hours =
        WallClock.secondOfDay(second) / (double) WallClock.HOUR - FIRST_CLINIC_HOUR - 0.5;
    double at = Math.max(0, Math.min(LOT_BY_HOUR.length - 1.000001, hours));
    int hour = (int) at;
    return LOT_BY_HOUR[hour] + (at - hour) * (LOT_BY_HOUR[hour + 1] - LOT_BY_HOUR[hour]);
  }

  /** A lot that is nearly full fills up slowly. */
  private static int occupancy(double demand) {
    double bent =
        demand <= LOT_BENDS_AT
            ? demand
            : LOT_BENDS_AT + LOT_LEFT * Math.tanh((demand - LOT_BENDS_AT) / LOT_LEFT);
    return (int) Math.round(Math.max(3, bent));
  }
}
