/**
 * Spanish and English take 3.5 to 4.5 characters a token with the vocabularies of 2024 and later; the lower figure is used, so that a
 * prompt is found too long rather than cut by the server without a word.
 */
const charactersPerToken = 3.5
/** Role and delimiters of a message. */
const tokensPerMessage = 8

/** About how many tokens a text has. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / charactersPerToken)

/** About how many tokens messages have that are sent together. */
export const estimatePrompt = (messages: readonly string[]): number =>
  messages.reduce((sum, text) => sum + estimateTokens(text) + tokensPerMessage, 0)
