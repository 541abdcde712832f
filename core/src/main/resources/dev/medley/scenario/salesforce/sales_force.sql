-- insight: smith_and_jones
-- question: How many Dr. Smiths (at least $500 of lunch, no prescription) and Dr. Joneses (no lunch, at least 50 prescriptions a year) are there, and how much lunch feeds doctors who never write?
-- expect: smith_share = 0.0157 ± 0.003
-- expect: jones_share = 0.175 ± 0.018
-- expect: lunch_share_on_zero_writers = 0.166 ± 0.03
-- ask: smith_share = What share of all doctors gets lunches for at least 500 dollars over the year and writes no prescription of the brand? A lunch counts in full for the doctor called on.
-- ask: jones_share = What share of all doctors gets no lunch and writes at least 50 prescriptions of the brand over the year?
-- ask: lunch_share_on_zero_writers = What share of the dollars spent on lunch goes to doctors who write no prescription of the brand over the year?
-- rows: 1000000
-- naive: NULL prescriptions read as 0 and cents as dollars: Smiths 2.1 % of doctors, who get 22 % of all lunch
-- source: 3.6
WITH l AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id,
                  sum(CASE WHEN lunch_cost_usd > 100 * lunch_attendees THEN lunch_cost_usd / 100 ELSE lunch_cost_usd END) AS lunch_usd
           FROM (SELECT DISTINCT call_id, hcp_id, lunch_cost_usd, lunch_attendees FROM calls) GROUP BY 1),
r AS (SELECT hcp_id, sum(brand_trx) AS trx FROM scripts GROUP BY hcp_id)
SELECT round(avg(IF(r.trx = 0 AND l.lunch_usd >= 500, 1.0, 0.0)), 4) AS smith_share,
       round(avg(IF(r.trx >= 50 AND coalesce(l.lunch_usd, 0) = 0, 1.0, 0.0)), 4) AS jones_share,
       round(sum(IF(r.trx = 0, l.lunch_usd, 0)) / sum(l.lunch_usd), 4) AS lunch_share_on_zero_writers
FROM r LEFT JOIN l ON l.hcp_id = r.hcp_id

-- trap:
WITH l AS (SELECT hcp_id, sum(lunch_cost_usd) AS lunch_usd FROM calls GROUP BY 1),
r AS (SELECT hcp_id, sum(coalesce(brand_trx, 0)) AS trx FROM scripts GROUP BY hcp_id)
SELECT round(avg(IF(r.trx = 0 AND l.lunch_usd >= 500, 1.0, 0.0)), 4) AS smith_share, round(avg(IF(r.trx >= 50 AND coalesce(l.lunch_usd, 0) = 0, 1.0, 0.0)), 4) AS jones_share,
       round(sum(IF(r.trx = 0, l.lunch_usd, 0)) / sum(l.lunch_usd), 4) AS lunch_share_on_zero_writers FROM r LEFT JOIN l ON l.hcp_id = r.hcp_id

-- insight: what_a_call_brings
-- question: What does one more completed call bring next month?
-- expect: raw_corr = 0.195 ± 0.04
-- expect: raw_gain_per_call = 0.73 ± 0.10
-- expect: within_doctor_gain_per_call = 0.058 ± 0.012
-- ask: raw_corr = What is the correlation between the number of completed calls on a doctor in a month and the doctor's prescriptions of the brand in the next month, over all doctors and months, those without a call included?
-- ask: raw_gain_per_call = By what share of the mean monthly prescriptions of the brand per doctor do a doctor's prescriptions rise with every completed call of the month before, by the slope over all doctors and months, those without a call included?
-- ask: within_doctor_gain_per_call = By what share of the doctor's own monthly mean do prescriptions of the brand rise with every completed call of the month before, by the slope of prescriptions divided by the doctor's mean on calls less the doctor's mean? All months count, those without a call included, of doctors who write the brand.
-- rows: 1000000
-- naive: the raw slope: 73 % more per call, twelve times what it causes
-- source: 3.6
WITH c AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, date_trunc('MONTH', event_date) AS m, count(DISTINCT call_id) AS n
           FROM calls WHERE call_outcome = 'COMPLETED' GROUP BY 1, 2),
