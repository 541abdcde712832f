-- Insights and targets of tablet_manufacturing. A mixing speed below 200 is a percentage of 600 rpm.

-- insight: mixing_above_500_rpm_doubles_crumbling
-- question: Does mixing above 500 rpm double the crumbling?
-- expect: ratio = 1.90 ± 0.25
-- expect: fail_fast = 0.18 ± 0.07
-- expect: fail_slow = 0.007 ± 0.006
-- ask: ratio = How many times as high is the mean reported friability of batches mixed above 500 rpm as of batches mixed at 500 rpm or less?
-- ask: fail_fast = What share of the batches mixed above 500 rpm has a reported friability above 1.0 %?
-- ask: fail_slow = What share of the batches mixed at 500 rpm or less has a reported friability above 1.0 %?
-- rows: 4000000
-- naive: above against below the average speed: the step at 500 rpm is watered down by batches that mix as they should
-- source: 3.5
SELECT avg(CASE WHEN mixing_speed_rpm > 500 THEN friability_pct END)
     / avg(CASE WHEN mixing_speed_rpm <= 500 THEN friability_pct END) AS ratio,
       avg(CASE WHEN mixing_speed_rpm > 500 THEN CAST(friability_pct > 1.0 AS INT) END) AS fail_fast,
       avg(CASE WHEN mixing_speed_rpm <= 500 THEN CAST(friability_pct > 1.0 AS INT) END) AS fail_slow
FROM batches WHERE mixing_speed_rpm >= 200

-- trap:
WITH b AS (SELECT *, mixing_speed_rpm > avg(mixing_speed_rpm) OVER () AS fast FROM batches)
SELECT avg(CASE WHEN fast THEN friability_pct END) / avg(CASE WHEN NOT fast THEN friability_pct END) AS ratio,
       avg(CASE WHEN fast THEN CAST(friability_pct > 1.0 AS INT) END) AS fail_fast, avg(CASE WHEN NOT fast THEN CAST(friability_pct > 1.0 AS INT) END) AS fail_slow FROM b

-- insight: fine_stearate_is_the_accomplice
-- question: Which material is the accomplice? Failure of fast batches by specific surface of the stearate.
-- expect: fine = 0.43 ± 0.10
-- expect: coarse = 0.065 ± 0.04
-- ask: fine = Of the batches mixed above 500 rpm with magnesium stearate of a specific surface above 9 m² per g, what share is not released?
-- ask: coarse = Of the batches mixed above 500 rpm with magnesium stearate of a specific surface of 9 m² per g or less, what share is not released?
-- rows: 10000000
-- naive: the stearate by itself, at any speed: it needs the fast mixing to do harm
-- source: 3.5
SELECT avg(CASE WHEN l.surface_area_m2_per_g > 9 THEN CAST(NOT b.quality_pass AS INT) END) AS fine,
       avg(CASE WHEN l.surface_area_m2_per_g <= 9 THEN CAST(NOT b.quality_pass AS INT) END) AS coarse
FROM batches b JOIN material_lots l ON b.raw_material_lot = l.raw_material_lot
WHERE b.mixing_speed_rpm > 500

-- trap:
SELECT avg(CASE WHEN l.surface_area_m2_per_g > 9 THEN CAST(NOT b.quality_pass AS INT) END) AS fine,
       avg(CASE WHEN l.surface_area_m2_per_g <= 9 THEN CAST(NOT b.quality_pass AS INT) END) AS coarse
FROM batches b JOIN material_lots l ON b.raw_material_lot = l.raw_material_lot

-- insight: the_night_shift_is_innocent
-- question: Is the night shift to blame? Odds ratio of failure, crude and within equal mixing (Mantel-Haenszel).
-- expect: odds_ratio_adjusted = 1.0 ± 0.45
-- expect: odds_ratio_crude >= 2.0
-- ask: odds_ratio_adjusted = What is the Mantel-Haenszel odds ratio of not being released for batches booked on the night shift against those booked on the other shifts, in two strata: mixed above 500 rpm, and at 500 rpm or less?
-- ask: odds_ratio_crude = What is the crude odds ratio, without any strata, of not being released for batches booked on the night shift against those booked on the other shifts?
-- rows: 10000000
-- naive: the crude odds ratio of about 2.7 convicts the night shift
-- source: 3.5
WITH t AS (SELECT mixing_speed_rpm > 500 AS fast,
    sum(CASE WHEN shift_id = 'NIGHT' AND NOT quality_pass THEN 1.0 ELSE 0 END) a,
    sum(CASE WHEN shift_id = 'NIGHT' AND quality_pass THEN 1.0 ELSE 0 END) b,
    sum(CASE WHEN shift_id <> 'NIGHT' AND NOT quality_pass THEN 1.0 ELSE 0 END) c,
    sum(CASE WHEN shift_id <> 'NIGHT' AND quality_pass THEN 1.0 ELSE 0 END) d, count(*) n
  FROM batches WHERE mixing_speed_rpm >= 200 GROUP BY 1)
