-- Insights and targets of heart_failure_rpm. Weights of 100 lb and less are kilograms.

-- insight: weight_and_heart_rate
-- question: Which pattern predicts an admission for heart failure within 48 hours? Weight gain with a higher resting heart rate, weight gain alone, and any weigh-in.
-- expect: ppv_both = 0.16 ± 0.055
-- expect: ppv_weight = 0.057 ± 0.02
-- expect: base = 0.0053 ± 0.0016
-- ask: ppv_both = Of the days with a weigh-in more than 3 and less than 20 lb above the lowest weight of the two calendar days before it, and a night heart rate (mean of the hours from 00:00 to 05:59) at least 5 beats a minute above the mean of the nights of the 14 days before, what share is followed by an admission for heart failure within 48 hours of the weigh-in?
-- ask: ppv_weight = Of the days with a weigh-in more than 3 and less than 20 lb above the lowest weight of the two calendar days before it, what share is followed by an admission for heart failure within 48 hours of the weigh-in? Only days with a heart rate between 00:00 and 05:59, both on the day and on at least one of the 14 days before, count.
-- ask: base = Of all days with a weigh-in, what share is followed by an admission for heart failure within 48 hours of the weigh-in? Only days with another weigh-in on one of the two calendar days before and a heart rate between 00:00 and 05:59, both on the day and on at least one of the 14 days before, count.
-- rows: 5000000
-- naive: the programme's alert, which knows the scale only, taken for the pattern
-- source: 3.4
WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w,
    max(CASE WHEN body_weight_lb > 100 THEN reading_ts END) AS wts,
    avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
y AS (SELECT x.patient_id, x.wts, gain > 3 AND gain < 20 AS heavy, rise >= 5 AS fast,
    max(CASE WHEN a.admission_id IS NULL THEN 0 ELSE 1 END) AS admitted
  FROM x LEFT JOIN admissions a ON a.patient_id = x.patient_id AND a.admission_reason = 'HEART_FAILURE'
    AND a.admit_ts > x.wts AND a.admit_ts <= x.wts + INTERVAL 48 HOURS
  WHERE wts IS NOT NULL AND gain IS NOT NULL AND rise IS NOT NULL GROUP BY 1, 2, 3, 4)
SELECT avg(CASE WHEN heavy AND fast THEN admitted END) AS ppv_both, avg(CASE WHEN heavy THEN admitted END) AS ppv_weight, avg(admitted) AS base FROM y

-- trap:
WITH y AS (SELECT h.patient_id, h.reading_ts, max(CASE WHEN a.admission_id IS NULL THEN 0 ELSE 1 END) AS admitted
  FROM hourly_readings h LEFT JOIN admissions a ON a.patient_id = h.patient_id AND a.admission_reason = 'HEART_FAILURE' AND a.admit_ts > h.reading_ts AND a.admit_ts <= h.reading_ts + INTERVAL 48 HOURS
  WHERE h.alert_triggered GROUP BY 1, 2)
SELECT avg(admitted) AS ppv_both FROM y

-- insight: announced_admissions
-- question: How many admissions does each pattern announce, and how early?
-- expect: sens_weight = 0.46 ± 0.09
-- expect: sens_heart = 0.81 ± 0.08
-- expect: sens_both = 0.31 ± 0.08
-- expect: lead_hours = 54 ± 20
-- ask: sens_weight = What share of the admissions for heart failure has, in the 7 days before, a weigh-in more than 3 and less than 20 lb above the lowest weight of the two calendar days before it? Only admissions of patients with a reading in these 7 days count.
-- ask: sens_heart = What share of the admissions for heart failure has, in the 7 days before, a day with a night heart rate (mean of the hours from 00:00 to 05:59) at least 5 beats a minute above the mean of the nights of the 14 days before? A day counts from its weigh-in on, or from 07:00 if it has none, and only admissions of patients with a reading in the 7 days count.
-- ask: sens_both = What share of the admissions for heart failure has, in the 7 days before, a weigh-in more than 3 and less than 20 lb above the lowest weight of the two calendar days before it, on a day with a night heart rate (mean of the hours from 00:00 to 05:59) at least 5 beats a minute above the mean of the nights of the 14 days before? Only admissions of patients with a reading in the 7 days count.
-- ask: lead_hours = How many hours before an admission for heart failure, in the median, comes the first sign of the last 7 days? A sign is a weigh-in more than 3 and less than 20 lb above the lowest weight of the two calendar days before it, on a day with a night heart rate (mean of the hours from 00:00 to 05:59) at least 5 beats a minute above the mean of the nights of the 14 days before; admissions without one do not count.
-- rows: 5000000
-- naive: over admissions of any kind: pneumonia and broken hips have nothing to announce
-- source: 3.4
WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w, max(CASE WHEN body_weight_lb > 100 THEN reading_ts END) AS wts,
    avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
