-- Insights and targets of ed_throughput. DISTINCT removes double registrations.

-- insight: lwbs_monday_evening
-- question: When do we lose patients?
-- expect: monday_18h = 0.130 ± 0.035
-- expect: other_18h = 0.045 ± 0.015
-- expect: week = 0.043 ± 0.012
-- ask: monday_18h = What share of the patients who arrive on a Monday from 18:00 to 18:59 leaves without being seen?
-- ask: other_18h = What share of the patients who arrive from 18:00 to 18:59 on another day than Monday leaves without being seen?
-- ask: week = What share of all patients leaves without being seen?
-- rows: 1000000
-- naive: an average day curve (all weekdays) shows a bearable 7 % at 18 h
-- source: 2.2
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, CASE WHEN disposition = 'LWBS' THEN 1.0 ELSE 0.0 END AS lwbs FROM visits)
SELECT avg(CASE WHEN dayofweek(arrival_ts) = 2 AND hour(arrival_ts) = 18 THEN lwbs END) AS monday_18h,
       avg(CASE WHEN dayofweek(arrival_ts) <> 2 AND hour(arrival_ts) = 18 THEN lwbs END) AS other_18h,
       avg(lwbs) AS week FROM v

-- trap:
SELECT avg(IF(disposition = 'LWBS', 1.0, 0.0)) AS monday_18h FROM visits WHERE hour(arrival_ts) = 18

-- insight: shift_change
-- question: What happens at 07:00 and 19:00? Median door-to-doc of arrivals 30 minutes either side, relative to the hours two before and two after.
-- expect: morning_ratio = 1.49 ± 0.20
-- expect: evening_ratio = 2.05 ± 0.35
-- ask: morning_ratio = By what factor is the median door-to-doctor time of arrivals from 06:30 to 07:29 above the mean of the medians of 04:30 to 05:29 and 08:30 to 09:29?
-- ask: evening_ratio = By what factor is the median door-to-doctor time of arrivals from 18:30 to 19:29 above the mean of the medians of 16:30 to 17:29 and 20:30 to 21:29?
-- rows: 500000
-- naive: means by the hour: the long waits of the crowded swamp the handover that every patient meets
-- source: 1.2, 2.2
WITH v AS (SELECT hour(arrival_ts) * 60 + minute(arrival_ts) AS m, door_to_doc_minutes AS w FROM visits WHERE disposition <> 'LWBS'),
g AS (SELECT percentile(CASE WHEN m BETWEEN 390 AND 449 THEN w END, 0.5) AS m7, percentile(CASE WHEN m BETWEEN 270 AND 329 THEN w END, 0.5) AS m5, percentile(CASE WHEN m BETWEEN 510 AND 569 THEN w END, 0.5) AS m9,
  percentile(CASE WHEN m BETWEEN 1110 AND 1169 THEN w END, 0.5) AS e19, percentile(CASE WHEN m BETWEEN 990 AND 1049 THEN w END, 0.5) AS e17, percentile(CASE WHEN m BETWEEN 1230 AND 1289 THEN w END, 0.5) AS e21 FROM v)
SELECT m7 / ((m5 + m9) / 2) AS morning_ratio, e19 / ((e17 + e21) / 2) AS evening_ratio FROM g

-- trap:
WITH h AS (SELECT hour(arrival_ts) AS h, avg(door_to_doc_minutes) AS w FROM visits GROUP BY 1)
SELECT max(CASE WHEN h = 7 THEN w END) / ((max(CASE WHEN h = 5 THEN w END) + max(CASE WHEN h = 9 THEN w END)) / 2) AS morning_ratio,
       max(CASE WHEN h = 19 THEN w END) / ((max(CASE WHEN h = 17 THEN w END) + max(CASE WHEN h = 21 THEN w END)) / 2) AS evening_ratio FROM h

