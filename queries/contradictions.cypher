// title: Claims that cannot both hold
// description: Pairs of claims tied by CONTRADICTS, side by side, each with its words, who says it and where. All statuses are shown: a denial is the point.
// param name: string = "" - only where this entity is subject or object of either claim; empty for all
// view: table

MATCH (k:Claim)-[:CONTRADICTS]->(l:Claim)
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
MATCH (l)-[:FROM_ARTICLE]->(b:Article)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
OPTIONAL MATCH (l)-[:SPEAKER]->(v)
OPTIONAL MATCH (k)-[:SUBJECT|OBJECT]->(x)
WITH k, l, a, b, w, v, collect(x) AS first
OPTIONAL MATCH (l)-[:SUBJECT|OBJECT]->(y)
WITH k, l, a, b, w, v, first, collect(y) AS second
WITH k, l, a, b, w, v, first + second AS about
WHERE $name = '' OR any(e IN about WHERE toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name)))
RETURN k.text AS text, w.name AS speaker, a.title AS article, a.published AS published, k.polarity AS polarity, k.date AS date,
  l.text AS other_text, v.name AS other_speaker, b.title AS other_article, b.published AS other_published,
    l.polarity AS other_polarity,
  l.date AS other_date, k.predicate AS predicate, l.predicate AS other_predicate,
  k.start AS start, k.end AS end, l.start AS other_start, l.end AS other_end,
  k.id AS claim_id, a.id AS article_id, w.id AS speaker_id, l.id AS other_claim_id, b.id AS other_article_id,
    v.id AS other_speaker_id
ORDER BY a.published, k.id, l.id
