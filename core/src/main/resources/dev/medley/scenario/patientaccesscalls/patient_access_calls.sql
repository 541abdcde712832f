-- insight: death_spiral
-- question: Is Monday morning a different call centre? Abandonment and answered wait from 08:00 to 11:00, Mondays against the other days.
-- expect: monday_abandonment = 0.50 ± 0.05
-- expect: other_abandonment = 0.125 ± 0.045
-- expect: monday_answered_wait_minutes = 26 ± 5
-- expect: other_answered_wait_minutes = 2.9 ± 1.8
-- ask: monday_abandonment = What share of the calls that start on a Monday from 08:00 to 10:59 is abandoned, in the menu or in the queue?
-- ask: other_abandonment = What share of the calls that start from 08:00 to 10:59 on a day from Tuesday to Friday is abandoned, in the menu or in the queue?
-- ask: monday_answered_wait_minutes = How many minutes do answered calls that start on a Monday from 08:00 to 10:59 wait in the queue, after the menu, on average?
-- ask: other_answered_wait_minutes = How many minutes do answered calls that start from 08:00 to 10:59 on a day from Tuesday to Friday wait in the queue, after the menu, on average?
-- rows: 300000
-- naive: whole days (0.39 of Monday's calls lost, 0.11 of the others) blunt the morning; without the correction of ACD-B its waits read 1.4 minutes too long
-- source: 1.8
WITH c AS (
  SELECT DISTINCT c.call_id, c.event_date, c.abandoned,
         c.wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
  FROM calls c JOIN centres k ON c.centre_id = k.centre_id
  WHERE hour(c.call_start_ts) BETWEEN 8 AND 10)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(abandoned AS INT) END) AS monday_abandonment,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(abandoned AS INT) END) AS other_abandonment,
       avg(CASE WHEN dayofweek(event_date) = 2 AND NOT abandoned THEN wait_s END) / 60 AS monday_answered_wait_minutes,
       avg(CASE WHEN dayofweek(event_date) > 2 AND NOT abandoned THEN wait_s END) / 60 AS other_answered_wait_minutes
FROM c

-- trap:
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(abandoned AS INT) END) AS monday_abandonment, avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(abandoned AS INT) END) AS other_abandonment,
       avg(CASE WHEN dayofweek(event_date) = 2 AND NOT abandoned THEN wait_seconds END) / 60 AS monday_answered_wait_minutes, avg(CASE WHEN dayofweek(event_date) > 2 AND NOT abandoned THEN wait_seconds END) / 60 AS other_answered_wait_minutes FROM calls

-- insight: redial_orbit
-- question: How much of a morning's volume is the same people again, from a line seen within the last 60 minutes?
-- expect: monday_redial_share = 0.27 ± 0.05
-- expect: other_redial_share = 0.08 ± 0.035
-- ask: monday_redial_share = What share of the calls that start on a Monday from 08:00 to 10:59 comes from a calling line whose previous call started at most 60 minutes earlier?
-- ask: other_redial_share = What share of the calls that start from 08:00 to 10:59 on a day from Tuesday to Friday comes from a calling line whose previous call started at most 60 minutes earlier?
-- rows: 300000
-- naive: the displayed number is shared by many callers: by it nearly everybody seems to call again
-- source: 1.8
WITH c AS (SELECT DISTINCT call_id, caller_line_id, event_date, call_start_ts FROM calls WHERE caller_line_id IS NOT NULL),
p AS (SELECT event_date, call_start_ts,
             lag(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS prev_ts FROM c)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(prev_ts >= call_start_ts - INTERVAL 60 MINUTES AS INT) END) AS monday_redial_share,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(prev_ts >= call_start_ts - INTERVAL 60 MINUTES AS INT) END) AS other_redial_share
FROM (SELECT event_date, call_start_ts, coalesce(prev_ts, TIMESTAMP_NTZ '1970-01-01 00:00:00') AS prev_ts FROM p) q
WHERE hour(call_start_ts) BETWEEN 8 AND 10

