-- insight: first_case_domino
-- question: What does a late first case cost? Minutes past the scheduled end, rooms whose first case is 15 minutes late against the others.
-- expect: late_share = 0.28 ± 0.04
-- expect: extra_minutes = 29 ± 6
-- expect: surgeon_share_coded = 0.47 ± 0.04
-- ask: late_share = In a room that has a block and completes elective cases alone, on what share of the days does the first patient come in 15 minutes late or more?
-- ask: extra_minutes = In rooms that have a block and complete elective cases alone, how many minutes further past the last scheduled end does the last patient leave, on average, on days whose first patient came in 15 minutes late or more than on other days?
-- ask: surgeon_share_coded = Of the completed cases in rooms with a block that have a reason for their delay, what share says SURGEON? Cases without wheels in are left out.
-- rows: 450000
-- naive: case by case instead of room by room: 69 minutes, since a late case is measured by its own lateness
-- source: 1.7
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, case_class, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, delay_reason FROM cases LEFT SEMI JOIN block_days b ON b.facility_id = cases.facility_id AND b.room_id = cases.room_id AND b.event_date = cases.event_date WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL),
d AS (SELECT facility_id, room_id, event_date, min(wheels_in_ts) AS t0, min_by(scheduled_start_ts, wheels_in_ts) AS s0, max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1 FROM c GROUP BY 1, 2, 3 HAVING count(DISTINCT case_class) = 1 AND max(case_class) = 'ELECTIVE'),
x AS (SELECT timestampdiff(SECOND, s0, t0) / 60.0 >= 15 AS late, timestampdiff(SECOND, s1, t1) / 60.0 AS over FROM d)
SELECT avg(CAST(late AS INT)) AS late_share, avg(CASE WHEN late THEN over END) - avg(CASE WHEN NOT late THEN over END) AS extra_minutes,
       (SELECT avg(CASE WHEN delay_reason = 'SURGEON' THEN 1.0 ELSE 0.0 END) FROM c WHERE delay_reason IS NOT NULL) AS surgeon_share_coded FROM x

-- trap:
WITH x AS (SELECT timestampdiff(SECOND, scheduled_start_ts, wheels_in_ts) / 60.0 >= 15 AS late, timestampdiff(SECOND, timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts), wheels_out_ts) / 60.0 AS over FROM cases WHERE case_class = 'ELECTIVE' AND wheels_in_ts IS NOT NULL)
SELECT avg(CAST(late AS INT)) AS late_share, avg(CASE WHEN late THEN over END) - avg(CASE WHEN NOT late THEN over END) AS extra_minutes FROM x

-- insight: dr_smith
-- question: How much of his block does Dr. Smith use, and how much do all others use of theirs?
-- expect: smith_utilization = 0.40 ± 0.04
-- expect: others_utilization = 0.68 ± 0.04
-- expect: smith_released = 0 ± 0
-- expect: others_released = 0.042 ± 0.012
-- ask: smith_utilization = What share of his block time does Dr. Smith use, all suites together? Used is the time from wheels in to wheels out of elective cases of the block's surgeon in the block's room, with turnovers of up to 45 minutes each, up to the length of the block. Released days do not count.
-- ask: others_utilization = What share of their block time do surgeons other than Dr. Smith use, all suites together? Used is the time from wheels in to wheels out of elective cases of the block's surgeon in the block's room, with turnovers of up to 45 minutes each, up to the length of the block. Released days do not count.
-- ask: smith_released = What share of his block days does Dr. Smith release?
-- ask: others_released = What share of their block days do surgeons other than Dr. Smith release?
-- rows: 450000
-- naive: wheels in to wheels out alone: the turnover belongs to the block; and three months of one room have a confidence interval of ± 0.2
-- source: 1.7
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, event_date, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
u AS (SELECT b.facility_id, b.room_id, b.event_date, s.surgeon_name = 'Dr. Smith' AS smith, b.is_released, b.block_minutes, least(sum(coalesce(c.m, 0)), b.block_minutes) AS used
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id LEFT JOIN c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY 1, 2, 3, 4, 5, 6)
SELECT sum(CASE WHEN smith AND NOT is_released THEN used END) / sum(CASE WHEN smith AND NOT is_released THEN block_minutes END) AS smith_utilization,
       sum(CASE WHEN NOT smith AND NOT is_released THEN used END) / sum(CASE WHEN NOT smith AND NOT is_released THEN block_minutes END) AS others_utilization,
       avg(CASE WHEN smith THEN CAST(is_released AS INT) END) AS smith_released, avg(CASE WHEN NOT smith THEN CAST(is_released AS INT) END) AS others_released FROM u

