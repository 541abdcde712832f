-- Insights and targets of wearables. o2_saturation > 0 leaves out the zeros of firmware 3.1.

-- insight: cadence_lock
-- question: Is a heart rate of 170 a tachycardia? Share of the seconds at 170 or more whose heart rate is the running cadence, and of the wearers who have such seconds.
-- expect: locked in 0.70 .. 1.0
-- expect: share_of_wearers = 0.17 ± 0.13
-- ask: locked = Of the readings with a heart rate of 170 beats a minute or more, what share lies within 8 beats of a running cadence above 120 steps a minute? The cadence is four times the steps in the wearer's 15 readings from the seventh before to the seventh after.
-- ask: share_of_wearers = What share of all wearers shows a heart rate of 170 beats a minute or more in at least one reading?
-- rows: 50000000
-- naive: the steps of the same second instead of those around it: three are 180 a minute, and more than half of these seconds are further than 5 beats from that and look like tachycardia
-- source: 1.4
WITH x AS (SELECT device_id, heart_rate, 4 * sum(step_count) OVER (PARTITION BY device_id ORDER BY reading_ts ROWS BETWEEN 7 PRECEDING AND 7 FOLLOWING) AS cadence FROM readings)
SELECT avg(CASE WHEN cadence > 120 AND abs(heart_rate - cadence) <= 8 THEN 1.0 ELSE 0.0 END) AS locked, count(DISTINCT device_id) / (SELECT count(*) FROM wearers) AS share_of_wearers FROM x WHERE heart_rate >= 170

-- trap:
SELECT avg(CASE WHEN abs(heart_rate - 60 * step_count) <= 5 THEN 1.0 ELSE 0.0 END) AS locked FROM readings WHERE heart_rate >= 170

-- insight: silence_begins_on_the_charger
-- question: Where do the long silences begin? Gaps of a day or more after which the battery is fuller than before.
-- expect: charged in 0.75 .. 1.0
-- expect: gaps_per_loan = 0.25 ± 0.15
-- ask: charged = After what share of the silences of 24 hours or more between two successive readings of a loan is the battery fuller by 20 percentage points or more than before?
-- ask: gaps_per_loan = How many silences of 24 hours or more between two successive readings are there per loan, on average over all loans?
-- rows: 50000000
-- naive: every silence of an hour counts, the daily charge and the shower too
-- source: 1.4
WITH x AS (SELECT device_id, reading_ts, battery_level AS b, lag(reading_ts) OVER (PARTITION BY device_id ORDER BY reading_ts) AS p, lag(battery_level) OVER (PARTITION BY device_id ORDER BY reading_ts) AS pb FROM readings)
SELECT avg(CASE WHEN b - pb >= 20 THEN 1.0 ELSE 0.0 END) AS charged, count(*) / (SELECT count(*) FROM wearers) AS gaps_per_loan FROM x WHERE reading_ts >= p + INTERVAL 24 HOURS

-- trap:
WITH x AS (SELECT device_id, reading_ts, battery_level AS b, lag(reading_ts) OVER (PARTITION BY device_id ORDER BY reading_ts) AS p, lag(battery_level) OVER (PARTITION BY device_id ORDER BY reading_ts) AS pb FROM readings)
SELECT avg(CASE WHEN b - pb >= 20 THEN 1.0 ELSE 0.0 END) AS charged, count(*) / (SELECT count(*) FROM wearers) AS gaps_per_loan FROM x WHERE reading_ts >= p + INTERVAL 1 HOUR

-- insight: false_oxygen_alarms
-- question: How many critical-oxygen alarms are cold or pressed sensors?
-- expect: false_share = 0.76 ± 0.16
-- ask: false_share = What share of the watches' low-oxygen alerts is raised in a minute with a perfusion index below 0.35?
-- rows: 50000000
-- naive: checking the alarm against the saturation of the same sensor confirms every one
-- source: 1.4
SELECT avg(CASE WHEN c.perfusion_index < 0.35 THEN 1.0 ELSE 0.0 END) AS false_share
FROM alerts a JOIN context_minutes c ON a.device_id = c.device_id AND c.minute_ts = date_trunc('MINUTE', a.alert_ts) WHERE a.alert_type = 'LOW_O2'

