/** The nonce that the host gave to this answer; browsers hide the attribute from selectors, so it is read as a property. */
export function readNonce(document: Document): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Libraries below the dialogs ask for it under the name that webpack gave it. */
export function shareNonce(nonce: string): void {
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}
