-- Insights and targets of patient_support. Insights ask the published tables; targets take the truth
-- from the key where a mislabelled or missing row would cloud it. Double rows do no harm under max or
-- DISTINCT. The rule that reads a transcript: only the patient's words, cut into clauses; a clause
-- counts if it names the thing and the trouble and nothing negates it.

-- insight: why_they_leave
-- question: Do 40 % of those who leave say needle fear or copay too high?
-- expect: leavers_said = 0.40 ± 0.035
-- expect: retained_said = 0.195 ± 0.035
-- expect: said_more_when_asked = 0.08 ± 0.03
-- expect: left_more_when_asked = 0 ± 0.025
-- expect: leavers_keyword = 0.75 ± 0.07
-- expect: retained_keyword = 0.51 ± 0.10
-- ask: leavers_said = Of the patients whose last supply ran out more than 60 days before the last day with fills, what share says in a call from 120 days before to 30 days after it ran out that they are afraid of the needle or that the drug costs too much?
-- ask: retained_said = Of the patients whose last supply ran out at most 60 days before the last day with fills or lasts beyond it, what share says in a call from 180 to 30 days before that day that they are afraid of the needle or that the drug costs too much?
-- ask: said_more_when_asked = By how much is the share of patients with a fill who say in a call that they are afraid of the needle or that the drug costs too much higher with HIGH_TOUCH than with STANDARD service? Calls count from 120 days before to 30 days after the day on which the last supply runs out, that day being taken to be at the latest 60 days before the last day with fills.
-- ask: left_more_when_asked = By how much is the share of patients whose last supply ran out more than 60 days before the last day with fills, among all patients with a fill, higher with HIGH_TOUCH than with STANDARD service?
-- ask: leavers_keyword = Of the patients whose last supply ran out more than 60 days before the last day with fills, what share has a call from 120 days before to 30 days after it ran out in whose transcript anybody, agent or patient, uses the word needle or copay?
-- ask: retained_keyword = Of the patients whose last supply ran out at most 60 days before the last day with fills or lasts beyond it, what share has a call from 180 to 30 days before that day in whose transcript anybody, agent or patient, uses the word needle or copay?
-- rows: 500000
-- naive: 'needle' or 'copay' anywhere, agent included, finds three leavers in four and every second who stays; and not all who say it left for it
-- source: 3.7 insight
WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, IF(run_out < date_sub(last_day, 60), 1, 0) AS l, least(run_out, date_sub(last_day, 60)) AS d FROM s),
c AS (SELECT i.patient_id, i.l, lower(c.transcript_snippet) AS t FROM i LEFT JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 120) AND date_add(i.d, 30)),
h AS (SELECT patient_id, l, t RLIKE 'needle|copay' AS keyword, exists(split(regexp_replace(t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k -> (
        k RLIKE r'\b(needle|shot|injection|jab)s?\b|\b(inject|stick|pok|prick)' AND k RLIKE r'scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself|freeze|putting off'
        OR k RLIKE r'copay|\bcosts?\b|\bbill\b|price|dollars|\bpay|out of pocket|expensive|afford' AND k RLIKE r'too (high|much|expensive|steep)|can.t|afford|kill|went up|doubled|crazy|outrageous|budget')
        AND NOT k RLIKE r'\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\b') AS hit FROM c),
p AS (SELECT h.patient_id, l, e.service_level = 'HIGH_TOUCH' AS high, max(IF(hit, 1, 0)) AS said, max(IF(keyword, 1, 0)) AS kw FROM h JOIN enrollments e ON e.patient_id = h.patient_id GROUP BY ALL)
SELECT avg(said) FILTER (WHERE l = 1) AS leavers_said, avg(said) FILTER (WHERE l = 0) AS retained_said, avg(said) FILTER (WHERE high) - avg(said) FILTER (WHERE NOT high) AS said_more_when_asked,
       avg(l) FILTER (WHERE high) - avg(l) FILTER (WHERE NOT high) AS left_more_when_asked, avg(kw) FILTER (WHERE l = 1) AS leavers_keyword, avg(kw) FILTER (WHERE l = 0) AS retained_keyword FROM p

-- trap:
WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, IF(run_out < date_sub(last_day, 60), 1, 0) AS l, least(run_out, date_sub(last_day, 60)) AS d FROM s),
p AS (SELECT i.patient_id, i.l, max(IF(lower(c.transcript_snippet) RLIKE 'needle|copay', 1, 0)) AS kw FROM i LEFT JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 120) AND date_add(i.d, 30) GROUP BY ALL)
SELECT avg(kw) FILTER (WHERE l = 1) AS leavers_said, avg(kw) FILTER (WHERE l = 0) AS retained_said FROM p

