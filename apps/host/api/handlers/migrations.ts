import type { MigrationOf } from '@passerelle/api';
import type { MigrateRoute } from '@passerelle/sync';
import type { Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { decideWord } from '../migrate/decide-word.js';
import type { Jobs } from '../migrate/jobs.js';
import { readPaper } from '../migrate/papers.js';
import type { Language } from '../problem.js';
import { ApiRefusal } from '../refusal.js';
import { shownPlan, shownRollback, shownVerification } from '../show/papers.js';
import { showRun } from '../show/runs.js';

type Names =
  | 'listMigrations'
  | 'readMigration'
  | 'readPlan'
  | 'readVerification'
  | 'readRollback'
  | 'runMigration'
  | 'stopMigration'
  | 'decideWord';

export function migrationHandlers(grounds: Grounds, jobs: Jobs): Some<Names> {
  const { house, desk } = grounds;

  function routeOf(name: string): MigrateRoute {
    const route = house.configuration.routes.find((one) => one.name === name);
    if (route?.mode !== 'migrate') throw new ApiRefusal('not-found', 'no such migration');
    return route;
  }

  async function show({ name, from, to }: MigrateRoute, language: Language): Promise<MigrationOf> {
    const [runs, plan, verified] = await Promise.all([
      desk.runPage({ route: name, cursor: null, limit: 20 }),
      readPaper(grounds, 'plan', name),
      readPaper(grounds, 'verification', name),
    ]);
    return {
      route: name,
      from,
      to,
      job: jobs.of(name, language),
      runs: runs.rows.map((run) => showRun(run, language)),
      plan: plan && { made: String(plan['made']), ready: plan['ready'] === true },
      verified: verified && { at: String(verified['at']), whole: verified['whole'] === true },
    };
  }

  return {
    listMigrations: async ({ language }) => ({
      migrations: await Promise.all(
        house.configuration.routes.flatMap((route) => (route.mode === 'migrate' ? [show(route, language)] : [])),
      ),
    }),
    readMigration: ({ params, language }) => show(routeOf(params.route), language),
    readPlan: async ({ params, language }) => {
      const kept = await readPaper(grounds, 'plan', routeOf(params.route).name);
      return { plan: kept && shownPlan(kept, language) };
    },
    readVerification: async ({ params, language }) => {
      const kept = await readPaper(grounds, 'verification', routeOf(params.route).name);
      return { verification: kept && shownVerification(kept, language) };
    },
    readRollback: async ({ params }) => {
      const kept = await readPaper(grounds, 'rollback', routeOf(params.route).name);
      return { preview: kept && shownRollback(kept) };
    },
    runMigration: async ({ params, body, note }) => {
      const { name } = routeOf(params.route);
      note(`migration:${name}`, { verb: body.verb, only: body.only ?? null });
      return jobs.start(name, { verb: body.verb, only: body.only ?? null });
    },
    stopMigration: async ({ params }) => jobs.stop(routeOf(params.route).name),
    decideWord: async ({ params, body, note }) => {
      const route = routeOf(params.route);
      const answer = await decideWord(grounds, route, body);
      note(`migration:${route.name}`, { file: answer.file, written: answer.written });
      return answer;
    },
  };
}
