/**
 * What does a file in the old form of sections and keys say? `[section]`, `key = value` or `key: value`; a line that
 * begins with a blank continues the value before it; `#` and `;` begin a comment at the start of a line, ` ;` also
 * after a value. Keys are read without regard to case; the last of two equal ones holds. Pure.
 */

/** Section -> key in small letters -> value; lines of one value are joined by a line end. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The text is not of this form; the message names the line. */
export class IniRefused extends Error {
  override readonly name = 'IniRefused';
  readonly code = 'iniRefused';
}

/** Throws `IniRefused`. `path` is for its message only. */
export function parseIni(text: string, path: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | null = null;
  let lastKey: string | null = null;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const where = `${path}, line ${index + 1}`;
    if (raw.trim() === '' || /^\s*[#;]/.test(raw)) continue;
    if (/^\s/.test(raw) && section && lastKey !== null) {
      section.set(lastKey, `${section.get(lastKey)}\n${valueOf(raw)}`.replace(/^\n/, ''));
      continue;
    }
    const name = /^\[([^\]]+)\]\s*$/.exec(raw)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      lastKey = null;
      continue;
    }
    if (!section) throw new IniRefused(`${where}: a [section] must come before the first key`);
    const [, key, value = ''] = /^([^=:\s][^=:]*?)\s*[=:](.*)$/.exec(raw) ?? [];
    if (key === undefined) throw new IniRefused(`${where}: write key = value`);
    lastKey = key.toLowerCase();
    section.set(lastKey, valueOf(value));
  }
  return sections;
}

function valueOf(text: string): string {
  return text.replace(/\s;.*$/, '').trim();
}
