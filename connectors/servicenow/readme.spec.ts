import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { format } from 'prettier';
import { servicenow } from './index.js';
import { capabilitiesOf } from './testing/capabilities.js';
import { openStage, type Stage } from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

describe('the README', () => {
  it('says what the code can do', async () => {
    stage = await openStage();
    const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const said = /<!-- capabilities:begin -->\n([^]*?)<!-- capabilities:end -->/.exec(text)?.[1]?.trim();
    const table = await format(capabilitiesOf(servicenow, stage.connector), { parser: 'markdown' });
    expect(said).toBe(table.trim());
  });
});
