import t, { type Test } from 'tap'
import { fallbackSchema } from '../../schemas/fallback-configuration.ts'
import { composeFallbackMail } from '../../src/bridge/compose-fallback-mail.ts'
import { createFallbackMailer } from '../../src/bridge/create-fallback-mailer.ts'
import { en } from '../../src/bridge/texts/en.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { makeHandoff } from './make-handoff.ts'
import { createScriptedHelpdesk, makeTicket, shut } from './scripted-helpdesk.ts'
import { startSmtpServer } from './smtp-server.ts'
import { openLedger, putHandoff, startBridge, until } from './start-bridge.ts'

/** A real clock that can be set forward. */
const createHurriedClock = () => {
  let ahead = 0
  const clock: Clock = { now: () => systemClock.now() + ahead, after: systemClock.after }
  const hurry = (ms: number) => {
    ahead += ms
  }
  return { clock, hurry }
}

const start = async (t: Test, clock: Clock, after = '10ms') => {
  const smtp = await startSmtpServer(t)
  const fallbackMailer = createFallbackMailer(
    fallbackSchema.parse({ after, to: 'help@acme.example', from: 'relevo@acme.example', smtpUrl: smtp.url }),
  )
  t.teardown(() => fallbackMailer.close())
  const desk = createScriptedHelpdesk()
  const ledger = await openLedger(t)
  const bridge = await startBridge(t, { started: false, ledger, desk, clock, fallbackMailer })
  return { smtp, ...bridge, desk, ledger }
}

/** Resolves when the hand-off is old enough to be mailed. */
const aged = (ledger: Ledger, id: string) =>
  until(async () => Date.now() >= ((await ledger.find(id))?.receivedAt ?? Number.POSITIVE_INFINITY) + 10)

/** What the help desk makes of a mail, once it reads its mailbox. */
const receiveMail = (desk: ReturnType<typeof createScriptedHelpdesk>, from: string, text: string) =>
  desk.tickets.push({
    ticket: makeTicket({ id: String(desk.tickets.length + 1) }),
    requester: { email: from, phone: null, name: null },
    html: text,
    files: [],
    messages: [],
  })

t.test(
  'composes a mail that carries the reference, answers to the person, and threads with its repeats',
  async (t) => {
    const compose = () =>
      composeFallbackMail({
        reference: 'ho_1',
        handoff: makeHandoff({
          requester: { email: 'ana@example.org', phone: null, name: 'Ana\r\nBcc: x@y.z' },
          summary: '<b>No puedo</b> entrar',
          subject: 'Acceso\r\nBcc: x@y.z',
          attachments: [{ url: 'https://files.example/a.png', name: null }],
        }),
        brand: null,
        texts: en,
        from: 'relevo@acme.example',
      })
    const mail = compose()
    t.same(mail, compose())
    t.equal(mail.subject, '[ho_1] Acceso Bcc: x@y.z')
    t.equal(mail.messageId, '<ho_1.fallback@acme.example>')
    t.same(mail.replyTo, { name: 'Ana Bcc: x@y.z', address: 'ana@example.org' })
    t.match(mail.text, '<b>No puedo</b> entrar')
    t.match(mail.text, 'Relevo ho_1')
    t.match(mail.html, '&lt;b&gt;No puedo&lt;/b&gt; entrar')
    t.match(mail.html, 'a.png: files are not fetched')
    t.match(mail.html, 'Relevo ho_1')
    const byPhone = composeFallbackMail({
      reference: 'ho_2',
      handoff: makeHandoff({ requester: { email: null, phone: '+34600', name: null } }),
      brand: null,
      texts: en,
      from: 'relevo@acme.example',
    })
    t.equal(byPhone.replyTo, null)
  },
)

