/** A path of this console and nothing else: an address that somebody else wrote must not lead out of it. */
export function goBackTo(wanted: string | null): string {
  if (!wanted || !/^\/(?!\/)/u.test(wanted) || /[\p{Cc}\\]/u.test(wanted)) return '/tickets';
  const path = wanted.split(/[?#]/u)[0] ?? '';
  return path === '/sign-in' || path.startsWith('/api/') ? '/tickets' : wanted;
}
