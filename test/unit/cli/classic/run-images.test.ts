import { describe, expect, test } from 'vitest';
import { imageIdOfSha1 } from '../../../../shared/model/image-id.ts';
import { aClassicCloudForEachTest } from '../../../support/a-classic-cloud.ts';
import { anImage } from '../../../support/an-api.ts';

const cloud = aClassicCloudForEachTest();

describe('the image', () => {
  test('an image by its identifier, once the cloud has run it', async () => {
    const sha1 = '0123456789abcdef0123456789abcdef01234567';
    const identifier = imageIdOfSha1(sha1);
    const metadata = { ...anImage, digests: [{ algorithm: 'sha1', value: sha1 }] };
    const file = cloud.terminal.file('other.json', JSON.stringify(metadata));
    const unknown = await cloud.terminal.run(`stratus-run-instance -q ${identifier}`);
    expect(unknown.exitCode).toBe(1);
    expect(unknown.err).toContain(`  [ERROR] Image ${identifier} is not known to this cloud`);
    await cloud.terminal.run(`stratus-run-instance -q ${file}`);
    expect((await cloud.terminal.run(`stratus-run-instance -q ${identifier}`)).out).toBe(
      '2, 10.77.9.3\n',
    );
    expect(cloud.request()).toMatchObject({ image: { locations: anImage.locations } });
  });

  test('an image by its URL: with its digest, then alone', async () => {
    const url = 'http://images.example.org/a.qcow2.gz';
    const hash = `sha256:${'ab'.repeat(32)}`;
    answering(url, () => new Response(null, { status: 200 }));
    expect((await cloud.terminal.run(`stratus-run-instance -q ${url}`)).err).toContain(
      '#sha256:HEX',
    );
    expect((await cloud.terminal.run(`stratus-run-instance -q ${url}#${hash}`)).exitCode).toBe(0);
    expect(cloud.request()).toMatchObject({
      image: { locations: [url], format: 'qcow2', compression: 'gz' },
    });
    expect((await cloud.terminal.run(`stratus-run-instance -q ${url}`)).exitCode).toBe(0);
  });

  test('an image by the URL of its metadata', async () => {
    const url = 'http://images.example.org/small.json';
    answering(url, () => new Response(JSON.stringify(anImage)));
    expect((await cloud.terminal.run(`stratus-run-instance -q ${url}`)).exitCode).toBe(0);
    expect(cloud.request()).toMatchObject({ image: { locations: anImage.locations } });
  });

  test('nothing, when the image is not where it should be', async () => {
    const url = 'http://images.example.org/a.qcow2';
    const reference = `${url}#sha256:${'ab'.repeat(32)}`;
    answering(url, () => new Response(null, { status: 404 }));
    const { exitCode, out, err } = await cloud.terminal.run(`stratus-run-instance ${reference}`);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(`  [ERROR] Unable to access the image (${url}: status 404)`);
    expect(cloud.api.leader.heard).toEqual([]);
    await cloud.terminal.run(`stratus-run-instance --no-check-image-url ${reference}`);
    expect(cloud.api.leader.heard).toHaveLength(1);
  });

  /** What lies at this URL; everything else is asked of the cloud. */
  function answering(url: string, answer: () => Response): void {
    cloud.terminal.fetch = async (input, init) => (input === url ? answer() : fetch(input, init));
  }
});
