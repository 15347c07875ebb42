/** Who looks? A token is asked for and tried; a wrong one is told. */
import { element, setAttribute, setText } from './element.js';
import { createRest, refusalText } from './rest.js';

/** @param {{onToken: (token: string) => void, problem: string}} options problem: why the page asks again */
export function createLogIn({ onToken, problem }) {
  const input = element('input', {
    ...{ id: 'token', type: 'password', autocomplete: 'off', required: true, autofocus: true },
    ...{ spellcheck: 'false', 'aria-describedby': 'token-help token-problem' },
  });
  const told = element('p', { class: 'problem', id: 'token-problem', role: 'alert' }, problem);
  const button = element('button', { class: 'strong' }, 'Log in');
  const form = element(
    ...['form', { submit: (event) => void submit(event) }],
    ...[element('label', { for: 'token' }, 'Token'), input, told, button],
  );
  const node = element(
    ...['section', { class: 'log-in', 'aria-labelledby': 'log-in-title' }],
    element('h1', { id: 'log-in-title' }, 'Look into your cloud'),
    element('p', {}, 'This opens the page for you, where the cloud was started:'),
    element('pre', {}, element('code', {}, 'npx stratus page')),
    element(
      ...['p', { class: 'quiet', id: 'token-help' }, 'Or give your token; it is in '],
      ...[element('code', {}, '~/.config/stratus/profile.json'), ' and kept in this tab only.'],
    ),
    form,
  );

  async function submit(event) {
    event.preventDefault();
    const token = input.value.trim();
    if (!/^[\x21-\x7e]{1,512}$/.test(token))
      return tell('That is not a token: it has no spaces and only ASCII characters.');
    setAttribute(button, 'disabled', true);
    setText(told, '');
    try {
      await createRest(token).get('/status');
      onToken(token);
    } catch (error) {
      tell(
        error.status === 401
          ? 'This token is not known here. Look whether it is whole, and of this cloud.'
          : refusalText(error),
      );
    } finally {
      setAttribute(button, 'disabled', false);
    }
  }

  function tell(text) {
    setText(told, text);
    setAttribute(input, 'aria-invalid', 'true');
    input.focus();
    input.select();
  }

  return { node, focus: () => input.focus() };
}
