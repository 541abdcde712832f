-- Insights and targets of precision_oncology. A patient's rows all have the day of diagnosis as event_date.

-- insight: drug_x_or_y
-- question: How much better do KRAS G12C patients respond to Drug X than to Drug Y? "40 % better" is relative.
-- expect: rate_ratio in 1.17 .. 1.65
-- expect: orr_x in 0.38 .. 0.48
-- expect: orr_y in 0.26 .. 0.355
-- expect: alias_loss in 0.03 .. 0.17
-- ask: rate_ratio = How many times as high is the response rate (complete or partial response as best response, of all lines) with Drug X as with Drug Y, from the second line on, in patients with a KRAS G12C mutation?
-- ask: orr_x = From the second line on, what share of the lines of Drug X in patients with a KRAS G12C mutation has a complete or partial response as best response?
-- ask: orr_y = From the second line on, what share of the lines of Drug Y in patients with a KRAS G12C mutation has a complete or partial response as best response?
-- ask: alias_loss = Of the lines of Drug X and Drug Y from the second on in patients with a KRAS G12C mutation, what share is in patients who have no report with the mutation written as p.Gly12Cys?
-- rows: 1000000
-- naive: every KRAS mutation counted, though only G12C fits these drugs: 31 against 23 %; and = 'p.Gly12Cys' alone loses about 9 % of the patients
-- source: 2.3
WITH g AS (SELECT patient_id, max(CASE WHEN variant_protein = 'p.Gly12Cys' THEN 1 ELSE 0 END) AS standard FROM biomarker_results WHERE biomarker = 'KRAS' AND result_status = 'DETECTED' AND variant_protein IN ('p.Gly12Cys', 'G12C', 'KRAS G12C', 'c.34G>T') GROUP BY patient_id),
r AS (SELECT t.drug_name, g.standard, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN g USING (patient_id) WHERE t.line_number >= 2 AND t.drug_name IN ('Drug X', 'Drug Y'))
SELECT avg(CASE WHEN drug_name = 'Drug X' THEN resp END) / avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS rate_ratio, avg(CASE WHEN drug_name = 'Drug X' THEN resp END) AS orr_x, avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS orr_y, 1D - avg(standard) AS alias_loss FROM r

-- trap:
WITH g AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker = 'KRAS' AND result_status = 'DETECTED'),
r AS (SELECT t.drug_name, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN g USING (patient_id) WHERE t.drug_name IN ('Drug X', 'Drug Y'))
SELECT avg(CASE WHEN drug_name = 'Drug X' THEN resp END) / avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS rate_ratio, avg(CASE WHEN drug_name = 'Drug X' THEN resp END) AS orr_x, avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS orr_y FROM r

-- insight: gefitinib_relapse
-- question: How long do gefitinib responders last before T790M relapse, and how often is it T790M?
-- expect: mean_months in 5.6 .. 6.7
-- expect: t790m_share in 0.565 .. 0.675
-- ask: mean_months = How many months of 30.4375 days is the mean progression-free survival on first-line gefitinib of patients who had a complete or partial response and whose EGFR test at progression detected T790M?
-- ask: t790m_share = Of the patients who progressed on first-line gefitinib and had EGFR tested at progression, responders or not, what share has T790M?
-- rows: 1000000
-- naive: all who took gefitinib: those who never responded, who were not tested again and whose clock still runs make it 5.2 months and a quarter
-- source: 1.3, 2.3
WITH re AS (SELECT patient_id, max(CASE WHEN result_status = 'DETECTED' THEN 1D ELSE 0D END) AS t790m FROM biomarker_results WHERE report_type = 'PROGRESSION' AND biomarker = 'EGFR' GROUP BY patient_id)
SELECT avg(CASE WHEN re.t790m = 1 AND t.best_response IN ('CR', 'PR') THEN t.pfs_days END) / 30.4375D AS mean_months, avg(re.t790m) AS t790m_share FROM treatments t JOIN re USING (patient_id) WHERE t.line_number = 1 AND t.drug_name = 'gefitinib' AND t.pfs_event = 'PROGRESSION'

-- trap:
WITH re AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE variant_protein = 'p.Thr790Met')
SELECT avg(t.pfs_days) / 30.4375D AS mean_months, avg(CASE WHEN re.patient_id IS NULL THEN 0D ELSE 1D END) AS t790m_share FROM treatments t LEFT JOIN re USING (patient_id) WHERE t.drug_name = 'gefitinib'

