-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Medley in ten minutes
-- MAGIC
-- MAGIC Emergency departments that do not exist: their visits come from a simulation of queues,
-- MAGIC beds and people, were made messy on purpose, and have an answer key.
-- MAGIC
-- MAGIC In Databricks this needs a cluster of access mode *dedicated* with runtime 17.3 LTS and
-- MAGIC `medley.jar` as a library; the cells from *Messy tables* on need only the tables. Write
-- MAGIC these first, by a job with the JAR task `dev.medley.jobs.Main` and the parameters
-- MAGIC `["generate", "ed_throughput", "--catalog", "main", "--schema", "ed_throughput"]`.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Clean rows, nothing written
-- MAGIC
-- MAGIC The data source `medley` simulates while you read. The same seed gives the same rows on any
-- MAGIC machine.

-- COMMAND ----------

CREATE OR REPLACE TEMPORARY VIEW clean_visits USING medley
OPTIONS (scenario 'ed_throughput', table 'visits', rows '10000', seed '1')

-- COMMAND ----------

SELECT disposition, count(*) AS visits
FROM clean_visits GROUP BY disposition ORDER BY visits DESC

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
CREATE WIDGET TEXT schema DEFAULT 'ed_throughput';
CREATE WIDGET TEXT key_schema DEFAULT 'ed_throughput_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/ed_throughput/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW visits AS SELECT * FROM ' || tables_in || 'visits`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW diagnostic_orders AS SELECT * FROM ' || tables_in || 'diagnostic_orders`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW hourly_census AS SELECT * FROM ' || tables_in || 'hourly_census`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW diversions AS SELECT * FROM ' || tables_in || 'diversions`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW patients AS SELECT * FROM ' || tables_in || 'patients`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW facilities AS SELECT * FROM ' || tables_in || 'facilities`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/ed_throughput/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_visit_truth AS SELECT * FROM ' || tables_in || 'visit_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_facility_truth AS SELECT * FROM ' || tables_in || 'facility_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_diverted_ambulances AS SELECT * FROM ' || tables_in || 'diverted_ambulances`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_cells AS SELECT * FROM ' || tables_in || 'cells`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_rows AS SELECT * FROM ' || tables_in || 'rows`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Messy tables
-- MAGIC
-- MAGIC Who leaves without being seen? As a chart: a line, `hour` across, `left_percent` up, a line
-- MAGIC for each `day`. The Monday evening is no accident: elective surgery fills the wards before
-- MAGIC anybody has gone home.

-- COMMAND ----------

SELECT hour(arrival_ts) AS hour,
  round(100 * avg(if(disposition = 'LWBS', 1, 0)), 1) AS left_percent,
  if(dayofweek(arrival_ts) = 2, 'Monday', 'other days') AS day
FROM visits GROUP BY ALL ORDER BY day, hour

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Every table has its defects. Some visits were never triaged, says the table:

-- COMMAND ----------

SELECT coalesce(CAST(triage_level AS STRING), 'missing') AS level, count(*) AS visits
FROM visits GROUP BY ALL ORDER BY level

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## The answer key
-- MAGIC
-- MAGIC It knows every value that was changed, and what it was. Of the visits without a triage
-- MAGIC level, these were the clean ones: the sickest went past the desk.

-- COMMAND ----------

SELECT clean_value AS level, count(*) AS visits, stage_id
FROM key_cells WHERE table_name = 'visits' AND column_name = 'triage_level'
GROUP BY ALL ORDER BY stage_id, level

-- COMMAND ----------

-- MAGIC %md
-- MAGIC All that was done to the tables, by mess stage:

-- COMMAND ----------

SELECT stage_id, count(*) AS defects, table_name
FROM key_cells GROUP BY ALL ORDER BY defects DESC

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - The exercise and the solution of every scenario lie beside this notebook.
-- MAGIC - `medley describe ed_throughput` prints tables, columns, world rules, mess and questions.
-- MAGIC - `medley generate ed_throughput --rows 1e9` writes a thousand times as much.
