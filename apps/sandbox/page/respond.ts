import type { ToolResponse } from '@passerelle/connector/testing';
import { html, type Html } from './html.js';

/** No script, no frame, nothing from elsewhere: what tickets hold can at worst look odd. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const guards = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

export function showPage(page: Html, status = 200): ToolResponse {
  return { status, headers: { ...guards, 'Content-Type': 'text/html; charset=utf-8' }, body: page.html };
}

export function showStyle(text: string): ToolResponse {
  return { status: 200, headers: { ...guards, 'Content-Type': 'text/css; charset=utf-8' }, body: text };
}

/** After a form: the browser asks for the page anew, so that reloading sends nothing twice. */
export function goTo(path: string): ToolResponse {
  return { status: 303, headers: { ...guards, Location: path }, body: '' };
}

/** Always to be saved, never shown: the content is whatever somebody attached. */
export function download(name: string, bytes: Buffer): ToolResponse {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
  return {
    status: 200,
    headers: { ...guards, 'Content-Type': 'application/octet-stream', 'Content-Disposition': disposition },
    body: bytes,
  };
}

export function showMessage(status: number, title: string, detail: string): ToolResponse {
  return showPage(
    html`<!doctype html>
      <html lang="fr">
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="/_sandbox/style.css" />
        <h1>${title}</h1>
        <p>${detail}</p>
        <p><a href="/_sandbox">Bac à sable</a></p>
      </html>`,
    status,
  );
}
