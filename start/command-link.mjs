// Why does `npx stratus` work in a checkout, for every user of it? Because `npm ci` runs this (package.json, prepare). The
// commands are linked like those of an installed package; were they the package's own `bin`, npx would copy the checkout
// into its cache first and change the mode of its files, which nobody but their owner can.

import { dirname, join } from 'node:path';
import { linkCommands } from './install/command-links.mjs';

const checkout = dirname(import.meta.dirname);
linkCommands(join(checkout, 'node_modules/.bin'), '../../cli/stratus.mjs');