-- trap:
WITH u AS (SELECT b.facility_id, b.room_id, b.event_date, s.surgeon_name = 'Dr. Smith' AS smith, b.block_minutes, sum(timestampdiff(SECOND, c.wheels_in_ts, c.wheels_out_ts) / 60.0) AS used
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id LEFT JOIN cases c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY 1, 2, 3, 4, 5)
SELECT sum(CASE WHEN smith THEN used END) / sum(CASE WHEN smith THEN block_minutes END) AS smith_utilization, sum(CASE WHEN NOT smith THEN used END) / sum(CASE WHEN NOT smith THEN block_minutes END) AS others_utilization FROM u

-- insight: sandbagging
-- question: Who books two hours for 45 minutes?
-- expect: flagged_share = 0.15 ± 0.04
-- expect: booked_flagged = 110 ± 20
-- expect: actual_flagged = 47 ± 8
-- expect: ratio_flagged = 2.55 ± 0.2
-- expect: ratio_others = 0.975 ± 0.05
-- ask: flagged_share = What share of all surgeons are those who, at the median of their 20 or more elective cases, book over 1.8 times the time from wheels in to wheels out?
-- ask: booked_flagged = How many minutes are booked, in the median, for an elective case of surgeons who, at the median of their 20 or more elective cases, book over 1.8 times the time from wheels in to wheels out?
-- ask: actual_flagged = How many minutes lie, in the median, between wheels in and wheels out of an elective case of surgeons who, at the median of their 20 or more elective cases, book over 1.8 times the time from wheels in to wheels out?
-- ask: ratio_flagged = How many times as long as a case takes is booked for it, in the median of the elective cases of surgeons who, at the median of their 20 or more elective cases, book over 1.8 times the time from wheels in to wheels out?
-- ask: ratio_others = How many times as long as a case takes is booked for it, in the median of the elective cases of surgeons who, at the median of their 20 or more elective cases, book at most 1.8 times the time from wheels in to wheels out?
-- rows: 450000
-- naive: the mean of ratios is pulled up by short cases that are booked for 30 minutes, and the means of minutes by the few long ones
-- source: 1.7
WITH c AS (SELECT DISTINCT case_id, surgeon_id, scheduled_minutes AS b, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS a FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
f AS (SELECT surgeon_id, percentile(b / a, 0.5) > 1.8 AS flag FROM c GROUP BY 1 HAVING count(*) >= 20)
SELECT (SELECT avg(CAST(flag AS INT)) FROM f) * (SELECT count(*) FROM f) / (SELECT count(*) FROM surgeons) AS flagged_share,
       percentile(CASE WHEN f.flag THEN c.b END, 0.5) AS booked_flagged, percentile(CASE WHEN f.flag THEN c.a END, 0.5) AS actual_flagged,
       percentile(CASE WHEN f.flag THEN c.b / c.a END, 0.5) AS ratio_flagged, percentile(CASE WHEN NOT f.flag THEN c.b / c.a END, 0.5) AS ratio_others
FROM c JOIN f ON c.surgeon_id = f.surgeon_id

-- trap:
WITH c AS (SELECT surgeon_id, scheduled_minutes AS b, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS a FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
f AS (SELECT surgeon_id, avg(b / a) > 1.8 AS flag FROM c GROUP BY 1)
SELECT (SELECT avg(CAST(flag AS INT)) FROM f) AS flagged_share, avg(CASE WHEN f.flag THEN c.b END) AS booked_flagged, avg(CASE WHEN f.flag THEN c.a END) AS actual_flagged,
       avg(CASE WHEN f.flag THEN c.b / c.a END) AS ratio_flagged, avg(CASE WHEN NOT f.flag THEN c.b / c.a END) AS ratio_others FROM c JOIN f ON c.surgeon_id = f.surgeon_id

-- insight: trauma_bump
-- question: What does a trauma day do to the electives?
-- expect: bumped_trauma_day = 0.075 ± 0.02
-- expect: bumped_other_day = 0.003 ± 0.003
-- expect: usd_per_trauma_day = 33000 ± 7000
-- ask: bumped_trauma_day = What share of the elective cases is bumped on days on which the suite has a trauma case?
-- ask: bumped_other_day = What share of the elective cases is bumped on days on which the suite has no trauma case?
-- ask: usd_per_trauma_day = How many dollars of revenue does a suite lose with its elective cases on a day with a trauma case, on average?
-- rows: 450000
-- naive: cases without wheels in taken for bumped add the ordinary 8 % of cancellations and stamps that were never made
-- source: 1.7
WITH c AS (SELECT DISTINCT case_id, facility_id, event_date, case_class, case_status, cancel_reason, revenue_loss_usd FROM cases),
t AS (SELECT DISTINCT facility_id, event_date FROM c WHERE case_class = 'TRAUMA'),
e AS (SELECT c.*, t.event_date IS NOT NULL AS trauma_day FROM c LEFT JOIN t ON c.facility_id = t.facility_id AND c.event_date = t.event_date WHERE c.case_class = 'ELECTIVE')
SELECT avg(CASE WHEN trauma_day THEN CAST(case_status = 'BUMPED' AS INT) END) AS bumped_trauma_day, avg(CASE WHEN NOT trauma_day THEN CAST(case_status = 'BUMPED' AS INT) END) AS bumped_other_day,
       sum(CASE WHEN trauma_day THEN revenue_loss_usd END) / count(DISTINCT CASE WHEN trauma_day THEN concat(facility_id, '|', event_date) END) AS usd_per_trauma_day FROM e

-- trap:
WITH t AS (SELECT DISTINCT facility_id, event_date FROM cases WHERE case_class = 'TRAUMA'),
e AS (SELECT c.*, t.event_date IS NOT NULL AS trauma_day FROM cases c LEFT JOIN t ON c.facility_id = t.facility_id AND c.event_date = t.event_date WHERE c.case_class = 'ELECTIVE')
SELECT avg(CASE WHEN trauma_day THEN CAST(wheels_in_ts IS NULL AS INT) END) AS bumped_trauma_day, avg(CASE WHEN NOT trauma_day THEN CAST(wheels_in_ts IS NULL AS INT) END) AS bumped_other_day FROM e

-- insight: price_of_empty
-- question: What do Dr. Smith's unused minutes cost a suite in a year?
-- expect: usd_at_charge = 1680000 ± 150000
-- expect: usd_at_cost = 620000 ± 60000
-- ask: usd_at_charge = How many dollars a year do the unused minutes of Dr. Smith's blocks cost a suite on average, at the 100 dollars that a minute is charged? Used is the time from wheels in to wheels out of his elective cases in his room, with turnovers of up to 45 minutes each, up to the length of the block.
-- ask: usd_at_cost = How many dollars a year do the unused minutes of Dr. Smith's blocks cost a suite on average, at the 37 dollars that a minute costs? Used is the time from wheels in to wheels out of his elective cases in his room, with turnovers of up to 45 minutes each, up to the length of the block.
-- rows: 450000
-- naive: whoever operates in his room counts as his use, and an inner join loses the days without any case: $1.35 M
-- source: 1.7
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, event_date, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
u AS (SELECT b.facility_id, b.event_date, b.block_minutes - least(sum(coalesce(c.m, 0)), b.block_minutes) AS unused FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id AND s.surgeon_name = 'Dr. Smith'
      LEFT JOIN c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id GROUP BY b.facility_id, b.event_date, b.block_minutes)
SELECT sum(unused) * 100 / count(DISTINCT facility_id, year(event_date)) AS usd_at_charge, sum(unused) * 37 / count(DISTINCT facility_id, year(event_date)) AS usd_at_cost FROM u

-- trap:
WITH u AS (SELECT b.facility_id, b.event_date, b.block_minutes - least(sum(timestampdiff(SECOND, c.wheels_in_ts, c.wheels_out_ts) / 60.0 + coalesce(c.turnover_minutes, 0)), b.block_minutes) AS unused
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id AND s.surgeon_name = 'Dr. Smith' JOIN cases c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date GROUP BY b.facility_id, b.event_date, b.block_minutes)
SELECT sum(unused) * 100 / count(DISTINCT facility_id, year(event_date)) AS usd_at_charge, sum(unused) * 37 / count(DISTINCT facility_id, year(event_date)) AS usd_at_cost FROM u

-- target: add_on_share
-- quantity: add-ons among cases
-- expect: share = 0.20 ± 0.025
-- rows: 200000
-- source: Heng 2013 (19.4 %)
SELECT avg(IF(case_class <> 'ELECTIVE', 1.0, 0.0)) AS share FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases)

-- target: cancelled_on_the_day
-- quantity: electives cancelled on the day, and how suites differ
-- expect: cancelled = 0.077 ± 0.015
-- expect: sd = 0.025 ± 0.01
-- rows: 450000
-- source: Ehrenfeld 2013 (10.7 to 11.6 %); Schuster 2011 (5 %)
SELECT sum(cancelled) / sum(n) AS cancelled, stddev(cancelled / n) AS sd
FROM (SELECT facility_id, count(*) AS n, count_if(case_status = 'CANCELLED') AS cancelled FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE' GROUP BY facility_id)

-- target: bumped
-- quantity: electives bumped
-- expect: bumped = 0.024 ± 0.008
-- rows: 200000
-- source: Heng 2013 (0.7 to 1.5 %) and the traumas of the story
SELECT avg(IF(case_status = 'BUMPED', 1.0, 0.0)) AS bumped FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE'

-- target: first_cases_late
-- quantity: first cases at least 15 minutes late
-- expect: late = 0.28 ± 0.04
-- rows: 200000
-- source: 48 % over 10 minutes (Chatmongkolchart); median of first case on-time starts 65 %
SELECT avg(IF(timestampdiff(SECOND, s0, t0) >= 900, 1.0, 0.0)) AS late FROM (SELECT facility_id, room_id, event_date, min_by(scheduled_start_ts, wheels_in_ts) AS s0, min(wheels_in_ts) AS t0,
    max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1
  FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) c LEFT SEMI JOIN block_days b ON b.facility_id = c.facility_id AND b.room_id = c.room_id AND b.event_date = c.event_date
  WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL
  GROUP BY facility_id, room_id, event_date
  HAVING max(case_class) = 'ELECTIVE' AND min(case_class) = 'ELECTIVE')

-- target: turnover
-- quantity: turnovers of at most 120 minutes
-- expect: mean = 39 ± 4
-- expect: median = 32 ± 3
-- rows: 200000
-- source: 30 to 34 minutes (Dexter 2005, bands)
SELECT avg(turnover_minutes) AS mean, percentile(turnover_minutes, 0.5) AS median FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases)

