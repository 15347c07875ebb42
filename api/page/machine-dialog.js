/** One machine, looked at closely: what it is, why it is so, what it prints, and what can be done to it. */
import { createConsolePane } from './console-pane.js';
import { element, setAttribute, setChildren, setText } from './element.js';
import { createStateMark } from './glyphs.js';
import { factsOf } from './machine-facts.js';
import { refusalText } from './rest.js';
import { createTime } from './times.js';
import { actionTexts, causeText, kindOf } from './words.js';

const offered = ['start', 'stop', 'shutdown', 'kill'];

/**
 * @param {{cloud: () => any, confirm: (question: any) => void, onClose: () => void}} options
 */
export function createMachineDialog({ cloud, confirm, onClose }) {
  const parts = createParts(() => node.close());
  const { node, body } = parts;
  let shown = null;
  let pane = null;
  let whyOf = '';

  node.addEventListener('close', () => {
    pane?.stop();
    [shown, pane, whyOf] = [null, null, ''];
    onClose();
  });

  function update(machine) {
    shown = machine;
    setText(parts.name, machine.name);
    setText(parts.label, `#${machine.label}`);
    parts.mark.update(kindOf(machine.state), machine.state);
    setText(parts.cause, causeText(machine));
    drawActions(parts.actions, machine, (action) => {
      const act = cloud().change(`/machines/${machine.id}/${action}`);
      confirm({ action, name: machine.name, act });
    });
    drawFacts(parts.facts, factsOf(machine));
    if (machine.state === 'pending') void explain(machine);
    else setAttribute(parts.why, 'hidden', true);
    if (machine.host !== null) openConsole(machine);
    setAttribute(parts.consolePart, 'hidden', pane === null);
  }

  function openConsole(machine) {
    if (pane !== null) return;
    pane = createConsolePane((from) => cloud().console(machine.id, from));
    setChildren(parts.consoleBody, pane.node);
    pane.follow();
  }

  /** Asked once for each reason: the answer costs the scheduler a placement. */
  async function explain({ id, waiting }) {
    const asked = `${id} ${waiting ?? ''}`;
    if (whyOf === asked) return;
    whyOf = asked;
    const text = await cloud()
      .why(id)
      .then((answer) => answer.text, refusalText);
    if (whyOf !== asked) return;
    setText(parts.why, text);
    setAttribute(parts.why, 'hidden', false);
  }

  async function open(id) {
    const known = cloud().known.machines.get(id);
    if (!node.open) node.showModal();
    body.scrollTop = 0;
    if (known) return update(known);
    setText(parts.name, '…');
    try {
      update(await cloud().machine(id));
    } catch (error) {
      setText(parts.name, 'Not there');
      setText(parts.cause, refusalText(error));
    }
  }

  return {
    node,
    open: (id) => void open(id),
    close: () => node.open && node.close(),
    /** The list changed: so may have this machine; one that ended is read once more. */
    refresh({ machines }) {
      if (shown === null) return;
      const next = machines.get(shown.id);
      if (next && next !== shown) update(next);
      if (!next && shown.state !== 'done') void open(shown.id);
    },
  };
}

function createParts(close) {
  const name = element('span');
  const label = element('span', { class: 'label' });
  const mark = createStateMark('moving', '');
  const cause = element('p', { class: 'cause' });
  const actions = element('div', { class: 'buttons' });
  const why = element('p', { class: 'why-answer', hidden: true });
  const facts = element('dl', { class: 'machine-facts' });
  const consoleBody = element('div');
  const consolePart = element(
    'section',
    { hidden: true },
    element('h3', {}, 'Console'),
    consoleBody,
  );
  const title = element(
    'h2',
    { id: 'machine-title', tabindex: '-1', autofocus: true },
    name,
    ' ',
    label,
  );
  const shut = element('button', { type: 'button', class: 'plain', click: close }, 'Close');
  const head = element('div', { class: 'dialog-head' }, title, shut);
  const body = element(
    'div',
    { class: 'dialog-body' },
    mark.node,
    cause,
    actions,
    why,
    facts,
    consolePart,
  );
  const node = element(
    'dialog',
    { class: 'drawer', 'aria-labelledby': 'machine-title' },
    head,
    body,
  );
  return { node, body, name, label, mark, cause, actions, why, facts, consolePart, consoleBody };
}

function drawActions(place, machine, onAction) {
  const wanted = offered.filter((action) => machine.actions.includes(action));
  const names = wanted.join(' ');
  if (place.dataset.shown === `${machine.id} ${names}`) return;
  place.dataset.shown = `${machine.id} ${names}`;
  const button = (action) =>
    element(
      ...['button', { type: 'button', 'data-action': action, click: () => onAction(action) }],
      actionTexts[action].verb,
    );
  setChildren(place, ...wanted.map(button));
}

function drawFacts(list, facts) {
  const text = JSON.stringify(facts);
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  setChildren(
    list,
    ...facts.map(({ name, text: value, form }) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, valueOf(value, form))),
    ),
  );
}

function valueOf(text, form) {
  if (form === 'ago') return createTime('ago', text).node;
  return form === 'code' ? element('code', {}, text) : text;
}
