/** In which state is a machine after an event? So that who prints states needs to know no event by its name. */
import type { EventType } from '../shared/model/events.ts';
import type { MachineState } from '../shared/model/words.ts';
import type { EventObject } from '../shared/render/event-object.ts';

/** As shared/model/apply-machine.ts folds them; `machineAdvanced` says it itself. */
const stateAfter: Partial<Record<EventType, MachineState>> = {
  ...{ machineAccepted: 'pending', machinePlaced: 'prolog', startOrdered: 'boot' },
  ...{ stopOrdered: 'stopping', machineStopped: 'stopped', killOrdered: 'epilog' },
  ...{
    machineLost: 'unknown',
    machineFailed: 'failed',
    machineGivenUp: 'done',
    machineGone: 'done',
  },
};

/** Null: the event says nothing about a machine's state. */
export function machineStateAfter(event: Pick<EventObject, 'type' | 'data'>): MachineState | null {
  if (event.type === 'machineAdvanced') return event.data['to'] as MachineState;
  return stateAfter[event.type as EventType] ?? null;
}
