import { useEffect, useState } from "preact/hooks";

export type Loaded<T> = { state: "loading" } | { state: "failed"; error: Error } | { state: "done"; value: T };

/** Loads when `key` changes; a late answer to an older key is ignored, the old value is not shown under the new key. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [held, hold] = useState<{ key: string; result: Loaded<T> }>({ key, result: { state: "loading" } });
  useEffect(() => {
    let current = true;
    hold({ key, result: { state: "loading" } });
    load().then(
      (value) => current && hold({ key, result: { state: "done", value } }),
      (error: Error) => current && hold({ key, result: { state: "failed", error } }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return held.key === key ? held.result : { state: "loading" };
}
