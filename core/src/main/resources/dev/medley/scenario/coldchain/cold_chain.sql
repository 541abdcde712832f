-- Insights and targets of cold_chain. DISTINCT and GROUP BY remove samples that were sent twice.

-- insight: carrier_b_at_jfk
-- question: Which carrier loses $4 M a year, and where?
-- expect: usd_per_manufacturer_year = 4300000 ± 1500000
-- expect: rank_ratio >= 3
-- ask: usd_per_manufacturer_year = How many dollars are lost on biologic shipments of carrier B routed via JFK per manufacturer-year, which is 1,300 biologic shipments of all carriers and routes?
-- ask: rank_ratio = How many times as many dollars are lost on biologic shipments via JFK by carrier B as by the one other carrier that loses most there?
-- rows: 15000000
-- naive: grouping the raw carrier text splits 3 % into aliases
-- source: 2.1
WITH s AS (SELECT concat('CARRIER_', right(upper(trim(carrier)), 1)) AS c, route LIKE '%JFK%' AS jfk, loss_usd FROM shipments WHERE product = 'BIOLOGIC_2_8'),
l AS (SELECT c, sum(loss_usd) AS usd FROM s WHERE jfk GROUP BY c)
SELECT CAST(max(CASE WHEN c = 'CARRIER_B' THEN usd END) / (SELECT count(*) / 1300.0 FROM s) AS DOUBLE) AS usd_per_manufacturer_year,
       CAST(max(CASE WHEN c = 'CARRIER_B' THEN usd END) / max(CASE WHEN c <> 'CARRIER_B' THEN usd END) AS DOUBLE) AS rank_ratio FROM l

-- insight: ramp_dwell
-- question: Does carrier B let boxes stand in the sun everywhere, or at JFK only? Median ramp minutes, B over the others.
-- expect: jfk_ratio = 4.5 ± 1.5
-- expect: ord_ratio = 1.0 ± 0.25
-- ask: jfk_ratio = How many times as long, in the median, is a ramp leg that begins at JFK for boxes of carrier B as for boxes of all other carriers, if dispatched from May to September?
-- ask: ord_ratio = How many times as long, in the median, is a ramp leg that begins at ORD for boxes of carrier B as for boxes of all other carriers, if dispatched from May to September?
-- rows: 3000000
-- naive: comparing whole-trip duration shows little
-- source: 2.1
WITH l AS (SELECT l.from_site AS site, upper(right(trim(s.carrier), 1)) = 'B' AS b, (unix_timestamp(l.end_ts) - unix_timestamp(l.start_ts)) / 60.0 AS minutes
  FROM shipment_legs l JOIN shipments s ON l.shipment_id = s.shipment_id
  WHERE l.leg_type = 'RAMP' AND l.from_site IN ('JFK', 'ORD') AND month(l.event_date) BETWEEN 5 AND 9)
SELECT percentile(CASE WHEN site = 'JFK' AND b THEN minutes END, 0.5) / percentile(CASE WHEN site = 'JFK' AND NOT b THEN minutes END, 0.5) AS jfk_ratio,
       percentile(CASE WHEN site = 'ORD' AND b THEN minutes END, 0.5) / percentile(CASE WHEN site = 'ORD' AND NOT b THEN minutes END, 0.5) AS ord_ratio
FROM l WHERE minutes BETWEEN 0 AND 1440

-- insight: hot_tarmac_dubai
-- question: A hot tarmac in Dubai alarms the outer probe. Does it reach the product?
-- expect: outer_alarm >= 0.90
-- expect: payload_in_range >= 0.93
-- ask: outer_alarm = Of the shipments that stand on the ramp in Dubai, what share has an outer temperature above 15 °C at some time between 30 minutes before and 3 hours after the start of that leg?
-- ask: payload_in_range = Of the shipments that stand on the ramp in Dubai, what share keeps its payload probe at 8 °C or below from 30 minutes before to 3 hours after the start of that leg?
-- rows: 5000000
-- naive: calling every outer reading above 8 C an excursion rejects all of them
-- source: 2.1
WITH d AS (SELECT r.shipment_id, max(r.outer_temperature_celsius) AS hot, max(r.temperature_celsius) AS payload
  FROM sensor_readings r JOIN shipments s ON r.shipment_id = s.shipment_id JOIN shipment_legs l ON l.shipment_id = r.shipment_id AND l.leg_type = 'RAMP' AND l.from_site = 'DXB'
  WHERE r.reading_ts BETWEEN l.start_ts - INTERVAL 30 MINUTES AND l.start_ts + INTERVAL 3 HOURS GROUP BY 1 HAVING max(r.temperature_celsius) < 32)
