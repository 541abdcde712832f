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
-- MAGIC **The trap:** whole days (0.39 of Monday's calls lost, 0.11 of the others) blunt the morning; without the correction of ACD-B its waits read 1.4 minutes too long

-- COMMAND ----------

SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(abandoned AS INT) END) AS monday_abandonment, avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(abandoned AS INT) END) AS other_abandonment,
       avg(CASE WHEN dayofweek(event_date) = 2 AND NOT abandoned THEN wait_seconds END) / 60 AS monday_answered_wait_minutes, avg(CASE WHEN dayofweek(event_date) > 2 AND NOT abandoned THEN wait_seconds END) / 60 AS other_answered_wait_minutes FROM calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `monday_abandonment`: 0.50 ± 0.05
-- MAGIC - `other_abandonment`: 0.125 ± 0.045
-- MAGIC - `monday_answered_wait_minutes`: 26 ± 5
-- MAGIC - `other_answered_wait_minutes`: 2.9 ± 1.8
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (
  SELECT DISTINCT c.call_id, c.event_date, c.abandoned,
         c.wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
  FROM calls c JOIN centres k ON c.centre_id = k.centre_id
  WHERE hour(c.call_start_ts) BETWEEN 8 AND 10)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(abandoned AS INT) END) AS monday_abandonment,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(abandoned AS INT) END) AS other_abandonment,
       avg(CASE WHEN dayofweek(event_date) = 2 AND NOT abandoned THEN wait_s END) / 60 AS monday_answered_wait_minutes,
       avg(CASE WHEN dayofweek(event_date) > 2 AND NOT abandoned THEN wait_s END) / 60 AS other_answered_wait_minutes
FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of a morning's volume is the same people again, from a line seen within the last 60 minutes?
-- MAGIC
-- MAGIC **The trap:** the displayed number is shared by many callers: by it nearly everybody seems to call again

-- COMMAND ----------

WITH p AS (SELECT event_date, call_start_ts, lag(call_start_ts) OVER (PARTITION BY caller_phone ORDER BY call_start_ts) AS prev_ts FROM calls WHERE caller_phone IS NOT NULL)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(coalesce(prev_ts >= call_start_ts - INTERVAL 60 MINUTES, false) AS INT) END) AS monday_redial_share,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(coalesce(prev_ts >= call_start_ts - INTERVAL 60 MINUTES, false) AS INT) END) AS other_redial_share FROM p WHERE hour(call_start_ts) BETWEEN 8 AND 10

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `monday_redial_share`: 0.27 ± 0.05
-- MAGIC - `other_redial_share`: 0.08 ± 0.035
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, caller_line_id, event_date, call_start_ts FROM calls WHERE caller_line_id IS NOT NULL),
p AS (SELECT event_date, call_start_ts,
             lag(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS prev_ts FROM c)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(prev_ts >= call_start_ts - INTERVAL 60 MINUTES AS INT) END) AS monday_redial_share,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(prev_ts >= call_start_ts - INTERVAL 60 MINUTES AS INT) END) AS other_redial_share
FROM (SELECT event_date, call_start_ts, coalesce(prev_ts, TIMESTAMP_NTZ '1970-01-01 00:00:00') AS prev_ts FROM p) q
WHERE hour(call_start_ts) BETWEEN 8 AND 10

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Whose handle time is too good? Agents by their share of calls under 20 seconds.
-- MAGIC
-- MAGIC **The trap:** ranking by talk time alone puts fast honest agents among them; the wrap code blames the caller

-- COMMAND ----------

