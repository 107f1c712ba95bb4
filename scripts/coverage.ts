/** Covered and all, of one kind, in one file. */
interface Counted {
  total: number
  covered: number
}

export interface FileCoverage {
  lines: Counted
  branches: Counted
}

/** Istanbul's `coverage-summary.json`: files by absolute path, and `total`. */
export type CoverageSummary = Record<string, FileCoverage>

export const floors = { lines: 95, branches: 90 } as const

export interface CoverageVerdict {
  lines: number
  branches: number
  /** Sentences; empty when the floors hold. */
  faults: string[]
}

const percent = ({ total, covered }: Counted): number => (total === 0 ? 100 : (100 * covered) / total)

const add = (one: Counted, other: Counted): Counted => ({
  total: one.total + other.total,
  covered: one.covered + other.covered,
})

// A statement starts at the margin (Biome formats so); of these nothing is left when types are stripped.
const typesOnly = /^(?:import type|export type|export interface|export declare|declare|type|interface) ?\b/

/** Whether a TypeScript file does anything at run time; a door of types only has nothing to cover. */
export const hasCode = (source: string): boolean =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .some((line) => /^[A-Za-z_$]/.test(line) && !typesOnly.test(line))

/**
 * Judges the coverage of `files` (absolute path → source). A file that no test ever loaded is not in the summary; all its
 * lines count as not covered, so that untested files cannot hide.
 */
export const judgeCoverage = (
  summary: CoverageSummary,
  files: ReadonlyMap<string, string>,
): CoverageVerdict => {
  let lines: Counted = { total: 0, covered: 0 }
  let branches: Counted = { total: 0, covered: 0 }
  const faults: string[] = []
  for (const [path, source] of files) {
    const seen = summary[path]
    if (seen !== undefined) {
      lines = add(lines, seen.lines)
      branches = add(branches, seen.branches)
    } else if (hasCode(source)) {
      lines = add(lines, { total: source.split('\n').length, covered: 0 })
      faults.push(`No test loads ${path}.`)
    }
  }
  const verdict = { lines: percent(lines), branches: percent(branches) }
  const below = faults.length > 0 && verdict.lines >= floors.lines ? [] : faults
  if (verdict.lines < floors.lines) below.push(`Lines are below ${floors.lines} %.`)
  if (verdict.branches < floors.branches) below.push(`Branches are below ${floors.branches} %.`)
  return { ...verdict, faults: below }
}