SELECT avg(CAST(hot > 15 AS INT)) AS outer_alarm, avg(CAST(payload <= 8 AS INT)) AS payload_in_range FROM d

-- trap:
WITH d AS (SELECT r.shipment_id, max(r.outer_temperature_celsius) AS hot FROM sensor_readings r JOIN shipment_legs l ON l.shipment_id = r.shipment_id AND l.leg_type = 'RAMP' AND l.from_site = 'DXB'
  WHERE r.reading_ts BETWEEN l.start_ts - INTERVAL 30 MINUTES AND l.start_ts + INTERVAL 3 HOURS GROUP BY 1)
SELECT avg(CAST(hot > 15 AS INT)) AS outer_alarm, avg(CAST(hot <= 8 AS INT)) AS payload_in_range FROM d

-- insight: fda_holds
-- question: How often does the FDA hold a box, and what does that do to it?
-- expect: hold_share = 0.015 ± 0.005
-- expect: rejection_ratio >= 6
-- ask: hold_share = What share of the biologic shipments does the FDA hold?
-- ask: rejection_ratio = How many times as often is a biologic shipment rejected if the FDA held it as if it did not, among shipments with a disposition?
-- rows: 15000000
-- naive: the share of legs instead of shipments: every box has a dozen legs and clears customs once
-- source: 2.1
WITH h AS (SELECT s.shipment_id, s.disposition, max(CASE WHEN l.hold_code = 'FDA_HOLD' THEN 1 ELSE 0 END) AS held
  FROM shipments s JOIN shipment_legs l ON s.shipment_id = l.shipment_id WHERE s.product = 'BIOLOGIC_2_8' GROUP BY 1, 2)
SELECT avg(held) AS hold_share, avg(CASE WHEN held = 1 THEN CAST(disposition = 'REJECTED' AS INT) END) / avg(CASE WHEN held = 0 THEN CAST(disposition = 'REJECTED' AS INT) END) AS rejection_ratio FROM h

-- trap:
SELECT avg(IF(l.hold_code = 'FDA_HOLD', 1.0, 0.0)) AS hold_share, avg(CASE WHEN l.hold_code = 'FDA_HOLD' THEN CAST(s.disposition = 'REJECTED' AS INT) END) / avg(CAST(s.disposition = 'REJECTED' AS INT)) AS rejection_ratio
FROM shipments s JOIN shipment_legs l ON s.shipment_id = l.shipment_id WHERE s.product = 'BIOLOGIC_2_8'

-- insight: four_hour_rule
-- question: Which frozen shipments break the four-hour rule, recomputed from the logger, and how many more would if the minutes were added up?
-- expect: agreement >= 0.995
-- expect: would_flip = 0.035 ± 0.02
-- ask: agreement = For what share of the frozen shipments with a disposition is it true that they are rejected exactly if their longest run of successive payload samples above -20 °C exceeds 240 minutes, each sample counted as one logger interval?
-- ask: would_flip = What share of all frozen shipments has payload samples above -20 °C for more than 240 minutes in all, but never for more than 240 minutes in one run of successive samples, each sample counted as one logger interval?
-- rows: 3000000
-- naive: minutes added up over the trip, and Fahrenheit loggers (first value above -18) left in: 1 % of frozen shipments look spoiled from the start
-- source: 3.1
WITH r AS (SELECT DISTINCT r.shipment_id, r.reading_ts, r.temperature_celsius AS t, s.logger_interval_minutes AS step, s.disposition
    FROM sensor_readings r JOIN shipments s ON r.shipment_id = s.shipment_id WHERE s.product = 'MRNA_FROZEN'),
i AS (SELECT *, first_value(t) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS t0,
    sum(CASE WHEN t > -20 THEN 0 ELSE 1 END) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS island FROM r),
