// `npm test`: does everything that can be proved here hold? It installs what is missing by the plan of the first
// command, runs every check even when one has failed, and ends with one line that counts them all.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFacts, simulateInstall } from './plan/facts.mjs';
import { installNodeModules, installPackages, updatePackageLists } from './install/install.mjs';
import { readOptions } from './terminal/options.mjs';
import { openPhases } from './terminal/phases.mjs';
import { TEST_PACKAGES } from './plan/packages.mjs';
import { SHORT, leftOutText } from './test/left-out.mjs';
import { makePlan } from './plan/plan.mjs';
import { TEST_STATE } from './test/test-state.mjs';
import { addCounts, closingLine, countsOf, failuresOf } from './test/test-counts.mjs';

const CHECKOUT = dirname(import.meta.dirname);
const STEP_LIMIT_MS = 40 * 60_000;
/** Runs a tool of node_modules with its output on this terminal. @returns {Promise<boolean>} did it end well? */
function passes(file, args, env = {}) {
  return new Promise((resolve) => {
    const settings = {
      cwd: CHECKOUT,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: STEP_LIMIT_MS,
    };
    const child = spawn(process.execPath, [join(CHECKOUT, file), ...args], {
      ...settings,
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
  });
}

const CHECKS = [
  ['generated code is current', 'proto/generate.mjs', ['--check']],
  ['types', 'node_modules/typescript/bin/tsc', ['--noEmit']],
  ['lint', 'node_modules/eslint/bin/eslint.js', ['.']],
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
];

async function check([title, file, args]) {
  process.stdout.write(`\n== ${title}\n`);
  const good = await passes(file, args);
  if (!good) failures.push(title);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** A run that dies without a report counts as one failure, never as nothing. */
async function vitest(project, folder) {
  process.stdout.write(`\n== tests: ${project}\n`);
  const report = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '--project', project, ...reporters];
  const good = await passes('node_modules/vitest/vitest.mjs', args, { [SHORT]: '1' });
  try {
    const results = JSON.parse(readFileSync(report, 'utf8'));
    const failed = failuresOf(results);
    if (!good && failed.length === 0) failed.push(`${project}: an error outside of every test`);
    failures.push(...failed);
    return countsOf(results, good);
  } catch {
    failures.push(`${project}: the run ended without a report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function installMissing() {
  const facts = await readFacts({ state: TEST_STATE, checkout: CHECKOUT });
  const plan = makePlan(facts, readOptions('start', ['--state', TEST_STATE]));
  const needsRoot = plan.updateApt || plan.install.wanted.length > 0;
  const problems = plan.problems.filter(
    (problem) => needsRoot || !problem.startsWith('root is needed'),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const phases = openPhases();
  if (plan.updateApt) await phases.phase('Asking for package lists', updatePackageLists);
  const { wanted } = plan.install;
  if (wanted.length > 0)
    await phases.phase('Installing Debian packages', () => installPackages(wanted));
  await installForTests(phases);
  if (plan.npm) await phases.phase('Installing node modules', () => installNodeModules(CHECKOUT));
}

/** What a test can be skipped without, saying so: asked for by root only, and not the end of it where it is not to be had. */
async function installForTests(phases) {
  const names = TEST_PACKAGES.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (names.length === 0 || process.getuid() !== 0) return;
  try {
    await phases.phase('Installing what only tests need', async (say) => {
      if (!(await simulateInstall(names)).known) await updatePackageLists();
      await installPackages(names, say);
    });
  } catch (error) {
    process.stdout.write(`${names.join(', ')} could not be installed: ${error.message}\n`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'stratus-test-'));
const failures = [];
let total = { passed: 0, failed: 0, skipped: 0 };
try {
  await installMissing();
  for (const each of CHECKS) total = addCounts(total, await check(each));
  for (const project of ['unit', 'sim', 'real'])
    total = addCounts(total, await vitest(project, folder));
} catch (error) {
  failures.push(error.message);
  total = addCounts(total, { passed: 0, failed: 1, skipped: 0 });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.join('\n')}\n`);
process.stdout.write(`\n${leftOutText()}\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
