/** Is the cloud well? */
import type { Server, Services } from '../server.ts';
import { StatusView, renderStatus } from '../views/status-view.ts';
import { answers } from './parameters.ts';

export function statusRoutes(app: Server, services: Services): void {
  app.get(
    '/status',
    { schema: { summary: 'The cloud on one screen', response: answers(StatusView) } },
    async () => renderStatus(services, services.clock.now()),
  );
}
