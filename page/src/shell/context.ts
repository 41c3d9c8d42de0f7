import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { About, Vocabulary } from "../types";

export const AboutContext = createContext<About | null>(null);

/** What the store holds; there once the page shows anything. */
export function useAbout(): About {
  const about = useContext(AboutContext);
  if (!about) throw new Error("The page was drawn before it knew the store.");
  return about;
}

export function useVocabulary(): Vocabulary {
  return useAbout().vocabulary;
}
