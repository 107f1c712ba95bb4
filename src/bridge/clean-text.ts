const lineBreaks = /\r\n?|\u2028|\u2029/g
// Most lines of a conversation are this, and one look is a fifth of the work.
const plain = /^[\t\n -~]*$/
const notOneLine = /[^ -~]|^ | $| {2}/
const controls = /[\p{Cc}--[\n\t]]/gv

/**
 * The text as the person wrote it, minus what no screen can show: line breaks become `\n`, control characters go, and a
 * lone surrogate becomes U+FFFD, because it would make the whole JSON body invalid UTF-8.
 */
export const cleanText = (text: string): string =>
  plain.test(text) ? text : text.toWellFormed().replace(lineBreaks, '\n').replace(controls, '')

/** The same on one line: for subjects, labels and file names. */
export const oneLine = (text: string): string =>
  notOneLine.test(text) ? cleanText(text).replace(/\s+/g, ' ').trim() : text
