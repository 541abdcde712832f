-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Hospital inventory: a system that is wrong in a third of the bins, and nurses who know it
-- MAGIC
-- MAGIC You direct the supply chain of a hospital group and are asked to run just-in-time without ever missing a life-saving item. The perpetual inventory says what should be in each bin; it is wrong in a third of them. Some departments show zero stock again and again although they treat no more patients: their nurses hide supplies because they have been burned. A lot of hip implants is recalled and you must name every patient who carries one. And cases are cancelled for want of a $46 screw.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `stock_snapshots` | One row per bin and night: what the system believes after the day's movements. |
-- MAGIC | `stock_movements` | One row per entry of the stock ledger. |
-- MAGIC | `implant_log` | One row per implanted device. |
-- MAGIC | `department_days` | One row per department and day. |
-- MAGIC | `recalls` | Lots that manufacturers called back. |
-- MAGIC | `items` | The 50 items that every hospital stocks. |
-- MAGIC | `key_department_truth` | Which departments hoard. |
-- MAGIC | `key_bin_truth` | What lies in every bin on Mondays. |
-- MAGIC | `key_recalled_patients` | One row per implanted device of a recalled lot. |
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
CREATE WIDGET TEXT schema DEFAULT 'hospital_inventory';
CREATE WIDGET TEXT key_schema DEFAULT 'hospital_inventory_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/hospital_inventory/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW stock_snapshots AS SELECT * FROM ' || tables_in || 'stock_snapshots`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW stock_movements AS SELECT * FROM ' || tables_in || 'stock_movements`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW implant_log AS SELECT * FROM ' || tables_in || 'implant_log`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW department_days AS SELECT * FROM ' || tables_in || 'department_days`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW recalls AS SELECT * FROM ' || tables_in || 'recalls`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW items AS SELECT * FROM ' || tables_in || 'items`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/hospital_inventory/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_department_truth AS SELECT * FROM ' || tables_in || 'department_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_bin_truth AS SELECT * FROM ' || tables_in || 'bin_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_recalled_patients AS SELECT * FROM ' || tables_in || 'recalled_patients`';
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
-- MAGIC ### stock_snapshots
-- MAGIC
-- MAGIC One row per bin and night: what the system believes after the day's movements.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `inventory_id` | BIGINT | Key. One bin of one item. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `department` | STRING | ED, ICU, STEPDOWN, MEDSURG_A to MEDSURG_D, ONCOLOGY, PEDIATRICS, MATERNITY, OR or CATH_LAB. |
-- MAGIC | `bin_location` | STRING | Department, aisle and shelf, such as ICU-C07. |
-- MAGIC | `item_id` | INT | Item. Joins `items`. |
-- MAGIC | `item_name` | STRING | Name of the item. |
-- MAGIC | `vendor_id` | STRING | V01 to V09. |
-- MAGIC | `par_level` | INT | Order-up-to level, in units. |
-- MAGIC | `current_stock` | INT | What the system believes, in units; not a count. |
-- MAGIC | `on_order_quantity` | INT | Open orders, in units. |
-- MAGIC | `earliest_expiration_date` | DATE | First of the lots that lie in the bin; NULL if the item does not expire or the bin is empty. |
-- MAGIC | `cost_per_unit_usd` | DECIMAL(10,2) | The hospital's contract price, in US dollars. |
-- MAGIC | `event_date` | DATE | Key. Day that ends at this midnight. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM stock_snapshots LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### stock_movements
-- MAGIC
-- MAGIC One row per entry of the stock ledger.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `movement_id` | BIGINT | Key. Entry; in no order. |
-- MAGIC | `inventory_id` | BIGINT | Bin. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `department` | STRING | As in stock_snapshots. |
-- MAGIC | `item_id` | INT | Item. Joins `items`. |
-- MAGIC | `movement_type` | STRING | RECEIPT, ISSUE (the scanned withdrawals of a day), ORDER, CYCLE_COUNT, SPOT_COUNT, EXPIRE, QUARANTINE or CASE_CANCELLED. |
-- MAGIC | `quantity` | INT | Change of the system stock, in units: counts are counted less system. ORDER: units ordered, no change. CASE_CANCELLED: 0. |
-- MAGIC | `system_quantity_before` | INT | What the system believed before, in units. |
-- MAGIC | `counted_quantity` | INT | What a count found, in units; NULL for everything else. |
-- MAGIC | `lot_number` | STRING | RECEIPT, EXPIRE and QUARANTINE; NULL for everything else, since withdrawals are not scanned by lot. |
-- MAGIC | `expiration_date` | DATE | RECEIPT and EXPIRE of items that expire; NULL for everything else. |
-- MAGIC | `movement_ts` | TIMESTAMP_NTZ | When it was entered; an ISSUE has the time of the day's largest withdrawal. |
-- MAGIC | `event_date` | DATE | Day of the movement. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM stock_movements LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### implant_log
-- MAGIC
-- MAGIC One row per implanted device.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `implant_id` | BIGINT | Key. Device in a patient. |
-- MAGIC | `patient_id` | BIGINT | Patient: a hip has stem and shell, a knee femoral and tibial part, stents are 1 to 4. |
-- MAGIC | `birth_year` | INT | Year of birth. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `deceased_on` | DATE | Day of death, from the registry; NULL if alive on the last day of the data. |
-- MAGIC | `hospital_id` | BIGINT | Hospital. |
-- MAGIC | `department` | STRING | OR or CATH_LAB. |
-- MAGIC | `inventory_id` | BIGINT | Bin it was taken from; NULL if the bin was empty and the vendor's representative brought it. |
-- MAGIC | `item_id` | INT | Item. Joins `items`. |
-- MAGIC | `lot_number` | STRING | L, two letters of the item, number of the lot; NULL if it was not scanned. |
-- MAGIC | `serial_number` | STRING | Serial number of the device. |
-- MAGIC | `implanted_ts` | TIMESTAMP_NTZ | When it was implanted. |
-- MAGIC | `event_date` | DATE | Day of implanted_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM implant_log LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### department_days
-- MAGIC
-- MAGIC One row per department and day.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `hospital_id` | BIGINT | Key. Hospital. |
-- MAGIC | `department` | STRING | Key. As in stock_snapshots. |
-- MAGIC | `patient_days` | INT | Census; 0 in OR and CATH_LAB. |
-- MAGIC | `documented_use_units` | INT | Units of all its items that were charted at the bedside or in the case. |
-- MAGIC | `documented_use_usd` | DECIMAL(12,2) | The same at contract prices, in US dollars. |
-- MAGIC | `cases_scheduled` | INT | Cases in OR and CATH_LAB; 0 elsewhere. |
-- MAGIC | `cases_cancelled_supply` | INT | Cases that were cancelled since an item was missing. |
-- MAGIC | `event_date` | DATE | Key. Day. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM department_days LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### recalls
-- MAGIC
-- MAGIC Lots that manufacturers called back.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `recall_id` | BIGINT | Key. Recall. |
-- MAGIC | `item_id` | INT | Implant. Joins `items`. |
-- MAGIC | `lot_number` | STRING | The lot that is called back. |
-- MAGIC | `recall_date` | DATE | Day of the notice. |
-- MAGIC | `recall_class` | STRING | I, II or III. |
-- MAGIC | `reason` | STRING | DESIGN, PACKAGING, MATERIAL or LABELING. |

