import { isRecord } from './body.js';

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** The XML form of an answer: objects become elements, lists repeat theirs. */
export function toXml(value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${element('response', value)}`;
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  const inner = isRecord(value)
    ? Object.entries(value)
        .map(([key, one]) => element(key, one))
        .join('')
    : typeof value === 'string'
      ? value.replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign)
      : value === null || value === undefined
        ? ''
        : JSON.stringify(value);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}
