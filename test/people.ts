import { parseArgs } from 'node:util';
import { seededRandom } from '@passerelle/connector/testing';
import { populate } from './people/generate.js';
import { measure } from './people/measure.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
  },
});
const figures = measure(populate(Number(values.people), seededRandom(Number(values.seed))));
if (values.json) console.log(JSON.stringify(figures));
else {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  console.log(
    `precision ${percent(figures.precision)} · recall ${percent(figures.recall)} · reached ${percent(figures.reached)}`,
  );
  console.table(figures.ways);
}
