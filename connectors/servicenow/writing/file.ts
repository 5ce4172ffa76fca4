import type { NativeAttachment, NativeFile } from '@passerelle/connector';

/** The attachment that is this file: the same name, size and, where the instance tells it, hash. Several may have one name. */
export function fileAmong(there: readonly NativeAttachment[], file: NativeFile): NativeAttachment | null {
  return (
    there.find(
      ({ name, size, sha256 }) =>
        size === file.size &&
        (sha256 === null || sha256 === file.sha256) &&
        (name === file.name || isCut(name, file.name)),
    ) ?? null
  );
}

/** sys_attachment keeps 100 characters of a name. */
function isCut(kept: string, sent: string): boolean {
  return kept.length >= 100 && sent.startsWith(kept);
}
