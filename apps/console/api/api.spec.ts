import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { describeRefusal } from './describe-refusal.js';
import { addressOf, openDoor, Refusal } from './door.js';

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

function answering(response: Response | Error) {
  const calls: Request[] = [];
  globalThis.fetch = jest.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
    calls.push(new Request(new URL(input as string, 'http://console.example'), init));
    if (response instanceof Error) throw response;
    return response;
  }) as typeof fetch;
  return calls;
}

const door = openDoor(() => ({ csrf: 'jeton', language: 'fr' }));

describe('the way to the host', () => {
  it('writes addresses that hold whatever an id holds', () => {
    expect(addressOf('readTicket', { params: { ticket: 'glpi/lycée:59?x' } })).toBe(
      '/api/v1/tickets/glpi%2Flyc%C3%A9e%3A59%3Fx',
    );
    expect(addressOf('listTickets', { query: { status: ['new', 'queued'], text: 'é&b', cursor: undefined } })).toBe(
      '/api/v1/tickets?status=new&status=queued&text=%C3%A9%26b',
    );
  });

  it('carries the token of the session on whatever changes something, and on nothing else', async () => {
    const calls = answering(new Response(null, { status: 204 }));
    await door('markRead', { params: { ticket: 't' } });
    expect(calls[0]?.headers.get('x-csrf-token')).toBe('jeton');
    const reading = answering(Response.json({ views: [] }));
    await door('listViews');
    expect(reading[0]?.headers.get('x-csrf-token')).toBeNull();
    expect(reading[0]?.headers.get('accept-language')).toBe('fr');
  });

  it('names the revision that an act is meant for', async () => {
    const calls = answering(Response.json({}));
    await door('act', { params: { ticket: 't' }, body: { kind: 'take' }, revision: 7 });
    expect(calls[0]?.headers.get('if-match')).toBe('"7"');
    expect(await calls[0]?.json()).toEqual({ kind: 'take' });
  });

  it('tells what the server said, and that nobody answered', async () => {
    answering(
      Response.json(
        { title: 'Interdit', detail: 'Il manque un droit.', status: 403, faults: [], advice: 'Demandez-le.' },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
    );
    const refused = await door('listUsers').catch((error: unknown) => error);
    expect(describeRefusal(refused, (key) => key)).toEqual({
      title: 'Interdit',
      detail: 'Il manque un droit.',
      advice: 'Demandez-le.',
    });
    answering(new TypeError('network'));
    const gone = await door('listUsers').catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(Refusal);
    expect(describeRefusal(gone, (key) => key).title).toBe('fault.unreachable');
  });
});
