-- The same figures as Biểu II.06a, written by hand for an office that compares to the
-- minute: what a report would cost that did nothing but this.
SELECT sector_id,
       count(*) FILTER (WHERE accepted_at >= %(start)s AND channel = 'online'),
       count(*) FILTER (WHERE accepted_at >= %(start)s AND channel <> 'online'),
       count(*) FILTER (WHERE accepted_at < %(start)s),
       count(*) FILTER (WHERE resolved_at < %(end)s AND resolved_at < due_at),
       count(*) FILTER (
           WHERE resolved_at < %(end)s AND resolved_at >= due_at
             AND resolved_at < due_at + interval '1 minute'
       ),
       count(*) FILTER (
           WHERE resolved_at < %(end)s AND resolved_at >= due_at + interval '1 minute'
       ),
       count(*) FILTER (
           WHERE (resolved_at IS NULL OR resolved_at >= %(end)s)
             AND %(judged)s < due_at + interval '1 minute'
       ),
       count(*) FILTER (
           WHERE (resolved_at IS NULL OR resolved_at >= %(end)s)
             AND %(judged)s >= due_at + interval '1 minute'
       )
FROM dossiers_dossier
WHERE annulled_at IS NULL
  AND accepted_at < %(end)s
  AND (resolved_at IS NULL OR resolved_at >= %(start)s)
GROUP BY sector_id
