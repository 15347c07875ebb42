/**
 * Who may import whom. The folders are the architecture: parts meet on the bus and in the log, never in code, and only
 * the file that wires a part together knows which adapter stands behind a port.
 */
import { importsOf } from './imports-of.ts';
import type { Import } from './imports-of.ts';
import { baseName, isCode, isShipped, topFolder } from './source-text.ts';
import type { Exceptions, SourceText, Violation } from './source-text.ts';

const parts = ['scheduler', 'agent', 'api', 'cli', 'subscribe'];
const plainFolders = ['start', 'lab', 'appliances'];

/** Adapters: what stands behind a port and touches the world. */
const adapter =
  /^(libvirt-hypervisor|file-disks|fetching-images|nats-log|nats-segments|nats-vault|nats-snapshot-store|nats-bus|connect|system-clock|memory-.+)\.ts$/;

/** Files beside `main.ts`, `genesis.ts` and `*-main.ts` that wire adapters to ports. */
export const wiringFiles: Exceptions = {
  'cli/archive/log-streams.ts': 'loaded by one command only, which reaches the log itself',
  'subscribe/subscribe.ts': 'what the package exports as stratus/subscribe',
};

export function importDirections(
  file: SourceText,
  wiring: Exceptions = wiringFiles,
): readonly Violation[] {
  if (!isCode(file.path)) return [];
  const found: Violation[] = [];
  for (const one of importsOf(file).filter(({ byPlace }) => !byPlace)) {
    const message = problemOf(file.path, one, wiring);
    if (message) found.push({ path: file.path, line: one.line, rule: 'import direction', message });
  }
  return found;
}

function problemOf(from: string, one: Import, wiring: Exceptions): string | null {
  if (one.target === null) return problemOfPackage(from, one);
  return (
    problemBetweenFolders(from, one.target) ??
    problemOfAdapter(from, one.target, wiring) ??
    problemOfName(from, one, wiring)
  );
}

function problemOfPackage(from: string, one: Import): string | null {
  if (!plainFolders.includes(topFolder(from)) || one.specifier.startsWith('node:')) return null;
  return `${one.specifier} is not there before the first install; use node: modules only here`;
}

function problemBetweenFolders(from: string, to: string): string | null {
  const [source, target] = [topFolder(from), topFolder(to)];
  if (baseName(to) === 'main.ts')
    return `nothing imports ${to}; move what you need to a file of its own`;
  if (to.startsWith('proto/gen/') && !from.startsWith('shared/wire/'))
    return `only shared/wire imports the generated code; take the domain type from shared/wire`;
  if (plainFolders.includes(source) && !plainFolders.includes(target))
    return `${source}/ runs before anything is built; it may import only ${plainFolders.join('/, ')}/`;
  if (!isShipped(from)) return null;
  if (target === 'test') return `production never imports test/; move ${to} or inject it`;
  if (plainFolders.includes(target)) return `${target}/ is not shipped with a part; do without it`;
  if (source === 'shared' && parts.includes(target))
    return `shared/ knows no part; move what both need into shared/`;
  if (parts.includes(source) && parts.includes(target) && source !== target)
    return `${source} and ${target} meet only on the bus and in the log; move what both need into shared/`;
  return null;
}

function problemOfAdapter(from: string, to: string, wiring: Exceptions): string | null {
  if (!adapter.test(baseName(to)) || !isShipped(from)) return null;
  if (baseName(to).startsWith('memory-') && !baseName(from).startsWith('memory-'))
    return `${baseName(to)} forgets everything; only test/ may use it`;
  if (isWiring(from, wiring) || adapter.test(baseName(from))) return null;
  return `only main.ts names adapters; take the port as an argument instead of ${baseName(to)}`;
}

function problemOfName(from: string, one: Import, wiring: Exceptions): string | null {
  if (!isShipped(from) || one.target !== 'shared/base/random.ts') return null;
  if (!one.names.includes('systemRandom') || isWiring(from, wiring)) return null;
  return 'only main.ts names systemRandom; take a Random as an argument';
}

function isWiring(path: string, wiring: Exceptions): boolean {
  return /(^|\/)(main|genesis|[a-z0-9-]+-main)\.ts$/.test(path) || path in wiring;
}
