package dev.medley.scenario.hospitalinventory;

import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Sex;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The operating rooms and the cath lab of a hospital: a day's cases, patients and needs. */
final class Theatre {
  // ---- rule demand; means are of a hospital of mean size

  private static final double WEEKDAY_CASES = 14;
  private static final double WEEKEND_CASES = 1.5;
  private static final double HIPS = 1.6;
  private static final double KNEES = 2.1;
  private static final double USE_PER_CASE = 0.79;
  private static final double DISPERSION = 20;

  /** Screws of a fracture: with the chance, so many of each length. */
  private static final double FRACTURES = 0.14;

  private static final double SCREWS_24 = 2.9;
  private static final double SCREWS_30 = 2.1;
  private static final double SCREWS_36 = 2.8;
  private static final double LONG_SCREWS = 0.35;
  private static final double CANNULATED = 2.8;
  private static final double CANNULATED_FRACTURES = 0.25;
  private static final double CANNULATED_HIPS = 0.30;

  /** Of the cath cases those without an implant. */
  private static final double DIAGNOSTIC = 3.3;

  private static final double DIAGNOSTIC_DISPERSION = 10;
  private static final double WEEKEND_DIAGNOSTIC = 1.8;
  private static final double STENT_PATIENTS = 2.9;
  private static final double WEEKEND_STENT_PATIENTS = 1.4;
  private static final double MORE_STENTS = 0.45;
  private static final int MOST_MORE_STENTS = 3;
  private static final double SMALL_STENT = 0.57;
  private static final double PACEMAKERS = 0.8;
  private static final double WEEKEND_PACEMAKERS = 0.2;
  private static final double URGENT = 0.25;
  private static final double STANDARD_STEM_WOMEN = 0.71;
  private static final double STANDARD_STEM_MEN = 0.52;

  // ---- rule patients

  private static final Normal HIP_AGE = Normal.of(66, 11).cut(30, 97);
  private static final Normal KNEE_AGE = Normal.of(67, 9).cut(35, 95);
  private static final Normal STENT_AGE = Normal.of(66, 11).cut(30, 97);
  private static final Normal PACEMAKER_AGE = Normal.of(77, 9).cut(35, 100);
  private static final double HIP_WOMEN = 0.53;
  private static final double KNEE_WOMEN = 0.60;
  private static final double STENT_WOMEN = 0.30;
  private static final double PACEMAKER_WOMEN = 0.45;

  /** Gompertz, as the US life table has it above 40. */
  private static final double LOG_HAZARD = -9.6;

  private static final double HAZARD_PER_YEAR = 0.085;
  private static final double STENT_HAZARD = 1.3;
  private static final double PACEMAKER_HAZARD = 1.6;
  private static final double DAYS_PER_YEAR = 365.25;

  /** The first knife of the day and how the list goes on. */
  private static final long FIRST_CASE = 7 * WallClock.HOUR + 15 * WallClock.MINUTE;

  private static final Gamma AFTER_FIRST_CASE_HOURS = new Gamma(1.7, 1.6);

  /**
   * A patient who gets one or more devices.
   *
   * @param number running, within the hospital
   * @param diesOn day, since 1970-01-01
   */
  record Patient(long number, int birthYear, Sex sex, int diesOn, long implantedTs) {}

  private final long hospital;
  private final double size;
  private final Streams.Stream cases;
  private final Streams.Stream uses;
  private final Streams.Stream screws;
  private final Streams.Stream people;
  private long patients;

  int orCases;
  int cathCases;

  /** Units of the day by item. */
  final int[] needs = new int[Item.ALL.size() + 1];

  /** Patients of the day by item; one entry a device. */
  final List<List<Patient>> devices = new ArrayList<>();

  Theatre(World world, long hospital, double size) {
    Streams streams = world.streams();
    this.hospital = hospital;
    this.size = size;
    this.cases = streams.named("cases");
    this.uses = streams.named("case.use");
    this.screws = streams.named("screws");
    this.people = streams.named("patient");
    for (int i = 0; i < needs.length; i++) {
      devices.add(new ArrayList<>());
    }
  }

