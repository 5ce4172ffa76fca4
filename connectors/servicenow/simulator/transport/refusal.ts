/** An answer that is not the one asked for, in the tool's own envelope. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${title}: ${detail ?? ''}`);
    this.name = 'Refusal';
  }
}

/** Everything the write did is kept, but the answer is a 500. */
export class FailedAfterCommit extends Refusal {}

export const noRecord = (): Refusal =>
  new Refusal(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");
export const invalidTable = (name: string): Refusal => new Refusal(400, `Invalid table ${name}`);
export const deniedByAcl = (operation: 'Insert' | 'Update' | 'Delete'): Refusal =>
  new Refusal(403, 'Operation Failed', `ACL Exception ${operation} Failed due to security constraints`);
export const queryDenied = (): Refusal =>
  new Refusal(
    403,
    'Insufficient rights to query records',
    'Field(s) present in the query do not have permission to be read',
  );
export const brokenJson = (): Refusal =>
  new Refusal(400, 'Exception while reading request', 'The payload is not valid JSON.');
export const tooLarge = (bytes: number, max: number): Refusal =>
  new Refusal(
    400,
    'Exception while reading request',
    `Rejected large REST payload with content-length = ${bytes} bytes. Max allowed: ${max} bytes.`,
  );
export const notAllowed = (): Refusal => new Refusal(405, 'Method not supported');
