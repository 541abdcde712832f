-- insight: provider_x
-- question: Who prescribes 5x the average oxycodone to patients from more than 50 miles away, and who only does one of the two?
-- expect: provider_x_per_jurisdiction = 0.75 ± 0.05
-- expect: x_ratio = 5.0 ± 0.25
-- expect: x_far_share = 0.81 ± 0.05
-- expect: innocent_5x_per_jurisdiction = 11 ± 4
-- expect: innocent_far_per_jurisdiction = 1.0 ± 0.3
-- ask: provider_x_per_jurisdiction = How many prescribers per jurisdiction prescribe 4 to 10 times the mean oxycodone and have at least half of their patients, of any drug, more than 50 miles away? Oxycodone is in MME, of every form and strength, and its mean is taken over the jurisdiction's prescribers of any.
-- ask: x_ratio = How many times the mean oxycodone do those prescribe, on average, who prescribe 4 to 10 times the mean and have at least half of their patients, of any drug, more than 50 miles away? Oxycodone is in MME, of every form and strength, and its mean is taken over the jurisdiction's prescribers of any.
-- ask: x_far_share = Of the patients, of any drug, of a prescriber with 4 to 10 times the mean oxycodone and at least half of the patients more than 50 miles away, what share lives that far, as the mean of such prescribers? Oxycodone is in MME, of every form and strength, and its mean is taken over the jurisdiction's prescribers of any.
-- ask: innocent_5x_per_jurisdiction = How many prescribers per jurisdiction prescribe at least 5 times the mean oxycodone but have less than 15 % of their patients, of any drug, more than 50 miles away? Oxycodone is in MME, of every form and strength, and its mean is taken over the jurisdiction's prescribers of any.
-- ask: innocent_far_per_jurisdiction = How many prescribers per jurisdiction have at least half of their patients, of any drug, more than 50 miles away but prescribe less than twice the mean oxycodone, though at least 20,000 MME of it in all? Oxycodone is in MME, of every form and strength, and its mean is taken over the jurisdiction's prescribers of any.
-- rows: 1000000
-- naive: "5x the average" alone: some 14 prescribers per jurisdiction, nearly all of them innocent
-- source: 2.7
WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme
           FROM (SELECT DISTINCT dispense_id, jurisdiction_id, prescriber_id, drug_id, quantity FROM dispenses) d JOIN drugs g ON g.drug_id = d.drug_id
           WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT *, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o),
f AS (SELECT prescriber_id, avg(IF(miles > 50, 1.0, 0.0)) AS far_share
      FROM (SELECT prescriber_id, patient_id, max(distance_patient_to_prescriber_miles) AS miles FROM dispenses WHERE distance_patient_to_prescriber_miles IS NOT NULL GROUP BY 1, 2) GROUP BY 1)
SELECT round(sum(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, 1, 0)) / count(DISTINCT m.jurisdiction_id), 3) AS provider_x_per_jurisdiction,
       round(avg(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, ratio, NULL)), 3) AS x_ratio,
       round(avg(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, far_share, NULL)), 3) AS x_far_share,
       round(sum(IF(far_share < 0.15 AND ratio >= 5, 1, 0)) / count(DISTINCT m.jurisdiction_id), 1) AS innocent_5x_per_jurisdiction,
       round(sum(IF(far_share >= 0.5 AND ratio < 2 AND mme >= 20000, 1, 0)) / count(DISTINCT m.jurisdiction_id), 2) AS innocent_far_per_jurisdiction
FROM m JOIN f ON f.prescriber_id = m.prescriber_id

-- trap:
WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT *, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o)
SELECT round(sum(IF(ratio >= 5, 1, 0)) / count(DISTINCT jurisdiction_id), 3) AS provider_x_per_jurisdiction, round(avg(IF(ratio >= 5, ratio, NULL)), 3) AS x_ratio FROM m