-- insight: uncertain_variant
-- question: Is a variant of uncertain significance half a mutation? Response to olaparib by class of the BRCA variant.
-- expect: orr_vus in 0.10 .. 0.26
-- expect: orr_pathogenic in 0.54 .. 0.68
-- expect: naive_orr in 0.42 .. 0.54
-- expect: vus_report_share in 0.26 .. 0.33
-- ask: orr_vus = What share of the patients on olaparib whose initial report has a BRCA1 or BRCA2 variant of uncertain significance and no pathogenic one has a complete or partial response as best response?
-- ask: orr_pathogenic = What share of the patients on olaparib whose initial report has a pathogenic BRCA1 or BRCA2 variant has a complete or partial response as best response?
-- ask: naive_orr = What share of the patients on olaparib whose initial report has a BRCA1 or BRCA2 variant of whatever class, benign ones too, has a complete or partial response as best response?
-- ask: vus_report_share = What share of the initial large-panel reports with enough material has a variant of uncertain significance in at least one gene?
-- rows: 1000000
-- naive: any BRCA variant counted as positive: 0.49
-- source: 1.3, 2.3
WITH c AS (SELECT patient_id, max(CASE classification WHEN 'PATHOGENIC' THEN 3 WHEN 'UNCERTAIN_SIGNIFICANCE' THEN 2 ELSE 1 END) AS k FROM biomarker_results WHERE report_type = 'INITIAL' AND biomarker IN ('BRCA1', 'BRCA2') AND result_status = 'DETECTED' GROUP BY patient_id),
o AS (SELECT c.k, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN c USING (patient_id) WHERE t.drug_name = 'olaparib'),
p AS (SELECT report_id, max(CASE WHEN classification = 'UNCERTAIN_SIGNIFICANCE' THEN 1D ELSE 0D END) AS vus FROM biomarker_results WHERE report_type = 'INITIAL' AND panel = 'LARGE_PANEL' AND result_status <> 'QNS' GROUP BY report_id)
SELECT avg(CASE WHEN k = 2 THEN resp END) AS orr_vus, avg(CASE WHEN k = 3 THEN resp END) AS orr_pathogenic, avg(resp) AS naive_orr, (SELECT avg(vus) FROM p) AS vus_report_share FROM o

-- trap:
WITH c AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker IN ('BRCA1', 'BRCA2') AND result_status = 'DETECTED'),
o AS (SELECT avg(CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END) AS orr FROM treatments t JOIN c USING (patient_id) WHERE t.drug_name = 'olaparib')
SELECT orr AS orr_vus, orr AS orr_pathogenic FROM o

-- insight: low_pd_l1
-- question: What do low-PD-L1 patients on immunotherapy at $15,000 a month cost, and what do they gain?
-- expect: low_share in 0.20 .. 0.32
-- expect: orr_low in 0.08 .. 0.14
-- expect: orr_high in 0.43 .. 0.51
-- expect: wasted_share in 0.075 .. 0.135
-- expect: naive_low_share in 0.225 .. 0.35
-- ask: low_share = Of the lines of pembrolizumab in patients with a PD-L1 result, what share is in patients with a tumour proportion score below 1 %?
-- ask: orr_low = What share of the lines of pembrolizumab in patients with a PD-L1 tumour proportion score below 1 % has a complete or partial response as best response?
-- ask: orr_high = What share of the lines of pembrolizumab in patients with a PD-L1 tumour proportion score of 50 % or more has a complete or partial response as best response?
-- ask: wasted_share = What share of the cost of pembrolizumab in patients with a PD-L1 result goes into lines of patients with a tumour proportion score below 1 % that bring neither a complete nor a partial response?
-- ask: naive_low_share = Of the lines of pembrolizumab in patients with a PD-L1 result, what share is in patients whose tumour proportion score stands in the report as a number below 1?
-- rows: 1000000
-- naive: a score that is missing read as 0, and TPS as it stands, which takes fractions for low scores: 34 % look low
-- source: 1.3
WITH p AS (SELECT patient_id, max(CASE WHEN pd_l1_tps_pct > 0 AND pd_l1_tps_pct < 1 THEN pd_l1_tps_pct * 100 ELSE pd_l1_tps_pct END) AS tps, max(pd_l1_tps_pct) AS raw_tps FROM biomarker_results WHERE biomarker = 'PD-L1' AND result_status = 'FINAL' GROUP BY patient_id),
io AS (SELECT p.tps, p.raw_tps, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp, CAST(t.drug_cost_usd AS DOUBLE) AS cost FROM treatments t JOIN p USING (patient_id) WHERE t.drug_name = 'pembrolizumab')
SELECT avg(CASE WHEN tps < 1 THEN 1D ELSE 0D END) AS low_share, avg(CASE WHEN tps < 1 THEN resp END) AS orr_low, avg(CASE WHEN tps >= 50 THEN resp END) AS orr_high, sum(CASE WHEN tps < 1 AND resp = 0 THEN cost ELSE 0D END) / sum(cost) AS wasted_share, avg(CASE WHEN raw_tps < 1 THEN 1D ELSE 0D END) AS naive_low_share FROM io

-- trap:
WITH p AS (SELECT patient_id, coalesce(pd_l1_tps_pct, 0) AS tps FROM biomarker_results WHERE biomarker = 'PD-L1'),
io AS (SELECT p.tps, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp, CAST(t.drug_cost_usd AS DOUBLE) AS cost FROM treatments t JOIN p USING (patient_id) WHERE t.drug_name = 'pembrolizumab')
SELECT avg(CASE WHEN tps < 1 THEN 1D ELSE 0D END) AS low_share, avg(CASE WHEN tps < 1 THEN resp END) AS orr_low, avg(CASE WHEN tps >= 50 THEN resp END) AS orr_high, sum(CASE WHEN tps < 1 AND resp = 0 THEN cost ELSE 0D END) / sum(cost) AS wasted_share FROM io