-- insight: process_mining
-- question: Where do the minutes go? "80 % of the delay comes after the doctor."
-- expect: after_provider_share = 0.77 ± 0.03
-- expect: boarding_share_of_admits = 0.45 ± 0.06
-- expect: triage_share = 0.0255 ± 0.006
-- ask: after_provider_share = Of all minutes that patients who were seen spend in the department, what share comes after the first contact with a provider?
-- ask: boarding_share_of_admits = Of all minutes that admitted patients spend in the department, what share comes after the decision to admit?
-- ask: triage_share = Of all minutes that patients who were seen spend in the department, what share lies between the door and the end of triage?
-- rows: 300000
-- naive: the mean of every visit's own shares lets a sprained ankle count as much as a night in the hallway
-- source: 3.2, 1.2
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, triage_ts, provider_ts, disposition_ts, departure_ts, disposition FROM visits
           WHERE disposition <> 'LWBS' AND provider_ts >= arrival_ts AND disposition_ts <= departure_ts)
SELECT sum(timestampdiff(SECOND, provider_ts, departure_ts)) / sum(timestampdiff(SECOND, arrival_ts, departure_ts)) AS after_provider_share,
       sum(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, disposition_ts, departure_ts) END) / sum(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, arrival_ts, departure_ts) END) AS boarding_share_of_admits,
       sum(timestampdiff(SECOND, arrival_ts, triage_ts)) / sum(timestampdiff(SECOND, arrival_ts, departure_ts)) AS triage_share FROM v

-- trap:
SELECT avg(timestampdiff(SECOND, provider_ts, departure_ts) / timestampdiff(SECOND, arrival_ts, departure_ts)) AS after_provider_share,
       avg(CASE WHEN disposition = 'ADMIT' THEN timestampdiff(SECOND, disposition_ts, departure_ts) / timestampdiff(SECOND, arrival_ts, departure_ts) END) AS boarding_share_of_admits,
       avg(timestampdiff(SECOND, arrival_ts, triage_ts) / timestampdiff(SECOND, arrival_ts, departure_ts)) AS triage_share FROM visits

-- insight: frequent_flyers
-- question: How concentrated are visits, per ED and year, and on whom? Alias ids are left out.
-- expect: top5_visit_share = 0.49 ± 0.03
-- expect: top5_social_share = 0.78 ± 0.06
-- expect: other_social_share = 0.19 ± 0.03
-- ask: top5_visit_share = Which share of the visits do the 5 % of the patients make who come most often to their department in a year?
-- ask: top5_social_share = What share of the 5 % of the patients who come most often in a year has no secure home or a behavioral health condition?
-- ask: other_social_share = What share of the 95 % of the patients who come less often in a year has no secure home or a behavioral health condition?
-- rows: 300000
-- naive: 5 % of everybody in the register, most of whom never came: they make 59 % of the visits, and not half of them have a social reason
-- source: 1.2
WITH v AS (SELECT DISTINCT visit_id, facility_id, patient_id, year(event_date) AS y FROM visits WHERE patient_id < 9000000000),
c AS (SELECT facility_id, y, patient_id, count(*) AS n FROM v GROUP BY facility_id, y, patient_id),
r AS (SELECT c.*, percent_rank() OVER (PARTITION BY facility_id, y ORDER BY n DESC, patient_id) AS pr FROM c)
SELECT sum(CASE WHEN pr < 0.05 THEN n END) / sum(n) AS top5_visit_share,
       avg(CASE WHEN pr < 0.05 THEN CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT) END) AS top5_social_share,
       avg(CASE WHEN pr >= 0.05 THEN CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT) END) AS other_social_share
FROM r JOIN patients p ON r.patient_id = p.patient_id

-- trap:
WITH c AS (SELECT p.facility_id, p.patient_id, count(v.visit_id) AS n, max(CAST(p.housing_status <> 'HOUSED' OR p.behavioral_health_condition AS INT)) AS social
           FROM patients p LEFT JOIN visits v ON v.patient_id = p.patient_id GROUP BY 1, 2),
r AS (SELECT *, percent_rank() OVER (PARTITION BY facility_id ORDER BY n DESC, patient_id) AS pr FROM c)
SELECT sum(CASE WHEN pr < 0.05 THEN n END) / sum(n) AS top5_visit_share, avg(CASE WHEN pr < 0.05 THEN social END) AS top5_social_share FROM r

