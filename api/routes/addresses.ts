/** What the site offers: networks with their addresses, and instance types. */
import Type from 'typebox';
import { authorize } from '../../shared/model/authorization.ts';
import { actorOf } from '../auth/authenticate.ts';
import type { Server, Services } from '../server.ts';
import { AddressesView, renderAddresses } from '../views/address-view.ts';
import { TypeView, renderTypes } from '../views/type-view.ts';
import { answers } from './parameters.ts';

export function addressRoutes(app: Server, { model, clock }: Services): void {
  app.get(
    '/addresses',
    { schema: { summary: 'Networks and leased addresses', response: answers(AddressesView) } },
    async (request) => {
      const actor = actorOf(request);
      const { machines } = model.state;
      return renderAddresses(model.state, clock.now(), (machineId) => {
        const projectId = machines.get(machineId)?.spec.projectId;
        return projectId !== undefined && authorize(actor, 'see', projectId, machineId).ok;
      });
    },
  );

  app.get(
    '/types',
    {
      schema: {
        summary: 'Instance types',
        response: answers(Type.Object({ types: Type.Array(TypeView) })),
      },
    },
    async () => ({ types: renderTypes(model.state) }),
  );
}
