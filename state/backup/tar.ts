// A tar archive (POSIX ustar) of a few files, so that one file can be kept and every system can unpack it.
import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { stat } from "node:fs/promises";

const BLOCK = 512;
/** What eleven octal digits hold. */
const LARGEST = 8 ** 11 - 1;

export interface Packed {
  readonly name: string;
  readonly path: string;
}

/** Writes the archive; names are plain and short. Answers its bytes. */
export async function writeTar(file: FileHandle, members: readonly Packed[], at: Date): Promise<number> {
  let written = 0;
  const write = async (bytes: Uint8Array) => {
    await file.writeFile(bytes);
    written += bytes.length;
  };
  for (const { name, path } of members) {
    const { size } = await stat(path);
    await write(header(name, size, at));
    for await (const part of createReadStream(path)) await write(part);
    await write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
  }
  await write(Buffer.alloc(2 * BLOCK));
  return written;
}

/** The owner's alone: user 0 and no name, so that whoever unpacks it owns it. */
function header(name: string, size: number, at: Date): Buffer {
  if (Buffer.byteLength(name) > 100 || size > LARGEST) throw new Error(`${name} does not fit into a tar header`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  block.write(name, 0);
  block.write(octal(0o600, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(Math.floor(at.getTime() / 1000), 11), 136);
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
