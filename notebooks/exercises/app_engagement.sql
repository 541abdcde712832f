-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Diabetes app: which reminder makes people measure, and which one only makes them tap
-- MAGIC
-- MAGIC A diabetes app sends one reminder a day. Arm A says "Check your sugar!", arm B "Stay healthy, check now!". B makes more people measure, A makes more people tap: which one do you ship? Before you answer: one Android build lost the telemetry of half of arm B, another writes UTC instead of local time, the effect fades after two weeks and exists only below 65.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `notifications` | One row per push sent. |
-- MAGIC | `users` | One row per enrolled user. |
-- MAGIC | `glucose_logs` | One row per logged value, prompted or not, also before the experiment. |
-- MAGIC | `key_user_latents` | What is true of every user. |
-- MAGIC | `key_user_weeks` | Every user's weeks with the app installed. |
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
CREATE WIDGET TEXT schema DEFAULT 'app_engagement';
CREATE WIDGET TEXT key_schema DEFAULT 'app_engagement_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/app_engagement/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW notifications AS SELECT * FROM ' || tables_in || 'notifications`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW users AS SELECT * FROM ' || tables_in || 'users`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW glucose_logs AS SELECT * FROM ' || tables_in || 'glucose_logs`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/app_engagement/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_user_latents AS SELECT * FROM ' || tables_in || 'user_latents`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_user_weeks AS SELECT * FROM ' || tables_in || 'user_weeks`';
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
-- MAGIC ### notifications
-- MAGIC
-- MAGIC One row per push sent.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `notification_id` | BIGINT | Key. Push. |
-- MAGIC | `user_id` | BIGINT | User. Joins `users`. |
-- MAGIC | `test_group` | STRING | A or B, the message. |
-- MAGIC | `notification_time` | TIMESTAMP_NTZ | Local time of sending, 06:50 to 21:10. |
-- MAGIC | `utc_offset_minutes` | SMALLINT | Local time minus UTC on that day, daylight saving included. |
-- MAGIC | `delivered` | BOOLEAN | Whether the push reached the telephone. |
-- MAGIC | `clicked_notification` | BOOLEAN | Whether it was tapped. |
-- MAGIC | `seconds_to_click` | INT | Seconds from sending to the tap; NULL if not tapped. |
-- MAGIC | `logged_glucose` | BOOLEAN | Whether a value was logged within 60 minutes. |
-- MAGIC | `minutes_to_log` | DOUBLE | Minutes from sending to the log; NULL if none. |
-- MAGIC | `app_session_length_seconds` | INT | Length of the session that followed a tap or a log, in seconds; else NULL. |
-- MAGIC | `event_date` | DATE | Local day of sending; always right. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM notifications LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### users
-- MAGIC
-- MAGIC One row per enrolled user.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `user_id` | BIGINT | Key. User. |
-- MAGIC | `test_group` | STRING | A or B, as assigned. |
-- MAGIC | `os` | STRING | IOS or ANDROID. |
-- MAGIC | `app_build` | STRING | 7.3.0, 7.4.0 (IOS), 5.1.0, 5.2.0 or 5.2.1 (ANDROID). |
-- MAGIC | `age` | SMALLINT | Age in years, 20 to 89. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `diabetes_type` | STRING | T1 or T2. |
-- MAGIC | `enrolled_date` | DATE | Day of enrolment, a business day 1 to 60 days before the wave. |
-- MAGIC | `clinic_id` | INT | Clinic that enrolled the user. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM users LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### glucose_logs
-- MAGIC
-- MAGIC One row per logged value, prompted or not, also before the experiment.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `log_id` | BIGINT | Key. Logged value. |
-- MAGIC | `user_id` | BIGINT | User. Joins `users`. |
-- MAGIC | `log_time` | TIMESTAMP_NTZ | Local time of the log. |
-- MAGIC | `glucose_mg_dl` | DOUBLE | Glucose, mg/dL. |
-- MAGIC | `entry_method` | STRING | MANUAL or METER. |
-- MAGIC | `event_date` | DATE | Local day of log_time. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM glucose_logs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM notifications GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which wording wins? By user, as assigned, build 5.2.1 left out.
-- MAGIC
-- MAGIC One row with `log_pct_a`, `log_lift_pp`, `click_lift_pp`, from `notifications`, `users`. From 2,000,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: of those who tapped, half measure under either wording, and the difference is gone; by taps alone, arm A wins.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the lift of wording B last?
-- MAGIC
-- MAGIC One row with `lift_weeks_1_2_pp`, `lift_weeks_5_8_pp`, from `notifications`, `users`. From 2,000,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: who stops after three days sees 4.6 points.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### For whom does wording B work?
-- MAGIC
-- MAGIC One row with `lift_under_45_pp`, `lift_65_plus_pp`, from `notifications`, `users`. From 2,000,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: one number for all, 1.75 points.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is the split of the arms sound?
-- MAGIC
-- MAGIC One row with `share_a`, `srm_z`, `srm_z_without_build_521`, `share_a_on_build_521`, from `users`. From 2,000,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the split tested by operating system: the one build that lost an arm is thinned by its neighbours.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is a tap the outcome?
-- MAGIC
-- MAGIC One row with `ios_over_android_click`, `log_given_click`, `prompted_logs_without_click`, from `notifications`, `users`. From 1,000,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: compliance by taps misses 72 % of the prompted logs.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When are pushes sent? Share between 22 and 06 h by build.
-- MAGIC
-- MAGIC One row with `night_share_build_510`, `night_share_other_builds`, from `notifications`, `users`. From 500,000 rows of `notifications` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: "7 % of our reminders go out at night".

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
-- MAGIC | `N1_telemetry_lost` | `users` | Build 5.2.1 lost the telemetry of much of arm B. |
-- MAGIC | `N2_telemetry_lost_notifications` | `notifications` | The lost telemetry's pushes. |
-- MAGIC | `N3_cross_arm` | `notifications` | A second device showed the other arm's message. |
-- MAGIC | `N4_label_variant` | `notifications` | An old worker writes the arm in its own way. |
-- MAGIC | `N5_utc_clock` | `notifications` | Build 5.1.0 writes UTC instead of local time. |
-- MAGIC | `N6_click_untracked` | `notifications` | The telephone does not tell who limits tracking. |
-- MAGIC | `N7_session_unclosed` | `notifications` | A hanging app closes the session after eight hours. |
-- MAGIC | `N8_retry_duplicate` | `notifications` | The sender retried and wrote the push twice. |
-- MAGIC | `N9_telemetry_lost_logs` | `glucose_logs` | The lost telemetry's values. |
-- MAGIC | `N10_mmol_entry` | `glucose_logs` | The user typed mmol/L. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score app_engagement --template found.csv` writes a file to fill in,
-- MAGIC and `medley score app_engagement --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `N3_cross_arm`
-- MAGIC
-- MAGIC Which pushes showed the message of the other arm?
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
