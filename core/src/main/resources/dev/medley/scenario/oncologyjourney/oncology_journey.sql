-- Insights and targets of oncology_journey. Lines are counted by their dates, since numbers are reset and dates
-- exchanged: the first day of a line is the lesser of its two. A month has 30.4375 days.

-- insight: second_line_b_or_c_after_a
-- question: After A (carbo_pem_pembro), is B better than C, and how much of it is fitness?
-- expect: median_b in 12.2 .. 15.0
-- expect: median_c in 7.7 .. 9.6
-- expect: crude_hr in 0.60 .. 0.72
-- expect: ecog_adjusted_hr in 0.70 .. 0.85
-- ask: median_b = How many months of 30.4375 days do patients live from the start of their second line, by the Kaplan-Meier median, if the first systemic line was carbo_pem_pembro and the second is regimen_B?
-- ask: median_c = How many months of 30.4375 days do patients live from the start of their second line, by the Kaplan-Meier median, if the first systemic line was carbo_pem_pembro and the second is regimen_C?
-- ask: crude_hr = In patients whose first systemic line was carbo_pem_pembro, how many times as high is the death rate from the start of the second line on (deaths over days to death or last contact) with regimen_B as with regimen_C?
-- ask: ecog_adjusted_hr = In patients whose first systemic line was carbo_pem_pembro, how many times as high is the death rate from the start of the second line on (deaths over days to death or last contact) with regimen_B as with regimen_C, as the Mantel-Haenszel rate ratio over the ECOG status at that start?
-- rows: 900000
-- naive: the survival of the deceased alone (10.5 against 7.2 months) leaves out who is still alive; and the crude hazard ratio of 0.66 gives the drug what fitness did
-- source: 3.3
WITH l AS (SELECT patient_id, ecog_at_start AS ecog, least(start_date, coalesce(end_date,
    start_date)) AS st, CASE WHEN drug_regimen IN ('carboplatin/pemetrexed/pembrolizumab',
    'CARBO-PEM-PEMBRO') THEN 'carbo_pem_pembro' ELSE drug_regimen END AS reg FROM therapy_lines),
n AS (SELECT patient_id, ecog, st, reg, row_number() OVER (PARTITION BY patient_id ORDER BY st) AS k
    FROM l),
f AS (SELECT b.reg, b.ecog, CAST(greatest(datediff(coalesce(c.date_of_death, c.last_contact_date),
    b.st), 1) AS DOUBLE) AS t, CASE WHEN c.date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM n a
    JOIN n b ON b.patient_id = a.patient_id AND a.k = 1 AND b.k = 2 JOIN registry_cases c ON
    c.patient_id = a.patient_id WHERE a.reg = 'carbo_pem_pembro' AND b.reg IN ('regimen_B',
    'regimen_C')),
km AS (SELECT reg, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY reg ORDER BY t))
    AS s FROM (SELECT reg, t, d, sum(n) OVER (PARTITION BY reg ORDER BY t DESC) AS r FROM (SELECT
    reg, t, sum(d) AS d, count(*) AS n FROM f GROUP BY reg, t))),
e AS (SELECT ecog, sum(CASE WHEN reg = 'regimen_B' THEN d ELSE 0D END) AS db, sum(CASE WHEN reg =
    'regimen_C' THEN d ELSE 0D END) AS dc, sum(CASE WHEN reg = 'regimen_B' THEN t ELSE 0D END) AS
    tb, sum(CASE WHEN reg = 'regimen_C' THEN t ELSE 0D END) AS tc FROM f GROUP BY ecog)
SELECT (SELECT min(t) FROM km WHERE reg = 'regimen_B' AND s <= 0.5) / 30.4375D AS median_b, (SELECT
    min(t) FROM km WHERE reg = 'regimen_C' AND s <= 0.5) / 30.4375D AS median_c, (sum(db) / sum(tb))
    / (sum(dc) / sum(tc)) AS crude_hr, sum(db * tc / (tb + tc)) / sum(dc * tb / (tb + tc)) AS
    ecog_adjusted_hr FROM e

-- trap:
WITH f AS (SELECT b.drug_regimen AS reg, datediff(c.date_of_death, b.start_date) AS t FROM therapy_lines a JOIN therapy_lines b ON b.patient_id = a.patient_id AND a.line_of_therapy = 1 AND b.line_of_therapy = 2 JOIN registry_cases c ON c.patient_id = a.patient_id
    WHERE a.drug_regimen = 'carbo_pem_pembro' AND b.drug_regimen IN ('regimen_B', 'regimen_C') AND c.date_of_death IS NOT NULL)
SELECT percentile(CASE WHEN reg = 'regimen_B' THEN t END, 0.5) / 30.4375D AS median_b, percentile(CASE WHEN reg = 'regimen_C' THEN t END, 0.5) / 30.4375D AS median_c FROM f

