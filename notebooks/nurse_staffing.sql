-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Nurse staffing: one shift too many, one call-out for three, and the hospital next door
-- MAGIC
-- MAGIC Nurse turnover is the largest avoidable cost of a hospital, and agency nurses cost three times a staff nurse. You have the roster, the censuses of the units and the exits. Find which units are about to lose people: nurses who worked one shift with more than six patients quit twice as often in the month after, one call-out forces three colleagues into overtime, Super Bowl Sunday empties the roster, and when the hospital across the street pays $5 an hour more, the young ones go.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `shifts` | One row per nurse and shift, also call-outs. |
-- MAGIC | `unit_shifts` | One row per unit and shift. |
-- MAGIC | `nurses` | One row per employment. |
-- MAGIC | `separations` | One row per exit. |
-- MAGIC | `market_offers` | Sign-on offers of competitors. |
-- MAGIC | `units` | One row per inpatient unit. |
-- MAGIC | `key_nurse_months` | What is true of an RN's month. |
-- MAGIC | `key_callout_cover` | What became of holes after call-outs. |
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
CREATE WIDGET TEXT schema DEFAULT 'nurse_staffing';
CREATE WIDGET TEXT key_schema DEFAULT 'nurse_staffing_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/nurse_staffing/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW shifts AS SELECT * FROM ' || tables_in || 'shifts`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW unit_shifts AS SELECT * FROM ' || tables_in || 'unit_shifts`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW nurses AS SELECT * FROM ' || tables_in || 'nurses`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW separations AS SELECT * FROM ' || tables_in || 'separations`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW market_offers AS SELECT * FROM ' || tables_in || 'market_offers`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW units AS SELECT * FROM ' || tables_in || 'units`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/nurse_staffing/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_nurse_months AS SELECT * FROM ' || tables_in || 'nurse_months`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_callout_cover AS SELECT * FROM ' || tables_in || 'callout_cover`';
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
-- MAGIC ### shifts
-- MAGIC
-- MAGIC One row per nurse and shift, also call-outs.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `shift_id` | BIGINT | Key. Shift of a nurse; ids of a hospital are shuffled. |
-- MAGIC | `nurse_id` | BIGINT | Nurse. From 900,000,000 on: an agency nurse, who has no row in nurses, keeps the id for a contract and may come back. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `unit_id` | BIGINT | Unit worked in. Joins `units`. |
-- MAGIC | `unit_type` | STRING | ICU, STEPDOWN, TELEMETRY or MEDSURG. |
-- MAGIC | `shift_date` | DATE | Day on which the shift starts. |
-- MAGIC | `shift_code` | STRING | D 07:00-19:30 or N 19:00-07:30. |
-- MAGIC | `nurse_certification` | STRING | RN, LPN or CNA. |
-- MAGIC | `attendance_status` | STRING | WORKED or CALLED_OUT. |
-- MAGIC | `hours_worked` | DOUBLE | 12 and overtime; 4 for a nurse called in for a third of a shift; 0 if called out. Some hospitals' clocks round to quarters. |
-- MAGIC | `overtime_hours` | DOUBLE | 4 if MANDATORY, 12 if VOLUNTARY, else hours past the end. |
-- MAGIC | `overtime_type` | STRING | NONE, INCIDENTAL, VOLUNTARY (extra shift) or MANDATORY. |
-- MAGIC | `agency_nurse_flag` | BOOLEAN | Whether an agency sent the nurse. |
-- MAGIC | `is_float` | BOOLEAN | Whether the nurse works outside the home unit. |
-- MAGIC | `patient_to_nurse_ratio` | DOUBLE | Patients per RN present on the unit and shift; NULL if called out. |
-- MAGIC | `hourly_rate_usd` | DECIMAL(6,2) | Pay of staff, bill rate of an agency nurse's contract. |
-- MAGIC | `event_date` | DATE | Day on which the shift starts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM shifts LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### unit_shifts
-- MAGIC
-- MAGIC One row per unit and shift.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `unit_id` | BIGINT | Key. Unit. Joins `units`. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `unit_type` | STRING | ICU, STEPDOWN, TELEMETRY or MEDSURG. |
-- MAGIC | `shift_code` | STRING | Key. D or N. |
-- MAGIC | `patient_census` | INT | Patients on the unit. |
-- MAGIC | `patient_acuity_score` | DOUBLE | Mean acuity of the patients, 1 (light) to 5. |
-- MAGIC | `required_rns` | INT | RNs by census, acuity and target ratio. |
-- MAGIC | `scheduled_rns` | INT | RNs on the roster, those who called out among them. |
-- MAGIC | `present_rns` | INT | RNs at work; three pieces of mandatory overtime count as one. |
-- MAGIC | `call_outs` | INT | RNs who called out. |
-- MAGIC | `mandatory_covers` | INT | Holes covered by three pieces of mandatory overtime. |
-- MAGIC | `agency_rns` | INT | Agency RNs at work. |
-- MAGIC | `icu_level_patients` | INT | Patients of ICU acuity on a TELEMETRY or MEDSURG unit; 0 elsewhere. |
-- MAGIC | `ccrn_rns` | INT | RNs at work with a critical-care certificate. |
-- MAGIC | `icu_occupancy_pct` | DOUBLE | Occupied share of the hospital's ICU beds, percent. |
-- MAGIC | `patient_to_nurse_ratio` | DOUBLE | patient_census / present_rns. |
-- MAGIC | `event_date` | DATE | Key. Day on which the shift starts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM unit_shifts LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### nurses
-- MAGIC
-- MAGIC One row per employment.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `nurse_id` | BIGINT | Key. Nurse; ids of a hospital are shuffled. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `unit_id` | BIGINT | Home unit. Joins `units`. |
-- MAGIC | `nurse_certification` | STRING | RN, LPN or CNA. |
-- MAGIC | `specialty_certification` | STRING | CCRN, PCCN, CMSRN or NULL. |
-- MAGIC | `birth_year` | INT | Year of birth. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `hire_date` | DATE | First day; newcomers begin on every second Monday. |
-- MAGIC | `termination_date` | DATE | First day gone; NULL if employed on the last day. |
-- MAGIC | `shift_preference` | STRING | D or N. |
-- MAGIC | `hourly_rate_usd` | DECIMAL(6,2) | Pay. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM nurses LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### separations
-- MAGIC
-- MAGIC One row per exit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `separation_id` | BIGINT | Key. Exit. |
-- MAGIC | `nurse_id` | BIGINT | Nurse. Joins `nurses`. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `unit_id` | BIGINT | Home unit. Joins `units`. |
-- MAGIC | `unit_type` | STRING | Its type. |
-- MAGIC | `nurse_certification` | STRING | RN, LPN or CNA. |
-- MAGIC | `tenure_years` | DOUBLE | Years since the hire. |
-- MAGIC | `reason` | STRING | Exit interview: WORKLOAD, PAY, RELOCATION, RETIREMENT or OTHER. |
-- MAGIC | `replacement_cost_usd` | DECIMAL(12,2) | Cost of replacing the nurse. |
-- MAGIC | `event_date` | DATE | First day gone. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM separations LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### market_offers
-- MAGIC
-- MAGIC Sign-on offers of competitors.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `offer_id` | BIGINT | Key. Offer. |
-- MAGIC | `hospital_id` | BIGINT | Hospital whose nurses are courted. |
-- MAGIC | `competitor_name` | STRING | Competitor A to F. |
-- MAGIC | `premium_usd_per_hour` | DECIMAL(6,2) | Pay above the hospital's. |
-- MAGIC | `start_date` | DATE | First of a month. |
-- MAGIC | `end_date` | DATE | End of the first, second or third month. |
-- MAGIC | `announced_on` | DATE | Weekday 3 to 21 days before. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM market_offers LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### units
-- MAGIC
-- MAGIC One row per inpatient unit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `unit_id` | BIGINT | Key. Unit. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `unit_type` | STRING | ICU, STEPDOWN, TELEMETRY or MEDSURG. |
-- MAGIC | `staffed_beds` | INT | Beds. |
-- MAGIC | `target_ratio_day` | DOUBLE | Patients per RN that the hospital plans by day. |
-- MAGIC | `target_ratio_night` | DOUBLE | The same at night. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM units LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM shifts GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does one shift above six patients to an RN double the exit rate of the month after? RNs of MEDSURG.
-- MAGIC
-- MAGIC **The trap:** exits by the ratio of the same month give a half instead of double, since leavers work fewer shifts in it