t AS (SELECT patient_id, coalesce(wts, CAST(event_date AS TIMESTAMP_NTZ) + INTERVAL 7 HOURS) AS at_ts,
    coalesce(gain > 3 AND gain < 20, false) AS heavy, coalesce(rise >= 5, false) AS fast FROM x),
j AS (SELECT a.admission_id, max(CAST(heavy AS INT)) AS w, max(CAST(fast AS INT)) AS h, max(CAST(heavy AND fast AS INT)) AS b,
    max(CASE WHEN heavy AND fast THEN timestampdiff(MINUTE, t.at_ts, a.admit_ts) / 60.0 END) AS lead
  FROM admissions a JOIN t ON t.patient_id = a.patient_id AND t.at_ts < a.admit_ts AND t.at_ts >= a.admit_ts - INTERVAL 7 DAYS
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY a.admission_id)
SELECT avg(w) AS sens_weight, avg(h) AS sens_heart, avg(b) AS sens_both, percentile(lead, 0.5) AS lead_hours FROM j

-- trap:
WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w, avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
t AS (SELECT patient_id, event_date, coalesce(gain > 3 AND gain < 20, false) AS heavy, coalesce(rise >= 5, false) AS fast FROM x),
j AS (SELECT a.admission_id, max(CAST(heavy AS INT)) AS w, max(CAST(fast AS INT)) AS h, max(CAST(heavy AND fast AS INT)) AS b
  FROM admissions a JOIN t ON t.patient_id = a.patient_id AND t.event_date < a.event_date AND t.event_date >= date_sub(a.event_date, 7) GROUP BY a.admission_id)
SELECT avg(w) AS sens_weight, avg(h) AS sens_heart, avg(b) AS sens_both FROM j

-- insight: monday_salt
-- question: Are there more alerts per weigh-in on Mondays? They are salt, not failure.
-- expect: ratio = 2.1 ± 0.4
-- ask: ratio = How many times as many weight alerts per weigh-in are there on Mondays as on all other days of the week together?
-- rows: 2000000
-- naive: weekdays against the weekend: the surge of one day is spread over five
-- source: 3.4
WITH a AS (SELECT dayofweek(event_date) = 2 AS monday, avg(CAST(alert_triggered AS INT)) AS rate FROM hourly_readings WHERE body_weight_lb IS NOT NULL GROUP BY 1)
SELECT max(CASE WHEN monday THEN rate END) / max(CASE WHEN NOT monday THEN rate END) AS ratio FROM a

-- trap:
WITH a AS (SELECT dayofweek(event_date) BETWEEN 2 AND 6 AS weekday, avg(CAST(alert_triggered AS INT)) AS rate FROM hourly_readings WHERE body_weight_lb IS NOT NULL GROUP BY 1)
SELECT max(CASE WHEN weekday THEN rate END) / max(CASE WHEN NOT weekday THEN rate END) AS ratio FROM a

