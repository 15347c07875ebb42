// Is docs/first-hour.md true? A machine of the test's own, on which nobody has run anything, and Ada, who types every
// command of the page in its order and sees what the page shows.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asTyped } from '../support/own-machine/as-typed.ts';
import { differs, typedCommands } from '../support/own-machine/console-blocks.ts';
import type { TypedCommand } from '../support/own-machine/console-blocks.ts';
import { layParts, prepareParts } from '../support/own-machine/cloud-there.ts';
import { anOwnMachine, homeOf } from '../support/own-machine/own-machine.ts';
import type { OwnMachine } from '../support/own-machine/own-machine.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';

const page = join(dirname(dirname(import.meta.dirname)), 'docs/first-hour.md');
const commands = typedCommands(readFileSync(page, 'utf8'));
const why = await whySkipped('what the first hour shows');

/** They change nothing, so somebody who looks a moment too early looks again. */
const onlyLooks =
  /^(npx stratus (list|show|why|host list|quarantine|console)|npx stratus-describe-instance)\b/;
const looksFor = 60;

describe.skipIf(why !== null)('the first hour is as the page says', () => {
  let machine: OwnMachine;
  beforeAll(async () => {
    await prepareParts();
    machine = await anOwnMachine();
    await layParts(machine);
  });
  afterAll(() => machine?.end());

  async function sees({ command, expected, typed }: TypedCommand): Promise<string | null> {
    const { code, out } = await asTyped(machine, command, typed);
    const atHome = out.replaceAll(homeOf('ada'), '~');
    const different = differs(expected, atHome);
    if (code === 0 && different === null) return null;
    return `$ ${command}\n${different ?? ''}\nexit code ${code}, and all of it:\n${atHome}`;
  }

  test.for(commands)('line $at: $command', async (one) => {
    let wrong = await sees(one);
    for (
      let times = 1;
      wrong !== null && onlyLooks.test(one.command) && times < looksFor;
      times += 1
    )
      wrong = await sees(one);
    expect(wrong, wrong ?? '').toBeNull();
  });
});

test('the page has commands', () => expect(commands.length).toBeGreaterThan(20));
