export const REVIEW = /^(?:auto|always|on-diff-larger-than \d{1,6})$/;

/** What may be said, for error messages. */
export const REVIEW_FORM = '"auto", "always" or "on-diff-larger-than 200"';

export type ReviewWish =
  | { readonly kind: "auto" | "always" }
  /** In lines added and removed. */
  | { readonly kind: "larger"; readonly lines: number };

/** Undefined if it is none of these. */
export function parseReview(text: string): ReviewWish | undefined {
  if (!REVIEW.test(text)) return undefined;
  if (text === "auto" || text === "always") return { kind: text };
  return { kind: "larger", lines: Number(text.split(" ")[1]) };
}
