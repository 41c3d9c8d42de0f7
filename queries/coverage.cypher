// title: What each publisher reports
// description: Articles and claims by publisher, and how many claims name no subject or no object. Counts all statuses.
// view: table

MATCH (a:Article)
OPTIONAL MATCH (k:Claim)-[:FROM_ARTICLE]->(a)
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:OBJECT]->(o)
RETURN coalesce(a.publisher, '(unknown)') AS publisher, count(DISTINCT a) AS articles, count(DISTINCT k) AS claims,
  count(DISTINCT CASE WHEN s.id IS NULL THEN k.id END) AS without_subject,
    count(DISTINCT CASE WHEN o.id IS NULL THEN k.id END) AS without_object,
  min(a.published) AS first, max(a.published) AS last
ORDER BY articles DESC, publisher
