import type { Transaction } from 'kysely'
import type { Role } from '../../../schemas/user.ts'
import type { Tables } from '../../database/tables.ts'
import { foldEmail } from './fold-email.ts'
import { insertUser } from './insert-user.ts'
import { readUserRow, type UserRow } from './user-rows.ts'
import { alone, endSessions, findRow, hasOtherAdmin, type UserStore } from './user-store.ts'
import type { Users, VouchedPerson } from './users.ts'

type Recognised = Awaited<ReturnType<Users['recognise']>>

const identityOf = ({ issuer, subject }: VouchedPerson): string => JSON.stringify([issuer, subject])

/** Somebody whom a provider vouches for; see `Users.recognise`. */
export const recognisePerson = async (store: UserStore, person: VouchedPerson): Promise<Recognised> => {
  const identity = identityOf(person)
  const email = person.email === null ? null : foldEmail(person.email)
  const recognised = await alone(store, async (transaction): Promise<Recognised> => {
    const row =
      (await findRow(transaction, 'identity', identity)) ??
      (email === null ? undefined : await findRow(transaction, 'email', email))
    if (row === undefined)
      return email === null ? { kind: 'unknown' } : addPerson(transaction, store, person, email)
    if (row.disabled_at !== null) return { kind: 'disabled' }
    // The address belongs to somebody who signs in as another person there.
    if (row.identity !== null && row.identity !== identity) return { kind: 'taken' }
    const role = await roleOf(transaction, row, person.role)
    const after = await transaction
      .updateTable('users')
      .set({ identity, role, seen_at: store.clock.now() })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (role !== row.role) await endSessions(transaction, row.id)
    return { kind: 'recognised', user: readUserRow(after) }
  })

  if (recognised.kind === 'recognised') store.onChanged(recognised.user.id)
  return recognised
}

const addPerson = async (
  transaction: Transaction<Tables>,
  store: UserStore,
  person: VouchedPerson,
  email: string,
): Promise<Recognised> => {
  if (!person.add) return { kind: 'unknown' }
  const role = person.role ?? 'agent'
  const anybody = await transaction.selectFrom('users').select('id').limit(1).executeTakeFirst()
  // Whoever comes first must be able to let the others in.
  if (anybody === undefined && role !== 'admin') return { kind: 'unknown' }
  const row = await insertUser(transaction, store, {
    email,
    name: person.name?.slice(0, 100) ?? email,
    role,
    by: 'oidc',
    identity: identityOf(person),
    seenAt: store.clock.now(),
  })
  return row === undefined ? { kind: 'taken' } : { kind: 'recognised', user: readUserRow(row) }
}

/** The provider's, unless nobody would be left who can change settings. */
const roleOf = async (
  transaction: Transaction<Tables>,
  row: UserRow,
  given: Role | null,
): Promise<UserRow['role']> => {
  if (given === null || given === row.role) return row.role
  if (row.role === 'admin' && !(await hasOtherAdmin(transaction, row.id))) return row.role
  return given
}
