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
-- MAGIC **The trap:** the overall rate says that nothing is wrong

-- COMMAND ----------

SELECT avg(CAST(abandoned AS INT)) AS hangup_over_5_min, avg(CAST(abandoned AS INT)) AS hangup_all FROM triage_calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `hangup_over_5_min`: 0.215 ± 0.03
-- MAGIC - `hangup_up_to_2_min`: 0.04 ± 0.015
-- MAGIC - `hangup_all`: 0.07 ± 0.017
-- MAGIC
-- MAGIC From 200,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, hold_seconds, abandoned FROM triage_calls)
SELECT avg(CASE WHEN hold_seconds > 300 THEN CAST(abandoned AS INT) END) AS hangup_over_5_min,
       avg(CASE WHEN hold_seconds <= 120 THEN CAST(abandoned AS INT) END) AS hangup_up_to_2_min,
       avg(CAST(abandoned AS INT)) AS hangup_all
FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Were 5 % of those hang-ups heart attacks?
-- MAGIC
-- MAGIC **The trap:** the flag (5 %) is ten times the truth

-- COMMAND ----------

SELECT avg(CAST(cardiac_suspected AS INT)) AS flagged_cardiac, avg(CAST(cardiac_suspected AS INT)) AS linked_ami FROM triage_calls WHERE abandoned AND hold_seconds > 300

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_cardiac`: 0.050 ± 0.012
-- MAGIC - `linked_ami`: 0.006 ± 0.004
-- MAGIC
-- MAGIC From 800,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, cardiac_suspected FROM triage_calls WHERE abandoned AND hold_seconds > 300)
SELECT avg(CAST(c.cardiac_suspected AS INT)) AS flagged_cardiac,
       avg(CAST(o.ami_within_30d AS INT)) AS linked_ami
FROM c LEFT JOIN call_outcomes o ON o.call_id = c.call_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How big is the step on Monday at 08:00, and how many hang up then? (Holidays on Mondays blunt it.)
-- MAGIC
-- MAGIC **The trap:** the mean of a Monday hides its first hour, and the lines that logged in UTC smear the step into the afternoon

-- COMMAND ----------

WITH d AS (SELECT event_date, dayofweek(event_date) = 2 AS monday, count(*) AS calls, avg(CAST(abandoned AS INT)) AS gone FROM triage_calls GROUP BY 1)
SELECT avg(CASE WHEN monday THEN calls END) / avg(calls) AS vs_mean_hour, avg(CASE WHEN monday THEN calls END) / avg(CASE WHEN NOT monday THEN calls END) AS vs_other_weekdays, avg(CASE WHEN monday THEN gone END) AS monday_8_abandonment FROM d

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `vs_mean_hour`: 3.15 ± 0.40
-- MAGIC - `vs_other_weekdays`: 1.78 ± 0.25
-- MAGIC - `monday_8_abandonment`: 0.27 ± 0.06
-- MAGIC
-- MAGIC From 400,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT t.call_id, t.event_date, hour(t.call_ts) AS h, dayofweek(t.event_date) AS dow, t.abandoned
           FROM triage_calls t JOIN nurse_lines l ON l.line_id = t.line_id WHERE NOT (t.line_id % 5 = 3 AND t.event_date < l.clock_fix_date)),
r AS (SELECT count(*) / (24.0 * count(DISTINCT event_date)) AS mean_hour,
             sum(CASE WHEN dow = 2 AND h = 8 THEN 1 END) / CAST(count(DISTINCT CASE WHEN dow = 2 THEN event_date END) AS DOUBLE) AS monday_8,
             sum(CASE WHEN dow BETWEEN 3 AND 6 AND h = 8 THEN 1 END) / CAST(count(DISTINCT CASE WHEN dow BETWEEN 3 AND 6 THEN event_date END) AS DOUBLE) AS other_8,
             avg(CASE WHEN dow = 2 AND h = 8 THEN CAST(abandoned AS INT) END) AS monday_8_abandonment FROM c)
SELECT monday_8 / mean_hour AS vs_mean_hour, monday_8 / other_8 AS vs_other_weekdays, monday_8_abandonment FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do a few nurses, ranked on their other calls, send sore throats to the ER?
-- MAGIC
-- MAGIC **Mind:** ranking on the ER share without the mix of symptoms, or with ER spelled one way only

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `top_decile`: 0.245 ± 0.06
-- MAGIC - `other_nurses`: 0.037 ± 0.012
-- MAGIC
-- MAGIC From 400,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, nurse_id, symptom_category, CAST(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') AS INT) AS er
           FROM triage_calls WHERE NOT abandoned AND nurse_id % 1000 <> 999),
r AS (SELECT nurse_id, ntile(10) OVER (ORDER BY avg(er) DESC) AS decile FROM c
      WHERE symptom_category NOT IN ('SORE_THROAT', 'CHEST_PAIN', 'SHORTNESS_OF_BREATH') GROUP BY nurse_id)
SELECT avg(CASE WHEN r.decile = 1 THEN c.er END) AS top_decile, avg(CASE WHEN r.decile > 1 THEN c.er END) AS other_nurses
FROM c JOIN r ON r.nurse_id = c.nurse_id WHERE c.symptom_category = 'SORE_THROAT'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many callers with chest pain and a linked infarction were not sent to the ER?
-- MAGIC
-- MAGIC **The trap:** ER spelled one way only, and who hung up before any advice counts as not sent

-- COMMAND ----------

SELECT avg(CASE WHEN c.disposition_group = 'ER' THEN 0 ELSE 1 END) AS not_sent_to_er
FROM triage_calls c JOIN call_outcomes o ON o.call_id = c.call_id WHERE c.symptom_category = 'CHEST_PAIN' AND o.ami_within_30d

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `not_sent_to_er`: 0.27 ± 0.07
-- MAGIC
-- MAGIC From 400,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, disposition_group FROM triage_calls WHERE NOT abandoned AND symptom_category = 'CHEST_PAIN')
SELECT avg(CASE WHEN c.disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') THEN 0 ELSE 1 END) AS not_sent_to_er
FROM c JOIN call_outcomes o ON o.call_id = c.call_id WHERE o.ami_within_30d

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What share of the visits that were advised was not urgent, of all and of the top decile of nurses?
-- MAGIC
-- MAGIC **The trap:** counting all advice instead of the linked visits: who stays at home looks like a visit that was not urgent

-- COMMAND ----------

SELECT avg(CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END) AS not_urgent
FROM (SELECT DISTINCT call_id FROM triage_calls WHERE disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency')) c JOIN call_outcomes o ON o.call_id = c.call_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `not_urgent`: 0.26 ± 0.06
-- MAGIC - `not_urgent_top_decile`: 0.70 ± 0.10
-- MAGIC
-- MAGIC From 400,000 rows of `triage_calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, nurse_id, symptom_category, CAST(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') AS INT) AS er
           FROM triage_calls WHERE NOT abandoned AND nurse_id % 1000 <> 999),
