import { chunksOf, type Writing } from './encoding.js';

/** The file as UTF-8 bytes, whatever it is written in, without its byte order mark. */
export async function* utf8Of(path: string, writing: Writing, signal?: AbortSignal): AsyncGenerator<Buffer> {
  if (writing.encoding === 'utf-8') {
    let skip = writing.mark;
    for await (const chunk of chunksOf(path, signal)) {
      yield chunk.subarray(skip);
      skip = 0;
    }
    return;
  }
  for await (const text of textOf(path, writing, signal)) yield Buffer.from(text);
}

/** The file as text; what is no letter in its encoding comes as U+FFFD. */
export async function* textOf(path: string, writing: Writing, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder(writing.encoding);
  for await (const chunk of chunksOf(path, signal)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The beginning of the file, up to a letter that is whole. */
export function headText(writing: Writing): string {
  return new TextDecoder(writing.encoding).decode(writing.head, { stream: writing.size > writing.head.length });
}
