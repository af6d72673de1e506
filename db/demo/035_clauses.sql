-- A clause library, written for this demonstration: illustrations of how such articles read, and no legal text. One of them has been worded twice.

INSERT INTO clause (id, title, topic, template, illustration, notes)
SELECT d.base + CAST(c.n AS INTEGER), c.title, c.topic, nullif(c.template, ''), 1, 'Illustration, not legal text: written for the demonstration.'
FROM demo_clause c, demo_day d ORDER BY CAST(c.n AS INTEGER);

INSERT INTO clause_version (id, clause_id, version, state, text, approved_by, approved_on, notes)
SELECT d.base + CAST(c.n AS INTEGER), d.base + CAST(c.n AS INTEGER), 1, 'approved', c.text, 'Lena Novak (demonstration)', date(d.day, '-400 days'), 'Illustration, not legal text.'
FROM demo_clause c, demo_day d ORDER BY CAST(c.n AS INTEGER);

INSERT INTO clause_version (id, clause_id, version, state, text, notes)
SELECT d.base + 1000, v.clause_id, 2, 'draft', replace(v.text, 'sixty days', 'forty-five days'), 'Illustration, not legal text. Shorter review, asked for by partners.'
FROM clause_version v JOIN clause c ON c.id = v.clause_id, demo_day d WHERE c.topic = 'information' AND c.template = 'umbrella';
