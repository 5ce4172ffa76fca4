import { asIs, type Told } from '@passerelle/connector';
import type { Level } from '@passerelle/ticket';
import type { PriorityMatrix } from '../schema/mapping-file.js';
import { leaveBy, type Page } from './page.js';
import { inBoth } from './wording.js';
import { lineOf, toldLine, type WriteSurroundings } from './write-line.js';
import type { Spelling } from './words.js';
import { wordWriter } from './words.js';

const axes = ['impact', 'urgency', 'priority'] as const;
type Axis = (typeof axes)[number];

/**
 * A tool that works its priority out of impact and urgency is told those two, so that the ticket's priority comes out:
 * it is what people see and sort by. Impact and urgency bend only as far as needed, and that is a loss.
 */
export function priorityWriter(
  matrix: PriorityMatrix,
  around: WriteSurroundings,
): (page: Page, asked: ReadonlySet<string>) => void {
  const { view, file, wording } = around;
  const nativeOf = (axis: Axis): string | null =>
    view.fields.find(({ row }) => row.is === axis && row.native !== undefined && row.write !== 'no')?.row.native ??
    null;
  const spellers = new Map(
    axes.flatMap((axis) => {
      const table = view.words.get(axis);
      return table ? [[axis, wordWriter(table, { domain: axis, nativeClass: view.native, file })] as const] : [];
    }),
  );
  const leave = leaveBy(wording, true);
  const choose = chooser(matrix);
  const natives = { impact: nativeOf('impact'), urgency: nativeOf('urgency') };

  return (page, asked) => {
    const { ticket, fields, words } = page;
    const spelled = Object.fromEntries(
      axes.map((axis) => [axis, spellers.get(axis)?.(ticket[axis]) ?? null]),
    ) as Record<Axis, Spelling | null>;
    const wanted = (axis: Axis): string | null => spelled[axis]?.native ?? null;
    const chosen = choose(wanted('impact'), wanted('urgency'), wanted('priority'));
    for (const axis of ['impact', 'urgency'] as const) {
      const native = natives[axis];
      const code = chosen[axis];
      const untouched = spelled[axis]?.native === undefined && spelled[axis] !== null;
      if (native !== null && !(code === null && untouched)) fields[native] = code;
    }
    for (const axis of axes) {
      if (!asked.has(axis)) continue;
      const spelling = spelled[axis];
      if (spelling !== null) words.push(spelling.use);
      const said = { field: axis, name: axis, value: ticket[axis] } as const;
      const [line, word] = [lineOf(page, said, wording), toldLine(page, said, wording)];
      if (line === null || word === null) continue;
      const part = { field: axis, name: axis, line } as const;
      const out = chosen[axis];
      const bent = out !== null && out !== wanted(axis);
      if (wanted(axis) === null) leave(page, { ...part, what: 'no-word', why: { why: 'no-word', word } });
      else if (bent) {
        const instead = insteadOf(around, axis, out);
        leave(page, { ...part, what: 'approximated', why: { why: 'computed', word, instead } });
      } else if (spelling?.reads) {
        const instead = toldLine(page, { ...said, value: spelling.reads }, wording) ?? asIs(spelling.reads);
        leave(page, { ...part, what: 'approximated', why: { why: 'nearest-word', word, instead } });
      }
    }
  };
}

function insteadOf({ view, wording }: WriteSurroundings, axis: Axis, native: string): Told {
  const row = view.words.get(axis)?.rows.find((located) => located.row.native === native)?.row;
  const level = row?.is as Level | undefined;
  return level === undefined ? asIs(native) : inBoth((language) => wording.word('level', level, language));
}

interface Chosen {
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
}

/** The impact and urgency nearest to those wanted that come out as the priority wanted. */
function chooser({
  matrix,
  via,
}: PriorityMatrix): (impact: string | null, urgency: string | null, priority: string | null) => Chosen {
  const impacts = Object.keys(matrix);
  const urgencies = [...new Set(Object.values(matrix).flatMap((row) => Object.keys(row)))];
  const cells = impacts.flatMap((impact) =>
    urgencies.map((urgency) => ({ impact, urgency, priority: matrix[impact]?.[urgency] ?? null })),
  );
  const steps = (scale: readonly string[], one: string | null, other: string): number =>
    one === null ? 0 : Math.abs(scale.indexOf(one) - scale.indexOf(other));
  return (impact, urgency, priority) => {
    const cell = cells.find((one) => one.impact === impact && one.urgency === urgency);
    if (priority === null) return { impact, urgency, priority: cell?.priority ?? null };
    if (cell?.priority === priority) return cell;
    const usual = via[priority];
    if (impact === null && urgency === null && usual !== undefined) return { ...usual, priority };
    const fitting = cells.filter((one) => one.priority === priority);
    const cost = (one: (typeof cells)[number]): number =>
      // A bent urgency is the smaller harm: impact says how many people it is about.
      steps(impacts, impact, one.impact) * 2.1 +
      steps(urgencies, urgency, one.urgency) * 2 +
      (one.impact === usual?.impact && one.urgency === usual.urgency ? 0 : 0.05);
    const best = fitting.reduce<(typeof cells)[number] | null>(
      (least, one) => (least === null || cost(one) < cost(least) ? one : least),
      null,
    );
    return best ?? { impact, urgency, priority: cell?.priority ?? null };
  };
}
