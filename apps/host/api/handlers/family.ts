import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { readSeen } from '../seen-ticket.js';

type Names = 'followTicket' | 'unfollowTicket' | 'gatherTickets' | 'releaseTicket';

export function familyHandlers(grounds: Grounds): Some<Names> {
  const { desk, house, now } = grounds;
  return {
    followTicket: ({ ticket, caller }) => desk.follow(caller.account.id, ticket.ticket.id, now()),
    unfollowTicket: ({ ticket, caller }) => desk.unfollow(caller.account.id, ticket.ticket.id),
    gatherTickets: async ({ ticket, caller, body, note }) => {
      const lead = ticket.ticket.id;
      const meant = [...new Set(body.tickets)];
      for (const id of meant)
        if ((await readSeen(house.store, caller.grant, id)) === null)
          throw new ApiRefusal('not-found', 'one of these tickets is not there');
      const members = await desk.gather(meant, lead, caller.account.id, now());
      note(`ticket:${lead}`, { tickets: meant.length });
      grounds.announce({ kind: 'tickets', ids: [...new Set([lead, ...meant, ...members])].slice(0, 500) });
    },
    releaseTicket: async ({ ticket, note }) => {
      const { id } = ticket.ticket;
      note(`ticket:${id}`);
      if (!(await desk.release(id))) throw new ApiRefusal('not-found', 'nobody has put it under another ticket');
      // Whatever it stood under shows one less.
      grounds.announce({ kind: 'tickets', ids: null });
    },
  };
}
