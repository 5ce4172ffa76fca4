import type { Shape } from '../dictionary/dictionary.js';

/** Seven digits; what users create starts at 0010001, as in every recording. */
export interface Numbers {
  /** The number sent, or the next one of the table. */
  assign(shape: Shape, sent: string): string;
  /** Numbers up to this one are taken. */
  seen(shape: Shape, number: string): void;
}

export function createNumbers(): Numbers {
  const last = new Map<string, number>();
  const seen = (shape: Shape, number: string): void => {
    const found = new RegExp(`^${shape.table.prefix}(\\d+)$`).exec(number);
    if (found) last.set(shape.name, Math.max(last.get(shape.name) ?? 10_000, Number(found[1])));
  };
  return {
    seen,
    assign(shape, sent) {
      if (sent !== '') {
        seen(shape, sent);
        return sent;
      }
      const next = (last.get(shape.name) ?? 10_000) + 1;
      last.set(shape.name, next);
      return `${shape.table.prefix}${String(next).padStart(7, '0')}`;
    },
  };
}
