/**
 * Who may do what: the one place that says so. The API asks before it shows something, the scheduler asks again when it
 * decides, so a mistake in one is caught by the other. An object of another project is refused in the words of one that
 * is not there, because its existence is not the asker's business either.
 */
import { ok, refused } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { Refusal } from './reasons.ts';

/** Who asks, as the API has authenticated him. */
export interface Actor {
  readonly accountId: string;
  readonly administrator: boolean;
  /** The project he works in. */
  readonly projectId: string;
}

/** `see` and `change` of what a project owns; `administer`: hosts, and holding or releasing evidence. */
export const rights = ['see', 'change', 'administer'] as const;
export type Right = (typeof rights)[number];

/**
 * Whether `actor` may. `projectId` is the project that owns the object, or null for what belongs to the cloud (hosts,
 * types, networks): everybody may see that, administrators alone change it. `where` names the object in the refusal.
 */
export function authorize(
  actor: Actor,
  right: Right,
  projectId: string | null,
  where: string,
): Result<null, Refusal> {
  if (actor.administrator) return ok(null);
  if (projectId !== null && projectId !== actor.projectId) return refused(notThere(where));
  if (right === 'see') return ok(null);
  if (right === 'change' && projectId !== null) return ok(null);
  return refused({
    reason: 'notAuthorized',
    message: `The account ${actor.accountId} does not administer this cloud.`,
    where,
    whatToDo: 'Ask an administrator of the cloud to do it, or use his token.',
  });
}

function notThere(where: string): Refusal {
  return {
    reason: 'unknownMachine',
    message: `There is no machine ${JSON.stringify(where)} in your project.`,
    where,
    whatToDo: 'Look for its name or number with `stratus list`.',
  };
}
