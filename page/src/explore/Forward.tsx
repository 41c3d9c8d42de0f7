import { useEffect } from "preact/hooks";
import { api } from "../api";
import { useLoaded } from "../load";
import { href, type Route } from "../route";
import { Problem, Waiting } from "../shell/Notice";
import { ClaimView } from "../evidence/ClaimView";

/** An address of a relation or claim alone: it opens beside the entity it is about. */
export function Forward({ kind, id }: { kind: "relation" | "claim"; id: string }) {
  const target = useLoaded(`${kind}:${id}`, async () => {
    if (kind === "relation") return { centre: (await api.relation(id)).subject.id, claim: null };
    const claim = await api.claim(id);
    return { centre: (claim.subject ?? claim.object ?? claim.speaker)?.id ?? null, claim };
  });
  const centre = target.state === "done" ? target.value.centre : null;
  useEffect(() => {
    if (centre === null) return;
    const route: Route = { page: "entity", id: centre, show: { kind, id } };
    location.replace(href(route)); // not a step of its own when going back
  }, [centre]);
  if (target.state === "failed") return <Problem error={target.error} />;
  // A claim about nobody known has no entity to stand beside.
  if (target.state === "done" && centre === null && target.value.claim) return <div class="lone-claim"><ClaimView claim={target.value.claim} open /></div>;
  return <Waiting what="Looking for it" />;
}
