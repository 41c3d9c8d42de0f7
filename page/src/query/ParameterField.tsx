import type { Parameter } from "../types";

/** One parameter's field. */
export function ParameterField({ parameter, value }: { parameter: Parameter; value: string }) {
  const { name, description, required, choices, type } = parameter;
  const hint = `${name}-hint`;
  const shared = { id: name, name, required, "aria-describedby": hint };
  return (
    <label class="field" for={name}>
      <span class="field-name">{name.replaceAll("_", " ")}{required ? "" : <em> (optional)</em>}</span>
      {choices.length > 0 ? (
        <select {...shared}>
          <option value="">{required ? "choose" : "any"}</option>
          {choices.map((choice) => <option key={choice} value={choice} selected={choice === (value || parameter.default)}>{choice}</option>)}
        </select>
      ) : (
        <input
          {...shared} defaultValue={value} placeholder={parameter.default ?? ""} type={type === "integer" || type === "float" ? "number" : type === "date" ? "date" : "text"}
          step={type === "float" ? "any" : undefined} autoComplete="off" spellcheck={false}
        />
      )}
      <span class="hint" id={hint}>{description}</span>
    </label>
  );
}
