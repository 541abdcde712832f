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
-- MAGIC **The trap:** 'needle' or 'copay' anywhere, agent included, finds three leavers in four and every second who stays; and not all who say it left for it

-- COMMAND ----------

WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, IF(run_out < date_sub(last_day, 60), 1, 0) AS l, least(run_out, date_sub(last_day, 60)) AS d FROM s),
p AS (SELECT i.patient_id, i.l, max(IF(lower(c.transcript_snippet) RLIKE 'needle|copay', 1, 0)) AS kw FROM i LEFT JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 120) AND date_add(i.d, 30) GROUP BY ALL)
SELECT avg(kw) FILTER (WHERE l = 1) AS leavers_said, avg(kw) FILTER (WHERE l = 0) AS retained_said FROM p

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `leavers_said`: 0.40 ± 0.035
-- MAGIC - `retained_said`: 0.195 ± 0.035
-- MAGIC - `said_more_when_asked`: 0.08 ± 0.03
-- MAGIC - `left_more_when_asked`: 0 ± 0.025
-- MAGIC - `leavers_keyword`: 0.75 ± 0.07
-- MAGIC - `retained_keyword`: 0.51 ± 0.10
-- MAGIC
-- MAGIC From 500,000 rows of `calls` on.

-- COMMAND ----------

WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, IF(run_out < date_sub(last_day, 60), 1, 0) AS l, least(run_out, date_sub(last_day, 60)) AS d FROM s),
c AS (SELECT i.patient_id, i.l, lower(c.transcript_snippet) AS t FROM i LEFT JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 120) AND date_add(i.d, 30)),
h AS (SELECT patient_id, l, t RLIKE 'needle|copay' AS keyword, exists(split(regexp_replace(t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k -> (
        k RLIKE r'\b(needle|shot|injection|jab)s?\b|\b(inject|stick|pok|prick)' AND k RLIKE r'scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself|freeze|putting off'
        OR k RLIKE r'copay|\bcosts?\b|\bbill\b|price|dollars|\bpay|out of pocket|expensive|afford' AND k RLIKE r'too (high|much|expensive|steep)|can.t|afford|kill|went up|doubled|crazy|outrageous|budget')
        AND NOT k RLIKE r'\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\b') AS hit FROM c),
p AS (SELECT h.patient_id, l, e.service_level = 'HIGH_TOUCH' AS high, max(IF(hit, 1, 0)) AS said, max(IF(keyword, 1, 0)) AS kw FROM h JOIN enrollments e ON e.patient_id = h.patient_id GROUP BY ALL)
SELECT avg(said) FILTER (WHERE l = 1) AS leavers_said, avg(said) FILTER (WHERE l = 0) AS retained_said, avg(said) FILTER (WHERE high) - avg(said) FILTER (WHERE NOT high) AS said_more_when_asked,
       avg(l) FILTER (WHERE high) - avg(l) FILTER (WHERE NOT high) AS left_more_when_asked, avg(kw) FILTER (WHERE l = 1) AS leavers_keyword, avg(kw) FILTER (WHERE l = 0) AS retained_keyword FROM p

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Did script v2 cure the fear of needles? The word and the fear in patients' first 90 days, new over old.
-- MAGIC
-- MAGIC **The trap:** counting the word in all calls of both scripts: v2 does not ask, so nobody says it

-- COMMAND ----------

SELECT avg(IF(lower(transcript_snippet) RLIKE 'needle', 1, 0)) FILTER (WHERE script_version = 'v2') / avg(IF(lower(transcript_snippet) RLIKE 'needle', 1, 0)) FILTER (WHERE script_version = 'v1') AS fear_ratio
FROM calls WHERE call_outcome = 'COMPLETED'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `word_ratio`: 0.53 ± 0.12
-- MAGIC - `fear_ratio`: 1.02 ± 0.11
-- MAGIC
-- MAGIC From 500,000 rows of `calls` on.

-- COMMAND ----------

WITH x AS (SELECT min(event_date) AS d FROM calls WHERE script_version = 'v2'),
c AS (SELECT DISTINCT c.call_id, e.event_date >= x.d AS new, lower(c.transcript_snippet) AS t FROM calls c JOIN enrollments e ON e.patient_id = c.patient_id CROSS JOIN x
      WHERE c.call_outcome = 'COMPLETED' AND c.transcript_snippet RLIKE r'\b[AP]: ' AND c.event_date <= date_add(e.event_date, 90) AND (e.event_date >= x.d OR e.event_date < date_sub(x.d, 90))),
h AS (SELECT new, IF(t RLIKE 'needle', 1, 0) AS kw, IF(exists(split(regexp_replace(t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k ->
        k RLIKE r'\b(needle|shot|injection|jab)s?\b|\b(inject|stick|pok|prick)' AND k RLIKE r'scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself|freeze|putting off'
        AND NOT k RLIKE r'\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\b'), 1, 0) AS hit FROM c)
SELECT avg(kw) FILTER (WHERE new) / avg(kw) FILTER (WHERE NOT new) AS word_ratio, avg(hit) FILTER (WHERE new) / avg(hit) FILTER (WHERE NOT new) AS fear_ratio FROM h

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the card keep patients (180 days, card before the first fill)?
-- MAGIC
-- MAGIC **The trap:** with against without over all patients shows a sixth of the truth: the card goes where the bill is high

-- COMMAND ----------

WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT coalesce(e.copay_card_date <= s.d, false) AS card, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE card) - avg(l) FILTER (WHERE NOT card) AS high_difference FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `high_difference`: -0.13 ± 0.05
-- MAGIC - `mid_difference`: -0.06 ± 0.045
-- MAGIC - `low_difference`: 0 ± 0.045
-- MAGIC - `naive_difference`: -0.022 ± 0.02
-- MAGIC
-- MAGIC From 500,000 rows of `calls` on.

-- COMMAND ----------

WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.copay_tier AS tier, e.payer_type = 'COMMERCIAL' AS com, coalesce(e.copay_card_date <= s.d, false) AS card, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE com AND card AND tier = 'HIGH') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'HIGH') AS high_difference,
       avg(l) FILTER (WHERE com AND card AND tier = 'MID') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'MID') AS mid_difference,
       avg(l) FILTER (WHERE com AND card AND tier = 'LOW') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'LOW') AS low_difference, avg(l) FILTER (WHERE card) - avg(l) FILTER (WHERE NOT card) AS naive_difference FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does training before the first dose keep patients (180 days, standardised by confidence)?
