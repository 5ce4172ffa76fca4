import { exitCodes } from '@passerelle/runtime';

/** What a command's end tells the shell: 0 only when everything is there. */
export const exits = { fine: 0, ...exitCodes } as const;

export type Exit = number;
