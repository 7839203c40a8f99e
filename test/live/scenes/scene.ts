import type { Driver } from "../film/driver.ts";

/** Something worth recording. */
export interface Scene {
  readonly name: string;
  readonly args?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: "dark" | "light";
  /** Dialogs of the first start are part of it. */
  readonly untrusted?: true;
  readonly play: (driver: Driver) => Promise<void>;
}

/** What every agent can be put through. */
export type Scenes = readonly Scene[];
