package dev.medley.scenario.pharmacogenomics;

import dev.medley.random.NegativeBinomial;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.PlateTruth;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.SiteRow;
import dev.medley.scenario.pharmacogenomics.Trials.Site;
import dev.medley.scenario.pharmacogenomics.Trials.Study;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.KeyedSeries;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.Arrays;

/** Whom a block of studies enrols in one region and month. */
final class Enrolment implements Simulation {
  private static final int PLATE = 24;

  /** Numbers that a study and region has for the subjects of a month, and for all of them. */
  private static final int IDS_OF_MONTH = 10_000;

  private static final int IDS_OF_STUDY_AND_REGION = 10_000_000;

  /** Month 0 of subject and plate ids: January 2000. */
  private static final int FIRST_MONTH = 30 * 12;

  private static final int MONTHS = IDS_OF_STUDY_AND_REGION / IDS_OF_MONTH;
  private static final double SHOCK_MEMORY = 0.6;
  private static final double[] WEEKDAYS = {.17, .23, .23, .22, .15};
  private static final double DECEMBER = 0.7;
  private static final double AUGUST = 0.85;
  private static final double OTHER_MONTHS = 1.04;

  /** What all cells of a world share. */
  static final class Laws {
    private final Horizon horizon;
    private final Trials trials;
    private final Follower follower;
    private final WorkingDays workingDays;
    private final Streams.Stream counts;
    private final Streams.Stream days;
    private final Streams.Stream ids;
    private final Streams.Stream siteOfSubject;
    private final Streams.Stream plates;
    private final Streams.Stream shocks;
    private final double mean;
    private final double dispersion;
    private final double shockSd;
    private final double badPlate;

    Laws(World world) {
      Streams streams = world.streams();
      this.horizon = world.horizon();
      this.trials = new Trials(world);
      this.workingDays = new WorkingDays(horizon);
      this.follower = new Follower(world, workingDays);
      this.counts = streams.named("enrolment.count");
      this.days = streams.named("enrolment.day");
      this.ids = streams.named("id.subject_id");
      this.siteOfSubject = streams.named("enrolment.site");
      this.plates = streams.named("plate");
      this.shocks = streams.named("enrolment.shock");
      this.mean = world.value(Pharmacogenomics.ENROLLED);
      this.dispersion = world.value(Pharmacogenomics.DISPERSION);
      this.shockSd = world.value(Pharmacogenomics.SHOCK);
      this.badPlate = world.value(Pharmacogenomics.BAD_PLATE);
    }
  }

  private final Cell cell;
  private final Laws laws;
  private boolean isDone;

  Enrolment(Cell cell, Laws laws) {
    this.cell = cell;
    this.laws = laws;
  }

  /** Months of a horizon, each worth what its season is. */
  static double seasonalMonths(Horizon horizon) {
    double months = 0;
    for (LocalDate day = horizon.from(); !day.isAfter(horizon.to()); day = day.plusDays(1)) {
      months += season(day.getMonthValue()) / day.lengthOfMonth();
    }
    return months;
  }

