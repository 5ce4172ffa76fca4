/** Parameters as PHP reads them: `criteria[0][field]=12` becomes nested objects; text throughout. */
export type Params = { [name: string]: string | Params };

export function phpParams(query: string): Params {
  const params: Params = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const [, name = '', rest = ''] = /^([^[]+)(.*)$/.exec(key) ?? [];
    const path = [name, ...[...rest.matchAll(/\[([^\]]*)\]/g)].map(([, part = '']) => part)];
    put(params, path, value);
  }
  return params;
}

function put(into: Params, [name = '', ...rest]: readonly string[], value: string): void {
  const key = name === '' ? String(Object.keys(into).length) : name;
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = into[key];
  const next = typeof inner === 'object' ? inner : {};
  into[key] = next;
  put(next, rest, value);
}

export function word(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

export function list(params: Params, name: string): readonly (string | Params)[] {
  const value = params[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : Object.values(value);
}

export function truthy(params: Params, name: string, otherwise = false): boolean {
  const value = params[name];
  return value === undefined ? otherwise : typeof value === 'object' || !['false', '0', ''].includes(value);
}
