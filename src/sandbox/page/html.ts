const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** A piece of markup that is safe to put into a page. Only `html` makes it. */
export interface Markup {
  readonly markup: string
}

export type Part = string | number | null | undefined | Markup | readonly Markup[]

const render = (part: Part): string => {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

/** Template tag: escapes every value that is not markup itself. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Markup => ({
  markup: texts.map((text, index) => text + render(parts[index])).join(''),
})

/** Fixed text of ours, such as a style sheet, taken as it is. */
export const trusted = (markup: string): Markup => ({ markup })
