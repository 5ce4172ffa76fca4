/** The form in which ticket numbers are compared: case and outer blanks do not count. */
export function numberKey(number: string): string {
  return number.normalize('NFC').trim().toLowerCase();
}