-- insight: script_change
-- question: Did script v2 cure the fear of needles? The word and the fear in patients' first 90 days, new over old.
-- expect: word_ratio = 0.53 ± 0.12
-- expect: fear_ratio = 1.02 ± 0.11
-- ask: word_ratio = How many times as high is the share of completed calls up to 90 days after enrollment in which anybody, agent or patient, uses the word needle for patients enrolled from the first day of script v2 on as for patients enrolled more than 90 days before that day?
-- ask: fear_ratio = How many times as high is the share of completed calls up to 90 days after enrollment in which the patient says that he or she is afraid of the needle for patients enrolled from the first day of script v2 on as for patients enrolled more than 90 days before that day?
-- rows: 500000
-- naive: counting the word in all calls of both scripts: v2 does not ask, so nobody says it
-- source: 3.7; design
WITH x AS (SELECT min(event_date) AS d FROM calls WHERE script_version = 'v2'),
c AS (SELECT DISTINCT c.call_id, e.event_date >= x.d AS new, lower(c.transcript_snippet) AS t FROM calls c JOIN enrollments e ON e.patient_id = c.patient_id CROSS JOIN x
      WHERE c.call_outcome = 'COMPLETED' AND c.transcript_snippet RLIKE r'\b[AP]: ' AND c.event_date <= date_add(e.event_date, 90) AND (e.event_date >= x.d OR e.event_date < date_sub(x.d, 90))),
h AS (SELECT new, IF(t RLIKE 'needle', 1, 0) AS kw, IF(exists(split(regexp_replace(t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k ->
        k RLIKE r'\b(needle|shot|injection|jab)s?\b|\b(inject|stick|pok|prick)' AND k RLIKE r'scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself|freeze|putting off'
        AND NOT k RLIKE r'\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\b'), 1, 0) AS hit FROM c)
SELECT avg(kw) FILTER (WHERE new) / avg(kw) FILTER (WHERE NOT new) AS word_ratio, avg(hit) FILTER (WHERE new) / avg(hit) FILTER (WHERE NOT new) AS fear_ratio FROM h

-- trap:
SELECT avg(IF(lower(transcript_snippet) RLIKE 'needle', 1, 0)) FILTER (WHERE script_version = 'v2') / avg(IF(lower(transcript_snippet) RLIKE 'needle', 1, 0)) FILTER (WHERE script_version = 'v1') AS fear_ratio
FROM calls WHERE call_outcome = 'COMPLETED'

-- insight: copay_card
-- question: Does the card keep patients (180 days, card before the first fill)?
-- expect: high_difference = -0.13 ± 0.05
-- expect: mid_difference = -0.06 ± 0.045
-- expect: low_difference = 0 ± 0.045
-- expect: naive_difference = -0.022 ± 0.02
-- ask: high_difference = Among commercially insured patients of copay tier HIGH, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with a copay card valid by the first fill and those without, with minus without? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: mid_difference = Among commercially insured patients of copay tier MID, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with a copay card valid by the first fill and those without, with minus without? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: low_difference = Among commercially insured patients of copay tier LOW, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with a copay card valid by the first fill and those without, with minus without? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: naive_difference = Over all patients of any insurance and copay tier taken together, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with a copay card valid by the first fill and those without, with minus without? Patients count whose first fill is at least 240 days before the last day with fills.
-- rows: 500000
-- naive: with against without over all patients shows a sixth of the truth: the card goes where the bill is high
-- source: 3.7 coupon card
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.copay_tier AS tier, e.payer_type = 'COMMERCIAL' AS com, coalesce(e.copay_card_date <= s.d, false) AS card, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE com AND card AND tier = 'HIGH') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'HIGH') AS high_difference,
       avg(l) FILTER (WHERE com AND card AND tier = 'MID') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'MID') AS mid_difference,
       avg(l) FILTER (WHERE com AND card AND tier = 'LOW') - avg(l) FILTER (WHERE com AND NOT card AND tier = 'LOW') AS low_difference, avg(l) FILTER (WHERE card) - avg(l) FILTER (WHERE NOT card) AS naive_difference FROM k

