/**
 * What libvirt is told about a machine. Formats and the whole chain of disks are written out, so that nothing is ever
 * probed in bytes that a guest has written, and the shared base is never given to the user that QEMU runs as.
 */
import type { MachineRecord, Nic } from '../../shared/model/machine-record.ts';
import type { DiskPaths } from '../disks/disks.ts';
import type { BaseImage } from '../images/images.ts';
import { filterName } from './filter-xml.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

/** Namespace of the one metadata element that marks a domain as ours. */
export const metadataNamespace = 'urn:stratus:machine:1';
/** Prefix of that element. */
export const metadataPrefix = 'stratus';

/** What the host adds to a record. */
export interface DomainHost {
  readonly domainType: 'kvm' | 'qemu';
  readonly cloudId: string;
  /** Bridge that the machine's interfaces join. */
  readonly bridge: string;
  readonly paths: DiskPaths;
  readonly base: BaseImage;
  /** Absolute path of the QEMU program. */
  readonly emulator: string;
}

/** Name of the domain: made of the label alone, so that no user's text reaches libvirt's file names. */
export function domainName(record: Pick<MachineRecord, 'label'>): string {
  return `stratus-${record.label}`;
}

/** The element that marks a domain as ours, for the definition and for `virDomainSetMetadata`. */
export function metadataXml(cloudId: string, generation: number): string {
  return metadata(cloudId, generation).text;
}

/** A persistent domain of machine type `pc`. Autostart stays off: only a generation permits a start. */
export function domainXml(record: MachineRecord, host: DomainHost): string {
  return element(
    'domain',
    { type: host.domainType },
    element('name', {}, domainName(record)),
    element('uuid', {}, record.machineId),
    element('title', {}, record.name),
    element('metadata', {}, metadata(host.cloudId, record.generation)),
    element('memory', { unit: 'MiB' }, record.memoryMiB),
    element('vcpu', { placement: 'static' }, record.vcpus),
    element(
      'os',
      {},
      element('type', { arch: 'x86_64', machine: 'pc' }, 'hvm'),
      element('boot', { dev: 'hd' }),
    ),
    element('features', {}, element('acpi', {}), element('apic', {})),
    cpu(host.domainType),
    element('clock', { offset: 'utc' }),
    element('on_poweroff', {}, 'destroy'),
    element('on_reboot', {}, 'restart'),
    element('on_crash', {}, 'destroy'),
    devices(record, host),
  ).text;
}

function metadata(cloudId: string, generation: number): Xml {
  return element(`${metadataPrefix}:machine`, {
    [`xmlns:${metadataPrefix}`]: metadataNamespace,
    cloud: cloudId,
    generation,
  });
}

function cpu(domainType: DomainHost['domainType']): Xml {
  if (domainType === 'kvm') return element('cpu', { mode: 'host-model' });
  return element(
    'cpu',
    { mode: 'custom', match: 'exact' },
    element('model', { fallback: 'allow' }, 'qemu64'),
  );
}

function devices(record: MachineRecord, host: DomainHost): Xml {
  return element(
    'devices',
    {},
    element('emulator', {}, host.emulator),
    rootDisk(host),
    record.swapMiB > 0 ? rawDisk(host.paths.swap, 'vdb', 'stratus-swap') : null,
    record.volatileMiB > 0 ? rawDisk(host.paths.volatile, 'vdc', 'ephemeral0') : null,
    contextDisk(host.paths),
    ...record.nics.map((nic) => networkInterface(nic, record.machineId, host.bridge)),
    element(
      'serial',
      { type: 'file' },
      element('source', { path: host.paths.console, append: 'on' }),
      element('target', { port: 0 }),
    ),
    element('rng', { model: 'virtio' }, element('backend', { model: 'random' }, '/dev/urandom')),
    element('controller', { type: 'usb', model: 'none' }),
  );
}

function rootDisk({ paths, base }: DomainHost): Xml {
  const baseSource = element(
    'source',
    { file: base.path },
    element('seclabel', { model: 'dac', relabel: 'no' }),
  );
  return element(
    'disk',
    { type: 'file', device: 'disk' },
    element('driver', { name: 'qemu', type: 'qcow2', cache: 'none', discard: 'unmap' }),
    element('source', { file: paths.root }),
    element(
      'backingStore',
      { type: 'file' },
      element('format', { type: base.format }),
      baseSource,
      // An empty one ends the chain; without it libvirt would probe the base for another.
      element('backingStore', {}),
    ),
    element('target', { dev: 'vda', bus: 'virtio' }),
    element('serial', {}, 'stratus-root'),
  );
}

/** `target` only keeps libvirt's names apart: a guest finds the disk by its serial, in whatever place the kernel put it. */
function rawDisk(file: string, target: string, serial: string): Xml {
  return element(
    'disk',
    { type: 'file', device: 'disk' },
    element('driver', { name: 'qemu', type: 'raw', cache: 'none', discard: 'unmap' }),
    element('source', { file }),
    element('target', { dev: target, bus: 'virtio' }),
    element('serial', {}, serial),
  );
}

function contextDisk(paths: DiskPaths): Xml {
  return element(
    'disk',
    { type: 'file', device: 'cdrom' },
    element('driver', { name: 'qemu', type: 'raw' }),
    element('source', { file: paths.context }),
    element('target', { dev: 'hda', bus: 'ide' }),
    element('readonly', {}),
  );
}

function networkInterface(nic: Nic, machineId: string, bridge: string): Xml {
  return element(
    'interface',
    { type: 'bridge' },
    element('mac', { address: nic.mac }),
    element('source', { bridge }),
    element('model', { type: 'virtio' }),
    element('filterref', { filter: filterName(machineId) }),
  );
}