-- insight: where_do_the_lines_go
-- question: Sankey, stage IV lung without a result that a TKI fits: where do lines go?
-- expect: flows_total = 1
-- expect: first_to_second in 0.245 .. 0.315
-- expect: second_to_third in 0.34 .. 0.44
-- expect: died_on_first in 0.165 .. 0.215
-- expect: naive_gap in 0.005 .. 0.03
-- ask: flows_total = Of patients with stage IV lung cancer at diagnosis and the biomarker status EGFR-/ALK- or UNKNOWN who start a first systemic line, some go on to a next line, the others stop without one by death, by loss, for other reasons or not at all: what do the shares of these five ways add up to?
-- ask: first_to_second = What share of the patients with stage IV lung cancer at diagnosis and the biomarker status EGFR-/ALK- or UNKNOWN who start a first systemic line goes on to a second?
-- ask: second_to_third = What share of the patients with stage IV lung cancer at diagnosis and the biomarker status EGFR-/ALK- or UNKNOWN who start a second systemic line goes on to a third?
-- ask: died_on_first = Of the patients with stage IV lung cancer at diagnosis and the biomarker status EGFR-/ALK- or UNKNOWN who start a first systemic line, what share ends treatment by death on that line?
-- ask: naive_gap = In patients with stage IV lung cancer at diagnosis and the biomarker status EGFR-/ALK- or UNKNOWN, by how much does the part of those who start a first systemic line that goes on to a second in truth exceed the count of lines recorded as number 2 over the count of lines recorded as number 1?
-- rows: 900000
-- naive: whoever had one line and is dead is taken to have died on it: most had stopped before
-- source: 3.3
WITH n AS (SELECT t.patient_id, t.line_of_therapy, t.end_date, t.reason_for_discontinuation AS why,
    row_number() OVER (PARTITION BY t.patient_id ORDER BY least(t.start_date, coalesce(t.end_date,
    t.start_date))) AS k, count(*) OVER (PARTITION BY t.patient_id) AS last_k FROM therapy_lines t),
x AS (SELECT n.k, n.line_of_therapy AS raw_k, CASE WHEN n.k < n.last_k THEN 'NEXT_LINE' WHEN
    n.end_date IS NULL THEN 'ON_TREATMENT' WHEN n.why = 'DEATH' THEN 'DIED' WHEN n.why =
    'LOST_TO_FOLLOW_UP' THEN 'LOST' ELSE 'NO_FURTHER_THERAPY' END AS flow FROM n JOIN registry_cases
    c ON c.patient_id = n.patient_id WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4',
    'Stage IV') AND c.biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN')),
s AS (SELECT k, flow, count(*) / CAST(sum(count(*)) OVER (PARTITION BY k) AS DOUBLE) AS share FROM x
    GROUP BY k, flow)
SELECT round(sum(CASE WHEN k = 1 THEN share END), 9) AS flows_total, max(CASE WHEN k = 1 AND flow =
    'NEXT_LINE' THEN share END) AS first_to_second, max(CASE WHEN k = 2 AND flow = 'NEXT_LINE' THEN
    share END) AS second_to_third, max(CASE WHEN k = 1 AND flow = 'DIED' THEN share END) AS
    died_on_first, max(CASE WHEN k = 1 AND flow = 'NEXT_LINE' THEN share END) - (SELECT sum(CASE
    WHEN raw_k = 2 THEN 1D ELSE 0D END) / sum(CASE WHEN raw_k = 1 THEN 1D ELSE 0D END) FROM x) AS
    naive_gap FROM s

-- trap:
WITH x AS (SELECT t.patient_id, max(t.line_of_therapy) AS lines, max(CAST(c.date_of_death IS NOT NULL AS INT)) AS dead FROM therapy_lines t JOIN registry_cases c ON c.patient_id = t.patient_id
    WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV') AND c.biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN') GROUP BY t.patient_id)
SELECT avg(IF(lines >= 2, 1D, 0D)) AS first_to_second, avg(IF(lines = 1 AND dead = 1, 1D, 0D)) AS died_on_first FROM x

-- insight: survival_by_stage_and_driver
-- question: Kaplan-Meier: five-year survival of lung cancer by stage, median on a TKI in months?
-- expect: s5_i in 0.66 .. 0.78
-- expect: s5_ii in 0.50 .. 0.63
-- expect: s5_iii in 0.34 .. 0.46
-- expect: s5_iv in 0.05 .. 0.095
-- expect: tki_median in 29 .. 36
-- expect: naive_s5_iv in 0.155 .. 0.22
-- ask: s5_i = What share of the patients with lung cancer of stage I at diagnosis is alive five years (1,826 days) after diagnosis, by Kaplan-Meier with censoring at the last contact?
-- ask: s5_ii = What share of the patients with lung cancer of stage II at diagnosis is alive five years (1,826 days) after diagnosis, by Kaplan-Meier with censoring at the last contact?
-- ask: s5_iii = What share of the patients with lung cancer of stage III at diagnosis is alive five years (1,826 days) after diagnosis, by Kaplan-Meier with censoring at the last contact?
-- ask: s5_iv = What share of the patients with lung cancer of stage IV at diagnosis is alive five years (1,826 days) after diagnosis, by Kaplan-Meier with censoring at the last contact?
-- ask: tki_median = How many months of 30.4375 days do patients with stage IV lung cancer whose first systemic line is osimertinib live from diagnosis on, by the Kaplan-Meier median?
-- ask: naive_s5_iv = What share of the patients with lung cancer of stage IV at diagnosis would Kaplan-Meier show alive five years (1,826 days) after diagnosis, if everybody without a date of death were taken to be alive at the data cut-off, the latest last contact of all cases?
-- rows: 900000
-- naive: whoever has no date of death is taken as alive at the cut-off: 19 % of stage IV alive after five years
-- source: 3.3
WITH c AS (SELECT patient_id, CASE WHEN stage RLIKE '4|IV' THEN 'IV' WHEN stage RLIKE '3|III' THEN
    'III' WHEN stage RLIKE '2|II' THEN 'II' ELSE 'I' END AS stg,
    CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) AS
    DOUBLE) AS t, CAST(datediff((SELECT max(last_contact_date) FROM registry_cases), diagnosis_date)
    AS DOUBLE) AS to_cutoff, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM
    registry_cases WHERE tumor_type = 'LUNG'),