t.test('the mailer says whether it could send, and never throws', async (t) => {
  const smtp = await startSmtpServer(t)
  const create = (smtpUrl: string) => {
    const mailer = createFallbackMailer(
      fallbackSchema.parse({ to: 'help@acme.example', from: 'relevo@acme.example', smtpUrl }),
    )
    t.teardown(() => mailer.close())
    return mailer
  }
  const mail = {
    messageId: '<ho_1.fallback@x>',
    subject: 'Señal ✓',
    text: 't',
    html: '<p>h</p>',
    replyTo: null,
  }
  t.same(await create(smtp.url).send(mail), { sent: true })
  t.match(smtp.mails, [{ from: 'relevo@acme.example', to: ['help@acme.example'] }])
  t.match(smtp.mails[0]?.data, 'Message-ID: <ho_1.fallback@x>')
  t.match(smtp.mails[0]?.data, 'Auto-Submitted: auto-generated')
  smtp.refuseWith('554 no')
  t.match(await create(smtp.url).send(mail), { sent: false, code: 'EENVELOPE' })
  t.match(await create('smtp://127.0.0.1:1').send(mail), { sent: false, code: /^E/ })
})

t.test(
  'mails what is stuck once while the help desk is away, and adopts the ticket of the mail',
  async (t) => {
    const { clock } = createHurriedClock()
    const { bridge, ledger, desk, smtp, settled, events } = await start(t, clock)
    desk.setAvailability(shut())
    const id = await putHandoff(ledger)
    await aged(ledger, id)
    bridge.start()
    await until(async () => (await ledger.find(id))?.flags.includes('mailed-fallback') === true)
    t.equal(smtp.mails.length, 1)
    t.match(smtp.mails[0]?.data, `Subject: [${id}]`)
    t.match(smtp.mails[0]?.data, 'Reply-To: Ana <ana@example.org>')
    await until(async () => (await ledger.find(id))?.state === 'waiting')
    t.equal(desk.calls.length, 0)
    receiveMail(desk, 'relevo@acme.example', smtp.mails[0]?.data ?? '')
    desk.setAvailability({ state: 'open' })
    await ledger.retryNow(id, 'eva')
    t.match(await settled(id), { ticket: { id: '1', action: 'mailed' }, flags: ['mailed-fallback'] })
    await until(() => desk.tickets[0]?.messages.length === 1)
    t.match(desk.tickets[0]?.ticket.tags, ['relevo', 'relevo-mailed'])
    t.match(desk.tickets[0]?.messages[0], { from: 'agent', html: new RegExp(id) })
    t.equal(desk.tickets.length, 1)
    t.equal(smtp.mails.length, 1)
    t.match(
      events.filter(({ kind }) => kind === 'mailed'),
      [{ outcome: 'sent' }],
    )
  },
)

t.test('waits for the ticket of the mail, then makes one and flags it', async (t) => {
  const { clock, hurry } = createHurriedClock()
  const { bridge, ledger, desk, settled } = await start(t, clock)
  desk.setAvailability(shut('credentials'))
  const id = await putHandoff(ledger)
  await aged(ledger, id)
  bridge.start()
  await until(async () => (await ledger.find(id))?.flags.includes('mailed-fallback') === true)
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  desk.setAvailability({ state: 'open' })
  await ledger.retryNow(id, 'eva')
  await until(() => desk.callsOf('findByMarker').length === 2)
  await until(
    async () => (await ledger.find(id))?.why === 'It was mailed; waiting for the ticket of that mail.',
  )
  t.equal(desk.tickets.length, 0)
  hurry(11 * 60_000)
  await ledger.retryNow(id, 'eva')
  t.match(await settled(id), {
    ticket: { action: 'created' },
    flags: ['possible-duplicate', 'mailed-fallback'],
  })
})

