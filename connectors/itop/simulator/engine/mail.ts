import type { Instance } from '../instance.js';
import { textOf, type Stored } from '../store/stored.js';
import type { LogChange } from './draft.js';

export interface Happened {
  readonly logs: Readonly<Record<string, LogChange>>;
  readonly created: boolean;
  readonly entered: string | null;
}

/** Triggers of an instance write to the caller. Which there are, an administrator decides; triggers know no silence. */
export function notify({ database, mails }: Instance, object: Stored, { logs, created, entered }: Happened): void {
  const caller = database.find('Person', Number(textOf(object, 'caller_id')));
  const to = textOf(caller, 'email');
  if (to === '') return;
  for (const trigger of database.all('Trigger')) {
    if (textOf(trigger, 'target_class') !== object.class) continue;
    const subject = `${textOf(object, 'ref')}: ${textOf(trigger, 'description')}`;
    if (trigger.class === 'TriggerOnObjectCreate' && created)
      mails.push({ to, subject, body: textOf(object, 'title') });
    if (trigger.class === 'TriggerOnStateEnter' && !created && textOf(trigger, 'state') === entered)
      mails.push({ to, subject, body: textOf(object, 'solution') });
    if (trigger.class === 'TriggerOnObjectUpdate') {
      const watched = textOf(trigger, 'target_attcodes').split(',');
      for (const [code, { items }] of Object.entries(logs))
        if (watched.includes(code)) mails.push({ to, subject, body: items.map(({ message }) => message).join('\n') });
    }
  }
}
