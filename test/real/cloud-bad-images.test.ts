// What becomes of a machine whose image or host cannot serve it? It fails with the reason and a message to act on, and
// leaves nothing.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineView } from '../../api/views/machine-view.ts';
import type { ApplianceImage, RealCloud } from '../support/real-cloud/real-cloud.ts';
import { startRealCloud } from '../support/real-cloud/real-cloud.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';
import { freePort } from '../support/free-port.ts';
import { imageServer } from '../support/image-server.ts';
import type { ImageServer } from '../support/image-server.ts';

const why = await whySkipped('images that no machine can start from');

/** Storage with room for the appliance and its fetch, and not for the large one. */
const storageMiB = 40;
const largeBytes = 64 << 20;

describe.skipIf(why !== null)('a machine fails', () => {
  let cloud: RealCloud;
  let server: ImageServer;
  const ids: string[] = [];

  beforeAll(async () => {
    cloud = await startRealCloud({ storageMiB });
    server = await imageServer((request, response) => {
      if (request.url === '/large') return sendLarge(response);
      response.statusCode = 404;
      response.end('there is no such image');
    });
  });
  afterAll(async () => {
    await server?.close();
    await cloud?.end();
  });

  /** Its size is not told before, so it is found out on the way. */
  function sendLarge(response: ServerResponse): void {
    const piece = Buffer.alloc(1 << 20, 1);
    let sent = 0;
    const more = (): void => {
      while (sent < largeBytes && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  }

  const digestsOf = (content: Buffer) => [
    { algorithm: 'sha256', value: createHash('sha256').update(content).digest('hex') },
  ];

  /** A file in the folder of images, as a request names it. */
  function anImage(name: string, make: (path: string) => void): Partial<ApplianceImage> {
    const path = join(cloud.imageFolder, name);
    make(path);
    const content = readFileSync(path);
    return {
      ...{ locations: [pathToFileURL(path).href], bytes: content.length },
      digests: digestsOf(content),
    };
  }

  const qemuImg = (...args: readonly string[]) => void execFileSync('qemu-img', args);
  const backed = ['create', '-q', '-f', 'qcow2', '-u', '-F', 'raw', '-b', '/etc/shadow'];
  const split = ['create', '-q', '-f', 'qcow2', '-o'];
  const zeros = [{ algorithm: 'sha256', value: '00'.repeat(32) }];

  interface Case {
    readonly what: string;
    readonly reason: MachineView['reason'];
    readonly message: RegExp;
    /** How the image differs from the appliance. */
    readonly image: () => Promise<Partial<ApplianceImage>> | Partial<ApplianceImage>;
    readonly wishes?: object;
  }
  const cases: readonly Case[] = [
    {
      ...{ what: 'image is not there', reason: 'imageUnreachable', message: /404.*another copy/ },
      image: () => ({ locations: [`${server.url}/none`], digests: zeros }),
    },
    {
      ...{ what: 'server is not there', reason: 'imageUnreachable', message: /ECONNREFUSED/ },
      image: async () => ({
        ...{ locations: [`http://127.0.0.1:${await freePort()}/x`], digests: zeros },
      }),
    },
    {
      ...{ what: 'image is another one', reason: 'imageDigestMismatch', message: /sha256/ },
      image: () => ({ digests: zeros }),
    },
    {
      ...{ what: 'image has another size', reason: 'imageSizeMismatch', message: /bytes/ },
      image: () => ({ bytes: cloud.image.bytes + 1 }),
    },
    {
      ...{ what: 'image is a text', reason: 'imageFormatRefused', message: /declared qcow2/ },
      image: () => anImage('text', (path) => writeFileSync(path, 'no image at all\n'.repeat(99))),
    },
    {
      ...{ what: 'image stands on another file', reason: 'imageFormatRefused', message: /backing/ },
      image: () => anImage('backed', (path) => qemuImg(...backed, path, '1M')),
    },
    {
      ...{
        what: 'image has its data elsewhere',
        reason: 'imageFormatRefused',
        message: /external/,
      },
      image: () =>
        anImage('split', (path) => qemuImg(...split, `data_file=${path}.data`, path, '1M')),
    },
    {
      ...{ what: 'root disk is too small', reason: 'imageTooLarge', message: /at least 128 MiB/ },
      ...{ image: () => ({}), wishes: { rootDiskMiB: 32 } },
    },
    {
      ...{ what: 'image is a file of its host', reason: 'imageLocationRefused', message: /below/ },
      image: () => ({ locations: ['file:///etc/passwd'], digests: zeros }),
    },
    {
      ...{
        what: 'image is a link to such a file',
        reason: 'imageLocationRefused',
        message: /below/,
      },
      image: () => anImage('link', (path) => symlinkSync('/etc/hostname', path)),
    },
    {
      ...{ what: 'host has no room', reason: 'diskFull', message: /no room|full/ },
      image: () => ({
        ...{ locations: [`${server.url}/large`], format: 'raw' },
        digests: digestsOf(Buffer.alloc(largeBytes, 1)),
      }),
    },
  ];

  it.each(cases)('whose $what: $reason', async ({ reason, message, image, wishes = {} }) => {
    const { bytes, ...usual } = cloud.image;
    const given = await image();
    const isOurs = given.locations === undefined || given.digests === undefined;
    const wanted = { ...usual, ...(isOurs ? { bytes } : {}), identifier: null, ...given };
    const id = await cloud.run(cloud.aMachine({ image: wanted, ...wishes }));
    ids.push(id);
    const failed = await cloud.reaches(id, 'failed');
    expect(failed).toMatchObject({ reason, generation: 1 });
    expect(failed.message).toMatch(message);
    expect(await cloud.host.leftOf(id)).toEqual([]);
    expect(cloud.host.list('images').filter((name) => !/^[0-9a-f]{64}/.test(name))).toEqual([]);
  });

  it('and when it is killed the host forgets it', async () => {
    for (const id of ids) await cloud.act(id, 'kill');
    for (const id of ids) await cloud.until(id, 'it ended', ({ state }) => state === 'done');
    await cloud.hearsHost(3);
    expect(cloud.host.list('guards').filter((name) => ids.includes(name))).toEqual([]);
    expect(cloud.host.list('quarantine')).toEqual([]);
  });
});
