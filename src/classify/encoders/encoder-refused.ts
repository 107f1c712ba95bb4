/** An encoder of files cannot be used; the message says why and what to do, for the person who configured it. */
export class EncoderRefused extends Error {
  override readonly name = 'EncoderRefused'
}
