/**
 * Counts the living QEMUs of each machine over all hosts that share it, by what the hosts really run and not by
 * anybody's tables: the witness for "no machine runs twice".
 */
export class QemuCensus {
  readonly #alive = new Map<string, number>();
  readonly #mostAtOnce = new Map<string, number>();
  readonly #starts = new Map<string, number>();

  started(uuid: string): void {
    const alive = this.alive(uuid) + 1;
    this.#alive.set(uuid, alive);
    this.#mostAtOnce.set(uuid, Math.max(this.mostAtOnce(uuid), alive));
    this.#starts.set(uuid, this.starts(uuid) + 1);
  }

  ended(uuid: string): void {
    this.#alive.set(uuid, this.alive(uuid) - 1);
  }

  /** How many QEMUs of the machine live now. */
  alive(uuid: string): number {
    return this.#alive.get(uuid) ?? 0;
  }

  /** How many lived at the same time at worst. */
  mostAtOnce(uuid: string): number {
    return this.#mostAtOnce.get(uuid) ?? 0;
  }

  /** How often a QEMU of the machine was started. */
  starts(uuid: string): number {
    return this.#starts.get(uuid) ?? 0;
  }

  /** The machines that ever had two QEMUs at once. */
  doubled(): string[] {
    return [...this.#mostAtOnce].filter(([, most]) => most > 1).map(([uuid]) => uuid);
  }
}
