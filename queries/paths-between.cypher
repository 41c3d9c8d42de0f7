// title: How two are connected
// description: Chains of relationships between two entities, the shortest first, at most three steps long. Each step carries its claims.
// description: Shows relationships told as actual or alleged; `statuses` asks for more (contested, denied, planned, hypothetical).
// param one: string - a name, alias or id
// param other: string - a name, alias or id
// param most: integer = 20 - most paths
// param statuses: list = ["actual", "alleged"] - which relationships: actual, alleged, contested, denied, planned, hypothetical
// view: graph

MATCH (x:Person|Organization|Country|Place|Group|Event|Law), (y:Person|Organization|Country|Place|Group|Event|Law)
WHERE x.id <> y.id AND (toLower(x.name) = toLower($one) OR x.id = $one
  OR any(alias IN coalesce(x.aliases, []) WHERE toLower(alias) = toLower($one)))
  AND (toLower(y.name) = toLower($other) OR y.id = $other
    OR any(alias IN coalesce(y.aliases, []) WHERE toLower(alias) = toLower($other)))
MATCH p = (x)(()-[r:HOLDS_POSITION|MEMBER_OF|CITIZEN_OF|FAMILY_OF|REPRESENTS|PART_OF|BASED_IN|LOCATED_IN|LIVES_IN|KILLED|INJURED|
  TORTURED|SEXUALLY_ASSAULTED|ABDUCTED|ATTACKED|ARRESTED|IMPRISONED|CHARGED|CONVICTED|RELEASED|EXPELLED|DISPLACED|RAIDED|THREATENED|
    DISCRIMINATED_AGAINST|RESTRICTED|DISPERSED|DESTROYED|DISMISSED|SANCTIONED|INVESTIGATED|PROTESTED_AGAINST|AIDED|
      CLAIMED_RESPONSIBILITY|ACCUSED|CONDEMNED|SUPPORTED|CALLED_ON|WARNED|DENIED|MET_WITH|AGREED_WITH|
        STATED]-() WHERE r.status IN $statuses){1,3}(y)
WHERE all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
RETURN length(p) AS steps, [r IN relationships(p) | startNode(r).name + ' -' + type(r) + '-> ' + endNode(r).name] AS path,
  nodes(p) AS entities, relationships(p) AS relationships,
  reduce(least = 1.0, r IN relationships(p) | CASE WHEN r.confidence < least THEN r.confidence ELSE least END) AS weakest_confidence
ORDER BY steps, weakest_confidence DESC, [n IN entities | n.id], [r IN relationships | r.id]
LIMIT $most
