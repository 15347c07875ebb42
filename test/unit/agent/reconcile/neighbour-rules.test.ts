import { describe, expect, it } from 'vitest';
import { neighbourRules, neighbourTableName } from '../../../../agent/reconcile/neighbour-rules.ts';

const table = neighbourTableName('0123456789abcdef0123456789abcdef');
const one = { mac: '02:00:0a:4d:09:05', address: 0x0a4d0905 };
const two = { mac: '02:00:ac:10:00:02', address: 0xac100002 };

describe('the rules of neighbour discovery', () => {
  it('belong to one host, by the name of their table', () => {
    expect(table).toBe('stratus_0123456789ab');
  });

  it('take the place of all earlier ones', () => {
    const rules = neighbourRules(table, [one]);
    expect(rules).toMatch(/^table bridge stratus_0123456789ab\ndelete table bridge .*\ntable/);
  });

  it('fix the target and the card that an announcement may name', () => {
    const rules = neighbourRules(table, [one, two]);
    expect(rules).toContain('@th,64,128 != 0xfe8000000000000000000afffe4d0905 drop');
    expect(rules).toContain('@th,192,64 != 0x020102000a4d0905 drop');
    expect(rules).toContain('@th,64,128 != 0xfe800000000000000000acfffe100002 drop');
    expect(rules).toContain('@th,192,64 != 0x01010200ac100002 drop');
  });

  it('send each card to its own chain', () => {
    const [, map] = /vmap { (.*) }/.exec(neighbourRules(table, [one, two]))!;
    expect(map).toBe(
      '02:00:0a:4d:09:05 : jump card_02000a4d0905, 02:00:ac:10:00:02 : jump card_0200ac100002',
    );
  });

  it('leave nothing behind when the last card is gone', () => {
    expect(neighbourRules(table, [])).toBe(`table bridge ${table}\ndelete table bridge ${table}\n`);
  });
});
