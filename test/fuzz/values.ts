// Values for a JSON Schema: mostly what it allows, sometimes what it does not, often what is nasty.
import fc from "fast-check";
import { z } from "zod";

const Shape = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  $ref: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The named schemas of the document. */
export type Named = Readonly<Record<string, unknown>>;

const NASTY = [
  "",
  " ",
  "\u0000",
  "../../../../etc/passwd",
  "..%2f..%2f",
  "%1",
  "-dash",
  "=x:1.2",
  "#{pane_id}#(id)",
  "'; DROP TABLE tasks; --",
  "\u001b[201~\u001b]0;x\u0007",
  "a\nb\r\nSet-Cookie: x=1",
  "\u202etxt\u2066",
  "\ud800",
  "__proto__",
  "constructor",
  "--all",
  "[drover task-1]",
  "NaN",
  "1e400",
  "9007199254740993",
  "-1",
  "x".repeat(120_000),
];

export const nasty: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 20 }),
);

const anything: fc.Arbitrary<unknown> = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.constant(null));

/** `known`: words that exist, such as names of sessions and ids of tasks. */
export function valueFor(schema: unknown, named: Named, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fitting(schema, named, known) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: unknown, named: Named, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const shape = Shape.parse(schema ?? {});
  if (shape.$ref !== undefined) return fitting(named[shape.$ref.split("/").at(-1) ?? ""], named, known);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map((one) => fitting(one, named, known)));
  const [type] = [shape.type].flat();
  switch (type) {
    case "string":
      return fc.oneof(known, nasty);
    case "integer":
    case "number":
      return fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: shape.minimum ?? -5, max: shape.maximum ?? 20_000 }) },
        { weight: 1, arbitrary: fc.double() },
      );
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valueFor(shape.items, named, known), { maxLength: 5 });
    case "object":
      return objectFor(shape, named, known);
    default:
      return anything;
  }
}

/** Sometimes a required member is missing, sometimes one too many is there. */
function objectFor(shape: z.infer<typeof Shape>, named: Named, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const members = Object.entries(shape.properties ?? {}).map(([name, inner]): [string, fc.Arbitrary<unknown>] => [
    name,
    valueFor(inner, named, known),
  ]);
  const whole = fc.record(Object.fromEntries(members), { requiredKeys: shape.required ?? [] });
  const broken = fc.record(Object.fromEntries(members), { requiredKeys: [] });
  const extra = fc.tuple(whole, nasty, anything).map(([one, name, value]) => ({ ...one, [name]: value }));
  return fc.oneof({ weight: 6, arbitrary: whole }, { weight: 1, arbitrary: broken }, { weight: 1, arbitrary: extra });
}
