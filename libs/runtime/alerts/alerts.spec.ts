import { describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import type { Alert } from './alert.js';
import { noticesOf, plainAlert, type Said } from './alert.js';
import type { ConnectionSettings } from '../configuration/settings.js';
import { digestText, isDigestDue, noticeText } from './digest.js';
import { expiring } from './expiry.js';
import { failing, fareAfter, silentFor, type Fare } from './fare.js';

const hour = 3_600_000;
const at = (hours: number): string => new Date(Date.UTC(2026, 2, 2, 6) + hours * hour).toISOString();
const alert = (kind: Alert['kind'], more: Partial<Alert> = {}): Alert => ({
  cause: `${kind}:glpi-lycee`,
  connection: 'glpi-lycee',
  owner: 'Équipe du lycée',
  since: at(-3),
  kind,
  count: 1,
  detail: asIs('d'),
  advice: asIs('a'),
  ...more,
});

describe('an alert', () => {
  it('is told once, again while it lasts, and once when it has ended', () => {
    let said: readonly Said[] = [];
    const told: string[] = [];
    for (let now = 0; now < 60; now += 1) {
      const found = now >= 2 && now < 50 ? [alert('dead', { count: now })] : [];
      const next = noticesOf(said, found, at(now), 24 * hour);
      said = next.said;
      told.push(...next.notices.map(({ state }) => `${now} ${state}`));
    }
    expect(told).toEqual(['2 raised', '26 reminded', '50 cleared']);
  });

  it('is not kept back by another of the same connection', () => {
    const first = noticesOf([], [alert('dead')], at(0), hour);
    const second = noticesOf(first.said, [alert('dead'), alert('words')], at(0.5), hour);
    expect(second.notices.map(({ alert: { cause } }) => cause)).toEqual(['words:glpi-lycee']);
  });
});

describe('the morning digest', () => {
  it('says what waits, how old and whose, the oldest first', () => {
    const alerts = [alert('dead', { count: 3 }), alert('brake', { connection: 'itop', owner: null, since: at(-48) })];
    expect(digestText(alerts, at(0), 'fr')).toBe(
      'Ce qui attend :\n- itop : arrêtée par le frein (il y a 2 jours, sans responsable)\n- glpi-lycee : 3 lettres mortes (il y a 3 heures, Équipe du lycée)',
    );
    expect(digestText(alerts, at(0), 'en')).toBe(
      'What waits:\n- itop: stopped by the brake (2 days ago, nobody’s)\n- glpi-lycee: 3 dead letters (3 hours ago, Équipe du lycée)',
    );
    expect(digestText([], at(0), 'fr')).toBe('Rien n’attend.');
  });

  it('is sent once a morning on the clock of the place, over the change of the hour too', () => {
    let last: string | null = null;
    const sent: string[] = [];
    for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 1) {
      const now = new Date(Date.UTC(2026, 2, 28, 0, minutes)).toISOString();
      if (!isDigestDue('07:30', 'Europe/Paris', last, now)) continue;
      sent.push(now.slice(8, 16));
      last = now;
    }
    expect(sent).toEqual(['28T06:30', '29T05:30', '30T05:30']);
  });
});

describe('what is written in a letter', () => {
  it('says what is new with what to do, and what is over in a line', () => {
    const notices = [
      {
        state: 'raised',
        alert: alert('dead', {
          count: 3,
          detail: { fr: '3 lettres mortes', en: '3 dead letters' },
          advice: { fr: 'voyez «passerelle dead»', en: 'see «passerelle dead»' },
        }),
      },
      { state: 'cleared', alert: plainAlert(alert('brake')) },
    ] as const;
    expect(noticeText(notices, at(0), 'fr')).toBe(
      '[nouveau] glpi-lycee : 3 lettres mortes (il y a 3 heures, Équipe du lycée)\n  3 lettres mortes\n  → voyez «passerelle dead»\n\n' +
        '[terminé] glpi-lycee : arrêtée par le frein (il y a 3 heures, Équipe du lycée)',
    );
    expect(noticeText(notices, at(0), 'en')).toContain('\n  3 dead letters\n  → see «passerelle dead»\n');
  });
});

describe('how a connection fares', () => {
  const settings = (more: Partial<ConnectionSettings>): ConnectionSettings => ({
    name: 'glpi-lycee',
    connector: 'glpi',
    zone: 'Europe/Paris',
    mapping: null,
    instance: null,
    every: null,
    cron: null,
    quiet: [],
    owner: null,
    expires: null,
    rules: [],
    config: {},
    ...more,
  });
  const down = { code: 'unavailable', message: 'm', advice: 'a' } as const;
  const well = (hours: number): Fare => ({ well: at(hours), error: null, since: null });

  it('fails since the first of its failures, and is well where another host is at work on it', () => {
    const once = fareAfter(well(0), down, at(1));
    expect(fareAfter(once, down, at(2))).toMatchObject({ well: at(0), since: at(1) });
    expect(fareAfter(once, { ...down, code: 'busy' }, at(3))).toEqual(well(3));
  });

  it('is told in the words of either language', () => {
    const french = { message: 'accès refusé', advice: 'renouvelez les identifiants' };
    const error = { code: 'unauthorized', message: 'm', advice: 'renew the credentials', french } as const;
    expect(failing('glpi-lycee', fareAfter(well(0), error, at(1)))).toMatchObject([
      {
        detail: { fr: 'glpi-lycee : accès refusé', en: 'glpi-lycee: unauthorized' },
        advice: { fr: 'renouvelez les identifiants', en: 'renew the credentials' },
      },
    ]);
    const [since, late] = ['2026-03-02T06:00:00.000Z', '2026-03-02T07:00:00.000Z'];
    expect(silentFor('silent', well(0), settings({ every: 30_000 }), 5, late)[0]?.detail).toEqual({
      fr: `aucun tour réussi depuis ${since}, alors qu’il en est attendu un toutes les 30 s`,
      en: `no turn went well since ${since}, one is expected every 30 s`,
    });
    expect(silentFor('missed', well(0), settings({ cron: '* * * * *' }), 5, late)[0]?.detail).toEqual({
      fr: `aucun passage réussi depuis ${since}, alors qu’il en est attendu un selon «* * * * *»`,
      en: `no run went well since ${since}, one is expected * * * * *`,
    });
  });

  it('is not silent over a night in which its cron leaves it in peace', () => {
    const office = settings({ cron: '0 8-18 * * 1-5' });
    const friday = '2026-11-20T17:00:00.000Z';
    const fare: Fare = { well: friday, error: null, since: null };
    expect(silentFor('silent', fare, office, 3, '2026-11-23T08:30:00.000Z')).toEqual([]);
    expect(silentFor('missed', fare, office, 3, '2026-11-23T09:30:00.000Z').map(({ kind }) => kind)).toEqual([
      'missed',
    ]);
  });

  it('has credentials of which the end is told a month before, and after', () => {
    const expires = '2026-04-01';
    expect(expiring(settings({ expires }), '2026-02-28T22:00:00.000Z')).toEqual([]);
    expect(expiring(settings({ expires }), '2026-03-02T23:30:00.000Z')).toMatchObject([{ kind: 'expiring' }]);
    expect(expiring(settings({ expires }), '2027-01-01T00:00:00.000Z')).toHaveLength(1);
    expect(expiring(settings({}), '2027-01-01T00:00:00.000Z')).toEqual([]);
  });
});
