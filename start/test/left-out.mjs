// What does `npm test` leave out so that it stays short, and why may it? One list, which vitest leaves out and the last lines
// of `npm test` tell.

/** Set by `npm test`: files of this list are left out, and what counts rounds counts fewer. */
export const SHORT = 'STRATUS_SHORT_TESTS';

/** @type {ReadonlyArray<{file: string, why: string}>} files of test/real, which `npm run test:real` runs all the same */
export const LEFT_OUT_OF_NPM_TEST = [
  {
    file: 'appliance.test.ts',
    why: 'makes the image anew, which every guest of the other files has booted',
  },
  { file: 'bad-input.test.ts', why: 'thousands of bad requests; single ones are unit tests' },
  { file: 'certificates.test.ts', why: 'certificates a year on; how they are made is a unit test' },
  {
    file: 'classic-commands.test.ts',
    why: 'the classic words before real guests; the words are unit tests',
  },
  {
    file: 'cloud-bad-images.test.ts',
    why: 'bad images sent through a cloud; image-corpus has the images',
  },
  {
    file: 'cloud-faults.test.ts',
    why: 'agent and libvirtd killed beside a guest; the longer table is in test:faults',
  },
  { file: 'paused-leader.test.ts', why: 'two pauses of a leader; fault-rounds has shorter ones' },
  {
    file: 'ports-compared.test.ts',
    why: 'many operations on memory and server; the contract suites have each once',
  },
  {
    file: 'subscribe.test.ts',
    why: 'the example of the document; fault-rounds has subscribers through restarts',
  },
];

/** Patterns for vitest. */
export const leftOutFiles = (env = process.env) =>
  env[SHORT] ? LEFT_OUT_OF_NPM_TEST.map(({ file }) => `test/real/${file}`) : [];

/** For the end of `npm test`. */
export const leftOutText = () =>
  [
    'Left out, and run by hand:',
    'npm run test:real, all of test/real and 25 rounds of faults instead of 5; here without',
    ...LEFT_OUT_OF_NPM_TEST.map(({ file, why }) => `  ${file}: ${why}`),
    'npm run test:faults, over an hour: real machines killed at every step, 200 rounds of faults, 20 power cuts, three copies of the log',
    'npm run test:long, about half an hour: a real Debian with cloud-init, the agent on Debian’s own libvirtd, the first hour as',
    '  documented, uncommon surroundings, what is left behind',
  ].join('\n');
