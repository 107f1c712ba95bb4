import type { Terminal } from '../../ops/terminal.ts'
import type { ParsedArguments } from '../command.ts'
import type { OpenedUsers } from './with-users.ts'

/** One thing that `relevo users` does. Resolves with the exit code. */
export type UsersVerb = (opened: OpenedUsers, parsed: ParsedArguments, terminal: Terminal) => Promise<number>
