-- Which reviews a visit needs and why, from the rules; and what a changed fact reopens.

-- The lists of countries that rules name.
CREATE VIEW country_concern (list, country) AS
SELECT 'ear_e1', country FROM country_group WHERE e1 = 1
UNION ALL SELECT 'ear_e2', country FROM country_group WHERE e2 = 1
UNION ALL SELECT 'ear_d1', country FROM country_group WHERE d1 = 1
UNION ALL SELECT 'ear_d2', country FROM country_group WHERE d2 = 1
UNION ALL SELECT 'ear_d3', country FROM country_group WHERE d3 = 1
UNION ALL SELECT 'ear_d4', country FROM country_group WHERE d4 = 1
UNION ALL SELECT 'ear_d5', country FROM country_group WHERE d5 = 1
UNION ALL SELECT 'itar_126_1', country FROM itar_126_1 WHERE status <> 'removed'
UNION ALL SELECT 'terror_sponsor', country FROM terror_sponsor WHERE current = 1;

-- Of persons who still come: one who is denied or withdrew asks for nothing.
CREATE VIEW visit_review_reason (visit_id, kind, why, mandatory, source, verified, position) AS
SELECT v.id, r.kind, r.why, r.mandatory, r.source, r.verified, r.position
FROM visit v JOIN review_rule r
  ON (r.visit_kind IS NULL OR r.visit_kind = v.kind)
 AND (r.days_from IS NULL OR julianday(v.departs_on) - julianday(v.arrives_on) + 1 >= r.days_from)
 AND (r.days_to IS NULL OR julianday(v.departs_on) - julianday(v.arrives_on) + 1 <= r.days_to)
 AND (r.in_person IS NULL OR r.in_person = (v.kind <> 'virtual'))
 AND (r.it_access IS NULL OR r.it_access = (v.it_access = 1 OR v.remote_access = 1))
 AND (r.classified IS NULL OR r.classified = (v.classification <> 'unclassified'))
 AND (r.non_public IS NULL OR r.non_public = (v.non_public_areas = 1 OR EXISTS (SELECT 1 FROM visit_area a WHERE a.visit_id = v.id AND a.permitted = 1 AND a.public_area = 0)))
 AND (r.country_list IS NULL OR EXISTS (SELECT 1 FROM visit_visitor x JOIN citizenship c ON c.visitor_id = x.visitor_id JOIN country_concern k ON k.list = r.country_list AND k.country = c.country
                                        WHERE x.visit_id = v.id AND x.state NOT IN ('denied', 'withdrawn')))
 AND (r.foreign_military IS NULL OR EXISTS (SELECT 1 FROM visit_visitor x JOIN visitor n ON n.id = x.visitor_id AND n.foreign_military = r.foreign_military
                                            WHERE x.visit_id = v.id AND x.state NOT IN ('denied', 'withdrawn')));

-- An exemption is a decision with its reason (a CHECK of visit); with it nothing is needed.
CREATE VIEW visit_review_needed (visit_id, kind) AS
SELECT DISTINCT n.visit_id, n.kind FROM visit_review_reason n JOIN visit v ON v.id = n.visit_id WHERE n.mandatory = 1 AND v.exempt_class IS NULL;

-- A changed fact ---------------------------------------------------------------------------------------------------------------------------
-- What a change does stands once: whoever sees one change puts (visit, fact) into this view. The reviews that the fact touches and that had settled are superseded
-- and asked again; a review that is needed for the first time is asked; an approval that rested on them falls.
CREATE VIEW visit_fact_changed (visit_id, fact) AS SELECT id, '' FROM visit WHERE 0;

CREATE TRIGGER visit_fact_reopens_reviews INSTEAD OF INSERT ON visit_fact_changed
WHEN (SELECT undoing FROM store_state) = 0
  AND EXISTS (SELECT 1 FROM visit v JOIN visit_state s ON s.code = v.state WHERE v.id = NEW.visit_id AND (s.phase IN ('approved', 'on_site', 'stopped') OR v.state IN ('in_review', 'change_requested', 'info_needed')))
