// wink-naive-bayes-text-classifier as its documentation sets it up: presence of words, smoothing .5, stems of wink-nlp-utils.
import { answerFrom, contend } from '../contend.ts'
import { otherLabel } from '../protocol.ts'
import { loadPeer, versionOf } from './load-peer.ts'

interface NaiveBayes {
  definePrepTasks(tasks: ((input: never) => unknown)[]): number
  defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): boolean
  learn(input: string, label: string): boolean
  consolidate(): boolean
  /** The logarithm to the base 2 of the odds of each class against all others, largest first; of `unknown` alone for a text without a known word. */
  computeOdds(input: string): [string, number][]
}

interface WinkUtilities {
  string: Record<'lowerCase' | 'tokenize0', (input: never) => unknown>
  tokens: Record<'stem', (input: never) => unknown>
}

const name = 'wink-naive-bayes-text-classifier'

await contend({
  version: versionOf(name),
  async train({ train }) {
    const classifier = loadPeer<() => NaiveBayes>(name)()
    const { string, tokens } = loadPeer<WinkUtilities>('wink-nlp-utils')
    classifier.definePrepTasks([string.lowerCase, string.tokenize0, tokens.stem])
    classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 })
    for (const { text, label } of train) classifier.learn(text, label ?? otherLabel)
    classifier.consolidate()
    return {
      predict(text) {
        const odds = classifier.computeOdds(text)
        const [first] = odds
        if (first === undefined || first[0] === 'unknown') return { label: null, confidence: 0, scope: 0 }
        // Its own odds are of a class against all others; made into probabilities that sum to one.
        const shares = odds.map(([, log]) => 2 ** (log - first[1]))
        const sum = shares.reduce((total, share) => total + share, 0)
        return answerFrom(odds.map(([label], at) => ({ label, probability: (shares[at] ?? 0) / sum })))
      },
    }
  },
})
