-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Pharma sales force: lunches, samples and calls, and what they do not cause
-- MAGIC
-- MAGIC You run commercial operations for one brand. Representatives visit doctors with samples and lunches, and the CRM logs every attempt. Dr. Smith's office eats $500 of lunch a year and writes nothing, because the health system's formulary blocks the brand; Dr. Jones takes no lunch and writes 50 prescriptions. Who are the no-see doctors, which representatives are really efficient once the potential of the territory is taken out, and how much does a call cause - as opposed to accompany?
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `calls` | One row per attempted call. |
-- MAGIC | `scripts` | A doctor's prescriptions, one row per month. |
-- MAGIC | `hcps` | One row per doctor on the list. |
-- MAGIC | `reps` | One row per representative. |
-- MAGIC | `key_hcp_latents` | What is true of every doctor. |
-- MAGIC | `key_rep_latents` | What is true of every representative. |
-- MAGIC | `key_policy_flips` | Health systems that turned no-see. |
-- MAGIC | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
-- MAGIC | `key_rows` | One row that a mess stage dropped or delivered twice. |
-- MAGIC
-- MAGIC Tables whose name begins with `key_` are the answer key: look there last.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where the data is
-- MAGIC
-- MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
-- MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
-- MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
-- MAGIC table, seen by this notebook alone.

-- COMMAND ----------

CREATE WIDGET TEXT catalog DEFAULT 'main';
CREATE WIDGET TEXT schema DEFAULT 'sales_force';
CREATE WIDGET TEXT key_schema DEFAULT 'sales_force_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/sales_force/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW calls AS SELECT * FROM ' || tables_in || 'calls`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW scripts AS SELECT * FROM ' || tables_in || 'scripts`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW hcps AS SELECT * FROM ' || tables_in || 'hcps`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW reps AS SELECT * FROM ' || tables_in || 'reps`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/sales_force/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_hcp_latents AS SELECT * FROM ' || tables_in || 'hcp_latents`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_rep_latents AS SELECT * FROM ' || tables_in || 'rep_latents`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_policy_flips AS SELECT * FROM ' || tables_in || 'policy_flips`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_cells AS SELECT * FROM ' || tables_in || 'cells`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_rows AS SELECT * FROM ' || tables_in || 'rows`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A first look

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### calls
-- MAGIC
-- MAGIC One row per attempted call.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call. |
-- MAGIC | `territory_id` | INT | Territory. |
-- MAGIC | `rep_id` | INT | Representative. Joins `reps`. |
-- MAGIC | `hcp_id` | BIGINT | Doctor; ids that are absent from hcps are duplicates of the record 500 below. Joins `hcps`. |
-- MAGIC | `doctor_specialty` | STRING | PRIMARY_CARE, CARDIOLOGY, ENDOCRINOLOGY or NEPHROLOGY. |
-- MAGIC | `call_date` | DATE | Day of the visit as typed. |
-- MAGIC | `call_type` | STRING | IN_PERSON or VIRTUAL. |
-- MAGIC | `call_outcome` | STRING | COMPLETED or NO_ACCESS. |
-- MAGIC | `duration_minutes` | DOUBLE | Minutes; NULL if NO_ACCESS. |
-- MAGIC | `samples_left` | INT | Units left; NULL if NO_ACCESS. |
-- MAGIC | `lunch_attendees` | INT | People at lunch, 0 or at least 4; NULL if NO_ACCESS. |
-- MAGIC | `lunch_cost_usd` | DECIMAL(10,2) | The whole lunch; NULL if NO_ACCESS. |
-- MAGIC | `doctor_sentiment_score` | DOUBLE | The representative's rating, -1 to 1; NULL if NO_ACCESS. |
-- MAGIC | `script_volume_next_month` | INT | The doctor's prescriptions of the brand in the calendar month after event_date; NULL once the doctor has left. |
-- MAGIC | `logged_ts` | TIMESTAMP_NTZ | When the call was typed into the CRM. |
-- MAGIC | `event_date` | DATE | True day of the visit. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM calls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### scripts
-- MAGIC
-- MAGIC A doctor's prescriptions, one row per month.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `hcp_id` | BIGINT | Key. Doctor. Joins `hcps`. |
-- MAGIC | `territory_id` | INT | Territory. |
-- MAGIC | `brand_trx` | INT | Prescriptions of the brand. |
-- MAGIC | `brand_nrx` | INT | New ones among them. |
-- MAGIC | `category_trx` | INT | Prescriptions of the category, all brands. |
-- MAGIC | `event_date` | DATE | Key. First day of the month. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM scripts LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### hcps
-- MAGIC
-- MAGIC One row per doctor on the list.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `hcp_id` | BIGINT | Key. Doctor. |
-- MAGIC | `territory_id` | INT | Territory. |
-- MAGIC | `specialty` | STRING | PRIMARY_CARE, CARDIOLOGY, ENDOCRINOLOGY or NEPHROLOGY. |
-- MAGIC | `health_system_id` | INT | Employer; NULL if independent. |
-- MAGIC | `category_decile` | INT | Potential within the territory, 1 to 10 (highest). |
-- MAGIC | `graduation_year` | INT | Year of graduation. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM hcps LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### reps
-- MAGIC
-- MAGIC One row per representative.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `rep_id` | INT | Key. Representative. |
-- MAGIC | `territory_id` | INT | Territory. |
-- MAGIC | `hire_date` | DATE | First day in the company. |
-- MAGIC | `end_date` | DATE | Last day; NULL if still there. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM reps LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM calls GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many Dr. Smiths (at least $500 of lunch, no prescription) and Dr. Joneses (no lunch, at least 50 prescriptions a year) are there, and how much lunch feeds doctors who never write?
-- MAGIC
-- MAGIC **The trap:** NULL prescriptions read as 0 and cents as dollars: Smiths 2.1 % of doctors, who get 22 % of all lunch

