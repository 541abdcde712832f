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
-- MAGIC One row with `negated_share`, `notes_with_mention`, from `discharge_summaries`. From 200,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: "no chest pain" and "denies chest pain" side by side are a sixth of it: whole lists stand between the word and what it denies.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a search for "shortness of breath" miss?
-- MAGIC
-- MAGIC One row with `sob_share`, `literal_share`, from `discharge_summaries`. From 200,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the share of notes in which a word stands, not of the mentions: notes that say it twice count once, and notes that never say it count too.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of a note is shorthand, and whose?
-- MAGIC
-- MAGIC One row with `abbreviation_share`, `between_authors`, from `discharge_summaries`, `abbreviation_lexicon`. From 200,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: matching without stripping punctuation loses nearly a third.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What drives bad reviews?
-- MAGIC
-- MAGIC One row with `wait_share`, `parking_share`, `next_topic_share`, `care_share_negative`, `care_share_positive`, from `survey_responses`. From 300,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: all comments in one pot: what the content praise drowns what the angry complain about.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is it really the garage?
-- MAGIC
-- MAGIC One row with `lot_full`, `lot_free`, from `survey_responses`, `encounters`. From 300,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the hour of the day taken for the lot: from 10 to 14 h one comment in five names parking, when the lot is full it is one in three.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who says "chest pain" in a chat?
-- MAGIC
-- MAGIC One row with `clinician_share`, `answered_no`, from `chat_messages`. From 200,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: only a bare "no" counted as an answer: people say more than that; and a keyword alarm on chats is wrong nine times in ten.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do note and chart agree?
-- MAGIC
-- MAGIC One row with `temperature_agrees`, `label_agrees`, from `discharge_summaries`, `encounters`, `diagnoses`. From 200,000 rows of `chat_messages` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: truncated, wrapped and upper-case notes need a pattern that does not mind case and line ends.

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
-- MAGIC | `note_all_caps` | `discharge_summaries` | The old dictation system writes capitals. |
-- MAGIC | `note_hard_wrap` | `discharge_summaries` | The interface ends a line at the first space after 80 characters. |
-- MAGIC | `note_truncated` | `discharge_summaries` | The interface takes 1,200 characters. |
-- MAGIC | `attending_cosign` | `discharge_summaries` | A resident's note is filed under the attending physician. |
-- MAGIC | `survey_scale_flipped` | `survey_responses` | A batch of paper forms is read with 1 as best. |
-- MAGIC | `survey_unlinked` | `survey_responses` | The vendor's feed lost the visit. |
-- MAGIC | `chat_clock_skew` | `chat_messages` | The patient's telephone is slow. |
-- MAGIC | `chat_resent` | `chat_messages` | A bad line sends the message twice. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score clinical_text --template found.csv` writes a file to fill in,
-- MAGIC and `medley score clinical_text --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `chat_clock_skew`
-- MAGIC
-- MAGIC Which messages were stamped by a telephone that is slow?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.95.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
