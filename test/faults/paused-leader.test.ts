// Does a leader that stood still, and goes on when another leads, do anything? Twenty times, for one second to a minute.

import { pausedLeader } from '../support/fault-rounds/paused-leader.ts';

await pausedLeader({ tries: 20, leastMs: 1_000, mostMs: 60_000 });
