/** Is that meant? Asked before anything is changed; a request that got no answer is repeated under the same key. */
import { element, setAttribute, setText } from './element.js';
import { refusalText } from './rest.js';
import { actionTexts } from './words.js';

/**
 * @param {(text: string) => void} say told when it was accepted
 * @returns {{node: Element, ask: (question: {action: string, name: string, act: () => Promise<void>}) => void}}
 */
export function createConfirm(say) {
  let question = null;
  const title = element('h2', { id: 'confirm-title' });
  const text = element('p', { id: 'confirm-text' });
  const problem = element('p', { class: 'problem', role: 'alert' });
  const cancel = element(
    'button',
    { type: 'button', class: 'plain', click: () => node.close() },
    'Leave it',
  );
  const go = element('button', { type: 'button', class: 'strong', click: () => void act() });
  const node = element(
    ...[
      'dialog',
      { class: 'confirm', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
    ],
    ...[title, text, problem, element('div', { class: 'buttons' }, cancel, go)],
  );

  async function act() {
    const asked = question;
    setAttribute(go, 'disabled', true);
    setText(problem, '');
    try {
      await asked.act();
      say(`${asked.name} ${actionTexts[asked.action].done}`);
      if (question === asked) node.close();
    } catch (error) {
      setText(problem, refusalText(error));
    } finally {
      setAttribute(go, 'disabled', false);
    }
  }

  return {
    node,
    ask(next) {
      question = next;
      const { verb, ask } = actionTexts[next.action];
      setText(title, `${verb} ${next.name}?`);
      setText(text, ask);
      setText(problem, '');
      setText(go, `${verb} ${next.name}`);
      setAttribute(go, 'data-grave', String(next.action === 'kill' || next.action === 'shutdown'));
      node.showModal();
      cancel.focus();
    },
  };
}
