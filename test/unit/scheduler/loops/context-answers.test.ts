/** Who gets a context: the host on which the machine is placed, as it was decided, and nobody else. */
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createContextAnswers } from '../../../../scheduler/loops/context-answers.ts';
import { contextFiles, vaultId } from '../../../../scheduler/loops/user-contexts.ts';
import { contextDigest } from '../../../../shared/model/context-digest.ts';
import { packUserContext, sealUserContext } from '../../../../shared/log/user-context-record.ts';
import { contextAnswerMessage, contextAskMessage } from '../../../../shared/wire/conversation.ts';
import { settled } from '../../../support/a-clock.ts';
import { aLeading, cloudKey } from '../../../support/a-leading.ts';
import { cloudId, hostId } from '../../../support/log-writer.ts';

const user = { publicKeys: ['ssh-ed25519 AAAA a@b'], variables: [], userData: new Uint8Array() };

async function ask(changes: { host?: string; digest?: string; inVault?: boolean; asIt?: boolean }) {
  const bench = aLeading();
  const { state } = bench.cloud;
  const machine = bench.cloud.machine(bench.cloud.run());
  const { machineId } = machine.spec;
  const files = contextFiles(machine.spec, machine.nics, state.site!, user);
  if (!files.ok) throw new Error(files.reason.message);
  const digest = contextDigest(files.value);
  const context = { digest, volumeLabel: machine.spec.volumeLabel };
  bench.cloud.commit([{ type: 'contextBound', machineId, context }]);
  const sealed = sealUserContext(
    packUserContext(changes.asIt === false ? { ...user, publicKeys: [] } : user),
    cloudKey,
    bench.leading.random,
  );
  if (changes.inVault !== false) await bench.vault.put(vaultId(machineId), sealed);
  const answers: Uint8Array[] = [];
  createContextAnswers(bench.leading).onContextAsk({
    subject: bench.leading.subjects.context(changes.host ?? hostId),
    bytes: contextAskMessage.encode({ cloudId, machineId, digest: changes.digest ?? digest }),
    reply: (bytes) => void answers.push(bytes),
  });
  await settled();
  return contextAnswerMessage.decode(gunzipSync(answers[0]!));
}

test('the host of the machine gets the files', async () => {
  const { reason, files } = await ask({});
  expect(reason).toBeNull();
  expect(files.map(({ name }) => name)).toContain('context.sh');
});

test.each([
  ['another host', { host: 'b'.repeat(32) }, 'unknownMachine'],
  ['a host that asks for an older one', { digest: 'ab'.repeat(32) }, 'contextDigestMismatch'],
  ['anybody, when the vault has nothing', { inVault: false }, 'contextUnavailable'],
  ['anybody, when it composes to something else', { asIt: false }, 'contextDigestMismatch'],
])('%s gets none', async (_who, changes, reason) => {
  expect(await ask(changes)).toMatchObject({ files: [], reason });
});
