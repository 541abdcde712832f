-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Trial feasibility: which hospital sites enrol, which only promise, and which spoil a trial
-- MAGIC
-- MAGIC Sponsors pick hospital sites for their trials, and in rare diseases half of them never enrol a single patient. You have what every investigator promised, how long the ethics board took, every referred patient with the distance to the site, and every protocol deviation. Predict who will really enrol, show why rural sites fail only when visits are weekly, expose the investigator who promises fifty and brings two, and find the few sites that enrol ineligible patients and spoil the result.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `screenings` | One row per referred patient. |
-- MAGIC | `deviations` | One row per reported protocol deviation. |
-- MAGIC | `site_studies` | One row per study and selected site. |
-- MAGIC | `studies` | One row per study. |
-- MAGIC | `sites` | One row per candidate site of a sponsor's network. |
-- MAGIC | `key_site_truth` | What every site is like. |
-- MAGIC | `key_site_study_truth` | What every site did in a study. |
-- MAGIC | `key_subject_truth` | Who should have been enrolled. |
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
CREATE WIDGET TEXT schema DEFAULT 'trial_feasibility';
CREATE WIDGET TEXT key_schema DEFAULT 'trial_feasibility_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/trial_feasibility/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW screenings AS SELECT * FROM ' || tables_in || 'screenings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW deviations AS SELECT * FROM ' || tables_in || 'deviations`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW site_studies AS SELECT * FROM ' || tables_in || 'site_studies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW studies AS SELECT * FROM ' || tables_in || 'studies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sites AS SELECT * FROM ' || tables_in || 'sites`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/trial_feasibility/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_site_truth AS SELECT * FROM ' || tables_in || 'site_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_site_study_truth AS SELECT * FROM ' || tables_in || 'site_study_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_subject_truth AS SELECT * FROM ' || tables_in || 'subject_truth`';
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
-- MAGIC ### screenings
-- MAGIC
-- MAGIC One row per referred patient.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `screening_id` | BIGINT | Key. Referred patient. |
-- MAGIC | `site_study_id` | BIGINT | Study at the site. Joins `site_studies`. |
-- MAGIC | `study_id` | BIGINT | Study. Joins `studies`. |
-- MAGIC | `site_id` | BIGINT | Site. Joins `sites`. |
-- MAGIC | `screened_date` | DATE | Day of the screening visit, a working day. |
-- MAGIC | `age_years` | INT | Age in years, 18 to 88. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `distance_miles` | DOUBLE | From home to the site, one way, in miles. |
-- MAGIC | `outcome` | STRING | DECLINED: would not take part; SCREEN_FAIL: is not eligible; ENROLLED. |
-- MAGIC | `arm` | STRING | ACTIVE or CONTROL; NULL unless enrolled. |
-- MAGIC | `endpoint_change` | DOUBLE | Change of the symptom score, negative is better; NULL unless enrolled and completed. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM screenings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### deviations
-- MAGIC
-- MAGIC One row per reported protocol deviation.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `deviation_id` | BIGINT | Key. Deviation. |
-- MAGIC | `screening_id` | BIGINT | Enrolled patient. Joins `screenings`. |
-- MAGIC | `site_study_id` | BIGINT | Study at the site. Joins `site_studies`. |
-- MAGIC | `deviation_class` | STRING | ELIGIBILITY, VISIT_WINDOW, PROCEDURE, CONSENT, IP_HANDLING or OTHER. |
-- MAGIC | `reported_date` | DATE | Day of the monitor's visit at which it was found, a working day. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM deviations LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### site_studies
-- MAGIC
-- MAGIC One row per study and selected site.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_study_id` | BIGINT | Key. Study at the site. |
-- MAGIC | `study_id` | BIGINT | Study. Joins `studies`. |
-- MAGIC | `site_id` | BIGINT | Site. Joins `sites`. |
-- MAGIC | `investigator_id` | BIGINT | Principal investigator: the site's id and a digit. |
-- MAGIC | `principal_investigator` | STRING | Surname and initial, as in "Adler, B.". |
-- MAGIC | `target_recruitment` | INT | Patients that the investigator promised. |
-- MAGIC | `actual_recruitment` | INT | Patients enrolled, as in the sponsor's tracker. |
-- MAGIC | `irb_approval_days` | INT | Days from submission to the board's approval. |
-- MAGIC | `activated_date` | DATE | Day on which the site was opened for patients; NULL if never. |
-- MAGIC | `closed_date` | DATE | Day on which the site was closed: with the study, or earlier if it had no patients. |
-- MAGIC | `site_status` | STRING | ACTIVATED or NEVER_ACTIVATED. |
-- MAGIC | `protocol_deviations` | INT | Rows of deviations. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM site_studies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### studies
-- MAGIC
-- MAGIC One row per study.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `study_id` | BIGINT | Key. Study. |
-- MAGIC | `sponsor_id` | INT | Sponsor. |
-- MAGIC | `therapeutic_area` | STRING | ONCOLOGY, NEUROLOGY, METABOLIC, HEMATOLOGY, CARDIOLOGY or IMMUNOLOGY. |
-- MAGIC | `disease_frequency` | STRING | RARE or COMMON. |
-- MAGIC | `phase` | STRING | 2 or 3. |
-- MAGIC | `visit_schedule` | STRING | WEEKLY, MONTHLY or DECENTRALISED. |
-- MAGIC | `start_date` | DATE | Day on which sites were selected, the first of a month. |
-- MAGIC | `close_date` | DATE | Day on which enrolment ends, the first of a month. |
-- MAGIC | `event_date` | DATE | start_date. |
-- MAGIC | `region` | STRING | Region of the sponsor's head office. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM studies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### sites
-- MAGIC
-- MAGIC One row per candidate site of a sponsor's network.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_id` | BIGINT | Key. Site. |
-- MAGIC | `sponsor_id` | INT | Sponsor in whose network the site is. |
-- MAGIC | `site_name` | STRING | Fictitious name, such as "Hospital 07-MW-213". |
-- MAGIC | `rucc_code` | SMALLINT | Rural-urban continuum code: 1 to 3 urban, 4 to 6 suburban, 7 to 9 rural. |
-- MAGIC | `catchment_population` | INT | People who live in its catchment area. |
-- MAGIC | `irb_model` | STRING | LOCAL or CENTRAL: which board approves studies here. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM sites LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM screenings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many activated sites never enrol?
-- MAGIC
-- MAGIC **The trap:** starting from the screenings loses the sites that never saw a patient; the tracker, which counts consents, shows 48 %, and with sites that were never activated it is 56 %

