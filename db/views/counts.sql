-- Keeps the counts of migration 0009. The triggers work for whoever writes, the sqlite3 shell and undo as well, and in any order: a changeset may bring a visitor of
-- a visit before the visit itself. Counted anew at the end of this file, because migrations run while no trigger stands.

CREATE TRIGGER visit_counted AFTER INSERT ON visit BEGIN
  INSERT INTO visit_count (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
  INSERT INTO host_count (id, visits) SELECT NEW.host_id, 1 WHERE NEW.host_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET visits = visits + 1;
END;
CREATE TRIGGER visit_uncounted AFTER DELETE ON visit BEGIN
  DELETE FROM visit_count WHERE id = OLD.id;
  UPDATE review_partner SET partner_id = NULL WHERE id IN (SELECT id FROM review WHERE visit_id = OLD.id); -- left behind where links are not watched
  UPDATE host_count SET visits = visits - 1 WHERE id = OLD.host_id;
END;
CREATE TRIGGER visit_changes_host AFTER UPDATE OF host_id ON visit WHEN NEW.host_id IS NOT OLD.host_id BEGIN
  UPDATE host_count SET visits = visits - 1 WHERE id = OLD.host_id;
  INSERT INTO host_count (id, visits) SELECT NEW.host_id, 1 WHERE NEW.host_id IS NOT NULL ON CONFLICT (id) DO UPDATE SET visits = visits + 1;
END;
CREATE TRIGGER visit_changes_partner AFTER UPDATE OF partner_id ON visit WHEN NEW.partner_id IS NOT OLD.partner_id BEGIN
  UPDATE review_partner SET partner_id = NEW.partner_id WHERE id IN (SELECT id FROM review WHERE visit_id = NEW.id);
END;
-- The reviews that a changeset brought before their visit.
CREATE TRIGGER visit_brings_partner AFTER INSERT ON visit WHEN EXISTS (SELECT 1 FROM review WHERE visit_id = NEW.id) BEGIN
  UPDATE review_partner SET partner_id = NEW.partner_id WHERE id IN (SELECT id FROM review WHERE visit_id = NEW.id);
END;

CREATE TRIGGER partner_signed AFTER INSERT ON partner WHEN NEW.code IS NOT NULL BEGIN
  INSERT INTO partner_sign (id, code) VALUES (NEW.id, NEW.code);
END;
CREATE TRIGGER partner_unsigned AFTER DELETE ON partner BEGIN
  DELETE FROM partner_sign WHERE id = OLD.id;
END;
CREATE TRIGGER partner_changes_sign AFTER UPDATE OF code ON partner WHEN NEW.code IS NOT OLD.code BEGIN
  DELETE FROM partner_sign WHERE id = OLD.id;
  INSERT INTO partner_sign (id, code) SELECT NEW.id, NEW.code WHERE NEW.code IS NOT NULL;
END;

CREATE TRIGGER host_counted AFTER INSERT ON host BEGIN
  INSERT INTO host_count (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
END;
CREATE TRIGGER host_uncounted AFTER DELETE ON host BEGIN
  DELETE FROM host_count WHERE id = OLD.id;
END;

CREATE TRIGGER visitor_counted AFTER INSERT ON visitor BEGIN
  INSERT INTO visitor_count (id) VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
END;
CREATE TRIGGER visitor_uncounted AFTER DELETE ON visitor BEGIN
  DELETE FROM visitor_count WHERE id = OLD.id;
END;

CREATE TRIGGER visit_visitor_counted AFTER INSERT ON visit_visitor BEGIN
  INSERT INTO visit_count (id, visitors) VALUES (NEW.visit_id, 1) ON CONFLICT (id) DO UPDATE SET visitors = visitors + 1;
  INSERT INTO visitor_count (id, visits) VALUES (NEW.visitor_id, 1) ON CONFLICT (id) DO UPDATE SET visits = visits + 1;
END;
CREATE TRIGGER visit_visitor_uncounted AFTER DELETE ON visit_visitor BEGIN
  UPDATE visit_count SET visitors = visitors - 1 WHERE id = OLD.visit_id;
  UPDATE visitor_count SET visits = visits - 1 WHERE id = OLD.visitor_id;
END;
CREATE TRIGGER visit_visitor_changes AFTER UPDATE OF visit_id, visitor_id ON visit_visitor WHEN NEW.visit_id <> OLD.visit_id OR NEW.visitor_id <> OLD.visitor_id BEGIN
  UPDATE visit_count SET visitors = visitors - 1 WHERE id = OLD.visit_id;
  UPDATE visitor_count SET visits = visits - 1 WHERE id = OLD.visitor_id;
  INSERT INTO visit_count (id, visitors) VALUES (NEW.visit_id, 1) ON CONFLICT (id) DO UPDATE SET visitors = visitors + 1;
  INSERT INTO visitor_count (id, visits) VALUES (NEW.visitor_id, 1) ON CONFLICT (id) DO UPDATE SET visits = visits + 1;
END;

CREATE TRIGGER review_counted AFTER INSERT ON review BEGIN
  INSERT INTO review_partner (id, partner_id) VALUES (NEW.id, (SELECT partner_id FROM visit WHERE id = NEW.visit_id)) ON CONFLICT (id) DO UPDATE SET partner_id = excluded.partner_id;
  INSERT INTO visit_count (id, open_reviews) SELECT NEW.visit_id, 1 WHERE NEW.mandatory = 1 AND (NEW.result IS NULL OR NEW.result = 'information_needed')
    ON CONFLICT (id) DO UPDATE SET open_reviews = open_reviews + 1;
END;
CREATE TRIGGER review_uncounted AFTER DELETE ON review BEGIN
  DELETE FROM review_partner WHERE id = OLD.id;
  UPDATE visit_count SET open_reviews = open_reviews - 1 WHERE id = OLD.visit_id AND OLD.mandatory = 1 AND (OLD.result IS NULL OR OLD.result = 'information_needed');
END;
CREATE TRIGGER review_changes AFTER UPDATE OF visit_id, mandatory, result ON review
WHEN NEW.visit_id <> OLD.visit_id OR (NEW.mandatory = 1 AND (NEW.result IS NULL OR NEW.result = 'information_needed')) <> (OLD.mandatory = 1 AND (OLD.result IS NULL OR OLD.result = 'information_needed'))
BEGIN
  UPDATE visit_count SET open_reviews = open_reviews - 1 WHERE id = OLD.visit_id AND OLD.mandatory = 1 AND (OLD.result IS NULL OR OLD.result = 'information_needed');
  INSERT INTO visit_count (id, open_reviews) SELECT NEW.visit_id, 1 WHERE NEW.mandatory = 1 AND (NEW.result IS NULL OR NEW.result = 'information_needed')
    ON CONFLICT (id) DO UPDATE SET open_reviews = open_reviews + 1;
  UPDATE review_partner SET partner_id = (SELECT partner_id FROM visit WHERE id = NEW.visit_id) WHERE id = NEW.id;
END;

CREATE TRIGGER citizenship_counted AFTER INSERT ON citizenship WHEN NEW.kind = 'citizenship' AND NEW.current = 1 BEGIN
  INSERT INTO visitor_count (id, citizenships) VALUES (NEW.visitor_id, (SELECT group_concat(country, ' ') FROM (SELECT country FROM citizenship c WHERE c.visitor_id = NEW.visitor_id AND c.kind = 'citizenship' AND c.current = 1 ORDER BY country)))
    ON CONFLICT (id) DO UPDATE SET citizenships = excluded.citizenships;
END;
CREATE TRIGGER citizenship_uncounted AFTER DELETE ON citizenship WHEN OLD.kind = 'citizenship' AND OLD.current = 1 BEGIN
  UPDATE visitor_count SET citizenships = (SELECT group_concat(country, ' ') FROM (SELECT country FROM citizenship c WHERE c.visitor_id = OLD.visitor_id AND c.kind = 'citizenship' AND c.current = 1 ORDER BY country)) WHERE id = OLD.visitor_id;
END;
CREATE TRIGGER citizenship_changes AFTER UPDATE OF visitor_id, country, kind, current ON citizenship BEGIN
  UPDATE visitor_count SET citizenships = (SELECT group_concat(country, ' ') FROM (SELECT country FROM citizenship c WHERE c.visitor_id = OLD.visitor_id AND c.kind = 'citizenship' AND c.current = 1 ORDER BY country)) WHERE id = OLD.visitor_id;
  INSERT INTO visitor_count (id, citizenships) VALUES (NEW.visitor_id, (SELECT group_concat(country, ' ') FROM (SELECT country FROM citizenship c WHERE c.visitor_id = NEW.visitor_id AND c.kind = 'citizenship' AND c.current = 1 ORDER BY country)))
    ON CONFLICT (id) DO UPDATE SET citizenships = excluded.citizenships;
END;

-- What the counts must be, counted from the records. `entente verify` compares, and it is laid down below.
CREATE VIEW visit_count_fresh (id, visitors, open_reviews) AS
SELECT v.id, (SELECT count(*) FROM visit_visitor x WHERE x.visit_id = v.id),
       (SELECT count(*) FROM review r WHERE r.visit_id = v.id AND r.mandatory = 1 AND (r.result IS NULL OR r.result = 'information_needed')) FROM visit v;
CREATE VIEW visitor_count_fresh (id, visits, citizenships) AS
SELECT v.id, (SELECT count(*) FROM visit_visitor x WHERE x.visitor_id = v.id), (SELECT group_concat(country, ' ') FROM (SELECT country FROM citizenship c WHERE c.visitor_id = v.id AND c.kind = 'citizenship' AND c.current = 1 ORDER BY country)) FROM visitor v;
CREATE VIEW host_count_fresh (id, visits) AS
SELECT h.id, (SELECT count(*) FROM visit v WHERE v.host_id = h.id) FROM host h;
CREATE VIEW review_partner_fresh (id, partner_id) AS
SELECT r.id, v.partner_id FROM review r LEFT JOIN visit v ON v.id = r.visit_id;
CREATE VIEW partner_sign_fresh (id, code) AS
SELECT id, code FROM partner WHERE code IS NOT NULL;

DELETE FROM visit_count;
INSERT INTO visit_count SELECT * FROM visit_count_fresh;
DELETE FROM visitor_count;
INSERT INTO visitor_count SELECT * FROM visitor_count_fresh;
DELETE FROM host_count;
INSERT INTO host_count SELECT * FROM host_count_fresh;
DELETE FROM review_partner;
INSERT INTO review_partner SELECT * FROM review_partner_fresh;
DELETE FROM partner_sign;
INSERT INTO partner_sign SELECT * FROM partner_sign_fresh;
