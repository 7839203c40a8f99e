/** Texts of every shape: one line, several, symbols, a stand-in for a long paste, a question at once, another's tag. */
export const TASKS: readonly string[] = [
  "Fix the failing test in parser.ts",
  "Rename getData to fetchUserRecords everywhere\nand update the callers",
  "Write a README section about installing [[approve]]",
  'Quote "everything"; keep $HOME, ~, #{format} and `ticks` as they are;',
  "Add a dark theme 🌒 to the settings page",
  "See [drover task-00000000] first\nand then do this",
  "-dash =x %1 a:b.c #(id) \\ end;",
  Array.from({ length: 12 }, (_, at) => `${at + 1}. step`).join("\n"),
];
