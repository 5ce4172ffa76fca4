/** Letters and digits that a reference of the form is made of (`ABC-DEF-GHIJ`). */
const unbroken = /^([a-z0-9]{3})([a-z0-9]{3})([a-z0-9]{4})$/iu;

/**
 * How somebody may write down a number, as tools write it: `#59`, `GLPI 59`, `ticket n° 0000059` are 59; the form's
 * references come without their dashes, ServiceNow's and CASSIUS' with blanks.
 */
export function referenceForms(written: string): readonly string[] {
  const whole = written.normalize('NFKC').trim().slice(0, 200);
  const squeezed = whole.replace(/\s+/gu, '');
  const bare = whole.replace(/^(?:glpi|itop|servicenow|cassius|ticket|demande|dossier)?\s*(?:n[°o]\.?|#|:)?\s*/iu, '');
  const digits = /^0*(\d+)$/u.exec(bare)?.[1];
  const dashed = unbroken.exec(squeezed);
  const forms = [
    whole,
    squeezed,
    squeezed.replace(/[‐‑–—]/gu, '-'),
    bare,
    ...(digits === undefined ? [] : [digits, `#${digits}`, digits.padStart(7, '0')]),
    ...(dashed ? [`${dashed[1]}-${dashed[2]}-${dashed[3]}`] : []),
  ];
  return [...new Set(forms.filter((form) => form !== ''))];
}
