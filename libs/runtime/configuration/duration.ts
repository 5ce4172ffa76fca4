import { inBoth } from '@passerelle/connector';
import { z } from 'zod';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const day = 86_400_000;

/** `30s`, `5m`, `1h`, `1d` to milliseconds; from 5 seconds to a day, so that no tool is hammered by a slip of the hand. */
export const duration = () =>
  z
    .string()
    .regex(
      /^\d{1,5}[smhd]$/,
      inBoth({ fr: 'une durée telle que 30s, 5m, 1h ou 1d', en: 'a duration such as 30s, 5m, 1h or 1d' }),
    )
    .transform((text) => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? 1))
    .refine((ms) => ms >= 5_000 && ms <= day, inBoth({ fr: 'une durée de 5s à 1d', en: 'a duration from 5s to 1d' }));
