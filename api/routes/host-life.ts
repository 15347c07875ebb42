/** What administrators do to a host's life: another label, out of the cloud, another agent, confirmed down in two steps. */
import Type from 'typebox';
import type { Request } from '../../shared/model/command.ts';
import { givenUpWith, isConfirmedDown } from '../../shared/model/host-life.ts';
import type { Host } from '../../shared/model/state.ts';
import { actorOf } from '../auth/authenticate.ts';
import { findHost } from '../read-model/find-machine.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { GivenUpView, ifItRuns, renderGivenUp } from '../views/host-life-view.ts';
import { HostView } from '../views/host-view.ts';
import { closed, timeText, Time } from '../views/words.ts';
import { HostPath, PostHeaders, WhyBody, answers, keyOf } from './parameters.ts';

const HostChange = Type.Object({ cursor: Type.String(), host: HostView });
const RenameBody = Type.Object(
  { name: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })) },
  closed,
);
const ConfirmBody = Type.Object(
  {
    ...WhyBody.properties,
    confirm: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{1,32}$', description: 'the word; absent: the first step' }),
    ),
  },
  closed,
);
const Confirmation = Type.Object({
  cursor: Type.String(),
  host: HostView,
  confirmed: Type.Boolean({ description: 'false: this was the first step, nothing is done yet' }),
  confirm: Type.Union([Type.String(), Type.Null()], { description: 'the word to repeat' }),
  expiresAt: Type.Union([Time, Type.Null()], { description: 'until then' }),
  machines: Type.Array(GivenUpView, { description: 'what would follow, or what still waits' }),
  warnings: Type.Array(Type.String(), { description: 'what is lost if the host in fact runs' }),
});

type View = (host: Host) => HostView;

export function hostLifeRoutes(app: Server, services: Services, view: View): void {
  renameRoute(app, services, view);
  reasonedRoute(app, services, view, 'remove');
  reasonedRoute(app, services, view, 'rebind');
  confirmDownRoute(app, services, view);
}

function renameRoute(app: Server, services: Services, view: View): void {
  app.post(
    '/hosts/:host/rename',
    {
      schema: {
        summary: 'Give a host another label',
        params: HostPath,
        headers: PostHeaders,
        body: RenameBody,
        response: { ...answers(HostChange), 202: HostChange },
      },
    },
    async (request, reply) => {
      const { hostId } = findHost(services.model.state, request.params.host);
      const { name = '' } = request.body;
      const made = await change(services, request, { kind: 'renameHost', host: hostId, name });
      return reply.code(made.code).send({ cursor: made.cursor, host: view(made.host(hostId)) });
    },
  );
}

const summaries = {
  remove: 'Take a host out of the cloud; refused while it has machines or evidence',
  rebind: 'Let another agent speak for a host, after a copy of it was heard or a part was replaced',
} as const;

function reasonedRoute(
  app: Server,
  services: Services,
  view: View,
  action: keyof typeof summaries,
): void {
  app.post(
    `/hosts/:host/${action}`,
    {
      schema: {
        summary: summaries[action],
        params: HostPath,
        headers: PostHeaders,
        body: Type.Union([WhyBody, Type.Null()]),
        response: { ...answers(HostChange), 202: HostChange },
      },
    },
    async (request, reply) => {
      const { hostId } = findHost(services.model.state, request.params.host);
      const kind = action === 'remove' ? 'removeHost' : 'rebindHost';
      const why = request.body?.why ?? '';
      const made = await change(services, request, { kind, host: hostId, why });
      return reply.code(made.code).send({ cursor: made.cursor, host: view(made.host(hostId)) });
    },
  );
}

function confirmDownRoute(app: Server, services: Services, view: View): void {
  app.post(
    '/hosts/:host/confirm-down',
    {
      schema: {
        summary:
          'Vouch that nothing of a silent host runs: first what would follow, then by its word',
        params: HostPath,
        headers: PostHeaders,
        body: Type.Union([ConfirmBody, Type.Null()]),
        response: { ...answers(Confirmation), 202: Confirmation },
      },
    },
    async (request, reply) => {
      const { model } = services;
      const { hostId } = findHost(model.state, request.params.host);
      const { why = '', confirm: word = '' } = request.body ?? {};
      const made = await change(services, request, {
        kind: 'confirmDown',
        host: hostId,
        why,
        word,
      });
      const host = made.host(hostId);
      const confirmed = word !== '' || isConfirmedDown(host);
      const asked = confirmed ? null : host.downAsked;
      return reply.code(made.code).send({
        ...{ cursor: made.cursor, host: view(host), confirmed },
        confirm: asked?.word ?? null,
        expiresAt: asked && timeText(asked.expiresAtMs),
        machines: givenUpWith(model.state, host).map(renderGivenUp),
        warnings: asked ? [...ifItRuns] : [],
      });
    },
  );
}

/** Sends the command, and waits until the view shows what it caused. */
async function change(
  { model, leader, viewWaitMs }: Services,
  request: Parameters<typeof keyOf>[0],
  command: Request,
) {
  const { cursor } = await leader.command(actorOf(request), keyOf(request), command);
  const seen = await model.waitFor(sequenceOf(cursor), viewWaitMs);
  const host = (hostId: string): Host => findHost(model.state, hostId);
  return { cursor, host, code: seen ? (200 as const) : (202 as const) };
}
