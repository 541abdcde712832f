-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Emergency department crowding: queues, boarding, walk-outs and ambulance diversion
-- MAGIC
-- MAGIC The ED is overcrowded: patients leave without being seen, ambulances are turned away on Friday nights, and everybody blames somebody else - the triage nurse, the CT scanner, the shift change. The timestamps of every visit, the diagnostic orders and an hourly bed board let you find the bottleneck: on Mondays the wards fill with elective surgery before anyone has gone home, admitted patients board in ED beds, and at 18:00 one arrival in seven gives up. Half of all visits belong to 5 % of the patients, and some of those hide behind alias registrations.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `visits` | One row per arrival at an emergency department. |
-- MAGIC | `diagnostic_orders` | One row per laboratory panel or CT scan of a visit. |
-- MAGIC | `hourly_census` | The bed board of every ED on the hour. |
-- MAGIC | `diversions` | One row per interval of ambulance diversion of an ED. |
-- MAGIC | `patients` | Everybody who goes to an ED, also without a visit. |
-- MAGIC | `facilities` | One row per emergency department. |
-- MAGIC | `key_visit_truth` | The true patient of every visit and what it met. |
-- MAGIC | `key_facility_truth` | The true nature of every emergency department. |
-- MAGIC | `key_diverted_ambulances` | One row per ambulance that was turned away. |
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
-- MAGIC ## A first look

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### visits
-- MAGIC
-- MAGIC One row per arrival at an emergency department.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `visit_id` | BIGINT | Key. Visit; a block of ids per facility, not in time order. |
-- MAGIC | `facility_id` | BIGINT | Emergency department. Joins `facilities`. |
-- MAGIC | `patient_id` | BIGINT | Patient as registered. Ids from 9,000,000,000 are aliases without a row in patients. Joins `patients`. |
-- MAGIC | `arrival_ts` | TIMESTAMP_NTZ | Door time. |
-- MAGIC | `arrival_mode` | STRING | WALK_IN or EMS (ambulance). |
-- MAGIC | `triage_ts` | TIMESTAMP_NTZ | End of triage. |
-- MAGIC | `triage_level` | SMALLINT | Emergency Severity Index, 1 (worst) to 5. |
-- MAGIC | `chief_complaint` | STRING | Complaint at registration, from a code list. |
-- MAGIC | `diagnosis_code` | STRING | ICD-10-CM, one of the complaint's codes; NULL if LWBS. |
-- MAGIC | `room_ts` | TIMESTAMP_NTZ | Arrived in the assigned bed or fast-track chair; NULL if the patient left from the waiting room. |
-- MAGIC | `provider_ts` | TIMESTAMP_NTZ | First contact with a physician or other provider; NULL if LWBS. |
-- MAGIC | `door_to_doc_minutes` | INT | Whole minutes from arrival_ts to provider_ts; NULL if LWBS. |
-- MAGIC | `disposition_ts` | TIMESTAMP_NTZ | Decision how the visit ends; NULL if LWBS. |
-- MAGIC | `disposition` | STRING | DISCHARGE, ADMIT, LWBS (left without being seen), AMA (left after being seen, against advice), TRANSFER or DIED. |
-- MAGIC | `bed_type_requested` | STRING | WARD or ICU; NULL unless ADMIT. |
-- MAGIC | `boarding_hours` | DOUBLE | Hours from disposition_ts to departure_ts; NULL unless ADMIT. |
-- MAGIC | `departure_ts` | TIMESTAMP_NTZ | Left the ED; for LWBS the moment the patient walked out. |
-- MAGIC | `event_date` | DATE | Day of arrival_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM visits LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### diagnostic_orders
-- MAGIC
-- MAGIC One row per laboratory panel or CT scan of a visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `order_id` | BIGINT | Key. Order: twice the visit_id for LAB, plus one for CT. |
-- MAGIC | `visit_id` | BIGINT | Visit. Joins `visits`. |
-- MAGIC | `facility_id` | BIGINT | Emergency department. Joins `facilities`. |
-- MAGIC | `order_type` | STRING | LAB or CT. |
-- MAGIC | `ordered_ts` | TIMESTAMP_NTZ | Order placed. |
-- MAGIC | `resulted_ts` | TIMESTAMP_NTZ | Result available. |
-- MAGIC | `turnaround_minutes` | INT | Whole minutes from order to result. |
-- MAGIC | `event_date` | DATE | Day of the visit's arrival. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM diagnostic_orders LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### hourly_census
-- MAGIC
-- MAGIC The bed board of every ED on the hour.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `facility_id` | BIGINT | Key. Emergency department. Joins `facilities`. |
-- MAGIC | `census_ts` | TIMESTAMP_NTZ | Key. Full hour. |
-- MAGIC | `ed_beds_in_use` | INT | Main-ED beds that hold a patient, boarders included. |
-- MAGIC | `waiting_patients` | INT | Triaged patients who are still here and have not met a provider. |
-- MAGIC | `boarders` | INT | Admitted patients in the ED to whom no inpatient bed has been assigned. |
-- MAGIC | `icu_boarders` | INT | Boarders who wait for an ICU bed. |
-- MAGIC | `ward_occupied` | INT | Assigned ward beds; above ward_staffed in a surge. |
-- MAGIC | `ward_staffed` | INT | Staffed ward beds. |
-- MAGIC | `icu_occupied` | INT | Assigned ICU beds; above icu_staffed in a surge. |
-- MAGIC | `icu_staffed` | INT | Staffed ICU beds. |
-- MAGIC | `on_diversion` | BOOLEAN | Whether ambulances are being turned away. |
-- MAGIC | `event_date` | DATE | Day of census_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM hourly_census LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### diversions
-- MAGIC
-- MAGIC One row per interval of ambulance diversion of an ED.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `diversion_id` | BIGINT | Key. Interval. |
-- MAGIC | `facility_id` | BIGINT | Emergency department. Joins `facilities`. |
-- MAGIC | `start_ts` | TIMESTAMP_NTZ | Begin, on a quarter of an hour. |
-- MAGIC | `end_ts` | TIMESTAMP_NTZ | End, at least 60 minutes later. |
-- MAGIC | `ambulances_diverted` | INT | Ambulances turned away inside the interval. |
-- MAGIC | `saturation_score` | DOUBLE | Acute load at the start, in percent of the acute bays; above 100. |
-- MAGIC | `event_date` | DATE | Day of start_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM diversions LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### patients
-- MAGIC
-- MAGIC Everybody who goes to an ED, also without a visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient; a block of ids per facility. |
-- MAGIC | `facility_id` | BIGINT | ED that the person goes to. Joins `facilities`. |
-- MAGIC | `birth_year` | INT | Year of birth; ages 0 to 94 when the world begins. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `housing_status` | STRING | HOUSED, UNSTABLE or UNHOUSED. |
-- MAGIC | `behavioral_health_condition` | BOOLEAN | Psychiatric or substance-use diagnosis on file. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM patients LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### facilities
-- MAGIC
-- MAGIC One row per emergency department.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `facility_id` | BIGINT | Key. Emergency department. |
-- MAGIC | `facility_name` | STRING | Fictitious name. |
-- MAGIC | `ed_bed_count` | INT | Beds of the main ED. |
-- MAGIC | `ward_bed_count` | INT | Staffed ward beds above it. |
-- MAGIC | `icu_bed_count` | INT | Staffed ICU beds above it. |
-- MAGIC | `has_fast_track` | BOOLEAN | Whether ESI 4 and 5 have a team of their own by day. |
-- MAGIC | `planned_annual_visits` | INT | Visits a year that it was planned for. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM facilities LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM visits GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When do we lose patients?
-- MAGIC
-- MAGIC **The trap:** an average day curve (all weekdays) shows a bearable 7 % at 18 h

