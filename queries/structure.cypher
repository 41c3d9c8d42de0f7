// title: Parts and members of an organization or a government
// description: What is part of it, who is a member of it or holds a post in it, up to two steps down.
// description: Shows relationships told as actual or alleged; `statuses` asks for more (contested, denied, planned, hypothetical).
// param name: string - an organization or country: name, alias or id
// param statuses: list = ["actual", "alleged"] - which relationships: actual, alleged, contested, denied, planned, hypothetical
// view: graph

MATCH (e:Organization|Country|Group)
WHERE toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
MATCH path = (x)-[:PART_OF|MEMBER_OF|HOLDS_POSITION*1..2]->(e)
WHERE all(r IN relationships(path) WHERE r.status IN $statuses)
WITH e, x, relationships(path) AS steps
RETURN x.name AS member, labels(x)[0] AS type, [r IN steps | type(r)] AS how, e.name AS of, size(steps) AS distance,
  steps[0].articles AS articles, x AS node, steps AS relationships, e AS whole, x.id AS member_id, e.id AS of_id
ORDER BY e.id, distance, member, member_id, [r IN steps | r.id]
