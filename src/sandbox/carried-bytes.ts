/**
 * Bytes that travel beside a web `Request` or `Response` between the socket and the handlers. Web streams cost several
 * times what the rest of a call does, and msw clones every request: without this a socket serves half as many calls.
 */
const carried = new WeakMap<Request | Response, Uint8Array<ArrayBuffer> | string>()

export const carryBytes = <T extends Request | Response>(
  of: T,
  bytes: Uint8Array<ArrayBuffer> | string,
): T => {
  carried.set(of, bytes)
  return of
}

export const carriedBytes = (of: Request | Response): Uint8Array<ArrayBuffer> | string | undefined =>
  carried.get(of)

/** The body of a request that came over a socket or through msw. */
export const readBytes = async (request: Request): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = carried.get(request)
  if (bytes === undefined) return new Uint8Array(await request.arrayBuffer())
  return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
}
