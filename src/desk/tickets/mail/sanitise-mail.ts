import sanitizeHtml from 'sanitize-html'
import type { Markup } from '../../../ops/html.ts'

/** Deeper than any mail that a person wrote. */
const deepest = 40

/** What stands where a picture was. `host` is null for one that came with the mail. */
export interface ImageWords {
  image: (alt: string | null, host: string | null) => string
}

const hostOf = (address: string): string | null => {
  try {
    const { protocol, host } = new URL(address)
    return protocol === 'https:' || protocol === 'http:' ? host : null
  } catch {
    return null
  }
}

/** A picture that tells its sender that it was seen. */
const isPixel = ({ width, height }: Record<string, string>): boolean =>
  [width, height].some((size) => size !== undefined && Number.parseInt(size, 10) <= 2)

const paragraph = sanitizeHtml.simpleTransform('p', {}, false)

/**
 * What a stranger's HTML says, as HTML in which nothing runs, nothing is loaded and nothing is sent: an allow-list of elements and
 * attributes, no style, no pictures (a link to each, as loading one would tell that somebody reads), links by http, https and mailto that
 * tell nobody where they were followed from. Headings are paragraphs, so that the page keeps its own order. What is
 * deeper than 40 elements is left out; how long it may be is its caller's matter. Never throws for what it is given.
 */
export const sanitiseMail = (html: string, words: ImageWords): Markup => ({
  markup: sanitizeHtml(html, {
    allowedTags:
      'p br div span b strong i em u s del ins sub sup small a ul ol li blockquote pre code table thead tbody tfoot tr td th hr'.split(
        ' ',
      ),
    allowedAttributes: {
      a: ['href', 'rel', 'target'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
    },
    allowedClasses: { span: ['picture'], a: ['picture'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags:
      // What is within other elements that are left out is text that somebody wrote, and stays.
      'script style title textarea option noscript template iframe noembed noframes'.split(' '),
    nestingLimit: deepest,
    parseStyleAttributes: false,
    transformTags: {
      ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, paragraph])),
      a: (_name, { href = '' }) =>
        /^(?:https?:\/\/|mailto:)/i.test(href.trim())
          ? {
              tagName: 'a',
              attribs: { href: href.trim(), rel: 'noopener noreferrer nofollow', target: '_blank' },
            }
          : { tagName: 'span', attribs: {} },
      img: (_name, attributes) => {
        const { src = '', alt = '' } = attributes
        if (isPixel(attributes)) return { tagName: 'span', attribs: {} }
        const host = hostOf(src)
        const text = words.image(alt.trim().slice(0, 200) || null, host)
        const attribs = { class: 'picture' }
        return host === null
          ? { tagName: 'span', attribs, text }
          : {
              tagName: 'a',
              attribs: { ...attribs, href: src, rel: 'noopener noreferrer nofollow', target: '_blank' },
              text,
            }
      },
    },
  }),
})
