-- Lists of opportunities, research entities and their matching, watch items, posts and forums, with their search texts.

CREATE VIEW opportunity_list AS
SELECT o.id, o.ref, o.title, o.state, s.label AS state_label, s.position AS state_order, s.ended, o.partner_id, p.name AS partner, p.code AS partner_code, o.priority, y.label AS priority_label,
       o.mechanism, k.label AS mechanism_label, o.engagement_id, e.ref AS engagement, o.officer_id, f.name AS officer, o.found_on, o.next_on, o.burden_minor, o.burden_currency,
       o.agreement_id, o.project_id, coalesce(j.ref, a.ref) AS result, (SELECT count(*) FROM opportunity_need n WHERE n.opportunity_id = o.id) AS needs
FROM opportunity o LEFT JOIN opportunity_state s ON s.code = o.state LEFT JOIN partner p ON p.id = o.partner_id LEFT JOIN priority y ON y.code = o.priority LEFT JOIN agreement_kind k ON k.code = o.mechanism
  LEFT JOIN engagement e ON e.id = o.engagement_id LEFT JOIN officer f ON f.id = o.officer_id LEFT JOIN agreement a ON a.id = o.agreement_id LEFT JOIN project j ON j.id = o.project_id;

CREATE VIEW opportunity_need_list AS
SELECT x.id, x.opportunity_id, o.ref AS opportunity, o.title AS opportunity_title, s.label AS opportunity_state, x.need_id, n.ref AS need, n.title AS title, k.label AS kind_label, p.name AS partner
FROM opportunity_need x LEFT JOIN opportunity o ON o.id = x.opportunity_id LEFT JOIN opportunity_state s ON s.code = o.state LEFT JOIN need n ON n.id = x.need_id LEFT JOIN need_kind k ON k.code = n.kind
  LEFT JOIN partner p ON p.id = n.partner_id;

CREATE VIEW research_entity_list AS
SELECT e.id, e.ref, e.name, e.name AS title, e.side, d.label AS side_label, e.kind, k.label AS kind_label, e.country, c.label AS country_label, e.city, e.partner_id, p.name AS partner, e.areas,
       replace(e.areas, char(10), ', ') AS areas_line, e.officer_id, o.name AS officer, e.screened_on, e.screening_outcome, s.label AS screening_label, e.active,
       (SELECT count(*) FROM research_match m WHERE m.us_entity_id = e.id) + (SELECT count(*) FROM research_match m WHERE m.foreign_entity_id = e.id) AS matches
FROM research_entity e LEFT JOIN side d ON d.code = e.side LEFT JOIN research_entity_kind k ON k.code = e.kind LEFT JOIN country c ON c.code = e.country LEFT JOIN partner p ON p.id = e.partner_id
  LEFT JOIN officer o ON o.id = e.officer_id LEFT JOIN screening_outcome s ON s.code = e.screening_outcome;

CREATE VIEW research_match_list AS
SELECT m.id, u.name || ' and ' || f.name AS title, m.need_id, n.ref AS need, n.title AS need_title, n.partner_id, p.name AS partner, p.code AS partner_code, m.us_entity_id, u.name AS us_entity,
       m.foreign_entity_id, f.name AS foreign_entity, m.state, s.label AS state_label, s.ended, m.matched_on, m.follow_up_on, m.officer_id, o.name AS officer, m.project_id, j.ref AS project
FROM research_match m LEFT JOIN need n ON n.id = m.need_id LEFT JOIN partner p ON p.id = n.partner_id LEFT JOIN research_entity u ON u.id = m.us_entity_id LEFT JOIN research_entity f ON f.id = m.foreign_entity_id
  LEFT JOIN research_match_state s ON s.code = m.state LEFT JOIN officer o ON o.id = m.officer_id LEFT JOIN project j ON j.id = m.project_id;

-- Needs without any match, with the entities of both sides that are aligned with them, with the same team or with the same goal as what serves the need: who could meet.
CREATE VIEW match_candidate (need_id, side, entity_id, because) AS
SELECT n.id, e.side, e.id, 'aligned with this need' FROM need n JOIN alignment a ON a.record = 'research_entity' AND a.kind = 'gap' AND a.need_id = n.id JOIN research_entity e ON e.id = a.record_id AND e.active = 1
UNION
SELECT n.id, e.side, e.id, 'serves ' || i.label FROM need n JOIN alignment s ON s.record = 'need' AND s.record_id = n.id AND s.kind IN ('visionary_goal', 'ipt_team')
  JOIN alignment a ON a.record = 'research_entity' AND a.kind = s.kind AND a.target = s.target JOIN strategy_item i ON i.kind = s.kind AND i.code = s.target JOIN research_entity e ON e.id = a.record_id AND e.active = 1;
CREATE VIEW match_candidate_list AS
SELECT row_number() OVER (ORDER BY c.need_id, c.side DESC, e.name, c.because) AS id, c.need_id, n.ref AS need, n.title AS need_title, c.side, d.label AS side_label, c.entity_id, e.name AS title, c.because,
       EXISTS (SELECT 1 FROM research_match m WHERE m.need_id = c.need_id AND c.entity_id IN (m.us_entity_id, m.foreign_entity_id)) AS matched, 'research_entities' AS open_screen, c.entity_id AS open_id
FROM match_candidate c JOIN need n ON n.id = c.need_id JOIN research_entity e ON e.id = c.entity_id JOIN side d ON d.code = c.side;

