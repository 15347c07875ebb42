// Why does `npx stratus` work in a checkout, for every user of it? Because `npm ci` runs this (package.json, prepare). The
// command is linked like that of an installed package; were it the package's own `bin`, npx would copy the checkout
// into its cache first and change the mode of its files, which nobody but their owner can.

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const checkout = dirname(import.meta.dirname);
const folder = join(checkout, 'node_modules/.bin');
mkdirSync(folder, { recursive: true });
rmSync(join(folder, 'stratus'), { force: true });
symlinkSync('../../cli/stratus.mjs', join(folder, 'stratus'));
