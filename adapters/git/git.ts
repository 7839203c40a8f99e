import type { Git } from "../../daemon/ports/git.ts";
import { look } from "./look.ts";
import { measure } from "./measure.ts";
import { addWorktree, merge, removeWorktree } from "./worktree.ts";

/** The git that is installed; where none is, every answer is a refusal. */
export const systemGit = (): Git => ({ look, measure, addWorktree, merge, removeWorktree });
