import { z } from 'zod';
import { Problem } from './basics.js';
import { prefix, type Route } from './route.js';
import { routeNames, routes } from './routes.js';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of everything in the list of routes. */
export function describeApi(version: string): Json & { readonly openapi: string } {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of routeNames) {
    const route: Route = routes[name];
    const path = route.path.replaceAll(/:([a-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Passerelle', version },
    servers: [{ url: prefix }],
    paths,
    components: {
      schemas: { Problem: schema(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'passerelle' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(name: string, route: Route): Json {
  const params = [...route.path.matchAll(/:([a-z]+)/g)].map(([, param]) => ({
    name: param,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId: name,
    summary: route.does,
    'x-right': route.right,
    ...(route.besides && { 'x-besides': route.besides }),
    'x-scope': route.scope,
    ...(route.right !== 'anyone' && { security: [{ session: [] }, { token: [] }] }),
    parameters: [...params, ...(route.query ? queryParams(route.query) : [])],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schema(route.body, 'input') } } },
    }),
    responses: {
      [route.answer === 'redirect' ? 302 : route.answer === 'nothing' ? 204 : (route.status ?? 200)]: answer(route),
      default: {
        description: 'A problem, RFC 9457',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function answer({ answer: given }: Route): Json {
  if (given === 'nothing' || given === 'redirect') return { description: given };
  if (given === 'file')
    return {
      description: 'bytes',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  if (given === 'events')
    return { description: 'events', content: { 'text/event-stream': { schema: { type: 'string' } } } };
  return { description: 'as asked', content: { 'application/json': { schema: schema(given, 'output') } } };
}

function queryParams(query: z.ZodType): readonly Json[] {
  const { properties = {} } = schema(query, 'input') as { readonly properties?: Readonly<Record<string, Json>> };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: 'query',
    required: false,
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

/** `input` is what a caller writes: defaults may be left out. */
function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}