p AS (SELECT s.hcp_id, coalesce(c.n, 0) AS x, lead(s.brand_trx) OVER (PARTITION BY s.hcp_id ORDER BY s.event_date) AS y
      FROM scripts s LEFT JOIN c ON c.hcp_id = s.hcp_id AND c.m = s.event_date),
q AS (SELECT x, y, avg(x) OVER (PARTITION BY hcp_id) AS mx, avg(y) OVER (PARTITION BY hcp_id) AS my FROM p WHERE y IS NOT NULL)
SELECT round(corr(x, y), 3) AS raw_corr, round(regr_slope(y, x) / avg(y), 3) AS raw_gain_per_call,
       round(regr_slope(CASE WHEN my > 0 THEN y / my END, CASE WHEN my > 0 THEN x - mx END), 4) AS within_doctor_gain_per_call
FROM q

-- trap:
WITH c AS (SELECT hcp_id, date_trunc('MONTH', event_date) AS m, count(*) AS n FROM calls WHERE call_outcome = 'COMPLETED' GROUP BY 1, 2),
p AS (SELECT coalesce(c.n, 0) AS x, lead(s.brand_trx) OVER (PARTITION BY s.hcp_id ORDER BY s.event_date) AS y FROM scripts s LEFT JOIN c ON c.hcp_id = s.hcp_id AND c.m = s.event_date)
SELECT round(regr_slope(y, x) / avg(y), 4) AS within_doctor_gain_per_call FROM p WHERE y IS NOT NULL

-- insight: no_see_doctors
-- question: Who is no-see (at most 30 % of at least 8 visits met), and what do they cost?
-- expect: no_see_share_of_doctors = 0.250 ± 0.02
-- expect: no_see_share_of_attempts = 0.301 ± 0.02
-- expect: no_see_share_of_completed = 0.058 ± 0.010
-- ask: no_see_share_of_doctors = Of the doctors with at least 8 attempted visits in person, what share is met on at most 30 % of them?
-- ask: no_see_share_of_attempts = Of the attempted visits in person to doctors with at least 8 of them, what share goes to doctors who are met on at most 30 % of them?
-- ask: no_see_share_of_completed = Of the completed visits in person to doctors with at least 8 attempted ones, what share goes to doctors who are met on at most 30 % of the attempts?
-- rows: 1000000
-- naive: only who was never met counts as no-see: most of them let somebody in once
-- source: 3.6
WITH a AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, count(*) AS attempts, avg(IF(call_outcome = 'COMPLETED', 1.0, 0.0)) AS rate
           FROM (SELECT DISTINCT call_id, hcp_id, call_type, call_outcome FROM calls) WHERE call_type = 'IN_PERSON' GROUP BY 1 HAVING count(*) >= 8)
SELECT round(avg(IF(rate <= 0.30, 1.0, 0.0)), 4) AS no_see_share_of_doctors,
       round(sum(IF(rate <= 0.30, attempts, 0)) / sum(attempts), 4) AS no_see_share_of_attempts,
       round(sum(IF(rate <= 0.30, attempts * rate, 0)) / sum(attempts * rate), 4) AS no_see_share_of_completed
FROM a

-- trap:
WITH a AS (SELECT hcp_id, count(*) AS attempts, sum(IF(call_outcome = 'COMPLETED', 1, 0)) AS met FROM calls GROUP BY 1)
SELECT round(avg(IF(met = 0, 1.0, 0.0)), 4) AS no_see_share_of_doctors, round(sum(IF(met = 0, attempts, 0)) / sum(attempts), 4) AS no_see_share_of_attempts FROM a

