package dev.medley.scenario.socialdeterminants;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Cells;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Zip code areas and the health of those who live there: deprivation, shops, buses and parcels on
 * one side, emergency visits, diabetes, readmissions and adherence on the other. A cell is a county
 * of eight areas over the horizon; regions share flu, weather and heat waves. There are codes for
 * 1,280 areas: in a larger world they have more people, who come in layers, each a cell of its own.
 * Times are the local wall clock of the emergency department.
 */
@AutoService(Scenario.class)
public final class SocialDeterminants implements Scenario {

  // ---- code lists

  /** Group of diagnoses, with its share of women. */
  public enum DiagnosisGroup {
    HEAT(0, 0.54),
    DEHYDRATION(1, 0.54),
    ACUTE_KIDNEY_INJURY(2, 0.54),
    RESPIRATORY(3, 0.56),
    INJURY(4, 0.46),
    CARDIAC(5, 0.50),
    MENTAL_HEALTH(6, 0.52),
    OTHER(7, 0.58);

    /** Place in tables by group. */
    final int number;

    final double womenShare;

    DiagnosisGroup(int number, double womenShare) {
      this.number = number;
      this.womenShare = womenShare;
    }

    /** Whether heat brings it on in those who cannot cool down. */
    boolean isHeatRelated() {
      return this == HEAT || this == DEHYDRATION || this == ACUTE_KIDNEY_INJURY;
    }
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  /** Who pays for a visit. */
  public enum Payer {
    MEDICARE,
    MEDICAID,
    PRIVATE,
    UNINSURED
  }

  /** Whether a zip code is an area or only boxes at a post office. */
  public enum ZipType {
    ZCTA,
    PO_BOX
  }

  /** Class of a member's chronic medication, with its share of members and its own adherence. */
  public enum DrugClass {
    STATIN(0.40, 0.05),
    ANTIHYPERTENSIVE(0.40, 0),
    METFORMIN(0.20, -0.25);

    final double share;
    final double adherence;

    DrugClass(double share, double adherence) {
      this.share = share;
      this.adherence = adherence;
    }
  }

  /** Where a member's prescriptions are filled. */
  public enum FillChannel {
    MAIL,
    LOCAL
  }

  // ---- tables

  /** A visit. */
  @Columns(
      """
      visit_id        | key, distinct | Visit.
      county_id       | filtered | County of the resident: 1,000 for each region and a number.
      zip_code        | filtered | Zip code as registered. | ZipCode
      arrival_ts      | wall clock, distinct | Arrival.
      age_band        | | 0-17, 18-44, 45-64 or 65+.
      sex             | | F or M.
      diagnosis_code  | | ICD-10-CM.
      diagnosis_group | filtered | HEAT, DEHYDRATION, ACUTE_KIDNEY_INJURY, RESPIRATORY, INJURY,
        | CARDIAC, MENTAL_HEALTH or OTHER.
      payer           | | MEDICARE, MEDICAID, PRIVATE or UNINSURED.
      _po_box         | | Whether the patient gets mail in a box of the county's post office.
      _plus4_desk     | | Whether the registration desk types nine digits at that time.
      _number_cell    | | Whether the county's export keeps zip codes as numbers at that time.
      _coder_slip     | | Whether the coder takes heat illness for fainting at that time.
      _double_desk    | | Whether the registration desk sends visits twice at that time.
      event_date      | date, filtered | Day of arrival_ts.
      """)
  public record EdVisit(
      long visitId,
      int countyId,
      String zipCode,
      long arrivalTs,
      String ageBand,
      Sex sex,
      String diagnosisCode,
      DiagnosisGroup diagnosisGroup,
      Payer payer,
      boolean poBox,
      boolean plus4Desk,
      boolean numberCell,
      boolean coderSlip,
      boolean doubleDesk,
      int eventDate) {}

