import type { Markdown } from '@passerelle/ticket';
import { codeTextFrom, markdownFromCodeText } from './code-tags.js';
import { htmlFrom, markdownFromHtml } from './html.js';
import { markdownFrom, plainFrom } from './plain.js';

export type TextForm = 'text' | 'code_text' | 'markdown' | 'html';

interface TextWays {
  readonly read: (native: string) => Markdown;
  readonly write: (text: Markdown) => string;
}

/** How each native form of text becomes Markdown, and how Markdown becomes it. */
export const textForms: Readonly<Record<TextForm, TextWays>> = {
  text: { read: markdownFrom, write: plainFrom },
  code_text: { read: markdownFromCodeText, write: codeTextFrom },
  markdown: { read: (native) => native, write: (text) => text },
  html: { read: markdownFromHtml, write: htmlFrom },
};
