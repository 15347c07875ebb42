/** The few words of a domain's or filter's XML that a fake host understands. */
import { XMLSerializer } from '@xmldom/xmldom';
import { HypervisorRefused } from '../../agent/libvirt/hypervisor-errors.ts';
import { MACHINE_METADATA_URI, type DomainOwner } from '../../agent/libvirt/hypervisor.ts';
import { ownerOf } from '../../agent/libvirt/domain-owner.ts';
import {
  childrenOf,
  elementAt,
  localName,
  rootElement,
  textOf,
} from '../../agent/libvirt/xml-reading.ts';

export interface FakeDefinition {
  readonly xml: string;
  readonly uuid: string;
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly owner: DomainOwner | null;
  /** Names of the network filters its interfaces refer to. */
  readonly filters: readonly string[];
}

const KIB_OF_UNIT: Readonly<Record<string, number>> = {
  KiB: 1,
  MiB: 1024,
  GiB: 1024 * 1024,
};

/** Throws `HypervisorRefused` (`badDefinition`) on what libvirt would not take either. */
export function definitionOf(xml: string): FakeDefinition {
  const root = rootElement(xml);
  if (root === null || localName(root) !== 'domain') throw bad('it is no XML of a domain');
  const name = textOf(elementAt(root, 'name'));
  if (name === '') throw bad('missing name information');
  const uuid = textOf(elementAt(root, 'uuid'));
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) throw bad('malformed uuid');
  const memory = elementAt(root, 'memory');
  const memoryKiB =
    Number(textOf(memory)) * (KIB_OF_UNIT[memory?.getAttribute('unit') || 'KiB'] ?? 0);
  if (!(memoryKiB > 0)) throw bad('missing or malformed memory');
  const ours = Array.from((elementAt(root, 'metadata')?.childNodes ?? []) as Element[]).find(
    (child) => child.namespaceURI === MACHINE_METADATA_URI,
  );
  const filters = childrenOf(elementAt(root, 'devices'), 'interface')
    .flatMap((nic) => childrenOf(nic, 'filterref'))
    .map((reference) => reference.getAttribute('filter') ?? '');
  return {
    xml,
    uuid,
    name,
    vcpus: Number(textOf(elementAt(root, 'vcpu')) || '1'),
    memoryMiB: Math.floor(memoryKiB / 1024),
    owner: ours === undefined ? null : ownerOf(new XMLSerializer().serializeToString(ours)),
    filters,
  };
}

/** The name of a network filter. Throws `HypervisorRefused` (`badDefinition`). */
export function filterNameOf(xml: string): string {
  const root = rootElement(xml);
  const name = root?.getAttribute('name') ?? '';
  if (root === null || localName(root) !== 'filter' || name === '')
    throw bad('it is no XML of a network filter with a name');
  return name;
}

function bad(why: string): HypervisorRefused {
  return new HypervisorRefused('badDefinition', `cannot define it: ${why}`);
}