r AS (SELECT nurse_id, ntile(10) OVER (ORDER BY avg(er) DESC) AS decile FROM c
      WHERE symptom_category NOT IN ('CHEST_PAIN', 'SHORTNESS_OF_BREATH') GROUP BY nurse_id)
SELECT avg(CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END) AS not_urgent,
       avg(CASE WHEN r.decile = 1 THEN CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END END) AS not_urgent_top_decile
FROM c JOIN r ON r.nurse_id = c.nurse_id JOIN call_outcomes o ON o.call_id = c.call_id
WHERE c.er = 1 AND o.ed_visit_within_24h

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `utc_clock` | `triage_calls` | The line's clock is on UTC; the date was set by hand and is true. | `_legacy_clock` | 1 |
-- MAGIC | `lazy_category` | `triage_calls` | The menu lost the choice. | `symptom_category <> 'OTHER' AND _menu_fault` | 0.5 |
-- MAGIC | `er_label_variants` | `triage_calls` | The nurse writes the ER in her own way. | `disposition_group = 'ER' AND _own_label` | 0.8 |
-- MAGIC | `shared_login` | `triage_calls` | The desk was still logged in as the line's shared account. | `nurse_id IS NOT NULL AND _desk_left_open` | 0.5 |
-- MAGIC | `anxiety_missing` | `triage_calls` | The nurse skipped the score. | `anxiety_score IS NOT NULL AND _skips_score` | 0.5 |
-- MAGIC | `hold_zeroed` | `triage_calls` | The switch lost the hold of a caller who hung up. | `abandoned AND _switch_fault` | 0.5 |
-- MAGIC | `age_placeholder` | `triage_calls` | The plan has no birth date: the line writes a number. | `_no_birth_date` | 1 |
-- MAGIC | `member_unknown` | `triage_calls` | The member look-up did not answer. | `_match_down` | 0.6 |
-- MAGIC | `callback_double_log` | `triage_calls` | The interface sent the call twice. | `NOT abandoned AND _double_log` | 0.5 |
-- MAGIC | `linkage_gap` | `call_outcomes` | The claims could not be linked to the call. | `_unlinked` | 1 |

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
-- MAGIC ## A hunt for `utc_clock`
-- MAGIC
-- MAGIC Which calls were stamped in UTC?
-- MAGIC
-- MAGIC **The trap:** only the stamps of the evening fall on another day than the true date; a line that has such stamps has its clock wrong all day, until it is put right

-- COMMAND ----------

SELECT 'triage_calls' AS table_name, call_id AS row_key, 'call_ts' AS column_name, 'utc_clock' AS stage_id
FROM triage_calls WHERE CAST(call_ts AS DATE) <> event_date

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql nurse_triage_line --as csv "<the query>" > found.csv
-- MAGIC medley score nurse_triage_line --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH l AS (SELECT DISTINCT line_id FROM triage_calls WHERE CAST(call_ts AS DATE) <> event_date)
SELECT 'triage_calls' AS table_name, call_id AS row_key, 'call_ts' AS column_name, 'utc_clock' AS stage_id
FROM triage_calls JOIN l USING (line_id) JOIN nurse_lines USING (line_id) WHERE event_date < clock_fix_date

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score nurse_triage_line` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore nurse_triage_line` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify nurse_triage_line` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