SELECT sum(a * d / n) / sum(b * c / n) AS odds_ratio_adjusted, sum(a) * sum(d) / (sum(b) * sum(c)) AS odds_ratio_crude FROM t

-- trap:
SELECT sum(IF(shift_id = 'NIGHT' AND NOT quality_pass, 1.0, 0)) * sum(IF(shift_id <> 'NIGHT' AND quality_pass, 1.0, 0))
     / (sum(IF(shift_id = 'NIGHT' AND quality_pass, 1.0, 0)) * sum(IF(shift_id <> 'NIGHT' AND NOT quality_pass, 1.0, 0))) AS odds_ratio_adjusted FROM batches

-- insight: only_line_2_is_not_capable
-- question: Which line is not capable of its specification, at normal mixing?
-- expect: cpk_l2 = 1.00 ± 0.15
-- expect: cpk_others = 1.33 ± 0.18
-- ask: cpk_l2 = What is the Cpk of the reported friability against its upper limit of 1.0 % for batches of line L2 mixed at 500 rpm or less, all plants pooled (overall sample standard deviation)?
-- ask: cpk_others = What is the Cpk of the reported friability against its upper limit of 1.0 % for batches of the lines other than L2 mixed at 500 rpm or less, all lines and plants pooled (overall sample standard deviation)?
-- rows: 10000000
-- naive: including fast batches gives less than 1 on every line; by plant, only the L2 of some plants is not capable (about 0.85)
-- source: 3.5
SELECT (1 - avg(CASE WHEN production_line = 'L2' THEN friability_pct END)) / (3 * stddev(CASE WHEN production_line = 'L2' THEN friability_pct END)) AS cpk_l2,
       (1 - avg(CASE WHEN production_line <> 'L2' THEN friability_pct END)) / (3 * stddev(CASE WHEN production_line <> 'L2' THEN friability_pct END)) AS cpk_others
FROM batches WHERE mixing_speed_rpm BETWEEN 200 AND 500

-- trap:
SELECT (1 - avg(CASE WHEN production_line = 'L2' THEN friability_pct END)) / (3 * stddev(CASE WHEN production_line = 'L2' THEN friability_pct END)) AS cpk_l2,
       (1 - avg(CASE WHEN production_line <> 'L2' THEN friability_pct END)) / (3 * stddev(CASE WHEN production_line <> 'L2' THEN friability_pct END)) AS cpk_others FROM batches

-- insight: pressure_looks_guilty_because_the_controller_pushes_back
-- question: Does pressure make tablets crumble, or does the controller push back? More force makes stronger tablets, and yet:
-- expect: r_all = 0.51 ± 0.08
-- expect: r_within_normal = 0.12 ± 0.12
-- ask: r_all = Over all batches, what is the correlation between a batch's mean compression force and its reported friability?
-- ask: r_within_normal = Over the batches mixed at 500 rpm or less, what is the correlation between a batch's mean compression force and its reported friability?
-- rows: 4000000
-- naive: "lower the pressure": the correlation over all speeds taken for what pressure does
-- source: 3.5
SELECT corr(machine_pressure_kn, friability_pct) AS r_all,
       corr(CASE WHEN mixing_speed_rpm <= 500 THEN machine_pressure_kn END, friability_pct) AS r_within_normal
FROM batches WHERE mixing_speed_rpm >= 200

-- trap:
SELECT corr(machine_pressure_kn, friability_pct) AS r_within_normal FROM batches

-- insight: retests_hide_out_of_specification_batches
-- question: How many batches whose first result was out of specification were reported within it?
-- expect: rescued = 0.055 ± 0.04
-- ask: rescued = Of the batches whose first friability attempt (mean of its samples, rounded to two decimals) was above 1.0 %, what share was reported with a friability of 1.0 % or less?
-- rows: 6000000
-- naive: reading only the reported friability shows none: the first result is not in it
-- source: 3.5
WITH first_attempt AS (SELECT batch_id, round(avg(result_value), 2) AS m FROM (SELECT DISTINCT * FROM qc_tests)
  WHERE test_type = 'FRIABILITY' AND attempt_no = 1 GROUP BY batch_id)
