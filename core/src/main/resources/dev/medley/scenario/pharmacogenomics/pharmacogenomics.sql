-- insight: who_responds
-- question: Who responds? By gene A and gene B as genotyped, on the drug, completers.
-- expect: resp_a_only in 0.87 .. 0.93
-- expect: resp_a_and_b in 0 .. 0.02
-- expect: resp_b_only in 0 .. 0.02
-- expect: resp_neither in 0.22 .. 0.28
-- expect: resp_all in 0.48 .. 0.53
-- expect: naive_resp_b in 0.03 .. 0.055
-- ask: resp_a_only = Of the subjects on the drug who completed week 12 and whose genotypes have an ALT allele of GENE_A and none of GENE_B, what share responds (efficacy score of 50 or more at week 12)?
-- ask: resp_a_and_b = Of the subjects on the drug who completed week 12 and whose genotypes have an ALT allele of GENE_A and one of GENE_B, what share responds (efficacy score of 50 or more at week 12)?
-- ask: resp_b_only = Of the subjects on the drug who completed week 12 and whose genotypes have an ALT allele of GENE_B and none of GENE_A, what share responds (efficacy score of 50 or more at week 12)?
-- ask: resp_neither = Of the subjects on the drug who completed week 12 and whose genotypes have no ALT allele of GENE_A and none of GENE_B, what share responds (efficacy score of 50 or more at week 12)?
-- ask: resp_all = Of the subjects on the drug who completed week 12, what share responds (efficacy score of 50 or more at week 12), whatever the genotypes?
-- ask: naive_resp_b = Of the subjects on the drug who completed week 12 and who stand in the trial database as having the variant of gene B (gene_variant_b is PRESENT), what share responds (efficacy score of 50 or more at week 12)?
-- rows: 1000000
-- naive: by the labels in the trial database, carriers of gene B respond in 3 to 5 %: it would seem leaky
-- source: 3.8
WITH g AS (SELECT subject_id,
                  max(CASE WHEN gene = 'GENE_A' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS a,
                  max(CASE WHEN gene = 'GENE_B' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS b
           FROM genotypes GROUP BY subject_id),
r AS (SELECT g.a, g.b, s.gene_variant_b AS keyed_b, CASE WHEN s.drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp
      FROM subjects s JOIN g USING (subject_id) WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL)
SELECT round(avg(CASE WHEN a = 1 AND b = 0 THEN resp END), 4) AS resp_a_only,
       round(avg(CASE WHEN a = 1 AND b = 1 THEN resp END), 4) AS resp_a_and_b,
       round(avg(CASE WHEN a = 0 AND b = 1 THEN resp END), 4) AS resp_b_only,
       round(avg(CASE WHEN a = 0 AND b = 0 THEN resp END), 4) AS resp_neither,
       round(avg(resp), 4) AS resp_all,
       round(avg(CASE WHEN keyed_b = 'PRESENT' THEN resp END), 4) AS naive_resp_b
FROM r

-- trap:
WITH r AS (SELECT gene_variant_a = 'PRESENT' AS a, gene_variant_b = 'PRESENT' AS b, CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp FROM subjects WHERE arm <> 'PLACEBO' AND drug_efficacy_score IS NOT NULL)
SELECT round(avg(CASE WHEN a AND NOT b THEN resp END), 4) AS resp_a_only, round(avg(CASE WHEN a AND b THEN resp END), 4) AS resp_a_and_b, round(avg(CASE WHEN NOT a AND b THEN resp END), 4) AS resp_b_only, round(avg(CASE WHEN NOT a AND NOT b THEN resp END), 4) AS resp_neither FROM r

-- insight: who_is_poisoned
-- question: Does slow metabolism cause severe events, and does the guided dose cure it?
-- expect: standard_ratio in 2.2 .. 2.9
-- expect: guided_ratio in 0.85 .. 1.25
-- expect: slow_rate in 0.12 .. 0.16
-- expect: naive_caught in 0.845 .. 0.915
-- ask: standard_ratio = How many times as often do slow metabolisers as fast ones have a worst adverse event of grade 3 or above, in the standard-dose arm?
-- ask: guided_ratio = How many times as often do slow metabolisers as fast ones have a worst adverse event of grade 3 or above, in the genotype-guided arm?
-- ask: slow_rate = What share of the slow metabolisers in the standard-dose arm has a worst adverse event of grade 3 or above?
-- ask: naive_caught = Of all subjects whose worst adverse event is of grade 3 or above, what share has it recorded as one of the words SEVERE, LIFE_THREATENING or FATAL?
-- rows: 1000000
-- naive: all arms together dilute the ratio with placebo and with doses that were guided; and who reads only the words finds 88 % of the severe events
-- source: 3.8
WITH x AS (SELECT arm, metabolic_rate AS m,
                  CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') THEN 1D ELSE 0D END AS raw3,
                  CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') OR adverse_event_severity RLIKE '[345]' THEN 1D ELSE 0D END AS g3
           FROM subjects)
SELECT round(avg(CASE WHEN arm = 'STANDARD' AND m = 'SLOW' THEN g3 END) / avg(CASE WHEN arm = 'STANDARD' AND m = 'FAST' THEN g3 END), 3) AS standard_ratio,
       round(avg(CASE WHEN arm = 'GENOTYPE_GUIDED' AND m = 'SLOW' THEN g3 END) / avg(CASE WHEN arm = 'GENOTYPE_GUIDED' AND m = 'FAST' THEN g3 END), 3) AS guided_ratio,
       round(avg(CASE WHEN arm = 'STANDARD' AND m = 'SLOW' THEN g3 END), 4) AS slow_rate,
       round(sum(raw3) / sum(g3), 3) AS naive_caught
FROM x

-- trap:
WITH x AS (SELECT metabolic_rate AS m, CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') THEN 1D ELSE 0D END AS g3 FROM subjects)
SELECT round(avg(CASE WHEN m = 'SLOW' THEN g3 END) / avg(CASE WHEN m = 'FAST' THEN g3 END), 3) AS standard_ratio, round(avg(CASE WHEN m = 'SLOW' THEN g3 END), 4) AS slow_rate FROM x

-- insight: is_the_assay_broken
-- question: Is the assay broken? Inbreeding coefficient of gene B (Hardy-Weinberg), within ancestries and pooled.
-- expect: max_abs_f <= 0.02
-- expect: pooled_f in 0.03 .. 0.06
-- ask: max_abs_f = What is the largest absolute value that the inbreeding coefficient of GENE_B (1 minus observed over expected heterozygotes by Hardy-Weinberg) has within an ancestry?
-- ask: pooled_f = What is the inbreeding coefficient of GENE_B (1 minus observed over expected heterozygotes by Hardy-Weinberg) in all subjects taken as one population?
-- rows: 1000000
-- naive: pooled, heterozygotes are missing: it looks like a genotyping error and is a mixture of ancestries
-- source: 3.8
WITH g AS (SELECT s.ancestry, CASE WHEN g.allele_1 = 'ALT' THEN 1D ELSE 0D END + CASE WHEN g.allele_2 = 'ALT' THEN 1D ELSE 0D END AS n
           FROM genotypes g JOIN subjects s USING (subject_id) WHERE g.gene = 'GENE_B' AND g.allele_1 IS NOT NULL),
f AS (SELECT ancestry, 1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)) AS f FROM g GROUP BY ancestry)
SELECT round((SELECT max(abs(f)) FROM f), 4) AS max_abs_f,
       round(1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)), 4) AS pooled_f