-- insight: icu_bed_block
-- question: Does a full ICU keep patients in the hallway?
-- expect: p90_icu_full = 19.3 ± 2.5
-- expect: p90_icu_free = 2.2 ± 0.7
-- ask: p90_icu_full = How many hours does the 90th percentile of ICU patients board if every staffed ICU bed is taken in the hour of the decision?
-- ask: p90_icu_free = How many hours does the 90th percentile of ICU patients board if less than 80 % of the staffed ICU beds are taken in the hour of the decision?
-- rows: 500000
-- naive: pooled over all hours, nine in ten ICU patients board for less than 4.7 hours, and nothing looks blocked
-- source: 2.2
WITH v AS (SELECT DISTINCT visit_id, facility_id, disposition_ts, boarding_hours FROM visits WHERE bed_type_requested = 'ICU' AND boarding_hours IS NOT NULL)
SELECT percentile(CASE WHEN c.icu_occupied >= c.icu_staffed THEN v.boarding_hours END, 0.9) AS p90_icu_full,
       percentile(CASE WHEN c.icu_occupied < 0.8 * c.icu_staffed THEN v.boarding_hours END, 0.9) AS p90_icu_free
FROM v JOIN hourly_census c ON c.facility_id = v.facility_id AND c.census_ts = date_trunc('HOUR', v.disposition_ts)

-- trap:
SELECT percentile(boarding_hours, 0.9) AS p90_icu_full, percentile(boarding_hours, 0.9) AS p90_icu_free FROM visits WHERE bed_type_requested = 'ICU'

-- insight: friday_diversion
-- question: When are ambulances turned away?
-- expect: friday_night_share = 0.34 ± 0.09
-- expect: times_mean = 6.4 ± 1.5
-- expect: rank = 1
-- ask: friday_night_share = What share of the hours from 18:00 to 23:59 on Fridays does a department spend on diversion?
-- ask: times_mean = How many times as high is the share of hours on diversion on Fridays from 18:00 to 23:59 as in the mean of all quarters of a day in the week?
-- ask: rank = If the 28 quarters of the days of a week are ranked by the share of hours on diversion, which place has Friday from 18:00 to 23:59?
-- rows: 500000
-- naive: by weekday alone, Friday looks like a busy day and not like a closed door
-- source: 1.2
WITH b AS (SELECT dayofweek(census_ts) AS d, floor(hour(census_ts) / 6) AS q, avg(CAST(on_diversion AS INT)) AS s FROM hourly_census GROUP BY 1, 2),
r AS (SELECT *, rank() OVER (ORDER BY s DESC) AS rk, avg(s) OVER () AS m FROM b)
SELECT s AS friday_night_share, s / m AS times_mean, rk AS rank FROM r WHERE d = 6 AND q = 3

-- trap:
WITH b AS (SELECT dayofweek(census_ts) AS d, avg(CAST(on_diversion AS INT)) AS s FROM hourly_census GROUP BY 1),
r AS (SELECT *, rank() OVER (ORDER BY s DESC) AS rk, avg(s) OVER () AS m FROM b)
SELECT s AS friday_night_share, s / m AS times_mean, rk AS rank FROM r WHERE d = 6

