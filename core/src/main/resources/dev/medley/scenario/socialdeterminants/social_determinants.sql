-- Insights and targets of social_determinants. The zip code as registered is cleaned in the SQL:
-- first five characters, leading zeros back, boxes to the area of their holders.

-- insight: zip_beats_genes
-- question: Does income order emergency use?
-- expect: spearman = -0.70 ± 0.15
-- expect: poor_over_rich = 2.05 ± 0.45
-- ask: spearman = What is Spearman's rank correlation, across areas of at least 800 residents in the latest year, between median household income and emergency visits per 1,000 residents?
-- ask: poor_over_rich = How many times as many emergency visits per resident has the poorest quarter of areas as the richest, each quarter's residents taken together? Areas are those of at least 800 residents, ordered by median household income, all in the latest year.
-- rows: 800000
-- naive: the income sentinel (-666666666) and tiny areas destroy Pearson's r
-- source: 1.10
WITH z AS (SELECT zip_code, er_visits_per_1000 AS er, population, percent_rank() OVER (ORDER BY median_income_usd) AS ri, percent_rank() OVER (ORDER BY er_visits_per_1000) AS re
           FROM zip_years WHERE year = (SELECT max(year) FROM zip_years) AND median_income_usd > 0 AND population >= 800)
SELECT corr(ri, re) AS spearman,
       sum(CASE WHEN ri < 0.25 THEN er * population END) / sum(CASE WHEN ri < 0.25 THEN population END)
       / (sum(CASE WHEN ri >= 0.75 THEN er * population END) / sum(CASE WHEN ri >= 0.75 THEN population END)) AS poor_over_rich
FROM z

-- trap:
WITH z AS (SELECT median_income_usd AS income, er_visits_per_1000 AS er, percent_rank() OVER (ORDER BY median_income_usd) AS ri FROM zip_years)
SELECT corr(income, er) AS spearman, avg(CASE WHEN ri < 0.25 THEN er END) / avg(CASE WHEN ri >= 0.75 THEN er END) AS poor_over_rich FROM z

-- insight: amazon_effect
-- question: Where do people take their medicine?
-- expect: rural_high_delivery = 0.835 ± 0.03
-- expect: urban_food_desert = 0.69 ± 0.05
-- ask: rural_high_delivery = What share of the members in rural areas with 8 or more parcels per household and month is adherent, with at least 80 % of the days on the plan covered by filled prescriptions? A member counts once for each year.
-- ask: urban_food_desert = What share of the members in urban areas that are food deserts in the year is adherent, with at least 80 % of the days on the plan covered by filled prescriptions? A member counts once for each year.
-- rows: 800000
-- naive: rural against urban, without parcels and food deserts, shows a quarter of the gap
-- source: 1.10
SELECT avg(CASE WHEN a.is_rural AND a.parcels_per_household_month >= 8 THEN CAST(m.pdc >= 0.8 AS INT) END) AS rural_high_delivery,
       avg(CASE WHEN NOT a.is_rural AND y.is_food_desert THEN CAST(m.pdc >= 0.8 AS INT) END) AS urban_food_desert
FROM member_adherence m JOIN zip_areas a ON a.zip_code = m.zip_code
JOIN zip_years y ON y.zip_code = m.zip_code AND y.year = m.year

-- trap:
SELECT avg(CASE WHEN a.is_rural THEN CAST(m.pdc >= 0.8 AS INT) END) AS rural_high_delivery, avg(CASE WHEN NOT a.is_rural THEN CAST(m.pdc >= 0.8 AS INT) END) AS urban_food_desert FROM member_adherence m JOIN zip_areas a ON a.zip_code = m.zip_code