-- insight: silent_admissions
-- question: How many admissions come without weight gain?
-- expect: silent_share = 0.44 ± 0.10
-- expect: mean_gain_lb = 4.3 ± 1.5
-- ask: silent_share = Of the admissions for heart failure with a last weigh-in before them on the same day or the day before and other weigh-ins 5 to 14 days before, what share comes with that last weight less than 2 lb above the median of the weights of 5 to 14 days before?
-- ask: mean_gain_lb = By how many pounds is the last weight before an admission for heart failure above the median of the weights of 5 to 14 days before, on average over admissions with such weights and a last weigh-in on the same day or the day before?
-- rows: 5000000
-- naive: who raised no alert in the 48 hours before counts as without gain: slow gains raise none
-- source: 3.4
WITH d AS (SELECT a.admission_id, datediff(a.event_date, h.event_date) AS k, h.reading_ts, h.body_weight_lb AS w
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14)
  WHERE a.admission_reason = 'HEART_FAILURE' AND h.body_weight_lb > 100),
e AS (SELECT admission_id, max_by(w, reading_ts) AS w_last, percentile(CASE WHEN k >= 5 THEN w END, 0.5) AS w_before, min(k) AS k_last FROM d GROUP BY 1)
SELECT avg(CASE WHEN w_last - w_before < 2 THEN 1.0 ELSE 0.0 END) AS silent_share, avg(w_last - w_before) AS mean_gain_lb
FROM e WHERE w_before IS NOT NULL AND k_last <= 1 AND abs(w_last - w_before) < 25

-- trap:
WITH j AS (SELECT a.admission_id, max(CAST(coalesce(h.alert_triggered, false) AS INT)) AS alerted
  FROM admissions a LEFT JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.reading_ts >= a.admit_ts - INTERVAL 48 HOURS
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY 1)
SELECT avg(1.0 - alerted) AS silent_share FROM j

-- insight: alert_recomputed
-- question: Can the alert flag be recomputed from the data that the programme received?
-- expect: agreement >= 0.999
-- expect: alerts_per_patient_year = 6.0 ± 1
-- ask: agreement = On what share of the days with a weigh-in is an alert raised exactly if the weight, as the programme received it, is more than 3 and less than 20 lb above the lowest one that it received on the two calendar days before?
-- ask: alerts_per_patient_year = How many weight alerts are raised per patient-year of monitoring, which is 8,766 hourly readings?
-- rows: 1000000
-- naive: a gain of 3 lb over the last weigh-in: the rule looks at the lowest of two days and disbelieves 20 lb
-- source: 3.4
WITH d AS (SELECT patient_id, datediff(event_date, DATE'2023-01-01') AS dn, max(body_weight_lb) AS w, max(CAST(alert_triggered AS INT)) AS alert FROM hourly_readings GROUP BY 1, 2),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain FROM d)
SELECT avg(CASE WHEN coalesce(gain > 3.0001 AND gain < 20, false) = (alert = 1) THEN 1.0 ELSE 0.0 END) AS agreement,
       sum(alert) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS alerts_per_patient_year FROM x WHERE w IS NOT NULL

-- trap:
WITH x AS (SELECT alert_triggered, body_weight_lb - lag(body_weight_lb) OVER (PARTITION BY patient_id ORDER BY reading_ts) AS gain FROM hourly_readings WHERE body_weight_lb IS NOT NULL)
SELECT avg(CASE WHEN coalesce(gain > 3, false) = alert_triggered THEN 1.0 ELSE 0.0 END) AS agreement, sum(IF(gain > 3, 1, 0)) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS alerts_per_patient_year FROM x

-- target: heart_failure_admissions
-- quantity: admissions for heart failure per patient-year
-- expect: per_patient_year = 1.08 ± 0.3
-- rows: 2000000
-- source: high-risk cohorts 0.7 to 1.0: HeartPhone 2013; dbpia 2023
SELECT count(*) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS per_patient_year FROM admissions WHERE admission_reason = 'HEART_FAILURE'

-- target: exits
-- quantity: share of patients who died and who withdrew within 180 days
-- expect: died = 0.085 ± 0.03
-- expect: withdrew = 0.18 ± 0.05
-- rows: 5000000
-- source: panel: 10 % die and 20 % drop out in six months
SELECT avg(CASE WHEN end_reason = 'DIED' THEN 1.0 ELSE 0.0 END) AS died,
  avg(CASE WHEN end_reason = 'WITHDRAWN' THEN 1.0 ELSE 0.0 END) AS withdrew FROM patients

