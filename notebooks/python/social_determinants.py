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
# MAGIC **The trap:** the income sentinel (-666666666) and tiny areas destroy Pearson's r

# COMMAND ----------

display(spark.sql(r"""
WITH z AS (SELECT median_income_usd AS income, er_visits_per_1000 AS er, percent_rank() OVER (ORDER BY median_income_usd) AS ri FROM zip_years)
SELECT corr(income, er) AS spearman, avg(CASE WHEN ri < 0.25 THEN er END) / avg(CASE WHEN ri >= 0.75 THEN er END) AS poor_over_rich FROM z
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `spearman`: -0.70 ± 0.15
# MAGIC - `poor_over_rich`: 2.05 ± 0.45
# MAGIC
# MAGIC From 800,000 rows of `ed_visits` on.

# COMMAND ----------

display(spark.sql(r"""
WITH z AS (SELECT zip_code, er_visits_per_1000 AS er, population, percent_rank() OVER (ORDER BY median_income_usd) AS ri, percent_rank() OVER (ORDER BY er_visits_per_1000) AS re
           FROM zip_years WHERE year = (SELECT max(year) FROM zip_years) AND median_income_usd > 0 AND population >= 800)
SELECT corr(ri, re) AS spearman,
       sum(CASE WHEN ri < 0.25 THEN er * population END) / sum(CASE WHEN ri < 0.25 THEN population END)
       / (sum(CASE WHEN ri >= 0.75 THEN er * population END) / sum(CASE WHEN ri >= 0.75 THEN population END)) AS poor_over_rich
FROM z
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Where do people take their medicine?
# MAGIC
# MAGIC **The trap:** rural against urban, without parcels and food deserts, shows a quarter of the gap

# COMMAND ----------

display(spark.sql(r"""
SELECT avg(CASE WHEN a.is_rural THEN CAST(m.pdc >= 0.8 AS INT) END) AS rural_high_delivery, avg(CASE WHEN NOT a.is_rural THEN CAST(m.pdc >= 0.8 AS INT) END) AS urban_food_desert FROM member_adherence m JOIN zip_areas a ON a.zip_code = m.zip_code
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `rural_high_delivery`: 0.835 ± 0.03
# MAGIC - `urban_food_desert`: 0.69 ± 0.05
# MAGIC
# MAGIC From 800,000 rows of `ed_visits` on.

# COMMAND ----------

display(spark.sql(r"""
SELECT avg(CASE WHEN a.is_rural AND a.parcels_per_household_month >= 8 THEN CAST(m.pdc >= 0.8 AS INT) END) AS rural_high_delivery,
       avg(CASE WHEN NOT a.is_rural AND y.is_food_desert THEN CAST(m.pdc >= 0.8 AS INT) END) AS urban_food_desert
FROM member_adherence m JOIN zip_areas a ON a.zip_code = m.zip_code
JOIN zip_years y ON y.zip_code = m.zip_code AND y.year = m.year
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Who suffers in a heat wave? Heat-related visits on advisory days over other days of June to August.
# MAGIC
# MAGIC **The trap:** diagnosis_group = 'HEAT' alone (3.6 times in the poorest quartile) misses dehydration and kidney injury and a fifth coded as syncope

# COMMAND ----------

display(spark.sql(r"""
WITH v AS (SELECT event_date, county_id, zip_code AS z5 FROM ed_visits WHERE month(event_date) BETWEEN 6 AND 8 AND diagnosis_group = 'HEAT'),
q AS (SELECT y.zip_code, ntile(4) OVER (ORDER BY y.median_income_usd) AS quartile FROM zip_years y WHERE y.year = (SELECT max(year) FROM zip_years)),
n AS (SELECT q.quartile, c.heat_advisory, count(*) AS visits FROM v JOIN q ON q.zip_code = v.z5 JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date GROUP BY q.quartile, c.heat_advisory),
e AS (SELECT q.quartile, c.heat_advisory, sum(a.population) AS person_days FROM county_days c JOIN zip_areas a ON a.county_id = c.county_id JOIN q ON q.zip_code = a.zip_code WHERE month(c.event_date) BETWEEN 6 AND 8 GROUP BY q.quartile, c.heat_advisory),
r AS (SELECT n.quartile, n.heat_advisory, n.visits / e.person_days AS rate FROM n JOIN e ON e.quartile = n.quartile AND e.heat_advisory = n.heat_advisory)
SELECT max(CASE WHEN quartile = 1 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 1 AND NOT heat_advisory THEN rate END) AS poorest_quartile,
       max(CASE WHEN quartile = 4 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 4 AND NOT heat_advisory THEN rate END) AS richest_quartile FROM r
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `poorest_quartile`: 2.4 ± 0.6
# MAGIC - `richest_quartile`: 1.32 ± 0.25
# MAGIC
# MAGIC From 800,000 rows of `ed_visits` on.

# COMMAND ----------

display(spark.sql(r"""
WITH v AS (SELECT DISTINCT visit_id, event_date, county_id, lpad(substring_index(zip_code, '-', 1), 5, '0') AS z5 FROM ed_visits
           WHERE month(event_date) BETWEEN 6 AND 8 AND diagnosis_group IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY')),
q AS (SELECT y.zip_code, ntile(4) OVER (ORDER BY y.median_income_usd) AS quartile FROM zip_years y
      WHERE y.year = (SELECT max(year) FROM zip_years) AND y.median_income_usd > 0),
n AS (SELECT q.quartile, c.heat_advisory, count(v.visit_id) AS visits FROM v
      JOIN zip_areas a ON a.zip_code = v.z5 JOIN q ON q.zip_code = coalesce(a.parent_zip_code, a.zip_code)
      JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date GROUP BY q.quartile, c.heat_advisory),
e AS (SELECT q.quartile, c.heat_advisory, sum(a.population) AS person_days FROM county_days c JOIN zip_areas a ON a.county_id = c.county_id AND a.zip_type = 'ZCTA'
      JOIN q ON q.zip_code = a.zip_code WHERE month(c.event_date) BETWEEN 6 AND 8 GROUP BY q.quartile, c.heat_advisory),
r AS (SELECT n.quartile, n.heat_advisory, n.visits / e.person_days AS rate FROM n JOIN e ON e.quartile = n.quartile AND e.heat_advisory = n.heat_advisory)
SELECT max(CASE WHEN quartile = 1 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 1 AND NOT heat_advisory THEN rate END) AS poorest_quartile,
       max(CASE WHEN quartile = 4 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 4 AND NOT heat_advisory THEN rate END) AS richest_quartile
FROM r
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### How long until health follows income? Growth of income against change of diabetes so many years later, areas whose income outgrew the rest by 25 % in four years.
# MAGIC
# MAGIC **The trap:** raw differences: the SOUTH year delivered as fractions and the income sentinel fake huge jumps, and no lag stands out (r = -0.04)

# COMMAND ----------

display(spark.sql(r"""
WITH d AS (SELECT zip_code, year, median_income_usd - lag(median_income_usd) OVER w AS di, diabetes_rate_pct - lag(diabetes_rate_pct) OVER w AS dd FROM zip_years WINDOW w AS (PARTITION BY zip_code ORDER BY year)),
l AS (SELECT b.year - a.year AS lag_years, corr(a.di, b.dd) AS r FROM d a JOIN d b ON b.zip_code = a.zip_code AND b.year - a.year BETWEEN 0 AND 8 GROUP BY b.year - a.year)
SELECT min_by(lag_years, r) AS best_lag_years, min(r) AS best_r, max(CASE WHEN lag_years = 0 THEN r END) AS r_lag_0 FROM l
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `best_lag_years`: 5 ± 1
# MAGIC - `best_r`: -0.8 .. -0.3
# MAGIC - `r_lag_0`: 0.3 ± 0.3
# MAGIC
# MAGIC From 800,000 rows of `ed_visits` on.

# COMMAND ----------

display(spark.sql(r"""
WITH y AS (SELECT zip_code, year, ln(median_income_usd) AS inc, CASE WHEN diabetes_rate_pct < 1 THEN 100 * diabetes_rate_pct ELSE diabetes_rate_pct END AS dm
           FROM zip_years WHERE median_income_usd > 0 AND diabetes_rate_pct IS NOT NULL AND population >= 2000),
d AS (SELECT zip_code, year, inc - lag(inc) OVER w AS di, dm - lag(dm) OVER w AS dd, inc - lag(inc, 4) OVER w AS di4 FROM y WINDOW w AS (PARTITION BY zip_code ORDER BY year)),
c AS (SELECT zip_code, year, di - avg(di) OVER (PARTITION BY year) AS di, dd - avg(dd) OVER (PARTITION BY year) AS dd, di4 - avg(di4) OVER (PARTITION BY year) AS di4 FROM d),
g AS (SELECT zip_code FROM c GROUP BY zip_code HAVING max(di4) > 0.25),
l AS (SELECT b.year - a.year AS lag_years, corr(a.di, b.dd) AS r FROM c a JOIN c b ON b.zip_code = a.zip_code AND b.year - a.year BETWEEN 0 AND 8
      JOIN g ON g.zip_code = a.zip_code GROUP BY b.year - a.year)
SELECT min_by(lag_years, r) AS best_lag_years, min(r) AS best_r, max(CASE WHEN lag_years = 0 THEN r END) AS r_lag_0 FROM l
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Do food deserts and transport barriers add up? Readmission over that of areas with neither.
# MAGIC
# MAGIC **The trap:** readmissions per resident instead of per discharge: poor areas also have more people in hospital, and both together seem to nearly double the rate

# COMMAND ----------

display(spark.sql(r"""
WITH g AS (SELECT is_food_desert AS fd, has_transport_barrier AS tb, sum(readmissions_30d) / sum(population) AS rate FROM zip_years GROUP BY is_food_desert, has_transport_barrier)
SELECT max(CASE WHEN fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS both, max(CASE WHEN fd AND NOT tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS food_desert_only,
       max(CASE WHEN NOT fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS transport_only FROM g
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `both`: 1.49 ± 0.15
# MAGIC - `food_desert_only`: 1.18 ± 0.12
# MAGIC - `transport_only`: 1.16 ± 0.08
# MAGIC
# MAGIC From 800,000 rows of `ed_visits` on.

# COMMAND ----------

display(spark.sql(r"""
WITH g AS (SELECT is_food_desert AS fd, has_transport_barrier AS tb, sum(readmissions_30d) / sum(discharges) AS rate FROM zip_years GROUP BY is_food_desert, has_transport_barrier)
SELECT max(CASE WHEN fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS both,
       max(CASE WHEN fd AND NOT tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS food_desert_only,
       max(CASE WHEN NOT fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS transport_only
FROM g
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Data quality
# MAGIC
# MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
# MAGIC share of eligible rows.
# MAGIC
# MAGIC | stage | table | what goes wrong | eligible rows | rate |
# MAGIC |---|---|---|---|---|
# MAGIC | `po_box_zip` | `ed_visits` | The post office box was registered instead of the home. | `_po_box` | 0.5 |
# MAGIC | `zip_plus4` | `ed_visits` | The desk typed the nine digits of the delivery point. | `length(zip_code) = 5 AND _plus4_desk` | 0.4 |
# MAGIC | `zip_leading_zero` | `ed_visits` | A spreadsheet took the zip code for a number. | `zip_code LIKE '0%' AND length(zip_code) = 5 AND _number_cell` | 0.5 |
# MAGIC | `heat_miscoded` | `ed_visits` | Heat illness was coded as fainting. | `diagnosis_group = 'HEAT' AND _coder_slip` | 0.54 |
# MAGIC | `double_registration` | `ed_visits` | The desk sent the visit twice. | `_double_desk` | 0.25 |
# MAGIC | `rate_as_fraction` | `zip_years` | One year's delivery of the SOUTH has fractions instead of percent. | `_in_fractions` | 1 |
# MAGIC | `small_area_suppression` | `zip_years` | Rates of small areas are not published. | `population < 800` | 1 |
# MAGIC | `stale_income` | `zip_years` | The survey came late and the estimate of the year before was carried on. | `_income_last_year > 0 AND _late_survey` | 0.5 |
# MAGIC | `income_sentinel` | `zip_years` | The survey's code for no estimate. | `population < 500` | 0.5 |
# MAGIC | `channel_missing` | `member_adherence` | The feed did not say how prescriptions were filled. | `_feed_gap` | 0.5 |

# COMMAND ----------

# MAGIC %md
# MAGIC ### Rows that each stage touched
# MAGIC
# MAGIC As a chart: bars, `stage_id` across, `defects` up.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, count(*) AS defects, table_name, column_name AS what
FROM key_cells GROUP BY table_name, stage_id, column_name
UNION ALL
SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
FROM key_rows GROUP BY table_name, stage_id, action
ORDER BY table_name, stage_id, what
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### When it happened
# MAGIC
# MAGIC Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
# MAGIC `stage_id`.

# COMMAND ----------

display(spark.sql(r"""
SELECT event_date, count(*) AS defects, stage_id
FROM key_cells WHERE event_date IS NOT NULL
GROUP BY event_date, stage_id ORDER BY event_date, stage_id
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Clean and published values
# MAGIC
# MAGIC A cell that several stages changed is listed once for each, always with the value before
# MAGIC all of them and the one that was published.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
FROM key_cells LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Rows dropped and delivered twice
# MAGIC
# MAGIC The content of a dropped row is kept as JSON.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, table_name, row_key, action, clean_row
FROM key_rows LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## A hunt for `po_box_zip`
# MAGIC
# MAGIC Whose zip code is that of a post office box?
# MAGIC
# MAGIC **The trap:** zip codes of nine digits and those that lost their leading zero are not in the list of zip codes either

# COMMAND ----------

display(spark.sql(r"""
SELECT 'ed_visits' AS table_name, visit_id AS row_key, 'zip_code' AS column_name, 'po_box_zip' AS stage_id
FROM ed_visits LEFT ANTI JOIN zip_years USING (zip_code)
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
# MAGIC
# MAGIC ```sh
# MAGIC medley sql social_determinants --as csv "<the query>" > found.csv
# MAGIC medley score social_determinants --detections found.csv
# MAGIC ```

# COMMAND ----------

display(spark.sql(r"""
WITH v AS (SELECT visit_id, lpad(split_part(zip_code, '-', 1), 5, '0') AS zip_code FROM ed_visits)
SELECT 'ed_visits' AS table_name, visit_id AS row_key, 'zip_code' AS column_name, 'po_box_zip' AS stage_id
FROM v LEFT ANTI JOIN zip_years USING (zip_code)
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where to go from here
# MAGIC
# MAGIC - `medley score social_determinants` compares rows that you think are wrong with the answer key.
# MAGIC - `medley restore social_determinants` writes the clean tables, to see what your cleaning should have given.
# MAGIC - `medley verify social_determinants` repeats all checks of this data set and writes them as the table
# MAGIC   `quality_report` beside those of the answer key.
