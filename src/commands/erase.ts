import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Erased } from '../erasure/erasure.ts'
import { systemClock } from '../ops/clock.ts'
import { trainingFolder } from '../training/training-folder.ts'
import { audited } from './audited.ts'
import { type Command, exitCode, requiredPositional, UsageError } from './command.ts'
import { operatorName } from './operator-name.ts'
import { withLedger } from './with-ledger.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'relevo erase EMAIL-OR-PHONE',
  options: {},
  run: (parsed, terminal) =>
    withLedger(terminal, async ({ ledger, database, access, config }) => {
      const person = requiredPositional(parsed, 0, 'The e-mail address or phone number')
      const isEmail = person.includes('@')
      if (!isEmail && person.replaceAll(/\D/g, '').length < 5)
        throw new UsageError('Give an e-mail address or a phone number.')
      // Most commands need nothing of it.
      const { createErasure } = await import('../erasure/create-erasure.ts')
      const erasure = createErasure({ database, ledger, clock: systemClock })
      const who = operatorName(terminal.env)
      const erased = await audited(
        access.trail,
        { who, what: 'eraseRequester', subject: null },
        () => erasure.erase({ email: isEmail ? person : null, phone: isEmail ? null : person }, who),
        () => ({ outcome: 'done' }),
      )
      terminal.stdout.write(describe(erased))
      for (const path of await findCollected(trainingFolder(config)))
        terminal.stdout.write(
          `${path} has tickets that were read for a training, and may name them: delete it. The training reads them anew.\n`,
        )
      return exitCode.ok
    }),
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

const describe = ({ handoffs, tickets, drafts, replies, takenBack, calls, knowledge }: Erased): string => {
  const kept = [
    count(tickets, 'ticket in the list', 'tickets in the list'),
    count(drafts, 'draft', 'drafts'),
    count(replies, 'reply or note', 'replies and notes'),
    count(calls, 'call of a language model', 'calls of a language model'),
    count(knowledge, 'entry of knowledge', 'entries of knowledge'),
  ]
  const lines = [
    `Erased the content of ${count(handoffs, 'hand-off', 'hand-offs')}.`,
    `Forgotten at the desk: ${kept.join(', ')}.`,
    ...(takenBack === 0
      ? []
      : [
          `${count(takenBack, 'reply or note was', 'replies and notes were')} not known to be out, and will not be sent.`,
        ]),
  ]
  return `${lines.join('\n')}\n`
}

/** It tells tickets by numbers, so that nobody's can be taken out of it. */
const findCollected = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^collected-.+\.jsonl$/.test(name)).map((name) => join(folder, name))
}
