import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  COMMAND_NAMES,
  linkCommands,
  linkStateCommands,
} from '../../../start/install/command-links.mjs';

test('every command is linked, also where an old link was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stratus-links-'));
  try {
    symlinkSync('/nowhere', join(folder, 'stratus'));
    linkCommands(folder, '../stratus.mjs');
    expect(readdirSync(folder).sort()).toEqual([...COMMAND_NAMES].sort());
    for (const name of COMMAND_NAMES)
      expect(readlinkSync(join(folder, name))).toBe('../stratus.mjs');
    linkStateCommands(folder);
    expect(readlinkSync(join(folder, 'bin/stratus-run-instance'))).toMatch(/\/cli\/stratus\.mjs$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