  /** An area in a year. */
  @Columns(
      """
      zip_code                  | key, -> zip_areas | Area. | ZipCode
      year                      | key | Calendar year.
      diabetes_rate_pct         | 2 decimals | Adults with diabetes, percent. | DiabetesRate
      median_income_usd         | | Median household income, a survey's estimate in money of the
        | year. | MedianIncome
      distance_to_grocery_miles | 2 decimals | To the nearest grocery. | DistanceToGrocery
      public_transit_score      | 1 decimals | 0 to 100. | PublicTransitScore
      fast_food_per_10k         | 2 decimals | Outlets for 10,000 residents. | FastFoodDensity
      er_visits_per_1000        | 1 decimals | Residents' emergency visits in the calendar year for
        | 1,000 residents. | ER_Utilization_Rate
      is_food_desert            | | Designated for its income of 2024 below 53,600 USD and a grocery
        | more than 1 mile (rural: 10) away. | Food Deserts
      has_transport_barrier     | | Transit score below 30 and more than 9 % of households without a
        | vehicle. | Transportation Barriers
      discharges                | | Inpatient discharges of residents.
      readmissions_30d          | | Those readmitted within 30 days.
      readmission_rate_pct      | 1 decimals | readmissions_30d in percent of discharges.
        | | Hospital Readmission rates
      population                | | Residents, a five-year estimate that is not renewed.
      _income_last_year         | | What the survey said the year before; 0 in the first year.
      _late_survey              | | Whether the county's survey comes late this year.
      _in_fractions             | | Whether the year's delivery has fractions for percent.
      event_date                | date | 1 January of the year.
      """)
  public record ZipYear(
      String zipCode,
      short year,
      double diabetesRatePct,
      int medianIncomeUsd,
      double distanceToGroceryMiles,
      double publicTransitScore,
      double fastFoodPer_10k,
      double erVisitsPer_1000,
      boolean isFoodDesert,
      boolean hasTransportBarrier,
      int discharges,
      int readmissions_30d,
      double readmissionRatePct,
      int population,
      int incomeLastYear,
      boolean lateSurvey,
      boolean inFractions,
      int eventDate) {}

  /** A zip code. */
  @Columns(
      """
      zip_code                    | key | Five digits; leading zeros matter. | ZipCode
      zip_type                    | | ZCTA (an area) or PO_BOX.
      parent_zip_code             | | PO_BOX: the area in which its holders live; NULL for ZCTA.
      region                      | | NORTHEAST, MIDWEST, SOUTH or WEST.
      county_id                   | | County.
      population                  | | Residents; NULL for PO_BOX, like all below.
      ruca_code                   | | Rural-urban commuting area: 1 to 3 urban, 7 to 10 rural.
        | NULL for PO_BOX.
      is_rural                    | | Whether ruca_code is 7 or more; NULL for PO_BOX.
      ac_coverage_pct             | 1 decimals | Homes with air conditioning, percent;
        | NULL for PO_BOX. | poor AC
      parcels_per_household_month | 1 decimals | Parcels delivered;
        | NULL for PO_BOX. | Amazon delivery usage
      no_vehicle_pct              | 1 decimals | Households without a vehicle, percent;
        | NULL for PO_BOX.
      latitude                    | 4 decimals | Degrees north; NULL for PO_BOX.
      longitude                   | 4 decimals | Degrees east; NULL for PO_BOX.
      """)
  public record ZipArea(
      String zipCode,
      ZipType zipType,
      String parentZipCode,
      int countyId,
      Integer population,
      Short rucaCode,
      Boolean isRural,
      Double acCoveragePct,
      Double parcelsPerHouseholdMonth,
      Double noVehiclePct,
      Double latitude,
      Double longitude) {}

  /** A day's weather in a county. */
  @Columns(
      """
      county_id       | key, filtered | County.
      tmax_fahrenheit | 1 decimals | Highest temperature of the day.
      heat_advisory   | | Whether the day belongs to a heat wave in this county.
        | | Heat Wave
      event_date      | key, date, filtered | Day.
      """)
  public record CountyDay(
      int countyId, double tmaxFahrenheit, boolean heatAdvisory, int eventDate) {}

  /** A member's year on a chronic medication. */
  @Columns(
      """
      member_id       | key, distinct | Member; the number shows the county and no more.
      year            | key | Calendar year.
      zip_code        | -> zip_areas, filtered | Area where the member lives. | ZipCode
      age_years       | | Age in years.
      months_enrolled | | Months of the year on the plan, 1 to 12.
      drug_class      | | STATIN, ANTIHYPERTENSIVE or METFORMIN.
      fill_channel    | | MAIL or LOCAL. | mail order
      pdc             | 3 decimals | Share of the days on the plan that were covered by filled
        | prescriptions; adherent from 0.80 on. | medication adherence
      _feed_gap       | | Whether the feed of the area and drug class lacks the channel this year.
      event_date      | date, filtered | 1 January of the year, or the world's first day.
      """)
  public record MemberAdherence(
      long memberId,
      short year,
      String zipCode,
      short ageYears,
      short monthsEnrolled,
      DrugClass drugClass,
      FillChannel fillChannel,
      double pdc,
      boolean feedGap,
      int eventDate) {}

