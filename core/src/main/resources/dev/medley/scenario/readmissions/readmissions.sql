-- Insights and targets of readmissions. Index discharges are inpatient stays that end neither in a transfer nor in
-- death and are not planned; second record numbers are folded back by % 5000000000000. Stays that begin after the
-- horizon are missing, so the last 30 days are censored wherever stays are linked.

-- insight: frequent_flyers
-- question: Who makes the cost?
-- expect: top5_cost_share = 0.505 ± 0.04
-- expect: homeless_in_top5 = 0.36 ± 0.07
-- expect: homeless_in_rest = 0.026 ± 0.012
-- ask: top5_cost_share = What share of the full cost of all encounters falls on the costliest 5 % of the patients who have an encounter?
-- ask: homeless_in_top5 = If the patients who have an encounter are ranked by the total cost of their encounters, what share of the costliest 5 % is coded as homeless (Z59.0) at least once?
-- ask: homeless_in_rest = If the patients who have an encounter are ranked by the total cost of their encounters, what share of all but the costliest 5 % is coded as homeless (Z59.0) at least once?
-- rows: 400000
-- naive: 5 % of everybody who is registered, with or without a stay, make 65 % of the cost; and an address of 99999 is not everybody without a home
-- source: 2.9
WITH e AS (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, cost_usd, social_code FROM encounters),
p AS (SELECT pid, sum(cost_usd) AS cost, max(CASE WHEN social_code LIKE 'Z59.0%' THEN 1 ELSE 0 END) AS homeless_coded
    FROM e GROUP BY pid),
r AS (SELECT *, ntile(20) OVER (ORDER BY cost DESC) AS t FROM p)
SELECT CAST(sum(CASE WHEN t = 1 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top5_cost_share,
       avg(CASE WHEN t = 1 THEN homeless_coded END) AS homeless_in_top5,
       avg(CASE WHEN t > 1 THEN homeless_coded END) AS homeless_in_rest
FROM r

-- trap:
WITH p AS (SELECT p.patient_id, coalesce(sum(e.cost_usd), 0) AS cost, max(CASE WHEN e.zip_code = '99999' THEN 1 ELSE 0 END) AS homeless FROM patients p LEFT JOIN encounters e ON e.patient_id = p.patient_id GROUP BY 1),
r AS (SELECT *, ntile(20) OVER (ORDER BY cost DESC) AS t FROM p)
SELECT CAST(sum(CASE WHEN t = 1 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top5_cost_share, avg(CASE WHEN t = 1 THEN homeless END) AS homeless_in_top5, avg(CASE WHEN t > 1 THEN homeless END) AS homeless_in_rest FROM r

-- insight: two_zip_codes
-- question: Do neighbours collect their medicine?
-- expect: pickup_90210 = 0.95 ± 0.025
-- expect: pickup_90211 = 0.40 ± 0.05
-- expect: copay_90210 = 12 ± 1.5
-- expect: copay_90211 = 62 ± 7
-- ask: pickup_90210 = What share of the discharge prescriptions of patients whose home is in zip code 90210 is collected at the pharmacy?
-- ask: pickup_90211 = What share of the discharge prescriptions of patients whose home is in zip code 90211 is collected at the pharmacy?
-- ask: copay_90210 = How many dollars is the median copay of the discharge prescriptions of patients whose home is in zip code 90210, collected or not?
-- ask: copay_90211 = How many dollars is the median copay of the discharge prescriptions of patients whose home is in zip code 90211, collected or not?
-- rows: 900000
-- naive: the mean copay follows a few dear drugs: $82 in 90211, where half pay less than $62; and picked_up without pickup_ts counts what went back to stock
-- source: 2.9
SELECT avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.pickup_ts IS NOT NULL AS INT) END) AS pickup_90210,
       avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.pickup_ts IS NOT NULL AS INT) END) AS pickup_90211,
       median(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90210,
       median(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90211
FROM discharge_prescriptions d JOIN patients p ON p.patient_id = d.patient_id

-- trap:
SELECT avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.picked_up AS INT) END) AS pickup_90210, avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.picked_up AS INT) END) AS pickup_90211,
       avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90210, avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90211
FROM discharge_prescriptions d JOIN patients p ON p.patient_id = d.patient_id