-- insight: doctor_shopping
-- question: How many patients see at least 5 prescribers in at least 5 zips within 10 days?
-- expect: flagged_per_10000_opioid_patients = 13 ± 4
-- ask: flagged_per_10000_opioid_patients = How many of 10,000 patients with an opioid fill have, within some 10 consecutive days, opioid fills from at least 5 prescribers, with practices in at least 5 zip codes?
-- rows: 1000000
-- naive: calendar weeks instead of a rolling window: about 6.7
-- source: 2.7
WITH d AS (SELECT x.patient_id, x.prescriber_id, p.zip5, unix_date(x.event_date) AS dn
           FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id JOIN prescribers p ON p.prescriber_id = x.prescriber_id WHERE g.drug_class = 'OPIOID'),
c AS (SELECT patient_id FROM d GROUP BY patient_id HAVING count(DISTINCT prescriber_id) >= 5),
r AS (SELECT d.patient_id, size(collect_set(d.prescriber_id) OVER w) AS n_prescribers, size(collect_set(d.zip5) OVER w) AS n_zips
      FROM d JOIN c ON c.patient_id = d.patient_id WINDOW w AS (PARTITION BY d.patient_id ORDER BY d.dn RANGE BETWEEN CURRENT ROW AND 9 FOLLOWING))
SELECT round(10000.0 * count(DISTINCT CASE WHEN n_prescribers >= 5 AND n_zips >= 5 THEN patient_id END) / (SELECT count(DISTINCT patient_id) FROM d), 2) AS flagged_per_10000_opioid_patients
FROM r

-- trap:
WITH w AS (SELECT x.patient_id, date_trunc('WEEK', x.event_date) AS w, count(DISTINCT x.prescriber_id) AS n_prescribers, count(DISTINCT p.zip5) AS n_zips FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id JOIN prescribers p ON p.prescriber_id = x.prescriber_id WHERE g.drug_class = 'OPIOID' GROUP BY 1, 2)
SELECT round(10000.0 * count(DISTINCT CASE WHEN n_prescribers >= 5 AND n_zips >= 5 THEN patient_id END) / count(DISTINCT patient_id), 2) AS flagged_per_10000_opioid_patients FROM w

-- insight: trinity
-- question: How common is the trinity cocktail and how strong are its opioids?
-- expect: trinity_share = 0.0056 ± 0.0014
-- expect: mme_ratio = 3.0 ± 0.6
-- ask: trinity_share = What share of the patients with an opioid fill has a day that an opioid, a benzodiazepine and a muscle relaxant all cover? A fill covers its days of supply from the day of the fill on.
-- ask: mme_ratio = How many times as high is the peak daily MME of patients with a day that an opioid, a benzodiazepine and a muscle relaxant all cover, on average, as that of all other opioid patients? A fill covers its days of supply from the day of the fill on, and the peak is that of the patient's strongest opioid fill, in MME per day of supply.
-- rows: 1000000
-- naive: peak of mme_per_day as recorded, with the days_supply = 1 rows left in: both groups nearly double and the ratio is off by more than 1
-- source: 2.7
WITH f AS (SELECT x.patient_id, g.drug_class, x.event_date AS s, date_add(x.event_date, x.days_supply - 1) AS e FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id),
c AS (SELECT * FROM f WHERE drug_class = 'MUSCLE_RELAXANT'),
t AS (SELECT DISTINCT c.patient_id FROM c
      JOIN f o ON o.patient_id = c.patient_id AND o.drug_class = 'OPIOID' AND o.s <= c.e AND o.e >= c.s
      JOIN f b ON b.patient_id = c.patient_id AND b.drug_class = 'BENZODIAZEPINE' AND b.s <= least(c.e, o.e) AND b.e >= greatest(c.s, o.s)),
o AS (SELECT x.patient_id, max(x.quantity * g.mme_per_unit / x.days_supply) AS peak_mme_per_day
      FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id WHERE g.drug_class = 'OPIOID' AND x.days_supply > 1 GROUP BY 1)
SELECT round(count(t.patient_id) / count(*), 5) AS trinity_share,
       round(avg(CASE WHEN t.patient_id IS NOT NULL THEN o.peak_mme_per_day END) / avg(CASE WHEN t.patient_id IS NULL THEN o.peak_mme_per_day END), 2) AS mme_ratio
FROM o LEFT JOIN t ON t.patient_id = o.patient_id

