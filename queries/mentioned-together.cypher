// title: Who is mentioned in the same articles as somebody
// description: Entities that share articles with the one named, by the number of articles.
// param name: string - a name, alias or id
// param types: list = ["Person", "Organization"] - types of entities to show
// param least: integer = 1 - fewest articles in common
// view: table

MATCH (e:Person|Organization|Country|Place|Group|Event|Law)-[:MENTIONED_IN]->(a:Article)<-[m:MENTIONED_IN]-(x)
WHERE (toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name)))
  AND x.id <> e.id AND labels(x)[0] IN $types
WITH e, x, count(DISTINCT a) AS articles, sum(m.count) AS mentions, min(a.published) AS first, max(a.published) AS last
WHERE articles >= $least
RETURN e.name AS entity, x.name AS other, labels(x)[0] AS type, articles, mentions, first, last, e.id AS entity_id, x.id AS other_id
ORDER BY articles DESC, mentions DESC, other, entity_id, other_id
