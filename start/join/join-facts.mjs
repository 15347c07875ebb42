// What does a machine that joins have besides what every start looks at? A libvirtd that answers, bridges, and
// programs that a host uses where they are.

import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Where Debian's libvirt listens: as one daemon, or as one for each driver. */
const SOCKETS = ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'];
const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const ANSWER_LIMIT_MS = 2_000;

const answers = (path) =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (does) => {
      socket.destroy();
      resolve(does);
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });

function bridges() {
  const folder = '/sys/class/net';
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => existsSync(join(folder, name, 'bridge')));
}

const programAt = (name) =>
  FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;

/**
 * Programs that a host's agent uses where they are; the last two are there when packages have been installed.
 * @returns {Record<'busybox' | 'nft' | 'dnsmasq', string | null>}
 */
export const programsHere = () => ({
  busybox: programAt('busybox'),
  nft: programAt('nft'),
  dnsmasq: programAt('dnsmasq'),
});

/** @returns {Promise<{libvirtAnswers: boolean, bridges: string[], programs: ReturnType<typeof programsHere>}>} */
export async function readJoinFacts() {
  const answered = await Promise.all(SOCKETS.filter((path) => existsSync(path)).map(answers));
  return {
    libvirtAnswers: answered.includes(true),
    bridges: bridges(),
    programs: programsHere(),
  };
}
