/**
 * A client's place in the log: which log, which commit, which event in it. Clients treat the text as opaque.
 */
export interface Cursor {
  readonly logId: string;
  readonly sequence: number;
  readonly index: number;
}

/** `logid:sequence:index`. */
export function cursorText({ logId, sequence, index }: Cursor): string {
  return `${logId}:${sequence}:${index}`;
}

/** The inverse, or null for anything else. */
export function parseCursor(text: string): Cursor | null {
  const found = /^([0-9a-f]{32}):(\d{1,15}):(\d{1,9})$/.exec(text);
  if (!found) return null;
  return { logId: found[1] ?? '', sequence: Number(found[2]), index: Number(found[3]) };
}