-- trap:
WITH t AS (SELECT x.patient_id, max(IF(g.drug_class = 'OPIOID', x.mme_per_day, NULL)) AS peak, count(DISTINCT CASE WHEN g.drug_class IN ('OPIOID', 'BENZODIAZEPINE', 'MUSCLE_RELAXANT') THEN g.drug_class END) = 3 AS trinity FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id GROUP BY 1)
SELECT round(avg(CAST(trinity AS INT)), 5) AS trinity_share, round(avg(CASE WHEN trinity THEN peak END) / avg(CASE WHEN NOT trinity THEN peak END), 2) AS mme_ratio FROM t WHERE peak IS NOT NULL

-- insight: cash_and_red_flags
-- question: Does cash follow the red flags (far pharmacy, 5x prescriber, at least 90 MME)?
-- expect: cash_0_flags = 0.054 ± 0.012
-- expect: cash_2_flags = 0.112 ± 0.025
-- expect: cash_3_flags = 0.72 ± 0.09
-- expect: share_3_flags = 0.0049 ± 0.0020
-- ask: cash_0_flags = What share of the opioid fills with none of three red flags is paid in cash? The flags: the pharmacy is more than 50 miles from the patient's home, the fill is 90 MME a day or more, and the prescriber's oxycodone in MME is at least five times the mean of the jurisdiction's prescribers of any oxycodone.
-- ask: cash_2_flags = What share of the opioid fills with exactly two of three red flags is paid in cash? The flags: the pharmacy is more than 50 miles from the patient's home, the fill is 90 MME a day or more, and the prescriber's oxycodone in MME is at least five times the mean of the jurisdiction's prescribers of any oxycodone.
-- ask: cash_3_flags = What share of the opioid fills with all of three red flags is paid in cash? The flags: the pharmacy is more than 50 miles from the patient's home, the fill is 90 MME a day or more, and the prescriber's oxycodone in MME is at least five times the mean of the jurisdiction's prescribers of any oxycodone.
-- ask: share_3_flags = What share of the opioid fills has all of three red flags? The flags: the pharmacy is more than 50 miles from the patient's home, the fill is 90 MME a day or more, and the prescriber's oxycodone in MME is at least five times the mean of the jurisdiction's prescribers of any oxycodone.
-- rows: 1000000
-- naive: one red flag taken for a suspicion: 45 % of the opioid rows have one, and cash is hardly commoner among them
-- source: 3.9
WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT prescriber_id, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o),
x AS (SELECT IF(d.distance_patient_to_pharmacy_miles > 50, 1, 0) + IF(coalesce(m.ratio, 0) >= 5, 1, 0) + IF(d.quantity * g.mme_per_unit / d.days_supply >= 90, 1, 0) AS flags,
             IF(d.payment_type = 'CASH', 1.0, 0.0) AS cash
      FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id LEFT JOIN m ON m.prescriber_id = d.prescriber_id
      WHERE g.drug_class = 'OPIOID' AND d.payment_type <> 'UNKNOWN' AND d.distance_patient_to_pharmacy_miles IS NOT NULL AND d.days_supply > 1)
SELECT round(avg(IF(flags = 0, cash, NULL)), 4) AS cash_0_flags, round(avg(IF(flags = 2, cash, NULL)), 4) AS cash_2_flags, round(avg(IF(flags = 3, cash, NULL)), 4) AS cash_3_flags,
       round(avg(IF(flags = 3, 1.0, 0.0)), 5) AS share_3_flags FROM x

-- trap:
WITH m AS (SELECT prescriber_id, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2)),
x AS (SELECT d.distance_patient_to_pharmacy_miles > 50 OR coalesce(m.ratio, 0) >= 5 OR d.mme_per_day >= 90 AS flagged, IF(d.payment_type = 'CASH', 1.0, 0.0) AS cash FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id LEFT JOIN m ON m.prescriber_id = d.prescriber_id WHERE g.drug_class = 'OPIOID')
SELECT round(avg(IF(flagged, NULL, cash)), 4) AS cash_0_flags, round(avg(IF(flagged, cash, NULL)), 4) AS cash_3_flags, round(avg(IF(flagged, 1.0, 0.0)), 5) AS share_3_flags FROM x

