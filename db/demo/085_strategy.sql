-- Opportunities, research entities and their matching, research abroad, posts, forums, and the report of five years ago. All invented.

-- Needs serve goals and teams too: matching and the coverage of holes go by them.
INSERT INTO alignment (id, record, record_id, kind, target, need_id)
SELECT (SELECT max(id) FROM alignment) + row_number() OVER (ORDER BY n.id, s.kind), 'need', n.id, s.kind, s.code, NULL
FROM need n JOIN strategy_item s ON (s.kind = 'visionary_goal' AND s.position = 1 + n.id % 5) OR (s.kind = 'ipt_team' AND s.position = 1 + (n.id / 3) % 5 AND n.id % 2 = 0);

CREATE TEMP TABLE demo_entity (n INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, areas TEXT, goal INTEGER, team INTEGER);
INSERT INTO demo_entity VALUES
  (1, 'Prairie State University', 'university', 'US', 'Terahertz imaging' || char(10) || 'Machine learning for images', 1, 1),
  (2, 'Harbor National Laboratory', 'ffrdc', 'US', 'Trace detection' || char(10) || 'Radiation detection', 1, 3),
  (3, 'Blue Ridge Cyber Works', 'small_firm', 'US', 'Industrial control security', 2, 5),
  (4, 'Coastal Test Centre', 'government_lab', 'US', 'Maritime trials', 5, 4),
  (5, 'Great Lakes Institute of Medicine', 'institute', 'US', 'Biological aerosols', 3, 2),
  (6, 'Summit Responder Systems', 'firm', 'US', 'Wearable sensors' || char(10) || 'Indoor location', 4, 4),
  (7, 'Nordvik University of Technology', 'university', 'SE', 'Terahertz imaging', 1, 1),
  (8, 'Rhine Security Institute', 'institute', 'DE', 'Explosives detection', 1, 3),
  (9, 'Carmel Cyber Centre', 'institute', 'IL', 'Industrial control security' || char(10) || 'Malware analysis', 2, 5),
  (10, 'Southern Cross Flood Centre', 'government_lab', 'AU', 'Flood warning', 5, 4),
  (11, 'Straits Biosurveillance Group', 'government_lab', 'SG', 'Biological aerosols', 3, 2),
  (12, 'Maple Responder Laboratory', 'government_lab', 'CA', 'Protective clothing' || char(10) || 'Indoor location', 4, 4),
  (13, 'Han River Institute', 'institute', 'KR', 'Post-quantum signatures', 2, 5),
  (14, 'Academie Saint-Roch', 'university', 'FR', 'Decision support in crises', 3, 4);

INSERT INTO research_entity (id, ref, name, side, kind, country, partner_id, areas, officer_id, screened_on, screening_outcome, notes)
SELECT d.base + e.n, printf('ENT-%s-%03d', strftime('%Y', d.day), e.n), e.name, CASE e.country WHEN 'US' THEN 'us' ELSE 'foreign' END, e.kind, e.country,
       (SELECT min(p.id) FROM partner p WHERE p.country = e.country AND p.kind IN ('bilateral', 'non_bilateral')), e.areas, d.base + 1 + e.n % 3,
       CASE WHEN e.country <> 'US' AND e.n % 4 <> 1 THEN date(d.day, '-' || (20 + e.n * 9) || ' days') END, CASE WHEN e.country <> 'US' AND e.n % 4 <> 1 THEN 'no_match_found' END, 'Demonstration: invented.'
FROM demo_entity e, demo_day d;
INSERT INTO alignment (id, record, record_id, kind, target)
SELECT (SELECT max(id) FROM alignment) + row_number() OVER (ORDER BY e.n, s.kind), 'research_entity', d.base + e.n, s.kind, s.code
FROM demo_entity e JOIN strategy_item s ON (s.kind = 'visionary_goal' AND s.position = e.goal) OR (s.kind = 'ipt_team' AND s.position = e.team), demo_day d;

INSERT INTO research_match (id, need_id, us_entity_id, foreign_entity_id, state, matched_on, follow_up_on, officer_id, note)
SELECT d.base + row_number() OVER (ORDER BY u.n, f.n), n.id, d.base + u.n, d.base + f.n, CASE (u.n + f.n) % 5 WHEN 0 THEN 'candidate' WHEN 1 THEN 'introduced' WHEN 2 THEN 'talking' WHEN 3 THEN 'working' ELSE 'declined' END,
       date(d.day, '-' || (30 + 11 * f.n) || ' days'), date(d.day, (f.n * 13 - 80) || ' days'), d.base + 1 + f.n % 3, 'Both work on the same methods.'
