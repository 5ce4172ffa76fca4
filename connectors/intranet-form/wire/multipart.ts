export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly content: Buffer;
}

/** A form with files, as browsers send it (RFC 7578; quotes and line ends in names as the HTML Standard escapes them). */
export function multipart(
  unique: string,
  fields: readonly (readonly [string, string])[],
  files: readonly SentFile[],
): { readonly type: string; readonly body: Buffer } {
  const boundary = `----passerelle${unique}`;
  const escaped = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const parts = [
    ...fields.map(([name, value]) =>
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ field, name, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(field)}"; filename="${escaped(name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}
