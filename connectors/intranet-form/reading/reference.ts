/** Thirty characters without look-alikes; mails and links allow a wider set, so readers do too. */
const shape = /\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}\b/i;

export function referenceIn(text: string): string | null {
  return shape.exec(text)?.[0]?.toUpperCase() ?? null;
}

/** The tool upper-cases what is typed and wants the dashes. */
export function asReference(text: string): string | null {
  const trimmed = text.trim().toUpperCase();
  return referenceIn(trimmed) === trimmed ? trimmed : null;
}

/** In public mode a ticket is opened by its reference and its e-mail together, so its id holds both. */
export interface Opener {
  readonly reference: string;
  readonly email: string | null;
}

export function openerOf(id: string): Opener | null {
  const [head = '', ...rest] = id.split('/');
  const reference = asReference(head);
  if (reference === null) return null;
  const email = rest.join('/');
  return { reference, email: email === '' ? null : email };
}

export function idOf({ reference, email }: Opener): string {
  return email === null ? reference : `${reference}/${email.toLowerCase()}`;
}
