import type { User } from '../../access/users/users.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'

/** Who came in, and by which door, stands in the audit trail. */
export const recordSignIn = async (
  { access }: Pick<DeskDependencies, 'access'>,
  { id, email }: User,
  what: 'deskSignIn' | 'deskSignInByProvider' | 'deskAcceptInvitation',
  requestId: string,
): Promise<void> => {
  const entry = await access.trail.begin({
    who: `user:${email}`,
    keyId: null,
    what,
    subject: { kind: 'user', id },
    requestId,
  })
  await access.trail.end(entry, { outcome: 'done', status: 303 })
}
