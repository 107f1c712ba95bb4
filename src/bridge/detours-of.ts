import type { FallbackHelpdesk } from './bridge.ts'
import type { Detours } from './decide-fallback.ts'
import type { FallbackMailer } from './fallback-mailer.ts'
import { isAway } from './is-away.ts'

/** The ways around a help desk that are configured, as they are now. */
export const detoursOf = ({
  mailer,
  fallback,
}: {
  mailer: FallbackMailer | null
  fallback: FallbackHelpdesk | null
}): Detours => ({
  mail: mailer,
  helpdesk:
    fallback === null
      ? null
      : {
          name: fallback.helpdesk.name,
          after: fallback.after,
          open: !isAway(fallback.helpdesk.availability()),
        },
})
