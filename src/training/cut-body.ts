import { longestText } from '../classify/model/text/normalise-text.ts'

/** As much of a text as a model reads; an emoji at the border is left out whole. */
export const cutBody = (text: string): string => {
  if (text.length <= longestText) return text
  const last = text.charCodeAt(longestText - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? longestText - 1 : longestText)
}

/** Whether it was cut, or as long as what is cut. */
export const isOverLong = (text: string): boolean => text.length >= longestText - 1
