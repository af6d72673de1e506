-- Visits by their kind: a filter by it and by something else reads both along an index (docs/performance.md).
CREATE INDEX visit_kind_alone ON visit(kind);

-- As in migration 0008.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('visit', 'visit_kind_alone', '200000 30000');
ANALYZE sqlite_schema;