-- trap:
WITH p AS (SELECT event_date, call_start_ts, lag(call_start_ts) OVER (PARTITION BY caller_phone ORDER BY call_start_ts) AS prev_ts FROM calls WHERE caller_phone IS NOT NULL)
SELECT avg(CASE WHEN dayofweek(event_date) = 2 THEN CAST(coalesce(prev_ts >= call_start_ts - INTERVAL 60 MINUTES, false) AS INT) END) AS monday_redial_share,
       avg(CASE WHEN dayofweek(event_date) > 2 THEN CAST(coalesce(prev_ts >= call_start_ts - INTERVAL 60 MINUTES, false) AS INT) END) AS other_redial_share FROM p WHERE hour(call_start_ts) BETWEEN 8 AND 10

-- insight: cherry_pickers
-- question: Whose handle time is too good? Agents by their share of calls under 20 seconds.
-- expect: flagged_agent_share = 0.08 ± 0.04
-- expect: flagged_short_share = 0.16 ± 0.04
-- expect: other_short_share = 0.02 ± 0.01
-- expect: talk_ratio = 0.78 ± 0.10
-- ask: flagged_agent_share = What share of the agents with at least 300 answered calls talks for less than 20 seconds in more than 8 % of them?
-- ask: flagged_short_share = In what share of the answered calls does an agent talk for less than 20 seconds, as the mean of the agents who do so in more than 8 % of at least 300 answered calls?
-- ask: other_short_share = In what share of the answered calls does an agent talk for less than 20 seconds, as the mean of the agents who do so in at most 8 % of at least 300 answered calls?
-- ask: talk_ratio = How many times the mean talk time of the other agents of their pool, all centres together, is that of agents who talk for less than 20 seconds in more than 8 % of their answered calls, as the mean of those agents? Only agents with at least 300 answered calls count, each with the mean of his calls.
-- rows: 300000
-- naive: ranking by talk time alone puts fast honest agents among them; the wrap code blames the caller
-- source: 1.8
WITH c AS (SELECT DISTINCT call_id, agent_id, talk_seconds FROM calls WHERE NOT abandoned),
a AS (SELECT g.agent_pool, c.agent_id, avg(CAST(c.talk_seconds < 20 AS INT)) AS short_share, avg(c.talk_seconds) AS talk_s
      FROM c JOIN agents g ON g.agent_id = c.agent_id GROUP BY g.agent_pool, c.agent_id HAVING count(*) >= 300),
p AS (SELECT short_share, talk_s / avg(CASE WHEN short_share <= 0.08 THEN talk_s END) OVER (PARTITION BY agent_pool) AS rel_talk FROM a)
SELECT avg(CAST(short_share > 0.08 AS INT)) AS flagged_agent_share,
       avg(CASE WHEN short_share > 0.08 THEN short_share END) AS flagged_short_share,
       avg(CASE WHEN short_share <= 0.08 THEN short_share END) AS other_short_share,
       avg(CASE WHEN short_share > 0.08 THEN rel_talk END) AS talk_ratio
FROM p

-- trap:
WITH a AS (SELECT agent_id, avg(CAST(talk_seconds < 20 AS INT)) AS short_share, avg(talk_seconds) AS talk_s FROM calls WHERE NOT abandoned GROUP BY agent_id),
p AS (SELECT *, ntile(10) OVER (ORDER BY talk_s) = 1 AS fast FROM a)
SELECT avg(CAST(fast AS INT)) AS flagged_agent_share, avg(CASE WHEN fast THEN short_share END) AS flagged_short_share, avg(CASE WHEN NOT fast THEN short_share END) AS other_short_share, avg(CASE WHEN fast THEN talk_s END) / avg(CASE WHEN NOT fast THEN talk_s END) AS talk_ratio FROM p

