// title: Incidents: violations, perpetrators, victims, place
// description: Each happening with those that the claims name in it. Victims' sex and age group stand where the text tells them.
// description: Only what is told as actual or alleged makes an incident.
// param violations: list = [] - only with one of these, e.g. killing,torture; empty for all
// param name: string = "" - only with this perpetrator or victim; empty for all
// view: table

MATCH (i:Incident)
WHERE size($violations) = 0 OR any(violation IN coalesce(i.violations, []) WHERE violation IN $violations)
OPTIONAL MATCH (i)-[:PERPETRATOR]->(p)
WITH i, p ORDER BY p.name, p.id
WITH i, collect(p) AS perpetrators
OPTIONAL MATCH (i)-[r:VICTIM]->(v)
WITH i, perpetrators, r, v ORDER BY v.name, v.id
WITH i, perpetrators, collect(v) AS victims, collect(r.sex) AS sex, collect(r.age_group) AS age_group
OPTIONAL MATCH (i)-[:HAPPENED_IN]->(h)
WITH i, perpetrators, victims, sex, age_group, h
WHERE $name = '' OR any(e IN perpetrators + victims WHERE toLower(e.name) = toLower($name) OR e.id = $name
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name)))
OPTIONAL MATCH (k:Claim)-[:TELLS_OF]->(i)
OPTIONAL MATCH (k)-[:FROM_ARTICLE]->(a:Article)
WITH i, perpetrators, victims, sex, age_group, h, k, a ORDER BY k.id
RETURN i.date AS date, i.violations AS violations, [e IN perpetrators | e.name] AS perpetrators,
  i.perpetrator_type AS perpetrator_type,
  [e IN victims | e.name] AS victims, sex, age_group, coalesce(h.name, i.city, i.region, i.country) AS place, i.main AS main,
    min(a.title) AS article,
  i.id AS incident_id, [e IN perpetrators | e.id] AS perpetrator_ids, [e IN victims | e.id] AS victim_ids, h.id AS place_id,
  collect(DISTINCT k.id) AS claim_ids, min(a.id) AS article_id
ORDER BY date, incident_id
