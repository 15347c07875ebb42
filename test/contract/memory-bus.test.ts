import { createMemoryBusHub } from '../../shared/bus/memory-bus.ts';
import { subjectsOf } from '../../shared/bus/subjects.ts';
import { systemClock } from '../../shared/time/system-clock.ts';
import { busSuite } from './bus-suite.ts';

busSuite('in memory', async () => {
  const hub = createMemoryBusHub({ clock: systemClock });
  return {
    scheduler: hub.client('scheduler'),
    agentA: hub.client('a'),
    agentB: hub.client('b'),
    subjects: subjectsOf('c'.repeat(32)),
    hostA: 'a'.repeat(32),
    hostB: 'b'.repeat(32),
    settle: async () => undefined,
    interruptScheduler: async () => hub.reconnect('scheduler'),
    close: async () => undefined,
  };
});
