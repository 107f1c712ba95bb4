import { chooseHandOverTexts } from './hand-over-texts.ts'

/** What the company says of itself; null: it says nothing, and nothing is promised. */
export interface ServicePromise {
  /**
   * In words, in the customer's language: `Mon–Fri 9–18 h`; null: there are office hours, but no words for them. `isOpen`: now; null:
   * nobody knows, and neither is claimed.
   */
  officeHours: { words: string | null; isOpen: boolean | null } | null
  /** Minutes until the first answer; counted in office hours where those are given. */
  firstResponseMinutes: number | null
}

/** `text` is plain text for the customer; it holds nothing that was not configured or is not so. */
export interface Promised {
  ticketId: string
  officeHours: string | null
  isOpen: boolean | null
  firstResponseMinutes: number | null
  text: string
}

/** What the customer may be told: the number always, times only as far as the company set them. */
export const composePromise = (
  ticketId: string,
  service: ServicePromise,
  language: string | null,
): Promised => {
  const texts = chooseHandOverTexts(language)
  const { officeHours } = service
  const words = officeHours?.words ?? null
  const minutes =
    service.firstResponseMinutes !== null && service.firstResponseMinutes > 0
      ? Math.ceil(service.firstResponseMinutes)
      : null
  const within = officeHours === null ? texts.within : texts.withinOfficeHours
  const sentences = [
    texts.number.replace('{number}', ticketId),
    minutes === null ? '' : within.replace('{time}', sayTime(minutes, texts)),
    officeHours?.isOpen === false ? texts.closedNow : '',
    words === null ? '' : texts.officeHours.replace('{hours}', () => words),
  ]
  return {
    ticketId,
    officeHours: words,
    isOpen: officeHours?.isOpen ?? null,
    firstResponseMinutes: minutes,
    text: sentences.filter((sentence) => sentence !== '').join(' '),
  }
}

const minutesPerDay = 1_440

/** Whole units where they are exact, so that no promise is rounded down. */
const sayTime = (minutes: number, texts: ReturnType<typeof chooseHandOverTexts>): string => {
  const [amount, unit] =
    minutes % minutesPerDay === 0
      ? [minutes / minutesPerDay, texts.days]
      : minutes % 60 === 0
        ? [minutes / 60, texts.hours]
        : minutes > 120
          ? [Math.ceil(minutes / 60), texts.hours]
          : [minutes, texts.minutes]
  return (amount === 1 ? unit[0] : unit[1]).replace('{n}', String(amount))
}