-- COMMAND ----------

WITH l AS (SELECT hcp_id, sum(lunch_cost_usd) AS lunch_usd FROM calls GROUP BY 1),
r AS (SELECT hcp_id, sum(coalesce(brand_trx, 0)) AS trx FROM scripts GROUP BY hcp_id)
SELECT round(avg(IF(r.trx = 0 AND l.lunch_usd >= 500, 1.0, 0.0)), 4) AS smith_share, round(avg(IF(r.trx >= 50 AND coalesce(l.lunch_usd, 0) = 0, 1.0, 0.0)), 4) AS jones_share,
       round(sum(IF(r.trx = 0, l.lunch_usd, 0)) / sum(l.lunch_usd), 4) AS lunch_share_on_zero_writers FROM r LEFT JOIN l ON l.hcp_id = r.hcp_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `smith_share`: 0.0157 ± 0.003
-- MAGIC - `jones_share`: 0.175 ± 0.018
-- MAGIC - `lunch_share_on_zero_writers`: 0.166 ± 0.03
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

WITH l AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id,
                  sum(CASE WHEN lunch_cost_usd > 100 * lunch_attendees THEN lunch_cost_usd / 100 ELSE lunch_cost_usd END) AS lunch_usd
           FROM (SELECT DISTINCT call_id, hcp_id, lunch_cost_usd, lunch_attendees FROM calls) GROUP BY 1),
r AS (SELECT hcp_id, sum(brand_trx) AS trx FROM scripts GROUP BY hcp_id)
SELECT round(avg(IF(r.trx = 0 AND l.lunch_usd >= 500, 1.0, 0.0)), 4) AS smith_share,
       round(avg(IF(r.trx >= 50 AND coalesce(l.lunch_usd, 0) = 0, 1.0, 0.0)), 4) AS jones_share,
       round(sum(IF(r.trx = 0, l.lunch_usd, 0)) / sum(l.lunch_usd), 4) AS lunch_share_on_zero_writers
FROM r LEFT JOIN l ON l.hcp_id = r.hcp_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does one more completed call bring next month?
-- MAGIC
-- MAGIC **The trap:** the raw slope: 73 % more per call, twelve times what it causes