-- insight: heat_and_ac
-- question: Who suffers in a heat wave? Heat-related visits on advisory days over other days of June to August.
-- expect: poorest_quartile = 2.4 ± 0.6
-- expect: richest_quartile = 1.32 ± 0.25
-- ask: poorest_quartile = In the poorest quarter of the areas by median household income of the latest year, how many times as many heat-related visits (heat illness, dehydration or acute kidney injury) per resident and day are there on days of June to August with a heat advisory as on those without?
-- ask: richest_quartile = In the richest quarter of the areas by median household income of the latest year, how many times as many heat-related visits (heat illness, dehydration or acute kidney injury) per resident and day are there on days of June to August with a heat advisory as on those without?
-- rows: 800000
-- naive: diagnosis_group = 'HEAT' alone (3.6 times in the poorest quartile) misses dehydration and kidney injury and a fifth coded as syncope
-- source: 1.10
WITH v AS (SELECT DISTINCT visit_id, event_date, county_id, lpad(substring_index(zip_code, '-', 1), 5, '0') AS z5 FROM ed_visits
           WHERE month(event_date) BETWEEN 6 AND 8 AND diagnosis_group IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY')),
q AS (SELECT y.zip_code, ntile(4) OVER (ORDER BY y.median_income_usd) AS quartile FROM zip_years y
      WHERE y.year = (SELECT max(year) FROM zip_years) AND y.median_income_usd > 0),
n AS (SELECT q.quartile, c.heat_advisory, count(v.visit_id) AS visits FROM v
      JOIN zip_areas a ON a.zip_code = v.z5 JOIN q ON q.zip_code = coalesce(a.parent_zip_code, a.zip_code)
      JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date GROUP BY q.quartile, c.heat_advisory),
e AS (SELECT q.quartile, c.heat_advisory, sum(a.population) AS person_days FROM county_days c JOIN zip_areas a ON a.county_id = c.county_id AND a.zip_type = 'ZCTA'
      JOIN q ON q.zip_code = a.zip_code WHERE month(c.event_date) BETWEEN 6 AND 8 GROUP BY q.quartile, c.heat_advisory),
r AS (SELECT n.quartile, n.heat_advisory, n.visits / e.person_days AS rate FROM n JOIN e ON e.quartile = n.quartile AND e.heat_advisory = n.heat_advisory)
SELECT max(CASE WHEN quartile = 1 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 1 AND NOT heat_advisory THEN rate END) AS poorest_quartile,
       max(CASE WHEN quartile = 4 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 4 AND NOT heat_advisory THEN rate END) AS richest_quartile
FROM r

-- trap:
WITH v AS (SELECT event_date, county_id, zip_code AS z5 FROM ed_visits WHERE month(event_date) BETWEEN 6 AND 8 AND diagnosis_group = 'HEAT'),
q AS (SELECT y.zip_code, ntile(4) OVER (ORDER BY y.median_income_usd) AS quartile FROM zip_years y WHERE y.year = (SELECT max(year) FROM zip_years)),
n AS (SELECT q.quartile, c.heat_advisory, count(*) AS visits FROM v JOIN q ON q.zip_code = v.z5 JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date GROUP BY q.quartile, c.heat_advisory),
e AS (SELECT q.quartile, c.heat_advisory, sum(a.population) AS person_days FROM county_days c JOIN zip_areas a ON a.county_id = c.county_id JOIN q ON q.zip_code = a.zip_code WHERE month(c.event_date) BETWEEN 6 AND 8 GROUP BY q.quartile, c.heat_advisory),
r AS (SELECT n.quartile, n.heat_advisory, n.visits / e.person_days AS rate FROM n JOIN e ON e.quartile = n.quartile AND e.heat_advisory = n.heat_advisory)
SELECT max(CASE WHEN quartile = 1 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 1 AND NOT heat_advisory THEN rate END) AS poorest_quartile,
       max(CASE WHEN quartile = 4 AND heat_advisory THEN rate END) / max(CASE WHEN quartile = 4 AND NOT heat_advisory THEN rate END) AS richest_quartile FROM r

-- insight: gentrification_lag
-- question: How long until health follows income? Growth of income against change of diabetes so many years later, areas whose income outgrew the rest by 25 % in four years.
-- expect: best_lag_years = 5 ± 1
-- expect: best_r in -0.8 .. -0.3
-- expect: r_lag_0 = 0.3 ± 0.3
-- ask: best_lag_years = How many years later, from 0 to 8, is the yearly change of the percentage of adults with diabetes most negatively correlated with the yearly growth of log median income, over all areas and such pairs of years? The areas are those of at least 2,000 residents whose log median income rose, within some four years, by over 0.25 more than in the mean of all areas of that size; from both yearly changes their mean over all areas of that size in the year is taken off.
-- ask: best_r = What is the lowest correlation, among lags of 0 to 8 years, between the yearly growth of log median income and the yearly change so many years later of the percentage of adults with diabetes, over all areas and such pairs of years? The areas are those of at least 2,000 residents whose log median income rose, within some four years, by over 0.25 more than in the mean of all areas of that size; from both yearly changes their mean over all areas of that size in the year is taken off.
-- ask: r_lag_0 = What is the correlation, over all areas and years, between the yearly growth of log median income and the change of the percentage of adults with diabetes in the same year? The areas are those of at least 2,000 residents whose log median income rose, within some four years, by over 0.25 more than in the mean of all areas of that size; from both yearly changes their mean over all areas of that size in the year is taken off.
-- rows: 800000
-- naive: raw differences: the SOUTH year delivered as fractions and the income sentinel fake huge jumps, and no lag stands out (r = -0.04)
-- source: 1.10
WITH y AS (SELECT zip_code, year, ln(median_income_usd) AS inc, CASE WHEN diabetes_rate_pct < 1 THEN 100 * diabetes_rate_pct ELSE diabetes_rate_pct END AS dm
           FROM zip_years WHERE median_income_usd > 0 AND diabetes_rate_pct IS NOT NULL AND population >= 2000),
d AS (SELECT zip_code, year, inc - lag(inc) OVER w AS di, dm - lag(dm) OVER w AS dd, inc - lag(inc, 4) OVER w AS di4 FROM y WINDOW w AS (PARTITION BY zip_code ORDER BY year)),
c AS (SELECT zip_code, year, di - avg(di) OVER (PARTITION BY year) AS di, dd - avg(dd) OVER (PARTITION BY year) AS dd, di4 - avg(di4) OVER (PARTITION BY year) AS di4 FROM d),
g AS (SELECT zip_code FROM c GROUP BY zip_code HAVING max(di4) > 0.25),
l AS (SELECT b.year - a.year AS lag_years, corr(a.di, b.dd) AS r FROM c a JOIN c b ON b.zip_code = a.zip_code AND b.year - a.year BETWEEN 0 AND 8
      JOIN g ON g.zip_code = a.zip_code GROUP BY b.year - a.year)
SELECT min_by(lag_years, r) AS best_lag_years, min(r) AS best_r, max(CASE WHEN lag_years = 0 THEN r END) AS r_lag_0 FROM l

-- trap:
WITH d AS (SELECT zip_code, year, median_income_usd - lag(median_income_usd) OVER w AS di, diabetes_rate_pct - lag(diabetes_rate_pct) OVER w AS dd FROM zip_years WINDOW w AS (PARTITION BY zip_code ORDER BY year)),
l AS (SELECT b.year - a.year AS lag_years, corr(a.di, b.dd) AS r FROM d a JOIN d b ON b.zip_code = a.zip_code AND b.year - a.year BETWEEN 0 AND 8 GROUP BY b.year - a.year)
SELECT min_by(lag_years, r) AS best_lag_years, min(r) AS best_r, max(CASE WHEN lag_years = 0 THEN r END) AS r_lag_0 FROM l

-- insight: readmission_map
-- question: Do food deserts and transport barriers add up? Readmission over that of areas with neither.
-- expect: both = 1.49 ± 0.15
-- expect: food_desert_only = 1.18 ± 0.12
-- expect: transport_only = 1.16 ± 0.08
-- ask: both = How many times as high is the share of discharges readmitted within 30 days in areas with both a food desert and a transport barrier as in areas with neither, all years pooled?
-- ask: food_desert_only = How many times as high is the share of discharges readmitted within 30 days in areas with a food desert but no transport barrier as in areas with neither, all years pooled?
-- ask: transport_only = How many times as high is the share of discharges readmitted within 30 days in areas with a transport barrier but no food desert as in areas with neither, all years pooled?
-- rows: 800000
-- naive: readmissions per resident instead of per discharge: poor areas also have more people in hospital, and both together seem to nearly double the rate
-- source: 1.10
WITH g AS (SELECT is_food_desert AS fd, has_transport_barrier AS tb, sum(readmissions_30d) / sum(discharges) AS rate FROM zip_years GROUP BY is_food_desert, has_transport_barrier)
SELECT max(CASE WHEN fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS both,
       max(CASE WHEN fd AND NOT tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS food_desert_only,
       max(CASE WHEN NOT fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS transport_only
FROM g

-- trap:
WITH g AS (SELECT is_food_desert AS fd, has_transport_barrier AS tb, sum(readmissions_30d) / sum(population) AS rate FROM zip_years GROUP BY is_food_desert, has_transport_barrier)
SELECT max(CASE WHEN fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS both, max(CASE WHEN fd AND NOT tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS food_desert_only,
       max(CASE WHEN NOT fd AND tb THEN rate END) / max(CASE WHEN NOT fd AND NOT tb THEN rate END) AS transport_only FROM g

-- target: income_and_diabetes
-- quantity: median area: income, and adults with diabetes
-- expect: median_income_usd = 66000 ± 11000
-- expect: median_diabetes_pct = 10.6 ± 1.4
-- rows: 800000
-- source: ACS 2022, CDC PLACES
SELECT percentile(CASE WHEN median_income_usd > 0 THEN median_income_usd END, 0.5) AS median_income_usd, percentile(diabetes_rate_pct, 0.5) AS median_diabetes_pct
FROM zip_years WHERE year = (SELECT max(year) FROM zip_years)

-- target: income_tails
-- quantity: tenth and ninetieth percentile of areas' income
-- expect: p10_usd = 42000 ± 8000
-- expect: p90_usd = 103000 ± 20000
-- rows: 800000
-- source: ACS 2022 (42,000 and 110,000)
SELECT percentile(median_income_usd, 0.1) AS p10_usd, percentile(median_income_usd, 0.9) AS p90_usd
FROM zip_years WHERE year = (SELECT max(year) FROM zip_years) AND median_income_usd > 0

-- target: diabetes_quartiles
-- quantity: quartiles of areas' adults with diabetes
-- expect: q1_pct = 8.5 ± 1.5
-- expect: q3_pct = 13.4 ± 2.0
-- rows: 800000
-- source: CDC PLACES (9 to 13.5)
SELECT percentile(diabetes_rate_pct, 0.25) AS q1_pct, percentile(diabetes_rate_pct, 0.75) AS q3_pct
FROM zip_years WHERE year = (SELECT max(year) FROM zip_years)

-- target: income_against_diabetes
-- quantity: correlation of log income and diabetes, areas of more than 2,000 people
-- expect: r = -0.62 ± 0.14
-- rows: 800000
-- source: design; PLACES -0.60
SELECT corr(ln(median_income_usd), diabetes_rate_pct) AS r
FROM zip_years WHERE year = (SELECT max(year) FROM zip_years) AND median_income_usd > 0 AND population > 2000

-- target: income_clusters
-- quantity: correlation of log income with the mean of the county's other areas
-- expect: r = 0.5 ± 0.2
-- rows: 800000
-- source: Moran's I of income 0.45 to 0.70
WITH z AS (SELECT a.county_id, ln(y.median_income_usd) AS inc FROM zip_years y JOIN zip_areas a ON a.zip_code = y.zip_code
           WHERE y.year = (SELECT max(year) FROM zip_years) AND y.median_income_usd > 0),
c AS (SELECT county_id, sum(inc) AS total, count(*) AS n FROM z GROUP BY county_id)
SELECT corr(z.inc, (c.total - z.inc) / (c.n - 1)) AS r FROM z JOIN c ON c.county_id = z.county_id WHERE c.n > 1

-- target: er_visits
-- quantity: emergency visits for 1,000 people, and poorest over richest quartile of income
-- expect: per_1000 = 430 ± 45
-- expect: poor_over_rich = 2.05 ± 0.45
-- rows: 800000
-- source: NHAMCS (430); design (1.7 to 2.2)
WITH y AS (SELECT *, ntile(4) OVER (ORDER BY median_income_usd) AS quartile FROM zip_years WHERE year = (SELECT max(year) FROM zip_years) AND median_income_usd > 0)
SELECT sum(er_visits_per_1000 * population) / sum(population) AS per_1000,
       sum(CASE WHEN quartile = 1 THEN er_visits_per_1000 * population END) / sum(CASE WHEN quartile = 1 THEN population END)
       / (sum(CASE WHEN quartile = 4 THEN er_visits_per_1000 * population END) / sum(CASE WHEN quartile = 4 THEN population END)) AS poor_over_rich
FROM y

-- target: diabetes_persists
-- quantity: correlation of an area's diabetes with that of the year before
-- expect: r >= 0.95
-- rows: 800000
-- source: PLACES
WITH y AS (SELECT zip_code, year, CASE WHEN diabetes_rate_pct < 1 THEN 100 * diabetes_rate_pct ELSE diabetes_rate_pct END AS dm FROM zip_years WHERE diabetes_rate_pct IS NOT NULL)
SELECT corr(a.dm, b.dm) AS r FROM y a JOIN y b ON b.zip_code = a.zip_code AND b.year = a.year + 1

-- target: gentrified_share
-- quantity: share of areas that became rich
-- expect: gentrified = 0.08 ± 0.04
-- rows: 800000
-- source: design
SELECT avg(CASE WHEN gentrified THEN 1D ELSE 0D END) AS gentrified FROM key.zip_truth

-- target: mail_share
-- quantity: members who fill by mail, rural and urban
-- expect: rural = 0.45 ± 0.07
-- expect: urban = 0.17 ± 0.05
-- rows: 800000
-- source: design
SELECT avg(CASE WHEN a.is_rural THEN CASE WHEN m.fill_channel = 'MAIL' THEN 1D ELSE 0D END END) AS rural,
       avg(CASE WHEN NOT a.is_rural THEN CASE WHEN m.fill_channel = 'MAIL' THEN 1D ELSE 0D END END) AS urban
FROM member_adherence m JOIN zip_areas a ON a.zip_code = m.zip_code WHERE m.fill_channel IS NOT NULL

-- target: adherence_by_channel
-- quantity: members with at least 80 % of days covered, by mail and local
-- expect: mail = 0.88 ± 0.03
-- expect: local = 0.77 ± 0.03
-- rows: 800000
-- source: Duru 2010 (84.7 and 76.9 %)
SELECT avg(CASE WHEN fill_channel = 'MAIL' THEN CASE WHEN pdc >= 0.8 THEN 1D ELSE 0D END END) AS mail,
       avg(CASE WHEN fill_channel = 'LOCAL' THEN CASE WHEN pdc >= 0.8 THEN 1D ELSE 0D END END) AS local
FROM member_adherence

-- target: adherence_is_smooth
-- quantity: correlation of days covered with age, and members just above 0.79 over those just below
-- expect: age_r = 0.085 ± 0.035
-- expect: above_over_below in 0.95 .. 1.45
-- rows: 800000
-- source: design
SELECT corr(pdc, age_years) AS age_r,
       sum(CASE WHEN pdc >= 0.79 AND pdc < 0.81 THEN 1D ELSE 0D END) / sum(CASE WHEN pdc >= 0.77 AND pdc < 0.79 THEN 1D ELSE 0D END) AS above_over_below
FROM member_adherence

-- target: turnover
-- quantity: members on the plan for the whole year
-- expect: twelve_months = 0.90 ± 0.02
-- rows: 800000
-- source: design
SELECT avg(CASE WHEN months_enrolled = 12 THEN 1D ELSE 0D END) AS twelve_months FROM member_adherence

-- target: food_deserts
-- quantity: share of areas that are food deserts
-- expect: food_desert = 0.08 ± 0.05
-- rows: 800000
-- source: USDA FARA 2019 (6 % of people, 13 % of tracts)
SELECT avg(CASE WHEN is_food_desert THEN 1D ELSE 0D END) AS food_desert FROM zip_years WHERE year = (SELECT max(year) FROM zip_years)

-- target: little_transit
-- quantity: share of areas with a transit score below 10
-- expect: below_10 = 0.51 ± 0.09
-- rows: 800000
-- source: published 45 %
SELECT avg(CASE WHEN public_transit_score < 10 THEN 1D ELSE 0D END) AS below_10 FROM zip_years WHERE year = (SELECT max(year) FROM zip_years)

-- target: groceries_are_not_income
-- quantity: correlation of log distance to a grocery and log income, urban areas
-- expect: r in -0.45 .. 0.1
-- rows: 800000
-- source: design
SELECT corr(ln(y.distance_to_grocery_miles + 0.01), ln(y.median_income_usd)) AS r FROM zip_years y JOIN zip_areas a ON a.zip_code = y.zip_code
WHERE NOT a.is_rural AND y.median_income_usd > 0 AND y.year = (SELECT max(year) FROM zip_years)

-- target: readmission
-- quantity: readmitted within 30 days
-- expect: readmitted = 0.14 ± 0.012
-- rows: 800000
-- source: HCUP 14.0 %
SELECT sum(readmissions_30d) / sum(discharges) AS readmitted FROM zip_years

-- target: old_hearts_young_injuries
-- quantity: share of those of 65 and more among cardiac visits and injuries
-- expect: cardiac = 0.35 ± 0.03
-- expect: injury = 0.14 ± 0.03
-- rows: 800000
-- source: design
SELECT avg(CASE WHEN diagnosis_group = 'CARDIAC' THEN CASE WHEN age_band = '65+' THEN 1D ELSE 0D END END) AS cardiac,
       avg(CASE WHEN diagnosis_group = 'INJURY' THEN CASE WHEN age_band = '65+' THEN 1D ELSE 0D END END) AS injury
FROM ed_visits

-- target: heat_hits_the_old
-- quantity: heat-related summer visits on advisory days over others: 65 and more over 18 to 44; respiratory visits, which heat leaves alone
-- expect: old_over_young = 1.25 ± 0.2
-- expect: respiratory = 1 ± 0.08
-- rows: 800000
-- source: NYS 2025 (oldest most)
WITH v AS (SELECT v.age_band AS age, v.diagnosis_group AS g, c.heat_advisory AS hot, v.visit_id AS id FROM ed_visits v
           JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date WHERE month(v.event_date) BETWEEN 6 AND 8),
n AS (SELECT count(DISTINCT CASE WHEN hot AND age = '65+' AND g IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY') THEN id END) AS old_hot,
             count(DISTINCT CASE WHEN NOT hot AND age = '65+' AND g IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY') THEN id END) AS old_cool,
             count(DISTINCT CASE WHEN hot AND age = '18-44' AND g IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY') THEN id END) AS young_hot,
             count(DISTINCT CASE WHEN NOT hot AND age = '18-44' AND g IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY') THEN id END) AS young_cool,
             count(DISTINCT CASE WHEN hot AND g = 'RESPIRATORY' THEN id END) AS lungs_hot,
             count(DISTINCT CASE WHEN NOT hot AND g = 'RESPIRATORY' THEN id END) AS lungs_cool FROM v),
p AS (SELECT county_id, sum(population) AS people FROM zip_areas WHERE zip_type = 'ZCTA' GROUP BY county_id),
d AS (SELECT sum(CASE WHEN c.heat_advisory THEN p.people END) AS hot_days, sum(CASE WHEN NOT c.heat_advisory THEN p.people END) AS cool_days
      FROM county_days c JOIN p ON p.county_id = c.county_id WHERE month(c.event_date) BETWEEN 6 AND 8)
SELECT (n.old_hot / n.old_cool) / (n.young_hot / n.young_cool) AS old_over_young, (n.lungs_hot / d.hot_days) / (n.lungs_cool / d.cool_days) AS respiratory FROM n CROSS JOIN d

-- target: shared_weather
-- quantity: correlation of two counties of a region in what the day is warmer than the season
-- expect: r >= 0.75
-- rows: 800000
-- source: design
WITH t AS (SELECT county_id, region, event_date, tmax_fahrenheit - 25 * cos(2 * pi() * (dayofyear(event_date) - 200) / 366) AS t FROM county_days)
SELECT corr(a.t, b.t) AS r FROM t a JOIN t b ON b.region = a.region AND b.event_date = a.event_date AND b.county_id > a.county_id

-- target: mess_comes_in_spells
-- quantity: zip codes without their zeros, variance over mean of a county's weeks
-- expect: dispersion >= 1.5
-- rows: 800000
-- source: design
WITH w AS (SELECT county_id, date_trunc('WEEK', event_date) AS week, sum(CASE WHEN length(zip_code) < 5 THEN 1D ELSE 0D END) AS n FROM ed_visits WHERE region = 'NORTHEAST' GROUP BY county_id, date_trunc('WEEK', event_date))
SELECT variance(n) / avg(n) AS dispersion FROM w

-- chart: diabetes_map
-- title: Zip codes predict health
-- kind: map
-- x: longitude of the area's centre (°)
-- y: latitude (°)
-- value: adults with diabetes (%)
-- note: The last year. At most 900 areas are drawn; fractions delivered for percent were brought back.
SELECT max(a.longitude) AS longitude, max(a.latitude) AS latitude, round(max(CASE WHEN y.diabetes_rate_pct < 1 THEN 100 * y.diabetes_rate_pct ELSE y.diabetes_rate_pct END), 2) AS pct, a.zip_code
FROM zip_years y JOIN zip_areas a ON a.zip_code = y.zip_code WHERE y.year = (SELECT max(year) FROM zip_years) AND y.diabetes_rate_pct > 0 AND a.latitude IS NOT NULL GROUP BY a.zip_code ORDER BY xxhash64(a.zip_code) LIMIT 900

-- chart: heat_by_income
-- title: Who suffers in a heat wave?
-- kind: bar
-- x: areas in quarters, by income
-- y: heat-related visits (a million residents and day)
-- note: June to August; heat illness, dehydration and kidney injury.
WITH v AS (SELECT DISTINCT visit_id, event_date, county_id, lpad(substring_index(zip_code, '-', 1), 5, '0') AS z5 FROM ed_visits WHERE month(event_date) BETWEEN 6 AND 8 AND diagnosis_group IN ('HEAT', 'DEHYDRATION', 'ACUTE_KIDNEY_INJURY')),
q AS (SELECT y.zip_code, ntile(4) OVER (ORDER BY y.median_income_usd, y.zip_code) AS quartile FROM zip_years y WHERE y.year = (SELECT max(year) FROM zip_years) AND y.median_income_usd > 0),
n AS (SELECT q.quartile, c.heat_advisory, count(v.visit_id) AS visits FROM v JOIN zip_areas a ON a.zip_code = v.z5 JOIN q ON q.zip_code = coalesce(a.parent_zip_code, a.zip_code) JOIN county_days c ON c.county_id = v.county_id AND c.event_date = v.event_date GROUP BY 1, 2),
e AS (SELECT q.quartile, c.heat_advisory, sum(a.population) AS person_days FROM county_days c JOIN zip_areas a ON a.county_id = c.county_id AND a.zip_type = 'ZCTA' JOIN q ON q.zip_code = a.zip_code WHERE month(c.event_date) BETWEEN 6 AND 8 GROUP BY 1, 2)
SELECT CASE n.quartile WHEN 1 THEN 'poorest' WHEN 2 THEN 'second' WHEN 3 THEN 'third' ELSE 'richest' END AS quarter, round(1e6 * n.visits / nullif(e.person_days, 0), 3) AS visits, IF(n.heat_advisory, 'heat advisory', 'other days') AS day
FROM n JOIN e ON e.quartile = n.quartile AND e.heat_advisory = n.heat_advisory ORDER BY n.quartile, 3

-- chart: gentrification_lag
-- title: How long until health follows income?
-- kind: line
-- x: years between the growth of income and the change of diabetes
-- y: correlation
-- note: Areas whose income outgrew the rest by a quarter in four years. The strongest link comes years later.
WITH y AS (SELECT zip_code, year, ln(median_income_usd) AS inc, CASE WHEN diabetes_rate_pct < 1 THEN 100 * diabetes_rate_pct ELSE diabetes_rate_pct END AS dm FROM zip_years WHERE median_income_usd > 0 AND diabetes_rate_pct IS NOT NULL AND population >= 2000),
d AS (SELECT zip_code, year, inc - lag(inc) OVER w AS di, dm - lag(dm) OVER w AS dd, inc - lag(inc, 4) OVER w AS di4 FROM y WINDOW w AS (PARTITION BY zip_code ORDER BY year)),
c AS (SELECT zip_code, year, di - avg(di) OVER (PARTITION BY year) AS di, dd - avg(dd) OVER (PARTITION BY year) AS dd, di4 - avg(di4) OVER (PARTITION BY year) AS di4 FROM d),
g AS (SELECT zip_code FROM c GROUP BY zip_code HAVING max(di4) > 0.25)
SELECT CAST(b.year - a.year AS INT) AS lag_years, round(corr(a.di, b.dd), 4) AS r FROM c a JOIN c b ON b.zip_code = a.zip_code AND b.year - a.year BETWEEN 0 AND 8 JOIN g ON g.zip_code = a.zip_code GROUP BY 1 HAVING corr(a.di, b.dd) IS NOT NULL ORDER BY 1

-- detection: po_box_zip
-- question: Whose zip code is that of a post office box?
-- expect: f1 >= 0.9
-- naive: zip codes of nine digits and those that lost their leading zero are not in the list of zip codes either
WITH v AS (SELECT visit_id, lpad(split_part(zip_code, '-', 1), 5, '0') AS zip_code FROM ed_visits)
SELECT 'ed_visits' AS table_name, visit_id AS row_key, 'zip_code' AS column_name, 'po_box_zip' AS stage_id
FROM v LEFT ANTI JOIN zip_years USING (zip_code)
-- trap:
SELECT 'ed_visits' AS table_name, visit_id AS row_key, 'zip_code' AS column_name, 'po_box_zip' AS stage_id
FROM ed_visits LEFT ANTI JOIN zip_years USING (zip_code)

-- finds: zip_plus4
SELECT DISTINCT visit_id FROM ed_visits WHERE zip_code LIKE '%-%'

-- finds: zip_leading_zero
SELECT DISTINCT visit_id FROM ed_visits WHERE length(split_part(zip_code, '-', 1)) < 5

-- finds: income_sentinel
SELECT DISTINCT zip_code, year FROM zip_years WHERE median_income_usd < 0

-- finds: po_box_zip
SELECT DISTINCT visit_id FROM ed_visits WHERE split_part(zip_code, '-', 1) LIKE '%8'

-- finds: rate_as_fraction
-- misses: rates that were suppressed afterwards
SELECT DISTINCT zip_code, year FROM zip_years WHERE diabetes_rate_pct < 1
