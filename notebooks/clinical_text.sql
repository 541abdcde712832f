-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Clinical notes, chats and comments: what the keyword tagger gets wrong
-- MAGIC
-- MAGIC Doctors' discharge summaries, telehealth chats and patients' survey comments arrive as free text. A vendor's keyword tagger reports chest pain for every "denies chest pain", finds a third of the shortness of breath because doctors write "c/o SOB", and management concludes from the stars that patients dislike the care. The text says otherwise: bad reviews are about the wait and the parking garage, and gold labels let you measure your own tagger.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `chat_messages` | One row per message of a telehealth chat. |
-- MAGIC | `discharge_summaries` | One row per inpatient discharge. |
-- MAGIC | `survey_responses` | One row per returned survey on a clinic visit. |
-- MAGIC | `encounters` | One row per stay, chat session and clinic visit. |
-- MAGIC | `authors` | Clinicians who write summaries. |
-- MAGIC | `diagnoses` | Codes and labels of principal diagnoses. |
-- MAGIC | `abbreviation_lexicon` | Every short form of one word that clinicians write, with each of its senses. |
-- MAGIC | `key_text_spans` | Gold labels: one row per mention, question, ambiguous short form and topic. |
-- MAGIC | `key_note_truth` | Where summaries contradict the chart. |
-- MAGIC | `key_author_style` | How every author writes. |
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
CREATE WIDGET TEXT schema DEFAULT 'clinical_text';
CREATE WIDGET TEXT key_schema DEFAULT 'clinical_text_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/clinical_text/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW chat_messages AS SELECT * FROM ' || tables_in || 'chat_messages`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW discharge_summaries AS SELECT * FROM ' || tables_in || 'discharge_summaries`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW survey_responses AS SELECT * FROM ' || tables_in || 'survey_responses`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW encounters AS SELECT * FROM ' || tables_in || 'encounters`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW authors AS SELECT * FROM ' || tables_in || 'authors`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW diagnoses AS SELECT * FROM ' || tables_in || 'diagnoses`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW abbreviation_lexicon AS SELECT * FROM ' || tables_in || 'abbreviation_lexicon`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/clinical_text/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_text_spans AS SELECT * FROM ' || tables_in || 'text_spans`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_note_truth AS SELECT * FROM ' || tables_in || 'note_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_author_style AS SELECT * FROM ' || tables_in || 'author_style`';
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
-- MAGIC ### chat_messages
-- MAGIC
-- MAGIC One row per message of a telehealth chat.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `message_id` | BIGINT | Key. encounter_id x 64 + message_no. |
-- MAGIC | `campus_id` | INT | Campus. |
-- MAGIC | `encounter_id` | BIGINT | The session. Joins `encounters`. |
-- MAGIC | `message_no` | SMALLINT | 1, 2, … in true order. |
-- MAGIC | `sender` | STRING | PATIENT or CLINICIAN. |
-- MAGIC | `sent_ts` | TIMESTAMP_NTZ | Local time of sending. |
-- MAGIC | `message_text` | STRING | ASCII. |
-- MAGIC | `event_date` | DATE | Day on which the session began. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM chat_messages LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### discharge_summaries
-- MAGIC
-- MAGIC One row per inpatient discharge.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `note_id` | BIGINT | Key. Same as encounter_id. |
-- MAGIC | `campus_id` | INT | Campus. |
-- MAGIC | `encounter_id` | BIGINT | The stay. Joins `encounters`. |
-- MAGIC | `author_id` | BIGINT | Who signed it. Joins `authors`. |
-- MAGIC | `signed_ts` | TIMESTAMP_NTZ | Local time of signing. |
-- MAGIC | `word_count` | INT | Words of the text as it was written. |
-- MAGIC | `note_text` | STRING | ASCII; sections are lines. |
-- MAGIC | `event_date` | DATE | Day of discharge. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM discharge_summaries LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### survey_responses
-- MAGIC
-- MAGIC One row per returned survey on a clinic visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `response_id` | BIGINT | Key. Same as the visit's encounter_id. |
-- MAGIC | `campus_id` | INT | Campus. |
-- MAGIC | `encounter_id` | BIGINT | The clinic visit. Joins `encounters`. |
-- MAGIC | `channel` | STRING | SMS, WEB or PAPER. |
-- MAGIC | `responded_ts` | TIMESTAMP_NTZ | Local time of the answer; of scanning, if on paper. |
-- MAGIC | `overall_stars` | SMALLINT | 1 to 5, 5 is best. |
-- MAGIC | `comment_text` | STRING | NULL if there is none. |
-- MAGIC | `event_date` | DATE | Day of the visit. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM survey_responses LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### encounters
-- MAGIC
-- MAGIC One row per stay, chat session and clinic visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `encounter_id` | BIGINT | Key. Tells neither time nor type. |
-- MAGIC | `campus_id` | INT | Campus. |
-- MAGIC | `patient_id` | BIGINT | Patient of the campus. |
-- MAGIC | `encounter_type` | STRING | INPATIENT, TELEHEALTH or CLINIC. |
-- MAGIC | `start_ts` | TIMESTAMP_NTZ | Admission, first message, or arrival at the clinic. |
-- MAGIC | `end_ts` | TIMESTAMP_NTZ | Discharge, last message, or end of the visit. |
-- MAGIC | `age_years` | SMALLINT | Of the patient on event_date, 18 to 103. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `principal_icd10` | STRING | INPATIENT: coded diagnosis; else NULL. Joins `diagnoses`. |
-- MAGIC | `temperature_celsius` | DOUBLE | INPATIENT: on admission; else NULL. |
-- MAGIC | `heart_rate_bpm` | SMALLINT | INPATIENT: on admission, beats a minute; else NULL. |
-- MAGIC | `spo2_pct` | SMALLINT | INPATIENT: oxygen saturation on admission, %; else NULL. |
-- MAGIC | `wait_minutes` | INT | CLINIC: minutes from the door to the room; else NULL. |
-- MAGIC | `parking_occupancy_pct` | INT | CLINIC: how full the lot was on arrival, %; else NULL. |
-- MAGIC | `event_date` | DATE | Day of discharge for INPATIENT, else of start_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM encounters LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### authors
-- MAGIC
-- MAGIC Clinicians who write summaries.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `author_id` | BIGINT | Key. campus_id x 100 + 0 to 89. |
-- MAGIC | `campus_id` | INT | Campus. |
-- MAGIC | `role` | STRING | PHYSICIAN, NURSE_PRACTITIONER or RESIDENT. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM authors LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### diagnoses
-- MAGIC
-- MAGIC Codes and labels of principal diagnoses.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `icd10` | STRING | Key. ICD-10-CM code. |
-- MAGIC | `label` | STRING | What authors write. |

