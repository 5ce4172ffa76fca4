import { z } from 'zod';
import { CanonYaml } from './schema/canon-file.js';
import { MappingYaml } from './schema/mapping-file.js';

/** What editors hold mapping files against: the shape, not the laws. A file with `canon:` is ours, all others are mappings. */
export function mappingJsonSchema(): object {
  const canon = partOf(CanonYaml, 'canon');
  const mapping = partOf(MappingYaml, 'mapping');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Passerelle mappings',
    type: 'object',
    if: { required: ['canon'] },
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
    then: canon.schema,
    else: { ...mapping.schema, anyOf: [{ required: ['connector'] }, { required: ['extends'] }] },
    definitions: { ...canon.definitions, ...mapping.definitions },
  };
}

/** As draft-07, which YAML language servers understand best; its definitions renamed, to stand beside those of the others. */
function partOf(schema: z.ZodType, name: string): { readonly schema: object; readonly definitions: object } {
  const text = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'ref' }));
  const { definitions = {}, ...whole } = JSON.parse(text.replaceAll('__schema', `${name}_`)) as {
    definitions?: object;
    $schema?: string;
  };
  delete whole.$schema;
  return { schema: whole, definitions };
}