g AS (SELECT shipment_id, disposition, island, sum(CASE WHEN t > -20 THEN step ELSE 0 END) AS minutes FROM i WHERE t0 < -18 GROUP BY 1, 2, 3),
x AS (SELECT shipment_id, disposition, max(minutes) AS longest, sum(minutes) AS total FROM g GROUP BY 1, 2)
SELECT avg(CAST((longest > 240) = (disposition = 'REJECTED') AS INT)) AS agreement, avg(CAST(longest <= 240 AND total > 240 AS INT)) AS would_flip FROM x

-- trap:
WITH x AS (SELECT r.shipment_id, max(s.disposition) AS disposition, sum(CASE WHEN r.temperature_celsius > -20 THEN s.logger_interval_minutes ELSE 0 END) AS total FROM sensor_readings r JOIN shipments s ON r.shipment_id = s.shipment_id WHERE s.product = 'MRNA_FROZEN' GROUP BY 1)
SELECT avg(CAST((total > 240) = (disposition = 'REJECTED') AS INT)) AS agreement FROM x

-- insight: excursions_at_handovers
-- question: Where do frozen excursions start? Within two hours of a change of the mode of transport, against the time spent there.
-- expect: onsets_near = 0.70 ± 0.10
-- expect: time_near = 0.175 ± 0.06
-- ask: onsets_near = Of the samples at which the payload of a frozen shipment is above -20 °C and was not at the sample before, what share lies within two hours before or after the start of a leg whose mode of transport (NONE is one, too) differs from that of the leg before?
-- ask: time_near = What share of all payload samples of frozen shipments lies within two hours before or after the start of a leg whose mode of transport (NONE is one, too) differs from that of the leg before?
-- rows: 3000000
-- naive: plotting mean temperature by leg
-- source: 3.1
WITH r AS (SELECT DISTINCT r.shipment_id, r.reading_ts, r.temperature_celsius AS t FROM sensor_readings r JOIN shipments s ON r.shipment_id = s.shipment_id WHERE s.product = 'MRNA_FROZEN'),
f AS (SELECT *, lag(t) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS p, first_value(t) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS t0 FROM r),
m AS (SELECT shipment_id, start_ts FROM (SELECT shipment_id, start_ts, transport_mode, lag(transport_mode) OVER (PARTITION BY shipment_id ORDER BY leg_no) AS prev FROM shipment_legs WHERE region LIKE 'BR%') WHERE prev <> transport_mode),
n AS (SELECT f.shipment_id, f.reading_ts, max(CASE WHEN f.t > -20 AND f.p <= -20 THEN 1 ELSE 0 END) AS onset, min(abs(unix_timestamp(f.reading_ts) - unix_timestamp(m.start_ts))) AS d
  FROM f JOIN m ON f.shipment_id = m.shipment_id WHERE f.t0 < -18 GROUP BY 1, 2)
SELECT avg(CASE WHEN onset = 1 THEN CAST(d <= 7200 AS INT) END) AS onsets_near, avg(CAST(d <= 7200 AS INT)) AS time_near FROM n

-- insight: clearance_hockey_stick
-- question: How does spoilage of the vaccine grow with the days in customs, and does re-icing help?
-- expect: short <= 0.02
-- expect: long_no_reice = 0.83 ± 0.10
-- expect: long_reice <= 0.03
-- ask: short = Of the frozen shipments with a disposition that spend at most 3 days in customs, what share is rejected?
-- ask: long_no_reice = Of the frozen shipments with a disposition that spend more than 6 days in customs without having bought the re-icing service, what share is rejected?
-- ask: long_reice = Of the frozen shipments with a disposition that spend more than 6 days in customs and have bought the re-icing service, what share is rejected?
-- rows: 5000000
-- naive: boxes with and without new ice in one pot, as if one curve through the days in customs held for both
-- source: 3.1
WITH c AS (SELECT s.shipment_id, s.reice_service, s.disposition, (unix_timestamp(l.end_ts) - unix_timestamp(l.start_ts)) / 86400.0 AS days
  FROM shipments s JOIN shipment_legs l ON s.shipment_id = l.shipment_id AND l.leg_type = 'CUSTOMS' WHERE s.product = 'MRNA_FROZEN' AND l.end_ts IS NOT NULL)
SELECT avg(CASE WHEN days <= 3 THEN CAST(disposition = 'REJECTED' AS INT) END) AS short,
       avg(CASE WHEN days > 6 AND NOT reice_service THEN CAST(disposition = 'REJECTED' AS INT) END) AS long_no_reice,
       avg(CASE WHEN days > 6 AND reice_service THEN CAST(disposition = 'REJECTED' AS INT) END) AS long_reice FROM c

