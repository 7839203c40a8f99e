// Where work is done, and what becomes of it: a real repository, in which somebody is at work himself.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { offlineService } from "../../../cli/compose/offline.ts";
import type { Stores } from "../../../cli/compose/stores.ts";
import { branchesBelow, placeOf } from "../../../daemon/runs/place.ts";
import type { Placed } from "../../../daemon/runs/place.ts";
import type { Service } from "../../../daemon/service.ts";
import { NO_PROJECT } from "../../../daemon/settings.ts";
import type { ProjectSettings } from "../../../daemon/settings.ts";
import type { TaskId } from "../../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../../machines/policy.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { Place } from "../../../orchestrator/runs/run.ts";
import { temporaryDirectory } from "../../state/temporary.ts";
import { repositoryForTest } from "../../support/repository.ts";
import type { TestRepository } from "../../support/repository.ts";
import { begun, ended, git, noEyes, red, storesForTest, taken } from "./stage.ts";
import type { Held } from "./stage.ts";

const SLOW = { timeout: 60_000 };
let stores: Stores;
let service: Service;
let repo: TestRepository;
let project: ProjectSettings;
beforeEach(async () => {
  stores = await storesForTest();
  repo = repositoryForTest({ "a.txt": "one\n" });
  project = { ...NO_PROJECT, directory: repo.root, worktree: true };
  service = offlineService(
    {
      sessions: [{ name: red, tmux: "red", socket: "none", agent: "auto", projects: [] }],
      policy: DEFAULT_POLICY,
      generalPrompt: "",
      checkInterval: 60_000,
      personQuiet: 2_000,
      report: false,
      maxAttempts: 3,
      projects: [project],
    },
    stores,
  );
});

async function place(held: Held, id: TaskId): Promise<Placed> {
  const task = await stores.backlog.get(id);
  if (task === undefined) throw new Error("no task");
  const by = { backlog: stores.backlog, git, eyes: noEyes, worktrees: join(repo.home, "trees") };
  return placeOf(held.run, task, project, by);
}
async function placed(held: Held, id: TaskId): Promise<Place> {
  const came = await place(held, id);
  if (came.kind === "no place" || came.place === undefined) throw new Error("no place");
  return came.place;
}
const add = async (dependsOn: readonly TaskId[] = []) =>
  (await stores.backlog.add({ content: "x", dependsOn }, stores.clock.now())).id;
const POLICY = { ...DEFAULT_RUN_POLICY, review: { kind: "always" } } as const;
const work = (tree: Place) => {
  writeFileSync(join(tree.directory, "b.txt"), "two\n");
  repo.git("-C", tree.directory, "add", "--all");
  repo.git("-C", tree.directory, "commit", "-qm", "work");
};

it(
  "a task has a worktree of its own, and what somebody changes in the repository meanwhile is left alone",
  SLOW,
  async () => {
    writeFileSync(join(repo.root, "a.txt"), "changed by hand\n");
    const id = await add();
    const held = await taken(id, POLICY, stores);
    const tree = await placed(held, id);
    expect(tree).toMatchObject({
      directory: join(repo.home, "trees", id),
      worktree: { branch: `drover/${id}`, into: "main", port: 42_000, ports: 10 },
    });
    expect(readFileSync(join(tree.directory, "a.txt"), "utf8")).toBe("one\n");
    work(tree);
    await begun(held, stores);
    await ended(held, stores);
    expect(await service.runs.merge(id)).toEqual({
      kind: "refused",
      why: `${repo.root} has changes that are not committed; commit or stash them first`,
    });
    expect(readFileSync(join(repo.root, "a.txt"), "utf8")).toBe("changed by hand\n");
    expect(await service.runs.remove(id, { discard: true })).toMatchObject({
      kind: "refused",
      why: expect.stringContaining("is checking; its worktree is in use"),
    });
  },
);

it(
  "the next attempt goes on in the worktree that the last one left, with the same ports, counted from the same commit",
  SLOW,
  async () => {
    const id = await add();
    const first = await taken(id, POLICY, stores);
    const tree = await placed(first, id);
    writeFileSync(join(tree.directory, "half"), "not committed\n");
    await begun(first, stores);
    const lost = { kind: "failed", cause: "lost", reason: "gone" } as const;
    await stores.backlog.endRun(first.claim, first.fence, lost, stores.clock.now());
    expect(existsSync(join(tree.directory, "half"))).toBe(true);
    repo.git("commit", "--allow-empty", "-qm", "meanwhile");
    await stores.backlog.cancel(id, stores.clock.now());
    await stores.backlog.retry(id, stores.clock.now());
    const again = await placed(await taken(id, POLICY, stores), id);
    expect(again).toEqual(tree);
    expect(existsSync(join(tree.directory, "half"))).toBe(true);
  },
);

it("merged and removed on a word; what it was built on is told as long as it stands", SLOW, async () => {
  const below = await add();
  const held = await taken(below, DEFAULT_RUN_POLICY, stores);
  const tree = await placed(held, below);
  work(tree);
  await begun(held, stores);
  await ended(held, stores);
  const above = await add([below]);
  const next = await taken(above, DEFAULT_RUN_POLICY, stores);
  const upper = await placed(next, above);
  const task = await stores.backlog.get(above);
  if (task === undefined) throw new Error("no task");
  expect(await branchesBelow(task, upper, stores)).toEqual([`drover/${below}`]);
  expect(await branchesBelow(task, { directory: repo.root }, stores)).toEqual([]);

  expect(await service.runs.remove(below, { discard: false })).toMatchObject({
    kind: "refused",
    why: expect.stringContaining("merged nowhere"),
  });
  expect(await service.runs.merge(below)).toMatchObject({ kind: "done" });
  expect(readFileSync(join(repo.root, "b.txt"), "utf8")).toBe("two\n");
  expect(await service.runs.remove(below, { discard: false })).toMatchObject({ kind: "done", task: { id: below } });
  expect(existsSync(tree.directory)).toBe(false);
  expect(await branchesBelow(task, upper, stores)).toEqual([]);
});

it("where none can be made the task is not given elsewhere", SLOW, async () => {
  const id = await add();
  const held = await taken(id, POLICY, stores);
  project = { ...project, directory: temporaryDirectory() };
  expect(await place(held, id)).toMatchObject({
    kind: "no place",
    why: expect.stringContaining("is in no git repository"),
  });
});
