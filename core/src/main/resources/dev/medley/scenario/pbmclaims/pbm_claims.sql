-- Insights and targets of pbm_claims. A code with hyphens or fewer than 11 digits is brought to 5-4-2.

-- insight: where_the_plan_charge_goes
-- question: What share of the plan charge does the PBM keep?
-- expect: atorvastatin_spread = 0.40 ± 0.025
-- expect: generic_spread = 0.31 ± 0.02
-- expect: brand_spread = 0.008 ± 0.004
-- ask: atorvastatin_spread = Of what payers are charged for atorvastatin 20 mg, what share does the pharmacy not get?
-- ask: generic_spread = Of what payers are charged for generics, what share does the pharmacy not get?
-- ask: brand_spread = Of what payers are charged for brands, what share does the pharmacy not get?
-- rows: 1000000
-- naive: the mean of per-claim percentages on the raw code: about 0.35 for atorvastatin
-- source: 2.6
SELECT round(1 - sum(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN c.plan_charge_usd END), 4) AS atorvastatin_spread,
       round(1 - sum(CASE WHEN NOT d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN NOT d.is_brand THEN c.plan_charge_usd END), 4) AS generic_spread,
       round(1 - sum(CASE WHEN d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN d.is_brand THEN c.plan_charge_usd END), 4) AS brand_spread
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11

