// Does `stratus drill` on a cloud of the starter do what it says? One host: the parts are killed, what it prints is a table of all of
// them, nothing stopped and nothing was lost, its exit code says what the table says, its canaries are ended, and none of their
// evidence is held.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layParts, prepareParts, starter, succeeds } from '../support/own-machine/cloud-there.ts';
import { anOwnMachine } from '../support/own-machine/own-machine.ts';
import type { OwnMachine } from '../support/own-machine/own-machine.ts';
import type { Measured } from '../../cli/drill/drill.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { until } from '../support/until.ts';

const why = await whySkipped('a drill on a real cloud');
const parts = ['scheduler', 'agent-host-1', 'nats-server', 'api'];

interface Drilled {
  readonly drill: readonly Measured[];
  readonly broken: readonly string[];
}

describe.skipIf(why !== null)('a drill', () => {
  let machine: OwnMachine;
  beforeAll(async () => {
    await prepareParts();
    machine = await anOwnMachine();
    await layParts(machine);
    await succeeds(machine, starter('start', '--yes', '--detach'));
  });
  afterAll(() => machine?.end());

  const stratus = (...words: string[]) => machine.run(['node', 'cli/stratus.mjs', ...words]);

  test('says what it would do, and does nothing unless it is told to', async () => {
    const { code, err } = await stratus('drill');
    expect(code).toBe(1);
    expect(err).toContain(parts.join(', '));
    expect(err).toContain('nothing was done');
  });

  test('kills each part, and neither a machine nor a request is lost', async () => {
    const { code, out, err } = await stratus('drill', '--yes', '-o', 'json');
    const { drill, broken } = JSON.parse(out || '{}') as Drilled;
    expect(
      drill?.map(({ part }) => part),
      err,
    ).toEqual(parts);
    for (const { part, ...figures } of drill) {
      expect(figures, part).toMatchObject({ machinesStopped: 0, requestsLost: 0 });
      expect(figures.requests, part).toBeGreaterThan(0);
      for (const [figure, value] of Object.entries(figures))
        expect(value, `${part}: ${figure}`).not.toBeNull();
    }
    // How long it takes is told by a machine that does nothing else; here the exit code must agree with the table.
    expect(code).toBe(broken.length === 0 ? 0 : 1);
    const areGone = async (): Promise<boolean> => {
      const { code: listed, out: machines } = await stratus('list', '-o', 'json');
      return listed === 0 && !machines.includes('drill-');
    };
    await until('the canaries, which were told to end, are gone', areGone, 60_000, 1_000);
    const { out: kept } = await stratus('quarantine', '-o', 'json');
    const { evidence } = JSON.parse(kept) as { evidence: { held: string | null }[] };
    expect(evidence.map(({ held }) => held)).toEqual(Array(6).fill(null));
    const { code: found, out: checked } = await stratus('check');
    expect(found, checked).toBe(0);
  });

  test('refuses a cloud that is not well', async () => {
    await succeeds(machine, starter('host', 'host-1', 'kill'));
    const { code, err } = await stratus('drill', '--yes');
    expect(code).toBe(1);
    expect(err).toContain('this cloud is not well');
  });
});
