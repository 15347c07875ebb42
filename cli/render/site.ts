/** How types, addresses, evidence, events and the state of the cloud look on a terminal. Pure. */
import type { Addresses, CloudEvent, Evidence, InstanceType, Status } from '../rest-answers.ts';
import { facts, printable, table } from './table.ts';

export function typeTable(types: readonly InstanceType[]): string {
  return table(
    ['', 'TYPE', 'CPU', 'RAM', 'SWAP'],
    types.map((type) => [
      ...[type.isDefault ? '*' : '', type.name, `${type.vcpus} CPU`],
      ...[`${type.memoryMiB} MiB`, `${type.swapMiB} MiB`],
    ]),
  );
}

export function addressTables({ networks, addresses }: Addresses): string {
  const first = table(
    ['CLASS', 'NETWORK', 'GATEWAY', 'FROM', 'TO', 'TAKEN', 'OF'],
    networks.map((one) => [
      ...[one.networkClass, one.network, one.gateway ?? '-', one.first, one.last],
      ...[one.taken, one.size],
    ]),
  );
  const second = table(
    ['ADDRESS', 'CLASS', 'STATE', 'ID', 'NAME', 'RESTS UNTIL'],
    addresses.map((one) => [
      ...[one.address, one.networkClass ?? '-', one.state, one.machine?.label ?? '-'],
      ...[one.machine?.name ?? '-', one.restsUntil ?? ''],
    ]),
  );
  return addresses.length === 0 ? first : `${first}\n${second}`;
}

export function evidenceTable(evidence: readonly Evidence[]): string {
  return table(
    ['ID', 'NAME', 'STATE', 'HOST', 'FILES', 'KEPT', 'NOT PURGED BEFORE', 'HELD'],
    evidence.map((one) => [
      ...[one.label, one.name, one.state, one.host.name, filesText(one)],
      ...[one.keptAt, one.purgeNotBefore, one.held ?? ''],
    ]),
  );
}

/** One line an event, so that lines can be searched and followed. */
export function eventLine(event: CloudEvent): string {
  const { name, reason, to, hostId, why } = event.data as Record<string, unknown>;
  const words = [name, to, reason, why].filter((word) => typeof word === 'string' && word !== '');
  const about = event.machineId ?? (typeof hostId === 'string' ? hostId : (event.hostId ?? '-'));
  return (
    `${event.at}  ${event.type.padEnd(18)}  ${about}  ${event.actor}  ${printable(words.join(' '))}`.trimEnd() +
    '\n'
  );
}

export function statusFacts(status: Status): string {
  const machines = Object.entries(status.machines).filter(([state]) => state !== 'done');
  return facts([
    ['cloud', status.cloudId],
    ['scheduler', leaderText(status)],
    ['FROZEN', status.frozen?.why ?? ''],
    ['what to do', status.frozen?.whatToDo ?? ''],
    ['LOG', status.logTrouble?.why ?? ''],
    ['what to do', status.logTrouble?.whatToDo ?? ''],
    ['view', `${(status.viewAgeMs / 1000).toFixed(1)} s old`],
    ['last change', status.lastCommitAt],
    [
      'hosts',
      `${status.hosts.heard} of ${status.hosts.total} heard, ${status.hosts.enabled} enabled`,
    ],
    ['machines', machines.map(([state, count]) => `${count} ${state}`).join(', ') || 'none'],
    ['addresses', `${status.addresses.leased} leased`],
    ['quarantine', `${status.evidence.kept} kept, ${status.evidence.held} held`],
    ['log copies', copiesText(status)],
    ['check', checkedText(status)],
  ]);
}

/** Of the log, every hour to a folder elsewhere; empty: none are asked for. */
function copiesText({ copies }: Status): string {
  if (copies === null) return '';
  const last = copies.at === null ? 'none yet' : `last ${copies.at}`;
  return copies.failure === null ? last : `FAILED: ${copies.failure} (${last})`;
}

/** Looked at every minute; what was found is listed by `stratus check`. */
function checkedText({ check }: Status): string {
  if (check.at === null) return 'not looked at yet';
  const silent = check.silentHosts === 0 ? '' : `, ${check.silentHosts} hosts did not answer`;
  const found = check.findings === 0 ? 'nothing found' : `${check.findings} FOUND: stratus check`;
  return `${found}${silent} (${check.at})`;
}

function leaderText({ leader, term }: Status): string {
  if (leader.heard) return `leads (term ${term})`;
  return leader.heardAt === null ? 'never heard' : `silent since ${leader.heardAt}`;
}

function filesText({ files }: Evidence): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${files.length} (${Math.ceil(bytes / 2 ** 20)} MiB)`;
}
