-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Pharmacy benefit manager: who keeps the money between payer and pharmacy
-- MAGIC
-- MAGIC You audit one pharmacy benefit manager, the fictitious Northgate Rx, for sixty payers. Follow the money: what the payer is charged, what the pharmacy is paid, what the member pays at the counter, what comes back as a rebate months later, and why a $289 vial of insulin nets $112 while its $82 twin is rejected. Independent pharmacies dispense atorvastatin at a loss, and on 1 January a popular drug vanishes from the formulary.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `claims` | One row per claim attempt, whether paid, reversed or rejected. |
-- MAGIC | `rebates` | One row per rebate allocated to a paid brand claim; invoiced by the quarter. |
-- MAGIC | `pharmacy_adjustments` | One row per amount taken back from a pharmacy for a paid claim. |
-- MAGIC | `members` | One row per covered member. |
-- MAGIC | `payers` | One row per payer. |
-- MAGIC | `pharmacies` | One row per pharmacy. |
-- MAGIC | `drugs` | One row per drug. |
-- MAGIC | `formulary` | One row per formulary and brand, two for one that was excluded. |
-- MAGIC | `key_coverage_episodes` | One row per therapy that was rejected. |
-- MAGIC | `key_awp_fallbacks` | One row per claim of a generic that was billed at 55 % of AWP. |
-- MAGIC | `key_pharmacy_software` | One row per pharmacy. |
-- MAGIC | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
-- MAGIC | `key_rows` | One row that a mess stage dropped or delivered twice. |
-- MAGIC
-- MAGIC Tables whose name begins with `key_` are the answer key: look there last.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where the data is
-- MAGIC
-- MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
-- MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
-- MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
-- MAGIC table, seen by this notebook alone.

-- COMMAND ----------