-- target: admissions_at_night
-- quantity: share of admissions for heart failure between 22 and 06 h
-- expect: share = 0.31 ± 0.08
-- rows: 5000000
-- source: design
SELECT avg(CASE WHEN hour(admit_ts) >= 22 OR hour(admit_ts) < 6 THEN 1.0 ELSE 0.0 END) AS share
FROM admissions WHERE admission_reason = 'HEART_FAILURE'

-- target: readmitted_in_30_days
-- quantity: share of patients with an admission for heart failure within 30 days of enrolment
-- expect: share = 0.125 ± 0.04
-- rows: 5000000
-- source: 30-day readmission 20 to 25 %, all causes; design
SELECT avg(CASE WHEN a.patient_id IS NULL THEN 0.0 ELSE 1.0 END) AS share
FROM patients p LEFT JOIN (SELECT patient_id, min(event_date) AS first_day FROM admissions WHERE admission_reason = 'HEART_FAILURE' GROUP BY patient_id) a
  ON a.patient_id = p.patient_id AND a.first_day < date_add(p.enrolled_date, 30)

-- target: gain_before_admission
-- quantity: mean weight gain before an admission for heart failure, lb: the last weigh-in against the median of 5 to 14 days before
-- expect: mean_gain_lb = 4.3 ± 1.2
-- rows: 5000000
-- source: Chaudhry 2007; Ledwidge 2013
WITH d AS (SELECT a.admission_id, datediff(a.event_date, h.event_date) AS k, h.reading_ts, h.body_weight_lb AS w
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14)
  WHERE a.admission_reason = 'HEART_FAILURE' AND h.body_weight_lb > 100),
e AS (SELECT admission_id, max_by(w, reading_ts) AS w_last, percentile(CASE WHEN k >= 5 THEN w END, 0.5) AS w_before, min(k) AS k_last FROM d GROUP BY admission_id),
g AS (SELECT w_last - w_before AS gain FROM e WHERE w_before IS NOT NULL AND k_last <= 1 AND abs(w_last - w_before) < 25)
SELECT avg(gain) AS mean_gain_lb FROM g

-- target: admissions_without_gain
-- quantity: share of admissions for heart failure with a gain below 2 lb
-- expect: share = 0.44 ± 0.10
-- rows: 5000000
-- source: 30 to 45 %: Chaudhry 2007, Desai
WITH d AS (SELECT a.admission_id, datediff(a.event_date, h.event_date) AS k, h.reading_ts, h.body_weight_lb AS w
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14)
  WHERE a.admission_reason = 'HEART_FAILURE' AND h.body_weight_lb > 100),
e AS (SELECT admission_id, max_by(w, reading_ts) AS w_last, percentile(CASE WHEN k >= 5 THEN w END, 0.5) AS w_before, min(k) AS k_last FROM d GROUP BY admission_id),
g AS (SELECT w_last - w_before AS gain FROM e WHERE w_before IS NOT NULL AND k_last <= 1 AND abs(w_last - w_before) < 25)
SELECT avg(CASE WHEN gain < 2 THEN 1.0 ELSE 0.0 END) AS share FROM g

-- target: sensitivity_of_weight
-- quantity: share of admissions for heart failure with a gain above 3 lb in 2 days on one of the 7 days before the day of the admission
-- expect: sensitivity = 0.46 ± 0.08
-- rows: 5000000
-- source: 46 %: HeartPhone 2013
WITH w AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn, max(body_weight_lb) AS w
  FROM hourly_readings WHERE body_weight_lb > 100 GROUP BY patient_id, event_date),
g AS (SELECT patient_id, event_date, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain FROM w),
h AS (SELECT patient_id, event_date FROM g WHERE gain > 3 AND gain < 20),
a AS (SELECT a.admission_id, max(CASE WHEN h.patient_id IS NULL THEN 0.0 ELSE 1.0 END) AS found
  FROM admissions a LEFT JOIN h ON h.patient_id = a.patient_id AND h.event_date BETWEEN date_sub(a.event_date, 7) AND date_sub(a.event_date, 1)
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY a.admission_id)
SELECT avg(found) AS sensitivity FROM a

