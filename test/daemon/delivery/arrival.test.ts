import { describe, expect, it } from "vitest";
import { arrivalOf } from "../../../daemon/delivery/arrival.ts";

const TAG = "[drover task-1a2b3c4d]";
const TEXT = `Fix the "parser"; keep $HOME\nand tell café 🌒\n${TAG}`;
const arrival = (text: string, pasted?: string) =>
  arrivalOf({ text, row: 3, ...(pasted === undefined ? {} : { pasted }) }, TEXT, TAG);

describe("our text stands in the composer", () => {
  it.each([
    ["whole", TEXT],
    ["wrapped and indented by the agent", `Fix the "par\n  ser"; keep $HOME\n  and tell café 🌒\n  ${TAG}`],
    ["with a symbol drawn otherwise", TEXT.replace("🌒", "?")],
    ["with letters composed otherwise", TEXT.normalize("NFD")],
    ["scrolled: only its end is in view", `tell café 🌒\n${TAG}`],
  ])("alone, %s", (_name, shown) => {
    expect(arrival(shown)).toEqual({ kind: "alone", visible: TAG });
  });

  it("alone, as the agent's stand-in for a long paste", () => {
    expect(arrival("[Pasted text #1 +2 lines]", "[Pasted text #1 +2 lines]")).toEqual({
      kind: "alone",
      visible: "[Pasted text #1 +2 lines]",
    });
  });

  it.each([
    ["behind a person's words", `wait ${TEXT}`, undefined],
    ["before a person's words", `${TEXT} wait`, undefined],
    ["twice", `${TEXT}${TEXT}`, undefined],
    ["half of it", TEXT.slice(0, 20), undefined],
    ["another task", TEXT.replace("1a2b", "9z9z"), undefined],
    ["a stand-in behind a draft", "draft [Pasted text #1 +2 lines]", "[Pasted text #1 +2 lines]"],
    ["two stand-ins", "[Pasted text #1 +2 lines][Pasted text #1 +2 lines]", "[Pasted text #1 +2 lines]"],
  ])("not alone: %s", (_name, shown, pasted) => {
    expect(arrival(shown, pasted)).toEqual({ kind: "other", seen: shown });
  });

  it("not at all", () => {
    expect([arrival(""), arrivalOf(undefined, TEXT, TAG)]).toEqual([{ kind: "empty" }, { kind: "no composer" }]);
  });
});