FROM g

-- trap:
WITH g AS (SELECT CASE WHEN allele_1 = 'ALT' THEN 1D ELSE 0D END + CASE WHEN allele_2 = 'ALT' THEN 1D ELSE 0D END AS n FROM genotypes WHERE gene = 'GENE_B' AND allele_1 IS NOT NULL)
SELECT round(1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)), 4) AS max_abs_f FROM g

-- insight: how_strong_is_gene_a
-- question: How strong is gene A really? Odds ratio of response without gene B, and crude.
-- expect: or_without_b in 20 .. 31
-- expect: crude_or in 7.6 .. 10.0
-- ask: or_without_b = How many times as high are the odds of response (efficacy score of 50 or more at week 12) with the variant of gene A, as in the trial database, as without it, in subjects on the drug who completed week 12 and whose genotype has no ALT allele of GENE_B?
-- ask: crude_or = How many times as high are the odds of response (efficacy score of 50 or more at week 12) with the variant of gene A, as in the trial database, as without it, in subjects on the drug who completed week 12 and have a genotype of GENE_B, whichever it is?
-- rows: 1000000
-- naive: crude, the odds ratio is 9: the second gene hides two thirds of it
-- source: 3.8
WITH g AS (SELECT subject_id, max(CASE WHEN gene = 'GENE_B' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS b
           FROM genotypes GROUP BY subject_id),
r AS (SELECT g.b, s.gene_variant_a AS a, CASE WHEN s.drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp
      FROM subjects s JOIN g USING (subject_id) WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL AND g.b IS NOT NULL),
o AS (SELECT avg(CASE WHEN a = 'PRESENT' THEN resp END) AS p1, avg(CASE WHEN a = 'ABSENT' THEN resp END) AS p0,
             avg(CASE WHEN a = 'PRESENT' AND b = 0 THEN resp END) AS q1, avg(CASE WHEN a = 'ABSENT' AND b = 0 THEN resp END) AS q0 FROM r)
SELECT round((q1 / (1 - q1)) / (q0 / (1 - q0)), 2) AS or_without_b, round((p1 / (1 - p1)) / (p0 / (1 - p0)), 2) AS crude_or FROM o

-- trap:
WITH o AS (SELECT avg(CASE WHEN gene_variant_a = 'PRESENT' THEN CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END END) AS p1, avg(CASE WHEN gene_variant_a = 'ABSENT' THEN CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END END) AS p0 FROM subjects WHERE arm <> 'PLACEBO' AND drug_efficacy_score IS NOT NULL)
SELECT round((p1 / (1 - p1)) / (p0 / (1 - p0)), 2) AS or_without_b FROM o

-- insight: which_fast_metabolisers_are_poisoned
-- question: Which fast metabolisers are poisoned? Troughs and severe events per visit on an inhibitor, standard dose.
-- expect: trough_ratio in 2.3 .. 2.7
-- expect: g3_ratio in 2.9 .. 5.2
-- expect: naive_nonadherent in 0.02 .. 0.04
-- ask: trough_ratio = In fast metabolisers of the standard-dose arm, how many times as high is the mean trough level at visits after week 0 with a strong inhibitor as at those without?
-- ask: g3_ratio = In fast metabolisers of the standard-dose arm, how many times as often does a visit after week 0 report an adverse event of grade 3 or above with a strong inhibitor as without?
-- ask: naive_nonadherent = In fast metabolisers of the standard-dose arm, what share of the troughs at visits after week 0 stands in the table as a number below 5?
-- rows: 1000000
-- naive: levels below 5 ng/mL look like pills not taken, in 3 % of the visits; they are ug/mL
-- source: 3.8
WITH v AS (SELECT DISTINCT v.visit_id, v.cyp_inhibitor AS inh,
                  CASE WHEN v.trough_ng_ml < 5 THEN v.trough_ng_ml * 1000 ELSE v.trough_ng_ml END AS trough,
                  CASE WHEN v.trough_ng_ml < 5 THEN 1D WHEN v.trough_ng_ml >= 5 THEN 0D END AS low,
                  CASE WHEN v.ae_grade >= 3 THEN 1D ELSE 0D END AS g3
           FROM visits v JOIN subjects s USING (subject_id)
           WHERE s.arm = 'STANDARD' AND s.metabolic_rate = 'FAST' AND v.visit_week > 0)
SELECT round(avg(CASE WHEN inh THEN trough END) / avg(CASE WHEN NOT inh THEN trough END), 3) AS trough_ratio,
       round(avg(CASE WHEN inh THEN g3 END) / avg(CASE WHEN NOT inh THEN g3 END), 3) AS g3_ratio,
       round(avg(low), 4) AS naive_nonadherent
FROM v

-- target: cyp2c19_european
-- quantity: CYP2C19 phenotypes of European ancestry
-- expect: nm = 0.406 ± 0.01
-- expect: rm = 0.275 ± 0.01
-- expect: im = 0.251 ± 0.01
-- expect: pm = 0.022 ± 0.01
-- expect: um = 0.047 ± 0.01
-- rows: 1000000
-- source: European reference, n = 1.69M: 40.6/27.6/24.8/2.2/4.7 %
SELECT round(avg(IF(g.phenotype = 'NM', 1D, 0D)), 4) AS nm, round(avg(IF(g.phenotype = 'RM', 1D, 0D)), 4) AS rm,
       round(avg(IF(g.phenotype = 'IM', 1D, 0D)), 4) AS im, round(avg(IF(g.phenotype = 'PM', 1D, 0D)), 4) AS pm,
       round(avg(IF(g.phenotype = 'UM', 1D, 0D)), 4) AS um
FROM genotypes g JOIN subjects s USING (subject_id) WHERE g.gene = 'CYP2C19' AND s.ancestry = 'EUR'

-- target: cyp2c19_east_asian
-- quantity: Intermediate and poor metabolisers of East Asian ancestry
-- expect: im = 0.46 ± 0.015
-- expect: pm = 0.13 ± 0.015
-- rows: 1000000
-- source: Fricke-Galindo (44-47 and 13-15 %)
SELECT round(avg(IF(g.phenotype = 'IM', 1D, 0D)), 4) AS im, round(avg(IF(g.phenotype = 'PM', 1D, 0D)), 4) AS pm
FROM genotypes g JOIN subjects s USING (subject_id) WHERE g.gene = 'CYP2C19' AND s.ancestry = 'EAS'

-- target: cyp2c19_diplotypes_european
-- quantity: *1/*2 and *2/*2 among called genotypes of European ancestry
-- expect: star_1_2 = 0.187 ± 0.01
-- expect: star_2_2 = 0.022 ± 0.004
-- rows: 1000000
-- source: European reference (18.5 and 2.1 %)
SELECT round(avg(IF(least(allele_1, allele_2) = '*1' AND greatest(allele_1, allele_2) = '*2', 1D, 0D)), 4) AS star_1_2,
       round(avg(IF(allele_1 = '*2' AND allele_2 = '*2', 1D, 0D)), 4) AS star_2_2
FROM genotypes g JOIN subjects s USING (subject_id) WHERE g.gene = 'CYP2C19' AND s.ancestry = 'EUR' AND g.allele_1 IS NOT NULL

-- target: carriers
-- quantity: carriers of an ALT allele
-- expect: gene_a = 0.60 ± 0.02
-- expect: gene_b = 0.20 ± 0.02
-- rows: 1000000
-- source: design
SELECT round(avg(IF(true_a, 1D, 0D)), 4) AS gene_a, round(avg(IF(true_b, 1D, 0D)), 4) AS gene_b FROM key.subject_truth

-- target: response
-- quantity: response of completers on the drug and on placebo
-- expect: on_drug = 0.50 ± 0.02
-- expect: on_placebo = 0.20 ± 0.02
-- rows: 1000000
-- source: design (placebo-like 20-30 %)
SELECT round(avg(CASE WHEN arm <> 'PLACEBO' THEN IF(drug_efficacy_score >= 50, 1D, 0D) END), 4) AS on_drug,
       round(avg(CASE WHEN arm = 'PLACEBO' THEN IF(drug_efficacy_score >= 50, 1D, 0D) END), 4) AS on_placebo
FROM subjects WHERE drug_efficacy_score IS NOT NULL

-- target: adverse_events
-- quantity: any adverse event and grade 3 or above, all arms
-- expect: any_event = 0.52 ± 0.025
-- expect: grade_3_plus in 0.055 .. 0.075
-- rows: 1000000
-- source: design
WITH s AS (SELECT CASE adverse_event_severity WHEN 'NONE' THEN 0 WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3
            WHEN 'LIFE_THREATENING' THEN 4 WHEN 'FATAL' THEN 5 ELSE try_cast(right(adverse_event_severity, 1) AS INT) END AS grade FROM subjects)
SELECT round(avg(IF(grade > 0, 1D, 0D)), 4) AS any_event, round(avg(IF(grade >= 3, 1D, 0D)), 4) AS grade_3_plus FROM s

-- target: grades
-- quantity: worst grade of those who have an adverse event
-- expect: g1 = 0.60 ± 0.02
-- expect: g2 = 0.29 ± 0.02
-- expect: g3 = 0.10 ± 0.02
-- expect: g4 = 0.009 ± 0.02
-- expect: g5 = 0.002 ± 0.02
-- rows: 1000000
-- source: CTCAE pattern 52/31/14/2.5/.5 %
WITH s AS (SELECT CASE adverse_event_severity WHEN 'NONE' THEN 0 WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3
            WHEN 'LIFE_THREATENING' THEN 4 WHEN 'FATAL' THEN 5 ELSE try_cast(right(adverse_event_severity, 1) AS INT) END AS grade FROM subjects)
SELECT round(avg(IF(grade = 1, 1D, 0D)), 4) AS g1, round(avg(IF(grade = 2, 1D, 0D)), 4) AS g2, round(avg(IF(grade = 3, 1D, 0D)), 4) AS g3,
       round(avg(IF(grade = 4, 1D, 0D)), 4) AS g4, round(avg(IF(grade = 5, 1D, 0D)), 4) AS g5
FROM s WHERE grade > 0

-- target: severe_by_phenotype
-- quantity: grade 3 or above on the standard dose by CYP2C19 phenotype
-- expect: pm = 0.285 ± 0.03
-- expect: im = 0.125 ± 0.02
-- expect: nm = 0.062 ± 0.02
-- expect: um = 0.03 ± 0.02
-- expect: is_monotone = 1
-- rows: 1000000
-- source: exposure gradient, design; half of the poor metabolisers are of East Asian ancestry and lighter: 0.297 against 0.273 of the others
WITH s AS (SELECT subject_id, IF(CASE adverse_event_severity WHEN 'NONE' THEN 0 WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3
            WHEN 'LIFE_THREATENING' THEN 4 WHEN 'FATAL' THEN 5 ELSE try_cast(right(adverse_event_severity, 1) AS INT) END >= 3, 1D, 0D) AS g3 FROM subjects WHERE arm = 'STANDARD'),
p AS (SELECT avg(CASE WHEN g.phenotype = 'PM' THEN g3 END) AS pm, avg(CASE WHEN g.phenotype = 'IM' THEN g3 END) AS im,
             avg(CASE WHEN g.phenotype = 'NM' THEN g3 END) AS nm, avg(CASE WHEN g.phenotype = 'UM' THEN g3 END) AS um
      FROM s JOIN genotypes g USING (subject_id) WHERE g.gene = 'CYP2C19')
SELECT round(pm, 4) AS pm, round(im, 4) AS im, round(nm, 4) AS nm, round(um, 4) AS um, IF(pm > im AND im > nm AND nm > um, 1, 0) AS is_monotone FROM p

-- target: discontinued
-- quantity: discontinued before the end of week 12
-- expect: discontinued = 0.165 ± 0.02
-- rows: 1000000
-- source: design (18 ± 4 %)
SELECT round(avg(IF(discontinued_week IS NOT NULL, 1D, 0D)), 4) AS discontinued FROM subjects

-- target: response_by_adherence
-- quantity: response of gene-A-only carriers on the drug by adherence below 65 % and above 80 %
-- expect: below_65 = 0.80 ± 0.03
-- expect: above_80 = 0.90 ± 0.02
-- rows: 1000000
-- source: design
SELECT round(avg(CASE WHEN t.adherence < 0.65 THEN IF(s.drug_efficacy_score >= 50, 1D, 0D) END), 4) AS below_65,
       round(avg(CASE WHEN t.adherence > 0.80 THEN IF(s.drug_efficacy_score >= 50, 1D, 0D) END), 4) AS above_80
FROM subjects s JOIN key.subject_truth t USING (subject_id)
WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL AND t.segment = 'A_ONLY'

-- target: on_an_inhibitor
-- quantity: subjects who take an inhibitor at some time of the twelve weeks
-- expect: ever = 0.10 ± 0.005
-- rows: 1000000
-- source: design (phenoconversion about 10 %)
SELECT round(avg(IF(inhibitor_start_week IS NOT NULL, 1D, 0D)), 4) AS ever FROM key.subject_truth

-- target: enrolment_varies
-- quantity: coefficient of variation of monthly enrolment per study and region, mean over them
-- expect: cv = 0.50 ± 0.06
-- rows: 1000000
-- source: design
WITH m AS (SELECT st.study_id, st.region, d.event_month, coalesce(c.n, 0) AS n
           FROM (SELECT DISTINCT study_id, region FROM sites) st CROSS JOIN (SELECT DISTINCT event_month FROM subjects) d
           LEFT JOIN (SELECT study_id, region, event_month, count(*) AS n FROM subjects GROUP BY study_id, region, event_month) c
             ON c.study_id = st.study_id AND c.region = st.region AND c.event_month = d.event_month)
SELECT round(avg(cv), 3) AS cv FROM (SELECT stddev(n) / avg(n) AS cv FROM m GROUP BY study_id, region)

-- target: studies_differ
-- quantity: standard deviation over studies of any adverse event, of discontinuation and of the mean age
-- expect: any_event_sd = 0.058 ± 0.012
-- expect: discontinued_sd = 0.058 ± 0.012
-- expect: age_sd = 1.8 ± 0.4
-- rows: 1000000
-- source: design (sampling alone .013, .010 and .34)
WITH s AS (SELECT study_id, avg(IF(adverse_event_severity <> 'NONE', 1D, 0D)) AS any_event,
                  avg(IF(discontinued_week IS NOT NULL, 1D, 0D)) AS discontinued, avg(age_years) AS age
           FROM subjects GROUP BY study_id)
SELECT round(stddev(any_event), 4) AS any_event_sd, round(stddev(discontinued), 4) AS discontinued_sd, round(stddev(age), 3) AS age_sd FROM s

-- target: severe_by_age_and_sex
-- quantity: grade 3 or above on the drug: 65 and older over below 40; women over men
-- expect: old_over_young = 2.8 ± 0.6
-- expect: women_over_men = 1.57 ± 0.25
-- rows: 1000000
-- source: design
WITH s AS (SELECT age_years, sex, IF(CASE adverse_event_severity WHEN 'NONE' THEN 0 WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3
            WHEN 'LIFE_THREATENING' THEN 4 WHEN 'FATAL' THEN 5 ELSE try_cast(right(adverse_event_severity, 1) AS INT) END >= 3, 1D, 0D) AS g3 FROM subjects WHERE arm <> 'PLACEBO')
SELECT round(avg(CASE WHEN age_years >= 65 THEN g3 END) / avg(CASE WHEN age_years < 40 THEN g3 END), 3) AS old_over_young,
       round(avg(CASE WHEN sex = 'F' THEN g3 END) / avg(CASE WHEN sex = 'M' THEN g3 END), 3) AS women_over_men
FROM s

-- target: severe_by_age
-- quantity: grade 3 or above on the drug by age
-- expect: below_40 = 0.043 ± 0.012
-- expect: from_40 = 0.062 ± 0.012
-- expect: from_52 = 0.085 ± 0.015
-- expect: from_65 = 0.12 ± 0.02
-- rows: 1000000
-- source: design
WITH s AS (SELECT age_years AS age, IF(CASE adverse_event_severity WHEN 'NONE' THEN 0 WHEN 'MILD' THEN 1 WHEN 'MODERATE' THEN 2 WHEN 'SEVERE' THEN 3
            WHEN 'LIFE_THREATENING' THEN 4 WHEN 'FATAL' THEN 5 ELSE try_cast(right(adverse_event_severity, 1) AS INT) END >= 3, 1D, 0D) AS g3 FROM subjects WHERE arm <> 'PLACEBO')
SELECT round(avg(CASE WHEN age < 40 THEN g3 END), 4) AS below_40, round(avg(CASE WHEN age BETWEEN 40 AND 51 THEN g3 END), 4) AS from_40,
       round(avg(CASE WHEN age BETWEEN 52 AND 64 THEN g3 END), 4) AS from_52, round(avg(CASE WHEN age >= 65 THEN g3 END), 4) AS from_65
FROM s

-- target: response_by_study
-- quantity: standard deviation over studies of the response of gene-A-only carriers on the drug, less what sampling adds
-- expect: response_sd = 0.05 ± 0.015
-- rows: 1000000
-- source: design (an exact 90 % at every site would be fake)
WITH s AS (SELECT s.study_id, avg(IF(s.drug_efficacy_score >= 50, 1D, 0D)) AS p, count(*) AS n
           FROM subjects s JOIN key.subject_truth t USING (subject_id)
           WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL AND t.segment = 'A_ONLY' GROUP BY s.study_id)
SELECT round(sqrt(greatest(var_samp(p) - avg(p * (1 - p) / n), 0D)), 4) AS response_sd FROM s

-- target: calls
-- quantity: genotype call rate; two or more genes missing among subjects with one missing
-- expect: call_rate = 0.982 ± 0.003
-- expect: more_than_one >= 0.12
-- rows: 1000000
-- source: calls 98.5 %
WITH s AS (SELECT subject_id, sum(IF(allele_1 IS NULL, 1, 0)) AS missing FROM genotypes GROUP BY subject_id)
SELECT round(1 - avg(missing) / 3, 4) AS call_rate, round(avg(CASE WHEN missing > 0 THEN IF(missing > 1, 1D, 0D) END), 4) AS more_than_one FROM s

-- target: levels_persist
-- quantity: correlation of log trough and of adherence at consecutive visits
-- expect: trough_r = 0.92 ± 0.03
-- expect: adherence_r = 0.96 ± 0.03
-- rows: 1000000
-- source: design
WITH v AS (SELECT DISTINCT visit_id, subject_id, visit_week, adherence_pct AS adherence,
                  ln(CASE WHEN trough_ng_ml < 5 THEN trough_ng_ml * 1000 ELSE trough_ng_ml END) AS trough
           FROM visits WHERE visit_week > 0),
p AS (SELECT visit_week, trough, adherence, lag(visit_week) OVER w AS week_before, lag(trough) OVER w AS trough_before, lag(adherence) OVER w AS adherence_before
      FROM v WINDOW w AS (PARTITION BY subject_id ORDER BY visit_week))
SELECT round(corr(trough, trough_before), 4) AS trough_r, round(corr(adherence, adherence_before), 4) AS adherence_r
FROM p WHERE visit_week = week_before + 2

-- target: days_off
-- quantity: visits on a weekend, a federal holiday or from 24 to 31 December
-- expect: on_a_day_off = 0
-- rows: 1000000
-- source: design
SELECT count(*) AS on_a_day_off FROM visits
WHERE weekday(visit_date) >= 5 OR (month(visit_date) = 12 AND day(visit_date) >= 24)
   OR (month(visit_date) = 1 AND day(visit_date) = 1) OR (month(visit_date) = 6 AND day(visit_date) = 19)
   OR (month(visit_date) = 7 AND day(visit_date) = 4) OR (month(visit_date) = 11 AND day(visit_date) = 11)
   OR (weekday(visit_date) = 0 AND month(visit_date) IN (1, 2) AND day(visit_date) BETWEEN 15 AND 21)
   OR (weekday(visit_date) = 0 AND month(visit_date) = 5 AND day(visit_date) >= 25)
   OR (weekday(visit_date) = 0 AND month(visit_date) = 9 AND day(visit_date) <= 7)
   OR (weekday(visit_date) = 0 AND month(visit_date) = 10 AND day(visit_date) BETWEEN 8 AND 14)
   OR (weekday(visit_date) = 3 AND month(visit_date) = 11 AND day(visit_date) BETWEEN 22 AND 28)

-- chart: response_by_genes
-- title: Who responds to the drug?
-- kind: bar
-- x: variants as genotyped
-- y: response, a score of 50 or more (%)
-- note: Gene A helps only where gene B does not undo it.
WITH g AS (SELECT subject_id, max(CASE WHEN gene = 'GENE_A' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS a, max(CASE WHEN gene = 'GENE_B' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS b FROM genotypes GROUP BY subject_id),
s AS (SELECT DISTINCT subject_id, arm, drug_efficacy_score AS score FROM subjects WHERE drug_efficacy_score IS NOT NULL)
SELECT CASE WHEN a = 1 AND b = 1 THEN 'A and B' WHEN a = 1 THEN 'A only' WHEN b = 1 THEN 'B only' ELSE 'neither' END AS genes, round(100 * avg(CASE WHEN score >= 50 THEN 1D ELSE 0D END), 2) AS pct, IF(arm = 'PLACEBO', 'placebo', 'drug') AS arm
FROM s JOIN g ON g.subject_id = s.subject_id WHERE a IS NOT NULL AND b IS NOT NULL AND arm IS NOT NULL GROUP BY 1, 3 ORDER BY 1, 3

-- chart: severe_events_by_metabolism
-- title: Who is poisoned?
-- kind: bar
-- x: metabolism
-- y: subjects with a severe event (%)
-- note: The dose that the genotype guides takes the difference away.
WITH x AS (SELECT DISTINCT subject_id, arm, metabolic_rate, CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') OR adverse_event_severity RLIKE '[345]' THEN 1D ELSE 0D END AS severe FROM subjects WHERE metabolic_rate IS NOT NULL AND arm IS NOT NULL)
SELECT lower(metabolic_rate) AS metabolism, round(100 * avg(severe), 2) AS pct, lower(replace(arm, '_', ' ')) AS arm FROM x GROUP BY 1, 3 ORDER BY 1 DESC, 3

-- chart: troughs
-- title: Troughs on the standard dose
-- kind: box
-- x: metabolism and inhibitor
-- y: trough concentration (ng/mL)
-- note: A value below 5 is in µg/mL and was brought back. An inhibitor makes fast metabolisers slow.
WITH v AS (SELECT DISTINCT v.visit_id, concat(lower(s.metabolic_rate), IF(v.cyp_inhibitor, ', on an inhibitor', ', no inhibitor')) AS grp, CASE WHEN v.trough_ng_ml < 5 THEN v.trough_ng_ml * 1000 ELSE v.trough_ng_ml END AS trough FROM visits v JOIN subjects s ON s.subject_id = v.subject_id WHERE s.arm = 'STANDARD' AND v.visit_week > 0 AND v.trough_ng_ml > 0 AND s.metabolic_rate IS NOT NULL AND v.cyp_inhibitor IS NOT NULL),
p AS (SELECT grp, percentile(trough, array(0.05, 0.25, 0.5, 0.75, 0.95)) AS q FROM v GROUP BY grp)
SELECT grp, round(q[0], 1) AS p5, round(q[1], 1) AS p25, round(q[2], 1) AS p50, round(q[3], 1) AS p75, round(q[4], 1) AS p95 FROM p ORDER BY p50

-- detection: variant_flip
-- question: Whose variant was exchanged in the trial database?
-- expect: f1 >= 0.85
-- naive: the lower allele comes first, so that whoever has one copy carries it in the second place
SELECT 'subjects' AS table_name, s.subject_id AS row_key, 'gene_variant_b' AS column_name, 'variant_flip' AS stage_id
FROM subjects s JOIN genotypes g ON g.subject_id = s.subject_id AND g.gene = 'GENE_B'
WHERE (s.gene_variant_b = 'PRESENT') <> (g.allele_1 = 'ALT' OR g.allele_2 = 'ALT')
-- trap:
SELECT 'subjects' AS table_name, s.subject_id AS row_key, 'gene_variant_b' AS column_name, 'variant_flip' AS stage_id
FROM subjects s JOIN genotypes g ON g.subject_id = s.subject_id AND g.gene = 'GENE_B'
WHERE (s.gene_variant_b = 'PRESENT') <> (g.allele_1 = 'ALT')

-- finds: severity_text
SELECT DISTINCT subject_id FROM subjects
WHERE adverse_event_severity NOT IN ('NONE', 'MILD', 'MODERATE', 'SEVERE', 'LIFE_THREATENING', 'FATAL')

-- finds: trough_unit
-- misses: levels that have no more than one decimal in micrograms
SELECT DISTINCT visit_id FROM visits WHERE trough_ng_ml <> round(trough_ng_ml, 1)
