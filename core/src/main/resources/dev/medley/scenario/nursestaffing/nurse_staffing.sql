-- insight: burnout_cascade
-- question: Does one shift above six patients to an RN double the exit rate of the month after? RNs of MEDSURG.
-- expect: hazard_ratio = 2.0 ± 0.40
-- expect: exposed_rate = 0.0205 ± 0.004
-- expect: other_rate = 0.0102 ± 0.002
-- ask: hazard_ratio = How many times as likely is an RN whose home unit is MEDSURG to leave in the month after a calendar month with a worked shift of more than six patients per RN as after one in which the RN works shifts but none of more than six? The month of the exit itself and the last month of the data do not count.
-- ask: exposed_rate = Of the calendar months in which an RN whose home unit is MEDSURG works a shift of more than six patients per RN, what share is followed by the RN's exit in the next month? The month of the exit itself and the last month of the data do not count.
-- ask: other_rate = Of the calendar months in which an RN whose home unit is MEDSURG works shifts but none of more than six patients per RN, what share is followed by the RN's exit in the next month? The month of the exit itself and the last month of the data do not count.
-- rows: 3500000
-- naive: exits by the ratio of the same month give a half instead of double, since leavers work fewer shifts in it
-- source: 1.5
WITH n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type = 'MEDSURG'),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, max(coalesce(s.patient_to_nurse_ratio, 0) > 6) AS exposed FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2),
x AS (SELECT e.exposed, CAST(p.nurse_id IS NOT NULL AS INT) AS quit FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE q.nurse_id IS NULL AND e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT avg(CASE WHEN exposed THEN quit END) AS exposed_rate, avg(CASE WHEN NOT exposed THEN quit END) AS other_rate, avg(CASE WHEN exposed THEN quit END) / avg(CASE WHEN NOT exposed THEN quit END) AS hazard_ratio FROM x

-- trap:
WITH n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type = 'MEDSURG'),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, max(coalesce(s.patient_to_nurse_ratio, 0) > 6) AS exposed FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2),
x AS (SELECT e.exposed, CAST(q.nurse_id IS NOT NULL AS INT) AS quit FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m)
SELECT avg(CASE WHEN exposed THEN quit END) AS exposed_rate, avg(CASE WHEN NOT exposed THEN quit END) AS other_rate, avg(CASE WHEN exposed THEN quit END) / avg(CASE WHEN NOT exposed THEN quit END) AS hazard_ratio FROM x

-- insight: sunday_flu
-- question: Who is missing on Super Bowl Sunday?
-- expect: super_bowl_ratio = 1.85 ± 0.35
-- expect: christmas_ratio = 1.38 ± 0.25
-- ask: super_bowl_ratio = How many times as high is the share of shifts to which the nurse does not come on Super Bowl Sunday of 2024 (February 11) as the mean of that share over the other Sundays of 2024? Agency nurses and voluntary extra shifts do not count.
-- ask: christmas_ratio = How many times as high is the day's share of shifts to which the nurse does not come, in the mean of December 24 and 25, 2024, as in the mean of the other days of that December? Agency nurses and voluntary extra shifts do not count.
-- rows: 1000000
-- naive: by the month, February and December look much like any other: one day drowns in it
-- source: 1.5
WITH s AS (SELECT event_date AS d, avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)) AS r, count(*) AS n FROM shifts WHERE NOT coalesce(agency_nurse_flag, true) AND overtime_type <> 'VOLUNTARY' AND year(event_date) = 2024 GROUP BY 1)
SELECT max(CASE WHEN d = DATE '2024-02-11' THEN r END) / avg(CASE WHEN dayofweek(d) = 1 AND d <> DATE '2024-02-11' THEN r END) AS super_bowl_ratio,
       avg(CASE WHEN d IN (DATE '2024-12-24', DATE '2024-12-25') THEN r END) / avg(CASE WHEN month(d) = 12 AND day(d) NOT IN (24, 25) THEN r END) AS christmas_ratio FROM s

-- trap:
WITH s AS (SELECT month(event_date) AS m, avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)) AS r FROM shifts WHERE year(event_date) = 2024 GROUP BY 1)
SELECT max(CASE WHEN m = 2 THEN r END) / avg(r) AS super_bowl_ratio, max(CASE WHEN m = 12 THEN r END) / avg(r) AS christmas_ratio FROM s

