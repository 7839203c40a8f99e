import { expect, it } from "vitest";
import { parseScreens } from "../../../adapters/tmux/parse.ts";
import { withoutTabs } from "../../../adapters/tmux/tabs.ts";

it.each([
  ["no tab", "no tab"],
  ["\ta", "        a"],
  ["=AAAAAAAA\t1\t2\t%0", "=AAAAAAAA       1       2       %0"],
  ["1234567\t8", "1234567 8"],
  ["12345678\t9", "12345678        9"],
  ["é\t|", "é       |"],
  ["日本\t|", "日本    |"],
  ["\u001b[1;31mab\u001b[0m\tc", "\u001b[1;31mab\u001b[0m      c"],
  ["\u001b]8;;http://x\u0007ab\u001b]8;;\u0007\tc", "\u001b]8;;http://x\u0007ab\u001b]8;;\u0007      c"],
])("%j is shown as %j", (row, shown) => {
  expect(withoutTabs(row)).toBe(shown);
});

it("a screen is read without them", () => {
  expect([...parseScreens("=N %1 5\na\tb\n", "=N").values()]).toEqual([{ rows: ["a       b"], activity: 5 }]);
});