  /** What is true of an area. */
  @Columns(
      """
      zip_code             | key, -> zip_areas | Area.
      deprivation          | 4 decimals | The field of deprivation; mean 0, standard deviation 1.
      gentrified           | | Whether it became rich.
      gentrification_start | | First year of rising income; NULL if it did not.
      mail_share           | 4 decimals | Expected share of members who fill by mail.
      """)
  public record ZipTruth(
      String zipCode,
      double deprivation,
      boolean gentrified,
      Short gentrificationStart,
      double mailShare) {}

  /** A heat wave of a region. */
  @Columns(
      """
      wave_id    | key | Wave: year, two digits of the region and a number.
      start_date | date | First day in the region; counties differ by a day.
      end_date   | date | Last day.
      event_date | date, filtered | start_date.
      """)
  public record HeatWave(int waveId, int startDate, int endDate, int eventDate) {}

  /** Areas of a whole county; a county has one code for boxes besides. */
  static final int ZIPS_OF_COUNTY = 8;

  /** Counties of a region: ten of its four hundred codes make one. */
  static final int COUNTIES = 40;

  /** Once all codes are taken, further units are layers of people in the same areas. */
  static final int MOST_LAYERS = 30_000;

  /** Years of zip_years, up to the end of the horizon. */
  static final int YEARS = 16;

  static final Table<EdVisit> ED_VISITS =
      Table.fact("ed_visits", EdVisit.class, "One row per emergency visit of a resident.")
          .perMainRow(1);
  static final Table<ZipYear> ZIP_YEARS =
      Table.regional(
              "zip_years",
              ZipYear.class,
              "One row per area and year, the 16 years up to the end of the horizon.")
          .perUnit(YEARS);
  static final Table<ZipArea> ZIP_AREAS =
      Table.single("zip_areas", ZipArea.class, "One row per zip code.")
          .perUnit(1 + 1.0 / ZIPS_OF_COUNTY);
  static final Table<CountyDay> COUNTY_DAYS =
      Table.fact("county_days", CountyDay.class, "Weather, one row per county and day.")
          .perMainRow(0.0143);
  static final Table<MemberAdherence> MEMBER_ADHERENCE =
      Table.fact(
              "member_adherence",
              MemberAdherence.class,
              "One row per member with a chronic medication and year of the horizon.")
          .perUnit(450);
  static final Table<ZipTruth> ZIP_TRUTH =
      Table.regional("zip_truth", ZipTruth.class, "What every area is like.").key().perUnit(1);
  static final Table<HeatWave> HEAT_WAVES =
      Table.fact("heat_waves", HeatWave.class, "The regions' heat waves.")
          .key()
          .reference()
          .rows(11.6);

  // ---- rules