-- trap:
WITH c AS (SELECT s.disposition, (unix_timestamp(l.end_ts) - unix_timestamp(l.start_ts)) / 86400.0 AS days FROM shipments s JOIN shipment_legs l ON s.shipment_id = l.shipment_id AND l.leg_type = 'CUSTOMS' WHERE s.product = 'MRNA_FROZEN')
SELECT avg(CASE WHEN days <= 3 THEN CAST(disposition = 'REJECTED' AS INT) END) AS short, avg(CASE WHEN days > 6 THEN CAST(disposition = 'REJECTED' AS INT) END) AS long_no_reice, avg(CASE WHEN days > 6 THEN CAST(disposition = 'REJECTED' AS INT) END) AS long_reice FROM c

-- target: biologic_excursions
-- quantity: share of biologic shipments whose logger saw more than 8.0 or less than 2.0 °C
-- expect: with_excursion = 0.028 ± 0.010
-- rows: 5000000
-- source: 6 % ± 2 industry: Cold Chain IQ; design
WITH r AS (SELECT r.shipment_id, max(r.temperature_celsius) AS hottest, min(r.temperature_celsius) AS coldest
  FROM sensor_readings r WHERE r.region = 'US_MIDWEST' GROUP BY r.shipment_id),
c AS (SELECT shipment_id, CASE WHEN coldest > 28 THEN (hottest - 32) / 1.8 ELSE hottest END AS hottest, CASE WHEN coldest > 28 THEN (coldest - 32) / 1.8 ELSE coldest END AS coldest FROM r)
SELECT avg(CAST(round(hottest, 1) > 8 OR round(coldest, 1) < 2 AS INT)) AS with_excursion FROM c

-- target: biologic_rejected
-- quantity: share of biologic shipments that are rejected
-- expect: rejected = 0.016 ± 0.005
-- rows: 15000000
-- source: design
SELECT avg(CAST(disposition = 'REJECTED' AS INT)) AS rejected FROM shipments WHERE product = 'BIOLOGIC_2_8'

-- target: frozen_rejected
-- quantity: share of frozen shipments that are rejected
-- expect: rejected = 0.08 ± 0.03
-- rows: 5000000
-- source: design; the brief is harsher than the label
SELECT avg(CAST(disposition = 'REJECTED' AS INT)) AS rejected FROM shipments WHERE product = 'MRNA_FROZEN'

-- target: fda_hold_length
-- quantity: FDA holds: share of biologic shipments that are held for 2 to 6 days, and the median of all holds in days
-- expect: held = 0.015 ± 0.005
-- expect: median_days = 4.5 ± 1
-- rows: 10000000
-- source: CBP CSMS 16-000554; INLT
WITH c AS (SELECT coalesce(hold_code, '') = 'FDA_HOLD' AS held, (unix_timestamp(end_ts) - unix_timestamp(start_ts)) / 86400.0 AS days
  FROM shipment_legs WHERE leg_type = 'CUSTOMS' AND region = 'US_MIDWEST' AND end_ts IS NOT NULL)
SELECT avg(CAST(held AND days BETWEEN 2 AND 6 AS INT)) AS held, CAST(percentile(CASE WHEN held THEN days END, 0.5) AS DOUBLE) AS median_days FROM c

-- target: holds_end_on_working_days
-- quantity: share of FDA holds that end on a Saturday or Sunday, by the wall clock of the gateway
-- expect: weekend = 0 ± 0.02
-- rows: 5000000
-- source: the exam clock stops on Saturdays and Sundays; a mistaken station clock moves a few
WITH h AS (SELECT weekday(l.end_ts + make_interval(0, 0, 0, 0, t.utc_offset_hours)) AS day
  FROM shipment_legs l JOIN sites t ON t.site_code = l.to_site WHERE l.hold_code = 'FDA_HOLD' AND l.end_ts IS NOT NULL)
SELECT avg(CAST(day >= 5 AS INT)) AS weekend FROM h

