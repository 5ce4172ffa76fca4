/** Bytes of one uploaded file. */
export const largestFile = 50 * 1024 * 1024;
