/** A machine or another thing that a ticket is about. */
export interface Asset {
  readonly name: string;
  readonly serial: string | null;
  readonly uuid: string | null;
}