-- trap:
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT coalesce(e.copay_card_date <= s.d, false) AS card, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE card) - avg(l) FILTER (WHERE NOT card) AS high_difference FROM k

-- insight: nurse_training
-- question: Does training before the first dose keep patients (180 days, standardised by confidence)?
-- expect: left_0 = 0.42 ± 0.045
-- expect: left_1 = 0.35 ± 0.04
-- expect: left_2_plus = 0.32 ± 0.04
-- expect: experienced_difference = 0 ± 0.035
-- expect: naive_difference = 0 ± 0.025
-- ask: left_0 = Of the patients who have never injected another drug, have an injection confidence of 1 or 2 and had no training session before the first dose, what share has a last supply that runs out less than 180 days after the first fill, standardized to the confidence of all who have never injected another drug and have a confidence of 1 or 2? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: left_1 = Of the patients who have never injected another drug, have an injection confidence of 1 or 2 and had one training session before the first dose, what share has a last supply that runs out less than 180 days after the first fill, standardized to the confidence of all who have never injected another drug and have a confidence of 1 or 2? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: left_2_plus = Of the patients who have never injected another drug, have an injection confidence of 1 or 2 and had two or more training sessions before the first dose, what share has a last supply that runs out less than 180 days after the first fill, standardized to the confidence of all who have never injected another drug and have a confidence of 1 or 2? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: experienced_difference = Among patients who have injected another drug before and have an injection confidence of 2 or more, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with a training session before the first dose and those without, with minus without, standardized to the confidence of them all? Patients count whose first fill is at least 240 days before the last day with fills.
-- ask: naive_difference = Over all patients of any confidence and experience taken together, by how much does the share whose last supply runs out less than 180 days after the first fill differ between those with two or more training sessions before the first dose and those with none, two or more minus none? Patients count whose first fill is at least 240 days before the last day with fills.
-- rows: 500000
-- naive: two and more against none over all patients shows nothing: nurses are sent to the fearful
-- source: 3.7 nurse training
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.prior_injectable AS prior, e.injection_confidence AS conf, e.training_sessions AS n, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills)),
g AS (SELECT NOT prior AND conf <= 2 AS unsure, prior AND conf >= 2 AS expert, count(*) AS w, avg(l) FILTER (WHERE n = 0) AS r0, avg(l) FILTER (WHERE n = 1) AS r1,
             avg(l) FILTER (WHERE n >= 2) AS r2, avg(l) FILTER (WHERE n >= 1) AS rt FROM k GROUP BY prior, conf)
SELECT sum(IF(unsure, w * r0, 0)) / sum(IF(unsure, w, 0)) AS left_0, sum(IF(unsure, w * r1, 0)) / sum(IF(unsure, w, 0)) AS left_1, sum(IF(unsure, w * r2, 0)) / sum(IF(unsure, w, 0)) AS left_2_plus,
       sum(IF(expert, w * (rt - r0), 0)) / sum(IF(expert, w, 0)) AS experienced_difference, (SELECT avg(l) FILTER (WHERE n >= 2) - avg(l) FILTER (WHERE n = 0) FROM k) AS naive_difference FROM g

-- trap:
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT e.training_sessions AS n, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills))
SELECT avg(l) FILTER (WHERE n = 0) AS left_0, avg(l) FILTER (WHERE n = 1) AS left_1, avg(l) FILTER (WHERE n >= 2) AS left_2_plus FROM k

