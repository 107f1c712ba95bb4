// natural's BayesClassifier as it comes. (Its LogisticRegressionClassifier had no result after 300 s on 770 texts.)
import { answerFrom, contend } from '../contend.ts'
import { otherLabel } from '../protocol.ts'
import { loadPeer, versionOf } from './load-peer.ts'

interface BayesClassifier {
  addDocument(text: string, label: string): void
  train(): void
  /** Likelihood times prior, most likely first. */
  getClassifications(text: string): { label: string; value: number }[]
}

await contend({
  version: versionOf('natural'),
  async train({ train }) {
    const { BayesClassifier } = loadPeer<{ BayesClassifier: new () => BayesClassifier }>('natural')
    const classifier = new BayesClassifier()
    for (const { text, label } of train) classifier.addDocument(text, label ?? otherLabel)
    classifier.train()
    return {
      predict(text) {
        const scores = classifier.getClassifications(text)
        const sum = scores.reduce((total, { value }) => total + value, 0)
        return answerFrom(
          scores.map(({ label, value }) => ({
            label,
            probability: sum > 0 ? value / sum : 1 / scores.length,
          })),
        )
      },
    }
  },
})
