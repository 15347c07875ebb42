/** From a request to its decision: one line a command. Who may ask is decided here again, after the API did. */
import { ok, refused } from '../../shared/base/result.ts';
import type { Result } from '../../shared/base/result.ts';
import { authorize } from '../../shared/model/authorization.ts';
import type { Right } from '../../shared/model/authorization.ts';
import type { Command, CommandKind } from '../../shared/model/command.ts';
import type { Event } from '../../shared/model/events.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { State } from '../../shared/model/state.ts';
import { decideConfirmDown } from './confirm-down.ts';
import {
  decideDisableHost,
  decideEnableHost,
  decideRebindHost,
  decideRenameHost,
} from './host-actions.ts';
import { decideJoinHost, decideOfferHost, decideWithdrawOffer } from './join-host.ts';
import type { Standings } from './host-views.ts';
import { decideMachineAction } from './machine-actions.ts';
import { decideHold, decideRelease } from './quarantine-actions.ts';
import { decideRemoveHost } from './remove-host.ts';
import { decideRepair } from './repair.ts';
import { decideRun } from './run.ts';
import type { ComposeContext } from './run.ts';

/** What is changed by each command, and so who may ask for it. */
const rightOf = {
  run: 'change',
  start: 'change',
  stop: 'change',
  shutdown: 'change',
  kill: 'change',
  hold: 'administer',
  release: 'administer',
  joinHost: 'administer',
  enableHost: 'administer',
  disableHost: 'administer',
  offerHost: 'administer',
  withdrawOffer: 'administer',
  renameHost: 'administer',
  removeHost: 'administer',
  confirmDown: 'administer',
  rebindHost: 'administer',
  recover: 'administer',
  repair: 'administer',
  why: 'see',
  plan: 'see',
  room: 'see',
} as const satisfies Record<CommandKind, Right>;

/** Ids of accounts and projects: subjects are made of them. */
const accountWord = /^[A-Za-z0-9]{1,64}$/;

/** The refusal of a command whose actor may not ask for it, or null. */
export function commandRefusal(command: Command): Refusal | null {
  const { actor: accountId, administrator, projectId, request } = command;
  if (!accountWord.test(accountId)) return notAWord('actor', accountId);
  if (!accountWord.test(projectId)) return notAWord('projectId', projectId);
  const allowed = authorize(
    { accountId, administrator, projectId },
    rightOf[request.kind],
    projectId,
    request.kind,
  );
  return allowed.ok ? null : allowed.reason;
}

export interface CommandFacts {
  readonly standings: Standings;
  /** Hosts that nobody has heard for as long as the site says. */
  readonly silent: ReadonlySet<string>;
  readonly compose: ComposeContext;
}

export function decideCommand(
  state: State,
  command: Command,
  facts: CommandFacts,
  nowMs: number,
): Result<readonly Event[], Refusal> {
  const { request, projectId } = command;
  const refusal = commandRefusal(command);
  if (refusal) return refused(refusal);
  switch (request.kind) {
    case 'run':
      return decideRun(state, request, { projectId, ...facts }, nowMs);
    case 'start':
    case 'stop':
    case 'shutdown':
    case 'kill':
      return decideMachineAction(state, request.kind, projectId, request.machines, nowMs);
    case 'hold':
      return decideHold(state, projectId, request.machine, request.why);
    case 'release':
      return decideRelease(state, projectId, request.machine);
    case 'joinHost':
      return decideJoinHost(state, request, nowMs);
    case 'offerHost':
      return decideOfferHost(state, request, nowMs);
    case 'withdrawOffer':
      return decideWithdrawOffer(state, request);
    case 'enableHost':
      return decideEnableHost(state, request.host, request.why);
    case 'disableHost':
      return decideDisableHost(state, request.host, request.why);
    case 'renameHost':
      return decideRenameHost(state, request.host, request.name);
    case 'rebindHost':
      return decideRebindHost(state, request.host, request.why);
    case 'removeHost':
      return decideRemoveHost(state, request.host, request.why);
    case 'confirmDown':
      return decideConfirmDown(state, request, facts.silent, nowMs);
    case 'repair':
      return ok(decideRepair(state, request, projectId, nowMs));
    case 'recover':
    case 'why':
    case 'plan':
    case 'room':
      return refused(notACommand);
  }
}

function notAWord(where: string, given: string): Refusal {
  return {
    ...{ reason: 'malformedRequest', where },
    message: `${JSON.stringify(given)} is not an id of 1 to 64 letters and digits`,
    whatToDo: 'correct the accounts of the API that sent it',
  };
}

const notACommand: Refusal = {
  reason: 'malformedRequest',
  message: 'a question was sent where a command was expected',
  where: 'request',
  whatToDo: 'ask questions without an idempotency key',
};
