export interface Claim {
  name: string
  /** The least units with which its waiting calls could go; 0: none waits. */
  needed: number
}

/** What an idle process keeps: enough to begin with; so little that it is hardly missed when it dies or stays idle. */
const idleUnits = 4
const idlePart = 0.05
const idleTogether = 0.08

/**
 * How an account of whole `units` (credits) is divided among processes, by name. Where nobody waits, equally. Else those with
 * waiting calls get equal shares, but each at least what it needs, of all that a small base for the idle ones leaves: 5 % or 4
 * units each, 8 % together, if there are units enough one at the least. Where there is not enough for what is needed, they
 * take turns: `turn` (any whole number) says who comes first. What does not divide evenly goes to the first by name.
 */
export const divideAccount = (units: number, claims: readonly Claim[], turn: number): Map<string, number> => {
  const sorted = claims
    .map(({ name, needed }) => ({ name, needed: Math.min(needed, units) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const wanting = sorted.filter(({ needed }) => needed > 0)
  const idle = sorted.filter(({ needed }) => needed <= 0)
  if (wanting.length === 0) return spread(units, idle)
  const needed = wanting.reduce((sum, claim) => sum + claim.needed, 0)
  if (needed > units) return takeTurns(units, sorted, turn)
  const base = decideBase(units, units - needed, idle.length, sorted.length)
  return new Map([
    ...idle.map(({ name }): [string, number] => [name, base]),
    ...satisfy(units - base * idle.length, wanting),
  ])
}

const decideBase = (units: number, spare: number, idle: number, all: number): number => {
  if (idle === 0) return 0
  const usual = Math.max(idleUnits, Math.floor(units * idlePart))
  const together = Math.floor((units * idleTogether) / idle)
  const base = Math.max(1, Math.min(usual, together))
  return Math.min(base, Math.floor(units / all), Math.floor(spare / idle))
}

const spread = (units: number, claims: readonly Claim[]): Map<string, number> => {
  const each = Math.floor(units / claims.length)
  const left = units - each * claims.length
  return new Map(claims.map(({ name }, index) => [name, each + (index < left ? 1 : 0)]))
}

/** Equal shares, but those who need more get that first. There is enough for all needs. */
const satisfy = (units: number, claims: readonly Claim[]): Map<string, number> => {
  const dear = claims.filter(({ needed }) => needed > units / claims.length)
  if (dear.length === 0) return spread(units, claims)
  const others = claims.filter((claim) => !dear.includes(claim))
  const left = units - dear.reduce((sum, { needed }) => sum + needed, 0)
  return new Map([
    ...dear.map(({ name, needed }): [string, number] => [name, needed]),
    ...(others.length === 0 ? [] : satisfy(left, others)),
  ])
}

const takeTurns = (units: number, claims: readonly Claim[], turn: number): Map<string, number> => {
  const first = ((turn % claims.length) + claims.length) % claims.length
  let left = units
  return new Map(
    [...claims.slice(first), ...claims.slice(0, first)].map(({ name, needed }) => {
      const given = needed <= left ? needed : 0
      left -= given
      return [name, given]
    }),
  )
}