-- insight: non_adherence
-- question: What does an uncollected prescription cost?
-- expect: not_picked_up = 0.178 ± 0.025
-- expect: picked_up = 0.117 ± 0.015
-- expect: ratio = 1.51 ± 0.15
-- ask: not_picked_up = What share of the inpatient stays whose discharge prescription was not collected is followed by an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge? Discharges of the last 30 days of the data count too.
-- ask: picked_up = What share of the inpatient stays whose discharge prescription was collected is followed by an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge? Discharges of the last 30 days of the data count too.
-- ask: ratio = How many times as often does an emergency inpatient stay at any hospital within 30 days (720 hours) follow discharges whose prescription was not collected as those whose prescription was collected? Discharges of the last 30 days of the data count too.
-- rows: 400000
-- naive: readmission_date as outcome gives the ratio but rates a third too low
-- source: 2.9
WITH stays AS (
  SELECT encounter_id, discharge_ts, discharge_disposition, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT d.pickup_ts IS NOT NULL AS picked, CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE
    0 END AS readmitted
      FROM stays s JOIN discharge_prescriptions d ON d.encounter_id = s.encounter_id)
SELECT avg(CASE WHEN NOT picked THEN readmitted END) AS not_picked_up, avg(CASE WHEN picked THEN readmitted END) AS
    picked_up,
       avg(CASE WHEN NOT picked THEN readmitted END) / avg(CASE WHEN picked THEN readmitted END) AS ratio
FROM x

-- trap:
WITH x AS (SELECT d.pickup_ts IS NOT NULL AS picked, IF(e.readmission_date IS NOT NULL, 1, 0) AS readmitted FROM discharge_prescriptions d JOIN encounters e ON e.encounter_id = d.encounter_id)
SELECT avg(CASE WHEN NOT picked THEN readmitted END) AS not_picked_up, avg(CASE WHEN picked THEN readmitted END) AS picked_up, avg(CASE WHEN NOT picked THEN readmitted END) / avg(CASE WHEN picked THEN readmitted END) AS ratio FROM x

-- insight: asthma_map
-- question: Where does asthma come back from?
-- expect: near_and_far = 0.19 ± 0.045
-- expect: neither = 0.10 ± 0.02
-- expect: ratio = 1.85 ± 0.4
-- expect: rank_of_near_and_far = 1
-- ask: near_and_far = What share of the inpatient stays for asthma of patients whose home zip code lies within 1 mile of a highway and more than 5 miles from a pharmacy is followed by an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge? Stays that end in a transfer out or in death do not count, discharges of the last 30 days of the data do.
-- ask: neither = What share of the inpatient stays for asthma of patients whose home zip code lies more than 1 mile from a highway and within 5 miles of a pharmacy is followed by an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge? Stays that end in a transfer out or in death do not count, discharges of the last 30 days of the data do.
-- ask: ratio = How many times as often does an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge follow a stay for asthma if the patient's home zip code lies within 1 mile of a highway and more than 5 miles from a pharmacy as if it lies more than 1 mile from a highway and within 5 miles of a pharmacy? Stays that end in a transfer out or in death do not count, discharges of the last 30 days of the data do.
-- ask: rank_of_near_and_far = Of the four groups of home zip codes, within 1 mile of a highway or not and more than 5 miles from a pharmacy or not, which rank from the top has the one near a highway and far from a pharmacy, by how often an emergency inpatient stay at any hospital within 30 days (720 hours) of discharge follows a stay for asthma? Stays that end in a transfer out or in death do not count, discharges of the last 30 days of the data do.
-- rows: 900000
-- naive: the hospital's flag loses who comes back elsewhere; zip_code of the encounter loses the homeless (99999) and the stripped zeros
-- source: 2.9
WITH stays AS (
  SELECT encounter_id, pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT z.distance_to_highway_miles <= 1 AS near_hw, z.distance_to_pharmacy_miles > 5 AS far_ph,
             CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code
      WHERE s.diagnosis_group = 'ASTHMA' AND s.discharge_disposition NOT IN ('02', '20'))
SELECT avg(CASE WHEN near_hw AND far_ph THEN readmitted END) AS near_and_far,
       avg(CASE WHEN near_hw AND NOT far_ph THEN readmitted END) AS near_only,
       avg(CASE WHEN NOT near_hw AND far_ph THEN readmitted END) AS far_only,
       avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS neither,
       avg(CASE WHEN near_hw AND far_ph THEN readmitted END) / avg(CASE WHEN NOT near_hw AND NOT far_ph THEN
           readmitted END) AS ratio,
       1 + CASE WHEN avg(CASE WHEN near_hw AND NOT far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
           THEN readmitted END) THEN 1 ELSE 0 END
         + CASE WHEN avg(CASE WHEN NOT near_hw AND far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
             THEN readmitted END) THEN 1 ELSE 0 END
         + CASE WHEN avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
             THEN readmitted END) THEN 1 ELSE 0 END AS rank_of_near_and_far
