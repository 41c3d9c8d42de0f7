import type { Parameter } from "../types";

/** One parameter's field. */
export function ParameterField({ parameter, value }: { parameter: Parameter; value: string }) {
  const { name, help, required, type } = parameter;
  const hint = `${name}-hint`;
  const shared = { id: name, name, required, "aria-describedby": hint };
  return (
    <label class="field" for={name}>
      <span class="field-name">{name.replaceAll("_", " ")}{required ? "" : <em> (optional)</em>}</span>
      {type === "boolean" ? <YesNo shared={shared} value={value} fallback={parameter.default} /> : (
        <input
          {...shared} defaultValue={value} placeholder={placeholder(parameter)} type={type === "integer" || type === "number" ? "number" : "text"}
          step={type === "number" ? "any" : undefined} autoComplete="off" spellcheck={false}
        />
      )}
      <span class="hint" id={hint}>{help}</span>
    </label>
  );
}

function YesNo({ shared, value, fallback }: { shared: { id: string; name: string }; value: string; fallback: string | null }) {
  const chosen = value.toLowerCase();
  return (
    <select {...shared}>
      <option value="">{fallback === null ? "choose" : `as usual (${fallback.toLowerCase() === "true" ? "yes" : "no"})`}</option>
      <option value="true" selected={chosen === "true"}>yes</option>
      <option value="false" selected={chosen === "false"}>no</option>
    </select>
  );
}

function placeholder({ type, default: usual }: Parameter): string {
  if (usual !== null) return usual;
  if (type === "date") return "2024, 2024-03 or 2024-03-22";
  return type === "list" ? "one, another" : "";
}