-- insight: next_indication
-- question: Which unlabelled cell of tumour, gene and drug (line 2, n >= 100) is the next indication?
-- expect: is_stk11_lung_drug_z = 1
-- expect: rate_ratio in 0.34 .. 0.58
-- ask: is_stk11_lung_drug_z = Among second-line cells of tumour, mutated gene and drug, is Drug Z in lung cancer with STK11 the one with the lowest ratio of the rate of progression or death per day to that with all other drugs in the same tumour and gene (1 for yes, 0 for no)? A cell counts with 100 lines or more, if the label does not name its tumour and gene together; the mutation is pathogenic and in the initial report.
-- ask: rate_ratio = Among second-line cells of tumour, mutated gene and drug, how many times as high as with all other drugs in the same tumour and gene is the rate of progression or death per day in the cell where this ratio is lowest? A cell counts with 100 lines or more, if the label does not name its tumour and gene together; the mutation is pathogenic and in the initial report.
-- rows: 1000000
-- naive: without the floor on n a cell of a handful of patients usually wins
-- source: 1.3
WITH m AS (SELECT DISTINCT patient_id, biomarker FROM biomarker_results WHERE report_type = 'INITIAL' AND result_status = 'DETECTED' AND classification = 'PATHOGENIC'),
x AS (SELECT CASE WHEN p.tumor_type IN ('LUNG', 'NSCLC') THEN 'LUNG' WHEN p.tumor_type IN ('BREAST', 'Breast Ca') THEN 'BREAST' WHEN p.tumor_type IN ('COLORECTAL', 'CRC') THEN 'COLORECTAL' ELSE 'PANCREAS' END AS tumor, m.biomarker, t.drug_name, CAST(t.pfs_days AS DOUBLE) AS days, CASE WHEN t.pfs_event = 'CENSORED' THEN 0D ELSE 1D END AS ev FROM treatments t JOIN patients p USING (patient_id) JOIN m USING (patient_id) WHERE t.line_number = 2),
c AS (SELECT tumor, biomarker, drug_name, count(*) AS n, sum(ev) AS d, sum(days) AS pt FROM x GROUP BY tumor, biomarker, drug_name),
h AS (SELECT tumor, biomarker, drug_name, n, try_divide(d * ((sum(pt) OVER w) - pt), pt * ((sum(d) OVER w) - d)) AS rate_ratio FROM c WINDOW w AS (PARTITION BY tumor, biomarker))
SELECT concat_ws(' ', h.tumor, h.biomarker, h.drug_name) AS best_cell, CASE WHEN h.tumor = 'LUNG' AND h.biomarker = 'STK11' AND h.drug_name = 'Drug Z' THEN 1 ELSE 0 END AS is_stk11_lung_drug_z, h.rate_ratio FROM h JOIN drugs g USING (drug_name) WHERE h.n >= 100 AND NOT (coalesce(g.label_tumor_type, '') = h.tumor AND coalesce(g.label_biomarker, '') = h.biomarker) ORDER BY h.rate_ratio LIMIT 1

-- trap:
WITH m AS (SELECT DISTINCT patient_id, biomarker FROM biomarker_results WHERE result_status = 'DETECTED'),
x AS (SELECT p.tumor_type AS tumor, m.biomarker, t.drug_name, CAST(t.pfs_days AS DOUBLE) AS days, CASE WHEN t.pfs_event = 'CENSORED' THEN 0D ELSE 1D END AS ev FROM treatments t JOIN patients p USING (patient_id) JOIN m USING (patient_id) WHERE t.line_number = 2),
c AS (SELECT tumor, biomarker, drug_name, sum(ev) AS d, sum(days) AS pt FROM x GROUP BY tumor, biomarker, drug_name),
h AS (SELECT tumor, biomarker, drug_name, try_divide(d * ((sum(pt) OVER w) - pt), pt * ((sum(d) OVER w) - d)) AS rate_ratio FROM c WINDOW w AS (PARTITION BY tumor, biomarker))
SELECT concat_ws(' ', h.tumor, h.biomarker, h.drug_name) AS best_cell, CASE WHEN h.tumor = 'LUNG' AND h.biomarker = 'STK11' AND h.drug_name = 'Drug Z' THEN 1 ELSE 0 END AS is_stk11_lung_drug_z, h.rate_ratio
FROM h JOIN drugs g USING (drug_name) WHERE h.rate_ratio IS NOT NULL AND NOT (coalesce(g.label_tumor_type, '') = h.tumor AND coalesce(g.label_biomarker, '') = h.biomarker) ORDER BY h.rate_ratio, best_cell LIMIT 1

