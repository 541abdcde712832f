-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Patient support: why people stop injecting, and what they say on the phone
-- MAGIC
-- MAGIC A support line for six injectable drugs: nurses teach the injection, case managers fight with insurers, copay cards soften the bill. Four starters in ten have left by the end, and "40% of drop-offs mention needle fear or copay too high" is true - if you read patients rather than keywords, and see that every fifth patient who stays says the same. Find out who leaves and why, which help works for whom, and whether side effects told on the phone reach drug safety in time.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `calls` | One row per call. |
-- MAGIC | `fills` | One row per dispensed supply of 28 days. |
-- MAGIC | `enrollments` | One row per patient. |
-- MAGIC | `pv_reports` | One row per report to drug safety. |
-- MAGIC | `agents` | One row per agent. |
-- MAGIC | `drugs` | One row per drug. |
-- MAGIC | `key_call_truth` | What is true of every call. |
-- MAGIC | `key_text_spans` | One row per gold span of a snippet. |
-- MAGIC | `key_patient_cycles` | One row per patient and fill. |
-- MAGIC | `key_patient_truth` | What is true of every patient. |
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
CREATE WIDGET TEXT schema DEFAULT 'patient_support';
CREATE WIDGET TEXT key_schema DEFAULT 'patient_support_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/patient_support/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW calls AS SELECT * FROM ' || tables_in || 'calls`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW fills AS SELECT * FROM ' || tables_in || 'fills`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW enrollments AS SELECT * FROM ' || tables_in || 'enrollments`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW pv_reports AS SELECT * FROM ' || tables_in || 'pv_reports`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW agents AS SELECT * FROM ' || tables_in || 'agents`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW drugs AS SELECT * FROM ' || tables_in || 'drugs`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/patient_support/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_call_truth AS SELECT * FROM ' || tables_in || 'call_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_text_spans AS SELECT * FROM ' || tables_in || 'text_spans`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_patient_cycles AS SELECT * FROM ' || tables_in || 'patient_cycles`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_patient_truth AS SELECT * FROM ' || tables_in || 'patient_truth`';
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
-- MAGIC One row per call.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call; numbers of a pod rise with time. |
-- MAGIC | `patient_id` | BIGINT | Patient; NULL if the caller was not identified. Joins `enrollments`. |
-- MAGIC | `drug_name` | STRING | Brand as typed. |
-- MAGIC | `agent_id` | BIGINT | Who ended the call; NULL for a voicemail of a patient. Joins `agents`. |
-- MAGIC | `call_start_ts` | TIMESTAMP_NTZ | When the call was answered or recorded. |
-- MAGIC | `call_direction` | STRING | INBOUND or OUTBOUND. |
-- MAGIC | `call_category` | STRING | BILLING, INSURANCE, SHIPMENT, INJECTION_TRAINING, SIDE_EFFECT, OTHER, or ADHERENCE (outbound only). |
-- MAGIC | `call_outcome` | STRING | COMPLETED, VOICEMAIL or DISCONNECTED. |
-- MAGIC | `transferred` | BOOLEAN | Whether the call was handed to a second agent. |
-- MAGIC | `call_duration_seconds` | INT | Seconds on the line. |
-- MAGIC | `transcript_snippet` | STRING | Excerpt of the transcript in turns, A: agent, P: patient; NULL if DISCONNECTED. |
-- MAGIC | `sentiment_score` | DOUBLE | -1 to 1 by the speech engine; NULL unless COMPLETED. |
-- MAGIC | `speech_engine` | STRING | SE-1, VX-2.0 or VX-2.1. |
-- MAGIC | `script_version` | STRING | v1 or v2. |
-- MAGIC | `adverse_event_flag` | BOOLEAN | Whether the agent ticked "adverse event". |
-- MAGIC | `event_date` | DATE | True day of the call. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM calls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### fills
-- MAGIC
-- MAGIC One row per dispensed supply of 28 days.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `fill_id` | BIGINT | Key. Fill; numbers of a pod are shuffled. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `enrollments`. |
-- MAGIC | `fill_no` | SMALLINT | 1 for the patient's first fill. |
-- MAGIC | `drug_name` | STRING | Brand. |
-- MAGIC | `days_supply` | SMALLINT | Days that the supply lasts: 28. |
-- MAGIC | `copay_usd` | DECIMAL(9,2) | Copay that the plan asks. |
-- MAGIC | `card_paid_usd` | DECIMAL(9,2) | What the copay card paid of it. |
-- MAGIC | `patient_paid_usd` | DECIMAL(9,2) | What the patient paid of it. |
-- MAGIC | `event_date` | DATE | Day of dispensing. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM fills LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### enrollments
-- MAGIC
-- MAGIC One row per patient.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient. |
-- MAGIC | `pod_id` | INT | Pod, from 0. |
-- MAGIC | `drug_name` | STRING | Brand. |
-- MAGIC | `age_years` | SMALLINT | Age at enrolment. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `payer_type` | STRING | COMMERCIAL, MEDICARE or MEDICAID. |
-- MAGIC | `copay_tier` | STRING | LOW, MID or HIGH. |
-- MAGIC | `prior_injectable` | BOOLEAN | Whether the patient has injected another drug before. |
-- MAGIC | `injection_confidence` | SMALLINT | 1 (none) to 5, on the enrolment form. |
-- MAGIC | `training_sessions` | SMALLINT | Sessions with a nurse before the first dose, 0 to 3. |
-- MAGIC | `copay_card_date` | DATE | From when a copay card is valid; NULL without one. |
-- MAGIC | `service_level` | STRING | HIGH_TOUCH or STANDARD, by the toss of a coin. |
-- MAGIC | `event_date` | DATE | Day of enrolment. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM enrollments LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### pv_reports
-- MAGIC
-- MAGIC One row per report to drug safety.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `report_id` | BIGINT | Key. Report; the number of its call. |
-- MAGIC | `call_id` | BIGINT | Call in which the side effect was told. Joins `calls`. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `enrollments`. |
-- MAGIC | `drug_name` | STRING | Brand. |
-- MAGIC | `received_ts` | TIMESTAMP_NTZ | Start of the call. |
-- MAGIC | `reported_ts` | TIMESTAMP_NTZ | When the report was sent. |
-- MAGIC | `event_term` | STRING | What happened, as coded. |
-- MAGIC | `is_serious` | BOOLEAN | Whether it counts as serious. |
-- MAGIC | `detected_by` | STRING | AGENT or QA_REVIEW. |
-- MAGIC | `event_date` | DATE | Day of the call. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM pv_reports LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### agents
-- MAGIC
-- MAGIC One row per agent.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `agent_id` | BIGINT | Key. Agent. |
-- MAGIC | `pod_id` | INT | Pod. |
-- MAGIC | `agent_role` | STRING | NURSE or CASE_MANAGER. |
-- MAGIC | `hire_date` | DATE | Day of hiring. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM agents LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### drugs
-- MAGIC
-- MAGIC One row per drug.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `brand_name` | STRING | Key. Brand, fictitious. |
-- MAGIC | `generic_name` | STRING | Generic name, fictitious. |
-- MAGIC | `indication` | STRING | Disease. |
-- MAGIC | `device_type` | STRING | AUTOINJECTOR, PREFILLED_SYRINGE or PEN. |

