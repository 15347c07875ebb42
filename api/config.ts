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
    volatileLog: Type.Optional(
      Type.Boolean({ description: 'a power cut loses the last requests; every view says so' }),
    ),
    /** Ed25519, PEM: the head of the log is signed with it. */
    headKeyFile: Type.Optional(filePath),
    /** Every hour a copy of the log goes there; none: nowhere. */
    copyFolder: Type.Optional(filePath),
    /** Where nats-server, on this machine, keeps the log: when its disk is full the cloud's state says so. */
    logFolder: Type.Optional(filePath),
    snapshotEveryCommits: Type.Optional(Type.Integer({ minimum: 1 })),
    commands: Type.Optional(
      Type.Object(
        {
          stop: Type.Optional(Type.String({ description: 'in older files; not read' })),
          listen: Type.String({ description: 'starts it where other machines reach it' }),
        },
        { ...closed, description: 'as whoever runs this cloud types them' },
      ),
    ),
    /** Where other machines reach the cloud, over TLS; none: nowhere. */
    entrance: Type.Optional(
      Type.Object(
        {
          address: Type.String({ pattern: '^[0-9]{1,3}(\\.[0-9]{1,3}){3}$' }),
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          certFile: filePath,
          keyFile: filePath,
          /** The authority's certificate, which joining hosts are given. */
          caFile: filePath,
          /** Where their agents find the bus. */
          busServers: Type.Array(Type.String({ pattern: '^tls://[^\\s]+$' }), { minItems: 1 }),
          /** Its images are given to hosts that joined; none: no images are. */
          imageFolder: Type.Optional(filePath),
        },
        closed,
      ),
    ),
    logLevel: logLevelSchema,
  },
  closed,
);

export type Config = Static<typeof configSchema>;
