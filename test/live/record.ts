// Records scenes of real agents for the replay tests: frames, and the truth about them as the driver knows it.
// `npm run record:agents -- claude plan,queue 80x24 [FOLDER]`; scenes of an agent: COMMON and its own. Same namespace and
// mock model as test:agents.
import { join } from "node:path";
import { KITS } from "./agents/kits.ts";
import { saveRecording } from "./film/recording.ts";
import { shoot } from "./film/studio.ts";
import { REAL_AGENTS, installAgents } from "./install.ts";
import type { RealAgent } from "./install.ts";
import { enterLoopback, insideLoopback } from "./loopback.ts";
import type { Scene } from "./scenes/scene.ts";
import { scenesOf } from "./scenes/scenes.ts";

const [agentName, names = "", sizes = "120x40", folder = "test/recordings"] = process.argv.slice(2);
const agent = REAL_AGENTS.find((one) => one === agentName);
if (agent === undefined)
  throw new Error(`usage: record AGENT SCENES [SIZES] [FOLDER]; agents: ${REAL_AGENTS.join(", ")}`);

const bin = insideLoopback();
if (bin === undefined) process.exitCode = enterLoopback(installAgents([agent]));
else await recordAll(agent, bin);

async function recordAll(agent: RealAgent, bin: string): Promise<void> {
  const wanted = names.split(",");
  const scenes = scenesOf(agent).filter(({ name }) => wanted.includes(name) || names === "all");
  for (const scene of scenes) {
    for (const size of sizes.split(",")) await record(agent, scene, size, bin);
  }
}

async function record(agent: RealAgent, scene: Scene, size: string, bin: string): Promise<void> {
  const [cols = 120, rows = 40] = size.split("x").map(Number);
  const { name, play, untrusted, ...rest } = scene;
  const shot = { kit: KITS[agent], bin, size: { cols, rows }, watched: false, scene: play };
  const film = await shoot({ ...shot, ...rest, trusted: untrusted !== true });
  const label = `${agent}/${name}.${size}`;
  if (film.trouble === undefined)
    process.stdout.write(`${saveRecording(film, join(folder, agent), `${name}.${size}`)}\n`);
  else {
    process.stdout.write(`${label} broke off: ${film.trouble}\n`);
    process.exitCode = 1;
  }
}