-- target: ppv_of_alerts
-- quantity: share of alerts that an admission for heart failure follows within 48 hours
-- expect: ppv = 0.06 ± 0.02
-- rows: 5000000
-- source: 0 to 16 %: EHJ-DH 2023
WITH c AS (SELECT c.call_id, max(CASE WHEN a.admission_id IS NULL THEN 0.0 ELSE 1.0 END) AS admitted
  FROM nurse_calls c LEFT JOIN admissions a ON a.patient_id = c.patient_id AND a.admission_reason = 'HEART_FAILURE'
    AND a.admit_ts > c.alert_ts AND a.admit_ts <= c.alert_ts + INTERVAL 48 HOURS
  GROUP BY c.call_id)
SELECT avg(admitted) AS ppv FROM c

-- target: alerts
-- quantity: alerts per patient-year
-- expect: per_patient_year = 6.0 ± 1
-- rows: 2000000
-- source: 0.3 to 0.6 a month: RAPID-RF 2014; design
SELECT count(*) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS per_patient_year FROM nurse_calls

-- target: calls_in_hours
-- quantity: share of calls made from Monday to Saturday between 07:30 and 18 h
-- expect: in_hours >= 0.97
-- rows: 1000000
-- source: design
SELECT avg(CASE WHEN dayofweek(CAST(call_ts AS DATE)) <> 1 AND hour(call_ts) * 60 + minute(call_ts) BETWEEN 450 AND 1079 THEN 1.0 ELSE 0.0 END) AS in_hours
FROM nurse_calls

-- target: weight_swings
-- quantity: share of patients, followed for 150 days or more, whose 7-day mean weight swings by more than 2 kg; weights more than 20 lb off their median are other people
-- expect: share = 0.79 ± 0.10
-- rows: 5000000
-- source: 75 %: HeartPhone 2013
WITH d AS (SELECT h.patient_id, datediff(h.event_date, DATE'2023-01-01') AS dn, max(h.body_weight_lb) AS w
  FROM hourly_readings h JOIN patients p ON p.patient_id = h.patient_id
  WHERE h.body_weight_lb > 100 AND datediff(p.programme_end_date, p.enrolled_date) >= 149 GROUP BY h.patient_id, h.event_date),