-- insight: safety_clock
-- question: Do side effects reach drug safety within one business day?
-- expect: late_share = 0.122 ± 0.015
-- expect: late_by_calendar = 0.18 ± 0.015
-- expect: unreported_v1 = 0.325 ± 0.05
-- expect: unreported_v2 = 0.16 ± 0.05
-- ask: late_share = What share of the reports to drug safety is sent later than on the next business day after the day of the call? Business days are Monday to Friday without federal holidays.
-- ask: late_by_calendar = What share of the reports to drug safety is sent later than on the next calendar day after the day of the call?
-- ask: unreported_v1 = Of the completed calls under script v1 in which the patient tells of a side effect but whose category is not SIDE_EFFECT, what share has no report to drug safety?
-- ask: unreported_v2 = Of the completed calls under script v2 in which the patient tells of a side effect but whose category is not SIDE_EFFECT, what share has no report to drug safety?
-- rows: 400000
-- naive: calendar days call half as many again late; SIDE_EFFECT calls alone look clean
-- source: 3.7; design
WITH w AS (SELECT event_date AS d, row_number() OVER (ORDER BY event_date) AS n FROM (SELECT DISTINCT event_date FROM calls WHERE call_outcome = 'COMPLETED')),
b AS (SELECT r.call_id, datediff(r.reported_ts, r.event_date) AS days, t.n - f.n AS working_days FROM pv_reports r JOIN w f ON f.d = r.event_date JOIN w t ON t.d = CAST(r.reported_ts AS DATE)),
c AS (SELECT DISTINCT call_id, script_version AS v, lower(transcript_snippet) AS t FROM calls WHERE call_outcome = 'COMPLETED' AND call_category <> 'SIDE_EFFECT'),
a AS (SELECT c.v, IF(b.call_id IS NULL, 1, 0) AS missed FROM c LEFT JOIN b ON b.call_id = c.call_id
      WHERE exists(split(regexp_replace(c.t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k -> NOT k RLIKE r'\b(isn.t|haven.t|not|no|never)\b'
        AND k RLIKE r'rash|hives|nausea|headache|dizzy|swelling|itching|fever|diarrhea|joint pain|hair coming|bruise|infection|chills|vomiting|muscle aches'))
SELECT (SELECT avg(IF(working_days > 1, 1, 0)) FROM b) AS late_share, (SELECT avg(IF(days > 1, 1, 0)) FROM b) AS late_by_calendar,
       avg(missed) FILTER (WHERE v = 'v1') AS unreported_v1, avg(missed) FILTER (WHERE v = 'v2') AS unreported_v2 FROM a

-- trap:
SELECT avg(IF(datediff(reported_ts, event_date) > 1, 1, 0)) AS late_share FROM pv_reports

-- insight: tone
-- question: Does the last call sound different before somebody leaves (60 days up to run-out)?
-- expect: leavers = -0.08 ± 0.04
-- expect: retained = 0.14 ± 0.04
-- expect: all_calls = 0.075 ± 0.03
-- expect: naive_mean = 5.6 ± 1.2
-- ask: leavers = On the scale from -1 to 1, what is the mean sentiment score of the last scored call in the 60 days up to the day on which the last supply ran out, over patients for whom that was more than 60 days before the last day with fills?
-- ask: retained = On the scale from -1 to 1, what is the mean sentiment score of the last scored call from 120 to 60 days before the last day with fills, over patients whose last supply ran out at most 60 days before that day or lasts beyond it?
-- ask: all_calls = On the scale from -1 to 1, what is the mean sentiment score of all scored calls?
-- ask: naive_mean = What is the plain mean of the sentiment scores of all scored calls, just as they are recorded?
-- rows: 400000
-- naive: mean of the raw score: VX-2.0 counts 0-100
-- source: 3.7 Sentiment_Score
WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, run_out < date_sub(last_day, 60) AS has_left, least(run_out, date_sub(last_day, 60)) AS d FROM s),
c AS (SELECT DISTINCT call_id, patient_id, event_date, sentiment_score AS raw, IF(speech_engine = 'VX-2.0', (sentiment_score - 50) / 50, sentiment_score) AS tone FROM calls WHERE sentiment_score IS NOT NULL),
l AS (SELECT i.patient_id, i.has_left, max_by(c.tone, c.call_id) AS tone FROM i JOIN c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 60) AND i.d GROUP BY ALL)
SELECT (SELECT avg(tone) FROM l WHERE has_left) AS leavers, (SELECT avg(tone) FROM l WHERE NOT has_left) AS retained, avg(tone) AS all_calls, avg(raw) AS naive_mean FROM c

