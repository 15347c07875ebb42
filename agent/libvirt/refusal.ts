/** What a refusal of libvirt means, and what a user may do about the common ones. Pure. */
import { HypervisorRefused, type HypervisorRefusal } from './hypervisor-errors.ts';
import { LIBVIRT_CODE, type LibvirtError } from './libvirt-errors.ts';

const MEANINGS: ReadonlyMap<number, HypervisorRefusal> = new Map([
  [LIBVIRT_CODE.noDomain, 'noSuchDomain'],
  [LIBVIRT_CODE.noFilter, 'noSuchFilter'],
  [LIBVIRT_CODE.operationInvalid, 'wrongState'],
  [LIBVIRT_CODE.xml, 'badDefinition'],
  [LIBVIRT_CODE.xmlDetail, 'badDefinition'],
  [LIBVIRT_CODE.noName, 'badDefinition'],
  [LIBVIRT_CODE.noOs, 'badDefinition'],
  [LIBVIRT_CODE.osType, 'badDefinition'],
  [LIBVIRT_CODE.noTarget, 'badDefinition'],
  [LIBVIRT_CODE.noDevice, 'badDefinition'],
  [LIBVIRT_CODE.invalidFilter, 'badDefinition'],
  [LIBVIRT_CODE.configUnsupported, 'badDefinition'],
  [LIBVIRT_CODE.noSupport, 'notSupported'],
  [LIBVIRT_CODE.operationUnsupported, 'notSupported'],
  [LIBVIRT_CODE.argumentUnsupported, 'notSupported'],
  [LIBVIRT_CODE.operationTimeout, 'busy'],
  [LIBVIRT_CODE.resourceBusy, 'busy'],
  [LIBVIRT_CODE.operationDenied, 'denied'],
  [LIBVIRT_CODE.authFailed, 'denied'],
  [LIBVIRT_CODE.accessDenied, 'denied'],
]);

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /required features|KVM kernel module|failed to set MSR|failed to initialize kvm/i,
    'KVM does not work on this host: set its domain type to qemu',
  ],
  [
    /cannot access storage file|could not open .*no such file/i,
    'a disk or ISO file of the machine is missing, or QEMU may not read it',
  ],
  [/cannot allocate memory|cannot set up guest memory/i, 'the host has too little free memory'],
  [
    /cannot get interface mtu|bridge .*no such device|unable to add bridge/i,
    'the bridge of the network does not exist on this host',
  ],
  [/referenced filter .* is missing/i, 'the network filter has not been defined on this host'],
  [/state change lock/i, 'an earlier request for this machine is still running in libvirt'],
];

/** The refusal as the agent's users see it; `what` says what was asked, as "start machine 4f...". */
export function refusalOf(error: LibvirtError, what: string): HypervisorRefused {
  const hint = HINTS.find(([pattern]) => pattern.test(error.message))?.[1];
  const text = `cannot ${what}: ${error.message.trim()}`;
  const message = hint === undefined ? text : `${text} (${hint})`;
  return new HypervisorRefused(MEANINGS.get(error.code) ?? 'failed', message, { cause: error });
}
