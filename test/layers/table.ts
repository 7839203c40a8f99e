// Who may import whom. A layer always imports itself.

/** `types`: import type alone. `all`: values too. */
export type Reach = "types" | "all";

export interface Layer {
  /** Folder or file, without `.ts`; of several that fit a path the longest counts. */
  readonly name: string;
  /** Layers it may reach; "everything" is for the place that wires. */
  readonly may: Readonly<Record<string, Reach>> | "everything";
  /** Packages and `node:` modules; absent: as it likes. */
  readonly packages?: readonly string[];
}

export const LAYERS: readonly Layer[] = [
  { name: "machines", may: {}, packages: ["xstate"] },
  { name: "config", may: {}, packages: ["zod", "smol-toml"] },
  { name: "agents", may: { machines: "types" }, packages: ["@eslint-community/regexpp"] },
  { name: "orchestrator", may: { machines: "types" }, packages: [] },
  /** Values of machines: upgrades of old snapshots, and what reads stored events back. */
  { name: "state", may: { machines: "all", orchestrator: "types" } },
  {
    name: "daemon",
    may: { "daemon/ports": "all", machines: "all", agents: "all", orchestrator: "all", state: "all" },
    packages: [],
  },
  { name: "daemon/ports", may: { machines: "types", orchestrator: "types" }, packages: [] },
  { name: "adapters", may: { "daemon/ports": "types", machines: "types" } },
  { name: "server", may: { daemon: "all", state: "types", machines: "types" } },
  { name: "web", may: { server: "types" } },
  { name: "cli/commands", may: { cli: "all", server: "types" } },
  { name: "cli", may: "everything" },
];

/** Constructors and measures so small and pure that any layer which may see the types may call them. */
export const CONSTRUCTORS: readonly string[] = [
  "machines/ids.ts",
  "machines/mark.ts",
  "machines/columns.ts",
  "machines/escapes.ts",
];

export const PURE: readonly string[] = ["machines", "agents", "orchestrator", "config"];

export const layerOf = (path: string): Layer => {
  const layer = LAYERS.filter(({ name }) => path === `${name}.ts` || path.startsWith(`${name}/`)).toSorted(
    (a, b) => b.name.length - a.name.length,
  )[0];
  if (!layer) throw new Error(`${path} is in no layer`);
  return layer;
};
