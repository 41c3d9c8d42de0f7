// title: What rests on one report alone
// description: Acts of violence, custody, prosecution and pressure that only one report tells of, its re-prints aside: to be verified first.
// description: Shows relationships told as actual or alleged; `statuses` asks for more (contested, denied, planned, hypothetical).
// param statuses: list = ["actual", "alleged"] - which relationships: actual, alleged, contested, denied, planned, hypothetical
// param least: number = 0.0 - lowest confidence
// view: table

MATCH (s:Person|Organization|Country|Place|Group|Event|Law)-[r]->(o:Person|Organization|Country|Place|Group|Event|Law)
WHERE r.sources = 1 AND r.status IN $statuses AND r.confidence >= $least
  AND type(r) IN ['KILLED', 'INJURED', 'TORTURED', 'SEXUALLY_ASSAULTED', 'ABDUCTED', 'ATTACKED', 'ARRESTED', 'IMPRISONED',
    'CHARGED', 'CONVICTED', 'EXPELLED',
  'DISPLACED', 'RAIDED', 'THREATENED', 'DISCRIMINATED_AGAINST', 'RESTRICTED', 'DISPERSED', 'DESTROYED', 'DISMISSED']
UNWIND r.claims AS claim
MATCH (k:Claim {id: claim})-[:FROM_ARTICLE]->(a:Article)
OPTIONAL MATCH (k)-[:SPEAKER]->(w)
RETURN s.name AS subject, type(r) AS predicate, o.name AS object, w.name AS speaker, r.status AS status,
  k.date AS date, k.text AS text, a.title AS article, a.published AS published, k.start AS start, k.end AS end,
    k.version AS version, k.confidence AS confidence,
  s.id AS subject_id, o.id AS object_id, w.id AS speaker_id, k.id AS claim_id, a.id AS article_id
ORDER BY subject, predicate, object, s.id, o.id, a.id, k.start, k.id