-- target: late_by_ten
-- quantity: first cases late by more than 10 minutes, and by how much
-- expect: late = 0.37 ± 0.05
-- expect: minutes = 28 ± 4
-- rows: 200000
-- source: 48 %, 25 minutes (Chatmongkolchart)
SELECT avg(IF(timestampdiff(SECOND, s0, t0) > 600, 1.0, 0.0)) AS late, avg(CASE WHEN timestampdiff(SECOND, s0, t0) > 600 THEN timestampdiff(SECOND, s0, t0) / 60 END) AS minutes FROM (SELECT facility_id, room_id, event_date, min_by(scheduled_start_ts, wheels_in_ts) AS s0, min(wheels_in_ts) AS t0,
    max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1
  FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) c LEFT SEMI JOIN block_days b ON b.facility_id = c.facility_id AND b.room_id = c.room_id AND b.event_date = c.event_date
  WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL
  GROUP BY facility_id, room_id, event_date
  HAVING max(case_class) = 'ELECTIVE' AND min(case_class) = 'ELECTIVE')

-- target: late_start_late_end
-- quantity: correlation of the first case's lateness and the end of the room past its schedule
-- expect: r = 0.215 ± 0.05
-- rows: 200000
-- source: calibration (+0.35)
SELECT corr(timestampdiff(SECOND, s0, t0), timestampdiff(SECOND, s1, t1)) AS r FROM (SELECT facility_id, room_id, event_date, min_by(scheduled_start_ts, wheels_in_ts) AS s0, min(wheels_in_ts) AS t0,
    max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1
  FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) c LEFT SEMI JOIN block_days b ON b.facility_id = c.facility_id AND b.room_id = c.room_id AND b.event_date = c.event_date
  WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL
  GROUP BY facility_id, room_id, event_date
  HAVING max(case_class) = 'ELECTIVE' AND min(case_class) = 'ELECTIVE')

