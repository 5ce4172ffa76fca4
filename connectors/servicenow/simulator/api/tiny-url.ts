import type { Answer, Call } from '../transport/call.js';
import { readBody } from '../transport/body.js';
import { notAllowed, Refusal } from '../transport/refusal.js';

/** Keeps a long URL's query under a short token, for clients whose URLs grow past what a server takes. */
export function tinyUrlApi(call: Call): Answer {
  if (call.method !== 'POST') throw notAllowed();
  const url = readBody(call)['url'];
  if (typeof url !== 'string') throw new Refusal(400, 'Invalid request', 'url is required');
  const token = call.instance.random.hex(32);
  call.instance.tinyUrls.set(token, url.slice(url.indexOf('?') + 1));
  const page = url.split('?')[0]?.split('/').at(-1)?.replace(/\.do$/, '') ?? '';
  return { status: 200, result: `${page.endsWith('_list') ? page : `${page}_list`}.do?sysparm_tiny=${token}` };
}
