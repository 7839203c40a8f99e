import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

// Hundreds of processes start with the same modules: workers, command lines, daemons. They are compiled once.
process.env["NODE_COMPILE_CACHE"] ??= resolve("node_modules/.cache/compiled");

/** Files whose tests wait for real processes; begun last, one of them would be waited for alone. */
const WAITING = /\/test\/(e2e|crash|harm|contract|cli|docs)\/|growth/;

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWaiting = ({ moduleId }: TestSpecification) => WAITING.test(moduleId);
    return [...sorted.filter(isWaiting), ...sorted.filter((file) => !isWaiting(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/tmux-on-path.ts"],
    // Files share their worker and the modules it has loaded: loading them anew for each would take much of the time.
    isolate: false,
    sequence: { sequencer: WaitingFirst },
    // For what hangs: a loaded machine is five times as slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than cores: much of the time is waiting.
    maxWorkers: 3,
    reporters: ["default"],
  },
});
