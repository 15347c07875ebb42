import { systemClock } from '../../shared/time/system-clock.ts';
import { FakeHost } from '../fakes/fake-host.ts';
import { fakeHypervisor } from '../fakes/fake-hypervisor.ts';
import { hypervisorSuite } from './hypervisor-suite.ts';

const host = new FakeHost({ clock: systemClock, shutdownMs: 5 });
hypervisorSuite('the fake', { open: async () => fakeHypervisor(host) });