-- insight: lung_survival
-- question: How long do lung patients live? Kaplan-Meier median in months.
-- expect: km_median in 10.3 .. 13.1
-- expect: naive_median in 7.9 .. 10.1
-- ask: km_median = How many months do patients with lung cancer live from diagnosis on, by the Kaplan-Meier median?
-- ask: naive_median = How many months from diagnosis to death is the median of those patients with lung cancer who have died?
-- rows: 1000000
-- naive: the median of the deceased alone: 9.0
-- source: 2.3
WITH s AS (SELECT survival_months AS t, count(*) AS n, sum(CASE WHEN is_deceased THEN 1D ELSE 0D END) AS d FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') GROUP BY survival_months),
k AS (SELECT t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (ORDER BY t)) AS surv FROM (SELECT t, d, sum(n) OVER (ORDER BY t DESC) AS r FROM s))
SELECT min(CASE WHEN surv <= 0.5 THEN t END) AS km_median, (SELECT percentile(survival_months, 0.5) FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') AND is_deceased) AS naive_median FROM k

-- trap:
SELECT percentile(survival_months, 0.5) AS km_median FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') AND is_deceased

-- target: lung_drivers
-- quantity: share of lung patients with KRAS, with KRAS G12C and with EGFR; never-smokers and women among those with EGFR
-- expect: kras = 0.27 ± 0.03
-- expect: g12c = 0.125 ± 0.02
-- expect: egfr = 0.14 ± 0.02
-- expect: never_of_egfr = 0.57 ± 0.06
-- expect: women_of_egfr = 0.545 ± 0.04
-- rows: 1000000
-- source: CodeBreaK, FDA (G12C 13-14 % of NSCLC); FLAURA (64 % never smoked, 63 % women)
WITH x AS (SELECT p.smoking_status, p.sex, t.driver, t.kras_g12c FROM patients p JOIN key.patient_truth t USING (patient_id) WHERE p.tumor_type IN ('LUNG', 'NSCLC'))
SELECT avg(CASE WHEN driver = 'KRAS' THEN 1D ELSE 0D END) AS kras,
       avg(CASE WHEN kras_g12c THEN 1D ELSE 0D END) AS g12c,
       avg(CASE WHEN driver = 'EGFR' THEN 1D ELSE 0D END) AS egfr,
       avg(CASE WHEN driver = 'EGFR' THEN CASE WHEN smoking_status = 'NEVER' THEN 1D ELSE 0D END END) AS never_of_egfr,
       avg(CASE WHEN driver = 'EGFR' THEN CASE WHEN sex = 'F' THEN 1D ELSE 0D END END) AS women_of_egfr FROM x

-- target: osimertinib_first_line
-- quantity: first-line osimertinib: median progression-free survival in months (Kaplan-Meier) and response rate
-- expect: median_pfs_months = 19 ± 2.5
-- expect: orr = 0.82 ± 0.04
-- rows: 1000000
-- source: FLAURA (18.9 months, 80 %)
WITH x AS (SELECT pfs_days AS t, CASE WHEN pfs_event <> 'CENSORED' THEN 1D ELSE 0D END AS ev, CASE WHEN best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp
           FROM treatments WHERE drug_name = 'osimertinib' AND line_number = 1),
s AS (SELECT t, count(*) AS n, sum(ev) AS d FROM x GROUP BY t),
k AS (SELECT t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (ORDER BY t)) AS surv FROM (SELECT t, d, sum(n) OVER (ORDER BY t DESC) AS r FROM s))
SELECT min(CASE WHEN surv <= 0.5 THEN t END) / 30.4375D AS median_pfs_months, (SELECT avg(resp) FROM x) AS orr FROM k

-- target: pembrolizumab_by_pd_l1
-- quantity: response rate of pembrolizumab by true PD-L1 group
-- expect: from_50 = 0.47 ± 0.03
-- expect: from_1_to_49 = 0.19 ± 0.03
-- expect: below_1 = 0.105 ± 0.03
-- rows: 1000000
-- source: KEYNOTE-001 (45, 17, 11 %)
WITH x AS (SELECT g.tps_group AS g, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN key.patient_truth g USING (patient_id) WHERE t.drug_name = 'pembrolizumab')
SELECT avg(CASE WHEN g = 'FROM_50' THEN resp END) AS from_50, avg(CASE WHEN g = 'FROM_1_TO_49' THEN resp END) AS from_1_to_49, avg(CASE WHEN g = 'BELOW_1' THEN resp END) AS below_1 FROM x

-- target: response_rates
-- quantity: response rates of docetaxel in line 2, platinum and gefitinib in line 1, and of olaparib in true BRCA deficiency
-- expect: docetaxel_line_2 = 0.16 ± 0.03
-- expect: platinum_line_1 = 0.37 ± 0.04
-- expect: gefitinib_line_1 = 0.76 ± 0.04
-- expect: olaparib_brca = 0.61 ± 0.05
-- rows: 1000000
-- source: CodeBreaK 200 (13 %); regimen tables; FLAURA (76 %); OlympiAD (59.9 %)
WITH x AS (SELECT t.drug_name, t.line_number, g.brca_deficient, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN key.patient_truth g USING (patient_id))
SELECT avg(CASE WHEN drug_name = 'docetaxel' AND line_number = 2 THEN resp END) AS docetaxel_line_2,
       avg(CASE WHEN drug_name = 'platinum_doublet' AND line_number = 1 THEN resp END) AS platinum_line_1,
       avg(CASE WHEN drug_name = 'gefitinib' AND line_number = 1 THEN resp END) AS gefitinib_line_1,
       avg(CASE WHEN drug_name = 'olaparib' AND brca_deficient THEN resp END) AS olaparib_brca FROM x

