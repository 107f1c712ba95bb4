const control = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu
// Chinese is written without spaces: each sign is a word of its own.
const ideograph =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu
const mark = /\p{Mn}/gu
// All signs of ASCII count, such as $ and ^, which Unicode does not call punctuation.
const wordOrSign = /[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}]+/gu

/**
 * A text's words, each sign of punctuation one by itself, as BERT's vocabularies were made from (BasicTokenizer in
 * google-research/bert, tokenization.py). `lowerCase`: in lower case and without accents, for vocabularies that are so.
 */
export const splitWords = (text: string, { lowerCase }: { lowerCase: boolean }): string[] => {
  const clean = text.replace(control, '').replace(ideograph, ' $& ')
  const even = lowerCase ? clean.toLowerCase().normalize('NFD').replace(mark, '') : clean.normalize('NFC')
  return even.match(wordOrSign) ?? []
}
