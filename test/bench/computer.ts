/** The computer a figure was measured on, in one sentence: system, programs, processors, load before the run. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';

const loadBefore = loadavg()[0] ?? 0;

export async function describeComputer(): Promise<string> {
  const system = /PRETTY_NAME="([^"]*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  const programs = [
    `Node ${process.versions.node}`,
    versionOf('libvirt', '/usr/sbin/libvirtd', ['--version']),
    versionOf('QEMU', '/usr/bin/qemu-img', ['--version']),
  ].filter((text) => text !== '');
  const day = new Date().toISOString().slice(0, 10);
  return (
    `${system ?? 'Linux'}, ${programs.join(', ')}; ${availableParallelism()} cores, ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB; guests emulated where KVM does not work; ` +
    `load ${loadBefore.toFixed(1)} before the run; ${day}.`
  );
}

function versionOf(what: string, program: string, args: readonly string[]): string {
  try {
    const said = execFileSync(program, args, { encoding: 'utf8' });
    return `${what} ${/[0-9]+\.[0-9]+\.[0-9]+/.exec(said)?.[0] ?? 'of unknown version'}`;
  } catch {
    return '';
  }
}
