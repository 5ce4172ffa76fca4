/** The migration does not go on, for a reason that a person can mend. Nothing was lost. */
export class Refusal extends Error {
  readonly why: 'undecided' | 'faults' | 'brake' | 'unhealthy' | 'unsupported' | 'empty' | 'another-instance';
  readonly advice: string;

  constructor(why: Refusal['why'], message: string, advice: string) {
    super(message);
    this.name = 'Refusal';
    this.why = why;
    this.advice = advice;
  }
}

export function refuse(why: Refusal['why'], message: string, advice: string): Refusal {
  return new Refusal(why, message, advice);
}