-- insight: why_monday
-- question: Triage, scanner or beds? Monday 16 to 20 h against the same hours from Tuesday to Friday.
-- expect: boarders_monday = 5.7 ± 1.8
-- expect: boarders_other = 0.65 ± 0.35
-- expect: walkin_arrivals_ratio = 1.21 ± 0.04
-- expect: triage_minutes_ratio = 1.03 ± 0.04
-- expect: ct_ratio = 1.00 ± 0.03
-- ask: boarders_monday = How many patients board on average on Mondays at 16, 17, 18 and 19 h?
-- ask: boarders_other = How many patients board on average from Tuesday to Friday at 16, 17, 18 and 19 h?
-- ask: walkin_arrivals_ratio = How many times as many patients walk in on a Monday from 16:00 to 19:59 as on a day from Tuesday to Friday?
-- ask: triage_minutes_ratio = How many times as long does it take from the door to the end of triage for those who walk in on Mondays from 16:00 to 19:59 as from Tuesday to Friday?
-- ask: ct_ratio = How many times as long does a CT scan take from order to result on Mondays from 16:00 to 19:59 as from Tuesday to Friday?
-- rows: 1000000
-- naive: means of whole days: 3.2 boarders on a Monday against 1.2 and a seventh more arrivals look like one crowd; hospitals that level their surgery have the same arrivals and no Monday
-- source: 1.2, 2.2
WITH c AS (SELECT avg(CASE WHEN dayofweek(census_ts) = 2 THEN boarders END) AS b1, avg(CASE WHEN dayofweek(census_ts) BETWEEN 3 AND 6 THEN boarders END) AS b0 FROM hourly_census WHERE hour(census_ts) BETWEEN 16 AND 19),
d AS (SELECT DISTINCT visit_id, arrival_ts, triage_ts FROM visits WHERE hour(arrival_ts) BETWEEN 16 AND 19 AND arrival_mode = 'WALK_IN'),
v AS (SELECT count(CASE WHEN dayofweek(arrival_ts) = 2 THEN 1 END) * 4.0 / count(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN 1 END) AS arr,
             avg(CASE WHEN dayofweek(arrival_ts) = 2 THEN timestampdiff(SECOND, arrival_ts, triage_ts) END) / avg(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN timestampdiff(SECOND, arrival_ts, triage_ts) END) AS tri FROM d),
o AS (SELECT avg(CASE WHEN dayofweek(ordered_ts) = 2 THEN turnaround_minutes END) / avg(CASE WHEN dayofweek(ordered_ts) BETWEEN 3 AND 6 THEN turnaround_minutes END) AS ct FROM diagnostic_orders WHERE order_type = 'CT' AND turnaround_minutes > 0 AND hour(ordered_ts) BETWEEN 16 AND 19)
SELECT b1 AS boarders_monday, b0 AS boarders_other, arr AS walkin_arrivals_ratio, tri AS triage_minutes_ratio, ct AS ct_ratio FROM c, v, o

-- trap:
WITH c AS (SELECT avg(CASE WHEN dayofweek(census_ts) = 2 THEN boarders END) AS b1, avg(CASE WHEN dayofweek(census_ts) BETWEEN 3 AND 6 THEN boarders END) AS b0 FROM hourly_census),
v AS (SELECT count(CASE WHEN dayofweek(arrival_ts) = 2 THEN 1 END) * 4.0 / count(CASE WHEN dayofweek(arrival_ts) BETWEEN 3 AND 6 THEN 1 END) AS arr FROM visits)
SELECT b1 AS boarders_monday, b0 AS boarders_other, arr AS walkin_arrivals_ratio FROM c, v

-- target: lwbs_share
-- quantity: share of visits that leave without being seen
-- expect: lwbs = 0.043 ± 0.012
-- rows: 500000
-- source: EDBA 2.8 % (2023), 4.9 % (2022)
WITH v AS (SELECT DISTINCT visit_id, disposition FROM visits)
SELECT avg(CASE WHEN disposition = 'LWBS' THEN 1.0 ELSE 0.0 END) AS lwbs FROM v

-- target: admitted_share
-- quantity: share of visits that are admitted
-- expect: admitted = 0.176 ± 0.015
-- rows: 500000
-- source: EDBA 19 %
WITH v AS (SELECT DISTINCT visit_id, disposition FROM visits)
SELECT avg(CASE WHEN disposition = 'ADMIT' THEN 1.0 ELSE 0.0 END) AS admitted FROM v

-- target: length_of_stay
-- quantity: median minutes from door to departure, all visits
-- expect: median_minutes = 190 ± 15
-- rows: 500000
-- source: EDBA 184 (2023), 205 (2022)
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, departure_ts FROM visits)
SELECT percentile(timestampdiff(SECOND, arrival_ts, departure_ts) / 60, 0.5) AS median_minutes FROM v