-- target: asa_and_minutes
-- quantity: correlation of ASA class and minutes within procedure
-- expect: r = 0.20 ± 0.05
-- rows: 200000
-- source: calibration (+0.2)
SELECT corr(asa_class - ma, ln(m) - mm) AS r
FROM (
  SELECT asa_class, m, avg(asa_class) OVER (PARTITION BY procedure_type) AS ma, avg(ln(m)) OVER (PARTITION BY procedure_type) AS mm
  FROM (SELECT procedure_type, asa_class, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS m FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts)
)

-- target: fridays
-- quantity: electives on Fridays over Tuesdays to Thursdays
-- expect: ratio = 0.88 ± 0.03
-- rows: 200000
-- source: calibration (-12 %)
SELECT avg(IF(w = 6, n, NULL)) / avg(IF(w IN (3, 4, 5), n, NULL)) AS ratio
FROM (SELECT facility_id, event_date, dayofweek(event_date) AS w, count(*) AS n FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE' GROUP BY facility_id, event_date)

-- target: asa_mix
-- quantity: ASA classes of electives
-- expect: asa_1 = 0.11 ± 0.03
-- expect: asa_2 = 0.42 ± 0.03
-- expect: asa_3 = 0.41 ± 0.03
-- expect: asa_4 = 0.06 ± 0.03
-- rows: 200000
-- source: 12/42/40/5.5 %
SELECT avg(IF(asa_class = 1, 1.0, 0.0)) AS asa_1, avg(IF(asa_class = 2, 1.0, 0.0)) AS asa_2, avg(IF(asa_class = 3, 1.0, 0.0)) AS asa_3, avg(IF(asa_class = 4, 1.0, 0.0)) AS asa_4 FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE'

-- target: honest_bookings
-- quantity: booked over actual of surgeons who do not pad
-- expect: median = 0.97 ± 0.06
-- rows: 200000
-- source: 3 to 65 minutes too short per 8 hours (Dexter 2005)
SELECT percentile(scheduled_minutes / (timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0), 0.5) AS median
FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) c JOIN key.surgeon_truth s ON s.surgeon_id = c.surgeon_id
WHERE NOT s.sandbagger AND case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts

