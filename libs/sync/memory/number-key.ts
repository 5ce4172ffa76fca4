/** No tool has longer ones; what is longer is compared by its beginning, since an index does not hold a page of text. */
const longest = 200;

/** The form in which ticket numbers are compared: case and outer blanks do not count. */
export function numberKey(number: string): string {
  return number.normalize('NFC').trim().toLowerCase().slice(0, longest);
}
