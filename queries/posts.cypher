// title: Who holds or held which post
// description: Claims of posts with their titles; `former` says that the text calls it past.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param name: string = "" - a person, organization or country; empty for all
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// view: table

// Of somebody: from there. Of everybody: all.
CALL () {
  WITH $name AS name WHERE name = ''
  MATCH (k:Claim)
  WHERE k.predicate = 'HOLDS_POSITION'
  RETURN k
  UNION ALL
  WITH $name AS name WHERE name <> ''
  MATCH (e:Person|Organization|Country|Place|Group|Event|Law)
  WHERE toLower(e.name) = toLower($name) OR e.id = $name
    OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
  MATCH (e)<-[:SUBJECT|OBJECT]-(k:Claim)
  WHERE k.predicate = 'HOLDS_POSITION'
  RETURN DISTINCT k
}
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
WHERE CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
RETURN s.name AS person, k.title AS title, o.name AS body, coalesce(k.former, false) AS former,
  CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  s.id AS person_id, o.id AS body_id, k.id AS claim_id, a.id AS article_id
ORDER BY person, person_id, body, title, a.published, a.id, k.start, k.id
