/** Tags as Zendesk keeps them: lower case, and white space or commas would make two of one. */
export const convertTags = (given: string[]): string[] => [
  ...new Set(
    given
      .map((tag) =>
        tag
          .trim()
          .toLowerCase()
          .replace(/[\s,]+/g, '_'),
      )
      .filter((tag) => tag !== ''),
  ),
]