-- trap:
SELECT avg(CASE WHEN r.o2_saturation >= 88 THEN 1.0 ELSE 0.0 END) AS false_share
FROM alerts a JOIN readings r ON r.device_id = a.device_id AND r.reading_ts = a.alert_ts WHERE a.alert_type = 'LOW_O2'

-- insight: irregularity_that_lasts
-- question: Who fibrillates? Flag who has 10 irregular minutes in a row and compare with the ECG patch.
-- expect: precision in 0.75 .. 1.0
-- expect: sensitivity in 0.75 .. 1.0
-- ask: precision = Of the wearers at follow-up who had 10 or more minutes in a row with a variability of beat intervals of 0.15 or more, what share has atrial fibrillation confirmed by the ECG patch? Minutes without a value are passed over and do not end a row.
-- ask: sensitivity = Of the wearers whose atrial fibrillation the ECG patch confirmed, what share had 10 or more minutes in a row with a variability of beat intervals of 0.15 or more? Minutes without a value are passed over and do not end a row.
-- rows: 50000000
-- naive: the watch's own notification finds only about half
-- source: 1.4
WITH m AS (SELECT device_id, rr_variability >= 0.15 AS irregular, row_number() OVER (PARTITION BY device_id ORDER BY minute_ts)
      - row_number() OVER (PARTITION BY device_id, rr_variability >= 0.15 ORDER BY minute_ts) AS grp FROM context_minutes WHERE rr_variability IS NOT NULL),
s AS (SELECT device_id, max(n) AS longest FROM (SELECT device_id, irregular, grp, count(*) AS n FROM m GROUP BY 1, 2, 3) WHERE irregular GROUP BY 1),
f AS (SELECT f.af_confirmed, coalesce(s.longest, 0) >= 10 AS flagged FROM follow_ups f LEFT JOIN s ON s.device_id = f.device_id)
SELECT avg(CASE WHEN flagged THEN CAST(af_confirmed AS INT) END) AS precision, avg(CASE WHEN af_confirmed THEN CAST(flagged AS INT) END) AS sensitivity FROM f

-- insight: desaturation_measures_apnoea
-- question: Does the time below one's own saturation measure apnoea? Correlation of the share of sleep 4 points below the wearer's median with the sleep test.
-- expect: r >= 0.80
-- ask: r = Over the wearers with a sleep test, what is the correlation of the test's apnoeas an hour with the share of a wearer's oxygen readings asleep that lie four points or more below the own median asleep?
-- rows: 30000000
-- naive: the depth of the lowest saturation, dominated by pressed arms
-- source: 1.4
WITH m AS (SELECT device_id, percentile(o2_saturation, 0.5) AS med FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 GROUP BY device_id),
t AS (SELECT r.device_id, avg(CASE WHEN r.o2_saturation <= m.med - 4 THEN 1.0 ELSE 0.0 END) AS below FROM readings r JOIN m ON r.device_id = m.device_id
  WHERE r.sleep_stage <> 'AWAKE' AND r.o2_saturation > 0 GROUP BY r.device_id)
SELECT corr(t.below, f.ahi_per_hour) AS r FROM t JOIN follow_ups f ON t.device_id = f.device_id WHERE f.ahi_per_hour IS NOT NULL

-- trap:
WITH t AS (SELECT device_id, percentile(o2_saturation, 0.5) - min(o2_saturation) AS depth FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 GROUP BY device_id)
SELECT corr(t.depth, f.ahi_per_hour) AS r FROM t JOIN follow_ups f ON t.device_id = f.device_id WHERE f.ahi_per_hour IS NOT NULL

-- target: resting_heart_rate
-- quantity: mean and standard deviation between wearers of the heart rate awake in bed, once a minute, beats a minute
-- expect: mean_bpm = 65.5 ± 2.5
-- expect: sd_bpm = 7.7 ± 2.0
-- rows: 50000000
-- source: Quer 2020, n = 92,457
WITH r AS (SELECT r.device_id, r.reading_ts, r.heart_rate, r.sleep_stage,
             CAST(r.reading_ts + make_interval(0, 0, 0, 0, w.utc_offset_hours - 12) AS DATE) AS night
           FROM readings r JOIN wearers w ON w.device_id = r.device_id WHERE second(r.reading_ts) = 0),