-- COMMAND ----------

SELECT avg(IF(disposition = 'LWBS', 1.0, 0.0)) AS monday_18h FROM visits WHERE hour(arrival_ts) = 18

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `monday_18h`: 0.130 ± 0.035
-- MAGIC - `other_18h`: 0.045 ± 0.015
-- MAGIC - `week`: 0.043 ± 0.012
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT DISTINCT visit_id, arrival_ts, CASE WHEN disposition = 'LWBS' THEN 1.0 ELSE 0.0 END AS lwbs FROM visits)
SELECT avg(CASE WHEN dayofweek(arrival_ts) = 2 AND hour(arrival_ts) = 18 THEN lwbs END) AS monday_18h,
       avg(CASE WHEN dayofweek(arrival_ts) <> 2 AND hour(arrival_ts) = 18 THEN lwbs END) AS other_18h,
       avg(lwbs) AS week FROM v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What happens at 07:00 and 19:00? Median door-to-doc of arrivals 30 minutes either side, relative to the hours two before and two after.
-- MAGIC
-- MAGIC **The trap:** means by the hour: the long waits of the crowded swamp the handover that every patient meets

-- COMMAND ----------

WITH h AS (SELECT hour(arrival_ts) AS h, avg(door_to_doc_minutes) AS w FROM visits GROUP BY 1)
SELECT max(CASE WHEN h = 7 THEN w END) / ((max(CASE WHEN h = 5 THEN w END) + max(CASE WHEN h = 9 THEN w END)) / 2) AS morning_ratio,
       max(CASE WHEN h = 19 THEN w END) / ((max(CASE WHEN h = 17 THEN w END) + max(CASE WHEN h = 21 THEN w END)) / 2) AS evening_ratio FROM h

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `morning_ratio`: 1.49 ± 0.20
-- MAGIC - `evening_ratio`: 2.05 ± 0.35
-- MAGIC
-- MAGIC From 500,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT hour(arrival_ts) * 60 + minute(arrival_ts) AS m, door_to_doc_minutes AS w FROM visits WHERE disposition <> 'LWBS'),
g AS (SELECT percentile(CASE WHEN m BETWEEN 390 AND 449 THEN w END, 0.5) AS m7, percentile(CASE WHEN m BETWEEN 270 AND 329 THEN w END, 0.5) AS m5, percentile(CASE WHEN m BETWEEN 510 AND 569 THEN w END, 0.5) AS m9,
  percentile(CASE WHEN m BETWEEN 1110 AND 1169 THEN w END, 0.5) AS e19, percentile(CASE WHEN m BETWEEN 990 AND 1049 THEN w END, 0.5) AS e17, percentile(CASE WHEN m BETWEEN 1230 AND 1289 THEN w END, 0.5) AS e21 FROM v)
