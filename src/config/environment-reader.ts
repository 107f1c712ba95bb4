import type { Fault } from './fault.ts'

export type ReadFile = (path: string) => string

/** What reading one variable came to. */
export type Lookup = { kind: 'set'; value: string } | { kind: 'unset' } | { kind: 'fault'; fault: Fault }

export interface EnvironmentReader {
  /** The value of `name`, or the content of the file that `name_FILE` points to. Empty counts as unset. */
  read(name: string): Lookup
  /** Names that were asked for so far, set or not. */
  readonly asked: ReadonlySet<string>
}

/** `ENOENT` and the like: why a file could not be read, without its content. */
export const fileErrorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable'

/** A secret's file ends in a line break that is not part of the secret. */
export const withoutLineBreak = (text: string): string => text.replace(/[\r\n]+$/, '')

export const createEnvironmentReader = (options: {
  env: Readonly<Record<string, string | undefined>>
  readFile: ReadFile
}): EnvironmentReader => {
  const { env, readFile } = options
  const asked = new Set<string>()
  const value = (name: string) => (env[name]?.trim() === '' ? undefined : env[name]?.trim())

  const read = (name: string): Lookup => {
    asked.add(name)
    const direct = value(name)
    const file = value(`${name}_FILE`)
    const fault = (code: Fault['code'], message: string): Lookup => ({
      kind: 'fault',
      fault: { path: `${name}_FILE`, code, message, line: null },
    })
    if (file === undefined) return direct === undefined ? { kind: 'unset' } : { kind: 'set', value: direct }
    if (direct !== undefined) return fault('conflict', `Set ${name} or ${name}_FILE, not both.`)
    try {
      const text = withoutLineBreak(readFile(file))
      return text === '' ? fault('unreadable-file', 'The file is empty.') : { kind: 'set', value: text }
    } catch (error) {
      return fault('unreadable-file', `Cannot read the file ${file} (${fileErrorCode(error)}).`)
    }
  }
  return { read, asked }
}
