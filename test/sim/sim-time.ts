/**
 * Virtual time: one queue of everything that will happen in a simulated world. What is due at the same millisecond happens in
 * the order in which it was asked for, so one seed gives one history.
 */
export interface SimTime {
  /** Milliseconds since the world began. */
  nowMs(): number;
  /** Does `action` after `delayMs`; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
  /** Lets the next thing happen; false: nothing is left, or nothing before `untilMs`. */
  step(untilMs: number): boolean;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  action: (() => void) | null;
}

export function createSimTime(): SimTime {
  const heap: Due[] = [];
  let nowMs = 0;
  let order = 0;
  return {
    nowMs: () => nowMs,
    after(delayMs, action) {
      const due: Due = { atMs: nowMs + Math.max(0, Math.ceil(delayMs)), order: order++, action };
      push(heap, due);
      return () => void (due.action = null);
    },
    step(untilMs) {
      while (heap[0] && heap[0].action === null) pop(heap);
      const next = heap[0];
      if (!next || next.atMs > untilMs) {
        nowMs = Math.max(nowMs, untilMs);
        return false;
      }
      pop(heap);
      nowMs = next.atMs;
      next.action?.();
      return true;
    },
  };
}

function before(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Due[], due: Due): void {
  let at = heap.push(due) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (before(heap[parent]!, due)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
    if (before(last, heap[child]!)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
}
