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
-- MAGIC One row with `hazard_ratio`, `exposed_rate`, `other_rate`, from `shifts`, `unit_shifts`, `nurses`, `separations`, `units`. From 3,500,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: exits by the ratio of the same month give a half instead of double, since leavers work fewer shifts in it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who is missing on Super Bowl Sunday?
-- MAGIC
-- MAGIC One row with `super_bowl_ratio`, `christmas_ratio`, from `shifts`. From 1,000,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: by the month, February and December look much like any other: one day drowns in it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does a call-out do that nobody volunteers for?
-- MAGIC
-- MAGIC One row with `rows_per_cover`, `near_call_out`, from `shifts`, `unit_shifts`. From 500,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: dividing by all call-outs gives 0.3: floats and volunteers take most of them.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often does a patient of ICU level lie on MEDSURG on a shift without a critical-care nurse?
-- MAGIC
-- MAGIC One row with `mismatch`, `icu_full`, `icu_not_full`, from `unit_shifts`. From 1,500,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean over all occupancies hides a sevenfold difference.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does workload turnover cost a hospital a year, and does it follow the share of shifts above five patients? RNs of MEDSURG and TELEMETRY.
-- MAGIC
-- MAGIC One row with `workload_usd_per_year`, `top_to_bottom`, from `shifts`, `unit_shifts`, `nurses`, `separations`, `units`. From 4,000,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: all RN exits are not all burnout, and over all unit types the relation vanishes because ICUs lose most.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does an offer of $5 next door do?
-- MAGIC
-- MAGIC One row with `pay_exit_ratio`, `young_share`, from `unit_shifts`, `separations`, `market_offers`. From 3,000,000 rows of `shifts` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: all exits together rise by less than a third.

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
-- MAGIC | `float_home_unit` | `shifts` | The clerk leaves a float on the home unit. |
-- MAGIC | `night_shift_misdated` | `shifts` | Payroll dates a night by its end. |
-- MAGIC | `callout_as_pto` | `shifts` | A call-out is coded as paid time off. |
-- MAGIC | `agency_untagged` | `shifts` | Nobody marks the agency nurse. |
-- MAGIC | `ratio_missing` | `shifts` | The staffing sheet was not filled in. |
-- MAGIC | `missed_punch` | `shifts` | No clock-out: the clock closes the shift after a day. |
-- MAGIC | `double_clocked` | `shifts` | The time clock sends the shift twice. |
-- MAGIC | `polite_exit` | `separations` | The interviewer does not like to write workload. |
-- MAGIC | `termination_missing` | `nurses` | Still on the books. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score nurse_staffing --template found.csv` writes a file to fill in,
-- MAGIC and `medley score nurse_staffing --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `float_home_unit`
-- MAGIC
-- MAGIC Which floats were left on their home unit by the clerk?
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
