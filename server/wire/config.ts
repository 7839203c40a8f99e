import { z } from "@hono/zod-openapi";
import type { ConfigState } from "../../daemon/service.ts";
import { iso, Time } from "./time.ts";

export const ConfigWire = z
  .object({
    file: z.string().nullable().openapi({ description: "Null: defaults" }),
    loaded_at: Time,
    refused: z.array(z.string()).openapi({ description: "What is wrong with the file now; the last good one goes on" }),
    pending: z.array(z.string()).openapi({ description: "What counts only from the next start on" }),
  })
  .openapi("Config");
export type ConfigWire = z.infer<typeof ConfigWire>;

export const toConfigWire = ({ file, loadedAt, refused, pending }: ConfigState): ConfigWire => ({
  file: file ?? null,
  loaded_at: iso(loadedAt),
  refused: [...refused],
  pending: [...pending],
});