-- target: waterfall
-- quantity: best change of the sum of diameters in percent, responders and stable disease, mean and standard deviation
-- expect: responders = -53 ± 3
-- expect: responders_sd = 17 ± 3
-- expect: stable = -7.5 ± 2
-- expect: stable_sd = 12 ± 3
-- rows: 1000000
-- source: shapes of RECIST waterfall plots; design
SELECT avg(CASE WHEN best_response IN ('CR', 'PR') THEN -tumor_shrinkage_pct END) AS responders,
       stddev(CASE WHEN best_response IN ('CR', 'PR') THEN tumor_shrinkage_pct END) AS responders_sd,
       avg(CASE WHEN best_response = 'SD' THEN -tumor_shrinkage_pct END) AS stable,
       stddev(CASE WHEN best_response = 'SD' THEN tumor_shrinkage_pct END) AS stable_sd FROM treatments

-- target: depth_and_duration
-- quantity: Spearman correlation of shrinkage and progression-free days in line 1, among responders and all
-- expect: responders = 0.20 ± 0.08
-- expect: everybody = 0.80 ± 0.05
-- rows: 1000000
-- source: design (published 0.45)
WITH x AS (SELECT tumor_shrinkage_pct AS s, pfs_days AS p, best_response IN ('CR', 'PR') AS r FROM treatments WHERE line_number = 1 AND tumor_shrinkage_pct IS NOT NULL),
k AS (SELECT r, rank() OVER (ORDER BY s) AS all_s, rank() OVER (ORDER BY p) AS all_p, rank() OVER (PARTITION BY r ORDER BY s) AS s, rank() OVER (PARTITION BY r ORDER BY p) AS p FROM x)
SELECT corr(CASE WHEN r THEN CAST(s AS DOUBLE) END, CASE WHEN r THEN CAST(p AS DOUBLE) END) AS responders, corr(CAST(all_s AS DOUBLE), CAST(all_p AS DOUBLE)) AS everybody FROM k

-- target: lines_reached
-- quantity: share of the treated who reach line 2 and line 3
-- expect: line_2 = 0.40 ± 0.04
-- expect: line_3 = 0.15 ± 0.03
-- rows: 1000000
-- source: COTA 2015-22 (line 2 below 33 % without a driver)
SELECT sum(CASE WHEN line_number = 2 THEN 1D ELSE 0D END) / sum(CASE WHEN line_number = 1 THEN 1D ELSE 0D END) AS line_2,
       sum(CASE WHEN line_number = 3 THEN 1D ELSE 0D END) / sum(CASE WHEN line_number = 1 THEN 1D ELSE 0D END) AS line_3 FROM treatments

-- target: vus_by_ancestry
-- quantity: share of large panels with a variant of uncertain significance, European and other ancestry
-- expect: european = 0.24 ± 0.03
-- expect: other = 0.38 ± 0.04
-- rows: 1000000
-- source: Inselspital 2023 (32 %); JAMA Oncol 2022
WITH r AS (SELECT report_id, patient_id, max(CASE WHEN classification = 'UNCERTAIN_SIGNIFICANCE' THEN 1D ELSE 0D END) AS vus FROM biomarker_results WHERE report_type = 'INITIAL' AND panel = 'LARGE_PANEL' AND result_status <> 'QNS' GROUP BY report_id, patient_id)
SELECT avg(CASE WHEN p.ancestry = 'EUR' THEN r.vus END) AS european, avg(CASE WHEN p.ancestry <> 'EUR' THEN r.vus END) AS other FROM r JOIN patients p USING (patient_id)

-- target: amended_benign
-- quantity: share of amended reports whose variant is benign in truth
-- expect: benign = 0.82 ± 0.04
-- rows: 1000000
-- source: Esterling 2020
WITH a AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE report_type = 'AMENDED'),
v AS (SELECT CAST(floor(result_id / 100) AS BIGINT) AS patient_id, true_classification FROM key.variant_truth)
SELECT avg(CASE WHEN v.true_classification = 'BENIGN' THEN 1D ELSE 0D END) AS benign FROM a JOIN v USING (patient_id)

