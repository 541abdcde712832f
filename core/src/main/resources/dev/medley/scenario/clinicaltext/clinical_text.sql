-- Insights and targets of clinical_text. Regular expressions are Java's; translate undoes hard wraps.

-- insight: negation
-- question: How often is "chest pain" in a summary not there?
-- expect: negated_share = 0.255 ± 0.06
-- expect: notes_with_mention = 0.51 ± 0.07
-- ask: negated_share = What share of the mentions of "chest pain" or "CP" in discharge summaries stands after a word of denial in its sentence (denies, denied, no, not, without, w/o or negative for), with no "but" in between? A sentence ends at a full stop, a semicolon or a colon.
-- ask: notes_with_mention = What share of the discharge summaries mentions chest pain, written out or as CP, whether denied or not?
-- rows: 200000
-- naive: "no chest pain" and "denies chest pain" side by side are a sixth of it: whole lists stand between the word and what it denies
-- source: 2.8
WITH d AS (SELECT translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
m AS (SELECT regexp_count(t, r'(?i)\b(chest pain|cp)\b') AS n,
    regexp_count(t, r'(?i)\b(denies|denied|no|not|without|w/o|negative for)\b(?:(?!\bbut\b)[^.;:])*?\b(chest pain|cp)\b') AS neg
    FROM d)
SELECT sum(neg) / sum(n) AS negated_share, avg(CASE WHEN n > 0 THEN 1D ELSE 0D END) AS
    notes_with_mention FROM m

-- trap:
WITH m AS (SELECT regexp_count(lower(note_text), 'chest pain') AS n, regexp_count(lower(note_text), '(no|denies|without) chest pain') AS neg FROM discharge_summaries)
SELECT sum(neg) / sum(n) AS negated_share, avg(CASE WHEN n > 0 THEN 1D ELSE 0D END) AS notes_with_mention FROM m

-- insight: abbreviations
-- question: What does a search for "shortness of breath" miss?
-- expect: sob_share = 0.72 ± 0.07
-- expect: literal_share = 0.14 ± 0.05
-- ask: sob_share = Of all mentions of breathlessness in discharge summaries, as SOB, shortness of breath or dyspnea (but not dyspnea on exertion), what share is written SOB?
-- ask: literal_share = Of all mentions of breathlessness in discharge summaries, as SOB, shortness of breath or dyspnea (but not dyspnea on exertion), what share is written out as shortness of breath?
-- rows: 200000
-- naive: the share of notes in which a word stands, not of the mentions: notes that say it twice count once, and notes that never say it count too
-- source: 2.8
WITH d AS (SELECT translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
m AS (SELECT sum(regexp_count(t, r'(?i)\bsob\b')) AS sob, sum(regexp_count(t, r'(?i)shortness of breath')) AS lit,
    sum(regexp_count(t, r'(?i)\bdyspnea\b(?! on exertion)')) AS dys FROM d)
SELECT sob / (sob + lit + dys) AS sob_share, lit / (sob + lit + dys) AS literal_share FROM m

-- trap:
SELECT avg(IF(note_text LIKE '%SOB%', 1, 0)) AS sob_share, avg(IF(note_text LIKE '%shortness of breath%', 1, 0)) AS literal_share FROM discharge_summaries

-- insight: shorthand
-- question: How much of a note is shorthand, and whose?
-- expect: abbreviation_share = 0.173 ± 0.025
-- expect: between_authors = 0.053 ± 0.02
-- ask: abbreviation_share = What share of all words in the discharge summaries is a short form of the abbreviation lexicon, in capitals or not? What is written with a slash, like c/o, is one word.
-- ask: between_authors = What is the standard deviation, over authors with 1,000 words or more in their discharge summaries, of the fraction of an author's words that are short forms of the abbreviation lexicon, in capitals or not? What is written with a slash, like c/o, is one word.
-- rows: 200000
-- naive: matching without stripping punctuation loses nearly a third
-- source: 2.8
WITH w AS (SELECT author_id, explode(split(lower(note_text), r'\s+')) AS w FROM discharge_summaries),
l AS (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon),
c AS (SELECT w.author_id, CASE WHEN l.s IS NULL THEN 0D ELSE 1D END AS hit FROM (SELECT author_id,
    regexp_replace(w, r'^[.,:;()]+|[.,:;()]+$', '') AS w FROM w WHERE w <> '') w
    LEFT JOIN l ON l.s = w.w),
a AS (SELECT author_id, avg(hit) AS share, count(*) AS n FROM c GROUP BY author_id)
SELECT sum(share * n) / sum(n) AS abbreviation_share, stddev(CASE WHEN n >= 1000 THEN share END) AS
    between_authors FROM a

-- trap:
WITH w AS (SELECT author_id, explode(split(lower(note_text), r'\s+')) AS w FROM discharge_summaries),
c AS (SELECT w.author_id, CASE WHEN l.s IS NULL THEN 0D ELSE 1D END AS hit FROM w LEFT JOIN (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon) l ON l.s = w.w)
SELECT avg(hit) AS abbreviation_share FROM c

-- insight: why_they_are_angry
-- question: What drives bad reviews?
-- expect: wait_share = 0.345 ± 0.04
-- expect: parking_share = 0.165 ± 0.03
-- expect: next_topic_share = 0.11 ± 0.03
-- expect: care_share_negative = 0.115 ± 0.03
-- expect: care_share_positive = 0.43 ± 0.06
-- ask: wait_share = Of all topics that the comments of surveys with 1 or 2 stars name, what share is waiting? Topics are named by these words, each topic once a comment: waiting (words that begin with wait), parking, billing (words that begin with bill, copay, charges), staff (front desk, receptionist, staff, like a child), communication (explained, three different things, returned my calls, instructions), facilities (the room was, bathroom, noisy, chairs, clean rooms, building, lobby), scheduling (appointment before a full stop, rescheduled, to schedule) and care (doctor did, doctor listened, treatment, trust the doctor, Dr., medical care, nurse practitioner).
-- ask: parking_share = Of all topics that the comments of surveys with 1 or 2 stars name, what share is parking? Topics are named by these words, each topic once a comment: waiting (words that begin with wait), parking, billing (words that begin with bill, copay, charges), staff (front desk, receptionist, staff, like a child), communication (explained, three different things, returned my calls, instructions), facilities (the room was, bathroom, noisy, chairs, clean rooms, building, lobby), scheduling (appointment before a full stop, rescheduled, to schedule) and care (doctor did, doctor listened, treatment, trust the doctor, Dr., medical care, nurse practitioner).
-- ask: next_topic_share = Of all topics that the comments of surveys with 1 or 2 stars name, what share is the commonest other than waiting, parking and care? Topics are named by these words, each topic once a comment: waiting (words that begin with wait), parking, billing (words that begin with bill, copay, charges), staff (front desk, receptionist, staff, like a child), communication (explained, three different things, returned my calls, instructions), facilities (the room was, bathroom, noisy, chairs, clean rooms, building, lobby), scheduling (appointment before a full stop, rescheduled, to schedule) and care (doctor did, doctor listened, treatment, trust the doctor, Dr., medical care, nurse practitioner).
-- ask: care_share_negative = Of all topics that the comments of surveys with 1 or 2 stars name, what share is care? Topics are named by these words, each topic once a comment: waiting (words that begin with wait), parking, billing (words that begin with bill, copay, charges), staff (front desk, receptionist, staff, like a child), communication (explained, three different things, returned my calls, instructions), facilities (the room was, bathroom, noisy, chairs, clean rooms, building, lobby), scheduling (appointment before a full stop, rescheduled, to schedule) and care (doctor did, doctor listened, treatment, trust the doctor, Dr., medical care, nurse practitioner).
-- ask: care_share_positive = Of all topics that the comments of surveys with 4 or 5 stars name, what share is care? Topics are named by these words, each topic once a comment: waiting (words that begin with wait), parking, billing (words that begin with bill, copay, charges), staff (front desk, receptionist, staff, like a child), communication (explained, three different things, returned my calls, instructions), facilities (the room was, bathroom, noisy, chairs, clean rooms, building, lobby), scheduling (appointment before a full stop, rescheduled, to schedule) and care (doctor did, doctor listened, treatment, trust the doctor, Dr., medical care, nurse practitioner).
-- rows: 300000
-- naive: all comments in one pot: what the content praise drowns what the angry complain about
-- source: 2.8
WITH c AS (SELECT overall_stars AS s, comment_text AS t FROM survey_responses
    WHERE comment_text IS NOT NULL),
h AS (SELECT s, CAST(t RLIKE r'(?i)\bwait' AS INT) AS wt, CAST(t RLIKE r'(?i)parking' AS INT) AS pk,
    CAST(t RLIKE r'(?i)\bbill|copay|charges' AS INT) AS bl,
    CAST(t RLIKE r'(?i)front desk|receptionist|\bstaff\b|like a child' AS INT) AS st,
    CAST(t RLIKE r'(?i)explained|three different things|returned my calls|instructions' AS INT) AS cm,
    CAST(t RLIKE r'(?i)the room was|bathroom|noisy|chairs|clean rooms|building|lobby' AS INT) AS fc,
    CAST(t RLIKE r'(?i)appointment\.|rescheduled|to schedule' AS INT) AS sc,
    CAST(t RLIKE r'(?i)doctor (did|listened)|treatment|trust the doctor|Dr\.|medical care|nurse practitioner' AS INT) AS cr
    FROM c),
x AS (SELECT s <= 2 AS neg, sum(wt) AS wt, sum(pk) AS pk, sum(cr) AS cr,
    greatest(sum(bl), sum(st), sum(cm), sum(fc), sum(sc)) AS third,
    sum(wt + pk + bl + st + cm + fc + sc + cr) AS hits FROM h WHERE s <> 3 GROUP BY s <= 2)
SELECT max(CASE WHEN neg THEN wt / hits END) AS wait_share, max(CASE WHEN neg THEN pk / hits END) AS
    parking_share, max(CASE WHEN neg THEN third / hits END) AS next_topic_share, max(CASE WHEN neg
    THEN cr / hits END) AS care_share_negative, max(CASE WHEN NOT neg THEN cr / hits END) AS
    care_share_positive FROM x

-- trap:
WITH h AS (SELECT CAST(t RLIKE r'(?i)\bwait' AS INT) AS wt, CAST(t RLIKE r'(?i)parking' AS INT) AS pk, CAST(t RLIKE r'(?i)\bbill|copay|charges' AS INT) AS bl, CAST(t RLIKE r'(?i)front desk|receptionist|\bstaff\b|like a child' AS INT) AS st,
    CAST(t RLIKE r'(?i)explained|three different things|returned my calls|instructions' AS INT) AS cm, CAST(t RLIKE r'(?i)the room was|bathroom|noisy|chairs|clean rooms|building|lobby' AS INT) AS fc, CAST(t RLIKE r'(?i)appointment\.|rescheduled|to schedule' AS INT) AS sc,
    CAST(t RLIKE r'(?i)doctor (did|listened)|treatment|trust the doctor|Dr\.|medical care|nurse practitioner' AS INT) AS cr FROM (SELECT comment_text AS t FROM survey_responses WHERE comment_text IS NOT NULL))
SELECT sum(wt) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS wait_share, sum(pk) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS parking_share, sum(cr) / sum(wt + pk + bl + st + cm + fc + sc + cr) AS care_share_negative FROM h

-- insight: full_lot
-- question: Is it really the garage?
-- expect: lot_full = 0.35 ± 0.07
-- expect: lot_free = 0.013 ± 0.012
-- ask: lot_full = What share of the survey comments on visits whose parking lot was at least 95 % full on arrival contains the word parking?
-- ask: lot_free = What share of the survey comments on visits whose parking lot was less than 85 % full on arrival contains the word parking?
-- rows: 300000
-- naive: the hour of the day taken for the lot: from 10 to 14 h one comment in five names parking, when the lot is full it is one in three
-- source: 2.8
SELECT avg(CASE WHEN e.parking_occupancy_pct >= 95 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_full,
    avg(CASE WHEN e.parking_occupancy_pct < 85 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_free
FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id
WHERE s.comment_text IS NOT NULL

-- trap:
SELECT avg(CASE WHEN hour(e.start_ts) BETWEEN 10 AND 14 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_full, avg(CASE WHEN hour(e.start_ts) NOT BETWEEN 10 AND 14 THEN CAST(s.comment_text RLIKE r'(?i)parking' AS INT) END) AS lot_free
FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id WHERE s.comment_text IS NOT NULL

-- insight: chat_questions
-- question: Who says "chest pain" in a chat?
-- expect: clinician_share = 0.925 ± 0.04
-- expect: answered_no = 0.92 ± 0.05
-- ask: clinician_share = Of the chat messages that say "chest pain", "CP", "pain in my chest" or "tightness in my chest", what share does a clinician write?
-- ask: answered_no = Of the clinicians' chat messages that say "chest pain", "CP", "pain in my chest" or "tightness in my chest" and end in a question mark, what share is answered in the negative by the next message of the session?
-- rows: 200000
-- naive: only a bare "no" counted as an answer: people say more than that; and a keyword alarm on chats is wrong nine times in ten
-- source: 2.8
WITH c AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, message_text
    FROM chat_messages),
n AS (SELECT sender, message_text, lead(message_text) OVER (PARTITION BY encounter_id ORDER BY
    message_no) AS reply FROM c)
SELECT avg(CASE WHEN sender = 'CLINICIAN' THEN 1D ELSE 0D END) AS clinician_share,
    avg(CASE WHEN sender = 'CLINICIAN' AND message_text RLIKE r'\?$' THEN CAST(reply RLIKE r'(?i)^no' AS INT) END) AS answered_no
FROM n WHERE message_text RLIKE r'(?i)chest pain|\bCP\b|tightness in my chest|pain in my chest'

-- trap:
WITH n AS (SELECT sender, message_text, lead(message_text) OVER (PARTITION BY encounter_id ORDER BY sent_ts) AS reply FROM chat_messages)
SELECT avg(CASE WHEN sender = 'CLINICIAN' THEN 1D ELSE 0D END) AS clinician_share, avg(CASE WHEN sender = 'CLINICIAN' AND message_text RLIKE r'\?$' THEN CAST(lower(reply) IN ('no', 'no.') AS INT) END) AS answered_no
FROM n WHERE message_text RLIKE r'(?i)chest pain|\bCP\b|tightness in my chest|pain in my chest'

-- insight: text_against_chart
-- question: Do note and chart agree?
-- expect: temperature_agrees = 0.97 ± 0.012
-- expect: label_agrees = 0.95 ± 0.015
-- ask: temperature_agrees = Of the discharge summaries that give a temperature in degrees Celsius, what share gives that of the chart on admission, within 0.05 degrees?
-- ask: label_agrees = What share of all discharge summaries prints the label of the stay's coded principal diagnosis as its diagnosis?
-- rows: 200000
-- naive: truncated, wrapped and upper-case notes need a pattern that does not mind case and line ends
-- source: 2.8
WITH d AS (SELECT encounter_id, translate(note_text, '\n', ' ') AS t FROM discharge_summaries),
x AS (SELECT CAST(nullif(regexp_extract(d.t, r'(?i)\b(?:temperature|t) ([0-9]{2}\.[0-9])', 1), '')
    AS DOUBLE) AS temp, e.temperature_celsius AS chart,
    CASE WHEN lower(d.t) LIKE concat('%: ', lower(g.label), '.%') THEN 1D ELSE 0D END AS same_label
    FROM d JOIN encounters e ON e.encounter_id = d.encounter_id
    JOIN diagnoses g ON g.icd10 = e.principal_icd10)
SELECT avg(CASE WHEN temp IS NOT NULL THEN CASE WHEN abs(temp - chart) < 0.05 THEN 1D ELSE 0D END
    END) AS temperature_agrees, avg(same_label) AS label_agrees FROM x

-- trap:
WITH x AS (SELECT CAST(nullif(regexp_extract(d.note_text, r'\b(?:[Tt]emperature|T) ([0-9]{2}\.[0-9])', 1), '') AS DOUBLE) AS temp, e.temperature_celsius AS chart, CASE WHEN d.note_text LIKE concat('%: ', g.label, '.%') THEN 1D ELSE 0D END AS same_label
    FROM discharge_summaries d JOIN encounters e ON e.encounter_id = d.encounter_id JOIN diagnoses g ON g.icd10 = e.principal_icd10)
SELECT avg(CASE WHEN abs(temp - chart) < 0.05 THEN 1D ELSE 0D END) AS temperature_agrees, avg(same_label) AS label_agrees FROM x

-- target: chest_pain_assertions
-- quantity: gold assertions of CHEST_PAIN in summaries
-- expect: present = 0.57 ± 0.06
-- expect: absent = 0.30 ± 0.06
-- expect: conditional = 0.13 ± 0.06
-- rows: 200000
-- source: 2.8; design
SELECT avg(CASE WHEN value = 'PRESENT' THEN 1D ELSE 0D END) AS present,
    avg(CASE WHEN value = 'ABSENT' THEN 1D ELSE 0D END) AS absent,
    avg(CASE WHEN value = 'CONDITIONAL' THEN 1D ELSE 0D END) AS conditional
FROM key.text_spans
WHERE table_name = 'discharge_summaries' AND label_type = 'CONCEPT' AND label = 'CHEST_PAIN'

-- target: all_assertions
-- quantity: gold assertions of all concepts in summaries
-- expect: present = 0.42 ± 0.06
-- expect: absent = 0.35 ± 0.06
-- rows: 200000
-- source: design (i2b2 2010: 69 / 20 in problem lists)
SELECT avg(CASE WHEN value = 'PRESENT' THEN 1D ELSE 0D END) AS present,
    avg(CASE WHEN value = 'ABSENT' THEN 1D ELSE 0D END) AS absent
FROM key.text_spans WHERE table_name = 'discharge_summaries' AND label_type = 'CONCEPT'

-- target: abbreviated_tokens
-- quantity: share of the summaries' tokens that are abbreviations
-- expect: share = 0.17 ± 0.025
-- rows: 200000
-- source: NYPH (17.1 %)
WITH w AS (SELECT explode(split(lower(note_text), r'\s+')) AS w FROM discharge_summaries),
l AS (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon)
SELECT avg(CASE WHEN l.s IS NULL THEN 0D ELSE 1D END) AS share
FROM (SELECT regexp_replace(w, r'^[.,:;()]+|[.,:;()]+$', '') AS w FROM w WHERE w <> '') t
LEFT JOIN l ON l.s = t.w

-- target: sob_is_breath
-- quantity: SOB that means shortness of breath
-- expect: breath >= 0.96
-- rows: 200000
-- source: AMIA 2017
SELECT avg(CASE WHEN value = 'shortness of breath' THEN 1D ELSE 0D END) AS breath
FROM key.text_spans WHERE label_type = 'ABBREVIATION' AND label = 'SOB'

-- target: second_senses
-- quantity: share of the second sense of MS, PT and RA, of the three the least
-- expect: second_sense >= 0.10
-- rows: 200000
-- source: 2.8; design
WITH s AS (SELECT label, value, count(*) AS n FROM key.text_spans
    WHERE label_type = 'ABBREVIATION' AND label IN ('MS', 'PT', 'RA') GROUP BY label, value),
r AS (SELECT label, n / CAST(sum(n) OVER (PARTITION BY label) AS DOUBLE) AS share,
    row_number() OVER (PARTITION BY label ORDER BY n DESC, value) AS k FROM s)
SELECT min(share) AS second_sense FROM r WHERE k = 2

-- target: distinct_sentences
-- quantity: distinct sentences in 10,000 summaries
-- expect: sentences >= 40000
-- rows: 300000
-- source: design
WITH d AS (SELECT translate(lower(note_text), '\n', ' ') AS t, row_number() OVER (ORDER BY
    xxhash64(note_id)) AS k FROM discharge_summaries)
SELECT count(DISTINCT s) AS sentences FROM (SELECT explode(split(t, r'\.\s+')) AS s FROM d
    WHERE k <= 10000)

-- target: note_length
-- quantity: words per summary, median
-- expect: words = 180 ± 25
-- rows: 200000
-- source: design (published 401 to 1,100; shorter here)
SELECT percentile(word_count, 0.5) AS words FROM discharge_summaries

-- target: session_length
-- quantity: messages per chat session
-- expect: messages = 13.1 ± 1
-- rows: 200000
-- source: design (8 to 22)
SELECT count(DISTINCT message_id) / CAST(count(DISTINCT encounter_id) AS DOUBLE) AS messages
FROM chat_messages

-- target: long_stays_long_notes
-- quantity: correlation of a note's words with the logarithm of the stay
-- expect: correlation = 0.39 ± 0.06
-- rows: 200000
-- source: published +0.4
SELECT corr(d.word_count, ln(timestampdiff(HOUR, e.start_ts, e.end_ts) / 24D)) AS correlation
FROM discharge_summaries d JOIN encounters e ON e.encounter_id = d.encounter_id

-- target: shorthand_is_a_habit
-- quantity: share of the variance of notes' abbreviation shares that lies between authors; without the attendings who sign for others
-- expect: of_authors >= 0.5
-- rows: 200000
-- source: published above 0.5
WITH w AS (SELECT note_id, author_id, explode(split(lower(note_text), r'\s+')) AS w
    FROM discharge_summaries WHERE author_id % 100 <> 0),
l AS (SELECT DISTINCT lower(short_form) AS s FROM abbreviation_lexicon),
n AS (SELECT note_id, author_id, avg(CASE WHEN l.s IS NULL THEN 0D ELSE 1D END) AS share FROM
    (SELECT note_id, author_id, regexp_replace(w, r'^[.,:;()]+|[.,:;()]+$', '') AS w FROM w
    WHERE w <> '') t LEFT JOIN l ON l.s = t.w GROUP BY note_id, author_id),
a AS (SELECT share, avg(share) OVER (PARTITION BY author_id) AS of_author FROM n)
SELECT var_pop(of_author) / var_pop(share) AS of_authors FROM a

-- target: ages
-- quantity: median age by type of encounter
-- expect: inpatient = 66 ± 4
-- expect: clinic = 58 ± 4
-- expect: telehealth = 38 ± 4
-- rows: 200000
-- source: design
SELECT percentile(CASE WHEN encounter_type = 'INPATIENT' THEN age_years END, 0.5) AS inpatient,
    percentile(CASE WHEN encounter_type = 'CLINIC' THEN age_years END, 0.5) AS clinic,
    percentile(CASE WHEN encounter_type = 'TELEHEALTH' THEN age_years END, 0.5) AS telehealth
FROM encounters

-- target: fever_is_warm
-- quantity: temperature with gold FEVER present less without, degrees Celsius
-- expect: degrees = 0.9 ± 0.15
-- rows: 200000
-- source: design
WITH f AS (SELECT DISTINCT doc_id FROM key.text_spans WHERE table_name = 'discharge_summaries'
    AND label_type = 'CONCEPT' AND label = 'FEVER' AND value = 'PRESENT')
SELECT avg(CASE WHEN f.doc_id IS NOT NULL THEN e.temperature_celsius END)
    - avg(CASE WHEN f.doc_id IS NULL THEN e.temperature_celsius END) AS degrees
FROM encounters e LEFT JOIN f ON f.doc_id = e.encounter_id WHERE e.encounter_type = 'INPATIENT'

-- target: hours_of_people
-- quantity: summaries that are signed from 22 to 06 h; discharges on Sundays
-- expect: signed_at_night = 0.03 ± 0.015
-- expect: on_sundays = 0.095 ± 0.02
-- rows: 200000
-- source: design
SELECT avg(CASE WHEN hour(signed_ts) >= 22 OR hour(signed_ts) < 6 THEN 1D ELSE 0D END) AS signed_at_night,
    avg(CASE WHEN dayofweek(event_date) = 1 THEN 1D ELSE 0D END) AS on_sundays
FROM discharge_summaries

-- target: campuses_wait_differently
-- quantity: the longest of a four's median waits over the shortest, mean of the fours
-- expect: ratio in 1.25 .. 1.75
-- rows: 200000
-- source: design
WITH c AS (SELECT campus_id, percentile(wait_minutes, 0.5) AS wait FROM encounters
    WHERE encounter_type = 'CLINIC' GROUP BY campus_id),
f AS (SELECT floor((campus_id - 1) / 4) AS four, max(wait) / min(wait) AS ratio, count(*) AS n
    FROM c GROUP BY floor((campus_id - 1) / 4))
SELECT avg(ratio) AS ratio FROM f WHERE n = 4

-- target: full_lots_are_some
-- quantity: share of complaints of parking at the two fullest lots of each four
-- expect: share = 0.70 ± 0.12
-- rows: 300000
-- source: design
WITH l AS (SELECT campus_id, avg(parking_occupancy_pct) AS pct FROM encounters
    WHERE encounter_type = 'CLINIC' GROUP BY campus_id),
r AS (SELECT campus_id, row_number() OVER (PARTITION BY floor((campus_id - 1) / 4) ORDER BY pct
    DESC) AS k, count(*) OVER (PARTITION BY floor((campus_id - 1) / 4)) AS n FROM l),
t AS (SELECT doc_id DIV 67108864 AS campus_id FROM key.text_spans WHERE label_type = 'TOPIC'
    AND label = 'PARKING' AND value = 'NEGATIVE')
SELECT avg(CASE WHEN r.k <= 2 THEN 1D ELSE 0D END) AS share
FROM t JOIN r ON r.campus_id = t.campus_id WHERE r.n = 4

-- target: people_stay_who_they_are
-- quantity: correlation of a person's stars with the ones before; without paper forms
-- expect: correlation in 0.05 .. 0.35
-- rows: 300000
-- source: design
WITH s AS (SELECT e.patient_id, s.overall_stars AS stars, lag(s.overall_stars) OVER (PARTITION BY
    e.patient_id ORDER BY e.start_ts) AS previous FROM survey_responses s
    JOIN encounters e ON e.encounter_id = s.encounter_id WHERE s.channel <> 'PAPER')
SELECT corr(stars, previous) AS correlation FROM s WHERE previous IS NOT NULL

-- target: surveys_with_text
-- quantity: surveys with a comment
-- expect: share = 0.505 ± 0.03
-- rows: 300000
-- source: Doing-Harris 2016 (about 50 %)
SELECT avg(CASE WHEN comment_text IS NULL THEN 0D ELSE 1D END) AS share FROM survey_responses

-- target: stars
-- quantity: surveys with 1 or 2 and with 4 or 5 stars
-- expect: low = 0.28 ± 0.04
-- expect: high = 0.56 ± 0.04
-- rows: 300000
-- source: design (Yelp's are more bimodal, 46 / 50)
SELECT avg(CASE WHEN overall_stars <= 2 THEN 1D ELSE 0D END) AS low,
    avg(CASE WHEN overall_stars >= 4 THEN 1D ELSE 0D END) AS high FROM survey_responses

-- target: waiting_costs_stars
-- quantity: correlation of stars with the measured wait
-- expect: correlation = -0.37 ± 0.06
-- rows: 300000
-- source: design (-0.4)
SELECT corr(s.overall_stars, e.wait_minutes) AS correlation
FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id

-- target: bad_comments_name_several
-- quantity: comments with 1 or 2 stars that name two topics or more
-- expect: several = 0.48 ± 0.06
-- rows: 300000
-- source: design (40 %)
WITH t AS (SELECT doc_id, count(*) AS n FROM key.text_spans WHERE label_type = 'TOPIC'
    GROUP BY doc_id)
SELECT avg(CASE WHEN coalesce(t.n, 0) >= 2 THEN 1D ELSE 0D END) AS several
FROM survey_responses s LEFT JOIN t ON t.doc_id = s.response_id
WHERE s.overall_stars <= 2 AND s.comment_text IS NOT NULL AND s.channel <> 'PAPER'

-- chart: topics_by_stars
-- title: What do comments speak of, by stars?
-- kind: heatmap
-- x: overall rating (stars, 5 is best)
-- y: topic of the comment
-- value: comments that name it (%)
-- note: Waits and parking go with few stars, care with many. Scans of some paper batches read 1 as best.
WITH c AS (SELECT DISTINCT response_id, overall_stars AS stars, comment_text AS t FROM survey_responses WHERE comment_text IS NOT NULL AND overall_stars BETWEEN 1 AND 5),
h AS (SELECT stars, topic, said FROM c LATERAL VIEW stack(5,
    'waiting', t RLIKE r'(?i)\bwait', 'parking', t RLIKE r'(?i)parking', 'bills', t RLIKE r'(?i)\bbill|copay|charges',
    'front desk and staff', t RLIKE r'(?i)front desk|receptionist|\bstaff\b|like a child',
    'care', t RLIKE r'(?i)doctor (did|listened)|treatment|trust the doctor|Dr\.|medical care|nurse practitioner') s AS topic, said)
SELECT CAST(stars AS INT) AS stars, topic, round(100 * avg(CAST(said AS INT)), 2) AS pct FROM h GROUP BY 1, 2 ORDER BY 2, 1

-- chart: parking_by_occupancy
-- title: Is it really the garage?
-- kind: line
-- x: how full the lot was on arrival (%)
-- y: comments that name parking (%)
WITH x AS (SELECT DISTINCT s.response_id, CAST(floor(e.parking_occupancy_pct / 5) * 5 AS INT) AS full_pct, s.comment_text RLIKE r'(?i)parking' AS said
           FROM survey_responses s JOIN encounters e ON e.encounter_id = s.encounter_id WHERE s.comment_text IS NOT NULL AND e.parking_occupancy_pct BETWEEN 0 AND 100)
SELECT full_pct, round(100 * avg(CAST(said AS INT)), 2) AS pct FROM x GROUP BY 1 HAVING count(*) >= 20 ORDER BY 1

-- chart: ways_to_write_breathlessness
-- title: How summaries write that somebody is short of breath
-- kind: bar
-- x: wording
-- y: share of all mentions (%)
-- note: A literal search finds one mention in seven.
WITH d AS (SELECT translate(note_text, '\n', ' ') AS t FROM (SELECT DISTINCT note_id, note_text FROM discharge_summaries)),
m AS (SELECT 'SOB' AS wording, sum(regexp_count(t, r'(?i)\bsob\b')) AS n FROM d
      UNION ALL SELECT 'shortness of breath', sum(regexp_count(t, r'(?i)shortness of breath')) FROM d
      UNION ALL SELECT 'dyspnea', sum(regexp_count(t, r'(?i)\bdyspnea\b(?! on exertion)')) FROM d)
SELECT wording, round(100.0 * n / nullif(sum(n) OVER (), 0), 2) AS pct FROM m ORDER BY 2 DESC

-- detection: chat_clock_skew
-- question: Which messages were stamped by a telephone that is slow?
-- expect: f1 >= 0.95
-- naive: a message sent before the one that it answers is impossible, but whoever takes longer to write than the telephone is slow has a possible time; it is slow for the whole session
WITH m AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, sent_ts FROM chat_messages),
l AS (SELECT *, lag(sent_ts) OVER (PARTITION BY encounter_id ORDER BY message_no) AS before_ts FROM m),
s AS (SELECT DISTINCT encounter_id FROM l WHERE sender = 'PATIENT' AND sent_ts < before_ts)
SELECT 'chat_messages' AS table_name, message_id AS row_key, 'sent_ts' AS column_name, 'chat_clock_skew' AS stage_id
FROM m JOIN s USING (encounter_id) WHERE sender = 'PATIENT'
-- trap:
WITH m AS (SELECT DISTINCT message_id, encounter_id, message_no, sender, sent_ts FROM chat_messages),
l AS (SELECT *, lag(sent_ts) OVER (PARTITION BY encounter_id ORDER BY message_no) AS before_ts FROM m)
SELECT 'chat_messages' AS table_name, message_id AS row_key, 'sent_ts' AS column_name, 'chat_clock_skew' AS stage_id
FROM l WHERE sent_ts < before_ts

-- finds: note_all_caps
SELECT DISTINCT note_id FROM discharge_summaries WHERE note_text = upper(note_text)
