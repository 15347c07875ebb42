/** Where descriptions of images say that these are, as the cloud listens, elsewhere, and no more. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { leavesEndAtMs, openCertificates } from '../../../start/join/certificates.mjs';
import { describePlaces, entranceOf, locationsOf } from '../../../start/join/published-images.mjs';
import { statusText } from '../../../start/terminal/status-text.mjs';

const folder = mkdtempSync(join(tmpdir(), 'stratus-places-'));
afterAll(() => rmSync(folder, { recursive: true }));
const settings = { apiPort: 8780, listen: { address: '10.1.2.3', busPort: 8790 } };

test('an image is at its file, and at the cloud while that listens', () => {
  const [image, description] = [join(folder, 'a 1.qcow2'), join(folder, 'a 1.json')];
  const title = 'described by a recipe';
  writeFileSync(image, 'bytes');
  writeFileSync(join(folder, 'own.qcow2'), 'described by nobody');
  writeFileSync(description, JSON.stringify({ title, locations: ['file:///elsewhere'] }));
  const told = () => JSON.parse(readFileSync(description, 'utf8')) as object;
  const file = `file://${folder}/a%201.qcow2`;
  const served = { ...settings, listen: { address: '10.9.9.9' } };
  describePlaces(folder, entranceOf(settings));
  expect(told()).toEqual({ title, locations: [file, 'https://10.1.2.3:8780/images/a%201.qcow2'] });
  describePlaces(folder, entranceOf(served));
  expect(told()).toEqual({ title, locations: locationsOf(image, entranceOf(served)) });
  describePlaces(folder, entranceOf({ apiPort: 8780, listen: null }));
  expect(told()).toEqual({ title, locations: [file] });
  expect(statSync(description).mode & 0o777).toBe(0o644);
});

test('the status of a cloud that listens says until when its certificates hold', async () => {
  const state = join(folder, 'cloud');
  expect(leavesEndAtMs(folder)).toBeNull();
  const wanted = { state, cloudId: 'c'.repeat(32), names: ['10.1.2.3'] };
  const { endsAtMs } = await openCertificates(wanted);
  const certificatesEndMs = leavesEndAtMs(state);
  expect(certificatesEndMs).toBe(endsAtMs);
  const run = { partNames: [], parts: {}, hosts: [], isSwitchAlive: true };
  const facts = {
    marker: { instance: 'local', checkout: '/srv/stratus' },
    hosts: [],
    machines: [],
  };
  const text = (different: object, endMs: number | null) =>
    statusText({
      ...{ ...facts, run: run as never, certificatesEndMs: endMs },
      settings: { ...settings, range: { first: '', last: '' }, ...different },
    });
  const until = new Date(endsAtMs).toISOString().slice(0, 10);
  expect(text({}, certificatesEndMs)).toContain(
    `certificates until ${until}; made again by itself from `,
  );
  expect(text({}, certificatesEndMs)).toContain('others       https://10.1.2.3:8780');
  expect(text({}, null)).toContain('certificates there are none; a start makes new ones');
  expect(text({ listen: null }, null)).not.toMatch(/certificates|others/);
});
