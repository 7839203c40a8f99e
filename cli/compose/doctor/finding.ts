/** One thing that was looked at. `trouble` keeps drover from working; `warning` does not. */
export interface Finding {
  readonly what: string;
  readonly state: "fine" | "warning" | "trouble";
  /** One line: what was found, and of trouble what to do. */
  readonly says: string;
}

export const fine = (what: string, says: string): Finding => ({ what, state: "fine", says });
export const warning = (what: string, says: string): Finding => ({ what, state: "warning", says });
export const trouble = (what: string, says: string): Finding => ({ what, state: "trouble", says });
