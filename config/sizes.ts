const UNITS: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

export const SIZE = /^(\d+(?:\.\d+)?)(KB|MB|GB)$/;

/** What a size looks like, for error messages. */
export const SIZE_FORM = 'a size such as "500KB", "256MB" or "2GB"';

/** Bytes; undefined if it is no size. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text);
  const unit = UNITS[match?.[2] ?? ""];
  return match?.[1] === undefined || unit === undefined ? undefined : Math.floor(Number(match[1]) * unit);
}
