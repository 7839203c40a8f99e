import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** SHA-256 over the rows, in hex: the same screen has the same hash, whoever shows it. */
export const hashOf = (rows: readonly string[]): string => createHash("sha256").update(rows.join("\n")).digest("hex");

export const packScreen = (rows: readonly string[]): Buffer => brotliCompressSync(rows.join("\n"), QUICK);

export const unpackScreen = (body: Uint8Array): readonly string[] => brotliDecompressSync(body).toString().split("\n");

const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
