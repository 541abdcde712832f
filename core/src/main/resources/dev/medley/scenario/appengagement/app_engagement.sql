-- insight: which_wording_wins
-- question: Which wording wins? By user, as assigned, build 5.2.1 left out.
-- expect: log_pct_a = 13.4 ± 0.5
-- expect: log_lift_pp = 1.75 ± 0.45
-- expect: click_lift_pp = -0.45 ± 0.4
-- ask: log_pct_a = What percentage of a user's pushes is followed by a glucose log within 60 minutes, in the mean over the users assigned to arm A? Users of build 5.2.1 do not count.
-- ask: log_lift_pp = By how many percentage points is the percentage of a user's pushes that are followed by a glucose log within 60 minutes higher in the mean over the users assigned to arm B than over those assigned to arm A? Users of build 5.2.1 do not count.
-- ask: click_lift_pp = By how many percentage points is the percentage of a user's pushes that are tapped higher in the mean over the users assigned to arm B than over those assigned to arm A? Users of build 5.2.1 do not count.
-- rows: 2000000
-- naive: of those who tapped, half measure under either wording, and the difference is gone; by taps alone, arm A wins
-- source: 3.10
WITH n AS (SELECT DISTINCT notification_id, user_id, clicked_notification, logged_glucose FROM notifications),
u AS (SELECT n.user_id, max(u.test_group) AS test_group, avg(IF(n.logged_glucose, 1.0, 0.0)) AS log_rate,
             avg(CASE WHEN n.clicked_notification IS NOT NULL THEN IF(n.clicked_notification, 1.0, 0.0) END) AS click_rate
      FROM n JOIN users u ON u.user_id = n.user_id WHERE u.app_build <> '5.2.1' GROUP BY n.user_id)
SELECT round(100 * avg(IF(test_group = 'A', log_rate, NULL)), 2) AS log_pct_a,
       round(100 * (avg(IF(test_group = 'B', log_rate, NULL)) - avg(IF(test_group = 'A', log_rate, NULL))), 2) AS log_lift_pp,
       round(100 * (avg(IF(test_group = 'B', click_rate, NULL)) - avg(IF(test_group = 'A', click_rate, NULL))), 2) AS click_lift_pp
FROM u

-- trap:
SELECT round(100 * (avg(CASE WHEN u.test_group = 'B' THEN IF(logged_glucose, 1.0, 0.0) END) - avg(CASE WHEN u.test_group = 'A' THEN IF(logged_glucose, 1.0, 0.0) END)), 2) AS log_lift_pp, round(100 * avg(CASE WHEN u.test_group = 'A' THEN IF(logged_glucose, 1.0, 0.0) END), 2) AS log_pct_a FROM notifications n JOIN users u ON u.user_id = n.user_id WHERE clicked_notification

-- insight: does_the_lift_last
-- question: Does the lift of wording B last?
-- expect: lift_weeks_1_2_pp = 3.2 ± 0.6
-- expect: lift_weeks_5_8_pp = 1.0 ± 0.55
-- ask: lift_weeks_1_2_pp = By how many percentage points is the percentage of a user's pushes through April 28, 2024 (weeks 1 and 2) that are followed by a glucose log within 60 minutes higher in the mean over the users assigned to arm B than over those assigned to arm A? Users of build 5.2.1 do not count.
-- ask: lift_weeks_5_8_pp = By how many percentage points is the percentage of a user's pushes from May 13, 2024 on (weeks 5 to 8) that are followed by a glucose log within 60 minutes higher in the mean over the users assigned to arm B than over those assigned to arm A? Users of build 5.2.1 do not count.
-- rows: 2000000
-- naive: who stops after three days sees 4.6 points
-- source: 3.10
WITH n AS (SELECT DISTINCT notification_id, user_id, event_date, logged_glucose FROM notifications),
x AS (SELECT n.user_id, max(u.test_group) AS test_group,
             avg(CASE WHEN n.event_date < DATE'2024-04-29' THEN IF(n.logged_glucose, 1.0, 0.0) END) AS early,
             avg(CASE WHEN n.event_date >= DATE'2024-05-13' THEN IF(n.logged_glucose, 1.0, 0.0) END) AS late
      FROM n JOIN users u ON u.user_id = n.user_id WHERE u.app_build <> '5.2.1' GROUP BY n.user_id)
