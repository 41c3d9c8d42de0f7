import { useState } from "preact/hooks";
import { api } from "../api";
import { STATUSES } from "../explore/exploration";
import { useVocabulary } from "../shell/context";
import type { Parameter } from "../types";
import { plain } from "../words";

const NAMES = new Set(["name", "one", "other", "about", "speaker", "country"]);

/** One parameter's field: what suits its type, and its name where that says more. */
export function ParameterField({ parameter, value }: { parameter: Parameter; value: string }) {
  const { name, help, required, type } = parameter;
  const list = type === "list" && (name === "statuses" || name === "predicates");
  return (
    <div class={list && name === "statuses" ? "field field-wide" : "field"}>
      <label class="field-name" for={name}>{name.replaceAll("_", " ")}{required ? "" : <em> (optional)</em>}</label>
      <Input parameter={parameter} value={value} />
      {!list && <span class="hint" id={`${name}-hint`}>{help}</span>}
    </div>
  );
}

function Input({ parameter, value }: { parameter: Parameter; value: string }) {
  const { name, type, required } = parameter;
  const shared = { id: name, name, required, "aria-describedby": `${name}-hint`, autoComplete: "off" as const };
  if (type === "boolean") return <YesNo parameter={parameter} value={value} />;
  if (type === "list" && name === "statuses") return <Statuses parameter={parameter} value={value} />;
  if (type === "list" && name === "predicates") return <Predicates parameter={parameter} value={value} />;
  if (type === "string" && NAMES.has(name)) return <EntityInput parameter={parameter} value={value} />;
  const kind = type === "integer" || type === "number" ? "number" : "text";
  return <input {...shared} defaultValue={value} placeholder={placeholder(parameter)} type={kind} step={type === "number" ? "any" : undefined} spellcheck={false} />;
}

function placeholder({ type, default: usual }: Parameter): string {
  if (usual !== null) return usual;
  if (type === "date") return "2024 or 2024-03-22";
  return type === "list" ? "one, another" : "";
}

function YesNo({ parameter, value }: { parameter: Parameter; value: string }) {
  const usual = parameter.default;
  return (
    <select id={parameter.name} name={parameter.name} required={parameter.required}>
      <option value="">{usual === null ? "choose" : `as usual (${usual.toLowerCase() === "true" ? "yes" : "no"})`}</option>
      <option value="true" selected={value === "true"}>yes</option>
      <option value="false" selected={value === "false"}>no</option>
    </select>
  );
}

/** Which statuses count; a hidden field carries them as the one list that the question takes. */
function Statuses({ parameter, value }: { parameter: Parameter; value: string }) {
  const possible = STATUSES.filter((status) => parameter.help.includes(status) || parameter.default?.includes(status));
  const choices = possible.length > 1 ? possible : STATUSES;
  const usual = words(parameter.default ?? "");
  const [chosen, choose] = useState(() => new Set(value ? words(value) : usual));
  const same = chosen.size === usual.length && usual.every((one) => chosen.has(one));
  const toggle = (status: string) => {
    const next = new Set(chosen);
    if (!next.delete(status)) next.add(status);
    choose(next);
  };
  return (
    <div class="checks" role="group" aria-label={parameter.name} id={parameter.name}>
      {choices.map((status) => <label key={status}><input type="checkbox" checked={chosen.has(status)} onChange={() => toggle(status)} /> {status}</label>)}
      <input type="hidden" name={parameter.name} value={same ? "" : [...chosen].join(",")} />
    </div>
  );
}

function Predicates({ parameter, value }: { parameter: Parameter; value: string }) {
  const { predicates } = useVocabulary();
  return (
    <select id={parameter.name} name={parameter.name}>
      <option value="">{parameter.default ? "the usual ones" : "all"}</option>
      {Object.entries(predicates).map(([key, predicate]) => <option key={key} value={key} selected={key === value}>{predicate.label}</option>)}
    </select>
  );
}

/** A name, with suggestions from the store. */
function EntityInput({ parameter, value }: { parameter: Parameter; value: string }) {
  const [names, setNames] = useState<string[]>([]);
  const list = `${parameter.name}-names`;
  const suggest = (text: string) => {
    if (text.trim().length < 2) return;
    api.search(text).then((found) => setNames(found.entities.filter((one) => parameter.name !== "country" || one.type === "Country").map((one) => plain(one.name))), () => setNames([]));
  };
  return (
    <>
      <input
        id={parameter.name} name={parameter.name} required={parameter.required} defaultValue={value} type="text" list={list} autoComplete="off" spellcheck={false}
        aria-describedby={`${parameter.name}-hint`} onInput={(event) => suggest(event.currentTarget.value)}
      />
      <datalist id={list}>{names.map((name) => <option key={name} value={name} />)}</datalist>
    </>
  );
}

function words(list: string): string[] {
  return list.split(",").map((one) => one.trim()).filter(Boolean);
}
