import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@passerelle/api';
import { openApiStage, type ApiStage } from './testing/stage.js';

describe('what is wrong with a request', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage();
  });
  afterAll(() => stage.close());

  it.each([
    ['fr', 'Demande incomprise', /attendu|invalide/i],
    ['en', 'Request not understood', /expected|invalid/i],
  ])('is told field by field in the language of whoever asked (%s)', async (language, title, message) => {
    const body = { login: 12, password: 'x' };
    const response = await stage.nobody.ask('signIn', { body, headers: { 'accept-language': language } });
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ status: 400, title, faults: [{ path: 'login' }] });
    expect(problem.faults[0]?.message).toMatch(message);
  });

  it('a session that was planted under the plain name is none over TLS', async () => {
    const person = await stage.enter('tess');
    expect((await person.get('readSession')).me?.login).toBe('tess');
    const overTls = await person.get('readSession', { headers: { 'x-forwarded-proto': 'https' } });
    expect(overTls.me).toBeNull();
  });
});
