// From which mirrors is the Debian image made, and does its recipe hold together?

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { sourceLines } from '../../../appliances/debian/bootstrap.mjs';
import { DEBIAN_PACKAGES } from '../../../appliances/debian/parts.mjs';
import { ROOT_LABEL } from '../../../appliances/debian/tree.mjs';

const mirror = 'http://mirror.example.org/debian/';
const recipe = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../appliances/debian', name), 'utf8');

describe('the sources of the image', () => {
  it('are those of this machine for its release, each once', () => {
    const targets = [
      `${mirror}|bookworm|main|Debian`,
      `${mirror}|bookworm|main|Debian`,
      `${mirror}|bookworm|contrib|Debian`,
      'http://mirror.example.org/debian-security/|bookworm-security|main|Debian',
      'http://packages.example.org/|nodistro|main|Somebody',
      '',
    ].join('\n');
    expect(sourceLines(targets)).toEqual([
      `deb ${mirror} bookworm main`,
      'deb http://mirror.example.org/debian-security/ bookworm-security main',
    ]);
  });

  it('are the first mirror where this machine has another release', () => {
    expect(sourceLines(`${mirror}|trixie|main|Debian\n`)).toEqual([`deb ${mirror} bookworm main`]);
  });

  test.each(['', 'http://packages.example.org/|stable|main|Somebody\n'])(
    'are missed with the cure where apt knows none: %j',
    (targets) => {
      expect(() => sourceLines(targets)).toThrow('apt-get update');
    },
  );
});

describe('the recipe', () => {
  it('gives the initramfs the label that the root partition has', () => {
    expect(recipe('initramfs/init')).toContain(`LABEL=${ROOT_LABEL} `);
  });

  it('has no module of cloud-init in the stage that is masked', () => {
    expect(recipe('cloud.cfg')).toContain('\ncloud_config_modules: []\n');
    expect(recipe('tree.mjs')).toContain("'cloud-config.service'");
  });

  it('says of every package why it is there, and names each once', () => {
    const names = DEBIAN_PACKAGES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { why } of DEBIAN_PACKAGES) expect(why).not.toBe('');
  });
});
