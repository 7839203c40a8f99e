// What tmux printed, as values. One function for each answer; a line that is not as expected is no answer.
import type { At, PaneId } from "../../machines/ids.ts";
import { paneId } from "../../machines/ids.ts";
import type { Look, ServerIdentity } from "../../machines/frame.ts";
import type { PaneRow } from "../../daemon/ports.ts";
import { LISTED, LOOKED, TAB } from "./formats.ts";
import { withoutTabs } from "./tabs.ts";

/** The lines of ours, each without its nonce, cut into `count` fields; the last keeps the tabs it holds. */
export function rows(out: string, nonce: string, count: number): readonly (readonly string[])[] {
  const prefix = nonce + TAB;
  return out
    .split("\n")
    .filter((line) => line.startsWith(prefix))
    .map((line) => cut(line.slice(prefix.length), count))
    .filter((fields) => fields.length === count);
}

function cut(line: string, count: number): readonly string[] {
  const fields = line.split(TAB);
  return fields.length <= count ? fields : [...fields.slice(0, count - 1), fields.slice(count - 1).join(TAB)];
}

export function parseServer([pid, start]: readonly string[]): ServerIdentity | undefined {
  const server = { pid: Number(pid), start: Number(start) };
  return server.pid > 0 && server.start > 0 ? server : undefined;
}

export function parsePaneRow(fields: readonly string[]): PaneRow {
  const at = byName(LISTED, fields);
  return {
    pane: paneId(at("pane_id")),
    panePid: Number(at("pane_pid")),
    session: at("session_name"),
    windowIndex: Number(at("window_index")),
    paneIndex: Number(at("pane_index")),
    active: isOn(at("window_active")) && isOn(at("pane_active")),
    dead: isOn(at("pane_dead")),
    title: at("pane_title"),
    command: at("pane_current_command"),
  };
}

export interface Screen {
  readonly rows: readonly string[];
  readonly activity: number;
}

/** One pane's facts and its screen; undefined where the two do not belong together or one was cut off. */
export function parseLook(fields: readonly string[], screen: Screen, now: At): Look | undefined {
  const at = byName(LOOKED, fields);
  const server = parseServer(fields);
  const size = { cols: Number(at("pane_width")), rows: Number(at("pane_height")) };
  if (server === undefined || screen.rows.length !== size.rows) return undefined;
  return {
    frame: {
      at: now,
      rows: screen.rows,
      size,
      cursor: { x: Number(at("cursor_x")), y: Number(at("cursor_y")), visible: isOn(at("cursor_flag")) },
      alternate: isOn(at("alternate_on")),
      title: at("pane_title"),
      command: at("pane_current_command"),
    },
    facts: {
      identity: { server, pane: paneId(at("pane_id")), panePid: Number(at("pane_pid")) },
      dead: isOn(at("pane_dead")),
      inMode: isOn(at("pane_in_mode")),
      inputOff: isOn(at("pane_input_off")),
      synchronized: isOn(at("pane_synchronized")),
      mark: at("@drover_task"),
      activity: screen.activity,
    },
  };
}

/** Screens follow a line of ours `<nonce> <pane> <activity>` each; a pane that is gone has an empty one. */
export function parseScreens(out: string, nonce: string): ReadonlyMap<PaneId, Screen> {
  const screens = new Map<PaneId, Screen>();
  for (const part of out.split(`${nonce} `).slice(1)) {
    const [head = "", ...lines] = part.split("\n");
    const [pane, activity] = head.split(" ");
    if (pane) screens.set(paneId(pane), { rows: lines.slice(0, -1).map(withoutTabs), activity: Number(activity) });
  }
  return screens;
}

const byName = (names: readonly string[], fields: readonly string[]) => (name: string) =>
  fields[names.indexOf(name)] ?? "";

/** Formats answer a flag as 1, 0 or nothing; `pane_in_mode` counts the modes. */
const isOn = (flag: string): boolean => flag !== "" && flag !== "0";
