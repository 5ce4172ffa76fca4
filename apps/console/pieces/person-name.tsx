import type { Person } from '@passerelle/api';

/** As the tool names them; a cut name shows that it is one. */
export function PersonName({ person, fallback = '—' }: { readonly person: Person | null; readonly fallback?: string }) {
  if (!person) return <span>{fallback}</span>;
  const shown = person.name ?? person.email ?? person.login ?? person.employeeNumber ?? fallback;
  const more = [person.email, person.login, person.employeeNumber].filter((one) => one && one !== shown).join(' · ');
  return (
    <bdi title={more || undefined}>
      {shown}
      {person.cut ? '…' : ''}
    </bdi>
  );
}
