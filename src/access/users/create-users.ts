import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { guardStore } from '../../database/guard-store.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { AccessUnavailable } from '../access-unavailable.ts'
import { changeUser } from './change-user.ts'
import { createInvitations } from './create-invitations.ts'
import { createPasswords, type Passwords } from './create-passwords.ts'
import { createVerifier } from './create-verifier.ts'
import type { LockOut } from './decide-lock.ts'
import { insertUser } from './insert-user.ts'
import { recognisePerson } from './recognise-person.ts'
import { readUserRow } from './user-rows.ts'
import { endSessions, findRow, type UserStore } from './user-store.ts'
import type { Users } from './users.ts'

/** The people of the desk over a database; see `Users`. */
export const createUsers = ({
  database,
  clock,
  logger,
  lockOut,
  onChanged = () => {},
  random = randomBytes,
  passwords = createPasswords({ random }),
}: {
  database: Database
  clock: Clock
  logger: Logger
  lockOut: LockOut
  /** Called with the id of whoever was changed, before that is answered: `Sessions.forget`. */
  onChanged?: (userId: string) => void
  random?: (count: number) => Buffer
  passwords?: Passwords
}): Users => {
  const guard = guardStore(database, AccessUnavailable)
  const store: UserStore = { database, clock, random, onChanged }
  const invitations = createInvitations(store, passwords)
  const verifier = createVerifier(store, { passwords, lockOut, logger })
  let isAnybodyKnown = false

  return {
    hasAny: () =>
      guard(async () => {
        // Nobody is ever deleted.
        isAnybodyKnown ||=
          (await database.kysely.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
        return isAnybodyKnown
      }),
    list: () =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('users')
          .selectAll()
          .orderBy('name')
          .orderBy('id')
          .execute()
        return rows.map(readUserRow)
      }),
    find: (id) =>
      guard(async () => {
        const row = await findRow(database.kysely, 'id', id)
        return row === undefined ? null : readUserRow(row)
      }),
    add: (user) =>
      guard(async () => {
        const row = await database.write((transaction) => insertUser(transaction, store, user))
        return row === undefined ? { kind: 'email-taken' } : { kind: 'added', user: readUserRow(row) }
      }),
    change: (id, change) => guard(() => changeUser(store, id, change)),
    invite: (userId, by) => guard(() => invitations.invite(userId, by)),
    invited: (secret) => guard(() => invitations.invited(secret)),
    accept: (secret, password, person) => guard(() => invitations.accept(secret, password, person)),
    verify: (email, password) => guard(() => verifier.verify(email, password)),
    changePassword: (id, change) => guard(() => verifier.changePassword(id, change)),
    recognise: (person) => guard(() => recognisePerson(store, person)),
    signOutEverywhere: (id) =>
      guard(async () => {
        await database.write((transaction) => endSessions(transaction, id))
        onChanged(id)
      }),
  }
}
