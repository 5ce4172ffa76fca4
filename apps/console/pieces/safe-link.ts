const safe = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** An address that others wrote, if following it can do nothing but go there; null otherwise. */
export function safeLink(address: string | null | undefined): string | null {
  if (!address) return null;
  // Browsers drop these before they look at the protocol: «java\nscript:» is one.
  const cleaned = address.replace(/[\p{C}\p{Z}]/gu, '');
  try {
    // Without a base, what is relative is no address: a ticket's text never points into the console.
    return safe.has(new URL(cleaned).protocol) ? cleaned : null;
  } catch {
    return null;
  }
}
