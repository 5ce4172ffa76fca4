import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '@passerelle/connector';
import { createLog } from '@passerelle/runtime';
import { SMTPServer } from 'smtp-server';
import { mailTo } from './alert-mails.js';

interface Got {
  readonly to: readonly string[];
  readonly raw: string;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function post(refuse: string | null = null) {
  const got: Got[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'mot-de-passe' ? done(null, { user: username ?? '' }) : done(new Error(`no ${password}`)),
    onRcptTo: ({ address }, _session, done) => done(address === refuse ? new Error('no such box') : undefined),
    onData: (stream, { envelope: { rcptTo } }, done) => {
      const keep = async (): Promise<void> => {
        got.push({ to: rcptTo.map(({ address }) => address), raw: await text(stream) });
        done();
      };
      void keep();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close());
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], sink: { write: (line) => void lines.push(line) } });
  const { port } = server.server.address() as AddressInfo;
  const settings = (password = 'mot-de-passe') => ({
    server: new Secret(`smtp://passerelle:${password}@127.0.0.1:${port}`),
    from: 'passerelle@lycee.example',
    to: ['exploitation@lycee.example'],
  });
  return { got, lines, log, settings };
}

const letter = { subject: 'Passerelle : alertes', text: 'glpi-lycée : 3 lettres mortes 🙂', owners: [] };

describe('an alert by mail', () => {
  it('reaches whom the configuration names, and the owner whose name is an address', async () => {
    const { got, log, settings } = await post();
    const owners = ['info@lycee.example', 'Équipe du lycée', null, 'info@lycee.example'];
    expect(await mailTo(settings(), { ...letter, owners }, log)).toBe(true);
    expect(got.map(({ to }) => to)).toEqual([['exploitation@lycee.example', 'info@lycee.example']]);
    const body = got[0]?.raw.split('\r\n\r\n')[1]?.replaceAll('=\r\n', '').trim() ?? '';
    const bytes = body.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
    const plain = [body, Buffer.from(bytes, 'latin1').toString(), Buffer.from(body, 'base64').toString()];
    expect(plain.some((one) => one.includes(letter.text))).toBe(true);
  });

  it('reaches the others where one box is refused', async () => {
    const { got, lines, log, settings } = await post('info@lycee.example');
    expect(await mailTo(settings(), { ...letter, owners: ['info@lycee.example'] }, log)).toBe(true);
    expect(got.map(({ to }) => to)).toEqual([['exploitation@lycee.example']]);
    expect(lines.join()).toContain('refused some');
  });

  it('was not told where the server refuses us, and the log does not say with which password', async () => {
    const { got, lines, log, settings } = await post();
    expect(await mailTo(settings('perdu-1234'), letter, log)).toBe(false);
    expect(got).toEqual([]);
    expect(lines.join()).toContain('«alerts: mail»');
    expect(lines.join()).not.toContain('perdu-1234');
  });

  it('cannot be given another heading by whoever owns a connection', async () => {
    const { got, log, settings } = await post();
    await mailTo(settings(), { ...letter, owners: ['x@y.example\r\nBcc: voleur@z.example'] }, log);
    expect(got.map(({ to }) => to)).toEqual([['exploitation@lycee.example']]);
  });
});
