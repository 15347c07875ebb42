/**
 * What the page knows of the cloud, kept fresh: one read of everything, then events that say what to read again, and a
 * look every few seconds at what no event tells (load, whether hosts and leader are heard). Whoever draws is told what changed.
 */
import { after, every, newKey, now } from './browser.js';
import { followEvents } from './follow-events.js';
import { mergeMachines } from './machines.js';
import { Refused } from './rest.js';
import { everythingStale, markStale, nothingStale, readsFor } from './stale.js';

const lookEveryMs = 5_000;
/** Events that come together are answered by one round of reads. */
const collectMs = 150;
const eventsMax = 50;

/**
 * @param {ReturnType<typeof import('./rest.js').createRest>} rest
 * @param {{draw: (parts: Set<string>) => void, say: (sentences: string[]) => void, onRefused: () => void}} watcher
 */
export function openCloud(rest, watcher) {
  const known = {
    ...{ status: null, machines: new Map(), hosts: [], evidence: [], events: [] },
    /** When the API answered last, by its clock; null: never. */
    ...{ answeredAtMs: null, live: false, loaded: false },
  };
  const leaving = new AbortController();
  let stale = nothingStale();
  let reading = false;
  let planned = null;

  const draw = (...parts) => watcher.draw(new Set(parts));

  async function guarded(act) {
    try {
      await act();
    } catch (error) {
      if (leaving.signal.aborted) return false;
      if (error instanceof Refused && error.status === 401) leave(true);
      return false;
    }
    return true;
  }

  async function get(path) {
    const answer = await rest.get(path);
    known.answeredAtMs = now();
    return answer;
  }

  async function readStatus() {
    known.status = (await get('/status')).body;
    draw('status');
  }

  async function readHosts() {
    known.hosts = (await get('/hosts')).body.hosts;
    draw('hosts');
  }

  async function readQuarantine() {
    known.evidence = (await get('/quarantine')).body.evidence;
    draw('quarantine');
  }

  /** @returns the cursor of the first page: what comes after it is in the events */
  async function readAllMachines() {
    const machines = [];
    let [next, cursor] = [0, null];
    do {
      const { body, cursor: at } = await get(`/machines?after=${next}`);
      cursor ??= at;
      machines.push(...body.machines);
      next = body.next;
    } while (next !== null);
    takeMachines(machines, true);
    return cursor;
  }

  async function readMachine(id) {
    try {
      takeMachines([(await get(`/machines/${id}`)).body], false);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      if (known.machines.delete(id)) draw('machines');
    }
  }

  function takeMachines(machines, whole) {
    const { changed, sentences } = mergeMachines(known.machines, machines, whole);
    if (known.loaded && sentences.length > 0) watcher.say(sentences);
    if (changed) draw('machines');
  }

  /** Reads what is stale, one round at a time; what fails stays stale until the next look. */
  async function readStale() {
    planned = null;
    if (reading) return;
    reading = true;
    const taken = stale;
    stale = nothingStale();
    const reads = readsFor(taken);
    const good = await guarded(async () => {
      if (reads.list) await readAllMachines();
      await Promise.all(reads.machines.map(readMachine));
      if (reads.hosts) await readHosts();
      if (reads.quarantine) await readQuarantine();
      if (reads.list || reads.machines.length > 0) await readStatus();
    });
    reading = false;
    if (!good) stale = { ...everythingStale(), machines: stale.machines };
    else if (stale.machines.size > 0 || stale.hosts || stale.quarantine) plan();
  }

  function plan() {
    planned ??= after(collectMs, () => void readStale());
  }

  function hear(event) {
    markStale(stale, event);
    plan();
    // Those that came with the first read are not shown twice.
    if (known.events.some(({ cursor }) => cursor === event.cursor)) return;
    known.events = [event, ...known.events].slice(0, eventsMax);
    draw('events');
  }

  async function look() {
    if (document.hidden && known.loaded) return;
    const good = await guarded(async () => {
      await readStatus();
      await readHosts();
    });
    if (good && stale.allMachines) plan();
    if (!good) draw('status');
  }

  /** Reads everything, then follows; again from the start when the cursor was lost. */
  async function live() {
    while (!leaving.signal.aborted) {
      const cursor = { at: null };
      const good = await guarded(async () => {
        await readStatus();
        cursor.at = await readAllMachines();
        await Promise.all([readHosts(), readQuarantine()]);
        known.events = (await get('/events?last=30')).body.events.reverse();
        known.loaded = true;
        draw('status', 'machines', 'hosts', 'quarantine', 'events');
      });
      if (good && cursor.at) await follow(cursor.at);
      if (!leaving.signal.aborted)
        await new Promise((resolve) => after(good ? 200 : 3_000, resolve));
    }
  }

  async function follow(cursor) {
    const outcome = await followEvents({
      ...{ rest, cursor, signal: leaving.signal },
      onEvent: hear,
      onLive(isLive) {
        known.live = isLive;
        draw('status');
      },
    });
    if (outcome === 'refused') leave(true);
  }

  const stopLooking = every(lookEveryMs, () => void look());

  function leave(refused) {
    if (leaving.signal.aborted) return;
    leaving.abort('left');
    stopLooking();
    if (refused) watcher.onRefused();
  }

  void live();
  return {
    known,
    leave: () => leave(false),
    /** One piece of a machine's console; negative `from`: so many bytes before the end. */
    console: async (id, from) => (await get(`/machines/${id}/console?from=${from}`)).body,
    why: async (id) => (await get(`/machines/${id}/why`)).body,
    /** A machine that is not in the list any more. */
    machine: async (id) => (await get(`/machines/${id}`)).body,
    /** @returns {() => Promise<void>} does it; a second call repeats the same request */
    change(path) {
      const key = newKey();
      return async () => {
        await rest.post(path, key);
        if (path.startsWith('/quarantine')) await readQuarantine();
      };
    },
  };
}