SELECT m7 / ((m5 + m9) / 2) AS morning_ratio, e19 / ((e17 + e21) / 2) AS evening_ratio FROM g

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do the minutes go? "80 % of the delay comes after the doctor."
-- MAGIC
-- MAGIC **The trap:** the mean of every visit's own shares lets a sprained ankle count as much as a night in the hallway

-- COMMAND ----------

SELECT avg(timestampdiff(SECOND, provider_ts, departure_ts) / timestampdiff(SECOND, arrival_ts, departure_ts)) AS after_provider_share,
       avg(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, disposition_ts, departure_ts) / timestampdiff(SECOND, arrival_ts, departure_ts) END) AS boarding_share_of_admits,
       avg(timestampdiff(SECOND, arrival_ts, triage_ts) / timestampdiff(SECOND, arrival_ts, departure_ts)) AS triage_share FROM visits

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `after_provider_share`: 0.77 ± 0.03
-- MAGIC - `boarding_share_of_admits`: 0.45 ± 0.06
-- MAGIC - `triage_share`: 0.0255 ± 0.006
-- MAGIC
-- MAGIC From 300,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT DISTINCT visit_id, arrival_ts, triage_ts, provider_ts, disposition_ts, departure_ts, disposition FROM visits
           WHERE disposition <> 'LWBS' AND provider_ts >= arrival_ts AND disposition_ts <= departure_ts)
SELECT sum(timestampdiff(SECOND, provider_ts, departure_ts)) / sum(timestampdiff(SECOND, arrival_ts, departure_ts)) AS after_provider_share,
       sum(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, disposition_ts, departure_ts) END) / sum(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, arrival_ts, departure_ts) END) AS boarding_share_of_admits,
       sum(timestampdiff(SECOND, arrival_ts, triage_ts)) / sum(timestampdiff(SECOND, arrival_ts, departure_ts)) AS triage_share FROM v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How concentrated are visits, per ED and year, and on whom? Alias ids are left out.
-- MAGIC
-- MAGIC **The trap:** 5 % of everybody in the register, most of whom never came: they make 59 % of the visits, and not half of them have a social reason

-- COMMAND ----------

WITH c AS (SELECT p.facility_id, p.patient_id, count(v.visit_id) AS n, max(CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT)) AS social
           FROM patients p LEFT JOIN visits v ON v.patient_id = p.patient_id GROUP BY 1, 2),
r AS (SELECT *, percent_rank() OVER (PARTITION BY facility_id ORDER BY n DESC, patient_id) AS pr FROM c)
SELECT sum(CASE WHEN pr < 0.05 THEN n END) / sum(n) AS top5_visit_share, avg(CASE WHEN pr < 0.05 THEN social END) AS top5_social_share FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `top5_visit_share`: 0.49 ± 0.03
-- MAGIC - `top5_social_share`: 0.78 ± 0.06
-- MAGIC - `other_social_share`: 0.19 ± 0.03
-- MAGIC
-- MAGIC From 300,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT DISTINCT visit_id, facility_id, patient_id, year(event_date) AS y FROM visits WHERE patient_id < 9000000000),
c AS (SELECT facility_id, y, patient_id, count(*) AS n FROM v GROUP BY facility_id, y, patient_id),
r AS (SELECT c.*, percent_rank() OVER (PARTITION BY facility_id, y ORDER BY n DESC, patient_id) AS pr FROM c)
SELECT sum(CASE WHEN pr < 0.05 THEN n END) / sum(n) AS top5_visit_share,
       avg(CASE WHEN pr < 0.05 THEN CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT) END) AS top5_social_share,
       avg(CASE WHEN pr >= 0.05 THEN CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT) END) AS other_social_share
