import type { HandoverConfig } from '../schemas/handover-configuration.ts'
import type { ServicePromise } from './helpdesk/hand-over/compose-promise.ts'
import type { Calendar } from './policy/policy.ts'

/** A text in a language (`es` also for `es-MX`), else in the next best: the configured one, else the first that there is. */
const textIn = (texts: Readonly<Record<string, string>>, languages: readonly string[]): string | null => {
  const known = new Map(Object.entries(texts).map(([key, text]) => [key.toLowerCase(), text]))
  for (const language of languages) {
    const wanted = language.toLowerCase()
    const found = known.get(wanted) ?? known.get(wanted.split(/[-_]/)[0] ?? '')
    if (found !== undefined) return found
  }
  return Object.values(texts)[0] ?? null
}

/** What the company promises in a language, at a moment (ms). What is not configured is null, and not promised. */
export const createServicePromise = (options: {
  handover: HandoverConfig
  /** The configured one. */
  language: string
  /** As the rules are now: they may be read again while the service runs. */
  findCalendar: (name: string) => Calendar | null
}): ((language: string, at: number) => ServicePromise) => {
  const { firstResponse, officeHours = {}, calendar: name } = options.handover
  return (language, at) => {
    const words = textIn(officeHours, [language, options.language])
    const calendar = name === undefined ? null : options.findCalendar(name)
    const isOpen = calendar === null ? null : calendar.at(at).open
    return {
      officeHours: words === null && isOpen === null ? null : { words, isOpen },
      firstResponseMinutes: firstResponse === undefined ? null : firstResponse / 60_000,
    }
  }
}
