/** The port through which the agent learns what its host has and how busy it is. */
import type { Load } from '../../shared/model/conversation.ts';
import type { Attributes, Resources } from '../../shared/model/words.ts';

export interface HostSource {
  /** The kernel's boot id, UUID text: changes with each boot. */
  bootId(): Promise<string>;
  /** What the host declares for machines, and its facts for expressions. Changes rarely. */
  declaration(): Promise<{ readonly capacity: Resources; readonly attributes: Attributes }>;
  /** Measured now. `foreign` is what libvirt shows of domains that are not ours. */
  load(foreign: Pick<Load, 'foreignCpuHundredths' | 'foreignMemoryMiB'>): Promise<Load>;
}
