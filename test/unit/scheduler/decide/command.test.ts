import { describe, expect, test } from 'vitest';
import { commandRefusal, decideCommand } from '../../../../scheduler/decide/command.ts';
import type { Command } from '../../../../shared/model/command.ts';
import { aCloud } from '../../../support/a-cloud.ts';
import { cloudId } from '../../../support/log-writer.ts';

const command: Command = {
  ...{ cloudId, actor: 'admin', projectId: 'p1', key: '', administrator: true },
  request: { kind: 'kill', machines: ['m'] },
};

describe('subjects are made of actors and projects: neither is', () => {
  const words = ['', 'a.b', '*', '>', 'a b', 'a/b', 'a\n', 'ä', 'x'.repeat(65)];
  const rows = (['actor', 'projectId'] as const).flatMap((where) =>
    words.map((word) => [where, word] as const),
  );

  test.each(rows)('%s %j', (where, word) => {
    const cloud = aCloud();
    const decided = decideCommand(
      cloud.state,
      { ...command, [where]: word },
      cloud.facts(),
      cloud.nowMs,
    );
    expect(decided).toMatchObject({ ok: false, reason: { reason: 'malformedRequest', where } });
  });

  test.each(['p1', 'A9', 'x'.repeat(64)])('but %s may be one', (word) => {
    expect(commandRefusal({ ...command, actor: word, projectId: word })).toBeNull();
  });
});
