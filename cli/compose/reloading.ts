// The config is read again when it changes, or when somebody asks for it.
// H1. A config that is wrong changes nothing: the old one goes on, and log, journal and status say what is wrong.
// H2. What cannot change while the daemon runs is named, one line each; the rest counts at once.
// H3. One reading at a time, in order.
import type { Profile } from "../../agents/profile.ts";
import { changeOf } from "../../config/changes.ts";
import type { Config } from "../../config/schema.ts";
import type { ConfigState } from "../../daemon/service.ts";
import type { Settings } from "../../daemon/settings.ts";
import type { At } from "../../machines/ids.ts";

export type Reread =
  | {
      readonly kind: "ok";
      readonly config: Config;
      readonly settings: Settings;
      readonly profiles: readonly Profile[];
      /** Where it stands; undefined for defaults. */
      readonly file: string | undefined;
    }
  | { readonly kind: "wrong"; readonly errors: readonly string[] };

export interface ReloadParts {
  readonly started: Extract<Reread, { kind: "ok" }>;
  readonly reread: () => Promise<Reread>;
  readonly apply: (settings: Settings, profiles: readonly Profile[]) => Promise<void>;
  /** Into the journal. */
  readonly note: (type: string, data: unknown) => void;
  readonly now: () => At;
}

export interface Reloading {
  reload(): Promise<void>;
  state(): ConfigState;
  /** Resolves when no reading is under way. */
  idle(): Promise<void>;
}

export function makeReloading({ started, reread, apply, note, now }: ReloadParts): Reloading {
  let running = started.config;
  let state: ConfigState = {
    loadedAt: now(),
    refused: [],
    pending: [],
    ...(started.file ? { file: started.file } : {}),
  };
  let last: Promise<void> = Promise.resolve();

  const reload = async () => {
    const read = await reread();
    if (read.kind === "wrong") {
      if (JSON.stringify(read.errors) !== JSON.stringify(state.refused))
        note("config refused", { errors: read.errors });
      state = { ...state, refused: read.errors };
      return;
    }
    const { applies, pending } = changeOf(started.config, running, read.config);
    const isNews = applies || state.refused.length > 0 || JSON.stringify(pending) !== JSON.stringify(state.pending);
    if (applies) await apply(read.settings, read.profiles);
    running = read.config;
    state = { ...state, refused: [], pending, loadedAt: isNews ? now() : state.loadedAt };
    if (isNews) note("config loaded", { pending });
  };
  return {
    reload: () => (last = last.then(reload)),
    state: () => state,
    idle: () => last,
  };
}