-- insight: efficient_reps
-- question: Which representatives are efficient once potential is taken out?
-- expect: top_over_bottom_quintile = 3.1 ± 0.45
-- expect: rank_corr_raw_adjusted = 0.60 ± 0.10
-- expect: top_raw_but_below_median = 0.16 ± 0.09
-- ask: top_over_bottom_quintile = How many times as high is the brand's share of the category's prescriptions, in the mean of the fifth of the territories where it is highest, as in the mean of the fifth where it is lowest?
-- ask: rank_corr_raw_adjusted = What is the rank correlation, over the territories, between the prescriptions of the brand and the brand's share of the category's prescriptions?
-- ask: top_raw_but_below_median = Of the fifth of the territories with the most prescriptions of the brand, what share is in the lower half of all territories by the brand's share of the category's prescriptions?
-- rows: 1000000
-- naive: by raw prescriptions, one in seven of the best fifth is below the median
-- source: 3.6
WITH t AS (SELECT territory_id, sum(brand_trx) AS brand, sum(IF(brand_trx IS NULL, NULL, category_trx)) AS category FROM scripts GROUP BY 1),
k AS (SELECT brand, brand / category AS share, ntile(5) OVER (ORDER BY brand / category) AS q, percent_rank() OVER (ORDER BY brand) AS raw_rank, percent_rank() OVER (ORDER BY brand / category) AS adj_rank FROM t)
SELECT round(avg(IF(q = 5, share, NULL)) / avg(IF(q = 1, share, NULL)), 2) AS top_over_bottom_quintile,
       round(corr(raw_rank, adj_rank), 3) AS rank_corr_raw_adjusted,
       round(avg(IF(raw_rank >= 0.8, IF(adj_rank < 0.5, 1.0, 0.0), NULL)), 3) AS top_raw_but_below_median
FROM k

-- trap:
WITH t AS (SELECT territory_id, sum(brand_trx) AS brand FROM scripts GROUP BY 1),
k AS (SELECT brand, ntile(5) OVER (ORDER BY brand) AS q FROM t)
SELECT round(avg(IF(q = 5, brand, NULL)) / avg(IF(q = 1, brand, NULL)), 2) AS top_over_bottom_quintile FROM k

-- insight: does_sentiment_tell
-- question: Does the rating tell anything?
-- expect: sentiment_gain_with_lunch = 0.18 ± 0.02
-- expect: corr_sentiment_brand_share = 0 ± 0.03
-- ask: sentiment_gain_with_lunch = By how much is the representative's rating of a completed call in person higher with lunch than without, on average?
-- ask: corr_sentiment_brand_share = What is the correlation, over doctors with at least 100 prescriptions of the category, between the mean rating of their calls and the brand's share of their prescriptions of the category?
-- rows: 1000000
-- naive: a score that nobody entered read as 0: lunches seem to please half as much again as they do
-- source: 3.6
WITH c AS (SELECT DISTINCT call_id, rep_id, lunch_cost_usd > 0 AS lunch, doctor_sentiment_score AS s FROM calls WHERE call_outcome = 'COMPLETED' AND call_type = 'IN_PERSON' AND doctor_sentiment_score IS NOT NULL),
ok AS (SELECT rep_id FROM c GROUP BY rep_id HAVING avg(IF(s = 0.5, 1.0, 0.0)) < 0.3),
h AS (SELECT IF(c.hcp_id % 1000 >= 500, c.hcp_id - 500, c.hcp_id) AS hcp_id, avg(c.doctor_sentiment_score) AS s FROM calls c JOIN ok ON ok.rep_id = c.rep_id GROUP BY 1),
r AS (SELECT hcp_id, sum(brand_trx) / sum(category_trx) AS share FROM scripts WHERE brand_trx IS NOT NULL GROUP BY 1 HAVING sum(category_trx) >= 100)
SELECT (SELECT round(avg(IF(c.lunch, c.s, NULL)) - avg(IF(c.lunch, NULL, c.s)), 3) FROM c JOIN ok ON ok.rep_id = c.rep_id) AS sentiment_gain_with_lunch,
       (SELECT round(corr(h.s, r.share), 3) FROM h JOIN r ON r.hcp_id = h.hcp_id) AS corr_sentiment_brand_share

