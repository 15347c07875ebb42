/** What is to be found on a machine of a test's own: everything that a cloud could leave behind there. */
import { checkoutThere } from './own-machine.ts';
import type { OwnMachine } from './own-machine.ts';

/** Each kind by its name, as text that two looks can be compared by. */
export type Traces = Readonly<Record<string, string>>;

/** Values of the whole real machine that change by themselves, whoever runs. */
const restless = [
  /^fs\.(dentry-state|file-nr|inode-nr|inode-state|aio-nr|quota\.)/,
  /^fs\.(epoll|inotify)\./,
  /^kernel\.(ns_last_pid|random\.|pty\.nr|keys\.)/,
  /^kernel\.sched_domain/,
  /^net\.netfilter\.nf_conntrack_count/,
  /^vm\.(stat_refresh|compact_memory|drop_caches)/,
];
/** They are there from the moment on in which the kernel loads a module, and stay with it. */
const ofModules = /^net\.(netfilter|bridge|nf_conntrack)/;

/** Where a package or libvirt of this machine would be touched, were the private ones not apart from it. */
const foldersOfOthers = ['/etc', '/var/lib/libvirt', '/var/cache/libvirt', '/var/log/libvirt'];

const lookers: Readonly<Record<string, readonly string[]>> = {
  'ip link': ['ip', '-d', '-o', 'link'],
  'ip address': ['ip', '-o', 'address'],
  'ip route': ['ip', 'route', 'show', 'table', 'all'],
  'ip -6 route': ['ip', '-6', 'route', 'show', 'table', 'all'],
  'ip rule': ['ip', 'rule'],
  'ip netns': ['ip', 'netns'],
  'nft list ruleset': ['nft', 'list', 'ruleset'],
  mount: ['cat', '/proc/1/mountinfo'],
  'ss -ltnp': ['ss', '-Hltnp'],
  'ss -lx': ['ss', '-Hlxp'],
  ps: ['ps', '-eo', 'pid,args', '--no-headers'],
  'sysctl -a': ['sysctl', '-a'],
  '/var/lib/stratus': ['find', '/var/lib/stratus', '-mindepth', '1', '-printf', '%p %M %u %s\n'],
  homes: ['find', '/home', '-path', checkoutThere, '-prune', '-o', '-printf', '%p %M %U %s\n'],
  '/tmp and /run': ['find', '/tmp', '/run', '-mindepth', '1', '-printf', '%p %M %U\n'],
  'others’ folders': ['find', ...foldersOfOthers, '-printf', '%p %M %U %s %T@\n'],
};

/** The program that looks, and what it needs to be there. */
const isOurs = (line: string): boolean => /^\s*\d+ (ps -eo |setpriv .* ps -eo )/.test(line);

function tidied(name: string, text: string): string {
  const lines = text.split('\n').filter((line) => line !== '');
  if (name === 'ps') return lines.filter((line) => !isOurs(line)).join('\n');
  if (name === 'sysctl -a')
    return lines.filter((line) => !restless.some((one) => one.test(line))).join('\n');
  return name.startsWith('/') || name === 'homes' || name.startsWith('others')
    ? lines.sort().join('\n')
    : lines.join('\n');
}

export async function tracesOn(machine: OwnMachine): Promise<Traces> {
  const found: Record<string, string> = {};
  for (const [name, command] of Object.entries(lookers)) {
    const { out, err, code } = await machine.run(command, { cwd: '/' });
    const unreadable = name === 'sysctl -a' || name.startsWith('others'); // some files are nobody's to read
    if (code !== 0 && !unreadable) throw new Error(`\`${command.join(' ')}\`: ${err}`);
    found[name] = tidied(name, out);
  }
  return found;
}

/** What is there and was not, and what was there and is not: `name: + line` and `name: - line`. */
export function differences(before: Traces, after: Traces): readonly string[] {
  return Object.keys(before).flatMap((name) => {
    const was = new Set(before[name]!.split('\n'));
    const is = new Set((after[name] ?? '').split('\n'));
    const more = [...is].filter((line) => !was.has(line));
    const less = [...was].filter((line) => !is.has(line));
    return [
      ...more.filter((line) => !isOfNewModule(line, was)).map((line) => `${name}: + ${line}`),
      ...less.map((line) => `${name}: - ${line}`),
    ];
  });
}

function isOfNewModule(line: string, was: ReadonlySet<string>): boolean {
  if (!ofModules.test(line)) return false;
  const key = `${line.split(' = ')[0]} =`;
  return ![...was].some((known) => known.startsWith(key));
}
