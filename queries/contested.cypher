// title: What is affirmed by some and denied by others
// description: Relationships with affirmed and negated claims together (contested), and those with negated claims alone (denied).
// param name: string = "" - only with this entity at either end; empty for all
// param most: integer = 300 - most relationships
// view: graph

// Of somebody: from there. Of everybody: all.
CALL () {
  WITH $name AS name WHERE name = ''
  MATCH (s:Person|Organization|Country|Place|Group|Event|Law)-[r]->(o:Person|Organization|Country|Place|Group|Event|Law)
  WHERE r.status IN ['contested', 'denied']
  RETURN s, r, o
  UNION ALL
  WITH $name AS name WHERE name <> ''
  MATCH (e:Person|Organization|Country|Place|Group|Event|Law)
  WHERE toLower(e.name) = toLower($name) OR e.id = $name
    OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
  MATCH (e)-[r]-(:Person|Organization|Country|Place|Group|Event|Law)
  WHERE r.status IN ['contested', 'denied']
  RETURN DISTINCT startNode(r) AS s, r, endNode(r) AS o
}
// The best documented first, before whole nodes are gathered.
WITH s, r, o
ORDER BY r.articles DESC, r.id
LIMIT $most
RETURN s.name AS subject, type(r) AS predicate, o.name AS object, r.status AS status, r.articles AS articles, r.sources AS sources,
  r.first AS first, r.last AS last, s AS from, r AS relationship, o AS to, s.id AS subject_id, o.id AS object_id,
    r.claims AS claim_ids
ORDER BY r.articles DESC, r.id
