const form = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i
const mostTags = 20

/**
 * How dates and numbers are written: the first tag of the page's language that the browser asks for (`Accept-Language`), such as
 * `en-GB`; without one, the language itself.
 */
export const chooseLocale = (language: string, accepted: string | undefined): string => {
  for (const part of (accepted ?? '').split(',', mostTags)) {
    const tag = part.split(';', 1)[0]?.trim() ?? ''
    if (tag.split('-', 1)[0]?.toLowerCase() !== language || !form.test(tag)) continue
    const [known] = Intl.DateTimeFormat.supportedLocalesOf(tag)
    if (known !== undefined) return known
  }
  return language
}
