/**
 * The one way in which Stratus writes XML. Text and attribute values are always escaped, names are always checked, and
 * what has no place in XML is refused, so no name, path or label can ever become an element.
 */

/** A finished element. Only `element` makes one, so a plain string is never taken for markup. */
export class Xml {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `undefined`: the attribute is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A string is text, `null` is nothing. */
export type Child = Xml | string | number | null;

/**
 * `element('disk', { type: 'file' }, element('source', { file }))`.
 * Throws `RangeError` on a name that is no XML name, a number that is not finite, and text with control characters other
 * than tab, line feed and carriage return, with lone surrogates or with U+FFFE, U+FFFF (XML 1.0, 2.2).
 */
export function element(name: string, attributes: Attributes, ...children: Child[]): Xml {
  let open = `<${checkedName(name)}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) open += ` ${checkedName(key)}="${escaped(value)}"`;
  const inside = children.map(childText).join('');
  return new Xml(inside === '' ? `${open}/>` : `${open}>${inside}</${name}>`);
}

function childText(child: Child): string {
  if (child === null) return '';
  return child instanceof Xml ? child.text : escaped(child);
}

function checkedName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}(:[A-Za-z][A-Za-z0-9_-]{0,63})?$/.test(name))
    throw new RangeError(`not a name for XML: ${JSON.stringify(name)}`);
  return name;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // As references, or a parser would turn them into spaces and line feeds.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\u2028': '&#8232;',
};

function escaped(value: string | number): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`not a number for XML: ${value}`);
    return String(value);
  }
  if (hasForbidden(value)) throw new RangeError(`no text for XML: ${JSON.stringify(value)}`);
  return value.replace(/[&<>"'\t\n\r\u2028]/g, (character) => entities[character]!);
}

function hasForbidden(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const control = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    if (control && character !== '\t' && character !== '\n' && character !== '\r') return true;
    if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return true;
  }
  return false;
}
