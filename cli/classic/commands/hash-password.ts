/**
 * `stratus-hash-password`: the forms in which a password file takes a password. Made by Node and by openssl, which read it
 * from memory and from stdin: it is in no argument.
 */
import { createHash } from 'node:crypto';
import type { ClassicCommand } from '../classic-command.ts';
import { ToolStopped, UsageError } from '../stops.ts';

export const hashPassword: ClassicCommand = {
  usage: '[options] username',
  description: 'Asks for a password and prints it hashed, for a password file.',
  options: [],
  async run({ options, surroundings }) {
    const [username, ...more] = options.args;
    if (username === undefined) throw new UsageError('Missing username');
    if (more.length > 0) throw new UsageError('Too many arguments: one username at a time');
    const password = await surroundings.askSecret(`Password for ${username}: `);
    if (password === '') throw new ToolStopped('The password is empty');
    if (/[\0\r\n]/.test(password)) throw new ToolStopped('A password is one line of text');
    // SHA-512 and a salt of openssl's own; the traditional crypt looks at eight characters only.
    const crypt = await surroundings.runWithInput(
      'openssl',
      ['passwd', '-6', '-stdin'],
      `${password}\n`,
    );
    const md5 = createHash('md5').update(password, 'utf8').digest('hex');
    surroundings.out(`MD5:${md5}\nCRYPT:${crypt.trim()}\n`);
    return 0;
  },
};