n AS (SELECT device_id, night, min(reading_ts) AS asleep, max(reading_ts) AS up FROM r WHERE sleep_stage <> 'AWAKE' GROUP BY device_id, night),
p AS (SELECT r.device_id, percentile(r.heart_rate, 0.5) AS bpm FROM r JOIN n ON r.device_id = n.device_id AND r.night = n.night
      WHERE r.sleep_stage = 'AWAKE' AND r.reading_ts BETWEEN n.asleep AND n.up GROUP BY r.device_id)
SELECT avg(bpm) AS mean_bpm, stddev_samp(bpm) AS sd_bpm FROM p

-- target: heart_rate_memory
-- quantity: autocorrelation of a wearer's heart rate after a second and after a minute, mean of the wearers
-- expect: lag_1s >= 0.97
-- expect: lag_60s = 0.91 ± 0.06
-- rows: 4000000
-- source: design
WITH x AS (SELECT device_id, reading_ts, heart_rate,
             lead(reading_ts, 1) OVER w AS ts_1, lead(heart_rate, 1) OVER w AS bpm_1, lead(reading_ts, 2) OVER w AS ts_2, lead(heart_rate, 2) OVER w AS bpm_2
           FROM (SELECT DISTINCT device_id, reading_ts, heart_rate FROM readings WHERE second(reading_ts) IN (0, 1))
           WINDOW w AS (PARTITION BY device_id ORDER BY reading_ts)),
d AS (SELECT corr(heart_rate, CASE WHEN ts_1 = reading_ts + INTERVAL 1 SECOND THEN bpm_1 END) AS r_1,
             corr(heart_rate, CASE WHEN ts_2 = reading_ts + INTERVAL 1 MINUTE THEN bpm_2 END) AS r_60
      FROM x GROUP BY device_id)
SELECT avg(r_1) AS lag_1s, avg(r_60) AS lag_60s FROM d

-- target: held_heart_rate
-- quantity: share of seconds whose heart rate differs from the one before
-- expect: changes = 0.20 ± 0.05
-- rows: 4000000
-- source: design: watches hold a value for some seconds
WITH x AS (SELECT reading_ts, heart_rate, lead(reading_ts) OVER w AS next_ts, lead(heart_rate) OVER w AS next_bpm
           FROM (SELECT DISTINCT device_id, reading_ts, heart_rate FROM readings WHERE second(reading_ts) IN (0, 1))
           WINDOW w AS (PARTITION BY device_id ORDER BY reading_ts))
SELECT avg(CASE WHEN next_bpm <> heart_rate THEN 1.0 ELSE 0.0 END) AS changes FROM x WHERE next_ts = reading_ts + INTERVAL 1 SECOND

-- target: steps_a_day
-- quantity: steps of the local days on which the watch was worn for 16 hours or more
-- expect: median_steps = 6400 ± 1100
-- expect: p90_steps = 13500 ± 2700
-- rows: 50000000
-- source: 6,500 and 12,000: worn devices. As wide as a hundred loans need
WITH d AS (SELECT r.device_id, CAST(r.reading_ts + make_interval(0, 0, 0, 0, w.utc_offset_hours) AS DATE) AS day, sum(r.step_count) AS steps
           FROM readings r JOIN wearers w ON w.device_id = r.device_id GROUP BY 1, 2 HAVING count(*) >= 57600)
SELECT percentile(steps, 0.5) AS median_steps, percentile(steps, 0.9) AS p90_steps FROM d

-- target: steps_fall_with_age
-- quantity: correlation of age with a wearer's mean steps of a worn day
-- expect: r = -0.35 ± 0.20
-- rows: 50000000
-- source: design
WITH d AS (SELECT r.device_id, w.age_years, CAST(r.reading_ts + make_interval(0, 0, 0, 0, w.utc_offset_hours) AS DATE) AS day, sum(r.step_count) AS steps
           FROM readings r JOIN wearers w ON w.device_id = r.device_id GROUP BY 1, 2, 3 HAVING count(*) >= 57600),
