import type { At } from "../machines/ids.ts";

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;
const AHEAD = /^\+?(\d+(?:\.\d+)?)(m|h|d|w)$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** What may be written, for error messages. */
export const DEADLINE_FORM =
  "a day such as 2026-12-01, a time such as 2026-12-01T18:00Z, or a span from now such as 36h or 5d";

/** A day means its end. Without an offset it is UTC. Undefined if it is none of these. */
export function parseDeadline(text: string, now: At): At | undefined {
  const said = text.trim();
  const ahead = AHEAD.exec(said);
  if (ahead) return now + Number(ahead[1]) * (UNITS[ahead[2] ?? ""] ?? 0);
  if (DAY.test(said)) return real(said, Date.parse(`${said}T23:59:59.999Z`));
  if (!MOMENT.test(said)) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(said.slice(10)) ? said : `${said}Z`;
  return real(said, Date.parse(zoned.replace(" ", "T")));
}

/** February 30th is no day, though some parsers make it March. */
function real(said: string, at: number): At | undefined {
  if (Number.isNaN(at)) return undefined;
  const day = Number(said.slice(8, 10));
  return day <= daysIn(Number(said.slice(0, 4)), Number(said.slice(5, 7))) ? at : undefined;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
