/** What the part that admits hosts is told when it starts. */
import Type from 'typebox';
import {
  closed,
  filePath,
  hexId,
  logLevelSchema,
  natsSchema,
} from '../../shared/base/config-reader.ts';

const line = Type.String({ minLength: 1, maxLength: 65_536, pattern: '^[^\\u0000-\\u001f]*$' });

export const configSchema = Type.Object(
  {
    cloudId: hexId,
    nats: natsSchema,
    /** nats-server's file of keys, its configuration, and where it writes its process number. */
    usersFile: filePath,
    configFile: filePath,
    pidFile: filePath,
    /** Lines of that file: of the parts that the starter placed, and the pattern of a joined host's. */
    placed: Type.Array(line, { minItems: 1 }),
    pattern: line,
    logLevel: logLevelSchema,
  },
  closed,
);
