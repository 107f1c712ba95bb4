import { jsonAnswer } from '../../answer.ts'
import type { StoredMacro } from '../account.ts'
import { type Call, callerOf, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { notFound } from '../problems.ts'

const convertToMacroJson = (macro: StoredMacro, call: Call): Record<string, unknown> => ({
  url: `${call.origin}/api/v2/macros/${macro.id}.json`,
  id: macro.id,
  title: macro.title,
  raw_title: macro.title,
  active: macro.active,
  position: 10001,
  description: null,
  default: false,
  actions: macro.actions,
  restriction: macro.ownerId === null ? null : { type: 'User', id: macro.ownerId },
  created_at: formatTime(macro.createdAt),
  updated_at: formatTime(macro.createdAt),
})

/** Shared ones and one's own; administrators get everybody's, unless they ask for what they may use. */
const list = (call: Call, active: string | null) => {
  const { query } = call
  const user = callerOf(call)
  const sees = ({ ownerId }: StoredMacro) =>
    ownerId === null ||
    ownerId === user.id ||
    (user.role === 'admin' && query.get('only_viewable') !== 'true')
  const found = [...call.account.macros.values()].filter(
    (macro) => sees(macro) && (active === null || String(macro.active) === active),
  )
  return pageOf(
    call,
    'macros',
    found.map((macro) => convertToMacroJson(macro, call)),
  )
}

export const macroRoutes: readonly Route[] = [
  { method: 'GET', path: '/macros', handle: (call) => list(call, call.query.get('active')) },
  { method: 'GET', path: '/macros/active', handle: (call) => list(call, 'true') },
  {
    method: 'GET',
    path: '/macros/:id',
    handle: (call) => {
      const macro = call.account.macros.get(numberParam(call))
      return macro === undefined ? notFound() : jsonAnswer(200, { macro: convertToMacroJson(macro, call) })
    },
  },
]