-- target: deliveries_by_day
-- quantity: deliveries on Saturdays and Sundays, and from 18 to 6 h, by the wall clock of hospital or clinic
-- expect: weekend = 0.03 ± 0.02
-- expect: night <= 0.02
-- rows: 3000000
-- source: clinics and docks are closed; a third of the docks open on Saturday mornings
WITH d AS (SELECT s.delivered_ts + make_interval(0, 0, 0, 0, t.utc_offset_hours) AS local_ts
  FROM shipments s JOIN sites t ON t.site_code = s.destination_site WHERE s.delivered_ts IS NOT NULL)
SELECT avg(CAST(weekday(local_ts) >= 5 AS INT)) AS weekend, avg(CAST(hour(local_ts) >= 18 OR hour(local_ts) < 6 AS INT)) AS night FROM d

-- target: frozen_released
-- quantity: share of frozen shipments that are released without a review
-- expect: released = 0.80 ± 0.05
-- rows: 3000000
-- source: a review costs 3,000 to 10,000 dollars: PDA
SELECT avg(CAST(disposition = 'RELEASED' AS INT)) AS released FROM shipments WHERE product = 'MRNA_FROZEN'

-- target: lost_boxes
-- quantity: share of shipments that never arrive
-- expect: lost = 0.002 ± 0.0015
-- rows: 10000000
-- source: design
SELECT avg(CAST(delivered_ts IS NULL AS INT)) AS lost FROM shipments

-- target: still_positions
-- quantity: distance between successive positions of a box that stands in a cold room or in customs, median in metres
-- expect: metres in 8 .. 40
-- rows: 1000000
-- source: accuracy of GPS receivers
WITH p AS (SELECT DISTINCT r.shipment_id, l.leg_no, r.reading_ts, r.latitude, r.longitude FROM sensor_readings r
    JOIN shipment_legs l ON l.shipment_id = r.shipment_id AND r.reading_ts >= l.start_ts AND r.reading_ts < l.end_ts
  WHERE l.leg_type IN ('COLD_ROOM', 'CUSTOMS') AND r.latitude IS NOT NULL AND r.latitude <> 0),
f AS (SELECT latitude, latitude - lag(latitude) OVER (PARTITION BY shipment_id, leg_no ORDER BY reading_ts) AS north,
    longitude - lag(longitude) OVER (PARTITION BY shipment_id, leg_no ORDER BY reading_ts) AS east FROM p)
SELECT percentile_approx(sqrt(north * north + pow(east * cos(radians(latitude)), 2)) * 111195, 0.5) AS metres FROM f WHERE north IS NOT NULL

-- target: weather_of_days
-- quantity: spread of a day's air on the ramps among days, the hour's mean taken off: Chicago in winter, Manaus by night, °C
-- expect: chicago = 5 ± 2
-- expect: manaus = 1.1 ± 0.5
-- rows: 5000000
-- source: climate normals
WITH r AS (SELECT l.from_site AS site, CAST(r.reading_ts AS DATE) AS day, hour(r.reading_ts) AS hour, r.outer_temperature_celsius AS celsius
  FROM shipment_legs l JOIN sensor_readings r ON r.shipment_id = l.shipment_id AND r.reading_ts BETWEEN l.start_ts + INTERVAL 20 MINUTES AND l.end_ts
  WHERE l.leg_type = 'RAMP' AND r.outer_temperature_celsius < 45
    AND ((l.from_site = 'ORD' AND month(l.start_ts) IN (12, 1, 2) AND r.outer_temperature_celsius < 25) OR (l.from_site = 'MAO' AND hour(r.reading_ts) NOT BETWEEN 11 AND 23))
    AND l.shipment_id NOT IN (SELECT CAST(split_part(row_key, '|', 1) AS BIGINT) FROM key.cells WHERE stage_id = 'leg_local_time')),
m AS (SELECT site, day, celsius - avg(celsius) OVER (PARTITION BY site, hour) AS warmer FROM r),
d AS (SELECT site, day, avg(warmer) AS warmer FROM m GROUP BY 1, 2)
SELECT stddev(CASE WHEN site = 'ORD' THEN warmer END) AS chicago, stddev(CASE WHEN site = 'MAO' THEN warmer END) AS manaus FROM d

-- target: quarter_of_an_hour_in_the_heat
-- quantity: kelvins that the payload of a VIP box gains in the first 15 minutes on a ramp at 30 °C or more
-- expect: kelvin <= 0.2
-- rows: 5000000
-- source: first principles
WITH l AS (SELECT l.shipment_id, l.start_ts FROM shipment_legs l JOIN shipments s ON s.shipment_id = l.shipment_id
  WHERE l.leg_type = 'RAMP' AND l.from_site IN ('DXB', 'JFK') AND s.shipper_type = 'VIP_PCM' AND l.end_ts >= l.start_ts + INTERVAL 15 MINUTES),
