import { OperatorError, type Configuration } from '@passerelle/runtime';

/** The route that is named, or the only one there is. */
export function onlyRoute({ routes, file }: Configuration, named: string | undefined): string {
  if (named !== undefined) return named;
  const migrations = routes.filter(({ mode }) => mode === 'migrate');
  const [first] = migrations;
  if (first && migrations.length === 1) return first.name;
  const names = migrations.map(({ name }) => name).join(', ');
  throw new OperatorError(
    'unknown-name',
    `${file}: expected one route, or --route with one of ${migrations.length}`,
    migrations.length === 0 ? 'add one under «routes»' : `name one of ${names} with --route`,
  );
}
