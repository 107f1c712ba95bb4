import { foldEmail } from './fold-email.ts'
import { readUserRow } from './user-rows.ts'
import { alone, endSessions, findRow, hasOtherAdmin, type UserStore } from './user-store.ts'
import type { User, UserChange } from './users.ts'

type Changed = { kind: 'changed'; user: User } | { kind: 'not-found' | 'last-admin' | 'email-taken' }

/** Changes somebody; see `Users.change`. */
export const changeUser = async (store: UserStore, id: string, change: UserChange): Promise<Changed> => {
  const changed = await alone(store, async (transaction): Promise<Changed> => {
    const row = await findRow(transaction, 'id', id)
    if (row === undefined) return { kind: 'not-found' }
    const isDisabled = change.disabled ?? row.disabled_at !== null
    const role = change.role ?? row.role
    const wasAdmin = row.role === 'admin' && row.disabled_at === null
    const staysAdmin = role === 'admin' && !isDisabled
    if (wasAdmin && !staysAdmin && !(await hasOtherAdmin(transaction, id))) return { kind: 'last-admin' }
    const email = change.email === undefined ? row.email : foldEmail(change.email)
    if (email !== row.email && (await findRow(transaction, 'email', email)) !== undefined)
      return { kind: 'email-taken' }
    const after = await transaction
      .updateTable('users')
      .set({
        email,
        role,
        name: change.name?.trim().normalize('NFC') ?? row.name,
        language: change.language === undefined ? row.language : change.language,
        theme: change.theme === undefined ? row.theme : change.theme,
        disabled_at: isDisabled ? (row.disabled_at ?? store.clock.now()) : null,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (isDisabled || role !== row.role) await endSessions(transaction, id)
    // Who is let in again later gets a new link.
    if (isDisabled) await transaction.deleteFrom('invitations').where('user_id', '=', id).execute()
    return { kind: 'changed', user: readUserRow(after) }
  })
  if (changed.kind === 'changed') store.onChanged(id)
  return changed
}
