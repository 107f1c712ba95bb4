import t from 'tap'
import { reportSettlement } from '../../src/bridge/report-settlement.ts'
import { giveBack, type Settlement } from '../../src/bridge/settlement.ts'
import type { Claim } from '../../src/ledger/ledger.ts'
import { createLogger } from '../../src/ops/create-logger.ts'
import { makeHandoff } from './make-handoff.ts'

const claim: Claim = {
  owner: 'worker',
  fence: 1,
  entry: {
    id: 'ho_01m7xt7t8r81c6zrrh5tgrz0v3',
    source: 'betsur',
    helpdesk: 'main',
    state: 'delivering',
    why: null,
    requestId: 'request-1',
    requesterKey: 'email:ana@example.org',
    receivedAt: 1000,
    dueAt: 2000,
    endedAt: null,
    attempts: 1,
    failures: 0,
    writes: 0,
    write: null,
    ticket: null,
    acknowledgement: null,
    followUp: null,
    flags: [],
    classification: null,
    handoff: makeHandoff(),
  },
}

const delivered: Settlement = {
  kind: 'delivered',
  ticket: { id: '7', url: null, action: 'created' },
  flags: [],
  why: 'No recent ticket.',
  classification: null,
}

t.test(
  'each way an attempt can end names the hand-off in the log, past the cuts of the real logger',
  async (t) => {
    const endings: Settlement[] = [
      delivered,
      { ...delivered, flags: ['possible-duplicate'] },
      giveBack(5000, 'The help desk is shut.'),
      { kind: 'park', why: 'Refused.', clear: null, failure: 'invalid' },
      { kind: 'lost' },
    ]
    for (const settlement of endings) {
      const lines: string[] = []
      const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } })
      reportSettlement(claim, settlement, { now: 3000, logger, observe: () => {} })
      t.equal(lines.length, 1)
      t.match(JSON.parse(lines[0] ?? ''), { handoffId: claim.entry.id }, settlement.kind)
      t.notMatch(lines[0], '[redacted]', `${settlement.kind}: nothing had to be cut`)
    }
  },
)
