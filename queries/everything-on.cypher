// title: Everything on one person, organization or place, with the evidence
// description: All claims in which it is subject, object, speaker or place. A name may belong to several entities: entity_id tells them apart.
// description: Shows everything, also what is denied, planned or hypothetical; `statuses` narrows it.
// param name: string - its name, an alias or its id
// param statuses: list = ["actual", "alleged", "planned", "hypothetical", "denied"] - which claims
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// view: table

MATCH (e:Person|Organization|Country|Place|Group|Event|Law)
WHERE toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
MATCH (e)<-[r:SUBJECT|OBJECT|SPEAKER|AT_PLACE]-(k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
  AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
WITH e, k, a, collect(type(r)) AS roles
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
RETURN e.name AS entity, [role IN ['SUBJECT', 'OBJECT', 'SPEAKER', 'AT_PLACE'] WHERE role IN roles] AS roles,
  s.name AS subject, k.predicate AS predicate, o.name AS object, w.name AS speaker,
    CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  e.id AS entity_id, s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY e.id, coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