-- target: door_to_provider
-- quantity: median minutes from door to provider by ESI 1 to 4
-- expect: esi_1 = 5 ± 1
-- expect: esi_2 = 15 ± 3
-- expect: esi_3 = 26 ± 6
-- expect: esi_4 = 40 ± 8
-- rows: 500000
-- source: EDBA-level; crowded sites longer
WITH v AS (SELECT DISTINCT visit_id, triage_level, door_to_doc_minutes AS w FROM visits WHERE disposition <> 'LWBS')
SELECT percentile(CASE WHEN triage_level = 1 THEN w END, 0.5) AS esi_1,
       percentile(CASE WHEN triage_level = 2 THEN w END, 0.5) AS esi_2,
       percentile(CASE WHEN triage_level = 3 THEN w END, 0.5) AS esi_3,
       percentile(CASE WHEN triage_level = 4 THEN w END, 0.5) AS esi_4 FROM v

-- target: boarding
-- quantity: minutes that admitted patients board in the ED
-- expect: median_minutes = 81 ± 12
-- expect: mean_minutes = 168 ± 40
-- rows: 500000
-- source: Pitts 2014 median 79; Janke 2022 mean 206
WITH v AS (SELECT DISTINCT visit_id, boarding_hours FROM visits WHERE boarding_hours IS NOT NULL)
SELECT percentile(boarding_hours, 0.5) * 60 AS median_minutes, avg(boarding_hours) * 60 AS mean_minutes FROM v

-- target: lab_turnaround
-- quantity: median minutes from laboratory order to result
-- expect: median_minutes = 51 ± 4
-- rows: 300000
-- source: BMC Emergency Medicine 2022
SELECT percentile(turnaround_minutes, 0.5) AS median_minutes FROM diagnostic_orders
WHERE order_type = 'LAB' AND turnaround_minutes > 0

-- target: census_swing
-- quantity: patients in the ED by hour of the day, fullest hour against emptiest
-- expect: max_to_min = 2.9 ± 0.35
-- rows: 500000
-- source: NHAMCS 2.8
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, departure_ts FROM visits),
p AS (SELECT explode(sequence(date_trunc('HOUR', arrival_ts) + INTERVAL 1 HOUR, date_trunc('HOUR', departure_ts), INTERVAL 1 HOUR)) AS full_hour FROM v
      WHERE date_trunc('HOUR', departure_ts) > date_trunc('HOUR', arrival_ts)),
h AS (SELECT hour(full_hour) AS hour_of_day, count(*) AS n FROM p GROUP BY hour(full_hour))
SELECT max(n) / min(n) AS max_to_min FROM h

-- target: daily_arrivals
-- quantity: variance of an ED's daily arrivals in units of their mean
-- expect: variance_to_mean = 2.6 ± 0.9
-- rows: 500000
-- source: gamma day effects, flu, holidays; pure Poisson gives about 1.4 through weekday and season alone
WITH d AS (SELECT facility_id, event_date, count(DISTINCT visit_id) AS n FROM visits GROUP BY facility_id, event_date),
f AS (SELECT facility_id, var_samp(n) / avg(n) AS ratio FROM d GROUP BY facility_id)
SELECT avg(ratio) AS variance_to_mean FROM f

-- target: diversion_hours
-- quantity: share of hours on which ambulances are turned away
-- expect: on_diversion = 0.052 ± 0.020
-- rows: 500000
-- source: design; a third of US hospitals divert (Burt 2006)
SELECT avg(CAST(on_diversion AS INT)) AS on_diversion FROM hourly_census

-- target: boarders_slow_the_door
-- quantity: correlation of boarders at arrival and wait for a provider, ESI 3
-- expect: correlation = 0.50 ± 0.12
-- rows: 500000
-- source: design (+.5 to +.7)
WITH v AS (SELECT DISTINCT visit_id, door_to_doc_minutes FROM visits WHERE triage_level = 3 AND disposition <> 'LWBS')
SELECT corr(t.boarders_at_arrival, v.door_to_doc_minutes) AS correlation FROM v JOIN key.visit_truth t ON t.visit_id = v.visit_id

