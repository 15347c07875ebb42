/** The version that every message carries: a reader refuses a later one instead of skipping what it cannot know. */
import { UpgradeNeeded, WireError, record, uint, within } from './codec.ts';
import type { Codec } from './codec.ts';

/** The version of the conversation that this release speaks, and the highest it understands. */
export const conversationFormat = 1;

const format = uint(0xffff_ffff, 1);

/** The codec of a message whose first field is `format`. */
export function withFormat<Value extends object>(
  fields: Codec<Value> | { readonly [Key in keyof Value]-?: Codec<Value[Key]> },
): Codec<Value> {
  const body =
    'encode' in fields && typeof fields.encode === 'function'
      ? fields
      : record<Value>(fields as never);
  return {
    encode: (value) => ({ ...(body.encode(value) as object), format: conversationFormat }),
    decode(raw, path) {
      // A message field that is not there is read as null.
      if (typeof raw !== 'object' || raw === null) throw new WireError(`${path}: missing`);
      const sent = format.decode((raw as { format?: unknown }).format, within(path, 'format'));
      if (sent > conversationFormat) {
        throw new UpgradeNeeded(
          `${path} has format ${sent}, this release reads up to ${conversationFormat}; upgrade this part`,
        );
      }
      return body.decode(raw, path);
    },
  };
}
