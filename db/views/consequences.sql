-- What follows from a move of a visit and would be forgotten: the reviews that it needs are asked for, and the days of its life are written where they are empty.
-- The officer may change all of it afterwards; while an undo is applied nothing follows.

CREATE TRIGGER visit_asks_for_its_reviews AFTER UPDATE OF state ON visit
WHEN NEW.state = 'in_review' AND OLD.state <> 'in_review' AND (SELECT undoing FROM store_state) = 0
BEGIN
  INSERT INTO review (visit_id, kind, mandatory, officer_id, requested_on, due_on)
  SELECT n.visit_id, n.kind, 1, NEW.officer_id, d.day, max(d.day, date(NEW.arrives_on, '-8 days'))
  FROM visit_review_needed n JOIN review_kind k ON k.code = n.kind CROSS JOIN today d
  WHERE n.visit_id = NEW.id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.visit_id = n.visit_id AND r.kind = n.kind AND r.result IS NOT 'superseded')
  ORDER BY k.position;
END;

CREATE TRIGGER visit_writes_its_days AFTER UPDATE OF state ON visit
WHEN NEW.state <> OLD.state AND NEW.state IN ('submitted', 'approved', 'approved_with_conditions', 'host_briefed', 'expected', 'checked_in', 'departed', 'report_filed', 'closed') AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE visit SET
    submitted_on = CASE WHEN NEW.state = 'submitted' THEN coalesce(submitted_on, (SELECT day FROM today)) ELSE submitted_on END,
    approved_on = CASE WHEN NEW.state IN ('approved', 'approved_with_conditions') THEN coalesce(approved_on, (SELECT day FROM today)) ELSE approved_on END,
    host_briefed_on = CASE WHEN NEW.state = 'host_briefed' THEN coalesce(host_briefed_on, (SELECT day FROM today)) ELSE host_briefed_on END,
    visitors_briefed_on = CASE WHEN NEW.state = 'expected' THEN coalesce(visitors_briefed_on, (SELECT day FROM today)) ELSE visitors_briefed_on END,
    arrived_on = CASE WHEN NEW.state = 'checked_in' THEN coalesce(arrived_on, (SELECT day FROM today)) ELSE arrived_on END,
    departed_on = CASE WHEN NEW.state = 'departed' THEN coalesce(departed_on, (SELECT day FROM today)) ELSE departed_on END,
    report_due_on = CASE WHEN NEW.state = 'departed' THEN coalesce(report_due_on, (SELECT day FROM business_day WHERE day > (SELECT day FROM today) ORDER BY day LIMIT 1 OFFSET 9), date((SELECT day FROM today), '+' || (SELECT limit_days FROM clock WHERE code = 'host_report') || ' days')) ELSE report_due_on END,
    report_filed_on = CASE WHEN NEW.state = 'report_filed' THEN coalesce(report_filed_on, (SELECT day FROM today)) ELSE report_filed_on END,
    closed_on = CASE WHEN NEW.state = 'closed' THEN coalesce(closed_on, (SELECT day FROM today)) ELSE closed_on END
  WHERE id = NEW.id;
END;

-- Each person has a state of the own: those who are not denied, withdrawn or turned away go where the visit goes.
CREATE TRIGGER visit_takes_its_people_along AFTER UPDATE OF state ON visit
WHEN NEW.state <> OLD.state AND NEW.state IN ('submitted', 'in_review', 'approved', 'approved_with_conditions', 'checked_in', 'departed', 'no_show', 'denied_entry', 'denied', 'withdrawn') AND (SELECT undoing FROM store_state) = 0
BEGIN
  UPDATE visit_visitor SET
    state = CASE NEW.state WHEN 'submitted' THEN 'in_review' WHEN 'approved_with_conditions' THEN 'approved' WHEN 'checked_in' THEN 'on_site' ELSE NEW.state END,
    arrived_on = CASE WHEN NEW.state = 'checked_in' THEN coalesce(arrived_on, (SELECT day FROM today)) ELSE arrived_on END,
    departed_on = CASE WHEN NEW.state = 'departed' THEN coalesce(departed_on, (SELECT day FROM today)) ELSE departed_on END
  WHERE visit_id = NEW.id AND state IN ('named', 'in_review', 'approved', 'on_site')
    AND (NEW.state <> 'departed' OR state = 'on_site') AND NOT (state = 'on_site' AND NEW.state IN ('in_review', 'approved', 'approved_with_conditions'));
END;
