import { afterEach, describe, expect, it } from '@jest/globals';
import type { Finding } from '@passerelle/connector';
import { openStage, type Stage, type StageOptions } from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

function named(findings: readonly Finding[], name: string): Finding | undefined {
  return findings.find((one) => one.name === name);
}

describe('a check', () => {
  it('names the instance, its version and its clock', async () => {
    const { connector } = await given({ quirks: { dateSkewMs: 300_000 } });
    const health = await connector.check();
    expect(health).toMatchObject({ ok: true, version: 'glide-zurich-07-01-2025__patch4' });
    expect(health.instance).toMatch(/^exemple:/);
    expect(Math.abs((health.clockOffset ?? 0) - 300_000)).toBeLessThan(2_000);
    expect(named(health.findings, 'clock')?.advice?.en).toContain('NTP');
  });

  it('finds the rights that an account given out of habit lacks, each with what is lost', async () => {
    const { connect } = await given();
    const auth = { kind: 'basic', user: 'beth.anglin', password: 'beth.anglin' };
    stage.sim.as('beth.anglin').workNote(stage.sim.as('admin').create('incident', {})['sys_id'] ?? '', 'x');
    const { ok, findings, instance } = await connect({ auth }).check();
    expect(ok).toBe(true);
    for (const table of ['sys_journal_field', 'sys_dictionary', 'sysevent_email_action']) {
      expect(named(findings, `read ${table}`)).toMatchObject({ ok: false, blocking: false });
    }
    expect(named(findings, 'read sys_journal_field')?.detail.en).toContain('by display name, and without ids');
    expect(named(findings, 'properties')?.ok).toBe(false);
    expect(instance).toMatch(/^host:127\.0\.0\.1:/);
    expect(named(findings, 'profile')?.advice?.en).toContain('GMT');
  });

  it('blocks when tickets themselves cannot be read', async () => {
    const { connect, sim } = await given({ acls: [{ table: 'task', operation: 'read', roles: ['u_rien'] }] });
    sim.as('admin').create('incident', {});
    const { ok, findings } = await connect().check();
    expect(ok).toBe(false);
    expect(named(findings, 'read incident')).toMatchObject({ blocking: true });
  });

  it('says what a sleeping instance, a login page and a wrong password need', async () => {
    const { connector, sim } = await given();
    for (const [fault, advice] of [
      ['hibernating', 'developer.servicenow.com'],
      ['login-page', 'https://NAME.service-now.com'],
    ] as const) {
      sim.faults.set([{ do: fault }]);
      const { ok, findings } = await connector.check();
      expect(ok).toBe(false);
      expect(findings[0]?.detail.en).toContain(advice);
    }
  });

  it('tells whether dates, authors and silence can be kept', async () => {
    const without = await given();
    expect(named((await without.connector.check()).findings, 'companion')?.detail.en).toContain('not installed');
    expect(await without.connector.sink?.keeps()).toEqual({ author: false, instant: false, silence: false });
    await stage.close();
    const withIt = await given({ quirks: { companion: true } });
    expect(named((await withIt.connector.check()).findings, 'companion')?.ok).toBe(true);
    expect(await withIt.connector.sink?.keeps()).toEqual({ author: true, instant: true, silence: true });
    const left = withIt.connect({ companion: 'off' });
    expect(await left.sink?.keeps()).toEqual({ author: false, instant: false, silence: false });
  });

  it('blocks when the configuration insists on a companion that is not there', async () => {
    const { connect } = await given();
    const { ok, findings } = await connect({ companion: 'on' }).check();
    expect(ok).toBe(false);
    expect(named(findings, 'companion')).toMatchObject({ blocking: true });
  });

  it('advises on the property that makes a misspelt column match every row', async () => {
    const { connector } = await given();
    expect(named((await connector.check()).findings, 'invalid queries')?.advice?.en).toContain('returns_no_rows');
    await stage.close();
    const strict = await given({ quirks: { unknownQueryTerm: 'no-rows' } });
    expect(named((await strict.connector.check()).findings, 'invalid queries')?.ok).toBe(true);
  });
});
