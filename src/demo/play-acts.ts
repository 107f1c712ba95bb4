import type { Ledger } from '../ledger/ledger.ts'
import type { DemoHelpdesk } from './demo-helpdesk.ts'
import type { DemoScreen } from './demo-screen.ts'
import { firstSamples, lostAnswerSample, outageSamples, type SampleHandoff } from './sample-handoffs.ts'

export interface Stage {
  screen: DemoScreen
  helpdesk: DemoHelpdesk
  ledger: Ledger
  url: string
  secret: string
}

interface Answer {
  http: number
  id: string
  duplicate: boolean
  ticket: string | null
  action: string | null
  tookMs: number
}

const patienceMs = 30_000

/** Plays the four acts and the proof. Resolves with whether all of it came out as promised. */
export const playActs = async (stage: Stage): Promise<boolean> => {
  const arrived = await playArrivals(stage)
  const repeated = await playRepeat(stage)
  const survived = await playOutage(stage)
  const reconciled = await playLostAnswer(stage)
  const proven = await proveIt(stage)
  return arrived && repeated && survived && reconciled && proven
}

const send = async (stage: Stage, sample: SampleHandoff, waitSeconds: number): Promise<Answer> => {
  const startedAt = performance.now()
  const response = await fetch(`${stage.url}/webhooks/${sample.source}?wait=${waitSeconds}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': stage.secret },
    body: JSON.stringify(sample.body),
  })
  const body: unknown = await response.json()
  const ticket = property(body, 'ticket')
  return {
    http: response.status,
    id: String(property(body, 'handoff_id') ?? ''),
    duplicate: property(body, 'duplicate') === true,
    ticket: ticket === null || ticket === undefined ? null : String(property(ticket, 'id')),
    action: ticket === null || ticket === undefined ? null : String(property(ticket, 'action')),
    tookMs: Math.round(performance.now() - startedAt),
  }
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const describe = (sample: SampleHandoff, answer: Answer): string => {
  const text = String(sample.body['conversation_summary'] ?? sample.body['resumen'])
  const shown = text.length > 46 ? `${text.slice(0, 45)}…` : text
  const what =
    answer.ticket === null
      ? `${answer.http} kept, under way`
      : `${answer.http} ticket #${answer.ticket} ${answer.action}${answer.duplicate ? ' (a repeat)' : ''}`
  return `${sample.source.padEnd(14)} ${shown.padEnd(47)} → ${what}, ${answer.tookMs} ms`
}

const playArrivals = async (stage: Stage): Promise<boolean> => {
  const { screen } = stage
  screen.act(1, 'People ask for help, in Spanish and English, through two bots')
  let good = true
  for (const sample of firstSamples) {
    const answer = await send(stage, sample, 10)
    good = answer.http === 201 && good
    screen[answer.http === 201 ? 'good' : 'bad'](describe(sample, answer))
  }
  return good
}

const playRepeat = async (stage: Stage): Promise<boolean> => {
  const { screen } = stage
  const [sample] = firstSamples
  if (sample === undefined) return false
  screen.act(2, 'The first message is delivered twice more, at the same moment')
  const answers = await Promise.all([send(stage, sample, 10), send(stage, sample, 10)])
  for (const answer of answers) screen[answer.duplicate ? 'good' : 'bad'](describe(sample, answer))
  return answers.every((answer) => answer.duplicate)
}

const playOutage = async (stage: Stage): Promise<boolean> => {
  const { screen, helpdesk, ledger } = stage
  screen.act(3, 'The help desk goes down; hand-offs go on arriving')
  helpdesk.sandbox.faults.down()
  const ids: string[] = []
  for (const sample of outageSamples) {
    const answer = await send(stage, sample, 0)
    ids.push(answer.id)
    screen[answer.http === 202 ? 'good' : 'bad'](describe(sample, answer))
  }
  await new Promise((resolve) => setTimeout(resolve, 1500))
  helpdesk.sandbox.faults.up()
  screen.note('The help desk is back.')
  return waitForAll(stage, ids, 'delivered by themselves', ledger)
}

const playLostAnswer = async (stage: Stage): Promise<boolean> => {
  const { screen, helpdesk, ledger } = stage
  screen.act(4, 'The help desk makes the ticket, and the line is cut before it can say so')
  const forget = helpdesk.sandbox.faults.add(
    { kind: 'act-then-drop' },
    { method: 'POST', path: '/tickets', count: 1 },
  )
  const answer = await send(stage, lostAnswerSample, 0)
  screen.line(describe(lostAnswerSample, answer))
  const good = await waitForAll(stage, [answer.id], 'settled', ledger)
  forget()
  const history = await ledger.history(answer.id)
  for (const step of history) screen.note(`${step.event}${step.why === null ? '' : `: ${step.why}`}`)
  return good
}

const waitForAll = async (stage: Stage, ids: string[], text: string, ledger: Ledger): Promise<boolean> => {
  const { screen } = stage
  let done = 0
  screen.progress(0, ids.length, text)
  const entries = await Promise.all(
    ids.map(async (id) => {
      const entry = await ledger.waitUntilSettled(id, patienceMs)
      done += 1
      screen.progress(done, ids.length, text)
      return entry
    }),
  )
  screen.endProgress()
  for (const entry of entries)
    if (entry?.ticket)
      screen.good(`${entry.source.padEnd(14)} ticket #${entry.ticket.id} ${entry.ticket.action}`)
  return entries.every((entry) => entry?.state === 'delivered')
}

/** What the ledger says against what the help desk holds. */
const proveIt = async (stage: Stage): Promise<boolean> => {
  const { screen, helpdesk, ledger } = stage
  const sum = await ledger.custody()
  const { entries } = await ledger.list({ limit: 200 })
  const created = new Set(entries.flatMap(({ ticket }) => (ticket?.action === 'created' ? [ticket.id] : [])))
  const tickets = helpdesk.sandbox.account.tickets.size
  screen.title('The proof')
  screen[sum.balanced && sum.underWay + sum.parked === 0 ? 'good' : 'bad'](
    `${sum.received} received = ${sum.delivered} delivered + ${sum.underWay} under way + ${sum.parked} parked + ${sum.dismissed} dismissed`,
  )
  const onePerHandoff = created.size === tickets
  screen[onePerHandoff ? 'good' : 'bad'](
    `${tickets} tickets in the help desk for ${created.size} hand-offs that made one; ${sum.delivered - created.size} added to a ticket that was open`,
  )
  return sum.balanced && sum.delivered === sum.received && onePerHandoff
}
