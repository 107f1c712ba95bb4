/** Why a linked file was not attached. */
export type FileFault =
  | 'not-fetched'
  | 'bad-link'
  | 'address-not-allowed'
  | 'unreachable'
  | 'http-error'
  | 'too-many-redirects'
  | 'type-not-allowed'
  | 'too-large'
  | 'too-many-files'
  | 'timeout'
  | 'refused'
