-- insight: five_minutes_hangup
-- question: Do callers leave after five minutes on hold?
-- expect: hangup_over_5_min = 0.215 ± 0.03
-- expect: hangup_up_to_2_min = 0.04 ± 0.015
-- expect: hangup_all = 0.07 ± 0.017
-- ask: hangup_over_5_min = What share of the calls that are on hold for more than five minutes ends with the caller hanging up before a nurse answers?
-- ask: hangup_up_to_2_min = What share of the calls whose hold lasts two minutes or less ends with the caller hanging up before a nurse answers?
-- ask: hangup_all = What share of all calls that enter the queue ends with the caller hanging up before a nurse answers?
-- rows: 200000
-- naive: the overall rate says that nothing is wrong
-- source: 2.10
WITH c AS (SELECT DISTINCT call_id, hold_seconds, abandoned FROM triage_calls)
SELECT avg(CASE WHEN hold_seconds > 300 THEN CAST(abandoned AS INT) END) AS hangup_over_5_min,
       avg(CASE WHEN hold_seconds <= 120 THEN CAST(abandoned AS INT) END) AS hangup_up_to_2_min,
       avg(CAST(abandoned AS INT)) AS hangup_all
FROM c

-- trap:
SELECT avg(CAST(abandoned AS INT)) AS hangup_over_5_min, avg(CAST(abandoned AS INT)) AS hangup_all FROM triage_calls

-- insight: heart_attack_claim
-- question: Were 5 % of those hang-ups heart attacks?
-- expect: flagged_cardiac = 0.050 ± 0.012
-- expect: linked_ami = 0.006 ± 0.004
-- ask: flagged_cardiac = Of the calls in which the caller hangs up after more than five minutes on hold, what share does the quality team flag as suspected cardiac?
-- ask: linked_ami = Of the calls in which the caller hangs up after more than five minutes on hold, what share is followed by a myocardial infarction within 30 days, by the linked claims?
-- rows: 800000
-- naive: the flag (5 %) is ten times the truth
-- source: 2.10
WITH c AS (SELECT DISTINCT call_id, cardiac_suspected FROM triage_calls WHERE abandoned AND hold_seconds > 300)
SELECT avg(CAST(c.cardiac_suspected AS INT)) AS flagged_cardiac,
       avg(CAST(o.ami_within_30d AS INT)) AS linked_ami
FROM c LEFT JOIN call_outcomes o ON o.call_id = c.call_id

-- trap:
SELECT avg(CAST(cardiac_suspected AS INT)) AS flagged_cardiac, avg(CAST(cardiac_suspected AS INT)) AS linked_ami FROM triage_calls WHERE abandoned AND hold_seconds > 300

-- insight: monday_8am
-- question: How big is the step on Monday at 08:00, and how many hang up then? (Holidays on Mondays blunt it.)
-- expect: vs_mean_hour = 3.15 ± 0.40
-- expect: vs_other_weekdays = 1.78 ± 0.25
-- expect: monday_8_abandonment = 0.27 ± 0.06
-- ask: vs_mean_hour = How many times as many calls enter the queue on a Monday from 08:00 to 08:59 as in the mean of all hours of all days? Holidays count as any day does.
-- ask: vs_other_weekdays = How many times as many calls enter the queue on a Monday from 08:00 to 08:59 as in the same hour on a day from Tuesday to Friday, on average? Holidays count as any day does.
-- ask: monday_8_abandonment = What share of the calls that enter the queue on a Monday from 08:00 to 08:59 is abandoned?
-- rows: 400000
-- naive: the mean of a Monday hides its first hour, and the lines that logged in UTC smear the step into the afternoon
-- source: 2.10
WITH c AS (SELECT DISTINCT t.call_id, t.event_date, hour(t.call_ts) AS h, dayofweek(t.event_date) AS dow, t.abandoned
           FROM triage_calls t JOIN nurse_lines l ON l.line_id = t.line_id WHERE NOT (t.line_id % 5 = 3 AND t.event_date < l.clock_fix_date)),