-- COMMAND ----------

WITH c AS (SELECT hcp_id, date_trunc('MONTH', event_date) AS m, count(*) AS n FROM calls WHERE call_outcome = 'COMPLETED' GROUP BY 1, 2),
p AS (SELECT coalesce(c.n, 0) AS x, lead(s.brand_trx) OVER (PARTITION BY s.hcp_id ORDER BY s.event_date) AS y FROM scripts s LEFT JOIN c ON c.hcp_id = s.hcp_id AND c.m = s.event_date)
SELECT round(regr_slope(y, x) / avg(y), 4) AS within_doctor_gain_per_call FROM p WHERE y IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `raw_corr`: 0.195 ± 0.04
-- MAGIC - `raw_gain_per_call`: 0.73 ± 0.10
-- MAGIC - `within_doctor_gain_per_call`: 0.058 ± 0.012
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, date_trunc('MONTH', event_date) AS m, count(DISTINCT call_id) AS n
           FROM calls WHERE call_outcome = 'COMPLETED' GROUP BY 1, 2),
p AS (SELECT s.hcp_id, coalesce(c.n, 0) AS x, lead(s.brand_trx) OVER (PARTITION BY s.hcp_id ORDER BY s.event_date) AS y
      FROM scripts s LEFT JOIN c ON c.hcp_id = s.hcp_id AND c.m = s.event_date),
q AS (SELECT x, y, avg(x) OVER (PARTITION BY hcp_id) AS mx, avg(y) OVER (PARTITION BY hcp_id) AS my FROM p WHERE y IS NOT NULL)
SELECT round(corr(x, y), 3) AS raw_corr, round(regr_slope(y, x) / avg(y), 3) AS raw_gain_per_call,
       round(regr_slope(CASE WHEN my > 0 THEN y / my END, CASE WHEN my > 0 THEN x - mx END), 4) AS within_doctor_gain_per_call
FROM q

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who is no-see (at most 30 % of at least 8 visits met), and what do they cost?
-- MAGIC
-- MAGIC **The trap:** only who was never met counts as no-see: most of them let somebody in once

-- COMMAND ----------

WITH a AS (SELECT hcp_id, count(*) AS attempts, sum(IF(call_outcome = 'COMPLETED', 1, 0)) AS met FROM calls GROUP BY 1)
SELECT round(avg(IF(met = 0, 1.0, 0.0)), 4) AS no_see_share_of_doctors, round(sum(IF(met = 0, attempts, 0)) / sum(attempts), 4) AS no_see_share_of_attempts FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `no_see_share_of_doctors`: 0.250 ± 0.02
-- MAGIC - `no_see_share_of_attempts`: 0.301 ± 0.02
-- MAGIC - `no_see_share_of_completed`: 0.058 ± 0.010
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

WITH a AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, count(*) AS attempts, avg(IF(call_outcome = 'COMPLETED', 1.0, 0.0)) AS rate
           FROM (SELECT DISTINCT call_id, hcp_id, call_type, call_outcome FROM calls) WHERE call_type = 'IN_PERSON' GROUP BY 1 HAVING count(*) >= 8)
SELECT round(avg(IF(rate <= 0.30, 1.0, 0.0)), 4) AS no_see_share_of_doctors,
       round(sum(IF(rate <= 0.30, attempts, 0)) / sum(attempts), 4) AS no_see_share_of_attempts,
       round(sum(IF(rate <= 0.30, attempts * rate, 0)) / sum(attempts * rate), 4) AS no_see_share_of_completed
FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which representatives are efficient once potential is taken out?
-- MAGIC
-- MAGIC **The trap:** by raw prescriptions, one in seven of the best fifth is below the median

-- COMMAND ----------

WITH t AS (SELECT territory_id, sum(brand_trx) AS brand FROM scripts GROUP BY 1),
k AS (SELECT brand, ntile(5) OVER (ORDER BY brand) AS q FROM t)
SELECT round(avg(IF(q = 5, brand, NULL)) / avg(IF(q = 1, brand, NULL)), 2) AS top_over_bottom_quintile FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `top_over_bottom_quintile`: 3.1 ± 0.45
-- MAGIC - `rank_corr_raw_adjusted`: 0.60 ± 0.10
-- MAGIC - `top_raw_but_below_median`: 0.16 ± 0.09
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

