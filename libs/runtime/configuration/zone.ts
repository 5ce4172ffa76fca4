import { inBoth } from '@passerelle/connector';
import { IANAZone } from 'luxon';
import { z } from 'zod';

export const zone = () =>
  z
    .string()
    .refine(
      (text) => IANAZone.isValidZone(text),
      inBoth({ fr: 'un fuseau IANA tel que Europe/Paris', en: 'an IANA zone such as Europe/Paris' }),
    );