BEGIN
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'visit', NEW.visit_id, k.label || ' review asked again', (SELECT label FROM visit_fact WHERE code = NEW.fact) || ' changed', d.day, t.source
  FROM review r JOIN review_result e ON e.code = r.result JOIN review_touch t ON t.fact = NEW.fact AND t.review_kind = r.kind JOIN review_kind k ON k.code = r.kind CROSS JOIN today d
  WHERE r.visit_id = NEW.visit_id AND e.settles = 1 AND e.allows = 1 AND r.result <> 'superseded' GROUP BY r.kind ORDER BY k.position;

  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'visit', NEW.visit_id, k.label || ' review asked for', (SELECT label FROM visit_fact WHERE code = NEW.fact) || ' changed', d.day,
         (SELECT q.source FROM visit_review_reason q WHERE q.visit_id = n.visit_id AND q.kind = n.kind AND q.mandatory = 1 ORDER BY q.position LIMIT 1)
  FROM visit_review_needed n JOIN review_kind k ON k.code = n.kind CROSS JOIN today d
  WHERE n.visit_id = NEW.visit_id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = n.visit_id AND r.kind = n.kind AND r.result IS NOT 'superseded') ORDER BY k.position;

  INSERT INTO review (visit_id, kind, mandatory, reviewer, officer_id, requested_on, due_on, notes)
  SELECT r.visit_id, r.kind, max(r.mandatory), r.reviewer, r.officer_id, d.day, max(d.day, date(v.arrives_on, '-8 days')), 'Asked again: ' || (SELECT label FROM visit_fact WHERE code = NEW.fact) || ' changed'
  FROM review r JOIN visit v ON v.id = r.visit_id JOIN review_result e ON e.code = r.result JOIN review_touch t ON t.fact = NEW.fact AND t.review_kind = r.kind CROSS JOIN today d
  WHERE r.visit_id = NEW.visit_id AND e.settles = 1 AND e.allows = 1 AND r.result <> 'superseded'
    AND NOT EXISTS (SELECT 1 FROM review o WHERE o.visit_id = r.visit_id AND o.kind = r.kind AND (o.result IS NULL OR o.result = 'information_needed')) GROUP BY r.kind;
  UPDATE review SET result = 'superseded'
  WHERE visit_id = NEW.visit_id AND result IN (SELECT code FROM review_result WHERE settles = 1 AND allows = 1 AND code <> 'superseded') AND kind IN (SELECT review_kind FROM review_touch WHERE fact = NEW.fact);
  INSERT INTO review (visit_id, kind, mandatory, officer_id, requested_on, due_on)
  SELECT n.visit_id, n.kind, 1, v.officer_id, d.day, max(d.day, date(v.arrives_on, '-8 days'))
  FROM visit_review_needed n JOIN visit v ON v.id = n.visit_id CROSS JOIN today d
  WHERE n.visit_id = NEW.visit_id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = n.visit_id AND r.kind = n.kind AND r.result IS NOT 'superseded');

  -- The approval rested on what is open again. Who is on site stays; the change is asked for.
  INSERT INTO consequence (record, record_id, effect, because, happened_on, cite)
  SELECT 'visit', v.id, CASE v.state WHEN 'checked_in' THEN 'No longer approved as it is: a change is asked for' ELSE 'No longer ' || lower(s.label) || ': back in review' END,
         (SELECT label FROM visit_fact WHERE code = NEW.fact) || ' changed', d.day, 'office rule'
  FROM visit v JOIN visit_state s ON s.code = v.state CROSS JOIN today d
  WHERE v.id = NEW.visit_id AND s.phase IN ('approved', 'on_site') AND EXISTS (SELECT 1 FROM review r WHERE r.visit_id = v.id AND r.mandatory = 1 AND r.result IS NULL);
  INSERT INTO move (record, record_id, from_state, to_state, moved_on, comment)
  SELECT 'visit', v.id, v.state, CASE v.state WHEN 'checked_in' THEN 'change_requested' ELSE 'in_review' END, d.day, 'By itself: ' || (SELECT label FROM visit_fact WHERE code = NEW.fact) || ' changed'
  FROM visit v JOIN visit_state s ON s.code = v.state CROSS JOIN today d
  WHERE v.id = NEW.visit_id AND s.phase IN ('approved', 'on_site') AND EXISTS (SELECT 1 FROM review r WHERE r.visit_id = v.id AND r.mandatory = 1 AND r.result IS NULL);
  UPDATE visit SET state = 'change_requested'
  WHERE id = NEW.visit_id AND state IN ('checked_in', 'approved', 'approved_with_conditions', 'host_briefed', 'expected')
    AND EXISTS (SELECT 1 FROM review r WHERE r.visit_id = visit.id AND r.mandatory = 1 AND r.result IS NULL);
  UPDATE visit SET state = 'in_review'
  WHERE id = NEW.visit_id AND state = 'change_requested' AND NOT EXISTS (SELECT 1 FROM visit_visitor x WHERE x.visit_id = visit.id AND x.state = 'on_site')
    AND EXISTS (SELECT 1 FROM review r WHERE r.visit_id = visit.id AND r.mandatory = 1 AND r.result IS NULL);
END;

