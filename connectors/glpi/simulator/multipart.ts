/** The parts of a multipart body. */
export interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly type: string;
  readonly content: Buffer;
}

export function partsOf(body: Buffer, contentType: string): readonly Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let at = body.indexOf(mark); at !== -1;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const chunk = body.subarray(at + mark.length + 2, next - 2);
    const split = chunk.indexOf('\r\n\r\n');
    if (split !== -1) parts.push(partOf(chunk.subarray(0, split).toString('utf8'), chunk.subarray(split + 4)));
    at = next;
  }
  return parts;
}

function partOf(head: string, content: Buffer): Part {
  const name = /\bname="([^"]*)"/i.exec(head)?.[1] ?? '';
  const filename = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(head)?.[1] ?? null;
  const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream';
  return {
    name,
    filename: filename?.replaceAll('\\"', '"').replaceAll('%22', '"') ?? null,
    type,
    content: Buffer.from(content),
  };
}
