import type { Audience } from '@passerelle/connector';
import { fold } from './words.js';

/**
 * What each journal of the old platform showed to its requester. From code and not from configuration, so that no line of
 * YAML can make a work note public.
 */
export const journals: Readonly<Record<'commentaires' | 'notes_travail', Audience>> = {
  commentaires: 'public',
  notes_travail: 'internal',
};

const words: Readonly<Record<keyof typeof journals, readonly string[]>> = {
  commentaires: [
    'commentaires',
    'Commentaire',
    'comments',
    'Comment',
    'Commentaires supplémentaires',
    'Commentaire supplémentaire',
    'Additional comments',
    'Additional comments (Customer visible)',
    'Commentaires (visibles par le client)',
  ],
  notes_travail: ['notes_travail', 'Note de travail', 'Notes de travail', 'work_notes', 'Work notes', 'Work note'],
};

const byWord = new Map(
  Object.entries(words).flatMap(([journal, list]) =>
    list.map((word) => [fold(word), journal as keyof typeof journals] as const),
  ),
);

/** null for a word that is neither: the line is then internal, whatever it was. */
export function journalReader(): (type: string) => keyof typeof journals | null {
  const known = new Map<string, keyof typeof journals | null>();
  return (type) => {
    let journal = known.get(type);
    if (journal === undefined) {
      if (known.size >= 1_000) known.clear();
      known.set(type, (journal = byWord.get(fold(type)) ?? null));
    }
    return journal;
  };
}