SELECT avg(CAST(b.friability_pct <= 1.0 AS INT)) AS rescued
FROM first_attempt f JOIN batches b ON f.batch_id = b.batch_id WHERE f.m > 1.0

-- trap:
SELECT avg(CAST(quality_pass AS INT)) AS rescued FROM batches WHERE friability_pct > 1.0

-- target: batches_per_day
-- quantity: batches a working day, mean over plants
-- expect: batches = 2.0 ± 0.15
-- rows: 4000000
-- source: 3.5: 1 million tablets a day
SELECT avg(per_day) AS batches
FROM (SELECT count(*) / count(DISTINCT event_date) AS per_day FROM batches GROUP BY plant_id)

-- target: batches_per_day_of_plants
-- quantity: batches a working day, 10th and 90th percentile of plants
-- expect: p10 in 1.5 .. 1.8
-- expect: p90 in 2.2 .. 2.5
-- rows: 10000000
-- source: design
SELECT percentile(per_day, 0.1) AS p10, percentile(per_day, 0.9) AS p90
FROM (SELECT count(*) / count(DISTINCT event_date) AS per_day FROM batches GROUP BY plant_id)

-- target: failure_rate
-- quantity: share of batches that are not released
-- expect: failed = 0.043 ± 0.010
-- rows: 10000000
-- source: QxP (normal sites 1-3 %, best below 1 %); design
SELECT avg(CAST(NOT quality_pass AS INT)) AS failed FROM batches

-- target: failure_slow
-- quantity: share of slowly mixed batches (at most 500 rpm) that are not released
-- expect: failed = 0.016 ± 0.007
-- rows: 4000000
-- source: design
SELECT avg(CAST(NOT quality_pass AS INT)) AS failed FROM batches WHERE mixing_speed_rpm BETWEEN 200 AND 500

-- target: failure_fast
-- quantity: share of fast mixed batches that are not released
-- expect: failed = 0.245 ± 0.06
-- rows: 10000000
-- source: design
SELECT avg(CAST(NOT quality_pass AS INT)) AS failed FROM batches WHERE mixing_speed_rpm > 500

-- target: fast_share
-- quantity: share of batches mixed above 500 rpm
-- expect: fast = 0.115 ± 0.025
-- rows: 4000000
-- source: design
SELECT avg(CAST(mixing_speed_rpm > 500 AS INT)) AS fast FROM batches WHERE mixing_speed_rpm >= 200

-- target: fast_share_of_plants
-- quantity: share of batches mixed above 500 rpm, 10th and 90th percentile of plants
-- expect: p10 in 0.045 .. 0.08
-- expect: p90 in 0.15 .. 0.25
-- rows: 20000000
-- source: design
SELECT percentile(fast, 0.1) AS p10, percentile(fast, 0.9) AS p90
FROM (SELECT avg(CAST(mixing_speed_rpm > 500 AS INT)) AS fast FROM batches WHERE mixing_speed_rpm >= 200 GROUP BY plant_id)

-- target: friability_slow
-- quantity: mean friability of slowly mixed batches, in percent; the limit is 1.0
-- expect: mean_pct = 0.385 ± 0.03
-- rows: 4000000
-- source: USP <1216>; design
SELECT avg(friability_pct) AS mean_pct FROM batches WHERE mixing_speed_rpm BETWEEN 200 AND 500

-- target: yield
-- quantity: mean and 5th percentile of the yield, in percent; batches that were given up count
-- expect: mean_pct = 97.5 ± 0.4
-- expect: p5_pct = 95.2 ± 0.8
-- rows: 4000000
-- source: design
SELECT avg(yield_pct) AS mean_pct, percentile(yield_pct, 0.05) AS p5_pct FROM batches

