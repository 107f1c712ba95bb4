import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type CoverageSummary, floors, judgeCoverage } from './coverage.ts'

const root = new URL('../', import.meta.url)

const sourcesIn = async (folder: string): Promise<[string, string][]> => {
  const folderUrl = new URL(`${folder}/`, root)
  const names = await readdir(folderUrl, { recursive: true })
  const paths = names
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => fileURLToPath(new URL(name, folderUrl)))
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, 'utf8')]),
  )
}

/** Prints the coverage of src and schemas as tap measured it; false, with the reasons, when it is below the floors. */
export const checkCoverage = async (): Promise<boolean> => {
  const report = await readFile(new URL('.tap/report/coverage-summary.json', root), 'utf8').catch(() => null)
  if (report === null) {
    console.log('Coverage: there is no report; run the whole suite.')
    return false
  }
  const summary = JSON.parse(report) as CoverageSummary
  const files = new Map([...(await sourcesIn('src')), ...(await sourcesIn('schemas'))])
  const { lines, branches, faults } = judgeCoverage(summary, files)
  console.log(
    `Coverage of src and schemas: ${lines.toFixed(2)} % of lines (floor ${floors.lines}), ${branches.toFixed(2)} % of branches (floor ${floors.branches})`,
  )
  for (const fault of faults) console.log(`  ${fault}`)
  return faults.length === 0
}

if (import.meta.main && !(await checkCoverage())) process.exitCode = 1