FROM demo_entity u JOIN demo_entity f ON u.country = 'US' AND f.country <> 'US' AND f.goal = u.goal AND f.team = u.team CROSS JOIN demo_day d
  JOIN need n ON n.id = (SELECT min(x.id) FROM need x JOIN partner p ON p.id = x.partner_id WHERE p.country = f.country);

INSERT INTO opportunity (id, ref, title, state, partner_id, priority, mechanism, activity_type, description, engagement_id, officer_id, found_on, next_on, burden, burden_minor, burden_currency, project_id, dropped_why)
SELECT d.base + x.n, printf('OPP-%s-%03d', strftime('%Y', date(d.day, '-' || (x.n * 17) || ' days')), x.n), t.title, s.state, d.base + x.n % 18 + 1,
       CASE x.n % 3 WHEN 0 THEN 'high' WHEN 1 THEN 'medium' ELSE 'low' END, CASE x.n % 4 WHEN 0 THEN 'project_arrangement' WHEN 1 THEN 'letter_of_intent' WHEN 2 THEN 'crada' ELSE 'mou' END,
       (SELECT code FROM activity_type WHERE position = 1 + x.n % 7), 'Each side brings its data; the method is shared.',
       (SELECT max(e.id) FROM engagement e WHERE e.partner_id = d.base + x.n % 18 + 1 AND e.state IN ('held', 'reported')), d.base + 1 + x.n % 3, date(d.day, '-' || (x.n * 17) || ' days'),
       CASE WHEN s.state NOT IN ('realised', 'dropped') THEN date(d.day, (x.n * 9 - 12) || ' days') END, CASE WHEN x.n % 3 = 0 THEN 'Upkeep of the test set' END, CASE WHEN x.n % 3 = 0 THEN x.n * 250000 END,
       CASE WHEN x.n % 3 = 0 THEN 'USD' END, CASE s.state WHEN 'realised' THEN (SELECT min(j.id) FROM project j WHERE j.partner_id = d.base + x.n % 18 + 1) END, CASE s.state WHEN 'dropped' THEN 'The partner has chosen another way' END
FROM (SELECT n FROM demo_dice WHERE n <= 16) x JOIN (SELECT column1 AS n, column2 AS title FROM (VALUES (1, 'Joint trial of walk-through screening'), (2, 'Shared alerts for industrial controllers'), (3, 'Exercise on a flooded town'),
    (4, 'Detection dogs: common training aids'), (5, 'Indoor location with two services'), (6, 'Biological sensors in a metro'), (7, 'Small boats: one radar picture'), (8, 'Parcel screening at two hubs'),
    (9, 'Cross-border radio'), (10, 'Drone detection near runways'), (11, 'Heat strain of responders'), (12, 'Document identity at ferries'), (13, 'Stadium exits by simulation'), (14, 'Rural border sensors'),
    (15, 'Hospital ransomware exercise'), (16, 'Water supply: warning of tampering'))) t ON t.n = x.n
  JOIN (SELECT column1 AS n, column2 AS state FROM (VALUES (0, 'idea'), (1, 'exploring'), (2, 'shaping'), (3, 'offered'), (4, 'agreed'), (5, 'realised'), (6, 'dropped'), (7, 'idea'))) s ON s.n = x.n % 8 CROSS JOIN demo_day d;
INSERT INTO opportunity_need (id, opportunity_id, need_id)
SELECT d.base + row_number() OVER (ORDER BY o.id), o.id, n.id FROM opportunity o JOIN need n ON n.id = (SELECT min(x.id) FROM need x WHERE x.partner_id = o.partner_id) CROSS JOIN demo_day d;
INSERT INTO alignment (id, record, record_id, kind, target)
SELECT (SELECT max(id) FROM alignment) + row_number() OVER (ORDER BY o.id), 'opportunity', o.id, 'visionary_goal', s.code FROM opportunity o JOIN strategy_item s ON s.kind = 'visionary_goal' AND s.position = 1 + o.id % 5;

