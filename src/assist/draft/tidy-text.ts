import { visibleText } from './visible-text.ts'

const longest = 20_000
const fence = /^```[^\n]{0,40}$/gm
const image = /!\[[^[\]\n]{0,300}\]\([^()\n]{0,2000}\)/g
const link = /(?<!!)\[([^[\]\n]{1,300})\]\(\s{0,4}([^()\s]{1,2000})(?:\s[^()\n]{0,300})?\)/g
const reference = /^\[[^\]\n]{1,100}\]:\s*\S{1,2000}.{0,300}$/gm
const tag = /<\/?[a-z!][^<>]{0,2000}>/gi
const bold = /(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1/g
const heading = /^#{1,6}\s+/gm
const citation = /\s?\[S\d{1,3}(?:\s?,\s?S\d{1,3}){0,8}\]/g

/**
 * A model's text as plain text: Markdown without its marks, a link as its words and its address in brackets, no images, no HTML, no
 * numbers of sources.
 */
export const tidyText = (text: string): string =>
  visibleText(
    visibleText(text.slice(0, longest))
      .replace(fence, '')
      .replace(image, '')
      .replace(link, (_, words: string, address: string) =>
        words === address ? address : `${words} (${address})`,
      )
      .replace(reference, '')
      .replace(tag, '')
      .replace(bold, '$2')
      .replace(heading, '')
      .replace(citation, ''),
  )