-- COMMAND ----------

WITH n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type = 'MEDSURG'),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, max(coalesce(s.patient_to_nurse_ratio, 0) > 6) AS exposed FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2),
x AS (SELECT e.exposed, CAST(q.nurse_id IS NOT NULL AS INT) AS quit FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m)
SELECT avg(CASE WHEN exposed THEN quit END) AS exposed_rate, avg(CASE WHEN NOT exposed THEN quit END) AS other_rate, avg(CASE WHEN exposed THEN quit END) / avg(CASE WHEN NOT exposed THEN quit END) AS hazard_ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `hazard_ratio`: 2.0 ± 0.40
-- MAGIC - `exposed_rate`: 0.0205 ± 0.004
-- MAGIC - `other_rate`: 0.0102 ± 0.002
-- MAGIC
-- MAGIC From 3,500,000 rows of `shifts` on.

-- COMMAND ----------

WITH n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type = 'MEDSURG'),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, max(coalesce(s.patient_to_nurse_ratio, 0) > 6) AS exposed FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2),
x AS (SELECT e.exposed, CAST(p.nurse_id IS NOT NULL AS INT) AS quit FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE q.nurse_id IS NULL AND e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT avg(CASE WHEN exposed THEN quit END) AS exposed_rate, avg(CASE WHEN NOT exposed THEN quit END) AS other_rate, avg(CASE WHEN exposed THEN quit END) / avg(CASE WHEN NOT exposed THEN quit END) AS hazard_ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who is missing on Super Bowl Sunday?
-- MAGIC
-- MAGIC **The trap:** by the month, February and December look much like any other: one day drowns in it

-- COMMAND ----------

WITH s AS (SELECT month(event_date) AS m, avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)) AS r FROM shifts WHERE year(event_date) = 2024 GROUP BY 1)
SELECT max(CASE WHEN m = 2 THEN r END) / avg(r) AS super_bowl_ratio, max(CASE WHEN m = 12 THEN r END) / avg(r) AS christmas_ratio FROM s

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `super_bowl_ratio`: 1.85 ± 0.35
-- MAGIC - `christmas_ratio`: 1.38 ± 0.25
-- MAGIC
-- MAGIC From 1,000,000 rows of `shifts` on.

