// Only what a header may hold as it is; whatever else an address needs is percent-encoded.
const written = /^\/(?![/\\])[\x21-\x7e]*$/

/** A path within the desk; anything that leads elsewhere, or may be read so, is the first page. */
export const insidePath = (path: string): string => {
  if (!written.test(path)) return '/'
  try {
    // Dots are resolved by whoever follows it.
    return new URL(path, 'http://desk.invalid').pathname.startsWith('//') ? '/' : path
  } catch {
    return '/'
  }
}
