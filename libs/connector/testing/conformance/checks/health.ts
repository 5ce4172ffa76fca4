import type { Told } from '../../../told.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import { offered } from '../needs.js';

/** English that is not French as well, so that what holds one of these in both languages was said in one. */
const english =
  /\b(?:the|of|is|are|was|were|be|been|not|no|none|and|to|in|it|its|by|with|from|for|this|that|they|cannot|can|may|all|at)\b/iu;

/** A name, a number or a tool's own words may be the same in both. */
function demandBoth(told: Told, what: string): void {
  for (const language of ['fr', 'en'] as const)
    demand(told[language].trim() !== '', `${what}: expected words in ${language}, came none: ${shown(told)}`);
  demand(told.fr !== told.en || !english.test(told.en), `${what}: expected French, came the English: ${told.fr}`);
}

/** What `check()` finds out. */
export const health: readonly Check[] = [
  {
    name: 'a connection that works is found to be fine',
    needs: [],
    async run({ connector, subject }) {
      const { ok, findings, clockOffset } = await connector.check();
      demand(ok, `expected the good configuration to be fine, came ${shown(findings)}`);
      demand(findings.length > 0, 'expected at least one finding: what was looked at');
      for (const finding of findings) {
        demand(finding.name !== '', `expected a finding to say what it is: ${shown(finding)}`);
        demandSame(finding.advice === null, finding.ok, `advice stands with what is not fine only: ${shown(finding)}`);
        demand(!(finding.blocking && !finding.ok), `expected nothing to block: ${shown(finding)}`);
      }
      const close = clockOffset === null || Math.abs(clockOffset) <= 2_000;
      demand(close, `expected the tool's clock to be ours, to 2 s; came an offset of ${clockOffset} ms`);
      demandSame(
        connector.journals ?? subject.definition.journals,
        subject.definition.journals,
        'the connected journals',
      );
    },
  },
  {
    name: 'what a check finds is said in French and in English',
    needs: [],
    async run(stage) {
      const { connector, traffic } = stage;
      const there = offered(stage);
      for (const { name, title, detail, advice } of (await connector.check()).findings) {
        demandBoth(title, `the title of ${name}`);
        demandBoth(detail, `the detail of ${name}`);
        if (advice) demandBoth(advice, `the advice of ${name}`);
      }
      // A fault's detail is in the words of the fault; what to do about it is in ours.
      const faulty = there.has('credentials') ? [...(await stage.connect('bad').check()).findings] : [];
      if (there.has('http')) {
        traffic.inject({ on: 'any', answer: () => ({ status: 503, headers: {}, body: 'down' }) });
        faulty.push(...(await connector.check()).findings);
      }
      for (const { name, title, advice } of faulty) {
        demandBoth(title, `the title of ${name}`);
        if (advice) demandBoth(advice, `the advice of ${name}`);
      }
    },
  },
  {
    name: 'the same instance has the same name again',
    needs: ['http'],
    async run(stage) {
      const { instance } = await stage.connector.check();
      demand(instance, 'expected the instance to be named, so that a clone behind the same url is noticed');
      demandSame((await stage.connect().check()).instance, instance, 'the name of the instance after a restart');
    },
  },
  {
    name: 'wrong credentials are a finding rather than an exception',
    needs: ['credentials'],
    async run(stage) {
      const found = await stage
        .connect('bad')
        .check()
        .catch((error: unknown) => error as Error);
      demand(!(found instanceof Error), `expected a finding, came an exception: ${shown(found)}`);
      demand(!found.ok, 'expected wrong credentials to be found out');
      const blocking = found.findings.filter((each) => !each.ok && each.blocking);
      demand(blocking.length > 0, `expected a finding that blocks, came ${shown(found.findings)}`);
      for (const each of blocking) demand(each.advice, `expected advice on what to do: ${shown(each)}`);
    },
  },
  {
    name: 'a tool that is down is a finding rather than an exception',
    needs: ['http'],
    async run({ connector, traffic }) {
      traffic.inject({ on: 'any', answer: () => ({ status: 503, headers: {}, body: 'down' }) });
      const found = await connector.check().catch((error: unknown) => error as Error);
      demand(!(found instanceof Error), `expected a finding, came an exception: ${shown(found)}`);
      demand(!found.ok && found.findings.some((each) => !each.ok), 'expected a tool that answers 503 to be found out');
    },
  },
];
