// title: Who speaks about whom
// description: How many claims each speaker makes on each subject or object, in how many articles. What articles say in their own voice is left out.
// description: Shows what is told as actual or alleged; `statuses` asks for more (planned, hypothetical, denied).
// param speaker: string = "" - only this speaker; empty for all
// param about: string = "" - only about this entity; empty for all
// param statuses: list = ["actual", "alleged"] - which claims: actual, alleged, planned, hypothetical, denied
// view: table

MATCH (w)<-[:SPEAKER]-(k:Claim)-[:SUBJECT|OBJECT]->(x)
WHERE w.id <> x.id AND CASE k.polarity WHEN 'negated' THEN 'denied' ELSE k.modality END IN $statuses
  AND ($speaker = '' OR toLower(w.name) = toLower($speaker) OR w.id = $speaker
    OR any(alias IN coalesce(w.aliases, []) WHERE toLower(alias) = toLower($speaker)))
  AND ($about = '' OR toLower(x.name) = toLower($about) OR x.id = $about
    OR any(alias IN coalesce(x.aliases, []) WHERE toLower(alias) = toLower($about)))
MATCH (k)-[:FROM_ARTICLE]->(a:Article)
RETURN w.name AS speaker, x.name AS about, labels(x)[0] AS type, count(DISTINCT k) AS claims, count(DISTINCT a) AS articles,
  w.id AS speaker_id, x.id AS about_id
ORDER BY claims DESC, speaker, about, speaker_id, about_id
