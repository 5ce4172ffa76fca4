import { connectors } from '@passerelle/connectors';
import { mappingJsonSchema } from '@passerelle/mapping';
import { rulesJsonSchema } from '@passerelle/workflow';
import { betweenMarks } from './between-marks.js';
import { capabilityList } from './capabilities.js';
import { jsonText } from './json-text.js';

/** A file, or a part of one, that is made from code. */
export interface Artefact {
  /** From the root of the clone. */
  readonly path: string;
  /** The whole text as it should be, given what stands there now: a part may be generated inside a file that people write. */
  readonly render: (now: string | null) => string;
}

/** Everything that `npm run generate` makes. Add a line here for another one. */
export const artefacts: readonly Artefact[] = [
  { path: 'mappings/schema.json', render: () => `${JSON.stringify(mappingJsonSchema(), null, 2)}\n` },
  { path: 'mappings/rules/schema.json', render: () => jsonText(rulesJsonSchema()) },
  ...connectors.map((definition): Artefact => ({
    path: `connectors/${definition.name}/README.md`,
    render: (now) => betweenMarks(now ?? '', 'capabilities', capabilityList(definition)),
  })),
];