-- target: survival
-- quantity: median survival in months by tumour (Kaplan-Meier)
-- expect: lung = 11.7 ± 1.5
-- expect: breast = 24.8 ± 3
-- expect: colorectal = 17.4 ± 2
-- expect: pancreas = 9 ± 1.2
-- rows: 1000000
-- source: design, the range of real-world data
WITH s AS (SELECT CASE WHEN tumor_type IN ('LUNG', 'NSCLC') THEN 'LUNG' WHEN tumor_type IN ('BREAST', 'Breast Ca') THEN 'BREAST' WHEN tumor_type IN ('COLORECTAL', 'CRC') THEN 'COLORECTAL' ELSE 'PANCREAS' END AS g, survival_months AS t, count(*) AS n, sum(CASE WHEN is_deceased THEN 1D ELSE 0D END) AS d FROM patients GROUP BY 1, 2),
k AS (SELECT g, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY g ORDER BY t)) AS surv FROM (SELECT g, t, d, sum(n) OVER (PARTITION BY g ORDER BY t DESC) AS r FROM s))
SELECT min(CASE WHEN g = 'LUNG' AND surv <= 0.5 THEN t END) AS lung, min(CASE WHEN g = 'BREAST' AND surv <= 0.5 THEN t END) AS breast,
       min(CASE WHEN g = 'COLORECTAL' AND surv <= 0.5 THEN t END) AS colorectal, min(CASE WHEN g = 'PANCREAS' AND surv <= 0.5 THEN t END) AS pancreas FROM k

-- target: age_gradient
-- quantity: lung patients below 55 and from 75: share with ECOG 2 or 3, share treated, median survival in months
-- expect: ecog_young = 0.11 ± 0.04
-- expect: ecog_old = 0.37 ± 0.04
-- expect: treated_young = 0.90 ± 0.04
-- expect: treated_old = 0.71 ± 0.04
-- expect: survival_young = 15 ± 2.5
-- expect: survival_old = 9 ± 1.2
-- rows: 1000000
-- source: design
WITH x AS (SELECT p.age_years >= 75 AS old, p.ecog_at_diagnosis >= 2 AS poor, t.patient_id IS NOT NULL AS treated, survival_months AS m, is_deceased AS dead
           FROM patients p LEFT JOIN (SELECT patient_id FROM treatments WHERE line_number = 1) t USING (patient_id) WHERE p.tumor_type IN ('LUNG', 'NSCLC') AND (p.age_years < 55 OR p.age_years >= 75)),
s AS (SELECT old, m AS t, count(*) AS n, sum(CASE WHEN dead THEN 1D ELSE 0D END) AS d FROM x GROUP BY old, m),
k AS (SELECT old, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY old ORDER BY t)) AS surv FROM (SELECT old, t, d, sum(n) OVER (PARTITION BY old ORDER BY t DESC) AS r FROM s)),
a AS (SELECT avg(CASE WHEN NOT old THEN CAST(CAST(poor AS INT) AS DOUBLE) END) AS ecog_young, avg(CASE WHEN old THEN CAST(CAST(poor AS INT) AS DOUBLE) END) AS ecog_old,
             avg(CASE WHEN NOT old THEN CAST(CAST(treated AS INT) AS DOUBLE) END) AS treated_young, avg(CASE WHEN old THEN CAST(CAST(treated AS INT) AS DOUBLE) END) AS treated_old FROM x),
m AS (SELECT min(CASE WHEN NOT old AND surv <= 0.5 THEN t END) AS survival_young, min(CASE WHEN old AND surv <= 0.5 THEN t END) AS survival_old FROM k)
SELECT * FROM a CROSS JOIN m

-- target: stopped_for_toxicity
-- quantity: share of lines that were stopped for toxicity
-- expect: osimertinib = 0.115 ± 0.025
-- expect: platinum_line_1 = 0.16 ± 0.03
-- expect: docetaxel = 0.145 ± 0.03
-- expect: pembrolizumab = 0.065 ± 0.02
-- expect: olaparib = 0.045 ± 0.025
-- rows: 1000000
-- source: regimen tables (13, 15, 15, 7, 5 %)
WITH x AS (SELECT drug_name, line_number, CASE WHEN end_reason = 'TOXICITY' THEN 1D ELSE 0D END AS stopped FROM treatments)
SELECT avg(CASE WHEN drug_name = 'osimertinib' THEN stopped END) AS osimertinib,
       avg(CASE WHEN drug_name = 'platinum_doublet' AND line_number = 1 THEN stopped END) AS platinum_line_1,
       avg(CASE WHEN drug_name = 'docetaxel' THEN stopped END) AS docetaxel,
       avg(CASE WHEN drug_name = 'pembrolizumab' THEN stopped END) AS pembrolizumab,
       avg(CASE WHEN drug_name = 'olaparib' THEN stopped END) AS olaparib FROM x

-- target: lost
-- quantity: share of patients who were lost to follow-up
-- expect: lost = 0.036 ± 0.01
-- rows: 1000000
-- source: design
SELECT avg(CASE WHEN end_of_follow_up = 'LOST' THEN 1D ELSE 0D END) AS lost FROM patients

