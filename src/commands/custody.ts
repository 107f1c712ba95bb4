import { presentCustody } from '../api/present-custody.ts'
import { type Command, exitCode, isSet } from './command.ts'
import { renderTable } from './table.ts'
import { withLedger } from './with-ledger.ts'

/** Prints the sum of promise P1; fails when it does not balance, so that a cron job can watch it. */
export const custody: Command = {
  name: 'custody',
  usage: 'relevo custody [--json]',
  options: { json: { type: 'boolean' } },
  run: (parsed, terminal) =>
    withLedger(terminal, async ({ ledger, place }) => {
      const sum = await ledger.custody()
      if (isSet(parsed, 'json')) {
        terminal.stdout.write(`${JSON.stringify(presentCustody(sum))}\n`)
        return sum.balanced ? exitCode.ok : exitCode.failed
      }
      const total = { source: 'all', day: '', ...sum }
      terminal.stdout.write(
        renderTable(
          [...sum.days, total],
          [
            { title: 'day', cell: (row) => row.day },
            { title: 'source', cell: (row) => row.source },
            { title: 'received', cell: (row) => String(row.received), align: 'right' },
            { title: 'delivered', cell: (row) => String(row.delivered), align: 'right' },
            { title: 'under way', cell: (row) => String(row.underWay), align: 'right' },
            { title: 'parked', cell: (row) => String(row.parked), align: 'right' },
            { title: 'dismissed', cell: (row) => String(row.dismissed), align: 'right' },
            { title: 'refused', cell: (row) => String(row.refused), align: 'right' },
          ],
          terminal.stdout.isTTY === true,
        ),
      )
      terminal.stdout.write(
        sum.balanced
          ? `\n${sum.received} received = ${sum.delivered} delivered + ${sum.underWay} under way + ${sum.parked} parked + ${sum.dismissed} dismissed\n`
          : `\nTHE SUM IS OFF: ${sum.received} received, but ${sum.delivered + sum.underWay + sum.parked + sum.dismissed} accounted for. Please report this.\n`,
      )
      // A sum of nothing balances too: say where it was looked for, lest a wrong folder pass for a proof.
      if (sum.received + sum.refused === 0)
        terminal.stdout.write(
          `Nothing has arrived in ${place} yet. If the service keeps its data elsewhere, set RELEVO_DATA_DIR or DATABASE_URL as it has it.\n`,
        )
      return sum.balanced ? exitCode.ok : exitCode.failed
    }),
}