WITH t AS (SELECT territory_id, sum(brand_trx) AS brand, sum(IF(brand_trx IS NULL, NULL, category_trx)) AS category FROM scripts GROUP BY 1),
k AS (SELECT brand, brand / category AS share, ntile(5) OVER (ORDER BY brand / category) AS q, percent_rank() OVER (ORDER BY brand) AS raw_rank, percent_rank() OVER (ORDER BY brand / category) AS adj_rank FROM t)
SELECT round(avg(IF(q = 5, share, NULL)) / avg(IF(q = 1, share, NULL)), 2) AS top_over_bottom_quintile,
       round(corr(raw_rank, adj_rank), 3) AS rank_corr_raw_adjusted,
       round(avg(IF(raw_rank >= 0.8, IF(adj_rank < 0.5, 1.0, 0.0), NULL)), 3) AS top_raw_but_below_median
FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the rating tell anything?
-- MAGIC
-- MAGIC **The trap:** a score that nobody entered read as 0: lunches seem to please half as much again as they do

-- COMMAND ----------

SELECT round(avg(IF(lunch_cost_usd > 0, coalesce(doctor_sentiment_score, 0), NULL)) - avg(IF(lunch_cost_usd > 0, NULL, coalesce(doctor_sentiment_score, 0))), 3) AS sentiment_gain_with_lunch FROM calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `sentiment_gain_with_lunch`: 0.18 ± 0.02
-- MAGIC - `corr_sentiment_brand_share`: 0 ± 0.03
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, rep_id, lunch_cost_usd > 0 AS lunch, doctor_sentiment_score AS s FROM calls WHERE call_outcome = 'COMPLETED' AND call_type = 'IN_PERSON' AND doctor_sentiment_score IS NOT NULL),
ok AS (SELECT rep_id FROM c GROUP BY rep_id HAVING avg(IF(s = 0.5, 1.0, 0.0)) < 0.3),
h AS (SELECT IF(c.hcp_id % 1000 >= 500, c.hcp_id - 500, c.hcp_id) AS hcp_id, avg(c.doctor_sentiment_score) AS s FROM calls c JOIN ok ON ok.rep_id = c.rep_id GROUP BY 1),
r AS (SELECT hcp_id, sum(brand_trx) / sum(category_trx) AS share FROM scripts WHERE brand_trx IS NOT NULL GROUP BY 1 HAVING sum(category_trx) >= 100)
SELECT (SELECT round(avg(IF(c.lunch, c.s, NULL)) - avg(IF(c.lunch, NULL, c.s)), 3) FROM c JOIN ok ON ok.rep_id = c.rep_id) AS sentiment_gain_with_lunch,
       (SELECT round(corr(h.s, r.share), 3) FROM h JOIN r ON r.hcp_id = h.hcp_id) AS corr_sentiment_brand_share

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How trustworthy are the dates?
-- MAGIC
-- MAGIC **The trap:** call_date taken for the day of the visit

-- COMMAND ----------

SELECT round(avg(IF(CAST(logged_ts AS DATE) > call_date, 1.0, 0.0)), 4) AS late_share, round(avg(IF(dayofweek(call_date) IN (1, 7), 1.0, 0.0)), 4) AS typed_weekend_share FROM calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `late_share`: 0.295 ± 0.045
-- MAGIC - `late_logging_reps`: 0.35 ± 0.07
-- MAGIC - `typed_weekend_share`: 0.019 ± 0.005
-- MAGIC
-- MAGIC From 1,000,000 rows of `calls` on.

-- COMMAND ----------

SELECT round(sum(IF(late, n, 0)) / sum(n), 4) AS late_share, round(count(DISTINCT CASE WHEN rep_late > 0.4 THEN rep_id END) / count(DISTINCT rep_id), 4) AS late_logging_reps,
       round(sum(IF(dayofweek(call_date) IN (1, 7), n, 0)) / sum(n), 4) AS typed_weekend_share
