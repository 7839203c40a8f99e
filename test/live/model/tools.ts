// The tools a model asks for, in the names and shapes of the agent that offers them.

export type Tool =
  | { readonly kind: "run"; readonly command: string; readonly background: boolean }
  | { readonly kind: "edit"; readonly path: string }
  | { readonly kind: "ask" }
  | { readonly kind: "plan" }
  | { readonly kind: "agent"; readonly prompt: string };

export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The call by the first offered tool that can do it; undefined if the agent offers none. */
export function callFor(tool: Tool, offered: readonly string[]): Call | undefined {
  const name = Object.keys(NAMES[tool.kind]).find(
    (candidate) => offered.includes(candidate) || isDeferred(candidate, offered),
  );
  return name === undefined ? undefined : { name, args: argsOf(tool, name) };
}

/** Claude Code lists some tools only once they are searched for, but takes calls of them at once. */
const isDeferred = (name: string, offered: readonly string[]): boolean =>
  name === "ExitPlanMode" && offered.includes("ToolSearch");

/** Tool names by what they do, and the agent that has them. */
const NAMES: Readonly<Record<Tool["kind"], Readonly<Record<string, string>>>> = {
  run: { Bash: "claude", exec_command: "codex", run_shell_command: "gemini, qwen", bash: "opencode" },
  edit: { Write: "claude", apply_patch: "codex", write_file: "gemini, qwen", write: "opencode" },
  ask: {
    AskUserQuestion: "claude",
    request_user_input: "codex",
    ask_user: "gemini",
    ask_user_question: "qwen",
    question: "opencode",
  },
  plan: { ExitPlanMode: "claude", exit_plan_mode: "gemini, qwen", plan_exit: "opencode" },
  agent: { Agent: "claude", Task: "claude", spawn_agent: "codex", agent: "qwen", task: "opencode" },
};

const QUESTION = {
  id: "colour",
  header: "Colour",
  question: "Which colour shall the shed have?",
  type: "choice",
  multiSelect: false,
  options: [
    { label: "Red", description: "A red shed" },
    { label: "Blue", description: "A blue shed" },
  ],
};
const FILE_TEXT = "first line\nsecond line\n";

function argsOf(tool: Tool, name: string): Call["args"] {
  switch (tool.kind) {
    case "run":
      return runArgs(tool.command, tool.background, name);
    case "edit":
      return name === "apply_patch"
        ? { input: `*** Begin Patch\n*** Add File: ${tool.path}\n+first line\n*** End Patch\n` }
        : name === "write"
          ? { filePath: tool.path, content: FILE_TEXT }
          : { file_path: tool.path, content: FILE_TEXT };
    case "ask":
      return { questions: [QUESTION] };
    case "plan":
      return { plan: "1. Read the parser.\n2. Fix the test.\n3. Run it again." };
    case "agent":
      return {
        description: "Look into it",
        // Orders to the one who is sent stand in braces.
        prompt: tool.prompt.replaceAll("{", "[[").replaceAll("}", "]]"),
        subagent_type: name === "task" ? "general" : "general-purpose",
      };
  }
}

function runArgs(command: string, background: boolean, name: string): Call["args"] {
  switch (name) {
    case "exec_command":
      // Asking to leave the sandbox is what brings Codex's approval menu.
      return {
        cmd: command,
        sandbox_permissions: "require_escalated",
        justification: "May this command run outside the sandbox?",
      };
    case "Bash":
      return { command, description: "Runs it", ...(background ? { run_in_background: true } : {}) };
    case "run_shell_command":
      return { command, description: "Runs it", is_background: background };
    default:
      return { command, description: "Runs it" };
  }
}
