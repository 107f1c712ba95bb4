import t from 'tap'
import { attachmentsSchema } from '../../schemas/delivery-configuration.ts'
import { createAfterwork } from '../../src/bridge/create-afterwork.ts'
import { makeClassification, makeHandoff } from './make-handoff.ts'
import { createScriptedHelpdesk } from './scripted-helpdesk.ts'
import { collectLogs, quickDelivery, until } from './start-bridge.ts'

const start = (note: boolean) => {
  const desk = createScriptedHelpdesk()
  const { logger, lines } = collectLogs()
  const afterwork = createAfterwork({
    helpdesk: desk.helpdesk,
    logger,
    config: {
      delivery: quickDelivery,
      attachments: attachmentsSchema.parse({}),
      classification: { note },
      language: 'en',
      publicUrl: null,
      requestTimeoutMs: 100,
    },
  })
  const begin = () =>
    afterwork.begin({
      reference: 'ho_1',
      handoff: makeHandoff({ language: null }),
      sourceLanguage: undefined,
      classification: makeClassification(),
      ticket: { id: '1', url: null, action: 'created' },
      notes: [],
    })
  return { desk, lines, afterwork, begin }
}

t.test('does nothing when no note is wanted, or after the stop', async (t) => {
  const quiet = start(false)
  quiet.begin()
  t.same(quiet.desk.calls, [])
  const stopped = start(true)
  stopped.afterwork.stop()
  stopped.begin()
  t.same(stopped.desk.calls, [])
})

t.test(
  'notes do not pile up while the help desk has no room, and there is room again afterwards',
  async (t) => {
    const { desk, lines, begin } = start(true)
    let free = () => {}
    const room = new Promise<void>((resolve) => {
      free = resolve
    })
    desk.script('addNote', ...Array.from({ length: 200 }, () => ({ kind: 'hold', until: room }) as const))
    for (let count = 0; count < 202; count++) begin()
    t.equal(desk.callsOf('addNote').length, 200)
    t.equal(lines.filter(({ line }) => line.includes('too many are waiting')).length, 2)
    free()
    await new Promise((resolve) => setImmediate(resolve))
    await until(() => {
      begin()
      return desk.callsOf('addNote').length > 200
    })
  },
)
