-- Documents that stand elsewhere, with what they hashed to when they were filed (the hashes are made up, like the documents).

INSERT INTO document (id, record, record_id, title, kind, path, sha256, size_bytes, dated_on, language, version, officer_id, notes)
SELECT d.base + row_number() OVER (ORDER BY record, record_id, title), record, record_id, title, kind, '/records/' || record || '/' || (record_id - d.base) || '/' || kind || '.pdf',
       lower(printf('%08x%08x%08x%08x%08x%08x%08x%08x', x.a, x.b, x.c, x.d, x.e, x.f, x.a + x.b, x.c + x.d)), 20000 + x.a % 900000, dated_on, 'English', '1', d.base + 7, 'Demonstration: there is no such file.'
FROM (SELECT 'agreement' AS record, id AS record_id, 'Signed text' AS title, 'signed_text' AS kind, signed_on AS dated_on FROM agreement WHERE signed_on IS NOT NULL AND kind IN ('bilateral', 'project_arrangement', 'mou')
      UNION ALL SELECT 'agreement', id, 'Memorandum on legal character', 'memo', legal_decided_on FROM agreement WHERE legal_decided_on IS NOT NULL AND id % 5 = 0
      UNION ALL SELECT 'project', id, 'Final report', 'report', ends_on FROM project WHERE state IN ('completed', 'closed') AND id % 2 = 0
      UNION ALL SELECT 'engagement', id, 'Minutes', 'minutes', starts_on FROM engagement WHERE state = 'reported' AND id % 4 = 0
      UNION ALL SELECT 'export_case', id, 'End-use statement', 'end_use_statement', requested_on FROM export_case WHERE state IN ('determined', 'transferred', 'closed')
      UNION ALL SELECT 'visit', id, 'Agenda', 'plan', submitted_on FROM visit WHERE state IN ('expected', 'checked_in', 'in_review')), demo_day d
JOIN demo_dice x ON x.n = 1500 + record_id % 1000;
