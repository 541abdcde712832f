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
-- MAGIC One row with `monday_18h`, `other_18h`, `week`, from `visits`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: an average day curve (all weekdays) shows a bearable 7 % at 18 h.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What happens at 07:00 and 19:00? Median door-to-doc of arrivals 30 minutes either side, relative to the hours two before and two after.
-- MAGIC
-- MAGIC One row with `morning_ratio`, `evening_ratio`, from `visits`. From 500,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: means by the hour: the long waits of the crowded swamp the handover that every patient meets.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do the minutes go? "80 % of the delay comes after the doctor."
-- MAGIC
-- MAGIC One row with `after_provider_share`, `boarding_share_of_admits`, `triage_share`, from `visits`. From 300,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean of every visit's own shares lets a sprained ankle count as much as a night in the hallway.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How concentrated are visits, per ED and year, and on whom? Alias ids are left out.
-- MAGIC
-- MAGIC One row with `top5_visit_share`, `top5_social_share`, `other_social_share`, from `visits`, `patients`. From 300,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: 5 % of everybody in the register, most of whom never came: they make 59 % of the visits, and not half of them have a social reason.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does a full ICU keep patients in the hallway?
-- MAGIC
-- MAGIC One row with `p90_icu_full`, `p90_icu_free`, from `visits`, `hourly_census`. From 500,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: pooled over all hours, nine in ten ICU patients board for less than 4.7 hours, and nothing looks blocked.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When are ambulances turned away?
-- MAGIC
-- MAGIC One row with `friday_night_share`, `times_mean`, `rank`, from `hourly_census`. From 500,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: by weekday alone, Friday looks like a busy day and not like a closed door.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Triage, scanner or beds? Monday 16 to 20 h against the same hours from Tuesday to Friday.
-- MAGIC
-- MAGIC One row with `boarders_monday`, `boarders_other`, `walkin_arrivals_ratio`, `triage_minutes_ratio`, `ct_ratio`, from `visits`, `diagnostic_orders`, `hourly_census`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: means of whole days: 3.2 boarders on a Monday against 1.2 and a seventh more arrivals look like one crowd; hospitals that level their surgery have the same arrivals and no Monday.

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
-- MAGIC | `triage_missing_resus` | `visits` | Nobody triages a patient in arrest: the level is missing. |
-- MAGIC | `triage_missing` | `visits` | The triage station did not enter the level. |
-- MAGIC | `lwbs_zero_wait` | `visits` | An old client reports a wait of 0 for patients whom no provider saw. |
-- MAGIC | `heaped_provider_time` | `visits` | The provider time was typed from memory: rounded down to five minutes. |
-- MAGIC | `heaped_disposition_time` | `visits` | The time of the decision was typed from memory: rounded down to five minutes. |
-- MAGIC | `heaped_departure_time` | `visits` | The departure was typed from memory; the reported boarding is not from it. |
-- MAGIC | `workstation_drift` | `visits` | The clock of one workstation is slow; the reported minutes are not from it. |
-- MAGIC | `late_charted_disposition` | `visits` | The decision was charted after the patient had left. |
-- MAGIC | `boarding_uncharted` | `visits` | Nobody charted how long the admitted patient boarded. |
-- MAGIC | `alias_registration` | `visits` | A patient without papers is registered as a Doe and the record never merged. |
-- MAGIC | `double_registration` | `visits` | The visit was registered twice, with the same id. |
-- MAGIC | `verbal_order` | `diagnostic_orders` | The order was given by word of mouth and typed after the result. |
-- MAGIC | `board_outage` | `hourly_census` | The bed board was down. |
-- MAGIC | `diversion_not_lifted` | `diversions` | Nobody closed the diversion in the log. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score ed_throughput --template found.csv` writes a file to fill in,
-- MAGIC and `medley score ed_throughput --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `workstation_drift`
-- MAGIC
-- MAGIC Whose first contact with a provider was stamped by a clock that is slow?
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
