/** A named example of the OpenAPI document. */
export interface Example {
  /** Answers with these statuses only; absent: wherever the schema stands. */
  statuses?: number[]
  /** Operations whose path fits only; absent: all. */
  paths?: RegExp
  summary: string
  value: unknown
}

/** Examples of one schema, by their names. */
export type Examples = Record<string, Example>

/** A problem's body with what always belongs to it. */
export const exampleProblem = (
  status: number,
  title: string,
  code: string,
  detail: string,
  rest: object = {},
) => ({
  ok: false,
  type: `urn:relevo:problem:${code}`,
  title,
  status,
  code,
  detail,
  request_id: 'req-1f',
  ...rest,
  error: { code, message: detail },
})
