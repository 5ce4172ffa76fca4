import type { ToolResponse } from '@passerelle/connector/testing';
import type { Tool } from '../state.js';
import { fileName } from '../text.js';
import type { Call } from '../wire/call.js';
import type { UploadedFile } from '../wire/multipart.js';

/** Files of a form: plain uploads count only with `use-legacy-attachments`; else the keys of earlier uploads do. */
export function filesOf(
  tool: Tool,
  call: Call,
): { readonly files: readonly UploadedFile[]; readonly errors: readonly string[] } {
  const plain =
    call.form.get('use-legacy-attachments') === '1'
      ? [...call.files].filter(([name]) => /^attachment\[\d+\]$/.test(name)).map(([, file]) => file)
      : [];
  const now = tool.clock.now().getTime();
  const keyed = call.form.getAll('attachments[]').flatMap((key) => {
    const found = tool.uploads.get(key);
    return found && now - found.at < tool.quirks.uploadKeyMinutes * 60_000 ? [found] : [];
  });
  const files = [...plain, ...keyed].slice(0, tool.quirks.maxFiles);
  return { files, errors: files.flatMap((file) => refusal(tool, file) ?? []) };
}

export function refusal({ quirks }: Tool, { name, bytes }: UploadedFile): string | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!quirks.extensions.includes(extension)) return `Le type de fichier de ${name} n’est pas accepté`;
  return bytes.length > quirks.maxFileBytes ? `Le fichier ${name} est trop grand` : null;
}

/** The drag-and-drop way: a key that the form then carries. */
export function upload(tool: Tool, call: Call): ToolResponse {
  const file = call.files.get('attachment');
  const wrong = file ? refusal(tool, file) : 'aucun fichier';
  if (!file || wrong !== null) return json(400, { status: 'failure', status_code: 400, message: wrong });
  const key = tool.random.hex(32);
  tool.uploads.set(key, { name: file.name, bytes: file.bytes, at: tool.clock.now().getTime() });
  return json(200, { status: 'success', status_code: 200, file_key: key });
}

function json(status: number, body: unknown): ToolResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** What a stored file is sent as; its name is the slug. */
export function sent(tool: Tool, name: string, bytes: Buffer): ToolResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename=${encodeURIComponent(fileName(tool, name))}`,
    },
    body: bytes,
  };
}