-- trap:
WITH s AS (SELECT patient_id, last_day, max(date_add(event_date, days_supply)) AS run_out FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY ALL),
i AS (SELECT patient_id, run_out < date_sub(last_day, 60) AS has_left, least(run_out, date_sub(last_day, 60)) AS d FROM s),
l AS (SELECT i.patient_id, i.has_left, max_by(c.sentiment_score, c.call_id) AS tone FROM i JOIN calls c ON c.patient_id = i.patient_id AND c.event_date BETWEEN date_sub(i.d, 60) AND i.d WHERE c.sentiment_score IS NOT NULL GROUP BY ALL)
SELECT (SELECT avg(tone) FROM l WHERE has_left) AS leavers, (SELECT avg(tone) FROM l WHERE NOT has_left) AS retained, (SELECT avg(sentiment_score) FROM calls) AS all_calls

-- target: persistence_365
-- quantity: starters still on the drug after 365 days (followed 420 and more)
-- expect: on_drug = 0.573 ± 0.03
-- rows: 300000
-- source: US persistence 55-62 % (HCL)
WITH f AS (SELECT patient_id, min(event_date) AS d FROM key.patient_cycles GROUP BY patient_id)
SELECT avg(CASE WHEN t.stop_date IS NULL OR datediff(t.stop_date, f.d) >= 365 THEN 1D ELSE 0D END) AS on_drug
FROM f JOIN key.patient_truth t ON t.patient_id = f.patient_id WHERE f.d <= (SELECT date_sub(max(event_date), 420) FROM fills)

-- target: stops_per_cycle
-- quantity: stops per fill cycle 1, 2, 3-4, 5-13
-- expect: cycle_1 = 0.092 ± 0.012
-- expect: cycle_2 = 0.060 ± 0.009
-- expect: cycles_3_4 = 0.044 ± 0.006
-- expect: cycles_5_13 = 0.037 ± 0.005
-- rows: 300000
-- source: estimate (9, 7, 5, 4, then 3 %)
WITH x AS (SELECT fill_no AS n, CASE WHEN stopped THEN 1D ELSE 0D END AS s FROM key.patient_cycles WHERE event_date <= (SELECT date_sub(max(event_date), 28) FROM fills))
SELECT avg(CASE WHEN n = 1 THEN s END) AS cycle_1, avg(CASE WHEN n = 2 THEN s END) AS cycle_2, avg(CASE WHEN n IN (3, 4) THEN s END) AS cycles_3_4, avg(CASE WHEN n BETWEEN 5 AND 13 THEN s END) AS cycles_5_13 FROM x

-- target: persistence_by_bill
-- quantity: 365-day persistence by the first patient_paid_usd, below and from $200
-- expect: below_200 = 0.61 ± 0.04
-- expect: from_200 = 0.46 ± 0.04
-- rows: 400000
-- source: PPA 2016 (57 / 32 % at $50 a week)
WITH f AS (SELECT DISTINCT patient_id, event_date AS d, patient_paid_usd AS paid FROM fills WHERE fill_no = 1),
x AS (SELECT f.paid, CASE WHEN t.stop_date IS NULL OR datediff(t.stop_date, f.d) >= 365 THEN 1D ELSE 0D END AS on_drug
FROM f JOIN key.patient_truth t ON t.patient_id = f.patient_id WHERE f.d <= (SELECT date_sub(max(event_date), 420) FROM fills))
SELECT avg(CASE WHEN paid < 200 THEN on_drug END) AS below_200, avg(CASE WHEN paid >= 200 THEN on_drug END) AS from_200 FROM x

-- target: never_started
-- quantity: enrolled, never started
-- expect: share = 0.103 ± 0.015
-- rows: 200000
-- source: Hopson 2016 (18.2 % without a programme)
SELECT avg(CASE WHEN never_started THEN 1D ELSE 0D END) AS share FROM key.patient_truth

-- target: main_reasons
-- quantity: main reasons of those who stopped, without deaths and changes of plan
-- expect: needle_fear = 0.19 ± 0.025
-- expect: cost = 0.21 ± 0.025
-- expect: side_effect = 0.175 ± 0.025
-- expect: no_benefit = 0.225 ± 0.025
-- expect: access = 0.1 ± 0.025
-- expect: life_event = 0.1 ± 0.025
-- rows: 300000
-- source: Bolge 2015 (injection experience 18.4 %, lack of effect first); design
SELECT avg(CASE WHEN main_stop_reason = 'NEEDLE_FEAR' THEN 1D ELSE 0D END) AS needle_fear,
       avg(CASE WHEN main_stop_reason = 'COST' THEN 1D ELSE 0D END) AS cost,
       avg(CASE WHEN main_stop_reason = 'SIDE_EFFECT' THEN 1D ELSE 0D END) AS side_effect,
       avg(CASE WHEN main_stop_reason = 'NO_BENEFIT' THEN 1D ELSE 0D END) AS no_benefit,
       avg(CASE WHEN main_stop_reason = 'ACCESS' THEN 1D ELSE 0D END) AS access,
       avg(CASE WHEN main_stop_reason = 'LIFE_EVENT' THEN 1D ELSE 0D END) AS life_event
