-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Nurse triage lines: hang-ups after five minutes, and sore throats in the ER
-- MAGIC
-- MAGIC A health plan runs nurse lines that should send each caller to the right place: home care, urgent care or the ER. Two complaints are on your desk: "one caller in five hangs up after five minutes on hold, and 5% of them were having a heart attack", and "some of our nurses send every sore throat to the ER". The data hold the queue, the nurses' habits and linked claims for most callers: confirm the first half of the first complaint, debunk its second half, and find the nurses without blaming those who simply took the sicker calls.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `triage_calls` | One row per call that entered the queue. |
-- MAGIC | `queue_hours` | The switch's report: one row per line and hour with a call. |
-- MAGIC | `call_outcomes` | Linked claims, one row per call. |
-- MAGIC | `nurses` | One row per nurse. |
-- MAGIC | `nurse_case_reviews` | One row per review of an earlier case. |
-- MAGIC | `nurse_lines` | One row per nurse line. |
-- MAGIC | `key_call_truth` | What nobody knew of every call. |
-- MAGIC | `key_nurse_truth` | What is true of every nurse. |
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
CREATE WIDGET TEXT schema DEFAULT 'nurse_triage_line';
CREATE WIDGET TEXT key_schema DEFAULT 'nurse_triage_line_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/nurse_triage_line/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW triage_calls AS SELECT * FROM ' || tables_in || 'triage_calls`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW queue_hours AS SELECT * FROM ' || tables_in || 'queue_hours`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW call_outcomes AS SELECT * FROM ' || tables_in || 'call_outcomes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW nurses AS SELECT * FROM ' || tables_in || 'nurses`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW nurse_case_reviews AS SELECT * FROM ' || tables_in || 'nurse_case_reviews`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW nurse_lines AS SELECT * FROM ' || tables_in || 'nurse_lines`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/nurse_triage_line/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_call_truth AS SELECT * FROM ' || tables_in || 'call_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_nurse_truth AS SELECT * FROM ' || tables_in || 'nurse_truth`';
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
-- MAGIC ### triage_calls
-- MAGIC
-- MAGIC One row per call that entered the queue.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call: the line and a number that tells neither month nor order. |
-- MAGIC | `event_date` | DATE | True local date of the call. |
-- MAGIC | `line_id` | INT | Line. Joins `nurse_lines`. |
-- MAGIC | `member_id` | BIGINT | Plan member the call is about. |
-- MAGIC | `call_ts` | TIMESTAMP_NTZ | Entry into the queue. |
-- MAGIC | `age_years` | SMALLINT | Age of the patient. |
-- MAGIC | `sex` | STRING | F or M, of the patient. |
-- MAGIC | `is_proxy` | BOOLEAN | Whether somebody else calls for the patient. |
-- MAGIC | `symptom_category` | STRING | Chosen in the menu, before the hold. |
-- MAGIC | `hold_seconds` | INT | From the queue to a nurse or to hanging up. |
-- MAGIC | `abandoned` | BOOLEAN | Whether the caller hung up before a nurse answered. |
-- MAGIC | `nurse_id` | BIGINT | Nurse; NULL if abandoned; ids that end in 999 are shared accounts and absent from nurses. Joins `nurses`. |
-- MAGIC | `call_minutes` | DOUBLE | Talk of nurse and caller; NULL if abandoned. |
-- MAGIC | `anxiety_score` | SMALLINT | 0 to 10, rated by the nurse in the first minute; NULL if abandoned. |
-- MAGIC | `disposition` | STRING | Code of the advice, 13 in all; NULL if abandoned. |
-- MAGIC | `disposition_group` | STRING | ER, URGENT_CARE, OFFICE or HOME_CARE; NULL if abandoned. |
-- MAGIC | `cardiac_suspected` | BOOLEAN | Flag of the quality team: CHEST_PAIN, or SHORTNESS_OF_BREATH from the age of 55. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM triage_calls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### queue_hours
-- MAGIC
-- MAGIC The switch's report: one row per line and hour with a call.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `line_id` | INT | Key. Line. Joins `nurse_lines`. |
-- MAGIC | `hour_start_ts` | TIMESTAMP_NTZ | Key. Begin of the hour, local. |
-- MAGIC | `nurses_on_duty` | SMALLINT | Nurses staffed in the hour. |
-- MAGIC | `calls_offered` | INT | Calls that entered the queue in the hour, at least one. |
-- MAGIC | `calls_abandoned` | INT | How many of those hung up. |
-- MAGIC | `abandonment_rate_pct` | DOUBLE | 100 x abandoned / offered. |
-- MAGIC | `mean_hold_seconds` | INT | Mean hold of those calls. |
-- MAGIC | `event_date` | DATE | Day of the hour. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM queue_hours LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### call_outcomes
-- MAGIC
-- MAGIC Linked claims, one row per call.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call. Joins `triage_calls`. |
-- MAGIC | `ed_visit_within_24h` | BOOLEAN | Whether there is a claim of an ED visit. |
-- MAGIC | `ed_visit_urgent` | BOOLEAN | Judgement of the ED physician; NULL without a visit. |
-- MAGIC | `ami_within_30d` | BOOLEAN | Whether there is a claim with ICD-10 I21. |
-- MAGIC | `ami_icd10` | STRING | I21.4 or I21.9; NULL without a claim. |
-- MAGIC | `linked_on` | DATE | Claims run in which the call was linked. |
-- MAGIC | `event_date` | DATE | Day of the call. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM call_outcomes LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### nurses
-- MAGIC
-- MAGIC One row per nurse.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `nurse_id` | BIGINT | Key. Nurse. |
-- MAGIC | `line_id` | INT | Line. Joins `nurse_lines`. |
-- MAGIC | `hire_date` | DATE | First day on the line. |
-- MAGIC | `licence_year` | INT | Year of the licence, 1 to 20 before the hire. |
-- MAGIC | `home_shift` | STRING | D (07-15), E (15-23) or N (23-07). |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM nurses LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### nurse_case_reviews
-- MAGIC
-- MAGIC One row per review of an earlier case.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `review_id` | BIGINT | Key. Review. |
-- MAGIC | `nurse_id` | BIGINT | Nurse whose case it was. Joins `nurses`. |
-- MAGIC | `line_id` | INT | Line. Joins `nurse_lines`. |
-- MAGIC | `review_date` | DATE | Day of the review, a working day. |
-- MAGIC | `outcome` | STRING | MISSED_EMERGENCY or NO_FINDING. |
-- MAGIC | `event_date` | DATE | Day of the review. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM nurse_case_reviews LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### nurse_lines
-- MAGIC
-- MAGIC One row per nurse line.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `line_id` | INT | Key. Line. |
-- MAGIC | `region` | STRING | Region. |
-- MAGIC | `line_name` | STRING | Name. |
-- MAGIC | `time_zone` | STRING | Name of the time zone in the IANA database. |
-- MAGIC | `clock_fix_date` | DATE | From this day on the line logs local time. |

