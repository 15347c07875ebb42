import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { element } from '../../agent/reconcile/xml.ts';
import { parseXml } from '../support/parse-xml.ts';

/** Every text that XML 1.0 can carry, markup and line ends more often than chance would give them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '\t', '\n', '\r', '\r\n', '&#10;'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((pieces) => pieces.join(''))
  .filter((joined) => !forbidden.test(joined));

// Control characters, lone surrogates and the two non-characters: refused by the builder, tested below.
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;

describe('the XML builder', () => {
  it('gives back any text and any attribute through a parser', () => {
    fc.assert(
      fc.property(text, text, (content, attribute) => {
        const built = element('domain', {}, element('name', { value: attribute }, content)).text;
        const name = parseXml(built).getElementsByTagName('name').item(0)!;
        expect(name.textContent).toBe(content);
        expect(name.getAttribute('value')).toBe(attribute);
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes an element or an attribute of a text', () => {
    fc.assert(
      fc.property(text, (content) => {
        const document = parseXml(element('domain', { a: content }, content).text);
        expect(document.getElementsByTagName('*').length).toBe(1);
        expect(document.documentElement.attributes.length).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what has no place in XML', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.oneof(
          fc.constantFrom('\0', '\x01', '\x08', '\x0b', '\x1f', '\x7f', '\x85', '\ufffe', '\uffff'),
          fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
        ),
        (before, bad) => {
          expect(() => element('name', {}, `${before}x${bad}x`)).toThrow(RangeError);
          expect(() => element('name', { a: `${before}x${bad}x` })).toThrow(RangeError);
        },
      ),
    );
  });
});