-- trap:
SELECT round(avg(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS atorvastatin_spread, round(avg(CASE WHEN NOT d.is_brand THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS generic_spread,
       round(avg(CASE WHEN d.is_brand THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS brand_spread FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID'

-- insight: independents_dispense_at_a_loss
-- question: Do independents dispense atorvastatin at a loss? The cost of dispensing is $12.40.
-- expect: indep_below_acquisition = 0.24 ± 0.08
-- expect: indep_below_cost_of_dispensing >= 0.95
-- expect: affiliated_below_acquisition <= 0.03
-- ask: indep_below_acquisition = What share of the paid claims for atorvastatin 20 mg brings an independent pharmacy less than it paid for the drug?
-- ask: indep_below_cost_of_dispensing = What share of the paid claims for atorvastatin 20 mg brings an independent pharmacy less than the drug and 12.40 dollars for dispensing cost it?
-- ask: affiliated_below_acquisition = What share of the paid claims for atorvastatin 20 mg brings an affiliated pharmacy less than it paid for the drug?
-- rows: 1000000
-- naive: all pharmacies in one pot: chains and the manager's own do not lose; and a missing acquisition cost counted as 0 looks like a gain
-- source: 2.6
SELECT round(avg(CASE WHEN p.pharmacy_type = 'INDEPENDENT' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd, 1.0, 0.0) END), 4) AS indep_below_acquisition,
       round(avg(CASE WHEN p.pharmacy_type = 'INDEPENDENT' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd + 12.40, 1.0, 0.0) END), 4) AS indep_below_cost_of_dispensing,
       round(avg(CASE WHEN p.pharmacy_type = 'AFFILIATED' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd, 1.0, 0.0) END), 4) AS affiliated_below_acquisition
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11
      FROM claims WHERE claim_status = 'PAID' AND acquisition_cost_usd IS NOT NULL) c
JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN pharmacies p ON p.pharmacy_id = c.pharmacy_id
WHERE d.drug_name = 'atorvastatin 20 mg'

-- trap:
SELECT round(avg(IF(c.pharmacy_reimbursement_usd < coalesce(c.acquisition_cost_usd, 0), 1.0, 0.0)), 4) AS indep_below_acquisition, round(avg(IF(c.pharmacy_reimbursement_usd < coalesce(c.acquisition_cost_usd, 0) + 12.40, 1.0, 0.0)), 4) AS indep_below_cost_of_dispensing
FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID' AND d.drug_name = 'atorvastatin 20 mg'

-- insight: rebate_walls
-- question: In how many brand classes of 2023 is the lowest-net drug the rejected one?
-- expect: rebate_walls = 3
-- ask: rebate_walls = In how many classes of two brands is the one with the lower net price of 2023 rejected at 60 % or more under the national formulary and the other at 5 % or less?
-- rows: 1000000
-- naive: ranking by the price before rebates, with the rejections of both formularies and refills too soon in one pot: one wall of three is left
-- source: 1.6
WITH c AS (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11
           FROM claims WHERE event_date < DATE'2024-01-01' AND coalesce(reject_code, '') <> '79'),
r AS (SELECT claim_id, max(pbm_rebate_amount_usd) AS rebate FROM rebates GROUP BY claim_id),
g AS (SELECT d.therapeutic_class, d.drug_ndc,
             30 * sum(CASE WHEN c.claim_status = 'PAID' THEN c.plan_charge_usd - coalesce(r.rebate, 0) END) / sum(CASE WHEN c.claim_status = 'PAID' THEN c.days_supply END) AS net30,
             avg(CASE WHEN p.formulary = 'NATIONAL' THEN IF(c.claim_status = 'REJECTED', 1.0, 0.0) END) AS reject_rate
      FROM c JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id LEFT JOIN r ON r.claim_id = c.claim_id
      WHERE d.is_brand GROUP BY 1, 2),
k AS (SELECT *, row_number() OVER (PARTITION BY therapeutic_class ORDER BY net30) AS cheap_rank, count(*) OVER (PARTITION BY therapeutic_class) AS n FROM g)
SELECT count(*) AS rebate_walls
FROM k a JOIN k b ON b.therapeutic_class = a.therapeutic_class AND b.cheap_rank = 2
WHERE a.cheap_rank = 1 AND a.n = 2 AND a.reject_rate >= 0.60 AND b.reject_rate <= 0.05

-- trap:
WITH g AS (SELECT d.therapeutic_class, d.drug_ndc, 30 * sum(CASE WHEN c.claim_status = 'PAID' THEN c.plan_charge_usd END) / sum(CASE WHEN c.claim_status = 'PAID' THEN c.days_supply END) AS net30, avg(IF(c.claim_status = 'REJECTED', 1.0, 0.0)) AS reject_rate
      FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE d.is_brand AND c.event_date < DATE'2024-01-01' GROUP BY 1, 2),
k AS (SELECT *, row_number() OVER (PARTITION BY therapeutic_class ORDER BY net30) AS cheap_rank, count(*) OVER (PARTITION BY therapeutic_class) AS n FROM g)
SELECT count(*) AS rebate_walls FROM k a JOIN k b ON b.therapeutic_class = a.therapeutic_class AND b.cheap_rank = 2 WHERE a.cheap_rank = 1 AND a.n = 2 AND a.reject_rate >= 0.60 AND b.reject_rate <= 0.05

-- insight: copay_above_the_price
-- question: How often does the patient pay more than the drug costs?
-- expect: generic_overpaid = 0.238 ± 0.02
-- expect: brand_overpaid = 0.042 ± 0.015
-- expect: mean_overpayment_usd = 7.3 ± 0.5
-- expect: lesser_of_overpaid = 0
-- ask: generic_overpaid = In what share of the paid claims for generics is the copay above what the pharmacy keeps?
-- ask: brand_overpaid = In what share of the paid claims for brands is the copay above what the pharmacy keeps?
-- ask: mean_overpayment_usd = Where the copay is above what the pharmacy keeps, by how many dollars on average?
-- ask: lesser_of_overpaid = In what share of the paid claims is the copay above what the pharmacy keeps, if the payer has the rule LESSER_OF?
-- rows: 1000000
-- naive: the copay against what the plan is charged, not what the pharmacy gets: the spread hides one overpayment in five
-- source: 1.6
SELECT round(avg(CASE WHEN NOT d.is_brand THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS generic_overpaid,
       round(avg(CASE WHEN d.is_brand THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS brand_overpaid,
       round(avg(CASE WHEN c.patient_copay_usd > c.pharmacy_reimbursement_usd THEN c.patient_copay_usd - c.pharmacy_reimbursement_usd END), 2) AS mean_overpayment_usd,
       round(avg(CASE WHEN p.copay_rule = 'LESSER_OF' THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS lesser_of_overpaid
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id

-- trap:
SELECT round(avg(CASE WHEN NOT d.is_brand THEN IF(c.patient_copay_usd > c.plan_charge_usd, 1.0, 0.0) END), 4) AS generic_overpaid, round(avg(CASE WHEN d.is_brand THEN IF(c.patient_copay_usd > c.plan_charge_usd, 1.0, 0.0) END), 4) AS brand_overpaid,
       round(avg(CASE WHEN c.patient_copay_usd > c.plan_charge_usd THEN c.patient_copay_usd - c.plan_charge_usd END), 2) AS mean_overpayment_usd FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID'

-- insight: the_january_exclusion
-- question: What did the exclusion of 1 January do?
-- expect: fill_drop = 0.95 ± 0.05
-- expect: reject70_share_first_14d = 0.93 ± 0.06
-- expect: rival_share_gain = 0.54 ± 0.08
-- ask: fill_drop = By what share do the monthly paid claims for Dulagen pen under the national formulary fall from December 2023 to the mean of February and March 2024?
-- ask: reject70_share_first_14d = Refills too soon (79) left out, what share of the claims for Dulagen pen under the national formulary is rejected with code 70 in the first 14 days of 2024?
-- ask: rival_share_gain = By how much does the share of Semavance pen among paid GLP1 claims under the national formulary rise from November and December 2023 to February and March 2024?
-- rows: 1000000
-- naive: counting attempts instead of fills: who is turned away and tries again still counts, and the drop is 0.44
-- source: 1.6
WITH c AS (SELECT c.*, d.drug_name FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims) c
           JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id WHERE p.formulary = 'NATIONAL' AND d.therapeutic_class = 'GLP1')
SELECT round(1 - sum(CASE WHEN drug_name = 'Dulagen pen' AND claim_status = 'PAID' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN 1 ELSE 0 END) / 2.0
               / sum(CASE WHEN drug_name = 'Dulagen pen' AND claim_status = 'PAID' AND event_date BETWEEN DATE'2023-12-01' AND DATE'2023-12-31' THEN 1 ELSE 0 END), 4) AS fill_drop,
       round(avg(CASE WHEN drug_name = 'Dulagen pen' AND coalesce(reject_code, '') <> '79' AND event_date BETWEEN DATE'2024-01-01' AND DATE'2024-01-14' THEN IF(reject_code = '70', 1.0, 0.0) END), 4) AS reject70_share_first_14d,
       round(avg(CASE WHEN claim_status = 'PAID' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END)
           - avg(CASE WHEN claim_status = 'PAID' AND event_date BETWEEN DATE'2023-11-01' AND DATE'2023-12-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END), 4) AS rival_share_gain
FROM c

-- trap:
WITH c AS (SELECT c.*, d.drug_name FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE d.therapeutic_class = 'GLP1')
SELECT round(1 - count_if(drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31') / 2.0 / count_if(drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2023-12-01' AND DATE'2023-12-31'), 4) AS fill_drop,
       round(avg(CASE WHEN drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2024-01-01' AND DATE'2024-01-14' THEN IF(reject_code = '70', 1.0, 0.0) END), 4) AS reject70_share_first_14d,
       round(avg(CASE WHEN event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END) - avg(CASE WHEN event_date BETWEEN DATE'2023-11-01' AND DATE'2023-12-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END), 4) AS rival_share_gain FROM c

-- insight: taken_back_months_later
-- question: How much is clawed back from pharmacies months later?
-- expect: dir_share_2023 = 0.065 ± 0.012
-- expect: median_lag_days = 151 ± 11
-- expect: dir_rows_2024 = 0
-- ask: dir_share_2023 = What share of what pharmacies that are not affiliated got for Part D claims of 2023 was taken back as DIR fees?
-- ask: median_lag_days = How many days after the service is the DIR fee of a Part D claim posted, in the median?
-- ask: dir_rows_2024 = How many DIR fees are there for Part D claims of 2024?
-- rows: 500000
-- naive: over all claims and by the day of posting: most fees of 2023 fall into 2024, when there are none any more; and the signed sum of amounts is about 15 % too low
-- source: 2.6
SELECT round(sum(CASE WHEN c.event_date < DATE'2024-01-01' THEN abs(a.amount_usd) END) / sum(CASE WHEN c.event_date < DATE'2024-01-01' THEN c.pharmacy_reimbursement_usd END), 4) AS dir_share_2023,
       percentile(datediff(a.posted_date, a.event_date), 0.5) AS median_lag_days,
       count(CASE WHEN a.event_date >= DATE'2024-01-01' THEN 1 END) AS dir_rows_2024
FROM (SELECT DISTINCT claim_id, event_date, payer_id, pharmacy_id, pharmacy_reimbursement_usd FROM claims WHERE claim_status = 'PAID') c
JOIN payers p ON p.payer_id = c.payer_id JOIN pharmacies h ON h.pharmacy_id = c.pharmacy_id
LEFT JOIN pharmacy_adjustments a ON a.claim_id = c.claim_id AND a.adjustment_type = 'DIR_FEE'
WHERE p.line_of_business = 'PART_D' AND h.pharmacy_type <> 'AFFILIATED'

-- trap:
WITH c AS (SELECT year(event_date) AS y, sum(pharmacy_reimbursement_usd) AS paid FROM claims WHERE claim_status = 'PAID' GROUP BY 1)
SELECT round(-sum(CASE WHEN year(posted_date) = 2023 THEN amount_usd END) / (SELECT max(paid) FROM c WHERE y = 2023), 4) AS dir_share_2023, count(CASE WHEN posted_date >= DATE'2024-01-01' THEN 1 END) AS dir_rows_2024 FROM pharmacy_adjustments WHERE adjustment_type = 'DIR_FEE'

-- insight: why_insulin_costs_300
-- question: Why does insulin cost $300?
-- expect: list_2023_usd = 289.36 ± 0.1
-- expect: net_2023_usd = 112 ± 4
-- expect: list_2024_usd = 72.34 ± 0.1
-- expect: net_2024_usd = 68.9 ± 0.5
-- ask: list_2023_usd = How many dollars of wholesale acquisition cost (list price) come to 30 days of insulin lispro A vial in 2023, over all paid claims by the days that they supply?
-- ask: net_2023_usd = How many dollars of wholesale acquisition cost remain for 30 days of insulin lispro A vial in 2023, over all paid claims by the days that they supply, after the manager's rebates?
-- ask: list_2024_usd = How many dollars of wholesale acquisition cost (list price) come to 30 days of insulin lispro A vial in 2024, over all paid claims by the days that they supply?
-- ask: net_2024_usd = How many dollars of wholesale acquisition cost remain for 30 days of insulin lispro A vial in 2024, over all paid claims by the days that they supply, after the manager's rebates?
-- rows: 500000
-- naive: the mean of a claim instead of 30 days, since some fill for 90: a list price of $455; and joining rebates without removing double invoices makes the net of 2023 about $2 too low
-- source: 1.6
SELECT round(30 * sum(CASE WHEN y = 2023 THEN list_usd END) / sum(CASE WHEN y = 2023 THEN days_supply END), 2) AS list_2023_usd,
       round(30 * sum(CASE WHEN y = 2023 THEN net_usd END) / sum(CASE WHEN y = 2023 THEN days_supply END), 2) AS net_2023_usd,
       round(30 * sum(CASE WHEN y = 2024 THEN list_usd END) / sum(CASE WHEN y = 2024 THEN days_supply END), 2) AS list_2024_usd,
       round(30 * sum(CASE WHEN y = 2024 THEN net_usd END) / sum(CASE WHEN y = 2024 THEN days_supply END), 2) AS net_2024_usd
FROM (SELECT year(c.event_date) AS y, c.days_supply, c.wholesale_acquisition_cost_usd AS list_usd, c.wholesale_acquisition_cost_usd - coalesce(r.rebate, 0) AS net_usd
  FROM (SELECT DISTINCT claim_id, event_date, days_supply, wholesale_acquisition_cost_usd, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
  JOIN drugs d ON d.drug_ndc = c.ndc11
  LEFT JOIN (SELECT claim_id, max(pbm_rebate_amount_usd) AS rebate FROM rebates GROUP BY claim_id) r ON r.claim_id = c.claim_id
  WHERE d.drug_name = 'insulin lispro A vial')

-- trap:
SELECT round(avg(CASE WHEN year(c.event_date) = 2023 THEN c.wholesale_acquisition_cost_usd END), 2) AS list_2023_usd, round(avg(CASE WHEN year(c.event_date) = 2023 THEN c.wholesale_acquisition_cost_usd - coalesce(r.pbm_rebate_amount_usd, 0) END), 2) AS net_2023_usd,
       round(avg(CASE WHEN year(c.event_date) = 2024 THEN c.wholesale_acquisition_cost_usd END), 2) AS list_2024_usd, round(avg(CASE WHEN year(c.event_date) = 2024 THEN c.wholesale_acquisition_cost_usd - coalesce(r.pbm_rebate_amount_usd, 0) END), 2) AS net_2024_usd
FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc LEFT JOIN rebates r ON r.claim_id = c.claim_id WHERE c.claim_status = 'PAID' AND d.drug_name = 'insulin lispro A vial'

-- target: brand_share
-- quantity: brands' share of paid claims, and of plan charges
-- expect: of_claims = 0.101 ± 0.010
-- expect: of_charges = 0.82 ± 0.04
-- rows: 500000
-- source: IQVIA: generic dispensing 90 %, brand spending 80 %
SELECT avg(CAST(d.is_brand AS INT)) AS of_claims, sum(CASE WHEN d.is_brand THEN c.plan_charge_usd END) / sum(c.plan_charge_usd) AS of_charges
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11

-- target: spread
-- quantity: spread as a share of the plan charge, weighted by sum; and per generic claim, in US dollars
-- expect: generic = 0.31 ± 0.02
-- expect: brand = 0.008 ± 0.002
-- expect: median_usd = 2.0 ± 0.5
-- expect: p99_usd in 100 .. 160
-- rows: 500000
-- source: Ohio Auditor of State 2018; FTC 2025; design
SELECT 1 - sum(CASE WHEN NOT d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN NOT d.is_brand THEN c.plan_charge_usd END) AS generic,
       1 - sum(CASE WHEN d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN d.is_brand THEN c.plan_charge_usd END) AS brand,
       percentile(CASE WHEN NOT d.is_brand THEN c.plan_charge_usd - c.pharmacy_reimbursement_usd END, 0.5) AS median_usd,
       percentile(CASE WHEN NOT d.is_brand THEN c.plan_charge_usd - c.pharmacy_reimbursement_usd END, 0.99) AS p99_usd
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11

-- target: overpayment
-- quantity: share of paid claims whose copay is above what the pharmacy keeps, and by how much, in US dollars
-- expect: share = 0.22 ± 0.02
-- expect: mean_usd = 7.3 ± 0.5
-- rows: 500000
-- source: Van Nuys, JAMA 2018: 23 %, $7.69
SELECT avg(IF(patient_copay_usd > pharmacy_reimbursement_usd, 1.0, 0.0)) AS share,
       avg(CASE WHEN patient_copay_usd > pharmacy_reimbursement_usd THEN patient_copay_usd - pharmacy_reimbursement_usd END) AS mean_usd
FROM claims WHERE claim_status = 'PAID'

-- target: reversals
-- quantity: reversed share of claims that are not rejected: all, at a copay of $0, above $500; lost reversals undone
-- expect: all_of_them = 0.085 ± 0.005
-- expect: at_0_usd = 0.048 ± 0.01
-- expect: above_500_usd >= 0.60
-- rows: 500000
-- source: IQVIA 2019: 9 %
WITH c AS (SELECT c.*, coalesce(k.clean_value, c.claim_status) AS status FROM claims c
           LEFT JOIN (SELECT row_key, clean_value FROM key.cells WHERE table_name = 'claims' AND stage_id = 'P6_reversal_missed') k
           ON k.row_key = CAST(c.claim_id AS STRING) WHERE c.claim_status <> 'REJECTED')
SELECT avg(IF(status = 'REVERSED', 1.0, 0.0)) AS all_of_them,
       avg(CASE WHEN patient_copay_usd = 0 THEN IF(status = 'REVERSED', 1.0, 0.0) END) AS at_0_usd,
       avg(CASE WHEN patient_copay_usd > 500 THEN IF(status = 'REVERSED', 1.0, 0.0) END) AS above_500_usd
FROM c

-- target: deductible_in_january
-- quantity: mean brand copay of COMMERCIAL members with a deductible, January in that of November and December
-- expect: ratio >= 1.7
-- rows: 500000
-- source: 1.6; design
SELECT avg(CASE WHEN month(c.event_date) = 1 THEN c.patient_copay_usd END) / avg(CASE WHEN month(c.event_date) >= 11 THEN c.patient_copay_usd END) AS ratio
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id
WHERE d.is_brand AND p.line_of_business = 'COMMERCIAL' AND p.brand_deductible_usd > 0

-- target: quarterly_share
-- quantity: share of paid claims for 90 days
-- expect: share = 0.27 ± 0.02
-- rows: 500000
-- source: 1.6; design
SELECT avg(IF(days_supply = 90, 1.0, 0.0)) AS share FROM claims WHERE claim_status = 'PAID'

-- target: dir_fees
-- quantity: DIR fees in the reimbursement of 2023 by PART_D of pharmacies that are not affiliated, and days from service to posting
-- expect: share = 0.065 ± 0.012
-- expect: median_days = 151 ± 11
-- rows: 500000
-- source: COA: 4 to 9 %
SELECT sum(abs(a.amount_usd)) / sum(c.pharmacy_reimbursement_usd) AS share, percentile(datediff(a.posted_date, a.event_date), 0.5) AS median_days
FROM (SELECT DISTINCT claim_id, event_date, payer_id, pharmacy_id, pharmacy_reimbursement_usd FROM claims WHERE claim_status = 'PAID' AND event_date < DATE'2024-01-01') c
JOIN payers p ON p.payer_id = c.payer_id JOIN pharmacies h ON h.pharmacy_id = c.pharmacy_id
LEFT JOIN pharmacy_adjustments a ON a.claim_id = c.claim_id AND a.adjustment_type = 'DIR_FEE'
WHERE p.line_of_business = 'PART_D' AND h.pharmacy_type <> 'AFFILIATED'

-- target: sunday_to_monday
-- quantity: claims on Sundays in those on Mondays
-- expect: ratio = 0.36 ± 0.05
-- rows: 500000
-- source: design
SELECT sum(IF(dayofweek(event_date) = 1, 1.0, 0.0)) / sum(IF(dayofweek(event_date) = 2, 1.0, 0.0)) AS ratio FROM claims

-- target: claims_by_age
-- quantity: claims a member and year of cover, below 18 and from 65 years on; age on the first day of 2023
-- expect: children = 3.7 ± 0.6
-- expect: old = 20.8 ± 2
-- rows: 500000
-- source: design
WITH m AS (SELECT m.member_id, 2023 - m.birth_year AS age, (datediff(coalesce(m.coverage_to, DATE'2024-12-31'), m.coverage_from) + 1) / 365.25 AS years FROM members m),
c AS (SELECT member_id, count(DISTINCT claim_id) AS n FROM claims GROUP BY member_id)
SELECT sum(CASE WHEN m.age < 18 THEN coalesce(c.n, 0) END) / sum(CASE WHEN m.age < 18 THEN m.years END) AS children,
       sum(CASE WHEN m.age >= 65 THEN coalesce(c.n, 0) END) / sum(CASE WHEN m.age >= 65 THEN m.years END) AS old
FROM m LEFT JOIN c ON c.member_id = m.member_id

-- target: pharmacies_and_payers_differ
-- quantity: coefficient of variation of the claims of a pharmacy; standard deviation over payers of the generic spread
-- expect: cv_claims = 0.70 ± 0.15
-- expect: sd_spread = 0.06 ± 0.02
-- rows: 500000
-- source: design
SELECT (SELECT stddev(n) / avg(n) FROM (SELECT count(*) AS n FROM claims GROUP BY pharmacy_id)) AS cv_claims,
       (SELECT stddev(s) FROM (SELECT 1 - sum(c.pharmacy_reimbursement_usd) / sum(c.plan_charge_usd) AS s FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c JOIN drugs d ON d.drug_ndc = c.ndc11 WHERE NOT d.is_brand GROUP BY c.payer_id)) AS sd_spread

-- target: members_come_and_go
-- quantity: share of members who join late, and who leave before the end
-- expect: late = 0.14 ± 0.02
-- expect: leaving = 0.14 ± 0.03
-- rows: 500000
-- source: design
SELECT avg(IF(coverage_from > DATE'2023-01-01', 1.0, 0.0)) AS late, avg(IF(coverage_to IS NOT NULL, 1.0, 0.0)) AS leaving FROM members

-- target: respiratory_season
-- quantity: fills of antibiotics, December to February in those of June to August
-- expect: ratio >= 1.7
-- rows: 500000
-- source: design
SELECT sum(IF(month(event_date) IN (12, 1, 2), 1.0, 0.0)) / sum(IF(month(event_date) IN (6, 7, 8), 1.0, 0.0)) AS ratio FROM claims WHERE claim_status = 'PAID' AND days_supply = 10

-- target: list_price_step
-- quantity: median step of the list price of brands on 1 January 2024; both insulins left out
-- expect: median_step = 0.045 ± 0.005
-- rows: 500000
-- source: 46brooklyn
WITH u AS (SELECT d.drug_name, year(c.event_date) AS y, max(c.wholesale_acquisition_cost_usd / c.days_supply) AS list FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
  JOIN drugs d ON d.drug_ndc = c.ndc11 WHERE d.is_brand AND d.therapeutic_class <> 'RAPID_INSULIN' AND c.days_supply = 30 GROUP BY 1, 2)
SELECT percentile(b.list / a.list - 1, 0.5) AS median_step FROM u a JOIN u b ON b.drug_name = a.drug_name AND a.y = 2023 AND b.y = 2024

-- target: batches_come_twice
-- quantity: variance of the duplicates of a pharmacy and week in their mean
-- expect: ratio >= 1.5
-- rows: 500000
-- source: design
WITH d AS (SELECT pharmacy_id, date_trunc('WEEK', event_date) AS week, sum(n - 1) AS twice FROM (SELECT claim_id, pharmacy_id, event_date, count(*) AS n FROM claims GROUP BY 1, 2, 3) GROUP BY 1, 2)
SELECT var_samp(twice) / avg(twice) AS ratio FROM d

-- chart: spread_by_class
-- title: What the PBM keeps of the plan's money, by class and generic
-- kind: box
-- x: class of brands, or generic
-- y: spread between plan charge and reimbursement (%)
-- note: Paid claims. Generics carry the spread.
WITH c AS (SELECT DISTINCT claim_id, CAST(plan_charge_usd AS DOUBLE) AS charge, CAST(pharmacy_reimbursement_usd AS DOUBLE) AS paid, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID' AND plan_charge_usd > 0 AND pharmacy_reimbursement_usd IS NOT NULL),
x AS (SELECT IF(d.is_brand, concat('brand: ', lower(replace(d.therapeutic_class, '_', ' '))), d.drug_name) AS class, 100 * (1 - c.paid / c.charge) AS spread FROM c JOIN drugs d ON d.drug_ndc = c.ndc11),
p AS (SELECT class, percentile(spread, array(0.05, 0.25, 0.5, 0.75, 0.95)) AS q FROM x WHERE class IS NOT NULL GROUP BY class)
SELECT class, round(q[0], 2) AS p5, round(q[1], 2) AS p25, round(q[2], 2) AS p50, round(q[3], 2) AS p75, round(q[4], 2) AS p95 FROM p ORDER BY p50 DESC LIMIT 40

-- chart: january_exclusion
-- title: What an exclusion does to two pens
-- kind: line
-- x: month
-- y: paid claims
-- note: National formulary. Dulagen pen is excluded from 1 January 2024 on.
WITH c AS (SELECT DISTINCT claim_id, event_date, payer_id, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID')
SELECT date_format(c.event_date, 'yyyy-MM') AS month, count(*) AS n, d.drug_name FROM c JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id WHERE p.formulary = 'NATIONAL' AND d.therapeutic_class = 'GLP1' GROUP BY 1, 3 ORDER BY 3, 1

-- chart: copay_above_price
-- title: Copays above what the pharmacy gets
-- kind: bar
-- x: rule of the plan
-- y: claims whose copay is above the reimbursement (%)
WITH c AS (SELECT DISTINCT claim_id, payer_id, patient_copay_usd, pharmacy_reimbursement_usd, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID' AND patient_copay_usd IS NOT NULL AND pharmacy_reimbursement_usd IS NOT NULL)
SELECT lower(replace(p.copay_rule, '_', ' ')) AS rule, round(100 * avg(IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0)), 3) AS pct, IF(d.is_brand, 'brand', 'generic') AS drug FROM c JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id GROUP BY 1, 3 ORDER BY 1, 3

-- detection: P3_quantity_unit
-- question: Which insulin was counted in vials instead of millilitres?
-- expect: f1 >= 0.9
-- naive: few units are a month of pens for others; a quantity in vials makes ten times the list price of a unit that the drug had in the same month, under however its code is written
WITH c AS (SELECT DISTINCT claim_id, lpad(replace(drug_ndc, '-', ''), 11, '0') AS ndc, event_month, wholesale_acquisition_cost_usd / quantity AS unit_usd FROM claims),
m AS (SELECT ndc, event_month, median(unit_usd) AS usual_usd FROM c GROUP BY ndc, event_month)
SELECT 'claims' AS table_name, claim_id AS row_key, 'quantity' AS column_name, 'P3_quantity_unit' AS stage_id
FROM c JOIN m USING (ndc, event_month) WHERE unit_usd > 5 * usual_usd
-- trap:
SELECT 'claims' AS table_name, claim_id AS row_key, 'quantity' AS column_name, 'P3_quantity_unit' AS stage_id
FROM claims WHERE quantity <= 3

-- finds: P1_ndc_hyphenated
SELECT DISTINCT claim_id FROM claims WHERE drug_ndc LIKE '%-%'

-- finds: P2_ndc_leading_zero
SELECT DISTINCT claim_id FROM claims WHERE drug_ndc NOT LIKE '%-%' AND length(drug_ndc) < 11

-- finds: P5_awp_zero
SELECT DISTINCT claim_id FROM claims WHERE average_wholesale_price_usd = 0

-- finds: P8_sign_flip
SELECT DISTINCT claim_id, adjustment_type FROM pharmacy_adjustments WHERE amount_usd > 0
