/** Ten tasks of different shape: one line, several, quotes, symbols, emoji, and some that ask for leave. */
export const DEMO_TASKS: readonly string[] = [
  "Fix the failing test in parser.ts",
  "Rename getData to fetchUserRecords everywhere\nand update the callers",
  "Write a README section about installing [[approve]]",
  'Quote "everything"; keep $HOME, ~, #{format} and `ticks` as they are;',
  "Add a dark theme 🌒 to the settings page",
  "Remove dead code in lib/\nRun the tests\nReport what was left",
  "Make the build twice as fast [[approve]]",
  "Upgrade the linter and fix what it finds",
  "Explain the retry policy in one paragraph",
  "1. Read the log\n2. Find the slow query\n3. Add an index\n4. Measure\n5. Write down both numbers\n6. Commit\n7. Push\n8. Tell the team\n9. Close the ticket\n10. Rest",
];
