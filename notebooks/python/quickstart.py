# Databricks notebook source
# MAGIC %md
# MAGIC # Medley in ten minutes
# MAGIC
# MAGIC Emergency departments that do not exist: their visits come from a simulation of queues,
# MAGIC beds and people, were made messy on purpose, and have an answer key.
# MAGIC
# MAGIC In Databricks this needs a cluster of access mode *dedicated* with runtime 17.3 LTS and
# MAGIC `medley.jar` as a library; the cells from *Messy tables* on need only the tables. Write
# MAGIC these first, by a job with the JAR task `dev.medley.jobs.Main` and the parameters
# MAGIC `["generate", "ed_throughput", "--catalog", "main", "--schema", "ed_throughput"]`.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Clean rows, nothing written
# MAGIC
# MAGIC The data source `medley` simulates while you read. The same seed gives the same rows on any
# MAGIC machine.

# COMMAND ----------

(spark.read.format("medley")
    .option("scenario", "ed_throughput").option("table", "visits")
    .option("rows", 10000).option("seed", 1)
    .load().createOrReplaceTempView("clean_visits"))

# COMMAND ----------

display(spark.sql(r"""
SELECT disposition, count(*) AS visits
FROM clean_visits GROUP BY disposition ORDER BY visits DESC
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where the data is
# MAGIC
# MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
# MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
# MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
# MAGIC table, seen by this notebook alone.

# COMMAND ----------

dbutils.widgets.text("catalog", "main")
dbutils.widgets.text("schema", "ed_throughput")
dbutils.widgets.text("key_schema", "ed_throughput_key")
dbutils.widgets.text("folder", "")
dbutils.widgets.text("format", "delta")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/ed_throughput/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "visits",
    "diagnostic_orders",
    "hourly_census",
    "diversions",
    "patients",
    "facilities",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "key_schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/ed_throughput/_key/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "visit_truth",
    "facility_truth",
    "diverted_ambulances",
    "cells",
    "rows",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW key_{table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

# MAGIC %md
# MAGIC ## Messy tables
# MAGIC
# MAGIC Who leaves without being seen? As a chart: a line, `hour` across, `left_percent` up, a line
# MAGIC for each `day`. The Monday evening is no accident: elective surgery fills the wards before
# MAGIC anybody has gone home.

# COMMAND ----------

display(spark.sql(r"""
SELECT hour(arrival_ts) AS hour,
  round(100 * avg(if(disposition = 'LWBS', 1, 0)), 1) AS left_percent,
  if(dayofweek(arrival_ts) = 2, 'Monday', 'other days') AS day
FROM visits GROUP BY ALL ORDER BY day, hour
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC Every table has its defects. Some visits were never triaged, says the table:

# COMMAND ----------

display(spark.sql(r"""
SELECT coalesce(CAST(triage_level AS STRING), 'missing') AS level, count(*) AS visits
FROM visits GROUP BY ALL ORDER BY level
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## The answer key
# MAGIC
# MAGIC It knows every value that was changed, and what it was. Of the visits without a triage
# MAGIC level, these were the clean ones: the sickest went past the desk.

# COMMAND ----------

display(spark.sql(r"""
SELECT clean_value AS level, count(*) AS visits, stage_id
FROM key_cells WHERE table_name = 'visits' AND column_name = 'triage_level'
GROUP BY ALL ORDER BY stage_id, level
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC All that was done to the tables, by mess stage:

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, count(*) AS defects, table_name
FROM key_cells GROUP BY ALL ORDER BY defects DESC
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where to go from here
# MAGIC
# MAGIC - The exercise and the solution of every scenario lie beside this notebook.
# MAGIC - `medley describe ed_throughput` prints tables, columns, world rules, mess and questions.
# MAGIC - `medley generate ed_throughput --rows 1e9` writes a thousand times as much.
