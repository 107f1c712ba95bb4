import type { ParseArgsOptionsConfig } from 'node:util'
import type { Terminal } from '../ops/terminal.ts'

/** Exit codes, as documented: scripts may rely on them. */
export const exitCode = { ok: 0, failed: 1, usage: 2, configuration: 3, store: 4 } as const

export interface ParsedArguments {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
}

/** One command: what it takes, what its help says, and what it does. Resolves with the exit code. */
export interface Command {
  name: string
  usage: string
  options: ParseArgsOptionsConfig
  run(parsed: ParsedArguments, terminal: Terminal): Promise<number>
}

/** Wrong usage: the message goes to the person, with the command's usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const textOption = (parsed: ParsedArguments, name: string): string | undefined => {
  const value = parsed.values[name]
  return typeof value === 'string' ? value : undefined
}

export const isSet = (parsed: ParsedArguments, name: string): boolean => parsed.values[name] === true

export const requiredPositional = (parsed: ParsedArguments, index: number, what: string): string => {
  const value = parsed.positionals[index]
  if (value === undefined || value === '') throw new UsageError(`${what} is missing.`)
  return value
}