WITH a AS (SELECT agent_id, avg(CAST(talk_seconds < 20 AS INT)) AS short_share, avg(talk_seconds) AS talk_s FROM calls WHERE NOT abandoned GROUP BY agent_id),
p AS (SELECT *, ntile(10) OVER (ORDER BY talk_s) = 1 AS fast FROM a)
SELECT avg(CAST(fast AS INT)) AS flagged_agent_share, avg(CASE WHEN fast THEN short_share END) AS flagged_short_share, avg(CASE WHEN NOT fast THEN short_share END) AS other_short_share, avg(CASE WHEN fast THEN talk_s END) / avg(CASE WHEN NOT fast THEN talk_s END) AS talk_ratio FROM p

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_agent_share`: 0.08 ± 0.04
-- MAGIC - `flagged_short_share`: 0.16 ± 0.04
-- MAGIC - `other_short_share`: 0.02 ± 0.01
-- MAGIC - `talk_ratio`: 0.78 ± 0.10
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, agent_id, talk_seconds FROM calls WHERE NOT abandoned),
a AS (SELECT g.agent_pool, c.agent_id, avg(CAST(c.talk_seconds < 20 AS INT)) AS short_share, avg(c.talk_seconds) AS talk_s
      FROM c JOIN agents g ON g.agent_id = c.agent_id GROUP BY g.agent_pool, c.agent_id HAVING count(*) >= 300),
p AS (SELECT short_share, talk_s / avg(CASE WHEN short_share <= 0.08 THEN talk_s END) OVER (PARTITION BY agent_pool) AS rel_talk FROM a)
SELECT avg(CAST(short_share > 0.08 AS INT)) AS flagged_agent_share,
       avg(CASE WHEN short_share > 0.08 THEN short_share END) AS flagged_short_share,
       avg(CASE WHEN short_share <= 0.08 THEN short_share END) AS other_short_share,
       avg(CASE WHEN short_share > 0.08 THEN rel_talk END) AS talk_ratio
FROM p

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does the menu loop cost? Calls with five minutes or more in the menu, and how much more often they are lost.
-- MAGIC
-- MAGIC **The trap:** wait_seconds taken for the caller's time: the menu is not in it, and 29 % of the calls that wait say nothing about it

-- COMMAND ----------

SELECT avg(CAST(wait_seconds >= 300 AS INT)) AS long_menu_share, avg(CASE WHEN wait_seconds >= 300 THEN CAST(abandoned AS INT) END) / avg(CASE WHEN wait_seconds < 300 THEN CAST(abandoned AS INT) END) AS lost_ratio FROM calls

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `long_menu_share`: 0.08 ± 0.018
-- MAGIC - `lost_ratio`: 2.0 ± 0.4
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, ivr_seconds, abandoned FROM calls)
SELECT avg(CAST(ivr_seconds >= 300 AS INT)) AS long_menu_share,
       avg(CASE WHEN ivr_seconds >= 300 THEN CAST(abandoned AS INT) END) / avg(CASE WHEN ivr_seconds < 300 THEN CAST(abandoned AS INT) END) AS lost_ratio
FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do self-reported codes or call-backs tell the truth?
-- MAGIC
-- MAGIC **The trap:** hang-ups counted as calls: the redial of who was not answered looks like a problem that was not solved

-- COMMAND ----------

WITH n AS (SELECT wrap_code, call_start_ts, lead(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_ts FROM calls WHERE caller_line_id IS NOT NULL)
SELECT avg(IF(wrap_code = 'RESOLVED', 1.0, 0.0)) AS coded_resolved, avg(CASE WHEN next_ts <= call_start_ts + INTERVAL 5 DAYS THEN 0 ELSE 1 END) AS no_repeat_5_days FROM n

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `coded_resolved`: 0.735 ± 0.04
-- MAGIC - `no_repeat_5_days`: 0.69 ± 0.05
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT call_id, caller_line_id, event_date, call_start_ts, abandoned, wrap_code FROM calls WHERE caller_line_id IS NOT NULL),
n AS (SELECT abandoned, wrap_code, call_start_ts, event_date,
             lead(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_ts,
             max(event_date) OVER () AS last_date FROM c)
SELECT avg(CAST(wrap_code = 'RESOLVED' AS INT)) AS coded_resolved,
       avg(CASE WHEN next_ts <= call_start_ts + INTERVAL 5 DAYS THEN 0 ELSE 1 END) AS no_repeat_5_days
FROM n WHERE NOT abandoned AND event_date < last_date - INTERVAL 7 DAYS

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many of the lines that hung up on a Monday ended the day unanswered?
-- MAGIC
-- MAGIC **The trap:** over all lines that called on a Monday instead of those that hung up: 0.15; and abandonment per call counts the same caller several times

-- COMMAND ----------

WITH c AS (SELECT caller_line_id, event_date, max(CAST(NOT abandoned AS INT)) AS any_answered FROM calls WHERE dayofweek(event_date) = 2 GROUP BY caller_line_id, event_date)
SELECT avg(CAST(any_answered = 0 AS INT)) AS unanswered_share FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `unanswered_share`: 0.45 ± 0.06
-- MAGIC
-- MAGIC From 300,000 rows of `calls` on.

-- COMMAND ----------

WITH c AS (SELECT caller_line_id, event_date, max(CAST(abandoned AS INT)) AS any_abandoned, max(CAST(NOT abandoned AS INT)) AS any_answered
           FROM calls WHERE caller_line_id IS NOT NULL AND dayofweek(event_date) = 2 GROUP BY caller_line_id, event_date)
SELECT avg(CAST(any_answered = 0 AS INT)) AS unanswered_share FROM c WHERE any_abandoned = 1

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `cdr_gap` | `calls` | The recorder was out. | `_outage` | 1 |
-- MAGIC | `legacy_wait_definition` | `calls` | The vendor counts menu time as waiting. | `_legacy_wait AND wait_seconds IS NOT NULL` | 1 |
-- MAGIC | `clock_drift` | `calls` | The centre's clock is slow. | `_clock_off` | 1 |
-- MAGIC | `ghost_talk` | `calls` | Ring time on a call that nobody answered. | `abandoned AND wait_seconds IS NOT NULL AND _bad_trunk` | 0.5 |
-- MAGIC | `wrap_miscode` | `calls` | The first code of the list that fits everything. | `wrap_code IS NOT NULL AND _code_slip` | 0.4 |
-- MAGIC | `sentiment_missing` | `calls` | No recording. | `sentiment_score IS NOT NULL AND _recorder_off` | 0.8 |
-- MAGIC | `sentiment_default` | `calls` | The transcription failed and the score stayed at its default. | `sentiment_score IS NOT NULL AND _engine_down` | 0.5 |
-- MAGIC | `blocked_caller_id` | `calls` | The caller withholds the number. | `_withheld` | 1 |
-- MAGIC | `transfer_double_log` | `calls` | Both ends of the transfer wrote the call. | `transferred AND _double_log` | 0.5 |

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
-- MAGIC ## A hunt for `legacy_wait_definition`
-- MAGIC
-- MAGIC Which waits count the minutes in the menu too?
-- MAGIC
-- MAGIC **The trap:** a long wait is a busy Monday more often than another definition; whose switch counts the menu, and until when, stands with the centre

-- COMMAND ----------

SELECT 'calls' AS table_name, c.call_id AS row_key, 'wait_seconds' AS column_name, 'legacy_wait_definition' AS stage_id
FROM calls c WHERE c.wait_seconds > 300

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql patient_access_calls --as csv "<the query>" > found.csv
-- MAGIC medley score patient_access_calls --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'calls' AS table_name, c.call_id AS row_key, 'wait_seconds' AS column_name, 'legacy_wait_definition' AS stage_id
FROM calls c JOIN centres e ON e.centre_id = c.centre_id
WHERE e.acd_vendor = 'ACD-B' AND c.event_date < e.definition_fix_date AND c.wait_seconds IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score patient_access_calls` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore patient_access_calls` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify patient_access_calls` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
