import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TriageReport } from '../../../schemas/triage-report.ts'
import { bundleNameAt } from '../../classify/bundles/bundle-name-at.ts'
import { ownerOnly, replaceDurably } from '../../classify/bundles/durable-files.ts'
import { explainStoreFailure } from '../../training/explain-store-failure.ts'

const keptByDefault = 10
/** Of a name that we gave; what else somebody has put there stays. */
const ours = /^(\d{8}-\d{6})\.(json|html)$/

/**
 * Keeps a report and its page in a folder that is readable by this user alone, and the newest ten of them. Resolves with the path of
 * the page. Throws `TrainingRefused` (store) when it cannot be written.
 */
export const keepBacktest = (
  folder: string,
  { report, page }: { report: TriageReport; page: string },
  most: number = keptByDefault,
): Promise<string> => {
  const name = bundleNameAt(Date.parse(report.at))
  const path = join(folder, `${name}.html`)
  return explainStoreFailure(path, async () => {
    await mkdir(folder, { recursive: true, mode: ownerOnly.folder })
    await replaceDurably(join(folder, `${name}.json`), `${JSON.stringify(report)}\n`)
    await replaceDurably(path, page)
    const files = (await readdir(folder)).filter((file) => ours.test(file))
    const names = [...new Set(files.map((file) => file.replace(ours, '$1')))].sort()
    const old = new Set(names.slice(0, -most))
    for (const file of files)
      if (old.has(file.replace(ours, '$1'))) await rm(join(folder, file), { force: true })
    return path
  })
}
