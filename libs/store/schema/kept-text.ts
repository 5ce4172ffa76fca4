import { Type } from '@mikro-orm/core';
import { givenOrNull, keptOrNull } from '../wire/text.js';

/** Text that comes back as it went, with what PostgreSQL cannot hold. */
export class KeptText extends Type<string, string> {
  // Nullable columns hand their null through here, whatever the signature says.
  override convertToDatabaseValue(value: string): string {
    return keptOrNull(value) as string;
  }

  override convertToJSValue(value: string): string {
    return givenOrNull(value) as string;
  }

  override getColumnType(): string {
    return 'text';
  }

  override compareAsType(): string {
    return 'string';
  }
}
