-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Operating rooms: late first cases, padded bookings and a block nobody may take away
-- MAGIC
-- MAGIC An operating-room minute is billed at about $100 (and costs $37), and the rooms stand empty while the surgeons say there is no time. Some book two hours for a 48-minute case. When the 07:30 case starts late, the whole room finishes late - and the log does not like to name the surgeon. A trauma pushes a day's electives out. And in half of the suites there is a Dr. Smith, who owns a Tuesday room, uses 40% of it and never gives a day back.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `cases` | One row per scheduled or added case. |
-- MAGIC | `block_days` | One row per open block room and operating day. |
-- MAGIC | `surgeons` | One row per surgeon. |
-- MAGIC | `procedures` | One row per procedure. |
-- MAGIC | `key_surgeon_truth` | What is true of every surgeon. |
-- MAGIC | `key_room_days` | What is true of every open block room's day. |
-- MAGIC | `key_case_truth` | What is true of every case. |
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
CREATE WIDGET TEXT schema DEFAULT 'or_utilization';
CREATE WIDGET TEXT key_schema DEFAULT 'or_utilization_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/or_utilization/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW cases AS SELECT * FROM ' || tables_in || 'cases`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW block_days AS SELECT * FROM ' || tables_in || 'block_days`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW surgeons AS SELECT * FROM ' || tables_in || 'surgeons`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW procedures AS SELECT * FROM ' || tables_in || 'procedures`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/or_utilization/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_surgeon_truth AS SELECT * FROM ' || tables_in || 'surgeon_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_room_days AS SELECT * FROM ' || tables_in || 'room_days`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_case_truth AS SELECT * FROM ' || tables_in || 'case_truth`';
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
-- MAGIC ### cases
-- MAGIC
-- MAGIC One row per scheduled or added case.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `case_id` | BIGINT | Key. Case; ids of a suite are shuffled. |
-- MAGIC | `facility_id` | BIGINT | Surgical suite. |
-- MAGIC | `room_id` | SMALLINT | 1 to the number of block rooms, and one more: the open room. |
-- MAGIC | `surgeon_id` | BIGINT | Surgeon. Joins `surgeons`. |
-- MAGIC | `procedure_type` | STRING | Procedure. Joins `procedures`. |
-- MAGIC | `case_class` | STRING | ELECTIVE, URGENT or TRAUMA. |
-- MAGIC | `case_status` | STRING | COMPLETED, CANCELLED (on the day) or BUMPED. |
-- MAGIC | `scheduled_start_ts` | TIMESTAMP_NTZ | Scheduled start of electives, on a grid of 15 minutes; time of the request of add-ons. |
-- MAGIC | `scheduled_minutes` | INT | Booked minutes from wheels in to wheels out, a multiple of 15. |
-- MAGIC | `wheels_in_ts` | TIMESTAMP_NTZ | Patient in the room; NULL unless COMPLETED. |
-- MAGIC | `actual_start_ts` | TIMESTAMP_NTZ | Incision; NULL unless COMPLETED. |
-- MAGIC | `wheels_out_ts` | TIMESTAMP_NTZ | Patient out of the room; NULL unless COMPLETED. |
-- MAGIC | `turnover_minutes` | INT | Minutes to the next wheels in of the room on the same day; NULL for the last case and for gaps over 120 minutes. |
-- MAGIC | `cancel_reason` | STRING | PATIENT, NO_SHOW or MEDICAL if CANCELLED; TRAUMA_ADD_ON or ROOM_OVERRUN if BUMPED; else NULL. |
-- MAGIC | `delay_reason` | STRING | Coded reason if the first case of a block room was at least 5 minutes late: SURGEON, ANESTHESIA, PATIENT, STAFF, FACILITY or OTHER; else NULL. |
-- MAGIC | `revenue_loss_usd` | DECIMAL(10,2) | BUMPED: scheduled minutes at $100; else 0. |
-- MAGIC | `asa_class` | SMALLINT | ASA physical status, 1 to 5. |
-- MAGIC | `event_date` | DATE | Day of scheduled_start_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM cases LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### block_days
-- MAGIC
-- MAGIC One row per open block room and operating day.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `facility_id` | BIGINT | Key. Surgical suite. |
-- MAGIC | `room_id` | SMALLINT | Key. Block room. |
-- MAGIC | `surgeon_id` | BIGINT | Owner of the block. Joins `surgeons`. |
-- MAGIC | `service` | STRING | Service of the block. |
-- MAGIC | `block_minutes` | INT | 540, or 480 on the suite's weekday of grand rounds. |
-- MAGIC | `is_released` | BOOLEAN | Whether the owner gave the day back. |
-- MAGIC | `released_on` | DATE | Business day on which it was given back; NULL if it was not. |
-- MAGIC | `event_date` | DATE | Key. Operating day. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM block_days LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### surgeons
-- MAGIC
-- MAGIC One row per surgeon.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `surgeon_id` | BIGINT | Key. Surgeon. |
-- MAGIC | `facility_id` | BIGINT | Surgical suite. |
-- MAGIC | `surgeon_name` | STRING | Fictitious name. |
-- MAGIC | `service` | STRING | Surgical service. |
-- MAGIC | `privileges_from` | DATE | First day at the suite. |
-- MAGIC | `privileges_until` | DATE | Last day; NULL while here. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM surgeons LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### procedures
-- MAGIC
-- MAGIC One row per procedure.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `procedure_type` | STRING | Key. Own label. |
-- MAGIC | `cpt_code` | INT | Number of the procedure, as billed. |
-- MAGIC | `service` | STRING | Surgical service; TRAUMA has no blocks. |
-- MAGIC | `median_minutes` | DOUBLE | Median minutes from wheels in to wheels out. |
-- MAGIC | `p90_minutes` | DOUBLE | 90th percentile of the same. |

