# Databricks notebook source
# MAGIC %md
# MAGIC # Social determinants: why zip codes predict health, and what food, buses, air conditioning and parcels have to do with it
# MAGIC
# MAGIC Your zip code predicts your health better than your genes: poorer areas use the ER twice as often. You map food deserts and transport barriers to readmission rates for a population-health team that must choose between a mobile grocery, a ride program and a mail-order pharmacy. Three traps wait: rural areas with heavy parcel delivery take their medicine better than urban food deserts, heat waves hit only where air conditioning is missing, and a zip code that became rich shows its old diabetes for five more years.
# MAGIC
# MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
# MAGIC answer key that lies apart from the tables.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Tables
# MAGIC
# MAGIC | table | what a row is |
# MAGIC |---|---|
# MAGIC | `ed_visits` | One row per emergency visit of a resident. |
# MAGIC | `zip_years` | One row per area and year, the 16 years up to the end of the horizon. |
# MAGIC | `zip_areas` | One row per zip code. |
# MAGIC | `county_days` | Weather, one row per county and day. |
# MAGIC | `member_adherence` | One row per member with a chronic medication and year of the horizon. |
# MAGIC | `key_zip_truth` | What every area is like. |
# MAGIC | `key_heat_waves` | The regions' heat waves. |
# MAGIC | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
# MAGIC | `key_rows` | One row that a mess stage dropped or delivered twice. |
# MAGIC
# MAGIC Tables whose name begins with `key_` are the answer key: look there last.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where the data is
# MAGIC
# MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
# MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
# MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
# MAGIC table, seen by this notebook alone.

# COMMAND ----------

