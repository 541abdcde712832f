package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Binomial;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.socialdeterminants.DayLaw.Kind;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.CountyDay;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipArea;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipTruth;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipType;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipYear;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.time.LocalDate;

/**
 * A county: eight areas, the weather over them, and the clerks who write down what happens. Of its
 * people it has one layer; the first layer's cell also emits what all of them share.
 */
final class County implements Simulation {

  /** The digit, within the county's ten codes, of the boxes at its post office. */
  private static final int BOXES = 8;

  private static final String FRACTIONS_REGION = "SOUTH";
  private static final int FRACTIONS_YEARS_AGO = 8;

  /** Visits in heat waves and the spread of days add this to a year. */
  private static final double UNUSUAL_DAYS = 1.01;

  private static final double DISCHARGES_PER_PERSON = 0.085;
  private static final double READMISSION = 0.135;

  private final Laws laws;
  private final Horizon horizon;
  private final String region;
  private final int regionIndex;
  private final int county;
  private final int countyId;
  private final int layer;
  private final Zip[] zips;
  private final DayLaw law;
  private final Carriers carriers;
  private final Visits visits;
  private final Members members;
  private final double readmissionHabit;
  private final Streams.Stream earlierVisits;
  private final Streams.Stream discharges;
  private final Streams.Stream readmissions;
  private int next;

  County(Cell cell, World world, Laws laws) {
    this.laws = laws;
    this.horizon = world.horizon();
    this.region = cell.region();
    this.regionIndex = cell.regionIndex();
    long round = cell.place(0) / SocialDeterminants.ZIPS_OF_COUNTY;
    this.county = (int) (round % SocialDeterminants.COUNTIES);
    this.layer = (int) (round / SocialDeterminants.COUNTIES);
    this.countyId = Zip.countyId(regionIndex, county);
    this.zips = new Zip[cell.size()];
    for (int i = 0; i < zips.length; i++) {
      zips[i] = new Zip(laws, regionIndex, county, i, layers(cell, i));
    }
    this.law = new DayLaw(laws, regionIndex, countyId, zips);
    this.carriers = new Carriers(laws, countyId);
    this.visits = new Visits(laws, countyId, layer, zips, law, carriers);
    this.members = new Members(laws, countyId, layer, zips, carriers, horizon.from().getYear());
    this.readmissionHabit =
        Math.exp(
            0.06 * Normal.standard(laws.streams.named("county.readmission").at(countyId)) - 0.002);
    this.earlierVisits = laws.streams.named("visits.earlier");
    this.discharges = laws.streams.named("discharges");
    this.readmissions = laws.streams.named("readmissions");
    this.next = (int) horizon.from().toEpochDay();
  }

