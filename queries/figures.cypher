// title: Numbers of victims, side by side
// description: Every claim of an act that states a number, with who says it. Numbers of different sources stand beside each other and are not added up.
// description: A claim without a date of its own counts by the day its article was published.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param predicates: list = ["KILLED", "INJURED", "ARRESTED", "EXPELLED", "DISPLACED", "ABDUCTED", "IMPRISONED", "STATED"] - which acts
// param country: string = "" - name, alias or ISO code of a country; empty for all
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
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
WHERE (k.count_low IS NOT NULL OR k.count_high IS NOT NULL)
  AND k.predicate IN $predicates AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
OPTIONAL MATCH (k)-[:AT_PLACE]->(p)
WITH k, a, s, o, w, p, $country = '' OR s.id IN inside OR o.id IN inside OR p.id IN inside AS there
WHERE there
RETURN k.predicate AS act, k.count_low AS low, k.count_high AS high, coalesce(k.approximate, false) AS approximate,
  o.name AS victims, s.name AS perpetrator,
  w.name AS speaker, p.name AS place, CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  o.id AS victims_id, s.id AS perpetrator_id, w.id AS speaker_id, p.id AS place_id, k.id AS claim_id, a.id AS article_id
ORDER BY act, coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
