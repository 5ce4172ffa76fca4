import { z } from 'zod';

const shown = '***';

/** A word that never prints: not in logs, JSON, errors or inspection. Only the code that sends it reveals it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}

/** For configuration schemas: text in, Secret out. */
export const secret = () =>
  z
    .string()
    .min(1)
    .transform((value) => new Secret(value));
