#!/usr/bin/env node
// What runs when somebody types `stratus`, or a classic command such as `stratus-run-instance`, which is a link to this
// file? The compiled command line where there is one; in a checkout that was never built, the sources by tsx.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

// Only there in a checkout: a tool for development.
const sourceLoader = 'tsx/esm/api';
const main = basename(process.argv[1]).startsWith('stratus-') ? 'classic-main' : 'main';
const compiled = new URL(`../dist/cli/${main}.js`, import.meta.url);

if (existsSync(compiled)) {
  await import(compiled.href);
} else {
  const tsx = await import(sourceLoader).catch(() => null);
  if (tsx === null) {
    process.stderr.write(
      'stratus: nothing is built yet and the development tools are missing; run `npm ci && npm run build` first\n',
    );
    process.exit(1);
  }
  tsx.register();
  await import(new URL(`./${main}.ts`, import.meta.url).href);
}