w AS (SELECT l.shipment_id, l.start_ts, max_by(r.temperature_celsius, r.reading_ts) FILTER (WHERE r.reading_ts <= l.start_ts) AS before,
    max_by(r.temperature_celsius, r.reading_ts) FILTER (WHERE r.reading_ts > l.start_ts) AS after,
    max(r.outer_temperature_celsius) FILTER (WHERE r.reading_ts > l.start_ts) AS air, max(r.temperature_celsius) AS hottest
  FROM l JOIN sensor_readings r ON r.shipment_id = l.shipment_id AND r.reading_ts BETWEEN l.start_ts - INTERVAL 20 MINUTES AND l.start_ts + INTERVAL 15 MINUTES GROUP BY 1, 2)
SELECT avg(after - before) AS kelvin FROM w WHERE air >= 30 AND hottest < 32

-- target: kinetic_break_even
-- quantity: minutes at 30 °C in a day at 5 °C that bring its mean kinetic temperature to 8 °C
-- expect: minutes = 37 ± 1
-- rows: 0
-- source: USP <1079.2>, 2025
WITH m AS (SELECT explode(sequence(1, 120)) AS x),
k AS (SELECT x, 10000 / -ln((x * exp(-10000 / 303.15) + (1440 - x) * exp(-10000 / 278.15)) / 1440) - 273.15 AS kinetic FROM m)
SELECT CAST(min(x) AS DOUBLE) AS minutes FROM k WHERE kinetic >= 8

-- target: chilled_rule_recomputed
-- quantity: verdicts on biologic shipments, recomputed from the logger (peak above 15, below 0, 24 h above 8 or mean kinetic temperature of 24 h above 8 °C): share that agree, and share of the rejected that are found
-- expect: agreement >= 0.995
-- expect: found >= 0.85
-- rows: 5000000
-- source: USP <1079.2>, 2025
WITH r AS (SELECT DISTINCT r.shipment_id, r.reading_ts, r.temperature_celsius AS t FROM sensor_readings r WHERE r.region = 'US_MIDWEST'),
b AS (SELECT shipment_id, max(t) AS hottest, min(t) AS coldest FROM r GROUP BY shipment_id HAVING min(t) < 28),
w AS (SELECT r.*, s.logger_interval_minutes AS step, avg(exp(-10000 / (r.t + 273.15))) OVER (PARTITION BY r.shipment_id ORDER BY unix_timestamp(r.reading_ts) RANGE BETWEEN 86399 PRECEDING AND CURRENT ROW) AS rate,
    row_number() OVER (PARTITION BY r.shipment_id ORDER BY r.reading_ts) * s.logger_interval_minutes AS minutes
  FROM r JOIN shipments s ON s.shipment_id = r.shipment_id JOIN b ON b.shipment_id = r.shipment_id WHERE b.hottest > 7.5),
k AS (SELECT shipment_id, max(CASE WHEN minutes >= 180 THEN rate END) AS rate, sum(CASE WHEN t > 8 THEN step ELSE 0 END) AS above FROM w GROUP BY shipment_id),
v AS (SELECT s.disposition = 'REJECTED' AS rejected, b.hottest > 15 OR b.coldest < 0 OR coalesce(k.above >= 1440, false) OR coalesce(k.rate > exp(-10000 / 281.15), false) AS spoiled
  FROM shipments s JOIN b ON b.shipment_id = s.shipment_id LEFT JOIN k ON k.shipment_id = s.shipment_id)
SELECT avg(CAST(rejected = spoiled AS INT)) AS agreement, avg(CASE WHEN rejected THEN CAST(spoiled AS INT) END) AS found FROM v

-- target: excursion_onsets
-- quantity: share of all excursions that start within 2 hours of a change of the mode of transport
-- expect: onsets_near >= 0.58
-- rows: 3000000
-- source: 55 to 70 % on airport ramps: TechNet-21, Pharma.Aero
WITH r AS (SELECT DISTINCT r.shipment_id, r.reading_ts, r.temperature_celsius AS t, CASE WHEN s.product = 'MRNA_FROZEN' THEN -20 ELSE 8 END AS most, CASE WHEN s.product = 'MRNA_FROZEN' THEN -18 ELSE 28 END AS fahrenheit
  FROM sensor_readings r JOIN shipments s ON r.shipment_id = s.shipment_id),
