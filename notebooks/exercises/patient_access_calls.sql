-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Patient access: Monday's death spiral, a menu that loops and agents who hang up
-- MAGIC
-- MAGIC You run the telephone front door of four regional health systems: press 1 for appointments, 2 for billing, 3 for the nurse. Leadership sees one number, a fifth of calls abandoned, and wants more agents; the board hears that patients wait 45 minutes and go elsewhere. The logs can show that half of the pain is one roster mistake on Monday morning, fed by people who call back; that a menu loop makes 8% of callers wait five minutes before they even queue; and that, at most centres, a few agents with the best handle time hang up on difficult callers.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `calls` | One row per call; a redial is a new call. |
-- MAGIC | `queue_intervals` | One row per agent pool and half an hour. |
-- MAGIC | `agents` | One row per agent. |
-- MAGIC | `centres` | One row per call centre. |
-- MAGIC | `key_call_truth` | What is true of every call. |
-- MAGIC | `key_agent_truth` | What is true of every agent. |
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
CREATE WIDGET TEXT schema DEFAULT 'patient_access_calls';
CREATE WIDGET TEXT key_schema DEFAULT 'patient_access_calls_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/patient_access_calls/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW calls AS SELECT * FROM ' || tables_in || 'calls`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW queue_intervals AS SELECT * FROM ' || tables_in || 'queue_intervals`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW agents AS SELECT * FROM ' || tables_in || 'agents`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW centres AS SELECT * FROM ' || tables_in || 'centres`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/patient_access_calls/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_call_truth AS SELECT * FROM ' || tables_in || 'call_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_agent_truth AS SELECT * FROM ' || tables_in || 'agent_truth`';
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
-- MAGIC One row per call; a redial is a new call.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call; ids of a centre are shuffled. |
-- MAGIC | `centre_id` | INT | Call centre. Joins `centres`. |
-- MAGIC | `call_start_ts` | TIMESTAMP_NTZ | Local time at which the menu picked up. |
-- MAGIC | `caller_phone` | STRING | Displayed number, NPA-555-01xx, shared by many callers; NULL if blocked. |
-- MAGIC | `caller_line_id` | BIGINT | The switch's token of the calling line: it finds repeat callers; NULL if blocked. |
-- MAGIC | `queue_name` | STRING | SCHEDULING, CLINICAL, BILLING, REFERRALS, RECORDS or OTHER; NULL if the caller left inside the menu. |
-- MAGIC | `ivr_seconds` | INT | Seconds in the automated menu. |
-- MAGIC | `ivr_menu_hops` | SMALLINT | Menu nodes heard, from 3. |
-- MAGIC | `wait_seconds` | INT | Seconds in the queue, after the menu, until answer or hang-up; NULL if the caller left inside the menu. |
-- MAGIC | `abandoned` | BOOLEAN | Whether the caller hung up before an agent answered. |
-- MAGIC | `agent_id` | BIGINT | Agent who answered; NULL if abandoned. Joins `agents`. |
-- MAGIC | `talk_seconds` | INT | Seconds of talk; NULL if abandoned. |
-- MAGIC | `wrap_seconds` | INT | Seconds of work after the call; NULL if abandoned. |
-- MAGIC | `transferred` | BOOLEAN | Whether the caller was in the wrong queue and was handed on in the call. |
-- MAGIC | `wrap_code` | STRING | As entered by the agent: RESOLVED, CALLBACK_PROMISED, CALLER_DISCONNECTED or OTHER; NULL if abandoned. |
-- MAGIC | `sentiment_score` | DOUBLE | Speech analytics, -1 to 1; NULL if abandoned. |
-- MAGIC | `event_date` | DATE | Day of call_start_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM calls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### queue_intervals
-- MAGIC
-- MAGIC One row per agent pool and half an hour.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `centre_id` | INT | Key. Call centre. Joins `centres`. |
-- MAGIC | `agent_pool` | STRING | Key. ACCESS, CLINICAL or BILLING. |
-- MAGIC | `interval_start_ts` | TIMESTAMP_NTZ | Key. 07:30, 08:00 to 16:30. A call belongs to the interval in which it entered the queue; what entered after 17:00 counts in the last one. |
-- MAGIC | `agents_rostered` | SMALLINT | Agents planned. |
-- MAGIC | `agents_present` | SMALLINT | Agents there, after absence and lunch. |
-- MAGIC | `calls_offered` | INT | Calls that entered the queue. |
-- MAGIC | `calls_answered` | INT | Of those, answered at any time. |
-- MAGIC | `calls_abandoned` | INT | Of those, hung up in the queue. |
-- MAGIC | `event_date` | DATE | Day of the interval. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM queue_intervals LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### agents
-- MAGIC
-- MAGIC One row per agent.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `agent_id` | BIGINT | Key. Agent; ids of a centre are shuffled. |
-- MAGIC | `centre_id` | INT | Call centre. Joins `centres`. |
-- MAGIC | `agent_pool` | STRING | The one pool of the agent. |
-- MAGIC | `hire_date` | DATE | First day, a Monday. |
-- MAGIC | `employment_type` | STRING | STAFF or CONTRACT. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM agents LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### centres
-- MAGIC
-- MAGIC One row per call centre.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `centre_id` | INT | Key. Call centre. |
-- MAGIC | `region` | STRING | Region of the centre. |
-- MAGIC | `centre_name` | STRING | Fictitious name. |
-- MAGIC | `acd_vendor` | STRING | Telephone switch: ACD-A or ACD-B. |
-- MAGIC | `definition_fix_date` | DATE | From then on ACD-B reports waits like ACD-A. |
-- MAGIC | `time_zone` | STRING | IANA name. |

