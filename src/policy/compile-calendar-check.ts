import type { Conditions } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import { checkName } from './check-name.ts'
import type { CompileContext } from './compile-context.ts'
import type { Check, Moment } from './policy.ts'

const questions = {
  open: { holds: (moment: Moment) => moment.open, wanted: 'open' },
  closed: { holds: (moment: Moment) => !moment.open, wanted: 'closed' },
  holiday: { holds: (moment: Moment) => moment.holiday, wanted: 'a holiday' },
} as const

const describe = ({ open, holiday, local }: Moment): string =>
  `${local}, ${open ? 'open' : 'closed'}${holiday ? ', a holiday' : ''}`

/** `open`, `closed` and `holiday` of a named calendar. */
export const compileCalendarCheck = (
  conditions: Conditions,
  path: readonly PathSegment[],
  context: CompileContext,
): Check[] =>
  (['open', 'closed', 'holiday'] as const).flatMap((key): Check[] => {
    const name = conditions[key]
    if (name === undefined) return []
    const calendar = context.calendars.get(name)
    checkName(context, [...path, key], { kind: 'calendar', name, known: [...context.calendars.keys()] })
    if (calendar === undefined) return []
    const { holds, wanted } = questions[key]
    return [
      (reading) => {
        const moment = reading.calendar(calendar)
        return holds(moment) ? null : { condition: key, wanted: `${name} ${wanted}`, saw: describe(moment) }
      },
    ]
  })
