// title: Claims that cannot both hold
// description: Pairs of claims tied by CONTRADICTS, side by side, each with its words, who says it and where. All statuses are shown: a denial is the point.
// param name: string = "" - only where this entity is subject or object of either claim; empty for all
// view: table

MATCH (k:Claim)-[:CONTRADICTS]->(l:Claim)
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
MATCH (l)-[:FROM_ARTICLE]->(b:Article)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
OPTIONAL MATCH (l)-[:SPEAKER]->(v)
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
OPTIONAL MATCH (l)-[:SUBJECT]->(t)
OPTIONAL MATCH (l)-[:OBJECT]->(p)
WITH k, l, a, b, w, v, s, o, t, p
WHERE $name = '' OR any(e IN [x IN [s, o, t, p] WHERE x IS NOT NULL] WHERE toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name)))
RETURN s.name AS subject, k.predicate AS predicate, o.name AS object, k.polarity AS polarity, k.text AS text,
  w.name AS speaker, k.date AS date, a.title AS article, a.published AS published,
  t.name AS other_subject, l.predicate AS other_predicate, p.name AS other_object, l.polarity AS other_polarity, l.text AS other_text,
  v.name AS other_speaker, l.date AS other_date, b.title AS other_article, b.published AS other_published,
  k.start AS start, k.end AS end, l.start AS other_start, l.end AS other_end,
  s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id,
  t.id AS other_subject_id, p.id AS other_object_id, v.id AS other_speaker_id, l.id AS other_claim_id, b.id AS other_article_id
ORDER BY a.published, k.id, l.id
