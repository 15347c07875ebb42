import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseTokens } from '../../../api/auth/tokens.ts';
import { configSchema } from '../../../api/config.ts';
import { statusOf } from '../../../api/errors.ts';
import { parseConfig } from '../../../shared/base/config-reader.ts';
import { authorize, rights } from '../../../shared/model/authorization.ts';
import { reasons } from '../../../shared/model/reasons.ts';

const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');

describe('tokens', () => {
  const text = `{"admin":"${digestOf('one')}"}\n{"monitor":"${digestOf('two').toUpperCase()}"}\n`;

  test('belong to the account of their line', () => {
    const tokens = parseTokens(text, 'tokens');
    expect(tokens.actorOf('one')).toEqual({
      ...{ accountId: 'admin', administrator: true, projectId: 'p1' },
    });
    expect(tokens.actorOf('two')).toMatchObject({ accountId: 'monitor', administrator: false });
  });

  test.each(['', 'three', 'one ', digestOf('one'), 'x'.repeat(1_000_000)])(
    '%#: unknown',
    (token) => {
      expect(parseTokens(text, 'tokens').actorOf(token)).toBeNull();
    },
  );

  test.each([
    ['nothing', '', 'holds no token'],
    ['no JSON', 'admin', 'line 1 is not a JSON object'],
    ['a token in clear', '{"admin":"secret"}', '64 hexadecimal digits'],
    ['a strange account', `{"../admin":"${digestOf('x')}"}`, 'is not an account'],
  ])('%s is refused', (_what, content, message) => {
    expect(() => parseTokens(content, 'tokens')).toThrow(message);
  });
});

describe('what an account may', () => {
  const admin = { accountId: 'admin', administrator: true, projectId: 'p1' };
  const user = { accountId: 'user', administrator: false, projectId: 'p1' };
  const outcomes = (actor: typeof user, projectId: string | null) =>
    rights.map((right) => {
      const outcome = authorize(actor, right, projectId, 'web');
      return outcome.ok ? 'may' : outcome.reason.reason;
    });

  test.each([
    ['an administrator, of another project', admin, 'p2', ['may', 'may', 'may']],
    ['an administrator, of the cloud', admin, null, ['may', 'may', 'may']],
    ['a user, of his project', user, 'p1', ['may', 'may', 'notAuthorized']],
    ['a user, of the cloud', user, null, ['may', 'notAuthorized', 'notAuthorized']],
    [
      ...(['a user, of another project', user, 'p2'] as const),
      ['unknownMachine', 'unknownMachine', 'unknownMachine'],
    ],
  ])('%s', (_who, actor, projectId, expected) => {
    expect(outcomes(actor, projectId)).toEqual(expected);
  });
});

describe('the configuration', () => {
  const good = {
    ...{ cloudId: 'c'.repeat(32), cloudKeyFile: '/k', tokenFile: '/t' },
    nats: { servers: ['nats://127.0.0.1:4222'], seedFile: '/s' },
    listen: { host: '127.0.0.1', port: 0 },
  };

  test('is taken and frozen', () => {
    const config = parseConfig(configSchema, JSON.stringify(good), 'api.json');
    expect(config).toEqual(good);
    expect(Object.isFrozen(config.nats.servers)).toBe(true);
  });

  test.each([
    ['a bad port', { ...good, listen: { host: 'a', port: 70_000 } }, 'api.json: listen.port'],
    ['a bad cloud', { ...good, cloudId: 'x' }, 'api.json: cloudId'],
    ['no server', { ...good, nats: { servers: [], seedFile: '/s' } }, 'api.json: nats.servers'],
    ['a field of nobody', { ...good, debug: true }, 'api.json: debug'],
  ])('names the field at fault: %s', (_what, content, message) => {
    expect(() => parseConfig(configSchema, JSON.stringify(content), 'api.json')).toThrow(message);
  });
});

test('every reason has a status of HTTP that fits: the fault of the client, of the state, or ours', () => {
  for (const reason of Object.keys(reasons) as (keyof typeof reasons)[])
    expect([400, 401, 403, 404, 409, 413, 422, 429, 503, 507]).toContain(statusOf[reason]);
});