FROM x

-- trap:
WITH x AS (SELECT z.distance_to_highway_miles <= 1 AS near_hw, z.distance_to_pharmacy_miles > 5 AS far_ph, IF(e.readmission_date IS NOT NULL, 1, 0) AS readmitted
           FROM encounters e JOIN zip_codes z ON z.zip_code = e.zip_code WHERE e.encounter_class = 'IP' AND e.diagnosis_group = 'ASTHMA')
SELECT avg(CASE WHEN near_hw AND far_ph THEN readmitted END) AS near_and_far, avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS neither,
       avg(CASE WHEN near_hw AND far_ph THEN readmitted END) / avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS ratio FROM x

-- insight: hospital_flag
-- question: How wrong is the hospital's own readmission flag?
-- expect: linked_rate = 0.139 ± 0.015
-- expect: flagged_rate = 0.100 ± 0.015
-- ask: linked_rate = What share of the index discharges is followed by an emergency inpatient stay at any hospital within 30 days (720 hours)? An index discharge ends an inpatient stay that is not elective, neither by transfer out nor by death; those of the last 30 days of the data count too.
-- ask: flagged_rate = For what share of the index discharges does the hospital's own flag show a readmission? An index discharge ends an inpatient stay that is not elective, neither by transfer out nor by death; those of the last 30 days of the data count too.
-- rows: 400000
-- naive: the flag itself: it misses stays elsewhere and counts chemotherapy
-- source: 2.9
WITH stays AS (
  SELECT discharge_ts, discharge_disposition, admit_type, readmission_date,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, admit_type, readmission_date FROM encounters WHERE encounter_class = 'IP') i)
SELECT avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END) AS linked_rate,
       avg(CASE WHEN readmission_date IS NOT NULL THEN 1 ELSE 0 END) AS flagged_rate
FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE'

-- trap:
SELECT avg(IF(readmission_date IS NOT NULL, 1, 0)) AS linked_rate FROM encounters WHERE encounter_class = 'IP' AND discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE'

-- insight: food_access
-- question: Does distance to a grocery store bring diabetes and heart failure back?
-- expect: diet_ratio = 1.27 ± 0.14
-- expect: other_ratio = 1.00 ± 0.10
-- ask: diet_ratio = How many times as often does an emergency inpatient stay at any hospital within 30 days (720 hours) follow an index discharge for diabetes or heart failure if the patient's home zip code lies more than 5 miles from a grocery store as if it lies within 3 miles of one? An index discharge ends an inpatient stay that is not elective, neither by transfer out nor by death; those of the last 30 days of the data count too.
-- ask: other_ratio = How many times as often does an emergency inpatient stay at any hospital within 30 days (720 hours) follow an index discharge for anything but diabetes and heart failure if the patient's home zip code lies more than 5 miles from a grocery store as if it lies within 3 miles of one? An index discharge ends an inpatient stay that is not elective, neither by transfer out nor by death; those of the last 30 days of the data count too.
-- rows: 900000
-- naive: is_food_desert mixes income in: what has nothing to do with food comes back more often too (1.19)
-- source: 2.9
WITH stays AS (
  SELECT pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT s.diagnosis_group IN ('DIABETES', 'HEART_FAILURE') AS diet, z.distance_to_grocery_miles AS g,
             CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code
      WHERE s.discharge_disposition NOT IN ('02', '20') AND s.admit_type <> 'ELECTIVE')
SELECT avg(CASE WHEN diet AND g > 5 THEN readmitted END) / avg(CASE WHEN diet AND g <= 3 THEN readmitted END) AS
    diet_ratio,
       avg(CASE WHEN NOT diet AND g > 5 THEN readmitted END) / avg(CASE WHEN NOT diet AND g <= 3 THEN readmitted END)
           AS other_ratio
FROM x

-- trap:
WITH stays AS (
  SELECT pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts, discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT s.diagnosis_group IN ('DIABETES', 'HEART_FAILURE') AS diet, z.is_food_desert AS desert, CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code WHERE s.discharge_disposition NOT IN ('02', '20') AND s.admit_type <> 'ELECTIVE')
