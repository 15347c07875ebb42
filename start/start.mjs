// `npm start`: one command to a running machine. This file only checks that Node can run the rest, because an older
// Node would stop at the first newer word in it without saying why.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Stratus needs Node 20.19 or later; this is ${process.versions.node} (https://nodejs.org)\n`,
  );
  process.exit(1);
}
const { startCommand } = await import('./cloud/start-command.mjs');
process.exitCode = await startCommand(process.argv.slice(2));