-- COMMAND ----------

SELECT * FROM drugs LIMIT 20

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
-- MAGIC ### Do 40 % of those who leave say needle fear or copay too high?
-- MAGIC
-- MAGIC One row with `leavers_said`, `retained_said`, `said_more_when_asked`, `left_more_when_asked`, `leavers_keyword`, `retained_keyword`, from `calls`, `fills`, `enrollments`. From 500,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: 'needle' or 'copay' anywhere, agent included, finds three leavers in four and every second who stays; and not all who say it left for it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Did script v2 cure the fear of needles? The word and the fear in patients' first 90 days, new over old.
-- MAGIC
-- MAGIC One row with `word_ratio`, `fear_ratio`, from `calls`, `enrollments`. From 500,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: counting the word in all calls of both scripts: v2 does not ask, so nobody says it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the card keep patients (180 days, card before the first fill)?
-- MAGIC
-- MAGIC One row with `high_difference`, `mid_difference`, `low_difference`, `naive_difference`, from `fills`, `enrollments`. From 500,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: with against without over all patients shows a sixth of the truth: the card goes where the bill is high.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does training before the first dose keep patients (180 days, standardised by confidence)?
-- MAGIC
-- MAGIC One row with `left_0`, `left_1`, `left_2_plus`, `experienced_difference`, `naive_difference`, from `fills`, `enrollments`. From 500,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: two and more against none over all patients shows nothing: nurses are sent to the fearful.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do side effects reach drug safety within one business day?
-- MAGIC
-- MAGIC One row with `late_share`, `late_by_calendar`, `unreported_v1`, `unreported_v2`, from `calls`, `pv_reports`. From 400,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: calendar days call half as many again late; SIDE_EFFECT calls alone look clean.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the last call sound different before somebody leaves (60 days up to run-out)?
-- MAGIC
-- MAGIC One row with `leavers`, `retained`, `all_calls`, `naive_mean`, from `calls`, `fills`. From 400,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: mean of the raw score: VX-2.0 counts 0-100.

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
-- MAGIC | `utc_clock` | `calls` | The pod's telephone system keeps UTC until it is set right. |
-- MAGIC | `new_agent_category` | `calls` | New agents do not know the list. |
-- MAGIC | `lazy_category` | `calls` | OTHER is quicker. |
-- MAGIC | `default_category` | `calls` | The list was left at its first entry. |
-- MAGIC | `asr_garble` | `calls` | The recogniser mishears a poor line. |
-- MAGIC | `speaker_tags_lost` | `calls` | The engine did not tell the speakers apart. |
-- MAGIC | `sentiment_rescaled` | `calls` | A release of the engine counts from 0 to 100. |
-- MAGIC | `sentiment_missing` | `calls` | The scoring service was down. |
-- MAGIC | `caller_unverified` | `calls` | Somebody called for the patient and was not identified. |
-- MAGIC | `shared_login` | `calls` | A login that is nobody's. |
-- MAGIC | `drug_spelling` | `calls` | Capitals, the generic name, the device, or two letters swapped. |
-- MAGIC | `transfer_double_log` | `calls` | Both agents logged the call. |
-- MAGIC | `feed_gap` | `fills` | Most of a day's fills never came. |
-- MAGIC | `feed_resend` | `fills` | A day's file was sent again. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score patient_support --template found.csv` writes a file to fill in,
-- MAGIC and `medley score patient_support --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `utc_clock`
-- MAGIC
-- MAGIC Which calls were stamped by a telephone system that keeps UTC?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9, from 100,000 rows of `calls` on.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
