import type { Conditions } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import { checkName } from './check-name.ts'
import { compileCalendarCheck } from './compile-calendar-check.ts'
import type { CompileContext } from './compile-context.ts'
import { compileRequesterChecks } from './compile-requester-checks.ts'
import { compileTextChecks } from './compile-text-checks.ts'
import { fold } from './fold.ts'
import { miss, oneOf, type Values } from './miss.ts'
import type { Check, Miss, Reading } from './policy.ts'

type Path = readonly PathSegment[]

const dayMs = 86_400_000

/** One of the values, whatever their case and accents. */
const among = (condition: string, values: string[] | undefined, read: Values): Check[] => {
  if (values === undefined) return []
  const wanted = new Set(values.map(fold))
  return [
    (reading) => {
      const found = read(reading)
      return found.some((value) => wanted.has(reading.folded(value)))
        ? null
        : miss(condition, oneOf(values), found)
    },
  ]
}

const isTrue = (
  condition: string,
  wanted: boolean | undefined,
  read: (reading: Reading) => boolean,
): Check[] =>
  wanted === undefined
    ? []
    : [(reading) => (read(reading) === wanted ? null : miss(condition, String(wanted), [String(!wanted)]))]

const only = (value: string | null): string[] => (value === null ? [] : [value])

/** `es` is also `es-MX` and `es_MX`. */
const languageChecks = (values: string[] | undefined): Check[] => {
  if (values === undefined) return []
  const wanted = values.map((value) => fold(value).replaceAll('_', '-'))
  return [
    ({ facts }) => {
      const language = facts.handoff.language
      const found = language === null ? '' : fold(language).replaceAll('_', '-')
      return wanted.some((each) => found === each || found.startsWith(`${each}-`))
        ? null
        : miss('language', oneOf(values), only(language))
    },
  ]
}

const confidenceChecks = (least: number | undefined): Check[] =>
  least === undefined
    ? []
    : [
        ({ facts }) => {
          const { confidence } = facts.classification
          return confidence !== null && confidence >= least
            ? null
            : miss('minConfidence', `at least ${least}`, confidence === null ? [] : [String(confidence)])
        },
      ]

const requesterChecks = (requester: Conditions['requester'], context: CompileContext): Check[] => {
  if (requester === undefined) return []
  const { domain, known } = requester
  const domains = domain?.map((each) => fold(each).replace(/^@/, ''))
  const domainChecks: Check[] =
    domains === undefined
      ? []
      : [
          ({ facts }) => {
            const own = fold(facts.handoff.requester.email?.split('@').at(-1) ?? '')
            return domains.some((each) => own === each || own.endsWith(`.${each}`))
              ? null
              : miss('requester.domain', oneOf(domain ?? []), only(own))
          },
        ]
  if (known !== undefined) context.asksHistory()
  return [
    ...among('requester.email', requester.email, ({ facts }) => only(facts.handoff.requester.email)),
    ...domainChecks,
    ...isTrue(
      'requester.hasEmail',
      requester.hasEmail,
      ({ facts }) => facts.handoff.requester.email !== null,
    ),
    ...isTrue(
      'requester.hasPhone',
      requester.hasPhone,
      ({ facts }) => facts.handoff.requester.phone !== null,
    ),
    ...isTrue('requester.known', known, ({ facts }) => facts.delivered.length > 0),
  ]
}

const recentChecks = (recent: Conditions['recent'], path: Path, context: CompileContext): Check[] => {
  if (recent === undefined) return []
  const { atLeast, within } = recent
  if (within > 30 * dayMs) context.report([...path, 'recent', 'within'], 'At most 30d: no more is kept.')
  context.asksHistory()
  return [
    ({ facts }) => {
      const count = facts.delivered.filter((at) => at >= facts.receivedAt - within).length
      return count >= atLeast ? null : miss('recent', `at least ${atLeast}`, [String(count)])
    },
  ]
}

