import { type Command, UsageError } from './command.ts'
import { checkPolicy } from './policy-check.ts'
import { explainPolicy } from './policy-explain.ts'
import { replayPolicy } from './policy-replay.ts'

const usage = [
  'relevo policy check [--file POLICY.yaml] [--offline] [--json]',
  'relevo policy explain [HANDOFF.json] [--source NAME] [--at TIME] [PERSON] [--file POLICY.yaml] [--json]',
  'relevo policy replay [--days N] [PERSON] [--file POLICY.yaml] [--json]',
  '',
  'HANDOFF.json is what a bot sends; without it, standard input is read. --file takes another policy than the configured one.',
  'PERSON is what the help desk would know: --company NAME, --requester-tag TAG (may be repeated), --open-tickets N. It is not asked.',
  'Exit code of check: 3 when there are faults, 1 when there is something to look at, else 0.',
].join('\n  ')

/** The company's rules at hand: are they right, what do they do, what would others have done. */
export const policy: Command = {
  name: 'policy',
  usage,
  options: {
    file: { type: 'string' },
    offline: { type: 'boolean' },
    source: { type: 'string' },
    at: { type: 'string' },
    days: { type: 'string' },
    company: { type: 'string' },
    'requester-tag': { type: 'string', multiple: true },
    'open-tickets': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: (parsed, terminal) => {
    switch (parsed.positionals[0]) {
      case 'check':
        return checkPolicy(parsed, terminal)
      case 'explain':
        return explainPolicy(parsed, terminal)
      case 'replay':
        return replayPolicy(parsed, terminal)
      case undefined:
        throw new UsageError('Say what to do: check, explain or replay.')
      default:
        throw new UsageError(`There is no "policy ${parsed.positionals[0]}".`)
    }
  },
}
