import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { prefix, type LiveEvent, type RouteName } from '@passerelle/api';

const operations: readonly RouteName[] = [
  'listConnections',
  'listRuns',
  'listConflicts',
  'listHeld',
  'listDeadLetters',
  'listPauses',
  'listAlerts',
];

/** The questions whose answers an event may have changed; with a ticket, of that ticket alone. */
export function touchedBy(event: LiveEvent): readonly { readonly route: RouteName; readonly ticket?: string }[] {
  switch (event.kind) {
    case 'hello':
      return [];
    case 'tickets': {
      const whole =
        event.ids === null
          ? [{ route: 'readTicket' as const }]
          : event.ids.map((ticket) => ({ route: 'readTicket' as const, ticket }));
      return [{ route: 'listTickets' }, { route: 'countTickets' }, ...whole];
    }
    case 'presence':
      return [{ route: 'announce', ticket: event.ticket }];
    case 'action':
      return [
        { route: 'listActions', ticket: event.ticket },
        { route: 'readTicket', ticket: event.ticket },
      ];
    case 'operations':
      return operations.map((route) => ({ route }));
    case 'migration':
      return (['listMigrations', 'readMigration', 'readPlan', 'readVerification', 'readRollback'] as const).map(
        (route) => ({ route }),
      );
  }
}

/** Hears that something is new and asks again for what is on the screen: at most once in two seconds for each question. */
export function useLive(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const source = new EventSource(`${prefix}/events`);
    const due = new Map<string, readonly unknown[]>();
    let timer: number | undefined;
    const flush = (): void => {
      timer = undefined;
      for (const queryKey of due.values()) void client.invalidateQueries({ queryKey });
      due.clear();
    };
    const hear = ({ data }: MessageEvent<string>): void => {
      for (const { route, ticket } of touchedBy(JSON.parse(data) as LiveEvent)) {
        const queryKey = ticket === undefined ? [route] : [route, { ticket }];
        due.set(JSON.stringify(queryKey), queryKey);
      }
      timer ??= window.setTimeout(flush, 2_000);
    };
    const kinds = ['message', 'hello', 'tickets', 'presence', 'action', 'operations', 'migration'];
    for (const kind of kinds) source.addEventListener(kind, hear as EventListener);
    // After a gap nobody knows what was missed.
    let wasOpen = false;
    source.addEventListener('open', () => {
      if (wasOpen) askAgain(client);
      wasOpen = true;
    });
    return () => {
      source.close();
      window.clearTimeout(timer);
    };
  }, [client, enabled]);
}

function askAgain(client: QueryClient): void {
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'readSession' });
}