SELECT round(100 * (avg(IF(test_group = 'B', early, NULL)) - avg(IF(test_group = 'A', early, NULL))), 2) AS lift_weeks_1_2_pp,
       round(100 * (avg(IF(test_group = 'B', late, NULL)) - avg(IF(test_group = 'A', late, NULL))), 2) AS lift_weeks_5_8_pp
FROM x

-- trap:
WITH n AS (SELECT test_group, IF(logged_glucose, 1.0, 0.0) AS logged FROM notifications WHERE event_date < (SELECT min(event_date) + INTERVAL 3 DAYS FROM notifications)),
l AS (SELECT round(100 * (avg(CASE WHEN test_group = 'B' THEN logged END) - avg(CASE WHEN test_group = 'A' THEN logged END)), 2) AS lift FROM n)
SELECT lift AS lift_weeks_1_2_pp, lift AS lift_weeks_5_8_pp FROM l

-- insight: for_whom
-- question: For whom does wording B work?
-- expect: lift_under_45_pp = 3.45 ± 0.9
-- expect: lift_65_plus_pp = 0 ± 0.9
-- ask: lift_under_45_pp = By how many percentage points is the percentage of a user's pushes that are followed by a glucose log within 60 minutes higher in the mean over the users below 45 years assigned to arm B than over those below 45 years assigned to arm A? Users of build 5.2.1 do not count.
-- ask: lift_65_plus_pp = By how many percentage points is the percentage of a user's pushes that are followed by a glucose log within 60 minutes higher in the mean over the users of 65 years or more assigned to arm B than over those of 65 years or more assigned to arm A? Users of build 5.2.1 do not count.
-- rows: 2000000
-- naive: one number for all, 1.75 points
-- source: 3.10
WITH n AS (SELECT DISTINCT notification_id, user_id, logged_glucose FROM notifications),
x AS (SELECT n.user_id, max(u.test_group) AS test_group, max(u.age) AS age, avg(IF(n.logged_glucose, 1.0, 0.0)) AS log_rate
      FROM n JOIN users u ON u.user_id = n.user_id WHERE u.app_build <> '5.2.1' GROUP BY n.user_id)
SELECT round(100 * (avg(IF(test_group = 'B' AND age < 45, log_rate, NULL)) - avg(IF(test_group = 'A' AND age < 45, log_rate, NULL))), 2) AS lift_under_45_pp,
       round(100 * (avg(IF(test_group = 'B' AND age >= 65, log_rate, NULL)) - avg(IF(test_group = 'A' AND age >= 65, log_rate, NULL))), 2) AS lift_65_plus_pp
FROM x

-- trap:
WITH l AS (SELECT round(100 * (avg(CASE WHEN test_group = 'B' THEN IF(logged_glucose, 1.0, 0.0) END) - avg(CASE WHEN test_group = 'A' THEN IF(logged_glucose, 1.0, 0.0) END)), 2) AS lift FROM notifications)
SELECT lift AS lift_under_45_pp, lift AS lift_65_plus_pp FROM l

-- insight: is_the_split_sound
-- question: Is the split of the arms sound?
-- expect: share_a = 0.513 ± 0.009
-- expect: srm_z >= 2
-- expect: srm_z_without_build_521 = 0 ± 3.2
-- expect: share_a_on_build_521 = 0.70 ± 0.03
-- ask: share_a = What share of the enrolled users is assigned to arm A?
-- ask: srm_z = If a fair coin had assigned the enrolled users to the arms, how many standard deviations would the number of users in arm A lie above what is expected?
-- ask: srm_z_without_build_521 = If a fair coin had assigned the enrolled users of all builds but 5.2.1 to the arms, how many standard deviations would the number of them in arm A lie above what is expected?
-- ask: share_a_on_build_521 = What share of the enrolled users of build 5.2.1 is assigned to arm A?
-- rows: 2000000
-- naive: the split tested by operating system: the one build that lost an arm is thinned by its neighbours
-- source: 3.10
SELECT round(avg(IF(test_group = 'A', 1.0, 0.0)), 4) AS share_a,
       round(sum(IF(test_group = 'A', 1, -1)) / sqrt(count(*)), 2) AS srm_z,
       round(sum(CASE WHEN app_build <> '5.2.1' THEN IF(test_group = 'A', 1, -1) END) / sqrt(sum(IF(app_build <> '5.2.1', 1, 0))), 2) AS srm_z_without_build_521,
       round(avg(CASE WHEN app_build = '5.2.1' THEN IF(test_group = 'A', 1.0, 0.0) END), 3) AS share_a_on_build_521