f AS (SELECT patient_id, min_by(drug_regimen, least(start_date, coalesce(end_date, start_date))) AS
    reg FROM therapy_lines GROUP BY patient_id),
g AS (SELECT stg AS grp, t, d FROM c UNION ALL SELECT 'TKI', c.t, c.d FROM c JOIN f ON f.patient_id
    = c.patient_id WHERE c.stg = 'IV' AND f.reg ILIKE '%osimertinib%' UNION ALL SELECT 'NAIVE_IV',
    CASE WHEN d = 1 THEN t ELSE to_cutoff END, d FROM c WHERE stg = 'IV'),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t))
    AS s FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r FROM (SELECT
    grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'I' AND t <= 1826 THEN s END) AS s5_i, min(CASE WHEN grp = 'II' AND t <=
    1826 THEN s END) AS s5_ii, min(CASE WHEN grp = 'III' AND t <= 1826 THEN s END) AS s5_iii,
    min(CASE WHEN grp = 'IV' AND t <= 1826 THEN s END) AS s5_iv, min(CASE WHEN grp = 'TKI' AND s <=
    0.5 THEN t END) / 30.4375D AS tki_median, min(CASE WHEN grp = 'NAIVE_IV' AND t <= 1826 THEN s
    END) AS naive_s5_iv FROM km

-- trap:
WITH c AS (SELECT regexp_extract(upper(stage), '(IV|III|II|I)', 1) AS stg, CASE WHEN datediff(date_of_death, diagnosis_date) <= 1826 THEN 0D ELSE 1D END AS alive FROM registry_cases
    WHERE tumor_type = 'LUNG' AND diagnosis_date <= (SELECT date_sub(max(last_contact_date), 1826) FROM registry_cases))
SELECT avg(CASE WHEN stg = 'I' THEN alive END) AS s5_i, avg(CASE WHEN stg = 'II' THEN alive END) AS s5_ii, avg(CASE WHEN stg = 'III' THEN alive END) AS s5_iii, avg(CASE WHEN stg = 'IV' THEN alive END) AS s5_iv FROM c

-- insight: gene_testing_is_no_treatment
-- question: Does gene testing itself prolong life (stage IV lung, never on a TKI)? Hazard ratio from day 90 on.
-- expect: landmark_hr in 0.93 .. 1.10
-- expect: naive_hr in 0.60 .. 0.74
-- ask: landmark_hr = How many times as high is the death rate (deaths over days to death or last contact) from day 90 after diagnosis on, in stage IV lung cancer that was never treated with osimertinib or alectinib, with a gene test result by day 90 as without? Only patients followed for more than 90 days count.
-- ask: naive_hr = How many times as high is the death rate (deaths over days to death or last contact) from diagnosis on, in stage IV lung cancer that was never treated with osimertinib or alectinib, in patients who ever had a gene test as in those who never had one?
-- rows: 900000
-- naive: tested against untested from diagnosis: 0.67, since one has to live to be tested (immortal time)
-- source: 3.3
WITH c AS (SELECT CAST(datediff(coalesce(r.date_of_death, r.last_contact_date), r.diagnosis_date) AS
    DOUBLE) AS t, CASE WHEN r.date_of_death IS NULL THEN 0D ELSE 1D END AS d,
    datediff(r.ngs_test_date, r.diagnosis_date) AS tt FROM registry_cases r LEFT ANTI JOIN (SELECT
    patient_id FROM therapy_lines WHERE drug_regimen ILIKE '%osimertinib%' OR drug_regimen =
    'alectinib') k ON k.patient_id = r.patient_id WHERE r.tumor_type = 'LUNG' AND r.stage IN ('IV',
    'IVA', '4', 'Stage IV'))
SELECT (sum(CASE WHEN tt IS NOT NULL THEN d END) / sum(CASE WHEN tt IS NOT NULL THEN t END)) /
    (sum(CASE WHEN tt IS NULL THEN d END) / sum(CASE WHEN tt IS NULL THEN t END)) AS naive_hr,
    (sum(CASE WHEN t > 90 AND tt <= 90 THEN d END) / sum(CASE WHEN t > 90 AND tt <= 90 THEN t - 90
    END)) / (sum(CASE WHEN t > 90 AND coalesce(tt, 9999) > 90 THEN d END) / sum(CASE WHEN t > 90 AND
    coalesce(tt, 9999) > 90 THEN t - 90 END)) AS landmark_hr FROM c

