import { randomBytes } from 'node:crypto'
import type { Users } from '../access/users/users.ts'

/** Who signs in at the demo's desk. */
export interface DemoVisitor {
  email: string
  password: string
}

/** Makes the people of the demo's desk: an admin to sign in with, and a team beside. They share one password, made for this run. */
export const openDemoDesk = async (users: Pick<Users, 'add' | 'invite' | 'accept'>): Promise<DemoVisitor> => {
  const password = `demo-${randomBytes(6).toString('base64url')}`
  const { secret } = await users.invite(null, 'demo')
  const admin = { email: 'ana@demo.example', name: 'Ana Torres' }
  const accepted = await users.accept(secret, password, admin)
  if (accepted.kind !== 'accepted') throw new Error(`The demo's desk could not be opened: ${accepted.kind}.`)
  for (const [email, name, role] of [
    ['marta@demo.example', 'Marta Gil', 'agent'],
    ['luis@demo.example', 'Luis Prado', 'supervisor'],
  ] as const) {
    const added = await users.add({ email, name, role, by: 'demo' })
    if (added.kind === 'added')
      await users.accept((await users.invite(added.user.id, 'demo')).secret, password)
  }
  return { email: admin.email, password }
}
