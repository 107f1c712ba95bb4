import { foldEmail } from '../../access/users/fold-email.ts'
import type { User, Users } from '../../access/users/users.ts'

/** By id, or by address however it is written. */
export const findUser = async (users: Users, idOrEmail: string): Promise<User | null> => {
  const email = foldEmail(idOrEmail)
  return (await users.list()).find((user) => user.id === idOrEmail || user.email === email) ?? null
}
