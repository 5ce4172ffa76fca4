/**
 * Nothing from elsewhere, nothing inline but styles with the nonce of the answer (Mantine writes its variables so). Styles
 * of single elements are positions and widths that scripts of ours set; they cannot load anything.
 */
export const directives: Readonly<Record<string, Iterable<string>>> = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'object-src': ["'self'"],
  'frame-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
};
