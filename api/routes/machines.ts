/** Machines: asking for some, listing them, looking at one. */
import Type from 'typebox';
import { actorOf } from '../auth/authenticate.ts';
import { runMachines } from '../commands/run-machines.ts';
import { findMachine } from '../read-model/find-machine.ts';
import { sequenceOf } from '../read-model/read-model.ts';
import { MachineRequest, runRequestOf } from '../requests/machine-request.ts';
import type { Server, Services } from '../server.ts';
import { authorize } from '../../shared/model/authorization.ts';
import type { Actor } from '../../shared/model/authorization.ts';
import type { Machine, State } from '../../shared/model/state.ts';
import { machineStates } from '../../shared/model/words.ts';
import type { MachineState } from '../../shared/model/words.ts';
import { ExplanationView, renderExplanation } from '../views/explanation-view.ts';
import { MachineView, renderMachine } from '../views/machine-view.ts';
import { closed } from '../views/words.ts';
import { refuse } from '../errors.ts';
import { MachinePath, PostHeaders, answers, keyOf } from './parameters.ts';

/** Room for user data in base64 and everything else of a machine. */
const runBodyBytesMax = 4 * 1_048_576;

export const ChangeAnswer = Type.Object({
  cursor: Type.String({ description: 'where the change is in the log' }),
  machineIds: Type.Array(Type.String()),
  machines: Type.Array(MachineView),
});

const ListQuery = Type.Object(
  {
    state: Type.Optional(
      Type.String({
        description: 'states separated by commas, or `all`; unless given, all but `done`',
      }),
    ),
    after: Type.Optional(Type.Integer({ minimum: 0, description: '`next` of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '1000' })),
  },
  closed,
);

export function machineRoutes(app: Server, services: Services): void {
  runRoute(app, services);
  listRoutes(app, services);
  planRoute(app, services);
}

function runRoute(app: Server, services: Services): void {
  const { model } = services;
  app.post(
    '/machines',
    {
      bodyLimit: runBodyBytesMax,
      schema: {
        summary: 'Run machines',
        headers: PostHeaders,
        body: MachineRequest,
        response: { ...answers(ChangeAnswer), 201: ChangeAnswer, 202: ChangeAnswer },
      },
    },
    async (request, reply) => {
      const options = { ...services, state: model.state };
      const accepted = await runMachines(options, actorOf(request), keyOf(request), request.body);
      const seen = await model.waitFor(sequenceOf(accepted.cursor), services.viewWaitMs);
      return reply.code(seen ? 201 : 202).send(changeAnswer(services, accepted));
    },
  );
}

function listRoutes(app: Server, services: Services): void {
  const { model, hearing } = services;
  const view = (machine: Machine): MachineView => machineView(model.state, hearing, machine);
  app.get(
    '/machines',
    {
      schema: {
        summary: 'List machines, oldest first',
        querystring: ListQuery,
        response: answers(
          Type.Object({
            machines: Type.Array(MachineView),
            next: Type.Union([Type.Integer(), Type.Null()], {
              description: 'give it as `after` for the next page; null: this is the last',
            }),
          }),
        ),
      },
    },
    async (request) => {
      const { state, after = 0, limit = 1000 } = request.query;
      const found = machinesAfter(services, actorOf(request), statesOf(state), after, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1)?.spec.label ?? null;
      return { machines: page.map(view), next: found.length > limit ? last : null };
    },
  );

  app.get(
    '/machines/:machine',
    { schema: { summary: 'One machine', params: MachinePath, response: answers(MachineView) } },
    async (request) => view(findMachine(model.state, actorOf(request), request.params.machine)),
  );
}

function planRoute(app: Server, services: Services): void {
  app.post(
    '/plans',
    {
      bodyLimit: runBodyBytesMax,
      schema: {
        summary: 'What running these machines would do now; changes nothing',
        body: MachineRequest,
        response: answers(Type.Object({ machines: Type.Array(ExplanationView) })),
      },
    },
    async (request) => {
      const none = '00000000-0000-4000-8000-';
      const machineIds = Array.from(
        { length: request.body.count ?? 1 },
        (_, index) => none + String(index + 1).padStart(12, '0'),
      );
      const run = runRequestOf(request.body, machineIds);
      const { machines } = await services.leader.question(actorOf(request), { kind: 'plan', run });
      return { machines: machines.map(renderExplanation) };
    },
  );
}

/** A change as it stands in the view now: its machines are missing while the view has not caught up. */
export function changeAnswer(
  { model, hearing }: Services,
  { cursor, machineIds }: { readonly cursor: string; readonly machineIds: readonly string[] },
) {
  const machines = machineIds.flatMap((id) => model.state.machines.get(id) ?? []);
  return {
    cursor,
    machineIds: [...machineIds],
    machines: machines.map((machine) => machineView(model.state, hearing, machine)),
  };
}

function machineView(state: State, hearing: Services['hearing'], machine: Machine): MachineView {
  const note = machine.hostId === null ? null : hearing.note(machine.hostId);
  const heard = hearing.machine(machine.spec.machineId);
  return renderMachine(state, machine, { heard, note, cpuUsed: hearing.cpuUsed(machine) });
}

/** Labels count up, so walking them in order is walking the machines by age. */
function machinesAfter(
  { model }: Services,
  actor: Actor,
  states: ReadonlySet<MachineState>,
  after: number,
  limit: number,
): Machine[] {
  const found: Machine[] = [];
  for (const [label, id] of model.state.machineByLabel) {
    const machine = label > after ? model.state.machines.get(id) : undefined;
    if (!machine || !states.has(machine.state)) continue;
    if (!authorize(actor, 'see', machine.spec.projectId, machine.spec.name).ok) continue;
    found.push(machine);
    if (found.length === limit) break;
  }
  return found;
}

function statesOf(text: string | undefined): ReadonlySet<MachineState> {
  if (text === 'all') return new Set(machineStates);
  if (text === undefined) return new Set(machineStates.filter((state) => state !== 'done'));
  const words = text.split(',');
  const unknown = words.find((word) => !(machineStates as readonly string[]).includes(word));
  if (unknown !== undefined)
    refuse(
      'malformedRequest',
      `${JSON.stringify(unknown.slice(0, 40))} is not a state of a machine.`,
      'state',
      `Give some of ${machineStates.join(', ')}, or all.`,
    );
  return new Set(words as MachineState[]);
}
