/** Asks for a secret: on a terminal without showing what is typed, from a pipe the next line. */
import { Writable } from 'node:stream';
import { createInterface } from 'node:readline';

export interface SecretStreams {
  readonly input: NodeJS.ReadStream;
  /** Where the prompt is shown. */
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** Rejects when the user interrupts or the input ends. */
export function askSecret(prompt: string, streams: SecretStreams): Promise<string> {
  const { input, output, signal } = streams;
  const isTerminal = input.isTTY ?? false;
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  output.write(prompt);
  const reader = createInterface({ input, output: hidden, terminal: isTerminal });
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => (): void => {
      signal.removeEventListener('abort', onAbort);
      reader.removeAllListeners();
      reader.close();
      if (isTerminal) output.write('\n');
      finish();
    };
    const onAbort = end(() => reject(new Error('interrupted')));
    signal.addEventListener('abort', onAbort, { once: true });
    reader.once('line', (line) => end(() => resolve(line))());
    reader.once(
      'close',
      end(() => reject(new Error('no password was given'))),
    );
    reader.once('SIGINT', () => {
      end(() => reject(new Error('interrupted')))();
      process.kill(process.pid, 'SIGINT');
    });
  });
}
