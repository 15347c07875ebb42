// `npm run appliance -- small|debian`: makes one of our images, or says where it is already.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeAppliance, makeDebianImage } from './install/appliance.mjs';
import { NotOurs, openInstance, readSettings } from './cloud/instance.mjs';
import { WrongUsage, readOptions } from './terminal/options.mjs';
import { describePlaces, entranceOf } from './join/published-images.mjs';
import { TEST_STATE } from './test/test-state.mjs';

const CHECKOUT = dirname(import.meta.dirname);
const MAKERS = { small: makeAppliance, debian: makeDebianImage };
const USAGE = `npm run appliance -- ${Object.keys(MAKERS).join('|')} [--instance NAME] [--state DIR]`;

async function main([kind = '', ...args]) {
  const make = MAKERS[kind];
  if (make === undefined) throw new WrongUsage(`which image? ${USAGE}`);
  const { state, instance } = readOptions('status', args);
  if (process.getuid() !== 0) throw new WrongUsage('images are made by root: try with sudo');
  // The tests' folder is nobody's cloud; any other is marked as one, so that start and clean know it.
  if (state !== TEST_STATE) openInstance({ state, instance, checkout: CHECKOUT });
  const imagesFolder = join(state, 'images');
  mkdirSync(imagesFolder, { recursive: true, mode: 0o700 });
  const say = (text) => process.stdout.write(`${text}\n`);
  const made = await make({ partsFolder: join(state, 'parts'), imagesFolder, say });
  const settings = readSettings(state);
  if (settings !== null) describePlaces(imagesFolder, entranceOf(settings));
  say(`${made.built ? 'Made' : 'Already there'}: ${made.file}`);
  say(`${Math.ceil(made.bytes / 2 ** 20)} MiB, identifier ${made.identifier}`);
  say(`Run it: stratus run ${made.metadataFile} --cloud-init FILE`);
}

main(process.argv.slice(2)).catch((error) => {
  const isPlain = error instanceof WrongUsage || error instanceof NotOurs;
  process.stderr.write(`${isPlain ? error.message : error.stack}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
});
