import { foldEmail } from '../../access/users/fold-email.ts'
import type { Users } from '../../access/users/users.ts'
import type { Clock } from '../../ops/clock.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'

const everyMs = 60_000
/** A minute, for all that no account is of: whoever comes from many addresses cannot fill the store either. */
const mostOfNobody = 60

export interface RefusedSignIn {
  what: 'deskSignIn' | 'deskLockOut' | 'deskSignInByProvider'
  /** As typed; it goes into no entry: an address of nobody may be anything, a password too. */
  email: string
  /** Where it came from. */
  address: string
  requestId: string
  status: number
}

/**
 * Who was not let in stands in the audit trail, with the account if there is one: once a minute for each account, and for each
 * network address that tried others. It is written after the answer, whose time tells nothing of who has an account. Never throws.
 */
export const createRefusalRecorder = ({
  users,
  clock,
}: {
  users: Pick<Users, 'list'>
  clock: Clock
}): ((desk: Pick<DeskDependencies, 'access'>, refused: RefusedSignIn) => void) => {
  const accounts = new Map<string, number>()
  const addresses = new Map<string, number>()

  /** Whether this one may be recorded; it counts then. */
  const takes = (recorded: Map<string, number>, key: string, most: number): boolean => {
    const now = clock.now()
    for (const [known, at] of recorded) if (now - at >= everyMs) recorded.delete(known)
    if (recorded.has(key) || recorded.size >= most) return false
    recorded.set(key, now)
    return true
  }

  const record = async (
    { access }: Pick<DeskDependencies, 'access'>,
    { what, email, address, requestId, status }: RefusedSignIn,
  ): Promise<void> => {
    const folded = foldEmail(email)
    const people = await users.list().catch(() => [])
    const user = people.find((each) => each.email === folded) ?? null
    const isTaken =
      user === null
        ? takes(addresses, `${what} ${address}`, mostOfNobody)
        : takes(accounts, `${what} ${user.id}`, Number.POSITIVE_INFINITY)
    if (!isTaken) return
    await access.trail.refused(
      {
        who: 'desk',
        keyId: null,
        what,
        subject: user === null ? null : { kind: 'user', id: user.id },
        requestId,
      },
      status,
    )
  }
  return (desk, refused) => void record(desk, refused)
}