-- insight: one_forces_three
-- question: What does a call-out do that nobody volunteers for?
-- expect: rows_per_cover = 2.99 ± 0.03
-- expect: near_call_out >= 0.985
-- ask: rows_per_cover = How many shifts of mandatory overtime are there for each hole in the roster that is covered by mandatory overtime?
-- ask: near_call_out = What share of the shifts of mandatory overtime has an RN's call-out on the same unit on the day before, the same day or the day after?
-- rows: 500000
-- naive: dividing by all call-outs gives 0.3: floats and volunteers take most of them
-- source: 2.4
WITH m AS (SELECT DISTINCT shift_id, unit_id, event_date FROM shifts WHERE overtime_type = 'MANDATORY'),
c AS (SELECT unit_id, event_date, sum(call_outs) AS k FROM unit_shifts GROUP BY 1, 2),
j AS (SELECT m.shift_id, max(coalesce(c.k, 0)) AS k FROM m LEFT JOIN c ON m.unit_id = c.unit_id AND c.event_date BETWEEN date_sub(m.event_date, 1) AND date_add(m.event_date, 1) GROUP BY 1)
SELECT count(*) / (SELECT sum(mandatory_covers) FROM unit_shifts) AS rows_per_cover, avg(CAST(k > 0 AS INT)) AS near_call_out FROM j

-- trap:
SELECT (SELECT count(DISTINCT shift_id) FROM shifts WHERE overtime_type = 'MANDATORY') / sum(call_outs) AS rows_per_cover FROM unit_shifts

-- insight: skill_mismatch
-- question: How often does a patient of ICU level lie on MEDSURG on a shift without a critical-care nurse?
-- expect: mismatch = 0.026 ± 0.007
-- expect: icu_full = 0.073 ± 0.018
-- expect: icu_not_full = 0.0097 ± 0.002
-- ask: mismatch = On what share of the shifts of MEDSURG units does at least one patient of ICU level lie on the unit while no RN with a critical-care certificate is at work there?
-- ask: icu_full = If 95 % or more of the hospital's ICU beds are occupied, on what share of the shifts of MEDSURG units does at least one patient of ICU level lie on the unit while no RN with a critical-care certificate is at work there?
-- ask: icu_not_full = If less than 95 % of the hospital's ICU beds are occupied, on what share of the shifts of MEDSURG units does at least one patient of ICU level lie on the unit while no RN with a critical-care certificate is at work there?
-- rows: 1500000
-- naive: the mean over all occupancies hides a sevenfold difference
-- source: 2.4
SELECT avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS mismatch, avg(CASE WHEN icu_occupancy_pct >= 95 THEN CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT) END) AS icu_full,
       avg(CASE WHEN icu_occupancy_pct < 95 THEN CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT) END) AS icu_not_full FROM unit_shifts WHERE unit_type = 'MEDSURG'

-- trap:
SELECT avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS mismatch, avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS icu_full,
       avg(CAST(icu_level_patients > 0 AND ccrn_rns = 0 AS INT)) AS icu_not_full FROM unit_shifts WHERE unit_type = 'MEDSURG'