-- target: lot_share_of_variance
-- quantity: between-lot share of the variance of log friability, slowly mixed batches (one-way random effects)
-- expect: between_lots = 0.36 ± 0.12
-- rows: 4000000
-- source: design; Bolhuis 1975 (lubricant lots matter)
WITH b AS (SELECT raw_material_lot AS lot, ln(friability_pct) AS x FROM batches WHERE mixing_speed_rpm BETWEEN 200 AND 500 AND friability_pct > 0),
l AS (SELECT count(*) AS n, avg(x) AS m, coalesce(var_samp(x), 0) * (count(*) - 1) AS within_ss FROM b GROUP BY lot),
g AS (SELECT sum(n) AS total, count(*) AS lots, sum(n * m) / sum(n) AS grand, sum(n * n) AS squares, sum(within_ss) / (sum(n) - count(*)) AS msw FROM l),
v AS (SELECT max(msw) AS within_lots, (sum(n * power(m - grand, 2)) / (max(lots) - 1) - max(msw)) / ((max(total) - max(squares) / max(total)) / (max(lots) - 1)) AS between_lots FROM l, g)
SELECT between_lots / (between_lots + within_lots) AS between_lots FROM v

-- target: hardness
-- quantity: newtons at the force at which a run begins, slowly mixed batches: median, 1st and 99th percentile
-- expect: median_n = 110 ± 5
-- expect: p1_n >= 80
-- expect: p99_n <= 150
-- rows: 1000000
-- source: tablet guides: 80 to 150 N for immediate release
SELECT percentile(q.result_value, 0.5) AS median_n, percentile(q.result_value, 0.01) AS p1_n, percentile(q.result_value, 0.99) AS p99_n
FROM qc_tests q JOIN batches b ON q.batch_id = b.batch_id
WHERE q.test_type = 'HARDNESS' AND q.sample_no = 1 AND b.mixing_speed_rpm BETWEEN 200 AND 500

-- target: soft_batches_released
-- quantity: released batches whose mean hardness in the last attempt lies outside 80 to 150 N
-- expect: batches = 0
-- rows: 1000000
-- source: specification
WITH h AS (SELECT batch_id, attempt_no, avg(result_value) AS newtons FROM qc_tests WHERE test_type = 'HARDNESS' GROUP BY batch_id, attempt_no),
l AS (SELECT batch_id, max_by(newtons, attempt_no) AS newtons FROM h GROUP BY batch_id)
SELECT count(*) AS batches FROM l JOIN batches b ON l.batch_id = b.batch_id
WHERE b.quality_pass AND NOT (l.newtons BETWEEN 80 AND 150)

-- target: verdict_follows_from_tests
-- quantity: share of batches whose release follows from their tests; those that were given up left out
-- expect: same >= 0.994
-- rows: 1000000
-- source: design
WITH m AS (SELECT batch_id, test_type, attempt_no, avg(result_value) AS mean FROM (SELECT DISTINCT * FROM qc_tests) GROUP BY batch_id, test_type, attempt_no),
l AS (SELECT batch_id, test_type, max_by(mean, attempt_no) AS final_mean FROM m GROUP BY batch_id, test_type),
v AS (SELECT batch_id, max(CASE WHEN test_type = 'FRIABILITY' THEN round(final_mean, 2) END) AS pct,
             max(CASE WHEN test_type = 'HARDNESS' THEN final_mean END) AS newtons,
             max(CASE WHEN test_type = 'APPEARANCE' THEN final_mean END) AS defects
      FROM l GROUP BY batch_id)
SELECT avg(CAST(b.quality_pass = (v.pct <= 1.0 AND v.newtons BETWEEN 80 AND 150 AND v.defects <= 2) AS INT)) AS same
FROM batches b JOIN v ON b.batch_id = v.batch_id JOIN key.batch_truth t ON b.batch_id = t.batch_id
WHERE t.fail_cause IS NULL OR t.fail_cause <> 'ABORTED'

-- target: force_follows_weight
-- quantity: correlation of force and weight within a run, mean over runs
-- expect: r = 0.30 ± 0.15
-- rows: 500000
-- source: coupling by design
SELECT avg(r) AS r FROM (SELECT corr(compression_force_kn, tablet_weight_mg) AS r FROM press_readings GROUP BY batch_id)

-- target: turret_follows_rate
-- quantity: correlation of turret speed and rate (500,000 tablets in the time of the readings) over runs on presses of one model; runs cut short left out
-- expect: r >= 0.9
-- rows: 4000000
-- source: coupling by design
WITH r AS (SELECT batch_id, avg(turret_speed_rpm) AS turret_rpm, 180000 / count(*) AS thousand_per_hour
           FROM press_readings GROUP BY batch_id HAVING count(*) >= 650)
SELECT corr(r.turret_rpm, r.thousand_per_hour) AS r
FROM r JOIN batches b ON r.batch_id = b.batch_id
JOIN production_lines l ON b.plant_id = l.plant_id AND b.production_line = l.production_line
WHERE l.press_model = 'RX-36'

