import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionSettings } from '@passerelle/runtime';
import { openApiStage, type ApiStage } from './testing/stage.js';

describe('what a human should know of', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage();
  });
  afterAll(() => stage.close());

  it.each([
    [
      'fr',
      'b : les identifiants expirent le 1970-01-02',
      'faites créer de nouveaux identifiants, mettez-les en place, et donnez leur date de fin à «expires»',
    ],
    [
      'en',
      'b: the credentials end on 1970-01-02',
      'have new credentials made, put them in, and set «expires» to their end',
    ],
  ])('is shown in the language of whoever asked (%s)', async (language, text, advice) => {
    const connections = stage.at.configuration.connections as Map<string, ConnectionSettings>;
    for (const [name, each] of connections) if (name === 'b') connections.set(name, { ...each, expires: '1970-01-02' });
    const operator = await stage.enter(`odile-${language}`, { role: 'operator' });
    const { alerts } = await operator.get('listAlerts', { headers: { 'accept-language': language } });
    expect(alerts).toMatchObject([{ cause: 'expiring:b', text, advice }]);
  });
});
