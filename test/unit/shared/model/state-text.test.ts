/** A state as text: nothing is lost, and text of another shape is known by its number. */
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../../shared/base/digest.ts';
import { toHex } from '../../../../shared/base/bytes.ts';
import { canonicalDump } from '../../../../shared/model/state-digest.ts';
import {
  StateTextBroken,
  stateFormat,
  stateLines,
  stateOfLines,
} from '../../../../shared/model/state-text.ts';
import type { State } from '../../../../shared/model/state.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import { hostId } from '../../../support/log-writer.ts';

/** A state with something of everything. */
function aState(): State {
  const cloud = aCloud();
  const name = cloud.run({ requirements: 'NAME = "#set" & ARCH = "x86_64"' });
  cloud.report(name, 'running', { startedGeneration: 1 });
  cloud.commit([
    { type: 'hostOffered', tokenDigest: 'ab'.repeat(32), name: '{"#set":[1]}', expiresAtMs: 1 },
    { type: 'hostDownAsked', hostId, why: 'dark\nroom', word: 'w-1', expiresAtMs: 2 },
    { type: 'hostDownConfirmed', hostId, why: '', bootId: '' },
  ]);
  const { machineId } = cloud.machine(name).spec;
  cloud.state.evidence.set(machineId, {
    ...{ machineId, hostId, generation: 2, files: [{ name: 'root', bytes: 5 }], reservedMiB: 1 },
    ...{ keptAtMs: 1, purgeNotBeforeMs: 2, digest: '', held: null, purgeOrderedAt: 0 },
    purged: false,
  });
  cloud.state.keys.set('admin/k', {
    ...{ requestDigest: '', cursor: 'c', machineIds: [machineId], timeMs: 3 },
  });
  return cloud.state;
}

/** Every place in a value where something is, without what it is. */
function shapeOf(value: unknown, path: string, found: Set<string>): Set<string> {
  found.add(path);
  if (value instanceof Map) for (const held of value.values()) shapeOf(held, `${path}.*`, found);
  else if (value instanceof Set) for (const held of value) shapeOf(held, `${path}{}`, found);
  else if (Array.isArray(value)) for (const held of value) shapeOf(held, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, held] of Object.entries(value)) shapeOf(held, `${path}.${name}`, found);
  return found;
}

describe('a state as text', () => {
  test('comes back whole and in order, also where users wrote strange things', () => {
    const state = aState();
    const again = stateOfLines([...stateLines(state)]);
    expect(canonicalDump(again)).toBe(canonicalDump(state));
    expect(again).toEqual(structuredClone(state));
    expect([...again.keys.keys()]).toEqual([...state.keys.keys()]);
    expect(again.hosts.get(hostId)?.machines).toBeInstanceOf(Set);
  });

  test.each(['', '{', '7', '["noField",1]', '["machines","k",{},1]', '["__proto__",1]', 'null'])(
    'refuses %j',
    (line) => {
      expect(() => stateOfLines([line])).toThrow(StateTextBroken);
    },
  );

  test('has the shape of its format: who changes the shape of the state raises `stateFormat`', () => {
    const shape = [...shapeOf(aState(), 'state', new Set())].sort().join('\n');
    const digest = toHex(sha256(new TextEncoder().encode(shape))).slice(0, 16);
    expect({ stateFormat, digest }).toEqual({ stateFormat: 2, digest: '713dfb8bf80c30b8' });
  });
});
