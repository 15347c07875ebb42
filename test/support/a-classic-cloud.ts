/** A cloud in memory with an image, and a user of its classic commands, whose profile is as the starter writes it. */
import { afterEach, beforeEach } from 'vitest';
import { openUserContext } from '../../shared/log/user-context-record.ts';
import { openClassicTerminal } from './a-classic-terminal.ts';
import type { ClassicTerminal } from './a-classic-terminal.ts';
import { anImage, startApi, token } from './an-api.ts';
import type { Api } from './an-api.ts';

export interface ClassicCloud {
  api: Api;
  endpoint: string;
  terminal: ClassicTerminal;
  /** What the cloud was asked last. */
  request(): object;
  /** What the first machine was given. */
  context(): Promise<ReturnType<typeof openUserContext>>;
}

export const aKeyLine =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPT1vNbMnRlmZZeuyU0mAX1+3wZ5jKNJBtaS8hMyMJb me@here';

/** Frame and title of `stratus-run-instance`. */
export const startingFrame =
  '\n :::::::::::::::::::::::::\n :: Starting machine(s) ::\n :::::::::::::::::::::::::\n';

/** Another one for each test of the file. */
export function aClassicCloudForEachTest(): ClassicCloud {
  const cloud = {
    request: () => cloud.api.leader.heard.at(-1)!.request,
    async context() {
      const [record] = await cloud.api.vault.list();
      const sealed = await cloud.api.vault.get(record!.machineId);
      return openUserContext(sealed!, cloud.api.cloudKey);
    },
  } as ClassicCloud;
  beforeEach(async () => {
    cloud.api = await startApi();
    cloud.endpoint = await cloud.api.app.listen({ host: '127.0.0.1', port: 0 });
    cloud.terminal = openClassicTerminal();
    const { endpoint, terminal } = cloud;
    const image = terminal.file('small.json', JSON.stringify(anImage));
    const profile = { endpoint, token, images: { small: image }, publicKey: null };
    terminal.file('.config/stratus/profile.json', JSON.stringify(profile));
    terminal.file('.ssh/id_rsa.pub', `${aKeyLine}\n`);
  });
  afterEach(async () => {
    cloud.terminal.close();
    await cloud.api.stop();
  });
  return cloud;
}
