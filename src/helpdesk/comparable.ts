/** Makes labels comparable: without case, accents, and differences in white space or between `-`, `_` and a space. */
export const comparable = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

export const isSameLabel = (one: string, other: string): boolean => comparable(one) === comparable(other)
