/** What happened, as a sentence about somebody: an event of the log for people. Pure. */
import { reasonText, wordsOf } from './words.js';

const becauseOf = ({ reason }) => (reason ? `: ${reasonText(reason)}` : '');

const machineTexts = {
  machineAccepted: () => 'was accepted',
  machineWaiting: (data) => `waits${becauseOf(data)}`,
  machinePlaced: (data, hostName) => `was placed${hostName ? ` on ${hostName}` : ''}`,
  machineAdvanced: (data) => (data.to === 'running' ? 'runs' : 'boots'),
  startOrdered: () => 'is to start',
  stopOrdered: (data) => (data.thenGone ? 'is to shut down' : 'is to stop'),
  killOrdered: () => 'is to end at once',
  machineStopped: (data) => `stopped${becauseOf(data)}`,
  machineLost: (data) => `is unknown${becauseOf(data)}`,
  machineFailed: (data) => `failed${becauseOf(data)}${data.message ? ` (${data.message})` : ''}`,
  machineGone: () => 'is gone',
  machineGivenUp: (data) => `is given up${becauseOf(data)}`,
  contextBound: () => 'has its context',
  addressLeased: (data) => `has the address ${data.nic?.address ?? ''}`.trim(),
  addressReplaced: (data) => `has another address, ${data.nic?.address ?? ''}`,
  evidenceKept: () => 'has its disks in quarantine',
  evidenceSealed: () => 'has its quarantine hashed',
  evidenceHeld: (data) => `is held${data.why ? `: ${data.why}` : ''}`,
  evidenceReleased: () => 'is no longer held',
  purgeOrdered: () => 'is to be removed from quarantine',
  evidencePurged: () => 'was removed from quarantine',
};

const hostTexts = {
  hostJoined: () => 'joined',
  hostEnabled: () => 'gets new machines',
  hostDisabled: (data) => `gets no new machines${data.why ? `: ${data.why}` : ''}`,
  hostDeclared: () => 'said what it has',
  hostRenamed: (data) => `is called ${data.name ?? ''} now`,
  hostRemoved: (data) => `was removed${data.why ? `: ${data.why}` : ''}`,
  hostDownAsked: () => 'is asked to be confirmed down',
  hostDownConfirmed: (data) => `is confirmed down${data.why ? `: ${data.why}` : ''}`,
  hostCloned: () => 'is claimed by two agents',
  hostReturned: () => 'is back',
  hostRebound: (data) => `speaks by another agent now${data.why ? `: ${data.why}` : ''}`,
};

const cloudTexts = {
  cloudCreated: () => 'was created',
  termStarted: (data) => `has a new leader, term ${data.term}`,
  siteConfigured: () => 'has new settings',
  hostOffered: (data) => `may be joined by a host ${data.name ?? ''}`.trim(),
  hostOfferWithdrawn: () => 'withdrew the offer to a host',
  networkDefined: (data) => `has the network ${data.network ?? ''}`,
  addressSuspected: (data) => `met a stranger at ${data.address}`,
  addressReleased: (data) => `has ${data.address} back`,
};

/**
 * @param {{type: string, machineId: string | null, hostId: string | null, data: Record<string, any>}} event
 * @param {{machine: (id: string) => string | null, host: (id: string) => string | null}} names
 * @returns {{subject: string, machineId: string | null, text: string}}
 */
export function eventText({ type, machineId, hostId, data }, names) {
  const hostName = hostId === null ? null : (names.host(hostId) ?? data.name ?? hostId.slice(0, 8));
  if (machineId !== null) {
    const subject = names.machine(machineId) ?? data.name ?? machineId.slice(0, 8);
    const text = machineTexts[type]?.(data, hostName) ?? wordsOf(type);
    return { subject, machineId, text };
  }
  if (hostName !== null)
    return { subject: hostName, machineId: null, text: hostTexts[type]?.(data) ?? wordsOf(type) };
  return { subject: 'the cloud', machineId: null, text: cloudTexts[type]?.(data) ?? wordsOf(type) };
}