FROM users

-- trap:
SELECT round(avg(IF(test_group = 'A', 1.0, 0.0)), 4) AS share_a, round(avg(CASE WHEN os = 'ANDROID' THEN IF(test_group = 'A', 1.0, 0.0) END), 3) AS share_a_on_build_521 FROM users

-- insight: is_a_click_the_outcome
-- question: Is a tap the outcome?
-- expect: ios_over_android_click = 0.48 ± 0.04
-- expect: log_given_click = 0.497 ± 0.02
-- expect: prompted_logs_without_click = 0.72 ± 0.02
-- ask: ios_over_android_click = How many times as high is the share of pushes that are tapped on IOS as on ANDROID?
-- ask: log_given_click = What share of the pushes that are tapped is followed by a glucose log within 60 minutes?
-- ask: prompted_logs_without_click = Of the pushes that are followed by a glucose log within 60 minutes, what share is not tapped?
-- rows: 1000000
-- naive: compliance by taps misses 72 % of the prompted logs
-- source: 3.10
WITH n AS (SELECT DISTINCT notification_id, user_id, clicked_notification, logged_glucose FROM notifications),
c AS (SELECT u.os, n.clicked_notification AS c, n.logged_glucose AS l FROM n JOIN users u ON u.user_id = n.user_id WHERE n.clicked_notification IS NOT NULL)
SELECT round(avg(CASE WHEN os = 'IOS' THEN IF(c, 1.0, 0.0) END) / avg(CASE WHEN os = 'ANDROID' THEN IF(c, 1.0, 0.0) END), 3) AS ios_over_android_click,
       round(avg(CASE WHEN c THEN IF(l, 1.0, 0.0) END), 3) AS log_given_click,
       round(avg(CASE WHEN l THEN IF(c, 0.0, 1.0) END), 3) AS prompted_logs_without_click
FROM c

-- insight: when_are_pushes_sent
-- question: When are pushes sent? Share between 22 and 06 h by build.
-- expect: night_share_build_510 = 0.355 ± 0.03
-- expect: night_share_other_builds <= 0.001
-- ask: night_share_build_510 = What share of the pushes to users of build 5.1.0 has a recorded time of sending from 22:00 to 05:59?
-- ask: night_share_other_builds = What share of the pushes to users of other builds than 5.1.0 has a recorded time of sending from 22:00 to 05:59?
-- rows: 500000
-- naive: "7 % of our reminders go out at night"
-- source: 3.10 Notification_Time
SELECT round(avg(CASE WHEN u.app_build = '5.1.0' THEN IF(hour(n.notification_time) >= 22 OR hour(n.notification_time) < 6, 1.0, 0.0) END), 4) AS night_share_build_510,
       round(avg(CASE WHEN u.app_build <> '5.1.0' THEN IF(hour(n.notification_time) >= 22 OR hour(n.notification_time) < 6, 1.0, 0.0) END), 4) AS night_share_other_builds
FROM notifications n JOIN users u ON u.user_id = n.user_id

-- trap:
SELECT round(avg(IF(hour(notification_time) >= 22 OR hour(notification_time) < 6, 1.0, 0.0)), 4) AS night_share_build_510, round(avg(IF(hour(notification_time) >= 22 OR hour(notification_time) < 6, 1.0, 0.0)), 4) AS night_share_other_builds FROM notifications

