// All that a user could notice of a tmux server, as text by kind. Two servers that had the same said to them have the same
// dump: ids count up alike, times and terminals' names are left out.
import type { Person } from "./person.ts";

export type Dump = Readonly<Record<string, readonly string[]>>;

const SESSION = [
  "session_id session_name session_windows session_attached session_group session_alerts session_marked window_id",
];
const WINDOW = [
  "window_id session_name window_index window_name window_width window_height window_layout window_flags",
  "window_active window_bell_flag window_activity_flag window_silence_flag window_zoomed_flag window_panes",
];
const PANE = [
  "pane_id session_name window_index pane_index pane_width pane_height pane_title pane_dead pane_in_mode pane_mode",
  "pane_active pane_input_off pane_synchronized pane_pipe pane_marked alternate_on history_size",
];
const CLIENT = [
  "session_name client_width client_height client_control_mode client_readonly client_flags client_prefix",
];
const BUFFER = ["buffer_name buffer_size buffer_sample"];

const row = (fields: readonly string[]): string =>
  fields
    .flatMap((some) => some.split(" "))
    .map((field) => `#{${field}}`)
    .join("|");

/** Empty if no server runs. */
export async function dump(of: Person): Promise<Dump> {
  const ids = (await of.try("list-panes", "-a", "-F", "#{session_id} #{window_id} #{pane_id}")).split("\n");
  const rows = ids.map((line) => line.split(" ")).filter((fields) => fields.length === 3 && fields[2]?.startsWith("%"));
  if (rows.length === 0) return {};
  const [sessions, windows, panes] = [0, 1, 2].map((at) => [...new Set(rows.map((fields) => fields[at] ?? ""))]);
  return sections(
    await of.try(
      ...chain([
        ...whole,
        ...(sessions ?? []).flatMap((id) => [
          ["options", id, "show-options", "-t", id],
          ["hooks", id, "show-hooks", "-t", id],
          ["environment", id, "show-environment", "-t", id],
        ]),
        ...(windows ?? []).flatMap((id) => [
          ["options", id, "show-options", "-w", "-t", id],
          ["hooks", id, "show-hooks", "-w", "-t", id],
        ]),
        ...(panes ?? []).flatMap((id) => [
          ["options", id, "show-options", "-p", "-t", id],
          ["hooks", id, "show-hooks", "-p", "-t", id],
        ]),
      ]),
    ),
  );
}

const whole: readonly (readonly string[])[] = [
  ["options", "server", "show-options", "-s"],
  ["options", "global", "show-options", "-g"],
  ["options", "global windows", "show-options", "-gw"],
  ["hooks", "global", "show-hooks", "-g"],
  ["hooks", "global windows", "show-hooks", "-gw"],
  ["environment", "global", "show-environment", "-g"],
  ["buffers", "", "list-buffers", "-F", row(BUFFER)],
  ["sessions", "", "list-sessions", "-F", row(SESSION)],
  ["windows", "", "list-windows", "-a", "-F", row(WINDOW)],
  ["panes", "", "list-panes", "-a", "-F", row(PANE)],
  ["clients", "", "list-clients", "-F", row(CLIENT)],
];

const HEAD = "@@dump ";

/** Before each command its kind is printed, so that the answer can be cut again. */
const chain = (commands: readonly (readonly string[])[]): readonly string[] =>
  commands.flatMap(([kind = "", of = "", ...command]) => [
    "display-message",
    "-p",
    `${HEAD}${kind} ${of.replace(/^[$@%]/, (sign) => NAMES[sign] ?? sign)}`.trim(),
    ";",
    ...command,
    ";",
  ]);
/** A format would take the signs for its own. */
const NAMES: Readonly<Record<string, string>> = { $: "session ", "@": "window ", "%": "pane " };

function sections(out: string): Dump {
  const parts = out.split(HEAD).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = "", ...lines] = part.trimEnd().split("\n");
      return [head, lines.filter((line) => !isOfTheDumpItself(line)).toSorted()];
    }),
  );
}

/** Both servers get these from whoever started them; their own sockets' names are in them. */
const isOfTheDumpItself = (line: string): boolean => /^-?(TMUX|TMUX_PANE|PWD|OLDPWD|SHLVL|_)=?/.test(line);

/** What differs, one line each: `hooks global: + alert-bell[77] …`. */
export function differences(with_: Dump, without: Dump): readonly string[] {
  const kinds = [...new Set([...Object.keys(with_), ...Object.keys(without)])];
  return kinds.flatMap((kind) => {
    const [here, there] = [with_[kind] ?? [], without[kind] ?? []];
    return [
      ...here.filter((line) => !there.includes(line)).map((line) => `${kind}: + ${line}`),
      ...there.filter((line) => !here.includes(line)).map((line) => `${kind}: - ${line}`),
    ];
  });
}
