-- Insights and targets of trial_feasibility. Insights ask the published tables; targets take the
-- truth from the key where the tracker or a duplicate would cloud it. Sponsors differ, so a world
-- of a million rows may come out with 850,000.

-- insight: sites_that_never_enrol
-- question: How many activated sites never enrol?
-- expect: zero_rare in 0.465 .. 0.545
-- expect: zero_common in 0.14 .. 0.205
-- expect: naive_tracker in 0.435 .. 0.52
-- expect: naive_all_rare in 0.52 .. 0.605
-- ask: zero_rare = What share of the sites activated for a study of a rare disease enrols no patient in it, if each site counts once for each of its studies?
-- ask: zero_common = What share of the sites activated for a study of a common disease enrols no patient in it, if each site counts once for each of its studies?
-- ask: naive_tracker = For what share of the sites activated for a study of a rare disease does the sponsor's tracker show no enrolled patient, if each site counts once for each of its studies?
-- ask: naive_all_rare = What share of the sites selected for a study of a rare disease, activated or not, enrols no patient in it, if each site counts once for each of its studies?
-- rows: 800000
-- naive: starting from the screenings loses the sites that never saw a patient; the tracker, which counts consents, shows 48 %, and with sites that were never activated it is 56 %
-- source: 1.9
WITH e AS (SELECT site_study_id, count(DISTINCT CASE WHEN outcome = 'ENROLLED' THEN screening_id END) AS n FROM screenings GROUP BY site_study_id),
x AS (SELECT st.disease_frequency AS f, ss.site_status AS status, coalesce(e.n, 0) AS n, ss.actual_recruitment AS tracker FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id LEFT JOIN e ON e.site_study_id = ss.site_study_id)
SELECT avg(CASE WHEN f = 'RARE' AND status = 'ACTIVATED' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS zero_rare, avg(CASE WHEN f = 'COMMON' AND status = 'ACTIVATED' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS zero_common, avg(CASE WHEN f = 'RARE' AND status = 'ACTIVATED' THEN CASE WHEN tracker = 0 THEN 1D ELSE 0D END END) AS naive_tracker, avg(CASE WHEN f = 'RARE' THEN CASE WHEN n = 0 THEN 1D ELSE 0D END END) AS naive_all_rare FROM x

-- trap:
WITH e AS (SELECT site_study_id, study_id, count_if(outcome = 'ENROLLED') AS n FROM screenings GROUP BY 1, 2)
SELECT avg(CASE WHEN st.disease_frequency = 'RARE' THEN IF(n = 0, 1D, 0D) END) AS zero_rare, avg(CASE WHEN st.disease_frequency = 'COMMON' THEN IF(n = 0, 1D, 0D) END) AS zero_common FROM e JOIN studies st ON st.study_id = e.study_id

-- insight: promises_predict_nothing
-- question: Do promises predict recruitment? Common diseases: correlation of logs with what was promised, and with catchment times months open.
-- expect: promise_corr in 0.04 .. 0.20
-- expect: driver_corr in 0.64 .. 0.76
-- expect: jones_promised = 50
-- expect: jones_enrolled in 1.55 .. 2.7
-- expect: naive_found in 0.78 .. 0.91
-- ask: promise_corr = What is the correlation between the logarithm of the patients promised and the logarithm of 1 plus the patients enrolled, over the activated sites of studies of common diseases (each site once for each of its studies), those of investigator Jones, A. left out?
-- ask: driver_corr = What is the correlation between the logarithm of catchment population times months from activation to closing (at least 0.1) and the logarithm of 1 plus the patients enrolled, over the activated sites of studies of common diseases (each site once for each of its studies), those of investigator Jones, A. left out?
-- ask: jones_promised = How many patients does investigator Jones, A. promise on average for a study at an activated site?
-- ask: jones_enrolled = How many patients does investigator Jones, A. enrol on average in a study at an activated site?
-- ask: naive_found = Of the studies at activated sites that investigator Jones, A. runs, what share has the name written as Jones, A. and not otherwise?
-- rows: 800000
-- naive: rare and common diseases in one pot: big studies promise more and enrol more (r = 0.31); an exact match of the name finds 85 % of the rows of "Jones, A."
-- source: 1.9
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT ss.principal_investigator AS pi, ss.principal_investigator ILIKE '%jones%' AS is_jones, st.disease_frequency AS f, CAST(ss.target_recruitment AS DOUBLE) AS target, CAST(coalesce(e.n, 0) AS DOUBLE) AS n, si.catchment_population * greatest(months_between(ss.closed_date, ss.activated_date), 0.1D) AS exposure FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED')
SELECT corr(CASE WHEN f = 'COMMON' AND NOT is_jones THEN ln(target) END, ln(1 + n)) AS promise_corr, corr(CASE WHEN f = 'COMMON' AND NOT is_jones THEN ln(exposure) END, ln(1 + n)) AS driver_corr, avg(CASE WHEN is_jones THEN target END) AS jones_promised, avg(CASE WHEN is_jones THEN n END) AS jones_enrolled, sum(CASE WHEN pi = 'Jones, A.' THEN 1D ELSE 0D END) / sum(CASE WHEN is_jones THEN 1D ELSE 0D END) AS naive_found FROM x

-- trap:
WITH x AS (SELECT ss.principal_investigator AS pi, CAST(ss.target_recruitment AS DOUBLE) AS target, CAST(ss.actual_recruitment AS DOUBLE) AS n, CAST(si.catchment_population AS DOUBLE) AS catchment FROM site_studies ss JOIN sites si ON si.site_id = ss.site_id)
SELECT corr(ln(target), ln(1 + n)) AS promise_corr, corr(ln(catchment), ln(1 + n)) AS driver_corr, avg(CASE WHEN pi = 'Jones, A.' THEN target END) AS jones_promised, avg(CASE WHEN pi = 'Jones, A.' THEN n END) AS jones_enrolled FROM x

-- insight: rural_sites_fail_only_with_weekly_visits
-- question: Do rural sites fail? Rural over urban enrolment per catchment and month, by schedule.
-- expect: weekly_ratio in 0.26 .. 0.40
-- expect: monthly_ratio in 0.62 .. 0.81
-- expect: decentralised_ratio in 0.74 .. 0.98
-- expect: naive_decentralised in 0.19 .. 0.31
-- ask: weekly_ratio = In studies with weekly visits, how many times as many patients do activated rural sites (RUCC 7 to 9) enrol as urban ones (1 to 3), per person of the catchment and month from activation to closing (all patients over the sum of catchment times months)?
-- ask: monthly_ratio = In studies with monthly visits, how many times as many patients do activated rural sites (RUCC 7 to 9) enrol as urban ones (1 to 3), per person of the catchment and month from activation to closing (all patients over the sum of catchment times months)?
-- ask: decentralised_ratio = In decentralised studies, how many times as many patients do activated rural sites (RUCC 7 to 9) enrol as urban ones (1 to 3), per person of the catchment and month from activation to closing (all patients over the sum of catchment times months)?
-- ask: naive_decentralised = In decentralised studies, how many times as many patients does an activated rural site (RUCC 7 to 9) enrol in a study on average as an urban one (1 to 3), whatever its catchment and time?
-- rows: 800000
-- naive: the mean per site, which is the small catchment, makes rural sites fail in any study
-- source: 1.9
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.visit_schedule AS v, CASE WHEN si.rucc_code >= 7 THEN 'RURAL' WHEN si.rucc_code <= 3 THEN 'URBAN' ELSE 'SUBURBAN' END AS u, sum(coalesce(e.n, 0)) / sum(si.catchment_population * greatest(months_between(ss.closed_date, ss.activated_date), 0D)) AS rate, avg(coalesce(e.n, 0)) AS raw FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' GROUP BY 1, 2)
SELECT max(CASE WHEN v = 'WEEKLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'WEEKLY' AND u = 'URBAN' THEN rate END) AS weekly_ratio, max(CASE WHEN v = 'MONTHLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'MONTHLY' AND u = 'URBAN' THEN rate END) AS monthly_ratio, max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN rate END) AS decentralised_ratio, max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN raw END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN raw END) AS naive_decentralised FROM x

