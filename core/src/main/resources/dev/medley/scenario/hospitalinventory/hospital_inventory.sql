-- Insights and targets of hospital_inventory. DISTINCT movement_id removes receipts that were posted twice.

-- insight: hoarding_departments
-- question: Who hides supplies? Departments whose withdrawals exceed their documented use by 20 %, and how they compare with the others.
-- expect: flagged_share = 0.20 ± 0.07
-- expect: zero_stock_ratio = 4.1 ± 1.2
-- expect: withdrawals_ratio = 1.51 ± 0.15
-- expect: documented_ratio = 1.00 ± 0.10
-- ask: flagged_share = What share of the nursing departments (with patient-days) of all hospitals withdraws, over the whole time, over 20 % more units of floor and emergency items than it documents as used?
-- ask: zero_stock_ratio = Compare the nursing departments that withdraw, over the whole time, over 20 % more units of floor and emergency items than they document as used with the other ones: how many times as high is the share of nights on which the system shows a stock of 0 in a bin of a floor item, as the mean over departments?
-- ask: withdrawals_ratio = Compare the nursing departments that withdraw, over the whole time, over 20 % more units of floor and emergency items than they document as used with the other ones: how many times as many units of floor and emergency items are withdrawn per patient-day, departments pooled?
-- ask: documented_ratio = Compare the nursing departments that withdraw, over the whole time, over 20 % more units of floor and emergency items than they document as used with the other ones: how many times as many units are documented as used per patient-day, departments pooled?
-- rows: 1000000
-- naive: ranking by zero stock alone also names departments hit by vendor backorders
-- source: 1.1
WITH d AS (SELECT hospital_id, department, sum(patient_days) AS pd, sum(documented_use_units) AS used FROM department_days WHERE patient_days > 0 GROUP BY 1, 2),
m AS (SELECT m.hospital_id, m.department, -sum(m.quantity) AS issued FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'ISSUE' AND i.category IN ('FLOOR', 'EMERGENCY') GROUP BY 1, 2),
z AS (SELECT s.hospital_id, s.department, avg(CAST(s.current_stock <= 0 AS INT)) AS zero_share FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id WHERE i.category = 'FLOOR' GROUP BY 1, 2),
f AS (SELECT d.*, m.issued, z.zero_share, m.issued > 1.2 * d.used AS flag FROM d JOIN m ON d.hospital_id = m.hospital_id AND d.department = m.department JOIN z ON d.hospital_id = z.hospital_id AND d.department = z.department)
SELECT avg(CAST(flag AS INT)) AS flagged_share,
       avg(CASE WHEN flag THEN zero_share END) / avg(CASE WHEN NOT flag THEN zero_share END) AS zero_stock_ratio,
       (sum(CASE WHEN flag THEN issued END) / sum(CASE WHEN flag THEN pd END)) / (sum(CASE WHEN NOT flag THEN issued END) / sum(CASE WHEN NOT flag THEN pd END)) AS withdrawals_ratio,
       (sum(CASE WHEN flag THEN used END) / sum(CASE WHEN flag THEN pd END)) / (sum(CASE WHEN NOT flag THEN used END) / sum(CASE WHEN NOT flag THEN pd END)) AS documented_ratio
FROM f

