/**
 * Which places may an image come from? Pure rules, asked again at every redirect and for every address that a name
 * resolves to, so that no tenant can make a host talk to the services inside its own network.
 */
import ipaddr from 'ipaddr.js';

import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import type { ImageRefusal } from './images.ts';

/** Where a cloud gives the images of its own folder to its hosts. */
export interface ImageServer {
  /** Ends with `/`: what is below it is there, on that scheme, host and port alone. */
  readonly url: string;
  /** Certificate of the one authority that is believed there, PEM. */
  readonly authority: string;
}

export interface LocationRules {
  /** Absolute folder below which `file:` locations are allowed; null: nowhere. */
  readonly fileFolder: string | null;
  /** Whether loopback, link-local, private and other special addresses may be connected to. */
  readonly allowPrivateAddresses: boolean;
  /** Ranges in CIDR form that are allowed whatever else holds. */
  readonly allowedRanges: readonly string[];
  /** Ranges in CIDR form that are never connected to, public ones too. Win over `allowedRanges`. */
  readonly forbiddenRanges: readonly string[];
  /** May be at any address that is not forbidden; null: there is none. */
  readonly imageServer: ImageServer | null;
}

/** The public internet over http and https, no files. */
export const strictLocationRules: LocationRules = {
  fileFolder: null,
  allowPrivateAddresses: false,
  allowedRanges: [],
  forbiddenRanges: [],
  imageServer: null,
};

/** The location as a URL that may be opened as far as its text tells; `file:` and host names need a second look. */
export function locate(location: string, rules: LocationRules): Result<URL, ImageRefusal> {
  if (!URL.canParse(location)) return refusal(location, `"${cut(location)}" is not a URL`);
  const url = new URL(location);
  if (url.username !== '' || url.password !== '')
    return refusal(withoutSecrets(url), 'a URL with a user name or password is not taken');
  if (url.protocol === 'file:') return locateFile(url, rules);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refusal(cut(location), `"${url.protocol}" is no way to fetch an image`);
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !mayConnect(url, host, rules)) return addressRefusal(url, host);
  return ok(url);
}

/** The image server, if this is one of its locations. Dots in a path are gone from a URL before it gets here. */
export function imageServerOf(url: URL, { imageServer }: LocationRules): ImageServer | null {
  if (imageServer === null) return null;
  const { origin, pathname } = new URL(imageServer.url);
  return url.origin === origin && url.pathname.startsWith(pathname) ? imageServer : null;
}

/** Whether a connection to this address (as text) is allowed for this location. */
export function mayConnect(url: URL, address: string, rules: LocationRules): boolean {
  if (imageServerOf(url, rules) === null) return isAddressAllowed(address, rules);
  return isAddressAllowed(address, { ...rules, allowPrivateAddresses: true });
}

/** Host name or address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether a connection to this address (as text) is allowed. An IPv4 address inside IPv6 counts as IPv4. */
export function isAddressAllowed(address: string, rules: LocationRules): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (isWithin(parsed, rules.forbiddenRanges)) return false;
  if (isWithin(parsed, rules.allowedRanges)) return true;
  // Everything special (loopback, private, link-local, carrier NAT, multicast, tunnels ...) has another word.
  return rules.allowPrivateAddresses || (parsed.range() === 'unicast' && !isOldEmbedding(parsed));
}

/** IPv4 inside IPv6 as it was before 2006 (`::127.0.0.1`, RFC 4291 2.5.5.1): the library takes it for any other address. */
function isOldEmbedding(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return isWithin(address, ['::/96']);
}

export function addressRefusal(url: URL, address: string): Result<never, ImageRefusal> {
  return refusal(
    withoutSecrets(url),
    `${hostOf(url)} is ${address}, an address that this host does not fetch images from`,
    'Use an image on a public server, or have the administrator allow the range for images.',
  );
}

function locateFile(url: URL, rules: LocationRules): Result<URL, ImageRefusal> {
  if (rules.fileFolder === null)
    return refusal(url.href, 'this host takes no images from its own files', askForFolder);
  if (url.hostname !== '')
    return refusal(url.href, `a file: URL names no host, this one names "${url.hostname}"`);
  if (/%00|%2f/i.test(url.pathname)) return refusal(url.href, 'the path has an encoded / or NUL');
  return ok(url);
}

const askForFolder =
  'Give an http or https location, or have the administrator set a folder for images.';

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, ranges: readonly string[]): boolean {
  return ranges.some((range) => {
    const [network, length] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, length);
  });
}

function refusal(
  where: string,
  message: string,
  whatToDo = 'Give an http or https location of the image.',
): Result<never, ImageRefusal> {
  return refused({ reason: 'imageLocationRefused', where: cut(where), message, whatToDo });
}

function withoutSecrets(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
