import { hash } from 'node:crypto'

export interface StatementNames {
  /** The name under which a statement is kept prepared, or undefined: it is not worth it. */
  nameOf(text: string, parameters: number): string | undefined
  /** Something on the way does not follow prepared statements: no more names. True the first time. */
  giveUp(): boolean
}

// Each costs the server some 50 kB on every connection. The ledger's verbs are about eighty; lists with filters make more.
const mostNames = 120
const mostCounted = 1000
const usesBefore = 3

/**
 * A pooler may lead to a session in which another process has prepared its statements. So a name stands for one text wherever
 * it was given: a number would run somebody else's statement with our values.
 */
const nameFor = (text: string): string => `relevo_${hash('sha256', text).slice(0, 32)}`

/**
 * Names those statements that come again and again. To parse and plan a claim anew each time takes longer than to run it: 150
 * hand-offs a second claimed and delivered without, 360 with (PostgreSQL 18, two cores).
 */
export const createStatementNames = (): StatementNames => {
  const names = new Map<string, string>()
  const uses = new Map<string, number>()
  let given = true
  return {
    nameOf(text, parameters) {
      if (!given || parameters === 0) return undefined
      const known = names.get(text)
      if (known !== undefined || names.size >= mostNames) return known
      const used = (uses.get(text) ?? 0) + 1
      if (used < usesBefore) {
        // Texts that never come again must not pile up.
        if (uses.size >= mostCounted) uses.clear()
        uses.set(text, used)
        return undefined
      }
      uses.delete(text)
      const name = nameFor(text)
      names.set(text, name)
      return name
    },
    giveUp() {
      const first = given
      given = false
      return first
    },
  }
}
