/**
 * What somebody wrote, so that it neither forges a heading nor hides what follows it: a backslash goes before `#`, a fence, and
 * what looks like a tag. Markdown shows the character and not the backslash. `unescapeMarkdown` takes exactly these away again.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^(\s*)(\\*(?:#|```|~~~))/, '$1\\$2').replace(/\\*<(?=[a-z!/?])/gi, '\\$&'))
    .join('\n')

export const unescapeMarkdown = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^(\s*)\\(\\*(?:#|```|~~~))/, '$1$2').replace(/\\(\\*<)(?=[a-z!/?])/gi, '$1'))
    .join('\n')