FROM key.patient_truth WHERE main_stop_reason NOT IN ('DECEASED', 'LEFT_PLAN')

-- target: inbound_mix
-- quantity: true categories of inbound calls
-- expect: billing = 0.33 ± 0.025
-- expect: insurance = 0.163 ± 0.025
-- expect: shipment = 0.174 ± 0.025
-- expect: injection_training = 0.14 ± 0.025
-- expect: side_effect = 0.13 ± 0.025
-- expect: other = 0.065 ± 0.025
-- rows: 100000
-- source: estimate (34, 18, 16, 14, 12, 6 %)
SELECT avg(CASE WHEN k.call_category = 'BILLING' THEN 1D ELSE 0D END) AS billing,
       avg(CASE WHEN k.call_category = 'INSURANCE' THEN 1D ELSE 0D END) AS insurance,
       avg(CASE WHEN k.call_category = 'SHIPMENT' THEN 1D ELSE 0D END) AS shipment,
       avg(CASE WHEN k.call_category = 'INJECTION_TRAINING' THEN 1D ELSE 0D END) AS injection_training,
       avg(CASE WHEN k.call_category = 'SIDE_EFFECT' THEN 1D ELSE 0D END) AS side_effect,
       avg(CASE WHEN k.call_category = 'OTHER' THEN 1D ELSE 0D END) AS other
FROM (SELECT DISTINCT call_id, call_direction, call_outcome FROM calls) c JOIN key.call_truth k ON k.call_id = c.call_id WHERE c.call_direction = 'INBOUND'

-- target: call_minutes
-- quantity: minutes of COMPLETED calls
-- expect: median_minutes = 6.7 ± 0.5
-- expect: mean_minutes = 8.9 ± 0.8
-- rows: 100000
-- source: Brown 2005 (shape); estimate (6.5 / 8)
SELECT percentile(k.duration_seconds, 0.5) / 60 AS median_minutes, avg(k.duration_seconds) / 60 AS mean_minutes
FROM (SELECT DISTINCT call_id, call_direction, call_outcome FROM calls) c JOIN key.call_truth k ON k.call_id = c.call_id WHERE c.call_outcome = 'COMPLETED'

-- target: called_again
-- quantity: answered inbound calls that another follows within 72 hours
-- expect: share = 0.27 ± 0.03
-- rows: 100000
-- source: design (first-call resolution 52-60 %: VHA, Talkdesk)
WITH x AS (SELECT c.call_outcome AS outcome, k.start_ts AS t, lead(k.start_ts) OVER (PARTITION BY k.patient_id ORDER BY k.start_ts, k.call_id) AS next_ts FROM (SELECT DISTINCT call_id, call_direction, call_outcome FROM calls) c JOIN key.call_truth k ON k.call_id = c.call_id WHERE c.call_direction = 'INBOUND')
SELECT avg(CASE WHEN next_ts <= t + INTERVAL 72 HOURS THEN 1D ELSE 0D END) AS share FROM x WHERE outcome = 'COMPLETED'

