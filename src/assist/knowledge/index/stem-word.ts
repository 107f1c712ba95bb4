const leastStem = 3

/** Endings of verbs, plurals and genders, longest first, so that `factura`, `facturas` and `facturación` are one word. */
const spanishEndings = [
  'amientos',
  'imientos',
  'aciones',
  'iciones',
  'amiento',
  'imiento',
  'acion',
  'icion',
  'iendo',
  'aron',
  'ieron',
  'ando',
  'adas',
  'ados',
  'idas',
  'idos',
  'ada',
  'ado',
  'ida',
  'ido',
  'ar',
  'er',
  'ir',
  'as',
  'es',
  'os',
  'an',
  'en',
  'a',
  'e',
  'o',
]

const stemSpanish = (word: string): string => {
  if (word.length <= leastStem) return word
  if (word.endsWith('ces') && word.length > 4) return `${word.slice(0, -3)}z`
  const ending = spanishEndings.find((each) => word.endsWith(each) && word.length - each.length >= leastStem)
  return ending === undefined ? word : word.slice(0, -ending.length)
}

const withoutDouble = (stem: string): string => stem.replace(/([bdfgklmnprt])\1$/, '$1')

/** `printer`, `printing` and `prints` are one word, and so are `cancel` and `cancellation`. */
const stemEnglish = (word: string): string => {
  if (word.length <= leastStem) return word
  let stem = word
  if (/(?:ss|us|is)$/.test(stem)) return stem
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else if (stem.endsWith('s')) stem = stem.slice(0, -1)
  const shorter = stem.replace(/(?:ations?|ing|ed)$/, '')
  if (shorter.length >= leastStem && /[aeiouy]/.test(shorter)) stem = withoutDouble(shorter)
  if (stem.length > 6 && stem.endsWith('er')) stem = withoutDouble(stem.slice(0, -2))
  if (stem.length > 4 && stem.endsWith('e')) stem = stem.slice(0, -1)
  return withoutDouble(stem)
}

const stemmers: Readonly<Record<string, (word: string) => string>> = { en: stemEnglish, es: stemSpanish }

/**
 * A folded word without what changes from sentence to sentence. Light: it joins forms of a word, and leaves apart what only looks
 * alike as far as a table can tell. Languages without a table keep their words. Words with digits stay as they are. Pure.
 */
export const stemWord = (word: string, language: string | null): string =>
  /\d/.test(word) ? word : (stemmers[language ?? '']?.(word) ?? word)
