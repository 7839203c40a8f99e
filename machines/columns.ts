/** Of two columns in a terminal: East Asian wide and fullwidth characters, and emoji shown as such. */
export const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Columns of a plain text; marks that join another character take none. */
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 2 : /\p{M}/u.test(one) ? 0 : 1), 0);