INSERT INTO watch_item (id, ref, title, technology, source, source_text, seen_on, country, entity_id, readiness, need_id, relevance, state, follow_up_on, officer_id)
SELECT d.base + e.n, printf('WAT-%s-%03d', strftime('%Y', date(d.day, '-' || (e.n * 12) || ' days')), e.n), CASE e.n % 4 WHEN 0 THEN 'Flood forecast within the hour' WHEN 1 THEN 'Signatures that outlast quantum computers' WHEN 2 THEN 'Sensors woven into clothing' ELSE 'Imaging through coats at two metres' END || ', ' || e.name,
       CASE e.n % 4 WHEN 0 THEN 'Hydrology' WHEN 1 THEN 'Cryptography' WHEN 2 THEN 'Wearables' ELSE 'Terahertz imaging' END, CASE e.n % 3 WHEN 0 THEN 'publication' WHEN 1 THEN 'conference' ELSE 'post' END, 'Invented for the demonstration',
       date(d.day, '-' || (e.n * 12) || ' days'), e.country, d.base + e.n, 2 + e.n % 6, (SELECT min(x.id) FROM need x JOIN partner p ON p.id = x.partner_id WHERE p.country = e.country AND x.kind = 'capability_gap'),
       'Half the time at the checkpoint, if it holds outside the laboratory.', CASE e.n % 5 WHEN 0 THEN 'followed' WHEN 1 THEN 'let_go' ELSE 'watched' END, date(d.day, (e.n * 11 - 95) || ' days'), d.base + 1 + e.n % 3
FROM demo_entity e, demo_day d WHERE e.country <> 'US';

INSERT INTO post (id, title, kind, agency, city, country, person, officer_id, since)
SELECT d.base + x.n, x.title, x.kind, 'Department of Homeland Security', x.city, x.country, 'Named in the list of posts', d.base + 1, date(d.day, '-' || (400 + x.n * 90) || ' days')
FROM (SELECT column1 AS n, column2 AS title, column3 AS kind, column4 AS city, column5 AS country FROM (VALUES (1, 'Attaché, London', 'attache', 'London', 'GB'), (2, 'Attaché, Canberra', 'attache', 'Canberra', 'AU'),
    (3, 'Science office, Brussels', 'science', 'Brussels', 'BE'), (4, 'Liaison, Singapore', 'liaison', 'Singapore', 'SG'), (5, 'Attaché, Ottawa', 'attache', 'Ottawa', 'CA'))) x, demo_day d;
INSERT INTO post_country (id, post_id, country)
SELECT d.base + row_number() OVER (ORDER BY x.n, x.country), d.base + x.n, x.country
FROM (SELECT column1 AS n, column2 AS country FROM (VALUES (1, 'SE'), (1, 'NL'), (2, 'NZ'), (3, 'FR'), (3, 'DE'), (3, 'ES'), (3, 'PL'), (4, 'JP'), (4, 'KR'))) x, demo_day d;

INSERT INTO forum (id, title, kind, part, topic, since, next_on, next_place, papers_on, officer_id)
SELECT d.base + x.n, x.title, x.kind, x.part, x.topic, date(d.day, '-' || (700 + 100 * x.n) || ' days'), CASE WHEN x.days IS NOT NULL THEN date(d.day, x.days || ' days') END, x.place, CASE WHEN x.days > 40 THEN date(d.day, (x.days - 40) || ' days') END, d.base + 1 + x.n % 3
FROM (SELECT column1 AS n, column2 AS title, column3 AS kind, column4 AS part, column5 AS topic, column6 AS days, column7 AS place FROM (VALUES
    (1, 'Forum of responder research', 'forum', 'member', 'Needs of responders', 25, 'Stockholm'), (2, 'Working group on aviation screening', 'working_group', 'chair', 'Checkpoints', 60, 'London'),
    (3, 'Symposium on sensors and detection', 'symposium', 'speaker', 'Trace detection', 130, 'Berlin'), (4, 'Conference on critical networks', 'conference', 'observer', 'Cyber security', NULL, NULL))) x, demo_day d;

-- The report of five years ago: kept lines of what is in the file today, so that the next one can say what became of them.
INSERT INTO report_edition (id, title, covers_from, covers_to, made_on, signed_on, signed_by, sent_on, officer_id)
SELECT base + 1, 'Report to Congress of the five years before', date(day, '-10 years'), date(day, '-3 years'), date(day, '-3 years'), date(day, '-3 years', '+20 days'), 'Under Secretary (demonstration)', date(day, '-3 years', '+25 days'), base + 1 FROM demo_day;
INSERT OR IGNORE INTO report_edition_part (report_edition_id, section, record, record_id, reported_ref, title, goals, standing)
SELECT d.base + 1, 2, 'project', j.id, j.ref, j.title, j.objectives, 'Active' FROM project j, demo_day d WHERE j.starts_on < date(d.day, '-3 years') AND j.state IN ('completed', 'closed', 'active');
