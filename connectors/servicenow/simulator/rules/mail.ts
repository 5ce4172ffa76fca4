/** A mail the tool would have sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Name of the notification that fired. */
  readonly notification: string;
  readonly event: string;
  readonly table: string;
  /** sys_id of the record it is about. */
  readonly record: string;
  readonly number: string;
  readonly body: string;
  /** UTC, as stored. */
  readonly at: string;
}
