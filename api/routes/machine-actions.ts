/** What is done to a machine or asked about it: start, stop, shutdown, kill, why, console. */
import Type from 'typebox';
import { actorOf } from '../auth/authenticate.ts';
import { readConsole } from '../commands/read-console.ts';
import { refuse } from '../errors.ts';
import { findMachine } from '../read-model/find-machine.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import type { Server, Services } from '../server.ts';
import { ExplanationView, renderExplanation } from '../views/explanation-view.ts';
import { closed } from '../views/words.ts';
import { ChangeAnswer, changeAnswer } from './machines.ts';
import { MachinePath, NoBody, PostHeaders, answers, keyOf } from './parameters.ts';

const offered = {
  start: 'Start a machine that is stopped or lost',
  stop: 'Halt a machine and keep everything of it',
  shutdown: 'Halt a machine, then end it: its disks go to quarantine',
  kill: 'End a machine at once: its disks go to quarantine',
} as const;

export function machineActionRoutes(app: Server, services: Services): void {
  for (const [action, summary] of Object.entries(offered) as [keyof typeof offered, string][])
    actionRoute(app, services, action, summary);
  whyRoute(app, services);
  consoleRoute(app, services);
}

function actionRoute(
  app: Server,
  services: Services,
  action: keyof typeof offered,
  summary: string,
): void {
  app.post(
    `/machines/:machine/${action}`,
    {
      schema: {
        ...{ summary, params: MachinePath, headers: PostHeaders, body: NoBody },
        response: { ...answers(ChangeAnswer), 202: ChangeAnswer },
      },
    },
    async (request, reply) => {
      const { machine } = request.params;
      const answer = await services.leader.command(actorOf(request), keyOf(request), {
        kind: action,
        machines: [machine],
      });
      const seen = await services.model.waitFor(sequenceOf(answer.cursor), services.viewWaitMs);
      const { spec } = findMachine(services.model.state, actorOf(request), machine);
      const machineIds = [spec.machineId];
      return reply
        .code(seen ? 200 : 202)
        .send(changeAnswer(services, { cursor: answer.cursor, machineIds }));
    },
  );
}

function whyRoute(app: Server, services: Services): void {
  app.get(
    '/machines/:machine/why',
    {
      schema: {
        summary: 'Why a machine is where it is, or what it waits for',
        params: MachinePath,
        response: answers(ExplanationView),
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { spec } = findMachine(services.model.state, actor, request.params.machine);
      const question = { kind: 'why', machine: spec.machineId } as const;
      const { machines } = await services.leader.question(actor, question);
      const [explanation] = machines;
      if (!explanation)
        return refuse(
          'unknownMachine',
          `The scheduler does not know the machine ${spec.name}.`,
          request.params.machine,
          'Try again in a moment.',
        );
      return { ...renderExplanation(explanation), machine: spec.name };
    },
  );
}

function consoleRoute(app: Server, services: Services): void {
  app.get(
    '/machines/:machine/console',
    {
      schema: {
        summary: 'A piece of the console log of a machine, at most 64 KiB',
        params: MachinePath,
        querystring: Type.Object(
          {
            from: Type.Optional(
              Type.Integer({
                minimum: Number.MIN_SAFE_INTEGER,
                maximum: Number.MAX_SAFE_INTEGER,
                description: 'byte to begin at; negative: so many before the end; 0',
              }),
            ),
          },
          closed,
        ),
        response: answers(
          Type.Object({
            known: Type.Boolean({ description: 'false: no console was ever written' }),
            text: Type.String({ description: 'UTF-8; other bytes are replaced' }),
            fromByte: Type.Integer(),
            nextByte: Type.Integer({ description: 'give it as `from` for what follows' }),
          }),
        ),
      },
    },
    async (request) => {
      const machine = findMachine(services.model.state, actorOf(request), request.params.machine);
      return readConsole(services, machine, request.query.from ?? 0);
    },
  );
}
