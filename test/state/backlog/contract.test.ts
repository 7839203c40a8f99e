import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { backlogContract } from "../../contract/backlog-contract.ts";
import { opened } from "./open-for-test.ts";

backlogContract("SQLite", async () => {
  const directory = mkdtempSync(join(tmpdir(), "drover-test-"));
  const all: Backlog[] = [];
  return {
    open: async (host) => {
      const backlog = await opened(join(directory, "goals.db"), { host });
      all.push(backlog);
      return backlog;
    },
    dispose: async () => {
      for (const backlog of all) backlog.close();
      rmSync(directory, { recursive: true });
    },
  };
});
