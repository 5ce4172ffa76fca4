// What makers leave in the firmware when nobody fills it in; hwinfo lists of inventory tools (GLPI, OCS) name the same ones.
const placeholders =
  /^(?:to be filled by o\.?e\.?m\.?|default string|system serial number|system product name|system version|chassis serial number|not (?:specified|available|applicable|defined)|none|null|n\/?a|unknown|invalid|empty|o\.?e\.?m\.?|serial(?: ?number)?|base board serial number|123456789|1234567890?|0123456789|x+|0+|-+|\.+|\*+)$/i;

/** The serial number as it may be compared: trimmed; null for nothing and for the placeholders of makers. */
export function readSerial(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  if (trimmed.length < 3 || placeholders.test(trimmed)) return null;
  return /[\p{L}\p{N}]/u.test(trimmed) ? trimmed : null;
}

// Shared by whole series of boards whose makers never set one.
const shared =
  /^(?:0+|f+|03000200040005000006000700080009|00020003000400050006000700080009|1{32}|12345678123456781234567812345678)$/;

/** The UUID of the firmware in lower case with hyphens; null for nothing, for what is none and for those that many machines share. */
export function readUuid(text: string | null | undefined): string | null {
  const digits = (text ?? '').toLowerCase().replaceAll(/[{}\s-]/g, '');
  if (!/^[0-9a-f]{32}$/.test(digits) || shared.test(digits)) return null;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `02:00:5e:10:00:01`; null for what is no address of one card (zeros, broadcast). */
export function readMac(text: string | null | undefined): string | null {
  const digits = (text ?? '').toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  if (digits.length !== 12 || /^(?:0+|f+)$/.test(digits)) return null;
  return digits.match(/../g)?.join(':') ?? null;
}