-- COMMAND ----------

WITH s AS (SELECT event_date AS d, avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)) AS r, count(*) AS n FROM shifts WHERE NOT coalesce(agency_nurse_flag, true) AND overtime_type <> 'VOLUNTARY' AND year(event_date) = 2024 GROUP BY 1)
SELECT max(CASE WHEN d = DATE '2024-02-11' THEN r END) / avg(CASE WHEN dayofweek(d) = 1 AND d <> DATE '2024-02-11' THEN r END) AS super_bowl_ratio,
       avg(CASE WHEN d IN (DATE '2024-12-24', DATE '2024-12-25') THEN r END) / avg(CASE WHEN month(d) = 12 AND day(d) NOT IN (24, 25) THEN r END) AS christmas_ratio FROM s

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a call-out do that nobody volunteers for?
-- MAGIC
-- MAGIC **The trap:** dividing by all call-outs gives 0.3: floats and volunteers take most of them

-- COMMAND ----------

SELECT (SELECT count(DISTINCT shift_id) FROM shifts WHERE overtime_type = 'MANDATORY') / sum(call_outs) AS rows_per_cover FROM unit_shifts

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `rows_per_cover`: 2.99 ± 0.03
-- MAGIC - `near_call_out`: >= 0.985
-- MAGIC
-- MAGIC From 500,000 rows of `shifts` on.

-- COMMAND ----------

WITH m AS (SELECT DISTINCT shift_id, unit_id, event_date FROM shifts WHERE overtime_type = 'MANDATORY'),
c AS (SELECT unit_id, event_date, sum(call_outs) AS k FROM unit_shifts GROUP BY 1, 2),
j AS (SELECT m.shift_id, max(coalesce(c.k, 0)) AS k FROM m LEFT JOIN c ON m.unit_id = c.unit_id AND c.event_date BETWEEN date_sub(m.event_date, 1) AND date_add(m.event_date, 1) GROUP BY 1)
SELECT count(*) / (SELECT sum(mandatory_covers) FROM unit_shifts) AS rows_per_cover, avg(CAST(k > 0 AS INT)) AS near_call_out FROM j

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often does a patient of ICU level lie on MEDSURG on a shift without a critical-care nurse?
-- MAGIC
-- MAGIC **The trap:** the mean over all occupancies hides a sevenfold difference