p AS (SELECT device_id, age_years, avg(steps) AS steps FROM d GROUP BY device_id, age_years)
SELECT corr(age_years, steps) AS r FROM p

-- target: variability_of_sinus_rhythm
-- quantity: wearers without fibrillation: coefficient of variation between persons of their median rr_variability, and its correlation with age
-- expect: cv = 0.33 ± 0.10
-- expect: r_age = -0.40 ± 0.25
-- rows: 50000000
-- source: Task Force 1996: SDNN 50 ± 16 ms, falls with age. As wide as a hundred loans need
WITH p AS (SELECT w.device_id, w.age_years, percentile(c.rr_variability, 0.5) AS variability
           FROM context_minutes c JOIN wearers w ON w.device_id = c.device_id JOIN key.wearer_truth t ON t.device_id = c.device_id
           WHERE t.af_type = 'NONE' AND c.rr_variability IS NOT NULL GROUP BY w.device_id, w.age_years)
SELECT stddev_samp(variability) / avg(variability) AS cv, corr(age_years, variability) AS r_age FROM p

-- target: skin_is_warmer_asleep
-- quantity: skin asleep less skin awake where hands are not cold, degrees Celsius
-- expect: warmer_celsius = 1.3 ± 0.3
-- rows: 4000000
-- source: worn devices
WITH m AS (SELECT c.skin_temp_celsius, c.perfusion_index, r.sleep_stage
           FROM context_minutes c JOIN (SELECT DISTINCT device_id, reading_ts, sleep_stage FROM readings WHERE second(reading_ts) = 0) r
             ON r.device_id = c.device_id AND r.reading_ts = c.minute_ts)
SELECT avg(CASE WHEN sleep_stage <> 'AWAKE' THEN skin_temp_celsius END)
       - avg(CASE WHEN sleep_stage = 'AWAKE' AND perfusion_index >= 0.5 THEN skin_temp_celsius END) AS warmer_celsius FROM m

-- target: clinic_days
-- quantity: loans that begin and visits that fall on a Saturday, a Sunday or a federal holiday (of the default horizon)
-- expect: closed = 0
-- rows: 4000000
-- source: opening hours of clinics
WITH d AS (SELECT CAST(loan_start_ts + make_interval(0, 0, 0, 0, utc_offset_hours) AS DATE) AS day FROM wearers
           UNION ALL SELECT event_date AS day FROM follow_ups)
SELECT sum(CASE WHEN weekday(day) >= 5 OR day IN (DATE'2024-01-01', DATE'2024-01-15', DATE'2024-02-19', DATE'2024-05-27') THEN 1 ELSE 0 END) AS closed FROM d

-- target: loans_that_end_early
-- quantity: loans shorter than 6 days, and loans without a visit
-- expect: short_loans = 0.09 ± 0.065
-- expect: without_visit = 0.17 ± 0.09
-- rows: 50000000
-- source: design; drop-out: Tang 2018. As wide as a hundred loans need
WITH e AS (SELECT device_id, max(ts) AS last_ts
           FROM (SELECT device_id, reading_ts AS ts FROM readings UNION ALL SELECT device_id, gap_end_ts AS ts FROM key.wear_gaps) GROUP BY device_id)
SELECT avg(CASE WHEN e.last_ts < w.loan_start_ts + INTERVAL 6 DAYS THEN 1.0 ELSE 0.0 END) AS short_loans,
       avg(CASE WHEN f.device_id IS NULL THEN 1.0 ELSE 0.0 END) AS without_visit
FROM wearers w JOIN e ON e.device_id = w.device_id LEFT JOIN follow_ups f ON f.device_id = w.device_id

