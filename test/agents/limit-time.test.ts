import { describe, expect, it } from "vitest";
import { limitEnd } from "../../agents/limit-time.ts";

/** A Thursday, 18:00 UTC. */
const at = Date.UTC(2026, 10, 26, 18, 0);
const clock = { at, utcOffsetMinutes: 60 };
const utc = (day: number, hour: number, minute = 0) => ({
  kind: "until",
  at: Date.UTC(2026, 10, day, hour, minute),
});

describe("when a limit ends", () => {
  it.each([
    ["a time of day, in the clock's own zone", "resets 9pm", utc(26, 20)],
    ["one that is past today is tomorrow's", "weekly limit · resets 3am", utc(27, 2)],
    ["in a named zone", "resets 9am (Asia/Tokyo)", utc(27, 0)],
    ["in a zone behind UTC", "resets 4pm (America/Los_Angeles)", utc(27, 0)],
    ["with minutes", "Your limit will reset at 3:45 PM", utc(27, 14, 45)],
    ["to be tried again", "try again at 11:58 PM.", utc(26, 22, 58)],
    ["a date with a time", "resets Nov 28 at 2pm (Asia/Seoul)", utc(28, 5)],
    ["a date with a year", "try again at Nov 28th, 2026 3:05 PM.", utc(28, 14, 5)],
    ["a span", "try again in 2 days 3 hours 5 minutes", { kind: "until", at: at + (51 * 60 + 5) * 60_000 }],
    ["a short span", "resets in 2h 30m", { kind: "until", at: at + 150 * 60_000 }],
    ["a date that is past", "resets Nov 20 at 2pm", { kind: "over" }],
    ["a few hours' limit that would end in 20 hours is past", "5-hour limit reached ∙ resets 3pm", { kind: "over" }],
    ["the same for a session's", "You've hit your session limit · resets 5pm", { kind: "over" }],
    ["no time at all", "You've hit your usage limit.", { kind: "unsaid" }],
    ["a zone nobody knows is the clock's own", "resets 9pm (Moon/Tycho)", utc(26, 20)],
  ])("%s: %s", (_what, line, expected) => expect(limitEnd(line, clock)).toEqual(expected));
});