f AS (SELECT *, lag(t) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS p, first_value(t) OVER (PARTITION BY shipment_id ORDER BY reading_ts) AS t0 FROM r),
o AS (SELECT shipment_id, reading_ts FROM f WHERE t > most AND p <= most AND t0 < fahrenheit),
m AS (SELECT shipment_id, start_ts FROM (SELECT shipment_id, start_ts, transport_mode, lag(transport_mode) OVER (PARTITION BY shipment_id ORDER BY leg_no) AS prev FROM shipment_legs) WHERE prev <> transport_mode),
d AS (SELECT o.shipment_id, o.reading_ts, min(abs(unix_timestamp(o.reading_ts) - unix_timestamp(m.start_ts))) AS seconds FROM o JOIN m ON m.shipment_id = o.shipment_id GROUP BY 1, 2)
SELECT avg(CAST(seconds <= 7200 AS INT)) AS onsets_near FROM d

-- target: unprotected_ramp
-- quantity: hottest reading of the outer probe on carrier B's ramp at JFK from June to August, which one box in five exceeds, °C
-- expect: celsius in 55 .. 63
-- rows: 5000000
-- source: Pharmascience trial, Pharma Logistics IQ
WITH l AS (SELECT l.shipment_id, l.start_ts, l.end_ts FROM shipment_legs l JOIN shipments s ON s.shipment_id = l.shipment_id
  WHERE l.leg_type = 'RAMP' AND l.from_site = 'JFK' AND upper(right(trim(s.carrier), 1)) = 'B' AND month(l.event_date) BETWEEN 6 AND 8),
w AS (SELECT l.shipment_id, max(r.outer_temperature_celsius) AS hottest FROM l JOIN sensor_readings r ON r.shipment_id = l.shipment_id AND r.reading_ts BETWEEN l.start_ts AND l.end_ts
  WHERE r.region = 'US_MIDWEST' GROUP BY 1 HAVING max(r.temperature_celsius) < 32)
SELECT percentile(hottest, 0.8) AS celsius FROM w

-- target: clearance_brazil
-- quantity: Brazilian clearance: share within a day, median days of the ordinary ones, share that ANVISA's backlog delays for 13 to 40 days
-- expect: within_a_day = 0.55 ± 0.04
-- expect: ordinary_days = 6 ± 0.5
-- expect: backlogged = 0.05 ± 0.025
-- rows: 15000000
-- source: Exame; SINDASP
WITH c AS (SELECT coalesce(hold_code, '') = 'ANVISA_BACKLOG' AS backlog, (unix_timestamp(end_ts) - unix_timestamp(start_ts)) / 86400.0 AS days
  FROM shipment_legs WHERE leg_type = 'CUSTOMS' AND region LIKE 'BR%' AND end_ts IS NOT NULL)
SELECT avg(CAST(days < 1 AS INT)) AS within_a_day, percentile(CASE WHEN days >= 1 AND NOT backlog THEN days END, 0.5) AS ordinary_days,
       avg(CAST(backlog AND days BETWEEN 13 AND 40 AS INT)) AS backlogged FROM c

-- target: frozen_flip
-- quantity: share of frozen shipments that would be rejected too if the minutes above -20.0 °C were added up
-- expect: would_flip = 0.035 ± 0.02
-- rows: 3000000
-- source: design
SELECT avg(CAST(s.disposition <> 'REJECTED' AND t.cumulative_minutes > 240 AS INT)) AS would_flip
FROM shipments s JOIN key.shipment_truth t ON t.shipment_id = s.shipment_id WHERE s.product = 'MRNA_FROZEN'