r AS (SELECT count(*) / (24.0 * count(DISTINCT event_date)) AS mean_hour,
             sum(CASE WHEN dow = 2 AND h = 8 THEN 1 END) / CAST(count(DISTINCT CASE WHEN dow = 2 THEN event_date END) AS DOUBLE) AS monday_8,
             sum(CASE WHEN dow BETWEEN 3 AND 6 AND h = 8 THEN 1 END) / CAST(count(DISTINCT CASE WHEN dow BETWEEN 3 AND 6 THEN event_date END) AS DOUBLE) AS other_8,
             avg(CASE WHEN dow = 2 AND h = 8 THEN CAST(abandoned AS INT) END) AS monday_8_abandonment FROM c)
SELECT monday_8 / mean_hour AS vs_mean_hour, monday_8 / other_8 AS vs_other_weekdays, monday_8_abandonment FROM r

-- trap:
WITH d AS (SELECT event_date, dayofweek(event_date) = 2 AS monday, count(*) AS calls, avg(CAST(abandoned AS INT)) AS gone FROM triage_calls GROUP BY 1)
SELECT avg(CASE WHEN monday THEN calls END) / avg(calls) AS vs_mean_hour, avg(CASE WHEN monday THEN calls END) / avg(CASE WHEN NOT monday THEN calls END) AS vs_other_weekdays, avg(CASE WHEN monday THEN gone END) AS monday_8_abandonment FROM d