-- target: sleep_shares
-- quantity: percent of the time from falling asleep to getting up by stage
-- expect: awake = 6 ± 4
-- expect: light = 58 ± 4
-- expect: deep = 16 ± 4
-- expect: rem = 20 ± 4
-- rows: 4000000
-- source: Ohayon 2004
WITH r AS (SELECT r.device_id, r.reading_ts, r.sleep_stage,
             CAST(r.reading_ts + make_interval(0, 0, 0, 0, w.utc_offset_hours - 12) AS DATE) AS night
           FROM readings r JOIN wearers w ON w.device_id = r.device_id WHERE second(r.reading_ts) = 0),
n AS (SELECT device_id, night, min(reading_ts) AS asleep, max(reading_ts) AS up FROM r WHERE sleep_stage <> 'AWAKE' GROUP BY device_id, night)
SELECT 100 * avg(CASE WHEN sleep_stage = 'AWAKE' THEN 1.0 ELSE 0.0 END) AS awake,
       100 * avg(CASE WHEN sleep_stage = 'LIGHT' THEN 1.0 ELSE 0.0 END) AS light,
       100 * avg(CASE WHEN sleep_stage = 'DEEP' THEN 1.0 ELSE 0.0 END) AS deep,
       100 * avg(CASE WHEN sleep_stage = 'REM' THEN 1.0 ELSE 0.0 END) AS rem
FROM r JOIN n ON r.device_id = n.device_id AND r.night = n.night WHERE r.reading_ts BETWEEN n.asleep AND n.up

-- target: atrial_fibrillation
-- quantity: wearers with atrial fibrillation, and share of all seconds in it
-- expect: prevalence = 0.21 ± 0.08
-- expect: share_of_seconds = 0.026 ± 0.022
-- rows: 50000000
-- source: iRhythm 2018; design (general wearers 0.5 %: Apple Heart Study 2019). As wide as a hundred loans need
SELECT avg(CASE WHEN t.af_type <> 'NONE' THEN 1.0 ELSE 0.0 END) AS prevalence,
       sum(coalesce(e.seconds, 0)) / (count(*) * 604800.0) AS share_of_seconds
FROM key.wearer_truth t
LEFT JOIN (SELECT device_id, sum(timestampdiff(SECOND, start_ts, end_ts)) AS seconds FROM key.af_episodes GROUP BY device_id) e ON e.device_id = t.device_id

-- target: rhythm_notifications
-- quantity: share of the watch's rhythm notifications with fibrillation within the two hours of their checks
-- expect: true_share = 0.88 ± 0.12
-- rows: 50000000
-- source: 84 %: Apple Heart Study 2019
WITH n AS (SELECT a.alert_id, max(CASE WHEN e.device_id IS NULL THEN 0 ELSE 1 END) AS is_true
           FROM alerts a LEFT JOIN key.af_episodes e ON e.device_id = a.device_id AND e.start_ts <= a.alert_ts AND e.end_ts > a.alert_ts - INTERVAL 2 HOURS
           WHERE a.alert_type = 'IRREGULAR_RHYTHM' GROUP BY a.alert_id)
SELECT avg(is_true) AS true_share FROM n

-- target: apnoea_depth
-- quantity: points by which an apnoea of 34 and of 52 seconds takes the saturation below the wearer's own asleep
-- expect: after_34_seconds = 9 ± 2
-- expect: after_52_seconds = 13 ± 3
-- rows: 20000000
-- source: oximetry studies 2023-25: 34 s about -9 %, 52 s about -13 %
WITH m AS (SELECT device_id, percentile(o2_saturation, 0.75) AS own FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 AND second(reading_ts) = 0 GROUP BY device_id)
SELECT avg(CASE WHEN e.seconds BETWEEN 32 AND 36 THEN m.own - e.nadir_pct END) AS after_34_seconds,
       avg(CASE WHEN e.seconds BETWEEN 48 AND 56 THEN m.own - e.nadir_pct END) AS after_52_seconds
FROM key.apnoea_events e JOIN m ON m.device_id = e.device_id

