import type { Test } from 'tap'
import { filesSchema } from '../../../schemas/configuration.ts'
import { createDisk } from '../../../src/helpdesk/files/create-disk.ts'
import { createFilesHelpdesk } from '../../../src/helpdesk/files/create-files-helpdesk.ts'
import type { Disk } from '../../../src/helpdesk/files/disk.ts'
import type { TicketDraft } from '../../../src/helpdesk/helpdesk.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createLogLines } from '../freshdesk/open-test-helpdesk.ts'

export const lane = { lane: 'new' } as const

export const draftOf = (given: Partial<TicketDraft> = {}): TicketDraft => ({
  requester: { email: 'marta@example.com', phone: null, name: 'Marta' },
  subject: 'No puedo entrar',
  describe: () => '<p>No puedo entrar</p>',
  status: 'open',
  priority: null,
  type: null,
  group: null,
  agent: null,
  product: null,
  tags: [],
  customFields: {},
  files: [],
  ...given,
})

/** A folder as a help desk. `disk` puts something between it and the real one. */
export const openFolder = (
  t: Test,
  {
    dir = t.testdir(),
    disk,
    ...config
  }: { dir?: string; disk?: (real: Disk) => Disk; [setting: string]: unknown } = {},
) => {
  const log = createLogLines()
  const helpdesk = createFilesHelpdesk({
    name: 'main',
    config: filesSchema.parse({ vendor: 'files', dir, ...config }),
    clock: systemClock,
    logger: log.logger,
    random: () => 0.5,
    observe: () => {},
    ...(disk === undefined ? {} : { disk: disk(createDisk(dir, 10_000)) }),
  })
  t.teardown(() => helpdesk.close())
  return { helpdesk, dir, log }
}
