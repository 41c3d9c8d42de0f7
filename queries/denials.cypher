// title: Who denies what
// description: Negated claims, and claims that somebody denied something, with the words.
// param name: string = "" - only where this entity is subject, object or speaker; empty for all
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// view: table

// Of somebody: from there. Of everybody: all.
CALL () {
  WITH $name AS name WHERE name = ''
  MATCH (k:Claim)
  WHERE k.polarity = 'negated' OR k.predicate = 'DENIED'
  RETURN k
  UNION ALL
  WITH $name AS name WHERE name <> ''
  MATCH (e:Person|Organization|Country|Place|Group|Event|Law)
  WHERE toLower(e.name) = toLower($name) OR e.id = $name
    OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
  MATCH (e)<-[:SUBJECT|OBJECT|SPEAKER]-(k:Claim)
  WHERE k.polarity = 'negated' OR k.predicate = 'DENIED'
  RETURN DISTINCT k
}
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
WHERE ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
RETURN s.name AS subject, k.predicate AS predicate, o.name AS object, w.name AS speaker, k.polarity AS polarity,
  k.content AS content,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