-- chart: trace_of_a_rejected_box
-- title: The temperature of one frozen box that was rejected
-- kind: line
-- x: time since the first reading (h)
-- y: median temperature of the hour (°C)
-- note: The outer probe sees every ramp; the product warms later, and more slowly.
WITH s AS (SELECT shipment_id FROM shipments WHERE product = 'MRNA_FROZEN' AND disposition = 'REJECTED' AND shipment_id IN (SELECT shipment_id FROM sensor_readings WHERE temperature_celsius < -18) ORDER BY xxhash64(shipment_id) LIMIT 1),
r AS (SELECT DISTINCT r.reading_ts, r.temperature_celsius AS inside, r.outer_temperature_celsius AS outside FROM sensor_readings r JOIN s ON s.shipment_id = r.shipment_id),
h AS (SELECT CAST(floor((unix_timestamp(reading_ts) - min(unix_timestamp(reading_ts)) OVER ()) / 3600) AS INT) AS hours, inside, outside FROM r),
x AS (SELECT hours, percentile(inside, 0.5) AS inside, percentile(outside, 0.5) AS outside FROM h GROUP BY hours)
SELECT hours, round(inside, 2) AS celsius, 'product' AS probe FROM x WHERE hours < 700 AND inside IS NOT NULL
UNION ALL SELECT hours, round(outside, 2), 'outer probe' FROM x WHERE hours < 700 AND outside IS NOT NULL ORDER BY 3, 1

-- chart: loss_by_carrier_and_airport
-- title: Who loses the money, and where?
-- kind: bar
-- x: carrier
-- y: mean loss of a shipment (USD)
-- note: Biologics at 2 to 8 °C. Where carrier B and JFK meet, a box loses far more than anywhere else.
WITH s AS (SELECT DISTINCT shipment_id, right(upper(trim(carrier)), 1) AS carrier, IF(route LIKE '%JFK%', 'by way of JFK', 'other routes') AS way, CAST(loss_usd AS DOUBLE) AS loss FROM shipments WHERE product = 'BIOLOGIC_2_8')
SELECT carrier, round(avg(coalesce(loss, 0)), 2) AS usd, way FROM s WHERE carrier IS NOT NULL GROUP BY 1, 3 ORDER BY 1, 3

-- chart: rejection_by_days_in_customs
-- title: Spoilage of the frozen vaccine by days in customs
-- kind: line
-- x: days in customs, begun (d; 10: 10 and more)
-- y: rejected (%)
-- note: Ice lasts some days; where boxes are iced again, it goes on.
WITH c AS (SELECT DISTINCT s.shipment_id, s.reice_service, s.disposition, least(CAST(ceil((unix_timestamp(l.end_ts) - unix_timestamp(l.start_ts)) / 86400.0) AS INT), 10) AS days
  FROM shipments s JOIN shipment_legs l ON s.shipment_id = l.shipment_id AND l.leg_type = 'CUSTOMS' WHERE s.product = 'MRNA_FROZEN' AND l.end_ts > l.start_ts)
SELECT days, round(100 * avg(CAST(disposition = 'REJECTED' AS INT)), 2) AS rejected_pct, IF(reice_service, 'iced again', 'not iced again') AS service FROM c GROUP BY 1, 3 HAVING count(*) >= 5 ORDER BY 3, 1

-- detection: fahrenheit_logger
-- question: Which loggers were set to degrees Fahrenheit?
-- expect: f1 >= 0.85
-- naive: a box that is too warm was in the sun, and a frozen one in Fahrenheit is below zero all the same; a logger is set wrong for the whole way, and even its coldest reading is too warm for a box that has just been packed
WITH m AS (SELECT shipment_id, min(temperature_celsius) AS coldest FROM sensor_readings GROUP BY shipment_id)
SELECT 'sensor_readings' AS table_name, concat_ws('|', shipment_id, reading_ts) AS row_key, 'temperature_celsius' AS column_name, 'fahrenheit_logger' AS stage_id
FROM sensor_readings JOIN m USING (shipment_id) JOIN shipments USING (shipment_id)
WHERE coldest > CASE product WHEN 'MRNA_FROZEN' THEN -16 ELSE 20 END
-- trap:
SELECT 'sensor_readings' AS table_name, concat_ws('|', shipment_id, reading_ts) AS row_key, 'temperature_celsius' AS column_name, 'fahrenheit_logger' AS stage_id
FROM sensor_readings WHERE temperature_celsius > 30

-- finds: gps_zero
SELECT DISTINCT shipment_id, reading_ts FROM sensor_readings WHERE latitude = 0 AND longitude = 0

-- finds: carrier_alias
SELECT DISTINCT shipment_id FROM shipments WHERE carrier NOT LIKE 'CARRIER!_%' ESCAPE '!'