-- trap:
SELECT round(avg(IF(lunch_cost_usd > 0, coalesce(doctor_sentiment_score, 0), NULL)) - avg(IF(lunch_cost_usd > 0, NULL, coalesce(doctor_sentiment_score, 0))), 3) AS sentiment_gain_with_lunch FROM calls

-- insight: trustworthy_dates
-- question: How trustworthy are the dates?
-- expect: late_share = 0.295 ± 0.045
-- expect: late_logging_reps = 0.35 ± 0.07
-- expect: typed_weekend_share = 0.019 ± 0.005
-- ask: late_share = What share of the calls is typed into the CRM on a later day than that of the visit?
-- ask: late_logging_reps = What share of the representatives types more than 40 % of their calls into the CRM on a later day than that of the visit?
-- ask: typed_weekend_share = In what share of the calls is the day of the visit, as typed, a Saturday or a Sunday?
-- rows: 1000000
-- naive: call_date taken for the day of the visit
-- source: generic
SELECT round(sum(IF(late, n, 0)) / sum(n), 4) AS late_share, round(count(DISTINCT CASE WHEN rep_late > 0.4 THEN rep_id END) / count(DISTINCT rep_id), 4) AS late_logging_reps,
       round(sum(IF(dayofweek(call_date) IN (1, 7), n, 0)) / sum(n), 4) AS typed_weekend_share
FROM (SELECT rep_id, call_date, CAST(logged_ts AS DATE) > event_date AS late, count(*) AS n,
             sum(sum(IF(CAST(logged_ts AS DATE) > event_date, 1, 0))) OVER (PARTITION BY rep_id) / sum(count(*)) OVER (PARTITION BY rep_id) AS rep_late
      FROM calls GROUP BY rep_id, call_date, CAST(logged_ts AS DATE) > event_date)

-- trap:
SELECT round(avg(IF(CAST(logged_ts AS DATE) > call_date, 1.0, 0.0)), 4) AS late_share, round(avg(IF(dayofweek(call_date) IN (1, 7), 1.0, 0.0)), 4) AS typed_weekend_share FROM calls

-- target: access_tiers
-- quantity: access tiers of the list
-- expect: accessible = 0.47 ± 0.015
-- expect: moderate = 0.36 ± 0.015
-- expect: no_see = 0.17 ± 0.015
-- rows: 500000
-- source: ZS AccessMonitor 2015
SELECT avg(IF(access_tier = 1, 1.0, 0.0)) AS accessible, avg(IF(access_tier = 2, 1.0, 0.0)) AS moderate,
  avg(IF(access_tier = 3, 1.0, 0.0)) AS no_see
FROM key.hcp_latents

-- target: attempts_a_year
-- quantity: attempts of a territory in a year, and their Friday share
-- expect: attempts = 1735 ± 50
-- expect: sd = 220 ± 40
-- expect: friday = 0.154 ± 0.006
-- rows: 500000
-- source: guides of representatives (6 to 10 a day)
SELECT avg(n) AS attempts, stddev(n) AS sd, sum(friday) / sum(n) AS friday
FROM (
  SELECT territory_id, count(DISTINCT call_id) AS n,
    count(DISTINCT IF(dayofweek(event_date) = 6, call_id, NULL)) AS friday
  FROM calls
  GROUP BY territory_id
)