-- COMMAND ----------

SELECT * FROM recalls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### items
-- MAGIC
-- MAGIC The 50 items that every hospital stocks.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `item_id` | INT | Key. Item. |
-- MAGIC | `item_name` | STRING | Name. |
-- MAGIC | `category` | STRING | FLOOR, EMERGENCY, PROCEDURE or IMPLANT. |
-- MAGIC | `list_price_usd` | DECIMAL(10,2) | List price, in US dollars. |
-- MAGIC | `unit_of_measure` | STRING | EA, each. |
-- MAGIC | `pack_size` | INT | Units in a pack; orders are whole packs. |
-- MAGIC | `shelf_life_months` | INT | Months from the maker; NULL if it does not expire. |
-- MAGIC | `is_implant` | BOOLEAN | Whether it stays in the patient. |
-- MAGIC | `vendor_id` | STRING | V01 to V09. |

-- COMMAND ----------

SELECT * FROM items LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM stock_snapshots GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who hides supplies? Departments whose withdrawals exceed their documented use by 20 %, and how they compare with the others.
-- MAGIC
-- MAGIC One row with `flagged_share`, `zero_stock_ratio`, `withdrawals_ratio`, `documented_ratio`, from `stock_snapshots`, `stock_movements`, `department_days`, `items`. From 1,000,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ranking by zero stock alone also names departments hit by vendor backorders.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which patients carry a recalled device, and whom do we have to call because their lot cannot be read?
-- MAGIC
-- MAGIC One row with `found_per_hospital_year`, `unreadable_share`, `to_call_per_found`, from `implant_log`, `department_days`, `recalls`. From 1,000,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the lot join alone looks complete, since lots that nobody could read are not in it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often is the shelf empty although the system shows stock?
-- MAGIC
-- MAGIC One row with `ghost_share`, `error_share`, from `stock_movements`. From 500,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: error in units averages to almost nothing per count because full bins dominate.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Can we see a ghost before the count? Fast floor bins without an issue in three days although the system shows more than 70 % of par.
-- MAGIC
-- MAGIC One row with `caught_share`, `false_flag_share`, from `stock_snapshots`, `stock_movements`, `department_days`, `items`. From 2,000,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: waiting for a system stock of 0 never finds a frozen ghost.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does expiry cost, as a share of the stock's value a year, and where?
-- MAGIC
-- MAGIC One row with `expired_share_per_year`, `emergency_share`, from `stock_snapshots`, `stock_movements`, `department_days`, `items`. From 500,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: divided by all that lies on the shelves, implants included, what is thrown away looks like 2 %; implants go back to the vendor.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which items cancel surgery?
-- MAGIC
-- MAGIC One row with `cancelled_share`, `median_price_usd`, from `stock_movements`, `department_days`, `items`. From 1,000,000 rows of `stock_snapshots` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ranking by inventory value puts implants first, which never cancel a case here.

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
-- MAGIC | `snapshot_gap` | `stock_snapshots` | The system was down at midnight; there is no snapshot. |
-- MAGIC | `legacy_item_name` | `stock_snapshots` | The label comes from the old system: upper case, no spaces, 12 characters. |
-- MAGIC | `vendor_merger` | `stock_snapshots` | The vendor merged; this hospital still books its old number. |
-- MAGIC | `expiry_placeholder` | `stock_snapshots` | Somebody typed a date that never comes, so that the form could be saved. |
-- MAGIC | `expiry_missing` | `stock_snapshots` | The expiration date was not entered. |
-- MAGIC | `case_for_each` | `stock_movements` | Cases were booked as if they were units. |
-- MAGIC | `double_posted_receipt` | `stock_movements` | The delivery note was posted twice. |
-- MAGIC | `late_posted_count` | `stock_movements` | The count sheet was typed in one to three days later. |
-- MAGIC | `lot_not_scanned` | `implant_log` | The lot was not scanned in the room. |
-- MAGIC | `lot_typo` | `implant_log` | The lot was typed: the second and the third character are exchanged, or, if they are equal, the last one is missing. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score hospital_inventory --template found.csv` writes a file to fill in,
-- MAGIC and `medley score hospital_inventory --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `case_for_each`
-- MAGIC
-- MAGIC Which deliveries were booked in cases instead of units?
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
