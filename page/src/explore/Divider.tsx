import { useEffect, useState } from "preact/hooks";

interface Props {
  /** Which edge it moves: `columns` left and right, `rows` up and down. */
  way: "columns" | "rows";
  label: string;
  /** The CSS variable that holds the size of the pane behind it, in per cent of the explorer. */
  variable: string;
  initial: number;
}

const LEAST = 15;
const MOST = 75;

/** Moves the border between two panes, by pointer or arrow keys. The size stays in this browser. */
export function Divider({ way, label, variable, initial }: Props) {
  const [size, setSize] = useState(() => kept(variable) ?? initial);
  useEffect(() => {
    document.documentElement.style.setProperty(variable, `${size}%`);
    try {
      localStorage.setItem(variable, String(size));
    } catch {
      // Storage is switched off: the size lasts until the page is closed.
    }
  }, [size]);
  const put = (percent: number) => setSize(Math.min(MOST, Math.max(LEAST, Math.round(percent * 10) / 10)));
  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    const frame = handle.parentElement?.getBoundingClientRect();
    if (!frame || !handle.hasPointerCapture(event.pointerId)) return;
    put(way === "columns" ? (100 * (frame.right - event.clientX)) / frame.width : (100 * (frame.bottom - event.clientY)) / frame.height);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 3, ArrowUp: 3, ArrowRight: -3, ArrowDown: -3 }[event.key];
    if (step !== undefined) { event.preventDefault(); put(size + step); }
  };
  return (
    <div
      class={`divider divider-${way}`} role="separator" tabIndex={0} aria-label={label} aria-orientation={way === "columns" ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(size)} aria-valuemin={LEAST} aria-valuemax={MOST} onKeyDown={onKey} onPointerMove={drag}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onDblClick={() => put(initial)}
    />
  );
}

function kept(variable: string): number | null {
  try {
    const size = Number(localStorage.getItem(variable));
    return size >= LEAST && size <= MOST ? size : null;
  } catch {
    return null;
  }
}
