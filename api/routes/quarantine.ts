/** Quarantine: what is kept of machines that ended, and holding it beyond its time. */
import Type from 'typebox';
import { authorize } from '../../shared/model/authorization.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import type { Evidence } from '../../shared/model/state.ts';
import { actorOf } from '../auth/authenticate.ts';
import { refuse } from '../errors.ts';
import { findMachine } from '../read-model/find-machine.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { EvidenceView, isClosed, renderEvidence } from '../views/evidence-view.ts';
import { closed } from '../views/words.ts';
import { MachinePath, PostHeaders, WhyBody, answers, keyOf } from './parameters.ts';

const EvidenceChange = Type.Object({ cursor: Type.String(), evidence: EvidenceView });

export function quarantineRoutes(app: Server, services: Services): void {
  const { model, leader, clock } = services;
  app.get(
    '/quarantine',
    {
      schema: {
        summary: 'What is kept, oldest first; with purged=true also what is closed',
        querystring: Type.Object({ purged: Type.Optional(Type.Boolean()) }, closed),
        response: answers(Type.Object({ evidence: Type.Array(EvidenceView) })),
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const shown = [...model.state.evidence.values()]
        .filter((one) => request.query.purged === true || !isClosed(model.state, one, clock.now()))
        .filter(({ machineId }) => maySee(services, actor, machineId))
        .sort((a, b) => a.keptAtMs - b.keptAtMs);
      return { evidence: shown.map((one) => renderEvidence(model.state, one)) };
    },
  );

  for (const action of ['hold', 'release'] as const) {
    app.post(
      `/quarantine/:machine/${action}`,
      {
        schema: {
          summary: action === 'hold' ? 'Keep evidence beyond its time' : 'End a hold',
          params: MachinePath,
          headers: PostHeaders,
          body: Type.Union([WhyBody, Type.Null()]),
          response: { ...answers(EvidenceChange), 202: EvidenceChange },
        },
      },
      async (request, reply) => {
        const { machineId } = findEvidence(services, actorOf(request), request.params.machine);
        const { cursor } = await leader.command(actorOf(request), keyOf(request), {
          ...{ kind: action, machine: machineId, why: request.body?.why ?? '' },
        });
        const seen = await model.waitFor(sequenceOf(cursor), services.viewWaitMs);
        const evidence = findEvidence(services, actorOf(request), machineId);
        return reply
          .code(seen ? 200 : 202)
          .send({ cursor, evidence: renderEvidence(model.state, evidence) });
      },
    );
  }
}

function findEvidence({ model }: Services, actor: Actor, reference: string): Evidence {
  const { spec } = findMachine(model.state, actor, reference);
  return (
    model.state.evidence.get(spec.machineId) ??
    refuse(
      'unknownEvidence',
      `Nothing of the machine ${spec.name} is in quarantine.`,
      reference,
      'See `stratus quarantine` for what is; only what ran is kept, and only when it has ended.',
    )
  );
}

function maySee({ model }: Services, actor: Actor, machineId: string): boolean {
  const projectId = model.state.machines.get(machineId)?.spec.projectId;
  return projectId !== undefined && authorize(actor, 'see', projectId, machineId).ok;
}