-- Who sees the changes: columns of the visit, its people, its areas, and what is known of a person in every visit to come.
CREATE TRIGGER visit_subjects_changed AFTER UPDATE OF subjects ON visit WHEN OLD.subjects IS NOT NEW.subjects BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.id, 'subjects');
END;
CREATE TRIGGER visit_it_access_changed AFTER UPDATE OF it_access, remote_access, it_systems ON visit
WHEN OLD.it_access <> NEW.it_access OR OLD.remote_access <> NEW.remote_access OR OLD.it_systems IS NOT NEW.it_systems BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.id, 'it_access');
END;
CREATE TRIGGER visit_access_changed AFTER UPDATE OF site, non_public_areas ON visit WHEN OLD.site IS NOT NEW.site OR OLD.non_public_areas <> NEW.non_public_areas BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.id, 'areas');
END;
CREATE TRIGGER visit_level_changed AFTER UPDATE OF classification ON visit WHEN OLD.classification <> NEW.classification BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.id, 'classification');
END;
CREATE TRIGGER visit_dates_changed AFTER UPDATE OF arrives_on, departs_on ON visit
WHEN max(abs(julianday(NEW.arrives_on) - julianday(OLD.arrives_on)), abs(julianday(NEW.departs_on) - julianday(OLD.departs_on)))
     > coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'visit_date_slack'), 0) BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.id, 'dates');
END;
CREATE TRIGGER visit_person_added AFTER INSERT ON visit_visitor WHEN EXISTS (SELECT 1 FROM review r WHERE r.visit_id = NEW.visit_id) AND NEW.state NOT IN ('denied', 'withdrawn') BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.visit_id, 'person');
END;
CREATE TRIGGER visit_person_exchanged AFTER UPDATE OF visitor_id ON visit_visitor WHEN OLD.visitor_id <> NEW.visitor_id BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.visit_id, 'person');
END;
CREATE TRIGGER visit_area_named AFTER INSERT ON visit_area WHEN EXISTS (SELECT 1 FROM review r WHERE r.visit_id = NEW.visit_id) BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.visit_id, 'areas');
END;
CREATE TRIGGER visit_area_changed AFTER UPDATE OF area, site, building, room, public_area, permitted, escort_required ON visit_area
WHEN OLD.area <> NEW.area OR OLD.site IS NOT NEW.site OR OLD.building IS NOT NEW.building OR OLD.room IS NOT NEW.room OR OLD.public_area <> NEW.public_area OR OLD.permitted <> NEW.permitted
  OR OLD.escort_required <> NEW.escort_required BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) VALUES (NEW.visit_id, 'areas');
END;
CREATE TRIGGER visitor_employer_changed AFTER UPDATE OF employer, employer_country, foreign_military ON visitor
WHEN OLD.purged_on IS NEW.purged_on AND (OLD.employer IS NOT NEW.employer OR OLD.employer_country IS NOT NEW.employer_country OR OLD.foreign_military IS NOT NEW.foreign_military) BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) SELECT x.visit_id, 'employer' FROM visit_visitor x WHERE x.visitor_id = NEW.id AND x.state NOT IN ('denied', 'withdrawn');
END;
CREATE TRIGGER citizenship_entered AFTER INSERT ON citizenship BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) SELECT x.visit_id, 'nationality' FROM visit_visitor x WHERE x.visitor_id = NEW.visitor_id AND x.state NOT IN ('denied', 'withdrawn');
END;
CREATE TRIGGER citizenship_changed AFTER UPDATE OF country, kind, current ON citizenship WHEN OLD.country <> NEW.country OR OLD.kind <> NEW.kind OR OLD.current <> NEW.current BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) SELECT x.visit_id, 'nationality' FROM visit_visitor x WHERE x.visitor_id = NEW.visitor_id AND x.state NOT IN ('denied', 'withdrawn');
END;
CREATE TRIGGER citizenship_removed AFTER DELETE ON citizenship BEGIN
  INSERT INTO visit_fact_changed (visit_id, fact) SELECT x.visit_id, 'nationality' FROM visit_visitor x WHERE x.visitor_id = OLD.visitor_id AND x.state NOT IN ('denied', 'withdrawn');
END;

-- The day of an exemption is kept even where nobody entered it.
CREATE TRIGGER visit_exemption_dated AFTER UPDATE OF exempt_class ON visit WHEN NEW.exempt_class IS NOT NULL AND NEW.exempt_on IS NULL AND (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE visit SET exempt_on = (SELECT day FROM today) WHERE id = NEW.id;
END;
CREATE TRIGGER visit_exempt_at_once_dated AFTER INSERT ON visit WHEN NEW.exempt_class IS NOT NULL AND NEW.exempt_on IS NULL AND (SELECT undoing FROM store_state) = 0 BEGIN
  UPDATE visit SET exempt_on = (SELECT day FROM today) WHERE id = NEW.id;
END;
