/** What a verb answers instead of a result. `bare` has no `objects`: an exception was thrown rather than a result given. */
export class Refusal extends Error {
  readonly code: number;
  readonly bare: boolean;
  constructor(code: number, message: string, bare = true) {
    super(message);
    this.code = code;
    this.bare = bare;
  }
}

/** PHP itself gave up: HTTP 500 and a page. */
export class PhpFatal extends Error {}

export const internal = 100;
export const unauthorized = 1;

/** As the exceptions of the REST services are worded. */
export function thrown(message: string, code = internal): Refusal {
  return new Refusal(code, `Error: ${message}`);
}