-- trap:
WITH c AS (SELECT CAST(datediff(coalesce(r.date_of_death, r.last_contact_date), r.diagnosis_date) AS DOUBLE) AS t, CASE WHEN r.date_of_death IS NULL THEN 0D ELSE 1D END AS d, r.ngs_test_date IS NOT NULL AS tested
    FROM registry_cases r LEFT ANTI JOIN (SELECT patient_id FROM therapy_lines WHERE drug_regimen ILIKE '%osimertinib%' OR drug_regimen = 'alectinib') k ON k.patient_id = r.patient_id WHERE r.tumor_type = 'LUNG' AND r.stage IN ('IV', 'IVA', '4', 'Stage IV'))
SELECT (sum(CASE WHEN tested THEN d END) / sum(CASE WHEN tested THEN t END)) / (sum(CASE WHEN NOT tested THEN d END) / sum(CASE WHEN NOT tested THEN t END)) AS landmark_hr FROM c

-- insight: where_impossible_dates_come_from
-- question: Where do lines that end before they start come from?
-- expect: violation_share in 0.011 .. 0.021
-- expect: flagged_registrars in 0.12 .. 0.19
-- expect: share_in_flagged >= 0.97
-- ask: violation_share = What share of all lines of therapy has a start date after its end date?
-- ask: flagged_registrars = Of the registrars who abstracted lines, what share has a start date after the end date in more than 3 % of theirs?
-- ask: share_in_flagged = Of the lines with a start date after the end date, what share was abstracted by registrars who have such dates in more than 3 % of their lines?
-- rows: 900000
-- naive: grouped by registry instead of registrar, one in ten sticks out and three quarters of the errors seem to come from everywhere
-- source: 3.3
WITH v AS (SELECT registrar_id, count(*) AS n, sum(CASE WHEN start_date > end_date THEN 1D ELSE 0D
    END) AS bad FROM therapy_lines GROUP BY registrar_id)
SELECT sum(bad) / sum(n) AS violation_share, sum(CASE WHEN bad / n > 0.03 THEN bad ELSE 0D END) /
    sum(bad) AS share_in_flagged, avg(CASE WHEN bad / n > 0.03 THEN 1D ELSE 0D END) AS
    flagged_registrars FROM v

-- trap:
WITH v AS (SELECT registry_id, count(*) AS n, sum(CASE WHEN start_date > end_date THEN 1D ELSE 0D END) AS bad FROM therapy_lines GROUP BY registry_id)
SELECT sum(bad) / sum(n) AS violation_share, sum(CASE WHEN bad / n > 0.03 THEN bad ELSE 0D END) / sum(bad) AS share_in_flagged, avg(CASE WHEN bad / n > 0.03 THEN 1D ELSE 0D END) AS flagged_registrars FROM v

-- target: stage_iv_lung_never_treated
-- quantity: share of stage IV lung cancer that is never treated
-- expect: untreated = 0.27 ± 0.03
-- rows: 900000
-- source: Ontario registry (no treatment 26.7 %)
SELECT avg(CASE WHEN t.patient_id IS NULL THEN 1D ELSE 0D END) AS untreated
FROM registry_cases c LEFT JOIN (SELECT DISTINCT patient_id FROM therapy_lines) t ON t.patient_id = c.patient_id
WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV')

-- target: lines_without_tki
-- quantity: stage IV lung never on a TKI: share of those who start line 1 that start lines 2 and 3
-- expect: second = 0.28 ± 0.03
-- expect: third = 0.11 ± 0.02
-- rows: 900000
-- source: COTA 2015-22 (second line below 33 %, third 11-14 %)
SELECT avg(CASE WHEN n >= 2 THEN 1D ELSE 0D END) AS second, avg(CASE WHEN n >= 3 THEN 1D ELSE 0D END) AS third
FROM (SELECT patient_id, count(*) AS n FROM therapy_lines GROUP BY patient_id
  HAVING count_if(drug_regimen ILIKE '%osimertinib%' OR drug_regimen = 'alectinib') = 0) t
JOIN registry_cases c ON c.patient_id = t.patient_id WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV')

-- target: why_first_lines_stop
-- quantity: stage IV lung: why first lines stop, shares of all first lines, as before the mess
-- expect: progression = 0.44 ± 0.03
-- expect: death = 0.19 ± 0.03
-- expect: toxicity = 0.12 ± 0.03
-- expect: choice = 0.09 ± 0.03
-- expect: completed = 0.14 ± 0.03
-- rows: 900000
-- source: design; COTA counts deaths without a next line, 37-42 %
WITH n AS (SELECT patient_id, line_id, reason_for_discontinuation AS why,
    row_number() OVER (PARTITION BY patient_id ORDER BY least(start_date, coalesce(end_date, start_date))) AS k FROM therapy_lines),