dbutils.widgets.text("catalog", "main")
dbutils.widgets.text("schema", "social_determinants")
dbutils.widgets.text("key_schema", "social_determinants_key")
dbutils.widgets.text("folder", "")
dbutils.widgets.text("format", "delta")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/social_determinants/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "ed_visits",
    "zip_years",
    "zip_areas",
    "county_days",
    "member_adherence",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "key_schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/social_determinants/_key/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "zip_truth",
    "heat_waves",
    "cells",
    "rows",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW key_{table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

# MAGIC %md
# MAGIC ## A first look

# COMMAND ----------

# MAGIC %md
# MAGIC ### ed_visits
# MAGIC
# MAGIC One row per emergency visit of a resident.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `visit_id` | BIGINT | Key. Visit. |
# MAGIC | `county_id` | INT | County of the resident: 1,000 for each region and a number. |
# MAGIC | `zip_code` | STRING | Zip code as registered. |
# MAGIC | `arrival_ts` | TIMESTAMP_NTZ | Arrival. |
# MAGIC | `age_band` | STRING | 0-17, 18-44, 45-64 or 65+. |
# MAGIC | `sex` | STRING | F or M. |
# MAGIC | `diagnosis_code` | STRING | ICD-10-CM. |
# MAGIC | `diagnosis_group` | STRING | HEAT, DEHYDRATION, ACUTE_KIDNEY_INJURY, RESPIRATORY, INJURY, CARDIAC, MENTAL_HEALTH or OTHER. |
# MAGIC | `payer` | STRING | MEDICARE, MEDICAID, PRIVATE or UNINSURED. |
# MAGIC | `event_date` | DATE | Day of arrival_ts. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM ed_visits LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### zip_years
# MAGIC
# MAGIC One row per area and year, the 16 years up to the end of the horizon.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `zip_code` | STRING | Key. Area. Joins `zip_areas`. |
# MAGIC | `year` | SMALLINT | Key. Calendar year. |
# MAGIC | `diabetes_rate_pct` | DOUBLE | Adults with diabetes, percent. |
# MAGIC | `median_income_usd` | INT | Median household income, a survey's estimate in money of the year. |
# MAGIC | `distance_to_grocery_miles` | DOUBLE | To the nearest grocery. |
# MAGIC | `public_transit_score` | DOUBLE | 0 to 100. |
# MAGIC | `fast_food_per_10k` | DOUBLE | Outlets for 10,000 residents. |
# MAGIC | `er_visits_per_1000` | DOUBLE | Residents' emergency visits in the calendar year for 1,000 residents. |
# MAGIC | `is_food_desert` | BOOLEAN | Designated for its income of 2024 below 53,600 USD and a grocery more than 1 mile (rural: 10) away. |
# MAGIC | `has_transport_barrier` | BOOLEAN | Transit score below 30 and more than 9 % of households without a vehicle. |
# MAGIC | `discharges` | INT | Inpatient discharges of residents. |
# MAGIC | `readmissions_30d` | INT | Those readmitted within 30 days. |
# MAGIC | `readmission_rate_pct` | DOUBLE | readmissions_30d in percent of discharges. |
# MAGIC | `population` | INT | Residents, a five-year estimate that is not renewed. |
# MAGIC | `event_date` | DATE | 1 January of the year. |
# MAGIC | `region` | STRING | Region; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM zip_years LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### zip_areas
# MAGIC
# MAGIC One row per zip code.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `zip_code` | STRING | Key. Five digits; leading zeros matter. |
# MAGIC | `zip_type` | STRING | ZCTA (an area) or PO_BOX. |
# MAGIC | `parent_zip_code` | STRING | PO_BOX: the area in which its holders live; NULL for ZCTA. |
# MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |
# MAGIC | `county_id` | INT | County. |
# MAGIC | `population` | INT | Residents; NULL for PO_BOX, like all below. |
# MAGIC | `ruca_code` | SMALLINT | Rural-urban commuting area: 1 to 3 urban, 7 to 10 rural. NULL for PO_BOX. |
# MAGIC | `is_rural` | BOOLEAN | Whether ruca_code is 7 or more; NULL for PO_BOX. |
# MAGIC | `ac_coverage_pct` | DOUBLE | Homes with air conditioning, percent; NULL for PO_BOX. |
# MAGIC | `parcels_per_household_month` | DOUBLE | Parcels delivered; NULL for PO_BOX. |
# MAGIC | `no_vehicle_pct` | DOUBLE | Households without a vehicle, percent; NULL for PO_BOX. |
# MAGIC | `latitude` | DOUBLE | Degrees north; NULL for PO_BOX. |
# MAGIC | `longitude` | DOUBLE | Degrees east; NULL for PO_BOX. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM zip_areas LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### county_days
# MAGIC
# MAGIC Weather, one row per county and day.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `county_id` | INT | Key. County. |
# MAGIC | `tmax_fahrenheit` | DOUBLE | Highest temperature of the day. |
# MAGIC | `heat_advisory` | BOOLEAN | Whether the day belongs to a heat wave in this county. |
# MAGIC | `event_date` | DATE | Key. Day. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM county_days LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### member_adherence
# MAGIC
# MAGIC One row per member with a chronic medication and year of the horizon.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `member_id` | BIGINT | Key. Member; the number shows the county and no more. |
# MAGIC | `year` | SMALLINT | Key. Calendar year. |
# MAGIC | `zip_code` | STRING | Area where the member lives. Joins `zip_areas`. |
# MAGIC | `age_years` | SMALLINT | Age in years. |
# MAGIC | `months_enrolled` | SMALLINT | Months of the year on the plan, 1 to 12. |
# MAGIC | `drug_class` | STRING | STATIN, ANTIHYPERTENSIVE or METFORMIN. |
# MAGIC | `fill_channel` | STRING | MAIL or LOCAL. |
# MAGIC | `pdc` | DOUBLE | Share of the days on the plan that were covered by filled prescriptions; adherent from 0.80 on. |
# MAGIC | `event_date` | DATE | 1 January of the year, or the world's first day. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM member_adherence LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Over time
# MAGIC
# MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

# COMMAND ----------

display(spark.sql(r"""
SELECT event_date, count(*) AS row_count, region
FROM ed_visits GROUP BY event_date, region ORDER BY event_date, region
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Questions
# MAGIC
# MAGIC Every question has an answer that was built into the world. The numbers hold from the
# MAGIC stated number of rows on.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Does income order emergency use?
# MAGIC
# MAGIC One row with `spearman`, `poor_over_rich`, from `zip_years`. From 800,000 rows of `ed_visits` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: the income sentinel (-666666666) and tiny areas destroy Pearson's r.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Where do people take their medicine?
# MAGIC
# MAGIC One row with `rural_high_delivery`, `urban_food_desert`, from `zip_years`, `zip_areas`, `member_adherence`. From 800,000 rows of `ed_visits` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: rural against urban, without parcels and food deserts, shows a quarter of the gap.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Who suffers in a heat wave? Heat-related visits on advisory days over other days of June to August.
# MAGIC
# MAGIC One row with `poorest_quartile`, `richest_quartile`, from `ed_visits`, `zip_years`, `zip_areas`, `county_days`. From 800,000 rows of `ed_visits` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: diagnosis_group = 'HEAT' alone (3.6 times in the poorest quartile) misses dehydration and kidney injury and a fifth coded as syncope.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### How long until health follows income? Growth of income against change of diabetes so many years later, areas whose income outgrew the rest by 25 % in four years.
# MAGIC
# MAGIC One row with `best_lag_years`, `best_r`, `r_lag_0`, from `zip_years`. From 800,000 rows of `ed_visits` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: raw differences: the SOUTH year delivered as fractions and the income sentinel fake huge jumps, and no lag stands out (r = -0.04).

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Do food deserts and transport barriers add up? Readmission over that of areas with neither.
# MAGIC
# MAGIC One row with `both`, `food_desert_only`, `transport_only`, from `zip_years`. From 800,000 rows of `ed_visits` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: readmissions per resident instead of per discharge: poor areas also have more people in hospital, and both together seem to nearly double the rate.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Data quality
# MAGIC
# MAGIC What follows was done to the clean data. How much of it can you find?
# MAGIC
# MAGIC | stage | table | what goes wrong |
# MAGIC |---|---|---|
# MAGIC | `po_box_zip` | `ed_visits` | The post office box was registered instead of the home. |
# MAGIC | `zip_plus4` | `ed_visits` | The desk typed the nine digits of the delivery point. |
# MAGIC | `zip_leading_zero` | `ed_visits` | A spreadsheet took the zip code for a number. |
# MAGIC | `heat_miscoded` | `ed_visits` | Heat illness was coded as fainting. |
# MAGIC | `double_registration` | `ed_visits` | The desk sent the visit twice. |
# MAGIC | `rate_as_fraction` | `zip_years` | One year's delivery of the SOUTH has fractions instead of percent. |
# MAGIC | `small_area_suppression` | `zip_years` | Rates of small areas are not published. |
# MAGIC | `stale_income` | `zip_years` | The survey came late and the estimate of the year before was carried on. |
# MAGIC | `income_sentinel` | `zip_years` | The survey's code for no estimate. |
# MAGIC | `channel_missing` | `member_adherence` | The feed did not say how prescriptions were filled. |
# MAGIC
# MAGIC Hand in what you found: `medley score social_determinants --template found.csv` writes a file to fill in,
# MAGIC and `medley score social_determinants --detections found.csv` says how much of it is right.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## A hunt for `po_box_zip`
# MAGIC
# MAGIC Whose zip code is that of a post office box?
# MAGIC
# MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
# MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## When you are done
# MAGIC
# MAGIC The solution has the query of who walks into each trap, the right one, and what must come
# MAGIC out.