SELECT avg(CASE WHEN diet AND desert THEN readmitted END) / avg(CASE WHEN diet AND NOT desert THEN readmitted END) AS diet_ratio,
       avg(CASE WHEN NOT diet AND desert THEN readmitted END) / avg(CASE WHEN NOT diet AND NOT desert THEN readmitted END) AS other_ratio FROM x

-- target: readmission_30d
-- quantity: 30-day readmission of all index discharges
-- expect: readmitted = 0.139 ± 0.015
-- rows: 400000
-- source: HCUP SB278: 14.0 % (2018)
SELECT avg(CAST(readmitted_30d AS INT)) AS readmitted FROM key.stay_truth WHERE index_discharge

-- target: readmission_by_group
-- quantity: 30-day readmission by diagnosis
-- expect: heart_failure = 0.20 ± 0.025
-- expect: copd = 0.16 ± 0.025
-- expect: ami = 0.143 ± 0.025
-- expect: joint_replacement = 0.043 ± 0.025
-- rows: 400000
-- source: Dharmarajan 2013; HCUP
SELECT avg(CASE WHEN diagnosis_group = 'HEART_FAILURE' THEN readmitted END) AS heart_failure,
       avg(CASE WHEN diagnosis_group = 'COPD' THEN readmitted END) AS copd,
       avg(CASE WHEN diagnosis_group = 'AMI' THEN readmitted END) AS ami,
       avg(CASE WHEN diagnosis_group = 'JOINT_REPLACEMENT' THEN readmitted END) AS joint_replacement
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, e.* FROM key.stay_truth t JOIN (SELECT DISTINCT
    encounter_id, diagnosis_group FROM encounters) e ON e.encounter_id = t.encounter_id WHERE t.index_discharge) x

-- target: readmission_by_payer
-- quantity: 30-day readmission by payer
-- expect: medicare = 0.17 ± 0.02
-- expect: medicaid = 0.143 ± 0.02
-- expect: private = 0.095 ± 0.02
-- expect: uninsured = 0.117 ± 0.02
-- rows: 400000
-- source: HCUP: 17 / 14 / 8.6 / 11.8 %
SELECT avg(CASE WHEN payer = 'MEDICARE' THEN readmitted END) AS medicare,
       avg(CASE WHEN payer = 'MEDICAID' THEN readmitted END) AS medicaid,
       avg(CASE WHEN payer = 'PRIVATE' THEN readmitted END) AS private,
       avg(CASE WHEN payer = 'UNINSURED' THEN readmitted END) AS uninsured
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, e.* FROM key.stay_truth t JOIN (SELECT DISTINCT
    encounter_id, payer FROM encounters) e ON e.encounter_id = t.encounter_id WHERE t.index_discharge) x

-- target: same_group
-- quantity: same diagnosis among readmissions
-- expect: heart_failure = 0.34 ± 0.05
-- expect: ami = 0.09 ± 0.05
-- expect: pneumonia = 0.21 ± 0.05
-- rows: 900000
-- source: Dharmarajan 2013: 35 / 10 / 22 %
WITH stays AS (
  SELECT *, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER w AS next_ts,
         first_value(CASE WHEN admit_type = 'EMERGENCY' THEN diagnosis_group END, true) OVER w AS next_group
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i
  WINDOW w AS (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)),
r AS (SELECT * FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE' AND next_ts <=
    discharge_ts + INTERVAL 30 DAYS)
SELECT avg(CASE WHEN diagnosis_group = 'HEART_FAILURE' THEN CAST(next_group = diagnosis_group AS INT) END) AS
    heart_failure,
       avg(CASE WHEN diagnosis_group = 'AMI' THEN CAST(next_group = diagnosis_group AS INT) END) AS ami,
       avg(CASE WHEN diagnosis_group = 'PNEUMONIA' THEN CAST(next_group = diagnosis_group AS INT) END) AS pneumonia
FROM r

-- target: readmission_by_age
-- quantity: 30-day readmission, age 80 and more over 20 to 39
-- expect: ratio = 1.85 ± 0.35
-- rows: 400000
-- source: design
SELECT avg(CASE WHEN age >= 80 THEN readmitted END) / avg(CASE WHEN age BETWEEN 20 AND 39 THEN readmitted END) AS
    ratio
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, year(t.event_date) - p.birth_year AS age FROM
    key.stay_truth t JOIN patients p ON p.patient_id = t.patient_id WHERE t.index_discharge) x

