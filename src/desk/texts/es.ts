import type { DeskTexts } from './desk-texts.ts'
import { audit } from './es/audit.ts'
import { classifier } from './es/classifier.ts'
import { common } from './es/common.ts'
import { drafts } from './es/drafts.ts'
import { handoffs } from './es/handoffs.ts'
import { overview } from './es/overview.ts'
import { repair } from './es/repair.ts'
import { said } from './es/said.ts'
import { settings } from './es/settings.ts'
import { signIn } from './es/sign-in.ts'
import { tickets } from './es/tickets.ts'
import { users } from './es/users.ts'

export const es: DeskTexts = {
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