-- target: click_rate
-- quantity: share of pushes that are tapped
-- expect: clicked = 0.081 ± 0.005
-- rows: 500000
-- source: Accengage 2018 (7.8 %)
SELECT avg(IF(clicked_notification, 1.0, 0.0)) AS clicked
FROM (SELECT DISTINCT notification_id, clicked_notification FROM notifications)
WHERE clicked_notification IS NOT NULL

-- target: logged_arm_a
-- quantity: pushes of arm A followed by a log within 60 minutes, mean of users
-- expect: logged = 0.134 ± 0.006
-- rows: 1000000
-- source: design (14.0 %)
SELECT avg(rate) AS logged
FROM (
  SELECT n.user_id, avg(IF(n.logged_glucose, 1.0, 0.0)) AS rate
  FROM (SELECT DISTINCT notification_id, user_id, logged_glucose FROM notifications) n
  JOIN users u ON u.user_id = n.user_id
  WHERE u.test_group = 'A' AND u.app_build <> '5.2.1'
  GROUP BY n.user_id
)

-- target: states_in_the_last_week
-- quantity: states of users with the app in the last week
-- expect: active = 0.46 ± 0.03
-- expect: dormant = 0.37 ± 0.03
-- rows: 500000
-- source: Baumel 2019; design
SELECT avg(IF(state = 'ACTIVE', 1.0, 0.0)) AS active, avg(IF(state = 'DORMANT', 1.0, 0.0)) AS dormant
FROM key.user_weeks
WHERE week = 7

-- target: logs_per_user
-- quantity: values logged by a user in 30 days
-- expect: mean = 12.8 ± 0.8
-- expect: sd = 13 ± 2
-- rows: 500000
-- source: One Drop, mySugr (16 ± 27)
SELECT avg(n) AS mean, stddev(n) AS sd
FROM (
  SELECT u.user_id, count(g.log_id) * 30 / 70 AS n
  FROM users u LEFT JOIN glucose_logs g ON g.user_id = u.user_id
  GROUP BY u.user_id
)

-- target: prompted_share
-- quantity: share of the experiment's logs that a push prompted
-- expect: prompted = 0.31 ± 0.03
-- rows: 500000
-- source: design
SELECT (SELECT count(DISTINCT notification_id) FROM notifications WHERE logged_glucose)
  / (SELECT count(*) FROM glucose_logs WHERE event_date >= (SELECT min(event_date) FROM notifications)) AS prompted

-- target: session_seconds
-- quantity: length of sessions, seconds, unclosed ones left out
-- expect: median = 69 ± 6
-- expect: p90 = 213 ± 25
-- rows: 500000
-- source: Baumel 2019
SELECT percentile_approx(app_session_length_seconds, 0.5) AS median,
  percentile_approx(app_session_length_seconds, 0.9) AS p90
FROM notifications
WHERE app_session_length_seconds <> 28800

-- target: digit_preference
-- quantity: manual values in mg/dL that are divisible by 5
-- expect: fives = 0.275 ± 0.02
-- rows: 500000
-- source: design (8 to 12 % excess)
SELECT avg(IF(glucose_mg_dl % 5 = 0, 1.0, 0.0)) AS fives
FROM glucose_logs
WHERE entry_method = 'MANUAL' AND glucose_mg_dl >= 40

-- target: arm_a_share
-- quantity: share of users in arm A
-- expect: share_a = 0.513 ± 0.009
-- rows: 2000000
-- source: Fabijan 2019 (mismatch in 6 to 8 % of tests)
SELECT avg(IF(test_group = 'A', 1.0, 0.0)) AS share_a FROM users

-- target: pushes_week_8
-- quantity: pushes in the eighth week over the first
-- expect: ratio = 0.805 ± 0.02
-- rows: 500000
-- source: design
SELECT count(DISTINCT IF(week = 7, notification_id, NULL)) / count(DISTINCT IF(week = 0, notification_id, NULL)) AS ratio
FROM (
  SELECT notification_id, floor(datediff(event_date, (SELECT min(event_date) FROM notifications)) / 7) AS week
  FROM notifications
)