  void plan(int day) {
    Arrays.fill(needs, 0);
    for (int id = Item.FIRST_IMPLANT; id < needs.length; id++) {
      devices.get(id).clear();
    }
    boolean isWorkday = Outside.isWorkday(day);
    double electives = Outside.electives(day);
    Draw draw = cases.at(hospital, day);
    int first =
        isWorkday
            ? NegativeBinomial.ofMeanAndDispersion(WEEKDAY_CASES * size * electives, DISPERSION)
                .sample(draw)
            : Poisson.sample(WEEKEND_CASES, draw);
    int hips = isWorkday ? Poisson.sample(HIPS * size * electives, draw) : 0;
    int knees = isWorkday ? Poisson.sample(KNEES * size * electives, draw) : 0;
    orCases = first + hips + knees;
    int diagnostic =
        isWorkday
            ? NegativeBinomial.ofMeanAndDispersion(DIAGNOSTIC * size, DIAGNOSTIC_DISPERSION)
                .sample(draw)
            : Poisson.sample(WEEKEND_DIAGNOSTIC * size, draw);
    int stented =
        Poisson.sample(size * (isWorkday ? STENT_PATIENTS : WEEKEND_STENT_PATIENTS), draw);
    int paced = Poisson.sample(size * (isWorkday ? PACEMAKERS : WEEKEND_PACEMAKERS), draw);
    cathCases = diagnostic + stented + paced;
    consume(day);
    screw(day, first, hips);
    for (int i = 0; i < hips; i++) {
      hip(day);
    }
    for (int i = 0; i < knees; i++) {
      knee(day);
    }
    for (int i = 0; i < stented; i++) {
      stent(day);
    }
    for (int i = 0; i < paced; i++) {
      Draw person = people.at(hospital, patients);
      implant(
          patient(person, day, PACEMAKER_AGE, PACEMAKER_WOMEN, PACEMAKER_HAZARD, URGENT),
          Item.PACEMAKER);
    }
  }

  private void consume(int day) {
    Draw draw = uses.at(hospital, day);
    for (Item item : Item.ALL) {
      if (item.isImplant() || item.isScrew()) {
        continue;
      }
      switch (item.place()) {
        case OR -> needs[item.id()] = Poisson.sample(orCases * item.rate() * USE_PER_CASE, draw);
        case CATH_LAB -> needs[item.id()] = Poisson.sample(cathCases * item.rate(), draw);
        case WARDS -> {}
      }
    }
  }

  private void screw(int day, int firstGroup, int hips) {
    Draw draw = screws.at(hospital, day);
    for (int i = 0; i < firstGroup; i++) {
      if (draw.nextDouble() < FRACTURES) {
        needs[Item.SCREW_24] += Poisson.sample(SCREWS_24, draw);
        needs[Item.SCREW_30] += Poisson.sample(SCREWS_30, draw);
        if (draw.nextDouble() < LONG_SCREWS) {
          needs[Item.SCREW_36] += Poisson.sample(SCREWS_36, draw);
        }
        if (draw.nextDouble() < CANNULATED_FRACTURES) {
          needs[Item.CANNULATED_SCREW] += Poisson.sample(CANNULATED, draw);
        }
      }
    }
    for (int i = 0; i < hips; i++) {
      needs[Item.CANNULATED_SCREW] += draw.nextDouble() < CANNULATED_HIPS ? 2 : 0;
    }
  }

  private void hip(int day) {
    Draw draw = people.at(hospital, patients);
    Patient patient = patient(draw, day, HIP_AGE, HIP_WOMEN, 1, 0);
    double standard = patient.sex == Sex.F ? STANDARD_STEM_WOMEN : STANDARD_STEM_MEN;
    implant(patient, draw.nextDouble() < standard ? Item.STEM_STANDARD : Item.STEM_HIGH_OFFSET);
    implant(patient, Item.SHELL);
  }

  private void knee(int day) {
    Patient patient = patient(people.at(hospital, patients), day, KNEE_AGE, KNEE_WOMEN, 1, 0);
    implant(patient, Item.KNEE_FEMORAL);
    implant(patient, Item.KNEE_TIBIAL);
  }

  private void stent(int day) {
    Draw draw = people.at(hospital, patients);
    Patient patient = patient(draw, day, STENT_AGE, STENT_WOMEN, STENT_HAZARD, URGENT);
    int stents = 1 + Math.min(MOST_MORE_STENTS, Poisson.sample(MORE_STENTS, draw));
    for (int i = 0; i < stents; i++) {
      implant(patient, draw.nextDouble() < SMALL_STENT ? Item.STENT_3_0 : Item.STENT_3_5);
    }
  }

  private void implant(Patient patient, int itemId) {
    needs[itemId]++;
    devices.get(itemId).add(patient);
  }

  private Patient patient(
      UniformRandomProvider draw,
      int day,
      Normal ages,
      double women,
      double hazardFactor,
      double urgent) {
    double age = ages.sample(draw);
    Sex sex = draw.nextDouble() < women ? Sex.F : Sex.M;
    double hazard = hazardFactor * Math.exp(LOG_HAZARD + HAZARD_PER_YEAR * age);
    double years = Exponential.ofRate(hazard).sample(draw);
    boolean isUrgent = draw.nextDouble() < urgent || !Outside.isWorkday(day);
    double anyHour = draw.nextDouble();
    double hoursAfterFirst = AFTER_FIRST_CASE_HOURS.sample(draw);
    long second =
        isUrgent
            ? (long) (anyHour * WallClock.DAY)
            : Math.min(WallClock.DAY - 1, FIRST_CASE + (long) (hoursAfterFirst * WallClock.HOUR));
    return new Patient(
        patients++,
        (int) Math.floor(UsCalendar.year(day) + UsCalendar.dayOfYear(day) / DAYS_PER_YEAR - age),
        sex,
        (int) Math.min(Integer.MAX_VALUE, day + years * DAYS_PER_YEAR),
        WallClock.startOf(day) + second);
  }
}