-- COMMAND ----------

SELECT * FROM centres LIMIT 20

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
-- MAGIC ### Is Monday morning a different call centre? Abandonment and answered wait from 08:00 to 11:00, Mondays against the other days.
-- MAGIC
-- MAGIC One row with `monday_abandonment`, `other_abandonment`, `monday_answered_wait_minutes`, `other_answered_wait_minutes`, from `calls`, `centres`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: whole days (0.39 of Monday's calls lost, 0.11 of the others) blunt the morning; without the correction of ACD-B its waits read 1.4 minutes too long.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of a morning's volume is the same people again, from a line seen within the last 60 minutes?
-- MAGIC
-- MAGIC One row with `monday_redial_share`, `other_redial_share`, from `calls`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the displayed number is shared by many callers: by it nearly everybody seems to call again.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Whose handle time is too good? Agents by their share of calls under 20 seconds.
-- MAGIC
-- MAGIC One row with `flagged_agent_share`, `flagged_short_share`, `other_short_share`, `talk_ratio`, from `calls`, `agents`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ranking by talk time alone puts fast honest agents among them; the wrap code blames the caller.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does the menu loop cost? Calls with five minutes or more in the menu, and how much more often they are lost.
-- MAGIC
-- MAGIC One row with `long_menu_share`, `lost_ratio`, from `calls`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: wait_seconds taken for the caller's time: the menu is not in it, and 29 % of the calls that wait say nothing about it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do self-reported codes or call-backs tell the truth?
-- MAGIC
-- MAGIC One row with `coded_resolved`, `no_repeat_5_days`, from `calls`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: hang-ups counted as calls: the redial of who was not answered looks like a problem that was not solved.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many of the lines that hung up on a Monday ended the day unanswered?
-- MAGIC
-- MAGIC One row with `unanswered_share`, from `calls`. From 300,000 rows of `calls` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: over all lines that called on a Monday instead of those that hung up: 0.15; and abandonment per call counts the same caller several times.

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
-- MAGIC | `cdr_gap` | `calls` | The recorder was out. |
-- MAGIC | `legacy_wait_definition` | `calls` | The vendor counts menu time as waiting. |
-- MAGIC | `clock_drift` | `calls` | The centre's clock is slow. |
-- MAGIC | `ghost_talk` | `calls` | Ring time on a call that nobody answered. |
-- MAGIC | `wrap_miscode` | `calls` | The first code of the list that fits everything. |
-- MAGIC | `sentiment_missing` | `calls` | No recording. |
-- MAGIC | `sentiment_default` | `calls` | The transcription failed and the score stayed at its default. |
-- MAGIC | `blocked_caller_id` | `calls` | The caller withholds the number. |
-- MAGIC | `transfer_double_log` | `calls` | Both ends of the transfer wrote the call. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score patient_access_calls --template found.csv` writes a file to fill in,
-- MAGIC and `medley score patient_access_calls --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `legacy_wait_definition`
-- MAGIC
-- MAGIC Which waits count the minutes in the menu too?
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
