import { describeValue } from '../words/describe-value.js';

const longest = 400;

/** A receipt as rows: `source.tickets` and its value. Long lists are cut, and say by how much. */
export function flatten(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (value === null || typeof value !== 'object') return [[name, describeValue(value)]];
  if (Array.isArray(value)) {
    if (value.length === 0) return [[name, '—']];
    if (value.every((one) => typeof one !== 'object' || one === null))
      return [[name, value.slice(0, longest).join(', ')]];
    const rows = value.slice(0, longest).flatMap((one, index) => flatten(one, `${name}[${index + 1}]`));
    return value.length > longest ? [...rows, [name, `+ ${value.length - longest}`]] : rows;
  }
  return Object.entries(value).flatMap(([key, one]) => flatten(one, name ? `${name}.${key}` : key));
}