-- trap:
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.visit_schedule AS v, CASE WHEN si.rucc_code >= 7 THEN 'RURAL' WHEN si.rucc_code <= 3 THEN 'URBAN' END AS u, avg(coalesce(e.n, 0)) AS rate FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' GROUP BY 1, 2)
SELECT max(CASE WHEN v = 'WEEKLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'WEEKLY' AND u = 'URBAN' THEN rate END) AS weekly_ratio, max(CASE WHEN v = 'MONTHLY' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'MONTHLY' AND u = 'URBAN' THEN rate END) AS monthly_ratio,
       max(CASE WHEN v = 'DECENTRALISED' AND u = 'RURAL' THEN rate END) / max(CASE WHEN v = 'DECENTRALISED' AND u = 'URBAN' THEN rate END) AS decentralised_ratio FROM x

-- insight: sloppy_sites_spoil_the_result
-- question: Which sites spoil the result of rare-disease studies? Those with four ineligible patients or more and above 12 % of their patients.
-- expect: flagged_sites in 0.027 .. 0.05
-- expect: share_of_eligibility in 0.60 .. 0.82
-- expect: effect_clean in -3.85 .. -3.3
-- expect: effect_all in -3.1 .. -2.3
-- expect: effect_ratio in 1.15 .. 1.5
-- ask: flagged_sites = Of the sites that enrolled any patient, what share has four or more reported eligibility deviations and more than 0.12 of them per enrolled patient, over all its studies?
-- ask: share_of_eligibility = What share of all reported eligibility deviations comes from sites with four or more reported eligibility deviations and more than 0.12 of them per enrolled patient, over all their studies?
-- ask: effect_clean = In studies of rare diseases, what is the mean endpoint change of enrolled patients on the active drug minus that on control, without the sites with four or more reported eligibility deviations and more than 0.12 of them per enrolled patient, over all their studies?
-- ask: effect_all = In studies of rare diseases, what is the mean endpoint change of enrolled patients on the active drug minus that on control, at all sites?
-- ask: effect_ratio = In studies of rare diseases, how many times as large as at all sites is the effect (mean endpoint change of enrolled patients, active minus control) without the sites with four or more reported eligibility deviations and more than 0.12 of them per enrolled patient, over all their studies?
-- rows: 800000
-- naive: deviations of any class, late visits among them, put four sites in five on the list; all sites together show an effect of -2.7, where among eligible patients it is -4
-- source: 1.9
WITH d AS (SELECT ss.site_id, count(*) AS elig FROM deviations v JOIN site_studies ss ON ss.site_study_id = v.site_study_id WHERE v.deviation_class = 'ELIGIBILITY' GROUP BY ss.site_id),
s AS (SELECT DISTINCT screening_id, site_id, study_id, arm, endpoint_change FROM screenings WHERE outcome = 'ENROLLED'),
n AS (SELECT site_id, count(*) AS n FROM s GROUP BY site_id),
f AS (SELECT n.site_id, coalesce(d.elig, 0) AS elig, CASE WHEN coalesce(d.elig, 0) >= 4 AND d.elig / n.n > 0.12 THEN 1D ELSE 0D END AS flagged FROM n LEFT JOIN d ON d.site_id = n.site_id),
r AS (SELECT f.flagged, s.arm, s.endpoint_change AS y FROM s JOIN f ON f.site_id = s.site_id JOIN studies st ON st.study_id = s.study_id WHERE st.disease_frequency = 'RARE'),
t AS (SELECT avg(CASE WHEN arm = 'ACTIVE' THEN y END) - avg(CASE WHEN arm = 'CONTROL' THEN y END) AS effect_all, avg(CASE WHEN arm = 'ACTIVE' AND flagged = 0 THEN y END) - avg(CASE WHEN arm = 'CONTROL' AND flagged = 0 THEN y END) AS effect_clean FROM r)
SELECT (SELECT avg(flagged) FROM f) AS flagged_sites, (SELECT sum(flagged * elig) / sum(elig) FROM f) AS share_of_eligibility, t.effect_clean, t.effect_all, t.effect_clean / t.effect_all AS effect_ratio FROM t

-- trap:
WITH d AS (SELECT ss.site_id, count(*) AS devs FROM deviations v JOIN site_studies ss ON ss.site_study_id = v.site_study_id GROUP BY ss.site_id),
s AS (SELECT site_id, study_id, arm, endpoint_change AS y FROM screenings WHERE outcome = 'ENROLLED'),
n AS (SELECT site_id, count(*) AS n FROM s GROUP BY site_id),
f AS (SELECT n.site_id, CASE WHEN coalesce(d.devs, 0) >= 4 AND d.devs / n.n > 0.12 THEN 1D ELSE 0D END AS flagged FROM n LEFT JOIN d ON d.site_id = n.site_id),
t AS (SELECT avg(CASE WHEN arm = 'ACTIVE' AND flagged = 0 THEN y END) - avg(CASE WHEN arm = 'CONTROL' AND flagged = 0 THEN y END) AS effect_clean FROM s JOIN f ON f.site_id = s.site_id JOIN studies st ON st.study_id = s.study_id WHERE st.disease_frequency = 'RARE')
SELECT (SELECT avg(flagged) FROM f) AS flagged_sites, t.effect_clean FROM t

-- insight: zero_enrollers_are_late
-- question: Are sites without a patient bad, or merely late? Rare diseases, by months open; days to approval by board.
-- expect: zero_short in 0.62 .. 0.76
-- expect: zero_long in 0.29 .. 0.41
-- expect: irb_local in 47 .. 57
-- expect: irb_central in 18 .. 22
-- ask: zero_short = What share of the sites activated for a study of a rare disease and closed less than 9 months after activation enrols no patient in it, if each site counts once for each of its studies?
-- ask: zero_long = What share of the sites activated for a study of a rare disease and closed 18 months or more after activation enrols no patient in it, if each site counts once for each of its studies?
-- ask: irb_local = How many days does a local board take to approve a study, in the median over studies at activated sites?
-- ask: irb_central = How many days does the central board take to approve a study, in the median over studies at activated sites?
-- rows: 800000
-- naive: the months of the study instead of the site's own: sites that open late look as if they had had all the time; and the mean of the days to approval follows a few slow boards
-- source: 1.9
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT st.disease_frequency AS f, CASE WHEN coalesce(e.n, 0) = 0 THEN 1D ELSE 0D END AS zero, months_between(ss.closed_date, ss.activated_date) AS m, si.irb_model AS irb, ss.irb_approval_days AS days FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED')
SELECT avg(CASE WHEN f = 'RARE' AND m < 9 THEN zero END) AS zero_short, avg(CASE WHEN f = 'RARE' AND m >= 18 THEN zero END) AS zero_long, percentile(CASE WHEN irb = 'LOCAL' THEN days END, 0.5) AS irb_local, percentile(CASE WHEN irb = 'CENTRAL' THEN days END, 0.5) AS irb_central FROM x

-- trap:
WITH x AS (SELECT st.disease_frequency AS f, IF(ss.actual_recruitment = 0, 1D, 0D) AS zero, months_between(st.close_date, st.start_date) AS m, si.irb_model AS irb, ss.irb_approval_days AS days FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id)
SELECT avg(CASE WHEN f = 'RARE' AND m >= 18 THEN zero END) AS zero_long, avg(CASE WHEN irb = 'LOCAL' THEN days END) AS irb_local, avg(CASE WHEN irb = 'CENTRAL' THEN days END) AS irb_central FROM x

-- target: enrolled_per_site_common
-- quantity: patients enrolled per activated site, common diseases: mean, share of sites with none, with one or two
-- expect: mean_patients = 6.5 ± 0.9
-- expect: zero = 0.172 ± 0.02
-- expect: one_or_two = 0.255 ± 0.025
-- rows: 500000
-- source: Lokavant, 7,500 sites (17 %, 24 %); PLOS One 2022 (median trial 6 per site)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED')
SELECT avg(n) AS mean_patients, avg(CASE WHEN n = 0 THEN 1D ELSE 0D END) AS zero, avg(CASE WHEN n IN (1, 2) THEN 1D ELSE 0D END) AS one_or_two FROM e WHERE f = 'COMMON'

-- target: enrolment_rate_common
-- quantity: patients enrolled per site and month open, common diseases
-- expect: per_month = 0.44 ± 0.06
-- rows: 500000
-- source: PLOS One 2022 (0.4)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED')
SELECT sum(n) / sum(months_open) AS per_month FROM e WHERE f = 'COMMON'

-- target: enrolled_per_site_rare
-- quantity: patients enrolled per activated site, rare diseases: mean, share of sites with none
-- expect: mean_patients = 1.33 ± 0.2
-- expect: zero = 0.505 ± 0.04
-- rows: 500000
-- source: 1.9; vendor surveys (half of the sites enrol none or one)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED')
SELECT avg(n) AS mean_patients, avg(CASE WHEN n = 0 THEN 1D ELSE 0D END) AS zero FROM e WHERE f = 'RARE'

-- target: enrolment_of_the_best_sites
-- quantity: share of all enrolment at the best fifth of activated sites
-- expect: rare = 0.735 ± 0.04
-- expect: common = 0.635 ± 0.04
-- rows: 500000
-- source: gamma-Poisson algebra (63-66 %, 52-57 %); design
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED'),
r AS (SELECT f, n, percent_rank() OVER (PARTITION BY f ORDER BY n DESC, site_study_id) AS place FROM e)
SELECT sum(CASE WHEN f = 'RARE' AND place < 0.2 THEN n END) / sum(CASE WHEN f = 'RARE' THEN n END) AS rare,
       sum(CASE WHEN f = 'COMMON' AND place < 0.2 THEN n END) / sum(CASE WHEN f = 'COMMON' THEN n END) AS common FROM r

-- target: approval_days
-- quantity: median days to approval by the board
-- expect: local = 52 ± 3
-- expect: central = 20 ± 1.5
-- rows: 300000
-- source: ECHO (19-20); CENTER-TBI (50)
SELECT percentile(CASE WHEN si.irb_model = 'LOCAL' THEN ss.irb_approval_days END, 0.5) AS local, percentile(CASE WHEN si.irb_model = 'CENTRAL' THEN ss.irb_approval_days END, 0.5) AS central
FROM site_studies ss JOIN sites si ON si.site_id = ss.site_id

-- target: never_activated
-- quantity: share of selected sites that are never activated
-- expect: never = 0.111 ± 0.01
-- rows: 500000
-- source: Tufts 2018 (11 %)
SELECT avg(CASE WHEN site_status = 'NEVER_ACTIVATED' THEN 1D ELSE 0D END) AS never FROM site_studies

-- target: attainment
-- quantity: enrolled over promised, totals of activated sites, common diseases
-- expect: attained = 0.55 ± 0.07
-- rows: 500000
-- source: Clinitiative/Tufts (mean 63 %)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED')
SELECT sum(n) / sum(target) AS attained FROM e WHERE f = 'COMMON'

-- target: promised_over_enrolled
-- quantity: promised over enrolled where anybody was enrolled, common diseases: median, 95th percentile
-- expect: median_ratio = 2.2 ± 0.4
-- expect: p95_ratio = 15 ± 3
-- rows: 500000
-- source: Lasagna (2-3, up to 10 and more)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED')
SELECT percentile(target / n, 0.5) AS median_ratio, percentile(target / n, 0.95) AS p95_ratio FROM e WHERE f = 'COMMON' AND n > 0

-- target: zero_enrollers_that_never_screened
-- quantity: share of activated sites without a patient, common diseases, that never had a single patient referred
-- expect: never_screened = 0.33 ± 0.05
-- rows: 500000
-- source: Lokavant (42 %)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED'),
w AS (SELECT DISTINCT site_study_id FROM screenings)
SELECT avg(CASE WHEN w.site_study_id IS NULL THEN 1D ELSE 0D END) AS never_screened FROM e LEFT JOIN w ON w.site_study_id = e.site_study_id WHERE e.f = 'COMMON' AND e.n = 0

-- target: first_patient
-- quantity: median days from activation to the first patient enrolled, common diseases
-- expect: days = 84 ± 10
-- rows: 500000
-- source: Anisimov (60-120)
WITH e AS (SELECT ss.site_study_id, ss.study_id, st.disease_frequency AS f, ss.site_id, ss.target_recruitment AS target, ss.activated_date, ss.closed_date, t.true_enrolled AS n, t.months_open
FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN key.site_study_truth t ON t.site_study_id = ss.site_study_id
WHERE ss.site_status = 'ACTIVATED'),
x AS (SELECT site_study_id, min(screened_date) AS d FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id)
SELECT percentile(datediff(x.d, e.activated_date), 0.5) AS days FROM e JOIN x ON x.site_study_id = e.site_study_id WHERE e.f = 'COMMON'

-- target: holiday_season
-- quantity: enrolments in August and December over the mean of the months before and after, December 2021 to December 2024
-- expect: ratio = 0.715 ± 0.05
-- rows: 500000
-- source: E (-25 %)
WITH p AS (SELECT DISTINCT screening_id, trunc(screened_date, 'MM') AS month_begun FROM screenings WHERE outcome = 'ENROLLED'),
m AS (SELECT month_begun, count(*) AS patients FROM p GROUP BY month_begun),
w AS (SELECT month_begun, patients, (lag(patients) OVER (ORDER BY month_begun) + lead(patients) OVER (ORDER BY month_begun)) / 2 AS around FROM m)
SELECT sum(patients) / sum(around) AS ratio FROM w WHERE month(month_begun) IN (8, 12) AND month_begun BETWEEN DATE'2021-12-01' AND DATE'2024-12-01'

-- target: studies
-- quantity: sites per study: median; deviations per study: mean
-- expect: sites = 60 ± 4
-- expect: deviations = 139 ± 20
-- rows: 500000
-- source: PLOS One (64); Tufts (119, phase III)
WITH s AS (SELECT study_id, count(*) AS sites, sum(protocol_deviations) AS devs FROM site_studies GROUP BY study_id)
SELECT percentile(sites, 0.5) AS sites, avg(devs) AS deviations FROM s

-- target: working_days
-- quantity: screenings on a weekend or between 24 and 31 December; share of promises from ten on that are multiples of five
-- expect: idle_days = 0
-- expect: fives = 0.82 ± 0.04
-- rows: 300000
-- source: design
SELECT (SELECT count(*) FROM screenings WHERE dayofweek(screened_date) IN (1, 7) OR (month(screened_date) = 12 AND day(screened_date) > 23)) AS idle_days,
       avg(CASE WHEN target_recruitment >= 10 THEN CASE WHEN target_recruitment % 5 = 0 THEN 1D ELSE 0D END END) AS fives FROM site_studies

-- target: sponsors_differ
-- quantity: standard deviation over sponsors of the log of studies started, of the share of local boards, of the share of sloppy sites
-- expect: log_studies = 0.53 ± 0.14
-- expect: local = 0.14 ± 0.04
-- expect: sloppy = 0.028 ± 0.01
-- rows: 800000
-- source: design
WITH n AS (SELECT si.sponsor_id, coalesce(max(c.studies), 0) AS studies, avg(CASE WHEN si.irb_model = 'LOCAL' THEN 1D ELSE 0D END) AS local, avg(CASE WHEN t.sloppy THEN 1D ELSE 0D END) AS sloppy
  FROM sites si JOIN key.site_truth t ON t.site_id = si.site_id
  LEFT JOIN (SELECT sponsor_id, count(*) AS studies FROM studies GROUP BY sponsor_id) c ON c.sponsor_id = si.sponsor_id GROUP BY si.sponsor_id)
SELECT stddev(ln(studies)) AS log_studies, stddev(local) AS local, stddev(sloppy) AS sloppy FROM n WHERE studies > 0

-- target: age
-- quantity: patients of 70 and more over those below 50: share that declines (weekly visits); screen failure of the willing
-- expect: declined = 1.2 ± 0.1
-- expect: failed = 1.36 ± 0.12
-- rows: 500000
-- source: design
WITH p AS (SELECT DISTINCT screening_id, site_study_id, study_id, site_id, screened_date, age_years, outcome FROM screenings)
SELECT avg(CASE WHEN st.visit_schedule = 'WEEKLY' AND p.age_years >= 70 THEN CASE WHEN p.outcome = 'DECLINED' THEN 1D ELSE 0D END END)
     / avg(CASE WHEN st.visit_schedule = 'WEEKLY' AND p.age_years < 50 THEN CASE WHEN p.outcome = 'DECLINED' THEN 1D ELSE 0D END END) AS declined,
       avg(CASE WHEN p.outcome <> 'DECLINED' AND p.age_years >= 70 THEN CASE WHEN p.outcome = 'SCREEN_FAIL' THEN 1D ELSE 0D END END)
     / avg(CASE WHEN p.outcome <> 'DECLINED' AND p.age_years < 50 THEN CASE WHEN p.outcome = 'SCREEN_FAIL' THEN 1D ELSE 0D END END) AS failed
FROM p JOIN studies st ON st.study_id = p.study_id

-- target: outcomes
-- quantity: what becomes of referred patients
-- expect: enrolled = 0.49 ± 0.03
-- expect: declined = 0.27 ± 0.03
-- expect: screen_fail = 0.24 ± 0.03
-- rows: 300000
-- source: design; screen failure 30-36 % of the willing
WITH p AS (SELECT DISTINCT screening_id, site_study_id, study_id, site_id, screened_date, age_years, outcome FROM screenings)
SELECT avg(CASE WHEN outcome = 'ENROLLED' THEN 1D ELSE 0D END) AS enrolled, avg(CASE WHEN outcome = 'DECLINED' THEN 1D ELSE 0D END) AS declined, avg(CASE WHEN outcome = 'SCREEN_FAIL' THEN 1D ELSE 0D END) AS screen_fail FROM p

-- target: deviations
-- quantity: share of enrolled patients with a deviation, orphans restored; share of deviations that are of eligibility
-- expect: patients = 0.37 ± 0.03
-- expect: eligibility = 0.085 ± 0.015
-- rows: 500000
-- source: Tufts 2022 (one third; 12 %)
WITH d AS (SELECT CAST(coalesce(c.clean_value, CAST(v.screening_id AS STRING)) AS BIGINT) AS screening_id, v.deviation_class FROM deviations v
  LEFT JOIN (SELECT row_key, clean_value FROM key.cells WHERE table_name = 'deviations' AND stage_id = 'deviation_orphan') c ON c.row_key = CAST(v.deviation_id AS STRING))
SELECT count(DISTINCT screening_id) / (SELECT count(*) FROM key.subject_truth) AS patients, avg(CASE WHEN deviation_class = 'ELIGIBILITY' THEN 1D ELSE 0D END) AS eligibility FROM d

-- target: ineligible
-- quantity: share of enrolled patients who were not eligible
-- expect: ineligible = 0.067 ± 0.012
-- rows: 500000
-- source: design
SELECT avg(CASE WHEN eligible THEN 0D ELSE 1D END) AS ineligible FROM key.subject_truth

-- target: distance
-- quantity: median distance of referred patients, miles
-- expect: miles = 14.6 ± 1.5
-- rows: 300000
-- source: design; participants elsewhere 25.8, at NIH 39
SELECT percentile(distance_miles, 0.5) AS miles FROM screenings

-- chart: screening_funnel
-- title: From referral to enrolment
-- kind: funnel
-- x: step
-- y: patients
WITH s AS (SELECT DISTINCT screening_id, outcome FROM screenings WHERE outcome IS NOT NULL),
c AS (SELECT count(*) AS referred, count_if(outcome <> 'DECLINED') AS willing, count_if(outcome = 'ENROLLED') AS enrolled FROM s)
SELECT step, n FROM c LATERAL VIEW stack(3, 'referred', referred, 'would take part', willing, 'enrolled', enrolled) x AS step, n WHERE referred > 0 ORDER BY n DESC

-- chart: empty_sites_by_months_open
-- title: Sites without a patient: bad, or merely late?
-- kind: line
-- x: months open, steps of three (30: 30 and more)
-- y: activated sites without a patient (%)
-- note: Counted from screenings; the tracker counts consents.
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT DISTINCT ss.site_study_id, lower(st.disease_frequency) AS f, IF(coalesce(e.n, 0) = 0, 1D, 0D) AS zero, least(CAST(floor(months_between(ss.closed_date, ss.activated_date) / 3) * 3 AS INT), 30) AS m
  FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' AND ss.closed_date >= ss.activated_date)
SELECT m, round(100 * avg(zero), 2) AS pct, concat(f, ' disease') AS disease FROM x WHERE f IS NOT NULL GROUP BY 1, 3 HAVING count(*) >= 5 ORDER BY 3, 1

-- chart: enrolment_by_schedule
-- title: Rural sites fail only with weekly visits
-- kind: bar
-- x: visits of the study
-- y: patients enrolled (a million residents of the catchment and month)
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS n FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id),
x AS (SELECT DISTINCT ss.site_study_id, lower(st.visit_schedule) AS v, CASE WHEN si.rucc_code >= 7 THEN '3 rural' WHEN si.rucc_code <= 3 THEN '1 urban' ELSE '2 suburban' END AS u, coalesce(e.n, 0) AS n, si.catchment_population * greatest(months_between(ss.closed_date, ss.activated_date), 0D) AS exposure
  FROM site_studies ss JOIN studies st ON st.study_id = ss.study_id JOIN sites si ON si.site_id = ss.site_id LEFT JOIN e ON e.site_study_id = ss.site_study_id WHERE ss.site_status = 'ACTIVATED' AND si.rucc_code IS NOT NULL)
