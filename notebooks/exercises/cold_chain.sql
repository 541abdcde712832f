-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Cold chain: boxes in the sun, customs that take days, and who pays for spoiled vials
-- MAGIC
-- MAGIC Two products travel in passive boxes with loggers inside. Ten $50,000 vials of a biologic fly from Dublin to Chicago; frozen mRNA vaccine flies from Frankfurt to clinics around Manaus, Belem and Cuiaba. Boxes survive a quarter of an hour on a 30 °C tarmac, but not four hours of sun at JFK with a coolant that is already half used. Find who loses $4 M a year and where, tell an alarming outer probe from a spoiled product, and show that clearance days without re-icing - not the bike - spoil the vaccine.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `sensor_readings` | One row per sample of a box's logger. |
-- MAGIC | `shipments` | One row per box from plant to hospital or clinic. |
-- MAGIC | `shipment_legs` | One row per stretch of a shipment's way in one place or vehicle; 9 to 14 each. |
-- MAGIC | `sites` | One row per airport, hospital and clinic. |
-- MAGIC | `carriers` | One row per airline. |
-- MAGIC | `key_shipment_truth` | What became of every shipment's coolant, and on which leg. |
-- MAGIC | `key_site_truth` | Crew and set-point of every site. |
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
CREATE WIDGET TEXT schema DEFAULT 'cold_chain';
CREATE WIDGET TEXT key_schema DEFAULT 'cold_chain_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/cold_chain/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sensor_readings AS SELECT * FROM ' || tables_in || 'sensor_readings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW shipments AS SELECT * FROM ' || tables_in || 'shipments`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW shipment_legs AS SELECT * FROM ' || tables_in || 'shipment_legs`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sites AS SELECT * FROM ' || tables_in || 'sites`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW carriers AS SELECT * FROM ' || tables_in || 'carriers`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/cold_chain/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_shipment_truth AS SELECT * FROM ' || tables_in || 'shipment_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_site_truth AS SELECT * FROM ' || tables_in || 'site_truth`';
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
-- MAGIC ### sensor_readings
-- MAGIC
-- MAGIC One row per sample of a box's logger.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `shipment_id` | BIGINT | Key. Shipment. Joins `shipments`. |
-- MAGIC | `reading_ts` | TIMESTAMP | Key. Every logger_interval_minutes from dispatch, rounded down to five minutes, to delivery, or until the logger is silent. |
-- MAGIC | `latitude` | DOUBLE | Degrees north, every 30 minutes; NULL between and in flight. |
-- MAGIC | `longitude` | DOUBLE | Degrees east, every 30 minutes; NULL between and in flight. |
-- MAGIC | `temperature_celsius` | DOUBLE | Probe beside the payload. |
-- MAGIC | `outer_temperature_celsius` | DOUBLE | Air probe on the outside of the box. |
-- MAGIC | `humidity_pct` | DOUBLE | Relative humidity of the air outside, 0 to 100. |
-- MAGIC | `shock_g` | DOUBLE | Largest acceleration in the interval, in g. |
-- MAGIC | `event_date` | DATE | UTC day of reading_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM sensor_readings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### shipments
-- MAGIC
-- MAGIC One row per box from plant to hospital or clinic.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `shipment_id` | BIGINT | Key. Shipment. |
-- MAGIC | `product` | STRING | BIOLOGIC_2_8 (2 to 8 °C) or MRNA_FROZEN (-20 °C). |
-- MAGIC | `batch_id` | STRING | Production batch, BX or MR - manufacturer - year and week of packing - number; up to 5 shipments. |
-- MAGIC | `carrier` | STRING | Airline, CARRIER_A to CARRIER_E. |
-- MAGIC | `shipper_type` | STRING | VIP_PCM or EPS_GEL; frozen always VIP_PCM. |
-- MAGIC | `route` | STRING | Airports in order, as DUB-JFK-ORD. |
-- MAGIC | `destination_site` | STRING | CHI-HOSP-1..12, or MAO-, BEL- or CGB-UBS-1..40. Joins `sites`. |
-- MAGIC | `dispatch_ts` | TIMESTAMP | Leaves the plant. |
-- MAGIC | `delivered_ts` | TIMESTAMP | Signed for at the hospital or clinic; NULL if the box got lost. |
-- MAGIC | `units_count` | INT | Vials: biologic 4 and more, frozen 60, 70 .. 400. |
-- MAGIC | `value_usd` | DECIMAL(12,2) | US dollars: 50,000 a vial of biologic, 200 a frozen one of 10 doses. |
-- MAGIC | `reice_service` | BOOLEAN | Whether new coolant on the way was paid for; only for frozen. |
-- MAGIC | `logger_interval_minutes` | INT | 5, 10 or 15. |
-- MAGIC | `disposition` | STRING | RELEASED, RELEASED_AFTER_REVIEW or REJECTED; NULL if the box got lost. |
-- MAGIC | `loss_usd` | DECIMAL(12,2) | US dollars: the value if REJECTED, else 0. |
-- MAGIC | `event_date` | DATE | UTC day of dispatch_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM shipments LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### shipment_legs
-- MAGIC
-- MAGIC One row per stretch of a shipment's way in one place or vehicle; 9 to 14 each.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `shipment_id` | BIGINT | Key. Shipment. Joins `shipments`. |
-- MAGIC | `leg_no` | INT | Key. 1, 2, … in the order of time. |
-- MAGIC | `leg_type` | STRING | ROAD, COLD_ROOM, RAMP, FLIGHT, CUSTOMS, DC, BREAKDOWN, DOCK, LAST_MILE or CLINIC. |
-- MAGIC | `transport_mode` | STRING | AIR, TRUCK, BIKE, BOAT, PICKUP or NONE. |
-- MAGIC | `from_site` | STRING | Airport, also for plants and towns around it, or hospital or clinic. Joins `sites`. |
-- MAGIC | `to_site` | STRING | The same; equal to from_site where the box stays. Joins `sites`. |
-- MAGIC | `start_ts` | TIMESTAMP | When the leg before ended. |
-- MAGIC | `end_ts` | TIMESTAMP | When the next leg begins; NULL if the box got lost. |
-- MAGIC | `hold_code` | STRING | FDA_HOLD or ANVISA_BACKLOG on CUSTOMS legs; else NULL. |
-- MAGIC | `event_date` | DATE | UTC day of the shipment's dispatch. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM shipment_legs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### sites
-- MAGIC
-- MAGIC One row per airport, hospital and clinic.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_code` | STRING | Key. Airport code, or code of the hospital or clinic. |
-- MAGIC | `site_type` | STRING | AIRPORT, HOSPITAL or CLINIC. |
-- MAGIC | `city` | STRING | City, of a clinic that of its airport. |
-- MAGIC | `latitude` | DOUBLE | Degrees north. |
-- MAGIC | `longitude` | DOUBLE | Degrees east. |
-- MAGIC | `utc_offset_hours` | INT | Hours ahead of UTC, without daylight saving. |
-- MAGIC | `jan_low` | DOUBLE | Mean daily low in January, °C; of hospitals and clinics that of their airport, as for the three below. |
-- MAGIC | `jan_high` | DOUBLE | Mean daily high in January, °C. |
-- MAGIC | `jul_low` | DOUBLE | Mean daily low in July, °C. |
-- MAGIC | `jul_high_celsius` | DOUBLE | Mean daily high in July, °C. |

-- COMMAND ----------

SELECT * FROM sites LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### carriers
-- MAGIC
-- MAGIC One row per airline.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `carrier` | STRING | Key. CARRIER_A to CARRIER_E. |
-- MAGIC | `us_gateway` | STRING | Airport at which most of its freight enters the US. |
-- MAGIC | `covered_ramp` | BOOLEAN | Whether its tender offers ramps under a roof. |

-- COMMAND ----------

SELECT * FROM carriers LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM sensor_readings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which carrier loses $4 M a year, and where?
-- MAGIC
-- MAGIC One row with `usd_per_manufacturer_year`, `rank_ratio`, from `shipments`. From 15,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: grouping the raw carrier text splits 3 % into aliases.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does carrier B let boxes stand in the sun everywhere, or at JFK only? Median ramp minutes, B over the others.
-- MAGIC
-- MAGIC One row with `jfk_ratio`, `ord_ratio`, from `shipments`, `shipment_legs`. From 3,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: comparing whole-trip duration shows little.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### A hot tarmac in Dubai alarms the outer probe. Does it reach the product?
-- MAGIC
-- MAGIC One row with `outer_alarm`, `payload_in_range`, from `sensor_readings`, `shipments`, `shipment_legs`. From 5,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: calling every outer reading above 8 C an excursion rejects all of them.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often does the FDA hold a box, and what does that do to it?
-- MAGIC
-- MAGIC One row with `hold_share`, `rejection_ratio`, from `shipments`, `shipment_legs`. From 15,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the share of legs instead of shipments: every box has a dozen legs and clears customs once.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which frozen shipments break the four-hour rule, recomputed from the logger, and how many more would if the minutes were added up?
-- MAGIC
-- MAGIC One row with `agreement`, `would_flip`, from `sensor_readings`, `shipments`. From 3,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: minutes added up over the trip, and Fahrenheit loggers (first value above -18) left in: 1 % of frozen shipments look spoiled from the start.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do frozen excursions start? Within two hours of a change of the mode of transport, against the time spent there.
-- MAGIC
-- MAGIC One row with `onsets_near`, `time_near`, from `sensor_readings`, `shipments`, `shipment_legs`. From 3,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: plotting mean temperature by leg.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How does spoilage of the vaccine grow with the days in customs, and does re-icing help?
-- MAGIC
-- MAGIC One row with `short`, `long_no_reice`, `long_reice`, from `shipments`, `shipment_legs`. From 5,000,000 rows of `sensor_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: boxes with and without new ice in one pot, as if one curve through the days in customs held for both.

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
-- MAGIC | `hold_blackout` | `sensor_readings` | The box is examined in a shielded warehouse and nothing it sends arrives. |
-- MAGIC | `fahrenheit_logger` | `sensor_readings` | The logger was set to degrees Fahrenheit. |
-- MAGIC | `gps_zero` | `sensor_readings` | The receiver had no fix, for some time, and sent zeros. |
-- MAGIC | `scan_missing` | `shipment_legs` | Nobody scanned the box at the end of the leg. |
-- MAGIC | `leg_local_time` | `shipment_legs` | The station at to_site stored its local time as if it were UTC. |
-- MAGIC | `carrier_alias` | `shipments` | The clerk typed the carrier by hand, each in a way of their own: Carrier B, CARRIER-B. |
-- MAGIC | `resend` | `sensor_readings` | The radio came back and sent a sample twice. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score cold_chain --template found.csv` writes a file to fill in,
-- MAGIC and `medley score cold_chain --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `fahrenheit_logger`
-- MAGIC
-- MAGIC Which loggers were set to degrees Fahrenheit?
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