-- target: sleep_apnoea_prevalence
-- quantity: men and women with sleep apnoea (5 events an hour or more), and wearers with a moderate or severe one (15 or more)
-- expect: men = 0.34 ± 0.15
-- expect: women = 0.17 ± 0.12
-- expect: moderate_or_severe = 0.18 ± 0.09
-- rows: 50000000
-- source: reviews of sleep studies: 34 % of men, 17 % of women; 10-20 % moderate or severe. As wide as a hundred loans need
SELECT avg(CASE WHEN w.sex IN ('M', 'm', 'Male') THEN CASE WHEN t.ahi_true >= 5 THEN 1.0 ELSE 0.0 END END) AS men,
       avg(CASE WHEN w.sex IN ('F', 'f', 'Female') THEN CASE WHEN t.ahi_true >= 5 THEN 1.0 ELSE 0.0 END END) AS women,
       avg(CASE WHEN t.ahi_true >= 15 THEN 1.0 ELSE 0.0 END) AS moderate_or_severe
FROM key.wearer_truth t JOIN wearers w ON w.device_id = t.device_id

-- target: low_oxygen_alerts
-- quantity: LOW_O2 alerts a loan, and the share of them that the sensor made up
-- expect: per_loan = 2.9 ± 1.0
-- expect: false_share = 0.76 ± 0.16
-- rows: 50000000
-- source: design. As wide as a hundred loans need, of which a few make most of the true alarms
WITH n AS (SELECT a.alert_id, max(CASE WHEN b.device_id IS NULL THEN 0 ELSE 1 END) AS is_false
           FROM alerts a LEFT JOIN key.sensor_bursts b ON b.device_id = a.device_id AND b.kind = 'COLD_SENSOR' AND b.start_ts <= a.alert_ts
             AND a.alert_ts < b.start_ts + make_interval(0, 0, 0, 0, 0, 0, b.seconds)
           WHERE a.alert_type = 'LOW_O2' GROUP BY a.alert_id)
SELECT count(*) / (SELECT count(*) FROM wearers) AS per_loan, avg(is_false) AS false_share FROM n

-- target: high_heart_rate_is_cadence
-- quantity: share of the heart rates of 170 or more that the sensor took from the steps
-- expect: explained = 0.85 ± 0.25
-- rows: 50000000
-- source: trail-run errors 13-23 %; design. As wide as a hundred loans need, of whom one may fibrillate on a run
WITH h AS (SELECT DISTINCT device_id, reading_ts FROM readings WHERE heart_rate >= 170)
SELECT count(b.device_id) / count(*) AS explained
FROM h LEFT JOIN key.sensor_bursts b ON b.device_id = h.device_id AND b.kind = 'CADENCE_LOCK' AND b.start_ts <= h.reading_ts
  AND h.reading_ts < b.start_ts + make_interval(0, 0, 0, 0, 0, 0, b.seconds)

-- target: forgotten_watch
-- quantity: gaps of a day or more a loan after which the watch came back from where it was forgotten
-- expect: per_loan = 0.27 ± 0.14
-- rows: 50000000
-- source: valid days 51 %: Tang 2018; design. As wide as a hundred loans need
SELECT count(CASE WHEN g.cause = 'CHARGE_FORGOTTEN' AND g.gap_end_ts >= g.gap_start_ts + INTERVAL 24 HOURS
               AND g.gap_end_ts < w.loan_start_ts + INTERVAL 7 DAYS THEN 1 END) / count(DISTINCT w.device_id) AS per_loan
FROM wearers w LEFT JOIN key.wear_gaps g ON g.device_id = w.device_id

-- target: spo2_error
-- quantity: half-width of the limits of agreement between the oxygen that the watch shows and the true one, points, zeros left out
-- expect: limits_of_agreement in 0.1 .. 6
-- rows: 20000000
-- source: Rafl 2022: ±6 points
WITH e AS (SELECT count(*) AS n, sum(CAST(dirty_value AS DOUBLE) - CAST(clean_value AS DOUBLE)) AS s, sum(power(CAST(dirty_value AS DOUBLE) - CAST(clean_value AS DOUBLE), 2)) AS q
           FROM key.cells WHERE table_name = 'readings' AND stage_id = 'cold_sensor'),
r AS (SELECT count(*) AS n FROM readings WHERE o2_saturation > 0)
SELECT 1.96 * sqrt(e.q / r.n - power(e.s / r.n, 2)) AS limits_of_agreement FROM e, r

