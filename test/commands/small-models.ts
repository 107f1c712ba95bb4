import { join } from 'node:path'
import { createBundleStore } from '../../src/classify/bundles/create-bundle-store.ts'
import { type NewBundle, writeBundle } from '../../src/classify/bundles/write-bundle.ts'
import type { ModelParts } from '../../src/classify/model/text-model.ts'
import { newBundle } from '../classify/bundles/small-bundle.ts'

/** Trained models in a data folder, as a training leaves them; resolves with their names. None is in use. */
export const putModels = async (
  dataDir: string,
  parts: ModelParts,
  changes: readonly Partial<NewBundle>[] = [{}],
): Promise<string[]> => {
  const store = createBundleStore({
    folder: join(dataDir, 'models'),
    starter: async () => null,
    onRefused: (why) => {
      throw new Error(why)
    },
  })
  const names: string[] = []
  for (const change of changes) {
    const staged = await store.staging()
    await writeBundle(staged, newBundle(parts, change))
    names.push(await store.add(staged))
  }
  return names
}
