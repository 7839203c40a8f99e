import { z } from "zod";
import type { Frame } from "../machines/frame.ts";

/** A screen that a file or another program gives: rows as one text, and what it likes of the rest. */
export const givenScreen = z.object({
  agent: z.string().nullish(),
  text: z.string().nullish(),
  ansi: z.string().nullish(),
  title: z.string().nullish(),
  command: z.string().nullish(),
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean().default(true) }).nullish(),
  size: z.union([z.tuple([z.number(), z.number()]), z.object({ cols: z.number(), rows: z.number() })]).nullish(),
});
export type GivenScreen = z.input<typeof givenScreen>;

/** A negative cursor says that it is not known. */
export function frameOf({ text, ansi, title, command, cursor, size }: GivenScreen): Frame {
  const rows = (ansi ?? text ?? "").replace(/\n$/, "").split("\n");
  const [cols, height] = Array.isArray(size) ? size : [size?.cols ?? 0, size?.rows ?? 0];
  return {
    at: 0,
    rows,
    size: { cols: cols || Math.max(...rows.map((row) => row.length)), rows: height || rows.length },
    cursor: cursor ? { x: cursor.x, y: cursor.y, visible: cursor.visible ?? true } : { x: -1, y: -1, visible: true },
    alternate: false,
    title: title ?? "",
    command: command ?? "",
  };
}