u AS (SELECT patient_id, percentile(w, 0.5) AS usual FROM d GROUP BY patient_id),
x AS (SELECT d.patient_id, avg(d.w) OVER (PARTITION BY d.patient_id ORDER BY d.dn RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS mean_lb,
    count(d.w) OVER (PARTITION BY d.patient_id ORDER BY d.dn RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS n
  FROM d JOIN u ON u.patient_id = d.patient_id WHERE abs(d.w - u.usual) < 20),
s AS (SELECT patient_id, max(mean_lb) - min(mean_lb) AS swing_lb FROM x WHERE n >= 4 GROUP BY patient_id)
SELECT avg(CASE WHEN swing_lb > 2 * 2.20462 THEN 1.0 ELSE 0.0 END) AS share FROM s

-- target: weigh_ins
-- quantity: weigh-ins per patient-day, in all and in the first and the last 30 days of the programme
-- expect: per_day = 0.735 ± 0.04
-- expect: first_month = 0.83 ± 0.04
-- expect: last_month = 0.64 ± 0.04
-- rows: 1000000
-- source: 70 %: Cedars-Sinai 2017; 83 to 64 % in six months: design
WITH d AS (SELECT h.patient_id, h.event_date, datediff(h.event_date, first(p.enrolled_date)) AS k, max(CASE WHEN h.body_weight_lb IS NULL THEN 0.0 ELSE 1.0 END) AS weighed
  FROM hourly_readings h JOIN patients p ON p.patient_id = h.patient_id GROUP BY h.patient_id, h.event_date)
SELECT avg(weighed) AS per_day, avg(CASE WHEN k < 30 THEN weighed END) AS first_month, avg(CASE WHEN k >= 150 THEN weighed END) AS last_month FROM d

-- target: resting_heart_rate_before_admission
-- quantity: rise of the heart rate at night before an admission for heart failure, bpm: the last night against 8 to 14 nights before
-- expect: rise = 8.0 ± 2
-- rows: 5000000
-- source: 5 to 9 bpm; design
WITH d AS (SELECT patient_id, event_date, avg(heart_rate) AS rhr FROM hourly_readings WHERE hour(reading_ts) < 6 AND heart_rate < 130 GROUP BY patient_id, event_date),
e AS (SELECT a.admission_id, avg(CASE WHEN d.event_date = a.event_date THEN rhr END) AS last_night,
    avg(CASE WHEN d.event_date <= date_sub(a.event_date, 8) THEN rhr END) AS before
  FROM admissions a JOIN d ON d.patient_id = a.patient_id AND d.event_date BETWEEN date_sub(a.event_date, 14) AND a.event_date
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY a.admission_id)
SELECT avg(last_night - before) AS rise FROM e

-- target: heart_rate_memory
-- quantity: correlation of a patient's hourly heart rate with that of 1 and 24 hours before, around the patient's own mean
-- expect: lag_1h = 0.84 ± 0.06
-- expect: lag_24h = 0.62 ± 0.12
-- rows: 1000000
-- source: 0.75 and 0.55; design
WITH h AS (SELECT patient_id, timestampdiff(HOUR, TIMESTAMP_NTZ'2023-01-01 00:00:00', reading_ts) AS hr, heart_rate - avg(heart_rate) OVER (PARTITION BY patient_id) AS x
  FROM hourly_readings WHERE heart_rate < 130),
l AS (SELECT x, avg(x) OVER (PARTITION BY patient_id ORDER BY hr RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS x1,
    avg(x) OVER (PARTITION BY patient_id ORDER BY hr RANGE BETWEEN 24 PRECEDING AND 24 PRECEDING) AS x24 FROM h)
SELECT corr(CASE WHEN x1 IS NOT NULL THEN x END, x1) AS lag_1h, corr(CASE WHEN x24 IS NOT NULL THEN x END, x24) AS lag_24h FROM l

-- target: oxygen_saturation
-- quantity: mean oxygen saturation, percent, without the zeros of failed measurements
-- expect: mean = 95.5 ± 0.5
-- rows: 1000000
-- source: design
SELECT avg(oxygen_saturation) AS mean FROM hourly_readings WHERE oxygen_saturation > 0

-- target: steps_fall_with_age
-- quantity: correlation of a patient's age with the mean steps of an hour, of patients with more than 200 measured hours
-- expect: correlation = -0.45 ± 0.15
-- rows: 2000000
-- source: design
WITH s AS (SELECT patient_id, avg(steps) AS mean_steps, count(steps) AS n FROM hourly_readings GROUP BY patient_id)
SELECT corr(CAST(p.age_years AS DOUBLE), s.mean_steps) AS correlation FROM s JOIN patients p ON p.patient_id = s.patient_id WHERE s.n > 200

-- target: day_and_night
-- quantity: standard deviation, between patients, of the difference between the heart rate of the afternoon and of the night, bpm
-- expect: sd_bpm = 3.0 ± 0.8
-- rows: 2000000
-- source: design
WITH s AS (SELECT patient_id, avg(CASE WHEN hour(reading_ts) BETWEEN 12 AND 17 THEN heart_rate END) - avg(CASE WHEN hour(reading_ts) < 6 THEN heart_rate END) AS difference, count(*) AS n
  FROM hourly_readings WHERE heart_rate < 130 GROUP BY patient_id)
SELECT stddev(difference) AS sd_bpm FROM s WHERE n > 200

-- target: hours_without_watch
-- quantity: share of days with 24 rows that have 0 to 2, 4 to 20 and 24 hours without a heart rate
-- expect: charged = 0.73 ± 0.06
-- expect: in_part = 0.15 ± 0.06
-- expect: all_day = 0.06 ± 0.06
-- rows: 1000000
-- source: valid days 51 %: Tang 2018; design
WITH d AS (SELECT patient_id, event_date, count(*) - count(heart_rate) AS off FROM hourly_readings GROUP BY patient_id, event_date HAVING count(*) = 24)
SELECT avg(CASE WHEN off <= 2 THEN 1.0 ELSE 0.0 END) AS charged, avg(CASE WHEN off BETWEEN 4 AND 20 THEN 1.0 ELSE 0.0 END) AS in_part,
  avg(CASE WHEN off = 24 THEN 1.0 ELSE 0.0 END) AS all_day FROM d

-- chart: weight_before_admission
-- title: Weight before an admission for heart failure
-- kind: line
-- x: days before the admission (d)
-- y: mean weight against ten to fourteen days before (lb)
-- note: Water comes first. Admissions for other reasons show none.
WITH d AS (SELECT DISTINCT a.admission_id, IF(a.admission_reason = 'HEART_FAILURE', 'heart failure', 'other reason') AS reason, datediff(a.event_date, h.event_date) AS k, h.body_weight_lb AS w
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14) WHERE h.body_weight_lb > 100),
b AS (SELECT admission_id, percentile(w, 0.5) AS before FROM d WHERE k >= 10 GROUP BY 1)
SELECT -d.k AS day, round(avg(d.w - b.before), 3) AS lb, d.reason FROM d JOIN b ON b.admission_id = d.admission_id WHERE abs(d.w - b.before) < 25 GROUP BY 1, 3 ORDER BY 3, 1

-- chart: heart_rate_before_admission
-- title: Resting heart rate before an admission for heart failure
-- kind: line
-- x: days before the admission (d)
-- y: mean heart rate from 0 to 6 h against ten to fourteen days before (beats/min)
WITH d AS (SELECT DISTINCT a.admission_id, IF(a.admission_reason = 'HEART_FAILURE', 'heart failure', 'other reason') AS reason, datediff(a.event_date, h.event_date) AS k, h.reading_ts, h.heart_rate AS r
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14) WHERE hour(h.reading_ts) < 6 AND h.heart_rate BETWEEN 30 AND 129),
b AS (SELECT admission_id, avg(r) AS before FROM d WHERE k >= 10 GROUP BY 1)
SELECT -d.k AS day, round(avg(d.r - b.before), 3) AS bpm, d.reason FROM d JOIN b ON b.admission_id = d.admission_id GROUP BY 1, 3 ORDER BY 3, 1

-- chart: alerts_by_weekday
-- title: Alerts by weekday
-- kind: bar
-- x: weekday
-- y: weigh-ins that raise an alert (%)
-- note: Monday's are the salt of the weekend, not failure.
WITH h AS (SELECT DISTINCT patient_id, reading_ts, event_date, alert_triggered FROM hourly_readings WHERE body_weight_lb IS NOT NULL)
SELECT date_format(event_date, 'E') AS weekday, round(100 * avg(CAST(alert_triggered AS INT)), 3) AS pct FROM h GROUP BY 1

-- detection: scale_in_kg
-- question: Which weights are in kilograms?
-- expect: f1 >= 0.85
-- naive: whoever is light in pounds is a small person more often than a big one in kilograms; a patient's own weight at discharge tells which
SELECT 'hourly_readings' AS table_name, concat_ws('|', patient_id, reading_ts) AS row_key, 'body_weight_lb' AS column_name, 'scale_in_kg' AS stage_id
FROM hourly_readings JOIN patients USING (patient_id) WHERE body_weight_lb BETWEEN 0.40 * discharge_weight_lb AND 0.53 * discharge_weight_lb
-- trap:
SELECT 'hourly_readings' AS table_name, concat_ws('|', patient_id, reading_ts) AS row_key, 'body_weight_lb' AS column_name, 'scale_in_kg' AS stage_id
FROM hourly_readings WHERE body_weight_lb < 120

-- finds: spo2_zero
SELECT DISTINCT patient_id, reading_ts FROM hourly_readings WHERE oxygen_saturation = 0

-- finds: scale_in_kg
-- misses: people who are heavy enough
SELECT DISTINCT patient_id, reading_ts FROM hourly_readings WHERE body_weight_lb < 80
