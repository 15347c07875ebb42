// Which private addresses can machines have here without disturbing the network this machine is in? The first range
// that no route and no interface of the machine touches.

const candidates = () => [
  ...Array.from({ length: 64 }, (_, index) => `10.77.${index + 1}.0/24`),
  ...Array.from({ length: 16 }, (_, index) => `172.30.${index + 1}.0/24`),
  ...Array.from({ length: 16 }, (_, index) => `192.168.${index + 201}.0/24`),
];

const toNumber = (address) =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const toText = (number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

/**
 * @param {string} text such as 10.77.1.0/24
 * @returns {{first: number, last: number, length: number} | null} first and last address as numbers
 */
export function readCidr(text) {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!match || match[1].split('.').some((octet) => Number(octet) > 255)) return null;
  const length = Number(match[2] ?? 32);
  if (length > 32) return null;
  const size = 2 ** (32 - length);
  const first = Math.floor(toNumber(match[1]) / size) * size;
  return { first, last: first + size - 1, length };
}

const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '100.64.0.0/10',
].map(readCidr);
const touches = (one, other) => one.first <= other.last && other.first <= one.last;

/** The network, its gateway (first address, this machine's own) and the addresses machines may get. */
export function describeRange(cidr) {
  const range = readCidr(cidr);
  if (range === null || toText(range.first) !== cidr.split('/')[0]) {
    throw new RangeError(`--range ${cidr}: a network such as 10.77.1.0/24 is needed`);
  }
  if (range.length < 16 || range.length > 29) throw new RangeError(`--range ${cidr}: /16 to /29`);
  if (!PRIVATE.some((area) => area.first <= range.first && range.last <= area.last)) {
    throw new RangeError(`--range ${cidr}: not a private network`);
  }
  const nth = (number) => toText(range.first + number);
  return {
    cidr,
    prefixLength: range.length,
    gateway: nth(1),
    first: nth(2),
    last: toText(range.last - 1),
  };
}

/**
 * @param {string[]} taken networks and addresses that this machine routes or has, the default route left out
 * @param {string | null} wanted a network the caller asked for
 * @throws {RangeError} saying which taken network is in the way
 */
export function chooseRange(taken, wanted = null) {
  const used = taken
    .map((text) => ({ text, range: readCidr(text) }))
    .filter(({ range }) => range !== null);
  const inTheWay = (cidr) => used.find(({ range }) => touches(range, readCidr(cidr)));
  if (wanted !== null) {
    const range = describeRange(wanted);
    const other = inTheWay(wanted);
    if (other) throw new RangeError(`--range ${wanted}: this machine already uses ${other.text}`);
    return range;
  }
  const free = candidates().find((cidr) => !inTheWay(cidr));
  if (!free) throw new RangeError('no free private network found; name one with --range CIDR');
  return describeRange(free);
}
