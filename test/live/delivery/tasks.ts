/** The task for which a person must give leave. Gemini runs `echo` without asking, so it is a command that writes. */
export const LEAVE = "asks for leave";

/** Five tasks of different shape; the last asks for a command that a person must allow. */
export const TASKS: readonly { readonly name: string; readonly text: string }[] = [
  { name: "one line", text: "Say what this project is about [[work 1]]" },
  { name: "12 lines", text: lines(12) },
  { name: "120 lines", text: lines(120) },
  {
    name: "quotes and unicode",
    text: `Keep "these" and 'those', \`ticks\`, $HOME, ~/x, #{pane_id}, #(date), a;b; 日本語, café, ✓ 🌒 done;`,
  },
  { name: LEAVE, text: "Run this, please: [[run touch drover-was-here]]" },
];

function lines(count: number): string {
  return Array.from({ length: count }, (_, at) => `${at + 1}. step number ${at + 1} of the plan`).join("\n");
}
