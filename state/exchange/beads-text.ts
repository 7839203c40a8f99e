import type { Issue } from "./beads-issue.ts";

/** The task text that an issue comes to: title and description, then what else an agent should know. */
export function contentOf({
  title,
  description,
  design,
  notes,
}: Pick<Issue, "title" | "description" | "design" | "notes">) {
  return [title, description ?? "", headed("Design", design), headed("Notes", notes)]
    .filter((part) => part !== "")
    .join("\n");
}

const headed = (head: string, text: string | undefined): string =>
  text === undefined || text.trim() === "" ? "" : `\n${head}:\n${text}`;
