import { bytesOf, collect, openMany, pull, readOne, sourceOf } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandFault, demandSame } from '../demand.js';
import type { Stage } from '../stage.js';
import { accidents, tooMany, type Injection } from '../traffic.js';

/** Reading from a tool that fails. A page that fails is never an end. */
export const failingReads: readonly Check[] = [
  {
    name: 'a page that fails throws, and nothing ends short',
    needs: ['http', 'source'],
    async run(stage) {
      await openMany(stage, 12, 1_500);
      const kinds = ['unavailable'] as const;
      for (const accident of ['500', '503', 'cut'] as const)
        await everyPage(stage, accident, accidents[accident], kinds);
    },
  },
  {
    name: 'an answer that is not what was asked for is no empty page',
    needs: ['http', 'source'],
    async run(stage) {
      await openMany(stage, 12, 1_500);
      const kinds = ['malformed', 'unavailable', 'unauthorized'] as const;
      for (const accident of ['a login page', 'nothing', 'half an answer'] as const)
        await everyPage(stage, accident, accidents[accident], kinds);
    },
  },
  {
    name: 'what is read by name is never left out because a request failed',
    needs: ['http', 'source'],
    async run(stage) {
      const ids = await openMany(stage, 3, 0);
      await collect(sourceOf(stage.connector).read(ids));
      for (const [name, answer] of Object.entries(accidents)) {
        stage.traffic.inject({ on: 'read', answer });
        await demandFault(
          collect(sourceOf(stage.connector).read(ids)),
          `reading three tickets while the tool answers ${name}`,
        );
        stage.traffic.calm();
      }
    },
  },
  {
    name: 'an attachment that does not come whole is a fault rather than another file',
    needs: ['http', 'source', 'open'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      await stage.world.humans.attach?.(id, 'photo.jpg', Buffer.alloc(300_000, 'x'));
      const [file] = (await readOne(stage, id)).attachments;
      demand(file, 'expected the attachment to be read');
      await bytesOf(stage, file);
      for (const [name, answer] of Object.entries(accidents)) {
        stage.traffic.inject({ on: 'read', answer });
        await demandFault(bytesOf(stage, file), `an attachment while the tool answers ${name}`);
        stage.traffic.calm();
      }
    },
  },
  {
    name: 'a read goes on after failures that pass',
    needs: ['http', 'source'],
    async run(stage) {
      const ids = await openMany(stage, 7, 1_500);
      for (const skip of [0, 1, 2, 3]) {
        stage.traffic.inject({ on: 'any', skip, times: 1, answer: accidents['503'] });
        stage.traffic.inject({ on: 'any', skip, times: 1, answer: accidents.cut });
        demandSame(
          (await pull(stage.connect())).ids.length,
          ids.length,
          'the tickets of a pull with two failures that pass',
        );
        stage.traffic.calm();
      }
    },
  },
  {
    name: 'an answer that is larger than memory should hold is refused',
    needs: ['http', 'source'],
    async run(stage) {
      await openMany(stage, 1, 0);
      await pull(stage.connector);
      const padding = Buffer.alloc(65 * 2 ** 20, ' ');
      const answer: Injection['answer'] = (real) => {
        const { status, headers, body } = real();
        return { status, headers, body: Buffer.concat([Buffer.from(body), padding]) };
      };
      stage.traffic.inject({ on: 'read', answer });
      await demandFault(pull(stage.connector), 'a page of 65 MiB', ['malformed']);
    },
  },
  {
    name: 'a refusal of pace waits as told before anything else is asked',
    needs: ['http', 'source'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      await readOne(stage, id);
      stage.traffic.inject({ on: 'read', times: 1, answer: () => tooMany(40) });
      const refusedAt = stage.clock.now().getTime();
      const asked = stage.traffic.seen.length;
      await readOne(stage, id);
      const early = stage.traffic.seen.slice(asked + 1).filter(({ at }) => at < refusedAt + 40_000);
      demandSame(early.length, 0, 'the requests within the 40 s that the tool asked for');
      await hourLong(stage, id);
    },
  },
];

/** Refused for an hour: a fault at once, silence for the hour, then all is well. */
async function hourLong(stage: Stage, id: string): Promise<void> {
  stage.traffic.inject({ on: 'read', times: 1, answer: () => tooMany(3_600) });
  await demandFault(readOne(stage, id), 'reading while the tool refuses for an hour', ['rate-limited']);
  const asked = stage.traffic.seen.length;
  stage.clock.advance(1_800_000);
  await demandFault(readOne(stage, id), 'reading again before the hour is over', ['rate-limited']);
  demandSame(stage.traffic.seen.length, asked, 'the requests until the hour is over');
  stage.clock.advance(1_801_000);
  await readOne(stage, id);
}

/** Fails from the nth read on, for every n that a pull has. */
async function everyPage(
  stage: Stage,
  name: string,
  answer: Injection['answer'],
  kinds: Parameters<typeof demandFault>[2],
): Promise<void> {
  const asked = stage.traffic.seen.length;
  await pull(stage.connect());
  const reads = stage.traffic.seen.length - asked;
  for (let skip = 0; skip < reads; skip++) {
    stage.traffic.inject({ on: 'read', skip, answer });
    await demandFault(pull(stage.connect()), `a pull whose request ${skip + 1} of ${reads} gets ${name}`, kinds);
    stage.traffic.calm();
  }
}
