-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Tablet manufacturing: over-mixed batches that crumble, and the suspects who did not do it
-- MAGIC
-- MAGIC A plant presses one million 300 mg tablets a day. Some batches crumble - friability above the limit of 1.0 % - and are not released. Press readings every ten seconds, batch records, laboratory results and material lots let you find the machine setting that does it, a granulator impeller above 500 rpm, and the material that makes it worse, fine magnesium stearate. Do not be fooled by the night shift, by a force controller that makes pressure look guilty, or by retests that hide results out of specification.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `press_readings` | One row per 10 seconds of the compression phase of a batch. |
-- MAGIC | `batches` | One row per batch of 500,000 tablets. |
-- MAGIC | `qc_tests` | One row per laboratory result: three samples an attempt for friability and for hardness, and the look of 200 tablets. |
-- MAGIC | `material_lots` | One row per lot of magnesium stearate in use. |
-- MAGIC | `production_lines` | One row per press line of a plant. |
-- MAGIC | `key_batch_truth` | Why every batch is as it is. |
-- MAGIC | `key_line_truth` | Which lines have a worn cam. |
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
CREATE WIDGET TEXT schema DEFAULT 'tablet_manufacturing';
CREATE WIDGET TEXT key_schema DEFAULT 'tablet_manufacturing_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/tablet_manufacturing/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW press_readings AS SELECT * FROM ' || tables_in || 'press_readings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW batches AS SELECT * FROM ' || tables_in || 'batches`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW qc_tests AS SELECT * FROM ' || tables_in || 'qc_tests`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW material_lots AS SELECT * FROM ' || tables_in || 'material_lots`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW production_lines AS SELECT * FROM ' || tables_in || 'production_lines`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/tablet_manufacturing/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_batch_truth AS SELECT * FROM ' || tables_in || 'batch_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_line_truth AS SELECT * FROM ' || tables_in || 'line_truth`';
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
-- MAGIC ### press_readings
-- MAGIC
-- MAGIC One row per 10 seconds of the compression phase of a batch.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `batch_id` | BIGINT | Key. Batch. Joins `batches`. |
-- MAGIC | `reading_ts` | TIMESTAMP_NTZ | Key. Plant clock, every 10 seconds from the start of pressing to the end of the batch; none while the press stands still. |
-- MAGIC | `production_line` | STRING | L1, L2 or L3. |
-- MAGIC | `compression_force_kn` | DOUBLE | Main compression force, in kilonewtons. |
-- MAGIC | `press_temperature_celsius` | DOUBLE | Temperature of the press frame, in °C. |
-- MAGIC | `turret_speed_rpm` | DOUBLE | Speed of the turret, in revolutions a minute. |
-- MAGIC | `tablet_weight_mg` | DOUBLE | Mean weight of the tablets of the 10 seconds, in mg; 285 to 315 is in spec. |
-- MAGIC | `ejection_force_n` | DOUBLE | Force that pushes the tablet out of the die, in newtons; grows from polish to polish. |
-- MAGIC | `reject_count` | INT | Tablets rejected in the 10 seconds. |
-- MAGIC | `event_date` | DATE | Day of reading_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM press_readings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### batches
-- MAGIC
-- MAGIC One row per batch of 500,000 tablets.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `batch_id` | BIGINT | Key. Batch: plant_id x 10,000,000 + a number that tells nothing of the day. |
-- MAGIC | `batch_no` | STRING | Printed number: line, year and sequence number of the plant. |
-- MAGIC | `plant_id` | BIGINT | Plant. |
-- MAGIC | `production_line` | STRING | L1, L2 or L3. |
-- MAGIC | `shift_id` | STRING | Shift in which granulation started: DAY 06 to 14 h, EVENING 14 to 22 h, NIGHT 22 to 06 h. |
-- MAGIC | `batch_start_ts` | TIMESTAMP_NTZ | Start of granulation. |
-- MAGIC | `batch_end_ts` | TIMESTAMP_NTZ | 10 seconds after the last press reading. |
-- MAGIC | `mixing_speed_rpm` | DOUBLE | Set-point of the high-shear granulator's impeller; 600 is its maximum. |
-- MAGIC | `mixing_minutes` | DOUBLE | Minutes of mixing in the granulator; the plant's recipe says 11, 12 or 13. |
-- MAGIC | `raw_material_lot` | STRING | Lot of magnesium stearate. Joins `material_lots`. |
-- MAGIC | `machine_pressure_kn` | DOUBLE | Mean true compression force of the batch, in kilonewtons. |
-- MAGIC | `machine_temperature_celsius` | DOUBLE | Mean true temperature of the press frame, in °C. |
-- MAGIC | `granule_moisture_pct` | DOUBLE | Moisture of the granules, in percent. |
-- MAGIC | `yield_pct` | DOUBLE | Good tablets in percent of the theoretical 500,000; little is left of a batch that was given up. |
-- MAGIC | `friability_pct` | DOUBLE | Reported release value: mean of the last attempt's three samples; limit 1.0. |
-- MAGIC | `quality_pass` | BOOLEAN | Whether the batch was released. |
-- MAGIC | `event_date` | DATE | Day of batch_start_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM batches LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### qc_tests
-- MAGIC
-- MAGIC One row per laboratory result: three samples an attempt for friability and for hardness, and the look of 200 tablets.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `test_id` | BIGINT | Key. Test: batch_id x 100 + 0 to 2 for the first friability attempt, 10 to 12 for the second, 50 to 52 for hardness, 60 to 62 for its second attempt, 80 for appearance. |
-- MAGIC | `batch_id` | BIGINT | Batch. Joins `batches`. |
-- MAGIC | `test_type` | STRING | FRIABILITY, HARDNESS or APPEARANCE. |
-- MAGIC | `attempt_no` | INT | 1, or 2 for the retest of a batch out of specification. |
-- MAGIC | `sample_no` | INT | 1 to 3: beginning, middle and end of the run. |
-- MAGIC | `result_value` | DOUBLE | Weight lost in percent, breaking force in whole newtons, or defective tablets of 200. |
-- MAGIC | `unit` | STRING | PCT, N or PER_200. |
-- MAGIC | `defect_noted` | STRING | Commonest defect of an appearance test: POWDERY, MOTTLED, DISCOLOURED, CHIPPED or BLACK_SPECKS; NULL if there was none, and for other tests. |
-- MAGIC | `tested_ts` | TIMESTAMP_NTZ | When the result was signed, in the laboratory's hours. |
-- MAGIC | `event_date` | DATE | Day on which the batch started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM qc_tests LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### material_lots
-- MAGIC
-- MAGIC One row per lot of magnesium stearate in use.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `raw_material_lot` | STRING | Key. Lot: plant, year and quarter, and sequence in the quarter. |
-- MAGIC | `plant_id` | BIGINT | Plant that uses it. |
-- MAGIC | `supplier` | STRING | SUP-A to SUP-D. |
-- MAGIC | `surface_area_m2_per_g` | DOUBLE | Specific surface, in m² per g: fine above 9, coarse below. |
-- MAGIC | `opened_date` | DATE | Day of the first batch made of it. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM material_lots LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### production_lines
-- MAGIC
-- MAGIC One row per press line of a plant.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `plant_id` | BIGINT | Key. Plant. |
-- MAGIC | `production_line` | STRING | Key. L1, L2 or L3. |
-- MAGIC | `press_model` | STRING | RX-29, RX-36, RX-45 or KT-51, a fictitious rotary press. |
-- MAGIC | `tablets_per_turn` | INT | Tablets of one turn of the turret: 58, 72, 90 or 51. |
-- MAGIC | `commissioned_year` | INT | Year in which it was commissioned. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM production_lines LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM press_readings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does mixing above 500 rpm double the crumbling?
-- MAGIC
-- MAGIC One row with `ratio`, `fail_fast`, `fail_slow`, from `batches`. From 4,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: above against below the average speed: the step at 500 rpm is watered down by batches that mix as they should.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which material is the accomplice? Failure of fast batches by specific surface of the stearate.
-- MAGIC
-- MAGIC One row with `fine`, `coarse`, from `batches`, `material_lots`. From 10,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the stearate by itself, at any speed: it needs the fast mixing to do harm.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is the night shift to blame? Odds ratio of failure, crude and within equal mixing (Mantel-Haenszel).
-- MAGIC
-- MAGIC One row with `odds_ratio_adjusted`, `odds_ratio_crude`, from `batches`. From 10,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the crude odds ratio of about 2.7 convicts the night shift.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which line is not capable of its specification, at normal mixing?
-- MAGIC
-- MAGIC One row with `cpk_l2`, `cpk_others`, from `batches`. From 10,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: including fast batches gives less than 1 on every line; by plant, only the L2 of some plants is not capable (about 0.85).

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does pressure make tablets crumble, or does the controller push back? More force makes stronger tablets, and yet:
-- MAGIC
-- MAGIC One row with `r_all`, `r_within_normal`, from `batches`. From 4,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: "lower the pressure": the correlation over all speeds taken for what pressure does.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many batches whose first result was out of specification were reported within it?
-- MAGIC
-- MAGIC One row with `rescued`, from `batches`, `qc_tests`. From 6,000,000 rows of `press_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: reading only the reported friability shows none: the first result is not in it.

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
-- MAGIC | `historian_gap` | `press_readings` | The plant's data historian was down; nothing of any line was kept. |
-- MAGIC | `stuck_force` | `press_readings` | The force sensor of the line is frozen: its last good value repeats. |
-- MAGIC | `hmi_fahrenheit` | `press_readings` | After a restart the operator panel of one line records °F for some days. |
-- MAGIC | `rpm_percent` | `batches` | The crew entered the impeller speed in percent of 600 rpm. |
-- MAGIC | `shift_handover` | `batches` | The batch was booked by the crew that finished it. |
-- MAGIC | `lot_typo` | `batches` | The weighing clerk typed the lot: two neighbouring digits of the plant number are swapped, or, where that changes nothing, the letters in front. |
-- MAGIC | `qc_reexport` | `qc_tests` | The laboratory system exported all results of a day twice. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score tablet_manufacturing --template found.csv` writes a file to fill in,
-- MAGIC and `medley score tablet_manufacturing --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `stuck_force`
-- MAGIC
-- MAGIC When is the force sensor of a line frozen?
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