-- insight: pill_mills
-- question: Which pharmacies are mills?
-- expect: mill_pharmacies_per_jurisdiction = 0.50 ± 0.07
-- expect: mill_30mg_share = 0.75 ± 0.10
-- expect: other_30mg_share = 0.024 ± 0.008
-- expect: mill_top_prescriber_share = 0.90 ± 0.10
-- ask: mill_pharmacies_per_jurisdiction = How many pharmacies per jurisdiction have at least 100 schedule II fills of which 40 % or more are oxycodone 30 mg?
-- ask: mill_30mg_share = What share of the schedule II fills is oxycodone 30 mg, as the mean of pharmacies with at least 100 schedule II fills of which 40 % or more are oxycodone 30 mg?
-- ask: other_30mg_share = What share of the schedule II fills is oxycodone 30 mg, as the mean of pharmacies with at least 100 schedule II fills of which less than 40 % are oxycodone 30 mg?
-- ask: mill_top_prescriber_share = What share of the schedule II fills comes from the pharmacy's commonest prescriber of them, as the mean of pharmacies with at least 100 schedule II fills of which 40 % or more are oxycodone 30 mg?
-- rows: 1000000
-- naive: by volume: the largest pharmacy of every jurisdiction is a big one and no mill; mills are small
-- source: 3.9
WITH p AS (SELECT d.jurisdiction_id, d.pharmacy_id, count(*) AS n, avg(IF(g.is_highest_strength, 1.0, 0.0)) AS strong
           FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE d.drug_schedule = 'II' GROUP BY 1, 2 HAVING count(*) >= 100),
t AS (SELECT pharmacy_id, max(n) / sum(n) AS top_prescriber_share FROM (SELECT pharmacy_id, prescriber_id, count(*) AS n FROM dispenses WHERE drug_schedule = 'II' GROUP BY 1, 2) GROUP BY 1)
SELECT round(sum(IF(strong >= 0.4, 1, 0)) / count(DISTINCT p.jurisdiction_id), 2) AS mill_pharmacies_per_jurisdiction,
       round(avg(IF(strong >= 0.4, strong, NULL)), 3) AS mill_30mg_share, round(avg(IF(strong < 0.4, strong, NULL)), 4) AS other_30mg_share,
       round(avg(IF(strong >= 0.4, top_prescriber_share, NULL)), 3) AS mill_top_prescriber_share
FROM p JOIN t ON t.pharmacy_id = p.pharmacy_id

-- trap:
WITH p AS (SELECT d.jurisdiction_id, d.pharmacy_id, sum(d.quantity) AS volume, avg(IF(g.is_highest_strength, 1.0, 0.0)) AS strong FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE d.drug_schedule = 'II' GROUP BY 1, 2),
r AS (SELECT *, rank() OVER (PARTITION BY jurisdiction_id ORDER BY volume DESC) = 1 AS mill FROM p)
SELECT round(sum(IF(mill, 1, 0)) / count(DISTINCT jurisdiction_id), 2) AS mill_pharmacies_per_jurisdiction, round(avg(IF(mill, strong, NULL)), 3) AS mill_30mg_share, round(avg(IF(mill, NULL, strong)), 4) AS other_30mg_share FROM r

-- insight: concentration
-- question: How concentrated is opioid volume?
-- expect: top1pct_mme_share = 0.29 ± 0.09
-- expect: top10pct_mme_share = 0.74 ± 0.05
-- ask: top1pct_mme_share = What share of the MME of all opioid fills do the 1 % of opioid prescribers account for who prescribe the most MME, all jurisdictions together?
-- ask: top10pct_mme_share = What share of the MME of all opioid fills do the 10 % of opioid prescribers account for who prescribe the most MME, all jurisdictions together?
-- rows: 1000000
-- naive: counting prescriptions instead of milligrams: the strong ones sit with fewer prescribers
-- source: 3.9
WITH p AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_class = 'OPIOID' GROUP BY 1, 2),
r AS (SELECT mme, percent_rank() OVER (ORDER BY mme DESC) AS pr FROM p)
SELECT round(sum(IF(pr <= 0.01, mme, 0)) / sum(mme), 3) AS top1pct_mme_share, round(sum(IF(pr <= 0.10, mme, 0)) / sum(mme), 3) AS top10pct_mme_share FROM r