-- COMMAND ----------

SELECT * FROM nurse_lines LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM triage_calls GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do callers leave after five minutes on hold?
-- MAGIC
-- MAGIC One row with `hangup_over_5_min`, `hangup_up_to_2_min`, `hangup_all`, from `triage_calls`. From 200,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the overall rate says that nothing is wrong.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Were 5 % of those hang-ups heart attacks?
-- MAGIC
-- MAGIC One row with `flagged_cardiac`, `linked_ami`, from `triage_calls`, `call_outcomes`. From 800,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the flag (5 %) is ten times the truth.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How big is the step on Monday at 08:00, and how many hang up then? (Holidays on Mondays blunt it.)
-- MAGIC
-- MAGIC One row with `vs_mean_hour`, `vs_other_weekdays`, `monday_8_abandonment`, from `triage_calls`, `nurse_lines`. From 400,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean of a Monday hides its first hour, and the lines that logged in UTC smear the step into the afternoon.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do a few nurses, ranked on their other calls, send sore throats to the ER?
-- MAGIC
-- MAGIC One row with `top_decile`, `other_nurses`, from `triage_calls`. From 400,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ranking on the ER share without the mix of symptoms, or with ER spelled one way only.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many callers with chest pain and a linked infarction were not sent to the ER?
-- MAGIC
-- MAGIC One row with `not_sent_to_er`, from `triage_calls`, `call_outcomes`. From 400,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ER spelled one way only, and who hung up before any advice counts as not sent.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What share of the visits that were advised was not urgent, of all and of the top decile of nurses?
-- MAGIC
-- MAGIC One row with `not_urgent`, `not_urgent_top_decile`, from `triage_calls`, `call_outcomes`. From 400,000 rows of `triage_calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: counting all advice instead of the linked visits: who stays at home looks like a visit that was not urgent.

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
-- MAGIC | `utc_clock` | `triage_calls` | The line's clock is on UTC; the date was set by hand and is true. |
-- MAGIC | `lazy_category` | `triage_calls` | The menu lost the choice. |
-- MAGIC | `er_label_variants` | `triage_calls` | The nurse writes the ER in her own way. |
-- MAGIC | `shared_login` | `triage_calls` | The desk was still logged in as the line's shared account. |
-- MAGIC | `anxiety_missing` | `triage_calls` | The nurse skipped the score. |
-- MAGIC | `hold_zeroed` | `triage_calls` | The switch lost the hold of a caller who hung up. |
-- MAGIC | `age_placeholder` | `triage_calls` | The plan has no birth date: the line writes a number. |
-- MAGIC | `member_unknown` | `triage_calls` | The member look-up did not answer. |
-- MAGIC | `callback_double_log` | `triage_calls` | The interface sent the call twice. |
-- MAGIC | `linkage_gap` | `call_outcomes` | The claims could not be linked to the call. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score nurse_triage_line --template found.csv` writes a file to fill in,
-- MAGIC and `medley score nurse_triage_line --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `utc_clock`
-- MAGIC
-- MAGIC Which calls were stamped in UTC?
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