-- target: january
-- quantity: January over October and November: true inbound BILLING and INSURANCE calls per patient-day, 84 days and more on the drug
-- expect: ratio = 1.55 ± 0.25
-- rows: 500000
-- source: estimate (1.5)
WITH f AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, 28)) AS run_out FROM key.patient_cycles GROUP BY patient_id),
x AS (SELECT month(k.event_date) AS m, k.event_date AS d FROM (SELECT DISTINCT call_id, call_direction, call_outcome FROM calls) c JOIN key.call_truth k ON k.call_id = c.call_id JOIN f ON f.patient_id = k.patient_id
WHERE c.call_direction = 'INBOUND' AND k.call_category IN ('BILLING', 'INSURANCE') AND k.event_date BETWEEN date_add(f.d, 84) AND f.run_out),
days AS (SELECT explode(sequence(a, b)) AS day FROM (SELECT min(event_date) AS a, max(event_date) AS b FROM fills)),
n AS (SELECT month(days.day) AS m, count(*) AS patient_days FROM days JOIN f ON days.day BETWEEN date_add(f.d, 84) AND f.run_out GROUP BY month(days.day)),
k AS (SELECT m, count(*) AS calls FROM x GROUP BY m),
r AS (SELECT n.m, n.patient_days, k.calls FROM n JOIN k ON k.m = n.m)
SELECT (sum(CASE WHEN m = 1 THEN calls END) / sum(CASE WHEN m = 1 THEN patient_days END)) / (sum(CASE WHEN m IN (10, 11) THEN calls END) / sum(CASE WHEN m IN (10, 11) THEN patient_days END)) AS ratio FROM r

-- target: fear_at_the_first_fill
-- quantity: needle_fear above 0.35 at the first fill
-- expect: share = 0.27 ± 0.03
-- rows: 200000
-- source: Duncanson 2021, McLenon (adults 20-30 %)
SELECT avg(CASE WHEN needle_fear > 0.35 THEN 1D ELSE 0D END) AS share FROM key.patient_cycles WHERE fill_no = 1

-- target: affirmed_spans
-- quantity: patients' NEEDLE_FEAR spans that are AFFIRMED
-- expect: share = 0.19 ± 0.04
-- rows: 100000
-- source: design (negation)
SELECT avg(CASE WHEN value = 'AFFIRMED' THEN 1D ELSE 0D END) AS share FROM key.text_spans WHERE label = 'NEEDLE_FEAR' AND value <> 'ASKED'

-- target: tone_by_category
-- quantity: mean tone by true category: all, BILLING, INJECTION_TRAINING
-- expect: all_calls = 0.075 ± 0.06
-- expect: billing = -0.24 ± 0.06
-- expect: injection_training = 0.30 ± 0.06
-- rows: 200000
-- source: estimate (0.1, -0.25, 0.3)
WITH c AS (SELECT DISTINCT call_id, CASE WHEN speech_engine = 'VX-2.0' THEN (sentiment_score - 50) / 50 ELSE sentiment_score END AS tone FROM calls WHERE sentiment_score IS NOT NULL)
SELECT avg(c.tone) AS all_calls, avg(CASE WHEN k.call_category = 'BILLING' THEN c.tone END) AS billing, avg(CASE WHEN k.call_category = 'INJECTION_TRAINING' THEN c.tone END) AS injection_training
FROM c JOIN key.call_truth k ON k.call_id = c.call_id

