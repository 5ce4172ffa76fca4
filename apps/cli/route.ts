import { OperatorError, type Configuration } from '@passerelle/runtime';

/** The route that is named, or the only one there is. */
export function onlyRoute({ routes, file }: Configuration, named: string | undefined): string {
  if (named !== undefined) return named;
  const [first] = routes;
  if (first && routes.length === 1) return first.name;
  const names = routes.map(({ name }) => name).join(', ');
  throw new OperatorError(
    'unknown-name',
    `${file}: expected one route, or --route with one of ${routes.length}`,
    routes.length === 0 ? 'add one under «routes»' : `name one of ${names} with --route`,
  );
}
