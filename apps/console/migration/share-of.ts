/** Percent that is done, where the counts say of how many. */
export function shareOf(progress: Readonly<Record<string, number>>): number | null {
  const { done, total } = progress as { readonly done?: number; readonly total?: number };
  if (done === undefined || total === undefined || total <= 0) return null;
  return Math.max(0, Math.min(100, (done / total) * 100));
}