-- trap:
WITH p AS (SELECT prescriber_id, count(*) AS n FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_class = 'OPIOID' GROUP BY 1),
r AS (SELECT n, percent_rank() OVER (ORDER BY n DESC) AS pr FROM p)
SELECT round(sum(IF(pr <= 0.01, n, 0)) / sum(n), 3) AS top1pct_mme_share, round(sum(IF(pr <= 0.10, n, 0)) / sum(n), 3) AS top10pct_mme_share FROM r

-- target: opioid_mix
-- quantity: names among opioid rows
-- expect: hydrocodone = 0.41 ± 0.03
-- expect: tramadol = 0.22 ± 0.03
-- expect: oxycodone = 0.28 ± 0.03
-- expect: codeine = 0.04 ± 0.03
-- rows: 500000
-- source: shares of US opioid prescriptions by name (42, 20, 26, 5 %)
SELECT avg(IF(d.drug_name = 'hydrocodone/APAP', 1.0, 0.0)) AS hydrocodone,
  avg(IF(d.drug_name = 'tramadol', 1.0, 0.0)) AS tramadol,
  avg(IF(d.drug_name LIKE 'oxycodone%', 1.0, 0.0)) AS oxycodone,
  avg(IF(d.drug_name = 'codeine/APAP', 1.0, 0.0)) AS codeine
FROM dispenses d
JOIN drugs g ON g.drug_id = d.drug_id
WHERE g.drug_class = 'OPIOID'

-- target: daily_mme
-- quantity: daily MME of an opioid row, defaults of one day left out
-- expect: median in 25 .. 30
-- expect: p90 = 60 ± 30
-- rows: 500000
-- source: CDC; design
SELECT percentile(d.mme_per_day, 0.5) AS median, percentile(d.mme_per_day, 0.9) AS p90
FROM dispenses d
JOIN drugs g ON g.drug_id = d.drug_id
WHERE g.drug_class = 'OPIOID' AND d.days_supply > 1

-- target: one_dispense_only
-- quantity: opioid patients with a single dispense
-- expect: one_only = 0.66 ± 0.03
-- rows: 500000
-- source: McDonald 2013; design
SELECT avg(IF(n = 1, 1.0, 0.0)) AS one_only
FROM (
  SELECT IF(d.patient_id % 1000000 >= 500000, d.patient_id - 500000, d.patient_id) AS patient_id, count(DISTINCT d.dispense_id) AS n
  FROM dispenses d
  JOIN drugs g ON g.drug_id = d.drug_id
  WHERE g.drug_class = 'OPIOID'
  GROUP BY 1
)

-- target: miles
-- quantity: rows from more than 50 miles, and median miles
-- expect: far_pharmacy = 0.022 ± 0.008
-- expect: far_prescriber = 0.036 ± 0.010
-- expect: median_pharmacy = 3.1 ± 0.8
-- expect: median_prescriber = 9.4 ± 2
-- rows: 500000
-- source: Berenbrok 2022; design
SELECT avg(IF(distance_patient_to_pharmacy_miles > 50, 1.0, 0.0)) AS far_pharmacy,
  avg(IF(distance_patient_to_prescriber_miles > 50, 1.0, 0.0)) AS far_prescriber,
  percentile_approx(distance_patient_to_pharmacy_miles, 0.5) AS median_pharmacy,
  percentile_approx(distance_patient_to_prescriber_miles, 0.5) AS median_prescriber
FROM dispenses
WHERE distance_patient_to_pharmacy_miles IS NOT NULL

-- target: cash
-- quantity: cash share of a mill's fills and of all others
-- expect: others = 0.056 ± 0.012
-- expect: mill = 0.78 ± 0.05
-- rows: 500000
-- source: Simeone 2017 (6.8 % at one prescriber and one pharmacy)
SELECT avg(CASE WHEN l.label IS NULL OR l.label NOT IN ('MILL', 'PROVIDER_X') THEN IF(d.payment_type = 'CASH', 1.0, 0.0) END) AS others,
  avg(CASE WHEN l.label = 'MILL' THEN IF(d.payment_type = 'CASH', 1.0, 0.0) END) AS mill
