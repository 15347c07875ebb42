// Which certificates does a cloud that is reached from elsewhere have? An authority of its own (10 years) and a leaf (90
// days) for the bus and for the API, made by openssl. Each start, and the keeper of a running cloud now and then, looks at
// them and makes again what is missing, no longer signed, near its end, or of other names than are asked for; the authority
// itself is made once, since joined hosts know it.

import { X509Certificate, createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.mjs';
import { writeWhole } from '../cloud/instance.mjs';

const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
const LEAF_DAYS = 90;
/** A leaf with fewer days left is made again (docs/decisions/0013-certificates.md). */
export const RENEW_BELOW_DAYS = 30;
const OPENSSL_LIMIT_MS = 30_000;
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Whose leaves there are. */
export const LEAVES = ['bus', 'api'];

const folderOf = (state) => join(state, 'tls');
export const certificateFile = (state, name) => join(folderOf(state), `${name}.pem`);
export const keyFile = (state, name) => join(folderOf(state), `${name}.key`);

const openssl = (...args) => runCommand('openssl', args, { timeoutMs: OPENSSL_LIMIT_MS });

/** @returns {X509Certificate | null} null when there is none, or something else */
function certificateIn(file) {
  try {
    return new X509Certificate(readFileSync(file));
  } catch {
    return null;
  }
}

/** SHA-256 of a certificate as it goes over the wire, 43 characters of base64url: what a joining host compares. */
export const fingerprintOf = (pem) =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');

/** A certificate's names, as node writes them and as openssl reads them. */
const alternativeName = (name) => (isIP(name) ? `IP:${name}` : `DNS:${name}`);

/** The names in a certificate, sorted. */
export function namesIn(certificate) {
  const names = (certificate.subjectAltName ?? '').split(', ').filter(Boolean);
  return names.map((name) => name.replace(/^(DNS|IP Address):/, '').toLowerCase()).sort();
}

/**
 * Must this leaf be made again?
 * @param {{certificate: X509Certificate | null, authority: X509Certificate, names: readonly string[], nowMs: number}} facts
 * @returns {string | null} why; null: it serves on
 */
export function whyRenew({ certificate, authority, names, nowMs }) {
  if (certificate === null) return 'there is none';
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
    return 'it is signed by another authority';
  const daysLeft = (Date.parse(certificate.validTo) - nowMs) / DAY_MS;
  if (daysLeft < RENEW_BELOW_DAYS) return `it ends in ${Math.max(0, Math.floor(daysLeft))} days`;
  if (Date.parse(certificate.validFrom) > nowMs) return 'it begins in the future';
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))].sort();
  if (namesIn(certificate).join() !== wanted.join()) return 'it has other names';
  return null;
}

async function makeAuthority(state, cloudId) {
  const [key, file] = [keyFile(state, 'ca'), certificateFile(state, 'ca')];
  const made = [`${key}.new`, `${file}.new`];
  const subject = `/CN=Stratus cloud ${cloudId}`;
  const extensions = [
    'basicConstraints=critical,CA:TRUE,pathlen:0',
    'keyUsage=critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier=hash',
  ].flatMap((text) => ['-addext', text]);
  await openssl(
    ...['req', '-x509', ...NEW_KEY, '-sha256', '-days', String(CA_DAYS), '-subj', subject],
    ...[...extensions, '-keyout', made[0], '-out', made[1]],
  );
  chmodSync(made[0], 0o600);
  renameSync(made[0], key);
  renameSync(made[1], file); // last: with it the authority is there
}