-- insight: recall_trace
-- question: Which patients carry a recalled device, and whom do we have to call because their lot cannot be read?
-- expect: found_per_hospital_year = 100 ± 70
-- expect: unreadable_share = 0.062 ± 0.018
-- expect: to_call_per_found >= 1.3
-- ask: found_per_hospital_year = How many patients per hospital and calendar year are found to carry a device of a recalled item and lot, implanted from 330 days before to 7 days after the recall?
-- ask: unreadable_share = Of the devices of a recalled item, implanted from 330 days before to 7 days after the recall and counted once per recall, what share has a lot that cannot be read? A lot cannot be read if its number is missing or stands on no other device of the item in the implant log.
-- ask: to_call_per_found = How many times as many patients carry a device of a recalled item, implanted from 330 days before to 7 days after the recall, whose lot is the recalled one or cannot be read, as carry one of the recalled lot? A lot cannot be read if its number is missing or stands on no other device of the item in the implant log.
-- rows: 1000000
-- naive: the lot join alone looks complete, since lots that nobody could read are not in it
-- source: 1.1
WITH n AS (SELECT item_id, lot_number, count(*) AS c FROM implant_log WHERE lot_number IS NOT NULL GROUP BY 1, 2),
i AS (SELECT l.*, coalesce(n.c, 0) <= 1 AS unreadable FROM implant_log l LEFT JOIN n ON l.item_id = n.item_id AND l.lot_number = n.lot_number),
w AS (SELECT r.recall_id, i.patient_id, i.unreadable, i.lot_number <=> r.lot_number AS hit FROM recalls r JOIN i ON i.item_id = r.item_id AND i.event_date BETWEEN date_sub(r.recall_date, 330) AND date_add(r.recall_date, 7))
SELECT count(DISTINCT CASE WHEN hit THEN patient_id END) / (SELECT count(DISTINCT hospital_id, year(event_date)) FROM department_days) AS found_per_hospital_year,
       avg(CAST(unreadable AS INT)) AS unreadable_share,
       (count(DISTINCT CASE WHEN hit OR unreadable THEN patient_id END)) / count(DISTINCT CASE WHEN hit THEN patient_id END) AS to_call_per_found
FROM w

-- trap:
SELECT count(DISTINCT i.patient_id) / (SELECT count(DISTINCT hospital_id, year(event_date)) FROM department_days) AS found_per_hospital_year, avg(CAST(i.lot_number IS NULL AS INT)) AS unreadable_share
FROM recalls r JOIN implant_log i ON i.item_id = r.item_id AND i.lot_number = r.lot_number

-- insight: ghost_stock
-- question: How often is the shelf empty although the system shows stock?
-- expect: ghost_share = 0.040 ± 0.012
-- expect: error_share = 0.30 ± 0.06
-- ask: ghost_share = In what share of the cycle counts does the system show one unit or more, but the counter find none?
-- ask: error_share = In what share of the cycle counts does the counted quantity differ from what the system shows?
-- rows: 500000
-- naive: error in units averages to almost nothing per count because full bins dominate
-- source: 1.1
WITH c AS (SELECT DISTINCT movement_id, system_quantity_before AS s, counted_quantity AS q FROM stock_movements WHERE movement_type = 'CYCLE_COUNT')
SELECT avg(CAST(s >= 1 AND q = 0 AS INT)) AS ghost_share, avg(CAST(s <> q AS INT)) AS error_share FROM c

-- trap:
SELECT abs(sum(counted_quantity - system_quantity_before)) / sum(system_quantity_before) AS error_share FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'

-- insight: ghost_signature
-- question: Can we see a ghost before the count? Fast floor bins without an issue in three days although the system shows more than 70 % of par.
-- expect: caught_share >= 0.75
-- expect: false_flag_share <= 0.01
-- ask: caught_share = Of the cycle counts that find nothing though the system shows more than 70 % of the bin's highest par level, what share had no issue from the bin on the day of the count and the two days before? Only bins of floor items with an issue on at least 80 % of all days count.
-- ask: false_flag_share = Of the cycle counts that find stock and before which the system shows more than 70 % of the bin's highest par level, what share had no issue from the bin on the day of the count and the two days before? Only bins of floor items with an issue on at least 80 % of all days count.
-- rows: 2000000
-- naive: waiting for a system stock of 0 never finds a frozen ghost
-- source: 1.1
WITH f AS (SELECT m.inventory_id FROM stock_movements m JOIN items i ON m.item_id = i.item_id AND i.category = 'FLOOR' WHERE m.movement_type = 'ISSUE' GROUP BY 1
           HAVING count(DISTINCT m.event_date) >= 0.8 * (SELECT count(DISTINCT event_date) FROM department_days)),