CREATE WIDGET TEXT catalog DEFAULT 'main';
CREATE WIDGET TEXT schema DEFAULT 'pbm_claims';
CREATE WIDGET TEXT key_schema DEFAULT 'pbm_claims_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/pbm_claims/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW claims AS SELECT * FROM ' || tables_in || 'claims`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW rebates AS SELECT * FROM ' || tables_in || 'rebates`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW pharmacy_adjustments AS SELECT * FROM ' || tables_in || 'pharmacy_adjustments`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW members AS SELECT * FROM ' || tables_in || 'members`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW payers AS SELECT * FROM ' || tables_in || 'payers`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW pharmacies AS SELECT * FROM ' || tables_in || 'pharmacies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW drugs AS SELECT * FROM ' || tables_in || 'drugs`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW formulary AS SELECT * FROM ' || tables_in || 'formulary`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/pbm_claims/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_coverage_episodes AS SELECT * FROM ' || tables_in || 'coverage_episodes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_awp_fallbacks AS SELECT * FROM ' || tables_in || 'awp_fallbacks`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_pharmacy_software AS SELECT * FROM ' || tables_in || 'pharmacy_software`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_cells AS SELECT * FROM ' || tables_in || 'cells`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_rows AS SELECT * FROM ' || tables_in || 'rows`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A first look

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### claims
-- MAGIC
-- MAGIC One row per claim attempt, whether paid, reversed or rejected.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `claim_id` | BIGINT | Key. Claim: member_id x 10,000 + a number that tells no order. |
-- MAGIC | `event_date` | DATE | Day of service. |
-- MAGIC | `member_id` | BIGINT | Covered person. Joins `members`. |
-- MAGIC | `payer_id` | INT | Payer of the member. Joins `payers`. |
-- MAGIC | `pharmacy_id` | INT | Pharmacy. Joins `pharmacies`. |
-- MAGIC | `drug_ndc` | STRING | National drug code: 11 digits, 5-4-2 without hyphens, when clean. Joins `drugs`. |
-- MAGIC | `days_supply` | SMALLINT | Days that the quantity lasts: 30, 90, or 10 for an acute course. |
-- MAGIC | `quantity` | DOUBLE | Units dispensed: tablets, pens, patches, doses; millilitres of insulin. |
-- MAGIC | `claim_status` | STRING | PAID, REVERSED (never picked up) or REJECTED. |
-- MAGIC | `reject_code` | STRING | NCPDP code: 70 not covered, 75 prior authorisation, 79 refill too soon; NULL unless REJECTED. |
-- MAGIC | `wholesale_acquisition_cost_usd` | DECIMAL(12,2) | List price (WAC) of the quantity. |
-- MAGIC | `average_wholesale_price_usd` | DECIMAL(12,2) | Average wholesale price (AWP) of the quantity. |
-- MAGIC | `acquisition_cost_usd` | DECIMAL(12,2) | What the pharmacy's invoice says it paid for it. |
-- MAGIC | `plan_charge_usd` | DECIMAL(12,2) | Price by the contract of payer and benefit manager; NULL if REJECTED. |
-- MAGIC | `insurance_paid_usd` | DECIMAL(12,2) | plan_charge_usd less the copay, not below 0; NULL if REJECTED. |
-- MAGIC | `patient_copay_usd` | DECIMAL(12,2) | Paid at the counter; NULL if REJECTED. |
-- MAGIC | `pharmacy_reimbursement_usd` | DECIMAL(12,2) | What the pharmacy keeps in all: copay and remittance less the copay clawback; NULL if REJECTED. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM claims LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### rebates
-- MAGIC
-- MAGIC One row per rebate allocated to a paid brand claim; invoiced by the quarter.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `claim_id` | BIGINT | Key. Paid claim of a brand. Joins `claims`. |
-- MAGIC | `event_date` | DATE | Day of service. |
-- MAGIC | `payer_id` | INT | Payer. |
-- MAGIC | `drug_ndc` | STRING | National drug code, always clean. |
-- MAGIC | `invoice_quarter` | DATE | First day of the calendar quarter that is invoiced. |
-- MAGIC | `pbm_rebate_amount_usd` | DECIMAL(12,2) | Rebate: the drug's share of the list price, as the payer's contract has it. |
-- MAGIC | `received_date` | DATE | Business day on which the manufacturer paid, up to 180 days after the quarter. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM rebates LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### pharmacy_adjustments
-- MAGIC
-- MAGIC One row per amount taken back from a pharmacy for a paid claim.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `claim_id` | BIGINT | Key. Paid claim. Joins `claims`. |
-- MAGIC | `event_date` | DATE | Day of service, not of posting. |
-- MAGIC | `pharmacy_id` | INT | Pharmacy. Joins `pharmacies`. |
-- MAGIC | `adjustment_type` | STRING | Key. COPAY_CLAWBACK or DIR_FEE. |
-- MAGIC | `amount_usd` | DECIMAL(12,2) | Negative: taken from the pharmacy. |
-- MAGIC | `posted_date` | DATE | Business day of the remittance. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM pharmacy_adjustments LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### members
-- MAGIC
-- MAGIC One row per covered member.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `member_id` | BIGINT | Key. Covered person. |
-- MAGIC | `payer_id` | INT | Payer. Joins `payers`. |
-- MAGIC | `birth_year` | INT | Year of birth. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `coverage_from` | DATE | First day of cover that lies in the file. |
-- MAGIC | `coverage_to` | DATE | Last day of cover; NULL if it lasts to the end of the file. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM members LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### payers
-- MAGIC
-- MAGIC One row per payer.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `payer_id` | INT | Key. Payer, 1 to 60. |
-- MAGIC | `line_of_business` | STRING | COMMERCIAL or PART_D. |
-- MAGIC | `formulary` | STRING | NATIONAL or CUSTOM. |
-- MAGIC | `copay_rule` | STRING | FLAT, or LESSER_OF copay and price. |
-- MAGIC | `tier1_copay_usd` | INT | Copay of a generic for 30 days, in US dollars. |
-- MAGIC | `tier2_copay_usd` | INT | Copay of a preferred brand; a brand that is not preferred costs 15 more. |
-- MAGIC | `brand_deductible_usd` | INT | Deductible of a calendar year, brands only; 0 for PART_D. |

-- COMMAND ----------