-- target: turret_and_rate
-- quantity: share of readings with a turret at 30 to 75 rpm and a rate of 150,000 to 400,000 tablets an hour
-- expect: usual >= 0.97
-- rows: 1000000
-- source: tablet guides
SELECT avg(CAST(p.turret_speed_rpm BETWEEN 30 AND 75 AND p.turret_speed_rpm * l.tablets_per_turn * 60 BETWEEN 150000 AND 400000 AS INT)) AS usual
FROM press_readings p JOIN batches b ON p.batch_id = b.batch_id
JOIN production_lines l ON b.plant_id = l.plant_id AND b.production_line = l.production_line

-- target: laboratory_hours
-- quantity: share of results signed on a Sunday or from 22 to 06 h
-- expect: outside <= 0.01
-- rows: 1000000
-- source: design
SELECT avg(CAST(dayofweek(CAST(tested_ts AS DATE)) = 1 OR hour(tested_ts) >= 22 OR hour(tested_ts) < 6 AS INT)) AS outside FROM qc_tests

-- target: press_warms_up
-- quantity: kelvin by which the press frame warms in the first 90 minutes; readings in Fahrenheit left out
-- expect: kelvin in 4 .. 7
-- rows: 500000
-- source: design
WITH s AS (SELECT batch_id, min(reading_ts) AS start_ts FROM press_readings GROUP BY batch_id),
r AS (SELECT timestampdiff(SECOND, s.start_ts, p.reading_ts) AS second, p.press_temperature_celsius AS celsius
      FROM press_readings p JOIN s ON p.batch_id = s.batch_id WHERE p.press_temperature_celsius < 50)
SELECT avg(CASE WHEN second BETWEEN 5340 AND 5400 THEN celsius END) - avg(CASE WHEN second <= 60 THEN celsius END) AS kelvin FROM r

-- target: lot_length
-- quantity: batches that a lot serves, typos undone; lots cut off by a quarter's end or the first day left out
-- expect: shortest in 6 .. 8
-- expect: longest in 13 .. 15
-- expect: mean = 10.3 ± 0.6
-- rows: 4000000
-- source: design
WITH b AS (SELECT coalesce(c.clean_value, b.raw_material_lot) AS lot FROM batches b
           LEFT JOIN (SELECT row_key, clean_value FROM key.cells WHERE table_name = 'batches' AND stage_id = 'lot_typo') c
           ON c.row_key = CAST(b.batch_id AS STRING)),
u AS (SELECT l.raw_material_lot AS lot, l.opened_date, row_number() OVER (PARTITION BY l.plant_id, date_trunc('QUARTER', l.opened_date) ORDER BY l.raw_material_lot DESC) AS from_last FROM material_lots l),
n AS (SELECT u.lot, count(*) AS batches FROM b JOIN u ON b.lot = u.lot
      WHERE u.from_last > 1 AND u.opened_date > (SELECT min(event_date) FROM batches) GROUP BY u.lot)
SELECT min(batches) AS shortest, max(batches) AS longest, avg(batches) AS mean FROM n

-- target: press_series
-- quantity: press series as in the public analogue of 1,005 batches: median seconds between readings, readings a batch
-- expect: seconds = 10
-- expect: readings = 880 ± 20
-- rows: 500000
-- source: Zagar & Mihelic, Sci Data 2022; rate and batch size by design
WITH r AS (SELECT batch_id, timestampdiff(SECOND, lag(reading_ts) OVER (PARTITION BY batch_id ORDER BY reading_ts), reading_ts) AS gap FROM press_readings)
SELECT percentile(gap, 0.5) AS seconds, count(*) / count(DISTINCT batch_id) AS readings FROM r

