// DROVER_TMUX=/path/of/another/tmux npm test: the suite, and the daemons that it starts, run with that one. Everything of
// drover's finds `tmux` on the PATH, so that is where it is put.
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const other = process.env["DROVER_TMUX"];
if (other !== undefined && process.env["DROVER_TMUX_ON_PATH"] !== other) {
  const folder = mkdtempSync(join(tmpdir(), "drover-tmux-"));
  symlinkSync(resolve(other), join(folder, "tmux"));
  process.env["PATH"] = `${folder}${delimiter}${process.env["PATH"]}`;
  process.env["DROVER_TMUX_ON_PATH"] = other;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
