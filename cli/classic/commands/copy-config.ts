/** `stratus-copy-config`: a sample of the user configuration file, put where the other commands look for it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ClassicCommand } from '../classic-command.ts';
import { sampleConfig } from '../sample-config.ts';
import { ToolStopped, UsageError } from '../stops.ts';
import { userConfigPath } from '../user-config.ts';

export const copyConfig: ClassicCommand = {
  usage: '[options]',
  description: 'Writes a sample of the user configuration file.',
  options: [{ long: 'force', kind: 'flag', help: 'overwrite the file that is there' }],
  async run({ options, surroundings }) {
    if (options.args.length > 0) throw new UsageError('Too many arguments: none are taken');
    const path = userConfigPath(surroundings);
    // It will hold a token: nobody else may read it.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const flag = options.isGiven('force') ? 'w' : 'wx';
      writeFileSync(path, sampleConfig, { mode: 0o600, flag });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST')
        throw new ToolStopped(`won't overwrite file (${path}); use --force to overwrite`);
      throw error;
    }
    return 0;
  },
};