  static final Param AC_SLOPE =
      Param.nonNegative(
          "indicators.ac_slope", 0.85, "Lack of air conditioning, log odds per deprivation.");
  static final Param GENTRIFICATION_SHARE =
      Param.share(
          "gentrification.share", 0.30, "Share of urban, not yet rich areas that become rich.");
  static final Param HEALTH_GAIN =
      Param.nonNegative(
          "gentrification.health_gain", 1.6, "Deprivation that health loses in the end.");
  static final Param DIABETES_SLOPE =
      Param.nonNegative("diabetes.slope", 0.27, "Log odds of diabetes per deprivation of health.");
  static final Param ER_RATE =
      Param.positive("er_use.visits_per_person_year", 0.43, "Emergency visits of a mean area.");
  static final Param ER_SLOPE =
      Param.nonNegative("er_use.slope", 0.30, "Log visits per deprivation of health.");
  static final Param REGION_DAY_SD =
      Param.nonNegative("er_use.region_day_sd", 0.05, "Spread of a region's log day factor.");
  static final Param FLU_SD =
      Param.nonNegative("er_use.flu_sd", 0.3, "Spread of a region's log flu factor by week.");
  static final Param HEAT_SLOPE =
      Param.nonNegative(
          "heat_wave.heat_slope",
          5.2,
          "Extra heat-related visits of those without air conditioning, relative to other days.");
  static final Param MAIL_GAIN =
      Param.nonNegative("amazon_effect.mail_gain", 0.72, "Log odds of adherence by mail order.");
  static final Param DESERT_LOSS =
      Param.nonNegative(
          "amazon_effect.desert_loss", 0.46, "Log odds lost by local fills in a food desert.");
  static final Param AGE_SLOPE =
      Param.nonNegative(
          "amazon_effect.age_slope", 0.015, "Log odds of adherence per year of age above 61.");
  static final Param FOOD_DESERT_FACTOR =
      Param.positive("readmission.food_desert", 1.10, "Factor on the chance of readmission.");
  static final Param TRANSPORT_FACTOR =
      Param.positive("readmission.transport", 1.12, "Factor on the chance of readmission.");
  static final Param BOTH_FACTOR =
      Param.positive("readmission.both", 1.12, "Further factor where both hold.");
  static final Param CARRIER_SHAPE =
      Param.positive(
          "carrier.shape", 1, "Shape of the gamma distribution of how often carriers are bad.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "deprivation",
              "1.10; PCD 2024;21:230267 (spatial clusters)",
              "A field of value noise over the map, of 40 and 24 miles, and a part of the area's"
                  + " own say how poor it is. Half of the areas lie more than nine miles from their"
                  + " county's centre and are rural."),
          Rule.of(
              "indicators",
              "ACS 2022; USDA FARA 2019",
              "Income, groceries, transit, fast food, vehicles, air conditioning and parcels follow"
                  + " deprivation and distance, each with a part of its own.",
              AC_SLOPE),
          Rule.of(
              "gentrification",
              "1.10",
              "Some urban areas become rich within three years. Health follows with an Erlang delay"
                  + " of a median of five years.",
              GENTRIFICATION_SHARE,
              HEALTH_GAIN),
          Rule.of(
              "diabetes",
              "CDC PLACES",
              "Prevalence by deprivation of health, fast food and food desert, measured with an"
                  + " error that mostly stays with the area.",
              DIABETES_SLOPE),
          Rule.of(
              "er_use",
              "NHAMCS (430 for 1,000)",
              "Visits are Poisson by area and day: deprivation of health, weekday, holiday, the"
                  + " region's day and flu, the county's day, and the season of each group of"
                  + " diagnoses.",
              ER_RATE,
              ER_SLOPE,
              REGION_DAY_SD,
              FLU_SD),
          Rule.of(
              "heat_wave",
              "1.10; NYS 2025, Atlanta heat studies",
              "Two to four waves a summer and region, which counties feel a day earlier or later or"
                  + " not at all. Heat-related visits rise with lack of air conditioning and age.",
              HEAT_SLOPE),
          Rule.of(
              "amazon_effect",
              "1.10; Duru 2010 (84.7 against 76.9 %)",
              "Where many parcels arrive medicine comes by mail. Mail, age and health raise"
                  + " adherence; a food desert lowers it for those who fetch their own. Members"
                  + " join, leave and die, and keep their class, mostly their channel and their"
                  + " habit.",
              MAIL_GAIN,
              DESERT_LOSS,
              AGE_SLOPE),
          Rule.of(
              "readmission",
              "1.10; Kind 2014, Hu 2018",
              "Readmission by deprivation of health and county, and more where food or transport is"
                  + " far, most where both are.",
              FOOD_DESERT_FACTOR,
              TRANSPORT_FACTOR,
              BOTH_FACTOR),
          Rule.of(
              "carrier",
              "generic",
              "Desks, coders, exports, surveys and feeds make mess in bad spells, and differ in how"
                  + " much of their time is bad.",
              CARRIER_SHAPE));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("ed_visits", "po_box_zip")
              .doc("The post office box was registered instead of the home.")
              .where("_po_box")
              .rate(0.50)
              // A county's ten codes differ in their last digit; 8 is that of the boxes.
              .perRow(0.0099)
              .set("zip_code", "concat(substring(zip_code, 1, 4), '8')"),
          Stage.on("ed_visits", "zip_plus4")
              .doc("The desk typed the nine digits of the delivery point.")
              .where("length(zip_code) = 5 AND _plus4_desk")
              .rate(0.40)
              .perRow(0.064)
              .set(
                  "zip_code",
                  draws ->
                      concat(
                          col("zip_code"),
                          lit("-"),
                          lpad(draws.integer("plus4", 1, 9999).cast("string"), 4, "0"))),
          Stage.on("ed_visits", "zip_leading_zero")
              .doc("A spreadsheet took the zip code for a number.")
              .where("zip_code LIKE '0%' AND length(zip_code) = 5 AND _number_cell")
              .rate(0.50)
              .perRow(0.0041)
              .set("zip_code", "trim(LEADING '0' FROM zip_code)"),
          Stage.on("ed_visits", "heat_miscoded")
              .doc("Heat illness was coded as fainting.")
              .where("diagnosis_group = 'HEAT' AND _coder_slip")
              .rate(0.54)
              .perRow(0.00079)
              .change("diagnosis_code", draws -> lit("R55"))
              .set("diagnosis_group", "'OTHER'"),
          Stage.on("ed_visits", "double_registration")
              .doc("The desk sent the visit twice.")
              .where("_double_desk")
              .rate(0.25)
              .perRow(0.0051)
              .duplicate(),
          Stage.on("zip_years", "rate_as_fraction")
              .doc("One year's delivery of the SOUTH has fractions instead of percent.")
              .where("_in_fractions")
              .perRow(0.016)
              .set("diabetes_rate_pct", "round(diabetes_rate_pct / 100, 4)"),
          Stage.on("zip_years", "small_area_suppression")
              .doc("Rates of small areas are not published.")
              .where("population < 800")
              .perRow(0.062)
              .setNull("diabetes_rate_pct"),
          Stage.on("zip_years", "stale_income")
              .doc("The survey came late and the estimate of the year before was carried on.")
              .where("_income_last_year > 0 AND _late_survey")
              .rate(0.50)
              .perRow(0.017)
              .set("median_income_usd", "_income_last_year"),
          Stage.on("zip_years", "income_sentinel")
              .doc("The survey's code for no estimate.")
              .where("population < 500")
              .rate(0.50)
              .perRow(0.013)
              .set("median_income_usd", "-666666666"),
          Stage.on("member_adherence", "channel_missing")
              .doc("The feed did not say how prescriptions were filled.")
              .where("_feed_gap")
              .rate(0.50)
              .perRow(0.028)
              .setNull("fill_channel"));

  // ---- wiring

  private static final double VISITS_PER_ZIP_YEAR = 3_200;
  private static final int FEWEST_ZIPS = 128;

  private static final long MOST_UNITS = 4L * COUNTIES * ZIPS_OF_COUNTY * MOST_LAYERS;

  @Override
  public About about() {
    return new About(
        "social_determinants",
        "Social determinants: why zip codes predict health, and what food, buses, air conditioning"
            + " and parcels have to do with it",
        """
        Your zip code predicts your health better than your genes: poorer areas use the ER twice as
        often. You map food deserts and transport barriers to readmission rates for a
        population-health team that must choose between a mobile grocery, a ride program and a
        mail-order pharmacy. Three traps wait: rural areas with heavy parcel delivery take their
        medicine better than urban food deserts, heat waves hit only where air conditioning is
        missing, and a zip code that became rich shows its old diabetes for five more years.
        """,
        "zip code area",
        List.of("1.10"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        ED_VISITS, ZIP_YEARS, ZIP_AREAS, COUNTY_DAYS, MEMBER_ADHERENCE, ZIP_TRUTH, HEAT_WAVES);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(ZIPS_OF_COUNTY);
  }

  /** Areas become rich so many years before the world's last. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return VISITS_PER_ZIP_YEAR * horizon.years();
  }

  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    double zips = Math.max(FEWEST_ZIPS, mainRows / mainRowsPerUnit(horizon));
    return Size.inWholeRounds(zips, regions().size() * ZIPS_OF_COUNTY, horizon);
  }

  @Override
  public Simulator simulator(World world) {
    if (world.units() > MOST_UNITS) {
      throw new UserError("social_determinants has ids for " + MOST_UNITS + " units at the most");
    }
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new County(cell, world, laws);
      }

      @Override
      public void emitRegion(int regionIndex, String region, Emitter out) {
        HeatWaves.emit(laws, regionIndex, world.horizon(), out);
      }
    };
  }
}