-- target: other_drivers
-- quantity: KRAS and G12C in colorectal cancer, KRAS in pancreatic cancer, pathogenic germline BRCA in breast cancer
-- expect: kras_colorectal = 0.40 ± 0.03
-- expect: g12c_colorectal = 0.032 ± 0.01
-- expect: kras_pancreas = 0.88 ± 0.02
-- expect: brca_breast = 0.056 ± 0.01
-- rows: 1000000
-- source: SLR 2023, Tempus (38, 3.1, 85-90 %); AstraZeneca (5 %)
WITH b AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker IN ('BRCA1', 'BRCA2') AND report_type = 'INITIAL' AND classification = 'PATHOGENIC'),
u AS (SELECT DISTINCT CAST(floor(result_id / 100) AS BIGINT) AS patient_id FROM key.variant_truth),
q AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker = 'BRCA1' AND report_type = 'INITIAL' AND result_status <> 'QNS'),
x AS (SELECT CASE WHEN tumor_type IN ('LUNG', 'NSCLC') THEN 'LUNG' WHEN tumor_type IN ('BREAST', 'Breast Ca') THEN 'BREAST' WHEN tumor_type IN ('COLORECTAL', 'CRC') THEN 'COLORECTAL' ELSE 'PANCREAS' END AS g, t.driver, t.kras_g12c, q.patient_id IS NOT NULL AS tested, b.patient_id IS NOT NULL AND u.patient_id IS NULL AS carrier
      FROM patients p JOIN key.patient_truth t USING (patient_id) LEFT JOIN b USING (patient_id) LEFT JOIN u USING (patient_id) LEFT JOIN q USING (patient_id))
SELECT avg(CASE WHEN g = 'COLORECTAL' THEN CASE WHEN driver = 'KRAS' THEN 1D ELSE 0D END END) AS kras_colorectal,
       avg(CASE WHEN g = 'COLORECTAL' THEN CASE WHEN kras_g12c THEN 1D ELSE 0D END END) AS g12c_colorectal,
       avg(CASE WHEN g = 'PANCREAS' THEN CASE WHEN driver = 'KRAS' THEN 1D ELSE 0D END END) AS kras_pancreas,
       avg(CASE WHEN g = 'BREAST' AND tested THEN CASE WHEN carrier THEN 1D ELSE 0D END END) AS brca_breast FROM x

-- target: pd_l1
-- quantity: PD-L1 results by group, and tests without a result
-- expect: from_50 = 0.22 ± 0.03
-- expect: from_1_to_49 = 0.30 ± 0.03
-- expect: below_1 = 0.48 ± 0.03
-- expect: without_result = 0.10 ± 0.02
-- rows: 1000000
-- source: EXPRESS
WITH x AS (SELECT DISTINCT r.patient_id, r.result_status, t.tps_group AS g FROM biomarker_results r JOIN key.patient_truth t USING (patient_id) WHERE r.biomarker = 'PD-L1')
SELECT avg(CASE WHEN result_status = 'FINAL' THEN CASE WHEN g = 'FROM_50' THEN 1D ELSE 0D END END) AS from_50,
       avg(CASE WHEN result_status = 'FINAL' THEN CASE WHEN g = 'FROM_1_TO_49' THEN 1D ELSE 0D END END) AS from_1_to_49,
       avg(CASE WHEN result_status = 'FINAL' THEN CASE WHEN g = 'BELOW_1' THEN 1D ELSE 0D END END) AS below_1,
       avg(CASE WHEN result_status = 'QNS' THEN 1D ELSE 0D END) AS without_result FROM x

-- target: turnaround
-- quantity: days from specimen to panel report, median and 90th percentile
-- expect: median_days = 13 ± 1.5
-- expect: p90_days = 26 ± 3
-- rows: 1000000
-- source: design (12, 24)
WITH r AS (SELECT DISTINCT report_id, datediff(report_date, specimen_date) AS days FROM biomarker_results WHERE report_type = 'INITIAL' AND panel <> 'IHC')
SELECT percentile(days, 0.5) AS median_days, percentile(days, 0.9) AS p90_days FROM r

-- target: centres_differ
-- quantity: standard deviation over centres of the share of lung cancer, and of pembrolizumab among those known to have a TPS below 1
-- expect: lung = 0.097 ± 0.025
-- expect: pembrolizumab_below_1 = 0.125 ± 0.03
-- rows: 1000000
-- source: design (sampling error alone 0.012)
WITH l AS (SELECT centre_id, avg(CASE WHEN tumor_type IN ('LUNG', 'NSCLC') THEN 1D ELSE 0D END) AS lung FROM patients GROUP BY centre_id),
r AS (SELECT DISTINCT patient_id, report_date FROM biomarker_results WHERE biomarker = 'PD-L1' AND result_status = 'FINAL'),
b AS (SELECT t.centre_id, avg(CASE WHEN t.drug_name = 'pembrolizumab' THEN 1D ELSE 0D END) AS share FROM treatments t JOIN r USING (patient_id) JOIN key.patient_truth g USING (patient_id)
      WHERE t.line_number = 1 AND g.tps_group = 'BELOW_1' AND r.report_date <= t.start_date AND t.drug_name IN ('pembrolizumab', 'platinum_doublet') GROUP BY t.centre_id)
