const units = ['o', 'Kio', 'Mio', 'Gio'] as const;

/** «1,4 Mio»: binary units, as the tools of the service desk show them. */
export function describeSize(bytes: number | null): string {
  if (bytes === null) return '—';
  let amount = bytes;
  let unit = 0;
  while (amount >= 1_024 && unit < units.length - 1) {
    amount /= 1_024;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  return `${amount.toLocaleString(undefined, { maximumFractionDigits: digits })} ${units[unit]}`;
}
