import { QemuCensus } from '../fakes/qemu-census.ts';

/** The census of one host: counts into the census of the whole cloud, and tells each start and end as it happens. */
export class WatchedCensus extends QemuCensus {
  readonly #all: QemuCensus;
  readonly #onStart: (uuid: string) => void;
  readonly #onEnd: (uuid: string) => void;

  constructor(all: QemuCensus, onStart: (uuid: string) => void, onEnd: (uuid: string) => void) {
    super();
    this.#all = all;
    this.#onStart = onStart;
    this.#onEnd = onEnd;
  }

  override started(uuid: string): void {
    super.started(uuid);
    this.#all.started(uuid);
    this.#onStart(uuid);
  }

  override ended(uuid: string): void {
    super.ended(uuid);
    this.#all.ended(uuid);
    this.#onEnd(uuid);
  }
}