-- target: sandbaggers
-- quantity: share of surgeons who pad their bookings
-- expect: share = 0.15 ± 0.04
-- rows: 450000
-- source: 1.7
SELECT avg(IF(sandbagger, 1.0, 0.0)) AS share FROM key.surgeon_truth

-- target: block_utilisation
-- quantity: use of blocks by peers who do not pad, and how surgeons differ
-- expect: mean = 0.75 ± 0.04
-- expect: sd = 0.095 ± 0.02
-- rows: 450000
-- source: target band 75 to 85 %; mean 72 to 78 %
SELECT avg(u) AS mean, stddev(u) AS sd
FROM (
  SELECT surgeon_id, sum(used) / sum(block_minutes) AS u
  FROM (
    SELECT b.facility_id, b.room_id, b.event_date, b.surgeon_id, b.block_minutes,
      least(sum(coalesce(c.m, 0)), b.block_minutes) AS used
    FROM block_days b
    JOIN key.surgeon_truth s ON s.surgeon_id = b.surgeon_id AND NOT s.sandbagger AND NOT s.dr_smith
    LEFT JOIN (
      SELECT facility_id, room_id, surgeon_id, event_date,
        timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m
      FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts
    ) c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id
    WHERE NOT b.is_released
    GROUP BY b.facility_id, b.room_id, b.event_date, b.surgeon_id, b.block_minutes
  )
  GROUP BY surgeon_id
  HAVING count(*) >= 20
)

