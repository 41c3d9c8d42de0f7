// title: How many claims of each kind
// description: Claims by predicate and status. Counts all statuses, each on its line.
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// view: table

MATCH (k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
RETURN k.predicate AS predicate, CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status, count(*) AS claims,
  count(DISTINCT a) AS articles, avg(k.confidence) AS mean_confidence
ORDER BY predicate, status
