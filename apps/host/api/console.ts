import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import { prefix } from '@passerelle/api';
import type { FastifyInstance } from 'fastify';
import { ApiRefusal } from './refusal.js';

/** What the build puts where the nonce of each answer belongs. */
const placeholder = '__CSP_NONCE__';

/** The built console: its files, and its first page for every other address, so that a link into it can be sent. */
export async function serveConsole(app: FastifyInstance, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(join(folder, 'index.html'))) return;
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await app.register(serveStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // Their names change with their contents.
    immutable: true,
    maxAge: '365d',
    decorateReply: true,
  });
  app.get('/*', async (request, reply) => {
    const { url } = request;
    if (url.startsWith(`${prefix.split('/').slice(0, 2).join('/')}/`)) throw new ApiRefusal('not-found');
    const path = url.split('?')[0] ?? '/';
    // Icons and the like beside the first page; nothing with a folder in its name.
    if (/^\/[a-z0-9-]+\.(svg|png|ico|webmanifest|txt|woff2)$/.test(path) && existsSync(join(folder, path)))
      return reply.sendFile(path, folder);
    const { script, style } = reply.cspNonce;
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(placeholder, style).replaceAll('__CSP_SCRIPT__', script));
  });
}
