import { foldText } from '../../../classify/fold-text.ts'
import { stemWord } from './stem-word.ts'
import { stopWords } from './stop-words.ts'

/**
 * The words of a text as the index knows them, in order, with how they stand there: folded, without stop words, and stemmed by the
 * language. Looks at the first `mostCharacters`. Pure.
 */
export const toTerms = (
  text: string,
  language: string | null,
  mostCharacters: number,
): { term: string; word: string }[] => {
  const stops = stopWords[language ?? '']
  return foldText(text, mostCharacters).flatMap((word) =>
    word.length < 2 || stops?.has(word) === true ? [] : [{ term: stemWord(word, language), word }],
  )
}
