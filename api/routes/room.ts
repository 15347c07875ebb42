/** How much room is there for more machines? What fits only the scheduler knows; what there is, the view. */
import { actorOf } from '../auth/authenticate.ts';
import type { Server, Services } from '../server.ts';
import { RoomView, renderRoom } from '../views/room-view.ts';
import { answers } from './parameters.ts';

export function roomRoutes(app: Server, { model, clock, leader }: Services): void {
  app.get(
    '/room',
    {
      schema: {
        summary: 'How many machines of each type fit now, and how many there are',
        response: answers(RoomView),
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { types } = await leader.room(actor);
      return renderRoom(model.state, types, actor.projectId, clock.now());
    },
  );
}
