// title: Detentions by month
// description: Claims of arrests, imprisonment and abduction by the month they are dated, with the largest number that one claim states.
// description: A claim without a date of its own counts by the day its article was published.
// description: A claim that is dated less exactly (a year, a longer period) stands on a line of its own, as it is dated.
// description: Numbers of different claims are never added up: many tell of the same detention.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param country: string = "" - name, alias or ISO code of a country; empty for all
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param predicates: list = ["ARRESTED", "IMPRISONED", "ABDUCTED"] - which acts
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
MATCH (k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE k.predicate IN $predicates AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:SUBJECT|OBJECT|AT_PLACE]->(x)
WITH k, a, inside, collect(x.id) AS about
WITH k, a, $country = '' OR any(id IN about WHERE id IN inside) AS there
WHERE there
// "In 1963" names no month, and January least of all.
WITH CASE
    WHEN k.date_from IS NULL AND k.date_to IS NULL THEN substring(coalesce(a.published, 'unknown'), 0, 7)
    WHEN substring(coalesce(k.date_from, ''), 0, 7) = substring(coalesce(k.date_to, ''), 0, 7) THEN substring(k.date_from, 0, 7)
    ELSE k.date
  END AS month, k, a
OPTIONAL MATCH (k)-[:OBJECT]->(o)
RETURN month, count(DISTINCT k) AS claims, count(DISTINCT a) AS articles, count(DISTINCT o) AS detained_named,
  max(coalesce(k.count_high, k.count_low)) AS largest_number
ORDER BY month
