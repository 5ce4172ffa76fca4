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
const population = populate(Number(values.people), seededRandom(Number(values.seed)));
const figures = { show: measure(population, 'show'), link: measure(population, 'link') };
if (values.json) console.log(JSON.stringify(figures));
else {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  for (const [nameAlone, { precision, recall, reached, ways }] of Object.entries(figures)) {
    console.log(
      `nameAlone: ${nameAlone} · precision ${percent(precision)} · recall ${percent(recall)} · reached ${percent(reached)}`,
    );
    console.table(ways);
  }
}
