import { Fault, type HttpAnswer, type Keyed, type NativeCommand, type Receipt } from '@passerelle/connector';
import { held, receiptOf } from './receipts.js';
import type { Chain, Request, Step } from './step.js';

/** A command with what came of it. */
export interface Concluded {
  readonly command: Keyed<NativeCommand>;
  readonly receipt: Receipt;
  /** It travelled in the request of another command. */
  readonly along: boolean;
}

/** One ticket's chain under way. After a failure nothing more is sent about its ticket, so that the order holds. */
export interface Run {
  readonly concluded: readonly Concluded[];
  /** The request at hand and those that may follow it in the same delivery, `most` of them. */
  requests(most: number): readonly Request[];
  /** The work at hand. */
  work(): Extract<Step, { kind: 'work' }> | null;
  /** Takes what came of the step at hand and goes on to the next. */
  take(step: Step, receipts: readonly Receipt[] | Fault): void;
  /** Nothing more is to be sent. */
  stop(): void;
  /** Concludes what can be concluded without a request; to be called when a delivery is over. */
  settle(): void;
  readonly blocked: boolean;
}

export function startRun(connection: string, { steps }: Chain): Run {
  const concluded: Concluded[] = [];
  let next = 0;
  let blocked = false;
  let missing = false;
  let before: Fault | null = null;

  const conclude = (step: Step, receipts: readonly Receipt[]): void => {
    for (const [index, command] of step.commands.entries()) {
      const given = receipts[index] ?? held(connection, command.key);
      // A ticket that was not created cannot be found by what follows: that is no refusal of what follows.
      const receipt = missing && isGone(given) ? held(connection, command.key) : given;
      concluded.push({ command, receipt, along: index > 0 });
      if (receipt.outcome === 'failed' || receipt.outcome === 'unknown') blocked = true;
      if (command.kind !== 'create') continue;
      if (receipt.outcome !== 'done') blocked = missing = true;
      // It was there already, and so may be what follows: that is looked for before it is sent again.
      else if (receipt.already) blocked = true;
    }
  };
  /** Over everything that needs no request any more. */
  const settle = (): void => {
    for (let step = steps[next]; step; step = steps[next]) {
      if (step.kind !== 'verdict' && !blocked) return;
      next++;
      conclude(step, step.kind === 'verdict' ? step.receipts : step.commands.map(({ key }) => withheld(key)));
    }
  };
  const withheld = (key: string): Receipt => {
    const fault = before;
    before = null;
    if (fault === null) return held(connection, key);
    // It was the request above it that failed; the item itself was not sent.
    return receiptOf(key, new Fault({ kind: fault.kind, connection, message: fault.bare, cause: fault }));
  };
  settle();

  return {
    concluded,
    get blocked() {
      return blocked;
    },
    requests(most) {
      const found: Request[] = [];
      for (let at = next; at < steps.length && found.length < most; at++) {
        const step = steps[at];
        if (step?.kind !== 'request') break;
        found.push(step);
        if (step.gate) break;
      }
      return found;
    },
    work() {
      const step = steps[next];
      return step?.kind === 'work' ? step : null;
    },
    take(step, receipts) {
      next++;
      if (receipts instanceof Fault) {
        if (step.commands.length === 0) {
          blocked = true;
          before = receipts;
        }
        conclude(
          step,
          step.commands.map(({ key }) => receiptOf(key, receipts)),
        );
      } else conclude(step, receipts);
    },
    settle,
    stop() {
      blocked = true;
      settle();
    },
  };
}

function isGone(receipt: Receipt): boolean {
  return receipt.outcome === 'refused' && receipt.fault.kind === 'gone';
}

/** What a request's answer, or the lack of one, means for its commands. */
export async function judged(request: Request, answer: HttpAnswer | Fault): Promise<readonly Receipt[] | Fault> {
  if (answer instanceof Fault) return answer;
  try {
    return await request.conclude(answer);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
