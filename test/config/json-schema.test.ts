import { expect, it } from "vitest";
import { z } from "zod";
import { configSchema, jsonSchema } from "../../config/schema.ts";

const described = z
  .object({
    additionalProperties: z.literal(false),
    properties: z.record(z.string(), z.unknown()),
    required: z.array(z.string()).default([]),
  })
  .parse(jsonSchema());

it("names every table, asks for none, takes no other", () => {
  expect(Object.keys(described.properties)).toEqual(Object.keys(configSchema.shape));
  expect(described.required).toEqual([]);
});

it("lets an editor check durations and whole numbers", () => {
  expect(described.properties["monitor"]).toMatchObject({
    properties: {
      idle_threshold: { type: "string", default: "180s", pattern: "^(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)$" },
      capture_lines: { type: "integer", minimum: 1, maximum: 10_000 },
    },
  });
});