-- target: death_in_hospital
-- quantity: death in hospital, of all and of those of 80 and more
-- expect: all_ages = 0.022 ± 0.004
-- expect: from_80 = 0.06 ± 0.015
-- rows: 400000
-- source: design
SELECT avg(died) AS all_ages, avg(CASE WHEN age >= 80 THEN died END) AS from_80
FROM (SELECT CASE WHEN e.discharge_disposition = '20' THEN 1 ELSE 0 END AS died, year(e.event_date) - p.birth_year AS
    age FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, discharge_disposition, event_date FROM
    encounters WHERE encounter_class = 'IP' AND discharge_disposition <> '02') e JOIN patients p ON p.patient_id =
    e.pid) x

-- target: length_and_return
-- quantity: correlation of the logarithm of the length of stay with readmission
-- expect: correlation = 0.10 ± 0.03
-- rows: 400000
-- source: +0.15
SELECT corr(ln(timestampdiff(MINUTE, admit_ts, discharge_ts)), readmitted) AS correlation
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, e.* FROM key.stay_truth t JOIN (SELECT DISTINCT
    encounter_id, admit_ts, discharge_ts FROM encounters) e ON e.encounter_id = t.encounter_id WHERE
    t.index_discharge) x WHERE hour(discharge_ts) > 0

-- target: friday
-- quantity: readmission after a Friday discharge over other days
-- expect: ratio = 1.04 ± 0.05
-- rows: 900000
-- source: +3 to 5 %
SELECT avg(CASE WHEN weekday = 6 THEN readmitted END) / avg(CASE WHEN weekday <> 6 THEN readmitted END) AS ratio
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, e.* FROM key.stay_truth t JOIN (SELECT DISTINCT
    encounter_id, dayofweek(CAST(discharge_ts AS DATE)) AS weekday FROM encounters) e ON e.encounter_id =
    t.encounter_id WHERE t.index_discharge) x

-- target: pickup_habit
-- quantity: lag-1 correlation of pickup within a patient
-- expect: correlation in 0.08 .. 0.30
-- rows: 400000
-- source: design
SELECT corr(picked, before) AS correlation
FROM (SELECT CAST(pickup_ts IS NOT NULL AS INT) AS picked, lag(CAST(pickup_ts IS NOT NULL AS INT)) OVER (PARTITION BY
    patient_id ORDER BY event_date, encounter_id) AS before FROM discharge_prescriptions) x
WHERE before IS NOT NULL

-- target: days_to_return
-- quantity: readmissions within 30 days that came by day 3, 7 and 15; date-only discharges apart
-- expect: hf_by_3 = 0.14 ± 0.03
-- expect: hf_by_7 = 0.32 ± 0.03
-- expect: hf_by_15 = 0.61 ± 0.03
-- rows: 900000
-- source: Dharmarajan 2012: 13.4 / 31.7 / 61.0 %
WITH stays AS (
  SELECT *, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER w AS next_ts,
         first_value(CASE WHEN admit_type = 'EMERGENCY' THEN diagnosis_group END, true) OVER w AS next_group
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i
  WINDOW w AS (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)),
r AS (SELECT * FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE' AND next_ts <=
    discharge_ts + INTERVAL 30 DAYS)
SELECT avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 3 DAYS THEN 1 ELSE 0 END) AS hf_by_3,
       avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 7 DAYS THEN 1 ELSE 0 END) AS hf_by_7,
       avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 15 DAYS THEN 1 ELSE 0 END) AS hf_by_15
FROM r WHERE diagnosis_group = 'HEART_FAILURE' AND hour(discharge_ts) > 0

-- target: ami_days_to_return
-- quantity: readmissions after AMI that came by day 7
-- expect: ami_by_7 = 0.38 ± 0.05
-- rows: 900000
-- source: Dharmarajan 2012: 40.1 %
WITH stays AS (
  SELECT *, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER w AS next_ts,
         first_value(CASE WHEN admit_type = 'EMERGENCY' THEN diagnosis_group END, true) OVER w AS next_group
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i
  WINDOW w AS (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)),
r AS (SELECT * FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE' AND next_ts <=
    discharge_ts + INTERVAL 30 DAYS)