-- COMMAND ----------

WITH e AS (SELECT site_study_id, study_id, count_if(outcome = 'ENROLLED') AS n FROM screenings GROUP BY 1, 2)
SELECT avg(CASE WHEN st.disease_frequency = 'RARE' THEN IF(n = 0, 1D, 0D) END) AS zero_rare, avg(CASE WHEN st.disease_frequency = 'COMMON' THEN IF(n = 0, 1D, 0D) END) AS zero_common FROM e JOIN studies st ON st.study_id = e.study_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `zero_rare`: 0.465 .. 0.545
-- MAGIC - `zero_common`: 0.14 .. 0.205
-- MAGIC - `naive_tracker`: 0.435 .. 0.52
-- MAGIC - `naive_all_rare`: 0.52 .. 0.605
-- MAGIC
-- MAGIC From 800,000 rows of `screenings` on.

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT CASE WHEN outcome = 'ENROLLED' THEN screening_id END) AS n FROM screenings GROUP BY site_study_id),
x AS (SELECT st.disease_frequency AS f, ss.site_status AS status, coalesce(e.n, 0) AS n, ss.actual_recruitment AS tracker FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id LEFT JOIN e ON e.site_study_id = ss.site_study_id)
SELECT avg(CASE WHEN f = 'RARE' AND status = 'ACTIVATED' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS zero_rare, avg(CASE WHEN f = 'COMMON' AND status = 'ACTIVATED' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS zero_common, avg(CASE WHEN f = 'RARE' AND status = 'ACTIVATED' THEN CASE WHEN tracker = 0 THEN 1D ELSE 0D END END) AS naive_tracker, avg(CASE WHEN f = 'RARE' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS naive_all_rare FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do promises predict recruitment? Common diseases: correlation of logs with what was promised, and with catchment times months open.
-- MAGIC
-- MAGIC **The trap:** rare and common diseases in one pot: big studies promise more and enrol more (r = 0.31); an exact match of the name finds 85 % of the rows of "Jones, A."

-- COMMAND ----------

WITH x AS (SELECT ss.principal_investigator AS pi, CAST(ss.target_recruitment AS DOUBLE) AS target, CAST(ss.actual_recruitment AS DOUBLE) AS n, CAST(si.catchment_population AS DOUBLE) AS catchment FROM site_studies ss JOIN sites si ON si.site_id = ss.site_id)
SELECT corr(ln(target), ln(1 + n)) AS promise_corr, corr(ln(catchment), ln(1 + n)) AS driver_corr, avg(CASE WHEN pi = 'Jones, A.' THEN target END) AS jones_promised, avg(CASE WHEN pi = 'Jones, A.' THEN n END) AS jones_enrolled FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `promise_corr`: 0.04 .. 0.20
-- MAGIC - `driver_corr`: 0.64 .. 0.76
-- MAGIC - `jones_promised`: 50
-- MAGIC - `jones_enrolled`: 1.55 .. 2.7
-- MAGIC - `naive_found`: 0.78 .. 0.91
-- MAGIC
-- MAGIC From 800,000 rows of `screenings` on.

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT ss.principal_investigator AS pi, ss.principal_investigator ILIKE '%jones%' AS is_jones, st.disease_frequency AS f, CAST(ss.target_recruitment AS DOUBLE) AS target, CAST(coalesce(e.n, 0) AS DOUBLE) AS n, si.catchment_population * greatest(months_between(ss.closed_date, ss.activated_date), 0.1D) AS exposure FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED')
SELECT corr(CASE WHEN f = 'COMMON' AND NOT is_jones THEN ln(target) END, ln(1 + n)) AS promise_corr, corr(CASE WHEN f = 'COMMON' AND NOT is_jones THEN ln(exposure) END, ln(1 + n)) AS driver_corr, avg(CASE WHEN is_jones THEN target END) AS jones_promised, avg(CASE WHEN is_jones THEN n END) AS jones_enrolled, sum(CASE WHEN pi = 'Jones, A.' THEN 1D ELSE 0D END) / sum(CASE WHEN is_jones THEN 1D ELSE 0D END) AS naive_found FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do rural sites fail? Rural over urban enrolment per catchment and month, by schedule.
-- MAGIC
-- MAGIC **The trap:** the mean per site, which is the small catchment, makes rural sites fail in any study

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.visit_schedule AS v, CASE WHEN si.rucc_code >= 7 THEN 'RURAL' WHEN si.rucc_code <= 3 THEN 'URBAN' END AS u, avg(coalesce(e.n, 0)) AS rate FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' GROUP BY 1, 2)
SELECT max(CASE WHEN v = 'WEEKLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'WEEKLY' AND u = 'URBAN' THEN rate END) AS weekly_ratio, max(CASE WHEN v = 'MONTHLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'MONTHLY' AND u = 'URBAN' THEN rate END) AS monthly_ratio,
       max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN rate END) AS decentralised_ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `weekly_ratio`: 0.26 .. 0.40
-- MAGIC - `monthly_ratio`: 0.62 .. 0.81
-- MAGIC - `decentralised_ratio`: 0.74 .. 0.98
-- MAGIC - `naive_decentralised`: 0.19 .. 0.31
-- MAGIC
-- MAGIC From 800,000 rows of `screenings` on.

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.visit_schedule AS v, CASE WHEN si.rucc_code >= 7 THEN 'RURAL' WHEN si.rucc_code <= 3 THEN 'URBAN' ELSE 'SUBURBAN' END AS u, sum(coalesce(e.n, 0)) / sum(si.catchment_population * greatest(months_between(ss.closed_date, ss.activated_date), 0D)) AS rate, avg(coalesce(e.n, 0)) AS raw FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' GROUP BY 1, 2)
SELECT max(CASE WHEN v = 'WEEKLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'WEEKLY' AND u = 'URBAN' THEN rate END) AS weekly_ratio, max(CASE WHEN v = 'MONTHLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'MONTHLY' AND u = 'URBAN' THEN rate END) AS monthly_ratio, max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN rate END) AS decentralised_ratio, max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN raw END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN raw END) AS naive_decentralised FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which sites spoil the result of rare-disease studies? Those with four ineligible patients or more and above 12 % of their patients.
-- MAGIC
-- MAGIC **The trap:** deviations of any class, late visits among them, put four sites in five on the list; all sites together show an effect of -2.7, where among eligible patients it is -4