-- COMMAND ----------

SELECT * FROM procedures LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM cases GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a late first case cost? Minutes past the scheduled end, rooms whose first case is 15 minutes late against the others.
-- MAGIC
-- MAGIC **The trap:** case by case instead of room by room: 69 minutes, since a late case is measured by its own lateness

-- COMMAND ----------

WITH x AS (SELECT timestampdiff(SECOND, scheduled_start_ts, wheels_in_ts) / 60.0 >= 15 AS late, timestampdiff(SECOND, timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts), wheels_out_ts) / 60.0 AS over FROM cases WHERE case_class = 'ELECTIVE' AND wheels_in_ts IS NOT NULL)
SELECT avg(CAST(late AS INT)) AS late_share, avg(CASE WHEN late THEN over END) - avg(CASE WHEN NOT late THEN over END) AS extra_minutes FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `late_share`: 0.28 ± 0.04
-- MAGIC - `extra_minutes`: 29 ± 6
-- MAGIC - `surgeon_share_coded`: 0.47 ± 0.04
-- MAGIC
-- MAGIC From 450,000 rows of `cases` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, case_class, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, delay_reason FROM cases LEFT SEMI JOIN block_days b ON b.facility_id = cases.facility_id AND b.room_id = cases.room_id AND b.event_date = cases.event_date WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL),
d AS (SELECT facility_id, room_id, event_date, min(wheels_in_ts) AS t0, min_by(scheduled_start_ts, wheels_in_ts) AS s0, max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1 FROM c GROUP BY 1, 2, 3 HAVING count(DISTINCT case_class) = 1 AND max(case_class) = 'ELECTIVE'),
x AS (SELECT timestampdiff(SECOND, s0, t0) / 60.0 >= 15 AS late, timestampdiff(SECOND, s1, t1) / 60.0 AS over FROM d)
SELECT avg(CAST(late AS INT)) AS late_share, avg(CASE WHEN late THEN over END) - avg(CASE WHEN NOT late THEN over END) AS extra_minutes,
       (SELECT avg(CASE WHEN delay_reason = 'SURGEON' THEN 1.0 ELSE 0.0 END) FROM c WHERE delay_reason IS NOT NULL) AS surgeon_share_coded FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of his block does Dr. Smith use, and how much do all others use of theirs?
