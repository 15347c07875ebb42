/** Small domain definitions for tests of the hypervisor port; the agent's own builder is tested elsewhere. */
import { MACHINE_METADATA_URI } from '../../agent/libvirt/hypervisor.ts';

export interface DomainXmlParts {
  readonly uuid: string;
  readonly name?: string;
  /** libvirt's domain type. */
  readonly type?: string;
  readonly architecture?: string;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  /** Null for a domain that is not ours. */
  readonly owner?: { readonly cloudId: string; readonly generation: number | string } | null;
}

export const TEST_CLOUD = '0123456789abcdef0123456789abcdef';

/** A domain without disks or networks. */
export function domainXml(parts: DomainXmlParts): string {
  const { uuid, name = `m-${uuid}`, type = 'test', architecture = 'i686' } = parts;
  const { vcpus = 1, memoryMiB = 64, owner = { cloudId: TEST_CLOUD, generation: 1 } } = parts;
  const ours =
    owner === null
      ? ''
      : `<metadata><stratus:machine xmlns:stratus="${MACHINE_METADATA_URI}"` +
        ` cloud="${owner.cloudId}" generation="${owner.generation}"/></metadata>`;
  return (
    `<domain type="${type}"><name>${name}</name><uuid>${uuid}</uuid>${ours}` +
    `<memory unit="MiB">${memoryMiB}</memory><vcpu>${vcpus}</vcpu>` +
    `<os><type arch="${architecture}">hvm</type></os></domain>`
  );
}