FROM (SELECT rep_id, call_date, CAST(logged_ts AS DATE) > event_date AS late, count(*) AS n,
             sum(sum(IF(CAST(logged_ts AS DATE) > event_date, 1, 0))) OVER (PARTITION BY rep_id) / sum(count(*)) OVER (PARTITION BY rep_id) AS rep_late
      FROM calls GROUP BY rep_id, call_date, CAST(logged_ts AS DATE) > event_date)

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `C1_call_date_backfill` | `calls` | The day of typing is taken for the day of the visit. | `_late_log AND _backfill_week` | 0.8 |
-- MAGIC | `C2_hcp_alias` | `calls` | The virtual channel has a duplicate record of the doctor. | `call_type = 'VIRTUAL' AND _dup_master` | 0.75 |
-- MAGIC | `C3_double_sync` | `calls` | The tablet sent the day's logging twice. | `_late_log AND _bad_sync` | 0.5 |
-- MAGIC | `C4_lunch_cents` | `calls` | Expenses were imported in cents. | `lunch_cost_usd > 0 AND _cents_import` | 0.4 |
-- MAGIC | `C5_samples_null` | `calls` | Zero samples are left blank. | `call_outcome = 'COMPLETED' AND call_type = 'IN_PERSON' AND samples_left = 0 AND _blank_habit` | 0.8 |
-- MAGIC | `C6_sentiment_default` | `calls` | The form's default score is left. | `_lazy_week AND doctor_sentiment_score IS NOT NULL` | 0.82 |
-- MAGIC | `C7_rx_opt_out_calls` | `calls` | The doctor does not share prescriptions. | `_rx_opt_out` | 1 |
-- MAGIC | `C8_rx_opt_out_scripts` | `scripts` | The doctor does not share prescriptions. | `_rx_opt_out` | 1 |
-- MAGIC | `C9_call_type_mislabel` | `calls` | A virtual call is typed as a visit. | `call_type = 'VIRTUAL' AND _channel_habit` | 0.5 |

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows that each stage touched
-- MAGIC
-- MAGIC As a chart: bars, `stage_id` across, `defects` up.

-- COMMAND ----------

SELECT stage_id, count(*) AS defects, table_name, column_name AS what
FROM key_cells GROUP BY table_name, stage_id, column_name
UNION ALL
SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
FROM key_rows GROUP BY table_name, stage_id, action
ORDER BY table_name, stage_id, what

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When it happened
-- MAGIC
-- MAGIC Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
-- MAGIC `stage_id`.

-- COMMAND ----------

SELECT event_date, count(*) AS defects, stage_id
FROM key_cells WHERE event_date IS NOT NULL
GROUP BY event_date, stage_id ORDER BY event_date, stage_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Clean and published values
-- MAGIC
-- MAGIC A cell that several stages changed is listed once for each, always with the value before
-- MAGIC all of them and the one that was published.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
FROM key_cells LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows dropped and delivered twice
-- MAGIC
-- MAGIC The content of a dropped row is kept as JSON.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, action, clean_row
FROM key_rows LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `C4_lunch_cents`
-- MAGIC
-- MAGIC Which lunches are in cents?
-- MAGIC
-- MAGIC **The trap:** a big lunch costs more than a small one; nobody eats for five hundred dollars

-- COMMAND ----------

SELECT 'calls' AS table_name, call_id AS row_key, 'lunch_cost_usd' AS column_name, 'C4_lunch_cents' AS stage_id
FROM calls WHERE lunch_cost_usd > 300

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql sales_force --as csv "<the query>" > found.csv
-- MAGIC medley score sales_force --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'calls' AS table_name, call_id AS row_key, 'lunch_cost_usd' AS column_name, 'C4_lunch_cents' AS stage_id
FROM calls WHERE lunch_attendees > 0 AND lunch_cost_usd > 500 * lunch_attendees

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score sales_force` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore sales_force` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify sales_force` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
