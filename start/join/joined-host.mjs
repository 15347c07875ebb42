// What does a machine that joined keep? Its own folder has `joined.json` (which cloud, under which id, on which libvirt),
// the seed of its key, which never leaves it, and what its agent is told. This file lays and reads them.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  BOOT_ID_INSIDE,
  BRIDGE,
  LIBVIRT_SOCKET,
  STORAGE_INSIDE,
} from '../../lab/private-hypervisor.mjs';
import { agentFolder, hostFolder } from '../hosts/hosts.mjs';
import { NotOurs, readJson, writeWhole } from '../cloud/instance.mjs';
import { makeNkey, publicNkeyOf } from '../nats/nats-nkeys.mjs';
import { imageServerOf } from './published-images.mjs';

/** The one host in a joined machine's folder; what it is called in the cloud is a label that may change. */
const ONLY_HOST = 'host';
/** Where disks are when Debian's own libvirtd runs the machines: a place whose bases its AppArmor profile lets be read. */
const systemStorage = (instance) => `/var/lib/libvirt/images/stratus-${instance}`;

const joinedFile = (state) => join(state, 'joined.json');
export const seedFile = (state) => join(agentFolder(state, ONLY_HOST), 'agent.seed');
const authorityFile = (state) => join(agentFolder(state, ONLY_HOST), 'ca.pem');
export const joinedAgentConfig = (state) => join(agentFolder(state, ONLY_HOST), 'config.json');
export const joinedHostFolder = (state) => hostFolder(state, ONLY_HOST);

/**
 * @typedef {{hostId: string, libvirt: 'private' | 'system', bridge: string | null, storageDir: string,
 *   cloud: {address: string, port: number, fingerprint: string},
 *   joined: {cloudId: string, name: string, busServers: string[]} | null}} JoinedHost
 * joined: null until the cloud has said yes
 */

/** @returns {JoinedHost | null} null: no host of ours joined from here */
export const readJoined = (state) => readJson(joinedFile(state));
export const writeJoined = (state, host) =>
  writeWhole(joinedFile(state), `${JSON.stringify(host, null, 2)}\n`);

/** @throws {NotOurs} when a cloud of its own is in this folder */
export function checkNoCloud(state) {
  if (!existsSync(join(state, 'settings.json'))) return;
  throw new NotOurs(
    `there is a cloud in ${state}; a machine joins with a folder of its own: npm run join -- --instance NAME -`,
  );
}

/** @throws {NotOurs} when a host that joined another cloud is in this folder */
export function checkNotJoined(state) {
  if (readJoined(state) === null) return;
  throw new NotOurs(
    `${state} is of a host that joined a cloud (npm run status shows which); start a cloud beside it: npm start -- --instance NAME`,
  );
}

/**
 * What is asked for, met with what an earlier attempt chose: the same cloud goes on under the same id.
 * @param {JoinedHost | null} known
 * @param {{cloud: JoinedHost['cloud'] | null, libvirt: 'private' | 'system', bridge: string | null, instance: string}} wanted
 * @param {() => string} newId 32 hexadecimal digits
 * @returns {JoinedHost}
 * @throws {NotOurs}
 */
export function decideJoined(known, { cloud, libvirt, bridge, instance }, newId) {
  if (known === null) {
    if (cloud === null)
      throw new NotOurs(
        'this machine has not joined yet; give the line that `stratus host add NAME` printed: npm run join -- -',
      );
    const storageDir = libvirt === 'private' ? STORAGE_INSIDE : systemStorage(instance);
    return { hostId: newId(), libvirt, bridge, storageDir, cloud, joined: null };
  }
  const other = cloud !== null && cloud.fingerprint !== known.cloud.fingerprint;
  if (other && known.joined !== null) {
    throw new NotOurs(
      `this machine is host ${known.joined.name} of another cloud (at ${known.cloud.address}).\n` +
        'Remove it there (stratus host remove) and here (npm run clean), or join with a folder of its own: --instance NAME',
    );
  }
  return { ...known, cloud: cloud ?? known.cloud };
}

/** A new host id. */
export const newHostId = () => randomBytes(16).toString('hex');

/** @returns {string} the public key (U...); the seed is made once and stays here */
export function openKey(state) {
  const file = seedFile(state);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeWhole(file, `${makeNkey().seed}\n`);
  return publicNkeyOf(readFileSync(file, 'utf8'));
}

/**
 * What the agent is told.
 * @param {string} state
 * @param {JoinedHost & {joined: object}} host
 * @param {{domainType: 'kvm' | 'qemu', programs: ReturnType<typeof import('./join-facts.mjs').programsHere>,
 *   nameServers: string[]}} facts nameServers: this machine's, which machines on its own networks can ask
 */
export function agentConfigOf(state, host, { domainType, programs, ...facts }) {
  const { cloudId, name, busServers } = host.joined;
  const inside = host.libvirt === 'private';
  const nameServers = inside ? [] : facts.nameServers;
  return {
    ...{ cloudId, hostId: host.hostId, hostName: name, domainType },
    nats: { servers: busServers, seedFile: seedFile(state), caFile: authorityFile(state) },
    storageDir: host.storageDir,
    libvirtUri: 'qemu:///system',
    imageServer: { url: imageServerOf(host.cloud), caFile: authorityFile(state) },
    bridge: host.bridge ?? BRIDGE,
    ...(inside ? { libvirtSocket: LIBVIRT_SOCKET, bootIdFile: BOOT_ID_INSIDE } : {}),
    ...(!inside && programs.busybox ? { busybox: programs.busybox } : {}),
    ...(programs.nft ? { nft: programs.nft } : {}),
    ...(programs.dnsmasq ? { dhcp: { program: programs.dnsmasq, nameServers } } : {}),
    logLevel: 'info',
  };
}

/** Keeps what an agent believes the cloud by. */
export const writeAuthority = (state, authority) => writeWhole(authorityFile(state), authority);

/** Writes what the agent reads at its start. */
export function layAgent(state, host, facts) {
  const config = agentConfigOf(state, host, facts);
  writeWhole(joinedAgentConfig(state), `${JSON.stringify(config, null, 2)}\n`);
}

/** The private host as `startHypervisor` is told of it: of this folder it sees what is its agent's. */
export const privateHost = (state, { joined }, domainType) => ({
  ...{ folder: joinedHostFolder(state), name: joined.name, kvm: domainType === 'kvm' },
  hidden: { folder: state, views: [agentFolder(state, ONLY_HOST)] },
});