CREATE VIEW watch_item_list AS
SELECT w.id, w.ref, w.title, w.technology, w.source, r.label AS source_label, w.seen_on, w.country, c.label AS country_label, w.entity_id, e.name AS entity, w.engagement_id, w.readiness, w.need_id, n.ref AS need,
       n.title AS need_title, w.state, s.label AS state_label, s.ended, w.follow_up_on, w.officer_id, o.name AS officer, w.opportunity_id, q.ref AS opportunity
FROM watch_item w LEFT JOIN watch_source r ON r.code = w.source LEFT JOIN country c ON c.code = w.country LEFT JOIN research_entity e ON e.id = w.entity_id LEFT JOIN need n ON n.id = w.need_id
  LEFT JOIN watch_state s ON s.code = w.state LEFT JOIN officer o ON o.id = w.officer_id LEFT JOIN opportunity q ON q.id = w.opportunity_id;

-- A post reaches the country where it stands and those that it covers; `partners` are those of these countries.
CREATE VIEW post_reach (post_id, country) AS SELECT id, country FROM post UNION SELECT post_id, country FROM post_country;
CREATE VIEW post_list AS
SELECT t.id, t.title, t.kind, k.label AS kind_label, t.agency, t.city, t.country, c.label AS country_label, t.person, t.officer_id, o.name AS officer, t.since, t.until, t.until < d.day AS ended,
       (SELECT count(*) FROM (SELECT t.country UNION SELECT x.country FROM post_country x WHERE x.post_id = t.id)) AS countries,
       (SELECT group_concat(code, ' ') FROM
         (SELECT p.code FROM (SELECT t.country AS country UNION SELECT x.country FROM post_country x WHERE x.post_id = t.id) r CROSS JOIN partner p ON p.country = r.country AND p.active = 1 ORDER BY p.code)) AS partners
FROM post t LEFT JOIN post_kind k ON k.code = t.kind LEFT JOIN country c ON c.code = t.country LEFT JOIN officer o ON o.id = t.officer_id CROSS JOIN today d;
CREATE VIEW post_country_list AS
SELECT x.id, x.post_id, t.title AS post, x.country, c.label AS title, (SELECT group_concat(p.name, ', ') FROM partner p WHERE p.country = x.country) AS partners
FROM post_country x LEFT JOIN post t ON t.id = x.post_id LEFT JOIN country c ON c.code = x.country;
-- The posts that reach a partner.
CREATE VIEW partner_post_list AS
SELECT row_number() OVER (ORDER BY p.id, t.title) AS id, p.id AS partner_id, t.title, k.label AS kind_label, t.city, t.person, CASE WHEN t.country = p.country THEN 'In the country' ELSE 'From ' || c.label END AS reach, 'posts' AS open_screen, t.id AS open_id
FROM partner p JOIN post_reach r ON r.country = p.country JOIN post t ON t.id = r.post_id JOIN post_kind k ON k.code = t.kind JOIN country c ON c.code = t.country CROSS JOIN today d
WHERE t.until IS NULL OR t.until >= d.day;

CREATE VIEW forum_list AS
SELECT f.id, f.title, f.kind, k.label AS kind_label, f.part, q.label AS part_label, f.partner_id, p.name AS partner, f.topic, f.since, f.until, f.until < d.day AS ended, f.next_on, f.next_place, f.papers_on,
       f.engagement_id, e.ref AS engagement, f.officer_id, o.name AS officer
FROM forum f LEFT JOIN forum_kind k ON k.code = f.kind LEFT JOIN forum_part q ON q.code = f.part LEFT JOIN partner p ON p.id = f.partner_id LEFT JOIN engagement e ON e.id = f.engagement_id
  LEFT JOIN officer o ON o.id = f.officer_id CROSS JOIN today d;

CREATE VIEW opportunity_search (id, title, body) AS
SELECT o.id, o.title, coalesce(o.ref, '') || ' ' || o.title || ' ' || coalesce(o.description, '') || ' ' || coalesce(p.name, '') FROM opportunity o LEFT JOIN partner p ON p.id = o.partner_id;
CREATE VIEW research_entity_search (id, title, body) AS
SELECT e.id, e.name, coalesce(e.ref, '') || ' ' || e.name || ' ' || coalesce(e.aliases, '') || ' ' || coalesce(e.areas, '') || ' ' || coalesce(e.city, '') || ' ' || c.label FROM research_entity e JOIN country c ON c.code = e.country;
CREATE VIEW research_match_search (id, title, body) AS
SELECT m.id, u.name || ' and ' || f.name, u.name || ' ' || f.name || ' ' || n.title || ' ' || coalesce(n.ref, '') || ' ' || coalesce(m.note, '') FROM research_match m JOIN research_entity u ON u.id = m.us_entity_id
  JOIN research_entity f ON f.id = m.foreign_entity_id JOIN need n ON n.id = m.need_id;
CREATE VIEW watch_item_search (id, title, body) AS
SELECT w.id, w.title, coalesce(w.ref, '') || ' ' || w.title || ' ' || coalesce(w.technology, '') || ' ' || coalesce(w.source_text, '') || ' ' || coalesce(w.relevance, '') || ' ' || coalesce(e.name, '') FROM watch_item w LEFT JOIN research_entity e ON e.id = w.entity_id;
CREATE VIEW post_search (id, title, body) AS SELECT t.id, t.title, t.title || ' ' || coalesce(t.agency, '') || ' ' || coalesce(t.city, '') || ' ' || coalesce(t.person, '') || ' ' || c.label FROM post t JOIN country c ON c.code = t.country;
CREATE VIEW forum_search (id, title, body) AS SELECT f.id, f.title, f.title || ' ' || coalesce(f.topic, '') || ' ' || coalesce(f.next_place, '') FROM forum f;