-- target: no_see_attempts
-- quantity: no-see doctors among attempts and among completed calls
-- expect: attempts = 0.258 ± 0.015
-- expect: completed = 0.053 ± 0.008
-- rows: 500000
-- source: ZS; design
SELECT avg(IF(access_tier = 3, 1.0, 0.0)) AS attempts,
  avg(CASE WHEN call_outcome = 'COMPLETED' THEN IF(access_tier = 3, 1.0, 0.0) END) AS completed
FROM (SELECT DISTINCT call_id, IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, call_outcome FROM calls) c
JOIN key.hcp_latents h ON h.hcp_id = c.hcp_id

-- target: virtual_share
-- quantity: virtual calls among attempts, mislabelled ones lost
-- expect: virtual_share = 0.132 ± 0.01
-- rows: 500000
-- source: Veeva 2022
SELECT avg(IF(call_type = 'VIRTUAL', 1.0, 0.0)) / 0.94 AS virtual_share
FROM (SELECT DISTINCT call_id, call_type FROM calls)

-- target: samples_share
-- quantity: completed visits that leave samples
-- expect: samples = 0.49 ± 0.03
-- rows: 500000
-- source: design
SELECT avg(IF(coalesce(samples_left, 0) > 0, 1.0, 0.0)) AS samples
FROM calls
WHERE call_outcome = 'COMPLETED' AND call_type = 'IN_PERSON' AND duration_minutes < 9

-- target: lunch_usd
-- quantity: cost of lunch, a head and in all
-- expect: per_head = 18.9 ± 0.5
-- expect: per_lunch = 153 ± 8
-- rows: 500000
-- source: Open Payments; DeJong 2016
SELECT avg(usd / lunch_attendees) AS per_head, percentile_approx(usd, 0.5) AS per_lunch
FROM (
  SELECT lunch_attendees,
    CASE WHEN lunch_cost_usd > 100 * lunch_attendees THEN lunch_cost_usd / 100 ELSE lunch_cost_usd END AS usd
  FROM calls
  WHERE lunch_attendees > 0
)

-- target: concentration
-- quantity: share of the brand that the top tenth of doctors write
-- expect: top_tenth = 0.57 ± 0.05
-- rows: 500000
-- source: IQVIA-type concentration (47 to 59 %)
SELECT sum(IF(tenth = 1, trx, 0)) / sum(trx) AS top_tenth
FROM (
  SELECT hcp_id, trx, ntile(10) OVER (ORDER BY trx DESC, hcp_id) AS tenth
  FROM (SELECT hcp_id, sum(brand_trx) AS trx FROM scripts WHERE brand_trx IS NOT NULL GROUP BY hcp_id)
)

-- target: zero_writers
-- quantity: doctors who write nothing in their months, opted-out ones left out
-- expect: zero = 0.118 ± 0.02
-- rows: 500000
-- source: design
SELECT avg(IF(trx = 0, 1.0, 0.0)) AS zero
FROM (SELECT hcp_id, sum(brand_trx) AS trx FROM scripts WHERE brand_trx IS NOT NULL GROUP BY hcp_id)

-- target: minutes_of_a_visit
-- quantity: completed visits without lunch in primary care, minutes
-- expect: median = 2.55 ± 0.15
-- expect: mean = 2.95 ± 0.2
-- rows: 500000
-- source: CEI 2008 (2:48)
SELECT percentile_approx(duration_minutes, 0.5) AS median, avg(duration_minutes) AS mean
FROM calls c
WHERE call_outcome = 'COMPLETED' AND lunch_attendees = 0 AND doctor_specialty = 'PRIMARY_CARE'
  AND call_type = 'IN_PERSON'
  AND rep_id NOT IN (SELECT rep_id FROM calls GROUP BY rep_id HAVING avg(IF(call_type = 'VIRTUAL', 1.0, 0.0)) < 0.10)

