import type { ToolResponse } from '@passerelle/connector/testing';
import type { OcsState } from './state.js';

// Mojolicious shows these in production, whatever was asked for: never JSON (Mojolicious, «Mode specific exception pages»).
const page = (title: string): string =>
  `<!DOCTYPE html>\n<html>\n  <head>\n    <title>${title}</title>\n  </head>\n  <body></body>\n</html>\n`;

function html(status: number, title: string, state: OcsState): ToolResponse {
  return { status, headers: { ...dated(state), 'content-type': 'text/html;charset=UTF-8' }, body: page(title) };
}

export const notFound = (state: OcsState): ToolResponse => html(404, 'Page Not Found', state);
export const serverError = (state: OcsState): ToolResponse => html(500, 'Server Error', state);

export function refused(state: OcsState): ToolResponse {
  const headers = { ...dated(state), 'www-authenticate': 'Basic realm="OCS Inventory"', 'content-type': 'text/html' };
  return { status: 401, headers, body: page('401 Unauthorized') };
}

/** JSON as this server writes it: slashes escaped, and in 2.8 its UTF-8 encoded once more. */
export function json(state: OcsState, value: unknown): ToolResponse {
  const text = JSON.stringify(value).replaceAll('/', String.raw`\/`);
  const once = Buffer.from(text);
  const body = state.quirks.twiceEncoded ? Buffer.from(once.toString('latin1')) : once;
  return { status: 200, headers: { ...dated(state), 'content-type': 'application/json;charset=UTF-8' }, body };
}

/** Sections and lists of devices: 2.8 answers a JSON text that holds JSON. */
export function wrapped(state: OcsState, value: unknown): ToolResponse {
  return json(state, state.quirks.profile === '2.12' ? value : JSON.stringify(value).replaceAll('/', String.raw`\/`));
}

function dated({ clock }: OcsState): Readonly<Record<string, string>> {
  return { date: clock.now().toUTCString(), server: 'Apache/2.4.71 (Debian) mod_perl/2.0.12 Perl/v5.36.0' };
}
