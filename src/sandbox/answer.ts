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
export const convertToResponse = (answer: Answer): Response =>
  new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, {
    status: answer.status,
    headers: answer.headers,
  })
