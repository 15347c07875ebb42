// Does a machine go its way when what serves it is killed? The shorter half of the table; `npm run test:faults` has it all.

import { faultStories } from '../support/real-cloud/fault-story.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';

const why = await whySkipped('agent and libvirtd killed beside a real machine');

faultStories(
  [
    ['agent', 'boot'],
    ['libvirtd', 'define'],
  ],
  why !== null,
);
