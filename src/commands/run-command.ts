import { parseArgs } from 'node:util'
import { AccessUnavailable } from '../access/access-unavailable.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import type { Terminal } from '../ops/terminal.ts'
import { packageVersion } from '../package-version.ts'
import { TicketsUnavailable } from '../tickets/tickets-unavailable.ts'
import { type Command, exitCode, UsageError } from './command.ts'
import { commandList, type ListedCommand } from './command-list.ts'

const overview = (): string => {
  const names = commandList.map((command) => `  ${command.name.padEnd(14)} ${command.summary}`)
  return [
    'relevo: hands a chatbot’s request for help over to the help desk, exactly once.',
    '',
    'Usage: relevo <command> [options]       (relevo <command> --help tells more)',
    '',
    ...names,
    '',
    'Configuration: the environment and, if RELEVO_CONFIG names one, a YAML file.',
    'Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 configuration faulty, 4 store unavailable; "tickets" has more.',
    '',
  ].join('\n')
}

const helpOf = (command: Command, summary: string): string => `${summary}\n\nUsage:\n  ${command.usage}\n`

/** Runs what the arguments ask for and resolves with the exit code; `serve` when they name no command. */
export const runCommand = async (args: string[], terminal: Terminal): Promise<number> => {
  const [first, ...rest] = args
  if (first === '--help' || first === '-h' || first === 'help') {
    terminal.stdout.write(overview())
    return exitCode.ok
  }
  if (first === '--version' || first === '-v') {
    terminal.stdout.write(`${await packageVersion()}\n`)
    return exitCode.ok
  }
  const named = first !== undefined && !first.startsWith('-')
  const listed = commandList.find(({ name }) => name === (named ? first : 'serve'))
  if (listed === undefined) {
    terminal.stderr.write(`relevo: there is no command "${first}".\n\n${overview()}`)
    return exitCode.usage
  }
  return runOne(listed, named ? rest : args, terminal)
}

const runOne = async (listed: ListedCommand, args: string[], terminal: Terminal): Promise<number> => {
  const command = await listed.load()
  try {
    const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
    if (values.help === true) {
      terminal.stdout.write(helpOf(command, listed.summary))
      return exitCode.ok
    }
    return await command.run({ values, positionals }, terminal)
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      const usage = (error instanceof UsageError ? error.usage : null) ?? command.usage
      terminal.stderr.write(`relevo ${command.name}: ${firstSentence(error)}\n\nUsage:\n  ${usage}\n`)
      return exitCode.usage
    }
    if (isStoreAway(error)) {
      terminal.stderr.write(`relevo ${command.name}: ${error.message}\n`)
      return exitCode.store
    }
    throw error
  }
}

const isStoreAway = (error: unknown): error is Error =>
  error instanceof LedgerUnavailable ||
  error instanceof AccessUnavailable ||
  error instanceof TicketsUnavailable

// Node goes on to tell how an argument that starts with a dash is written; nobody here wants to.
const firstSentence = ({ message }: Error): string =>
  message.replace(/\. To specify a positional argument.*$/s, '.')

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
