import type { Terminal } from "./program.ts";
import { paint, type View } from "./screen.ts";

export interface OpenTerminal extends Terminal {
  onBytes(take: (bytes: Buffer) => void): void;
  onResize(take: () => void): void;
}

const BRACKETED_PASTE = "\u001b[?2004";

/** The process's own terminal: raw, cleared, titled, with bracketed paste. A screen is written only when it changed. */
export function openTerminal(title: string): OpenTerminal {
  const { stdin, stdout } = process;
  let drawn = "";
  let everyMs = 0;
  stdin.setRawMode(true);
  // A terminal that is gone has no reader left, so there is nobody to tell.
  stdout.on("error", () => process.exit(1));
  stdout.write(`${titled(title)}${BRACKETED_PASTE}h\u001b[H\u001b[2J`);

  return {
    draw: (view: View) => {
      const frame = paint(view, { cols: stdout.columns, rows: stdout.rows });
      if (frame === drawn) return;
      drawn = frame;
      stdout.write(frame);
    },
    readEvery: (ms) => void (everyMs = ms),
    onBytes: (take) =>
      void stdin.on("data", (bytes: Buffer) => {
        take(bytes);
        if (everyMs === 0) return;
        stdin.pause();
        setTimeout(() => stdin.resume(), everyMs);
      }),
    onResize: (take) => void stdout.on("resize", take),
    leave: () => {
      stdin.setRawMode(false);
      stdout.write(`\u001b[H\u001b[2J${BRACKETED_PASTE}l\u001b[?25h${titled("")}demo agent has ended\r\n`);
      process.exit(0);
    },
  };
}

const titled = (text: string): string => `\u001b]2;${text}\u001b\\`;
