export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Parts {
  readonly form: URLSearchParams;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

export function parseMultipart(body: Buffer, boundary: string): Parts {
  const form = new URLSearchParams();
  const files = new Map<string, UploadedFile>();
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const start = at + mark.length + 2;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    const part = body.subarray(start, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString('utf8');
    const content = part.subarray(split + 4);
    const name = /\bname="([^"]*)"/.exec(head)?.[1] ?? '';
    const file = /\bfilename="([^"]*)"/.exec(head)?.[1];
    if (file === undefined) form.append(name, content.toString('utf8'));
    else if (file !== '') files.set(name, { name: file.replaceAll('%22', '"'), bytes: Buffer.from(content) });
    at = next;
  }
  return { form, files };
}