-- chart: persistence_by_copay
-- title: How long patients keep injecting, by copay
-- kind: survival
-- x: time since the first fill (28 days)
-- y: still on the drug (share)
-- note: Kaplan-Meier; who may still refill is censored.
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out, max(last_day) AS last_day FROM fills CROSS JOIN (SELECT max(event_date) AS last_day FROM fills) GROUP BY patient_id),
c AS (SELECT concat(lower(e.copay_tier), ' copay') AS grp, CAST(ceil(greatest(datediff(least(s.run_out, s.last_day), s.d), 1) / 28) AS INT) AS t, IF(s.run_out < date_sub(s.last_day, 60), 1D, 0D) AS d FROM s JOIN (SELECT DISTINCT patient_id, copay_tier FROM enrollments WHERE copay_tier IS NOT NULL) e ON e.patient_id = s.patient_id),
r AS (SELECT grp, t, sum(d) AS d, sum(count(*)) OVER (PARTITION BY grp ORDER BY t DESC) AS n FROM c GROUP BY grp, t)
SELECT t, round(exp(sum(ln(greatest(1D - d / n, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)), 4) AS share, grp FROM r
UNION ALL SELECT 0, 1D, grp FROM r GROUP BY grp ORDER BY 3, 1

-- chart: needle_by_month
-- title: The word and the fear
-- kind: line
-- x: month
-- y: calls of patients' first 90 days (%)
-- note: With script v2 fewer agents ask about the needle. The word halves, the fear stays.
WITH c AS (SELECT DISTINCT c.call_id, date_format(c.event_date, 'yyyy-MM') AS month, lower(c.transcript_snippet) AS t FROM calls c JOIN enrollments e ON e.patient_id = c.patient_id
      WHERE c.call_outcome = 'COMPLETED' AND c.transcript_snippet RLIKE r'\b[AP]: ' AND c.event_date <= date_add(e.event_date, 90)),
h AS (SELECT month, IF(t RLIKE 'needle', 1, 0) AS kw, IF(exists(split(regexp_replace(t, r'\ba: .*?(?=\bp: |$)', ''), r'[.,;!?]| but | though |\bp: '), k ->
        k RLIKE r'\b(needle|shot|injection|jab)s?\b|\b(inject|stick|pok|prick)' AND k RLIKE r'scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself|freeze|putting off'
        AND NOT k RLIKE r'\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\b'), 1, 0) AS hit FROM c)
SELECT month, round(100 * avg(kw), 2) AS pct, 'the word needle' AS what FROM h GROUP BY 1 UNION ALL SELECT month, round(100 * avg(hit), 2), 'the patient is afraid' FROM h GROUP BY 1 ORDER BY 3, 1

-- chart: left_by_training
-- title: Training before the first dose
-- kind: bar
-- x: sessions with a nurse
-- y: left within 180 days (%)
-- note: The unsure need it. Who has injected before stays anyway.
WITH s AS (SELECT patient_id, min(event_date) AS d, max(date_add(event_date, days_supply)) AS run_out FROM fills GROUP BY patient_id),
k AS (SELECT DISTINCT s.patient_id, e.training_sessions AS n, CASE WHEN e.prior_injectable THEN 'has injected before' WHEN e.injection_confidence <= 2 THEN 'new and unsure' ELSE 'new and confident' END AS who, IF(s.run_out < date_add(s.d, 180), 1, 0) AS l
      FROM s JOIN enrollments e ON e.patient_id = s.patient_id WHERE s.d <= (SELECT date_sub(max(event_date), 240) FROM fills) AND e.training_sessions IS NOT NULL)
SELECT n, round(100 * avg(l), 2) AS pct, who FROM k GROUP BY 1, 3 HAVING count(*) >= 30 ORDER BY 3, 1

-- detection: utc_clock
-- question: Which calls were stamped by a telephone system that keeps UTC?
-- expect: f1 >= 0.9
-- rows: 100000
-- naive: at impossible hours stand only the calls of the late afternoon, the rest of the pod's day looks like a day, and some people do call at night; a clock is wrong for a whole pod and week
WITH c AS (SELECT call_id, pod_id, trunc(c.event_date, 'WEEK') AS week, CAST(hour(call_start_ts) NOT BETWEEN 6 AND 19 OR CAST(call_start_ts AS DATE) <> c.event_date AS INT) AS is_odd FROM calls c JOIN enrollments e ON e.patient_id = c.patient_id),
w AS (SELECT pod_id, week FROM c GROUP BY pod_id, week HAVING avg(is_odd) > 0.15)
SELECT 'calls' AS table_name, call_id AS row_key, 'call_start_ts' AS column_name, 'utc_clock' AS stage_id
FROM c JOIN w USING (pod_id, week)
-- trap:
SELECT 'calls' AS table_name, call_id AS row_key, 'call_start_ts' AS column_name, 'utc_clock' AS stage_id
FROM calls WHERE hour(call_start_ts) NOT BETWEEN 6 AND 20 OR CAST(call_start_ts AS DATE) <> event_date

-- finds: shared_login
SELECT DISTINCT c.call_id FROM calls c LEFT ANTI JOIN agents a ON a.agent_id = c.agent_id WHERE c.agent_id IS NOT NULL

-- finds: sentiment_rescaled
-- misses: calls that come out at 0 or 1 on the new scale
SELECT DISTINCT call_id FROM calls WHERE sentiment_score > 1

-- finds: speaker_tags_lost
SELECT DISTINCT call_id FROM calls WHERE transcript_snippet NOT LIKE '%A: %' AND transcript_snippet NOT LIKE '%P: %'

-- finds: drug_spelling
SELECT DISTINCT c.call_id FROM calls c LEFT ANTI JOIN enrollments e ON e.drug_name = c.drug_name

-- finds: caller_unverified
SELECT DISTINCT call_id FROM calls WHERE patient_id IS NULL
