/** Small wording helpers. Names come from the open web: their direction marks must not turn the rest of a line. */

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Stored words as they are, but with characters that would turn the reading direction shown by their number instead of obeyed. */
export function honest(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (control) => `[U+${control.charCodeAt(0).toString(16).toUpperCase()}]`);
}

/** A name that may be put into a longer string (canvas label, title): no controls, isolated. */
export function plain(name: string): string {
  return name.replace(CONTROLS, "");
}

export function shorten(name: string, letters: number): string {
  const letterList = Array.from(plain(name));
  return letterList.length <= letters ? letterList.join("") : letterList.slice(0, letters - 1).join("").trimEnd() + "…";
}

export function plural(count: number, one: string, many = one + "s"): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A confidence in whole per cent. Never 100: claims support each other, but nothing here is certain. */
export function percent(confidence: number): number {
  return Math.min(99, Math.round(confidence * 100));
}

/** A broken number with two digits; what is less than one is not rounded up to it. */
export function decimals(number: number): string {
  return (number < 1 ? Math.min(0.99, number) : number).toFixed(2);
}

/** Only web addresses become links; `javascript:` and the like stay text. */
export function webAddress(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

export function site(url: string): string {
  return new URL(url).hostname.replace(/^www\./, "");
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An ISO day as a person writes it; anything else as it stands. */
export function day(iso: string | null): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  if (!match) return iso ?? "";
  return `${Number(match[3])} ${MONTHS[Number(match[2]) - 1]} ${match[1]}`;
}

function lastDay(month: string): string {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return `${month}-${String(days).padStart(2, "0")}`;
}

/** A stretch of days; a whole month or year is called by its name. */
export function span(first: string | null, last: string | null): string {
  if (!first && !last) return "";
  if (first === last || !last) return day(first);
  if (!first) return `until ${day(last)}`;
  const year = first.slice(0, 4);
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
  const month = first.slice(0, 7);
  if (first === `${month}-01` && last === lastDay(month)) return `${MONTHS[Number(month.slice(5)) - 1]} ${year}`;
  return `${day(first)} – ${day(last)}`;
}
