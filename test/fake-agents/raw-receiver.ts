// A program for panes that keeps what it is sent: raw mode, every byte appended to a file, the screen left alone.
// Usage: raw-receiver LOG [TEXT]. TEXT is put on the screen first. The file exists once the terminal is raw.
import { openSync, writeSync } from "node:fs";

const [log = "", text = ""] = process.argv.slice(2);
process.stdin.setRawMode(true);
const file = openSync(log, "a");
process.stdout.write(text);
process.stdin.on("data", (bytes: Buffer) => writeSync(file, bytes));
