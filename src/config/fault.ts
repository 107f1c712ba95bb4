/**
 * One thing that is wrong with a configuration. `path` is where (`sources.betsur.authentication.secrets[0]`, or the name
 * of an environment variable), `line` the line of the file when it is there. Never holds a configured value that could be
 * a secret.
 */
export interface Fault {
  path: string
  code: FaultCode
  message: string
  line: number | null
}

/** `no-helpdesk` and `no-source` tell a first start that nothing is set up yet from a set-up that is wrong. */
export type FaultCode =
  | 'no-helpdesk'
  | 'no-source'
  | 'invalid'
  | 'unknown-key'
  | 'unset-reference'
  | 'unreadable-file'
  | 'not-yaml'
  | 'conflict'
  | 'weak'

export type PathSegment = string | number

/** `['sources', 'a', 'secrets', 0]` → `sources.a.secrets[0]`; the file itself is `(file)`. */
export const formatPath = (segments: readonly PathSegment[]): string => {
  let text = ''
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`
    else if (!/^[\w-]+$/.test(segment)) text += `[${JSON.stringify(segment)}]`
    else text += text === '' ? segment : `.${segment}`
  }
  return text === '' ? '(file)' : text
}

/** The inverse of `formatPath`, for what it wrote. */
export const parsePath = (path: string): PathSegment[] =>
  [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w-]+)/g)].map(([, index, quoted, plain]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? String(JSON.parse(quoted)) : (plain ?? ''),
  )
