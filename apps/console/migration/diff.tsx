import classes from './diff.module.css';

/** A unified diff: signs first, colours second. */
export function Diff({ file, diff }: { readonly file: string; readonly diff: string }) {
  return (
    <figure className={classes.diff}>
      <figcaption>{file}</figcaption>
      <pre tabIndex={0}>
        {diff.split('\n').map((line, index) => (
          <span key={index} data-sign={/^[+-](?![+-])/.test(line) ? line[0] : undefined}>
            {line || ' '}
          </span>
        ))}
      </pre>
    </figure>
  );
}
