import { Injectable } from '@nestjs/common';

/**
 * Lets work wait for other work of this process that needs one of the same names, in order of asking. The lease keeps
 * processes apart, not two runs of one process: they hold it under the same name. So whatever shares a connection, routes
 * and turns of mirrors alike, goes one after the other here.
 */
@Injectable()
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const mine = Promise.all(names.flatMap((name) => this.last.get(name) ?? [])).then(work);
    const over = mine.catch(() => undefined);
    for (const name of names) this.last.set(name, over);
    return mine;
  }
}
