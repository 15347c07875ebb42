// Do the ports in memory do what a real nats-server does? 3,000 operations; npm run test:long has a hundred thousand.

import { portsCompared } from '../support/ports-compared.ts';

await portsCompared(3_000);
