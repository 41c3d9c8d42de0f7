// title: Acts against journalists, defenders, lawyers and others with a role
// description: Claims of acts of violence, custody, prosecution and pressure whose object is a person with one of the roles.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param roles: list = ["human_rights_defender", "journalist", "trade_unionist", "lawyer"] - roles of the person
// param from: date = "" - first day (2024-03-22, 2024-03 or 2024); empty for no limit
// param to: date = "" - last day, in the same forms; empty for no limit
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// param least: number = 0.0 - lowest confidence
// view: table

MATCH (o:Person)<-[:OBJECT]-(k:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE any(role IN coalesce(o.roles, []) WHERE role IN $roles)
  AND k.predicate IN ['KILLED', 'INJURED', 'TORTURED', 'SEXUALLY_ASSAULTED', 'ABDUCTED', 'ATTACKED', 'ARRESTED', 'IMPRISONED',
    'CHARGED', 'CONVICTED', 'EXPELLED',
  'DISPLACED', 'RAIDED', 'THREATENED', 'DISCRIMINATED_AGAINST', 'RESTRICTED', 'DISPERSED', 'DESTROYED', 'DISMISSED']
  AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses AND k.confidence >= $least
  AND ($from = '' OR coalesce(k.date_to, k.date_from, a.published) >= $from)
  AND ($to = '' OR coalesce(k.date_from, k.date_to, a.published) <= $to + '~')
OPTIONAL MATCH (k)-[:SUBJECT]->(s)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
RETURN o.name AS person, o.roles AS roles, k.predicate AS act, s.name AS perpetrator, w.name AS speaker,
  CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END AS status,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  o.id AS person_id, s.id AS perpetrator_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY person, person_id, coalesce(k.date_from, k.date_to, a.published, '9999'), a.id, k.start, k.id