  /** How many units of the region are layers of the county's i-th area. */
  private int layers(Cell cell, int i) {
    long units = cell.dealing().unitsIn(regionIndex, cell.allUnits());
    long first = (long) county * SocialDeterminants.ZIPS_OF_COUNTY + i;
    long others = units - first - 1;
    return (int) (1 + others / (SocialDeterminants.COUNTIES * SocialDeterminants.ZIPS_OF_COUNTY));
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (layer > 0) {
      return;
    }
    for (Zip zip : zips) {
      out.emit(SocialDeterminants.ZIP_AREAS, area(zip));
      out.emit(
          SocialDeterminants.ZIP_TRUTH,
          new ZipTruth(
              zip.code, zip.deprivation, zip.isGentrified(), zip.startYear(), zip.mailShare));
    }
    out.emit(SocialDeterminants.ZIP_AREAS, boxes());
    if (out.wants(SocialDeterminants.ZIP_YEARS)) {
      long[][] counted = countVisits();
      for (int z = 0; z < zips.length; z++) {
        emitYears(z, counted, out);
      }
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    int first = (int) horizon.from().toEpochDay();
    int end = (int) Math.min(border.toEpochDay(), horizon.end().toEpochDay());
    for (; next < end; next++) {
      law.turnTo(next);
      if (layer == 0 && out.wants(SocialDeterminants.COUNTY_DAYS)) {
        out.emit(
            SocialDeterminants.COUNTY_DAYS,
            new CountyDay(countyId, law.fahrenheit(), law.isHeatWave(), next));
      }
      if (out.wants(SocialDeterminants.ED_VISITS)) {
        visits.emit(next, out);
      }
      boolean isNewYear = next == first || UsCalendar.dayOfYear(next) == 1;
      if (isNewYear && out.wants(SocialDeterminants.MEMBER_ADHERENCE)) {
        members.emit(UsCalendar.year(next), next, out);
      }
    }
  }

  // ---- zip codes

  private ZipArea area(Zip zip) {
    return new ZipArea(
        zip.code,
        ZipType.ZCTA,
        null,
        countyId,
        zip.population,
        zip.rucaCode,
        zip.isRural,
        zip.acCoveragePct,
        zip.parcels,
        zip.noVehiclePct,
        35 + regionIndex + zip.y / 69,
        -90 + zip.x / 56);
  }

  private ZipArea boxes() {
    return new ZipArea(
        Zip.code(regionIndex, county, BOXES),
        ZipType.PO_BOX,
        parentOfBoxes(),
        countyId,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private String parentOfBoxes() {
    for (Zip zip : zips) {
      if (zip.isRural) {
        return zip.code;
      }
    }
    return zips[0].code;
  }

  // ---- years

  private void emitYears(int z, long[][] counted, Emitter out) {
    Zip zip = zips[z];
    int firstYear = laws.lastYear - SocialDeterminants.YEARS + 1;
    int incomeLastYear = 0;
    for (int year = firstYear; year <= laws.lastYear; year++) {
      double health = zip.healthDeprivation(year);
      int discharged =
          Poisson.sample(
              DISCHARGES_PER_PERSON * zip.population * Math.exp(0.2 * health),
              discharges.at(zip.key, year));
      int readmitted =
          Binomial.of(discharged, readmission(zip, health)).sample(readmissions.at(zip.key, year));
      int income = zip.incomeUsd(year);
      out.emit(
          SocialDeterminants.ZIP_YEARS,
          new ZipYear(
              zip.code,
              (short) year,
              zip.diabetesPct(year),
              income,
              zip.groceryMiles,
              zip.transitScore,
              zip.fastFoodPer10k,
              1_000.0 * visitsOfYear(z, year, counted) / zip.population,
              zip.isFoodDesert,
              zip.hasTransportBarrier,
              discharged,
              readmitted,
              discharged == 0 ? 0 : 100.0 * readmitted / discharged,
              zip.population,
              incomeLastYear,
              carriers.isSurveyLate(year),
              region.equals(FRACTIONS_REGION) && year == laws.lastYear - FRACTIONS_YEARS_AGO,
              UsCalendar.day(year, 1, 1)));
      incomeLastYear = income;
    }
  }

  private double readmission(Zip zip, double health) {
    double chance = READMISSION * Math.exp(0.05 * health) * readmissionHabit;
    if (zip.isFoodDesert) {
      chance *= laws.foodDesertFactor;
    }
    if (zip.hasTransportBarrier) {
      chance *= laws.transportFactor;
    }
    return Math.min(
        1, zip.isFoodDesert && zip.hasTransportBarrier ? chance * laws.bothFactor : chance);
  }

  private double visitsOfYear(int z, int year, long[][] counted) {
    int firstCounted = horizon.from().getYear();
    if (year >= firstCounted) {
      return counted[year - firstCounted][z];
    }
    return Poisson.sample(
        UNUSUAL_DAYS * zips[z].population * law.visitsPerPersonYear(z, year),
        earlierVisits.at(zips[z].key, year));
  }

  /** Visits of all layers in the years of the horizon, those outside its days among them. */
  private long[][] countVisits() {
    int first = horizon.from().getYear();
    long[][] counted = new long[laws.lastYear - first + 1][zips.length];
    int end = UsCalendar.day(laws.lastYear + 1, 1, 1);
    for (int day = UsCalendar.day(first, 1, 1); day < end; day++) {
      law.turnTo(day);
      long[] ofYear = counted[UsCalendar.year(day) - first];
      for (int z = 0; z < zips.length; z++) {
        for (int l = 0; l < zips[z].layers; l++) {
          for (Kind kind : DayLaw.KINDS) {
            ofYear[z] += law.visits(z, l, kind);
          }
        }
      }
    }
    return counted;
  }
}
