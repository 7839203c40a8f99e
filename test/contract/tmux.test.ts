import { tmuxContract } from "./tmux-contract.ts";
import { fakeWorld } from "./fake-world.ts";
import { realWorld } from "./real-world.ts";

tmuxContract("real", realWorld);
tmuxContract("fake", fakeWorld);