FROM dispenses d
LEFT JOIN key.prescriber_labels l ON l.prescriber_id = d.prescriber_id
WHERE d.payment_type <> 'UNKNOWN'

-- target: cash_by_providers
-- quantity: cash share of patients with one prescriber and one pharmacy, and with five of each
-- expect: one_by_one = 0.063 ± 0.012
-- expect: five_by_five = 0.31 ± 0.06
-- rows: 1000000
-- source: Simeone 2017 (.068; .32 to .41)
SELECT sum(IF(prescribers = 1 AND pharmacies = 1, cash, 0)) / sum(IF(prescribers = 1 AND pharmacies = 1, n, 0)) AS one_by_one,
  sum(IF(prescribers >= 5 AND pharmacies >= 5, cash, 0)) / sum(IF(prescribers >= 5 AND pharmacies >= 5, n, 0)) AS five_by_five
FROM (
  SELECT IF(d.patient_id % 1000000 >= 500000, d.patient_id - 500000, d.patient_id) AS patient_id, count(DISTINCT d.prescriber_id) AS prescribers,
    count(DISTINCT d.pharmacy_id) AS pharmacies, count(*) AS n, sum(IF(d.payment_type = 'CASH', 1, 0)) AS cash
  FROM dispenses d
  JOIN drugs g ON g.drug_id = d.drug_id
  WHERE g.drug_class = 'OPIOID' AND d.payment_type <> 'UNKNOWN'
  GROUP BY 1
)

-- target: medicare
-- quantity: MEDICARE among insured fills, from 65 on and below
-- expect: old = 0.90 ± 0.02
-- expect: younger = 0.06 ± 0.02
-- rows: 500000
-- source: design
SELECT avg(CASE WHEN year(d.event_date) - p.birth_year >= 65 THEN IF(d.payment_type = 'MEDICARE', 1.0, 0.0) END) AS old,
  avg(CASE WHEN year(d.event_date) - p.birth_year < 65 THEN IF(d.payment_type = 'MEDICARE', 1.0, 0.0) END) AS younger
FROM dispenses d
JOIN patients p ON p.patient_id = IF(d.patient_id % 1000000 >= 500000, d.patient_id - 500000, d.patient_id)
WHERE d.payment_type NOT IN ('CASH', 'UNKNOWN')

-- target: true_bursts
-- quantity: bursts of five zips in the answer key, per 10,000 opioid patients, and their decoys
-- expect: shoppers = 9.5 ± 3
-- expect: decoys = 3.5 ± 1.5
-- rows: 1000000
-- source: McDonald and Carlson 2013 (.7 % by a laxer rule); design
SELECT 10000.0 * count(DISTINCT CASE WHEN b.n_zips >= 5 AND NOT b.is_decoy THEN b.patient_id END) / max(o.n) AS shoppers,
  10000.0 * count(DISTINCT CASE WHEN b.n_zips >= 5 AND b.is_decoy THEN b.patient_id END) / max(o.n) AS decoys
FROM key.shopping_bursts b
CROSS JOIN (
  SELECT count(DISTINCT IF(d.patient_id % 1000000 >= 500000, d.patient_id - 500000, d.patient_id)) AS n
  FROM dispenses d
  JOIN drugs g ON g.drug_id = d.drug_id
  WHERE g.drug_class = 'OPIOID'
) o

-- target: benzodiazepine_overlap
-- quantity: opioid patients with a day of both an opioid and a benzodiazepine
-- expect: overlap = 0.032 ± 0.006
-- rows: 500000
-- source: IQVIA 2016 to 2019 (5.6 %; lower here, as acute patients carry none)
WITH f AS (
  SELECT IF(d.patient_id % 1000000 >= 500000, d.patient_id - 500000, d.patient_id) AS patient_id, g.drug_class, d.event_date AS s, date_add(d.event_date, d.days_supply - 1) AS e
  FROM dispenses d
  JOIN drugs g ON g.drug_id = d.drug_id
),
o AS (SELECT * FROM f WHERE drug_class = 'OPIOID'),
b AS (SELECT * FROM f WHERE drug_class = 'BENZODIAZEPINE')
SELECT (SELECT count(DISTINCT o.patient_id) FROM o JOIN b ON b.patient_id = o.patient_id AND b.s <= o.e AND b.e >= o.s)
  / (SELECT count(DISTINCT patient_id) FROM o) AS overlap

