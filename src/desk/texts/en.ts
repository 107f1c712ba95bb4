import { audit } from './en/audit.ts'
import { classifier } from './en/classifier.ts'
import { common } from './en/common.ts'
import { drafts } from './en/drafts.ts'
import { handoffs } from './en/handoffs.ts'
import { overview } from './en/overview.ts'
import { repair } from './en/repair.ts'
import { said } from './en/said.ts'
import { settings } from './en/settings.ts'
import { signIn } from './en/sign-in.ts'
import { tickets } from './en/tickets.ts'
import { users } from './en/users.ts'

/** The desk in English; every other language has the same keys. */
export const en = {
  audit,
  common,
  said,
  signIn,
  users,
  overview,
  handoffs,
  repair,
  tickets,
  drafts,
  classifier,
  settings,
}
