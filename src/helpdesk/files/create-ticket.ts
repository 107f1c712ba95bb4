import type { CallOptions, Created, TicketDraft, Write } from '../helpdesk.ts'
import { convertToHead } from './convert-to-head.ts'
import { ownFolder } from './create-disk.ts'
import type { FilesAccount } from './files-account.ts'
import { givenUp } from './folder-door.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'
import { renderNewTicket } from './render-ticket-file.ts'
import { saveFiles } from './save-files.ts'
import { filesFolderOf, nameOf, numberOfName } from './ticket-name.ts'

const numberFile = `${ownFolder}/last-number`

/** Makes one ticket of a draft, and none when one with its marker is there: looked for and made under one lock. */
export const createTicket = async (
  account: FilesAccount,
  draft: TicketDraft,
  options: CallOptions,
): Promise<Write<Created>> => {
  const { disk, door, markers, directory, linkTo, clock } = account
  const done = (id: string, unmapped: Created['unmapped']): Write<Created> => ({
    effect: 'done',
    value: { ticket: { id, url: linkTo(nameOf(id)) }, unmapped },
  })
  return door.write('createTicket', options, (send) =>
    disk.exclusively(async () => {
      const [known] = draft.marker === undefined ? [] : await markers.find(draft.marker)
      if (known !== undefined) return done(known, [])
      if (!send()) return givenUp
      const now = clock.now()
      const at = new Date(now).toISOString()
      const { head, unmapped } = convertToHead(draft, directory, at)
      const text = htmlToMarkdown(draft.describe(unmapped))
      for (let number = (await lastNumber(account)) + 1; ; number++) {
        const id = String(number)
        const files = await saveFiles(disk, id, draft.files)
        const first = {
          from: 'customer' as const,
          name: head.requester.name,
          private: false,
          at,
          copies: [],
          files,
          text,
        }
        // Somebody may have put a file there by hand.
        if (await disk.create(nameOf(id), renderNewTicket(id, head, first), now)) {
          await keepNumber(account, number)
          return done(id, unmapped)
        }
        await disk.remove(filesFolderOf(id))
      }
    }),
  )
}

/** Numbers have fifteen digits at most. One that somebody wrote by hand is only followed where there is room after it. */
const mostFollowed = 1e12
const mostKept = 1e14

/** The highest number that was ever handed out, also when its ticket has been deleted since. */
const lastNumber = async ({ disk }: FilesAccount): Promise<number> => {
  const read = await disk.read(numberFile)
  const kept = Number(read?.ok === true ? read.text : 0)
  const taken = (await disk.names()).map(numberOfName).filter((number) => number < mostFollowed)
  const isOurs = Number.isSafeInteger(kept) && kept < mostKept
  return taken.reduce((most, number) => Math.max(most, number), isOurs ? kept : 0)
}

/** Only matters for a ticket that is deleted later; whatever becomes of it, the ticket is there. */
const keepNumber = async ({ disk, clock }: FilesAccount, number: number): Promise<void> => {
  const known = await disk.stamp(numberFile).catch(() => null)
  const kept =
    known === null
      ? disk.create(numberFile, String(number), clock.now())
      : disk.replace(numberFile, String(number), clock.now(), known)
  await kept.catch(() => {})
}