-- MAGIC
-- MAGIC **The trap:** two and more against none over all patients shows nothing: nurses are sent to the fearful

-- COMMAND ----------

WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.training_sessions AS n, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE n = 0) AS left_0, avg(l) FILTER (WHERE n = 1) AS left_1, avg(l) FILTER (WHERE n >= 2) AS left_2_plus FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `left_0`: 0.42 ± 0.045
-- MAGIC - `left_1`: 0.35 ± 0.04
-- MAGIC - `left_2_plus`: 0.32 ± 0.04
-- MAGIC - `experienced_difference`: 0 ± 0.035
-- MAGIC - `naive_difference`: 0 ± 0.025
-- MAGIC
-- MAGIC From 500,000 rows of `calls` on.

-- COMMAND ----------

WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.prior_injectable AS prior, e.injection_confidence AS conf, e.training_sessions AS n, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills)),
g AS (SELECT NOT prior AND conf <= 2 AS unsure, prior AND conf >= 2 AS expert, count(*) AS w, avg(l) FILTER (WHERE n = 0) AS r0, avg(l) FILTER (WHERE n = 1) AS r1,
             avg(l) FILTER (WHERE n >= 2) AS r2, avg(l) FILTER (WHERE n >= 1) AS rt FROM k GROUP BY prior, conf)