m AS (SELECT row_key, clean_value FROM key.cells WHERE table_name = 'therapy_lines' AND stage_id = 'reason_missing'),
f AS (SELECT coalesce(n.why, m.clean_value) AS why FROM n JOIN registry_cases c ON c.patient_id = n.patient_id
  LEFT JOIN m ON m.row_key = CAST(n.line_id AS STRING) WHERE n.k = 1 AND c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV'))
SELECT avg(CASE WHEN why = 'PROGRESSION' THEN 1D ELSE 0D END) AS progression,
       avg(CASE WHEN why = 'DEATH' THEN 1D ELSE 0D END) AS death,
       avg(CASE WHEN why = 'TOXICITY' THEN 1D ELSE 0D END) AS toxicity,
       avg(CASE WHEN why = 'PATIENT_CHOICE' THEN 1D ELSE 0D END) AS choice,
       avg(CASE WHEN why = 'COMPLETED' THEN 1D ELSE 0D END) AS completed FROM f

-- target: median_survival_by_biomarker
-- quantity: median overall survival from diagnosis in months, stage IV: lung with osimertinib first, lung tested without a driver, breast HR+
-- expect: osimertinib = 32.5 ± 3
-- expect: no_driver = 12.0 ± 1.2
-- expect: breast_hr = 40 ± 4
-- rows: 900000
-- source: FLAURA 38.6, real world 30-39; real-world non-driver 12-16; MDACC real world 40-44
WITH f AS (SELECT patient_id, min_by(drug_regimen, least(start_date, coalesce(end_date, start_date))) AS reg FROM therapy_lines GROUP BY patient_id),
c AS (SELECT r.*, f.reg, CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) AS DOUBLE) AS t, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM registry_cases r LEFT JOIN f ON f.patient_id = r.patient_id WHERE r.stage IN ('IV', 'IVA', '4', 'Stage IV')),
g AS (SELECT 'OSIMERTINIB' AS grp, t, d FROM c WHERE reg ILIKE '%osimertinib%'
  UNION ALL SELECT 'NO_DRIVER', t, d FROM c WHERE biomarker_status = 'EGFR-/ALK-'
  UNION ALL SELECT 'BREAST_HR', t, d FROM c WHERE biomarker_status = 'HR+/HER2-'),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)) AS s
  FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r
    FROM (SELECT grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'OSIMERTINIB' AND s <= 0.5 THEN t END) / 30.4375D AS osimertinib, min(CASE WHEN grp = 'NO_DRIVER' AND s <= 0.5 THEN t END) / 30.4375D AS no_driver,
       min(CASE WHEN grp = 'BREAST_HR' AND s <= 0.5 THEN t END) / 30.4375D AS breast_hr FROM km

-- target: five_year_survival_of_lung_cancer
-- quantity: five-year survival of lung cancer by stage, Kaplan-Meier on the published data
-- expect: s5_i = 0.72 ± 0.04
-- expect: s5_ii = 0.57 ± 0.04
-- expect: s5_iii = 0.40 ± 0.04
-- expect: s5_iv = 0.07 ± 0.04
-- rows: 900000
-- source: SEER (localised 62, regional 36, distant 9 %)
WITH g AS (SELECT CASE WHEN stage RLIKE '4|IV' THEN 'IV' WHEN stage RLIKE '3|III' THEN 'III' WHEN stage RLIKE '2|II' THEN 'II' ELSE 'I' END AS grp,
    CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) AS DOUBLE) AS t, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM registry_cases WHERE tumor_type = 'LUNG'),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)) AS s
  FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r
    FROM (SELECT grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'I' AND t <= 1826 THEN s END) AS s5_i, min(CASE WHEN grp = 'II' AND t <= 1826 THEN s END) AS s5_ii,
       min(CASE WHEN grp = 'III' AND t <= 1826 THEN s END) AS s5_iii, min(CASE WHEN grp = 'IV' AND t <= 1826 THEN s END) AS s5_iv FROM km

-- target: osimertinib_progressors_reach_line_2
-- quantity: share of those who progress on first-line osimertinib that start a second line
-- expect: second = 0.68 ± 0.05
-- rows: 900000
-- source: NOWEL (70 %)
WITH n AS (SELECT patient_id, drug_regimen, reason_for_discontinuation AS why,
    row_number() OVER (PARTITION BY patient_id ORDER BY least(start_date, coalesce(end_date, start_date))) AS k,
    count(*) OVER (PARTITION BY patient_id) AS n FROM therapy_lines)
SELECT avg(CASE WHEN n > 1 THEN 1D ELSE 0D END) AS second FROM n
WHERE k = 1 AND drug_regimen ILIKE '%osimertinib%' AND why = 'PROGRESSION'

-- target: waits
-- quantity: days from a stage IV diagnosis to the first line and from a progression to the next line, medians
-- expect: to_first = 27 ± 3
-- expect: gap = 24 ± 3
-- rows: 900000
-- source: design
WITH n AS (SELECT patient_id, reason_for_discontinuation AS why, least(start_date, coalesce(end_date, start_date)) AS st,
    greatest(start_date, end_date) AS en FROM therapy_lines),
o AS (SELECT patient_id, st, lag(why) OVER w AS why_before, lag(en) OVER w AS end_before, row_number() OVER w AS k
  FROM n WINDOW w AS (PARTITION BY patient_id ORDER BY st))
SELECT median(CASE WHEN k = 1 AND c.stage IN ('IV', 'IVA', '4', 'Stage IV') THEN datediff(st, c.diagnosis_date) END) AS to_first,
       median(CASE WHEN why_before = 'PROGRESSION' AND (k > 2 OR c.stage IN ('IV', 'IVA', '4', 'Stage IV')) THEN datediff(st, end_before) END) AS gap
FROM o JOIN registry_cases c ON c.patient_id = o.patient_id

