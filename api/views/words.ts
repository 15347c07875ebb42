/** The small schemas and conversions that several views share: units in names, times as RFC 3339, addresses as text. */
import Type from 'typebox';
import { reasons } from '../../shared/model/reasons.ts';
import type { Reason } from '../../shared/model/reasons.ts';
import { machineStates } from '../../shared/model/words.ts';

export { addressText, coresOf, timeText } from '../../shared/render/units.ts';

export const closed = { additionalProperties: false } as const;

export const Time = Type.String({ description: 'RFC 3339, UTC' });
export const Count = Type.Integer({ minimum: 0 });
export const MiB = Type.Integer({ minimum: 0, description: 'MiB' });
export const Cores = Type.Number({ minimum: 0, description: 'cores, in steps of 0.01' });
export const ReasonWord = Type.Enum(Object.keys(reasons) as Reason[]);
export const MachineStateWord = Type.Enum([...machineStates]);
export const NetworkClassWord = Type.Enum(['public', 'local', 'private']);
export const PolicyWord = Type.Enum(['packing', 'striping', 'loadAware', 'rank']);
export const HostRestartWord = Type.Enum(['leave', 'start']);
export const ContextMethodWord = Type.Enum(['one', 'cloud-init']);