-- target: electives_a_day
-- quantity: electives of a suite on an operating day, and how suites differ
-- expect: mean = 39 ± 5
-- expect: sd = 12 ± 3
-- rows: 450000
-- source: design
SELECT avg(per_day) AS mean, stddev(per_day) AS sd
FROM (
  SELECT c.facility_id, count(*) / count(DISTINCT c.event_date) AS per_day
  FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) c LEFT SEMI JOIN (SELECT DISTINCT facility_id, event_date FROM block_days) b ON b.facility_id = c.facility_id AND b.event_date = c.event_date
  WHERE c.case_class = 'ELECTIVE' GROUP BY c.facility_id
)

-- target: minutes_by_surgeon
-- quantity: share of the variance of log minutes within procedure that is between surgeons
-- expect: share = 0.24 ± 0.06
-- rows: 450000
-- source: Strum 2000 (15 to 25 %)
SELECT sum(n * (ms - mp) * (ms - mp)) / sum(ss) AS share
FROM (
  SELECT procedure_type, surgeon_id, count(*) AS n, avg(l) AS ms, avg(mp) AS mp, sum((l - mp) * (l - mp)) AS ss
  FROM (
    SELECT procedure_type, surgeon_id, l, avg(l) OVER (PARTITION BY procedure_type) AS mp
    FROM (SELECT procedure_type, surgeon_id, ln(timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0) AS l FROM (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, procedure_type, case_class, case_status, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts, turnover_minutes, asa_class, event_date FROM cases) WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts)
  )
  GROUP BY procedure_type, surgeon_id
)

-- chart: overrun_by_first_case
-- title: What a late first case costs
-- kind: line
-- x: lateness of the first case, quarter hours (min)
-- y: mean end of the last case after its schedule (min)
-- note: Elective rooms. A late start is hardly made good.
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, case_class, scheduled_start_ts, scheduled_minutes, wheels_in_ts, wheels_out_ts FROM cases LEFT SEMI JOIN block_days b ON b.facility_id = cases.facility_id AND b.room_id = cases.room_id AND b.event_date = cases.event_date WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NOT NULL),
d AS (SELECT facility_id, room_id, event_date, min(wheels_in_ts) AS t0, min_by(scheduled_start_ts, wheels_in_ts) AS s0, max(timestampadd(MINUTE, scheduled_minutes, scheduled_start_ts)) AS s1, max(wheels_out_ts) AS t1 FROM c GROUP BY 1, 2, 3 HAVING count(DISTINCT case_class) = 1 AND max(case_class) = 'ELECTIVE'),
x AS (SELECT CAST(floor(timestampdiff(SECOND, s0, t0) / 900.0) * 15 AS INT) AS late, timestampdiff(SECOND, s1, t1) / 60.0 AS over FROM d)
SELECT late, round(avg(over), 2) AS minutes FROM x WHERE late BETWEEN -30 AND 90 GROUP BY 1 HAVING count(*) >= 5 ORDER BY 1

-- chart: booked_against_taken
-- title: Who books two hours for 45 minutes?
-- kind: scatter
-- x: median time that a case takes (min)
-- y: median time that is booked for it (min)
-- note: A dot is a surgeon with 20 cases or more. At most 600 are drawn.
WITH c AS (SELECT DISTINCT case_id, surgeon_id, scheduled_minutes AS b, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 AS a FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts AND scheduled_minutes > 0)
SELECT round(percentile(a, 0.5), 1) AS taken, percentile(b, 0.5) AS booked, IF(percentile(b / a, 0.5) > 1.8, 'books 1.8 times or more', 'others') AS surgeon FROM c GROUP BY surgeon_id HAVING count(*) >= 20 ORDER BY xxhash64(surgeon_id) LIMIT 600