-- chart: heart_rate_by_hour
-- title: The day of a heart
-- kind: line
-- x: hour of the wearer's day (h)
-- y: mean heart rate (beats/min)
-- note: Seconds at 170 or more, mostly a sensor that counts steps, are left out.
SELECT hour(r.reading_ts + make_dt_interval(0, w.utc_offset_hours)) AS hour_of_day, round(avg(r.heart_rate), 2) AS bpm, CASE WHEN w.age_years < 45 THEN 'under 45 years' WHEN w.age_years < 65 THEN '45 to 64 years' ELSE '65 years and over' END AS age
FROM readings r JOIN wearers w ON w.device_id = r.device_id WHERE r.heart_rate < 170 GROUP BY 1, 3 ORDER BY min(w.age_years) >= 45, 3, 1

-- chart: oxygen_alarms_by_perfusion
-- title: Oxygen alarms of cold or pressed sensors
-- kind: bar
-- x: perfusion index at the alarm, steps of 0.1 (%; 3: 3 and more)
-- y: alarms of low oxygen
-- note: Below 0.35 the sensor cannot be trusted.
WITH x AS (SELECT DISTINCT a.alert_id, CAST(floor(least(c.perfusion_index, 3) * 10) AS INT) AS tenths FROM alerts a JOIN context_minutes c ON a.device_id = c.device_id AND c.minute_ts = date_trunc('MINUTE', a.alert_ts) WHERE a.alert_type = 'LOW_O2' AND c.perfusion_index >= 0)
SELECT CAST(s.tenths / 10 AS DOUBLE) AS perfusion, count(x.alert_id) AS alarms FROM (SELECT explode(steps) AS tenths FROM (SELECT sequence(0, max(tenths)) AS steps FROM x)) s LEFT JOIN x ON x.tenths = s.tenths GROUP BY 1 ORDER BY 1

-- chart: desaturation_and_apnoea
-- title: Time below one's own saturation measures apnoea
-- kind: scatter
-- x: apnoeas in the sleep test (an hour)
-- y: sleep four points below the wearer's median saturation (%)
-- note: Zeros of firmware 3.1 are left out. At most 600 wearers are drawn.
WITH m AS (SELECT device_id, percentile(o2_saturation, 0.5) AS med FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 GROUP BY device_id),
t AS (SELECT r.device_id, avg(CASE WHEN r.o2_saturation <= m.med - 4 THEN 1.0 ELSE 0.0 END) AS below FROM readings r JOIN m ON r.device_id = m.device_id WHERE r.sleep_stage <> 'AWAKE' AND r.o2_saturation > 0 GROUP BY r.device_id)
SELECT f.ahi_per_hour, round(100 * t.below, 3) AS pct FROM t JOIN follow_ups f ON t.device_id = f.device_id WHERE f.ahi_per_hour IS NOT NULL ORDER BY xxhash64(t.device_id) LIMIT 600

-- detection: cold_sensor
-- question: Which readings of oxygen are low because the sensor has too little blood to look at?
-- expect: f1 >= 0.9
-- naive: sleepers who stop breathing have low oxygen too, and one firmware writes 0 for what it lost; a sensor with too little blood says so by the perfusion index of the minute
SELECT 'readings' AS table_name, concat_ws('|', r.device_id, r.reading_ts) AS row_key, 'o2_saturation' AS column_name, 'cold_sensor' AS stage_id
FROM readings r JOIN context_minutes c ON c.device_id = r.device_id AND c.minute_ts = date_trunc('MINUTE', r.reading_ts)
WHERE r.o2_saturation BETWEEN 1 AND 88 AND c.perfusion_index < 0.45
-- trap:
SELECT 'readings' AS table_name, concat_ws('|', r.device_id, r.reading_ts) AS row_key, 'o2_saturation' AS column_name, 'cold_sensor' AS stage_id
FROM readings r WHERE r.o2_saturation < 92

-- finds: o2_zero
SELECT DISTINCT device_id, reading_ts FROM readings WHERE o2_saturation = 0

-- finds: sex_spelling
SELECT DISTINCT device_id FROM wearers WHERE sex NOT IN ('F', 'M')
