-- Biểu II.06a of one period, written by hand and nothing else: what a report would cost
-- that printed no lines, procedures, channels or days. By the office's default rules.
WITH in_hand AS (
    SELECT sector_id,
           accepted_at < %(start)s AS carried,
           channel = 'online' AS online,
           resolved_at IS NOT NULL AND resolved_at < %(end)s AS closed,
           CASE
               WHEN compared_by_day THEN
                   sign(
                       (ended AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                       - (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                   )::int
               WHEN ended < due_at THEN -1
               WHEN ended < due_at + interval '1 minute' THEN 0
               ELSE 1
           END AS standing
    FROM dossiers_dossier,
         LATERAL (
             SELECT CASE WHEN resolved_at < %(end)s THEN resolved_at ELSE %(judged)s END
         ) AS judged (ended)
    WHERE annulled_at IS NULL
      AND accepted_at < %(end)s
      AND (resolved_at IS NULL OR resolved_at >= %(start)s)
)
SELECT sector_id,
       count(*) FILTER (WHERE NOT carried AND online),
       count(*) FILTER (WHERE NOT carried AND NOT online),
       count(*) FILTER (WHERE carried),
       count(*) FILTER (WHERE closed AND standing < 0),
       count(*) FILTER (WHERE closed AND standing = 0),
       count(*) FILTER (WHERE closed AND standing > 0),
       count(*) FILTER (WHERE NOT closed AND standing <= 0),
       count(*) FILTER (WHERE NOT closed AND standing > 0)
FROM in_hand
GROUP BY sector_id