  private static double season(int month) {
    return month == 12 ? DECEMBER : month == 8 ? AUGUST : OTHER_MONTHS;
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (!cell.isFirst(laws.horizon)) {
      return;
    }
    for (int i = 0; i < cell.size(); i++) {
      int study = Math.toIntExact(cell.unit(i));
      for (int number = 1; number <= Trials.SITES; number++) {
        long id = Trials.siteId(study, cell.regionIndex(), number);
        String digits = Integer.toString(study);
        String name = "Site " + "0".repeat(Math.max(0, 3 - digits.length())) + digits;
        out.emit(Pharmacogenomics.SITES, new SiteRow(id, study, name + "-" + id % 100));
      }
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (isDone) {
      return;
    }
    isDone = true;
    int first = (int) cell.period().from().withDayOfMonth(1).toEpochDay();
    int month = UsCalendar.monthNumber(first);
    if (month < FIRST_MONTH || month - FIRST_MONTH >= MONTHS) {
      throw new IllegalArgumentException("there are subject ids for 2000 to 2083 only");
    }
    double shock = new KeyedSeries(laws.shocks, cell.regionIndex(), SHOCK_MEMORY).at(month);
    double[] byDay = chancesByDay(first, cell.period().from().lengthOfMonth());
    for (int i = 0; i < cell.size(); i++) {
      enrol(cell.unit(i), first, month, shock, byDay, out);
    }
  }

  /** Cumulative chances of the days of a month. */
  private double[] chancesByDay(int first, int days) {
    double[] chances = new double[days];
    double sum = 0;
    for (int d = 0; d < days; d++) {
      if (laws.workingDays.has(first + d)) {
        sum += WEEKDAYS[WallClock.weekday(first + d)];
      }
      chances[d] = sum;
    }
    for (int d = 0; d < days; d++) {
      chances[d] /= sum;
    }
    return chances;
  }

  private void enrol(long unit, int first, int month, double shock, double[] byDay, Emitter out) {
    Study study = laws.trials.study(unit);
    long studyAndRegion = unit * 10 + cell.regionIndex() + 1;
    int[] days = days(study, studyAndRegion, first, month, shock, byDay);
    if (days.length == 0) {
      return;
    }
    Site[] sites = laws.trials.sites(unit, cell.regionIndex());
    Permutation shuffled = Permutation.of(IDS_OF_STUDY_AND_REGION, laws.ids.bits(studyAndRegion));
    int months = month - FIRST_MONTH;
    int from = (int) cell.period().from().toEpochDay();
    int to = (int) cell.period().to().toEpochDay();
    long lastPlate = -1;
    boolean isBad = false;
    for (int seq = 0; seq < days.length; seq++) {
      int day = days[seq];
      if (day < from || day > to) {
        continue;
      }
      long id =
          studyAndRegion * IDS_OF_STUDY_AND_REGION
              + shuffled.at((long) months * IDS_OF_MONTH + seq);
      Site site = openSite(sites, day, laws.siteOfSubject.uniform(id));
      if (site == null) {
        continue;
      }
      long plate = (studyAndRegion * 1_000 + months) * 1_000 + seq / PLATE;
      if (plate != lastPlate) {
        lastPlate = plate;
        isBad = laws.plates.uniform(plate) < laws.badPlate;
        out.emit(Pharmacogenomics.PLATE_TRUTH, new PlateTruth(plate, isBad, day));
      }
      laws.follower.follow(id, study, site, plate, isBad, day, out);
    }
  }

  /** The days of enrolment, in order. */
  private int[] days(
      Study study, long studyAndRegion, int first, int month, double shock, double[] byDay) {
    double sd = study.shockGain() * laws.shockSd;
    double mean =
        laws.mean
            * study.size()
            * season(UsCalendar.month(first))
            * Math.exp(sd * shock - sd * sd / 2);
    Draw count = laws.counts.at(studyAndRegion, month);
    int subjects = new NegativeBinomial(mean, laws.dispersion).sample(count);
    if (subjects > IDS_OF_MONTH) {
      throw new IllegalArgumentException(
          "a study, region and month has ids for " + IDS_OF_MONTH + " subjects");
    }
    Draw draw = laws.days.at(studyAndRegion, month);
    int[] days = new int[subjects];
    for (int i = 0; i < subjects; i++) {
      double u = draw.nextDouble();
      int d = 0;
      while (byDay[d] <= u) {
        d++;
      }
      days[i] = first + d;
    }
    Arrays.sort(days);
    return days;
  }

  /** A site by its share among those that are open on the day, or none. */
  private static Site openSite(Site[] sites, int day, double uniform) {
    double sum = 0;
    for (Site site : sites) {
      sum += site.isOpen(day) ? site.share : 0;
    }
    double rest = uniform * sum;
    Site last = null;
    for (Site site : sites) {
      if (site.isOpen(day)) {
        last = site;
        rest -= site.share;
        if (rest < 0) {
          return site;
        }
      }
    }
    return last;
  }
}
