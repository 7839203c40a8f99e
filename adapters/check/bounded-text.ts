/** Bytes kept of the beginning and of the end. */
const HEAD = 16 * 1024;
const TAIL = 48 * 1024;

/** Takes any amount of bytes and holds the beginning and the end of them. */
export interface BoundedText {
  add(bytes: Buffer): void;
  text(): string;
}

export function boundedText(head = HEAD, tail = TAIL): BoundedText {
  let first = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  let left = 0;
  return {
    add: (bytes) => {
      const room = head - first.length;
      first = Buffer.concat([first, bytes.subarray(0, room)]);
      const rest = Buffer.concat([last, bytes.subarray(room)]);
      left += Math.max(0, rest.length - tail);
      last = rest.subarray(Math.max(0, rest.length - tail));
    },
    text: () => {
      const middle = left === 0 ? "" : `\n… ${left} bytes left out …\n`;
      return first.toString("utf8") + middle + last.toString("utf8");
    },
  };
}
