/**
 * What a host's network must know of the machines on it, before they start and until they are gone. Each of those who serve
 * it is told all cards whenever they change, so that one which forgot, or was begun anew, is right again.
 */
import type { Nic } from '../../shared/model/machine-record.ts';

export interface GuestNetwork {
  /** Resolves when everybody knows the machine's cards. Rejects with `NetworkUnready`. */
  admit(machineId: string, nics: readonly Nic[]): Promise<void>;
  /** The machine is gone. One that was never admitted is left alone. */
  release(machineId: string): Promise<void>;
}

/** Is told all cards of the host, one call at a time. */
export type CardServant = (cards: readonly Nic[]) => Promise<void>;

/** The network of the host cannot serve a machine yet; says nothing about the machine. */
export class NetworkUnready extends Error {
  override readonly name = 'NetworkUnready';
  readonly code = 'networkUnready';
  readonly whatToDo: string;

  constructor(message: string, whatToDo: string, cause?: unknown) {
    super(message, { cause });
    this.whatToDo = whatToDo;
  }
}

/** `servants`: in the order in which they are told. */
export function createGuestNetwork(servants: readonly CardServant[]): GuestNetwork {
  const cardsOf = new Map<string, readonly Nic[]>();
  let telling = Promise.resolve();
  let isKnown = false;

  async function tellAll(): Promise<void> {
    if (isKnown) return;
    const all = [...cardsOf.values()].flat();
    const cards = [...new Map(all.map((nic) => [nic.mac, nic])).values()];
    isKnown = true;
    try {
      for (const tell of servants) await tell(cards);
    } catch (error) {
      isKnown = false;
      throw error;
    }
  }

  function told(): Promise<void> {
    const turn = telling.then(tellAll);
    telling = turn.catch(() => undefined);
    return turn;
  }

  return {
    admit(machineId, nics) {
      if (JSON.stringify(cardsOf.get(machineId)) !== JSON.stringify(nics)) isKnown = false;
      cardsOf.set(machineId, nics);
      return told();
    },
    release(machineId) {
      if (!cardsOf.delete(machineId)) return Promise.resolve();
      isKnown = false;
      return told();
    },
  };
}

/** Where nothing is served: cards are only what libvirt's filter makes of them. */
export const noGuestNetwork: GuestNetwork = {
  admit: () => Promise.resolve(),
  release: () => Promise.resolve(),
};