-- COMMAND ----------

WITH d AS (SELECT ss.site_id, count(*) AS devs FROM deviations v JOIN site_studies ss ON ss.site_study_id = v.site_study_id GROUP BY ss.site_id),
s AS (SELECT site_id, study_id, arm, endpoint_change AS y FROM screenings WHERE outcome = 'ENROLLED'),
n AS (SELECT site_id, count(*) AS n FROM s GROUP BY site_id),
f AS (SELECT n.site_id, CASE WHEN coalesce(d.devs, 0) >= 4 AND d.devs / n.n > 0.12 THEN 1D ELSE 0D END AS flagged FROM n LEFT JOIN d ON d.site_id = n.site_id),
t AS (SELECT avg(CASE WHEN arm = 'ACTIVE' AND flagged = 0 THEN y END) - avg(CASE WHEN arm = 'CONTROL' AND flagged = 0 THEN y END) AS effect_clean FROM s JOIN f ON f.site_id = s.site_id JOIN studies st ON st.study_id = s.study_id WHERE st.disease_frequency = 'RARE')
SELECT (SELECT avg(flagged) FROM f) AS flagged_sites, t.effect_clean FROM t

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_sites`: 0.027 .. 0.05
-- MAGIC - `share_of_eligibility`: 0.60 .. 0.82
-- MAGIC - `effect_clean`: -3.85 .. -3.3
-- MAGIC - `effect_all`: -3.1 .. -2.3
-- MAGIC - `effect_ratio`: 1.15 .. 1.5
-- MAGIC
-- MAGIC From 800,000 rows of `screenings` on.

-- COMMAND ----------

WITH d AS (SELECT ss.site_id, count(*) AS elig FROM deviations v JOIN site_studies ss ON ss.site_study_id = v.site_study_id WHERE v.deviation_class = 'ELIGIBILITY' GROUP BY ss.site_id),
s AS (SELECT DISTINCT screening_id, site_id, study_id, arm, endpoint_change FROM screenings WHERE outcome = 'ENROLLED'),
n AS (SELECT site_id, count(*) AS n FROM s GROUP BY site_id),
f AS (SELECT n.site_id, coalesce(d.elig, 0) AS elig, CASE WHEN coalesce(d.elig, 0) >= 4 AND d.elig / n.n > 0.12 THEN 1D ELSE 0D END AS flagged FROM n LEFT JOIN d ON d.site_id = n.site_id),
r AS (SELECT f.flagged, s.arm, s.endpoint_change AS y FROM s JOIN f ON f.site_id = s.site_id JOIN studies st ON st.study_id = s.study_id WHERE st.disease_frequency = 'RARE'),
t AS (SELECT avg(CASE WHEN arm = 'ACTIVE' THEN y END) - avg(CASE WHEN arm = 'CONTROL' THEN y END) AS effect_all, avg(CASE WHEN arm = 'ACTIVE' AND flagged = 0 THEN y END) - avg(CASE WHEN arm = 'CONTROL' AND flagged = 0 THEN y END) AS effect_clean FROM r)
SELECT (SELECT avg(flagged) FROM f) AS flagged_sites, (SELECT sum(flagged * elig) / sum(elig) FROM f) AS share_of_eligibility, t.effect_clean, t.effect_all, t.effect_clean / t.effect_all AS effect_ratio FROM t

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Are sites without a patient bad, or merely late? Rare diseases, by months open; days to approval by board.
-- MAGIC
-- MAGIC **The trap:** the months of the study instead of the site's own: sites that open late look as if they had had all the time; and the mean of the days to approval follows a few slow boards

-- COMMAND ----------

WITH x AS (SELECT st.disease_frequency AS f, IF(ss.actual_recruitment = 0, 1D, 0D) AS zero, months_between(st.close_date, st.start_date) AS m, si.irb_model AS irb, ss.irb_approval_days AS days FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id)
SELECT avg(CASE WHEN f = 'RARE' AND m >= 18 THEN zero END) AS zero_long, avg(CASE WHEN irb = 'LOCAL' THEN days END) AS irb_local, avg(CASE WHEN irb = 'CENTRAL' THEN days END) AS irb_central FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `zero_short`: 0.62 .. 0.76
-- MAGIC - `zero_long`: 0.29 .. 0.41
-- MAGIC - `irb_local`: 47 .. 57
-- MAGIC - `irb_central`: 18 .. 22
-- MAGIC
-- MAGIC From 800,000 rows of `screenings` on.

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.disease_frequency AS f, CASE WHEN coalesce(e.n, 0) = 0 THEN 1D ELSE 0D END AS zero, months_between(ss.closed_date, ss.activated_date) AS m, si.irb_model AS irb, ss.irb_approval_days AS days FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED')
SELECT avg(CASE WHEN f = 'RARE' AND m < 9 THEN zero END) AS zero_short, avg(CASE WHEN f = 'RARE' AND m >= 18 THEN zero END) AS zero_long, percentile(CASE WHEN irb = 'LOCAL' THEN days END, 0.5) AS irb_local, percentile(CASE WHEN irb = 'CENTRAL' THEN days END, 0.5) AS irb_central FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `tracker_inflated` | `site_studies` | The coordinator reported everybody who had consented as enrolled. | `site_status = 'ACTIVATED' AND _counts_consents AND _screen_fails > 0` | 0.5 |
-- MAGIC | `pi_name_variant` | `site_studies` | The study's manager spells names in a way of their own. | `_name_style` | 0.5 |
-- MAGIC | `irb_missing` | `site_studies` | The vendor of the start-up did not hand over the day of approval. | `_startup_vendor` | 0.25 |
-- MAGIC | `distance_km` | `screenings` | The distance was entered in kilometres. | `_metric_edc` | 0.5 |
-- MAGIC | `duplicate_screening` | `screenings` | The data capture sent the visit twice. | `_resync` | 0.2 |
-- MAGIC | `deviation_orphan` | `deviations` | The monitor did not say which patient it was. | `_hasty_monitor` | 0.2 |

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
-- MAGIC ## A hunt for `tracker_inflated`
-- MAGIC
-- MAGIC Which sites are said to have enrolled more patients than they have?
-- MAGIC
-- MAGIC **The trap:** more patients than promised are no fault, and most of the inflated numbers stay below the promise; who was enrolled stands in the screenings, each to be counted once

-- COMMAND ----------

SELECT 'site_studies' AS table_name, site_study_id AS row_key, 'actual_recruitment' AS column_name, 'tracker_inflated' AS stage_id
FROM site_studies WHERE actual_recruitment > target_recruitment

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql trial_feasibility --as csv "<the query>" > found.csv
-- MAGIC medley score trial_feasibility --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS enrolled FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id)
SELECT 'site_studies' AS table_name, site_study_id AS row_key, 'actual_recruitment' AS column_name, 'tracker_inflated' AS stage_id
FROM site_studies LEFT JOIN e USING (site_study_id) WHERE actual_recruitment > coalesce(enrolled, 0)

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score trial_feasibility` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore trial_feasibility` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify trial_feasibility` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
