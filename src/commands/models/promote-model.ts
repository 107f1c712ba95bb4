import { bundleNameSchema } from '../../../schemas/bundle.ts'
import type { AuditSubject } from '../../access/access.ts'
import { ModelRefused } from '../../classify/model/model-file.ts'
import { audited } from '../audited.ts'
import { exitCode, isSet, requiredPositional, textOption } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { withLedger } from '../with-ledger.ts'
import type { ModelVerb } from './model-verb.ts'

const takenUp = 'Running services use it within seconds.'

/** From now on the model is in use. */
export const promoteModel: ModelVerb = async ({ store }, parsed, terminal) => {
  const given = requiredPositional(parsed, 1, 'The name of the model')
  const who = operatorName(terminal.env)
  const why = textOption(parsed, 'why') ?? `promoted by ${who}`
  return withLedger(terminal, async ({ access }) => {
    const before = (await store.current())?.name ?? null
    const refused = await audited(
      access.trail,
      { who, what: 'promoteModel', subject: subjectOf(given) },
      () => refusalOf(() => store.promote(given, why)),
      (refusal) => ({ outcome: refusal === null ? 'done' : 'refused' }),
    )
    if (refused !== null) throw refused
    const name = (await store.current())?.name ?? given
    terminal.stdout.write(
      isSet(parsed, 'json')
        ? `${JSON.stringify({ in_use: name, before })}\n`
        : before === name
          ? `${name} is in use, and was before.\n`
          : `${name} is in use${before === null ? '' : `, in place of ${before}`}. ${takenUp}\n`,
    )
    return exitCode.ok
  })
}

/** The model that was in use before is in use again. */
export const rollBackModel: ModelVerb = async ({ store }, parsed, terminal) =>
  withLedger(terminal, async ({ access }) => {
    const before = (await store.current())?.name ?? null
    const name = await audited(
      access.trail,
      { who: operatorName(terminal.env), what: 'rollBackModel', subject: null },
      () => store.rollback(),
      (found) =>
        found === null ? { outcome: 'refused' } : { outcome: 'done', subject: { kind: 'model', id: found } },
    )
    if (isSet(parsed, 'json'))
      terminal.stdout.write(`${JSON.stringify({ in_use: name ?? before, before })}\n`)
    else if (name !== null)
      terminal.stdout.write(
        `${name} is in use again${before === null || before === name ? '' : `, in place of ${before}`}. ${takenUp}\n`,
      )
    if (name !== null) return exitCode.ok
    terminal.stderr.write('No model was in use before this one; relevo models list shows what there is.\n')
    return exitCode.failed
  })

const refusalOf = async (work: () => Promise<void>): Promise<ModelRefused | null> => {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof ModelRefused) return error
    throw error
  }
}

/** Only what looks like a name of ours goes into the trail: a person may have typed anything. */
const subjectOf = (name: string): AuditSubject | null =>
  name === 'starter' || bundleNameSchema.safeParse(name).success ? { kind: 'model', id: name } : null