-- target: patients_seen
-- quantity: different patients of an ED in a year, by the ED's size
-- expect: patients = 18500 ± 1500
-- rows: 500000
-- source: design
WITH f AS (SELECT facility_id, year(event_date) AS y, count(DISTINCT patient_id) AS n FROM key.visit_truth GROUP BY facility_id, year(event_date))
SELECT sum(f.n) / sum(t.size_factor) AS patients FROM f JOIN key.facility_truth t ON t.facility_id = f.facility_id

-- target: age_and_admission
-- quantity: correlation of age and admission, and the share admitted of the youngest and the oldest
-- expect: correlation = 0.31 ± 0.06
-- expect: below_15 = 0.05 ± 0.02
-- expect: from_80 = 0.59 ± 0.10
-- rows: 500000
-- source: design, after a published correlation of .35
WITH v AS (SELECT year(v.event_date) - p.birth_year AS age, CASE WHEN v.disposition = 'ADMIT' THEN 1.0 ELSE 0.0 END AS admitted
           FROM visits v JOIN patients p ON v.patient_id = p.patient_id)
SELECT corr(age, admitted) AS correlation,
       avg(CASE WHEN age < 15 THEN admitted END) AS below_15,
       avg(CASE WHEN age >= 80 THEN admitted END) AS from_80 FROM v

-- target: length_of_stay_by_level
-- quantity: mean minutes from door to departure by ESI
-- expect: esi_1 = 243 ± 36
-- expect: esi_2 = 300 ± 45
-- expect: esi_3 = 257 ± 38
-- expect: esi_4 = 172 ± 26
-- expect: esi_5 = 145 ± 22
-- rows: 500000
-- source: 220, 280, 237, 157, 135: Hocker 2018
WITH v AS (SELECT DISTINCT visit_id, triage_level, timestampdiff(SECOND, arrival_ts, departure_ts) / 60 AS stay FROM visits)
SELECT avg(CASE WHEN triage_level = 1 THEN stay END) AS esi_1,
       avg(CASE WHEN triage_level = 2 THEN stay END) AS esi_2,
       avg(CASE WHEN triage_level = 3 THEN stay END) AS esi_3,
       avg(CASE WHEN triage_level = 4 THEN stay END) AS esi_4,
       avg(CASE WHEN triage_level = 5 THEN stay END) AS esi_5 FROM v

-- target: regional_days
-- quantity: correlation of the daily arrivals of two EDs of a region, weekday removed
-- expect: correlation = 0.36 ± 0.12
-- rows: 500000
-- source: design
WITH d AS (SELECT region, facility_id, event_date, count(DISTINCT visit_id) AS n FROM visits GROUP BY region, facility_id, event_date),
z AS (SELECT region, facility_id, event_date, n - avg(n) OVER (PARTITION BY facility_id, dayofweek(event_date)) AS x FROM d),
c AS (SELECT corr(a.x, b.x) AS r FROM z a JOIN z b ON a.region = b.region AND a.event_date = b.event_date AND a.facility_id < b.facility_id
      GROUP BY a.facility_id, b.facility_id)
SELECT avg(r) AS correlation FROM c

-- target: returns_in_72_hours
-- quantity: share of discharges whose patient is back within 72 hours, of patients with at most three visits a year and of all
-- expect: few_visits = 0.033 ± 0.008
-- expect: all_patients = 0.21 ± 0.03
-- rows: 500000
-- source: NHAMCS .036 (all patients: half of the visits are of 5 % of them by design)
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, departure_ts, disposition FROM visits),
t AS (SELECT visit_id, patient_id, count(*) OVER (PARTITION BY patient_id, year(event_date)) AS visits_a_year FROM key.visit_truth),
r AS (SELECT v.visit_id, v.disposition, v.departure_ts, t.visits_a_year, lead(v.arrival_ts) OVER (PARTITION BY t.patient_id ORDER BY v.arrival_ts, v.visit_id) AS back_ts
      FROM v JOIN t ON t.visit_id = v.visit_id),
