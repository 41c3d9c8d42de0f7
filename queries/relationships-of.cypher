// title: The relationships around one entity, as a graph
// description: Every relationship that ends at it, the best documented first.
// description: Shows relationships told as actual or alleged; `statuses` asks for more (contested, denied, planned, hypothetical).
// param name: string - a name, alias or id
// param statuses: list = ["actual", "alleged"] - which relationships: actual, alleged, contested, denied, planned, hypothetical
// param most: integer = 100 - most relationships
// view: graph

MATCH (e:Person|Organization|Country|Place|Group|Event|Law)-[r]-(x:Person|Organization|Country|Place|Group|Event|Law)
WHERE (toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name)))
  AND r.status IN $statuses
// The best documented first, before whole nodes are gathered.
WITH e, r, x
ORDER BY r.articles DESC, r.sources DESC, r.id, e.id
LIMIT $most
RETURN startNode(r).name AS subject, type(r) AS predicate, endNode(r).name AS object, r.status AS status, r.articles AS articles,
  r.sources AS sources, r.first AS first, r.last AS last, r.confidence AS confidence,
  e AS entity, r AS relationship, x AS other, e.id AS entity_id, x.id AS other_id, r.claims AS claim_ids
ORDER BY r.articles DESC, r.sources DESC, r.id, e.id
