/** Getting into the page: a code for a link, a session for a code, and leaving again. */
import Type from 'typebox';
import { actorOf, bearerToken } from '../auth/authenticate.ts';
import type { PageAccess, Pass } from '../auth/page-access.ts';
import type { Server } from '../server.ts';
import { Time, timeText } from '../views/words.ts';
import { NoBody, answers } from './parameters.ts';

const Code = Type.Object({
  code: Type.String({ description: 'works once: open the page at `/#login=CODE`' }),
  endsAt: Time,
});
const Session = Type.Object({ token: Type.String(), endsAt: Time });
const Left = Type.Object({ left: Type.Boolean() });

export function pageAccessRoutes(app: Server, access: PageAccess): void {
  const endsAt = (pass: Pass): string => timeText(pass.endsAtMs);
  app.post(
    '/page/codes',
    { schema: { summary: 'A code for a log-in link', body: NoBody, response: answers(Code) } },
    async (request) => {
      const pass = access.newCode(actorOf(request));
      return { code: pass.text, endsAt: endsAt(pass) };
    },
  );

  app.post(
    '/page/sessions',
    {
      config: { takesCode: true },
      schema: {
        summary: 'Log in: the code of a link, sent as the bearer token, for the token of a session',
        body: NoBody,
        response: answers(Session),
      },
    },
    async (request) => {
      const pass = access.newSession(actorOf(request));
      return { token: pass.text, endsAt: endsAt(pass) };
    },
  );

  app.post(
    '/page/log-out',
    { schema: { summary: 'End this session', body: NoBody, response: answers(Left) } },
    async (request) => {
      access.end(bearerToken(request.headers.authorization));
      return { left: true };
    },
  );
}