-- target: sundays
-- quantity: dispenses of a Sunday, relative to an average day
-- expect: sunday = 0.41 ± 0.08
-- rows: 1000000
-- source: design
SELECT 7 * avg(IF(dayofweek(event_date) = 1, 1.0, 0.0)) AS sunday
FROM dispenses

-- target: dispensing_rate
-- quantity: opioid dispenses per 100 residents and year; a jurisdiction has 250,000 on average
-- expect: per_100 = 32.5 ± 7
-- rows: 2000000
-- source: CDC (37.5)
SELECT count(DISTINCT d.dispense_id) / (2500.0 * count(DISTINCT d.jurisdiction_id))
  / ((datediff(max(d.event_date), min(d.event_date)) + 1) / 366.0) AS per_100
FROM dispenses d
JOIN drugs g ON g.drug_id = d.drug_id
WHERE g.drug_class = 'OPIOID'

-- target: jurisdictions
-- quantity: how jurisdictions differ: dispenses, and oxycodone among opioids
-- expect: p90_over_p10 >= 1.35
-- expect: oxycodone_sd = 0.030 ± 0.012
-- rows: 2000000
-- source: CDC (counties differ sixfold); design
SELECT percentile(n, 0.9) / percentile(n, 0.1) AS p90_over_p10, stddev(oxycodone) AS oxycodone_sd
FROM (
  SELECT d.jurisdiction_id, count(*) AS n,
    avg(CASE WHEN g.drug_class = 'OPIOID' THEN IF(d.drug_name LIKE 'oxycodone%', 1.0, 0.0) END) AS oxycodone
  FROM dispenses d
  JOIN drugs g ON g.drug_id = d.drug_id
  GROUP BY 1
)

-- target: unmapped_payers
-- quantity: unmapped payers of a pharmacy's week: squared deviation from an even rate, relative to chance
-- expect: dispersion >= 1.5
-- rows: 500000
-- source: design
WITH w AS (
  SELECT pharmacy_id, date_trunc('WEEK', event_date) AS week, count(*) AS n, sum(IF(payment_type = 'UNKNOWN', 1, 0)) AS k
  FROM dispenses
  GROUP BY 1, 2
)
SELECT avg((w.k - w.n * r.p) * (w.k - w.n * r.p) / (w.n * r.p * (1 - r.p))) AS dispersion
FROM w
CROSS JOIN (SELECT sum(k) / sum(n) AS p FROM w) r
WHERE w.n >= 10

-- target: own_hour
-- quantity: correlation of a patient's hour with that of the fill before, batches left out
-- expect: lag_1 in 0.20 .. 0.50
-- rows: 500000
-- source: design
SELECT corr(own_hour, hour_before) AS lag_1
FROM (
  SELECT patient_id, own_hour, lag(own_hour) OVER (PARTITION BY patient_id ORDER BY dispensed_ts) AS hour_before,
    event_date, lag(event_date) OVER (PARTITION BY patient_id ORDER BY dispensed_ts) AS day_before
  FROM (
    SELECT DISTINCT patient_id, event_date, dispensed_ts, hour(dispensed_ts) + minute(dispensed_ts) / 60.0 AS own_hour
    FROM dispenses
    WHERE NOT (hour(dispensed_ts) = 21 AND minute(dispensed_ts) = 0)
  )
)
WHERE day_before < event_date