-- insight: ivr_hell
-- question: What does the menu loop cost? Calls with five minutes or more in the menu, and how much more often they are lost.
-- expect: long_menu_share = 0.08 ± 0.018
-- expect: lost_ratio = 2.0 ± 0.4
-- ask: long_menu_share = What share of all calls spends five minutes or more in the automated menu?
-- ask: lost_ratio = How many times as often are calls abandoned that spend five minutes or more in the automated menu as calls that spend less?
-- rows: 300000
-- naive: wait_seconds taken for the caller's time: the menu is not in it, and 29 % of the calls that wait say nothing about it
-- source: 1.8
WITH c AS (SELECT DISTINCT call_id, ivr_seconds, abandoned FROM calls)
SELECT avg(CAST(ivr_seconds >= 300 AS INT)) AS long_menu_share,
       avg(CASE WHEN ivr_seconds >= 300 THEN CAST(abandoned AS INT) END) / avg(CASE WHEN ivr_seconds < 300 THEN CAST(abandoned AS INT) END) AS lost_ratio
FROM c

-- trap:
SELECT avg(CAST(wait_seconds >= 300 AS INT)) AS long_menu_share, avg(CASE WHEN wait_seconds >= 300 THEN CAST(abandoned AS INT) END) / avg(CASE WHEN wait_seconds < 300 THEN CAST(abandoned AS INT) END) AS lost_ratio FROM calls

