import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runChecks, toySubject, type CheckResult, type Subject } from '@passerelle/connector/testing';

// npm run conformance -- <connector> [--json]: holds a connector to the law of the contract, outside jest.

const [name, ...rest] = process.argv.slice(2).filter((word) => word !== '--json');
const json = process.argv.includes('--json');

if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error('usage: npm run conformance -- <connector> [--json], for example: npm run conformance -- toy');
  process.exitCode = 1;
} else {
  const subject = await find(name);
  if (subject) await report(name, subject);
}

async function find(connector: string): Promise<Subject | null> {
  if (connector === 'toy') return toySubject;
  const place = new URL(`../connectors/${connector}/conformance.subject.js`, import.meta.url);
  if (existsSync(fileURLToPath(place))) return ((await import(place.href)) as { readonly subject: Subject }).subject;
  console.error(`expected connectors/${connector}/conformance.subject.ts to export «subject», and it is not there`);
  process.exitCode = 1;
  return null;
}

async function report(connector: string, subject: Subject): Promise<void> {
  const results = await runChecks(subject);
  const of = (outcome: CheckResult['outcome']): number => results.filter((each) => each.outcome === outcome).length;
  for (const result of results) {
    const sign = { passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' }[result.outcome];
    console.log(`${sign} ${result.name}${result.why === null ? '' : `\n          ${result.why}`}`);
  }
  const [passed, skipped] = [of('passed'), of('skipped')];
  const checks = results.length - skipped;
  console.log(`\n${connector}: ${passed} of ${checks} checks passed, ${skipped} do not apply`);
  if (json) console.log(JSON.stringify({ connector, checks, passed, skipped }));
  if (passed < checks) process.exitCode = 1;
}