-- COMMAND ----------

SELECT avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS mismatch, avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS icu_full,
       avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS icu_not_full FROM unit_shifts WHERE unit_type = 'MEDSURG'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `mismatch`: 0.026 ± 0.007
-- MAGIC - `icu_full`: 0.073 ± 0.018
-- MAGIC - `icu_not_full`: 0.0097 ± 0.002
-- MAGIC
-- MAGIC From 1,500,000 rows of `shifts` on.

-- COMMAND ----------

SELECT avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS mismatch, avg(CASE WHEN icu_occupancy_pct >= 95 THEN CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT) END) AS icu_full,
       avg(CASE WHEN icu_occupancy_pct < 95 THEN CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT) END) AS icu_not_full FROM unit_shifts WHERE unit_type = 'MEDSURG'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does workload turnover cost a hospital a year, and does it follow the share of shifts above five patients? RNs of MEDSURG and TELEMETRY.
-- MAGIC
-- MAGIC **The trap:** all RN exits are not all burnout, and over all unit types the relation vanishes because ICUs lose most

-- COMMAND ----------

WITH y AS (SELECT count(DISTINCT hospital_id, year(event_date)) AS n FROM unit_shifts),
e AS (SELECT nurse_id, trunc(event_date, 'MM') AS m, avg(CAST(patient_to_nurse_ratio > 5 AS INT)) AS s5 FROM shifts WHERE attendance_status = 'WORKED' AND nurse_certification = 'RN' AND nurse_id < 900000000 GROUP BY 1, 2 HAVING count(*) >= 6),
x AS (SELECT CAST(p.nurse_id IS NOT NULL AS INT) AS quit, ntile(3) OVER (ORDER BY e.s5, e.nurse_id) AS t FROM e LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT (SELECT sum(replacement_cost_usd) FROM separations WHERE nurse_certification = 'RN') / max(y.n) AS workload_usd_per_year,
       avg(CASE WHEN t = 3 THEN quit END) / avg(CASE WHEN t = 1 THEN quit END) AS top_to_bottom FROM x, y

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `workload_usd_per_year`: 1900000 ± 450000
-- MAGIC - `top_to_bottom`: 1.53 ± 0.30
-- MAGIC
-- MAGIC From 4,000,000 rows of `shifts` on.

-- COMMAND ----------

WITH y AS (SELECT count(DISTINCT hospital_id, year(event_date)) AS n FROM unit_shifts),
n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type IN ('MEDSURG', 'TELEMETRY')),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, avg(CAST(s.patient_to_nurse_ratio > 5 AS INT)) AS s5 FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2 HAVING count(*) >= 6),
x AS (SELECT e.s5, CAST(p.nurse_id IS NOT NULL AS INT) AS quit, ntile(3) OVER (ORDER BY e.s5, e.nurse_id) AS t FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE q.nurse_id IS NULL AND e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT (SELECT sum(replacement_cost_usd) FROM separations WHERE reason = 'WORKLOAD' AND nurse_certification = 'RN') / max(y.n) AS workload_usd_per_year,
       avg(CASE WHEN t = 3 THEN quit END) / avg(CASE WHEN t = 1 THEN quit END) AS top_to_bottom FROM x, y

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does an offer of $5 next door do?
-- MAGIC
-- MAGIC **The trap:** all exits together rise by less than a third

-- COMMAND ----------

WITH p AS (SELECT s.*, o.offer_id IS NOT NULL AS in_offer FROM separations s LEFT JOIN market_offers o ON o.hospital_id = s.hospital_id AND s.event_date BETWEEN o.start_date AND o.end_date WHERE s.nurse_certification = 'RN'),
k AS (SELECT sum(months_between(date_add(end_date, 1), start_date)) AS offer_months FROM market_offers), t AS (SELECT count(DISTINCT hospital_id, trunc(event_date, 'MM')) AS months FROM unit_shifts)
SELECT (count(CASE WHEN in_offer THEN 1 END) / max(k.offer_months)) / (count(CASE WHEN NOT in_offer THEN 1 END) / (max(t.months) - max(k.offer_months))) AS pay_exit_ratio,
       avg(CASE WHEN in_offer THEN CAST(tenure_years >= 1 AND tenure_years < 4.2 AS INT) END) AS young_share FROM p, k, t

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `pay_exit_ratio`: 2.9 ± 1.0
-- MAGIC - `young_share`: 0.81 ± 0.11
-- MAGIC
-- MAGIC From 3,000,000 rows of `shifts` on.

-- COMMAND ----------

WITH p AS (SELECT s.*, o.offer_id IS NOT NULL AS in_offer FROM separations s LEFT JOIN market_offers o ON o.hospital_id = s.hospital_id AND s.event_date BETWEEN o.start_date AND o.end_date WHERE s.nurse_certification = 'RN' AND s.reason = 'PAY'),
k AS (SELECT sum(months_between(date_add(end_date, 1), start_date)) AS offer_months FROM market_offers), t AS (SELECT count(DISTINCT hospital_id, trunc(event_date, 'MM')) AS months FROM unit_shifts)
SELECT (count(CASE WHEN in_offer THEN 1 END) / max(k.offer_months)) / (count(CASE WHEN NOT in_offer THEN 1 END) / (max(t.months) - max(k.offer_months))) AS pay_exit_ratio,
       avg(CASE WHEN in_offer THEN CAST(tenure_years >= 1 AND tenure_years < 4.2 AS INT) END) AS young_share FROM p, k, t

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `float_home_unit` | `shifts` | The clerk leaves a float on the home unit. | `is_float AND _desk_bad` | 0.5 |
-- MAGIC | `night_shift_misdated` | `shifts` | Payroll dates a night by its end. | `shift_code = 'N' AND _payroll_b AND _pay_bad` | 0.5 |
-- MAGIC | `callout_as_pto` | `shifts` | A call-out is coded as paid time off. | `attendance_status = 'CALLED_OUT' AND _desk_bad` | 0.15 |
-- MAGIC | `agency_untagged` | `shifts` | Nobody marks the agency nurse. | `agency_nurse_flag AND _agency_bad` | 0.4 |
-- MAGIC | `ratio_missing` | `shifts` | The staffing sheet was not filled in. | `attendance_status = 'WORKED' AND _sheet_bad` | 0.3 |
-- MAGIC | `missed_punch` | `shifts` | No clock-out: the clock closes the shift after a day. | `attendance_status = 'WORKED' AND hours_worked >= 12 AND _clock_bad` | 0.06 |
-- MAGIC | `double_clocked` | `shifts` | The time clock sends the shift twice. | `attendance_status = 'WORKED' AND _clock_bad` | 0.06 |
-- MAGIC | `polite_exit` | `separations` | The interviewer does not like to write workload. | `reason = 'WORKLOAD' AND _interviewer_soft` | 0.4 |
-- MAGIC | `termination_missing` | `nurses` | Still on the books. | `termination_date IS NOT NULL` | 0.04 |

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
-- MAGIC ## A hunt for `float_home_unit`
-- MAGIC
-- MAGIC Which floats were left on their home unit by the clerk?
-- MAGIC
-- MAGIC **The trap:** a nurse who floats is no fault; one who floats on her home unit is, and where that is stands with the nurse

-- COMMAND ----------

SELECT 'shifts' AS table_name, s.shift_id AS row_key, 'unit_id' AS column_name, 'float_home_unit' AS stage_id
FROM shifts s WHERE s.is_float

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql nurse_staffing --as csv "<the query>" > found.csv
-- MAGIC medley score nurse_staffing --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'shifts' AS table_name, s.shift_id AS row_key, 'unit_id' AS column_name, 'float_home_unit' AS stage_id
FROM shifts s JOIN nurses n ON n.nurse_id = s.nurse_id WHERE s.is_float AND s.unit_id = n.unit_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score nurse_staffing` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore nurse_staffing` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify nurse_staffing` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
