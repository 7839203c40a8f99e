import { fakeTmux } from "../fakes/fake-tmux.ts";
import type { World, WorldPane } from "./tmux-contract.ts";

/** The server in memory. Its clock is the real one, because the suite waits for facts. */
export async function fakeWorld(): Promise<World> {
  const texts = new Map<string, string>();
  const tmux = fakeTmux({ now: () => Date.now(), wall: () => Date.now() }, async (path) => texts.get(path) ?? "");
  return {
    server: tmux.server,
    open: async (session) => open(tmux, session),
    spool: async (claim, text) => {
      texts.set(`/spool/${claim}`, text);
      return `/spool/${claim}`;
    },
    killServer: async () => tmux.kill(),
    end: async () => {},
  };
}

function open(tmux: ReturnType<typeof fakeTmux>, session: string): WorldPane {
  let received = "";
  const pane = tmux.open(session, (bytes) => void (received += bytes));
  return {
    id: pane.id,
    received: () => received,
    show: (rows) => pane.show(rows),
    title: (text) => pane.title(text),
    copyMode: () => pane.set({ inMode: true }),
    inputOff: () => pane.set({ inputOff: true }),
    synchronize: () => pane.set({ synchronized: true }),
    die: () => pane.die(),
    respawn: () => pane.respawn(() => {}),
    close: () => pane.close(),
  };
}
