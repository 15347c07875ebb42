// How does the user see what happens and how long it takes? One line a phase: on a terminal it is renewed while the
// phase runs, elsewhere it is written when the phase has ended.

const RENEW_MS = 200;
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * @param {NodeJS.WriteStream} out
 * @returns {{phase: <T>(title: string, work: (say: (detail: string) => void) => Promise<T>) => Promise<T>,
 *   say: (line: string) => void, totalMs: () => number}}
 */
export function openPhases(out = process.stdout) {
  const begin = performance.now();
  const terminal = Boolean(out.isTTY);
  const line = (title, since, detail) => {
    const text = `  ${title.padEnd(34)} ${seconds(performance.now() - since).padStart(8)}  ${detail}`;
    return terminal ? `\r\x1b[2K${text.slice(0, (out.columns ?? 80) - 1)}` : text;
  };
  return {
    async phase(title, work) {
      const since = performance.now();
      let detail = '';
      const timer = terminal
        ? setInterval(() => out.write(line(title, since, detail)), RENEW_MS)
        : null;
      try {
        const result = await work((text) => {
          detail = text;
        });
        out.write(`${line(title, since, detail)}\n`);
        return result;
      } catch (error) {
        out.write(`${line(title, since, 'failed')}\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
    say: (text) => out.write(`${text}\n`),
    totalMs: () => performance.now() - begin,
  };
}