SELECT * FROM payers LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### pharmacies
-- MAGIC
-- MAGIC One row per pharmacy.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `pharmacy_id` | INT | Key. Pharmacy. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |
-- MAGIC | `pharmacy_type` | STRING | INDEPENDENT, CHAIN or AFFILIATED (owned by the benefit manager). |
-- MAGIC | `closed_date` | DATE | First day on which it was closed for good; NULL if open. |

-- COMMAND ----------

SELECT * FROM pharmacies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### drugs
-- MAGIC
-- MAGIC One row per drug.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `drug_ndc` | STRING | Key. National drug code, 11 digits. |
-- MAGIC | `drug_name` | STRING | Name, strength and form; brand names are fictitious. |
-- MAGIC | `therapeutic_class` | STRING | GENERIC, or the class of a brand. |
-- MAGIC | `is_brand` | BOOLEAN | Whether it is a brand. |
-- MAGIC | `is_specialty` | BOOLEAN | Whether it is a specialty drug. |
-- MAGIC | `ndc_format` | STRING | How its ten digits are grouped: 4-4-2, 5-3-2 or 5-4-1. |
-- MAGIC | `units_per_30_days` | INT | Units for 30 days, or for an acute course. |

-- COMMAND ----------

SELECT * FROM drugs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### formulary
-- MAGIC
-- MAGIC One row per formulary and brand, two for one that was excluded.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `formulary` | STRING | Key. NATIONAL or CUSTOM. |
-- MAGIC | `drug_ndc` | STRING | Key. Brand. Joins `drugs`. |
-- MAGIC | `effective_from` | DATE | Key. First day. |
-- MAGIC | `effective_to` | DATE | Last day; NULL if still so. |
-- MAGIC | `status` | STRING | PREFERRED, NON_PREFERRED, SPECIALTY, NOT_COVERED or EXCLUDED. |

-- COMMAND ----------

SELECT * FROM formulary LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM claims GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What share of the plan charge does the PBM keep?
-- MAGIC
-- MAGIC **The trap:** the mean of per-claim percentages on the raw code: about 0.35 for atorvastatin

-- COMMAND ----------