SELECT sum(IF(unsure, w * r0, 0)) / sum(IF(unsure, w, 0)) AS left_0, sum(IF(unsure, w * r1, 0)) / sum(IF(unsure, w, 0)) AS left_1, sum(IF(unsure, w * r2, 0)) / sum(IF(unsure, w, 0)) AS left_2_plus,
       sum(IF(expert, w * (rt - r0), 0)) / sum(IF(expert, w, 0)) AS experienced_difference, (SELECT avg(l) FILTER (WHERE n >= 2) - avg(l) FILTER (WHERE n = 0) FROM k) AS naive_difference FROM g

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do side effects reach drug safety within one business day?
-- MAGIC
-- MAGIC **The trap:** calendar days call half as many again late; SIDE_EFFECT calls alone look clean

-- COMMAND ----------

SELECT avg(IF(datediff(reported_ts, event_date) > 1, 1, 0)) AS late_share FROM pv_reports

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `late_share`: 0.122 ± 0.015
-- MAGIC - `late_by_calendar`: 0.18 ± 0.015
-- MAGIC - `unreported_v1`: 0.325 ± 0.05
-- MAGIC - `unreported_v2`: 0.16 ± 0.05
-- MAGIC
-- MAGIC From 400,000 rows of `calls` on.

-- COMMAND ----------

WITH w AS (SELECT event_date AS d, row_number() OVER (ORDER BY event_date) AS n FROM (SELECT DISTINCT event_date FROM calls WHERE call_outcome = 'COMPLETED')),
b AS (SELECT r.call_id, datediff(r.reported_ts, r.event_date) AS days, t.n - f.n AS working_days FROM pv_reports r JOIN w f ON f.d = r.event_date JOIN w t ON t.d = CAST(r.reported_ts AS DATE)),
c AS (SELECT DISTINCT call_id, script_version AS v, lower(transcript_snippet) AS t FROM calls WHERE call_outcome = 'COMPLETED' AND call_category <> 'SIDE_EFFECT'),
a AS (SELECT c.v, IF(b.call_id IS NULL, 1, 0) AS missed FROM c LEFT JOIN b ON b.call_id = c.call_id
      WHERE exists(split(regexp_replace(c.t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k -> NOT k RLIKE r'\b(isn.t|haven.t|not|no|never)\b'
        AND k RLIKE r'rash|hives|nausea|headache|dizzy|swelling|itching|fever|diarrhea|joint pain|hair coming|bruise|infection|chills|vomiting|muscle aches'))
SELECT (SELECT avg(IF(working_days > 1, 1, 0)) FROM b) AS late_share, (SELECT avg(IF(days > 1, 1, 0)) FROM b) AS late_by_calendar,
       avg(missed) FILTER (WHERE v = 'v1') AS unreported_v1, avg(missed) FILTER (WHERE v = 'v2') AS unreported_v2 FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the last call sound different before somebody leaves (60 days up to run-out)?
-- MAGIC
-- MAGIC **The trap:** mean of the raw score: VX-2.0 counts 0-100

-- COMMAND ----------

WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, run_out < date_sub(last_day, 60) AS has_left, least(run_out, date_sub(last_day, 60)) AS d FROM s),
l AS (SELECT i.patient_id, i.has_left, max_by(c.sentiment_score, c.call_id) AS tone FROM i JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 60) AND i.d WHERE c.sentiment_score IS NOT NULL GROUP BY ALL)
SELECT (SELECT avg(tone) FROM l WHERE has_left) AS leavers, (SELECT avg(tone) FROM l WHERE NOT has_left) AS retained, (SELECT avg(sentiment_score) FROM calls) AS all_calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `leavers`: -0.08 ± 0.04
-- MAGIC - `retained`: 0.14 ± 0.04
-- MAGIC - `all_calls`: 0.075 ± 0.03
-- MAGIC - `naive_mean`: 5.6 ± 1.2
-- MAGIC
-- MAGIC From 400,000 rows of `calls` on.

-- COMMAND ----------

WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, run_out < date_sub(last_day, 60) AS has_left, least(run_out, date_sub(last_day, 60)) AS d FROM s),
c AS (SELECT DISTINCT call_id, patient_id, event_date, sentiment_score AS raw, IF(speech_engine = 'VX-2.0', (sentiment_score - 50) / 50, sentiment_score) AS tone FROM calls WHERE sentiment_score IS NOT NULL),
l AS (SELECT i.patient_id, i.has_left, max_by(c.tone, c.call_id) AS tone FROM i JOIN c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 60) AND i.d GROUP BY ALL)
SELECT (SELECT avg(tone) FROM l WHERE has_left) AS leavers, (SELECT avg(tone) FROM l WHERE NOT has_left) AS retained, avg(tone) AS all_calls, avg(raw) AS naive_mean FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `utc_clock` | `calls` | The pod's telephone system keeps UTC until it is set right. | `_legacy_clock` | 1 |
-- MAGIC | `new_agent_category` | `calls` | New agents do not know the list. | `_new_agent AND call_category <> 'OTHER'` | 0.18 |
-- MAGIC | `lazy_category` | `calls` | OTHER is quicker. | `_lazy_pick AND agent_id IS NOT NULL AND call_category <> 'OTHER'` | 1 |
-- MAGIC | `default_category` | `calls` | The list was left at its first entry. | `_first_pick AND agent_id IS NOT NULL AND call_category <> 'BILLING'` | 1 |
-- MAGIC | `asr_garble` | `calls` | The recogniser mishears a poor line. | `_heard_text IS NOT NULL AND transcript_snippet IS NOT NULL` | 0.6 |
-- MAGIC | `speaker_tags_lost` | `calls` | The engine did not tell the speakers apart. | `_tags_bad AND transcript_snippet IS NOT NULL` | 0.4 |
-- MAGIC | `sentiment_rescaled` | `calls` | A release of the engine counts from 0 to 100. | `speech_engine = 'VX-2.0' AND sentiment_score IS NOT NULL` | 1 |
-- MAGIC | `sentiment_missing` | `calls` | The scoring service was down. | `_sentiment_bad AND sentiment_score IS NOT NULL` | 0.4 |
-- MAGIC | `caller_unverified` | `calls` | Somebody called for the patient and was not identified. | `_proxy_caller` | 0.45 |
-- MAGIC | `shared_login` | `calls` | A login that is nobody's. | `_shared_login AND agent_id IS NOT NULL` | 1 |
-- MAGIC | `drug_spelling` | `calls` | Capitals, the generic name, the device, or two letters swapped. | all | 0.12 |
-- MAGIC | `transfer_double_log` | `calls` | Both agents logged the call. | `transferred` | 0.15 |
-- MAGIC | `feed_gap` | `fills` | Most of a day's fills never came. | `_gap_day` | 0.75 |
-- MAGIC | `feed_resend` | `fills` | A day's file was sent again. | `_resend_day` | 0.75 |

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
-- MAGIC Which calls were stamped by a telephone system that keeps UTC?
-- MAGIC
-- MAGIC **The trap:** at impossible hours stand only the calls of the late afternoon, the rest of the pod's day looks like a day, and some people do call at night; a clock is wrong for a whole pod and week

-- COMMAND ----------

SELECT 'calls' AS table_name, call_id AS row_key, 'call_start_ts' AS column_name, 'utc_clock' AS stage_id
FROM calls WHERE hour(call_start_ts) NOT BETWEEN 6 AND 20 OR CAST(call_start_ts AS DATE) <> event_date

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9, from 100,000 rows of `calls` on. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql patient_support --as csv "<the query>" > found.csv
-- MAGIC medley score patient_support --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH c AS (SELECT call_id, pod_id, trunc(c.event_date, 'WEEK') AS week, CAST(hour(call_start_ts) NOT BETWEEN 6 AND 19 OR CAST(call_start_ts AS DATE) <> c.event_date AS INT) AS is_odd FROM calls c JOIN enrollments e ON e.patient_id = c.patient_id),
w AS (SELECT pod_id, week FROM c GROUP BY pod_id, week HAVING avg(is_odd) > 0.15)
SELECT 'calls' AS table_name, call_id AS row_key, 'call_start_ts' AS column_name, 'utc_clock' AS stage_id
FROM c JOIN w USING (pod_id, week)

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score patient_support` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore patient_support` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify patient_support` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
