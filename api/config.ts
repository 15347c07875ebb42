/** What the API is told when it starts. */
import Type from 'typebox';
import type { Static } from 'typebox';
import {
  closed,
  filePath,
  hexId,
  logLevelSchema,
  natsSchema,
} from '../shared/base/config-reader.ts';

export const configSchema = Type.Object(
  {
    cloudId: hexId,
    nats: natsSchema,
    cloudKeyFile: filePath,
    listen: Type.Object(
      {
        host: Type.String({ minLength: 1, maxLength: 255 }),
        port: Type.Integer({ minimum: 0, maximum: 65_535, description: '0: any free one' }),
      },
      closed,
    ),
    tokenFile: filePath,
    logLevel: logLevelSchema,
  },
  closed,
);

export type Config = Static<typeof configSchema>;