-- target: platinum_doublets_give_way
-- quantity: share of platinum_doublet in the first palliative lines of lung cancer, first and last year of diagnosis
-- expect: first_year = 0.375 ± 0.05
-- expect: last_year = 0.20 ± 0.04
-- rows: 900000
-- source: COTA (77 % in 2015, below 15 % from 2020); design
WITH p AS (SELECT t.patient_id, year(t.event_date) AS y, min_by(t.drug_regimen, least(t.start_date, coalesce(t.end_date, t.start_date))) AS reg
  FROM therapy_lines t JOIN registry_cases c ON c.patient_id = t.patient_id
  WHERE c.tumor_type = 'LUNG' AND t.therapy_intent = 'PALLIATIVE' GROUP BY t.patient_id, year(t.event_date))
SELECT avg(CASE WHEN y = (SELECT min(y) FROM p) THEN CASE WHEN reg = 'platinum_doublet' THEN 1D ELSE 0D END END) AS first_year,
       avg(CASE WHEN y = (SELECT max(y) FROM p) THEN CASE WHEN reg = 'platinum_doublet' THEN 1D ELSE 0D END END) AS last_year FROM p

-- target: impossible_dates
-- quantity: share of lines that start after their end, and how much of them comes from the worst sixth of the registrars
-- expect: violations = 0.016 ± 0.004
-- expect: share_of_worst_sixth >= 0.97
-- rows: 900000
-- source: design
WITH v AS (SELECT registrar_id, count(*) AS n, sum(CASE WHEN start_date > end_date THEN 1D ELSE 0D END) AS bad FROM therapy_lines GROUP BY registrar_id),
r AS (SELECT *, percent_rank() OVER (ORDER BY bad DESC) AS worse FROM v)
SELECT sum(bad) / sum(n) AS violations, sum(CASE WHEN worse <= 1D / 6 THEN bad ELSE 0D END) / sum(bad) AS share_of_worst_sixth FROM r

-- target: deaths_without_a_date
-- quantity: share of deaths before the end of follow-up without a date, and share of the dated that are dated by month
-- expect: undated = 0.10 ± 0.015
-- expect: by_month = 0.40 ± 0.05
-- rows: 900000
-- source: sensitivity of linked records at least 88 %; design
SELECT avg(CASE WHEN c.date_of_death IS NULL THEN 1D ELSE 0D END) AS undated,
       sum(CASE WHEN c.death_date_precision = 'MONTH' THEN 1D ELSE 0D END) / count(c.date_of_death) AS by_month
FROM registry_cases c JOIN key.case_truth t ON t.patient_id = c.patient_id WHERE t.true_death_date IS NOT NULL

-- target: unfit_and_treated_by_age
-- quantity: stage IV lung below 55, 55-64, 65-74 and from 75 years: share with ECOG 2 or worse, share treated
-- expect: unfit_young = 0.16 ± 0.04
-- expect: unfit_middle = 0.24 ± 0.04
-- expect: unfit_older = 0.32 ± 0.04
-- expect: unfit_old = 0.43 ± 0.04
-- expect: treated_young = 0.81 ± 0.04
-- expect: treated_middle = 0.77 ± 0.04
-- expect: treated_older = 0.73 ± 0.04
-- expect: treated_old = 0.66 ± 0.04
-- rows: 900000
-- source: design; Ontario (age, ECOG)
WITH c AS (SELECT CASE WHEN age_at_diagnosis < 55 THEN 'young' WHEN age_at_diagnosis < 65 THEN 'middle' WHEN age_at_diagnosis < 75 THEN 'older' ELSE 'old' END AS grp, CASE WHEN ecog_at_diagnosis >= 2 THEN 1D ELSE 0D END AS unfit,
    CASE WHEN t.patient_id IS NULL THEN 0D ELSE 1D END AS treated
  FROM registry_cases r LEFT JOIN (SELECT DISTINCT patient_id FROM therapy_lines) t ON t.patient_id = r.patient_id
  WHERE tumor_type = 'LUNG' AND stage IN ('IV', 'IVA', '4', 'Stage IV'))
SELECT avg(CASE WHEN grp = 'young' THEN unfit END) AS unfit_young,
       avg(CASE WHEN grp = 'middle' THEN unfit END) AS unfit_middle,
       avg(CASE WHEN grp = 'older' THEN unfit END) AS unfit_older,
       avg(CASE WHEN grp = 'old' THEN unfit END) AS unfit_old,
       avg(CASE WHEN grp = 'young' THEN treated END) AS treated_young,
       avg(CASE WHEN grp = 'middle' THEN treated END) AS treated_middle,
       avg(CASE WHEN grp = 'older' THEN treated END) AS treated_older,
       avg(CASE WHEN grp = 'old' THEN treated END) AS treated_old FROM c

-- target: survival_by_age
-- quantity: stage IV lung below 55, 55-64, 65-74 and from 75 years: median survival in months
-- expect: months_young = 13 ± 1.3
-- expect: months_middle = 11.7 ± 1.3
-- expect: months_older = 10.4 ± 1.3
-- expect: months_old = 8.8 ± 1.3
-- rows: 900000
-- source: design; Ontario (age, ECOG)
WITH g AS (SELECT CASE WHEN age_at_diagnosis < 55 THEN 'young' WHEN age_at_diagnosis < 65 THEN 'middle' WHEN age_at_diagnosis < 75 THEN 'older' ELSE 'old' END AS grp, CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) AS DOUBLE) AS t, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM registry_cases WHERE tumor_type = 'LUNG' AND stage IN ('IV', 'IVA', '4', 'Stage IV')),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)) AS s
  FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r
    FROM (SELECT grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'young' AND s <= 0.5 THEN t END) / 30.4375D AS months_young,
       min(CASE WHEN grp = 'middle' AND s <= 0.5 THEN t END) / 30.4375D AS months_middle,
       min(CASE WHEN grp = 'older' AND s <= 0.5 THEN t END) / 30.4375D AS months_older,
       min(CASE WHEN grp = 'old' AND s <= 0.5 THEN t END) / 30.4375D AS months_old FROM km

