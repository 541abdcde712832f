-- Insights and targets of device_maintenance. Codes like ERR-404 are E404 of an old release; CORRECTIVE
-- repairs of coils are emergencies under a milder name.

-- insight: tuesday_error
-- question: When does Error 404 happen, in the time of the site?
-- expect: slot_share = 0.92 ± 0.035
-- expect: naive_utc_tuesday = 0.145 ± 0.04
-- expect: tuesday_share = 0.48 ± 0.08
-- expect: ups_errors = 0 ± 0
-- ask: slot_share = What share of the E404 errors (power supply undervoltage) is logged on a Tuesday from 19:30 to 20:29 in the site's local time?
-- ask: naive_utc_tuesday = What share of the E404 errors (power supply undervoltage) is logged on a Tuesday by UTC?
-- ask: tuesday_share = Of all Tuesdays on which a scanner without battery backup sends telemetry, on what share does it log an E404 (power supply undervoltage) from 19:30 to 20:29 in the site's local time?
-- ask: ups_errors = How many E404 errors (power supply undervoltage) do all scanners with battery backup log together?
-- rows: 2000000
-- naive: in UTC only one in seven falls on a Tuesday, the rest on Wednesday
-- source: 2.5
WITH e AS (SELECT e.machine_id, e.logged_ts, d.ups_backed, from_utc_timestamp(e.logged_ts, s.time_zone) AS l FROM error_logs e JOIN devices d ON e.machine_id = d.machine_id JOIN sites s ON e.site_id = s.site_id WHERE e.error_code IN ('E404', 'ERR-404')),
f AS (SELECT e.*, dayofweek(l) = 3 AND hour(l) * 60 + minute(l) BETWEEN 1170 AND 1229 AS slot FROM e)
SELECT avg(CAST(slot AS INT)) AS slot_share, avg(CAST(dayofweek(logged_ts) = 3 AS INT)) AS naive_utc_tuesday,
       count(DISTINCT CASE WHEN slot THEN concat(machine_id, '|', date(l)) END) / (SELECT count(DISTINCT t.machine_id, t.event_date) FROM telemetry t JOIN devices d ON t.machine_id = d.machine_id WHERE NOT d.ups_backed AND dayofweek(t.event_date) = 3) AS tuesday_share,
       sum(CAST(ups_backed AS INT)) AS ups_errors FROM f

-- trap:
WITH e AS (SELECT machine_id, logged_ts, dayofweek(logged_ts) = 3 AND hour(logged_ts) * 60 + minute(logged_ts) BETWEEN 1170 AND 1229 AS slot FROM error_logs WHERE error_code = 'E404')
SELECT avg(CAST(slot AS INT)) AS slot_share, count(DISTINCT CASE WHEN slot THEN concat(machine_id, '|', date(logged_ts)) END) / (SELECT count(DISTINCT machine_id, event_date) FROM telemetry WHERE dayofweek(event_date) = 3) AS tuesday_share FROM e

-- insight: helium_warning
-- question: Does helium loss announce coil failures?
-- expect: caught_share = 0.86 ± 0.08
-- expect: median_lead_hours = 33 ± 6
-- expect: false_alarms_per_mri_year = 1.3 ± 0.5
-- ask: caught_share = An alarm is a reading of an MRI at which the mean helium level of the last 12 hourly readings, itself included, is at least 0.35 percentage points below the same mean 24 readings earlier. Of the unplanned gradient coil repairs opened 96 hours or more after the first telemetry, what share has an alarm in the 96 hours before?
-- ask: median_lead_hours = An alarm is a reading of an MRI at which the mean helium level of the last 12 hourly readings, itself included, is at least 0.35 percentage points below the same mean 24 readings earlier. How many hours lie, in the median of the unplanned gradient coil repairs that have one, between the first alarm in the 96 hours before a repair is opened and its opening?
-- ask: false_alarms_per_mri_year = An alarm is a reading of an MRI at which the mean helium level of the last 12 hourly readings, itself included, is at least 0.35 percentage points below the same mean 24 readings earlier; it counts if the scanner had none in the 72 hours before, and is false if no gradient coil event of any kind is opened from 48 hours before it to 96 hours after. How many false alarms are there per 8,766 hours of MRI telemetry?
-- rows: 4000000
-- naive: an alarm on hourly differences fires once a week: the gauge is noisy
-- source: 2.5
WITH t AS (SELECT machine_id, reading_ts, avg(helium_level_pct) OVER w12 AS now12, avg(helium_level_pct) OVER p12 AS day_before FROM telemetry WHERE helium_level_pct IS NOT NULL
           WINDOW w12 AS (PARTITION BY machine_id ORDER BY reading_ts ROWS BETWEEN 11 PRECEDING AND CURRENT ROW), p12 AS (PARTITION BY machine_id ORDER BY reading_ts ROWS BETWEEN 35 PRECEDING AND 24 PRECEDING)),