c AS (SELECT DISTINCT m.movement_id, m.inventory_id, m.event_date, m.system_quantity_before AS s, m.counted_quantity AS q FROM stock_movements m JOIN f ON m.inventory_id = f.inventory_id WHERE m.movement_type = 'CYCLE_COUNT'),
p AS (SELECT inventory_id, max(par_level) AS par FROM stock_snapshots GROUP BY 1),
k AS (SELECT c.movement_id, c.s, c.q, p.par, count(i.movement_id) AS issues FROM c JOIN p ON c.inventory_id = p.inventory_id
        LEFT JOIN stock_movements i ON i.inventory_id = c.inventory_id AND i.movement_type = 'ISSUE' AND i.event_date BETWEEN date_sub(c.event_date, 2) AND c.event_date GROUP BY 1, 2, 3, 4)
SELECT avg(CASE WHEN q = 0 THEN CAST(issues = 0 AS INT) END) AS caught_share, avg(CASE WHEN q > 0 THEN CAST(issues = 0 AS INT) END) AS false_flag_share, count(CASE WHEN q = 0 THEN 1 END) AS ghosts
FROM k WHERE s > 0.7 * par

-- trap:
SELECT avg(CASE WHEN counted_quantity = 0 THEN CAST(system_quantity_before <= 0 AS INT) END) AS caught_share, avg(CASE WHEN counted_quantity > 0 THEN CAST(system_quantity_before <= 0 AS INT) END) AS false_flag_share FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'

-- insight: expired_money
-- question: What does expiry cost, as a share of the stock's value a year, and where?
-- expect: expired_share_per_year = 0.09 ± 0.03
-- expect: emergency_share >= 0.60
-- ask: expired_share_per_year = Of items that are no implants, what share of the stock's value on an average night is written off as expired per year of 365.25 days, at contract prices?
-- ask: emergency_share = Of the value written off as expired, at contract prices and for items that are no implants, what share is that of emergency items?
-- rows: 500000
-- naive: divided by all that lies on the shelves, implants included, what is thrown away looks like 2 %; implants go back to the vendor
-- source: 1.1
WITH p AS (SELECT hospital_id, item_id, max(cost_per_unit_usd) AS usd FROM stock_snapshots GROUP BY 1, 2),
e AS (SELECT i.category, sum(-m.quantity * p.usd) AS v FROM stock_movements m JOIN items i ON m.item_id = i.item_id JOIN p ON m.hospital_id = p.hospital_id AND m.item_id = p.item_id WHERE m.movement_type = 'EXPIRE' AND NOT i.is_implant GROUP BY 1),
a AS (SELECT sum(greatest(s.current_stock, 0) * s.cost_per_unit_usd) / count(DISTINCT s.event_date) AS v FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id WHERE NOT i.is_implant)
SELECT sum(e.v) / max(a.v) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS expired_share_per_year, sum(CASE WHEN e.category = 'EMERGENCY' THEN e.v END) / sum(e.v) AS emergency_share FROM e, a

-- trap:
WITH e AS (SELECT i.category, sum(-m.quantity * i.list_price_usd) AS v FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'EXPIRE' GROUP BY 1),
a AS (SELECT sum(current_stock * cost_per_unit_usd) / count(DISTINCT event_date) AS v FROM stock_snapshots)
SELECT sum(e.v) / max(a.v) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS expired_share_per_year, sum(CASE WHEN e.category = 'EMERGENCY' THEN e.v END) / sum(e.v) AS emergency_share FROM e, a

-- insight: cancelled_for_a_screw
-- question: Which items cancel surgery?
-- expect: cancelled_share = 0.0023 ± 0.0012
-- expect: median_price_usd = 50 ± 14
-- ask: cancelled_share = What share of the cases scheduled in the operating rooms and cath labs is cancelled because an item is missing?
-- ask: median_price_usd = How many dollars, in the median over cancelled cases, is the list price of the item whose lack cancels the case?
-- rows: 1000000
-- naive: ranking by inventory value puts implants first, which never cancel a case here
-- source: 1.1
SELECT (SELECT sum(cases_cancelled_supply) / sum(cases_scheduled) FROM department_days) AS cancelled_share,
       percentile(CAST(i.list_price_usd AS DOUBLE), 0.5) AS median_price_usd
FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'CASE_CANCELLED'