-- insight: burnout_bill
-- question: What does workload turnover cost a hospital a year, and does it follow the share of shifts above five patients? RNs of MEDSURG and TELEMETRY.
-- expect: workload_usd_per_year = 1900000 ± 450000
-- expect: top_to_bottom = 1.53 ± 0.30
-- ask: workload_usd_per_year = How many dollars a year does it cost a hospital, on average, to replace the RNs of all types of unit who give workload as their reason for leaving?
-- ask: top_to_bottom = Rank the calendar months with at least six worked shifts of RNs whose home unit is MEDSURG or TELEMETRY by the share of those shifts with more than five patients per RN, without the month of the exit itself and the last month of the data. How many times as high is the share followed by the RN's exit in the next month in the top third as in the bottom third?
-- rows: 4000000
-- naive: all RN exits are not all burnout, and over all unit types the relation vanishes because ICUs lose most
-- source: 2.4
WITH y AS (SELECT count(DISTINCT hospital_id, year(event_date)) AS n FROM unit_shifts),
n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type IN ('MEDSURG', 'TELEMETRY')),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, avg(CAST(s.patient_to_nurse_ratio > 5 AS INT)) AS s5 FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' GROUP BY 1, 2 HAVING count(*) >= 6),
x AS (SELECT e.s5, CAST(p.nurse_id IS NOT NULL AS INT) AS quit, ntile(3) OVER (ORDER BY e.s5, e.nurse_id) AS t FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE q.nurse_id IS NULL AND e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT (SELECT sum(replacement_cost_usd) FROM separations WHERE reason = 'WORKLOAD' AND nurse_certification = 'RN') / max(y.n) AS workload_usd_per_year,
       avg(CASE WHEN t = 3 THEN quit END) / avg(CASE WHEN t = 1 THEN quit END) AS top_to_bottom FROM x, y

-- trap:
WITH y AS (SELECT count(DISTINCT hospital_id, year(event_date)) AS n FROM unit_shifts),
e AS (SELECT nurse_id, trunc(event_date, 'MM') AS m, avg(CAST(patient_to_nurse_ratio > 5 AS INT)) AS s5 FROM shifts WHERE attendance_status = 'WORKED' AND nurse_certification = 'RN' AND nurse_id < 900000000 GROUP BY 1, 2 HAVING count(*) >= 6),
x AS (SELECT CAST(p.nurse_id IS NOT NULL AS INT) AS quit, ntile(3) OVER (ORDER BY e.s5, e.nurse_id) AS t FROM e LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT (SELECT sum(replacement_cost_usd) FROM separations WHERE nurse_certification = 'RN') / max(y.n) AS workload_usd_per_year,
       avg(CASE WHEN t = 3 THEN quit END) / avg(CASE WHEN t = 1 THEN quit END) AS top_to_bottom FROM x, y

-- insight: pay_war
-- question: What does an offer of $5 next door do?
-- expect: pay_exit_ratio = 2.9 ± 1.0
-- expect: young_share = 0.81 ± 0.11
-- ask: pay_exit_ratio = How many times as many RNs leave for pay per hospital and month while a competitor's offer runs as per hospital and month without one, all hospitals together?
-- ask: young_share = Of the RNs who leave for pay while a competitor's offer to their hospital runs, what share had been employed for at least 1 and less than 4.2 years?
-- rows: 3000000
-- naive: all exits together rise by less than a third
-- source: 1.5
WITH p AS (SELECT s.*, o.offer_id IS NOT NULL AS in_offer FROM separations s LEFT JOIN market_offers o ON o.hospital_id = s.hospital_id AND s.event_date BETWEEN o.start_date AND o.end_date WHERE s.nurse_certification = 'RN' AND s.reason = 'PAY'),
k AS (SELECT sum(months_between(date_add(end_date, 1), start_date)) AS offer_months FROM market_offers), t AS (SELECT count(DISTINCT hospital_id, trunc(event_date, 'MM')) AS months FROM unit_shifts)
SELECT (count(CASE WHEN in_offer THEN 1 END) / max(k.offer_months)) / (count(CASE WHEN NOT in_offer THEN 1 END) / (max(t.months) - max(k.offer_months))) AS pay_exit_ratio,
       avg(CASE WHEN in_offer THEN CAST(tenure_years >= 1 AND tenure_years < 4.2 AS INT) END) AS young_share FROM p, k, t

-- trap:
WITH p AS (SELECT s.*, o.offer_id IS NOT NULL AS in_offer FROM separations s LEFT JOIN market_offers o ON o.hospital_id = s.hospital_id AND s.event_date BETWEEN o.start_date AND o.end_date WHERE s.nurse_certification = 'RN'),
k AS (SELECT sum(months_between(date_add(end_date, 1), start_date)) AS offer_months FROM market_offers), t AS (SELECT count(DISTINCT hospital_id, trunc(event_date, 'MM')) AS months FROM unit_shifts)
SELECT (count(CASE WHEN in_offer THEN 1 END) / max(k.offer_months)) / (count(CASE WHEN NOT in_offer THEN 1 END) / (max(t.months) - max(k.offer_months))) AS pay_exit_ratio,
       avg(CASE WHEN in_offer THEN CAST(tenure_years >= 1 AND tenure_years < 4.2 AS INT) END) AS young_share FROM p, k, t

-- target: rn_turnover
-- quantity: exits of RNs a year per RN employed
-- expect: turnover = 0.170 ± 0.025
-- expect: sd_between_hospitals = 0.05 ± 0.02
-- rows: 2500000
-- source: NSI 2025 (16.4 % in 2024)
WITH x AS (SELECT hospital_id, count(*) AS exits FROM separations WHERE nurse_certification = 'RN' GROUP BY 1),
m AS (SELECT hospital_id, count(*) AS nurse_months FROM key.nurse_months GROUP BY 1)
SELECT 12 * sum(coalesce(x.exits, 0)) / sum(m.nurse_months) AS turnover, stddev(12 * coalesce(x.exits, 0) / m.nurse_months) AS sd_between_hospitals
FROM m LEFT JOIN x ON m.hospital_id = x.hospital_id

-- target: call_outs
-- quantity: call-outs of rostered shifts, and winter against the warm months
-- expect: call_outs = 0.052 ± 0.006
-- expect: winter_ratio = 1.40 ± 0.15
-- expect: sd_between_hospitals = 0.009 ± 0.004
-- rows: 2000000
-- source: LMI 2008 (5.2 %); design
WITH s AS (SELECT hospital_id, month(event_date) AS m, CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT) AS missing FROM shifts
  WHERE NOT coalesce(agency_nurse_flag, true) AND overtime_type <> 'VOLUNTARY')
SELECT avg(missing) AS call_outs, avg(CASE WHEN m <= 2 THEN missing END) / avg(CASE WHEN m BETWEEN 4 AND 10 THEN missing END) AS winter_ratio,
       (SELECT stddev(p) FROM (SELECT avg(missing) AS p FROM s GROUP BY hospital_id)) AS sd_between_hospitals FROM s

-- target: patients_per_rn
-- quantity: patients per RN by type of unit
-- expect: icu = 1.95 ± 0.06
-- expect: stepdown = 3.63 ± 0.14
-- expect: telemetry = 4.97 ± 0.2
-- expect: medsurg = 5.30 ± 0.2
-- expect: medsurg_sd = 0.85 ± 0.2
-- rows: 2500000
-- source: NY medical-surgical 6.3, IL 5.4 (Lasater 2021)
SELECT avg(CASE WHEN unit_type = 'ICU' THEN patient_to_nurse_ratio END) AS icu, avg(CASE WHEN unit_type = 'STEPDOWN' THEN patient_to_nurse_ratio END) AS stepdown,
       avg(CASE WHEN unit_type = 'TELEMETRY' THEN patient_to_nurse_ratio END) AS telemetry, avg(CASE WHEN unit_type = 'MEDSURG' THEN patient_to_nurse_ratio END) AS medsurg,
       stddev(CASE WHEN unit_type = 'MEDSURG' THEN patient_to_nurse_ratio END) AS medsurg_sd FROM unit_shifts

-- target: nights
-- quantity: patients per RN at night above the day, outside the ICU, and spread of the means of MEDSURG units
-- expect: night_above_day in 0.2 .. 0.5
-- expect: sd_of_units = 0.35 ± 0.12
-- rows: 1000000
-- source: design
SELECT avg(CASE WHEN shift_code = 'N' AND unit_type <> 'ICU' THEN patient_to_nurse_ratio END) - avg(CASE WHEN shift_code = 'D' AND unit_type <> 'ICU' THEN patient_to_nurse_ratio END) AS night_above_day,
       (SELECT stddev(m) FROM (SELECT avg(patient_to_nurse_ratio) AS m FROM unit_shifts WHERE unit_type = 'MEDSURG' GROUP BY unit_id)) AS sd_of_units FROM unit_shifts

-- target: above_six
-- quantity: MEDSURG shifts with more than six patients to an RN
-- expect: share = 0.10 ± 0.04
-- rows: 2500000
-- source: design
SELECT avg(IF(patient_to_nurse_ratio > 6, 1.0, 0.0)) AS share FROM unit_shifts WHERE unit_type = 'MEDSURG'

-- target: first_year
-- quantity: exits of RNs in the first year
-- expect: share = 0.22 ± 0.05
-- rows: 1000000
-- source: NSI 2025 (22.3 %)
SELECT avg(IF(tenure_years < 1, 1.0, 0.0)) AS share FROM separations WHERE nurse_certification = 'RN'

-- target: exposed_months
-- quantity: RN months after a month with a shift above six patients
-- expect: share = 0.25 ± 0.06
-- rows: 2500000
-- source: design
SELECT avg(CAST(exposed AS INT)) AS share FROM key.nurse_months

-- target: agency
-- quantity: agency share of the hours and of the pay of RNs
-- expect: of_hours = 0.021 ± 0.009
-- expect: of_pay = 0.060 ± 0.025
-- rows: 2500000
-- source: 5 to 6 % of labour cost (Kaufman Hall)
SELECT sum(CASE WHEN nurse_id >= 900000000 THEN h END) / sum(h) AS of_hours, sum(CASE WHEN nurse_id >= 900000000 THEN h * hourly_rate_usd END) / sum(h * hourly_rate_usd) AS of_pay
FROM (SELECT nurse_id, hourly_rate_usd, least(hours_worked, 12 + overtime_hours) AS h FROM shifts WHERE nurse_certification = 'RN' AND attendance_status = 'WORKED')

-- target: overtime
-- quantity: overtime among hours worked
-- expect: share = 0.028 ± 0.008
-- rows: 1000000
-- source: design
SELECT sum(overtime_hours) / sum(CASE WHEN hours_worked = 24 AND overtime_type <> 'VOLUNTARY' THEN 12 + overtime_hours WHEN hours_worked = 24 THEN 12 ELSE hours_worked END) AS share FROM shifts WHERE attendance_status = 'WORKED'

-- target: vacancies
-- quantity: RN posts without anybody, counting as posts of a unit the most RNs that it had by day and by night
-- expect: share = 0.04 ± 0.015
-- rows: 2500000
-- source: NSI 9.6 %, which counts requisitions; design
WITH e AS (SELECT n.unit_id, n.shift_preference, k.event_date, count(*) AS employed FROM key.nurse_months k JOIN nurses n ON n.nurse_id = k.nurse_id GROUP BY 1, 2, 3),
p AS (SELECT unit_id, shift_preference, max(employed) AS posts FROM e GROUP BY 1, 2)
SELECT 1 - sum(e.employed) / sum(p.posts) AS share FROM e JOIN p ON e.unit_id = p.unit_id AND e.shift_preference = p.shift_preference

-- target: call_outs_come_together
-- quantity: variance over mean of a hospital's RN call-outs by day
-- expect: dispersion in 1.15 .. 2.5
-- rows: 1000000
-- source: shared frailty; independent nurses give less than 1
WITH c AS (SELECT hospital_id, event_date, sum(call_outs) AS k FROM unit_shifts GROUP BY 1, 2)
SELECT avg(v / m) AS dispersion FROM (SELECT var_samp(k) AS v, avg(k) AS m FROM c GROUP BY hospital_id)

-- target: same_person_tomorrow
-- quantity: correlation of a nurse's call-out rates in two halves of the year
-- expect: r >= 0.25
-- rows: 1000000
-- source: design
WITH s AS (SELECT nurse_id, month(event_date) <= 6 AS first_half, avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)) AS p FROM shifts WHERE nurse_id < 900000000 AND overtime_type <> 'VOLUNTARY' GROUP BY 1, 2 HAVING count(*) >= 50)
SELECT corr(a.p, b.p) AS r FROM s a JOIN s b ON a.nurse_id = b.nurse_id WHERE a.first_half AND NOT b.first_half

