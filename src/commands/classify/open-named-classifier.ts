import type { Configuration } from '../../../schemas/configuration.ts'
import type { CascadeEvent } from '../../classify/cascade/cascade-event.ts'
import type { Classifier } from '../../classify/classifier.ts'
import { openClassifier } from '../../classify/open-classifier.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'

/**
 * The classifier of the configuration, with the model that is named (absent: as configured), loaded. Who cannot be asked is told on stderr. Throws
 * `ModelRefused` for a model that was named and cannot be used.
 */
export const openNamedClassifier = async ({
  config,
  model,
  explain,
  terminal,
}: {
  config: Configuration
  model: string | undefined
  explain: boolean
  terminal: Terminal
}): Promise<Classifier> => {
  const observe = (event: CascadeEvent) => {
    if (event.kind === 'away')
      terminal.stderr.write(`relevo: ${event.what} could not be asked: ${plainText(event.why)}\n`)
  }
  const classifier = openClassifier({
    ...(model === undefined ? {} : { model }),
    config: { ...config, classification: { ...config.classification, explain } },
    observe,
    ...(model === undefined ? {} : { model }),
  })
  // Models are loaded at the first text; the times that are shown should be those of a service that runs.
  await classifier.classify({ subject: null, text: '', botCategory: null, language: null, trustBot: false })
  return classifier
}
