import { parseArgs } from 'node:util'
import { type ContenderId, contenderIds } from './contenders.ts'

export const usage = `npm run bench:classify -- [options]

  --only NAME         what begins so, e.g. banking77; again for more
  --contender NAME    ${contenderIds.join(', ')}; again for more
  --quick             the smallest sets alone
  --large             the memory of 100,000 tickets of 100 classes besides
  --resume            keep what the same code has measured into the same folder
  --out FOLDER        where results.json, table.json and table.md go; else data/bench-classify
  --time-out SECONDS  for each training with its answers; else 1200

All of it takes about an hour on two processors; each result is kept as soon as it is there.
Ends with 0 when every floor that was measured is met, 1 when one is missed or Relevo failed, 2 when the
options are wrong, 3 when there are no data sets (RELEVO_DATA_SETS, or the folder shared/data beside the repository).
`

export interface Options {
  only: readonly string[]
  contenders: readonly ContenderId[]
  isQuick: boolean
  isLarge: boolean
  isResumed: boolean
  out: string
  timeoutSeconds: number
}

/** Throws a TypeError that says what is wrong. */
export const parseOptions = (args: readonly string[]): Options | 'help' => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      contender: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      out: { type: 'string', default: 'data/bench-classify' },
      'time-out': { type: 'string', default: '1200' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const unknown = values.contender.filter((name) => !contenderIds.some((id) => id === name))
  if (unknown.length > 0)
    throw new TypeError(`There is no contender ${unknown.join(', ')}; there are ${contenderIds.join(', ')}.`)
  const timeoutSeconds = Number(values['time-out'])
  if (!(timeoutSeconds > 0)) throw new TypeError('--time-out takes a number of seconds.')
  return {
    only: values.only,
    contenders: contenderIds.filter((id) => values.contender.length === 0 || values.contender.includes(id)),
    isQuick: values.quick,
    isLarge: values.large,
    isResumed: values.resume,
    out: values.out,
    timeoutSeconds,
  }
}
