import type { KeptFigure } from '../../../schemas/kept.ts'
import { presentKept } from '../../api/present-kept.ts'
import type { BundleStore } from '../../classify/bundles/bundle.ts'
import { systemClock } from '../../ops/clock.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { adviseTrust } from '../../review/advise-trust.ts'
import { exitCode, isSet, textOption } from '../command.ts'
import { parseMoment } from '../parse-moment.ts'
import { renderTable } from '../table.ts'
import { withLedger } from '../with-ledger.ts'
import type { ModelVerb } from './model-verb.ts'

/** How often agents kept what the bot, the rules and the model had decided, and whose word had better not be taken. */
export const keptModels: ModelVerb = ({ store, config }, parsed, terminal) => {
  const now = systemClock.now()
  const text = textOption(parsed, 'since')
  const since = text === undefined ? undefined : parseMoment(text, 'since', { now, utc: true })
  return withLedger(terminal, async ({ ledger, place }) => {
    const kept = await presentKept(ledger, { since, now })
    const { sources } = config
    const advice = adviseTrust(kept.figures, { sources, modelAccuracy: await accuracyInUse(store) })
    if (isSet(parsed, 'json')) {
      terminal.stdout.write(`${JSON.stringify({ ...kept, advice })}\n`)
      return exitCode.ok
    }
    terminal.stdout.write(
      kept.figures.length === 0
        ? `No ticket was looked at since ${kept.since} in ${place}. Each is, once: when it is solved, or a week after it was made.\n`
        : render(kept.figures, terminal),
    )
    for (const { detail, remedy } of advice) terminal.stdout.write(`\n${detail}.\n  → ${remedy}\n`)
    return exitCode.ok
  })
}

/** Of the model that the customer's own tickets made; what ships was judged on texts that are nobody's tickets. */
const accuracyInUse = async (store: BundleStore): Promise<number | null> => {
  const inUse = (await store.list()).find((bundle) => bundle.inUse && bundle.name !== 'starter')
  return inUse?.about?.targets.find(({ target }) => target === 'category')?.about.accuracy ?? null
}

const barWidth = 20
/** Of fewer no percentage is shown: it would pass for a fact. */
const leastForShare = 10

/** What is sure in full blocks, and up to what is possible in shaded ones. */
const drawBar = ({ low, high }: KeptFigure): string => {
  const sure = Math.round(low * barWidth)
  const possible = Math.round(high * barWidth)
  return '█'.repeat(sure) + '▒'.repeat(possible - sure) + '·'.repeat(barWidth - possible)
}

const percent = (part: number): string => (part * 100).toFixed(0)

const shareText = ({ share, kept, changed }: KeptFigure): string => {
  if (share === null) return '–'
  const told = kept + changed
  return told < leastForShare ? `${kept} of ${told}` : `${percent(share)} %`
}

const render = (figures: KeptFigure[], { stdout }: Terminal): string => {
  const isFirst = new Set(figures.filter(({ category }) => category === null))
  return renderTable(
    figures,
    [
      { title: 'source', cell: (row) => (isFirst.has(row) ? plainText(row.source) : '') },
      { title: 'decided by', cell: (row) => (isFirst.has(row) ? row.decided_by : '') },
      { title: 'category', cell: ({ category }) => (category === null ? 'all' : plainText(category)) },
      { title: 'looked at', cell: (row) => String(row.looked_at), align: 'right' },
      { title: 'untold', cell: (row) => String(row.untold), align: 'right' },
      { title: 'kept', cell: shareText, align: 'right' },
      { title: '', cell: (row) => (row.share === null ? '' : drawBar(row)) },
      {
        title: 'likely',
        cell: (row) => (row.share === null ? '' : `${percent(row.low)}–${percent(row.high)} %`),
        align: 'right',
      },
    ],
    stdout.isTTY === true,
  )
}