SELECT v, round(1e6 * sum(n) / nullif(sum(exposure), 0), 3) AS patients, substring(u, 3) AS site FROM x WHERE v IS NOT NULL GROUP BY 1, u ORDER BY 1, u

-- detection: tracker_inflated
-- question: Which sites are said to have enrolled more patients than they have?
-- expect: f1 >= 0.9
-- naive: more patients than promised are no fault, and most of the inflated numbers stay below the promise; who was enrolled stands in the screenings, each to be counted once
WITH e AS (SELECT site_study_id, count(DISTINCT screening_id) AS enrolled FROM screenings WHERE outcome = 'ENROLLED' GROUP BY site_study_id)
SELECT 'site_studies' AS table_name, site_study_id AS row_key, 'actual_recruitment' AS column_name, 'tracker_inflated' AS stage_id
FROM site_studies LEFT JOIN e USING (site_study_id) WHERE actual_recruitment > coalesce(enrolled, 0)
-- trap:
SELECT 'site_studies' AS table_name, site_study_id AS row_key, 'actual_recruitment' AS column_name, 'tracker_inflated' AS stage_id
FROM site_studies WHERE actual_recruitment > target_recruitment

-- finds: pi_name_variant
SELECT DISTINCT site_study_id FROM site_studies WHERE principal_investigator NOT RLIKE '^[A-Z].*[a-z].*, [A-Z][.]$'
