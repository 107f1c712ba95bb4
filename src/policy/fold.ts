const marks = /\p{M}+/gu

/** A text without case, accents and typographic variants, for comparing. */
export const fold = (text: string): string =>
  text.normalize('NFKC').toLowerCase().normalize('NFD').replace(marks, '').trim()
