// title: What several separate reports say
// description: Relationships told by at least so many reports; re-prints of one report count once. `publishers` says who they are of:
// description: reports of one publisher are not independent of each other, nor are those that repeat one witness.
// description: Shows relationships told as actual or alleged; `statuses` asks for more (contested, denied, planned, hypothetical).
// param least: integer = 2 - fewest separate reports
// param statuses: list = ["actual", "alleged"] - which relationships: actual, alleged, contested, denied, planned, hypothetical
// param most: integer = 300 - most relationships
// view: graph

MATCH (s:Person|Organization|Country|Place|Group|Event|Law)-[r]->(o:Person|Organization|Country|Place|Group|Event|Law)
WHERE r.sources >= $least AND r.status IN $statuses
// The best documented first, before whole nodes are gathered.
WITH s, r, o
ORDER BY r.sources DESC, r.articles DESC, r.id
LIMIT $most
UNWIND CASE size(r.claims) WHEN 0 THEN [null] ELSE r.claims END AS claim
OPTIONAL MATCH (:Claim {id: claim})-[:FROM_ARTICLE]->(a:Article)
WITH s, r, o, collect(DISTINCT a.publisher) AS publishers
RETURN s.name AS subject, type(r) AS predicate, o.name AS object, r.sources AS sources, publishers, r.articles AS articles, r.status AS status,
  r.first AS first, r.last AS last, r.confidence AS confidence, s AS from, r AS relationship, o AS to,
  s.id AS subject_id, o.id AS object_id, r.claims AS claim_ids
ORDER BY r.sources DESC, r.articles DESC, r.id