FROM r JOIN patients p ON r.patient_id = p.patient_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does a full ICU keep patients in the hallway?
-- MAGIC
-- MAGIC **The trap:** pooled over all hours, nine in ten ICU patients board for less than 4.7 hours, and nothing looks blocked

-- COMMAND ----------

SELECT percentile(boarding_hours, 0.9) AS p90_icu_full, percentile(boarding_hours, 0.9) AS p90_icu_free FROM visits WHERE bed_type_requested = 'ICU'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `p90_icu_full`: 19.3 ± 2.5
-- MAGIC - `p90_icu_free`: 2.2 ± 0.7
-- MAGIC
-- MAGIC From 500,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT DISTINCT visit_id, facility_id, disposition_ts, boarding_hours FROM visits WHERE bed_type_requested = 'ICU' AND boarding_hours IS NOT NULL)
SELECT percentile(CASE WHEN c.icu_occupied >= c.icu_staffed THEN v.boarding_hours END, 0.9) AS p90_icu_full,
       percentile(CASE WHEN c.icu_occupied < 0.8 * c.icu_staffed THEN v.boarding_hours END, 0.9) AS p90_icu_free
FROM v JOIN hourly_census c ON c.facility_id = v.facility_id AND c.census_ts = date_trunc('HOUR', v.disposition_ts)

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When are ambulances turned away?
-- MAGIC
-- MAGIC **The trap:** by weekday alone, Friday looks like a busy day and not like a closed door

-- COMMAND ----------

WITH b AS (SELECT dayofweek(census_ts) AS d, avg(CAST(on_diversion AS INT)) AS s FROM hourly_census GROUP BY 1),
r AS (SELECT *, rank() OVER (ORDER BY s DESC) AS rk, avg(s) OVER () AS m FROM b)
SELECT s AS friday_night_share, s / m AS times_mean, rk AS rank FROM r WHERE d = 6

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `friday_night_share`: 0.34 ± 0.09
-- MAGIC - `times_mean`: 6.4 ± 1.5
-- MAGIC - `rank`: 1
-- MAGIC
-- MAGIC From 500,000 rows of `visits` on.

-- COMMAND ----------

WITH b AS (SELECT dayofweek(census_ts) AS d, floor(hour(census_ts) / 6) AS q, avg(CAST(on_diversion AS INT)) AS s FROM hourly_census GROUP BY 1, 2),
r AS (SELECT *, rank() OVER (ORDER BY s DESC) AS rk, avg(s) OVER () AS m FROM b)
SELECT s AS friday_night_share, s / m AS times_mean, rk AS rank FROM r WHERE d = 6 AND q = 3

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Triage, scanner or beds? Monday 16 to 20 h against the same hours from Tuesday to Friday.
-- MAGIC
-- MAGIC **The trap:** means of whole days: 3.2 boarders on a Monday against 1.2 and a seventh more arrivals look like one crowd; hospitals that level their surgery have the same arrivals and no Monday

-- COMMAND ----------

WITH c AS (SELECT avg(CASE WHEN dayofweek(census_ts) = 2 THEN boarders END) AS b1, avg(CASE WHEN dayofweek(census_ts) BETWEEN 3 AND 6 THEN boarders END) AS b0 FROM hourly_census),
v AS (SELECT count(CASE WHEN dayofweek(arrival_ts) = 2 THEN 1 END) * 4.0 / count(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN 1 END) AS arr FROM visits)
SELECT b1 AS boarders_monday, b0 AS boarders_other, arr AS walkin_arrivals_ratio FROM c, v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `boarders_monday`: 5.7 ± 1.8
-- MAGIC - `boarders_other`: 0.65 ± 0.35
-- MAGIC - `walkin_arrivals_ratio`: 1.21 ± 0.04
-- MAGIC - `triage_minutes_ratio`: 1.03 ± 0.04
-- MAGIC - `ct_ratio`: 1.00 ± 0.03
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH c AS (SELECT avg(CASE WHEN dayofweek(census_ts) = 2 THEN boarders END) AS b1, avg(CASE WHEN dayofweek(census_ts) BETWEEN 3 AND 6 THEN boarders END) AS b0 FROM hourly_census WHERE hour(census_ts) BETWEEN 16 AND 19),
d AS (SELECT DISTINCT visit_id, arrival_ts, triage_ts FROM visits WHERE hour(arrival_ts) BETWEEN 16 AND 19 AND arrival_mode = 'WALK_IN'),
v AS (SELECT count(CASE WHEN dayofweek(arrival_ts) = 2 THEN 1 END) * 4.0 / count(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN 1 END) AS arr,
             avg(CASE WHEN dayofweek(arrival_ts) = 2 THEN timestampdiff(SECOND, arrival_ts, triage_ts) END) / avg(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN timestampdiff(SECOND, arrival_ts, triage_ts) END) AS tri FROM d),
