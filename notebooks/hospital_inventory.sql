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
-- MAGIC **Mind:** ranking by zero stock alone also names departments hit by vendor backorders

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_share`: 0.20 ± 0.07
-- MAGIC - `zero_stock_ratio`: 4.1 ± 1.2
-- MAGIC - `withdrawals_ratio`: 1.51 ± 0.15
-- MAGIC - `documented_ratio`: 1.00 ± 0.10
-- MAGIC
-- MAGIC From 1,000,000 rows of `stock_snapshots` on.

-- COMMAND ----------

WITH d AS (SELECT hospital_id, department, sum(patient_days) AS pd, sum(documented_use_units) AS used FROM department_days WHERE patient_days > 0 GROUP BY 1, 2),
m AS (SELECT m.hospital_id, m.department, -sum(m.quantity) AS issued FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'ISSUE' AND i.category IN ('FLOOR', 'EMERGENCY') GROUP BY 1, 2),
z AS (SELECT s.hospital_id, s.department, avg(CAST(s.current_stock <= 0 AS INT)) AS zero_share FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id WHERE i.category = 'FLOOR' GROUP BY 1, 2),
f AS (SELECT d.*, m.issued, z.zero_share, m.issued > 1.2 * d.used AS flag FROM d JOIN m ON d.hospital_id = m.hospital_id AND d.department = m.department JOIN z ON d.hospital_id = z.hospital_id AND d.department = z.department)
SELECT avg(CAST(flag AS INT)) AS flagged_share,
       avg(CASE WHEN flag THEN zero_share END) / avg(CASE WHEN NOT flag THEN zero_share END) AS zero_stock_ratio,
       (sum(CASE WHEN flag THEN issued END) / sum(CASE WHEN flag THEN pd END)) / (sum(CASE WHEN NOT flag THEN issued END) / sum(CASE WHEN NOT flag THEN pd END)) AS withdrawals_ratio,
       (sum(CASE WHEN flag THEN used END) / sum(CASE WHEN flag THEN pd END)) / (sum(CASE WHEN NOT flag THEN used END) / sum(CASE WHEN NOT flag THEN pd END)) AS documented_ratio
FROM f

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which patients carry a recalled device, and whom do we have to call because their lot cannot be read?
-- MAGIC
-- MAGIC **The trap:** the lot join alone looks complete, since lots that nobody could read are not in it

-- COMMAND ----------

SELECT count(DISTINCT i.patient_id) / (SELECT count(DISTINCT hospital_id, year(event_date)) FROM department_days) AS found_per_hospital_year, avg(CAST(i.lot_number IS NULL AS INT)) AS unreadable_share
FROM recalls r JOIN implant_log i ON i.item_id = r.item_id AND i.lot_number = r.lot_number

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `found_per_hospital_year`: 100 ± 70
-- MAGIC - `unreadable_share`: 0.062 ± 0.018
-- MAGIC - `to_call_per_found`: >= 1.3
-- MAGIC
-- MAGIC From 1,000,000 rows of `stock_snapshots` on.

-- COMMAND ----------

WITH n AS (SELECT item_id, lot_number, count(*) AS c FROM implant_log WHERE lot_number IS NOT NULL GROUP BY 1, 2),
i AS (SELECT l.*, coalesce(n.c, 0) <= 1 AS unreadable FROM implant_log l LEFT JOIN n ON l.item_id = n.item_id AND l.lot_number = n.lot_number),
w AS (SELECT r.recall_id, i.patient_id, i.unreadable, i.lot_number <=> r.lot_number AS hit FROM recalls r JOIN i ON i.item_id = r.item_id AND i.event_date BETWEEN date_sub(r.recall_date, 330) AND date_add(r.recall_date, 7))
SELECT count(DISTINCT CASE WHEN hit THEN patient_id END) / (SELECT count(DISTINCT hospital_id, year(event_date)) FROM department_days) AS found_per_hospital_year,
       avg(CAST(unreadable AS INT)) AS unreadable_share,
       (count(DISTINCT CASE WHEN hit OR unreadable THEN patient_id END)) / count(DISTINCT CASE WHEN hit THEN patient_id END) AS to_call_per_found
FROM w

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often is the shelf empty although the system shows stock?
-- MAGIC
-- MAGIC **The trap:** error in units averages to almost nothing per count because full bins dominate

-- COMMAND ----------

SELECT abs(sum(counted_quantity - system_quantity_before)) / sum(system_quantity_before) AS error_share FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `ghost_share`: 0.040 ± 0.012
-- MAGIC - `error_share`: 0.30 ± 0.06
-- MAGIC
-- MAGIC From 500,000 rows of `stock_snapshots` on.

-- COMMAND ----------

WITH c AS (SELECT DISTINCT movement_id, system_quantity_before AS s, counted_quantity AS q FROM stock_movements WHERE movement_type = 'CYCLE_COUNT')
SELECT avg(CAST(s >= 1 AND q = 0 AS INT)) AS ghost_share, avg(CAST(s <> q AS INT)) AS error_share FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Can we see a ghost before the count? Fast floor bins without an issue in three days although the system shows more than 70 % of par.
-- MAGIC
-- MAGIC **The trap:** waiting for a system stock of 0 never finds a frozen ghost

-- COMMAND ----------

SELECT avg(CASE WHEN counted_quantity = 0 THEN CAST(system_quantity_before <= 0 AS INT) END) AS caught_share, avg(CASE WHEN counted_quantity > 0 THEN CAST(system_quantity_before <= 0 AS INT) END) AS false_flag_share FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `caught_share`: >= 0.75
-- MAGIC - `false_flag_share`: <= 0.01
-- MAGIC
-- MAGIC From 2,000,000 rows of `stock_snapshots` on.

-- COMMAND ----------

WITH f AS (SELECT m.inventory_id FROM stock_movements m JOIN items i ON m.item_id = i.item_id AND i.category = 'FLOOR' WHERE m.movement_type = 'ISSUE' GROUP BY 1
           HAVING count(DISTINCT m.event_date) >= 0.8 * (SELECT count(DISTINCT event_date) FROM department_days)),
c AS (SELECT DISTINCT m.movement_id, m.inventory_id, m.event_date, m.system_quantity_before AS s, m.counted_quantity AS q FROM stock_movements m JOIN f ON m.inventory_id = f.inventory_id WHERE m.movement_type = 'CYCLE_COUNT'),
p AS (SELECT inventory_id, max(par_level) AS par FROM stock_snapshots GROUP BY 1),
k AS (SELECT c.movement_id, c.s, c.q, p.par, count(i.movement_id) AS issues FROM c JOIN p ON c.inventory_id = p.inventory_id
        LEFT JOIN stock_movements i ON i.inventory_id = c.inventory_id AND i.movement_type = 'ISSUE' AND i.event_date BETWEEN date_sub(c.event_date, 2) AND c.event_date GROUP BY 1, 2, 3, 4)
SELECT avg(CASE WHEN q = 0 THEN CAST(issues = 0 AS INT) END) AS caught_share, avg(CASE WHEN q > 0 THEN CAST(issues = 0 AS INT) END) AS false_flag_share, count(CASE WHEN q = 0 THEN 1 END) AS ghosts
FROM k WHERE s > 0.7 * par

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does expiry cost, as a share of the stock's value a year, and where?
-- MAGIC
-- MAGIC **The trap:** divided by all that lies on the shelves, implants included, what is thrown away looks like 2 %; implants go back to the vendor

-- COMMAND ----------

WITH e AS (SELECT i.category, sum(-m.quantity * i.list_price_usd) AS v FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'EXPIRE' GROUP BY 1),
a AS (SELECT sum(current_stock * cost_per_unit_usd) / count(DISTINCT event_date) AS v FROM stock_snapshots)
SELECT sum(e.v) / max(a.v) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS expired_share_per_year, sum(CASE WHEN e.category = 'EMERGENCY' THEN e.v END) / sum(e.v) AS emergency_share FROM e, a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `expired_share_per_year`: 0.09 ± 0.03
-- MAGIC - `emergency_share`: >= 0.60
-- MAGIC
-- MAGIC From 500,000 rows of `stock_snapshots` on.

-- COMMAND ----------

WITH p AS (SELECT hospital_id, item_id, max(cost_per_unit_usd) AS usd FROM stock_snapshots GROUP BY 1, 2),
e AS (SELECT i.category, sum(-m.quantity * p.usd) AS v FROM stock_movements m JOIN items i ON m.item_id = i.item_id JOIN p ON m.hospital_id = p.hospital_id AND m.item_id = p.item_id WHERE m.movement_type = 'EXPIRE' AND NOT i.is_implant GROUP BY 1),
a AS (SELECT sum(greatest(s.current_stock, 0) * s.cost_per_unit_usd) / count(DISTINCT s.event_date) AS v FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id WHERE NOT i.is_implant)
SELECT sum(e.v) / max(a.v) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS expired_share_per_year, sum(CASE WHEN e.category = 'EMERGENCY' THEN e.v END) / sum(e.v) AS emergency_share FROM e, a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which items cancel surgery?
-- MAGIC
-- MAGIC **The trap:** ranking by inventory value puts implants first, which never cancel a case here

-- COMMAND ----------

SELECT percentile(usd, 0.5) AS median_price_usd FROM (SELECT i.item_id, CAST(max(i.list_price_usd) AS DOUBLE) AS usd FROM stock_snapshots s JOIN items i ON i.item_id = s.item_id WHERE s.department IN ('OR', 'CATH_LAB') GROUP BY i.item_id ORDER BY sum(s.current_stock * s.cost_per_unit_usd) DESC LIMIT 10)

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `cancelled_share`: 0.0023 ± 0.0012
-- MAGIC - `median_price_usd`: 50 ± 14
-- MAGIC
-- MAGIC From 1,000,000 rows of `stock_snapshots` on.

-- COMMAND ----------

SELECT (SELECT sum(cases_cancelled_supply) / sum(cases_scheduled) FROM department_days) AS cancelled_share,
       percentile(CAST(i.list_price_usd AS DOUBLE), 0.5) AS median_price_usd
FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'CASE_CANCELLED'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `snapshot_gap` | `stock_snapshots` | The system was down at midnight; there is no snapshot. | `_downtime` | 1 |
-- MAGIC | `legacy_item_name` | `stock_snapshots` | The label comes from the old system: upper case, no spaces, 12 characters. | `_legacy_bin` | 1 |
-- MAGIC | `vendor_merger` | `stock_snapshots` | The vendor merged; this hospital still books its old number. | `_old_vendor_master` | 1 |
-- MAGIC | `expiry_placeholder` | `stock_snapshots` | Somebody typed a date that never comes, so that the form could be saved. | `earliest_expiration_date IS NOT NULL AND _master_bad` | 0.1 |
-- MAGIC | `expiry_missing` | `stock_snapshots` | The expiration date was not entered. | `earliest_expiration_date IS NOT NULL AND _master_bad` | 0.2 |
-- MAGIC | `case_for_each` | `stock_movements` | Cases were booked as if they were units. | `movement_type = 'RECEIPT' AND _pack_size > 1 AND _dock_bad` | 0.1 |
-- MAGIC | `double_posted_receipt` | `stock_movements` | The delivery note was posted twice. | `movement_type = 'RECEIPT' AND _dock_bad` | 0.06 |
-- MAGIC | `late_posted_count` | `stock_movements` | The count sheet was typed in one to three days later. | `movement_type = 'CYCLE_COUNT' AND _counter_late` | 0.25 |
-- MAGIC | `lot_not_scanned` | `implant_log` | The lot was not scanned in the room. | `_scanner_bad` | 0.33 |
-- MAGIC | `lot_typo` | `implant_log` | The lot was typed: the second and the third character are exchanged, or, if they are equal, the last one is missing. | `lot_number IS NOT NULL` | 0.012 |

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
-- MAGIC ## A hunt for `case_for_each`
-- MAGIC
-- MAGIC Which deliveries were booked in cases instead of units?
-- MAGIC
-- MAGIC **The trap:** many items come in fives, ones and twos; a delivery is whole cases, and a quantity that is none counts them

-- COMMAND ----------

SELECT 'stock_movements' AS table_name, movement_id AS row_key, 'quantity' AS column_name, 'case_for_each' AS stage_id
FROM stock_movements WHERE movement_type = 'RECEIPT' AND quantity < 10

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.85. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql hospital_inventory --as csv "<the query>" > found.csv
-- MAGIC medley score hospital_inventory --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'stock_movements' AS table_name, movement_id AS row_key, 'quantity' AS column_name, 'case_for_each' AS stage_id
FROM stock_movements m JOIN items i ON i.item_id = m.item_id WHERE m.movement_type = 'RECEIPT' AND m.quantity % i.pack_size <> 0

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score hospital_inventory` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore hospital_inventory` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify hospital_inventory` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