-- insight: first_call_resolution
-- question: Do self-reported codes or call-backs tell the truth?
-- expect: coded_resolved = 0.735 ± 0.04
-- expect: no_repeat_5_days = 0.69 ± 0.05
-- ask: coded_resolved = What share of the answered calls did the agent code as RESOLVED? Only calls from more than 7 days before the last day of the data count.
-- ask: no_repeat_5_days = After what share of the answered calls does the calling line not call again within 5 days of the call's start, be that call answered or not? Only calls from more than 7 days before the last day of the data count.
-- rows: 300000
-- naive: hang-ups counted as calls: the redial of who was not answered looks like a problem that was not solved
-- source: 1.8
WITH c AS (SELECT DISTINCT call_id, caller_line_id, event_date, call_start_ts, abandoned, wrap_code FROM calls WHERE caller_line_id IS NOT NULL),
n AS (SELECT abandoned, wrap_code, call_start_ts, event_date,
             lead(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_ts,
             max(event_date) OVER () AS last_date FROM c)
SELECT avg(CAST(wrap_code = 'RESOLVED' AS INT)) AS coded_resolved,
       avg(CASE WHEN next_ts <= call_start_ts + INTERVAL 5 DAYS THEN 0 ELSE 1 END) AS no_repeat_5_days
FROM n WHERE NOT abandoned AND event_date < last_date - INTERVAL 7 DAYS

-- trap:
WITH n AS (SELECT wrap_code, call_start_ts, lead(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_ts FROM calls WHERE caller_line_id IS NOT NULL)
SELECT avg(IF(wrap_code = 'RESOLVED', 1.0, 0.0)) AS coded_resolved, avg(CASE WHEN next_ts <= call_start_ts + INTERVAL 5 DAYS THEN 0 ELSE 1 END) AS no_repeat_5_days FROM n

-- insight: gone_elsewhere
-- question: How many of the lines that hung up on a Monday ended the day unanswered?
-- expect: unanswered_share = 0.45 ± 0.06
-- ask: unanswered_share = What share of the calling lines that abandon a call on a Monday gets no call answered on that day? A line counts once for each such Monday.
-- rows: 300000
-- naive: over all lines that called on a Monday instead of those that hung up: 0.15; and abandonment per call counts the same caller several times
-- source: 1.8
WITH c AS (SELECT caller_line_id, event_date, max(CAST(abandoned AS INT)) AS any_abandoned, max(CAST(NOT abandoned AS INT)) AS any_answered
           FROM calls WHERE caller_line_id IS NOT NULL AND dayofweek(event_date) = 2 GROUP BY caller_line_id, event_date)
SELECT avg(CAST(any_answered = 0 AS INT)) AS unanswered_share FROM c WHERE any_abandoned = 1

-- trap:
WITH c AS (SELECT caller_line_id, event_date, max(CAST(NOT abandoned AS INT)) AS any_answered FROM calls WHERE dayofweek(event_date) = 2 GROUP BY caller_line_id, event_date)
SELECT avg(CAST(any_answered = 0 AS INT)) AS unanswered_share FROM c

-- target: monday_offered_wait
-- quantity: Monday 08-11, mean offered wait in minutes
-- expect: minutes = 29.5 ± 4.5
-- rows: 300000
-- source: 1.8
SELECT avg(t.offered_wait_seconds) / 60 AS minutes
FROM key.call_truth t JOIN (SELECT DISTINCT call_id, call_start_ts FROM calls) c ON c.call_id = t.call_id
WHERE dayofweek(t.event_date) = 2 AND hour(c.call_start_ts) BETWEEN 8 AND 10

-- target: monday_abandonment
-- quantity: Monday 08-11, share of calls abandoned
-- expect: share = 0.50 ± 0.05
-- rows: 300000
-- source: 1.8
SELECT avg(CAST(abandoned AS INT)) AS share FROM (SELECT DISTINCT call_id, event_date, call_start_ts, abandoned FROM calls)
WHERE dayofweek(event_date) = 2 AND hour(call_start_ts) BETWEEN 8 AND 10

-- target: quiet_day_abandonment
-- quantity: Tuesday to Friday, not after days off, share of calls abandoned
-- expect: share = 0.10 ± 0.03
-- rows: 300000
-- source: VHA 12.0 to 8.3 % (Griffith 2019); 7 % typical
WITH d AS (SELECT event_date, lag(event_date) OVER (ORDER BY event_date) AS previous FROM (SELECT DISTINCT event_date FROM calls))
SELECT avg(CAST(c.abandoned AS INT)) AS share
FROM (SELECT DISTINCT call_id, event_date, abandoned FROM calls) c JOIN d ON c.event_date = d.event_date
WHERE date_add(d.previous, 1) = d.event_date

-- target: whole_week_abandonment
-- quantity: share of calls abandoned
-- expect: share = 0.195 ± 0.03
-- rows: 300000
-- source: design (healthcare lines 13 %, Talkdesk; the Monday on top)
SELECT avg(CAST(abandoned AS INT)) AS share FROM (SELECT DISTINCT call_id, abandoned FROM calls)

-- target: mondays
-- quantity: share of new needs and of all calls on Mondays
-- expect: needs = 0.225 ± 0.02
-- expect: calls = 0.26 ± 0.025
-- rows: 1200000
-- source: Dialog Health (24.5 %; seven Mondays of 2024 are holidays)
SELECT avg(CASE WHEN origin = 'FRESH' THEN CAST(dayofweek(event_date) = 2 AS INT) END) AS needs,
       avg(CAST(dayofweek(event_date) = 2 AS INT)) AS calls
FROM key.call_truth

-- target: answered_at_once
-- quantity: Tuesday to Friday, calls in the queue answered within 20 seconds
-- expect: share = 0.50 ± 0.12
-- rows: 300000
-- source: design (30 to 60 % without any wait; pools of a dozen agents at nine tenths of their time)
SELECT avg(CASE WHEN NOT c.abandoned AND c.wait_s <= 20 THEN 1.0 ELSE 0.0 END) AS share
FROM (SELECT DISTINCT c.call_id, c.event_date, c.abandoned,
             c.wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
      FROM calls c JOIN centres k ON c.centre_id = k.centre_id WHERE c.wait_seconds IS NOT NULL) c
WHERE dayofweek(c.event_date) > 2

-- target: long_menus
-- quantity: calls with five minutes or more in the menu
-- expect: share = 0.08 ± 0.018
-- rows: 300000
-- source: 1.8
SELECT avg(CAST(ivr_seconds >= 300 AS INT)) AS share FROM (SELECT DISTINCT call_id, ivr_seconds FROM calls)

-- target: true_resolution
-- quantity: answered calls that settled the issue
-- expect: share = 0.69 ± 0.03
-- rows: 300000
-- source: Dialog Health 2024 (70 to 79 %)
SELECT avg(CAST(t.issue_resolved AS INT)) AS share
FROM key.call_truth t JOIN (SELECT DISTINCT call_id, abandoned FROM calls) c ON c.call_id = t.call_id WHERE NOT c.abandoned

-- target: wait_and_sentiment
-- quantity: correlation of wait and sentiment over answered calls
-- expect: r = -0.32 ± 0.08
-- rows: 300000
-- source: design
SELECT corr(wait_s, sentiment_score) AS r
FROM (SELECT DISTINCT c.call_id, c.sentiment_score,
             c.wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
      FROM calls c JOIN centres k ON c.centre_id = k.centre_id WHERE NOT c.abandoned)
WHERE sentiment_score IS NOT NULL

-- target: repeat_lines
-- quantity: lines that call more than once in a week, of those that call
-- expect: share = 0.31 ± 0.05
-- rows: 300000
-- source: design (22 % of callers repeat, before redials)
SELECT avg(CAST(n > 1 AS INT)) AS share
FROM (SELECT caller_line_id, date_trunc('WEEK', event_date) AS week, count(DISTINCT call_id) AS n
      FROM calls WHERE caller_line_id IS NOT NULL GROUP BY caller_line_id, date_trunc('WEEK', event_date))

-- target: median_talk
-- quantity: median talk of answered calls, in minutes
-- expect: minutes = 4.9 ± 0.5
-- rows: 300000
-- source: Brown 2005 (shape)
SELECT percentile(talk_seconds, 0.5) / 60 AS minutes FROM (SELECT DISTINCT call_id, talk_seconds FROM calls WHERE NOT abandoned)

-- target: centres_differ
-- quantity: Tuesday to Friday, mean answered wait: the largest of four centres over the smallest, mean of the fours
-- expect: ratio = 1.5 ± 0.4
-- rows: 300000
-- source: design; VHA sites differ more (quartiles 35, 59 and 108 s)
WITH c AS (SELECT DISTINCT c.call_id, c.centre_id,
             c.wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
      FROM calls c JOIN centres k ON c.centre_id = k.centre_id WHERE NOT c.abandoned AND dayofweek(c.event_date) > 2),
w AS (SELECT centre_id, avg(wait_s) AS wait_s FROM c GROUP BY centre_id)
SELECT avg(ratio) AS ratio FROM (SELECT max(wait_s) / min(wait_s) AS ratio FROM w GROUP BY CAST(floor((centre_id - 1) / 4) AS INT))

-- target: morning_share
-- quantity: calls that start from 08:00 to 11:00
-- expect: share = 0.465 ± 0.03
-- rows: 300000
-- source: Dialog Health (42 %), and the backlog
SELECT avg(CAST(hour(call_start_ts) BETWEEN 8 AND 10 AS INT)) AS share FROM (SELECT DISTINCT call_id, call_start_ts FROM calls)

-- target: tenure_and_talk
-- quantity: correlation of tenure and an agent's mean talk relative to the pool
-- expect: r = -0.25 ± 0.12
-- rows: 1200000
-- source: design (published estimates near -0.3)
WITH c AS (SELECT DISTINCT call_id, agent_id, talk_seconds, event_date FROM calls WHERE NOT abandoned),
a AS (SELECT g.agent_pool, c.agent_id, avg(c.talk_seconds) AS talk_s, avg(datediff(c.event_date, g.hire_date)) AS tenure_days
      FROM c JOIN agents g ON g.agent_id = c.agent_id GROUP BY g.agent_pool, c.agent_id HAVING count(*) >= 300)
SELECT corr(rel_talk, tenure_days) AS r
FROM (SELECT talk_s / avg(talk_s) OVER (PARTITION BY agent_pool) AS rel_talk, tenure_days FROM a)

-- target: redialled
-- quantity: hang-ups in the queue followed by a call of the line within 15 minutes and within 24 hours
-- expect: in_15_minutes = 0.55 ± 0.08
-- expect: in_24_hours = 0.75 ± 0.08
-- rows: 300000
-- source: design (redial estimate)
WITH c AS (SELECT DISTINCT call_id, caller_line_id, call_start_ts, abandoned, ivr_seconds,
             wait_seconds - CASE WHEN k.acd_vendor = 'ACD-B' AND c.event_date < k.definition_fix_date THEN c.ivr_seconds ELSE 0 END AS wait_s
      FROM calls c JOIN centres k ON c.centre_id = k.centre_id WHERE caller_line_id IS NOT NULL),
n AS (SELECT abandoned, wait_s, timestampadd(SECOND, ivr_seconds + coalesce(wait_s, 0), call_start_ts) AS end_ts,
             lead(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_ts FROM c)
SELECT avg(CASE WHEN next_ts <= timestampadd(MINUTE, 15, end_ts) THEN 1.0 ELSE 0.0 END) AS in_15_minutes,
       avg(CASE WHEN next_ts <= timestampadd(HOUR, 24, end_ts) THEN 1.0 ELSE 0.0 END) AS in_24_hours
FROM n WHERE abandoned AND wait_s IS NOT NULL

-- target: sentiment
-- quantity: mean and standard deviation of the sentiment score
-- expect: mean = 0.14 ± 0.06
-- expect: sd = 0.40 ± 0.04
-- rows: 300000
-- source: design (0.15 and 0.42)
SELECT avg(sentiment_score) AS mean, stddev(sentiment_score) AS sd FROM (SELECT DISTINCT call_id, sentiment_score FROM calls WHERE sentiment_score IS NOT NULL)

-- target: habits
-- quantity: from a line's new need to its next: correlation of the start hour, and same queue
-- expect: hour_r = 0.19 ± 0.06
-- expect: same_queue = 0.43 ± 0.06
-- rows: 300000
-- source: design (by chance 0 and 0.30)
WITH f AS (SELECT t.caller_line_id, c.call_start_ts, c.queue_name, hour(c.call_start_ts) AS hour_of_day
           FROM key.call_truth t JOIN (SELECT DISTINCT call_id, call_start_ts, queue_name FROM calls WHERE queue_name IS NOT NULL) c ON c.call_id = t.call_id
           WHERE t.origin = 'FRESH'),
n AS (SELECT hour_of_day, queue_name,
             lead(hour_of_day) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_hour,
             lead(queue_name) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts) AS next_queue FROM f)
SELECT corr(hour_of_day, next_hour) AS hour_r, avg(CAST(queue_name = next_queue AS INT)) AS same_queue FROM n WHERE next_queue IS NOT NULL

-- target: disconnects
-- quantity: calls under 20 seconds, of agents below 8 % and of cherry pickers
-- expect: others = 0.02 ± 0.01
-- expect: pickers = 0.16 ± 0.05
-- rows: 300000
-- source: Brown 2005 (2 % and 18 %)
WITH a AS (SELECT c.agent_id, avg(CAST(c.talk_seconds < 20 AS INT)) AS short_share
           FROM (SELECT DISTINCT call_id, agent_id, talk_seconds FROM calls WHERE NOT abandoned) c GROUP BY c.agent_id HAVING count(*) >= 300)
SELECT avg(CASE WHEN a.short_share < 0.08 THEN a.short_share END) AS others,
       avg(CASE WHEN t.cherry_picker THEN a.short_share END) AS pickers
FROM a JOIN key.agent_truth t ON t.agent_id = a.agent_id

-- chart: abandonment_by_half_hour
-- title: Callers who hang up, by half hour and weekday
-- kind: heatmap
-- x: half hour of the day (h)
-- y: weekday
-- value: calls abandoned (%)
-- note: Monday morning is another call centre.
WITH c AS (SELECT DISTINCT call_id, call_start_ts, event_date, abandoned FROM calls WHERE hour(call_start_ts) BETWEEN 7 AND 17)
SELECT concat(lpad(hour(call_start_ts), 2, '0'), IF(minute(call_start_ts) < 30, ':00', ':30')) AS half_hour, date_format(event_date, 'E') AS weekday, round(100 * avg(CAST(abandoned AS INT)), 2) AS pct FROM c GROUP BY 1, 2 ORDER BY 1

-- chart: redials_by_hour
-- title: The same people again
-- kind: line
-- x: hour of the day (h)
-- y: calls from a line seen in the hour before (%)
WITH c AS (SELECT DISTINCT call_id, caller_line_id, event_date, call_start_ts FROM calls WHERE caller_line_id IS NOT NULL),
p AS (SELECT event_date, call_start_ts, coalesce(lag(call_start_ts) OVER (PARTITION BY caller_line_id ORDER BY call_start_ts), TIMESTAMP_NTZ '1970-01-01 00:00:00') AS prev_ts FROM c)
SELECT hour(call_start_ts) AS hour_of_day, round(100 * avg(CAST(prev_ts >= call_start_ts - INTERVAL 60 MINUTES AS INT)), 2) AS pct, IF(dayofweek(event_date) = 2, 'Monday', 'Tuesday to Friday') AS day
FROM p WHERE hour(call_start_ts) BETWEEN 7 AND 17 AND dayofweek(event_date) BETWEEN 2 AND 6 GROUP BY 1, 3 ORDER BY 3, 1

-- chart: agents
-- title: Whose handle time is too good?
-- kind: scatter
-- x: mean talk time (s)
-- y: calls under 20 seconds (%)
-- note: The few at the top hang up on callers. A dot is an agent with 100 calls or more; at most 600 are drawn.
WITH c AS (SELECT DISTINCT call_id, agent_id, talk_seconds FROM calls WHERE NOT abandoned AND agent_id IS NOT NULL AND talk_seconds >= 0),
a AS (SELECT agent_id, avg(CAST(talk_seconds < 20 AS INT)) AS short, avg(talk_seconds) AS talk FROM c GROUP BY 1 HAVING count(*) >= 100)
SELECT round(a.talk, 1) AS seconds, round(100 * a.short, 2) AS pct, lower(g.agent_pool) AS pool FROM a JOIN agents g ON g.agent_id = a.agent_id ORDER BY xxhash64(a.agent_id) LIMIT 600

-- detection: legacy_wait_definition
-- question: Which waits count the minutes in the menu too?
-- expect: f1 >= 0.9
-- naive: a long wait is a busy Monday more often than another definition; whose switch counts the menu, and until when, stands with the centre
SELECT 'calls' AS table_name, c.call_id AS row_key, 'wait_seconds' AS column_name, 'legacy_wait_definition' AS stage_id
FROM calls c JOIN centres e ON e.centre_id = c.centre_id
WHERE e.acd_vendor = 'ACD-B' AND c.event_date < e.definition_fix_date AND c.wait_seconds IS NOT NULL
-- trap:
SELECT 'calls' AS table_name, c.call_id AS row_key, 'wait_seconds' AS column_name, 'legacy_wait_definition' AS stage_id
FROM calls c WHERE c.wait_seconds > 300

-- finds: ghost_talk
SELECT DISTINCT call_id FROM calls WHERE abandoned AND talk_seconds IS NOT NULL

-- finds: sentiment_missing
SELECT DISTINCT call_id FROM calls WHERE NOT abandoned AND sentiment_score IS NULL

-- finds: blocked_caller_id
SELECT DISTINCT call_id FROM calls WHERE caller_line_id IS NULL
