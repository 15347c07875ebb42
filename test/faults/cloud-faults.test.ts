// Does a machine go its way when what serves it is killed, at every step and by either victim?

import { faultStories } from '../support/real-cloud/fault-story.ts';
import { whySkipped } from '../support/real-cloud/why-no-real-cloud.ts';

const why = await whySkipped('agent and libvirtd killed at every step of a real machine');

faultStories(
  [
    ['agent', 'download'],
    ['agent', 'define'],
    ['agent', 'start'],
    ['agent', 'boot'],
    ['libvirtd', 'download'],
    ['libvirtd', 'define'],
    ['libvirtd', 'start'],
    ['libvirtd', 'boot'],
  ],
  why !== null,
);