-- target: spread_of_months
-- quantity: variance over mean of a doctor's months, doctors of 8 to 12 a month
-- expect: median = 2.1 ± 0.3
-- rows: 500000
-- source: negative binomial counts
SELECT percentile_approx(v / m, 0.5) AS median
FROM (
  SELECT hcp_id, avg(brand_trx) AS m, variance(brand_trx) AS v
  FROM scripts
  WHERE brand_trx IS NOT NULL
  GROUP BY hcp_id
  HAVING avg(brand_trx) BETWEEN 8 AND 12 AND count(*) = 12
)

-- target: summer
-- quantity: calls a month in July and August over other months
-- expect: ratio = 0.81 ± 0.04
-- rows: 500000
-- source: design (0.8)
SELECT (count(DISTINCT IF(month(event_date) IN (7, 8), call_id, NULL)) / 2)
  / (count(DISTINCT IF(month(event_date) IN (7, 8), NULL, call_id)) / 10) AS ratio
FROM calls

-- target: short_visits
-- quantity: completed visits of specialists without lunch of at most 6 minutes
-- expect: short = 0.885 ± 0.02
-- rows: 500000
-- source: CEI 2008 (9 of 10)
SELECT avg(IF(duration_minutes <= 6, 1.0, 0.0)) AS short
FROM calls
WHERE call_outcome = 'COMPLETED' AND lunch_attendees = 0 AND doctor_specialty <> 'PRIMARY_CARE'
  AND call_type = 'IN_PERSON'
  AND rep_id NOT IN (SELECT rep_id FROM calls GROUP BY rep_id HAVING avg(IF(call_type = 'VIRTUAL', 1.0, 0.0)) < 0.10)

-- target: turnover
-- quantity: territories whose representative left in the year
-- expect: changed = 0.15 ± 0.04
-- rows: 500000
-- source: design
SELECT avg(IF(leavers > 0, 1.0, 0.0)) AS changed
FROM (SELECT territory_id, count(end_date) AS leavers FROM reps GROUP BY territory_id)

-- target: ownership_and_access
-- quantity: no-see doctors (at most 30 % met) of systems over independent ones
-- expect: ratio >= 1.5
-- rows: 1000000
-- source: ZS (ownership)
SELECT avg(CASE WHEN h.health_system_id IS NOT NULL THEN IF(a.rate <= 0.30, 1.0, 0.0) END)
  / avg(CASE WHEN h.health_system_id IS NULL THEN IF(a.rate <= 0.30, 1.0, 0.0) END) AS ratio
FROM (
  SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, avg(IF(call_outcome = 'COMPLETED', 1.0, 0.0)) AS rate
  FROM (SELECT DISTINCT call_id, hcp_id, call_type, call_outcome FROM calls)
  WHERE call_type = 'IN_PERSON'
  GROUP BY 1
  HAVING count(*) >= 8
) a JOIN hcps h ON h.hcp_id = a.hcp_id

-- target: backfill_has_a_carrier
-- quantity: variance over mean of backfilled dates per representative and week
-- expect: ratio >= 1.5
-- rows: 500000
-- source: design
SELECT variance(n) / avg(n) AS ratio
FROM (
  SELECT c.rep_id, weekofyear(c.event_date) AS week, count(k.row_key) AS n
  FROM (SELECT DISTINCT call_id, rep_id, event_date FROM calls) c
  LEFT JOIN key.cells k ON k.row_key = CAST(c.call_id AS STRING) AND k.stage_id = 'C1_call_date_backfill'
  GROUP BY c.rep_id, weekofyear(c.event_date)
)

-- chart: lunch_by_writing
-- title: Whom do lunches feed?
-- kind: bar
-- x: doctors in tenths, by their prescriptions of the brand
-- y: mean spent on lunch for a doctor (USD)
-- note: Tenth 1 prescribes least. Amounts typed in cents were brought back.
WITH l AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, sum(CASE WHEN lunch_cost_usd > 100 * lunch_attendees THEN lunch_cost_usd / 100 ELSE lunch_cost_usd END) AS usd FROM (SELECT DISTINCT call_id, hcp_id, lunch_cost_usd, lunch_attendees FROM calls) GROUP BY 1),
r AS (SELECT hcp_id, ntile(10) OVER (ORDER BY sum(brand_trx), hcp_id) AS tenth FROM scripts WHERE brand_trx IS NOT NULL GROUP BY hcp_id)
SELECT r.tenth, round(avg(coalesce(CAST(l.usd AS DOUBLE), 0)), 2) AS usd FROM r LEFT JOIN l ON l.hcp_id = r.hcp_id GROUP BY 1 ORDER BY 1