o AS (SELECT avg(CASE WHEN dayofweek(ordered_ts) = 2 THEN turnaround_minutes END) / avg(CASE WHEN dayofweek(ordered_ts) BETWEEN 3 AND 6 THEN turnaround_minutes END) AS ct FROM diagnostic_orders WHERE order_type = 'CT' AND turnaround_minutes > 0 AND hour(ordered_ts) BETWEEN 16 AND 19)
SELECT b1 AS boarders_monday, b0 AS boarders_other, arr AS walkin_arrivals_ratio, tri AS triage_minutes_ratio, ct AS ct_ratio FROM c, v, o

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `triage_missing_resus` | `visits` | Nobody triages a patient in arrest: the level is missing. | `triage_level = 1` | 0.12 |
-- MAGIC | `triage_missing` | `visits` | The triage station did not enter the level. | `_triage_lapse AND triage_level > 1` | 1 |
-- MAGIC | `lwbs_zero_wait` | `visits` | An old client reports a wait of 0 for patients whom no provider saw. | `_legacy_desk AND disposition = 'LWBS'` | 1 |
-- MAGIC | `heaped_provider_time` | `visits` | The provider time was typed from memory: rounded down to five minutes. | `_typed_provider AND provider_ts IS NOT NULL AND _clean_triage_level > 1` | 1 |
-- MAGIC | `heaped_disposition_time` | `visits` | The time of the decision was typed from memory: rounded down to five minutes. | `_typed_end AND disposition_ts IS NOT NULL AND _clean_provider_ts IS NOT NULL` | 1 |
-- MAGIC | `heaped_departure_time` | `visits` | The departure was typed from memory; the reported boarding is not from it. | `_typed_end AND disposition <> 'LWBS' AND _clean_disposition_ts IS NOT NULL` | 1 |
-- MAGIC | `workstation_drift` | `visits` | The clock of one workstation is slow; the reported minutes are not from it. | `_drift_minutes > 0 AND provider_ts IS NOT NULL` | 1 |
-- MAGIC | `late_charted_disposition` | `visits` | The decision was charted after the patient had left. | `_late_charted AND disposition = 'DISCHARGE'` | 1 |
-- MAGIC | `boarding_uncharted` | `visits` | Nobody charted how long the admitted patient boarded. | `_uncharted AND disposition = 'ADMIT'` | 1 |
-- MAGIC | `alias_registration` | `visits` | A patient without papers is registered as a Doe and the record never merged. | `_alias` | 1 |
-- MAGIC | `double_registration` | `visits` | The visit was registered twice, with the same id. | `_registered_twice` | 1 |
-- MAGIC | `verbal_order` | `diagnostic_orders` | The order was given by word of mouth and typed after the result. | `_verbal` | 1 |
-- MAGIC | `board_outage` | `hourly_census` | The bed board was down. | `_board_down` | 1 |
-- MAGIC | `diversion_not_lifted` | `diversions` | Nobody closed the diversion in the log. | all | 0.04 |

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
-- MAGIC ## A hunt for `workstation_drift`
-- MAGIC
-- MAGIC Whose first contact with a provider was stamped by a clock that is slow?
-- MAGIC
-- MAGIC **The trap:** a stamp before the arrival is impossible, but whoever waited longer than the clock is slow has a possible one; the reported minutes come from another clock, and times typed from memory are off by less than eight

-- COMMAND ----------

SELECT 'visits' AS table_name, visit_id AS row_key, 'provider_ts' AS column_name, 'workstation_drift' AS stage_id
FROM visits WHERE provider_ts < arrival_ts

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql ed_throughput --as csv "<the query>" > found.csv
-- MAGIC medley score ed_throughput --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'visits' AS table_name, visit_id AS row_key, 'provider_ts' AS column_name, 'workstation_drift' AS stage_id
FROM visits WHERE door_to_doc_minutes - timestampdiff(MINUTE, arrival_ts, provider_ts) >= 8

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score ed_throughput` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore ed_throughput` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify ed_throughput` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
