import { isEverywhere, reaches } from '@passerelle/api';
import { findAlerts, mirrorRuns, type RouteSettings } from '@passerelle/runtime';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { showConnection, showHistory } from '../show/connections.js';
import { showRun } from '../show/runs.js';

type Names =
  | 'listConnections'
  | 'readConnectionHistory'
  | 'checkConnection'
  | 'wakeConnection'
  | 'listRoutes'
  | 'listRuns'
  | 'readRun'
  | 'listAlerts';

const checkFor = 30_000;

export function operationHandlers(grounds: Grounds): Some<Names> {
  const { house, desk } = grounds;
  return {
    listConnections: async ({ caller, language }) => {
      const names = [...house.configuration.connections.keys()].filter((name) => reaches(caller.grant, name));
      return { connections: await Promise.all(names.map((name) => showConnection(grounds, name, language))) };
    },
    readConnectionHistory: ({ params, query }) => showHistory(grounds, params.connection, query.hours),
    checkConnection: async ({ params }) => {
      const { connector } = await house.connected(params.connection);
      const { ok, version, instance, clockOffset, findings } = await connector.check(AbortSignal.timeout(checkFor));
      return {
        ok,
        version,
        instance,
        clockOffset,
        findings: findings.map(({ name, title, ok: fine, detail, advice, blocking }) => ({
          name,
          title,
          ok: fine,
          detail,
          advice,
          blocking,
        })),
      };
    },
    wakeConnection: async ({ params }) => grounds.wake(params.connection),
    listRoutes: async ({ caller, language }) => {
      const routes = house.configuration.routes.filter((route) =>
        membersOf(route).every((name) => reaches(caller.grant, name)),
      );
      const shown = await Promise.all(
        routes.map(async (route) => {
          const kept = route.mode === 'mirror' ? mirrorRuns : route.name;
          const [last] = (await desk.runPage({ route: kept, cursor: null, limit: 1 })).rows;
          return {
            name: route.name,
            mode: route.mode,
            connections: membersOf(route),
            from: route.mode === 'migrate' ? route.from : null,
            to: route.mode === 'migrate' ? route.to : null,
            owns: route.mode === 'mirror' ? { ...(route.owns as Record<string, string>) } : {},
            closes: route.mode === 'mirror' ? route.closes : null,
            mails: route.mode === 'mirror' ? route.mails : null,
            rules: route.mode === 'mirror' ? route.rules : [],
            // A mirror's runs go over all connections: not for who sees some of them alone.
            lastRun: last && isEverywhere(caller.grant) ? showRun(last, language) : null,
          };
        }),
      );
      return { routes: shown };
    },
    listRuns: async ({ query, language }) => {
      const { rows, next } = await desk.runPage({
        route: query.route ?? null,
        cursor: query.cursor ?? null,
        limit: query.limit,
      });
      return { rows: rows.map((row) => showRun(row, language)), next };
    },
    readRun: async ({ params, language }) => {
      const run = await house.store.run(params.run);
      if (!run || run.route.includes(':')) throw new ApiRefusal('not-found', 'no such run');
      return { ...showRun(run, language), report: { ...run.report } };
    },
    listAlerts: async ({ language }) => {
      const alerts = await findAlerts(house, grounds.fares(), grounds.now());
      return {
        alerts: alerts.map(({ cause, connection, kind, detail, advice }) => ({
          cause,
          connection,
          severity: kind,
          text: detail[language],
          advice: advice[language],
        })),
      };
    },
  };
}

function membersOf(route: RouteSettings): string[] {
  return route.mode === 'migrate' ? [route.from, route.to] : [...route.between];
}
