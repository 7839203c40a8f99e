import { expect, it } from "vitest";
import { changeOf } from "../../config/changes.ts";
import { parseConfig } from "../../config/parse.ts";
import type { Config } from "../../config/schema.ts";

function config(text: string): Config {
  const parsed = parseConfig(text, "drover.toml");
  if (parsed.kind === "wrong") throw new Error(parsed.errors.join());
  return parsed.config;
}
const base = config("");

it.each([
  ["nothing", "", false, []],
  ["a threshold", '[monitor]\nidle_threshold = "5s"', true, []],
  ["a session", '[[sessions]]\nname = "other"', true, []],
  ["an agent", '[agents.mine]\nidle = ["^>"]', true, []],
  ["the port", "[server]\nport = 9", false, ["server.port is 9; it counts from the next drover up on"]],
  [
    "the size of logs",
    '[retention]\nlog_size = "1MB"',
    false,
    ['retention.log_size is "1MB"; it counts from the next drover up on'],
  ],
  ["how long screens are kept", '[retention]\nscreens = "1d"', true, []],
  ["how long details of runs are kept", '[retention]\nruns = "30d"', true, []],
  [
    "both",
    '[server]\nport = 9\n[monitor]\nidle_threshold = "5s"',
    true,
    ["server.port is 9; it counts from the next drover up on"],
  ],
] as const)("%s", (_what, text, applies, pending) => {
  expect(changeOf(base, base, config(text))).toEqual({ applies, pending });
});

it("what differs from the start stays named, whatever runs by now; what was changed back is not", () => {
  const running = config('[server]\nport = 9\n[monitor]\nidle_threshold = "5s"');
  expect(changeOf(base, running, running)).toMatchObject({
    applies: false,
    pending: [expect.stringContaining("server.port")],
  });
  expect(changeOf(base, running, base)).toEqual({ applies: true, pending: [] });
});