d AS (SELECT visits_a_year, CASE WHEN back_ts <= departure_ts + INTERVAL 72 HOURS THEN 1.0 ELSE 0.0 END AS is_back FROM r WHERE disposition = 'DISCHARGE')
SELECT avg(CASE WHEN visits_a_year <= 3 THEN is_back END) AS few_visits, avg(is_back) AS all_patients FROM d

-- target: exits
-- quantity: shares of visits that end in death, in a transfer, and against medical advice
-- expect: died = 0.0012 ± 0.0004
-- expect: transferred = 0.0138 ± 0.003
-- expect: against_advice = 0.0163 ± 0.004
-- rows: 500000
-- source: ED deaths .1 %, left against advice 1 to 2 %
WITH v AS (SELECT DISTINCT visit_id, disposition FROM visits)
SELECT avg(CASE WHEN disposition = 'DIED' THEN 1.0 ELSE 0.0 END) AS died,
       avg(CASE WHEN disposition = 'TRANSFER' THEN 1.0 ELSE 0.0 END) AS transferred,
       avg(CASE WHEN disposition = 'AMA' THEN 1.0 ELSE 0.0 END) AS against_advice FROM v

-- target: same_complaint
-- quantity: share of frequent patients' visits with the complaint of the visit before
-- expect: same = 0.57 ± 0.05
-- rows: 500000
-- source: design (.15 by chance)
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, chief_complaint FROM visits),
c AS (SELECT v.chief_complaint, lag(v.chief_complaint) OVER (PARTITION BY t.patient_id ORDER BY v.arrival_ts, v.visit_id) AS was
      FROM v JOIN key.visit_truth t ON t.visit_id = v.visit_id WHERE t.patient_class = 'FREQUENT')
SELECT avg(CASE WHEN chief_complaint = was THEN 1.0 ELSE 0.0 END) AS same FROM c WHERE was IS NOT NULL

-- detection: workstation_drift
-- question: Whose first contact with a provider was stamped by a clock that is slow?
-- expect: f1 >= 0.9
-- naive: a stamp before the arrival is impossible, but whoever waited longer than the clock is slow has a possible one; the reported minutes come from another clock, and times typed from memory are off by less than eight
SELECT 'visits' AS table_name, visit_id AS row_key, 'provider_ts' AS column_name, 'workstation_drift' AS stage_id
FROM visits WHERE door_to_doc_minutes - timestampdiff(MINUTE, arrival_ts, provider_ts) >= 8
-- trap:
SELECT 'visits' AS table_name, visit_id AS row_key, 'provider_ts' AS column_name, 'workstation_drift' AS stage_id
FROM visits WHERE provider_ts < arrival_ts

-- chart: lwbs_by_hour_of_week
-- title: Who leaves without being seen, by hour of the week
-- kind: heatmap
-- x: hour of arrival (h)
-- y: weekday
-- value: visits that end without being seen (%)
-- note: Monday evening stands out; the average day hides it.
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, disposition FROM visits WHERE arrival_ts IS NOT NULL)
SELECT hour(arrival_ts) AS hour_of_day, date_format(arrival_ts, 'E') AS weekday,
       round(100 * avg(CASE WHEN disposition = 'LWBS' THEN 1.0 ELSE 0.0 END), 2) AS lwbs
FROM v GROUP BY 1, 2

-- chart: boarders_by_hour_of_week
-- title: Admitted patients who wait in the ED for a bed
-- kind: heatmap
-- x: hour of the day (h)
-- y: weekday
-- value: mean boarders of an ED (patients)
-- note: Elective surgery fills the wards from Monday morning on.
SELECT hour(census_ts) AS hour_of_day, date_format(census_ts, 'E') AS weekday, round(avg(boarders), 2) AS boarders
FROM hourly_census GROUP BY 1, 2

