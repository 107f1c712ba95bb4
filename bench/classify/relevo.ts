// Relevo's learner as the trainer of tickets uses it: no number is set here but the seed.
import { writeFile } from 'node:fs/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { encodeModel } from '../../src/classify/model/model-file.ts'
import { createTextModel } from '../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../src/classify/model/train-text-model.ts'
import { backgroundTexts } from '../../src/classify/starter/background.ts'
import { contend } from './contend.ts'

await contend({
  version: packageJson.version,
  async train({ train, hints, unlabelled, modelFile, settings }, onProgress) {
    const { seed, tune, calibrate, background } = settings
    const { parts } = await trainTextModel(train, {
      seed,
      tune,
      calibrate,
      onProgress,
      ...(hints === undefined ? {} : { hints }),
      ...(unlabelled.length === 0 ? {} : { unlabelled }),
      ...(background ? { background: backgroundTexts } : {}),
    })
    if (modelFile !== undefined) await writeFile(modelFile, encodeModel(parts, null))
    const model = createTextModel(parts)
    return {
      predict(text) {
        const prediction = model.predict(text)
        // Nothing is less like what it was trained on than what it knows nothing of.
        if (prediction === null) return { label: null, confidence: 0, scope: -1e9 }
        const { label, confidence, scopeScore } = prediction
        return { label, confidence, scope: scopeScore }
      },
    }
  },
})
