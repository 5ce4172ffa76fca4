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
    {
      fr: `${file} : une seule route est attendue, ou --route avec l’une des ${migrations.length}`,
      en: `${file}: expected one route, or --route with one of ${migrations.length}`,
    },
    migrations.length === 0
      ? { fr: 'ajoutez-en une sous «routes»', en: 'add one under «routes»' }
      : { fr: `nommez avec --route l’une de ${names}`, en: `name one of ${names} with --route` },
  );
}
