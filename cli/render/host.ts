/** How hosts, and what is said of their life, look on a terminal. Pure. */
import type { Confirmation, Host } from '../rest-answers.ts';
import { facts, printable, table } from './table.ts';

export function hostTable(hosts: readonly Host[]): string {
  return table(
    ['NAME', 'STATE', 'MACHINES', 'CPU', 'MEMORY', 'DISK', 'WHY'],
    hosts.map((host) => [
      ...[host.name, hostState(host), host.machines],
      ...(['cpu', 'memoryMiB', 'diskMiB'] as const).map((what) => share(host, what)),
      hostWhy(host).join('; '),
    ]),
  );
}

export function hostFacts(host: Host): string {
  const { confirmedDown } = host;
  return facts([
    ['name', host.name],
    ['id', host.id],
    ['state', hostState(host)],
    ['why', host.why],
    ['trouble', host.trouble],
    ['heard', host.heardAt],
    ['confirmed down', confirmedDown && downText(confirmedDown)],
    ['back', confirmedDown && backText(confirmedDown)],
    ['has to end', host.owedEnds > 0 ? machines(host.owedEnds, 'given up') : null],
    ['waiting for it', host.waitingMachines > 0 ? machines(host.waitingMachines) : null],
    ['copy heard', host.clonedAt],
    ['machines', host.machines],
    ['cpu', share(host, 'cpu')],
    ['memory MiB', share(host, 'memoryMiB')],
    ['disk MiB', share(host, 'diskMiB')],
    ...Object.entries(host.attributes),
  ]);
}

/** The first step prints all that follows and the word; the second, that it is done. */
export function confirmationText({
  host,
  confirmed,
  confirm,
  expiresAt,
  machines: given,
  warnings,
}: Confirmation): string {
  if (confirmed) {
    const left = given.length > 0 ? `; ${machines(given.length)} of it left to end` : '';
    return `host ${printable(host.name)} is confirmed down${left}\n`;
  }
  const rows = given.map((one) => [
    ...[one.label, one.name, one.createdBy, one.address ?? '-', one.state, one.text],
  ]);
  const list = table(['ID', 'NAME', 'OWNER', 'ADDRESS', 'STATE', 'WHAT FOLLOWS'], rows);
  return [
    `To confirm that host ${printable(host.name)} is down means, for its ${machines(given.length)}:\n`,
    ...(given.length > 0 ? [list] : []),
    ...warnings.map((warning) => `${printable(warning)}\n`),
    `If you know that it is switched off, say so until ${expiresAt ?? ''}:\n`,
    `  stratus host confirm-down ${printable(host.name)} --confirm ${confirm ?? ''}\n`,
  ].join('\n');
}

function hostState(host: Host): string {
  if (host.removed) return `removed ${host.removed.at}`;
  const parts = [host.enabled ? 'enabled' : 'disabled', spoken(host)];
  if (host.conflict) parts.push('IDENTITY CONFLICT');
  return parts.join(', ');
}

function spoken({ state, heard, silentSince }: Host): string {
  if (state === 'confirmedDown') return 'confirmed down';
  if (state === 'neverHeard') return 'never heard';
  if (heard) return 'heard';
  if (state === 'troubled' || state === 'conflict') return 'heard, no new work';
  return silentSince === null ? 'silent' : `silent since ${silentSince}`;
}

/** What an administrator has to know of it, most urgent first. */
function hostWhy(host: Host): string[] {
  const parts = [host.removed ? host.removed.why : host.trouble];
  if (host.owedEnds > 0) parts.push(`has to end ${machines(host.owedEnds, 'given up')}`);
  if (host.waitingMachines > 0) parts.push(`${machines(host.waitingMachines)} waiting for it`);
  if (host.confirmedDown?.returnedAt) parts.push(backText(host.confirmedDown) ?? '');
  parts.push(host.why);
  return parts.filter((part) => part !== '');
}

function machines(count: number, which = ''): string {
  const noun = count === 1 ? 'machine' : 'machines';
  return which === '' ? `${count} ${noun}` : `${count} ${noun} ${which}`;
}

type Down = NonNullable<Host['confirmedDown']>;

function downText({ by, at, why }: Down): string {
  return `by ${by} at ${at}${why === '' ? '' : `: ${why}`}`;
}

function backText({ returnedAt, livedOn }: Down): string | null {
  if (returnedAt === null) return null;
  return livedOn
    ? `back ${returnedAt}: it had been running all the time`
    : `back ${returnedAt}, restarted`;
}

function share(host: Host, what: 'cpu' | 'memoryMiB' | 'diskMiB'): string {
  const declared = host.declared.includes(what) ? ' declared' : '';
  return `${host.promised[what]} of ${host.capacity ? host.capacity[what] : '?'}${declared}`;
}
