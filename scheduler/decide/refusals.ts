/** The refusals that several commands share: each says what was wrong, where, and what to do. */
import { classicNames, statesAccepting, verdict } from '../../shared/model/lifecycle.ts';
import type { Action } from '../../shared/model/lifecycle.ts';
import type { Refusal } from '../../shared/model/reasons.ts';
import type { Machine } from '../../shared/model/state.ts';

export function requestTooLarge(bytes: number, bytesMax: number): Refusal {
  return {
    reason: 'requestTooLarge',
    message: `the request needs ${bytes} bytes in the log, one request may have ${bytesMax}`,
    where: 'request',
    whatToDo: 'ask for fewer machines at once, or shorter lists of locations',
  };
}

export function keyConflict(key: string): Refusal {
  return {
    reason: 'keyConflict',
    message: `the idempotency key ${key} was used for another request`,
    where: 'Idempotency-Key',
    whatToDo: 'use a new key for a new request; repeat a request with exactly the same content',
  };
}

export function unknownMachine(name: string): Refusal {
  return {
    reason: 'unknownMachine',
    message: `there is no machine ${name}`,
    where: 'machine',
    whatToDo: 'look at the list of machines; a name is free again when its machine has ended',
  };
}

export function unknownHost(name: string): Refusal {
  return {
    reason: 'unknownHost',
    message: `there is no host ${name}`,
    where: 'host',
    whatToDo: 'look at the list of hosts',
  };
}

export function hostExists(name: string): Refusal {
  return {
    reason: 'hostExists',
    message: `host ${name} is there already`,
    where: 'host',
    whatToDo: 'choose another name, or remove that host first',
  };
}

export function hostRemoved(name: string): Refusal {
  return {
    reason: 'hostRemoved',
    message: `this host was removed from the cloud; it was ${name}`,
    where: 'host',
    whatToDo: 'join it anew, with a new identity: `stratus host add`',
  };
}

/** Nothing can be started or stopped there, and it cannot be enabled. */
export function hostIsDown(name: string): Refusal {
  return {
    reason: 'hostIsDown',
    message: `host ${name} is confirmed down and has not spoken since`,
    where: `host ${name}`,
    whatToDo: 'bring the host back, or end its machines (`stratus kill`) and run them anew',
  };
}

export function unknownEvidence(name: string): Refusal {
  return {
    reason: 'unknownEvidence',
    message: `nothing of machine ${name} is in quarantine`,
    where: 'machine',
    whatToDo: 'look at the list of quarantine: evidence appears there when its machine has ended',
  };
}

/** The action makes no sense for the machine now, or is not offered yet. */
export function actionRefused(machine: Machine, action: Action): Refusal {
  const where = `machine ${machine.spec.name}`;
  if (verdict(machine.state, action) === 'notOffered') {
    const message = `${action} is not offered yet`;
    return {
      reason: 'actionNotOffered',
      message,
      where,
      whatToDo: 'stop and start the machine instead',
    };
  }
  const states = statesAccepting(action).map((state) => classicNames[state]);
  return {
    reason: 'actionNotAllowed',
    message: `${action} is not possible while machine ${machine.spec.name} is ${classicNames[machine.state]}`,
    where,
    whatToDo: `${action} a machine that is ${states.join(', ')}`,
  };
}
