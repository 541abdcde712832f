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
-- MAGIC One row with `late_share`, `extra_minutes`, `surgeon_share_coded`, from `cases`, `block_days`. From 450,000 rows of `cases` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: case by case instead of room by room: 69 minutes, since a late case is measured by its own lateness.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much of his block does Dr. Smith use, and how much do all others use of theirs?
-- MAGIC
-- MAGIC One row with `smith_utilization`, `others_utilization`, `smith_released`, `others_released`, from `cases`, `block_days`, `surgeons`. From 450,000 rows of `cases` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: wheels in to wheels out alone: the turnover belongs to the block; and three months of one room have a confidence interval of ± 0.2.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who books two hours for 45 minutes?
-- MAGIC
-- MAGIC One row with `flagged_share`, `booked_flagged`, `actual_flagged`, `ratio_flagged`, `ratio_others`, from `cases`, `surgeons`. From 450,000 rows of `cases` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean of ratios is pulled up by short cases that are booked for 30 minutes, and the means of minutes by the few long ones.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a trauma day do to the electives?
-- MAGIC
-- MAGIC One row with `bumped_trauma_day`, `bumped_other_day`, `usd_per_trauma_day`, from `cases`. From 450,000 rows of `cases` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: cases without wheels in taken for bumped add the ordinary 8 % of cancellations and stamps that were never made.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What do Dr. Smith's unused minutes cost a suite in a year?
-- MAGIC
-- MAGIC One row with `usd_at_charge`, `usd_at_cost`, from `cases`, `block_days`, `surgeons`. From 450,000 rows of `cases` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: whoever operates in his room counts as his use, and an inner join loses the days without any case: $1.35 M.

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
-- MAGIC | `blame_shift` | `cases` | The log does not like to name the surgeon. |
-- MAGIC | `delay_uncoded` | `cases` | No reason was written. |
-- MAGIC | `wheels_out_rounded` | `cases` | Wheels out rounded down to five minutes. |
-- MAGIC | `precharted_wheels_in` | `cases` | Charted while the last patient was still in the room. |
-- MAGIC | `incision_misstamped` | `cases` | The incision was stamped for another case. |
-- MAGIC | `wheels_in_missing` | `cases` | Wheels in was not charted. |
-- MAGIC | `midnight_rollover` | `cases` | A time after midnight got the date of the list. |
-- MAGIC | `cancel_reason_blank` | `cases` | Nobody asked why. |
-- MAGIC | `procedure_alias` | `cases` | The surgeon's office writes the short name. |
-- MAGIC | `case_logged_twice` | `cases` | The workstation sent the case twice. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score or_utilization --template found.csv` writes a file to fill in,
-- MAGIC and `medley score or_utilization --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `precharted_wheels_in`
-- MAGIC
-- MAGIC Which patients are said to have been in the room before they can have been?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.85.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
