import { keyIdSchema, keyNameSchema, scopeSchema } from '../../../schemas/access.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { type KeyForm, renderKeysPage } from './show-keys.ts'

const dayMs = 86_400_000
const mostDays = 3650

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

/** Makes a key. It is shown in the answer itself: a page that could be opened again would show it again. */
export const createKey = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { form: given, words, who } = visit
  const { keyFaults } = words.settings
  const sent = {
    name: textOf(given['name']),
    scopes: [given['scopes'] ?? []].flat(),
    days: textOf(given['days']).trim(),
  }
  const name = keyNameSchema.safeParse(sent.name)
  const scopes = scopeSchema.array().min(1).safeParse(sent.scopes)
  const days = sent.days === '' ? null : /^\d{1,4}$/.test(sent.days) ? Number(sent.days) : Number.NaN
  const isDays = days === null || (days >= 1 && days <= mostDays)
  const faults: KeyForm['faults'] = {
    ...(name.success ? {} : { name: keyFaults.name }),
    ...(scopes.success ? {} : { scopes: keyFaults.scopes }),
    ...(isDays ? {} : { days: keyFaults.days }),
  }
  if (!name.success || !scopes.success || !isDays)
    return renderKeysPage(visit, desk, { form: { ...sent, faults }, secret: null, status: 422 })
  const outcome = await desk.access.keys.create({
    name: name.data,
    scopes: scopes.data,
    rate: null,
    expiresAt: days === null ? null : desk.clock.now() + days * dayMs,
    by: who,
  })
  if (outcome.kind === 'name-taken')
    return renderKeysPage(visit, desk, {
      form: { ...sent, faults: { name: keyFaults.taken } },
      secret: null,
      status: 409,
    })
  visit.made({ kind: 'key', id: outcome.key.id })
  return renderKeysPage(visit, desk, {
    form: { name: '', scopes: [], days: '', faults: {} },
    secret: outcome.secret,
    status: 200,
  })
}

/** For good; safe to repeat. */
export const revokeKey = async (
  { params, who }: Visitor,
  { access }: DeskDependencies,
): Promise<DeskAnswer> => {
  const id = keyIdSchema.safeParse(params)
  if (!id.success || (await access.keys.revoke(id.data.id, who)) === null) return { kind: 'not-found' }
  return { kind: 'go', to: '/settings/keys', said: 'key-revoked' }
}
