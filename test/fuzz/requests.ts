// Requests for every route of an OpenAPI document, drawn from the schemas that stand in it.
import fc from "fast-check";
import { z } from "zod";
import type { Named } from "./values.ts";
import { nasty, valueFor } from "./values.ts";

const Operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.unknown() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
type Operation = z.infer<typeof Operation>;

export const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
export type Document = z.infer<typeof Document>;

export interface FuzzRequest {
  /** `get /api/tasks/{id}` */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly withToken: boolean;
}

/** Routes in turn come out about equally often. */
export function requestsFor(document: Document, known: fc.Arbitrary<string>): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([method, operation]) => requestFor(method, path, operation, document, known)),
  );
  return fc.oneof(...operations);
}

function requestFor(
  method: string,
  path: string,
  operation: Operation,
  { components }: Document,
  known: fc.Arbitrary<string>,
): fc.Arbitrary<FuzzRequest> {
  const named: Named = components.schemas;
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const parts = fc.record({
    values: fc.tuple(...operation.parameters.map((one) => valueFor(one.schema, named, known))),
    present: fc.array(fc.boolean(), { minLength: operation.parameters.length, maxLength: operation.parameters.length }),
    body: schema === undefined ? fc.constant(undefined) : bodyFor(schema, named, known),
    verb: fc.oneof(
      { weight: 12, arbitrary: fc.constant(method.toUpperCase()) },
      { weight: 1, arbitrary: fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH") },
    ),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant("application/json") },
      { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/xml", "multipart/form-data", "") },
    ),
    extra: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), fc.stringMatching(/^[ -~]{0,40}$/), { maxKeys: 2 }),
    withToken: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  });
  return parts.map(({ values, present, body, verb, type, extra, withToken }) => {
    const given = operation.parameters.map((one, at) => ({
      ...one,
      text: textOf(values[at]),
      on: present[at] ?? true,
    }));
    const inPath = given.filter((one) => one.in === "path");
    const query = given.filter((one) => one.in === "query" && one.on);
    const inHead = given.filter((one) => one.in === "header" && one.on && /^[ -~]{0,2000}$/.test(one.text));
    const filled = inPath.reduce((text, one) => text.replace(`{${one.name}}`, escape(one.text)), path);
    const search = query.map((one) => `${one.name}=${escape(one.text)}`).join("&");
    return {
      operation: `${method} ${path}`,
      method: verb,
      path: search === "" ? filled : `${filled}?${search}`,
      headers: {
        ...extra,
        ...Object.fromEntries(inHead.map((one) => [one.name, one.text])),
        ...(body === undefined || type === "" ? {} : { "content-type": type }),
      },
      body,
      withToken,
    };
  });
}

/** JSON of the schema; sometimes no JSON at all. */
const bodyFor = (schema: unknown, named: Named, known: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: valueFor(schema, named, known).map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: nasty },
  );

const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** As a client escapes; half of a character cannot be, so it goes as the bytes of one that is no UTF-8. An address has an end. */
const escape = (text: string): string =>
  encodeURIComponent(text.slice(0, 4_000).replaceAll(/\p{Surrogate}/gu, "\ufffd")).replaceAll("%EF%BF%BD", "%ED%A0%80");
