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
-- MAGIC One row with `smith_share`, `jones_share`, `lunch_share_on_zero_writers`, from `calls`, `scripts`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: NULL prescriptions read as 0 and cents as dollars: Smiths 2.1 % of doctors, who get 22 % of all lunch.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does one more completed call bring next month?
-- MAGIC
-- MAGIC One row with `raw_corr`, `raw_gain_per_call`, `within_doctor_gain_per_call`, from `calls`, `scripts`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the raw slope: 73 % more per call, twelve times what it causes.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who is no-see (at most 30 % of at least 8 visits met), and what do they cost?
-- MAGIC
-- MAGIC One row with `no_see_share_of_doctors`, `no_see_share_of_attempts`, `no_see_share_of_completed`, from `calls`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: only who was never met counts as no-see: most of them let somebody in once.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which representatives are efficient once potential is taken out?
-- MAGIC
-- MAGIC One row with `top_over_bottom_quintile`, `rank_corr_raw_adjusted`, `top_raw_but_below_median`, from `scripts`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: by raw prescriptions, one in seven of the best fifth is below the median.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the rating tell anything?
-- MAGIC
-- MAGIC One row with `sentiment_gain_with_lunch`, `corr_sentiment_brand_share`, from `calls`, `scripts`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: a score that nobody entered read as 0: lunches seem to please half as much again as they do.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How trustworthy are the dates?
-- MAGIC
-- MAGIC One row with `late_share`, `late_logging_reps`, `typed_weekend_share`, from `calls`. From 1,000,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: call_date taken for the day of the visit.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC What follows was done to the clean data. How much of it can you find?
-- MAGIC
-- MAGIC | stage | table | what goes wrong |
-- MAGIC |---|---|---|
-- MAGIC | `C1_call_date_backfill` | `calls` | The day of typing is taken for the day of the visit. |
-- MAGIC | `C2_hcp_alias` | `calls` | The virtual channel has a duplicate record of the doctor. |
-- MAGIC | `C3_double_sync` | `calls` | The tablet sent the day's logging twice. |
-- MAGIC | `C4_lunch_cents` | `calls` | Expenses were imported in cents. |
-- MAGIC | `C5_samples_null` | `calls` | Zero samples are left blank. |
-- MAGIC | `C6_sentiment_default` | `calls` | The form's default score is left. |
-- MAGIC | `C7_rx_opt_out_calls` | `calls` | The doctor does not share prescriptions. |
-- MAGIC | `C8_rx_opt_out_scripts` | `scripts` | The doctor does not share prescriptions. |
-- MAGIC | `C9_call_type_mislabel` | `calls` | A virtual call is typed as a visit. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score sales_force --template found.csv` writes a file to fill in,
-- MAGIC and `medley score sales_force --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `C4_lunch_cents`
-- MAGIC
-- MAGIC Which lunches are in cents?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
