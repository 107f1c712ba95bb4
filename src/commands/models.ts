import { plainText } from '../ops/plain-text.ts'
import { type Command, exitCode, UsageError } from './command.ts'
import { compareModels } from './models/compare-models.ts'
import { keptModels } from './models/kept-models.ts'
import { listModels } from './models/list-models.ts'
import type { ModelVerb } from './models/model-verb.ts'
import { openModels } from './models/open-models.ts'
import { promoteModel, rollBackModel } from './models/promote-model.ts'
import { labelledOptions, labelledUsage } from './models/read-labelled.ts'
import { showModel } from './models/show-model.ts'
import { tellingRefusal } from './models/telling-refusal.ts'

const usage = [
  'relevo models [list] [--json]',
  'relevo models show NAME [--json]',
  `relevo models compare NAME NAME [FILE ${labelledUsage}] [--json]`,
  'relevo models promote NAME [--why TEXT] [--json]',
  'relevo models rollback [--json]',
  'relevo models kept [--since 30d] [--json]',
  '',
  'kept tells how often agents kept what the bot, the rules and the model decided, and how sure that is of so many tickets.',
  'NAME is that of a training (20261121-101500), current for the one in use, or starter for what ships.',
  'FILE is CSV or JSON Lines with texts and labels: both models are judged on it, and chance is told from difference. It must hold no',
  'text that one of them was trained on, nor one that says nearly the same: a model keeps no texts, so that cannot be found out here.',
].join('\n  ')

const verbs: Record<string, ModelVerb> = {
  list: listModels,
  show: showModel,
  compare: compareModels,
  promote: promoteModel,
  rollback: rollBackModel,
  kept: keptModels,
}

/** What was trained, how good it is, and which of it is in use. */
export const models: Command = {
  name: 'models',
  usage,
  options: {
    ...labelledOptions,
    why: { type: 'string' },
    since: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    const name = parsed.positionals[0] ?? 'list'
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined) throw new UsageError(`There is no "models ${plainText(name)}".`)
    const opened = openModels(terminal)
    if (opened === null) return exitCode.configuration
    return tellingRefusal(terminal, () => verb(opened, parsed, terminal))
  },
}
