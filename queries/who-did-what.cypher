// title: Who did what to whom, in a country and a period
// description: Every claim whose subject, object or place is the country or lies in it, with its evidence.
// description: A claim without a date of its own counts by the day its article was published.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param country: string = "" - name, alias or ISO code of a country; empty for all
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param predicates: list = [] - only these, e.g. ARRESTED,KILLED; empty for all
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// param least: number = 0.0 - lowest confidence
// view: table

// The country, and what lies in it, belongs to it or acts for it.
OPTIONAL MATCH (c:Country)
  WHERE toLower(c.name) = toLower($country) OR c.id = $country
    OR any(alias IN coalesce(c.aliases, []) WHERE toLower(alias) = toLower($country)) OR c.code = toUpper($country)
WITH collect(DISTINCT c.id) AS countries
CALL (countries) {
  UNWIND countries AS id
  MATCH (:Country {id: id})<-[:LOCATED_IN|PART_OF|BASED_IN|CITIZEN_OF|LIVES_IN*1..2]-(member)
  RETURN collect(DISTINCT member.id) AS members
}
WITH countries + members AS inside
MATCH (k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
  AND (size($predicates) = 0 OR k.predicate IN $predicates)
  AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses AND k.confidence >= $least
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
OPTIONAL MATCH (k)-[:AT_PLACE]->(p)
WITH k, a, s, o, w, p, $country = '' OR s.id IN inside OR o.id IN inside OR p.id IN inside AS there
WHERE there
RETURN s.name AS subject, k.predicate AS predicate, o.name AS object, w.name AS speaker,
  CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status, p.name AS place,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, p.id AS place_id, k.id AS claim_id, a.id AS article_id
ORDER BY coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