-- chart: prescribers
-- title: Who prescribes much oxycodone, and to whom?
-- kind: scatter
-- x: patients from more than 50 miles away (%)
-- y: oxycodone against the mean of the jurisdiction (times)
-- note: Who is high on both is a mill; each alone has honest reasons. The 600 highest on both together are drawn.
WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM (SELECT DISTINCT dispense_id, jurisdiction_id, prescriber_id, drug_id, quantity FROM dispenses) d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' AND d.prescriber_id IS NOT NULL GROUP BY 1, 2),
m AS (SELECT *, mme / nullif(avg(mme) OVER (PARTITION BY jurisdiction_id), 0) AS ratio FROM o),
f AS (SELECT prescriber_id, avg(IF(miles > 50, 1.0, 0.0)) AS far FROM (SELECT prescriber_id, patient_id, max(distance_patient_to_prescriber_miles) AS miles FROM dispenses WHERE distance_patient_to_prescriber_miles IS NOT NULL GROUP BY 1, 2) GROUP BY 1 HAVING count(*) >= 10)
SELECT round(100 * f.far, 2) AS far_pct, round(m.ratio, 3) AS ratio, CASE WHEN f.far >= 0.5 AND m.ratio >= 4 THEN 'far and much' WHEN m.ratio >= 5 THEN 'much' WHEN f.far >= 0.5 THEN 'far' ELSE 'neither' END AS prescriber
FROM m JOIN f ON f.prescriber_id = m.prescriber_id ORDER BY (0.05 + f.far) * m.ratio DESC, m.prescriber_id LIMIT 600

-- chart: cash_by_red_flags
-- title: Cash follows the red flags
-- kind: bar
-- x: red flags of the fill
-- y: paid in cash (%)
-- note: Flags: pharmacy above 50 miles away, prescriber at five times the mean, 90 MME a day or more.
WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT prescriber_id, mme / nullif(avg(mme) OVER (PARTITION BY jurisdiction_id), 0) AS ratio FROM o),
x AS (SELECT DISTINCT d.dispense_id, IF(d.distance_patient_to_pharmacy_miles > 50, 1, 0) + IF(coalesce(m.ratio, 0) >= 5, 1, 0) + IF(d.quantity * g.mme_per_unit / d.days_supply >= 90, 1, 0) AS flags, IF(d.payment_type = 'CASH', 1.0, 0.0) AS cash
      FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id LEFT JOIN m ON m.prescriber_id = d.prescriber_id WHERE g.drug_class = 'OPIOID' AND d.payment_type <> 'UNKNOWN' AND d.distance_patient_to_pharmacy_miles IS NOT NULL AND d.days_supply > 1)
SELECT flags, round(100 * avg(cash), 2) AS pct FROM x GROUP BY 1 ORDER BY 1

-- chart: pharmacies
-- title: Which pharmacies are mills?
-- kind: scatter
-- x: fills of schedule II
-- y: fills of the highest strength (%)
-- note: The 600 with the highest share are drawn.
WITH p AS (SELECT d.pharmacy_id, count(*) AS n, avg(IF(g.is_highest_strength, 1.0, 0.0)) AS strong FROM (SELECT DISTINCT dispense_id, pharmacy_id, drug_id FROM dispenses WHERE drug_schedule = 'II') d JOIN drugs g ON g.drug_id = d.drug_id WHERE d.pharmacy_id IS NOT NULL GROUP BY 1 HAVING count(*) >= 50)
SELECT n, round(100 * strong, 2) AS pct FROM p ORDER BY strong DESC, pharmacy_id LIMIT 600

-- detection: P5_patch_boxes
-- question: Which fills count boxes instead of patches?
-- expect: f1 >= 0.9
-- naive: fewer units than days is what every patch looks like that lasts three days; the daily dose was worked out from the patches, and a box of five is a fifth of it
SELECT 'dispenses' AS table_name, dispense_id AS row_key, 'quantity' AS column_name, 'P5_patch_boxes' AS stage_id
FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id
WHERE g.drug_class = 'OPIOID' AND 2 * d.quantity * g.mme_per_unit < d.mme_per_day * d.days_supply
-- trap:
SELECT 'dispenses' AS table_name, dispense_id AS row_key, 'quantity' AS column_name, 'P5_patch_boxes' AS stage_id
FROM dispenses WHERE quantity < days_supply

-- finds: P4_patient_alias
SELECT DISTINCT d.dispense_id FROM dispenses d LEFT ANTI JOIN patients p ON p.patient_id = d.patient_id

-- finds: P9_institutional_id
SELECT DISTINCT dispense_id FROM dispenses WHERE prescriber_id % 1000 = 999

-- finds: P3_days_supply_one
SELECT DISTINCT dispense_id FROM dispenses WHERE days_supply = 1
