// Puts one agent on a stage of its own, runs a scene with it, and ends all of it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kit } from "../agents/kit.ts";
import { startModel } from "../model/model.ts";
import { startCamera } from "../stage/camera.ts";
import type { Shot } from "../stage/camera.ts";
import { makeStage } from "../stage/stage.ts";
import type { Size } from "../stage/stage.ts";
import { daemonBeside } from "./beside.ts";
import type { Belief } from "./beside.ts";
import { makeDriver } from "./driver.ts";
import type { Driver } from "./driver.ts";
import type { Span } from "./truth.ts";

export interface Take {
  readonly kit: Kit;
  readonly size: Size;
  readonly trusted: boolean;
  readonly args?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: "dark" | "light";
  /** The real daemon watches too. */
  readonly watched: boolean;
  /** Folder with the agents' commands. */
  readonly bin: string;
  readonly scene: (driver: Driver, place: Place) => Promise<void>;
}

/** Where the scene plays. */
export interface Place {
  /** A folder of this run, above the agent's HOME. */
  readonly top: string;
  /** For `tmux -L`. */
  readonly socket: string;
  readonly session: string;
}

export interface Film {
  readonly shots: readonly Shot[];
  readonly spans: readonly Span[];
  readonly beliefs: readonly Belief[];
  /** The folder that was the agent's HOME; it is gone. */
  readonly home: string;
  /** Why the scene did not come to its end. */
  readonly trouble?: string;
}

/** Whoever ends a run early leaves no agent behind. */
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A command that works for a while; some agents refuse to run a plain `sleep`. */
const SLOW = 'sleep 4\ntouch "$1"\n';

export async function shoot(take: Take): Promise<Film> {
  const { kit, bin, size } = take;
  const top = mkdtempSync(join(tmpdir(), "drover-live-"));
  const home = join(top, "user");
  const cwd = join(home, "my-app");
  mkdirSync(cwd, { recursive: true });
  execFileSync("git", ["init", "--quiet", cwd]);
  writeFileSync(join(cwd, "slow.sh"), SLOW);
  const model = await startModel();
  const stage = makeStage(`drover-live-${process.pid}`);
  const leave = () => void stage.end().finally(() => process.exit(130));
  for (const signal of STOPS) process.once(signal, leave);
  try {
    const { command, env } = kit.start({ ...take, home, cwd, port: model.port });
    const given = {
      ...env,
      ...take.env,
      HOME: home,
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
    };
    const pane = await stage.open(kit.id, { cwd, env: given, size });
    const place = { top, socket: stage.socket, session: kit.id };
    const beside = take.watched ? await daemonBeside(place) : undefined;
    const camera = startCamera(stage, pane);
    const driver = makeDriver({
      kit,
      command,
      cwd,
      stage,
      pane,
      camera,
      model,
      ...(beside ? { noticed: beside.noticed } : {}),
    });
    const trouble = await Promise.race([take.scene(driver, place), model.puzzled]).then(
      () => ({}),
      (error: unknown) => ({ trouble: String(error) }),
    );
    const spans = driver.truth.spans();
    await camera.stop();
    await beside?.stop();
    return { shots: camera.shots, spans, beliefs: beside?.beliefs ?? [], home, ...trouble };
  } finally {
    for (const signal of STOPS) process.off(signal, leave);
    await stage.end();
    await model.stop();
    rmSync(top, { recursive: true, force: true });
  }
}
