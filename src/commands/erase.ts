import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { requesterKey } from '../ledger/requester-key.ts'
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
    withLedger(terminal, async ({ ledger, access, config }) => {
      const person = requiredPositional(parsed, 0, 'The e-mail address or phone number')
      const isEmail = person.includes('@')
      if (!isEmail && person.replaceAll(/\D/g, '').length < 5)
        throw new UsageError('Give an e-mail address or a phone number.')
      const key = requesterKey({
        email: isEmail ? person : null,
        phone: isEmail ? null : person,
        name: null,
      })
      const who = operatorName(terminal.env)
      const erased = await audited(
        access.trail,
        { who, what: 'eraseRequester', subject: null },
        () => ledger.erase(key, who),
        () => ({ outcome: 'done' }),
      )
      terminal.stdout.write(`Erased the content of ${erased} hand-off${erased === 1 ? '' : 's'}.\n`)
      for (const path of await findCollected(trainingFolder(config)))
        terminal.stdout.write(
          `${path} has tickets that were read for a training, and may name them: delete it. The training reads them anew.\n`,
        )
      return exitCode.ok
    }),
}

/** It tells tickets by numbers, so that nobody's can be taken out of it. */
const findCollected = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^collected-.+\.jsonl$/.test(name)).map((name) => join(folder, name))
}
