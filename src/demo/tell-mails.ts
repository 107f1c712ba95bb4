import type { People } from '../sandbox/people/people.ts'
import { laterMails, type SampleMail, sampleMails } from './sample-mails.ts'

const betweenMs = 25_000

const tell = (people: People, { answer, again, solved, ...mail }: SampleMail): void => {
  const id = people.write(mail)
  if (answer !== undefined) people.reply(id, answer)
  if (again !== undefined) people.answer(id, again)
  if (solved === true) people.edit(id, { status: 'solved' })
}

/** Customers write by e-mail: a dozen at once, then one after another. Returns what ends it. */
export const tellMails = (people: People): (() => void) => {
  for (const mail of sampleMails) tell(people, mail)
  let next = 0
  const timer = setInterval(() => {
    const mail = laterMails[next]
    if (mail === undefined) return clearInterval(timer)
    tell(people, mail)
    next += 1
  }, betweenMs)
  timer.unref()
  return () => clearInterval(timer)
}
