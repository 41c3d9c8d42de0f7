// title: Acts with no named perpetrator
// description: Claims of acts of violence, custody, prosecution and pressure whose subject is unknown: what was done, to whom, where, according to whom.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
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
WHERE k.predicate IN ['KILLED', 'INJURED', 'TORTURED', 'SEXUALLY_ASSAULTED', 'ABDUCTED', 'ATTACKED', 'ARRESTED', 'IMPRISONED',
  'CHARGED', 'CONVICTED', 'EXPELLED',
  'DISPLACED', 'RAIDED', 'THREATENED', 'DISCRIMINATED_AGAINST', 'RESTRICTED', 'DISPERSED', 'DESTROYED', 'DISMISSED']
  AND NOT (k)-[:SUBJECT]->() AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
OPTIONAL MATCH (k)-[:AT_PLACE]->(p)
WITH k, a, o, w, p, $country = '' OR o.id IN inside OR p.id IN inside AS there
WHERE there
RETURN k.predicate AS act, o.name AS victim, p.name AS place, w.name AS speaker,
  CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status, k.count_low AS count_low, k.count_high AS count_high,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  o.id AS victim_id, p.id AS place_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