-- chart: friability_control_chart
-- title: Friability of a line, batch by batch
-- kind: control
-- x: batch, in the order of production
-- y: friability (% lost)
-- note: Centre and limits, from moving ranges, are those of batches mixed at 500 rpm or slower. The signals above are mostly the fast ones.
WITH l AS (SELECT plant_id, production_line FROM batches WHERE friability_pct IS NOT NULL GROUP BY 1, 2 ORDER BY plant_id, production_line LIMIT 1),
b AS (SELECT DISTINCT b.batch_id, b.batch_start_ts, b.friability_pct AS y, CASE WHEN b.mixing_speed_rpm < 200 THEN 6 * b.mixing_speed_rpm ELSE b.mixing_speed_rpm END AS rpm FROM batches b JOIN l ON l.plant_id = b.plant_id AND l.production_line = b.production_line WHERE b.friability_pct IS NOT NULL),
s AS (SELECT avg(y) AS centre, avg(step) / 1.128 AS sigma FROM (SELECT y, abs(y - lag(y) OVER (ORDER BY batch_start_ts, batch_id)) AS step FROM b WHERE rpm <= 500)),
n AS (SELECT row_number() OVER (ORDER BY batch_start_ts, batch_id) AS n, y FROM b)
SELECT n.n, n.y, round(s.centre, 3) AS centre, round(greatest(s.centre - 3 * s.sigma, 0), 3) AS lower, round(s.centre + 3 * s.sigma, 3) AS upper FROM n CROSS JOIN s WHERE n.n <= 250 ORDER BY 1

-- chart: friability_by_mixing
-- title: Over-mixing makes tablets crumble, if the stearate is fine
-- kind: line
-- x: mixing speed, steps of 25 (rpm)
-- y: mean friability (% lost)
-- note: A speed below 200 is a percentage of 600 rpm and was brought back.
WITH b AS (SELECT DISTINCT b.batch_id, b.friability_pct AS y, CAST(floor((CASE WHEN b.mixing_speed_rpm < 200 THEN 6 * b.mixing_speed_rpm ELSE b.mixing_speed_rpm END) / 25) * 25 AS INT) AS rpm, IF(l.surface_area_m2_per_g > 9, 'fine stearate', 'coarse stearate') AS stearate
  FROM batches b JOIN material_lots l ON b.raw_material_lot = l.raw_material_lot WHERE b.friability_pct IS NOT NULL AND b.mixing_speed_rpm > 0)
SELECT rpm, round(avg(y), 3) AS friability, stearate FROM b GROUP BY 1, 3 HAVING count(*) >= 3 ORDER BY 3, 1

-- chart: capability_by_line
-- title: Only line 2 is not capable, and not in every plant
-- kind: box
-- x: production line
-- y: capability for friability at normal mixing (Cpk)
-- note: A box shows the plants. Below 1, mean and three standard deviations exceed the 1 % that a tablet may lose.
WITH b AS (SELECT DISTINCT batch_id, plant_id, production_line, friability_pct AS y FROM batches WHERE mixing_speed_rpm BETWEEN 200 AND 500 AND friability_pct IS NOT NULL AND production_line IS NOT NULL),
l AS (SELECT production_line, (1 - avg(y)) / (3 * stddev(y)) AS cpk FROM b GROUP BY plant_id, production_line HAVING count(*) >= 5 AND stddev(y) > 0),
p AS (SELECT production_line, percentile(cpk, array(0.05, 0.25, 0.5, 0.75, 0.95)) AS q FROM l GROUP BY 1)
SELECT production_line, round(q[0], 3) AS p5, round(q[1], 3) AS p25, round(q[2], 3) AS p50, round(q[3], 3) AS p75, round(q[4], 3) AS p95 FROM p ORDER BY 1

-- detection: stuck_force
-- question: When is the force sensor of a line frozen?
-- expect: f1 >= 0.85
-- naive: two readings that agree are chance; a sensor that is alive does not show one value for a minute
WITH p AS (SELECT DISTINCT batch_id, reading_ts, compression_force_kn FROM press_readings),
l AS (SELECT *, lag(compression_force_kn) OVER (PARTITION BY batch_id ORDER BY reading_ts) AS before_kn FROM p),
r AS (SELECT *, sum(CASE WHEN compression_force_kn <> before_kn THEN 1 ELSE 0 END) OVER (PARTITION BY batch_id ORDER BY reading_ts) AS run FROM l),
n AS (SELECT *, count(*) OVER (PARTITION BY batch_id, run) AS readings FROM r)
SELECT 'press_readings' AS table_name, concat_ws('|', batch_id, reading_ts) AS row_key, 'compression_force_kn' AS column_name, 'stuck_force' AS stage_id
FROM n WHERE readings >= 6
-- trap:
WITH l AS (SELECT batch_id, reading_ts, compression_force_kn, lag(compression_force_kn) OVER (PARTITION BY batch_id ORDER BY reading_ts) AS before_kn FROM press_readings)
SELECT 'press_readings' AS table_name, concat_ws('|', batch_id, reading_ts) AS row_key, 'compression_force_kn' AS column_name, 'stuck_force' AS stage_id
FROM l WHERE compression_force_kn = before_kn