-- MAGIC
-- MAGIC **The trap:** wheels in to wheels out alone: the turnover belongs to the block; and three months of one room have a confidence interval of ± 0.2

-- COMMAND ----------

WITH u AS (SELECT b.facility_id, b.room_id, b.event_date, s.surgeon_name = 'Dr. Smith' AS smith, b.block_minutes, sum(timestampdiff(SECOND, c.wheels_in_ts, c.wheels_out_ts) / 60.0) AS used
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id LEFT JOIN cases c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY 1, 2, 3, 4, 5)
SELECT sum(CASE WHEN smith THEN used END) / sum(CASE WHEN smith THEN block_minutes END) AS smith_utilization, sum(CASE WHEN NOT smith THEN used END) / sum(CASE WHEN NOT smith THEN block_minutes END) AS others_utilization FROM u

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `smith_utilization`: 0.40 ± 0.04
-- MAGIC - `others_utilization`: 0.68 ± 0.04
-- MAGIC - `smith_released`: 0 ± 0
-- MAGIC - `others_released`: 0.042 ± 0.012
-- MAGIC
-- MAGIC From 450,000 rows of `cases` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, event_date, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
u AS (SELECT b.facility_id, b.room_id, b.event_date, s.surgeon_name = 'Dr. Smith' AS smith, b.is_released, b.block_minutes, least(sum(coalesce(c.m, 0)), b.block_minutes) AS used
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id LEFT JOIN c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY 1, 2, 3, 4, 5, 6)
SELECT sum(CASE WHEN smith AND NOT is_released THEN used END) / sum(CASE WHEN smith AND NOT is_released THEN block_minutes END) AS smith_utilization,
       sum(CASE WHEN NOT smith AND NOT is_released THEN used END) / sum(CASE WHEN NOT smith AND NOT is_released THEN block_minutes END) AS others_utilization,
       avg(CASE WHEN smith THEN CAST(is_released AS INT) END) AS smith_released, avg(CASE WHEN NOT smith THEN CAST(is_released AS INT) END) AS others_released FROM u

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who books two hours for 45 minutes?
-- MAGIC
-- MAGIC **The trap:** the mean of ratios is pulled up by short cases that are booked for 30 minutes, and the means of minutes by the few long ones

-- COMMAND ----------

