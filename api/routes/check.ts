/** Does the cloud keep its promises? The result of the last look, a look on demand, and the repair of what can be repaired. */
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { authorize } from '../../shared/model/authorization.ts';
import { repairOf } from '../../shared/model/check/repair.ts';
import { actorOf } from '../auth/authenticate.ts';
import { Refused } from '../errors.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { CheckView, FindingView, renderCheck, renderFinding } from '../views/check-view.ts';
import { NoBody, PostHeaders, WhyBody, answers, keyOf } from './parameters.ts';

const Repaired = Type.Object({
  cursor: Type.Union([Type.String(), Type.Null()], { description: 'null: nothing was to be done' }),
  repaired: Type.Array(FindingView, { description: 'what was ordered; hosts carry it out' }),
  left: Type.Array(FindingView, { description: 'what mends itself, or needs a person' }),
});

export function checkRoutes(app: Server, services: Services): void {
  const { model, checkUp } = services;
  app.get(
    '/check',
    { schema: { summary: 'What the last look at the cloud found', response: answers(CheckView) } },
    async (request) => {
      administrators(request);
      return renderCheck(model.state, checkUp.last());
    },
  );
  app.post(
    '/check',
    {
      schema: {
        summary: 'Ask every host what it holds, and compare that with the log; changes nothing',
        body: NoBody,
        response: answers(CheckView),
      },
    },
    async (request) => {
      administrators(request);
      return renderCheck(model.state, await checkUp.now());
    },
  );
  repairRoute(app, services);
}

function repairRoute(app: Server, { model, checkUp, leader, viewWaitMs }: Services): void {
  app.post(
    '/check/repair',
    {
      schema: {
        summary: 'Check, and order what mends it: orphans go to quarantine, idle leases end',
        headers: PostHeaders,
        body: Type.Union([WhyBody, Type.Null()]),
        response: { ...answers(Repaired), 202: Repaired },
      },
    },
    async (request, reply) => {
      administrators(request);
      const key = keyOf(request);
      const { findings } = await checkUp.now();
      const isMended = ({ finding }: (typeof findings)[number]): boolean =>
        finding.remedy === 'repair';
      const view = (some: typeof findings) => some.map((one) => renderFinding(model.state, one));
      const mended = findings.filter(isMended);
      const left = view(findings.filter((one) => !isMended(one)));
      if (mended.length === 0) return { cursor: null, repaired: [], left };
      const repaired = view(mended);
      const repair = repairOf(
        mended.map(({ finding }) => finding),
        request.body?.why ?? '',
      );
      const { cursor } = await leader.command(actorOf(request), key, {
        ...{ kind: 'repair', ...repair },
      });
      const seen = await model.waitFor(sequenceOf(cursor), viewWaitMs);
      return reply.code(seen ? 200 : 202).send({ cursor, repaired, left });
    },
  );
}

/** It tells of machines of every project. Throws `Refused`. */
function administrators(request: FastifyRequest): void {
  const allowed = authorize(actorOf(request), 'administer', null, 'check');
  if (!allowed.ok) throw new Refused(allowed.reason);
}
