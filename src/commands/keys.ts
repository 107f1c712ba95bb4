import { keyNameSchema, keyRateSchema, type Scope, scopeSchema } from '../../schemas/access.ts'
import { durationSchema } from '../../schemas/duration.ts'
import type { Access, ApiKey } from '../access/access.ts'
import { decideKeyState } from '../access/decide-key-state.ts'
import { parseKeyId } from '../access/key-text.ts'
import { subjectOf } from '../access/read-subject.ts'
import { presentKey } from '../api/present-access.ts'
import { systemClock } from '../ops/clock.ts'
import type { Terminal } from '../ops/terminal.ts'
import { audited } from './audited.ts'
import {
  type Command,
  exitCode,
  isSet,
  type ParsedArguments,
  requiredPositional,
  textOption,
  UsageError,
} from './command.ts'
import { operatorName } from './operator-name.ts'
import { plainText, renderTable } from './table.ts'
import { withLedger } from './with-ledger.ts'

type Verb = (access: Access, parsed: ParsedArguments, terminal: Terminal) => Promise<number>

const usage = [
  'relevo keys create NAME --scope SCOPE… [--expires 90d] [--rate REQUESTS-A-MINUTE] [--json]',
  'relevo keys list [--json]',
  'relevo keys revoke ID|NAME [--json]',
  '',
  `scopes: ${scopeSchema.options.join(', ')}`,
].join('\n  ')

/** API keys for programs and people: each with a name, with what it may do, and with an end. */
export const keys: Command = {
  name: 'keys',
  usage,
  options: {
    scope: { type: 'string', multiple: true },
    expires: { type: 'string' },
    rate: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: (parsed, terminal) => {
    const name = parsed.positionals[0] ?? 'list'
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined) throw new UsageError(`There is no "keys ${plainText(name)}".`)
    return withLedger(terminal, ({ access }) => verb(access, parsed, terminal))
  },
}

const create: Verb = async ({ keys, trail }, parsed, terminal) => {
  const name = keyNameSchema.safeParse(requiredPositional(parsed, 1, 'The name of the key'))
  if (!name.success) throw new UsageError(name.error.issues.map(({ message }) => message).join(' '))
  const scopes = readScopes(parsed)
  const rate = readRate(textOption(parsed, 'rate'))
  const lifetime = readLifetime(textOption(parsed, 'expires'))
  const now = systemClock.now()
  const by = operatorName(terminal.env)
  const outcome = await audited(
    trail,
    { who: by, what: 'createKey', subject: null },
    () =>
      keys.create({
        name: name.data,
        scopes,
        rate,
        expiresAt: lifetime === null ? null : now + lifetime,
        by,
      }),
    (result) =>
      result.kind === 'created'
        ? { outcome: 'done', subject: { kind: 'key', id: result.key.id } }
        : { outcome: 'refused' },
  )
  if (outcome.kind === 'name-taken') {
    terminal.stderr.write(
      `There is a key "${name.data}" already. Take another name, or revoke that one first: relevo keys revoke ID\n`,
    )
    return exitCode.failed
  }
  const { key, secret } = outcome
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(`${JSON.stringify({ key: secret, ...presentKey(key, now) })}\n`)
    return exitCode.ok
  }
  // The key alone on standard output, so that a script can take it.
  terminal.stderr.write(
    `The key "${key.name}" (${key.scopes.join(', ')}), valid ${untilText(key)}. It is shown this once; keep it where secrets are kept:\n`,
  )
  terminal.stdout.write(`${secret}\n`)
  return exitCode.ok
}

const list: Verb = async ({ keys }, parsed, terminal) => {
  const all = await keys.list()
  const now = systemClock.now()
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(`${JSON.stringify({ keys: all.map((key) => presentKey(key, now)) })}\n`)
    return exitCode.ok
  }
  if (all.length === 0) {
    terminal.stdout.write('No keys were made. (Those of the configuration are not listed here.)\n')
    return exitCode.ok
  }
  terminal.stdout.write(
    renderTable(
      all,
      [
        { title: 'name', cell: (key) => plainText(key.name) },
        { title: 'id', cell: (key) => key.id },
        { title: 'scopes', cell: (key) => key.scopes.join(' ') },
        { title: 'created', cell: (key) => timeText(key.createdAt) },
        { title: 'last used', cell: (key) => (key.lastUsedAt === null ? 'never' : timeText(key.lastUsedAt)) },
        { title: 'expires', cell: (key) => (key.expiresAt === null ? 'never' : timeText(key.expiresAt)) },
        { title: 'state', cell: (key) => decideKeyState(key, now) },
      ],
      terminal.stdout.isTTY === true,
    ),
  )
  return exitCode.ok
}

const revoke: Verb = async ({ keys, trail }, parsed, terminal) => {
  const given = requiredPositional(parsed, 1, 'The id or the name of the key')
  const by = operatorName(terminal.env)
  const key = await audited(
    trail,
    { who: by, what: 'revokeKey', subject: subjectOf('key', parseKeyId(given) ?? given) },
    () => keys.revoke(given, by),
    (revoked) =>
      revoked === null
        ? { outcome: 'refused' }
        : { outcome: 'done', subject: { kind: 'key', id: revoked.id } },
  )
  if (key === null) {
    // Not repeated: it may be a key.
    terminal.stderr.write('There is no key with this id or name. relevo keys list shows them.\n')
    return exitCode.failed
  }
  terminal.stdout.write(
    isSet(parsed, 'json')
      ? `${JSON.stringify(presentKey(key, systemClock.now()))}\n`
      : `The key "${plainText(key.name)}" (${key.id}) is revoked; a running service refuses it within five seconds.\n`,
  )
  return exitCode.ok
}

const verbs: Record<string, Verb> = { create, list, revoke }

const readScopes = (parsed: ParsedArguments): Scope[] => {
  const given = parsed.values['scope']
  const names = (Array.isArray(given) ? given : []).flatMap((text) => String(text).split(','))
  if (names.length === 0) throw new UsageError('Say what it may do: --scope handoffs:write')
  return names.map((name) => {
    const scope = scopeSchema.safeParse(name.trim())
    if (!scope.success)
      throw new UsageError(`"${plainText(name)}" is no scope; use ${scopeSchema.options.join(', ')}.`)
    return scope.data
  })
}

const readRate = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const rate = keyRateSchema.safeParse(Number(text))
  if (!rate.success) throw new UsageError('--rate takes requests a minute, a whole number from 1 to 1000000.')
  return rate.data
}

// A year beyond 9999 has another form than all others.
const longestMs = 100 * 365 * 86_400_000

const readLifetime = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const lifetime = durationSchema.safeParse(text)
  if (!lifetime.success || lifetime.data < 1 || lifetime.data > longestMs)
    throw new UsageError('--expires takes a number and a unit, up to a hundred years: 24h or 90d.')
  return lifetime.data
}

const timeText = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

const untilText = ({ expiresAt }: ApiKey): string =>
  expiresAt === null ? 'until it is revoked' : `until ${timeText(expiresAt)} UTC`