-- insight: over_triage
-- question: Do a few nurses, ranked on their other calls, send sore throats to the ER?
-- expect: top_decile = 0.245 ± 0.06
-- expect: other_nurses = 0.037 ± 0.012
-- ask: top_decile = Of the calls about a sore throat that the top tenth of the nurses answers, what share is sent to the ER? The nurses of all lines are ranked together by the share of their other answered calls, chest pain and shortness of breath left out, that they send to the ER.
-- ask: other_nurses = Of the calls about a sore throat that the nurses below the top tenth answer, what share is sent to the ER? The nurses of all lines are ranked together by the share of their other answered calls, chest pain and shortness of breath left out, that they send to the ER.
-- rows: 400000
-- naive: ranking on the ER share without the mix of symptoms, or with ER spelled one way only
-- source: 2.10
WITH c AS (SELECT DISTINCT call_id, nurse_id, symptom_category, CAST(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') AS INT) AS er
           FROM triage_calls WHERE NOT abandoned AND nurse_id % 1000 <> 999),
r AS (SELECT nurse_id, ntile(10) OVER (ORDER BY avg(er) DESC) AS decile FROM c
      WHERE symptom_category NOT IN ('SORE_THROAT', 'CHEST_PAIN', 'SHORTNESS_OF_BREATH') GROUP BY nurse_id)
SELECT avg(CASE WHEN r.decile = 1 THEN c.er END) AS top_decile, avg(CASE WHEN r.decile > 1 THEN c.er END) AS other_nurses
FROM c JOIN r ON r.nurse_id = c.nurse_id WHERE c.symptom_category = 'SORE_THROAT'

-- insight: under_triage
-- question: How many callers with chest pain and a linked infarction were not sent to the ER?
-- expect: not_sent_to_er = 0.27 ± 0.07
-- ask: not_sent_to_er = Of the answered calls about chest pain that are followed by a myocardial infarction within 30 days, by the linked claims, what share was not sent to the ER?
-- rows: 400000
-- naive: ER spelled one way only, and who hung up before any advice counts as not sent
-- source: 2.10
WITH c AS (SELECT DISTINCT call_id, disposition_group FROM triage_calls WHERE NOT abandoned AND symptom_category = 'CHEST_PAIN')
SELECT avg(CASE WHEN c.disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') THEN 0 ELSE 1 END) AS not_sent_to_er
FROM c JOIN call_outcomes o ON o.call_id = c.call_id WHERE o.ami_within_30d

-- trap:
SELECT avg(CASE WHEN c.disposition_group = 'ER' THEN 0 ELSE 1 END) AS not_sent_to_er
FROM triage_calls c JOIN call_outcomes o ON o.call_id = c.call_id WHERE c.symptom_category = 'CHEST_PAIN' AND o.ami_within_30d

-- insight: waste
-- question: What share of the visits that were advised was not urgent, of all and of the top decile of nurses?
-- expect: not_urgent = 0.26 ± 0.06
-- expect: not_urgent_top_decile = 0.70 ± 0.10
-- ask: not_urgent = Of the ED visits within 24 hours after a nurse advised the ER, by the linked claims, what share did the ED physician judge not urgent?
-- ask: not_urgent_top_decile = Of the ED visits within 24 hours after a nurse of the top tenth advised the ER, by the linked claims, what share did the ED physician judge not urgent? The nurses of all lines are ranked together by the share of their answered calls, chest pain and shortness of breath left out, that they send to the ER.
-- rows: 400000
-- naive: counting all advice instead of the linked visits: who stays at home looks like a visit that was not urgent
-- source: 2.10
WITH c AS (SELECT DISTINCT call_id, nurse_id, symptom_category, CAST(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') AS INT) AS er
           FROM triage_calls WHERE NOT abandoned AND nurse_id % 1000 <> 999),
r AS (SELECT nurse_id, ntile(10) OVER (ORDER BY avg(er) DESC) AS decile FROM c
      WHERE symptom_category NOT IN ('CHEST_PAIN', 'SHORTNESS_OF_BREATH') GROUP BY nurse_id)
SELECT avg(CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END) AS not_urgent,
       avg(CASE WHEN r.decile = 1 THEN CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END END) AS not_urgent_top_decile
FROM c JOIN r ON r.nurse_id = c.nurse_id JOIN call_outcomes o ON o.call_id = c.call_id
WHERE c.er = 1 AND o.ed_visit_within_24h

-- trap:
SELECT avg(CASE WHEN o.ed_visit_urgent THEN 0 ELSE 1 END) AS not_urgent
FROM (SELECT DISTINCT call_id FROM triage_calls WHERE disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency')) c JOIN call_outcomes o ON o.call_id = c.call_id

-- target: dispositions
-- quantity: four commonest dispositions among answered calls
-- expect: home_care = 0.238 ± 0.02
-- expect: within_24h = 0.147 ± 0.02
-- expect: within_3d = 0.137 ± 0.02
-- expect: within_4h = 0.197 ± 0.02
-- rows: 200000
-- source: ClearTriage 2025 (3.5 million calls)
SELECT avg(IF(disposition = 'HOME_CARE', 1.0, 0.0)) AS home_care, avg(IF(disposition = 'WITHIN_24H', 1.0, 0.0)) AS within_24h,
       avg(IF(disposition = 'WITHIN_3D', 1.0, 0.0)) AS within_3d, avg(IF(disposition = 'WITHIN_4H', 1.0, 0.0)) AS within_4h
FROM (SELECT DISTINCT call_id, disposition FROM triage_calls WHERE NOT abandoned)

-- target: er_share
-- quantity: ER group among answered calls
-- expect: er_share = 0.091 ± 0.02
-- rows: 200000
-- source: ClearTriage 2025 (7.9 %) and the risk-averse nurses
SELECT avg(IF(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency'), 1.0, 0.0)) AS er_share
FROM (SELECT DISTINCT call_id, disposition_group FROM triage_calls WHERE NOT abandoned)

-- target: call_minutes
-- quantity: minutes of talk
-- expect: median = 13.4 ± 0.6
-- expect: mean = 14.7 ± 0.7
-- rows: 200000
-- source: NHS 111 (mean 15:00)
SELECT percentile(call_minutes, 0.5) AS median, avg(call_minutes) AS mean
FROM (SELECT DISTINCT call_id, call_minutes FROM triage_calls WHERE NOT abandoned)

-- target: acuity_and_minutes
-- quantity: correlation of severity and the logarithm of the minutes
-- expect: r = 0.28 ± 0.06
-- rows: 200000
-- source: calibration (acuity +0.3)
SELECT corr(k.severity, ln(c.call_minutes)) AS r
FROM (SELECT DISTINCT call_id, call_minutes FROM triage_calls WHERE NOT abandoned AND call_minutes > 0) c JOIN key.call_truth k ON k.call_id = c.call_id

-- target: fever_of_children
-- quantity: fever among callers under 18, where the menu kept the choice and the plan has the age
-- expect: fever_share = 0.225 ± 0.03
-- rows: 200000
-- source: published (22 %)
SELECT avg(IF(symptom_category = 'FEVER', 1.0, 0.0)) AS fever_share
FROM (SELECT DISTINCT call_id, symptom_category FROM triage_calls WHERE age_years BETWEEN 0 AND 17) c
LEFT ANTI JOIN (SELECT row_key FROM key.cells WHERE table_name = 'triage_calls' AND column_name IN ('age_years', 'symptom_category')) k ON k.row_key = CAST(c.call_id AS STRING)

-- target: respiratory_winter
-- quantity: fever and cough calls a day, December to February over June to August
-- expect: ratio = 2.1 ± 0.4
-- rows: 800000
-- source: winter 1.6 times a mean month
SELECT count_if(m IN (12, 1, 2)) / count(DISTINCT CASE WHEN m IN (12, 1, 2) THEN event_date END)
       / (count_if(m IN (6, 7, 8)) / count(DISTINCT CASE WHEN m IN (6, 7, 8) THEN event_date END)) AS ratio
FROM (SELECT DISTINCT call_id, event_date, month(event_date) AS m FROM triage_calls WHERE symptom_category IN ('FEVER', 'URI_COUGH'))

-- target: er_by_age
-- quantity: ER share of answered calls, from 60 years over below 20
-- expect: ratio = 1.95 ± 0.3
-- rows: 400000
-- source: design
SELECT avg(CASE WHEN age_years BETWEEN 60 AND 98 THEN er END) / avg(CASE WHEN age_years BETWEEN 1 AND 19 THEN er END) AS ratio
FROM (SELECT DISTINCT call_id, age_years, IF(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency'), 1.0, 0.0) AS er FROM triage_calls WHERE NOT abandoned)

-- target: coronary_syndromes
-- quantity: coronary syndromes among chest pain: all, at 00 to 08 h over the rest, somebody else calling, self
-- expect: all_callers = 0.105 ± 0.02
-- expect: night_over_day = 1.45 ± 0.25
-- expect: somebody_else = 0.17 ± 0.03
-- expect: self = 0.09 ± 0.015
-- rows: 800000
-- source: Wouters 2020 (11 to 12 %; nights 1.8; 14.4 and 7.6 %)
SELECT avg(acs) AS all_callers, avg(CASE WHEN h < 8 THEN acs END) / avg(CASE WHEN h >= 8 THEN acs END) AS night_over_day,
       avg(CASE WHEN is_proxy THEN acs END) AS somebody_else, avg(CASE WHEN NOT is_proxy THEN acs END) AS self
FROM (SELECT DISTINCT t.call_id, hour(t.call_ts) AS h, t.is_proxy, IF(k.acs, 1.0, 0.0) AS acs
      FROM triage_calls t JOIN nurse_lines l ON l.line_id = t.line_id JOIN key.call_truth k ON k.call_id = t.call_id
      WHERE t.symptom_category = 'CHEST_PAIN' AND NOT (t.line_id % 5 = 3 AND t.event_date < l.clock_fix_date))

-- target: acs_not_sent
-- quantity: answered coronary syndromes that were not sent to the ER
-- expect: not_sent = 0.265 ± 0.06
-- rows: 400000
-- source: Open Heart, Safety First (27 %)
SELECT avg(IF(disposition_group = 'ER', 0.0, 1.0)) AS not_sent FROM key.call_truth WHERE acs AND disposition_group IS NOT NULL

-- target: er_by_line
-- quantity: ER share of the line with the most over the line with the fewest, among the four first lines
-- expect: ratio = 1.675 ± 0.525
-- rows: 400000
-- source: design (nurses are 5 to 10 % of the variance)
SELECT max(er) / min(er) AS ratio
FROM (SELECT line_id, avg(IF(disposition_group = 'ER', 1.0, 0.0)) AS er FROM key.call_truth WHERE disposition_group IS NOT NULL AND line_id <= 4 GROUP BY line_id)

-- target: after_hours
-- quantity: calls outside Monday to Friday, 08 to 17 h
-- expect: share = 0.69 ± 0.03
-- rows: 200000
-- source: healthdirect (70.7 %)
SELECT avg(IF(dow IN (1, 7) OR h < 8 OR h >= 17, 1.0, 0.0)) AS share
FROM (SELECT DISTINCT t.call_id, hour(t.call_ts) AS h, dayofweek(t.event_date) AS dow
      FROM triage_calls t JOIN nurse_lines l ON l.line_id = t.line_id WHERE NOT (t.line_id % 5 = 3 AND t.event_date < l.clock_fix_date))

-- target: answered_in_a_minute
-- quantity: answered calls that held for at most 60 seconds
-- expect: share = 0.77 ± 0.07
-- rows: 200000
-- source: design (NHS 111 93.9 %; these lines are understaffed on Mondays)
SELECT avg(IF(hold_seconds <= 60, 1.0, 0.0)) AS share FROM (SELECT DISTINCT call_id, hold_seconds FROM triage_calls WHERE NOT abandoned)

-- target: abandonment
-- quantity: calls that were abandoned, by the switch's report
-- expect: share = 0.07 ± 0.017
-- rows: 200000
-- source: NHS 111 (1 to 8 %)
SELECT sum(calls_abandoned) / sum(calls_offered) AS share FROM queue_hours

-- target: visits_by_advice
-- quantity: linked ED visits within 24 h after the advice to go there, and after home or office advice
-- expect: after_er = 0.665 ± 0.02
-- expect: after_other = 0.062 ± 0.01
-- rows: 200000
-- source: Gibson 2018 (1.04 million calls)
SELECT avg(CASE WHEN k.disposition_group = 'ER' THEN CAST(o.ed_visit_within_24h AS INT) END) AS after_er,
       avg(CASE WHEN k.disposition_group IN ('OFFICE', 'HOME_CARE') THEN CAST(o.ed_visit_within_24h AS INT) END) AS after_other
FROM call_outcomes o JOIN key.call_truth k ON k.call_id = o.call_id

-- target: advised_and_not_urgent
-- quantity: ED visits on advice that were judged not urgent
-- expect: share = 0.25 ± 0.06
-- rows: 200000
-- source: design (20 to 30 %)
SELECT avg(IF(o.ed_visit_urgent, 0.0, 1.0)) AS share
FROM call_outcomes o JOIN key.call_truth k ON k.call_id = o.call_id WHERE o.ed_visit_within_24h AND k.disposition_group = 'ER'

-- target: anxiety
-- quantity: mean anxiety score
-- expect: mean = 4.6 ± 0.3
-- rows: 200000
-- source: design
SELECT avg(anxiety_score) AS mean FROM (SELECT DISTINCT call_id, anxiety_score FROM triage_calls)

-- target: hold_knows_no_complaint
-- quantity: null twins: hang-ups of chest pain over all others, and of the sicker half over the other, by day
-- expect: chest_pain = 1.0 ± 0.15
-- expect: sicker = 1.0 ± 0.1
-- rows: 400000
-- source: design (hang-up depends on queue and clock alone)
SELECT avg(CASE WHEN t.symptom_category = 'CHEST_PAIN' THEN t.gone END) / avg(CASE WHEN t.symptom_category NOT IN ('CHEST_PAIN', 'FEVER', 'URI_COUGH') THEN t.gone END) AS chest_pain,
       avg(CASE WHEN k.severity > -3.3 THEN t.gone END) / avg(CASE WHEN k.severity <= -3.3 THEN t.gone END) AS sicker
FROM (SELECT DISTINCT call_id, symptom_category, CAST(abandoned AS INT) AS gone FROM triage_calls) t JOIN key.call_truth k ON k.call_id = t.call_id

-- chart: calls_by_hour_of_week
-- title: When people call, and when they hang up
-- kind: heatmap
-- x: hour of the day (h)
-- y: weekday
-- value: callers who hang up (%)
-- note: Lines whose clock was wrong are left out as long as it was.
WITH c AS (SELECT DISTINCT t.call_id, t.call_ts, t.event_date, t.abandoned FROM triage_calls t JOIN nurse_lines l ON l.line_id = t.line_id WHERE NOT (t.line_id % 5 = 3 AND t.event_date < l.clock_fix_date))
SELECT hour(call_ts) AS hour_of_day, date_format(event_date, 'E') AS weekday, round(100 * avg(CAST(abandoned AS INT)), 2) AS pct FROM c WHERE call_ts IS NOT NULL GROUP BY 1, 2

-- chart: hang_ups_by_hold
-- title: Do callers leave after five minutes on hold?
-- kind: line
-- x: minute on hold (min; 21: 21 and later)
-- y: callers who hang up (%)
WITH c AS (SELECT DISTINCT call_id, hold_seconds, abandoned FROM triage_calls WHERE hold_seconds >= 0)
SELECT least(CAST(floor(hold_seconds / 60) AS INT), 20) + 1 AS minutes, round(100 * avg(CAST(abandoned AS INT)), 2) AS pct FROM c GROUP BY 1 HAVING count(*) >= 10 ORDER BY 1

-- chart: sore_throats_to_the_er
-- title: Which nurses send sore throats to the ER?
-- kind: bar
-- x: nurses in tenths, by the ER share of their other calls
-- y: sore throats sent to the ER (%)
-- note: Tenth 1 sends most of its other callers.
WITH c AS (SELECT DISTINCT call_id, nurse_id, symptom_category, CAST(disposition_group IN ('ER', 'ED', 'E.R.', 'Emergency') AS INT) AS er FROM triage_calls WHERE NOT abandoned AND nurse_id % 1000 <> 999),
r AS (SELECT nurse_id, ntile(10) OVER (ORDER BY avg(er) DESC) AS decile FROM c WHERE symptom_category NOT IN ('SORE_THROAT', 'CHEST_PAIN', 'SHORTNESS_OF_BREATH') GROUP BY nurse_id)
SELECT r.decile, round(100 * avg(c.er), 2) AS pct FROM c JOIN r ON r.nurse_id = c.nurse_id WHERE c.symptom_category = 'SORE_THROAT' GROUP BY 1 ORDER BY 1

-- detection: utc_clock
-- question: Which calls were stamped in UTC?
-- expect: f1 >= 0.9
-- naive: only the stamps of the evening fall on another day than the true date; a line that has such stamps has its clock wrong all day, until it is put right
WITH l AS (SELECT DISTINCT line_id FROM triage_calls WHERE CAST(call_ts AS DATE) <> event_date)
SELECT 'triage_calls' AS table_name, call_id AS row_key, 'call_ts' AS column_name, 'utc_clock' AS stage_id
FROM triage_calls JOIN l USING (line_id) JOIN nurse_lines USING (line_id) WHERE event_date < clock_fix_date
-- trap:
SELECT 'triage_calls' AS table_name, call_id AS row_key, 'call_ts' AS column_name, 'utc_clock' AS stage_id
FROM triage_calls WHERE CAST(call_ts AS DATE) <> event_date

-- finds: er_label_variants
SELECT DISTINCT call_id FROM triage_calls WHERE disposition_group NOT IN ('ER', 'URGENT_CARE', 'OFFICE', 'HOME_CARE')

-- finds: shared_login
SELECT DISTINCT call_id FROM triage_calls WHERE nurse_id % 1000 = 999

-- finds: anxiety_missing
SELECT DISTINCT call_id FROM triage_calls WHERE NOT abandoned AND anxiety_score IS NULL