-- target: clinics_differ
-- quantity: standard deviation over clinics of at least 60 users
-- expect: type_1 = 0.10 ± 0.03
-- expect: meter = 0.20 ± 0.04
-- expect: age = 5.9 ± 1
-- rows: 1000000
-- source: design
SELECT stddev(type_1) AS type_1, stddev(meter) AS meter, stddev(age) AS age
FROM (
  SELECT u.clinic_id, count(*) AS users, avg(IF(u.diabetes_type = 'T1', 1.0, 0.0)) AS type_1,
    avg(IF(m.user_id IS NOT NULL, 1.0, 0.0)) AS meter, avg(u.age) AS age
  FROM users u
  LEFT JOIN (SELECT DISTINCT user_id FROM glucose_logs WHERE entry_method = 'METER') m
    ON m.user_id = u.user_id
  GROUP BY u.clinic_id
)
WHERE users >= 60

-- target: ios_by_age
-- quantity: share of iOS below 45 and from 65 years on
-- expect: below_45 = 0.53 ± 0.03
-- expect: from_65 = 0.30 ± 0.03
-- rows: 500000
-- source: design
SELECT avg(CASE WHEN age < 45 THEN IF(os = 'IOS', 1.0, 0.0) END) AS below_45,
  avg(CASE WHEN age >= 65 THEN IF(os = 'IOS', 1.0, 0.0) END) AS from_65
FROM users

-- target: tuesdays
-- quantity: tap rate on Tuesdays over weekends
-- expect: ratio = 1.12 ± 0.06
-- rows: 1000000
-- source: Accengage 2018 (Tuesday is best)
SELECT avg(CASE WHEN dayofweek(event_date) = 3 THEN IF(clicked_notification, 1.0, 0.0) END)
  / avg(CASE WHEN dayofweek(event_date) IN (1, 7) THEN IF(clicked_notification, 1.0, 0.0) END) AS ratio
FROM notifications
WHERE clicked_notification IS NOT NULL

-- target: taps_at_night
-- quantity: share of taps from 00 to 05 h, build 5.1.0 left out
-- expect: night <= 0.002
-- rows: 500000
-- source: design
SELECT avg(IF(hour(timestampadd(SECOND, n.seconds_to_click, n.notification_time)) < 5, 1.0, 0.0)) AS night
FROM notifications n JOIN users u ON u.user_id = n.user_id
WHERE n.seconds_to_click IS NOT NULL AND u.app_build <> '5.1.0'

-- target: mmol_entries
-- quantity: users with a manual value in mmol/L, and the share of their manual values
-- expect: users = 0.02 ± 0.01
-- expect: of_their_values = 0.80 ± 0.05
-- rows: 1000000
-- source: design
SELECT avg(IF(mmol > 0, 1.0, 0.0)) AS users, sum(mmol) / sum(IF(mmol > 0, manual, 0)) AS of_their_values
FROM (
  SELECT user_id, count(*) AS manual, count_if(glucose_mg_dl < 34) AS mmol
  FROM glucose_logs
  WHERE entry_method = 'MANUAL'
  GROUP BY user_id
)

-- target: retries_come_in_storms
-- quantity: variance over mean of doubled pushes per region and day
-- expect: ratio >= 1.5
-- rows: 500000
-- source: design
SELECT variance(n) / avg(n) AS ratio
FROM (
  SELECT d.region, d.event_date, count(r.row_key) AS n
  FROM (SELECT DISTINCT region, event_date FROM notifications) d
  LEFT JOIN key.rows r ON r.region = d.region AND r.event_date = d.event_date
    AND r.stage_id = 'N8_retry_duplicate'
  GROUP BY d.region, d.event_date
)

-- chart: logging_by_week_and_wording
-- title: Does the lift of wording B last?
-- kind: line
-- x: week of the test
-- y: reminders after which glucose was logged (%)
-- note: Build 5.2.1, which split the arms unevenly, is left out.
WITH n AS (SELECT DISTINCT notification_id, user_id, event_date, logged_glucose FROM notifications),
f AS (SELECT min(event_date) AS first_day FROM notifications),
x AS (SELECT CAST(floor(datediff(n.event_date, f.first_day) / 7) + 1 AS INT) AS week, u.test_group, n.user_id, avg(IF(n.logged_glucose, 1.0, 0.0)) AS rate
      FROM n CROSS JOIN f JOIN users u ON u.user_id = n.user_id WHERE u.app_build <> '5.2.1' GROUP BY ALL)
