/** The end of a machine's console, followed while somebody looks at it. */
import { pause } from './browser.js';
import { element, setAttribute, setText } from './element.js';
import { consoleText } from './format.js';
import { refusalText } from './rest.js';

const firstBytes = 8_192;
const charactersMax = 65_536;
const lookEveryMs = 2_000;

/** @param {(from: number) => Promise<{known: boolean, text: string, nextByte: number}>} read */
export function createConsolePane(read) {
  const leaving = new AbortController();
  const output = element('pre', {
    class: 'console',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Console',
  });
  const note = element('p', { class: 'quiet' }, 'Reading the console …');
  const node = element('div', {}, output, note);
  let text = '';
  setAttribute(output, 'hidden', true);

  function show(piece) {
    if (piece === '') return;
    text = (text + piece).slice(-charactersMax);
    const atEnd = output.scrollTop + output.clientHeight >= output.scrollHeight - 8;
    setAttribute(output, 'hidden', false);
    setText(output, consoleText(text));
    if (atEnd || text === piece) output.scrollTop = output.scrollHeight;
  }

  async function follow() {
    let from = -firstBytes;
    while (!leaving.signal.aborted) {
      try {
        const { known, text: piece, nextByte } = await read(from);
        show(piece);
        setText(note, known ? '' : 'It has written nothing on its console yet.');
        if (known) from = nextByte;
      } catch (error) {
        setText(note, refusalText(error));
      }
      await pause(lookEveryMs, leaving.signal);
    }
  }

  return { node, follow: () => void follow(), stop: () => leaving.abort() };
}
