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
-- MAGIC One row with `atorvastatin_spread`, `generic_spread`, `brand_spread`, from `claims`, `drugs`. From 1,000,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean of per-claim percentages on the raw code: about 0.35 for atorvastatin.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do independents dispense atorvastatin at a loss? The cost of dispensing is $12.40.
-- MAGIC
-- MAGIC One row with `indep_below_acquisition`, `indep_below_cost_of_dispensing`, `affiliated_below_acquisition`, from `claims`, `pharmacies`, `drugs`. From 1,000,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: all pharmacies in one pot: chains and the manager's own do not lose; and a missing acquisition cost counted as 0 looks like a gain.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### In how many brand classes of 2023 is the lowest-net drug the rejected one?
-- MAGIC
-- MAGIC One row with `rebate_walls`, from `claims`, `rebates`, `payers`, `drugs`, `formulary`. From 1,000,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: ranking by the price before rebates, with the rejections of both formularies and refills too soon in one pot: one wall of three is left.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How often does the patient pay more than the drug costs?
-- MAGIC
-- MAGIC One row with `generic_overpaid`, `brand_overpaid`, `mean_overpayment_usd`, `lesser_of_overpaid`, from `claims`, `payers`, `drugs`. From 1,000,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the copay against what the plan is charged, not what the pharmacy gets: the spread hides one overpayment in five.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What did the exclusion of 1 January do?
-- MAGIC
-- MAGIC One row with `fill_drop`, `reject70_share_first_14d`, `rival_share_gain`, from `claims`, `payers`, `drugs`, `formulary`. From 1,000,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: counting attempts instead of fills: who is turned away and tries again still counts, and the drop is 0.44.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much is clawed back from pharmacies months later?
-- MAGIC
-- MAGIC One row with `dir_share_2023`, `median_lag_days`, `dir_rows_2024`, from `claims`, `pharmacy_adjustments`, `payers`, `pharmacies`. From 500,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: over all claims and by the day of posting: most fees of 2023 fall into 2024, when there are none any more; and the signed sum of amounts is about 15 % too low.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Why does insulin cost $300?
-- MAGIC
-- MAGIC One row with `list_2023_usd`, `net_2023_usd`, `list_2024_usd`, `net_2024_usd`, from `claims`, `rebates`, `drugs`. From 500,000 rows of `claims` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean of a claim instead of 30 days, since some fill for 90: a list price of $455; and joining rebates without removing double invoices makes the net of 2023 about $2 too low.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC What follows was done to the clean data. How much of it can you find?
-- MAGIC
-- MAGIC | stage | table | what goes wrong |
-- MAGIC |---|---|---|
-- MAGIC | `P1_ndc_hyphenated` | `claims` | The pharmacy's software writes the ten digits with hyphens, without the padding. |
-- MAGIC | `P2_ndc_leading_zero` | `claims` | The code went through a spreadsheet: the leading zero is gone. |
-- MAGIC | `P3_quantity_unit` | `claims` | Insulin counted in vials of 10 mL instead of millilitres. |
-- MAGIC | `P4_acquisition_missing` | `claims` | The chain's feed of invoice costs is down. |
-- MAGIC | `P5_awp_zero` | `claims` | The price file of the week lacks the drug: 0.00 stands for unknown. |
-- MAGIC | `P6_reversal_missed` | `claims` | The reversal got lost in the switch; the claim looks paid. |
-- MAGIC | `P7_duplicate_submission` | `claims` | The pharmacy sent its batch of the day twice. |
-- MAGIC | `P8_sign_flip` | `pharmacy_adjustments` | The old version of the remittance shows what is taken as positive. |
-- MAGIC | `P9_rebate_disputed` | `rebates` | The manufacturer disputes the claim and pays nothing. |
-- MAGIC | `P10_rebate_double_invoice` | `rebates` | The quarter after the system change was invoiced twice. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score pbm_claims --template found.csv` writes a file to fill in,
-- MAGIC and `medley score pbm_claims --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `P3_quantity_unit`
-- MAGIC
-- MAGIC Which insulin was counted in vials instead of millilitres?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