SELECT round(avg(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS atorvastatin_spread, round(avg(CASE WHEN NOT d.is_brand THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS generic_spread,
       round(avg(CASE WHEN d.is_brand THEN 1 - c.pharmacy_reimbursement_usd / c.plan_charge_usd END), 4) AS brand_spread FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `atorvastatin_spread`: 0.40 ± 0.025
-- MAGIC - `generic_spread`: 0.31 ± 0.02
-- MAGIC - `brand_spread`: 0.008 ± 0.004
-- MAGIC
-- MAGIC From 1,000,000 rows of `claims` on.

-- COMMAND ----------

SELECT round(1 - sum(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN d.drug_name = 'atorvastatin 20 mg' THEN c.plan_charge_usd END), 4) AS atorvastatin_spread,
       round(1 - sum(CASE WHEN NOT d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN NOT d.is_brand THEN c.plan_charge_usd END), 4) AS generic_spread,
       round(1 - sum(CASE WHEN d.is_brand THEN c.pharmacy_reimbursement_usd END) / sum(CASE WHEN d.is_brand THEN c.plan_charge_usd END), 4) AS brand_spread
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do independents dispense atorvastatin at a loss? The cost of dispensing is $12.40.
-- MAGIC
-- MAGIC **The trap:** all pharmacies in one pot: chains and the manager's own do not lose; and a missing acquisition cost counted as 0 looks like a gain

-- COMMAND ----------

SELECT round(avg(IF(c.pharmacy_reimbursement_usd < coalesce(c.acquisition_cost_usd, 0), 1.0, 0.0)), 4) AS indep_below_acquisition, round(avg(IF(c.pharmacy_reimbursement_usd < coalesce(c.acquisition_cost_usd, 0) + 12.40, 1.0, 0.0)), 4) AS indep_below_cost_of_dispensing
FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID' AND d.drug_name = 'atorvastatin 20 mg'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `indep_below_acquisition`: 0.24 ± 0.08
-- MAGIC - `indep_below_cost_of_dispensing`: >= 0.95
-- MAGIC - `affiliated_below_acquisition`: <= 0.03
-- MAGIC
-- MAGIC From 1,000,000 rows of `claims` on.

-- COMMAND ----------

SELECT round(avg(CASE WHEN p.pharmacy_type = 'INDEPENDENT' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd, 1.0, 0.0) END), 4) AS indep_below_acquisition,
       round(avg(CASE WHEN p.pharmacy_type = 'INDEPENDENT' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd + 12.40, 1.0, 0.0) END), 4) AS indep_below_cost_of_dispensing,
       round(avg(CASE WHEN p.pharmacy_type = 'AFFILIATED' THEN IF(c.pharmacy_reimbursement_usd < c.acquisition_cost_usd, 1.0, 0.0) END), 4) AS affiliated_below_acquisition
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11
      FROM claims WHERE claim_status = 'PAID' AND acquisition_cost_usd IS NOT NULL) c
JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN pharmacies p ON p.pharmacy_id = c.pharmacy_id
WHERE d.drug_name = 'atorvastatin 20 mg'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### In how many brand classes of 2023 is the lowest-net drug the rejected one?
-- MAGIC
-- MAGIC **The trap:** ranking by the price before rebates, with the rejections of both formularies and refills too soon in one pot: one wall of three is left

-- COMMAND ----------

WITH g AS (SELECT d.therapeutic_class, d.drug_ndc, 30 * sum(CASE WHEN c.claim_status = 'PAID' THEN c.plan_charge_usd END) / sum(CASE WHEN c.claim_status = 'PAID' THEN c.days_supply END) AS net30, avg(IF(c.claim_status = 'REJECTED', 1.0, 0.0)) AS reject_rate
      FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE d.is_brand AND c.event_date < DATE'2024-01-01' GROUP BY 1, 2),
k AS (SELECT *, row_number() OVER (PARTITION BY therapeutic_class ORDER BY net30) AS cheap_rank, count(*) OVER (PARTITION BY therapeutic_class) AS n FROM g)
SELECT count(*) AS rebate_walls FROM k a JOIN k b ON b.therapeutic_class = a.therapeutic_class AND b.cheap_rank = 2 WHERE a.cheap_rank = 1 AND a.n = 2 AND a.reject_rate >= 0.60 AND b.reject_rate <= 0.05

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `rebate_walls`: 3
-- MAGIC
-- MAGIC From 1,000,000 rows of `claims` on.

-- COMMAND ----------

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

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often does the patient pay more than the drug costs?
-- MAGIC
-- MAGIC **The trap:** the copay against what the plan is charged, not what the pharmacy gets: the spread hides one overpayment in five

-- COMMAND ----------

SELECT round(avg(CASE WHEN NOT d.is_brand THEN IF(c.patient_copay_usd > c.plan_charge_usd, 1.0, 0.0) END), 4) AS generic_overpaid, round(avg(CASE WHEN d.is_brand THEN IF(c.patient_copay_usd > c.plan_charge_usd, 1.0, 0.0) END), 4) AS brand_overpaid,
       round(avg(CASE WHEN c.patient_copay_usd > c.plan_charge_usd THEN c.patient_copay_usd - c.plan_charge_usd END), 2) AS mean_overpayment_usd FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE c.claim_status = 'PAID'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `generic_overpaid`: 0.238 ± 0.02
-- MAGIC - `brand_overpaid`: 0.042 ± 0.015
-- MAGIC - `mean_overpayment_usd`: 7.3 ± 0.5
-- MAGIC - `lesser_of_overpaid`: 0
-- MAGIC
-- MAGIC From 1,000,000 rows of `claims` on.

-- COMMAND ----------

SELECT round(avg(CASE WHEN NOT d.is_brand THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS generic_overpaid,
       round(avg(CASE WHEN d.is_brand THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS brand_overpaid,
       round(avg(CASE WHEN c.patient_copay_usd > c.pharmacy_reimbursement_usd THEN c.patient_copay_usd - c.pharmacy_reimbursement_usd END), 2) AS mean_overpayment_usd,
       round(avg(CASE WHEN p.copay_rule = 'LESSER_OF' THEN IF(c.patient_copay_usd > c.pharmacy_reimbursement_usd, 1.0, 0.0) END), 4) AS lesser_of_overpaid
FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What did the exclusion of 1 January do?
-- MAGIC
-- MAGIC **The trap:** counting attempts instead of fills: who is turned away and tries again still counts, and the drop is 0.44

-- COMMAND ----------

WITH c AS (SELECT c.*, d.drug_name FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc WHERE d.therapeutic_class = 'GLP1')
SELECT round(1 - count_if(drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31') / 2.0 / count_if(drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2023-12-01' AND DATE'2023-12-31'), 4) AS fill_drop,
       round(avg(CASE WHEN drug_name = 'Dulagen pen' AND event_date BETWEEN DATE'2024-01-01' AND DATE'2024-01-14' THEN IF(reject_code = '70', 1.0, 0.0) END), 4) AS reject70_share_first_14d,
       round(avg(CASE WHEN event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END) - avg(CASE WHEN event_date BETWEEN DATE'2023-11-01' AND DATE'2023-12-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END), 4) AS rival_share_gain FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `fill_drop`: 0.95 ± 0.05
-- MAGIC - `reject70_share_first_14d`: 0.93 ± 0.06
-- MAGIC - `rival_share_gain`: 0.54 ± 0.08
-- MAGIC
-- MAGIC From 1,000,000 rows of `claims` on.

-- COMMAND ----------

WITH c AS (SELECT c.*, d.drug_name FROM (SELECT *, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims) c
           JOIN drugs d ON d.drug_ndc = c.ndc11 JOIN payers p ON p.payer_id = c.payer_id WHERE p.formulary = 'NATIONAL' AND d.therapeutic_class = 'GLP1')
SELECT round(1 - sum(CASE WHEN drug_name = 'Dulagen pen' AND claim_status = 'PAID' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN 1 ELSE 0 END) / 2.0
               / sum(CASE WHEN drug_name = 'Dulagen pen' AND claim_status = 'PAID' AND event_date BETWEEN DATE'2023-12-01' AND DATE'2023-12-31' THEN 1 ELSE 0 END), 4) AS fill_drop,
       round(avg(CASE WHEN drug_name = 'Dulagen pen' AND coalesce(reject_code, '') <> '79' AND event_date BETWEEN DATE'2024-01-01' AND DATE'2024-01-14' THEN IF(reject_code = '70', 1.0, 0.0) END), 4) AS reject70_share_first_14d,
       round(avg(CASE WHEN claim_status = 'PAID' AND event_date BETWEEN DATE'2024-02-01' AND DATE'2024-03-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END)
           - avg(CASE WHEN claim_status = 'PAID' AND event_date BETWEEN DATE'2023-11-01' AND DATE'2023-12-31' THEN IF(drug_name = 'Semavance pen', 1.0, 0.0) END), 4) AS rival_share_gain
FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much is clawed back from pharmacies months later?
-- MAGIC
-- MAGIC **The trap:** over all claims and by the day of posting: most fees of 2023 fall into 2024, when there are none any more; and the signed sum of amounts is about 15 % too low

-- COMMAND ----------

WITH c AS (SELECT year(event_date) AS y, sum(pharmacy_reimbursement_usd) AS paid FROM claims WHERE claim_status = 'PAID' GROUP BY 1)
SELECT round(-sum(CASE WHEN year(posted_date) = 2023 THEN amount_usd END) / (SELECT max(paid) FROM c WHERE y = 2023), 4) AS dir_share_2023, count(CASE WHEN posted_date >= DATE'2024-01-01' THEN 1 END) AS dir_rows_2024 FROM pharmacy_adjustments WHERE adjustment_type = 'DIR_FEE'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `dir_share_2023`: 0.065 ± 0.012
-- MAGIC - `median_lag_days`: 151 ± 11
-- MAGIC - `dir_rows_2024`: 0
-- MAGIC
-- MAGIC From 500,000 rows of `claims` on.

-- COMMAND ----------

SELECT round(sum(CASE WHEN c.event_date < DATE'2024-01-01' THEN abs(a.amount_usd) END) / sum(CASE WHEN c.event_date < DATE'2024-01-01' THEN c.pharmacy_reimbursement_usd END), 4) AS dir_share_2023,
       percentile(datediff(a.posted_date, a.event_date), 0.5) AS median_lag_days,
       count(CASE WHEN a.event_date >= DATE'2024-01-01' THEN 1 END) AS dir_rows_2024
FROM (SELECT DISTINCT claim_id, event_date, payer_id, pharmacy_id, pharmacy_reimbursement_usd FROM claims WHERE claim_status = 'PAID') c
JOIN payers p ON p.payer_id = c.payer_id JOIN pharmacies h ON h.pharmacy_id = c.pharmacy_id
LEFT JOIN pharmacy_adjustments a ON a.claim_id = c.claim_id AND a.adjustment_type = 'DIR_FEE'
WHERE p.line_of_business = 'PART_D' AND h.pharmacy_type <> 'AFFILIATED'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Why does insulin cost $300?
-- MAGIC
-- MAGIC **The trap:** the mean of a claim instead of 30 days, since some fill for 90: a list price of $455; and joining rebates without removing double invoices makes the net of 2023 about $2 too low

-- COMMAND ----------

SELECT round(avg(CASE WHEN year(c.event_date) = 2023 THEN c.wholesale_acquisition_cost_usd END), 2) AS list_2023_usd, round(avg(CASE WHEN year(c.event_date) = 2023 THEN c.wholesale_acquisition_cost_usd - coalesce(r.pbm_rebate_amount_usd, 0) END), 2) AS net_2023_usd,
       round(avg(CASE WHEN year(c.event_date) = 2024 THEN c.wholesale_acquisition_cost_usd END), 2) AS list_2024_usd, round(avg(CASE WHEN year(c.event_date) = 2024 THEN c.wholesale_acquisition_cost_usd - coalesce(r.pbm_rebate_amount_usd, 0) END), 2) AS net_2024_usd
FROM claims c JOIN drugs d ON d.drug_ndc = c.drug_ndc LEFT JOIN rebates r ON r.claim_id = c.claim_id WHERE c.claim_status = 'PAID' AND d.drug_name = 'insulin lispro A vial'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `list_2023_usd`: 289.36 ± 0.1
-- MAGIC - `net_2023_usd`: 112 ± 4
-- MAGIC - `list_2024_usd`: 72.34 ± 0.1
-- MAGIC - `net_2024_usd`: 68.9 ± 0.5
-- MAGIC
-- MAGIC From 500,000 rows of `claims` on.

-- COMMAND ----------

SELECT round(30 * sum(CASE WHEN y = 2023 THEN list_usd END) / sum(CASE WHEN y = 2023 THEN days_supply END), 2) AS list_2023_usd,
       round(30 * sum(CASE WHEN y = 2023 THEN net_usd END) / sum(CASE WHEN y = 2023 THEN days_supply END), 2) AS net_2023_usd,
       round(30 * sum(CASE WHEN y = 2024 THEN list_usd END) / sum(CASE WHEN y = 2024 THEN days_supply END), 2) AS list_2024_usd,
       round(30 * sum(CASE WHEN y = 2024 THEN net_usd END) / sum(CASE WHEN y = 2024 THEN days_supply END), 2) AS net_2024_usd
FROM (SELECT year(c.event_date) AS y, c.days_supply, c.wholesale_acquisition_cost_usd AS list_usd, c.wholesale_acquisition_cost_usd - coalesce(r.rebate, 0) AS net_usd
  FROM (SELECT DISTINCT claim_id, event_date, days_supply, wholesale_acquisition_cost_usd, CASE WHEN drug_ndc LIKE '%-%' THEN concat(lpad(split_part(drug_ndc, '-', 1), 5, '0'), lpad(split_part(drug_ndc, '-', 2), 4, '0'), lpad(split_part(drug_ndc, '-', 3), 2, '0')) ELSE lpad(drug_ndc, 11, '0') END AS ndc11 FROM claims WHERE claim_status = 'PAID') c
  JOIN drugs d ON d.drug_ndc = c.ndc11
  LEFT JOIN (SELECT claim_id, max(pbm_rebate_amount_usd) AS rebate FROM rebates GROUP BY claim_id) r ON r.claim_id = c.claim_id
  WHERE d.drug_name = 'insulin lispro A vial')

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `P1_ndc_hyphenated` | `claims` | The pharmacy's software writes the ten digits with hyphens, without the padding. | `_ndc_style = 1` | 0.95 |
-- MAGIC | `P2_ndc_leading_zero` | `claims` | The code went through a spreadsheet: the leading zero is gone. | `_ndc_style = 2 AND drug_ndc LIKE '0%'` | 0.95 |
-- MAGIC | `P3_quantity_unit` | `claims` | Insulin counted in vials of 10 mL instead of millilitres. | `_vial_spell` | 0.73 |
-- MAGIC | `P4_acquisition_missing` | `claims` | The chain's feed of invoice costs is down. | `_cost_gap` | 0.8 |
-- MAGIC | `P5_awp_zero` | `claims` | The price file of the week lacks the drug: 0.00 stands for unknown. | `_awp_gap` | 0.75 |
-- MAGIC | `P6_reversal_missed` | `claims` | The reversal got lost in the switch; the claim looks paid. | `claim_status = 'REVERSED' AND _switch_down` | 0.8 |
-- MAGIC | `P7_duplicate_submission` | `claims` | The pharmacy sent its batch of the day twice. | `_batch_replay` | 0.5 |
-- MAGIC | `P8_sign_flip` | `pharmacy_adjustments` | The old version of the remittance shows what is taken as positive. | `event_date BETWEEN DATE'2023-04-01' AND DATE'2023-06-30' AND _old_remittance` | 0.75 |
-- MAGIC | `P9_rebate_disputed` | `rebates` | The manufacturer disputes the claim and pays nothing. | `_disputed` | 0.3 |
-- MAGIC | `P10_rebate_double_invoice` | `rebates` | The quarter after the system change was invoiced twice. | `invoice_quarter = DATE'2023-07-01' AND _double_sent` | 0.5 |

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows that each stage touched
-- MAGIC
-- MAGIC As a chart: bars, `stage_id` across, `defects` up.

-- COMMAND ----------

SELECT stage_id, count(*) AS defects, table_name, column_name AS what
FROM key_cells GROUP BY table_name, stage_id, column_name
UNION ALL
SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
FROM key_rows GROUP BY table_name, stage_id, action
ORDER BY table_name, stage_id, what

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When it happened
-- MAGIC
-- MAGIC Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
-- MAGIC `stage_id`.

-- COMMAND ----------

SELECT event_date, count(*) AS defects, stage_id
FROM key_cells WHERE event_date IS NOT NULL
GROUP BY event_date, stage_id ORDER BY event_date, stage_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Clean and published values
-- MAGIC
-- MAGIC A cell that several stages changed is listed once for each, always with the value before
-- MAGIC all of them and the one that was published.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
FROM key_cells LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows dropped and delivered twice
-- MAGIC
-- MAGIC The content of a dropped row is kept as JSON.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, action, clean_row
FROM key_rows LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `P3_quantity_unit`
-- MAGIC
-- MAGIC Which insulin was counted in vials instead of millilitres?
-- MAGIC
-- MAGIC **The trap:** few units are a month of pens for others; a quantity in vials makes ten times the list price of a unit that the drug had in the same month, under however its code is written

-- COMMAND ----------

SELECT 'claims' AS table_name, claim_id AS row_key, 'quantity' AS column_name, 'P3_quantity_unit' AS stage_id
FROM claims WHERE quantity <= 3

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql pbm_claims --as csv "<the query>" > found.csv
-- MAGIC medley score pbm_claims --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH c AS (SELECT DISTINCT claim_id, lpad(replace(drug_ndc, '-', ''), 11, '0') AS ndc, event_month, wholesale_acquisition_cost_usd / quantity AS unit_usd FROM claims),
m AS (SELECT ndc, event_month, median(unit_usd) AS usual_usd FROM c GROUP BY ndc, event_month)
SELECT 'claims' AS table_name, claim_id AS row_key, 'quantity' AS column_name, 'P3_quantity_unit' AS stage_id
FROM c JOIN m USING (ndc, event_month) WHERE unit_usd > 5 * usual_usd

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score pbm_claims` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore pbm_claims` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify pbm_claims` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
