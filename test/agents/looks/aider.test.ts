import { aider } from "../../../agents/profiles/aider.ts";
import { EMPTY, NOTHING, TYPED, looksOf } from "./table.ts";

const answered = ["> what is this?", "", "A small parser.", "", "Tokens: 2k sent, 80 received. Cost: $0.01 message."];
const RULE = "─".repeat(40);

looksOf(aider, [
  {
    name: "ready after the banner",
    above: ["Aider v0.90.0", "Git repo: .git with 3 files", RULE],
    live: ["> "],
    ...EMPTY,
  },
  { name: "ready below the files of the chat", above: [...answered, RULE, "src/parse.py"], live: [">"], ...EMPTY },
  { name: "ready in ask mode", above: [RULE], live: ["ask> "], ...EMPTY },
  { name: "ready in multiline mode", above: [RULE], live: ["architect multi> "], ...EMPTY },
  { name: "a draft", above: answered, live: ["> rename it"], ...TYPED, text: "rename it" },
  {
    name: "a draft over two rows",
    above: answered,
    live: ["> rename it", "and test it"],
    ...TYPED,
    text: "rename it\nand test it",
  },
  {
    name: "a draft that quotes a question",
    above: answered,
    live: ["> it asks Run shell command? (Y)es/(N)o and then?"],
    ...TYPED,
  },
  {
    name: "waiting for the model",
    above: ["> what is this?"],
    live: ["░█ Waiting for openai/gpt-4o"],
    verdict: "busy",
    because: "waiting-for-model",
  },
  {
    name: "an answer streams",
    live: ["> what is this?", "", "A small parser that reads"],
    verdict: "busy",
    because: "turn-without-prompt",
  },
  {
    name: "trying again",
    above: ["> go", "litellm.InternalServerError: overloaded"],
    live: ["Retrying in 0.5 seconds..."],
    verdict: "busy",
    sub: "retrying",
    because: "retrying",
  },
  {
    name: "may a command run",
    above: answered,
    live: ["make test", "Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: "],
    verdict: "waiting",
    sub: "permission",
    because: "approval",
  },
  {
    name: "shall a file be added",
    above: answered,
    live: ["src/main.py", "Add file to the chat? (Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again [Yes]: "],
    verdict: "waiting",
    sub: "question",
    because: "confirmation",
  },
  {
    name: "an answered question is history",
    above: ["Add file to the chat? (Y)es/(N)o [Yes]: y", "Added src/main.py", RULE],
    live: ["> "],
    ...EMPTY,
  },
  {
    name: "the provider limits",
    above: ["> go", "litellm.RateLimitError: 429"],
    live: ["The API provider has rate limited you. Try again later or check your quotas.", RULE, "> "],
    verdict: "limited",
    because: "rate-limited",
  },
  {
    name: "ready below an error",
    above: ["> go", "litellm.BadRequestError: no such model", RULE],
    live: ["> "],
    ...EMPTY,
    flags: ["after_error"],
  },
  { name: "interrupted", above: ["> go", "^C again to exit", RULE], live: ["> "], ...EMPTY, flags: ["interrupted"] },
  {
    name: "booting",
    live: ["Aider v0.90.0", "Main model: gpt-4o with diff edit format"],
    verdict: "starting",
    because: "no-prompt-yet",
  },
  { name: "gone to the shell", live: ["> /exit", "user@host:~$ "], ...NOTHING },
]);
