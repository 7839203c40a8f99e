// When a usage limit ends, as its line says it: a span, a time of day, or a date with a time; a time zone may follow.
// L1. A line that names no time answers undefined: the limit holds until something else is seen.
// L2. A time of day means its next occurrence, but a limit of a few hours cannot end later than that: then it is past.
import type { At } from "../machines/ids.ts";

/** The time of the look, for limits that name a time of day. */
export interface LocalClock {
  readonly at: At;
  readonly utcOffsetMinutes: number;
  /** When limits seen before end, by their line: a time of day is read once, not anew each day. */
  readonly limits?: ReadonlyMap<string, At>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest window of limits that reset within the day. */
const SHORT_WINDOW = 5 * HOUR;

const SPAN = /\b(?:resets?|again) in (?:about |~ ?)?((?:\d+ ?[a-z]+,? ?(?:and )?){1,4})/i;
const UNIT: Readonly<Record<string, number>> = { d: DAY, h: HOUR, m: MINUTE, s: 1_000 };
const TIME = /\b(?:resets?|again)(?: at| on)?:? (?:(.{3,24}?)(?: at|,)? )?(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b/i;
const DATE = /^([A-Z][a-z]{2})[a-z]* (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/;
const ZONE = /\(([A-Za-z]+\/[A-Za-z_/]{2,40}|UTC)\)/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `over`: the time it names has passed already. */
export type LimitEnd =
  | { readonly kind: "until"; readonly at: At }
  | { readonly kind: "over" }
  | { readonly kind: "unsaid" };

export function limitEnd(line: string, clock: LocalClock): LimitEnd {
  const span = SPAN.exec(line)?.[1];
  if (span !== undefined) return { kind: "until", at: clock.at + length(span) };
  const match = TIME.exec(line);
  if (!match) return { kind: "unsaid" };
  const [, day = "", hour = "", minute = "0", half = ""] = match;
  const ofDay = ((Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0)) * HOUR + Number(minute) * MINUTE;
  const offset = offsetOf(ZONE.exec(line)?.[1], clock) * MINUTE;
  const date = DATE.exec(day.trim());
  return date ? onDate(date, ofDay, offset, clock.at) : nextTime(ofDay, offset, clock.at, isShort(line));
}

const isShort = (line: string): boolean => /session limit|5[- ]?h(ou)?r/i.test(line);

const length = (span: string): number =>
  [...span.matchAll(/(\d+) ?([a-z])/gi)].reduce(
    (sum, [, count = "0", unit = ""]) => sum + Number(count) * (UNIT[unit.toLowerCase()] ?? 0),
    0,
  );

function nextTime(ofDay: number, offset: number, at: At, isShortWindow: boolean): LimitEnd {
  const midnight = Math.floor((at + offset) / DAY) * DAY - offset;
  const today = midnight + ofDay;
  const next = today > at ? today : today + DAY;
  return isShortWindow && next - at > SHORT_WINDOW ? { kind: "over" } : { kind: "until", at: next };
}

/** A date without a year is the one nearest to now. */
function onDate([, month = "", day = "", year]: RegExpExecArray, ofDay: number, offset: number, at: At): LimitEnd {
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index < 0) return { kind: "unsaid" };
  const thisYear = new Date(at).getUTCFullYear();
  const years = year === undefined ? [thisYear - 1, thisYear, thisYear + 1] : [Number(year)];
  const times = years.map((one) => Date.UTC(one, index, Number(day)) + ofDay - offset);
  const nearest = times.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best));
  return nearest <= at ? { kind: "over" } : { kind: "until", at: nearest };
}

/** Minutes east of UTC of a named zone at this time; the clock's own where none is named or known. */
function offsetOf(zone: string | undefined, clock: LocalClock): number {
  if (zone === undefined) return clock.utcOffsetMinutes;
  try {
    const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
      .formatToParts(clock.at)
      .find(({ type }) => type === "timeZoneName")?.value;
    const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "");
    if (!match) return 0;
    return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  } catch {
    return clock.utcOffsetMinutes;
  }
}
