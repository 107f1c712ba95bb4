/**
 * What a page of the desk may load and where it may send: this service alone, no text evaluated, no inline script or style. Pictures in
 * customers' mails are not loaded, as they would tell that somebody reads.
 */
export const deskPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}
