import { fileURLToPath } from 'node:url'
import type { Bundle } from '../bundles/bundle.ts'
import { readBundle } from '../bundles/read-bundle.ts'
import { ModelRefused } from '../model/model-file.ts'

/** What ships lies beside this file, in the sources as in the built package, as a training leaves it. */
export const starterFolder = fileURLToPath(new URL('./', import.meta.url))

/**
 * The model that ships: Spanish and English, the eight default categories and the four priorities, trained on text written for Relevo
 * (docs/starter-model.md). Reads the disk anew at each call. Rejects with `ModelRefused` when the installation lacks it or it was
 * changed.
 */
export const openStarter = async (folder: string = starterFolder): Promise<Bundle> => {
  try {
    return await readBundle(folder, 'starter')
  } catch (error) {
    if (!(error instanceof ModelRefused)) throw error
    throw new ModelRefused(
      'The model that ships with Relevo cannot be used: its files are missing or were changed. Install Relevo again.',
      { cause: error },
    )
  }
}
