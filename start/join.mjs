// `npm run join`: this machine becomes a host of a cloud. As in start.mjs, an older Node is told so before it stops at a
// newer word.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Stratus needs Node 20.19 or later; this is ${process.versions.node} (https://nodejs.org)\n`,
  );
  process.exit(1);
}
const { joinCommand } = await import('./join/join-command.mjs');
process.exitCode = await joinCommand(process.argv.slice(2));