-- COMMAND ----------

SELECT * FROM diagnoses LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### abbreviation_lexicon
-- MAGIC
-- MAGIC Every short form of one word that clinicians write, with each of its senses.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `short_form` | STRING | Key. As it is written: SOB, c/o, pt. |
-- MAGIC | `sense` | STRING | Key. What it stands for; some forms have several. |
-- MAGIC | `is_medical` | BOOLEAN | Whether it is the profession's. |

-- COMMAND ----------

SELECT * FROM abbreviation_lexicon LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM chat_messages GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often is "chest pain" in a summary not there?
-- MAGIC
-- MAGIC **The trap:** "no chest pain" and "denies chest pain" side by side are a sixth of it: whole lists stand between the word and what it denies

-- COMMAND ----------

WITH m AS (SELECT regexp_count(lower(note_text), 'chest pain') AS n, regexp_count(lower(note_text), '(no|denies|without) chest pain') AS neg FROM discharge_summaries)
SELECT sum(neg) / sum(n) AS negated_share, avg(CASE WHEN n > 0 THEN 1D ELSE 0D END) AS notes_with_mention FROM m

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `negated_share`: 0.255 ± 0.06
-- MAGIC - `notes_with_mention`: 0.51 ± 0.07
-- MAGIC
-- MAGIC From 200,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH d AS (SELECT translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
m AS (SELECT regexp_count(t, r'(?i)\b(chest pain|cp)\b') AS n,
    regexp_count(t, r'(?i)\b(denies|denied|no|not|without|w/o|negative for)\b(?:(?!\bbut\b)[^.;:])*?\b(chest pain|cp)\b') AS neg
    FROM d)
SELECT sum(neg) / sum(n) AS negated_share, avg(CASE WHEN n > 0 THEN 1D ELSE 0D END) AS
    notes_with_mention FROM m

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a search for "shortness of breath" miss?
-- MAGIC
-- MAGIC **The trap:** the share of notes in which a word stands, not of the mentions: notes that say it twice count once, and notes that never say it count too

-- COMMAND ----------

SELECT avg(IF(note_text LIKE '%SOB%', 1, 0)) AS sob_share, avg(IF(note_text LIKE '%shortness of breath%', 1, 0)) AS literal_share FROM discharge_summaries

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `sob_share`: 0.72 ± 0.07
-- MAGIC - `literal_share`: 0.14 ± 0.05
-- MAGIC
-- MAGIC From 200,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH d AS (SELECT translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
m AS (SELECT sum(regexp_count(t, r'(?i)\bsob\b')) AS sob, sum(regexp_count(t, r'(?i)shortness of breath')) AS lit,
    sum(regexp_count(t, r'(?i)\bdyspnea\b(?! on exertion)')) AS dys FROM d)
SELECT sob / (sob + lit + dys) AS sob_share, lit / (sob + lit + dys) AS literal_share FROM m

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of a note is shorthand, and whose?
-- MAGIC
-- MAGIC **The trap:** matching without stripping punctuation loses nearly a third

-- COMMAND ----------

WITH w AS (SELECT author_id, explode(split(lower(note_text), r'\s+')) AS w FROM discharge_summaries),
c AS (SELECT w.author_id, CASE WHEN l.s IS NULL THEN 0D ELSE 1D END AS hit FROM w LEFT JOIN (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon) l ON l.s = w.w)
SELECT avg(hit) AS abbreviation_share FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `abbreviation_share`: 0.173 ± 0.025
-- MAGIC - `between_authors`: 0.053 ± 0.02
-- MAGIC
-- MAGIC From 200,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH w AS (SELECT author_id, explode(split(lower(note_text), r'\s+')) AS w FROM discharge_summaries),
l AS (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon),
c AS (SELECT w.author_id, CASE WHEN l.s IS NULL THEN 0D ELSE 1D END AS hit FROM (SELECT author_id,
    regexp_replace(w, r'^[.,:;()]+|[.,:;()]+$', '') AS w FROM w WHERE w <> '') w
    LEFT JOIN l ON l.s = w.w),
a AS (SELECT author_id, avg(hit) AS share, count(*) AS n FROM c GROUP BY author_id)
SELECT sum(share * n) / sum(n) AS abbreviation_share, stddev(CASE WHEN n >= 1000 THEN share END) AS
    between_authors FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What drives bad reviews?
-- MAGIC
-- MAGIC **The trap:** all comments in one pot: what the content praise drowns what the angry complain about

-- COMMAND ----------

WITH h AS (SELECT CAST(t RLIKE r'(?i)\bwait' AS INT) AS wt, CAST(t RLIKE r'(?i)parking' AS INT) AS pk, CAST(t RLIKE r'(?i)\bbill|copay|charges' AS INT) AS bl, CAST(t RLIKE r'(?i)front desk|receptionist|\bstaff\b|like a child' AS INT) AS st,
    CAST(t RLIKE r'(?i)explained|three different things|returned my calls|instructions' AS INT) AS cm, CAST(t RLIKE r'(?i)the room was|bathroom|noisy|chairs|clean rooms|building|lobby' AS INT) AS fc, CAST(t RLIKE r'(?i)appointment\.|rescheduled|to schedule' AS INT) AS sc,
    CAST(t RLIKE r'(?i)doctor (did|listened)|treatment|trust the doctor|Dr\.|medical care|nurse practitioner' AS INT) AS cr FROM (SELECT comment_text AS t FROM survey_responses WHERE comment_text IS NOT NULL))
SELECT sum(wt) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS wait_share, sum(pk) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS parking_share, sum(cr) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS care_share_negative FROM h

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `wait_share`: 0.345 ± 0.04
-- MAGIC - `parking_share`: 0.165 ± 0.03
-- MAGIC - `next_topic_share`: 0.11 ± 0.03
-- MAGIC - `care_share_negative`: 0.115 ± 0.03
-- MAGIC - `care_share_positive`: 0.43 ± 0.06
-- MAGIC
-- MAGIC From 300,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH c AS (SELECT overall_stars AS s, comment_text AS t FROM survey_responses
    WHERE comment_text IS NOT NULL),
h AS (SELECT s, CAST(t RLIKE r'(?i)\bwait' AS INT) AS wt, CAST(t RLIKE r'(?i)parking' AS INT) AS pk,
    CAST(t RLIKE r'(?i)\bbill|copay|charges' AS INT) AS bl,
    CAST(t RLIKE r'(?i)front desk|receptionist|\bstaff\b|like a child' AS INT) AS st,
    CAST(t RLIKE r'(?i)explained|three different things|returned my calls|instructions' AS INT) AS cm,
    CAST(t RLIKE r'(?i)the room was|bathroom|noisy|chairs|clean rooms|building|lobby' AS INT) AS fc,
    CAST(t RLIKE r'(?i)appointment\.|rescheduled|to schedule' AS INT) AS sc,
    CAST(t RLIKE r'(?i)doctor (did|listened)|treatment|trust the doctor|Dr\.|medical care|nurse practitioner' AS INT) AS cr
    FROM c),
x AS (SELECT s <= 2 AS neg, sum(wt) AS wt, sum(pk) AS pk, sum(cr) AS cr,
    greatest(sum(bl), sum(st), sum(cm), sum(fc), sum(sc)) AS third,
    sum(wt + pk + bl + st + cm + fc + sc + cr) AS hits FROM h WHERE s <> 3 GROUP BY s <= 2)
SELECT max(CASE WHEN neg THEN wt / hits END) AS wait_share, max(CASE WHEN neg THEN pk / hits END) AS
    parking_share, max(CASE WHEN neg THEN third / hits END) AS next_topic_share, max(CASE WHEN neg
    THEN cr / hits END) AS care_share_negative, max(CASE WHEN NOT neg THEN cr / hits END) AS
    care_share_positive FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is it really the garage?
-- MAGIC
-- MAGIC **The trap:** the hour of the day taken for the lot: from 10 to 14 h one comment in five names parking, when the lot is full it is one in three

-- COMMAND ----------

SELECT avg(CASE WHEN hour(e.start_ts) BETWEEN 10 AND 14 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_full, avg(CASE WHEN hour(e.start_ts) NOT BETWEEN 10 AND 14 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_free
FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id WHERE s.comment_text IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `lot_full`: 0.35 ± 0.07
-- MAGIC - `lot_free`: 0.013 ± 0.012
-- MAGIC
-- MAGIC From 300,000 rows of `chat_messages` on.

-- COMMAND ----------

SELECT avg(CASE WHEN e.parking_occupancy_pct >= 95 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_full,
    avg(CASE WHEN e.parking_occupancy_pct < 85 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_free
FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id
WHERE s.comment_text IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who says "chest pain" in a chat?
-- MAGIC
-- MAGIC **The trap:** only a bare "no" counted as an answer: people say more than that; and a keyword alarm on chats is wrong nine times in ten

-- COMMAND ----------

WITH n AS (SELECT sender, message_text, lead(message_text) OVER (PARTITION BY encounter_id ORDER BY sent_ts) AS reply FROM chat_messages)
SELECT avg(CASE WHEN sender = 'CLINICIAN' THEN 1D ELSE 0D END) AS clinician_share, avg(CASE WHEN sender = 'CLINICIAN' AND message_text RLIKE r'\?$' THEN CAST(lower(reply) IN ('no', 'no.') AS INT) END) AS answered_no
FROM n WHERE message_text RLIKE r'(?i)chest pain|\bCP\b|tightness in my chest|pain in my chest'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `clinician_share`: 0.925 ± 0.04
-- MAGIC - `answered_no`: 0.92 ± 0.05
-- MAGIC
-- MAGIC From 200,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, message_text
    FROM chat_messages),
n AS (SELECT sender, message_text, lead(message_text) OVER (PARTITION BY encounter_id ORDER BY
    message_no) AS reply FROM c)
SELECT avg(CASE WHEN sender = 'CLINICIAN' THEN 1D ELSE 0D END) AS clinician_share,
    avg(CASE WHEN sender = 'CLINICIAN' AND message_text RLIKE r'\?$' THEN CAST(reply RLIKE r'(?i)^no' AS INT) END) AS answered_no
FROM n WHERE message_text RLIKE r'(?i)chest pain|\bCP\b|tightness in my chest|pain in my chest'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do note and chart agree?
-- MAGIC
-- MAGIC **The trap:** truncated, wrapped and upper-case notes need a pattern that does not mind case and line ends

-- COMMAND ----------

WITH x AS (SELECT CAST(nullif(regexp_extract(d.note_text, r'\b(?:[Tt]emperature|T) ([0-9]{2}\.[0-9])', 1), '') AS DOUBLE) AS temp, e.temperature_celsius AS chart, CASE WHEN d.note_text LIKE concat('%: ', g.label, '.%') THEN 1D ELSE 0D END AS same_label
    FROM discharge_summaries d JOIN encounters e ON e.encounter_id = d.encounter_id JOIN diagnoses g ON g.icd10 = e.principal_icd10)
SELECT avg(CASE WHEN abs(temp - chart) < 0.05 THEN 1D ELSE 0D END) AS temperature_agrees, avg(same_label) AS label_agrees FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `temperature_agrees`: 0.97 ± 0.012
-- MAGIC - `label_agrees`: 0.95 ± 0.015
-- MAGIC
-- MAGIC From 200,000 rows of `chat_messages` on.

-- COMMAND ----------

WITH d AS (SELECT encounter_id, translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
x AS (SELECT CAST(nullif(regexp_extract(d.t, r'(?i)\b(?:temperature|t) ([0-9]{2}\.[0-9])', 1), '')
    AS DOUBLE) AS temp, e.temperature_celsius AS chart,
    CASE WHEN lower(d.t) LIKE concat('%: ', lower(g.label), '.%') THEN 1D ELSE 0D END AS same_label
    FROM d JOIN encounters e ON e.encounter_id = d.encounter_id
    JOIN diagnoses g ON g.icd10 = e.principal_icd10)
SELECT avg(CASE WHEN temp IS NOT NULL THEN CASE WHEN abs(temp - chart) < 0.05 THEN 1D ELSE 0D END
    END) AS temperature_agrees, avg(same_label) AS label_agrees FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `note_all_caps` | `discharge_summaries` | The old dictation system writes capitals. | `_dictates` | 0.75 |
-- MAGIC | `note_hard_wrap` | `discharge_summaries` | The interface ends a line at the first space after 80 characters. | `_wraps` | 0.5 |
-- MAGIC | `note_truncated` | `discharge_summaries` | The interface takes 1,200 characters. | `_cuts AND length(note_text) > 1200` | 0.6 |
-- MAGIC | `attending_cosign` | `discharge_summaries` | A resident's note is filed under the attending physician. | `_rounds` | 0.8 |
-- MAGIC | `survey_scale_flipped` | `survey_responses` | A batch of paper forms is read with 1 as best. | `channel = 'PAPER' AND _flipped_batch` | 0.8 |
-- MAGIC | `survey_unlinked` | `survey_responses` | The vendor's feed lost the visit. | `_link_lost` | 0.5 |
-- MAGIC | `chat_clock_skew` | `chat_messages` | The patient's telephone is slow. | `sender = 'PATIENT' AND _skewed` | 1 |
-- MAGIC | `chat_resent` | `chat_messages` | A bad line sends the message twice. | `sender = 'PATIENT' AND _bad_line` | 0.2 |

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
-- MAGIC ## A hunt for `chat_clock_skew`
-- MAGIC
-- MAGIC Which messages were stamped by a telephone that is slow?
-- MAGIC
-- MAGIC **The trap:** a message sent before the one that it answers is impossible, but whoever takes longer to write than the telephone is slow has a possible time; it is slow for the whole session

-- COMMAND ----------

WITH m AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, sent_ts FROM chat_messages),
l AS (SELECT *, lag(sent_ts) OVER (PARTITION BY encounter_id ORDER BY message_no) AS before_ts FROM m)
SELECT 'chat_messages' AS table_name, message_id AS row_key, 'sent_ts' AS column_name, 'chat_clock_skew' AS stage_id
FROM l WHERE sent_ts < before_ts

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.95. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql clinical_text --as csv "<the query>" > found.csv
-- MAGIC medley score clinical_text --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH m AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, sent_ts FROM chat_messages),
l AS (SELECT *, lag(sent_ts) OVER (PARTITION BY encounter_id ORDER BY message_no) AS before_ts FROM m),
s AS (SELECT DISTINCT encounter_id FROM l WHERE sender = 'PATIENT' AND sent_ts < before_ts)
SELECT 'chat_messages' AS table_name, message_id AS row_key, 'sent_ts' AS column_name, 'chat_clock_skew' AS stage_id
FROM m JOIN s USING (encounter_id) WHERE sender = 'PATIENT'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score clinical_text` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore clinical_text` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify clinical_text` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
