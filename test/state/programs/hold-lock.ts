// Takes the lock of the data directory named, says what came of it, and stays until it is killed.
import process, { argv, stdin, stdout } from "node:process";
import { lockDataDirectory } from "../../../state/lock/lock-data-directory.ts";

const lock = lockDataDirectory(argv[2] ?? "");
stdout.write(`${lock.kind}\n`);
// Whoever asks for the lock and forgets it lets go: the collector closes the file.
process.on("exit", () => lock.kind === "locked" && lock.release());
stdin.resume();
