-- Answers to the checklist of each case, as far as its state has come. In cases under way some are UNKNOWN, and one in a while is a red flag.

INSERT INTO answer (id, export_case_id, question, answer, text, note, evidence, answered_by, answered_at, edition)
SELECT base + row_number() OVER (ORDER BY n, place), base + n, question, answer,
       CASE answer WHEN 'text' THEN replace(replace(replace(words, '{kind}', kind_label), '{mode}', mode_label), '{direction}', direction_label) END,
       CASE answer WHEN 'unknown' THEN 'Asked the laboratory' WHEN 'yes' THEN CASE WHEN section = 10 THEN 'Employer changed since the last visit: asked the partner' END END,
       CASE question WHEN '7.12' THEN 'End-use statement, see Documents' WHEN '6.1' THEN 'Screening output of the day' END, CASE place % 3 WHEN 0 THEN 'ruth.okafor' ELSE 'omar.haddad' END,
       date(day, '-' || (5 + (n + place) % 20) || ' days'), (SELECT as_of FROM rule_table WHERE name = 'eccn')
FROM (SELECT c.n, c.base, c.day, q.question, CAST(q.n AS INTEGER) AS place, CAST(q.section AS INTEGER) AS section, q.words, k.label AS kind_label, coalesce(m.label, 'Not decided yet') AS mode_label, r.label AS direction_label,
             CASE WHEN NOT c.settled AND q.answer <> 'text' AND (c.n * 13 + CAST(q.n AS INTEGER)) % 17 = 0 THEN 'unknown'
                  WHEN NOT c.settled AND CAST(q.section AS INTEGER) = 10 AND (c.n + CAST(q.n AS INTEGER)) % 41 = 0 THEN 'yes' ELSE q.answer END AS answer
      FROM (SELECT d.*, CASE d.state WHEN 'draft' THEN -1 WHEN 'facts_incomplete' THEN 0 WHEN 'in_classification' THEN 3 WHEN 'awaiting_ruling' THEN 4 WHEN 'in_determination' THEN 6 WHEN 'on_hold' THEN 2 WHEN 'withdrawn' THEN 1
                             WHEN 'awaiting_sign_off' THEN 11 WHEN 'reopened' THEN 11 WHEN 'determined' THEN 12 WHEN 'conditions_open' THEN 13 ELSE 14 END AS reach,
                   d.state IN ('determined', 'conditions_open', 'transferred', 'closed', 'superseded', 'purge_due') AS settled FROM demo_case d) c
      JOIN export_case x ON x.id = c.base + c.n JOIN transfer_kind k ON k.code = x.transfer_kind LEFT JOIN transfer_mode m ON m.code = x.transfer_mode JOIN transfer_direction r ON r.code = x.direction
      JOIN demo_usual_answer q ON CAST(q.section AS INTEGER) <= c.reach AND NOT (c.state = 'facts_incomplete' AND CAST(q.n AS INTEGER) > 7));
