import { z } from 'zod';
import type { Path } from './document.js';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  /** Of a map whose keys are words. */
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

/** The keys that a schema takes at a path, over all its alternatives. */
export function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let shapes = alternatives(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  for (const part of path) shapes = shapes.flatMap((shape) => below(shape, part)).flatMap(alternatives);
  return [
    ...new Set(
      shapes.flatMap(({ properties, propertyNames }) => [
        ...Object.keys(properties ?? {}),
        ...(propertyNames?.enum ?? []),
      ]),
    ),
  ];
}

function alternatives(shape: Shape): readonly Shape[] {
  const { anyOf = [], oneOf = [], allOf = [] } = shape;
  return [shape, ...[...anyOf, ...oneOf, ...allOf].flatMap(alternatives)];
}

function below({ properties, additionalProperties, items }: Shape, part: PropertyKey): readonly Shape[] {
  if (typeof part === 'number') return items ? [items] : [];
  const own = properties && Object.hasOwn(properties, part) ? properties[String(part)] : undefined;
  if (own) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
