-- insight: busy_days_make_people_wait
-- question: How many minutes more does each further patient of the day cost?
-- expect: minutes_per_patient = 1.0 ± 0.1
-- rows: 5000
-- naive: waits that nobody noted are not zero
-- source: template
SELECT regr_slope(v.wait_minutes, d.patients) AS minutes_per_patient
FROM (SELECT DISTINCT visit_id, clinic_id, event_date, wait_minutes FROM visits) v
JOIN (
  SELECT clinic_id, event_date, count(DISTINCT visit_id) AS patients
  FROM visits
  GROUP BY clinic_id, event_date
) d USING (clinic_id, event_date)

-- target: visits_per_day
-- quantity: visits of a clinic and day
-- expect: visits = 29.4 ± 1.5
-- rows: 5000
-- source: design
SELECT count(DISTINCT visit_id) / count(DISTINCT clinic_id, event_date) AS visits FROM visits

-- chart: wait_by_hour
-- title: Waiting over the day
-- kind: line
-- x: hour of arrival (h)
-- y: median wait (min)
SELECT hour(arrival_ts), percentile(wait_minutes, 0.5) FROM visits GROUP BY 1
