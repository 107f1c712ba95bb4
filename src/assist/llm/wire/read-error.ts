import * as z from 'zod'

/** What a server says of its failure, wherever it puts it. Texts of its own are for deciding, never for people or logs. */
export interface ServerError {
  /** Cut to 300 characters; may quote what it was sent. */
  message: string
  /** As `insufficient_quota`; null: none, or a number. */
  code: string | null
  /** Where the code is an HTTP status, as vLLM and llama.cpp have it. */
  status: number | null
  param: string | null
}

const loose = z.unknown()
const bodySchema = z.looseObject({
  error: loose.optional(),
  message: loose.optional(),
  detail: loose.optional(),
  code: loose.optional(),
  type: loose.optional(),
  param: loose.optional(),
})
const longestMessage = 300

/** Reads nested, flat and FastAPI's errors, a text, and HTML. Source: openai-node's `core/error.ts`, vLLM's and llama.cpp's servers. */
export const readError = (body: unknown): ServerError => {
  const parsed = bodySchema.safeParse(typeof body === 'string' ? parseJson(body) : body)
  if (!parsed.success) return { message: cut(body), code: null, status: null, param: null }
  const nested = bodySchema.safeParse(parsed.data.error)
  const { message, detail, code, type, param } = nested.success ? nested.data : parsed.data
  const status = [code, parsed.data.code].map(Number).find((number) => number >= 400 && number < 600)
  return {
    message: cut(message ?? (nested.success ? undefined : parsed.data.error) ?? detail),
    code: [code, type].find((value) => typeof value === 'string' && !/^\d*$/.test(value))?.toString() ?? null,
    status: status ?? null,
    param: typeof param === 'string' ? param : null,
  }
}

/** Whether what came under a good status is an error all the same. */
export const isErrorBody = (body: unknown): boolean => {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success || 'choices' in parsed.data) return false
  return (parsed.data.error ?? null) !== null || parsed.data['object'] === 'error' || 'detail' in parsed.data
}

const cut = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.slice(0, longestMessage)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
