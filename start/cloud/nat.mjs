// How do machines reach what lies beyond this machine? By a table of nftables of their cloud's own: what leaves in their
// name carries this machine's address, and nothing from outside reaches them but answers. A machine that forwarded
// nothing before has to forward for them; one more table, common to all clouds here, sees to it that it still forwards
// nothing else, knows whose interfaces these are, and goes with the last one, and forwarding with it. Turning that switch
// sets others too; how they were is kept in that table, and put back.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { runCommand } from '../../lab/run-command.mjs';

const SWITCH = '/proc/sys/net/ipv4/ip_forward';
const CARDS = '/proc/sys/net/ipv4/conf';
const NFT = '/usr/sbin/nft';
/** No instance has this name: theirs have more behind it. */
const COMMON = 'stratus';

/** @param {string} instance @returns {string} the name of its table */
export const natTable = (instance) => `${COMMON}_${instance.replaceAll('-', '_')}`;

/**
 * @param {{table: string, cidr: string, interface: string}} what interface: leads to the machines
 * @returns {string} the input of `nft -f -`, which takes the place of an earlier one of this name
 */
export function natRules({ table, cidr, interface: name }) {
  return [
    `table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    '  chain forward {',
    '    type filter hook forward priority filter; policy accept;',
    `    iifname "${name}" ip saddr ${cidr} accept`,
    `    oifname "${name}" ip daddr ${cidr} ct state established,related accept`,
    `    iifname "${name}" drop`,
    `    oifname "${name}" drop`,
    '  }',
    '  chain outwards {',
    '    type nat hook postrouting priority srcnat; policy accept;',
    `    ip saddr ${cidr} oifname != "${name}" masquerade`,
    '  }',
    '}',
    '',
  ].join('\n');
}

const settingOf = (card, setting) => `${CARDS}/${card}/${setting}`;

/** @returns {string[]} cards whose setting has this value, `default` and `all` among them */
const cardsWith = (setting, value) =>
  readdirSync(CARDS).filter((card) => {
    const file = settingOf(card, setting);
    return existsSync(file) && readFileSync(file, 'utf8').trim() === value;
  });

/** What the kernel sets with the switch: forwarding of each card, and `all` believes in redirects when it is off. */
const settingsNow = () => ({
  forwarded: cardsWith('forwarding', '1'),
  refused: cardsWith('accept_redirects', '0').filter((card) => card === 'all'),
});

/** Puts back what the switch has set. */
function restore({ forwarded, refused }) {
  const write = (card, setting, value) => {
    const file = settingOf(card, setting);
    if (existsSync(file)) writeFileSync(file, value);
  };
  for (const card of forwarded) write(card, 'forwarding', '1');
  for (const card of refused) write(card, 'accept_redirects', '0');
}

const quoted = (names) => names.map((name) => `"${name}"`).join(', ');
const ofNames = (set, names) =>
  `  set ${set} { type ifname; ${names.length > 0 ? `elements = { ${quoted(names)} };` : ''} }`;

/** Nothing is forwarded but from and to these interfaces, which each cloud's own table judges. */
function commonRules(name, before) {
  return [
    `table inet ${COMMON} {`,
    '  set cards { type ifname; }',
    ...(before ? [ofNames('forwarded', before.forwarded), ofNames('refused', before.refused)] : []),
    '  chain forward { type filter hook forward priority filter; policy drop; }',
    '}',
    `flush chain inet ${COMMON} forward`,
    `add rule inet ${COMMON} forward iifname @cards accept`,
    `add rule inet ${COMMON} forward oifname @cards accept`,
    `add element inet ${COMMON} cards { "${name}" }`,
    '',
  ].join('\n');
}

const nft = (...args) => runCommand(NFT, args, { timeoutMs: 20_000 });
const load = (rules) => runCommand(NFT, ['-f', '-'], { input: rules, timeoutMs: 20_000 });

/** What nft says of it; null: there is none. */
function listed(...what) {
  const ran = spawnSync(NFT, ['list', ...what], { encoding: 'utf8', timeout: 20_000 });
  return ran.status === 0 ? ran.stdout : null;
}

/** @returns {string[]} the elements of a set of the common table */
const namesIn = (set) =>
  [...(listed('set', 'inet', COMMON, set) ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name);

/**
 * Tables of others that judge forwarded packets: whoever made them counts on forwarding, whoever turned it on first.
 * @param {{nftables: object[]}} ruleset as `nft -j list ruleset` tells it
 * @returns {string[]} `family name`, such as `ip filter`
 */
export function othersForwarding({ nftables }) {
  const chains = nftables.map(({ chain }) => chain).filter((chain) => chain?.hook === 'forward');
  const others = chains.filter(({ table }) => table !== COMMON && !table.startsWith(`${COMMON}_`));
  return [...new Set(others.map(({ family, table }) => `${family} ${table}`))];
}

async function othersNow() {
  return othersForwarding(JSON.parse(await nft('-j', 'list', 'ruleset')));
}

/** Is there a table of this name? */
export const hasNat = (table) => listed('table', 'inet', table) !== null;

/**
 * Opens the way out, or renews it. The caller has written down that it will be made.
 * @param {{instance: string, cidr: string, interface: string}} what
 */
export async function openNat({ instance, cidr, interface: name }) {
  const forwardsAlready = readFileSync(SWITCH, 'utf8').trim() !== '0';
  const isThere = hasNat(COMMON);
  if (!forwardsAlready || isThere) await load(commonRules(name, isThere ? null : settingsNow()));
  await load(natRules({ table: natTable(instance), cidr, interface: name }));
  if (!forwardsAlready) writeFileSync(SWITCH, '1');
}

/**
 * Closes it. What is not there is left alone, and forwarding where others have come to need it.
 * @param {{table: string, interface: string}} what
 * @param {(line: string) => void} say
 */
export async function closeNat({ table, interface: name }, say = () => {}) {
  const common = listed('set', 'inet', COMMON, 'cards');
  if (hasNat(table)) await nft('delete', 'table', 'inet', table);
  if (common === null) return;
  if (common.includes(`"${name}"`))
    await nft('delete', 'element', 'inet', COMMON, 'cards', `{ "${name}" }`);
  if (listed('set', 'inet', COMMON, 'cards')?.includes('elements')) return;
  const before = { forwarded: namesIn('forwarded'), refused: namesIn('refused') };
  const others = await othersNow();
  if (others.length > 0) {
    say(`ip_forward stays 1: nftables has chains of others that forward (${others.join(', ')})`);
  } else {
    writeFileSync(SWITCH, '0');
    restore(before);
  }
  await nft('delete', 'table', 'inet', COMMON);
}
