import Markdown, { type Components } from 'react-markdown';
import { useTranslation } from 'react-i18next';
import { safeLink } from './safe-link.js';
import classes from './prose.module.css';

const blank = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;

const components: Components = {
  a: ({ href, children }) => {
    const to = safeLink(href);
    return to ? (
      <a href={to} {...blank}>
        {children}
      </a>
    ) : (
      <span>{children}</span>
    );
  },
  // Loading it would tell whoever wrote the text that it was read, and from where.
  img: ({ src, alt }) => <RemoteImage src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
};

function RemoteImage({ src, alt }: { readonly src: string; readonly alt: string }) {
  const { t } = useTranslation();
  const to = safeLink(src);
  const word = `${t('prose.image')}${alt ? ` «${alt}»` : ''}`;
  return to ? (
    <a href={to} {...blank}>
      {word}
    </a>
  ) : (
    <span>{word}</span>
  );
}

/** Markdown that others wrote. HTML in it is shown as text, and nothing is ever loaded. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <div className={classes.prose} dir="auto">
      <Markdown components={components} urlTransform={(address) => safeLink(address) ?? ''}>
        {text}
      </Markdown>
    </div>
  );
}
