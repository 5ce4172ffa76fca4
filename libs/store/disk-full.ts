import type { Told } from '@passerelle/connector';

/** Of our own disk: the embedded database's, or that of attachments. */
export const diskFull: Told = {
  fr: 'le disque est plein ; libérez de la place, puis relancez la même commande',
  en: 'the disk is full; make room, then run the same command again',
};
