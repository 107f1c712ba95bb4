import { readCorpus } from '../../../src/classify/model/fit/read-corpus.ts'

/** Normalised texts as a training reads them. */
export const readTexts = (texts: readonly string[], leastTexts = 1) =>
  readCorpus(texts, {
    leastTexts,
    mostColumns: 1_000_000,
    dense: [],
    signal: undefined,
    onPart: () => undefined,
  })
