/** The shape of each kind of state: what colour says, shape and word say too. */
import { drawing, element, setAttribute, setText } from './element.js';

const shapes = {
  running: [['circle', { cx: '8', cy: '8', r: '5.5', fill: 'currentColor' }]],
  moving: [
    [
      'circle',
      { cx: '8', cy: '8', r: '5', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8' },
    ],
    ['path', { d: 'M8 3a5 5 0 0 1 0 10z', fill: 'currentColor' }],
  ],
  waiting: [
    [
      'circle',
      { cx: '8', cy: '8', r: '5', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8' },
    ],
    ['path', { d: 'M8 5v3.2l2 1.4', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6' }],
  ],
  stopped: [
    ['rect', { x: '3.5', y: '3.5', width: '9', height: '9', rx: '2', fill: 'currentColor' }],
  ],
  trouble: [
    ['path', { d: 'M8 2.2 14.6 13.6H1.4z', fill: 'currentColor' }],
    ['path', { d: 'M8 6.4v3.4M8 11.2v1.1', class: 'cut', fill: 'none', 'stroke-width': '1.5' }],
  ],
  ended: [['rect', { x: '3', y: '7', width: '10', height: '2', rx: '1', fill: 'currentColor' }]],
};

function glyph(kind) {
  const parts = shapes[kind].map(([tag, attributes]) => drawing(tag, attributes));
  return drawing('svg', { viewBox: '0 0 16 16', class: 'glyph', 'aria-hidden': 'true' }, ...parts);
}

/** Shape and word of a state; `update` changes both. */
export function createStateMark(kind, word) {
  const text = element('span');
  const node = element('span', { class: 'state' });
  let shown = '';
  const update = (nextKind, nextWord) => {
    if (shown !== nextKind) {
      node.replaceChildren(glyph(nextKind), text);
      shown = nextKind;
    }
    setAttribute(node, 'data-kind', nextKind);
    setText(text, nextWord);
  };
  update(kind, word);
  return { node, update };
}
