-- Whether a visit is asked for in time: first column what is said, second whether it is a warning. Values come from the form by the names of its fields.
WITH g AS (
  SELECT *, CASE WHEN calendar_days IS NOT NULL THEN calendar_days ELSE business_days END AS needed, CASE WHEN calendar_days IS NOT NULL THEN 'days' ELSE 'working days' END AS unit,
         CASE WHEN calendar_days IS NOT NULL THEN CAST(julianday(:arrives_on) - julianday(coalesce(:submitted_on, (SELECT day FROM today))) AS INTEGER)
              ELSE (SELECT count(*) FROM business_day b WHERE b.day >= coalesce(:submitted_on, (SELECT day FROM today)) AND b.day < :arrives_on) END AS had
  FROM lead_governing
  WHERE (site IS NULL OR site = :site) AND (visit_kind IS NULL OR visit_kind = :kind) AND valid_from <= coalesce(:submitted_on, (SELECT day FROM today))
    AND (longest_days IS NULL OR longest_days >= julianday(coalesce(:departs_on, :arrives_on)) - julianday(:arrives_on) + 1)
  ORDER BY site IS NULL, visit_kind IS NULL, longest_days IS NULL, longest_days, valid_from DESC LIMIT 1)
SELECT 'lead ' || needed || CASE WHEN unit = 'days' THEN ' d' ELSE ' working d' END || CASE WHEN had >= needed THEN ': met' ELSE ': ' || (needed - had) || ' short' END, had < needed
FROM g WHERE :arrives_on IS NOT NULL AND needed IS NOT NULL
