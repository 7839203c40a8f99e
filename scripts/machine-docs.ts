// Writes docs/machine.md from the chart itself; with --check it says whether the page is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { describeRun, describeSession, mermaid } from "../machines/describe.ts";
import type { RegionDescription } from "../machines/describe.ts";

const FILE = "docs/machine.md";

export const page = (): string => `# The session machine

Drawn from the chart by \`npm run docs:machine\`; a test fails when this page is stale. The same as data: \`GET /api/machine\`.

Three regions run side by side: what the agent does (from evidence alone), what drover holds (from its own deeds alone), and
whether a person holds the session. The state shown to the world is \`waiting\`, \`limited\` or \`gone\` if that is the activity;
else the work state if it is not \`free\`; else the activity.

${describeSession().regions.map(section).join("\n")}
# The run machine

One attempt of one task in one session. Its snapshot lies in \`goals.db\`, and each step is one transaction with what it
means for the task; what is left to do (inspect, offer, verdict) is done after it. [More](runs.md).

${describeRun().regions.map(section).join("\n")}`;

const section = (region: RegionDescription): string => `## ${region.name}

\`\`\`mermaid
${mermaid(region)}
\`\`\`

${table([["from", "event", "if", "to", "does"], ...region.transitions.map(cells)])}
`;

const cells = ({ from, event, guard, to, actions }: RegionDescription["transitions"][number]): readonly string[] => [
  from,
  event,
  guard ?? "",
  to ?? "",
  actions.join("; "),
];

/** Aligned, as the formatter wants it. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(width(column))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = head.map((_cell, column) => "-".repeat(width(column)));
  return [head, rule, ...body].map(line).join("\n");
}

if (process.argv[1]?.endsWith("machine-docs.ts")) {
  if (!process.argv.includes("--check")) writeFileSync(FILE, page());
  else if (readFileSync(FILE, "utf8") !== page()) throw new Error(`${FILE} is stale: npm run docs:machine`);
}
