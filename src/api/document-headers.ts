type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const answerHeaders: Record<string, Json> = {
  'Retry-After': {
    description: 'Seconds to wait before the same is sent again.',
    schema: { type: 'integer', minimum: 1 },
  },
  Location: {
    description: 'Path under which the result can be asked for.',
    schema: { type: 'string' },
  },
  ETag: {
    description: 'Names this version; send it as `If-Match` with a change.',
    schema: { type: 'string' },
  },
}

/** Headers that the description of an answer names. */
const headersOf = (description: unknown): [string, Json][] =>
  Object.entries(answerHeaders).filter(([name]) => String(description).includes(`\`${name}\``))

/** `idempotency-key` as people write it; Node gives headers in lower case, so the schemas name them so. */
const capitalise = (name: string): string =>
  name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace(/^Etag$/, 'ETag')

const operationsOf = (paths: unknown): Json[] =>
  isJson(paths)
    ? Object.values(paths).flatMap((path) => (isJson(path) ? Object.values(path).filter(isJson) : []))
    : []

/** Writes the headers of all operations into the document: answers list those that their description names. */
export const documentHeaders = (paths: unknown): void => {
  for (const { parameters, responses } of operationsOf(paths)) {
    for (const parameter of Array.isArray(parameters) ? parameters.filter(isJson) : [])
      if (parameter['in'] === 'header') parameter['name'] = capitalise(String(parameter['name']))
    for (const answer of isJson(responses) ? Object.values(responses).filter(isJson) : []) {
      const headers = headersOf(answer['description'])
      if (headers.length > 0) answer['headers'] = structuredClone(Object.fromEntries(headers))
    }
  }
}