t.test('a look for the mail that fails is tried again', async (t) => {
  const { clock } = createHurriedClock()
  const { bridge, ledger, desk, settled, smtp } = await start(t, clock)
  desk.setAvailability(shut())
  const id = await putHandoff(ledger)
  await aged(ledger, id)
  bridge.start()
  await until(async () => (await ledger.find(id))?.flags.length === 1)
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  receiveMail(desk, 'ana@example.org', smtp.mails[0]?.data ?? '')
  desk.script('findByMarker', {
    kind: 'refuse',
    failure: { kind: 'unavailable', message: 'away', status: 500, code: null },
  })
  desk.setAvailability({ state: 'open' })
  await ledger.retryNow(id, 'eva')
  t.match(await settled(id), { ticket: { id: '1', action: 'mailed' } })
})

t.test('mails what an open help desk keeps refusing, too, and keeps trying', async (t) => {
  const { clock } = createHurriedClock()
  const { bridge, ledger, desk, smtp } = await start(t, clock, '1ms')
  const refuse = {
    kind: 'refuse',
    failure: { kind: 'forbidden', message: 'no', status: 403, code: null },
  } as const
  desk.script('createTicket', refuse)
  const id = await putHandoff(ledger)
  bridge.start()
  await until(async () => (await ledger.find(id))?.flags.includes('mailed-fallback') === true)
  await until(() => desk.callsOf('findByMarker').length >= 2)
  t.equal(smtp.mails.length, 1)
})

t.test('a mailing that cannot be recorded does not keep the attempt from being settled', async (t) => {
  const smtp = await startSmtpServer(t)
  const fallbackMailer = createFallbackMailer(
    fallbackSchema.parse({
      after: '1ms',
      to: 'help@acme.example',
      from: 'relevo@acme.example',
      smtpUrl: smtp.url,
    }),
  )
  const ledger = await openLedger(t)
  const flagless: Ledger = {
    ...ledger,
    flag: async () => {
      throw new LedgerUnavailable('locked', 'Wait.')
    },
  }
  const { desk, settled, lines, bridge } = await startBridge(t, {
    ledger: flagless,
    fallbackMailer,
    started: false,
  })
  desk.script('createTicket', {
    kind: 'refuse',
    failure: { kind: 'conflict', message: 'conflict' },
  })
  const id = await putHandoff(ledger)
  await aged(ledger, id)
  bridge.start()
  t.match(await settled(id), { state: 'delivered', attempts: 2, failures: 1 })
  t.equal(smtp.mails.length, 1)
  t.ok(lines.some(({ line }) => line.includes('could not be recorded')))
})

t.test('a mail that cannot be sent is tried again in the next round', async (t) => {
  const { clock } = createHurriedClock()
  const { bridge, ledger, desk, smtp, lines, events } = await start(t, clock)
  smtp.refuseWith('451 later')
  desk.setAvailability(shut())
  const id = await putHandoff(ledger)
  await aged(ledger, id)
  bridge.start()
  await until(() => events.some((event) => event.kind === 'mailed' && event.outcome === 'failed'))
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  t.ok(lines.some(({ line }) => line.includes('could not be sent')))
  smtp.refuseWith(null)
  await ledger.retryNow(id, 'eva')
  await until(async () => (await ledger.find(id))?.flags.includes('mailed-fallback') === true)
  t.equal(smtp.mails.length, 1)
})

t.test('does not mail what is young, and not because of a used-up rate limit', async (t) => {
  const { clock } = createHurriedClock()
  const { bridge, ledger, desk, smtp, settled } = await start(t, clock, '1h')
  desk.setAvailability(shut())
  const id = await putHandoff(ledger)
  bridge.start()
  await new Promise((resolve) => setTimeout(resolve, 40))
  t.match(await ledger.find(id), { state: 'received', attempts: 0 })
  desk.setAvailability({ state: 'open' })
  t.match(await settled(id), { flags: [] })
  const busy = await start(t, clock, '1ms')
  busy.desk.setAvailability(shut('rate-limit'))
  const other = await putHandoff(busy.ledger)
  busy.bridge.start()
  await new Promise((resolve) => setTimeout(resolve, 40))
  t.match(await busy.ledger.find(other), { state: 'received', attempts: 0 })
  t.same([...smtp.mails, ...busy.smtp.mails], [])
})
