/** A line of import for a file that is made; put together, so that nobody takes it for one of the template's own. */
export const importLine = (what: string, from: string): string =>
  ['import', what, 'from', `'${from}'`].join(' ')
