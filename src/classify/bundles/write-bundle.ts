import { join } from 'node:path'
import { encodeModel } from '../model/model-file.ts'
import type { ModelParts } from '../model/text-model.ts'
import type { AboutBundle, Target } from './bundle.ts'
import { bundleFiles, modelFileOf } from './bundle-files.ts'
import { flushFolder, writeDurably } from './durable-files.ts'
import { encodeHeldOut, type HeldOut } from './held-out.ts'

/** What a training made, as it goes to the disk. */
export interface NewBundle {
  about: AboutBundle
  models: ReadonlyMap<Target, ModelParts>
  /** As `neighbours-file.ts` encodes them; null: none are kept. */
  neighbours: Uint8Array | null
  /** Absent: nothing is kept of it. */
  heldOut?: HeldOut
  /** Kept as JSON. */
  report: unknown
  /** The report as a page. */
  html: string
}

/**
 * Writes a bundle into an empty folder of `BundleStore.staging()`, every file flushed; `BundleStore.add` then puts it in its place.
 * Throws a RangeError when `about` tells of other targets than there are models, and the system's error when it cannot be written.
 */
export const writeBundle = async (folder: string, bundle: NewBundle): Promise<void> => {
  const { about, models, neighbours, heldOut, report, html } = bundle
  const told = about.targets.map(({ target }) => target)
  if (told.length !== models.size || !told.every((target) => models.has(target)))
    throw new RangeError(`There are models of ${[...models.keys()]}, and figures of ${told}.`)
  for (const { target, about: figures } of about.targets) {
    const parts = models.get(target)
    if (parts !== undefined)
      await writeDurably(join(folder, modelFileOf(target)), encodeModel(parts, { target, ...figures }))
  }
  if (neighbours !== null) await writeDurably(join(folder, bundleFiles.neighbours), neighbours)
  if (heldOut !== undefined) await writeDurably(join(folder, bundleFiles.heldOut), encodeHeldOut(heldOut))
  await writeDurably(join(folder, bundleFiles.report), `${JSON.stringify(report)}\n`)
  await writeDurably(join(folder, bundleFiles.page), html)
  await writeDurably(join(folder, bundleFiles.about), `${JSON.stringify({ format: 1, ...about }, null, 2)}\n`)
  await flushFolder(folder)
}