SELECT (SELECT stddev(lung) FROM l) AS lung, (SELECT stddev(share) FROM b) AS pembrolizumab_below_1

-- chart: survival_by_tumour
-- title: Survival with advanced disease
-- kind: survival
-- x: time since diagnosis (months)
-- y: alive (share)
-- note: Kaplan-Meier. The median of the dead alone would be too short.
WITH c AS (SELECT DISTINCT patient_id, CASE WHEN tumor_type IN ('LUNG', 'NSCLC') THEN 'lung' WHEN tumor_type IN ('BREAST', 'Breast Ca') THEN 'breast' WHEN tumor_type IN ('COLORECTAL', 'CRC') THEN 'colorectal' ELSE 'pancreas' END AS grp, CAST(ceil(greatest(survival_months, 0.1)) AS INT) AS t, IF(is_deceased, 1D, 0D) AS d FROM patients WHERE survival_months IS NOT NULL),
r AS (SELECT grp, t, sum(d) AS d, sum(count(*)) OVER (PARTITION BY grp ORDER BY t DESC) AS n FROM c GROUP BY grp, t)
SELECT t, round(exp(sum(ln(greatest(1D - d / n, 1e-12D))) OVER (PARTITION BY grp ORDER BY t)), 4) AS alive, grp FROM r WHERE t <= 120
UNION ALL SELECT 0, 1D, grp FROM r GROUP BY grp ORDER BY 3, 1

-- chart: response_by_pd_l1
-- title: Response to immunotherapy by PD-L1
-- kind: bar
-- x: PD-L1, tumour proportion score (%)
-- y: complete or partial response (%)
-- note: Patients on pembrolizumab. Fractions delivered for percent were brought back.
WITH p AS (SELECT patient_id, max(CASE WHEN pd_l1_tps_pct > 0 AND pd_l1_tps_pct < 1 THEN pd_l1_tps_pct * 100 ELSE pd_l1_tps_pct END) AS tps FROM biomarker_results WHERE biomarker = 'PD-L1' AND result_status = 'FINAL' GROUP BY patient_id),
x AS (SELECT DISTINCT t.treatment_id, p.tps, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN p ON p.patient_id = t.patient_id WHERE t.drug_name = 'pembrolizumab' AND p.tps IS NOT NULL)
SELECT CASE WHEN tps < 1 THEN 'below 1' WHEN tps < 50 THEN '1 to 49' ELSE '50 and over' END AS band, round(100 * avg(resp), 2) AS pct FROM x GROUP BY 1 ORDER BY min(tps)

-- chart: response_by_gene_and_drug
-- title: Which mutation makes which drug work?
-- kind: heatmap
-- x: drug, second line and later
-- y: mutated gene
-- value: complete or partial response (%)
-- note: Cells with 30 patients or more.
WITH m AS (SELECT DISTINCT patient_id, biomarker FROM biomarker_results WHERE report_type = 'INITIAL' AND result_status = 'DETECTED' AND classification = 'PATHOGENIC')
SELECT t.drug_name, m.biomarker, round(100 * avg(CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END), 2) AS pct FROM treatments t JOIN m ON m.patient_id = t.patient_id WHERE t.line_number >= 2 AND t.drug_name IS NOT NULL GROUP BY 1, 2 HAVING count(DISTINCT t.treatment_id) >= 30 ORDER BY 1, 2

-- detection: sld_cm
-- question: Which sums of diameters are in centimetres?
-- expect: f1 >= 0.9
-- naive: tumours that shrink well have less than ten millimetres left; a sum in centimetres has a tenth of a millimetre where readers write whole ones, or a tenth of the sum of the scan before or after
WITH s AS (SELECT DISTINCT assessment_id, treatment_id, assessment_date, sld_mm FROM tumor_assessments),
l AS (SELECT *, lag(sld_mm) OVER w AS before_mm, lead(sld_mm) OVER w AS after_mm FROM s WINDOW w AS (PARTITION BY treatment_id ORDER BY assessment_date))
SELECT 'tumor_assessments' AS table_name, assessment_id AS row_key, 'sld_mm' AS column_name, 'sld_cm' AS stage_id
FROM l WHERE sld_mm > 0 AND (sld_mm <> round(sld_mm) OR sld_mm < 0.15 * greatest(before_mm, after_mm))
-- trap:
SELECT 'tumor_assessments' AS table_name, assessment_id AS row_key, 'sld_mm' AS column_name, 'sld_cm' AS stage_id
FROM tumor_assessments WHERE sld_mm > 0 AND sld_mm < 10

-- finds: tumor_synonym
SELECT DISTINCT patient_id FROM patients WHERE tumor_type NOT IN ('LUNG', 'BREAST', 'COLORECTAL', 'PANCREAS')

-- finds: tps_fraction
-- misses: scores of 100, which become 1
SELECT DISTINCT result_id FROM biomarker_results WHERE pd_l1_tps_pct > 0 AND pd_l1_tps_pct < 1
