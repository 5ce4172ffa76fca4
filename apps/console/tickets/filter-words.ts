import type { TFunction } from 'i18next';
import { mine, nobody } from '@passerelle/api';
import type { Words } from '../words/use-words.js';
import type { ListName } from './filter.js';

/** A value of a filter as people call it. Keys of persons and teams carry their kind first: `name:lea martin`. */
export function valueWord(name: ListName, value: string, t: TFunction, words: Words): string {
  if (value === nobody) return t('nobody');
  if (value === mine) return t(name === 'agent' ? 'filter.me' : 'filter.myTeams');
  switch (name) {
    case 'status':
    case 'kind':
    case 'approval':
    case 'priority':
      return words.label(name, value);
    case 'category':
      return words.category(value);
    case 'travel':
      return t(`travel.${value}`);
    case 'agent':
    case 'asset':
    case 'connection':
    case 'requester':
    case 'site':
    case 'team':
      return value.replace(/^(email|login|name|number):/, '');
  }
}
