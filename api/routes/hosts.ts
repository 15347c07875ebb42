/** Hosts: what they have and promise, and whether they get new machines. */
import Type from 'typebox';
import type { Host } from '../../shared/model/state.ts';
import { actorOf } from '../auth/authenticate.ts';
import { findHost } from '../read-model/find-machine.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { HostView, renderHost } from '../views/host-view.ts';
import { closed } from '../views/words.ts';
import { hostLifeRoutes } from './host-life.ts';
import { HostPath, PostHeaders, WhyBody, answers, keyOf } from './parameters.ts';

const HostsQuery = Type.Object({ removed: Type.Optional(Type.Enum(['shown'])) }, closed);
const HostChange = Type.Object({ cursor: Type.String(), host: HostView });
const HostJoined = Type.Object({
  cursor: Type.String(),
  host: Type.Union([HostView, Type.Null()]),
});
const JoinBody = Type.Object(
  {
    hostId: Type.String({
      pattern: '^[0-9a-f]{32}$',
      description: 'chosen by whoever made the key of the host',
    }),
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}$' }),
  },
  closed,
);

export function hostRoutes(app: Server, services: Services): void {
  const { model } = services;
  const view = viewOf(services);
  app.get(
    '/hosts',
    {
      schema: {
        summary: 'List hosts by name',
        querystring: HostsQuery,
        response: answers(Type.Object({ hosts: Type.Array(HostView) })),
      },
    },
    async (request) => {
      const all = request.query.removed === 'shown';
      const hosts = [...model.state.hosts.values()].filter(({ removed }) => all || !removed);
      return { hosts: hosts.sort((a, b) => (a.name < b.name ? -1 : 1)).map(view) };
    },
  );

  app.get(
    '/hosts/:host',
    { schema: { summary: 'One host', params: HostPath, response: answers(HostView) } },
    async (request) => view(findHost(model.state, request.params.host)),
  );

  joinRoute(app, services);
  for (const action of ['enable', 'disable'] as const) changeRoute(app, services, action);
  hostLifeRoutes(app, services, view);
}

function joinRoute(app: Server, services: Services): void {
  const { model, leader } = services;
  app.post(
    '/hosts',
    {
      schema: {
        summary: 'Make a host known, so that its agent is heard',
        headers: PostHeaders,
        body: JoinBody,
        response: { ...answers(HostJoined), 201: HostJoined, 202: HostJoined },
      },
    },
    async (request, reply) => {
      const { hostId, name } = request.body;
      const { cursor } = await leader.command(actorOf(request), keyOf(request), {
        ...{ kind: 'joinHost', hostId, name, publicKey: '', tokenDigest: '' },
      });
      const seen = await model.waitFor(sequenceOf(cursor), services.viewWaitMs);
      const host = model.state.hosts.get(hostId);
      return reply
        .code(seen ? 201 : 202)
        .send({ cursor, host: host ? viewOf(services)(host) : null });
    },
  );
}

function changeRoute(app: Server, services: Services, action: 'enable' | 'disable'): void {
  const { model, leader } = services;
  app.post(
    `/hosts/:host/${action}`,
    {
      schema: {
        summary: action === 'enable' ? 'Give a host new machines' : 'Give a host no new machines',
        params: HostPath,
        headers: PostHeaders,
        body: Type.Union([WhyBody, Type.Null()]),
        response: { ...answers(HostChange), 202: HostChange },
      },
    },
    async (request, reply) => {
      const { hostId } = findHost(model.state, request.params.host);
      const { cursor } = await leader.command(actorOf(request), keyOf(request), {
        kind: action === 'enable' ? 'enableHost' : 'disableHost',
        host: hostId,
        why: request.body?.why ?? '',
      });
      const seen = await model.waitFor(sequenceOf(cursor), services.viewWaitMs);
      const host = viewOf(services)(findHost(model.state, hostId));
      return reply.code(seen ? 200 : 202).send({ cursor, host });
    },
  );
}

function viewOf({ model, hearing }: Services): (host: Host) => HostView {
  return (host) =>
    renderHost(model.state, host, hearing.host(host.hostId), hearing.note(host.hostId));
}