SELECT week, round(100 * avg(rate), 3) AS logged_pct, concat('wording ', test_group) AS wording FROM x GROUP BY week, test_group ORDER BY 3, 1

-- chart: logging_by_age_and_wording
-- title: For whom does wording B work?
-- kind: bar
-- x: age of the user (years)
-- y: reminders after which glucose was logged (%)
-- note: Each user counts once, however many reminders he gets.
WITH n AS (SELECT DISTINCT notification_id, user_id, logged_glucose FROM notifications),
x AS (SELECT n.user_id, max(u.test_group) AS test_group, max(u.age) AS age, avg(IF(n.logged_glucose, 1.0, 0.0)) AS rate
      FROM n JOIN users u ON u.user_id = n.user_id WHERE u.app_build <> '5.2.1' AND u.age BETWEEN 18 AND 100 GROUP BY n.user_id)
SELECT CASE WHEN age < 35 THEN '18 to 34' WHEN age < 45 THEN '35 to 44' WHEN age < 55 THEN '45 to 54' WHEN age < 65 THEN '55 to 64' ELSE '65 and over' END AS age_band,
       round(100 * avg(rate), 3) AS logged_pct, concat('wording ', test_group) AS wording FROM x GROUP BY 1, 3 ORDER BY 1, 3

-- chart: pushes_by_hour
-- title: When are reminders sent?
-- kind: line
-- x: hour of the phone's day (h)
-- y: share of the build's reminders (%)
-- note: Build 5.1.0 wakes people at night.
WITH n AS (SELECT DISTINCT notification_id, user_id, notification_time FROM notifications WHERE notification_time IS NOT NULL),
x AS (SELECT hour(n.notification_time) AS hour_of_day, IF(u.app_build = '5.1.0', 'build 5.1.0', 'other builds') AS build, count(*) AS n FROM n JOIN users u ON u.user_id = n.user_id GROUP BY 1, 2)
SELECT CAST(h.id AS INT) AS hour_of_day, round(100.0 * coalesce(x.n, 0) / sum(x.n) OVER (PARTITION BY b.build), 3) AS share_pct, b.build
FROM range(24) h CROSS JOIN (SELECT DISTINCT build FROM x) b LEFT JOIN x ON x.hour_of_day = h.id AND x.build = b.build ORDER BY 3, 1

-- detection: N3_cross_arm
-- question: Which pushes showed the message of the other arm?
-- expect: f1 >= 0.9
-- naive: an arm that is spelt in another way, a or group_b, is the same arm
SELECT 'notifications' AS table_name, notification_id AS row_key, 'test_group' AS column_name, 'N3_cross_arm' AS stage_id
FROM notifications n JOIN users u ON u.user_id = n.user_id WHERE upper(right(n.test_group, 1)) <> u.test_group
-- trap:
SELECT 'notifications' AS table_name, notification_id AS row_key, 'test_group' AS column_name, 'N3_cross_arm' AS stage_id
FROM notifications n JOIN users u ON u.user_id = n.user_id WHERE n.test_group <> u.test_group

-- finds: N4_label_variant
SELECT DISTINCT notification_id FROM notifications WHERE test_group NOT IN ('A', 'B')

-- finds: N7_session_unclosed
SELECT DISTINCT notification_id FROM notifications WHERE app_session_length_seconds = 28800

-- finds: N5_utc_clock
-- misses: messages that still lie in the hours of sending, by the wrong clock
SELECT DISTINCT notification_id FROM notifications
WHERE date_format(notification_time, 'HH:mm') NOT BETWEEN '06:50' AND '21:10'

-- finds: N10_mmol_entry
SELECT DISTINCT log_id FROM glucose_logs WHERE glucose_mg_dl < 35