-- chart: block_use
-- title: How full the blocks are
-- kind: bar
-- x: weekday
-- y: block time used (%)
-- note: Released days are left out. Turnovers count up to 45 minutes.
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, surgeon_id, event_date, timestampdiff(SECOND, wheels_in_ts, wheels_out_ts) / 60.0 + least(coalesce(turnover_minutes, 0), 45) AS m FROM cases WHERE case_class = 'ELECTIVE' AND wheels_out_ts > wheels_in_ts),
u AS (SELECT b.facility_id, b.room_id, b.event_date, s.surgeon_name = 'Dr. Smith' AS smith, b.block_minutes, least(sum(coalesce(c.m, 0)), b.block_minutes) AS used
      FROM block_days b JOIN surgeons s ON b.surgeon_id = s.surgeon_id LEFT JOIN c ON c.facility_id = b.facility_id AND c.room_id = b.room_id AND c.event_date = b.event_date AND c.surgeon_id = b.surgeon_id WHERE NOT b.is_released GROUP BY 1, 2, 3, 4, 5)
SELECT date_format(event_date, 'E') AS weekday, round(100 * sum(used) / sum(block_minutes), 2) AS pct, IF(smith, 'Dr. Smith', 'all others') AS surgeon FROM u GROUP BY 1, 3 ORDER BY 3

-- detection: precharted_wheels_in
-- question: Which patients are said to have been in the room before they can have been?
-- expect: f1 >= 0.85
-- naive: two patients in one room are the plain case, but most rooms were empty by then, so that nothing overlaps; what gives them away is that the turnover of the case before was still on, and that nobody lies in a room for more than 25 minutes before the incision
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, wheels_in_ts, actual_start_ts, wheels_out_ts, turnover_minutes FROM cases WHERE case_status = 'COMPLETED'),
l AS (SELECT *, lag(wheels_out_ts + make_dt_interval(0, 0, turnover_minutes)) OVER (PARTITION BY facility_id, room_id, event_date ORDER BY actual_start_ts) AS ready_ts FROM c)
SELECT 'cases' AS table_name, case_id AS row_key, 'wheels_in_ts' AS column_name, 'precharted_wheels_in' AS stage_id
FROM l WHERE timestampdiff(SECOND, wheels_in_ts, actual_start_ts) > 26 * 60 OR timestampdiff(MINUTE, wheels_in_ts, ready_ts) BETWEEN 15 AND 46
-- trap:
WITH c AS (SELECT DISTINCT case_id, facility_id, room_id, event_date, wheels_in_ts, actual_start_ts, wheels_out_ts, turnover_minutes FROM cases WHERE case_status = 'COMPLETED'),
l AS (SELECT *, lag(wheels_out_ts) OVER (PARTITION BY facility_id, room_id, event_date ORDER BY actual_start_ts) AS out_ts FROM c)
SELECT 'cases' AS table_name, case_id AS row_key, 'wheels_in_ts' AS column_name, 'precharted_wheels_in' AS stage_id
FROM l WHERE wheels_in_ts < out_ts

-- finds: wheels_in_missing
SELECT DISTINCT case_id FROM cases WHERE case_status = 'COMPLETED' AND wheels_in_ts IS NULL

-- finds: procedure_alias
SELECT DISTINCT c.case_id FROM cases c LEFT ANTI JOIN procedures p ON p.procedure_type = c.procedure_type

-- finds: midnight_rollover
SELECT DISTINCT case_id FROM cases WHERE wheels_out_ts < actual_start_ts

-- finds: incision_misstamped
-- misses: cases whose wheels in is missing or was charted early, too
SELECT DISTINCT case_id FROM cases WHERE actual_start_ts < wheels_in_ts
