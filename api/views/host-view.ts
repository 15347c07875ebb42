/** A host as every interface shows it: what it declared, what is promised on it, and what was heard of it. */
import Type from 'typebox';
import type { Static } from 'typebox';
import type { HostNote } from '../../shared/model/conversation.ts';
import { copyHeard } from '../../shared/model/host-life.ts';
import type { Host, State } from '../../shared/model/state.ts';
import { machinesPlaced } from '../../shared/model/state-access.ts';
import { loadObject, resourcesObject } from '../../shared/render/host-objects.ts';
import type { HeardHost } from '../read-model/hearing.ts';
import { HostLifeView, renderHostLife } from './host-life-view.ts';
import * as word from './words.ts';

const ResourcesView = Type.Object({ cpu: word.Cores, memoryMiB: word.MiB, diskMiB: word.MiB });

const LoadView = Type.Object({
  cpuUsed: word.Cores,
  memoryUsedMiB: word.MiB,
  diskFreeMiB: word.MiB,
  netReceiveBytes: word.Count,
  netSendBytes: word.Count,
  foreignCpu: word.Cores,
  foreignMemoryMiB: word.MiB,
});

export const HostView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  enabled: Type.Boolean({ description: 'it gets new machines' }),
  why: Type.String({ description: 'why it is disabled' }),
  joinedAt: word.Time,
  heard: Type.Boolean({ description: 'the leader is in touch with it' }),
  heardAt: Type.Union([word.Time, Type.Null()]),
  conflict: Type.Boolean({ description: 'two live agents claim to be this host' }),
  trouble: Type.String({ description: 'why it gets no work; empty: nothing is wrong' }),
  capacity: Type.Union([ResourcesView, Type.Null()]),
  declared: Type.Array(Type.Enum(['cpu', 'memoryMiB', 'diskMiB']), {
    description: 'what of its capacity was set by whoever runs it, and not measured',
  }),
  promised: ResourcesView,
  machines: word.Count,
  attributes: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  load: Type.Union([LoadView, Type.Null()], { description: 'measured; null: nothing heard yet' }),
  version: Type.Union([Type.String(), Type.Null()]),
  ...HostLifeView.properties,
});
export type HostView = Static<typeof HostView>;

export function renderHost(
  state: State,
  host: Host,
  heard: HeardHost | null,
  note: HostNote | null,
): HostView {
  const { declared, promised } = host;
  return {
    ...{ id: host.hostId, name: host.name, enabled: host.enabled, why: host.why },
    joinedAt: word.timeText(host.joinedAtMs),
    heard: note?.heard ?? false,
    heardAt: heard ? word.timeText(heard.atMs) : null,
    conflict: note?.conflict ?? false,
    trouble: note?.trouble || (host.cloned && !host.removed ? copyHeard : ''),
    capacity: declared && resourcesObject(declared.capacity),
    declared: declaredOf(declared?.attributes['DECLARED']),
    promised: resourcesObject(promised),
    machines: machinesPlaced(state, host),
    attributes: { ...declared?.attributes },
    load: heard?.hello ? loadObject(heard.hello.load) : null,
    version: heard?.hello?.version ?? null,
    ...renderHostLife(state, host, note),
  };
}

/** The agent says it in an attribute, words with spaces between. */
function declaredOf(said: string | number | undefined): HostView['declared'] {
  const words = typeof said === 'string' ? said.split(' ') : [];
  return (['cpu', 'memoryMiB', 'diskMiB'] as const).filter((word) => words.includes(word));
}