-- target: turnover_by_type
-- quantity: exits of RNs a year per RN by type of unit
-- expect: icu = 0.18 ± 0.06
-- expect: stepdown = 0.18 ± 0.06
-- expect: telemetry = 0.15 ± 0.05
-- expect: medsurg = 0.18 ± 0.04
-- rows: 2500000
-- source: NSI 2025, by type of unit
WITH x AS (SELECT unit_type, count(*) AS exits FROM separations WHERE nurse_certification = 'RN' GROUP BY 1), m AS (SELECT unit_type, count(*) / 12 AS years FROM key.nurse_months GROUP BY 1), r AS (SELECT m.unit_type, x.exits / m.years AS r FROM m JOIN x ON m.unit_type = x.unit_type)
SELECT max(CASE WHEN unit_type = 'ICU' THEN r END) AS icu, max(CASE WHEN unit_type = 'STEPDOWN' THEN r END) AS stepdown, max(CASE WHEN unit_type = 'TELEMETRY' THEN r END) AS telemetry, max(CASE WHEN unit_type = 'MEDSURG' THEN r END) AS medsurg FROM r

-- chart: exits_by_worst_shift
-- title: One shift too many, and who is gone a month later
-- kind: bar
-- x: most patients for a nurse in a shift of the month
-- y: RNs who leave in the following month (%)
-- note: RNs of MEDSURG. The step comes above six.
WITH n AS (SELECT n.nurse_id FROM nurses n JOIN units u ON n.unit_id = u.unit_id WHERE n.nurse_certification = 'RN' AND u.unit_type = 'MEDSURG'),
e AS (SELECT s.nurse_id, trunc(s.event_date, 'MM') AS m, max(s.patient_to_nurse_ratio) AS worst FROM shifts s JOIN n ON s.nurse_id = n.nurse_id WHERE s.attendance_status = 'WORKED' AND s.patient_to_nurse_ratio > 0 GROUP BY 1, 2),
x AS (SELECT e.worst, CAST(p.nurse_id IS NOT NULL AS INT) AS quit FROM e LEFT JOIN separations q ON q.nurse_id = e.nurse_id AND trunc(q.event_date, 'MM') = e.m LEFT JOIN separations p ON p.nurse_id = e.nurse_id AND trunc(p.event_date, 'MM') = add_months(e.m, 1)
      WHERE q.nurse_id IS NULL AND e.m < (SELECT trunc(max(event_date), 'MM') FROM unit_shifts))