-- target: pembrolizumab_for_two_years
-- quantity: share of lines with pembrolizumab that end in months 23 to 26, and that run longer
-- expect: two_years = 0.05 ± 0.015
-- expect: longer <= 0.005
-- rows: 900000
-- source: two-year rule of pembrolizumab
SELECT avg(CASE WHEN m >= 23 AND m < 26 THEN 1D ELSE 0D END) AS two_years, avg(CASE WHEN m >= 26 THEN 1D ELSE 0D END) AS longer
FROM (SELECT abs(datediff(end_date, start_date)) / 30.4375D AS m FROM therapy_lines
  WHERE drug_regimen IN ('carbo_pem_pembro', 'carboplatin/pemetrexed/pembrolizumab', 'CARBO-PEM-PEMBRO', 'pembrolizumab') AND end_date IS NOT NULL)

-- target: time_on_treatment_and_survival
-- quantity: stage IV lung without a driver that is known, first line with pembrolizumab: median months on treatment and to death, from the start of the line
-- expect: on_treatment = 3.8 ± 0.8
-- expect: survival = 12 ± 2
-- rows: 900000
-- source: USON (time on treatment far below survival)
WITH l AS (SELECT patient_id, drug_regimen, reason_for_discontinuation AS why, least(start_date, coalesce(end_date, start_date)) AS st, greatest(start_date, end_date) AS en,
    row_number() OVER (PARTITION BY patient_id ORDER BY least(start_date, coalesce(end_date, start_date))) AS k FROM therapy_lines),
f AS (SELECT l.*, c.date_of_death, c.last_contact_date FROM l JOIN registry_cases c ON c.patient_id = l.patient_id
  WHERE l.k = 1 AND c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV') AND c.biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN')
    AND l.drug_regimen IN ('carbo_pem_pembro', 'carboplatin/pemetrexed/pembrolizumab', 'CARBO-PEM-PEMBRO', 'pembrolizumab')),
g AS (SELECT 'ON' AS grp, CAST(greatest(datediff(coalesce(en, last_contact_date), st), 1) AS DOUBLE) AS t, CASE WHEN en IS NULL OR why = 'LOST_TO_FOLLOW_UP' THEN 0D ELSE 1D END AS d FROM f
  UNION ALL SELECT 'OS', CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), st), 1) AS DOUBLE), CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END FROM f),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)) AS s
  FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r
    FROM (SELECT grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'ON' AND s <= 0.5 THEN t END) / 30.4375D AS on_treatment, min(CASE WHEN grp = 'OS' AND s <= 0.5 THEN t END) / 30.4375D AS survival FROM km

-- target: egfr_by_sex
-- quantity: share of EGFR among lung cancers of women and of men
-- expect: women = 0.22 ± 0.02
-- expect: men = 0.126 ± 0.02
-- rows: 900000
-- source: series of adenocarcinoma
SELECT avg(CASE WHEN c.sex = 'F' THEN CASE WHEN t.true_driver = 'EGFR' THEN 1D ELSE 0D END END) AS women,
       avg(CASE WHEN c.sex = 'M' THEN CASE WHEN t.true_driver = 'EGFR' THEN 1D ELSE 0D END END) AS men
FROM registry_cases c JOIN key.case_truth t ON t.patient_id = c.patient_id WHERE c.tumor_type = 'LUNG'

-- target: registries_differ
-- quantity: sd between registries of the share of stage IV in lung cancer (sampling alone 0.008)
-- expect: sd = 0.05 ± 0.015
-- rows: 900000
-- source: design
SELECT stddev(share) AS sd FROM (SELECT registry_id, avg(CASE WHEN stage IN ('IV', 'IVA', '4', 'Stage IV') THEN 1D ELSE 0D END) AS share
  FROM registry_cases WHERE tumor_type = 'LUNG' GROUP BY registry_id)

-- target: clinics_keep_their_days
-- quantity: share of line starts and of test results on a weekend or holiday, and of the living who were last seen on one and the same day
-- expect: starts = 0
-- expect: results = 0
-- expect: on_one_day <= 0.04
-- rows: 900000
-- source: design
SELECT (SELECT avg(CASE WHEN weekday(st) >= 5 OR date_format(st, 'MM-dd') IN ('01-01', '07-04', '11-11', '12-24', '12-25', '12-31') THEN 1D ELSE 0D END)
    FROM (SELECT least(start_date, coalesce(end_date, start_date)) AS st FROM therapy_lines)) AS starts,
  (SELECT avg(CASE WHEN weekday(ngs_test_date) >= 5 OR date_format(ngs_test_date, 'MM-dd') IN ('01-01', '07-04', '11-11', '12-24', '12-25', '12-31') THEN 1D ELSE 0D END)
    FROM registry_cases WHERE ngs_test_date IS NOT NULL) AS results,
  (SELECT max(n) / CAST(sum(n) AS DOUBLE) FROM (SELECT count(*) AS n FROM registry_cases
    WHERE vital_status = 'ALIVE' GROUP BY last_contact_date)) AS on_one_day

