import { Type } from '@mikro-orm/core';
import { given, kept } from '../wire/text.js';

/** Text that comes back as it went, with what PostgreSQL cannot hold. */
export class KeptText extends Type<string, string> {
  override convertToDatabaseValue(value: string): string {
    return kept(value);
  }

  override convertToJSValue(value: string): string {
    return given(value);
  }

  override getColumnType(): string {
    return 'text';
  }

  override compareAsType(): string {
    return 'string';
  }
}
