// Does our text stand in the composer, and alone? Compared by letters and digits: agents wrap, indent and redraw, and
// a terminal shows some symbols otherwise than they were sent.
import type { Composer } from "../../machines/evidence.ts";

export type Arrival =
  /** `visible`: what Enter's guard looks for on the screen. */
  | { readonly kind: "alone"; readonly visible: string }
  | { readonly kind: "empty" }
  | { readonly kind: "other"; readonly seen: string }
  | { readonly kind: "no composer" };

export function arrivalOf(composer: Composer | undefined, text: string, tag: string): Arrival {
  if (!composer) return { kind: "no composer" };
  const shown = skeleton(composer.text);
  if (composer.pasted !== undefined) {
    const rest = shown.replace(skeleton(composer.pasted), "");
    return rest === "" ? { kind: "alone", visible: composer.pasted } : { kind: "other", seen: composer.text };
  }
  if (shown === "") return { kind: "empty" };
  return isTail(shown, skeleton(text), skeleton(tag))
    ? { kind: "alone", visible: tag }
    : { kind: "other", seen: composer.text };
}

/** A composer that scrolled shows the end of the text; the tag is its last line. */
const isTail = (shown: string, whole: string, tag: string): boolean => whole.endsWith(shown) && shown.endsWith(tag);

const skeleton = (text: string): string => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