-- chart: door_to_provider_by_hour
-- title: Waiting for a provider over the day
-- kind: line
-- x: hour of arrival (h)
-- y: median door-to-provider time (min)
-- note: The waits jump at the shift changes of 07:00 and 19:00. Visits that left unseen are not in it.
WITH v AS (SELECT DISTINCT visit_id, arrival_ts, triage_level, door_to_doc_minutes FROM visits
           WHERE disposition <> 'LWBS' AND door_to_doc_minutes > 0 AND triage_level BETWEEN 2 AND 4)
SELECT hour(arrival_ts) AS hour_of_day, percentile(door_to_doc_minutes, 0.5) AS minutes, concat('ESI ', triage_level) AS level
FROM v GROUP BY 1, 3 ORDER BY 3, 1

-- chart: boarding_by_bed
-- title: Hours of boarding, by the bed that was asked for and how full the ICU is
-- kind: box
-- x: bed requested
-- y: boarding time (h)
-- note: A full ICU keeps its patients in the hallway.
WITH v AS (SELECT DISTINCT visit_id, facility_id, disposition_ts, bed_type_requested, boarding_hours FROM visits
           WHERE boarding_hours IS NOT NULL AND bed_type_requested IS NOT NULL),
c AS (SELECT DISTINCT facility_id, census_ts, icu_occupied, icu_staffed FROM hourly_census),
j AS (SELECT CASE WHEN bed_type_requested = 'WARD' THEN 'ward' WHEN icu_occupied >= icu_staffed THEN 'ICU, full' ELSE 'ICU, beds free' END AS bed, boarding_hours
      FROM v JOIN c ON c.facility_id = v.facility_id AND c.census_ts = date_trunc('HOUR', v.disposition_ts)
      WHERE bed_type_requested = 'WARD' OR icu_staffed > 0),
p AS (SELECT bed, percentile(boarding_hours, array(0.05, 0.25, 0.5, 0.75, 0.95)) AS q FROM j GROUP BY bed)
SELECT bed, q[0] AS p5, q[1] AS p25, q[2] AS p50, q[3] AS p75, q[4] AS p95 FROM p ORDER BY p50

-- finds: lwbs_zero_wait
SELECT DISTINCT visit_id FROM visits WHERE disposition = 'LWBS' AND door_to_doc_minutes IS NOT NULL

-- finds: heaped_provider_time, workstation_drift
-- misses: times that were moved within their minute
SELECT DISTINCT visit_id FROM visits
WHERE disposition <> 'LWBS' AND door_to_doc_minutes <> floor(timestampdiff(SECOND, arrival_ts, provider_ts) / 60)

-- finds: heaped_disposition_time, heaped_departure_time
-- misses: patients who were not admitted, boarding that nobody charted, moves of less than a minute
SELECT DISTINCT visit_id FROM visits
WHERE disposition = 'ADMIT' AND abs(boarding_hours - timestampdiff(SECOND, disposition_ts, departure_ts) / 3600) > 0.01

-- finds: late_charted_disposition
SELECT DISTINCT visit_id FROM visits WHERE disposition_ts > departure_ts

-- finds: boarding_uncharted
SELECT DISTINCT visit_id FROM visits WHERE disposition = 'ADMIT' AND boarding_hours IS NULL

-- finds: alias_registration
SELECT DISTINCT v.visit_id FROM visits v LEFT ANTI JOIN patients p ON p.patient_id = v.patient_id

-- finds: verbal_order
SELECT DISTINCT order_id FROM diagnostic_orders WHERE ordered_ts > resulted_ts

-- finds: board_outage
WITH hours AS (SELECT facility_id, explode(sequence(first, last, INTERVAL 1 HOUR)) AS census_ts
               FROM facilities CROSS JOIN (SELECT min(census_ts) AS first, max(census_ts) AS last FROM hourly_census))
SELECT h.facility_id, h.census_ts FROM hours h
LEFT ANTI JOIN hourly_census c ON c.facility_id = h.facility_id AND c.census_ts = h.census_ts
