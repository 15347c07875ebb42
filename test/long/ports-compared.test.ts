// Do the ports in memory do what a real nats-server does, for as long as it takes to be sure?

import { portsCompared } from '../support/ports-compared.ts';

await portsCompared(100_000);