WITH c AS (SELECT surgeon_id, scheduled_minutes AS b, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS a FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
f AS (SELECT surgeon_id, avg(b / a) > 1.8 AS flag FROM c GROUP BY 1)
SELECT (SELECT avg(CAST(flag AS INT)) FROM f) AS flagged_share, avg(CASE WHEN f.flag THEN c.b END) AS booked_flagged, avg(CASE WHEN f.flag THEN c.a END) AS actual_flagged,
       avg(CASE WHEN f.flag THEN c.b / c.a END) AS ratio_flagged, avg(CASE WHEN NOT f.flag THEN c.b / c.a END) AS ratio_others FROM c JOIN f ON c.surgeon_id = f.surgeon_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_share`: 0.15 ± 0.04
-- MAGIC - `booked_flagged`: 110 ± 20
-- MAGIC - `actual_flagged`: 47 ± 8
-- MAGIC - `ratio_flagged`: 2.55 ± 0.2
-- MAGIC - `ratio_others`: 0.975 ± 0.05
-- MAGIC
-- MAGIC From 450,000 rows of `cases` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, surgeon_id, scheduled_minutes AS b, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS a FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
f AS (SELECT surgeon_id, percentile(b / a, 0.5) > 1.8 AS flag FROM c GROUP BY 1 HAVING count(*) >= 20)
SELECT (SELECT avg(CAST(flag AS INT)) FROM f) * (SELECT count(*) FROM f) / (SELECT count(*) FROM surgeons) AS flagged_share,
       percentile(CASE WHEN f.flag THEN c.b END, 0.5) AS booked_flagged, percentile(CASE WHEN f.flag THEN c.a END, 0.5) AS actual_flagged,
       percentile(CASE WHEN f.flag THEN c.b / c.a END, 0.5) AS ratio_flagged, percentile(CASE WHEN NOT f.flag THEN c.b / c.a END, 0.5) AS ratio_others
FROM c JOIN f ON c.surgeon_id = f.surgeon_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a trauma day do to the electives?
-- MAGIC
-- MAGIC **The trap:** cases without wheels in taken for bumped add the ordinary 8 % of cancellations and stamps that were never made

-- COMMAND ----------

WITH t AS (SELECT DISTINCT facility_id, event_date FROM cases WHERE case_class = 'TRAUMA'),
e AS (SELECT c.*, t.event_date IS NOT NULL AS trauma_day FROM cases c LEFT JOIN t ON c.facility_id = t.facility_id AND c.event_date = t.event_date WHERE c.case_class = 'ELECTIVE')
SELECT avg(CASE WHEN trauma_day THEN CAST(wheels_in_ts IS NULL AS INT) END) AS bumped_trauma_day, avg(CASE WHEN NOT trauma_day THEN CAST(wheels_in_ts IS NULL AS INT) END) AS bumped_other_day FROM e

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `bumped_trauma_day`: 0.075 ± 0.02
-- MAGIC - `bumped_other_day`: 0.003 ± 0.003
-- MAGIC - `usd_per_trauma_day`: 33000 ± 7000
-- MAGIC
-- MAGIC From 450,000 rows of `cases` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, event_date, case_class, case_status, cancel_reason, revenue_loss_usd FROM cases),
t AS (SELECT DISTINCT facility_id, event_date FROM c WHERE case_class = 'TRAUMA'),
e AS (SELECT c.*, t.event_date IS NOT NULL AS trauma_day FROM c LEFT JOIN t ON c.facility_id = t.facility_id AND c.event_date = t.event_date WHERE c.case_class = 'ELECTIVE')
SELECT avg(CASE WHEN trauma_day THEN CAST(case_status = 'BUMPED' AS INT) END) AS bumped_trauma_day, avg(CASE WHEN NOT trauma_day THEN CAST(case_status = 'BUMPED' AS INT) END) AS bumped_other_day,
       sum(CASE WHEN trauma_day THEN revenue_loss_usd END) / count(DISTINCT CASE WHEN trauma_day THEN concat(facility_id, '|', event_date) END) AS usd_per_trauma_day FROM e

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What do Dr. Smith's unused minutes cost a suite in a year?
-- MAGIC
-- MAGIC **The trap:** whoever operates in his room counts as his use, and an inner join loses the days without any case: $1.35 M

-- COMMAND ----------

WITH u AS (SELECT b.facility_id, b.event_date, b.block_minutes - least(sum(timestampdiff(SECOND, c.wheels_in_ts, c.wheels_out_ts) / 60.0 + coalesce(c.turnover_minutes, 0)), b.block_minutes) AS unused
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id AND s.surgeon_name = 'Dr. Smith' JOIN cases c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date GROUP BY b.facility_id, b.event_date, b.block_minutes)
SELECT sum(unused) * 100 / count(DISTINCT facility_id, year(event_date)) AS usd_at_charge, sum(unused) * 37 / count(DISTINCT facility_id, year(event_date)) AS usd_at_cost FROM u

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `usd_at_charge`: 1680000 ± 150000
-- MAGIC - `usd_at_cost`: 620000 ± 60000
-- MAGIC
-- MAGIC From 450,000 rows of `cases` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, event_date, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
u AS (SELECT b.facility_id, b.event_date, b.block_minutes - least(sum(coalesce(c.m, 0)), b.block_minutes) AS unused FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id AND s.surgeon_name = 'Dr. Smith'
      LEFT JOIN c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY b.facility_id, b.event_date, b.block_minutes)
SELECT sum(unused) * 100 / count(DISTINCT facility_id, year(event_date)) AS usd_at_charge, sum(unused) * 37 / count(DISTINCT facility_id, year(event_date)) AS usd_at_cost FROM u

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `blame_shift` | `cases` | The log does not like to name the surgeon. | `delay_reason = 'SURGEON' AND _blames` | 0.48 |
-- MAGIC | `delay_uncoded` | `cases` | No reason was written. | `delay_reason IS NOT NULL AND _uncoded` | 0.5 |
-- MAGIC | `wheels_out_rounded` | `cases` | Wheels out rounded down to five minutes. | `wheels_out_ts IS NOT NULL AND _rounds` | 0.71 |
-- MAGIC | `precharted_wheels_in` | `cases` | Charted while the last patient was still in the room. | `wheels_in_ts IS NOT NULL AND case_class = 'ELECTIVE' AND _desk_bad` | 0.1 |
-- MAGIC | `incision_misstamped` | `cases` | The incision was stamped for another case. | `actual_start_ts IS NOT NULL AND _desk_bad` | 0.08 |
-- MAGIC | `wheels_in_missing` | `cases` | Wheels in was not charted. | `case_status = 'COMPLETED' AND _desk_bad` | 0.06 |
-- MAGIC | `midnight_rollover` | `cases` | A time after midnight got the date of the list. | `_ends_next_day AND _clock_bad` | 0.5 |
-- MAGIC | `cancel_reason_blank` | `cases` | Nobody asked why. | `case_status = 'CANCELLED'` | 0.08 |
-- MAGIC | `procedure_alias` | `cases` | The surgeon's office writes the short name. | `procedure_type IN ('TOTAL_KNEE', 'TOTAL_HIP') AND _alias` | 0.3 |
-- MAGIC | `case_logged_twice` | `cases` | The workstation sent the case twice. | `_log_bad` | 0.06 |

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
-- MAGIC ## A hunt for `precharted_wheels_in`
-- MAGIC
-- MAGIC Which patients are said to have been in the room before they can have been?
-- MAGIC
-- MAGIC **The trap:** two patients in one room are the plain case, but most rooms were empty by then, so that nothing overlaps; what gives them away is that the turnover of the case before was still on, and that nobody lies in a room for more than 25 minutes before the incision

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, wheels_in_ts, actual_start_ts, wheels_out_ts, turnover_minutes FROM cases WHERE case_status = 'COMPLETED'),
l AS (SELECT *, lag(wheels_out_ts) OVER (PARTITION BY facility_id, room_id, event_date ORDER BY actual_start_ts) AS out_ts FROM c)
SELECT 'cases' AS table_name, case_id AS row_key, 'wheels_in_ts' AS column_name, 'precharted_wheels_in' AS stage_id
FROM l WHERE wheels_in_ts < out_ts

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.85. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql or_utilization --as csv "<the query>" > found.csv
-- MAGIC medley score or_utilization --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, wheels_in_ts, actual_start_ts, wheels_out_ts, turnover_minutes FROM cases WHERE case_status = 'COMPLETED'),
l AS (SELECT *, lag(wheels_out_ts + make_dt_interval(0, 0, turnover_minutes)) OVER (PARTITION BY facility_id, room_id, event_date ORDER BY actual_start_ts) AS ready_ts FROM c)
SELECT 'cases' AS table_name, case_id AS row_key, 'wheels_in_ts' AS column_name, 'precharted_wheels_in' AS stage_id
FROM l WHERE timestampdiff(SECOND, wheels_in_ts, actual_start_ts) > 26 * 60 OR timestampdiff(MINUTE, wheels_in_ts, ready_ts) BETWEEN 15 AND 46

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score or_utilization` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore or_utilization` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify or_utilization` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