-- trap:
SELECT percentile(usd, 0.5) AS median_price_usd FROM (SELECT i.item_id, CAST(max(i.list_price_usd) AS DOUBLE) AS usd FROM stock_snapshots s JOIN items i ON i.item_id = s.item_id WHERE s.department IN ('OR', 'CATH_LAB') GROUP BY i.item_id ORDER BY sum(s.current_stock * s.cost_per_unit_usd) DESC LIMIT 10)

-- target: record_errors
-- quantity: bins with any record error at cycle count, its spread between departments, and how faithful a department is to itself (r of two halves of the horizon)
-- expect: error_share = 0.30 ± 0.06
-- expect: sd_departments = 0.14 ± 0.04
-- expect: r_halves >= 0.4
-- rows: 2000000
-- source: hospital practice 35 % +-8; retail 65 % (DeHoratius & Raman 2004)
WITH c AS (SELECT DISTINCT movement_id, hospital_id, department, event_date, CAST(quantity <> 0 AS INT) AS wrong FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'),
m AS (SELECT date_add(min(event_date), CAST(datediff(max(event_date), min(event_date)) / 2 AS INT)) AS middle FROM department_days),
d AS (SELECT hospital_id, department, avg(wrong) AS share, avg(CASE WHEN event_date <= middle THEN wrong END) AS first_half, avg(CASE WHEN event_date > middle THEN wrong END) AS second_half FROM c, m GROUP BY 1, 2)
SELECT (SELECT avg(wrong) FROM c) AS error_share, stddev(share) AS sd_departments, corr(first_half, second_half) AS r_halves FROM d

-- target: ghosts
-- quantity: ghost share at cycle count (system at least 1, counted 0)
-- expect: ghost_share = 0.040 ± 0.012
-- rows: 500000
-- source: 1.1
SELECT avg(CAST(system_quantity_before >= 1 AND counted_quantity = 0 AS INT)) AS ghost_share FROM stock_movements WHERE movement_type = 'CYCLE_COUNT'

-- target: zero_stock
-- quantity: zero-stock share of floor bins and nights, in departments that are not prone to hoard and in those that are
-- expect: calm = 0.020 ± 0.006
-- expect: prone = 0.083 ± 0.02
-- rows: 1000000
-- source: 1.1; fill >= 98 % (OntarioBuys)
SELECT avg(CASE WHEN NOT t.hoarding_prone THEN CAST(s.current_stock <= 0 AS INT) END) AS calm,
       avg(CASE WHEN t.hoarding_prone THEN CAST(s.current_stock <= 0 AS INT) END) AS prone
FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id AND i.category = 'FLOOR'
JOIN key.department_truth t ON s.hospital_id = t.hospital_id AND s.department = t.department

-- target: flags_are_true
-- quantity: share of departments flagged for hoarding that are prone in the answer key
-- expect: precision >= 0.98
-- rows: 1000000
-- source: design
WITH d AS (SELECT hospital_id, department, sum(documented_use_units) AS used FROM department_days WHERE patient_days > 0 GROUP BY 1, 2),
m AS (SELECT hospital_id, department, -sum(quantity) AS issued FROM stock_movements WHERE movement_type = 'ISSUE' GROUP BY 1, 2)
SELECT avg(CAST(t.hoarding_prone AS INT)) AS precision
FROM d JOIN m ON d.hospital_id = m.hospital_id AND d.department = m.department
JOIN key.department_truth t ON d.hospital_id = t.hospital_id AND d.department = t.department WHERE m.issued > 1.2 * d.used

-- target: order_fill
-- quantity: share of order lines of the distributor's vendors that are received within five days: the 95 % that are filled without delay, and the half of the others whose delay is shorter
-- expect: received = 0.976 ± 0.012
-- rows: 1000000
-- source: distributors 93 %
WITH o AS (SELECT m.movement_id, m.inventory_id, m.event_date FROM stock_movements m JOIN items i ON m.item_id = i.item_id
             WHERE m.movement_type = 'ORDER' AND i.vendor_id <= 'V04' AND m.event_date < (SELECT date_sub(max(event_date), 30) FROM department_days)),
r AS (SELECT o.movement_id, min(datediff(m.event_date, o.event_date)) AS days FROM o
        LEFT JOIN stock_movements m ON m.inventory_id = o.inventory_id AND m.movement_type = 'RECEIPT' AND m.event_date > o.event_date AND m.event_date <= date_add(o.event_date, 30) GROUP BY 1)
SELECT avg(CAST(coalesce(days, 99) <= 5 AS INT)) AS received FROM r

-- target: expired
-- quantity: expired write-offs over the average value of stock a year, implants left out, and the share of it that is emergency items
-- expect: share = 0.09 ± 0.03
-- expect: emergency >= 0.60
-- rows: 1000000
-- source: Cardinal 7-10 %; well run 1-2 %
WITH p AS (SELECT hospital_id, item_id, max(cost_per_unit_usd) AS usd FROM stock_snapshots GROUP BY 1, 2),
e AS (SELECT i.category, sum(-m.quantity * p.usd) AS v FROM stock_movements m JOIN items i ON m.item_id = i.item_id JOIN p ON m.hospital_id = p.hospital_id AND m.item_id = p.item_id WHERE m.movement_type = 'EXPIRE' AND NOT i.is_implant GROUP BY 1),
a AS (SELECT sum(t.physical_quantity * p.usd) / count(DISTINCT t.event_date) AS v FROM key.bin_truth t JOIN items i ON t.item_id = i.item_id JOIN p ON t.hospital_id = p.hospital_id AND t.item_id = p.item_id WHERE NOT i.is_implant)
SELECT sum(e.v) / max(a.v) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS share, sum(CASE WHEN e.category = 'EMERGENCY' THEN e.v END) / sum(e.v) AS emergency FROM e, a

-- target: cancelled_cases
-- quantity: share of cases that are cancelled for supply
-- expect: cancelled = 0.0023 ± 0.0012
-- rows: 1000000
-- source: 0.2-0.6 % of elective cases
SELECT sum(cases_cancelled_supply) / sum(cases_scheduled) AS cancelled FROM department_days

-- target: use_follows_census
-- quantity: correlation of a day's issues and the census within departments, and lag-1 autocorrelation of the census
-- expect: r_issues_census = 0.63 ± 0.06
-- expect: lag_1 = 0.80 ± 0.06
-- rows: 1000000
-- source: .6-.85 (calibration); design
WITH m AS (SELECT hospital_id, department, event_date, -sum(quantity) AS issued FROM stock_movements WHERE movement_type = 'ISSUE' GROUP BY 1, 2, 3),
j AS (SELECT d.hospital_id, d.department, d.event_date, d.patient_days AS pd, coalesce(m.issued, 0) AS issued FROM department_days d
        LEFT JOIN m ON d.hospital_id = m.hospital_id AND d.department = m.department AND d.event_date = m.event_date WHERE d.patient_days > 0),
w AS (SELECT *, lag(pd) OVER (PARTITION BY hospital_id, department ORDER BY event_date) AS before FROM j),
c AS (SELECT hospital_id, department, corr(pd, issued) AS r, corr(pd, before) AS lag_1 FROM w GROUP BY 1, 2)
SELECT avg(r) AS r_issues_census, avg(lag_1) AS lag_1 FROM c

-- target: recalls
-- quantity: recalls in a year
-- expect: recalls = 8 ± 5
-- rows: 500000
-- source: 6-10 a hospital and year
SELECT count(*) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS recalls FROM recalls

-- target: par_follows_demand
-- quantity: correlation of the logarithms of mean par and of the share of days with an issue, over floor bins; closed bins by the days they lived
-- expect: r = 0.71 ± 0.08
-- rows: 500000
-- source: +.85 (calibration)
WITH p AS (SELECT s.inventory_id, avg(s.par_level) AS par, count(*) AS nights FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id AND i.category = 'FLOOR' GROUP BY 1),
d AS (SELECT inventory_id, count(DISTINCT event_date) AS days FROM stock_movements WHERE movement_type = 'ISSUE' GROUP BY 1)
SELECT corr(ln(par), ln(days / nights)) AS r FROM p JOIN d ON p.inventory_id = d.inventory_id

-- target: deaths
-- quantity: share of implant patients who die within the horizon
-- expect: died = 0.021 ± 0.007
-- rows: 1000000
-- source: life table
WITH p AS (SELECT patient_id, max(CAST(deceased_on IS NOT NULL AS INT)) AS died FROM implant_log GROUP BY 1)
SELECT avg(died) AS died FROM p

-- target: lots_captured
-- quantity: share of implants whose log has the lot, with the letters of its item; and share of the key's recalled devices that the lot finds, with the share of finds that are true
-- expect: captured = 0.938 ± 0.015
-- expect: found_of_key = 0.938 ± 0.03
-- expect: true_finds = 1.0 ± 0.0
-- rows: 1000000
-- source: 94 +-2 %
WITH m AS (SELECT item_id, mode(substr(lot_number, 1, 3)) AS letters FROM implant_log GROUP BY 1),
f AS (SELECT l.implant_id, r.recall_id FROM implant_log l JOIN recalls r ON l.item_id = r.item_id AND l.lot_number = r.lot_number)
SELECT (SELECT avg(CAST(coalesce(substr(l.lot_number, 1, 3) = m.letters, false) AS INT)) FROM implant_log l JOIN m ON l.item_id = m.item_id) AS captured,
       (SELECT avg(CAST(f.implant_id IS NOT NULL AS INT)) FROM key.recalled_patients k LEFT JOIN f ON k.implant_id = f.implant_id) AS found_of_key,
       (SELECT avg(CAST(k.implant_id IS NOT NULL AS INT)) FROM f LEFT JOIN key.recalled_patients k ON f.implant_id = k.implant_id AND f.recall_id = k.recall_id) AS true_finds

-- target: implants_per_hospital
-- quantity: implants a hospital and year, and their spread between hospitals as a share of the mean
-- expect: per_year = 3200 ± 900
-- expect: spread in 0.15 .. 0.50
-- rows: 1000000
-- source: design
WITH h AS (SELECT hospital_id, count(*) / ((SELECT count(DISTINCT event_date) FROM department_days) / 365.25) AS n FROM implant_log GROUP BY 1)
SELECT avg(n) AS per_year, stddev(n) / avg(n) AS spread FROM h

-- target: top_ten
-- quantity: share of the annual issue value in the top 10 of 50 items
-- expect: share = 0.70 ± 0.08
-- rows: 500000
-- source: ABC rule (80/20 over larger lists)
WITH p AS (SELECT hospital_id, item_id, max(cost_per_unit_usd) AS usd FROM stock_snapshots GROUP BY 1, 2),
v AS (SELECT m.item_id, sum(-m.quantity * p.usd) AS v FROM stock_movements m JOIN p ON m.hospital_id = p.hospital_id AND m.item_id = p.item_id WHERE m.movement_type = 'ISSUE' GROUP BY 1),
k AS (SELECT v, row_number() OVER (ORDER BY v DESC) AS rank FROM v)
SELECT sum(CASE WHEN rank <= 10 THEN v END) / sum(v) AS share FROM k

-- target: shared_shortages
-- quantity: correlation of the weekly zero-stock share of floor bins between hospitals of a region
-- expect: r >= 0.15
-- rows: 2000000
-- source: design: backorders, storms and flu are shared
WITH w AS (SELECT s.hospital_id, s.region, date_trunc('WEEK', s.event_date) AS week, avg(CAST(s.current_stock <= 0 AS INT)) AS z, count(DISTINCT s.event_date) AS days
             FROM stock_snapshots s JOIN items i ON s.item_id = i.item_id AND i.category = 'FLOOR' GROUP BY 1, 2, 3),
p AS (SELECT a.hospital_id, b.hospital_id AS other, corr(a.z, b.z) AS r FROM w a JOIN w b ON a.region = b.region AND a.week = b.week AND a.hospital_id < b.hospital_id AND a.days = 7 AND b.days = 7 GROUP BY 1, 2)
SELECT avg(r) AS r FROM p

-- chart: withdrawals_against_use
-- title: Who hides supplies?
-- kind: scatter
-- x: documented use (units for a patient day)
-- y: withdrawals (units for a patient day)
-- note: Departments far above the diagonal take more than their patients get. At most 600 are drawn.
WITH d AS (SELECT hospital_id, department, sum(patient_days) AS pd, sum(documented_use_units) AS used FROM department_days WHERE patient_days > 0 GROUP BY 1, 2),
m AS (SELECT m.hospital_id, m.department, -sum(m.quantity) AS issued FROM (SELECT DISTINCT movement_id, hospital_id, department, item_id, quantity FROM stock_movements WHERE movement_type = 'ISSUE') m JOIN items i ON m.item_id = i.item_id WHERE i.category IN ('FLOOR', 'EMERGENCY') GROUP BY 1, 2)
SELECT round(d.used / nullif(d.pd, 0), 3) AS used, round(m.issued / nullif(d.pd, 0), 3) AS issued, IF(m.issued > 1.2 * d.used, 'takes over 20 % more', 'others') AS department
FROM d JOIN m ON d.hospital_id = m.hospital_id AND d.department = m.department ORDER BY xxhash64(d.hospital_id, d.department) LIMIT 600

-- chart: ghost_stock_by_category
-- title: The shelf is empty although the system shows stock
-- kind: bar
-- x: kind of item
-- y: counts that find a ghost (%)
WITH c AS (SELECT DISTINCT m.movement_id, i.category, m.system_quantity_before AS s, m.counted_quantity AS q FROM stock_movements m JOIN items i ON m.item_id = i.item_id WHERE m.movement_type = 'CYCLE_COUNT' AND m.system_quantity_before IS NOT NULL AND m.counted_quantity IS NOT NULL)
SELECT lower(category) AS category, round(100 * avg(CAST(s >= 1 AND q = 0 AS INT)), 3) AS pct FROM c GROUP BY 1 ORDER BY 2 DESC

-- chart: expired_by_month
-- title: What expires, month by month
-- kind: stacked
-- x: month
-- y: value of what expired (USD)
WITH p AS (SELECT hospital_id, item_id, CAST(max(cost_per_unit_usd) AS DOUBLE) AS usd FROM stock_snapshots GROUP BY 1, 2),
m AS (SELECT DISTINCT movement_id, hospital_id, item_id, event_date, quantity FROM stock_movements WHERE movement_type = 'EXPIRE')
SELECT date_format(m.event_date, 'yyyy-MM') AS month, round(sum(-m.quantity * p.usd)) AS usd, lower(i.category) AS category
FROM m JOIN items i ON m.item_id = i.item_id JOIN p ON m.hospital_id = p.hospital_id AND m.item_id = p.item_id WHERE NOT i.is_implant GROUP BY 1, 3 ORDER BY 1, 3

-- detection: case_for_each
-- question: Which deliveries were booked in cases instead of units?
-- expect: f1 >= 0.85
-- naive: many items come in fives, ones and twos; a delivery is whole cases, and a quantity that is none counts them
SELECT 'stock_movements' AS table_name, movement_id AS row_key, 'quantity' AS column_name, 'case_for_each' AS stage_id
FROM stock_movements m JOIN items i ON i.item_id = m.item_id WHERE m.movement_type = 'RECEIPT' AND m.quantity % i.pack_size <> 0
-- trap:
SELECT 'stock_movements' AS table_name, movement_id AS row_key, 'quantity' AS column_name, 'case_for_each' AS stage_id
FROM stock_movements WHERE movement_type = 'RECEIPT' AND quantity < 10

-- finds: legacy_item_name
SELECT DISTINCT inventory_id, event_date FROM stock_snapshots WHERE item_name = upper(item_name)

-- finds: vendor_merger
SELECT DISTINCT inventory_id, event_date FROM stock_snapshots WHERE vendor_id NOT BETWEEN 'V01' AND 'V09'

-- finds: expiry_placeholder
-- misses: dates that were lost afterwards
SELECT DISTINCT inventory_id, event_date FROM stock_snapshots WHERE earliest_expiration_date = DATE'2099-12-31'

-- finds: lot_not_scanned
SELECT DISTINCT implant_id FROM implant_log WHERE lot_number IS NULL

-- finds: late_posted_count
SELECT DISTINCT movement_id FROM stock_movements WHERE CAST(movement_ts AS DATE) > event_date
