import { toldOf, type Told } from '@passerelle/connector';

/** The migration does not go on, for a reason that a person can mend. Nothing was lost. */
export class Refusal extends Error {
  readonly why: 'undecided' | 'faults' | 'brake' | 'unhealthy' | 'unsupported' | 'empty' | 'another-instance';
  /** What it says and what to do, for people; `message` and `advice` are the English ones. */
  readonly told: { readonly message: Told; readonly advice: Told };

  constructor(why: Refusal['why'], message: Told, advice: Told) {
    super(message.en);
    this.name = 'Refusal';
    this.why = why;
    this.told = { message, advice };
  }

  get advice(): string {
    return this.told.advice.en;
  }
}

export function refuse(why: Refusal['why'], message: Told | string, advice: Told | string): Refusal {
  return new Refusal(why, toldOf(message), toldOf(advice));
}