a AS (SELECT machine_id, reading_ts FROM t WHERE now12 - day_before <= -0.35),
ep AS (SELECT machine_id, reading_ts FROM (SELECT *, lag(reading_ts) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS p FROM a) WHERE p IS NULL OR reading_ts > p + INTERVAL 72 HOURS),
f AS (SELECT event_id, machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE') AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 96 HOURS FROM telemetry)),
m AS (SELECT f.event_id, min(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS last_h, max(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS lead_h FROM f LEFT JOIN a ON a.machine_id = f.machine_id AND a.reading_ts < f.opened_ts AND a.reading_ts >= f.opened_ts - INTERVAL 96 HOURS GROUP BY 1),
x AS (SELECT count(*) AS n FROM ep LEFT ANTI JOIN maintenance_events g ON g.machine_id = ep.machine_id AND g.component = 'GRADIENT_COIL' AND g.opened_ts >= ep.reading_ts - INTERVAL 48 HOURS AND g.opened_ts < ep.reading_ts + INTERVAL 96 HOURS)
SELECT avg(CASE WHEN lead_h IS NOT NULL THEN 1.0 ELSE 0.0 END) AS caught_share, percentile(lead_h, 0.5) AS median_lead_hours,
       max(x.n) / ((SELECT count(*) FROM telemetry WHERE helium_pressure_psig IS NOT NULL) / 8766.0) AS false_alarms_per_mri_year FROM m, x

-- trap:
WITH t AS (SELECT machine_id, reading_ts, helium_level_pct - lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS step FROM telemetry WHERE helium_level_pct IS NOT NULL),
a AS (SELECT machine_id, reading_ts FROM t WHERE step <= -0.35),
f AS (SELECT event_id, machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE') AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 96 HOURS FROM telemetry)),
m AS (SELECT f.event_id, max(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS lead_h FROM f LEFT JOIN a ON a.machine_id = f.machine_id AND a.reading_ts < f.opened_ts AND a.reading_ts >= f.opened_ts - INTERVAL 96 HOURS GROUP BY 1)
SELECT avg(CASE WHEN lead_h IS NOT NULL THEN 1.0 ELSE 0.0 END) AS caught_share, percentile(lead_h, 0.5) AS median_lead_hours,
       (SELECT count(*) FROM a) / ((SELECT count(*) FROM telemetry WHERE helium_pressure_psig IS NOT NULL) / 8766.0) AS false_alarms_per_mri_year FROM m

-- insight: utilization_abuse
-- question: What do weeks at 110 % do to coils?
-- expect: abuse_share = 0.108 ± 0.03
-- expect: p95_difference = 7.4 ± 1.5
-- expect: failure_ratio = 2.3 ± 0.75
-- ask: abuse_share = In what share of an MRI's weeks is the mean duty 110 % or more? A week is seven days from the first day of telemetry on; only readings from Monday to Friday, 08:00 to 17:59 local time, while the scanner is not down count, and a week needs 25 of them.
-- ask: p95_difference = By how many degrees Celsius is the 95th percentile of an MRI's hourly mean coil temperatures in a week higher, on average, in weeks with a mean duty of 110 % or more than in weeks with 105 % or less? A week is seven days from the first day of telemetry on; only readings from Monday to Friday, 08:00 to 17:59 local time, while the scanner is not down count, and a week needs 25 of them.
-- ask: failure_ratio = How many times as often does an MRI have a gradient coil event of any kind within 28 days of the last counted reading of a week with a mean duty of 110 % or more as of one with 105 % or less? A week is seven days from the first day of telemetry on; only readings from Monday to Friday, 08:00 to 17:59 local time, while the scanner is not down count, and a week needs 25 of them.
-- rows: 8000000
-- naive: means over the whole week: nights and weekends hide every week at 110 %
-- source: 2.5
WITH t AS (SELECT DISTINCT t.machine_id, t.reading_ts, t.duty_pct, t.coil_temperature_celsius AS c, floor(datediff(t.event_date, (SELECT min(event_date) FROM telemetry)) / 7) AS w, from_utc_timestamp(t.reading_ts, s.time_zone) AS l, t.scanner_state
           FROM telemetry t JOIN sites s ON t.site_id = s.site_id WHERE t.helium_pressure_psig IS NOT NULL),
k AS (SELECT machine_id, w, avg(duty_pct) AS duty, percentile(CASE WHEN c < 75 THEN c END, 0.95) AS p95, max(reading_ts) AS e FROM t WHERE scanner_state <> 'DOWN' AND hour(l) BETWEEN 8 AND 17 AND dayofweek(l) BETWEEN 2 AND 6 GROUP BY 1, 2 HAVING count(*) >= 25),
f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL'),
j AS (SELECT k.machine_id, k.w, k.duty, k.p95, max(CAST(f.machine_id IS NOT NULL AS INT)) AS hit FROM k LEFT JOIN f ON f.machine_id = k.machine_id AND f.opened_ts > k.e AND f.opened_ts <= k.e + INTERVAL 28 DAYS GROUP BY 1, 2, 3, 4)
SELECT avg(CAST(duty >= 110 AS INT)) AS abuse_share, avg(CASE WHEN duty >= 110 THEN p95 END) - avg(CASE WHEN duty <= 105 THEN p95 END) AS p95_difference,
       avg(CASE WHEN duty >= 110 THEN hit END) / avg(CASE WHEN duty <= 105 THEN hit END) AS failure_ratio FROM j

-- trap:
WITH k AS (SELECT machine_id, date_trunc('WEEK', event_date) AS w, avg(duty_pct) AS duty FROM telemetry WHERE helium_pressure_psig IS NOT NULL GROUP BY 1, 2)
SELECT avg(CAST(duty >= 110 AS INT)) AS abuse_share FROM k

-- insight: plan_or_panic
-- question: What does waiting for the trip cost?
-- expect: extra_usd = 50000 ± 6500
-- expect: emergency_hours = 20 ± 5
-- expect: predictive_hours = 6.5 ± 2
-- ask: extra_usd = How many dollars more does an unplanned repair of a gradient coil cost, on average, than a predictive one?
-- ask: emergency_hours = How many hours is a scanner down, in the median, for an unplanned repair of its gradient coil?
-- ask: predictive_hours = How many hours is a scanner down, in the median, for a predictive repair of its gradient coil?
-- rows: 4000000
-- naive: repairs of all components in one pot: most emergencies are cheaper parts, while what is planned ahead are coils
-- source: 2.5
SELECT avg(CASE WHEN event_type IN ('EMERGENCY', 'CORRECTIVE') THEN cost_usd END) - avg(CASE WHEN event_type = 'PREDICTIVE' THEN cost_usd END) AS extra_usd,
       percentile(CASE WHEN event_type IN ('EMERGENCY', 'CORRECTIVE') THEN downtime_hours END, 0.5) AS emergency_hours, percentile(CASE WHEN event_type = 'PREDICTIVE' THEN downtime_hours END, 0.5) AS predictive_hours
FROM maintenance_events WHERE component = 'GRADIENT_COIL'

-- trap:
SELECT avg(CASE WHEN event_type = 'EMERGENCY' THEN cost_usd END) - avg(CASE WHEN event_type = 'PREDICTIVE' THEN cost_usd END) AS extra_usd, percentile(CASE WHEN event_type = 'EMERGENCY' THEN downtime_hours END, 0.5) AS emergency_hours, percentile(CASE WHEN event_type = 'PREDICTIVE' THEN downtime_hours END, 0.5) AS predictive_hours FROM maintenance_events

-- insight: tube_arcs
-- question: Do CT tubes warn? Arcs a day in the 14 days before a tube failure, relative to all CT days.
-- expect: arc_ratio = 3.5 ± 1.0
-- ask: arc_ratio = How many times as many tube arcs (E501) does a CT log per day in the 14 days before a tube repair is opened as per 24 hours of telemetry over all CT? Repairs opened less than 14 days after the first telemetry do not count.
-- rows: 4000000
-- naive: total error counts hide it, bursts of E512 dominate
-- source: 2.5
WITH f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'TUBE' AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 14 DAYS FROM telemetry)),
b AS (SELECT count(*) AS n FROM f JOIN error_logs e ON e.machine_id = f.machine_id AND e.error_code IN ('E501', 'ERR-501') AND e.logged_ts < f.opened_ts AND e.logged_ts >= f.opened_ts - INTERVAL 14 DAYS),
a AS (SELECT count(*) AS n FROM error_logs WHERE error_code IN ('E501', 'ERR-501')), d AS (SELECT count(*) / 24.0 AS days FROM telemetry WHERE helium_pressure_psig IS NULL)
SELECT (b.n / ((SELECT count(*) FROM f) * 14)) / (a.n / d.days) AS arc_ratio FROM a, b, d

-- trap:
WITH f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'TUBE' AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 14 DAYS FROM telemetry)),
b AS (SELECT count(*) AS n FROM f JOIN error_logs e ON e.machine_id = f.machine_id AND e.logged_ts < f.opened_ts AND e.logged_ts >= f.opened_ts - INTERVAL 14 DAYS),
a AS (SELECT count(*) AS n FROM error_logs e JOIN devices d ON d.machine_id = e.machine_id WHERE d.modality = 'CT'), d AS (SELECT count(*) / 24.0 AS days FROM telemetry WHERE helium_pressure_psig IS NULL)
SELECT (b.n / ((SELECT count(*) FROM f) * 14)) / (a.n / d.days) AS arc_ratio FROM a, b, d

-- target: mri_uptime
-- quantity: share of MRI hours that are not DOWN
-- expect: uptime = 0.987 ± 0.004
-- rows: 2000000
-- source: contracts 97-99 % (DOTmed)
SELECT avg(CAST(scanner_state <> 'DOWN' AS INT)) AS uptime FROM telemetry WHERE helium_pressure_psig IS NOT NULL

-- target: mri_scans
-- quantity: MRI scans a day, all days, and their standard deviation between devices
-- expect: scans = 17.4 ± 1.0
-- expect: between_devices = 2.3 ± 0.6
-- rows: 2000000
-- source: 18 a day (12-25)
SELECT avg(s) AS scans, stddev(s) AS between_devices FROM (SELECT 24 * avg(scan_count) AS s FROM telemetry WHERE helium_pressure_psig IS NOT NULL GROUP BY machine_id HAVING count(*) > 4000)

-- target: ct_scans
-- quantity: CT scans a day, all days
-- expect: scans = 54 ± 4
-- rows: 2000000
-- source: 55 a day (40-90)
SELECT 24 * avg(scan_count) AS scans FROM telemetry WHERE helium_pressure_psig IS NULL

-- target: coil_failures
-- quantity: gradient coil emergencies per MRI-year
-- expect: failures = 0.90 ± 0.25
-- rows: 4000000
-- source: RF coil event 1 per 2 years; design
SELECT (SELECT count(*) FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE')) / (count(*) / 8766.0) AS failures FROM telemetry WHERE helium_pressure_psig IS NOT NULL

-- target: healthy_helium_loss
-- quantity: median fall of the level over 28 days, percent a day
-- expect: loss = 0.03 ± 0.01
-- rows: 2000000
-- source: less than 0.03 L/h
WITH d AS (SELECT machine_id, event_date, avg(helium_level_pct) AS level FROM telemetry WHERE helium_level_pct IS NOT NULL GROUP BY 1, 2),
p AS (SELECT ((lag(level, 28) OVER w) - level) / 28 AS loss, datediff(event_date, lag(event_date, 28) OVER w) AS days FROM d WINDOW w AS (PARTITION BY machine_id ORDER BY event_date))
SELECT median(loss) AS loss FROM p WHERE days = 28

-- target: onset_to_trip
-- quantity: median hours from onset to trip
-- expect: hours = 48 ± 4
-- rows: 4000000
-- source: 2.5
SELECT median(lead_hours) AS hours FROM key.degradations WHERE outcome = 'FAILED'

-- target: precursor_share
-- quantity: share of coil failures with a precursor
-- expect: precursor = 0.86 ± 0.06
-- rows: 4000000
-- source: 2.5
SELECT avg(CAST(outcome = 'FAILED' AS INT)) AS precursor FROM key.degradations WHERE outcome <> 'PREVENTED'

-- target: duty_heats_the_coil
-- quantity: correlation of duty and coil temperature in the same hour
-- expect: r = 0.95 ± 0.03
-- rows: 2000000
-- source: 0.7 or more
SELECT corr(duty_pct, coil_temperature_celsius) AS r FROM telemetry WHERE helium_pressure_psig IS NOT NULL AND coil_temperature_celsius < 75 AND machine_id NOT IN (SELECT machine_id FROM telemetry GROUP BY 1 HAVING max(coil_temperature_celsius) > 75)

-- target: coil_temperature
-- quantity: mean MRI coil temperature, weekdays 08 to 18 local and all hours, °C
-- expect: working = 40.5 ± 3
-- expect: all_hours = 31.6 ± 2
-- rows: 2000000
-- source: heavy protocols 45-55; day mean 28 ± 3
WITH t AS (SELECT t.coil_temperature_celsius AS c, from_utc_timestamp(t.reading_ts, s.time_zone) AS l FROM telemetry t JOIN sites s ON t.site_id = s.site_id WHERE t.helium_pressure_psig IS NOT NULL AND t.coil_temperature_celsius < 75)
SELECT avg(CASE WHEN hour(l) BETWEEN 8 AND 17 AND dayofweek(l) BETWEEN 2 AND 6 THEN c END) AS working, avg(c) AS all_hours FROM t

-- target: wear_out
-- quantity: coil failures of devices of 8 to 9 years, relative to those of 0 to 2
-- expect: ratio = 1.9 ± 0.7
-- rows: 8000000
-- source: wear-out
WITH h AS (SELECT machine_id, count(*) AS hours, min(year(event_date)) AS y FROM telemetry WHERE helium_pressure_psig IS NOT NULL GROUP BY 1),
f AS (SELECT machine_id, count(*) AS n FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE') GROUP BY 1),
a AS (SELECT h.y - 1 - d.install_year AS age, h.hours, coalesce(f.n, 0) AS n FROM h JOIN devices d ON h.machine_id = d.machine_id LEFT JOIN f ON h.machine_id = f.machine_id)
SELECT (sum(CASE WHEN age >= 8 THEN n END) / sum(CASE WHEN age >= 8 THEN hours END)) / (sum(CASE WHEN age <= 2 THEN n END) / sum(CASE WHEN age <= 2 THEN hours END)) AS ratio FROM a

-- target: faults_after_maintenance
-- quantity: minor faults in the 72 hours after a planned maintenance, relative to any other 72 hours
-- expect: ratio = 1.8 ± 0.4
-- rows: 8000000
-- source: infant failures 2-3 %
WITH pm AS (SELECT machine_id, closed_ts AS c FROM maintenance_events WHERE event_type = 'PLANNED_PM' AND closed_ts IS NOT NULL),
m AS (SELECT machine_id, opened_ts AS o FROM maintenance_events WHERE component IN ('RF_COIL', 'DETECTOR')),
near AS (SELECT count(*) AS n FROM pm JOIN m ON pm.machine_id = m.machine_id AND m.o >= pm.c AND m.o < pm.c + INTERVAL 72 HOURS),
k AS (SELECT (SELECT count(*) FROM pm) * 72.0 AS near_h, (SELECT count(*) FROM telemetry) AS all_h, (SELECT count(*) FROM m) AS all_n)
SELECT (n / near_h) / ((all_n - n) / (all_h - near_h)) AS ratio FROM near, k

-- target: slow_gauge
-- quantity: lag-1 autocorrelation of the helium level less its daily mean, on days without a leak or a refill
-- expect: r in 0.1 .. 0.5
-- rows: 2000000
-- source: slow gauge
WITH r AS (SELECT DISTINCT machine_id, reading_ts, event_date, helium_level_pct AS level FROM telemetry WHERE helium_level_pct IS NOT NULL),
d AS (SELECT *, level - (avg(level) OVER w) AS x, (max(level) OVER w) - (min(level) OVER w) AS spread FROM r WINDOW w AS (PARTITION BY machine_id, event_date)),
l AS (SELECT x, lag(x) OVER (PARTITION BY machine_id, event_date ORDER BY reading_ts) AS before FROM d WHERE spread < 1)
SELECT corr(x, before) AS r FROM l

-- target: bursts
-- quantity: Fano factor of the daily count of E310 of an MRI
-- expect: fano >= 6
-- rows: 2000000
-- source: self-exciting logs
WITH c AS (SELECT machine_id, event_date, count(*) AS n FROM error_logs WHERE error_code IN ('E310', 'ERR-310') GROUP BY 1, 2),
d AS (SELECT count(DISTINCT machine_id, event_date) AS days FROM telemetry WHERE helium_pressure_psig IS NOT NULL)
SELECT (sum(n * n) / max(days) - pow(sum(n) / max(days), 2)) / (sum(n) / max(days)) AS fano FROM c, d

-- target: log_rows
-- quantity: log rows per device-year
-- expect: rows_per_year = 120 ± 25
-- rows: 2000000
-- source: design
SELECT (SELECT count(*) FROM error_logs) / (count(*) / 8766.0) AS rows_per_year FROM telemetry

-- target: honest_clocks
-- quantity: share of E404 on Tuesday 19:30 to 20:30 local, devices with an honest clock
-- expect: slot_share = 0.96 ± 0.02
-- rows: 2000000
-- source: 2.5
WITH e AS (SELECT e.machine_id, hour(e.logged_ts) * 60 + minute(e.logged_ts) AS m, from_utc_timestamp(e.logged_ts, s.time_zone) AS l FROM error_logs e JOIN sites s ON e.site_id = s.site_id WHERE e.error_code IN ('E404', 'ERR-404')),
bad AS (SELECT machine_id FROM error_logs e WHERE e.error_code IN ('E404', 'ERR-404') AND dayofweek(e.logged_ts) = 3 AND hour(e.logged_ts) * 60 + minute(e.logged_ts) BETWEEN 1170 AND 1229 GROUP BY 1 HAVING count(*) >= 3)
SELECT avg(CAST(dayofweek(l) = 3 AND hour(l) * 60 + minute(l) BETWEEN 1170 AND 1229 AS INT)) AS slot_share FROM e LEFT ANTI JOIN bad ON e.machine_id = bad.machine_id

-- chart: error_404_by_hour_of_week
-- title: Error 404 in the time of the site
-- kind: heatmap
-- x: hour of the site's day (h)
-- y: weekday
-- value: errors
-- note: Tuesday, half an hour on either side of 20:00. In UTC the spot is smeared over several hours.
WITH e AS (SELECT DISTINCT e.machine_id, e.logged_ts, from_utc_timestamp(e.logged_ts, s.time_zone) AS l FROM error_logs e JOIN sites s ON e.site_id = s.site_id WHERE e.error_code IN ('E404', 'ERR-404'))
SELECT h.hour_of_day, d.weekday, count(e.l) AS errors
FROM (SELECT CAST(id AS INT) AS hour_of_day FROM range(24)) h CROSS JOIN (SELECT explode(array('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')) AS weekday) d
LEFT JOIN e ON hour(e.l) = h.hour_of_day AND date_format(e.l, 'E') = d.weekday GROUP BY 1, 2

-- chart: helium_before_coil_failures
-- title: Helium before the gradient coil fails
-- kind: line
-- x: hours before the failure (h)
-- y: median helium level against four to six days before (percentage points)
-- note: It falls for a day or two before. Repairs that were planned in time begin while it is still high.
WITH f AS (SELECT event_id, machine_id, opened_ts, IF(event_type IN ('EMERGENCY', 'CORRECTIVE'), 'failure', 'planned visit') AS what FROM maintenance_events WHERE component = 'GRADIENT_COIL' OR event_type = 'PREVENTIVE'),
t AS (SELECT f.event_id, f.what, timestampdiff(HOUR, t.reading_ts, f.opened_ts) AS h, t.helium_level_pct AS p FROM f JOIN telemetry t ON t.machine_id = f.machine_id AND t.helium_level_pct IS NOT NULL AND t.event_date BETWEEN date_sub(CAST(f.opened_ts AS DATE), 6) AND CAST(f.opened_ts AS DATE) AND t.reading_ts < f.opened_ts),
b AS (SELECT event_id, percentile(p, 0.5) AS before FROM t WHERE h BETWEEN 96 AND 144 GROUP BY event_id)
SELECT CAST(-4 * floor(t.h / 4) AS INT) AS hours, round(percentile(t.p - b.before, 0.5), 3) AS points, t.what FROM t JOIN b ON b.event_id = t.event_id WHERE t.h < 96 GROUP BY 1, 3 ORDER BY 3, 1

-- chart: downtime_by_kind_of_visit
-- title: Plan or panic: hours without the scanner
-- kind: box
-- x: kind of visit for a gradient coil
-- y: downtime (h)
WITH x AS (SELECT DISTINCT event_id, CASE WHEN event_type IN ('EMERGENCY', 'CORRECTIVE') THEN 'emergency' ELSE lower(event_type) END AS kind, downtime_hours AS h FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND downtime_hours >= 0),
p AS (SELECT kind, percentile(h, array(0.05, 0.25, 0.5, 0.75, 0.95)) AS q FROM x WHERE kind IS NOT NULL GROUP BY kind)
SELECT kind, q[0] AS p5, q[1] AS p25, q[2] AS p50, q[3] AS p75, q[4] AS p95 FROM p ORDER BY p50

-- detection: stuck_helium
-- question: When is the helium gauge frozen?
-- expect: f1 >= 0.75
-- naive: a level that is the same as an hour ago is what a slow loss looks like; a gauge that is alive flickers, and never shows one value for half a day
WITH t AS (SELECT DISTINCT machine_id, reading_ts, helium_level_pct FROM telemetry WHERE helium_level_pct IS NOT NULL),
l AS (SELECT *, lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS before_pct FROM t),
r AS (SELECT *, sum(CASE WHEN helium_level_pct <> before_pct THEN 1 ELSE 0 END) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS run FROM l),
n AS (SELECT *, count(*) OVER (PARTITION BY machine_id, run) AS hours FROM r)
SELECT 'telemetry' AS table_name, concat_ws('|', machine_id, reading_ts) AS row_key, 'helium_level_pct' AS column_name, 'stuck_helium' AS stage_id
FROM n WHERE hours >= 12
-- trap:
WITH l AS (SELECT machine_id, reading_ts, helium_level_pct, lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS before_pct FROM telemetry)
SELECT 'telemetry' AS table_name, concat_ws('|', machine_id, reading_ts) AS row_key, 'helium_level_pct' AS column_name, 'stuck_helium' AS stage_id
FROM l WHERE helium_level_pct = before_pct

-- finds: code_format
SELECT DISTINCT log_id FROM error_logs WHERE error_code LIKE 'ERR-%'

-- finds: firmware_fahrenheit
-- misses: rows of both that are cool enough for a warm machine
SELECT DISTINCT machine_id, reading_ts FROM telemetry WHERE coil_temperature_celsius > 70
