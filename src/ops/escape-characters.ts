const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const harmless = /^[\w .,;:?!-]*$/

/** Text made safe for HTML, in an element or a quoted attribute. */
export const escapeCharacters = (text: string): string =>
  harmless.test(text) ? text : text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