const fieldChecks = (fields: Conditions['fields']): Check[] =>
  Object.entries(fields ?? {}).map(([name, values]) => {
    const texts = values.map(String)
    const wanted = new Set(texts.map(fold))
    const takesAny = wanted.has('*')
    return (reading) => {
      const found = reading.field(name)
      return found !== null && (takesAny || wanted.has(found))
        ? null
        : miss(`fields.${name}`, takesAny ? 'any value' : oneOf(texts), only(found))
    }
  })

const under = (prefix: string, found: Miss): Miss => ({ ...found, condition: `${prefix}.${found.condition}` })

const groupChecks = (conditions: Conditions, path: Path, context: CompileContext): Check[] => {
  const compileEach = (key: 'all' | 'any') =>
    conditions[key]?.map((each, index) => compileConditions(each, [...path, key, index], context))
  const all = compileEach('all')
  const any = compileEach('any')
  const not =
    conditions.not === undefined ? null : compileConditions(conditions.not, [...path, 'not'], context)
  const checks: Check[] = (all ?? []).map((check, index) => (reading) => {
    const found = check(reading)
    return found === null ? null : under(`all[${index}]`, found)
  })
  if (any !== undefined)
    checks.push((reading) => {
      const misses: Miss[] = []
      for (const check of any) {
        const found = check(reading)
        if (found === null) return null
        misses.push(found)
      }
      const saw = misses.slice(0, 5).map(({ condition, saw }) => `${condition}: ${saw}`)
      const found: Miss = { condition: 'any', wanted: `one of ${any.length}`, saw: saw.join('; ') }
      return misses.some(({ untold }) => untold) ? { ...found, untold: true } : found
    })
  if (not !== null)
    checks.push((reading) => {
      const found = not(reading)
      if (found === null) return { condition: 'not', wanted: 'not to hold', saw: 'it holds' }
      // What cannot be told is not known to be otherwise.
      return found.untold ? under('not', found) : null
    })
  return checks
}

/** A group of conditions as one check, which tells the first that does not hold; what costs least is looked at first. */
export const compileConditions = (conditions: Conditions, path: Path, context: CompileContext): Check => {
  const { names } = context
  const checkNames = (key: 'source' | 'category', kind: string, known: readonly string[] | null) =>
    conditions[key]?.forEach((name, index) => {
      checkName(context, [...path, key, index], { kind, name, known })
    })
  checkNames('source', 'source', names.sources)
  checkNames('category', 'category', names.categories)
  const checks: Check[] = [
    ...among('source', conditions.source, ({ facts }) => [facts.source]),
    ...among('brand', conditions.brand, ({ facts }) => only(facts.brand)),
    ...among('category', conditions.category, ({ facts }) => only(facts.classification.category)),
    ...isTrue('unsure', conditions.unsure, ({ facts }) => facts.classification.category === null),
    ...among('type', conditions.type, ({ facts }) => only(facts.classification.type)),
    ...among('decidedBy', conditions.decidedBy, ({ facts }) => [facts.classification.decidedBy]),
    ...confidenceChecks(conditions.minConfidence),
    ...languageChecks(conditions.language),
    ...among('priority', conditions.priority, ({ priority }) => only(priority)),
    ...among('channel', conditions.channel, ({ facts }) => only(facts.handoff.channel)),
    ...among('bot', conditions.bot, ({ facts }) => only(facts.handoff.bot)),
    ...among('tags', conditions.tags, ({ facts }) => [...facts.handoff.tags, ...facts.classification.tags]),
    ...requesterChecks(conditions.requester, context),
    ...recentChecks(conditions.recent, path, context),
    ...fieldChecks(conditions.fields),
    ...compileCalendarCheck(conditions, path, context),
    ...compileTextChecks(conditions, path, context),
    ...groupChecks(conditions, path, context),
    ...compileRequesterChecks(conditions),
  ]
  return (reading) => {
    for (const check of checks) {
      const found = check(reading)
      if (found !== null) return found
    }
    return null
  }
}