SELECT CASE WHEN worst <= 5 THEN 'up to 5' WHEN worst <= 6 THEN 'over 5 to 6' WHEN worst <= 7 THEN 'over 6 to 7' ELSE 'over 7' END AS patients, round(100 * avg(quit), 3) AS pct
FROM x GROUP BY 1 ORDER BY min(worst)

-- chart: absence_on_sundays
-- title: Who is missing, Sunday by Sunday
-- kind: line
-- x: Sunday
-- y: shifts called out or on leave (%)
-- note: The peak of February is Super Bowl Sunday.
WITH s AS (SELECT DISTINCT shift_id, event_date, attendance_status FROM shifts WHERE NOT coalesce(agency_nurse_flag, true) AND overtime_type <> 'VOLUNTARY' AND dayofweek(event_date) = 1)
SELECT date_format(event_date, 'yyyy-MM-dd') AS sunday, round(100 * avg(CAST(attendance_status IN ('CALLED_OUT', 'PTO') AS INT)), 2) AS pct FROM s GROUP BY 1 ORDER BY 1 LIMIT 500

-- chart: separations_by_month
-- title: Why nurses leave, month by month
-- kind: stacked
-- x: month
-- y: nurses who left
SELECT date_format(event_date, 'yyyy-MM') AS month, count(DISTINCT nurse_id) AS nurses, lower(coalesce(reason, 'not said')) AS reason FROM separations GROUP BY 1, 3 ORDER BY 1, 3

-- detection: float_home_unit
-- question: Which floats were left on their home unit by the clerk?
-- expect: f1 >= 0.9
-- naive: a nurse who floats is no fault; one who floats on her home unit is, and where that is stands with the nurse
SELECT 'shifts' AS table_name, s.shift_id AS row_key, 'unit_id' AS column_name, 'float_home_unit' AS stage_id
FROM shifts s JOIN nurses n ON n.nurse_id = s.nurse_id WHERE s.is_float AND s.unit_id = n.unit_id
-- trap:
SELECT 'shifts' AS table_name, s.shift_id AS row_key, 'unit_id' AS column_name, 'float_home_unit' AS stage_id
FROM shifts s WHERE s.is_float
