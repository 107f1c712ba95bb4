import type { ServerError } from './wire/read-error.ts'

/** How a server wants to be asked. Found out as it goes, and kept for its address and model. */
export interface Manners {
  /** How it can be held to a structure. */
  structure: 'json_schema' | 'json_object' | 'plain'
  tokensField: 'max_tokens' | 'max_completion_tokens'
  /** Models that think refuse it. */
  temperature: boolean
  /** Whether it is asked to count tokens in a stream (`stream_options`). */
  usage: boolean
}

/** How it is asked at first. Local servers know `max_tokens` alone; OpenAI's newer models refuse it. */
export const firstManners = (
  baseUrl: string,
  tokensField: 'auto' | 'max_tokens' | 'max_completion_tokens',
): Manners => ({
  structure: 'json_schema',
  tokensField:
    tokensField !== 'auto'
      ? tokensField
      : /^https:\/\/api\.openai\.com(?:[/:]|$)/i.test(baseUrl)
        ? 'max_completion_tokens'
        : 'max_tokens',
  temperature: true,
  usage: true,
})

const isRefused =
  /unsupported|not supported|does(?:n't| not) support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra|invalid|only the default|deprecated|use '|instead/i

/**
 * How to ask after a refusal; null: it was refused for something else. A field that the answer names goes or is called otherwise; with a
 * schema, what is not explained is put down to it: `json_schema`, then `json_object`, then plain text. Pure.
 */
export const adaptManners = (
  manners: Manners,
  { status, error }: { status: number; error: ServerError },
  asked: { schema: boolean; tokensFieldIsFixed: boolean },
): Manners | null => {
  if (status !== 400 && status !== 422 && status !== 501 && status !== 500) return null
  const said = `${error.param ?? ''} ${error.code ?? ''} ${error.message}`
  const names = (field: string) => new RegExp(`(?<![\\w])${field}(?![\\w])`, 'i').test(said)
  const refuses = isRefused.test(said)
  if (status !== 500 && refuses) {
    const other = manners.tokensField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    if (!asked.tokensFieldIsFixed && names(manners.tokensField)) return { ...manners, tokensField: other }
    if (manners.temperature && names('temperature')) return { ...manners, temperature: false }
    if (manners.usage && (names('stream_options') || names('include_usage')))
      return { ...manners, usage: false }
  }
  if (!asked.schema || manners.structure === 'plain') return null
  // llama.cpp and others fail within when a grammar cannot be made of a schema.
  const isAboutStructure = /response_format|json_schema|json_object|schema|grammar|structured|guided/i.test(
    said,
  )
  if (status === 500 && !isAboutStructure) return null
  if (!isAboutStructure && names('temperature|max_tokens|max_completion_tokens|messages|model')) return null
  return { ...manners, structure: manners.structure === 'json_schema' ? 'json_object' : 'plain' }
}
