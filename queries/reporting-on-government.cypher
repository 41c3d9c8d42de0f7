// title: Which organizations report on a government
// description: Organizations that speak in claims on a country, its authorities or what belongs to it, and what they say it did.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param country: string - name, alias or ISO code of the country
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// view: table

// The country, and what lies in it, belongs to it or acts for it.
OPTIONAL MATCH (c:Country)
  WHERE toLower(c.name) = toLower($country) OR c.id = $country
    OR any(alias IN coalesce(c.aliases, []) WHERE toLower(alias) = toLower($country)) OR c.code = toUpper($country)
WITH collect(DISTINCT c.id) AS countries
CALL (countries) {
  UNWIND countries AS id
  MATCH (:Country {id: id})<-[:LOCATED_IN|PART_OF|BASED_IN|CITIZEN_OF|LIVES_IN*1..2]-(member)
  RETURN collect(DISTINCT member.id) AS members
}
WITH countries + members AS inside
MATCH (w:Organization)<-[:SPEAKER]-(k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses AND NOT w.id IN inside
MATCH (k)-[:SUBJECT|OBJECT]->(x)
WITH w, k, a, x.id IN inside AS there
WHERE there
WITH w, k, a ORDER BY k.predicate
RETURN w.name AS organization, w.kind AS kind, count(DISTINCT k) AS claims, count(DISTINCT a) AS articles,
  collect(DISTINCT k.predicate) AS predicates,
  min(a.published) AS first, max(a.published) AS last, w.id AS organization_id
ORDER BY claims DESC, organization, organization_id
