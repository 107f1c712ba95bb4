/** Helpdesks allow 255 characters at most. */
const longestLabel = 1000

/** Makes labels comparable: without case, accents, and differences in white space or between `-`, `_` and a space. */
export const comparable = (text: string): string =>
  // What is no label is compared as it is: folding a megabyte for each choice of a form would take seconds.
  text.length > longestLabel
    ? text
    : text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[\s_-]+/g, ' ')
        .trim()

export const isSameLabel = (one: string, other: string): boolean => comparable(one) === comparable(other)
