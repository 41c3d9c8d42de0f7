// title: Victims counted by perpetrator
// description: For each subject and act: how many claims, articles and named victims, the largest number of persons that one claim
// description: states, and the confidence of the surest claim.
// description: Numbers of different sources are never added up.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param predicates: list = ["KILLED", "INJURED", "TORTURED", "SEXUALLY_ASSAULTED", "ABDUCTED", "ATTACKED", "ARRESTED", "IMPRISONED"] - which acts
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// param least: number = 0.0 - lowest confidence
// view: table

MATCH (s)<-[:SUBJECT]-(k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE k.predicate IN $predicates AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND k.confidence >= $least
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:OBJECT]->(o)
RETURN s.name AS perpetrator, labels(s)[0] AS type, k.predicate AS act, count(DISTINCT k) AS claims, count(DISTINCT a) AS articles,
  count(DISTINCT o) AS victims, max(coalesce(k.count_high, k.count_low)) AS largest_number,
  max(k.confidence) AS surest, s.id AS perpetrator_id
ORDER BY claims DESC, victims DESC, perpetrator, act, perpetrator_id
