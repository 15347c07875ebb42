/** How a part of Stratus is a process: signals end it, expected failures are one line and exit code 2, bugs have a stack. */
export interface PartProcess {
  readonly args: readonly string[];
  /** Aborted by SIGTERM and SIGINT. */
  readonly signal: AbortSignal;
  /** Says once on stdout that the part is ready, for whoever supervises it. */
  ready(facts?: object): void;
}

/** Names of errors that a wrong configuration or installation causes: the text says what to do, a stack would not help. */
const expectedErrors = new Set([
  'ConfigRefused',
  'BusRefused',
  'TokensRefused',
  'CannotLead',
  'WrongHost',
  'GuardUnreadable',
  'StorageInUse',
  'UpgradeNeeded',
]);

/** Runs `main` to its end and then exits: 0 after a signal, 2 for an expected error, 1 for any other. */
export function runPart(name: string, main: (process: PartProcess) => Promise<void>): void {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stopping.abort(new Error(`ended by ${signal}`)));
  }
  const ready = (facts: object = {}): void => {
    process.stdout.write(`${JSON.stringify({ ready: true, ...facts })}\n`);
  };
  main({ args: process.argv.slice(2), signal: stopping.signal, ready }).then(
    () => process.exit(0),
    (error: unknown) => {
      if (stopping.signal.aborted) process.exit(0);
      const expected = error instanceof Error && expectedErrors.has(error.name);
      const text =
        error instanceof Error ? (expected ? error.message : error.stack) : String(error);
      process.stderr.write(`stratus ${name}: ${text}\n`);
      process.exit(expected ? 2 : 1);
    },
  );
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
