import type { ParseArgsOptionsConfig } from 'node:util'
import type { Terminal } from '../ops/terminal.ts'

/** Exit codes, as documented in docs/errors.md: scripts may rely on them. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  store: 4,
  notFound: 5,
  conflict: 6,
  later: 7,
  unknownOutcome: 8,
} as const

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

/** Wrong usage: the message goes to the person, with the usage of what was wanted; absent: the command's. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly usage: string | null

  constructor(message: string, usage: string | null = null) {
    super(message)
    this.usage = usage
  }
}

export const textOption = (parsed: ParsedArguments, name: string): string | undefined => {
  const value = parsed.values[name]
  return typeof value === 'string' ? value : undefined
}

/** All values of an option that may be given several times. */
export const listOption = (parsed: ParsedArguments, name: string): string[] => {
  const value = parsed.values[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** The value of an option that takes several elsewhere, and one here. Throws `UsageError`. */
export const oneOption = (parsed: ParsedArguments, name: string): string | undefined => {
  const [value, second] = listOption(parsed, name)
  if (second !== undefined) throw new UsageError(`--${name} can be given once here.`)
  return value
}

/** A whole number from 1 to `most`. Throws `UsageError`. */
export const countOption = (parsed: ParsedArguments, name: string, most: number): number | undefined => {
  const text = textOption(parsed, name)
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new UsageError(`--${name} takes a whole number from 1 to ${most}.`)
  return count
}

export const isSet = (parsed: ParsedArguments, name: string): boolean => parsed.values[name] === true

export const requiredPositional = (parsed: ParsedArguments, index: number, what: string): string => {
  const value = parsed.positionals[index]
  if (value === undefined || value === '') throw new UsageError(`${what} is missing.`)
  return value
}
