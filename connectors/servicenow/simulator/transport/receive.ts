import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import { authenticate, unauthenticated, type Identified } from '../access/authenticate.js';
import { tokenEndpoint } from '../access/oauth.js';
import type { Fault, Faults } from '../faults.js';
import type { Instance } from '../instance.js';
import { dispatch, rulePath, targetOf, type Caller, type Target } from './dispatch.js';
import { faultAfter, faultBefore, faultDelay } from './faulty.js';
import { compressed, refusalBody, standardHeaders, write } from './format.js';
import { createGate } from './gate.js';
import { createSecondLimit, type Meter } from './meter.js';
import { tooManyPage, uriTooLongPage } from './pages.js';
import { createRateRules } from './rate-rules.js';
import { Refusal, tooLarge } from './refusal.js';
import { createSessions } from './sessions.js';

const bare = (status: number, body: string): ToolResponse => ({
  status,
  headers: body === '' ? {} : { 'Content-Type': 'text/html' },
  body,
});

/** Everything between the wire and an API: faults, limits, who is asking, and the form of the answer. */
export function createReceiver(
  instance: Instance,
  faults: Faults,
  meter: Meter,
): (request: ToolRequest) => ToolResponse {
  const { quirks, random, clock, accounts, tokens } = instance;
  const sessions = createSessions(random, quirks.sessionQueue, new URL(instance.url).hostname.split('.')[0] ?? '');
  const semaphore = quirks.semaphore && createGate(quirks.semaphore.slots, quirks.semaphore.queue);
  const second = quirks.perSecond === null ? null : createSecondLimit(quirks.perSecond);
  const rates = createRateRules(quirks.rateRules, quirks.rateFlushMs);
  const latencyOf = (request: ToolRequest): number =>
    typeof quirks.latency === 'number' ? quirks.latency : quirks.latency(request);

  const refused = (request: ToolRequest, error: unknown): ToolResponse => {
    if (!(error instanceof Refusal)) throw error;
    return write(request, { status: error.status, json: refusalBody(error), headers: error.headers });
  };

  /** An item of a batch: its own rights and faults, but neither its own login nor its own connection. */
  const runItem =
    (caller: Caller) =>
    (request: ToolRequest): { response: ToolResponse; took: number } => {
      const fault = faults.pick(request);
      const stopped = fault && faultBefore(fault);
      const took = Math.max(1, latencyOf(request)) + (fault && !stopped && fault.do === 'slow' ? faultDelay(fault) : 0);
      if (stopped) return { response: stopped, took };
      try {
        const target = targetOf(request.url);
        const extra =
          quirks.batchCountsAs === 'its-items'
            ? rates.check(caller.now, caller.actor, request.method, rulePath(target.pathname))
            : {};
        const answer = dispatch(instance, request, target, caller, runItem(caller));
        const response = write(request, { ...answer, headers: { ...extra, ...answer.headers } });
        return { response: fault ? faultAfter(fault, response) : response, took };
      } catch (error) {
        return { response: refused(request, error), took };
      }
    };

  const authorize = (request: ToolRequest, target: Target, now: number): Identified => {
    const session = sessions.of(request);
    const who = authenticate(request, target.params, session?.userName, accounts, tokens, quirks, now);
    if (who.actor.userName === 'guest') throw unauthenticated(quirks);
    if (!who.userAccountScope) throw new Refusal(403, 'User Not Authorized', 'Access to unscoped api is not allowed');
    return who;
  };

  const serve = (
    request: ToolRequest,
    target: Target,
    now: number,
    fault: Fault | null,
  ): ToolResponse & { user?: string } => {
    if (target.pathname === '/oauth_token.do')
      return write(request, tokenEndpoint(request, accounts, tokens, quirks, now));
    const uploads = target.pathname.includes('/attachment');
    if (!uploads && request.body.length > quirks.maxBodyBytes) {
      return refused(request, tooLarge(request.body.length, quirks.maxBodyBytes));
    }
    try {
      const { actor } = authorize(request, target, now);
      const limits = rates.check(now, actor, request.method, rulePath(target.pathname));
      const late = fault?.do === 'late-visibility' ? { visibleAt: now + faultDelay(fault) } : {};
      const caller = { actor, now, ...late };
      try {
        const answer = dispatch(instance, request, target, caller, runItem(caller));
        return { ...write(request, { ...answer, headers: { ...limits, ...answer.headers } }), user: actor.userName };
      } catch (error) {
        const response = refused(request, error);
        return { ...response, headers: { ...limits, ...response.headers }, user: actor.userName };
      }
    } catch (error) {
      return refused(request, error);
    }
  };

  /** Session and semaphore, in that order; the time a request waits for them is the delay of its answer. */
  const admit = (
    request: ToolRequest,
    now: number,
    fault: Fault | null,
  ): ToolResponse | { wait: number; timing: string } => {
    const service = latencyOf(request) + (fault?.do === 'slow' ? faultDelay(fault) : 0);
    const session = sessions.of(request);
    const held = session ? session.gate.admit(now, service) : 0;
    if (held === null) return bare(202, '');
    const waited = semaphore ? semaphore.admit(now, service) : 0;
    if (waited === null) return bare(429, tooManyPage);
    const wait = Math.max(held, waited);
    return { wait: wait + latencyOf(request), timing: `sem_wait;dur=${waited}, sesh_wait;dur=${held}` };
  };

  const answer = (request: ToolRequest, now: number): ToolResponse => {
    const target = targetOf(request.url);
    meter.arrived(now, request.method, target.pathname);
    const fault = faults.pick(request);
    const stopped = fault && faultBefore(fault);
    if (stopped) return stopped;
    if (request.url.length > quirks.maxUrlLength) return bare(414, uriTooLongPage);
    if (second && !second.admit(now)) {
      const over = new Refusal(
        429,
        'Rate limit exceeded',
        `Rate limit of ${quirks.perSecond} requests per second exceeded`,
        {
          'Retry-After': '1',
        },
      );
      return refused(request, over);
    }
    const place = admit(request, now, fault);
    if ('status' in place) return place;
    const { user, ...served } = serve(request, target, now, fault);
    const date = new Date(now + quirks.dateSkewMs);
    const cookies = user !== undefined && !sessions.of(request) ? { 'Set-Cookie': sessions.open(user) } : {};
    const headers = {
      ...standardHeaders(random.hex(12), date, user !== undefined),
      'Server-Timing': place.timing,
      ...cookies,
      ...served.headers,
    };
    const response = { ...served, headers, ...(place.wait > 0 ? { delay: place.wait } : {}) };
    return fault ? faultAfter(fault, response) : response;
  };

  return (request) => {
    const now = clock.now().getTime();
    instance.jobs.runDue(now);
    const whole = answer(request, now);
    meter.answered(whole.cut ? 0 : whole.status);
    if (request.method === 'HEAD') return { ...whole, body: '' };
    return quirks.gzip === 'when-accepted' ? compressed(request, whole) : whole;
  };
}