-- chart: what_a_call_brings
-- title: What one more call brings next month
-- kind: line
-- x: completed calls in a month (6: six and more)
-- y: prescriptions of the brand next month, against the mean (times)
-- note: Busy doctors get more calls. Against a doctor's own mean little is left.
WITH c AS (SELECT IF(hcp_id % 1000 >= 500, hcp_id - 500, hcp_id) AS hcp_id, date_trunc('MONTH', event_date) AS m, count(DISTINCT call_id) AS n FROM calls WHERE call_outcome = 'COMPLETED' GROUP BY 1, 2),
p AS (SELECT s.hcp_id, least(coalesce(c.n, 0), 6) AS x, lead(s.brand_trx) OVER (PARTITION BY s.hcp_id ORDER BY s.event_date) AS y FROM scripts s LEFT JOIN c ON c.hcp_id = s.hcp_id AND c.m = s.event_date),
q AS (SELECT x, y, avg(y) OVER (PARTITION BY hcp_id) AS my, avg(y) OVER () AS mean FROM p WHERE y IS NOT NULL)
SELECT CAST(x AS INT) AS calls, round(avg(y / nullif(mean, 0)), 4) AS times, 'against all doctors' AS what FROM q GROUP BY 1
UNION ALL SELECT CAST(x AS INT), round(sum(y) / nullif(sum(my), 0), 4), 'against the own mean of each' FROM q GROUP BY 1 ORDER BY 3, 1

-- chart: typed_weekdays
-- title: Calls by weekday, as typed and as they were
-- kind: bar
-- x: weekday
-- y: share of calls (%)
-- note: Who logs late types days on which no practice is open.
WITH c AS (SELECT DISTINCT call_id, call_date, event_date FROM calls WHERE call_date IS NOT NULL),
x AS (SELECT date_format(call_date, 'E') AS weekday, 'as typed' AS what, count(*) AS n FROM c GROUP BY 1 UNION ALL SELECT date_format(event_date, 'E'), 'as they were', count(*) FROM c GROUP BY 1)
SELECT weekday, round(100.0 * n / sum(n) OVER (PARTITION BY what), 3) AS pct, what FROM x ORDER BY what

-- detection: C4_lunch_cents
-- question: Which lunches are in cents?
-- expect: f1 >= 0.9
-- naive: a big lunch costs more than a small one; nobody eats for five hundred dollars
SELECT 'calls' AS table_name, call_id AS row_key, 'lunch_cost_usd' AS column_name, 'C4_lunch_cents' AS stage_id
FROM calls WHERE lunch_attendees > 0 AND lunch_cost_usd > 500 * lunch_attendees
-- trap:
SELECT 'calls' AS table_name, call_id AS row_key, 'lunch_cost_usd' AS column_name, 'C4_lunch_cents' AS stage_id
FROM calls WHERE lunch_cost_usd > 300

-- finds: C2_hcp_alias
SELECT DISTINCT c.call_id FROM calls c LEFT ANTI JOIN hcps h ON h.hcp_id = c.hcp_id

-- finds: C5_samples_null
SELECT DISTINCT call_id FROM calls WHERE call_outcome = 'COMPLETED' AND samples_left IS NULL

-- finds: C4_lunch_cents
-- misses: lunches that would be expensive in dollars, too
SELECT DISTINCT call_id FROM calls WHERE lunch_cost_usd >= 5000
