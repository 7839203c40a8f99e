import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemGit } from "../../adapters/git/git.ts";
import { repositoryForTest } from "../support/repository.ts";

const git = systemGit();
const SLOW = { timeout: 60_000 };

function repository() {
  const { home, root, git: run } = repositoryForTest({ "a.txt": "one\ntwo\n", ".gitignore": "ignored\n" });
  const head = run("rev-parse", "HEAD").trim();
  const order = {
    repository: root,
    path: join(home, "trees", "task-1"),
    branch: "drover/task-1",
    data: join(home, "trees", "task-1.data"),
  };
  const inTree = (...args: readonly string[]) => run("-C", order.path, ...args);
  return { home, root, run, head, order, inTree };
}

/** Everything in the repository's own folder, with what it holds. */
const inside = (root: string): readonly string[] =>
  readdirSync(join(root, ".git"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${readFileSync(path).toString("base64")}`)
    .toSorted();

describe("a look", () => {
  it("tells root, head, branch, and whether something is not committed", SLOW, async () => {
    const { root, head, run } = repository();
    mkdirSync(join(root, "sub"));
    expect(await git.look(join(root, "sub"))).toEqual({
      kind: "repository",
      root,
      head,
      branch: "main",
      changed: false,
    });
    writeFileSync(join(root, "new.txt"), "x");
    expect(await git.look(root)).toMatchObject({ changed: true });
    run("checkout", "-q", "--detach");
    expect(await git.look(root)).not.toHaveProperty("branch");
  });

  it("of no repository, and of no directory, is a value", SLOW, async () => {
    const { home } = repository();
    expect(await git.look(home)).toMatchObject({ kind: "none" });
    expect(await git.look(join(home, "nowhere"))).toMatchObject({ kind: "none" });
  });
});

describe("a change", () => {
  it("is all that differs from the base: committed, not committed, new; nothing that is ignored", SLOW, async () => {
    const { root, head, run } = repository();
    writeFileSync(join(root, "a.txt"), "one\n2\nthree\n");
    run("commit", "-qam", "second");
    writeFileSync(join(root, "a.txt"), "one\n2\nthree\nfour\n");
    writeFileSync(join(root, "new file.txt"), "n\nn\n");
    writeFileSync(join(root, "ignored"), "no");
    writeFileSync(join(root, "blob"), Buffer.from([0, 1, 2, 0]));
    const measured = await git.measure(root, head);
    if (measured.kind !== "measured") throw new Error(measured.why);
    expect(measured.change).toEqual({
      files: [
        { path: "a.txt", added: 3, removed: 1 },
        { path: "blob", added: null, removed: null },
        { path: "new file.txt", added: 2, removed: 0 },
      ],
      added: 5,
      removed: 1,
      more: 0,
    });
    expect(measured.patch).toContain("+four");
    expect(measured.patch).not.toContain("ignored");
  });

  it("is measured without a trace in the repository, index and objects included", SLOW, async () => {
    const { root, head, run } = repository();
    writeFileSync(join(root, "a.txt"), "changed\n");
    run("add", "a.txt");
    writeFileSync(join(root, "a.txt"), "changed again\n");
    writeFileSync(join(root, "new.txt"), "new\n");
    const before = inside(root);
    expect(await git.measure(root, head)).toMatchObject({ kind: "measured" });
    expect(inside(root)).toEqual(before);
  });

  it("that is large is cut, and says so", SLOW, async () => {
    const { root, head } = repository();
    writeFileSync(join(root, "big.txt"), "0123456789\n".repeat(50_000));
    const measured = await git.measure(root, head);
    if (measured.kind !== "measured") throw new Error(measured.why);
    expect(measured.change.added).toBe(50_000);
    expect(measured.patch.length).toBeLessThan(300_000);
    expect(measured.patch).toMatch(/the rest of the change is not kept/);
  });

  it("from a commit that is not there is unknown", SLOW, async () => {
    const { root } = repository();
    expect(await git.measure(root, "0123456789012345678901234567890123456789")).toMatchObject({ kind: "unknown" });
  });
});

describe("a worktree", () => {
  it("is made from the base on its branch, with its data beside it, and used again as it is", SLOW, async () => {
    const { root, head, order, inTree } = repository();
    writeFileSync(join(root, "a.txt"), "not committed\n");
    expect(await git.addWorktree({ ...order, base: head })).toEqual({ kind: "done" });
    expect(readFileSync(join(order.path, "a.txt"), "utf8")).toBe("one\ntwo\n");
    expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("not committed\n");
    expect(inTree("symbolic-ref", "--short", "HEAD").trim()).toBe(order.branch);
    expect(existsSync(order.data)).toBe(true);
    writeFileSync(join(order.path, "work.txt"), "half done");
    expect(await git.addWorktree({ ...order, base: head })).toEqual({ kind: "done" });
    expect(readFileSync(join(order.path, "work.txt"), "utf8")).toBe("half done");
  });

  it("is made again from its branch where only the folder is gone", SLOW, async () => {
    const { head, order, inTree } = repository();
    await git.addWorktree({ ...order, base: head });
    writeFileSync(join(order.path, "kept.txt"), "kept");
    inTree("add", ".");
    inTree("commit", "-qm", "work");
    rmSync(order.path, { recursive: true });
    expect(await git.addWorktree({ ...order, base: head })).toEqual({ kind: "done" });
    expect(readFileSync(join(order.path, "kept.txt"), "utf8")).toBe("kept");
  });

  it("is not put where something else is", SLOW, async () => {
    const { head, order } = repository();
    mkdirSync(order.path, { recursive: true });
    writeFileSync(join(order.path, "mine.txt"), "mine");
    expect(await git.addWorktree({ ...order, base: head })).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(/move it away/),
    });
    expect(readFileSync(join(order.path, "mine.txt"), "utf8")).toBe("mine");
  });

  it("half made by a git that was killed is made anew", SLOW, async () => {
    const { root, head, order } = repository();
    await git.addWorktree({ ...order, base: head });
    writeFileSync(join(root, ".git", "worktrees", "task-1", "locked"), "initializing");
    rmSync(join(order.path, "a.txt"));
    expect(await git.addWorktree({ ...order, base: head })).toEqual({ kind: "done" });
    expect(readFileSync(join(order.path, "a.txt"), "utf8")).toBe("one\ntwo\n");
  });
});

describe("merging", () => {
  const worked = async () => {
    const made = repository();
    await git.addWorktree({ ...made.order, base: made.head });
    writeFileSync(join(made.order.path, "a.txt"), "one\ntwo\nthree\n");
    made.inTree("commit", "-qam", "work");
    return { ...made, merge: { ...made.order, into: "main", message: "Merge it" } };
  };

  it("brings the branch in, once; then tree and branch may go", SLOW, async () => {
    const { root, run, order, merge } = await worked();
    expect(await git.removeWorktree({ ...order, discard: false })).toMatchObject({
      why: expect.stringMatching(/merge it first/),
    });
    expect(await git.merge(merge)).toEqual({ kind: "done" });
    expect(await git.merge(merge)).toEqual({ kind: "done" });
    expect(readFileSync(join(root, "a.txt"), "utf8")).toBe("one\ntwo\nthree\n");
    expect(run("log", "--format=%s", "-1").trim()).toBe("Merge it");
    expect(await git.removeWorktree({ ...order, discard: false })).toEqual({ kind: "done" });
    expect([existsSync(order.path), existsSync(order.data), run("branch", "--list", order.branch)]).toEqual([
      false,
      false,
      "",
    ]);
    expect(await git.removeWorktree({ ...order, discard: false })).toEqual({ kind: "done" });
  });

  it("is refused where the user's tree is dirty, and touches nothing", SLOW, async () => {
    const { root, run, head, merge } = await worked();
    writeFileSync(join(root, "a.txt"), "mine\n");
    expect(await git.merge(merge)).toMatchObject({ kind: "refused", why: expect.stringMatching(/not committed/) });
    expect([readFileSync(join(root, "a.txt"), "utf8"), run("rev-parse", "HEAD").trim()]).toEqual(["mine\n", head]);
  });

  it("is refused where the worktree is dirty, new files included", SLOW, async () => {
    const { order, merge } = await worked();
    writeFileSync(join(order.path, "forgotten.txt"), "x");
    expect(await git.merge(merge)).toMatchObject({ kind: "refused", why: expect.stringMatching(/not committed/) });
    expect(await git.removeWorktree({ ...order, discard: false })).toMatchObject({ kind: "refused" });
    expect(existsSync(join(order.path, "forgotten.txt"))).toBe(true);
  });

  it("is refused on another branch than the work began from", SLOW, async () => {
    const { run, merge } = await worked();
    run("checkout", "-q", "-b", "other");
    expect(await git.merge(merge)).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(/has other checked out; check out main/),
    });
  });

  it("that conflicts changes nothing", SLOW, async () => {
    const { root, run, merge } = await worked();
    writeFileSync(join(root, "a.txt"), "one\nzwei\n");
    run("commit", "-qam", "theirs");
    const before = run("rev-parse", "HEAD");
    expect(await git.merge(merge)).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(/CONFLICT.*Nothing was changed/),
    });
    expect([run("rev-parse", "HEAD"), run("status", "--porcelain")]).toEqual([before, ""]);
  });

  it("what was neither committed nor merged goes only where that is said", SLOW, async () => {
    const { order } = await worked();
    writeFileSync(join(order.path, "forgotten.txt"), "x");
    writeFileSync(join(order.data, "data.txt"), "x");
    expect(await git.removeWorktree({ ...order, discard: true })).toEqual({ kind: "done" });
    expect([existsSync(order.path), existsSync(order.data)]).toEqual([false, false]);
  });
});
