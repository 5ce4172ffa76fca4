import type { FastifyInstance } from 'fastify';

/** Every route that a server really answers, as `GET /path/:parameter`, read from its own tree. */
export function registeredIn(app: Pick<FastifyInstance, 'printRoutes'>): readonly string[] {
  const path: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
      if (part === '') return [];
      path.splice(indent.length / 4, Infinity, part);
      return methods === undefined ? [] : methods.split(', ').map((method) => `${method} ${path.join('')}`);
    });
}