-- chart: lines_of_therapy
-- title: Where lines of therapy go, stage IV lung cancer
-- kind: sankey
-- x: patients from line to line
-- value: patients
-- note: Without a driver that a kinase inhibitor fits. Lines are counted by their dates, since registrars number them anew.
WITH n AS (SELECT t.patient_id, t.end_date, t.reason_for_discontinuation AS why, row_number() OVER (PARTITION BY t.patient_id ORDER BY least(t.start_date, coalesce(t.end_date, t.start_date))) AS k, count(*) OVER (PARTITION BY t.patient_id) AS last_k
  FROM (SELECT DISTINCT line_id, patient_id, start_date, end_date, reason_for_discontinuation FROM therapy_lines) t),
x AS (SELECT n.k, CASE WHEN n.k < n.last_k THEN concat('line ', n.k + 1) WHEN n.end_date IS NULL THEN 'on treatment' WHEN n.why = 'DEATH' THEN 'died' WHEN n.why = 'LOST_TO_FOLLOW_UP' THEN 'lost' ELSE 'no further therapy' END AS flow
  FROM n JOIN (SELECT DISTINCT patient_id FROM registry_cases WHERE tumor_type = 'LUNG' AND stage IN ('IV', 'IVA', '4', 'Stage IV') AND biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN')) c ON c.patient_id = n.patient_id WHERE n.k <= 4)
SELECT concat('line ', k) AS origin, flow, count(*) AS patients FROM x WHERE k < 4 OR flow NOT LIKE 'line%' GROUP BY 1, 2 ORDER BY 1, 2

-- chart: survival_by_stage
-- title: Survival of lung cancer by stage
-- kind: survival
-- x: time since diagnosis (months)
-- y: alive (share)
-- note: Kaplan-Meier; who was lost or lives at the cut-off is censored.
WITH c AS (SELECT DISTINCT patient_id, CASE WHEN stage RLIKE '4|IV' THEN 'stage IV' WHEN stage RLIKE '3|III' THEN 'stage III' WHEN stage RLIKE '2|II' THEN 'stage II' ELSE 'stage I' END AS grp,
    CAST(ceil(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) / 30.4375) AS INT) AS t, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM registry_cases WHERE tumor_type = 'LUNG' AND stage IS NOT NULL),
r AS (SELECT grp, t, sum(d) AS d, sum(count(*)) OVER (PARTITION BY grp ORDER BY t DESC) AS n FROM c WHERE t IS NOT NULL GROUP BY grp, t)
SELECT t, round(exp(sum(ln(greatest(1D - d / n, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)), 4) AS alive, grp FROM r WHERE t <= 120
UNION ALL SELECT 0, 1D, grp FROM r GROUP BY grp ORDER BY 3, 1

-- chart: impossible_dates
-- title: Registrars by their lines that end before they start
-- kind: scatter
-- x: lines abstracted
-- y: lines that end before they start (%)
-- note: A few registrars make nearly all of them. At most 600 are drawn.
SELECT count(*) AS n, round(100 * avg(CASE WHEN start_date > end_date THEN 1D ELSE 0D END), 3) AS pct FROM therapy_lines WHERE registrar_id IS NOT NULL GROUP BY registrar_id ORDER BY xxhash64(registrar_id) LIMIT 600

-- detection: line_reset
-- question: Which lines of therapy were counted anew by the next hospital?
-- expect: f1 >= 0.9
-- naive: of two lines with the same number one is right, and the last of three that were counted anew has a number of its own; start and end that were exchanged do not change the order
WITH l AS (SELECT line_id, line_of_therapy, row_number() OVER (PARTITION BY patient_id ORDER BY least(start_date, end_date)) AS n FROM therapy_lines)
SELECT 'therapy_lines' AS table_name, line_id AS row_key, 'line_of_therapy' AS column_name, 'line_reset' AS stage_id
FROM l WHERE line_of_therapy < n
-- trap:
WITH l AS (SELECT line_id, count(*) OVER (PARTITION BY patient_id, line_of_therapy) AS same FROM therapy_lines)
SELECT 'therapy_lines' AS table_name, line_id AS row_key, 'line_of_therapy' AS column_name, 'line_reset' AS stage_id
FROM l WHERE same > 1

-- finds: date_swap
SELECT DISTINCT line_id FROM therapy_lines WHERE start_date > end_date

-- finds: regimen_alias
SELECT DISTINCT t.line_id FROM therapy_lines t LEFT ANTI JOIN regimens r ON r.drug_regimen = t.drug_regimen

-- finds: death_month_only
SELECT DISTINCT patient_id FROM registry_cases WHERE death_date_precision = 'MONTH'

-- finds: stage_text
SELECT DISTINCT patient_id FROM registry_cases WHERE stage NOT IN ('I', 'II', 'III', 'IV')

-- finds: reason_missing
SELECT DISTINCT line_id FROM therapy_lines WHERE reason_for_discontinuation IS NULL AND end_date IS NOT NULL
