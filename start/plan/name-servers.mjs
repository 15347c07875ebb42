// Which name servers can machines ask that reach the outside through this one? Those it asks itself, but for any that
// listen on its loopback, which machines cannot reach.

import { existsSync, readFileSync } from 'node:fs';

/** In this order; a local forwarder keeps the servers that it asks in a file of its own. */
const FILES = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'];
const MOST = 4;

/** @param {string} text of a resolv.conf @returns {string[]} IPv4 addresses that are not of the loopback */
export function nameServersIn(text) {
  const all = [...text.matchAll(/^\s*nameserver\s+(\d{1,3}(?:\.\d{1,3}){3})\s*$/gm)];
  return all.map(([, address]) => address).filter((address) => !address.startsWith('127.'));
}

/** @returns {string[]} at most four; none where only loopback answers */
export function nameServersHere(files = FILES) {
  const lists = files
    .filter((file) => existsSync(file))
    .map((file) => nameServersIn(readFileSync(file, 'utf8')));
  return (lists.find((list) => list.length > 0) ?? []).slice(0, MOST);
}
