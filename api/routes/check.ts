/** Does the cloud keep its promises? The result of the last look, a look on demand, and the repair of what can be repaired. */
import { authorize } from '../../shared/model/authorization.ts';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../auth/authenticate.ts';
import { Refused } from '../errors.ts';
import type { Server, Services } from '../server.ts';
import { CheckView, renderCheck } from '../views/check-view.ts';
import { NoBody, answers } from './parameters.ts';

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
}

/** It tells of machines of every project. Throws `Refused`. */
function administrators(request: FastifyRequest): void {
  const allowed = authorize(actorOf(request), 'administer', null, 'check');
  if (!allowed.ok) throw new Refused(allowed.reason);
}
