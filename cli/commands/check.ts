import { show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuseAll } from "../io.ts";
import { liveSocket } from "../connect.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";
import { begin } from "../begin.ts";

/** `drover check [SESSION]`: one cycle now. Without a daemon one is started for it, and stopped after. */
export async function check(session: string | undefined, common: Common, io: Io): Promise<ExitCode> {
  if ((await liveSocket(dataDirOf(common, io))) !== undefined) return ask(session, common, io);
  const begun = await begin({ ...common, port: 0, dryRun: false }, io, () => {});
  if (begun.kind !== "running") return refuseAll(io, begun.why.split("\n"));
  try {
    await settled(begun.service);
    return await ask(session, common, io);
  } finally {
    await begun.stop();
  }
}

const ask = (session: string | undefined, common: Common, io: Io): Promise<ExitCode> =>
  withDrover({ ...common, create: true }, io, async (client) => {
    const query = session === undefined ? {} : { session };
    const answer = await client.api.monitor["check-and-assign"].$post({ query });
    return show(answer, io, common.json, (body) => body.results.forEach(({ message }) => io.out(message)));
  });

/** A daemon that has just begun has seen nothing yet: every session is looked at first. */
async function settled(service: { sessions(): readonly { readonly activity: string }[] }): Promise<void> {
  const until = performance.now() + 5_000;
  while (service.sessions().some(({ activity }) => activity === "unknown") && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