SELECT avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 7 DAYS THEN 1 ELSE 0 END) AS ami_by_7
FROM r WHERE diagnosis_group = 'AMI' AND hour(discharge_ts) > 0

-- target: cost_concentration
-- quantity: share of cost of the top 5 % and 1 % of patients, and of the cheaper half
-- expect: top_5 = 0.50 ± 0.04
-- expect: top_1 = 0.19 ± 0.04
-- expect: cheaper_half = 0.04 ± 0.015
-- rows: 400000
-- source: 2.9; MEPS: 50 / 21-25 / 3 %
WITH p AS (SELECT pid, sum(cost_usd) AS cost FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid,
    cost_usd FROM encounters) e GROUP BY pid),
r AS (SELECT cost, ntile(100) OVER (ORDER BY cost DESC) AS t FROM p)
SELECT CAST(sum(CASE WHEN t <= 5 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top_5,
       CAST(sum(CASE WHEN t = 1 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top_1,
       CAST(sum(CASE WHEN t > 50 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS cheaper_half
FROM r

-- target: picked_up
-- quantity: discharge medication that is collected in 48 hours
-- expect: collected = 0.63 ± 0.04
-- rows: 400000
-- source: design
SELECT avg(CASE WHEN pickup_ts IS NOT NULL THEN 1 ELSE 0 END) AS collected FROM discharge_prescriptions

-- target: not_picked_up
-- quantity: 30-day readmission, not collected over collected
-- expect: ratio = 1.51 ± 0.15
-- rows: 400000
-- source: design: 1.4 to 1.6
SELECT avg(CASE WHEN NOT picked_up THEN readmitted END) / avg(CASE WHEN picked_up THEN readmitted END) AS ratio
FROM (SELECT picked_up, CAST(readmitted_30d AS INT) AS readmitted FROM key.stay_truth WHERE index_discharge) x

-- target: asthma_strata
-- quantity: 30-day readmission of asthma by distance to the highway (1 mile) and the pharmacy (5 miles)
-- expect: near_and_far = 0.19 ± 0.035
-- expect: near_only = 0.155 ± 0.035
-- expect: far_only = 0.125 ± 0.035
-- expect: neither = 0.10 ± 0.035
-- rows: 900000
-- source: 2.9; design
SELECT avg(CASE WHEN near AND far THEN readmitted END) AS near_and_far,
       avg(CASE WHEN near AND NOT far THEN readmitted END) AS near_only,
       avg(CASE WHEN NOT near AND far THEN readmitted END) AS far_only,
       avg(CASE WHEN NOT near AND NOT far THEN readmitted END) AS neither
FROM (SELECT CAST(t.readmitted_30d AS INT) AS readmitted, z.distance_to_highway_miles <= 1 AS near,
    z.distance_to_pharmacy_miles > 5 AS far FROM key.stay_truth t JOIN (SELECT DISTINCT encounter_id FROM encounters
    WHERE diagnosis_group = 'ASTHMA') e ON e.encounter_id = t.encounter_id JOIN patients p ON p.patient_id =
    t.patient_id JOIN zip_codes z ON z.zip_code = p.home_zip_code WHERE t.index_discharge) x

-- target: particles
-- quantity: median of the zip codes' fine particles, ug/m3
-- expect: pm25 = 8.6 ± 0.8
-- rows: 100000
-- source: EPA
SELECT median(pm25_ug_m3) AS pm25 FROM zip_codes

-- target: ed_share
-- quantity: ED share of encounters
-- expect: ed = 0.785 ± 0.03
-- rows: 400000
-- source: design
SELECT avg(CASE WHEN encounter_class = 'ED' THEN 1 ELSE 0 END) AS ed FROM (SELECT DISTINCT encounter_id,
    encounter_class FROM encounters) e

-- chart: readmission_map
-- title: Where patients come back from
-- kind: map
-- x: longitude of the zip code's centre (°)
-- y: latitude (°)
-- value: readmitted within 30 days (%)
-- note: By home address; zip codes with 20 stays or more. At most 800 are drawn.
WITH stays AS (SELECT pid, discharge_ts, discharge_disposition, admit_type, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts, discharge_disposition, admit_type FROM encounters WHERE encounter_class = 'IP') i)
SELECT max(z.longitude) AS longitude, max(z.latitude) AS latitude, round(100 * avg(CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END), 2) AS pct, z.zip_code
FROM stays s JOIN (SELECT DISTINCT patient_id, home_zip_code FROM patients) p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code
WHERE s.discharge_disposition NOT IN ('02', '20') AND s.admit_type <> 'ELECTIVE' AND z.latitude IS NOT NULL GROUP BY z.zip_code HAVING count(*) >= 20 ORDER BY xxhash64(z.zip_code) LIMIT 800

-- chart: asthma_by_highway
-- title: Asthma comes back from beside the highway, far from the pharmacy
-- kind: line
-- x: distance from home to the highway, begun (miles; 8: 8 and more)
-- y: asthma stays readmitted within 30 days (%)
WITH stays AS (SELECT encounter_id, pid, discharge_ts, discharge_disposition, diagnosis_group, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts, discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT least(CAST(floor(z.distance_to_highway_miles) AS INT), 7) + 1 AS miles, z.distance_to_pharmacy_miles > 5 AS far, CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS back
  FROM stays s JOIN (SELECT DISTINCT patient_id, home_zip_code FROM patients) p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code WHERE s.diagnosis_group = 'ASTHMA' AND s.discharge_disposition NOT IN ('02', '20') AND z.distance_to_highway_miles >= 0)
SELECT miles, round(100 * avg(back), 2) AS pct, IF(far, 'pharmacy beyond 5 miles', 'pharmacy within 5 miles') AS pharmacy FROM x GROUP BY 1, 3 HAVING count(*) >= 5 ORDER BY 3, 1

-- chart: flag_against_linkage
-- title: How wrong is the hospital's own flag?
-- kind: bar
-- x: diagnosis
-- y: stays readmitted within 30 days (%)
-- note: The flag misses stays elsewhere.
WITH stays AS (SELECT encounter_id, diagnosis_group, discharge_ts, discharge_disposition, admit_type, readmission_date, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts, discharge_disposition, diagnosis_group, admit_type, readmission_date FROM encounters WHERE encounter_class = 'IP') i),
g AS (SELECT lower(replace(diagnosis_group, '_', ' ')) AS diagnosis, avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END) AS linked, avg(CASE WHEN readmission_date IS NOT NULL THEN 1 ELSE 0 END) AS flagged FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE' AND diagnosis_group IS NOT NULL GROUP BY 1)
SELECT diagnosis, round(100 * pct, 2) AS pct, how FROM g LATERAL VIEW stack(2, 'linked by patient', linked, 'flag of the hospital', flagged) s AS how, pct ORDER BY linked DESC, how

-- detection: other_hospital_blind
-- question: Which stays had a readmission that the hospital does not know of?
-- expect: f1 >= 0.85
-- naive: most stays without a readmission had none; the ones that are missed came back to another hospital, there under a second record number at times
WITH e AS (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS person_id, hospital_id, admit_ts, discharge_ts, admit_type, discharge_disposition, readmission_date FROM encounters WHERE encounter_class = 'IP' AND admit_type <> 'ELECTIVE'),
n AS (SELECT *, lead(hospital_id) OVER w AS next_hospital_id, lead(admit_type) OVER w AS next_type, lead(admit_ts) OVER w AS next_admit_ts FROM e WINDOW w AS (PARTITION BY person_id ORDER BY admit_ts))
SELECT 'encounters' AS table_name, encounter_id AS row_key, 'readmission_date' AS column_name, 'other_hospital_blind' AS stage_id
FROM n WHERE readmission_date IS NULL AND discharge_disposition NOT IN ('02', '20')
  AND next_hospital_id <> hospital_id AND next_type = 'EMERGENCY' AND datediff(next_admit_ts, discharge_ts) <= 30
-- trap:
SELECT 'encounters' AS table_name, encounter_id AS row_key, 'readmission_date' AS column_name, 'other_hospital_blind' AS stage_id
FROM encounters WHERE encounter_class = 'IP' AND readmission_date IS NULL

-- finds: homeless_zip
SELECT DISTINCT encounter_id FROM encounters WHERE zip_code = '99999'

-- finds: zip_leading_zero
SELECT DISTINCT encounter_id FROM encounters WHERE length(zip_code) < 5

-- finds: duplicate_mrn
SELECT DISTINCT encounter_id FROM encounters WHERE patient_id > 5000000000000

-- finds: midnight_discharge
-- misses: stays over midnight
SELECT DISTINCT encounter_id FROM encounters WHERE discharge_ts < admit_ts

-- finds: cost_missing
SELECT DISTINCT encounter_id FROM encounters WHERE cost_usd = 0
