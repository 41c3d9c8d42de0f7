// title: What happened to whom, day by day
// description: Dated acts of violence, custody, prosecution and pressure, in the order of their dates; claims without a date of their own are left out.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param name: string = "" - only acts of or on this entity; empty for all
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// view: table

// Of somebody: from there. Of everybody: all.
CALL () {
  WITH $name AS name WHERE name = ''
  MATCH (k:Claim)
  WHERE k.date_from IS NOT NULL AND k.predicate IN ['KILLED', 'INJURED', 'TORTURED', 'SEXUALLY_ASSAULTED', 'ABDUCTED', 'ATTACKED',
    'ARRESTED', 'IMPRISONED', 'CHARGED', 'CONVICTED', 'EXPELLED',
    'DISPLACED', 'RAIDED', 'THREATENED', 'DISCRIMINATED_AGAINST', 'RESTRICTED', 'DISPERSED', 'DESTROYED', 'DISMISSED']
  RETURN k
  UNION ALL
  WITH $name AS name WHERE name <> ''
  MATCH (e:Person|Organization|Country|Place|Group|Event|Law)
  WHERE toLower(e.name) = toLower($name) OR e.id = $name
    OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
  MATCH (e)<-[:SUBJECT|OBJECT]-(k:Claim)
  WHERE k.date_from IS NOT NULL AND k.predicate IN ['KILLED', 'INJURED', 'TORTURED', 'SEXUALLY_ASSAULTED', 'ABDUCTED', 'ATTACKED',
    'ARRESTED', 'IMPRISONED', 'CHARGED', 'CONVICTED', 'EXPELLED',
    'DISPLACED', 'RAIDED', 'THREATENED', 'DISCRIMINATED_AGAINST', 'RESTRICTED', 'DISPERSED', 'DESTROYED', 'DISMISSED']
  RETURN DISTINCT k
}
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
WHERE CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
RETURN k.date AS date, s.name AS subject, k.predicate AS act, o.name AS object, w.name AS speaker,
  CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status, k.text AS text,
  a.title AS article, a.published AS published, k.start AS start, k.end AS end, k.confidence AS confidence,
    k.date_from AS date_from, k.date_to AS date_to,
  s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY k.date_from, k.date_to, a.id, k.start, k.id
