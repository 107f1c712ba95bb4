import { carryBytes } from './carried-bytes.ts'

/** One HTTP answer as the fake help desk decided it, before any fault spoils it. */
export interface Answer {
  status: number
  headers: Record<string, string>
  /** Null is an empty body. */
  body: string | Uint8Array<ArrayBuffer> | null
}

export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const emptyAnswer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: null,
})

/** A 204 must not carry a body, and `Response` throws if it gets one. */
export const convertToResponse = ({ status, headers, body }: Answer): Response => {
  if (body === null || status === 204 || status === 304) return new Response(null, { status, headers })
  return carryBytes(new Response(body, { status, headers }), body)
}
