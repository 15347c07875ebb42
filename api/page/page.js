/** The page put together: log-in or cloud, and what each part is told when something changed. */
import { machineFragment, readFragment } from './address-fragment.js';
import { every, newKey, now, tokenStore } from './browser.js';
import { openCloud } from './cloud.js';
import { createConfirm } from './confirm.js';
import { element, setAttribute, setChildren, setText } from './element.js';
import { createEventsSection } from './events-section.js';
import { createStateMark } from './glyphs.js';
import { createHostsSection } from './hosts-section.js';
import { createLogIn } from './log-in.js';
import { createMachineDialog } from './machine-dialog.js';
import { spokenText } from './machines.js';
import { createMachinesSection } from './machines-section.js';
import { createOverview } from './overview.js';
import { createQuarantineSection } from './quarantine-section.js';
import { createRest } from './rest.js';
import { standingOfView } from './standing.js';
import { keepTimesGoing } from './times.js';

const content = document.getElementById('content');
const top = document.getElementById('top');
const spoken = document.getElementById('spoken');

function showLogIn(problem = '') {
  tokenStore.forget();
  setAttribute(top, 'hidden', true);
  const logIn = createLogIn({ problem, onToken: showCloud });
  setChildren(content, logIn.node);
  document.title = 'Log in · Stratus';
  logIn.focus();
}

function showCloud(token) {
  tokenStore.write(token);
  const rest = createRest(token);
  const sections = createSections();
  const cloud = openCloud(rest, {
    say: (sentences) => setText(spoken, spokenText(sentences)),
    onRefused: () => leave('Your log-in has ended. Log in again.'),
    draw: planDraw((parts) => sections.draw(parts)),
  });
  const endTimes = keepTimesGoing();
  const endTop = every(1_000, () => sections.draw(new Set(['status'])));

  function leave(problem) {
    cloud.leave();
    [endTimes, endTop].forEach((end) => end());
    window.removeEventListener('hashchange', sections.followFragment);
    showLogIn(problem);
  }

  sections.open(cloud, () => {
    void rest.post('/page/log-out', newKey()).catch(() => undefined);
    leave('');
  });
}

/** Parts that changed are drawn together, once a frame however many events come. */
function planDraw(draw) {
  const waiting = new Set();
  return (parts) => {
    if (waiting.size === 0)
      queueMicrotask(() => {
        const drawn = new Set(waiting);
        waiting.clear();
        draw(drawn);
      });
    parts.forEach((part) => waiting.add(part));
  };
}

function createSections() {
  let cloud = null;
  const redraw = () => draw(new Set(['machines']));
  const overview = createOverview((kind) => {
    machines.filter.kind = kind;
    redraw();
  });
  const hosts = createHostsSection();
  const machines = createMachinesSection(redraw);
  const confirm = createConfirm((text) => setText(spoken, text));
  const quarantine = createQuarantineSection((action, { machineId, name }) =>
    confirm.ask({ action, name, act: cloud.change(`/quarantine/${machineId}/${action}`) }),
  );
  const events = createEventsSection();
  const dialog = createMachineDialog({
    ...{ cloud: () => cloud, confirm: confirm.ask },
    onClose: () => readFragment(location.hash).machineId && history.replaceState(null, '', '/'),
  });
  const mark = createStateMark('moving', 'reading');

  function draw(parts) {
    const { known } = cloud;
    const { kind, word } = standingOfView(known, now());
    mark.update(kind, word);
    overview.update(known, machines.filter.kind);
    if (parts.has('machines')) machines.update(known);
    if (parts.has('machines')) dialog.refresh(known);
    if (parts.has('hosts')) hosts.update(known);
    if (parts.has('quarantine')) quarantine.update(known);
    if (parts.has('events')) events.update(known);
    if (parts.has('status') && known.status) nameCloud(known);
  }

  function followFragment() {
    const { machineId } = readFragment(location.hash);
    if (machineId) dialog.open(machineId);
    else dialog.close();
  }

  return {
    ...{ draw, followFragment },
    open(opened, onLogOut) {
      cloud = opened;
      const logOut = element(
        'button',
        { type: 'button', class: 'plain', click: onLogOut },
        'Log out',
      );
      const name = element('span', { id: 'cloud-name', class: 'quiet', title: 'id of this cloud' });
      setChildren(top, name, mark.node, logOut);
      setAttribute(top, 'hidden', false);
      const last = element('div', { class: 'two' }, quarantine.node, events.node);
      setChildren(
        content,
        overview.node,
        hosts.node,
        machines.node,
        last,
        dialog.node,
        confirm.node,
      );
      window.addEventListener('hashchange', followFragment);
      if (location.hash.startsWith(machineFragment(''))) followFragment();
    },
  };
}

function nameCloud({ status, machines }) {
  setText(document.getElementById('cloud-name'), `cloud ${status.cloudId.slice(0, 8)}`);
  document.title = `${machines.size} machines · Stratus`;
}

/** A log-in link holds a code that works once; it is taken out of the address before anything else. */
async function begin() {
  const { code } = readFragment(location.hash);
  if (code === null) return tokenStore.read() === '' ? showLogIn() : showCloud(tokenStore.read());
  history.replaceState(null, '', '/');
  try {
    const { body } = await createRest(code).post('/page/sessions', newKey());
    showCloud(body.token);
  } catch {
    showLogIn('This log-in link was used before, or is too old. Make a new one: npx stratus page');
  }
}

void begin();
