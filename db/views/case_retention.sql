-- How long a case is kept: five years from the LATEST of its events (15 CFR 762.6; 22 CFR 122.5).

-- Every event of a case that the five years may count from. For the ITAR the expiry of the licence counts as well as the transaction.
CREATE VIEW case_retention_event (export_case_id, event, event_on, cite) AS
SELECT id, 'transfer', transferred_on, '15 CFR 762.6(a)' FROM export_case WHERE transferred_on IS NOT NULL
UNION ALL SELECT export_case_id, 'shipment', max(shipped_on, coalesce(delivered_on, shipped_on)), '15 CFR 762.6(a)' FROM shipment WHERE export_case_id IS NOT NULL
UNION ALL SELECT id, 'known reexport or diversion', reexported_on, '15 CFR 762.6(a)' FROM export_case WHERE reexported_on IS NOT NULL
UNION ALL SELECT id, 'return', returned_on, '15 CFR 762.6(a)' FROM export_case WHERE returned_on IS NOT NULL
UNION ALL SELECT id, 'end of the case', closed_on, '15 CFR 762.6(a)' FROM export_case WHERE closed_on IS NOT NULL
UNION ALL SELECT m.record_id, 'end of the case', m.moved_on, '15 CFR 762.6(a)' FROM move m WHERE m.record = 'export_case' AND m.to_state IN ('withdrawn', 'superseded')
UNION ALL SELECT id, 'determination', determined_on, '15 CFR 762.6(a)' FROM export_case WHERE determined_on IS NOT NULL
UNION ALL SELECT x.id, 'expiry of the licence', l.expires_on, '22 CFR 122.5(a)' FROM export_case x JOIN licence l ON l.id = x.licence_id WHERE l.agency = 'ddtc' AND l.expires_on IS NOT NULL
UNION ALL SELECT id, 'expiry of the licence', authorization_ends_on, '22 CFR 122.5(a)' FROM export_case WHERE jurisdiction = 'itar' AND licence_id IS NULL AND authorization_ends_on IS NOT NULL
UNION ALL SELECT id, 'day entered by hand', retention_starts_on, '15 CFR 762.6' FROM export_case WHERE retention_starts_on IS NOT NULL;

-- The event that governs; no row of events, no day: such a case is kept.
CREATE VIEW case_retention (export_case_id, event, event_on, kept_until, cite) AS
SELECT x.id,
       (SELECT e.event FROM case_retention_event e WHERE e.export_case_id = x.id ORDER BY e.event_on DESC, e.event LIMIT 1),
       (SELECT max(e.event_on) FROM case_retention_event e WHERE e.export_case_id = x.id),
       (SELECT date(max(e.event_on), '+5 years') FROM case_retention_event e WHERE e.export_case_id = x.id),
       (SELECT e.cite FROM case_retention_event e WHERE e.export_case_id = x.id ORDER BY e.event_on DESC, e.event LIMIT 1)
FROM export_case x;