async function makeLeaf(state, leaf, names) {
  const path = (kind) => join(folderOf(state), `${leaf}.${kind}.new`);
  const extensions = [
    `subjectAltName=${names.map(alternativeName).join(',')}`,
    'basicConstraints=critical,CA:FALSE',
    'keyUsage=critical,digitalSignature',
    'extendedKeyUsage=serverAuth',
    'subjectKeyIdentifier=hash',
    'authorityKeyIdentifier=keyid',
  ];
  const serial = `0x${(randomBytes(1)[0] & 0x7f).toString(16)}${randomBytes(15).toString('hex')}`;
  writeWhole(path('extensions'), `${extensions.join('\n')}\n`);
  await openssl(
    ...['req', '-new', ...NEW_KEY, '-sha256', '-subj', `/CN=stratus ${leaf}`],
    ...['-keyout', path('key'), '-out', path('request')],
  );
  chmodSync(path('key'), 0o600);
  await openssl(
    ...['x509', '-req', '-sha256', '-in', path('request'), '-days', String(LEAF_DAYS)],
    ...['-CA', certificateFile(state, 'ca'), '-CAkey', keyFile(state, 'ca')],
    ...['-set_serial', serial, '-extfile', path('extensions'), '-out', path('pem')],
  );
  renameSync(path('key'), keyFile(state, leaf));
  renameSync(path('pem'), certificateFile(state, leaf));
  for (const kind of ['request', 'extensions']) rmSync(path(kind), { force: true });
}

/** Is the key in this file the one of the certificate? Cut short between the two renames, it is not. */
function fits(state, leaf, certificate) {
  if (!existsSync(keyFile(state, leaf))) return false;
  try {
    return certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile(state, leaf))));
  } catch {
    return false;
  }
}

/**
 * The certificates of a cloud, made or renewed where that is due.
 * @param {{state: string, cloudId: string, names: readonly string[], nowMs?: number}} wanted names: host names and
 *   IPv4 addresses under which the cloud is reached, besides localhost and 127.0.0.1
 * @returns {Promise<{caFile: string, fingerprint: string, renewed: Record<string, string>, endsAtMs: number}>} renewed:
 *   leaf -> why; endsAtMs: when the first leaf ends, ms since 1970
 * @throws {Error} when openssl fails, or the authority's certificate ends too soon for a leaf
 */
export async function openCertificates({ state, cloudId, names, nowMs = Date.now() }) {
  mkdirSync(folderOf(state), { recursive: true, mode: 0o700 });
  const caFile = certificateFile(state, 'ca');
  if (!existsSync(caFile) || !existsSync(keyFile(state, 'ca'))) await makeAuthority(state, cloudId);
  const authority = new X509Certificate(readFileSync(caFile));
  checkAuthority(authority, caFile, nowMs);
  const all = ['localhost', '127.0.0.1', ...names];
  const renewed = {};
  const ends = [];
  for (const leaf of LEAVES) {
    const certificate = certificateIn(certificateFile(state, leaf));
    const why =
      whyRenew({ certificate, authority, names: all, nowMs }) ??
      (fits(state, leaf, certificate) ? null : 'its key is another one');
    if (why !== null) {
      await makeLeaf(state, leaf, [...new Set(all)]);
      renewed[leaf] = why;
    }
    ends.push(leafEndsAtMs(state, leaf));
  }
  const fingerprint = fingerprintOf(readFileSync(caFile));
  return { caFile, fingerprint, renewed, endsAtMs: Math.min(...ends) };
}

/** When a leaf ends, ms since 1970. Throws when there is none. */
export const leafEndsAtMs = (state, leaf) =>
  Date.parse(new X509Certificate(readFileSync(certificateFile(state, leaf))).validTo);

/** When the first of all leaves ends, ms since 1970; null while one is missing. */
export function leavesEndAtMs(state) {
  const all = LEAVES.map((leaf) => certificateIn(certificateFile(state, leaf)));
  return all.includes(null) ? null : Math.min(...LEAVES.map((leaf) => leafEndsAtMs(state, leaf)));
}

function checkAuthority(authority, file, nowMs) {
  if (Date.parse(authority.validTo) - nowMs > LEAF_DAYS * DAY_MS) return;
  throw new Error(
    `the cloud's certificate authority (${file}) ends on ${authority.validTo}.\n` +
      `Move ${file} and its key away; the next start makes another, and every host joins again (stratus host add)`,
  );
}
